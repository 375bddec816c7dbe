//! What is not text: a kind word, and nothing of it is kept.
//!
//! Never true of this file: ten pictures get ten answers; a person is blamed.

use super::super::action::Menu;
use super::super::turn::{Done, Turn};
use super::{first, home, menu};
use crate::messenger::{OtherKind, Screen};
use crate::store::records::Note;

pub(super) fn refuse(turn: &mut Turn, kind: OtherKind) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    let text = match kind {
        OtherKind::Voice => "refusals-voice",
        OtherKind::Picture => "refusals-picture",
        OtherKind::Contact => "refusals-contact",
        OtherKind::Location => "refusals-location",
        OtherKind::Forwarded => "refusals-forwarded",
        OtherKind::File => "refusals-file",
        OtherKind::Sticker => "refusals-sticker",
        OtherKind::Unreadable => "refusals-unreadable",
    };
    if !turn.memory.may_refuse(who.conversation, text, turn.now) {
        return Ok(());
    }
    if turn.language()?.is_none() {
        turn.reply_new(Screen::default().say_in_all(text), Note::Nothing)?;
        return first::screen(turn);
    }
    let row = vec![menu("home-help", Menu::Help), home::button()];
    turn.reply_new(Screen::new(text).row(row), Note::Nothing)
}
