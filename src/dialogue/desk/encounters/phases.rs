//! What must come before an encounter: chosen while it is planned, and kept in order afterwards.
//!
//! Never true of this file: something comes after what is over by then, or after itself; a second part begins before whoever
//! was at the first one can have said that they come.

use super::{InHand, button, keep, name, number, over, plan_in_hand, preview, say, when};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::tell;
use crate::dialogue::paging;
use crate::dialogue::phases::is_in_time;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{After, Encounter};
use crate::domain::limits::{ADDRESS_UNTIL_HOURS, PHASE_ANSWER_HOURS};
use crate::domain::{EncounterId, Moment};
use crate::messenger::{Arg, Button, Msg, Screen};

/// On one page; with "nothing", the way back and the next page they are six buttons.
const PER_PAGE: usize = 3;

/// The button on a plan, where something of the project comes before it.
pub(super) fn offered(turn: &Turn, id: EncounterId, plan: &Encounter) -> Option<Button> {
    let can = plan.after.is_some() || !before(turn, plan).is_empty();
    (can && plan.changes.is_none() && !plan.is_walk_in()).then(|| button("phase-do-choose", MeetAct::AskAfter(id, 0)))
}

/// What the project has published and is over in time for this one, the earliest first; of a series its first date.
fn before(turn: &Turn, plan: &Encounter) -> Vec<(EncounterId, Encounter)> {
    let all = turn.store.index.encounters.all();
    let fits = |(id, one): &(EncounterId, &Encounter)| {
        one.project == plan.project && is_in_time(one, plan) && one.to_come_after(*id, turn.now).is_some()
    };
    let mut fitting: Vec<_> = all.filter(fits).map(|(id, one)| (id, one.clone())).collect();
    fitting.sort_by_key(|(id, one)| (one.starts, *id));
    let mut seen = Vec::new();
    fitting.retain(|(id, one)| {
        let phase = one.phase(*id);
        let is_new = !seen.contains(&phase);
        seen.push(phase);
        is_new
    });
    fitting
}

/// Which one?
pub(super) fn ask(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(InHand { staff, member, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let all = before(turn, &encounter);
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let shown: Vec<_> = (1..).zip(all.iter().skip(at * PER_PAGE).take(PER_PAGE)).collect();
    let line = |(place, (_, one)): &(usize, &(EncounterId, Encounter))| {
        let line = Msg::new("plan-pick-line").with("number", number(*place)).with("title", name(one));
        turn.house.locale.text(member.language, &line.with("when", when(one)))
    };
    let lines: Vec<String> = shown.iter().map(line).collect();
    let mut screen = Screen::new("phase-choose");
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    let choose = |(place, (first, _)): &(usize, &(EncounterId, Encounter))| {
        button(Msg::new("phase-do-after").with("number", number(*place)), MeetAct::After(id, Some(*first)))
    };
    let choices: Vec<Button> =
        shown.iter().map(choose).chain([button("phase-do-none", MeetAct::After(id, None))]).collect();
    screen = screen.pairs(choices);
    let mut last = vec![button("plan-do-back", MeetAct::Open(id))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", MeetAct::AskAfter(id, next)));
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(last))
}

pub(super) fn set(turn: &mut Turn, id: EncounterId, first: Option<EncounterId>) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    if encounter.changes.is_some() || encounter.is_walk_in() {
        return tell(turn, "plan-not-now");
    }
    let earlier = first.and_then(|first| before(turn, &encounter).into_iter().find(|(id, _)| *id == first));
    if first.is_some() && earlier.is_none() {
        return turn.alert(not_in_order());
    }
    encounter.after = earlier.and_then(|(id, one)| one.to_come_after(id, turn.now));
    keep(turn, &grant, id, &mut encounter)?;
    let over = over(turn, staff);
    preview::put(turn, staff, id, &encounter, over)
}

/// What comes before it, below a preview and on what is published.
pub(super) fn listed(encounter: &Encounter) -> Option<Msg> {
    let After { title_nl, title_fr, .. } = encounter.after.clone()?;
    let title = Arg::Both { nl: title_nl, fr: title_fr };
    Some(Msg::new("phase-listed").with("title", title))
}

/// Is what must come before this plan still to come, and over in time?
pub(super) fn holds(turn: &Turn, plan: &Encounter) -> bool {
    let Some(after) = &plan.after else { return true };
    before(turn, plan).iter().any(|(id, one)| one.phase(*id) == after.of)
}

/// Why not: too early after what must come before it.
pub(super) fn not_in_order() -> Msg {
    Msg::new("phase-order").with("hours", Arg::Number(ADDRESS_UNTIL_HOURS + PHASE_ANSWER_HOURS))
}

/// Does everything still come after what must come before it, once these begin at those moments?
pub(super) fn stay_in_order(turn: &Turn, all: &[(EncounterId, Encounter)], moved: &[Moment], plan: &Encounter) -> bool {
    let of = |id: EncounterId| {
        let at = all.iter().zip(moved).find(|((one, _), _)| *one == id);
        at.map(|((_, one), starts)| Encounter { starts: Some(*starts), minutes: plan.minutes, ..one.clone() })
    };
    let known = turn.store.index.encounters.all();
    let everything: Vec<(EncounterId, Encounter)> =
        known.map(|(id, one)| (id, of(id).unwrap_or_else(|| one.clone()))).collect();
    let is_in_order = |later: &Encounter| {
        let Some(after) = &later.after else { return true };
        let earlier = |(id, one): &&(EncounterId, Encounter)| one.is_published() && one.phase(*id) == after.of;
        let mut earlier = everything.iter().filter(earlier).peekable();
        // Whoever was there has a pass already once nothing of it is left.
        earlier.peek().is_none() || earlier.any(|(_, one)| is_in_time(one, later))
    };
    everything.iter().filter(|(_, one)| one.is_published()).all(|(_, one)| is_in_order(one))
}
