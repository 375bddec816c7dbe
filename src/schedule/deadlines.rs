//! When the time that was promised is half over, almost over, over, and far over: shares of opening hours.
//!
//! Never true of this file: a minute counts in which nobody is there; a moment tells at what hour somebody asked. The time runs
//! from the end of a day on, as the promise does, and not from the asking.

use super::{DAYS_LOOKED_AT, at, brussels, days_after, openings, project_of};
use crate::content::{Content, Project};
use crate::domain::moment::MINUTE_MS;
use crate::domain::{Day, Moment};
use jiff::civil::Date;

/// Of the time until the promise, in hundredths. Source: research/encounters.md §5.2.
const SHARES: [i64; 4] = [50, 80, 100, 150];

/// When each share of the time is used up that runs from the end of today until `promised`. `project` as in [`super::promise`].
pub fn rungs(content: &Content, project: Option<&str>, now: Moment, promised: Moment) -> [Moment; 4] {
    let begins = end_of(brussels(now).date());
    let all = Hours::of(content, project).between(begins, promised);
    SHARES.map(|share| {
        if share == 100 { promised } else { Hours::of(content, project).after(begins, all.saturating_mul(share) / 100) }
    })
}

/// How a clock goes on that stopped at the end of a day: what lay so many working days ahead then lies so many ahead now, at the
/// same share of its day, so that a closing hour becomes a closing hour.
pub struct PutOff<'a> {
    hours: Hours<'a>,
    stopped: Date,
    today: Date,
    /// One day more when the promise was for the last day itself: nobody is promised the hour that is.
    more: usize,
}

impl<'a> PutOff<'a> {
    pub fn new(content: &'a Content, project: Option<&str>, stopped: Day, now: Moment, promised: Moment) -> Self {
        let stopped = brussels(stopped.start().plus_hours(12)).date();
        let mut put_off = Self { hours: Hours::of(content, project), stopped, today: brussels(now).date(), more: 0 };
        put_off.more = usize::from(put_off.days_ahead(promised) == 0);
        put_off
    }

    /// When it is due now.
    pub fn due(&self, due: Moment) -> Moment {
        let date = brussels(due).date();
        let (passed, all) = (self.hours.between(at(date, 0), due), self.hours.between(at(date, 0), end_of(date)));
        let nth = (self.days_ahead(due) + self.more).max(1) - 1;
        let Some(day) = self.hours.days(self.today).nth(nth) else { return due };
        let all_then = self.hours.between(at(day, 0), end_of(day));
        // A moment at which nobody is there counts as the end of its day.
        let share = if all > 0 { all_then.saturating_mul(passed) / all } else { all_then };
        self.hours.after(at(day, 0), share)
    }

    fn days_ahead(&self, due: Moment) -> usize {
        let date = brussels(due).date();
        self.hours.days(self.stopped).take_while(|day| *day <= date).count()
    }
}

/// When somebody is there again; `None` while the team is at work, or when it never is.
pub fn opens_at(content: &Content, project: Option<&str>, now: Moment) -> Option<Moment> {
    let today = brussels(now).date();
    let first = Hours::of(content, project).from(today).find(|(_, to)| *to > now)?;
    (first.0 > now).then_some(first.0)
}

/// When so many minutes of opening hours have passed from `now` on.
pub fn open_minutes_after(content: &Content, project: Option<&str>, now: Moment, minutes: i64) -> Moment {
    Hours::of(content, project).after(now, minutes.saturating_mul(MINUTE_MS))
}

/// When somebody is there again on a working day after today.
pub fn next_day_opens(content: &Content, project: Option<&str>, now: Moment) -> Moment {
    Hours::of(content, project).after(end_of(brussels(now).date()), 0)
}

fn end_of(date: Date) -> Moment {
    at(date, 24 * 60)
}

/// The opening hours of a project, day by day.
struct Hours<'a> {
    content: &'a Content,
    project: Option<&'a Project>,
}

impl<'a> Hours<'a> {
    fn of(content: &'a Content, project: Option<&str>) -> Self {
        Self { content, project: project_of(content, project) }
    }

    /// Each stretch from a day on.
    fn from(&self, date: Date) -> impl Iterator<Item = (Moment, Moment)> + use<'a> {
        let (content, project) = (self.content, self.project);
        let days = (0..=DAYS_LOOKED_AT).filter_map(move |ahead| days_after(date, ahead));
        days.flat_map(move |date| {
            let open = project.map_or(&[][..], |project| openings(content, project, date));
            open.iter().map(move |open| (at(date, open.from_minute), at(date, open.to_minute)))
        })
    }

    /// Each working day after a date.
    fn days(&self, date: Date) -> impl Iterator<Item = Date> + use<'a> {
        let (content, project) = (self.content, self.project);
        let days = (1..=DAYS_LOOKED_AT).filter_map(move |ahead| days_after(date, ahead));
        days.filter(move |day| project.is_some_and(|project| !openings(content, project, *day).is_empty()))
    }

    /// Milliseconds of opening hours between two moments.
    fn between(&self, begins: Moment, ends: Moment) -> i64 {
        let stretches = self.from(brussels(begins).date()).take_while(|(from, _)| *from < ends);
        stretches.map(|(from, to)| to.min(ends).since_ms(from.max(begins)).max(0)).sum()
    }

    /// When so many milliseconds of opening hours have passed, within them: what is over at once is over at the first opening.
    fn after(&self, begins: Moment, mut left: i64) -> Moment {
        for (from, to) in self.from(brussels(begins).date()) {
            let from = from.max(begins);
            let lasts = to.since_ms(from);
            if lasts > 0 && left <= lasts {
                return from.plus_ms(left);
            }
            left -= lasts.max(0);
        }
        begins.plus_days(i64::from(DAYS_LOOKED_AT))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, shown};
    use super::*;
    use crate::content::tests::shipped;
    use crate::schedule::promise;

    #[test]
    fn the_rungs_are_shares_of_opening_hours_over_weekends_holidays_and_both_clock_changes() {
        let content = shipped();
        let table = [
            // Tuesday has 7 hours and a half, Wednesday 8 and a half: 16 in all.
            ("2026-12-07T10:00", ["2026-12-09 09:30", "2026-12-09 14:48", "2026-12-09 18:00", "2026-12-11 09:30"]),
            // Asked on a Friday evening or in the weekend: on Monday morning nothing of the time is used up.
            ("2026-12-11T20:00", ["2026-12-14 17:00", "2026-12-15 14:00", "2026-12-15 17:00", "2026-12-16 17:00"]),
            ("2026-12-13T23:00", ["2026-12-14 17:00", "2026-12-15 14:00", "2026-12-15 17:00", "2026-12-16 17:00"]),
            // Christmas is a Friday, and New Year's Day too.
            ("2026-12-23T10:00", ["2026-12-24 17:00", "2026-12-28 14:00", "2026-12-28 17:00", "2026-12-29 17:00"]),
            ("2026-12-30T10:00", ["2026-12-31 17:00", "2027-01-04 14:00", "2027-01-04 17:00", "2027-01-05 17:00"]),
            // The clocks go forward on 28 March 2027 and Easter Monday is the 29th; they go back on 25 October 2026.
            ("2027-03-26T10:00", ["2027-03-31 09:30", "2027-03-31 14:48", "2027-03-31 18:00", "2027-04-02 09:30"]),
            ("2026-10-23T10:00", ["2026-10-26 17:00", "2026-10-27 14:00", "2026-10-27 17:00", "2026-10-28 17:00"]),
        ];
        for (asked, expected) in table {
            let now = moment(asked);
            let due = promise(&content, Some("antwerpen"), now, 2);
            let found = rungs(&content, Some("antwerpen"), now, due).map(shown);
            assert_eq!(found, expected, "{asked}");
        }
    }

    #[test]
    fn no_rung_tells_at_what_hour_of_its_day_somebody_asked() {
        let content = shipped();
        let at = |hour: &str| {
            let now = moment(&format!("2026-12-07T{hour}"));
            rungs(&content, None, now, promise(&content, None, now, 2)).map(shown)
        };
        assert!(at("00:01") == at("09:59") && at("09:59") == at("23:59"));
    }

    #[test]
    fn while_it_waits_for_the_asker_no_time_is_used_up() {
        let content = shipped();
        let later = |stopped: &str, now: &str, promised: &str, due: &str| {
            let (stopped, now, promised) = (moment(stopped).day(), moment(now), moment(promised));
            shown(PutOff::new(&content, Some("antwerpen"), stopped, now, promised).due(moment(due)))
        };
        let wednesday = "2026-12-09T18:00";
        let table = [
            // Asked back on Tuesday, so that one day is left, the Wednesday. Answered on a Friday: Monday.
            ("2026-12-08T10:00", "2026-12-11T21:00", wednesday, "2026-12-14 17:00"),
            ("2026-12-08T10:00", "2026-12-11T21:00", "2026-12-09T14:48", "2026-12-14 14:10"),
            // Far ahead of it as well: the Friday that was two days behind it.
            ("2026-12-08T10:00", "2026-12-11T21:00", "2026-12-11T09:30", "2026-12-16 09:34"),
            // Answered on the same day: nothing is lost.
            ("2026-12-07T10:00", "2026-12-07T12:00", wednesday, "2026-12-09 18:00"),
            // Asked back on the last day: one working day more, over a weekend and a holiday too.
            ("2026-12-09T10:00", "2026-12-11T09:00", wednesday, "2026-12-14 17:00"),
            ("2026-12-09T10:00", "2026-12-24T09:00", wednesday, "2026-12-28 17:00"),
            ("2026-12-09T10:00", "2026-12-11T09:00", "2026-12-11T09:30", "2026-12-16 09:34"),
        ];
        for (stopped, now, due, expected) in table {
            assert_eq!(later(stopped, now, wednesday, due), expected, "{stopped} {now} {due}");
        }
    }

    #[test]
    fn minutes_are_counted_while_somebody_is_there() {
        let content = shipped();
        let table = [
            ("2026-12-07T10:00", 15, "2026-12-07 10:15"),
            ("2026-12-07T23:30", 15, "2026-12-08 09:15"),
            ("2026-12-11T20:00", 30, "2026-12-14 09:30"),
            ("2026-12-24T20:00", 15, "2026-12-28 09:15"),
        ];
        for (from, minutes, due) in table {
            let found = open_minutes_after(&content, Some("antwerpen"), moment(from), minutes);
            assert_eq!(shown(found), due, "{from}");
        }
        let opens = |now: &str| shown(next_day_opens(&content, Some("antwerpen"), moment(now)));
        let found = ["2026-12-07T08:00", "2026-12-11T20:00", "2026-12-24T10:00"].map(opens);
        assert_eq!(found, ["2026-12-08 09:00", "2026-12-14 09:00", "2026-12-28 09:00"]);
    }

    #[test]
    fn it_is_told_when_somebody_is_there_again() {
        let content = shipped();
        let table = [
            ("2026-12-07T10:00", None),
            ("2026-12-07T12:40", Some("2026-12-07 13:00")),
            ("2026-12-07T17:00", Some("2026-12-08 09:00")),
            ("2026-12-12T12:00", Some("2026-12-14 09:00")),
            ("2026-12-24T20:00", Some("2026-12-28 09:00")),
            ("2026-10-24T23:00", Some("2026-10-26 09:00")),
        ];
        for (now, opens) in table {
            let found = opens_at(&content, Some("antwerpen"), moment(now)).map(shown);
            assert_eq!(found.as_deref(), opens, "{now}");
        }
    }
}
