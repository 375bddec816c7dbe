//! Putting an answer right that was sent: by anybody of the project who may send, as long as whoever asked can be reached.
//!
//! Never true of this file: a correction goes out that only its author has read, unless it is urgent and nobody came; or without
//! whoever answered hearing of it.

use super::super::claim::{full, is_full, is_of_ours, lease, over_own};
use super::super::{allowed, card, claim, home, tell};
use super::{does, words};
use crate::dialogue::action::ColleagueAct;
use crate::dialogue::deadlines;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::send;
use crate::domain::audit::Act;
use crate::domain::case::{Case, Refusal};
use crate::domain::limits::CORRECTION_ENDS_BEFORE_MINUTES;
use crate::domain::roles::Capability;
use crate::domain::{CaseId, Code, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::tables::Cases;

pub fn do_begin(id: CaseId) -> Button {
    does("correct-do", ColleagueAct::Correct(id))
}

/// `/verbeter CODE`: also when the case is closed, and nobody's any more.
pub fn by_code(turn: &mut Turn, typed: &str) -> Done {
    let Some((_, _, _grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(code) = Code::parse(typed) else { return tell(turn, "correct-how") };
    match turn.store.index.codes.get(&code).copied() {
        Some(id) => begin(turn, id),
        None => tell(turn, "correct-too-late"),
    }
}

/// Takes an answered case in hand again. As long as a person would have for an answer, and an hour less.
pub fn begin(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let found = turn.store.get::<Cases>(&id)?.filter(|case| is_of_ours(turn, case, staff));
    if found.as_ref().is_some_and(|case| case.correcting.is_some()) {
        // Somebody does already: it waits for its reader, or is in hand.
        return claim::this(turn, id, None);
    }
    let Some(mut case) = found.filter(Case::may_be_corrected) else { return tell(turn, "correct-too-late") };
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    let Ok(before) = in_hand(turn, staff, &mut case) else { return tell(turn, "correct-too-late") };
    let now = turn.now;
    // Off the desk as what is read afterwards: the time for that is not the time for this. Whether it was read shows once
    // a correction goes out; begun and let go says nothing of that.
    if let Some(alone) = case.alone.as_mut() {
        alone.reading = None;
    }
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::CorrectionBegun, id, &case)?;
    if let Some(before) = before.filter(|before| turn.store.index.is_active(*before)) {
        let msg = Msg::new("correct-begun").with("code", Arg::Code(case.code)).with("who", words(turn, staff));
        turn.to_staff(before, Screen::new(msg), None)?;
        home::expect_no_answer(turn, before, id)?;
    }
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, &case, over)
}

/// What was answered is with this member again, for as long as nobody who adds something would have to wait. Gives who had it.
pub fn in_hand(turn: &Turn, staff: StaffId, case: &mut Case) -> Result<Option<StaffId>, Refusal> {
    // Of no account while it lasts; whoever adds something meanwhile waits from now on.
    deadlines::promise(turn, case);
    let ends = case.promised.plus_minutes(-CORRECTION_ENDS_BEFORE_MINUTES);
    let before = case.begin_correction(staff, turn.now, lease(turn), ends)?;
    case.unread = false;
    case.look_by = send::look_by(turn, case);
    Ok(before)
}

/// It was let go, or its time was over, and nothing is corrected: whoever had it hears that.
pub fn dropped(turn: &mut Turn, case: &mut Case, staff: StaffId) -> Done {
    let now = turn.now;
    turn.recall_copies(case, now)?;
    if !turn.store.index.is_active(staff) {
        return Ok(());
    }
    turn.to_staff(staff, Screen::new(Msg::new("correct-dropped").with("code", Arg::Code(case.code))), None)
}

/// Nobody read it, or nobody wrote it, in time: the case is what it was.
pub fn over(turn: &mut Turn, id: CaseId, mut case: Case) -> Done {
    let author = case.draft.as_ref().map(|draft| draft.author);
    case.end_correction();
    let now = turn.now;
    super::super::notices::calls_over(turn, id, &mut case, now)?;
    if let Some(author) = author {
        dropped(turn, &mut case, author)?;
    }
    turn.change_by_itself(Act::AsideLapsed, id, &case)
}
