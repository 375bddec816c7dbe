//! Practice and breaks in the one table: each member's own, and of no case.
//!
//! Never true of this file: an act of practice is missing, or has an effect on a question.

use crate::deeds::{self, Concerns};
use crate::seen::saw;
use crate::world::World;
use rechtdoor::dialogue::action::{DeskAct, PracticeAct};
use rechtdoor::domain::triage::Triage;

/// Every act that a button of practice can have, found by its number.
pub fn acts(practice: u8) -> Vec<PracticeAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[practice, number][..], &[0; 64]].concat())? {
        DeskAct::Practice(act) => Some(act),
        other => panic!("{other:?} is no act of practice"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

pub fn row(act: PracticeAct) -> (&'static str, Concerns) {
    match act {
        PracticeAct::Home
        | PracticeAct::Show(_)
        | PracticeAct::Guess(..)
        | PracticeAct::Model(_)
        | PracticeAct::Done(_) => (deeds::MAY_WRITE, Concerns::Own),
    }
}

pub fn aimed(act: PracticeAct) -> PracticeAct {
    match act {
        PracticeAct::Home => PracticeAct::Home,
        PracticeAct::Show(_) => PracticeAct::Show(0),
        PracticeAct::Guess(..) => PracticeAct::Guess(0, Triage::A1),
        PracticeAct::Model(_) => PracticeAct::Model(0),
        PracticeAct::Done(_) => PracticeAct::Done(0),
    }
}

pub fn did(world: &World, act: PracticeAct) -> bool {
    assert!(!saw(world, "kwartelvogel"), "{act:?} showed a real question");
    match act {
        PracticeAct::Home => saw(world, "🎓 Oefenen"),
        PracticeAct::Show(_) => saw(world, "🎓 Oefening 1"),
        PracticeAct::Guess(..) => world.toasts().iter().any(|toast| toast.contains("A1")),
        PracticeAct::Model(_) => saw(world, "📚"),
        PracticeAct::Done(_) => saw(world, "🎓 Oefening 2"),
    }
}
