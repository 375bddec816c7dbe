//! A second account of one's own: one link, the same two words as for everybody, and the right to cut the other account off
//! when its phone is lost.
//!
//! Never true of this file: a link from here gives rights by itself, or other ones than those of who made it; somebody lets in
//! a second account of their own; two accounts of one person count as two people (`Index::is_same`); one tap cuts an account off.

use super::{allowed, button, enrol, members, over, role_name, team, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::audit::{Act, Doer};
use crate::domain::invite::PREFIX;
use crate::domain::limits::OTHER_ACCOUNTS_MAX;
use crate::domain::roles::{Capability, Staff, Standing};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Members;

/// What there is besides this one.
pub fn open(turn: &mut Turn) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::OwnAccounts)? else { return Ok(()) };
    let mut screen = Screen::new(
        Msg::new("account-this")
            .with("words", team::words(turn, &member))
            .with("role", Arg::Msg(role_name(member.role))),
    );
    let other = turn.store.index.other_accounts(staff).first().copied();
    screen = match other.and_then(|id| turn.store.index.members.get(&id).map(|other| (id, other.clone()))) {
        Some((id, other)) => screen
            .say(Msg::new("account-other").with("words", team::words(turn, &other)))
            .row(vec![button("account-do-ask", DeskAct::AskCutOff(id))]),
        None => screen.say("account-none").row(vec![button("account-do-invite", DeskAct::InviteAccount)]),
    };
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), None, false)
}

/// A link for the other phone, for this member alone.
pub fn invite(turn: &mut Turn, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::OwnAccounts)? else { return Ok(()) };
    if !turn.store.index.other_accounts(staff).is_empty() || member.others.len() >= OTHER_ACCOUNTS_MAX {
        return tell(turn, "account-enough");
    }
    if team::deciders_about(turn, &Staff { others: vec![staff], ..member.clone() }).is_empty() {
        return tell(turn, "account-nobody");
    }
    let expires = turn.now.plus_hours(turn.house.settings.retention.token_hours);
    let mut nonce = [0; 8];
    turn.store.random().fill(&mut nonce);
    let scope = enrol::account_scope(staff);
    let token = enrol::token(turn.store.tokens(), nonce, member.role, &scope, false, expires);
    let Some(link) = turn.house.settings.link(&format!("{PREFIX}{token}")) else {
        return tell(turn, "invite-no-name");
    };
    turn.spend_token(tag)?;
    let screen = Screen::new(Msg::new("account-link").with("until", Arg::When(expires)))
        .quote(link)
        .say("account-how")
        .row(vec![button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)?;
    turn.note_by(&grant, Doer::Member(staff), Act::AccountInvited, None, None)
}

/// A newcomer who is a second account: the first one is on the team still, has no other, and this one gets its role.
pub fn still_fits(turn: &Turn, newcomer: &mut Staff) -> bool {
    let Some(first) = newcomer.others.first().copied() else { return true };
    let found = turn.store.index.members.get(&first).filter(|member| member.standing == Standing::Active);
    let Some(member) = found.filter(|_| turn.store.index.other_accounts(first).is_empty()) else { return false };
    newcomer.others.extend(member.others.iter().copied());
    (newcomer.role, newcomer.project, newcomer.zone) = (member.role, member.project.clone(), member.zone.clone());
    newcomer.fresh_until = member.fresh_until;
    true
}

/// It is confirmed: whoever had one account hears it there, and has two.
pub fn link(turn: &mut Turn, newcomer: StaffId, member: &Staff) -> Done {
    let Some(first) = member.others.first().copied() else { return Ok(()) };
    let Some(mut other) = turn.store.get::<Members>(&first)? else { return Ok(()) };
    other.others.push(newcomer);
    turn.store.update::<Members>(&first, &other)?;
    let screen = Screen::new(Msg::new("account-added").with("words", team::words(turn, member)));
    turn.to_staff(first, screen, None)
}

fn other(turn: &mut Turn, staff: StaffId, id: StaffId) -> Result<Option<Staff>, StoreError> {
    let is_other = turn.store.index.other_accounts(staff).contains(&id);
    Ok(turn.store.get::<Members>(&id)?.filter(|_| is_other))
}

/// Is it the right one?
pub fn ask(turn: &mut Turn, id: StaffId) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::OwnAccounts)? else { return Ok(()) };
    let Some(member) = other(turn, staff, id)? else { return tell(turn, "team-decided") };
    let screen = Screen::new(Msg::new("account-sure").with("words", team::words(turn, &member)))
        .row(vec![button("account-do-cut-off", DeskAct::CutOff(id))])
        .row(vec![button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Off the team at once, as at a removal. The coordinators hear it: the phone that is left may be the stolen one.
pub fn cut_off(turn: &mut Turn, id: StaffId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::OwnAccounts)? else { return Ok(()) };
    let Some(leaver) = other(turn, staff, id)? else { return tell(turn, "team-decided") };
    turn.spend_token(tag)?;
    let words = team::words(turn, &leaver);
    let over = over(turn, staff);
    let screen = Screen::new(Msg::new("members-removed").with("words", words.clone()));
    turn.to_staff_over(staff, over, screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), None, false)?;
    members::cut_off(turn, &grant, Act::AccountCutOff, id, leaver)?;
    let whose = Staff { others: vec![staff, id], ..member.clone() };
    for coordinator in team::deciders_about(turn, &whose) {
        let msg = Msg::new("account-cut-off-by").with("words", words.clone()).with("by", team::words(turn, &member));
        turn.to_staff(coordinator, Screen::new(msg), None)?;
    }
    Ok(())
}
