//! What was typed at the desk without saying for which case: kept for half an hour, and asked about.
//!
//! Never true of this file: such a text goes out by itself, or lies on disk under a key that outlives it.

use super::claim::held;
use super::{allowed, answer, button, home, kindly, over, refusal, tell};
use crate::content::utf16_units;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::Reply;
use crate::domain::limits::{ANSWER_UNITS_MAX, PARKED_UNITS_MAX};
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::{CaseId, Code, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::records::{Note, Parked};
use crate::store::tables::{Cases, ParkedTexts};
use crate::vault::KeyClass;

/// Free text that belongs to no case yet.
pub fn park(turn: &mut Turn, staff: StaffId, member: &Staff, text: &str, message: MessageRef) -> Done {
    if authorize(member, Capability::Claim).is_err() {
        if authorize(member, Capability::SeeTexts).is_ok() {
            return kindly(turn, "desk-reads-texts");
        }
        return home::show(turn, staff, member);
    }
    if !keep(turn, staff, text, message)? {
        return Ok(());
    }
    if !turn.store.index.held_by(staff).is_empty() {
        return ask(turn, staff, None);
    }
    let minutes = Arg::Number(turn.house.settings.retention.draft_minutes);
    let screen = Screen::new(Msg::new("desk-no-case-for-text").with("minutes", minutes));
    turn.to_staff(staff, screen.row(vec![button("desk-do-drop", DeskAct::DropParked)]), None)
}

/// Keeps a text under a key of its own and takes it out of the chat. `false` when it is too long to be kept: said.
pub fn keep(
    turn: &mut Turn,
    staff: StaffId,
    text: &str,
    message: MessageRef,
) -> Result<bool, crate::store::StoreError> {
    let before = turn.store.get::<ParkedTexts>(&staff)?;
    let text = match &before {
        Some(parked) => format!("{}\n{}", parked.text, text.trim()),
        None => text.trim().to_owned(),
    };
    if utf16_units(&text) > PARKED_UNITS_MAX {
        turn.reply_new(answer::too_long(&text), Note::Nothing)?;
        return Ok(false);
    }
    let parked = Parked { text, touched: turn.now };
    if before.is_some() {
        turn.store.update::<ParkedTexts>(&staff, &parked)?;
    } else {
        let key = turn.store.new_key(KeyClass::Draft)?;
        turn.store.put::<ParkedTexts>(&staff, &parked, key)?;
    }
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    Ok(true)
}

/// After a claim: is there still a text that waits for its case? `claimed` is not yet in the index.
pub fn remind(turn: &mut Turn, staff: StaffId, claimed: (CaseId, Code)) -> Done {
    ask(turn, staff, Some(claimed))
}

fn ask(turn: &mut Turn, staff: StaffId, claimed: Option<(CaseId, Code)>) -> Done {
    let Some(parked) = turn.store.get::<ParkedTexts>(&staff)? else { return Ok(()) };
    let units = i64::try_from(utf16_units(&parked.text)).unwrap_or(i64::MAX);
    let held = turn.store.index.held_by(staff).into_iter().map(|(id, case)| (id, case.code));
    let mut cases: Vec<(CaseId, Code)> = held.collect();
    cases.extend(claimed.filter(|(id, _)| !cases.iter().any(|(held, _)| held == id)));
    let buttons: Vec<_> = cases.into_iter().map(|(id, code)| for_case(id, code)).collect();
    let minutes = Arg::Number(turn.house.settings.retention.draft_minutes);
    let mut screen =
        Screen::new(Msg::new("desk-which-case").with("units", Arg::Number(units)).with("minutes", minutes));
    screen = screen.pairs(buttons);
    turn.to_staff(staff, screen.row(vec![button("desk-do-drop", DeskAct::DropParked)]), None)
}

fn for_case(id: CaseId, code: Code) -> Button {
    button(Msg::new("desk-do-for-case").with("code", Arg::Code(code)), DeskAct::ParkedFor(id))
}

/// The text becomes a draft of this case, or joins the draft that its author has there: nothing typed is lost.
pub fn belongs_to(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(parked) = turn.store.get::<ParkedTexts>(&staff)? else { return tell(turn, "desk-parked-gone") };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = held(turn, &case, staff) {
        return tell(turn, refusal(why));
    }
    let (kind, text) = match &case.draft {
        Some(draft) if draft.author == staff => (draft.kind, format!("{}\n\n{}", draft.text, parked.text)),
        Some(_) | None => (Reply::Answer, parked.text),
    };
    if utf16_units(&text) > ANSWER_UNITS_MAX {
        return turn.reply_new(answer::too_long(&text), Note::Nothing);
    }
    turn.spend_token(tag)?;
    // The text moves into the case: its key goes after the commit, or a power cut between the two would lose it.
    if let Some(key) = turn.store.key_of::<ParkedTexts>(&staff)? {
        turn.store.remove::<ParkedTexts>(&staff)?;
        turn.store.forget_after(key);
    }
    let over = over(turn, staff);
    answer::write(turn, &grant, staff, id, case, kind, text, over)
}

pub fn drop_it(turn: &mut Turn, tag: [u8; 16]) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    turn.spend_token(tag)?;
    forget(turn, staff)?;
    turn.reply(Screen::new("desk-parked-dropped"))
}

/// A text that waits for its case goes, with its key.
pub fn forget(turn: &mut Turn, staff: StaffId) -> Done {
    if let Some(key) = turn.store.key_of::<ParkedTexts>(&staff)? {
        turn.store.remove::<ParkedTexts>(&staff)?;
        turn.store.forget(key);
    }
    Ok(())
}
