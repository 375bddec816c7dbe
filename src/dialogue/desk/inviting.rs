//! A link for somebody new on the team, made in the chat: which role, for a liaison which zone, and then the link.
//!
//! Never true of this file: a link from here gives rights by itself (two words are heard first); it makes a coordinator,
//! who could stay when the phone that made it is cut off; it is for another project than that of who made it.

use super::{allowed, button, enrol, home, over, role_name};
use crate::content::Project;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::audit::{Act, Doer};
use crate::domain::invite::PREFIX;
use crate::domain::roles::{Capability, Role, Staff};
use crate::messenger::{Arg, Msg, Screen};

/// Who is invited here, and what the button says. A coordinator is made on the host alone.
const INVITED: [(Role, &str); 4] = [
    (Role::Moderator, "invite-moderator"),
    (Role::Trainee, "invite-trainee"),
    (Role::Expert, "invite-expert"),
    (Role::Liaison, "invite-liaison"),
];

/// With the way back they are six buttons.
const ZONES_MAX: usize = 5;

/// Which role?
pub fn ask(turn: &mut Turn) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::ConfirmMember)? else { return Ok(()) };
    let mut screen = Screen::new(Msg::new("invite-which").with("project", home::project(turn, &member)));
    screen = screen.pairs(INVITED.iter().map(|(role, label)| button(*label, DeskAct::Invite(*role, None))));
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), None, false)
}

/// The link; before it, for a liaison of a project with zones of its own, which zone. A zone is its place in the list.
pub fn link(turn: &mut Turn, role: Role, zone: Option<u8>, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::ConfirmMember)? else { return Ok(()) };
    if !INVITED.iter().any(|(invited, _)| *invited == role) {
        return Ok(());
    }
    let zones: Vec<String> = match (role, project(turn, &member)) {
        (Role::Liaison, Some(project)) => project.zones().into_iter().map(str::to_owned).collect(),
        (Role::Liaison | Role::Moderator | Role::Trainee | Role::Expert | Role::Coordinator, _) => Vec::new(),
    };
    let zone = zone.and_then(|at| zones.get(usize::from(at)));
    if zone.is_none() && !zones.is_empty() {
        return ask_zone(turn, staff, &zones);
    }
    let scope = enrol::scope(&member.project, zone.map(String::as_str));
    let expires = turn.now.plus_hours(turn.house.settings.retention.token_hours);
    let mut nonce = [0; 8];
    turn.store.random().fill(&mut nonce);
    let token = enrol::token(turn.store.tokens(), nonce, role, &scope, false, expires);
    let Some(link) = turn.house.settings.link(&format!("{PREFIX}{token}")) else {
        return super::tell(turn, "invite-no-name");
    };
    turn.spend_token(tag)?;
    let made = Msg::new("invite-link")
        .with("role", Arg::Msg(role_name(role)))
        .with("project", home::project(turn, &member))
        .with("until", Arg::When(expires));
    let mut screen = Screen::new(made);
    if let Some(zone) = zone {
        screen = screen.say(Msg::new("invite-zone").with("zone", Arg::Text(zone.clone())));
    }
    let screen = screen.quote(link).say("invite-how").row(vec![button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)?;
    turn.note_by(&grant, Doer::Member(staff), Act::Invited, None, None)
}

fn ask_zone(turn: &mut Turn, staff: StaffId, zones: &[String]) -> Done {
    let mut screen = Screen::new("invite-which-zone");
    for (at, zone) in zones.iter().take(ZONES_MAX).enumerate() {
        let act = DeskAct::Invite(Role::Liaison, u8::try_from(at).ok());
        screen = screen.row(vec![button(Msg::new("invite-zone").with("zone", Arg::Text(zone.clone())), act)]);
    }
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), None, false)
}

fn project<'a>(turn: &'a Turn, member: &Staff) -> Option<&'a Project> {
    turn.house.content.projects().iter().find(|project| project.id.as_str() == member.project)
}
