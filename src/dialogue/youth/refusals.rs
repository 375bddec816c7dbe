//! What is not text, and the code of a paper card: a kind word, and nothing of it is kept.
//!
//! Never true of this file: ten pictures get ten answers; a person is blamed.

use super::super::action::Menu;
use super::super::turn::{Done, Turn};
use super::{first, home, menu};
use crate::domain::paper::PaperCode;
use crate::messenger::{OtherKind, Screen};
use crate::store::StoreError;
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

/// The code of a paper card opens something at a youth worker's, and nothing here: it is no question that a desk should read.
/// What is said is the same whether the card is somebody's or not. `false` when it is anything else.
pub(super) fn card_code(turn: &mut Turn, text: &str) -> Result<bool, StoreError> {
    let words = PaperCode::parse(text).map(|code| code.words());
    if !words.is_ok_and(|words| words.iter().all(|word| turn.house.content.is_paper_word(word))) {
        return Ok(false);
    }
    if turn.language()?.is_none() {
        turn.reply_new(Screen::default().say_in_all("refusals-card"), Note::Nothing)?;
        return first::screen(turn).map(|()| true);
    }
    turn.reply_new(Screen::new("refusals-card").row(vec![home::button()]), Note::Nothing).map(|()| true)
}
