//! What the desk hears when the time for an answer runs out: whoever has the case, those who could take it, the coordinators.
//!
//! Never true of this file: a word of a question stands in a notice; somebody is told of a case of another project by its code.

use super::home::is_ours;
use super::{button, pause, second, team};
use crate::content::ProjectId;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::Case;
use crate::domain::deadline::Rung;
use crate::domain::roles::{Capability, authorize};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Msg, Screen};

/// Four fifths of the time: whoever has it, or else those who could take it, each at most once in a few minutes.
pub fn most(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let said = Screen::new(dated("deadline-most", case));
    if let Some(holder) = case.holder().filter(|holder| turn.store.index.is_active(*holder)) {
        return turn.to_staff(holder, said.row(vec![button("desk-do-read", DeskAct::Show(id))]), None);
    }
    for staff in could_take(turn, id, case) {
        if turn.memory.may_hurry(staff, turn.now) {
            let screen = Screen::new(dated("deadline-most-free", case));
            turn.call_staff(staff, &screen.row(vec![button("desk-take", DeskAct::Claim(id))]), id)?;
        }
    }
    Ok(())
}

/// Members of the project, or of any for the pool, who could take a case that waits.
fn could_take(turn: &Turn, id: CaseId, case: &Case) -> Vec<StaffId> {
    let Some(waiting) = turn.store.index.cases.get(&id) else { return Vec::new() };
    let members = turn.store.index.members.iter();
    let here = members.filter(|(id, _)| pause::until(turn, **id).is_none());
    let may = here.filter(|(_, member)| authorize(member, Capability::Claim).is_ok());
    let ours = may.filter(|(_, member)| is_ours(member, case.project.as_deref()));
    let mut found: Vec<StaffId> =
        ours.filter(|(id, member)| second::is_for(turn, waiting, **id, member)).map(|(id, _)| *id).collect();
    found.sort();
    found
}

/// A date that was promised is over: its coordinators, with whoever has it. All that was asked on one day is over at one moment:
/// that is one notice, with how many there are.
pub fn over(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let said = if case.clock.rung() == Rung::Broken { "deadline-broken" } else { "deadline-over" };
    let holder = case.holder().and_then(|holder| turn.store.index.members.get(&holder));
    let holder = holder.map(|holder| Msg::new("deadline-with").with("who", team::words(turn, holder)));
    for coordinator in responsible(turn, case) {
        if !turn.memory.may_tell_of_late(coordinator, turn.now) {
            continue;
        }
        let more = others_over(turn, id, coordinator);
        let more = (more > 0).then(|| Msg::new("deadline-and-more").with("more", Arg::Number(more)));
        let screen = holder.iter().cloned().chain(more).fold(Screen::new(dated(said, case)), Screen::say);
        let screen = match case.holder() {
            Some(holder) if holder != coordinator => screen,
            Some(_) => screen.row(vec![button("desk-do-read", DeskAct::Show(id))]),
            None => screen.row(vec![button("desk-take", DeskAct::Claim(id))]),
        };
        turn.to_staff(coordinator, screen, None)?;
    }
    Ok(())
}

/// Other cases that this coordinator sees and that were to be answered by now, among them those of which they hear nothing by
/// themselves.
fn others_over(turn: &Turn, id: CaseId, coordinator: StaffId) -> i64 {
    let Some(member) = turn.store.index.members.get(&coordinator) else { return 0 };
    let index = &turn.store.index;
    let others = index.cases.iter().filter(|(other, case)| {
        **other != id && case.is_desks() && is_ours(member, case.project()) && case.is_overdue(turn.now)
    });
    i64::try_from(others.count()).unwrap_or(i64::MAX)
}

/// Half as long again as was promised: its coordinators once more, and those of the other projects without a code.
pub fn far_over(turn: &mut Turn, case: &Case) -> Done {
    let own = responsible(turn, case);
    for coordinator in team::coordinators(turn, None) {
        let msg = if own.contains(&coordinator) {
            Msg::new("deadline-far").with("code", Arg::Code(case.code))
        } else {
            Msg::new("deadline-far-elsewhere").with("project", project(turn, case))
        };
        turn.to_staff(coordinator, Screen::new(msg).row(vec![button("desk-home", DeskAct::ShowDesk)]), None)?;
    }
    Ok(())
}

/// The coordinators of its project; of all for the pool, and where a project has none.
pub fn responsible(turn: &Turn, case: &Case) -> Vec<StaffId> {
    match &case.project {
        Some(project) => team::deciders(turn, project),
        None => team::coordinators(turn, None),
    }
}

fn project(turn: &Turn, case: &Case) -> Arg {
    let id = case.project.as_deref().and_then(ProjectId::parse);
    match id.and_then(|id| turn.house.content.project(&id).cloned()) {
        Some(project) => Arg::Both { nl: project.name.nl, fr: project.name.fr },
        None => Arg::Msg("desk-pool"),
    }
}

fn dated(id: &'static str, case: &Case) -> Msg {
    Msg::new(id).with("code", Arg::Code(case.code)).with("promised", Arg::When(case.promised))
}
