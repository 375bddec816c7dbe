//! Another role for a member of one's own project. Rights change with the commit; what may not be held any more is taken back
//! as at a removal (`housekeeping::left_behind`), and a start goes on with that where a power cut left it.
//!
//! Never true of this file: somebody changes their own role, so the last coordinator of a project stays one; a liaison of the
//! police gets another role, or somebody else theirs; one tap does it; somebody who may do less holds what they held.

use super::colleagues::lawyer;
use super::members::{described, drops_all};
use super::{allowed, button, home, over, role_name, team, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::roles::{Capability, DeskRole, Grant, Staff, Standing};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Members;
use std::collections::BTreeSet;

/// The member and the role, if this coordinator may give them another one.
pub fn of_other(turn: &mut Turn, by: StaffId, id: StaffId) -> Result<Option<(Staff, DeskRole)>, StoreError> {
    let (Some(decider), Some(member)) = (turn.store.get::<Members>(&by)?, turn.store.get::<Members>(&id)?) else {
        return Ok(None);
    };
    let is_theirs =
        !turn.store.index.is_same(id, by) && member.standing == Standing::Active && member.project == decider.project;
    Ok(DeskRole::of(member.role).filter(|_| is_theirs).map(|role| (member, role)))
}

/// Which one?
pub fn ask(turn: &mut Turn, id: StaffId) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::ChangeRole)? else { return Ok(()) };
    let Some((member, from)) = of_other(turn, staff, id)? else { return tell(turn, "team-decided") };
    let mut screen = Screen::new(described(turn, "role-which", &member));
    for to in DeskRole::ALL.into_iter().filter(|to| *to != from) {
        screen = screen.row(vec![button(label(to), DeskAct::RoleFor(id, from, to))]);
    }
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("members-back", DeskAct::Team(0))]), None, false)
}

fn label(role: DeskRole) -> &'static str {
    match role {
        DeskRole::Trainee => "role-trainee",
        DeskRole::Moderator => "role-moderator",
        DeskRole::Expert => "role-expert",
        DeskRole::Coordinator => "role-coordinator",
    }
}

/// What it means, and sure?
pub fn confirm(turn: &mut Turn, id: StaffId, from: DeskRole, to: DeskRole) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::ChangeRole)? else { return Ok(()) };
    let found = of_other(turn, staff, id)?.filter(|(_, role)| *role == from);
    let Some((mut member, _)) = found else { return tell(turn, "team-decided") };
    member.role = to.role();
    let mut screen = Screen::new(described(turn, "role-sure", &member));
    if from.may_more_than(to) {
        screen = screen.say("role-sure-less");
    }
    let screen = screen
        .row(vec![button("role-do-set", DeskAct::SetRole(id, from, to))])
        .row(vec![button("members-back", DeskAct::Team(0))]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// At once. What a screen was about that is older than another change is not done.
pub fn set(turn: &mut Turn, id: StaffId, from: DeskRole, to: DeskRole, tag: [u8; 16]) -> Done {
    let Some((staff, decider, grant)) = allowed(turn, Capability::ChangeRole)? else { return Ok(()) };
    let found = of_other(turn, staff, id)?.filter(|(_, role)| *role == from && from != to);
    let Some((mut member, _)) = found else { return tell(turn, "team-decided") };
    turn.spend_token(tag)?;
    let is_less = from.may_more_than(to);
    member.role = to.role();
    let screen = Screen::new(described(turn, "role-changed", &member));
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("members-back", DeskAct::Team(0))]), None, false)?;
    turn.note_about(&grant, Act::RoleChanged(to), id)?;
    // One person has one role, with every account.
    for account in turn.store.index.other_accounts(id).into_iter().chain([id]) {
        give(turn, &grant, account, to, is_less)?;
    }
    tell_the_others(turn, (staff, &decider), id, &member)?;
    if to == DeskRole::Coordinator { team::ask_pending(turn, id, &member.project) } else { Ok(()) }
}

fn give(turn: &mut Turn, grant: &Grant, id: StaffId, to: DeskRole, is_less: bool) -> Done {
    debug_assert!(grant.capability() == Capability::ChangeRole, "another role needs the grant for it");
    let Some(mut member) = turn.store.get::<Members>(&id)? else { return Ok(()) };
    member.role = to.role();
    if is_less {
        member.awaiting = None;
        member.to_take_back = !turn.store.index.left_by(&BTreeSet::from([id])).is_empty();
    }
    turn.store.update::<Members>(&id, &member)?;
    if is_less {
        if lawyer::leaves(turn, id)? {
            member.to_take_back = true;
            turn.store.update::<Members>(&id, &member)?;
        }
        drops_all(turn, id)?;
    }
    tell_them(turn, id, &member, is_less)
}

fn tell_them(turn: &mut Turn, id: StaffId, member: &Staff, is_less: bool) -> Done {
    let mut screen = Screen::new(
        Msg::new("role-you-are-now")
            .with("role", Arg::Msg(role_name(member.role)))
            .with("project", home::project(turn, member)),
    );
    if is_less {
        screen = screen.say("role-you-hold-less");
    }
    turn.to_staff(id, screen, None)
}

/// The other coordinators hear it: a phone that was stolen could give its thief's friend all rights.
fn tell_the_others(turn: &mut Turn, by: (StaffId, &Staff), id: StaffId, member: &Staff) -> Done {
    let others = team::deciders(turn, &member.project)
        .into_iter()
        .filter(|other| *other != by.0 && !turn.store.index.is_same(*other, id));
    for other in others.collect::<Vec<_>>() {
        let screen = Screen::new(
            Msg::new("role-changed-by")
                .with("words", team::words(turn, member))
                .with("role", Arg::Msg(role_name(member.role)))
                .with("by", team::words(turn, by.1)),
        );
        turn.to_staff(other, screen, None)?;
    }
    Ok(())
}

/// A case was taken back: was it the last that somebody had in a role before?
pub fn taken_back(turn: &mut Turn, case: CaseId) -> Done {
    let members = turn.store.index.members.iter().filter(|(_, member)| member.to_take_back);
    let waiting: Vec<StaffId> = members.map(|(id, _)| *id).collect();
    for id in waiting {
        let is_last = turn.store.index.left_by(&BTreeSet::from([id])).into_iter().all(|left| left == case);
        if is_last && let Some(mut member) = turn.store.get::<Members>(&id)? {
            member.to_take_back = false;
            turn.store.update::<Members>(&id, &member)?;
        }
    }
    Ok(())
}

/// Somebody whose role became a lesser one says something: has all been taken back?
pub fn is_over(turn: &mut Turn, id: StaffId, member: &Staff) -> Result<bool, StoreError> {
    let is_over = turn.store.index.left_by(&BTreeSet::from([id])).is_empty();
    if is_over {
        turn.store.update::<Members>(&id, &Staff { to_take_back: false, ..member.clone() })?;
    }
    Ok(is_over)
}
