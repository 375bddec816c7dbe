//! What colleagues do with each other's cases: notes, and taking over what somebody holds and does not answer.
//!
//! Never true of this room: a word that is meant for a colleague goes to an asker; a case changes hands without a reason, an
//! entry in the log, and a word to whoever had it.

pub mod notes;
pub mod takeover;

use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::messenger::{Button, Msg};

pub fn act(turn: &mut Turn, meant: ColleagueAct, tag: [u8; 16]) -> Done {
    match meant {
        ColleagueAct::AskNote(id) => notes::ask(turn, id),
        ColleagueAct::Others(page) => takeover::others(turn, page),
        ColleagueAct::TakeOver(id) => takeover::choose(turn, id),
        ColleagueAct::TakeOverFor(id, reason) => takeover::confirm(turn, id, reason),
        ColleagueAct::TakeOverYes(id, reason) => takeover::take(turn, id, reason, tag),
    }
}

fn does(label: impl Into<Msg>, act: ColleagueAct) -> Button {
    super::button(label, DeskAct::Colleague(act))
}
