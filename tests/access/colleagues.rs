//! Colleagues' acts in the one table: what is done with a case that somebody else has, or had.
//!
//! Never true of this file: such an act is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns, Said};
use crate::pressed::member;
use crate::seen::{is_told, saw};
use crate::world::{self, GENK, TYPED, World};
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::action::{ColleagueAct, DeskAct};
use rechtdoor::domain::Moment;
use rechtdoor::domain::StaffId;
use rechtdoor::domain::after::Alone;
use rechtdoor::domain::aside::{Aside, HandReason, Whom};
use rechtdoor::domain::case::{Case, Reading, Stage};
use rechtdoor::domain::limits::{NOTES_PER_CASE_MAX, SILENT_MINUTES};
use rechtdoor::domain::roles::{Awaiting, Role, Standing};
use rechtdoor::store::tables::{CaseNotes, Cases};

/// Where the other project stands in the list.
fn place() -> u8 {
    let content = Content::load(&Source::embedded()).unwrap_or_else(|_| panic!("the content is good"));
    let place = content.projects().iter().position(|project| project.id.as_str() == world::ELSEWHERE);
    place.and_then(|place| u8::try_from(place).ok()).expect("a project")
}

/// What is typed for a colleague, where it would be possible.
pub fn types(world: &mut World, said: Said, me: StaffId) {
    let id = world.case;
    match said {
        Said::HandNote => {
            let (to, reason) = (world::ELSEWHERE.to_owned(), HandReason::Theirs);
            let whom = Whom::Project { to, reason, note: None };
            world.case_is(|case| case.aside = Some(Aside { by: me, until: Moment(0), whom }));
            world.awaits(me, Awaiting::HandNote(id));
        }
        Said::LawyerAsk => world.awaits(me, Awaiting::LawyerAsk(id)),
        Said::LawyerDraft | Said::LawyerWord => {
            world.asks_lawyer(Some(me));
            let is_draft = said == Said::LawyerDraft;
            world.awaits(me, if is_draft { Awaiting::LawyerDraft(id) } else { Awaiting::LawyerWord(id) });
        }
        _ => world.awaits(me, Awaiting::Note(id)),
    }
}

/// Did it come where it should?
pub fn was_typed(world: &mut World, said: Said) -> bool {
    let case = world.case();
    let noted = world.notes().contains(&TYPED.to_owned());
    match said {
        Said::HandNote => case.offered_to() == Some(world::ELSEWHERE),
        Said::LawyerAsk => case.lawyer() == Some(None),
        Said::LawyerDraft => case.draft.is_some_and(|draft| draft.text == TYPED) && case.aside.is_none(),
        Said::LawyerWord => noted && case.aside.is_none(),
        _ => noted && case.draft.is_some(),
    }
}

impl World {
    fn case_is(&mut self, change: impl FnOnce(&mut Case)) {
        let id = self.case;
        let store = self.bot.core().store_mut();
        let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
        change(&mut case);
        store.update::<Cases>(&id, &case).expect("staged");
        self.keep();
    }

    /// Its answer went out urgent and alone.
    fn went_alone(&mut self, author: StaffId, comment: Option<String>, reader: Option<StaffId>) {
        let (since, until) = (self.bot.now.day(), self.bot.now.plus_minutes(20));
        let alone = Alone { comment, reading: reader.map(|by| Reading { by, until }), ..Alone::new(author, until) };
        self.case_is(|case| {
            case.stage = Stage::Sent { holder: author, since };
            case.alone = Some(alone);
        });
    }

    fn joins(&mut self, role: Role, project: &str) {
        let id = self.new_staff();
        self.enrol(id, 6_300_000_050, world::member(role, Standing::Active, project));
    }

    /// The case waits for a lawyer.
    fn asks_lawyer(&mut self, taken: Option<StaffId>) {
        let (by, until) = (self.colleague, self.bot.now.plus_hours(2));
        let whom = Whom::Lawyer { ask: "Mag dat?".to_owned(), taken };
        self.case_is(|case| {
            case.stage = Stage::Waiting;
            case.aside = Some(Aside { by, until, whom });
        });
    }

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
        ColleagueAct::Together(_) | ColleagueAct::AskLawyer(_) => (deeds::MAY_WRITE, Concerns::Project),
        ColleagueAct::Correct(_) => (deeds::MAY_SEND, Concerns::Project),
        ColleagueAct::Hand(..) | ColleagueAct::HandTo(..) | ColleagueAct::HandFor(..) => {
            (deeds::MAY_SEND, Concerns::Project)
        }
        ColleagueAct::Offer(_) | ColleagueAct::Accept(_) | ColleagueAct::AskNo(_) | ColleagueAct::No(..) => {
            (deeds::MAY_SEND, Concerns::Project)
        }
        // A project without a lawyer asks those of the others.
        ColleagueAct::LawyerTake(_)
        | ColleagueAct::LawyerDraft(_)
        | ColleagueAct::LawyerWord(_)
        | ColleagueAct::LawyerRelease(_) => (deeds::MAY_ADVISE, Concerns::Own),
        ColleagueAct::After(_)
        | ColleagueAct::AfterGood(_)
        | ColleagueAct::AfterSay(_)
        | ColleagueAct::AfterSeen(_)
        | ColleagueAct::CheckIn(_) => (deeds::MAY_SEND, Concerns::Project),
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
        ColleagueAct::Together(_) => ColleagueAct::Together(id),
        ColleagueAct::Correct(_) => ColleagueAct::Correct(id),
        ColleagueAct::Hand(_, page) => ColleagueAct::Hand(id, page),
        ColleagueAct::HandTo(..) => ColleagueAct::HandTo(id, place()),
        ColleagueAct::HandFor(_, _, reason) => ColleagueAct::HandFor(id, place(), reason),
        ColleagueAct::Offer(_) => ColleagueAct::Offer(id),
        ColleagueAct::Accept(_) => ColleagueAct::Accept(id),
        ColleagueAct::AskNo(_) => ColleagueAct::AskNo(id),
        ColleagueAct::No(_, why) => ColleagueAct::No(id, why),
        ColleagueAct::AskLawyer(_) => ColleagueAct::AskLawyer(id),
        ColleagueAct::LawyerTake(_) => ColleagueAct::LawyerTake(id),
        ColleagueAct::LawyerDraft(_) => ColleagueAct::LawyerDraft(id),
        ColleagueAct::LawyerWord(_) => ColleagueAct::LawyerWord(id),
        ColleagueAct::LawyerRelease(_) => ColleagueAct::LawyerRelease(id),
        ColleagueAct::After(_) => ColleagueAct::After(id),
        ColleagueAct::AfterGood(_) => ColleagueAct::AfterGood(id),
        ColleagueAct::AfterSay(_) => ColleagueAct::AfterSay(id),
        ColleagueAct::AfterSeen(_) => ColleagueAct::AfterSeen(id),
        ColleagueAct::CheckIn(_) => ColleagueAct::CheckIn(id),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: ColleagueAct, me: StaffId) {
    let colleague = world.colleague;
    match act {
        ColleagueAct::AskNote(_) | ColleagueAct::Together(_) | ColleagueAct::Hand(..) => world.is_held_by(me),
        ColleagueAct::HandTo(..) | ColleagueAct::HandFor(..) => {
            world.is_held_by(me);
            world.joins(Role::Moderator, world::ELSEWHERE);
        }
        ColleagueAct::AskLawyer(_) => {
            world.is_held_by(me);
            world.joins(Role::Expert, GENK);
        }
        ColleagueAct::Correct(_) => {
            let since = world.bot.now.day();
            world.case_is(|case| case.stage = Stage::Sent { holder: colleague, since });
        }
        ColleagueAct::Offer(_) | ColleagueAct::Accept(_) | ColleagueAct::AskNo(_) | ColleagueAct::No(..) => {
            let until = world.bot.now.plus_hours(2);
            let (to, note) = (GENK.to_owned(), Some("Een lijn.".to_owned()));
            let whom = Whom::Project { to, reason: HandReason::Theirs, note };
            world.case_is(|case| {
                case.project = Some(world::ELSEWHERE.to_owned());
                case.aside = Some(Aside { by: colleague, until, whom });
            });
        }
        ColleagueAct::After(_) => world.went_alone(colleague, None, None),
        ColleagueAct::AfterGood(_) | ColleagueAct::AfterSay(_) => world.went_alone(colleague, None, Some(me)),
        ColleagueAct::CheckIn(_) => {
            let since = world.bot.now.day();
            world.case_is(|case| case.stage = Stage::Sent { holder: me, since });
        }
        ColleagueAct::AfterSeen(_) => world.went_alone(me, Some("Bijna.".to_owned()), Some(me)),
        ColleagueAct::LawyerTake(_) => world.asks_lawyer(None),
        ColleagueAct::LawyerDraft(_) | ColleagueAct::LawyerWord(_) | ColleagueAct::LawyerRelease(_) => {
            world.asks_lawyer(Some(me));
        }
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
        ColleagueAct::Together(_) => saw(world, &code) && saw(world, "🤝"),
        ColleagueAct::Correct(_) => {
            let case = world.case();
            case.correcting.is_some() && case.holder() == Some(actor) && is_told(world, world::COLLEAGUE, &code)
        }
        ColleagueAct::Hand(..) => saw(world, "→ "),
        ColleagueAct::HandTo(..) => saw(world, "🧺"),
        ColleagueAct::HandFor(..) => member(world, actor).awaiting == Some(Awaiting::HandNote(id)),
        ColleagueAct::Offer(_) | ColleagueAct::AskNo(_) => {
            saw(world, &code) && !saw(world, "kwartelvogel") && world.case().offered_to() == Some(GENK)
        }
        ColleagueAct::Accept(_) => {
            let case = world.case();
            (case.holder(), case.project.as_deref()) == (Some(actor), Some(GENK)) && saw(world, "kwartelvogel")
        }
        ColleagueAct::No(..) => world.case().aside.is_none() && !saw(world, "kwartelvogel"),
        ColleagueAct::AskLawyer(_) => member(world, actor).awaiting == Some(Awaiting::LawyerAsk(id)),
        ColleagueAct::LawyerTake(_) => world.case().lawyer() == Some(Some(actor)) && saw(world, "kwartelvogel"),
        ColleagueAct::LawyerDraft(_) => member(world, actor).awaiting == Some(Awaiting::LawyerDraft(id)),
        ColleagueAct::LawyerWord(_) => member(world, actor).awaiting == Some(Awaiting::LawyerWord(id)),
        ColleagueAct::LawyerRelease(_) => world.case().lawyer() == Some(None),
        ColleagueAct::After(_) => world.case().read_after_by() == Some(actor) && saw(world, "kwartelvogel"),
        ColleagueAct::AfterGood(_) => {
            let is_told = is_told(world, world::COLLEAGUE, &code);
            world.case().alone.is_none() && is_told
        }
        ColleagueAct::AfterSay(_) => member(world, actor).awaiting == Some(Awaiting::Comment(id)),
        ColleagueAct::AfterSeen(_) => world.case().alone.is_none(),
        ColleagueAct::CheckIn(_) => {
            world.case().holder() == Some(actor) && member(world, actor).awaiting == Some(Awaiting::MoreInfo(id))
        }
        ColleagueAct::TakeOverYes(..) => {
            let is_told = is_told(world, world::COLLEAGUE, &code);
            world.case().holder() == Some(actor) && saw(world, "sperwerkuiken") && is_told
        }
    }
}
