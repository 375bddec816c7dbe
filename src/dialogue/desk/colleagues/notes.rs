//! Notes about a case: written by whoever has it, read on its card by whoever has it next.
//!
//! Never true of this file: a note becomes a draft, or stands where an asker or a reader from outside sees it.

use super::super::claim::{is_of_ours, renew};
use super::super::{allowed, answer, button, expect, outside, refusal, team, tell, unused};
use super::does;
use crate::content::utf16_units;
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{Case, DeskCopy, Stage};
use crate::domain::limits::NOTE_UNITS_MAX;
use crate::domain::note::CaseNote;
use crate::domain::roles::{Awaiting, Capability, Staff};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Cases;

pub fn do_ask(id: CaseId) -> Button {
    does("colleagues-do-note", ColleagueAct::AskNote(id))
}

/// The next text is a note about this case.
pub fn ask(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if outside::is_guest(turn, &case, staff, &member) {
        return tell(turn, "second-outside-reads");
    }
    let is_answered = matches!(case.stage, Stage::Sent { .. } | Stage::WaitingForAsker { .. });
    if !(is_answered && case.is_with(staff) && is_of_ours(turn, &case, staff)) {
        if let Err(why) = renew(turn, &mut case, staff) {
            return tell(turn, refusal(why));
        }
        turn.keep_hold(&grant, id, &case)?;
    }
    if !case.takes_notes() {
        return tell(turn, "colleagues-notes-full");
    }
    expect(turn, staff, Some(Awaiting::Note(id)))?;
    let max = Arg::Number(i64::try_from(NOTE_UNITS_MAX).unwrap_or(i64::MAX));
    let msg = Msg::new("colleagues-type-note").with("code", Arg::Code(case.code)).with("max", max);
    turn.reply_new(Screen::new(msg), Note::Nothing)
}

/// What was typed. Whoever was asked for it may have lost the case meanwhile: a word about it still helps.
pub fn typed(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let text = text.trim();
    let found = turn.store.get::<Cases>(&id)?;
    if utf16_units(text) > NOTE_UNITS_MAX {
        // It stays in the chat, to be shortened by an edit; with the case it goes.
        if let Some(mut case) = found.filter(|case| case.is_with(staff)) {
            case.remember_copy(DeskCopy { staff, message: message.0 });
            turn.keep_hold(&grant, id, &case)?;
        }
        return turn.reply_new(answer::longer_than(text, NOTE_UNITS_MAX), Note::Nothing);
    }
    let Some(mut case) = found.filter(|case| is_of_ours(turn, case, staff)) else { return unused::gone(turn, message) };
    if !case.is_open() {
        return unused::because(turn, "desk-closed", &case, message);
    }
    if !case.takes_notes() {
        return unused::because(turn, "colleagues-notes-full", &case, message);
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    if renew(turn, &mut case, staff).is_ok() {
        let (now, until) = (turn.now, super::super::claim::lease(turn));
        // Writing is work, whatever is written.
        case.worked(staff, now, until).unwrap_or_default();
    }
    let note = CaseNote { by: staff, day: turn.now.day(), text: text.to_owned() };
    turn.add_note(id, &mut case, &note)?;
    turn.change(&grant, Act::Noted, id, &case)?;
    let mut screen = Screen::new(Msg::new("colleagues-noted").with("code", Arg::Code(case.code)));
    if case.is_with(staff) {
        screen = screen.row(vec![button("desk-do-read", DeskAct::Show(id))]);
    }
    turn.reply_new(screen, Note::Nothing)
}

/// Each note with who wrote it, for the card. Not for somebody of another organisation.
pub fn on_card(
    turn: &mut Turn,
    id: CaseId,
    case: &Case,
    staff: StaffId,
    member: &Staff,
) -> Result<Vec<(Msg, String)>, StoreError> {
    if outside::is_guest(turn, case, staff, member) {
        return Ok(Vec::new());
    }
    let notes = turn.notes(id, case)?;
    let words = |by: StaffId| match turn.store.index.members.get(&by) {
        Some(author) => team::words(turn, author),
        None => Arg::Msg("log-somebody"),
    };
    let shown = notes.into_iter().map(|note| {
        let head = Msg::new("colleagues-note").with("who", words(note.by)).with("day", Arg::On(note.day));
        (head, note.text)
    });
    Ok(shown.collect())
}
