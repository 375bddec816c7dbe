//! What somebody reads who is banned: until when, why, what stays open, and how to object.
//!
//! Never true of this file: help, privacy, wiping or the language is closed to anybody; a ban is said more often than
//! once an hour; the desk learns from here who somebody is.

use super::super::action::Menu;
use super::super::turn::{Done, Turn};
use super::{home, menu};
use crate::domain::ban::{Ban, BanReason};
use crate::domain::case::{Case, Closing, Stage};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;

/// Is asking closed to who talks here? Then it is said, at most once an hour.
pub(super) fn stops(turn: &mut Turn) -> Result<bool, StoreError> {
    let Some(ban) = turn.ban() else { return Ok(false) };
    let Some(who) = turn.who else { return Ok(false) };
    if turn.memory.may_tell_ban(who.conversation, turn.now) {
        tell(turn, &ban)?;
    }
    Ok(true)
}

fn tell(turn: &mut Turn, ban: &Ban) -> Done {
    let msg = words(ban);
    if turn.language()?.is_none() {
        return turn.reply_new(Screen::default().say_in_all(msg), Note::Nothing);
    }
    turn.reply_new(Screen::new(msg).row(vec![menu("home-help", Menu::Help), home::button()]), Note::Nothing)
}

fn words(ban: &Ban) -> Msg {
    text(ban.reason).with("day", Arg::On(ban.until))
}

/// The same in the place of an answer, when the case is closed with it.
pub fn closing(case: &Case) -> Option<Msg> {
    match case.stage {
        Stage::Closed { why: Closing::Blocked { until, reason }, .. } => Some(text(reason).with("day", Arg::On(until))),
        Stage::Closed { .. }
        | Stage::Waiting
        | Stage::Claimed { .. }
        | Stage::WaitingForAsker { .. }
        | Stage::Sent { .. } => None,
    }
}

fn text(reason: BanReason) -> Msg {
    Msg::new(match reason {
        BanReason::Threats => "ban-threats",
        BanReason::Insults => "ban-insults",
        BanReason::Spam => "ban-spam",
        BanReason::FakeQuestions => "ban-fake",
    })
}
