//! Colleagues' acts in the one table: what is done with a case that somebody else has, or had.
//!
//! Never true of this file: such an act is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns};
use crate::pressed::member;
use crate::seen::{is_told, saw};
use crate::world::{self, World};
use rechtdoor::dialogue::action::{ColleagueAct, DeskAct};
use rechtdoor::domain::StaffId;
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::limits::{NOTES_PER_CASE_MAX, SILENT_MINUTES};
use rechtdoor::domain::roles::Awaiting;
use rechtdoor::store::tables::{CaseNotes, Cases};

impl World {
    /// Whoever has the case wrote nothing for a while.
    pub fn holder_is_silent(&mut self) {
        let since = self.bot.now.plus_minutes(-SILENT_MINUTES);
        let store = self.bot.core().store_mut();
        let mut case = store.get::<Cases>(&self.case).expect("read").expect("a case");
        if let Stage::Claimed { since: at, .. } = &mut case.stage {
            *at = since;
        }
        store.update::<Cases>(&self.case, &case).expect("staged");
        self.keep();
    }

    /// What colleagues wrote about the case.
    pub fn notes(&mut self) -> Vec<String> {
        let (id, store) = (self.case, self.bot.core().store_mut());
        let note = |number| store.get::<CaseNotes>(&(id, number)).expect("read").map(|note| note.text);
        (0..NOTES_PER_CASE_MAX).map_while(note).collect()
    }
}

/// Every act that a button can have, found by its number.
pub fn acts(colleagues: u8) -> Vec<ColleagueAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[colleagues, number][..], &[0; 64]].concat())? {
        DeskAct::Colleague(act) => Some(act),
        other => panic!("{other:?} is no act of colleagues"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: ColleagueAct) -> (&'static str, Concerns) {
    match act {
        ColleagueAct::AskNote(_) => (deeds::MAY_WRITE, Concerns::Project),
        // A list of one's own project.
        ColleagueAct::Others(_) => (deeds::MAY_SEND, Concerns::Own),
        ColleagueAct::TakeOver(_) | ColleagueAct::TakeOverFor(..) | ColleagueAct::TakeOverYes(..) => {
            (deeds::MAY_SEND, Concerns::Project)
        }
    }
}

/// The same act, on this case.
pub fn aimed(world: &World, act: ColleagueAct) -> ColleagueAct {
    let id = world.case;
    match act {
        ColleagueAct::Others(_) => act,
        ColleagueAct::AskNote(_) => ColleagueAct::AskNote(id),
        ColleagueAct::TakeOver(_) => ColleagueAct::TakeOver(id),
        ColleagueAct::TakeOverFor(_, reason) => ColleagueAct::TakeOverFor(id, reason),
        ColleagueAct::TakeOverYes(_, reason) => ColleagueAct::TakeOverYes(id, reason),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: ColleagueAct, me: StaffId) {
    let colleague = world.colleague;
    match act {
        ColleagueAct::AskNote(_) => world.is_held_by(me),
        ColleagueAct::Others(_)
        | ColleagueAct::TakeOver(_)
        | ColleagueAct::TakeOverFor(..)
        | ColleagueAct::TakeOverYes(..) => {
            world.is_held_by(colleague);
            world.holder_is_silent();
        }
    }
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: ColleagueAct) -> bool {
    let id = world.case;
    let code = world.code.to_string();
    match act {
        ColleagueAct::AskNote(_) => member(world, actor).awaiting == Some(Awaiting::Note(id)),
        // The own project's alone, as the screen says.
        ColleagueAct::Others(_) => {
            let is_ours = member(world, actor).project == world::GENK;
            saw(world, "🤝") && saw(world, &code) == is_ours && !saw(world, "sperwerkuiken")
        }
        ColleagueAct::TakeOver(_) | ColleagueAct::TakeOverFor(..) => {
            saw(world, &code) && !saw(world, "sperwerkuiken") && world.case().holder() == Some(world.colleague)
        }
        ColleagueAct::TakeOverYes(..) => {
            let is_told = is_told(world, world::COLLEAGUE, &code);
            world.case().holder() == Some(actor) && saw(world, "sperwerkuiken") && is_told
        }
    }
}
