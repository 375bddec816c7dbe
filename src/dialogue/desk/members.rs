//! Who is on the team, and how somebody gets off it: a phone was lost, or a colleague left. Any coordinator does it, for
//! any project: whoever finds a lost phone does not wait for the right one to be awake. Another role: see `role.rs`.
//!
//! Never true of this file: a member who was removed can read or do anything from the next press on; one tap removes
//! somebody; the last coordinator is gone (nobody removes himself).

use super::colleagues::lawyer;
use super::{account, allowed, button, home, over, paper, parked, role, role_name, team, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::audit::Act;
use crate::domain::roles::{Capability, Grant, Staff, Standing};
use crate::messenger::{Arg, Msg, Screen};
use crate::outbox::Origin;
use crate::store::CONFIG;
use crate::store::records::KeyedHash;
use crate::store::tables::{KeyedHashes, Members, Tokens};

/// With the next page and the desk they are six buttons.
const PER_PAGE: usize = 4;

/// All other active members, some at a time; each is a button.
pub fn list(turn: &mut Turn, page: u16) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::RemoveMember)? else { return Ok(()) };
    let others = others(turn, staff);
    let over = over(turn, staff);
    if others.is_empty() {
        let screen = Screen::new("members-alone").row(vec![button("desk-home", DeskAct::ShowDesk)]);
        return turn.to_staff_over(staff, over, screen, None, false);
    }
    let (page, pages) = paging::at(page, others.len(), PER_PAGE);
    let shown: Vec<&(StaffId, Staff)> = others.iter().skip(page * PER_PAGE).take(PER_PAGE).collect();
    let lines = shown.iter().map(|(id, other)| turn.house.locale.text(member.language, &line(turn, staff, *id, other)));
    let mut screen = Screen::new(Msg::new("members-list").with("all", number(others.len())))
        .quote(lines.collect::<Vec<_>>().join("\n"));
    let buttons: Vec<_> = shown
        .iter()
        .map(|(id, other)| {
            let label = Msg::new("members-one").with("words", Arg::Text(names(turn, other).join(" ")));
            button(label, DeskAct::AskRemove(*id))
        })
        .collect();
    screen = screen.pairs(buttons);
    let mut last = vec![button("desk-home", DeskAct::ShowDesk)];
    if let Some(next) = paging::next(page, pages) {
        last.insert(0, button("members-more", DeskAct::Team(next)));
    }
    turn.to_staff_over(staff, over, screen.row(last), None, false)
}

/// Who that is, and with how many accounts; an own one is said to be one.
fn line(turn: &Turn, staff: StaffId, id: StaffId, other: &Staff) -> Msg {
    let besides = turn.store.index.other_accounts(id);
    match besides.len() {
        0 => described(turn, "members-line", other),
        _ if besides.contains(&staff) => described(turn, "members-line-own", other),
        more => described(turn, "members-line-accounts", other).with("accounts", number(more + 1)),
    }
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn others(turn: &Turn, staff: StaffId) -> Vec<(StaffId, Staff)> {
    let members = turn.store.index.members.iter();
    let mut others: Vec<(StaffId, Staff)> = members
        .filter(|(id, member)| **id != staff && member.standing == Standing::Active)
        .map(|(id, member)| (*id, member.clone()))
        .collect();
    others.sort_by_key(|(id, member)| (member.project.clone(), member.role, member.words, *id));
    others
}

fn names<'a>(turn: &'a Turn, member: &Staff) -> [&'a str; 2] {
    member.words.map(|word| turn.house.content.word(word))
}

pub(super) fn described(turn: &Turn, msg: &'static str, member: &Staff) -> Msg {
    Msg::new(msg)
        .with("words", team::words(turn, member))
        .with("role", Arg::Msg(role_name(member.role)))
        .with("project", home::project(turn, member))
}

/// Is it the right one?
pub fn ask(turn: &mut Turn, leaver: StaffId) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::RemoveMember)? else { return Ok(()) };
    let Some(member) = removable(turn, staff, leaver)? else { return tell(turn, "team-decided") };
    let mut screen = match second_of(turn, staff, leaver) {
        None => Screen::new(described(turn, "members-sure", &member))
            .row(vec![button("members-do-remove", DeskAct::Remove(leaver))]),
        Some(second) => {
            let sure = described(turn, "members-sure-two", &member).with("second", team::words(turn, &second));
            Screen::new(sure).row(vec![
                button("members-do-remove-one", DeskAct::Remove(leaver)),
                button("members-do-remove-all", DeskAct::RemovePerson(leaver)),
            ])
        }
    };
    if role::of_other(turn, staff, leaver)?.is_some() {
        screen = screen.row(vec![button("role-do-ask", DeskAct::AskRole(leaver))]);
    }
    let screen = screen.row(vec![button("members-back", DeskAct::Team(0))]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// The account that is left of this member when this one goes: never that of who takes it away.
fn second_of(turn: &Turn, staff: StaffId, leaver: StaffId) -> Option<Staff> {
    let left = turn.store.index.other_accounts(leaver).into_iter().find(|id| *id != staff)?;
    turn.store.index.members.get(&left).cloned()
}

/// This account is off the team, at once. What it held goes back to the front of the queue in turns of its own
/// (`housekeeping::left_behind`): two cases of one person must not be written together.
pub fn remove(turn: &mut Turn, leaver: StaffId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::RemoveMember)? else { return Ok(()) };
    let Some(member) = removable(turn, staff, leaver)? else { return tell(turn, "team-decided") };
    // The other coordinators hear of that, wherever it is done: this phone may be the stolen one.
    if turn.store.index.is_same(staff, leaver) {
        return account::cut_off(turn, leaver, tag);
    }
    turn.spend_token(tag)?;
    let stays = second_of(turn, staff, leaver);
    let stays = stays.map(|second| Msg::new("members-other-stays").with("words", team::words(turn, &second)));
    let gone = Msg::new("members-removed").with("words", team::words(turn, &member));
    removed(turn, staff, stays.into_iter().fold(Screen::new(gone), Screen::say))?;
    cut_off(turn, &grant, Act::MemberRemoved, leaver, member)
}

/// The same of every account of this person: whoever has left is nobody on either phone from the next press on.
pub fn remove_person(turn: &mut Turn, leaver: StaffId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::RemoveMember)? else { return Ok(()) };
    let found = removable(turn, staff, leaver)?.filter(|_| !turn.store.index.is_same(staff, leaver));
    let Some(member) = found else { return tell(turn, "team-decided") };
    turn.spend_token(tag)?;
    let mut all = vec![(leaver, member)];
    for second in turn.store.index.other_accounts(leaver) {
        all.extend(turn.store.get::<Members>(&second)?.map(|member| (second, member)));
    }
    let gone = |(_, member): &(StaffId, Staff)| Msg::new("members-removed").with("words", team::words(turn, member));
    let screen = all.iter().map(gone).fold(Screen::default(), Screen::say);
    removed(turn, staff, screen)?;
    for (id, member) in all {
        cut_off(turn, &grant, Act::MemberRemoved, id, member)?;
    }
    Ok(())
}

fn removed(turn: &mut Turn, staff: StaffId, said: Screen) -> Done {
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, said.row(vec![button("members-back", DeskAct::Team(0))]), None, false)
}

/// Off the team: by a coordinator, or by their own hand from their other account, see [`super::account`]. Whoever comes back with
/// this account is known as the one who wrote what is still to be read.
pub(super) fn cut_off(turn: &mut Turn, grant: &Grant, act: Act, leaver: StaffId, mut member: Staff) -> Done {
    end(grant, &mut member);
    member.since = turn.now;
    turn.store.update::<Members>(&leaver, &member)?;
    if let Some(chat) = Origin::of_member(turn.store, leaver)? {
        let expires = turn.now.plus_days(turn.house.settings.retention.person_days);
        let mark = chat.mark_of(turn.store, leaver);
        turn.store.put::<KeyedHashes>(&mark, &KeyedHash { expires }, CONFIG)?;
    }
    turn.note_about(grant, act, leaver)?;
    lawyer::leaves(turn, leaver)?;
    drops_all(turn, leaver)?;
    turn.store.forget_figures_of(leaver)?;
    turn.to_who_left(leaver, "members-you-are-removed")
}

/// No button of theirs works any more, and what they typed for no case yet is gone.
pub(super) fn drops_all(turn: &mut Turn, staff: StaffId) -> Done {
    for screen in turn.store.index.screens_beyond(staff, 0) {
        turn.store.remove::<Tokens>(&screen)?;
    }
    parked::forget(turn, staff)?;
    paper::drop_words(turn, staff)
}

fn end(grant: &Grant, member: &mut Staff) {
    let may = [Capability::RemoveMember, Capability::OwnAccounts].contains(&grant.capability());
    debug_assert!(may, "a removal needs the grant for it");
    member.standing = Standing::Removed;
    member.awaiting = None;
}

fn removable(turn: &mut Turn, staff: StaffId, leaver: StaffId) -> Result<Option<Staff>, crate::store::StoreError> {
    let member = turn.store.get::<Members>(&leaver)?;
    Ok(member.filter(|member| leaver != staff && member.standing == Standing::Active))
}
