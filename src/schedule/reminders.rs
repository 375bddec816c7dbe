//! When somebody is reminded of what begins soon: three hours before, and never at night.
//!
//! Never true of this file: a reminder of what begins in the morning rings before eight; one comes so late that nobody could
//! still say no and let another come.
//!
//! What begins at ten would be called at seven. Nobody who is twelve leaves the house within the hour, and a phone that
//! wakes a family is put away, with the reminders that matter. At eight there is time while two hours are left: that is also
//! the last moment at which a place that is given back could have been offered (`LAST_OFFER_HOURS`). With less, the evening
//! before is kinder than either: one lays out one's things, and sets the alarm.

use super::offers::awake;
use super::{at, brussels, days_after};
use crate::domain::Moment;
use crate::domain::limits::{LAST_OFFER_HOURS, REMINDER_HOURS};

/// Minutes after midnight: eight in the evening, an hour before the quiet begins.
const EVENING: u16 = 20 * 60;

/// When whoever comes to what begins at `starts` is reminded: [`REMINDER_HOURS`] before; when that is at night, at eight in
/// the morning, if [`LAST_OFFER_HOURS`] are left then; else at eight in the evening before.
///
/// Source: research/encounters.md §1.3 (nothing from 21.00 to 8.00) and §1.5 (the levers against empty places).
pub fn before(starts: Moment) -> Moment {
    let wanted = starts.plus_hours(-REMINDER_HOURS);
    let kind = awake(wanted);
    if kind <= starts.plus_hours(-LAST_OFFER_HOURS) {
        return kind;
    }
    let today = brussels(wanted).date();
    let evenings = [Some(today), days_after(today, -1)].into_iter().flatten().map(|date| at(date, EVENING));
    evenings.filter(|evening| *evening <= wanted).max().unwrap_or(wanted)
}

/// When something may be said of the way to what begins at `starts`, decided now: now, or at eight when that leaves
/// [`LAST_OFFER_HOURS`]. Whoever has a place since a moment ago and must leave before is told at once, also at night: else
/// they would not know where it is.
pub fn way(now: Moment, starts: Moment) -> Moment {
    let kind = awake(now);
    if kind <= starts.plus_hours(-LAST_OFFER_HOURS) { kind } else { now }
}

/// Do both lie on one day in Belgium?
pub fn is_same_day(one: Moment, other: Moment) -> bool {
    brussels(one).date() == brussels(other).date()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, shown};
    use super::*;

    #[test]
    fn nobody_is_reminded_at_night_nor_with_less_than_two_hours_left() {
        let table = [
            ("2026-12-09T14:00", "2026-12-09 11:00"),
            ("2026-12-09T11:00", "2026-12-09 08:00"),
            ("2026-12-09T10:30", "2026-12-09 08:00"),
            ("2026-12-09T10:00", "2026-12-09 08:00"),
            ("2026-12-09T09:59", "2026-12-08 20:00"),
            ("2026-12-09T09:00", "2026-12-08 20:00"),
            ("2026-12-09T05:00", "2026-12-08 20:00"),
            ("2026-12-09T23:59", "2026-12-09 20:59"),
            ("2026-12-10T00:00", "2026-12-09 20:00"),
            ("2026-12-10T00:30", "2026-12-09 20:00"),
            // The clocks go forward on 28 March 2027 and back on 31 October: eight is eight on the wall.
            ("2027-03-28T10:00", "2027-03-28 08:00"),
            ("2027-03-28T09:00", "2027-03-27 20:00"),
            ("2027-10-31T10:00", "2027-10-31 08:00"),
            ("2027-10-31T09:00", "2027-10-30 20:00"),
        ];
        for (starts, expected) in table {
            assert_eq!(shown(before(moment(starts))), expected, "for {starts}");
        }
        for quarter in 0..4 * 24 * 7 {
            let starts = moment("2027-03-25T00:00").plus_minutes(15 * quarter);
            let at = before(starts);
            assert_eq!(awake(at), at, "{} for {}", shown(at), shown(starts));
            let hours = starts.since_ms(at) / 3_600_000;
            assert!((2..14).contains(&hours), "{} for {}", shown(at), shown(starts));
        }
    }

    #[test]
    fn the_way_waits_for_the_morning_where_that_is_early_enough() {
        let starts = moment("2026-12-09T10:00");
        for (now, expected) in [
            ("2026-12-08T20:59", "2026-12-08 20:59"),
            ("2026-12-08T21:00", "2026-12-09 08:00"),
            ("2026-12-09T07:00", "2026-12-09 08:00"),
            ("2026-12-09T08:30", "2026-12-09 08:30"),
        ] {
            assert_eq!(shown(way(moment(now), starts)), expected, "at {now}");
        }
        let early = moment("2026-12-09T09:00");
        assert_eq!(shown(way(moment("2026-12-08T23:00"), early)), "2026-12-08 23:00", "or they would not know the way");
    }
}
