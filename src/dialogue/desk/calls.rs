//! Calling again: an urgent question that nobody takes is called out once more, at growing distances, to more people each time.
//!
//! Never true of this file: whoever has a break is called again (the first call wakes somebody, this one does not); a step is
//! said twice, after a restart too (the step and the rows of its calls are one commit); it happens outside opening hours, or
//! after somebody took the case.

use super::home::is_ours;
use super::{button, outside, pause, rungs, second};
use crate::content::FirstLook;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::{Case, Stage};
use crate::domain::limits::{CALL_AGAIN_MINUTES, CALLS_AGAIN};
use crate::domain::roles::{Capability, Role, Staff, authorize};
use crate::domain::{CaseId, StaffId};
use crate::messenger::Screen;
use crate::schedule::deadlines::open_minutes_after;
use crate::store::CaseSummary;
use crate::store::tables::Cases;

/// It was called out now: when it is called out again, if it ever is.
pub fn later(turn: &mut Turn, id: CaseId, case: &Case) {
    let Some(times) = CALLS_AGAIN.get(usize::from(case.called_again)) else { return };
    let content = &turn.house.content;
    let code = case.sorted.code().filter(|code| code.is_urgent());
    let minutes = code.map_or(CALL_AGAIN_MINUTES, |code| first_look(content.first_look(Some(code))));
    let due = open_minutes_after(content, case.project.as_deref(), turn.now, minutes * times);
    turn.memory.calls.at(id, due);
}

fn first_look(first: FirstLook) -> i64 {
    match first {
        FirstLook::Minutes(minutes) => i64::from(minutes),
        FirstLook::WorkingDays(_) | FirstLook::Never => CALL_AGAIN_MINUTES,
    }
}

/// Memory may have been lost: what waits and is urgent is called again all the same, counted from now.
pub fn find(turn: &mut Turn) -> Done {
    let urgent = turn.store.index.waiting().take_while(|(_, case)| case.place().is_urgent());
    let unknown = urgent.filter(|(id, case)| !turn.memory.calls.knows(*id) && is_anybodys(case));
    let unknown: Vec<CaseId> = unknown.map(|(id, _)| id).collect();
    for id in unknown {
        if let Some(case) = turn.store.get::<Cases>(&id)? {
            later(turn, id, &case);
        }
    }
    Ok(())
}

/// Does nobody have it, in any way? An answer that lies for its second reader is nobody's either.
fn is_anybodys(case: &CaseSummary) -> bool {
    case.urgent && case.stage() == Stage::Waiting && !case.is_aside()
}

/// Its moment has come: which step that is, noted in the case. `None` when it was taken meanwhile, or there is no step left.
pub fn step(turn: &Turn, id: CaseId, case: &mut Case) -> Option<usize> {
    turn.store.index.cases.get(&id).filter(|case| is_anybodys(case))?;
    let step = usize::from(case.called_again);
    case.called_again = case.called_again.saturating_add(1);
    (step < CALLS_AGAIN.len()).then_some(step)
}

/// Calls those whose turn it is, each at most once in a few minutes.
pub fn again(turn: &mut Turn, id: CaseId, case: &Case, step: usize) -> Done {
    later(turn, id, case);
    let (said, called) = whom(turn, id, case, step);
    for staff in called {
        if turn.memory.may_ping(staff, turn.now) {
            let screen = Screen::new(said).row(vec![button("desk-take", DeskAct::Claim(id))]);
            turn.call_staff(staff, &screen, id)?;
        }
    }
    Ok(())
}

/// Those on duty, then all who may take it, then the coordinators: the first of them, from this step on, of whom somebody is at
/// hand.
fn whom(turn: &Turn, id: CaseId, case: &Case, step: usize) -> (&'static str, Vec<StaffId>) {
    let mut here = who_may(turn, id, case);
    let ids = |called: &[(StaffId, Role)]| called.iter().map(|(id, _)| *id).collect::<Vec<StaffId>>();
    let on_duty = here.iter().copied().filter(|(id, _)| turn.memory.duty.is_on(*id, turn.now)).collect::<Vec<_>>();
    here.retain(|(_, role)| *role != Role::Coordinator);
    let over_them = rungs::responsible(turn, case).into_iter().filter(|id| is_here(turn, *id)).collect();
    let groups = [
        ("notices-urgent-again", ids(&on_duty)),
        ("notices-urgent-again", ids(&here)),
        ("notices-urgent-left", over_them),
    ];
    let first = step.min(groups.len() - 1);
    groups.into_iter().skip(first).find(|(_, called)| !called.is_empty()).unwrap_or(("notices-urgent-left", Vec::new()))
}

/// Whoever is at hand and could take it, in a fixed order: nobody to read their own.
fn who_may(turn: &Turn, id: CaseId, case: &Case) -> Vec<(StaffId, Role)> {
    let Some(waiting) = turn.store.index.cases.get(&id) else { return Vec::new() };
    let is_theirs = |id: StaffId, member: &Staff| {
        is_ours(member, case.project.as_deref()) || outside::waits_for(turn, waiting, id, member)
    };
    let may = turn.store.index.members.iter().filter(|(id, member)| {
        let may_claim = authorize(member, Capability::Claim).is_ok() && is_here(turn, **id);
        may_claim && is_theirs(**id, member) && second::is_for(turn, waiting, **id, member)
    });
    let mut found: Vec<(StaffId, Role)> = may.map(|(id, member)| (*id, member.role)).collect();
    found.sort();
    found
}

fn is_here(turn: &Turn, staff: StaffId) -> bool {
    pause::until(turn, staff).is_none()
}
