//! Confirming who came by an invitation: two words, read out to a coordinator who knows the voice.
//!
//! Never true of this file: somebody unconfirmed sees or does anything; a coordinator decides about another project
//! that has a coordinator of its own.

use super::{account, allowed, button, home, role_name, service, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::commands::{self, Command, Parsed};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::audit::{Act, Doer};
use crate::domain::roles::{Capability, Grant, Role, Staff, Standing, authorize};
use crate::messenger::{Arg, Input, Msg, Screen};
use crate::store::records::{Note, Owner};
use crate::store::tables::{Members, Routes};

/// Active coordinators, of one project or of all.
pub fn coordinators(turn: &Turn, project: Option<&str>) -> Vec<StaffId> {
    let members = turn.store.index.members.iter();
    let mut found: Vec<StaffId> = members
        .filter(|(_, member)| member.role == Role::Coordinator && member.standing == Standing::Active)
        .filter(|(_, member)| project.is_none_or(|project| member.project == project))
        .map(|(id, _)| *id)
        .collect();
    found.sort();
    found
}

/// Who decides for this project about its people and groups: its coordinators, or all when it has none.
pub fn deciders(turn: &Turn, project: &str) -> Vec<StaffId> {
    let own = coordinators(turn, Some(project));
    if own.is_empty() { coordinators(turn, None) } else { own }
}

/// Who decides whether this newcomer belongs: nobody about a second account of their own.
pub fn deciders_about(turn: &Turn, newcomer: &Staff) -> Vec<StaffId> {
    let is_other = |id: &StaffId| !newcomer.others.iter().any(|own| turn.store.index.is_same(*own, *id));
    let of_project: Vec<StaffId> = deciders(turn, &newcomer.project).into_iter().filter(is_other).collect();
    if of_project.is_empty() { coordinators(turn, None).into_iter().filter(is_other).collect() } else { of_project }
}

/// The two words of a member, the same in both languages.
pub fn words(turn: &Turn, member: &Staff) -> Arg {
    Arg::Text(member.words.map(|word| turn.house.content.word(word)).join(" · "))
}

pub fn welcome(turn: &Turn, member: &Staff) -> Screen {
    if member.role == Role::Liaison {
        return service::welcome(turn, member);
    }
    Screen::new(
        Msg::new("team-welcome")
            .with("role", Arg::Msg(role_name(member.role)))
            .with("project", home::project(turn, member)),
    )
}

/// The same to whoever was let in just now, with where to begin.
fn first_welcome(turn: &Turn, member: &Staff) -> Screen {
    let welcome = welcome(turn, member);
    let is_new = member.others.is_empty() && authorize(member, Capability::SeeDesk).is_ok();
    if is_new { welcome.say("team-begin") } else { welcome }
}

/// What an unconfirmed member reads: the two words to say out loud.
pub fn waiting(turn: &Turn, member: &Staff) -> Screen {
    Screen::new(Msg::new("team-waiting").with("words", words(turn, member)))
        .row(vec![button("desk-switch", DeskAct::SwitchLanguage)])
}

/// Before confirmation there is nothing here but waiting, in either language.
pub fn while_unconfirmed(turn: &mut Turn, member: &Staff, input: &Input) -> Done {
    let Some(staff) = turn.who.and_then(|who| who.member) else { return Ok(()) };
    let mut member = member.clone();
    match input {
        Input::Press { data, .. } => match turn.desk_act(staff, data)? {
            Some((_, DeskAct::SwitchLanguage)) => {
                member.language = member.language.other();
                turn.store.update::<Members>(&staff, &member)?;
            }
            Some(_) | None => return turn.alert("desk-dead-button"),
        },
        Input::Text { text, .. } if is_stop(text.as_str()) => return withdraw(turn, staff),
        Input::Text { .. } | Input::Other { .. } | Input::Joined => {}
        Input::Edited { .. } | Input::Left | Input::Moved => return Ok(()),
    }
    let screen = waiting(turn, &member);
    turn.reply(screen)
}

fn is_stop(text: &str) -> bool {
    match commands::parse(text) {
        Parsed::Command(typed) => typed.command == Command::Stop,
        Parsed::Text | Parsed::Unknown => false,
    }
}

/// Somebody opened a link by mistake: an ordinary visitor again, who has read nothing of the youth's side yet.
fn withdraw(turn: &mut Turn, staff: StaffId) -> Done {
    turn.store.remove::<Members>(&staff)?;
    turn.store.remove::<Routes>(&Owner::Staff(staff))?;
    turn.note(Doer::Member(staff), Act::MemberWithdrew, None)?;
    if let Some(who) = turn.who.as_mut() {
        who.member = None;
    }
    turn.reply_new(Screen::default().say_in_all("team-withdrawn"), Note::Nothing)
}

pub fn ask_coordinators(turn: &mut Turn, newcomer: StaffId, member: &Staff) -> Done {
    for coordinator in deciders_about(turn, member) {
        let screen = asks(turn, newcomer, member);
        turn.to_staff(coordinator, screen, None)?;
    }
    Ok(())
}

fn asks(turn: &Turn, newcomer: StaffId, member: &Staff) -> Screen {
    let screen = Screen::new(
        Msg::new("team-asks")
            .with("words", words(turn, member))
            .with("role", Arg::Msg(role_name(member.role)))
            .with("project", home::project(turn, member)),
    );
    let first = member.others.first().and_then(|first| turn.store.index.members.get(first));
    let screen = match first {
        Some(first) => screen.say(Msg::new("account-asks").with("words", words(turn, first))),
        None => screen,
    };
    let zone = (member.role == Role::Liaison).then(|| service::zone(turn, member)).flatten();
    let screen = zone.into_iter().fold(screen, Screen::say);
    screen
        .row(vec![button("team-do-confirm", DeskAct::Confirm(newcomer))])
        .row(vec![button("team-do-reject", DeskAct::Reject(newcomer))])
}

/// A coordinator has heard the words, or has not.
pub fn decide(turn: &mut Turn, newcomer: StaffId, yes: bool, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::ConfirmMember)? else { return Ok(()) };
    let Some(mut member) = turn.store.get::<Members>(&newcomer)? else { return tell(turn, "team-decided") };
    if member.standing != Standing::Unconfirmed || !deciders_about(turn, &member).contains(&staff) {
        return tell(turn, "team-decided");
    }
    let fits = account::still_fits(turn, &mut member);
    let (is_too_late, yes) = (yes && !fits, yes && fits);
    turn.spend_token(tag)?;
    settle(&grant, &mut member, yes);
    member.since = turn.now;
    turn.store.update::<Members>(&newcomer, &member)?;
    if yes {
        account::link(turn, newcomer, &member)?;
    }
    turn.note_about(&grant, if yes { Act::MemberConfirmed } else { Act::MemberRejected }, newcomer)?;
    let said = match yes {
        true => "team-confirmed",
        false if is_too_late => "account-fits-no-more",
        false => "team-rejected",
    };
    let reply = Screen::new(Msg::new(said).with("words", words(turn, &member)));
    turn.reply(reply)?;
    if !yes {
        return turn.to_who_left(newcomer, "team-you-are-rejected");
    }
    tell_the_others(turn, staff, &member)?;
    let welcome = first_welcome(turn, &member);
    turn.to_staff(newcomer, welcome.row(vec![button("desk-home", DeskAct::ShowDesk)]), None)?;
    if member.role == Role::Coordinator { ask_pending(turn, newcomer, &member.project) } else { Ok(()) }
}

/// The other coordinators hear who let whom in: a phone that was stolen could let in its thief.
fn tell_the_others(turn: &mut Turn, by: StaffId, member: &Staff) -> Done {
    let Some(decider) = turn.store.index.members.get(&by).cloned() else { return Ok(()) };
    for other in deciders(turn, &member.project).into_iter().filter(|other| *other != by) {
        let screen = Screen::new(
            Msg::new("team-confirmed-by")
                .with("words", words(turn, member))
                .with("role", Arg::Msg(role_name(member.role)))
                .with("by", words(turn, &decider)),
        );
        turn.to_staff(other, screen, None)?;
    }
    Ok(())
}

fn settle(grant: &Grant, member: &mut Staff, yes: bool) {
    debug_assert!(grant.capability() == Capability::ConfirmMember, "a confirmation needs the grant for it");
    member.standing = if yes { Standing::Active } else { Standing::Removed };
}

/// A project's new coordinator hears of who is still waiting there.
pub(super) fn ask_pending(turn: &mut Turn, coordinator: StaffId, project: &str) -> Done {
    let members = turn.store.index.members.iter();
    let mut pending: Vec<(StaffId, Staff)> = members
        .filter(|(id, member)| **id != coordinator && member.project == project)
        .filter(|(_, member)| member.standing == Standing::Unconfirmed)
        .map(|(id, member)| (*id, member.clone()))
        .collect();
    pending.sort_by_key(|(id, _)| *id);
    for (id, member) in pending {
        let screen = asks(turn, id, &member);
        turn.to_staff(coordinator, screen, None)?;
    }
    Ok(())
}
