//! The time in which an answer was promised: it runs while the case is the desk's, and who hears when it runs out.
//!
//! Never true of this file: a rung is said twice, after a restart too (the rung and the rows of its messages are one commit);
//! whoever asked waits beyond the promise without an apology; the clock runs while it is the asker's turn.

use super::desk::rungs;
use super::turn::{Done, Turn};
use super::youth::{answer, send};
use crate::domain::CaseId;
use crate::domain::audit::Act;
use crate::domain::case::Case;
use crate::domain::deadline::{Clock, Rung};
use crate::schedule::deadlines::{self, PutOff};
use crate::store::tables::Cases;

/// Promises an answer from now on: a date, and a clock that begins with it.
pub fn promise(turn: &Turn, case: &mut Case) {
    let (content, project) = (&turn.house.content, case.project.as_deref());
    let promised = send::promise(turn, project);
    let rungs = deadlines::rungs(content, project, turn.now, promised);
    (case.promised, case.clock) = (promised, Clock::new(rungs));
}

/// It was the asker's turn, and is the desk's again: what was left of the time is left.
pub fn resume(turn: &Turn, case: &mut Case) {
    let is_desks = case.stage.is_desks();
    let Some(stopped) = case.clock.stopped().filter(|_| is_desks) else { return };
    let (content, project) = (&turn.house.content, case.project.as_deref());
    let put_off = PutOff::new(content, project, stopped, turn.now, case.promised);
    case.clock.resume(|at| put_off.due(at));
    case.promised = put_off.due(case.promised);
}

/// A rung may have been reached.
pub fn due(turn: &mut Turn, id: CaseId) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    // Asked again here: the event may be older than the record.
    if case.clock_due().is_none_or(|at| at > turn.now) {
        return Ok(());
    }
    if case.clock.stopped().is_some() {
        resume(turn, &mut case);
        return turn.store.update::<Cases>(&id, &case);
    }
    let Some((from, to)) = case.clock.climb(turn.now) else { return Ok(()) };
    let crosses = |rung: Rung| from < rung && rung <= to;
    if crosses(Rung::Over) {
        case.promised = send::promise(turn, case.project.as_deref());
        case.clock.promise_again(case.promised);
        turn.change_by_itself(Act::PromiseBroken, id, &case)?;
    } else {
        turn.store.update::<Cases>(&id, &case)?;
    }
    if to == Rung::Most {
        rungs::most(turn, id, &case)?;
    }
    if crosses(Rung::Over) || crosses(Rung::Broken) {
        answer::late(turn, id, &case)?;
        rungs::over(turn, id, &case)?;
    }
    if crosses(Rung::FarOver) {
        rungs::far_over(turn, id, &case)?;
    }
    Ok(())
}
