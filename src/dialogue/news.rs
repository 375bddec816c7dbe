//! What was published has changed: places move along with it, and whoever has one hears what is different, once.
//!
//! Never true of this file: an address is told to anybody without a certain place, or before its day; a message goes on
//! showing one that is wrong; somebody hears of what was changed back.

use super::action::SeatVerb;
use super::seating::{seats_of, settle, tell, verb};
use super::street;
use super::turn::{Done, Turn};
use super::youth::meet;
use crate::domain::encounter::{Access, Encounter, Facts, News, NewsStep, SeatState};
use crate::domain::limits::{NEWS_GATHERED_MINUTES, REMINDER_HOURS, SEATS_PER_COMMIT};
use crate::domain::{EncounterId, Moment, SeatId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::outbox::{self, NewRow};
use crate::schedule::offers;
use crate::store::StoreError;
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::SeatRecords;

/// When people hear of a change that is made now: ten minutes later, so that others can follow it; in the night in the
/// morning, if that is early enough for where they were to go and where they are to go now.
pub fn tell_at(turn: &Turn, old: Moment, new: Moment) -> Moment {
    let soon = turn.now.plus_minutes(NEWS_GATHERED_MINUTES);
    let awake = offers::awake(soon);
    if awake <= old.min(new).plus_hours(-REMINDER_HOURS) { awake } else { soon }
}

/// The next step of what a change brings about. `false` when there is nothing to do yet.
pub fn due(turn: &mut Turn, id: EncounterId, encounter: &Encounter) -> Result<bool, StoreError> {
    let Some(news) = encounter.news.clone().filter(|news| news.due() <= turn.now) else { return Ok(false) };
    let step = match news.step {
        // Nobody has a place, and nobody is told an address.
        NewsStep::Places if encounter.is_walk_in() => Some(NewsStep::Gathering),
        NewsStep::Places => {
            places_move(turn, id, encounter)?;
            Some(NewsStep::Moments(None))
        }
        NewsStep::Moments(last) => Some(match some_behind(turn, id, last) {
            seats if seats.is_empty() => NewsStep::Gathering,
            seats => {
                for seat in &seats {
                    moments_move(turn, *seat, encounter)?;
                }
                NewsStep::Moments(seats.last().copied())
            }
        }),
        NewsStep::Gathering => encounter.is_news(&news.before, turn.now).then_some(match encounter.is_walk_in() {
            true => NewsStep::TellingFollowers(None),
            false => NewsStep::Telling(None),
        }),
        NewsStep::Telling(last) => match some_behind(turn, id, last) {
            seats if seats.is_empty() => None,
            seats => {
                for seat in &seats {
                    tell_one(turn, *seat, encounter, &news.before)?;
                }
                Some(NewsStep::Telling(seats.last().copied()))
            }
        },
        NewsStep::TellingFollowers(last) => {
            let told = street::tell_changed(turn, encounter, &news.before, last)?;
            told.map(|last| NewsStep::TellingFollowers(Some(last)))
        }
    };
    let news = step.map(|step| News { step, ..news });
    turn.store.save_encounter(id, &Encounter { news, ..encounter.clone() })?;
    Ok(true)
}

fn some_behind(turn: &Turn, id: EncounterId, last: Option<SeatId>) -> Vec<SeatId> {
    let seats = turn.store.index.encounters.seats(id);
    seats.into_iter().flat_map(|seats| seats.behind(last)).map(|(seat, _)| seat).take(SEATS_PER_COMMIT).collect()
}

/// More places are offered, the first in line first; nothing runs out after the beginning.
fn places_move(turn: &mut Turn, id: EncounterId, encounter: &Encounter) -> Done {
    let Some((_, mut seats)) = seats_of(turn, id) else { return Ok(()) };
    if let Some(starts) = encounter.starts {
        seats.move_to(starts);
    }
    settle(turn, id, encounter, &mut seats)
}

/// The reminders come at another time; a message with the address says how it is now.
fn moments_move(turn: &mut Turn, id: SeatId, encounter: &Encounter) -> Done {
    let Some(mut record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(()) };
    let known = record.clone();
    record.move_with(encounter, turn.now);
    let shown = std::mem::take(&mut record.address_at);
    if !shown.is_empty() {
        let shows = encounter.shows_address(turn.now);
        let Some(seats) = turn.store.index.encounters.seats(record.encounter) else { return Ok(()) };
        let screen = meet::place(turn, id, &record, encounter, seats);
        let rendered = turn.render_for_youth(&screen, record.language);
        for message in &shown {
            turn.stage(NewRow {
                to: outbox::to_seat(id),
                job: Job::Edit(MessageRef(*message), rendered.clone()),
                rank: Rank::Person,
                note: Note::IfThere,
                about: None,
                not_before: turn.now,
            })?;
        }
        record.address_at = if shows { shown } else { Vec::new() };
    }
    if record == known { Ok(()) } else { turn.store.update::<SeatRecords>(&id, &record) }
}

fn tell_one(turn: &mut Turn, id: SeatId, encounter: &Encounter, before: &Facts) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(()) };
    if record.revision >= encounter.revision {
        return Ok(());
    }
    let knows = record.seat.state == SeatState::Confirmed && encounter.shows_address(turn.now);
    // Whoever asked for a card hears what changed, and never an address.
    let shows = knows && record.helper.is_none();
    let buttons = match record.seat.state {
        SeatState::Confirmed | SeatState::Held { .. } => {
            vec![verb("seat-still-coming", id, SeatVerb::Stay), verb("seat-not-any-more", id, SeatVerb::Leave)]
        }
        SeatState::Offered { .. } => {
            let no = match record.seat.is_asked_to_part() {
                true => verb("seat-rather-together", id, SeatVerb::Together),
                false => verb("seat-no-thanks", id, SeatVerb::Decline),
            };
            vec![verb("seat-yes", id, SeatVerb::Accept), no]
        }
        // Whoever waits reads day and hour when they are asked.
        SeatState::Requested | SeatState::Waiting | SeatState::Attended | SeatState::Missed | SeatState::Ended(_) => {
            return Ok(());
        }
    };
    let screen = told(turn, Screen::new("seat-changed"), encounter, before, shows);
    let screen = match knows && !shows && encounter.venue != before.venue {
        true => screen.say("paper-address-new"),
        false => screen,
    };
    let screen = match record.seat.state {
        SeatState::Offered { until } => screen.say(Msg::new("seat-offer-until").with("until", Arg::When(until))),
        SeatState::Requested
        | SeatState::Waiting
        | SeatState::Held { .. }
        | SeatState::Confirmed
        | SeatState::Attended
        | SeatState::Missed
        | SeatState::Ended(_) => screen.say("seat-changed-come"),
    };
    let screen = screen.row(buttons);
    let screen = match record.in_calendar && record.seat.state == SeatState::Confirmed {
        true => screen.row(vec![meet::calendar_button(id)]),
        false => screen,
    };
    let now = turn.now;
    tell(turn, id, &screen, if shows { Note::Directions(id) } else { Note::Nothing }, now)
}

/// Title, and what is new beside what was; the address for who may know it.
pub fn told(turn: &Turn, screen: Screen, encounter: &Encounter, before: &Facts, shows_address: bool) -> Screen {
    let mut screen = screen.content(&encounter.title_nl, &encounter.title_fr);
    let days = encounter.day_spans();
    let (Some(&(starts, ends)), Some(old)) = (days.first(), before.starts) else { return screen };
    let old_ends = old.plus_minutes(i64::from(before.minutes.unwrap_or_default()));
    if (starts, ends) != (old, old_ends) {
        let when = Msg::new("seat-changed-when").with("when", Arg::When(starts)).with("until", Arg::Clock(ends));
        screen = screen.say(when.with("old", Arg::When(old)).with("before", Arg::Clock(old_ends)));
        screen = days.iter().skip(1).map(super::seating::later_day).fold(screen, Screen::say);
    }
    if encounter.area != before.area {
        let was = Encounter { area: before.area.clone(), ..encounter.clone() };
        let (new, old) = (super::seating::area(turn, encounter), super::seating::area(turn, &was));
        screen = screen.say(Msg::new("seat-changed-area").with("new", new).with("old", old));
    }
    if encounter.venue != before.venue && encounter.is_walk_in() {
        screen = screen.say("street-changed-place").quote(format!("📍 {}", encounter.venue));
        screen = screen.say("street-changed-from").quote(format!("📍 {}", before.venue));
    } else if encounter.venue != before.venue && shows_address {
        screen = screen.say("seat-changed-address").quote(format!("📍 {}", encounter.venue));
    }
    if let (Some(new), Some(old)) = (encounter.dress, before.dress)
        && new != old
    {
        let words = |dress| Arg::Msg(meet::dress_in_words(dress));
        screen = screen.say(Msg::new("seat-changed-dress").with("new", words(new)).with("old", words(old)));
    }
    if let (Some(new), Some(old)) = (encounter.ages, before.ages)
        && new != old
    {
        let words = |(from, to): (u8, u8)| Arg::Text(format!("{from}–{to}"));
        screen = screen.say(Msg::new("seat-changed-ages").with("new", words(new)).with("old", words(old)));
    }
    for access in Access::ALL {
        screen = match (before.access.contains(&access), encounter.access.contains(&access)) {
            (false, true) => screen.say(meet::access_in_words(access)),
            (true, false) => screen.say(meet::access_gone(access)),
            (true, true) | (false, false) => screen,
        };
    }
    screen
}
