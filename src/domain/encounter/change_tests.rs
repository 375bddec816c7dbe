//! What a change does to what was published, and to what people with a place have been told.
//!
//! Never true of this file: a change is looked at without its control.

use super::*;
use crate::domain::encounter::{Places, Seat, Seats, Standing, Terms, Turn, YOUTHS};
use crate::domain::{Language, StaffId};

const NOW: Moment = Moment(1_800_000_000_000);

fn reminded(starts: Moment) -> Moment {
    starts.plus_hours(-3)
}

fn published() -> Encounter {
    let plan = Encounter::new("genk".to_owned(), StaffId([1; 16]), NOW.day());
    let starts = NOW.plus_days(10);
    Encounter {
        stage: crate::domain::encounter::Stage::Published,
        starts: Some(starts),
        minutes: Some(120),
        venue: "Molenstraat 1".to_owned(),
        places: Some(Places { youths: 8, officers: 4, trainees: 0, least_youths: 4, least_officers: 2 }),
        revision: 1,
        reminders: vec![reminded(starts)],
        ..plan
    }
}

fn changed(encounter: &mut Encounter, starts: Moment, now: Moment) {
    let base = encounter.clone();
    let plan = Encounter { starts: Some(starts), ..base.to_change(EncounterId([2; 16]), false) };
    encounter.change((&plan, &base), (starts, reminded), now, now.plus_minutes(10));
}

#[test]
fn three_changes_are_one_piece_of_news_and_none_when_it_is_as_it_was() {
    let mut encounter = published();
    let (old, at) = (encounter.starts.expect("a day"), |hours| NOW.plus_days(10).plus_hours(hours));
    for (minutes, hours) in [(0, 1), (2, 2), (5, 3)] {
        changed(&mut encounter, at(hours), NOW.plus_minutes(minutes));
    }
    let news = encounter.news.clone().expect("news");
    assert_eq!((news.before.starts, news.tell_at), (Some(old), NOW.plus_minutes(10)));
    assert_eq!((encounter.revision, encounter.starts), (4, Some(at(3))));
    assert!(encounter.is_news(&news.before, NOW));
    changed(&mut encounter, old, NOW.plus_minutes(7));
    assert!(!encounter.is_news(&news.before, NOW), "it is as it was");
    assert_eq!(encounter.revision, 5, "and a calendar takes the newest all the same");
}

#[test]
fn a_change_takes_over_what_was_changed_and_nothing_else() {
    let base = published();
    let plan = Encounter { dress: Some(Dress::Plain), ..base.to_change(EncounterId([2; 16]), true) };
    assert!(plan.differs(&base) && !base.to_change(EncounterId([2; 16]), true).differs(&base));
    let mut other = Encounter { venue: "Elders 5".to_owned(), minutes: Some(60), ..published() };
    let starts = other.starts.expect("a day");
    other.change((&plan, &base), (starts, reminded), NOW, NOW);
    assert_eq!((other.venue.as_str(), other.minutes, other.dress), ("Elders 5", Some(60), Some(Dress::Plain)));
}

#[test]
fn an_address_that_nobody_may_know_is_no_news() {
    let mut encounter = published();
    let before = encounter.facts();
    encounter.venue = "Elders 5".to_owned();
    let starts = encounter.starts.expect("a day");
    assert!(!encounter.is_news(&before, starts.plus_hours(-25)));
    assert!(encounter.is_news(&before, starts.plus_hours(-23)));
}

#[test]
fn reminders_move_with_the_hour() {
    let encounter = published();
    let starts = encounter.starts.expect("a day");
    let turn = Turn { standing: Standing::Ordinary, order: 1 };
    let mut seats = Seats::new(Terms { by_lot: false, codes_first: false, consent: false }, &[8]);
    seats.join(SeatId([1; 16]), YOUTHS, turn, NOW).expect("a place");
    let seat: Seat = *seats.get(SeatId([1; 16])).expect("there");
    let mut record = SeatRecord::new(EncounterId([2; 16]), seat, [0, 0], Language::Nl, 1);
    // (told, hours before the new beginning) -> told afterwards
    for (told, hours, expected) in [
        (Told::Nothing, 30, Told::Nothing),
        (Told::DayBefore, 30, Told::Nothing),
        (Told::Soon, 30, Told::Nothing),
        (Told::Soon, 20, Told::DayBefore),
        (Told::DayBefore, 20, Told::DayBefore),
        (Told::Soon, 2, Told::Soon),
        (Told::Nothing, 2, Told::Nothing),
    ] {
        record.told = told;
        record.move_with(&encounter, starts.plus_hours(-hours));
        assert_eq!(record.told, expected, "{told:?}, {hours} hours before");
    }
    record.told = Told::Nothing;
    record.move_with(&encounter, NOW);
    assert_eq!(record.due, Some(starts.plus_hours(-24)));
}

#[test]
fn a_cancelling_swallows_the_news_and_is_of_the_day_that_people_know() {
    let mut encounter = published();
    let old = encounter.starts;
    changed(&mut encounter, NOW.plus_days(11), NOW);
    assert!(encounter.cancel(NOW.plus_minutes(5)));
    assert!(encounter.news.is_none());
    assert_eq!(encounter.starts, old);
}
