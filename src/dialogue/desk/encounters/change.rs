//! Changing what is published: a copy is planned like any encounter, looked through in both languages, and taken over.
//!
//! Never true of this file: something is changed that a colleague changed meanwhile; a date of a series is changed that is
//! over, or lies before the one at hand; some dates are changed and others not because an hour does not exist.

use super::{InHand, button, in_hand, keep, over, phases, plan_in_hand, say, series, session, wizard};
use crate::dialogue::action::{MeetAct, Page};
use crate::dialogue::desk::tell;
use crate::dialogue::phases::{open_what_follows, rename};
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::{news, seating};
use crate::domain::audit::Act;
use crate::domain::encounter::{Changes, Encounter, Stage};
use crate::domain::limits::{DRAW_LATEST_HOURS, ENCOUNTERS_MAX};
use crate::domain::{EncounterId, Moment};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule::{reminders, repeats};
use crate::store::StoreError;
use crate::store::tables::Encounters;

/// This one, or all that follow?
pub(super) fn ask(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = changeable(turn, id)? else { return Ok(()) };
    if following(turn, id, &encounter).len() < 2 {
        return begin(turn, id, false, None);
    }
    let screen = seating::about(Screen::new("plan-change-which"), turn, &encounter)
        .row(vec![button("plan-do-this-one", MeetAct::Change(id, false))])
        .row(vec![button("plan-do-following", MeetAct::Change(id, true))])
        .row(vec![button("plan-do-back", MeetAct::Open(id))]);
    let over = over(turn, staff);
    say(turn, staff, over, screen)
}

/// Straight to another day or hour, of this one or of all that follow.
pub(super) fn ask_shift(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = changeable(turn, id)? else { return Ok(()) };
    let text = if encounter.is_walk_in() { "plan-shift-street" } else { "plan-shift" };
    let mut screen = seating::about(Screen::new(text), turn, &encounter);
    screen = match following(turn, id, &encounter).len() {
        2.. => screen
            .row(vec![button("plan-do-this-one", MeetAct::Shift(id, false))])
            .row(vec![button("plan-do-following", MeetAct::Shift(id, true))]),
        _ => screen.row(vec![button("plan-do-other-hour", MeetAct::Shift(id, false))]),
    };
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::Open(id))]))
}

fn changeable(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    match in_hand(turn, id)? {
        Some(found) if found.encounter.takes_people(turn.now) => Ok(Some(found)),
        Some(_) => tell(turn, "plan-not-now").map(|()| None),
        None => Ok(None),
    }
}

/// A copy in which the change is planned: the one that was begun, while nothing else was changed.
pub(super) fn begin(turn: &mut Turn, id: EncounterId, all: bool, page: Option<Page>) -> Done {
    let Some(InHand { staff, grant, encounter, .. }) = changeable(turn, id)? else { return Ok(()) };
    let wanted = Changes { of: id, revision: encounter.revision, following: all };
    let mut copy = None;
    let begun: Vec<(EncounterId, Changes)> = turn
        .store
        .index
        .encounters
        .all()
        .filter(|(_, plan)| plan.owner == staff)
        .filter_map(|(plan, encounter)| Some((plan, encounter.changes.filter(|changes| changes.of == id)?)))
        .collect();
    for (plan, changes) in begun {
        match changes == wanted {
            true => copy = turn.store.get::<Encounters>(&plan)?.map(|encounter| (plan, encounter)),
            // Of what it was before: it can be taken over no more.
            false => turn.store.remove::<Encounters>(&plan)?,
        }
    }
    if copy.is_none() && turn.store.index.encounters.count() >= ENCOUNTERS_MAX {
        return tell(turn, Msg::new("plan-full").with("max", super::number(ENCOUNTERS_MAX)));
    }
    let (plan, mut copy) = match copy {
        Some(known) => known,
        None => {
            let fresh = Encounter { owner: staff, ..encounter.to_change(id, all) };
            (EncounterId::random(turn.store.random()), fresh)
        }
    };
    keep(turn, &grant, plan, &mut copy)?;
    let over = over(turn, staff);
    match page {
        Some(page) => wizard::put(turn, staff, plan, &copy, page, over),
        None => super::preview::put_steps(turn, staff, plan, &copy, 0),
    }
}

/// What is new beside what was, and for how many dates: below the preview of a change.
pub(super) fn listed(turn: &Turn, plan: &Encounter, screen: Screen) -> Screen {
    let Some(changes) = plan.changes else { return screen };
    let Some(base) = turn.store.index.encounters.get(changes.of) else { return screen };
    let is_walk_in = plan.is_walk_in();
    let mut screen = match plan.is_news(&base.facts(), turn.now) || plan.venue != base.venue {
        true => {
            let told = if is_walk_in { "plan-change-told-street" } else { "plan-change-told" };
            news::told(turn, screen.say(told), plan, &base.facts(), true)
        }
        false => screen.say(if is_walk_in { "plan-change-untold-street" } else { "plan-change-untold" }),
    };
    if changes.following {
        let dates = following(turn, changes.of, base).len();
        screen = screen.say(Msg::new("plan-change-dates").with("dates", super::number(dates)));
    }
    screen
}

/// The one at hand and, of a series, the later dates that still lie ahead.
fn following(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Vec<(EncounterId, Encounter)> {
    let all = series::of_series(turn, id, encounter).into_iter();
    all.filter(|(_, one)| one.takes_people(turn.now) && one.starts >= encounter.starts).collect()
}

/// The change is taken over, and whoever has a place hears of it.
pub(super) fn apply(turn: &mut Turn, plan_id: EncounterId, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, encounter: plan, .. }) = plan_in_hand(turn, plan_id)? else { return Ok(()) };
    let Some(changes) = plan.changes else { return tell(turn, "plan-gone") };
    let base = turn.store.get::<Encounters>(&changes.of)?;
    let base = base.filter(|base| base.takes_people(turn.now) && base.project == plan.project);
    let Some(base) = base.filter(|base| base.revision == changes.revision) else {
        turn.store.remove::<Encounters>(&plan_id)?;
        turn.spend_token(tag)?;
        turn.alert("plan-changed-meanwhile")?;
        return super::show(turn, changes.of);
    };
    if !plan.differs(&base) {
        return turn.alert("plan-nothing-changed");
    }
    let all = if changes.following { following(turn, changes.of, &base) } else { vec![(changes.of, base.clone())] };
    if all.iter().any(|(_, one)| one.is_telling()) {
        return turn.alert("plan-change-busy");
    }
    let Some(moved) = moved(turn, &all, &base, &plan) else { return turn.alert("plan-change-clocks") };
    let is_drawn_too_late = |((_, one), starts): (&(EncounterId, Encounter), &Moment)| {
        one.sharing.draw_due().is_some_and(|at| at > starts.plus_hours(-DRAW_LATEST_HOURS))
    };
    if all.iter().zip(&moved).any(is_drawn_too_late) {
        return turn.alert("plan-change-draw");
    }
    if !phases::stay_in_order(turn, &all, &moved, &plan) {
        return turn.alert(phases::not_in_order());
    }
    let mut now_at_hand = base.clone();
    for ((id, mut one), starts) in all.into_iter().zip(moved) {
        let tell_at = news::tell_at(turn, one.starts.unwrap_or(starts), starts);
        one.change((&plan, &base), (starts, reminders::before), turn.now, tell_at);
        turn.store.save_encounter(id, &one)?;
        if id == changes.of {
            now_at_hand = one;
        }
    }
    if (&base.title_nl, &base.title_fr) != (&now_at_hand.title_nl, &now_at_hand.title_fr) {
        rename(turn, base.phase(changes.of), &now_at_hand)?;
    }
    turn.note_encounter(&grant, Act::EncounterChanged)?;
    turn.store.remove::<Encounters>(&plan_id)?;
    turn.spend_token(tag)?;
    turn.toast("plan-change-done")?;
    let over = over(turn, staff);
    session::put(turn, staff, changes.of, &now_at_hand, over)
}

/// When each of them begins from now on; `None` when one of those hours does not exist, or is over.
fn moved(turn: &Turn, all: &[(EncounterId, Encounter)], base: &Encounter, plan: &Encounter) -> Option<Vec<Moment>> {
    let (old, new) = (base.starts?, plan.starts?);
    let (days, clock) = repeats::shift(old, new);
    let of = |(_, one): &(EncounterId, Encounter)| match old == new {
        true => one.starts,
        false => repeats::moved(one.starts?, days, clock),
    };
    all.iter().map(|one| of(one).filter(|starts| *starts > turn.now)).collect()
}

/// Whoever has a place on this date or a later one hears that it does not go on.
pub(super) fn cancel_following(turn: &mut Turn, id: EncounterId, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, encounter, .. }) = changeable(turn, id)? else { return Ok(()) };
    let now = turn.now;
    let mut at_hand = encounter.clone();
    let all = following(turn, id, &encounter);
    let cancelled: Vec<EncounterId> = all.iter().map(|(id, _)| *id).collect();
    open_what_follows(turn, encounter.phase(id), &cancelled)?;
    for (other, mut one) in all {
        if one.cancel(now) {
            turn.store.save_encounter(other, &one)?;
        }
        if other == id {
            at_hand = one;
        }
    }
    turn.note_encounter(&grant, Act::EncounterCancelled)?;
    turn.spend_token(tag)?;
    let over = over(turn, staff);
    session::put(turn, staff, id, &at_hand, over)
}

pub(super) fn has_following(turn: &Turn, id: EncounterId, encounter: &Encounter) -> bool {
    encounter.stage == Stage::Published && !encounter.is_walk_in() && following(turn, id, encounter).len() > 1
}

/// When people with a place hear of what was changed.
pub(super) fn news_line(encounter: &Encounter, now: Moment) -> Option<Msg> {
    let news = encounter.news.as_ref().filter(|news| encounter.is_news(&news.before, now))?;
    let text = if encounter.is_walk_in() { "plan-news-street" } else { "plan-news" };
    Some(Msg::new(text).with("when", Arg::When(news.tell_at)))
}
