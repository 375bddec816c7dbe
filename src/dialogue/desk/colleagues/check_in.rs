//! The day after a grave question was answered (X1 to X3) and nothing came back: its holder is reminded once, and asks how it goes
//! if they want to (research/encounters.md §4.6). So they are when something was asked back first: it would lie for two weeks. Of
//! what a holder cannot ask any more its coordinators are reminded.
//!
//! Never true of this file: whoever asked hears anything by itself; somebody is reminded of what is closed or open again; a case
//! that is taken in hand for this and let go counts as one that nobody answered.

use super::super::claim::{full, is_full, is_of_ours, over_own};
use super::super::{allowed, answer, button, card, home, rungs, tell};
use super::{correct, does, handover};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case, Reply, Stage};
use crate::domain::roles::{Capability, authorize};
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule::deadlines::next_day_opens;
use crate::store::StoreError;
use crate::store::tables::Cases;

/// When its holder is to be reminded, of what goes out now: an answer, or what is asked back before there is one. With a paper
/// card nobody can be asked anything.
pub fn day(turn: &mut Turn, id: CaseId, case: &Case, kind: Reply) -> Result<Option<Moment>, StoreError> {
    if !case.sorted.is_grave() || case.helper.is_some() {
        return Ok(None);
    }
    let is_asked = match kind {
        Reply::Answer => true,
        Reply::MoreInfo => !turn.thread(id, case)?.iter().any(|entry| entry.by == By::Desk(Reply::Answer)),
        Reply::Correction => false,
    };
    Ok(is_asked.then(|| next_day_opens(&turn.house.content, case.project.as_deref(), turn.now)))
}

/// The day has come. The case is saved by the caller.
pub fn due(turn: &mut Turn, id: CaseId, case: &mut Case) -> Done {
    case.check_in = None;
    let said = |msg: &'static str| Screen::new(Msg::new(msg).with("code", Arg::Code(case.code)));
    match case.stage {
        Stage::Sent { holder, .. } if asks(turn, case, holder) => {
            let row = vec![does("checkin-do", ColleagueAct::CheckIn(id)), button("desk-do-read", DeskAct::Show(id))];
            turn.to_staff(holder, said("checkin-due").row(row), None)
        }
        Stage::WaitingForAsker { holder, .. } if turn.store.index.is_active(holder) => {
            let row = vec![button("desk-do-take-back", DeskAct::Claim(id)), button("desk-do-read", DeskAct::Show(id))];
            turn.to_staff(holder, said("checkin-asked").row(row), None)
        }
        Stage::WaitingForAsker { .. } => {
            let screen = said("checkin-asked-left").row(vec![button("desk-take", DeskAct::Claim(id))]);
            for coordinator in rungs::responsible(turn, case) {
                turn.to_staff(coordinator, screen.clone(), None)?;
            }
            Ok(())
        }
        Stage::Sent { .. } => {
            let screen = said("checkin-due-left").row(vec![does("checkin-do", ColleagueAct::CheckIn(id))]);
            for colleague in in_their_place(turn, case) {
                turn.to_staff(colleague, screen.clone(), None)?;
            }
            Ok(())
        }
        Stage::Waiting | Stage::Claimed { .. } | Stage::Closed { .. } => Ok(()),
    }
}

/// Can whoever answered ask how it goes? Not one who left, nor a trainee or a lawyer whose answer a reader from outside sent.
fn asks(turn: &Turn, case: &Case, holder: StaffId) -> bool {
    let member = turn.store.index.members.get(&holder);
    member.is_some_and(|member| authorize(member, Capability::Send).is_ok()) && is_of_ours(turn, case, holder)
}

/// Its coordinators, or where its project has none whoever there may send: it stays that project's.
fn in_their_place(turn: &Turn, case: &Case) -> Vec<StaffId> {
    let mut own = rungs::responsible(turn, case);
    own.retain(|coordinator| is_of_ours(turn, case, *coordinator));
    match &case.project {
        Some(project) if own.is_empty() => handover::takers(turn, project),
        Some(_) | None => own,
    }
}

/// Takes the answered case in hand again, as for a correction, and asks for the question back.
pub fn begin(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let found = turn.store.get::<Cases>(&id)?.filter(|case| is_of_ours(turn, case, staff));
    let is_theirs = |case: &Case| match case.stage {
        Stage::Sent { holder, .. } => {
            holder == staff || (!asks(turn, case, holder) && in_their_place(turn, case).contains(&staff))
        }
        Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } | Stage::Closed { .. } => false,
    };
    let Some(mut case) = found.filter(is_theirs) else { return tell(turn, "checkin-over") };
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    let Ok(before) = correct::in_hand(turn, staff, &mut case) else { return tell(turn, "checkin-over") };
    if before.is_some() {
        if let Some(alone) = case.alone.as_mut() {
            alone.reading = None;
        }
        let now = turn.now;
        turn.recall_copies(&mut case, now)?;
    }
    turn.change(&grant, Act::CheckInBegun, id, &case)?;
    turn.spend_token(tag)?;
    home::expect_no_more(turn, staff, id)?;
    if before.is_some() {
        // They have not read it yet.
        let over = over_own(turn, staff, id);
        card::show(turn, staff, id, &case, over)?;
    }
    answer::ask_for(turn, id, Reply::MoreInfo)
}
