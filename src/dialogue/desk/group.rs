//! A team's group: it hears that something waits, and nothing else.
//!
//! Never true of this file: a group is told how much, in what language, from where or when exactly; a text in a group
//! becomes a question; somebody who is no active coordinator learns from a reply what this group is to us.

use super::team;
use crate::dialogue::commands::{self, Command, Parsed};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::{Act, Doer};
use crate::domain::roles::{Capability, Grant, Staff, authorize};
use crate::domain::{Language, StaffId};
use crate::messenger::{Input, Screen};
use crate::outbox::{NewRow, Origin};
use crate::schedule;
use crate::store::StoreError;
use crate::store::records::{GroupRecord, Job, Note, Owner, Rank, RowTo};
use crate::store::tables::{Groups, Members, Routes};
use crate::vault::KeyClass;

/// Something happened in a group. `group` when it is linked, `by` when a member of the team did it.
pub fn handle(turn: &mut Turn, origin: Origin, group: Option<StaffId>, by: Option<StaffId>, input: Input) -> Done {
    match input {
        Input::Joined => joined(turn, origin, group, by),
        Input::Left => group.map_or(Ok(()), |group| unlink(turn, Doer::Nobody, group)),
        Input::Moved => group.map_or(Ok(()), |group| follow(turn, origin, group)),
        Input::Text { text, .. } => match commands::parse(text.as_str()) {
            Parsed::Command(typed) if typed.command == Command::Link => link(turn, origin, group, by),
            Parsed::Command(typed) if typed.command == Command::Unlink => unlink_here(turn, origin, group, by),
            Parsed::Command(_) | Parsed::Unknown | Parsed::Text => Ok(()),
        },
        Input::Edited { .. } | Input::Press { .. } | Input::Other { .. } => Ok(()),
    }
}

/// The member of the team with the grant to link groups, if that is who did it.
fn may_link(turn: &mut Turn, by: Option<StaffId>) -> Result<Option<(StaffId, Staff, Grant)>, StoreError> {
    let Some(id) = by else { return Ok(None) };
    let Some(member) = turn.store.get::<Members>(&id)? else { return Ok(None) };
    Ok(authorize(&member, Capability::LinkGroup).ok().map(|grant| (id, member, grant)))
}

fn joined(turn: &mut Turn, origin: Origin, group: Option<StaffId>, by: Option<StaffId>) -> Done {
    if group.is_some() {
        return Ok(());
    }
    match may_link(turn, by)? {
        Some(_) => say(turn, origin.direct(), "group-hello"),
        None => stage(turn, origin.direct(), Job::Leave),
    }
}

fn link(turn: &mut Turn, origin: Origin, group: Option<StaffId>, by: Option<StaffId>) -> Done {
    let Some((staff, member, grant)) = may_link(turn, by)? else {
        return say(turn, origin.direct(), "group-not-here");
    };
    debug_assert!(grant.capability() == Capability::LinkGroup, "a link needs the grant for it");
    if let Some(group) = group {
        return say(turn, RowTo::Owner(Owner::Group(group)), "group-linked-already");
    }
    let group = StaffId::random(turn.store.random());
    let key = turn.store.new_key(KeyClass::Route)?;
    let record = GroupRecord { project: member.project, linked_by: staff };
    turn.store.put::<Groups>(&group, &record, key)?;
    origin.bind(turn.store, Owner::Group(group), key)?;
    turn.note_by(&grant, Doer::Member(staff), Act::GroupLinked, None, None)?;
    say(turn, RowTo::Owner(Owner::Group(group)), "group-linked")
}

fn unlink_here(turn: &mut Turn, origin: Origin, group: Option<StaffId>, by: Option<StaffId>) -> Done {
    let Some((staff, _, _grant)) = may_link(turn, by)? else {
        return say(turn, origin.direct(), "group-not-here");
    };
    let Some(group) = group else { return say(turn, origin.direct(), "group-not-linked") };
    if !decides_about(turn, staff, group) {
        return say(turn, origin.direct(), "group-not-here");
    }
    unlink(turn, Doer::Member(staff), group)?;
    say(turn, origin.direct(), "group-unlinked")
}

/// A group is its own project's business: its coordinators', or all coordinators' when the project has none left.
fn decides_about(turn: &Turn, staff: StaffId, group: StaffId) -> bool {
    let project = turn.store.index.groups.get(&group);
    project.is_some_and(|project| team::deciders(turn, project).contains(&staff))
}

/// The group's record and its address go, and the key of both.
fn unlink(turn: &mut Turn, by: Doer, group: StaffId) -> Done {
    let Some(key) = turn.store.key_of::<Groups>(&group)? else { return Ok(()) };
    turn.store.remove::<Routes>(&Owner::Group(group))?;
    turn.store.remove::<Groups>(&group)?;
    turn.store.forget(key);
    turn.note(by, Act::GroupUnlinked, None)
}

/// The group has a new address.
fn follow(turn: &mut Turn, origin: Origin, group: StaffId) -> Done {
    let Some(key) = turn.store.key_of::<Groups>(&group)? else { return Ok(()) };
    origin.bind(turn.store, Owner::Group(group), key)
}

/// The half hour: each linked group hears that questions wait, if any do for its project or the pool. Not again while
/// nothing newer came, but once a day; and in the project's hours only: at night nobody needs to know.
pub fn half_hour(turn: &mut Turn) -> Done {
    let mut groups: Vec<(StaffId, String)> =
        turn.store.index.groups.iter().map(|(id, project)| (*id, project.clone())).collect();
    groups.sort();
    for (group, project) in groups {
        if !schedule::is_open(&turn.house.content, Some(&project), turn.now) {
            continue;
        }
        let waiting = turn.store.index.waiting();
        let ours = waiting.filter(|(_, case)| case.project().is_none_or(|theirs| theirs == project));
        let Some(newest) = ours.map(|(_, case)| case.place().arrival_no).max() else { continue };
        if turn.memory.may_alert(group, newest, turn.now) {
            say(turn, RowTo::Owner(Owner::Group(group)), "group-waiting")?;
        }
    }
    Ok(())
}

/// In a group everything is said in every language, so that nobody learns who reads.
fn say(turn: &mut Turn, to: RowTo, id: &'static str) -> Done {
    let screen = Screen::default().say_in_all(id);
    let rendered = turn.render_for_youth(&screen, Language::Nl);
    stage(turn, to, Job::Send(rendered))
}

fn stage(turn: &mut Turn, to: RowTo, job: Job) -> Done {
    let not_before = turn.now;
    turn.stage(NewRow { to, job, rank: Rank::Desk, note: Note::Nothing, about: None, not_before })
}
