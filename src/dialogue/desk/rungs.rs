//! What the desk hears when the time for an answer runs out: whoever has the case, those who could take it, the coordinators.
//!
//! Never true of this file: a word of a question stands in a notice; somebody is told of a case of another project by its code.

use super::home::is_ours;
use super::{button, pause, second, team};
use crate::content::ProjectId;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::{Case, Stage};
use crate::domain::deadline::Rung;
use crate::domain::limits::CLAIMS_PER_MODERATOR_MAX;
use crate::domain::roles::{Capability, authorize};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::CaseSummary;

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
/// that is one notice, with how many there are. What is on no desk of theirs, of a project without a coordinator, has its button here.
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
        let screen = with_others_there(turn, screen, id, coordinator);
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

/// With the one that a notice is about as many buttons as a screen has; nobody may hold more at once.
const OTHERS_MAX: usize = CLAIMS_PER_MODERATOR_MAX;

/// Others that wait too long where this coordinator may step in, and which their own desk need not show.
fn with_others_there(turn: &Turn, screen: Screen, id: CaseId, coordinator: StaffId) -> Screen {
    let Some(member) = turn.store.index.members.get(&coordinator) else { return screen };
    let waits = |case: &CaseSummary| !case.is_aside() && case.is_overdue(turn.now);
    let is_theirs = |case: &CaseSummary| responsible_for(turn, case.project()).contains(&coordinator);
    let others = turn
        .store
        .index
        .waiting()
        .filter(|(other, case)| *other != id && waits(case) && !is_ours(member, case.project()) && is_theirs(case));
    let mut buttons: Vec<Button> = others
        .map(|(id, case)| button(Msg::new("deadline-do-one").with("code", Arg::Code(case.code)), DeskAct::Claim(id)))
        .collect();
    if buttons.is_empty() {
        return screen;
    }
    let more = buttons.len().saturating_sub(OTHERS_MAX);
    buttons.truncate(OTHERS_MAX);
    let screen = screen.say("deadline-also-there").pairs(buttons);
    match i64::try_from(more) {
        Ok(more) if more > 0 => screen.say(Msg::new("desk-and-more").with("more", Arg::Number(more))),
        Ok(_) | Err(_) => screen,
    }
}

/// Half as long again as was promised: its coordinators once more, and those of the other projects without a code.
pub fn far_over(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let own = responsible(turn, case);
    for coordinator in team::coordinators(turn, None) {
        let msg = if own.contains(&coordinator) {
            Msg::new("deadline-far").with("code", Arg::Code(case.code))
        } else {
            Msg::new("deadline-far-elsewhere").with("project", project(turn, case))
        };
        let is_on_desk = |member| is_ours(member, case.project.as_deref());
        let is_there =
            own.contains(&coordinator) && !turn.store.index.members.get(&coordinator).is_some_and(is_on_desk);
        // On their desk it is nowhere to be found.
        let way = match is_there && case.stage == Stage::Waiting {
            true => button("desk-take", DeskAct::Claim(id)),
            false => button("desk-home", DeskAct::ShowDesk),
        };
        turn.to_staff(coordinator, Screen::new(msg).row(vec![way]), None)?;
    }
    Ok(())
}

/// The coordinators of its project; of all for the pool, and where a project has none.
pub fn responsible(turn: &Turn, case: &Case) -> Vec<StaffId> {
    responsible_for(turn, case.project.as_deref())
}

fn responsible_for(turn: &Turn, project: Option<&str>) -> Vec<StaffId> {
    match project {
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
