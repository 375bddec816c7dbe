//! Being on duty: `/dienst` and `/service`. Whoever asked something sees that somebody reads now, or when somebody does again.
//!
//! Never true of this file: an asker learns who reads, or how many; somebody is on duty who cannot take a case.

use super::home::is_ours;
use super::{allowed, button, over, pause};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::limits::DUTY_HOURS;
use crate::domain::roles::{Capability, authorize};
use crate::domain::{Moment, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule::deadlines::opens_at;

const ON: [&str; 2] = ["aan", "on"];
const OFF: [&str; 2] = ["uit", "off"];

/// `/dienst aan`, `/service off`; without a word it shows how it is.
pub fn typed(turn: &mut Turn, argument: &str) -> Done {
    let word = argument.to_lowercase();
    match (ON.contains(&word.as_str()), OFF.contains(&word.as_str())) {
        (true, _) => set(turn, true),
        (_, true) => set(turn, false),
        (false, false) => show(turn),
    }
}

pub fn set(turn: &mut Turn, on: bool) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    if on {
        turn.memory.duty.begin(staff, turn.now);
    } else {
        turn.memory.duty.end(staff);
    }
    show(turn)
}

fn show(turn: &mut Turn) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    let is_on = turn.memory.duty.is_on(staff, turn.now);
    let is_colleague = |other: &StaffId| !turn.store.index.is_same(*other, staff) && may_read(turn, *other);
    let others = turn.store.index.people(turn.memory.duty.on(turn.now).filter(is_colleague));
    let mut screen = if is_on {
        Screen::new(Msg::new("duty-on").with("hours", Arg::Number(DUTY_HOURS)))
    } else {
        Screen::new("duty-off")
    };
    if others > 0 {
        let others = i64::try_from(others).unwrap_or(i64::MAX);
        screen = screen.say(Msg::new("duty-others").with("others", Arg::Number(others)));
    }
    let (label, act) = if is_on { ("duty-do-off", false) } else { ("duty-do-on", true) };
    let screen = screen.row(vec![button(label, DeskAct::Duty(act)), button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

fn may_read(turn: &Turn, staff: StaffId) -> bool {
    turn.store.index.members.get(&staff).is_some_and(|member| authorize(member, Capability::Claim).is_ok())
}

/// The half hour: whoever is on duty no more hears so.
pub fn half_hour(turn: &mut Turn) -> Done {
    for staff in turn.memory.duty.take_over(turn.now) {
        if may_read(turn, staff) {
            let screen = Screen::new(Msg::new("duty-over").with("hours", Arg::Number(DUTY_HOURS)));
            turn.to_staff(staff, screen.row(vec![button("duty-do-on", DeskAct::Duty(true))]), None)?;
        }
    }
    Ok(())
}

/// Does somebody read questions of this project now? Of any project, for the pool.
fn is_read(turn: &Turn, project: Option<&str>) -> bool {
    turn.memory.duty.on(turn.now).any(|staff| {
        let member = turn.store.index.members.get(&staff);
        let is_here = pause::until(turn, staff).is_none();
        is_here && may_read(turn, staff) && member.is_some_and(|member| is_ours(member, project))
    })
}

/// What whoever asked sees: somebody reads now, or nobody does and when somebody is there again. A team that took a case over, or
/// closed since it was asked, keeps the date that was promised: no later day is named beside it.
pub fn for_asker(turn: &Turn, project: Option<&str>, promised: Moment) -> Msg {
    match opens_at(&turn.house.content, project, turn.now) {
        _ if is_read(turn, project) => Msg::new("duty-reading"),
        Some(opens) if turn.now < promised && promised < opens => Msg::new("duty-nobody"),
        Some(opens) => Msg::new("duty-nobody-until").with("opens", Arg::When(opens)),
        None => Msg::new("duty-nobody"),
    }
}

/// The same right after something was sent: in opening hours nobody is said to be away only because none is on duty.
pub fn on_receipt(turn: &Turn, project: Option<&str>, promised: Moment) -> Option<Msg> {
    let is_told = is_read(turn, project) || opens_at(&turn.house.content, project, turn.now).is_some();
    is_told.then(|| for_asker(turn, project, promised))
}
