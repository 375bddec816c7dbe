//! When a person answers: working days and opening hours of a project, holidays left out, in Belgian time.
//!
//! Never true of this room: it reads a clock, or promises an hour at which nobody is there.

pub mod calendar;
pub mod deadlines;
pub mod first_look;
pub mod offers;
pub mod reminders;
pub mod repeats;
pub mod typed;

use crate::content::{Content, Opening, Project, ProjectId};
use crate::domain::Moment;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A project without a single opening hour within this many days promises nothing sooner.
const DAYS_LOOKED_AT: i32 = 120;

/// By when a person answers what was asked at `now`: the closing time of the last of `working_days` whole working
/// days after today. `project` is an id of `projects.toml`; `None` and unknown ids follow the default project.
///
/// A project's own `answer_within_working_days` wins over `working_days`.
pub fn promise(content: &Content, project: Option<&str>, now: Moment, working_days: u32) -> Moment {
    let Some(project) = project_of(content, project) else { return now.plus_days(i64::from(working_days)) };
    let wanted = project.answer_within_working_days.map_or(working_days, u32::from).max(1);
    let today = brussels(now).date();
    let mut counted = 0;
    for ahead in 1..=DAYS_LOOKED_AT {
        let Some(date) = days_after(today, ahead) else { break };
        let Some(last) = openings(content, project, date).last() else { continue };
        counted += 1;
        if counted == wanted {
            return at(date, last.to_minute);
        }
    }
    now.plus_days(i64::from(DAYS_LOOKED_AT))
}

/// Is the project's team at work at `now`?
pub fn is_open(content: &Content, project: Option<&str>, now: Moment) -> bool {
    let Some(project) = project_of(content, project) else { return false };
    let local = brussels(now);
    let minute = u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
    openings(content, project, local.date()).iter().any(|open| (open.from_minute..open.to_minute).contains(&minute))
}

/// The next time that it is so many minutes after midnight in Brussels.
pub fn next_minute(now: Moment, minute: u16) -> Moment {
    let today = brussels(now).date();
    let next = [Some(today), days_after(today, 1)].into_iter().flatten().map(|date| at(date, minute));
    next.filter(|moment| *moment > now).min().unwrap_or_else(|| now.plus_days(1))
}

fn project_of<'a>(content: &'a Content, id: Option<&str>) -> Option<&'a Project> {
    let named = id.and_then(ProjectId::parse).and_then(|id| content.project(&id));
    named.or_else(|| content.project(content.default_project()))
}

/// Nothing on a holiday, nor while the project says that it is closed.
fn openings<'a>(content: &Content, project: &'a Project, date: Date) -> &'a [Opening] {
    if content.holidays().iter().any(|holiday| holiday.date == date) {
        return &[];
    }
    // Its name as a calendar day: the day that holds its noon, in Brussels as in London.
    if content.is_closed(&project.id, at(date, 12 * 60).day()) {
        return &[];
    }
    project.opening_hours.on(date.weekday())
}

fn days_after(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().days(days)).ok()
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC)
}

fn brussels(now: Moment) -> DateTime {
    Timestamp::from_millisecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone()).datetime()
}

/// A day in Brussels as it can be typed in either language: "12/12".
pub fn day_and_month(at: Moment) -> String {
    let date = brussels(at).date();
    format!("{}/{}", date.day(), date.month())
}

/// Hour and minute in Brussels, as people type them to plan something.
pub fn hour_and_minute(at: Moment) -> String {
    let time = brussels(at).time();
    format!("{}u{:02}", time.hour(), time.minute())
}

/// `minute` after midnight of a day in Brussels; 1440 is the midnight after it.
fn at(date: Date, minute: u16) -> Moment {
    let midnight = date.at(0, 0, 0, 0);
    // Wall time, not elapsed time: closing at 17.00 stays 17.00 on the day the clocks change.
    let local = midnight.checked_add(Span::new().minutes(i64::from(minute))).unwrap_or(midnight);
    let zoned = local.to_zoned_datetime(zone());
    Moment(zoned.map_or(0, |zoned| zoned.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;

    pub(super) fn moment(text: &str) -> Moment {
        let local: DateTime = text.parse().expect("a time");
        Moment(local.to_zoned_datetime(zone()).expect("exists").timestamp().as_millisecond())
    }

    pub(super) fn shown(at: Moment) -> String {
        brussels(at).strftime("%Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn a_promise_is_the_closing_time_of_the_second_working_day_after() {
        let content = shipped();
        let table = [
            // Asked on a Monday morning, in the night, on a Friday evening, in a weekend.
            ("2026-12-07T10:00", "2026-12-09 18:00"),
            ("2026-12-07T23:59", "2026-12-09 18:00"),
            ("2026-12-11T20:00", "2026-12-15 17:00"),
            ("2026-12-12T12:00", "2026-12-15 17:00"),
            // Christmas is a Friday; it does not count, and neither does the weekend after it.
            ("2026-12-23T10:00", "2026-12-28 17:00"),
            // The clocks go forward on 28 March 2027; Easter Monday is the 29th.
            ("2027-03-26T10:00", "2027-03-31 18:00"),
        ];
        for (asked, promised) in table {
            let due = promise(&content, Some("antwerpen"), moment(asked), 2);
            assert_eq!(shown(due), promised, "asked at {asked}");
        }
    }

    #[test]
    fn an_unknown_project_and_the_pool_follow_the_default_one() {
        let content = shipped();
        let now = moment("2026-12-07T10:00");
        let pool = promise(&content, None, now, 2);
        assert!(pool == promise(&content, Some("nowhere"), now, 2));
        assert!(pool == promise(&content, Some(content.default_project().as_str()), now, 2));
        assert!(pool > now);
    }

    #[test]
    fn nobody_is_there_at_night_at_noon_and_on_holidays() {
        let content = shipped();
        let table = [
            ("2026-12-07T09:00", true),
            ("2026-12-07T08:59", false),
            ("2026-12-07T12:45", false),
            ("2026-12-07T16:59", true),
            ("2026-12-07T17:00", false),
            ("2026-12-12T11:00", false),
            ("2026-12-25T11:00", false),
        ];
        for (at, open) in table {
            assert_eq!(is_open(&content, Some("antwerpen"), moment(at)), open, "{at}");
        }
    }
}
