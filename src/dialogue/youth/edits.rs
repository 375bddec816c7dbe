//! A message that the person edited in the channel: before sending it changes the review, after sending it cannot.
//!
//! Never true of this file: an edit changes what the desk has already got; an edit is ignored without a word.

use super::super::action::{CaseVerb, Press};
use super::super::commands::{self, Command, Parsed};
use super::super::turn::{Done, Turn};
use super::{ask, ban, draft, home, review};
use crate::content::utf16_units;
use crate::domain::DraftId;
use crate::domain::draft::{Draft, Purpose};
use crate::messenger::{Button, MessageRef, Screen};
use crate::store::records::Note;

pub(super) fn edited(turn: &mut Turn, raw: &str, message: MessageRef) -> Done {
    let raw = match commands::parse(raw) {
        Parsed::Text => raw,
        // The question behind the command was taken in when it was sent, so its edit counts too.
        Parsed::Command(typed) if typed.command == Command::Ask && !typed.argument.trim().is_empty() => typed.argument,
        // Any other command counts when it is sent, not when it is mended afterwards.
        Parsed::Command(_) | Parsed::Unknown => return Ok(()),
    };
    if let Some((id, waiting)) = turn.draft()?
        && waiting.next_due(&turn.house.settings.retention) > turn.now
        && waiting.parts.iter().any(|part| part.message == message.0)
    {
        return in_draft(turn, id, waiting, raw, message);
    }
    if !turn.own_cases().is_empty() { suggest_addition(turn) } else { ask::text(turn, raw, message) }
}

fn in_draft(turn: &mut Turn, id: DraftId, mut waiting: Draft, raw: &str, message: MessageRef) -> Done {
    let before = waiting.joined();
    let others: usize =
        waiting.parts.iter().filter(|part| part.message != message.0).map(|part| utf16_units(&part.text) + 1).sum();
    ask::danger_first(turn, &before, raw)?;
    if waiting.purpose != Purpose::Search && ban::stops(turn)? {
        return Ok(());
    }
    let masked = match draft::fitting(turn, waiting.language, others.saturating_sub(1), raw) {
        Ok(masked) => masked,
        Err(over) => return ask::too_long(turn, Some(id), over),
    };
    waiting.edit(message.0, masked);
    draft::save(turn, id, &mut waiting)?;
    if waiting.language.is_none() || waiting.replacing {
        // The first contact or the rewriting stands below, and shows the text when it is done.
        return Ok(());
    }
    match waiting.review {
        Some(at) => {
            let screen = review::screen(turn, id, &waiting)?;
            turn.reply_over(Some(MessageRef(at)), screen, Note::Review(id))
        }
        None => ask::post_review(turn, id, waiting),
    }
}

fn suggest_addition(turn: &mut Turn) -> Done {
    let open = turn.open_cases();
    let mut row = Vec::new();
    if let [own] = open.as_slice() {
        row.push(Button::menu("answer-add", Press::Case(own.code, CaseVerb::Add).encode()));
    }
    row.push(home::button());
    turn.reply_new(Screen::new("edits-too-late").row(row), Note::Nothing)
}
