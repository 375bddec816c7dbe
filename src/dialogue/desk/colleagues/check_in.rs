//! The day after a grave question was answered (X1 to X3) and nothing came back: its holder is reminded once, and asks how it goes
//! if they want to (research/encounters.md §4.6). So they are when something was asked back first: it would lie for two weeks.
//!
//! Never true of this file: whoever asked hears anything by itself; somebody is reminded of what is closed or open again; a case
//! that is taken in hand for this and let go counts as one that nobody answered.

use super::super::claim::{full, is_full, is_of_ours};
use super::super::{allowed, answer, button, home, rungs, tell};
use super::{correct, does};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case, Reply, Stage};
use crate::domain::roles::Capability;
use crate::domain::{CaseId, Moment};
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
        Stage::Sent { holder, .. } if turn.store.index.is_active(holder) => {
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
        Stage::Sent { .. } | Stage::Waiting | Stage::Claimed { .. } | Stage::Closed { .. } => Ok(()),
    }
}

/// Takes the answered case in hand again, as for a correction, and asks for the question back.
pub fn begin(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let found = turn.store.get::<Cases>(&id)?.filter(|case| is_of_ours(turn, case, staff));
    let is_theirs = |case: &Case| matches!(case.stage, Stage::Sent { holder, .. } if holder == staff);
    let Some(mut case) = found.filter(is_theirs) else { return tell(turn, "checkin-over") };
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    if correct::in_hand(turn, staff, &mut case).is_err() {
        return tell(turn, "checkin-over");
    }
    turn.change(&grant, Act::CheckInBegun, id, &case)?;
    turn.spend_token(tag)?;
    home::expect_no_more(turn, staff, id)?;
    answer::ask_for(turn, id, Reply::MoreInfo)
}
