//! How long somebody has to say yes to a place that came free: never at night, and not in school when it is short.
//!
//! Never true of this file: an offer reaches anybody in their sleep, or runs out in it.

use super::{at, brussels, days_after};
use crate::content::Content;
use crate::domain::Moment;
use crate::domain::moment::HOUR_MS;
use jiff::civil::{Date, Weekday};

/// Minutes after midnight: from eight to nine in the evening somebody is awake.
const AWAKE: (u16, u16) = (8 * 60, 21 * 60);
/// In school, from a quarter past eight to a quarter to four.
const SCHOOL: (u16, u16) = (8 * 60 + 15, 15 * 60 + 45);
/// Only an offer of fewer hours waits for the end of school.
const SHORT_HOURS: i64 = 12;
/// An offer is over within this many days, however often it is interrupted.
const DAYS_MAX: i32 = 10;

/// An offer: when it is made, and until when it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    pub from: Moment,
    pub until: Moment,
}

/// The window of an offer that could be made at `now`, for what begins at `starts`. The nearer that is the shorter:
/// 24 hours, 12 within two days, 1 within one day. `None` within two hours, or when the window would not be over by
/// then: a person at the desk decides. Nights never count, and hours of school only for 12 hours and more.
///
/// Source: research/encounters.md §1.3. Holidays of schools are not known here, only those of everybody.
pub fn window(content: &Content, now: Moment, starts: Moment) -> Option<Window> {
    let hours = match starts.since_ms(now) / HOUR_MS {
        48.. => 24,
        24..48 => 12,
        2..24 => 1,
        _ => return None,
    };
    let mut left = hours * HOUR_MS;
    let mut from = None;
    for (begins, ends) in waking(content, now, hours < SHORT_HOURS) {
        let begins = begins.max(now);
        let from = *from.get_or_insert(begins);
        let lasts = ends.since_ms(begins);
        if left <= lasts {
            let until = begins.plus_ms(left);
            return (until <= starts.plus_hours(-2)).then_some(Window { from, until });
        }
        left -= lasts;
    }
    None
}

/// The next moment at which nobody is woken up: `now`, or eight in the morning.
pub fn awake(now: Moment) -> Moment {
    let today = brussels(now).date();
    let mut days = [Some(today), days_after(today, 1)].into_iter().flatten();
    days.find(|date| at(*date, AWAKE.1) > now).map_or(now, |date| at(date, AWAKE.0).max(now))
}

/// The stretches from `now` on in which somebody can answer.
fn waking(content: &Content, now: Moment, without_school: bool) -> impl Iterator<Item = (Moment, Moment)> {
    let today = brussels(now).date();
    let days = (0..DAYS_MAX).filter_map(move |ahead| days_after(today, ahead));
    let stretches = days.flat_map(move |date| match without_school && is_school_day(content, date) {
        true => vec![(date, AWAKE.0, SCHOOL.0), (date, SCHOOL.1, AWAKE.1)],
        false => vec![(date, AWAKE.0, AWAKE.1)],
    });
    let moments = stretches.map(|(date, from, to)| (at(date, from), at(date, to)));
    moments.filter(move |(_, ends)| *ends > now)
}

fn is_school_day(content: &Content, date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !content.holidays().iter().any(|holiday| holiday.date == date)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, shown};
    use super::*;
    use crate::content::tests::shipped;

    fn told(now: &str, starts: &str) -> Option<(String, String)> {
        window(&shipped(), moment(now), moment(starts)).map(|window| (shown(window.from), shown(window.until)))
    }

    #[test]
    fn an_offer_is_made_and_ends_while_people_are_awake() {
        let table = [
            // Thirteen waking hours a day: 24 of them from noon on end the day after tomorrow.
            ("2026-12-01T12:00", "2026-12-09T14:00", Some(("2026-12-01 12:00", "2026-12-03 10:00"))),
            // Cancelled at half past ten in the evening: asked at eight, with the whole window from then on.
            ("2026-12-01T22:30", "2026-12-09T14:00", Some(("2026-12-02 08:00", "2026-12-03 19:00"))),
            ("2026-12-02T03:00", "2026-12-09T14:00", Some(("2026-12-02 08:00", "2026-12-03 19:00"))),
            // Within two days, twelve hours.
            ("2026-12-08T08:00", "2026-12-10T07:00", Some(("2026-12-08 08:00", "2026-12-08 20:00"))),
            // Within a day, one hour, and none of school.
            ("2026-12-08T17:00", "2026-12-09T14:00", Some(("2026-12-08 17:00", "2026-12-08 18:00"))),
            ("2026-12-09T10:00", "2026-12-09T20:00", Some(("2026-12-09 15:45", "2026-12-09 16:45"))),
            ("2026-12-09T08:00", "2026-12-09T20:00", Some(("2026-12-09 08:00", "2026-12-09 16:30"))),
            // On a Saturday and on Christmas there is none.
            ("2026-12-12T10:00", "2026-12-12T20:00", Some(("2026-12-12 10:00", "2026-12-12 11:00"))),
            ("2026-12-25T10:00", "2026-12-25T20:00", Some(("2026-12-25 10:00", "2026-12-25 11:00"))),
            // Too near: nobody is asked.
            ("2026-12-09T12:01", "2026-12-09T14:00", None),
            ("2026-12-09T10:00", "2026-12-09T14:00", None),
            ("2026-12-09T15:00", "2026-12-09T14:00", None),
        ];
        for (now, starts, expected) in table {
            let expected = expected.map(|(from, until)| (from.to_owned(), until.to_owned()));
            assert_eq!(told(now, starts), expected, "at {now} for {starts}");
        }
    }

    #[test]
    fn the_clocks_change_and_the_window_stays_the_same_on_the_wall() {
        // Forward on 28 March 2027, back on 25 October 2026: both in the night, when no window runs.
        let forward = told("2027-03-27T12:00", "2027-04-07T14:00");
        assert_eq!(forward, Some(("2027-03-27 12:00".to_owned(), "2027-03-29 10:00".to_owned())));
        let back = told("2026-10-24T12:00", "2026-11-07T14:00");
        assert_eq!(back, Some(("2026-10-24 12:00".to_owned(), "2026-10-26 10:00".to_owned())));
    }
}
