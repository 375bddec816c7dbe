//! A series at the desk: its dates before it is published, one of them skipped, and all of them afterwards.
//!
//! Never true of this file: a date is published that was skipped; some dates of a series are published and others not.

use super::{InHand, button, in_hand, keep, number, over, plan_in_hand, raw_button, say};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::tell;
use crate::dialogue::paging;
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::series::Session;
use crate::domain::encounter::{Encounter, Stage};
use crate::domain::limits::ENCOUNTERS_MAX;
use crate::domain::roles::Grant;
use crate::domain::{EncounterId, SeriesId, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::schedule::{self, reminders};
use crate::store::StoreError;
use crate::store::tables::Members;

/// Dates on one page; with the way back and the next page they are six buttons.
const PER_PAGE: usize = 4;

/// How often it is, and when first; nothing for one date alone.
pub(super) fn known(encounter: &Encounter) -> Option<Msg> {
    let starts = encounter.starts.filter(|_| !encounter.repeats.is_empty())?;
    let count = encounter.repeats.kept().count();
    let text = if encounter.is_one_camp() { "plan-now-camp" } else { "plan-now-dates" };
    Some(Msg::new(text).with("count", number(count)).with("value", Arg::When(starts)))
}

/// All dates of a planned series, in the language of whoever plans it.
pub(super) fn listed(
    turn: &mut Turn,
    staff: StaffId,
    encounter: &Encounter,
    screen: Screen,
) -> Result<Screen, StoreError> {
    if encounter.repeats.is_empty() {
        return Ok(screen);
    }
    let all: Vec<(usize, Session)> = (1..).zip(encounter.repeats.all().iter().copied()).collect();
    let lines = lines(turn, staff, &all)?;
    Ok(screen.say(dates_in_all(encounter, encounter.repeats.kept().count())).quote(lines))
}

/// How many there are. A talk in the street has no places of its own to speak of.
fn dates_in_all(encounter: &Encounter, all: usize) -> Msg {
    let text = match (encounter.is_walk_in(), encounter.is_one_camp()) {
        (true, _) => "plan-dates-street",
        (false, true) => "plan-camp-days",
        (false, false) => "plan-dates",
    };
    Msg::new(text).with("all", number(all))
}

fn lines(turn: &mut Turn, staff: StaffId, sessions: &[(usize, Session)]) -> Result<String, StoreError> {
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(String::new()) };
    let line = |(place, session): &(usize, Session)| {
        let line = Msg::new("plan-date-line").with("number", number(*place));
        let line = line.with("mark", Arg::Msg(mark(*session))).with("when", Arg::When(session.at));
        turn.house.locale.text(member.language, &line)
    };
    Ok(sessions.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn mark(session: Session) -> &'static str {
    if session.skipped { "plan-mark-skipped" } else { "plan-mark-kept" }
}

pub(super) fn skip_button(id: EncounterId, encounter: &Encounter) -> Option<Button> {
    (!encounter.repeats.is_empty()).then(|| button("plan-do-skip", MeetAct::Skips(id, 0)))
}

/// Which of the dates is left out?
pub(super) fn skips(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    put_skips(turn, staff, id, &encounter, usize::from(page))
}

fn put_skips(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter, page: usize) -> Done {
    let all: Vec<(usize, Session)> = (1..).zip(encounter.repeats.all().iter().copied()).collect();
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let shown: Vec<(usize, Session)> = all.iter().skip(at * PER_PAGE).take(PER_PAGE).copied().collect();
    let skip = |(place, session): &(usize, Session)| {
        let mark = if session.skipped { "⏭️" } else { "✅" };
        let label = format!("{mark} {}", schedule::day_and_month(session.at));
        raw_button(label, MeetAct::Skip(id, u8::try_from(place - 1).unwrap_or_default()))
    };
    let screen = Screen::new("plan-skip").quote(lines(turn, staff, &shown)?).pairs(shown.iter().map(skip));
    let mut last = vec![button("plan-do-back", MeetAct::Open(id))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", MeetAct::Skips(id, next)));
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(last))
}

/// This one is left out, or it is not.
pub(super) fn skip(turn: &mut Turn, id: EncounterId, place: u8) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let place = usize::from(place);
    match encounter.repeats.all().get(place).map(|session| session.at) {
        Some(at) if encounter.skip(at) => keep(turn, &grant, id, &mut encounter)?,
        Some(_) | None => turn.alert("plan-skip-last")?,
    }
    put_skips(turn, staff, id, &encounter, place / PER_PAGE)
}

/// Writes down the other dates of what is published; `None` when there is no room for them, which is said.
pub(super) fn take_apart(
    turn: &mut Turn,
    grant: &Grant,
    encounter: &Encounter,
) -> Result<Option<Encounter>, StoreError> {
    debug_assert!(grant.capability() == crate::domain::roles::Capability::PlanEncounter, "publishing needs the grant");
    if encounter.repeats.is_empty() {
        return Ok(Some(encounter.clone()));
    }
    if encounter.is_one_camp() {
        return Ok(Some(encounter.as_camp()));
    }
    let series = SeriesId::random(turn.store.random());
    let mut sessions = encounter.sessions(series, reminders::before).into_iter();
    let first = sessions.next();
    if turn.store.index.encounters.count() + sessions.len() > ENCOUNTERS_MAX {
        tell(turn, Msg::new("plan-full").with("max", number(ENCOUNTERS_MAX)))?;
        return Ok(None);
    }
    for mut session in sessions {
        // Each is drawn in its own time. It is later than the first, so there is time for it.
        session.sharing.begin(turn.now, session.starts.unwrap_or(turn.now));
        let other = EncounterId::random(turn.store.random());
        turn.store.save_encounter(other, &session)?;
    }
    Ok(first)
}

/// The series to which an encounter belongs, with its dates.
pub(super) fn dates(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(InHand { staff, member, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let all = of_series(turn, id, &encounter);
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let shown: Vec<_> = (1..).zip(&all).skip(at * PER_PAGE).take(PER_PAGE).collect();
    let line = |(place, (_, one)): &(usize, &(EncounterId, Encounter))| {
        let line = Msg::new("plan-date-line").with("number", number(*place));
        let line = line.with("mark", Arg::Msg(super::list::mark(one.stage))).with("when", super::when(one));
        turn.house.locale.text(member.language, &line)
    };
    let lines: Vec<String> = shown.iter().map(line).collect();
    let open = |(place, (one, _)): &(usize, &(EncounterId, Encounter))| {
        button(Msg::new("plan-do-open").with("number", number(*place)), MeetAct::Open(*one))
    };
    let screen = Screen::default()
        .content(&encounter.title_nl, &encounter.title_fr)
        .say(dates_in_all(&encounter, all.len()))
        .quote(lines.join("\n"))
        .pairs(shown.iter().map(open));
    let mut last = vec![button("plan-do-list", MeetAct::List(0))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", MeetAct::Dates(id, next)));
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(last))
}

/// All dates of a series that are known, the earliest first; of an encounter by itself that one.
pub(super) fn of_series(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Vec<(EncounterId, Encounter)> {
    match encounter.series {
        None => vec![(id, encounter.clone())],
        Some(series) => {
            let all = seating::of_series(turn, series).map(|(id, one)| (id, one.clone()));
            let mut all: Vec<_> = all.filter(|(_, one)| one.stage != Stage::Planned).collect();
            all.sort_by_key(|(id, one)| (one.starts, *id));
            all
        }
    }
}
