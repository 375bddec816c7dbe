//! Between a coordinator and the zone: asking it, hearing what it said, and what is to be thought about two days before.
//!
//! Never true of this file: an encounter is cancelled, or moved, by a number.

use super::{button, certain_youths, is_of_zone};
use crate::dialogue::action::{DeskAct, MeetAct, ServiceAct};
use crate::dialogue::desk::{self, encounters, team, tell};
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, Stage, Worry};
use crate::domain::roles::{Capability, Role, Standing};
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::tables::Encounters;

/// The question for the zone's promise.
pub(super) fn promise_lines(screen: Screen, id: EncounterId, encounter: &Encounter) -> Screen {
    let list = button("service-do-list", ServiceAct::List(0));
    if encounter.no_checks {
        return screen.say("service-promised").row(vec![list]);
    }
    screen.say("service-ask-promise").row(vec![button("service-do-promise", ServiceAct::Promise(id))]).row(vec![list])
}

fn liaisons(turn: &Turn, encounter: &Encounter) -> Vec<StaffId> {
    let members = turn.store.index.members.iter();
    let own = members.filter(|(_, member)| {
        let is_liaison = member.role == Role::Liaison && member.standing == Standing::Active;
        is_liaison && is_of_zone(turn, member, encounter)
    });
    let mut own: Vec<StaffId> = own.map(|(id, _)| *id).collect();
    own.sort();
    own
}

/// A coordinator asks the zone: for its promise while it is planned, for officers once it is published.
pub fn ask_zone(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((_, member, _)) = desk::allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let found = turn.store.get::<Encounters>(&id)?.filter(|encounter| encounter.project == member.project);
    let Some(mut encounter) = found else { return tell(turn, "plan-gone") };
    let is_ahead = encounter.starts.is_some_and(|starts| turn.now < starts);
    if matches!(encounter.stage, Stage::Cancelled { .. }) || !is_ahead {
        return tell(turn, "plan-not-now");
    }
    let liaisons = liaisons(turn, &encounter);
    if liaisons.is_empty() {
        return tell(turn, "plan-no-liaison");
    }
    if encounter.stage == Stage::Planned && !encounter.officers.promise_asked {
        encounter.officers.promise_asked = true;
        turn.store.save_encounter(id, &encounter)?;
    }
    for liaison in liaisons {
        let head = Screen::new("service-asked");
        let screen = seating::about(head, turn, &encounter).row(vec![button("service-do-look", ServiceAct::Show(id))]);
        turn.to_staff(liaison, screen, None)?;
    }
    turn.alert("plan-zone-asked")
}

/// It stays as it is: said aloud, so that nobody else wonders.
pub fn leave_so(turn: &mut Turn, id: EncounterId, tag: [u8; 16]) -> Done {
    let Some((staff, member, _)) = desk::allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let found = turn.store.get::<Encounters>(&id)?.filter(|encounter| encounter.project == member.project);
    let Some(encounter) = found else { return tell(turn, "plan-gone") };
    turn.spend_token(tag)?;
    let over = desk::over(turn, staff);
    let screen = seating::about(Screen::new("plan-left-so"), turn, &encounter);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Those who decide for the project hear what the zone said.
pub(super) fn tell_deciders(turn: &mut Turn, id: EncounterId, encounter: &Encounter, news: Msg) -> Done {
    for coordinator in team::deciders(turn, &encounter.project) {
        let screen = seating::about(Screen::new(news.clone()), turn, encounter)
            .row(vec![encounters::button("plan-do-look", MeetAct::Open(id))]);
        turn.to_staff(coordinator, screen, None)?;
    }
    Ok(())
}

/// Two days before: too few officers, or too many? A coordinator decides what becomes of it.
pub fn officers_checked(turn: &mut Turn, id: EncounterId, mut encounter: Encounter) -> Done {
    encounter.officers.checked = true;
    turn.store.save_encounter(id, &encounter)?;
    let is_ahead = encounter.starts.is_some_and(|starts| turn.now < starts);
    let Some(worry) = encounter.worry(certain_youths(turn, id)).filter(|_| is_ahead) else { return Ok(()) };
    let number = |count: u16| Arg::Number(count.into());
    let text = match worry {
        Worry::TooFew { coming, least } => {
            Msg::new("plan-too-few").with("officers", number(coming)).with("least", number(least))
        }
        Worry::TooMany { coming, youths } => {
            Msg::new("plan-too-many").with("officers", number(coming)).with("youths", number(youths))
        }
    };
    for coordinator in team::deciders(turn, &encounter.project) {
        let screen = seating::about(Screen::new(text.clone()), turn, &encounter)
            .row(vec![
                encounters::button("plan-do-ask-zone", MeetAct::AskZone(id)),
                encounters::button("plan-do-shift", MeetAct::AskShift(id)),
            ])
            .row(vec![
                encounters::button("plan-do-look", MeetAct::Open(id)),
                desk::button("plan-do-leave-so", DeskAct::Meet(MeetAct::LeaveSo(id))),
            ]);
        turn.to_staff(coordinator, screen, None)?;
    }
    Ok(())
}
