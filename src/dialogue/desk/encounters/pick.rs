//! `/deelnemers`, `/bericht` and `/verzet`: straight to the people of an encounter, to a message to them, or to another hour.
//!
//! Never true of this file: something is done to an encounter that was not chosen, where there are several.

use super::{button, name, number, over, say, when};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::allowed;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::Encounter;
use crate::domain::roles::Capability;
use crate::domain::{EncounterId, Moment};
use crate::messenger::{Msg, Screen};

/// As many as are shown: the next ones are the ones that are looked after. All stand under `/reeks`.
const SHOWN: usize = 5;

/// `/deelnemers`: who comes and who waits.
pub fn people(turn: &mut Turn) -> Done {
    pick(turn, Encounter::takes_people, |id| MeetAct::People(id, 0))
}

/// `/bericht`: to those who come or wait.
pub fn message(turn: &mut Turn) -> Done {
    pick(turn, Encounter::takes_circulars, MeetAct::AskMessage)
}

/// `/verzet`: another day or hour.
pub fn shift(turn: &mut Turn) -> Done {
    pick(turn, Encounter::takes_people, MeetAct::AskShift)
}

/// The next encounters of the project, one of which is chosen; one alone needs no choosing.
fn pick(turn: &mut Turn, is_meant: fn(&Encounter, Moment) -> bool, act: impl Fn(EncounterId) -> MeetAct) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let all = turn.store.index.encounters.all();
    let ahead = all.filter(|(_, one)| one.project == member.project && is_meant(one, turn.now));
    let mut ahead: Vec<_> = ahead.map(|(id, one)| (id, one.clone())).collect();
    ahead.sort_by_key(|(id, one)| (one.starts, *id));
    if let [(id, _)] = ahead.as_slice() {
        return super::act(turn, act(*id), [0; 16]);
    }
    let mut screen = Screen::new(if ahead.is_empty() { "plan-pick-none" } else { "plan-pick" });
    let shown: Vec<_> = (1..).zip(ahead.iter().take(SHOWN)).collect();
    let line = |(place, (_, one)): &(usize, &(EncounterId, Encounter))| {
        let line = Msg::new("plan-pick-line").with("number", number(*place));
        turn.house.locale.text(member.language, &line.with("title", name(one)).with("when", when(one)))
    };
    let lines: Vec<String> = shown.iter().map(line).collect();
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    let choose = |(place, (id, _)): &(usize, &(EncounterId, Encounter))| {
        button(Msg::new("plan-do-open").with("number", number(*place)), act(*id))
    };
    screen = screen.pairs(shown.iter().map(choose));
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-list", MeetAct::List(0))]))
}
