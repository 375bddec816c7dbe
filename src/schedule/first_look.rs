//! By when somebody has looked at a question, by its code: `first_look` in `content/triage.toml`.
//!
//! Never true of this file: a moment tells at what hour somebody asked. What is to be seen within minutes or hours is due by the
//! closing hour of its first working day; the minutes themselves would stand on the disk as the hour of asking. The order of the
//! queue looks at the code first, so that nothing urgent waits for it.

use super::{DAYS_LOOKED_AT, at, brussels, days_after, openings, project_of, promise};
use crate::content::{Content, FirstLook};
use crate::domain::Moment;

/// So many working days after today, for what nobody waits for.
const NEVER_DAYS: u32 = 10;

/// By when a question that came at `now` is to be looked at: a closing hour. `project` as in [`promise`].
pub fn look_by(content: &Content, project: Option<&str>, now: Moment, first: FirstLook) -> Moment {
    match first {
        FirstLook::Minutes(_) => closing(content, project, now),
        // A project's own promise is one of answers; this is one of looking.
        FirstLook::WorkingDays(days) => working_days(content, project, now, u32::from(days)),
        FirstLook::Never => working_days(content, project, now, NEVER_DAYS),
    }
}

/// The closing hour of today, or of the next working day when nobody works today.
fn closing(content: &Content, project: Option<&str>, now: Moment) -> Moment {
    let Some(project) = project_of(content, project) else { return now.plus_days(1) };
    let today = brussels(now).date();
    let days = (0..=DAYS_LOOKED_AT).filter_map(|ahead| days_after(today, ahead));
    let closings = days.filter_map(|date| openings(content, project, date).last().map(|last| at(date, last.to_minute)));
    closings.into_iter().next().unwrap_or_else(|| now.plus_days(1))
}

fn working_days(content: &Content, project: Option<&str>, now: Moment, days: u32) -> Moment {
    let Some(project) = project_of(content, project) else { return promise(content, project, now, days) };
    let today = brussels(now).date();
    let dates = (1..=DAYS_LOOKED_AT).filter_map(|ahead| days_after(today, ahead));
    let closings =
        dates.filter_map(|date| openings(content, project, date).last().map(|last| at(date, last.to_minute)));
    let days = usize::try_from(days.max(1)).unwrap_or(usize::MAX);
    closings.into_iter().nth(days - 1).unwrap_or_else(|| now.plus_days(i64::from(DAYS_LOOKED_AT)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, shown};
    use super::*;
    use crate::content::tests::shipped;

    #[test]
    fn the_first_look_is_due_by_a_closing_hour_over_weekends_holidays_and_both_clock_changes() {
        let content = shipped();
        let (hours, day, week) = (FirstLook::Minutes(240), FirstLook::WorkingDays(1), FirstLook::WorkingDays(7));
        let table = [
            // In the morning, and just as well after closing: the hour is not told.
            ("2026-12-07T10:00", hours, "2026-12-07 17:00"),
            ("2026-12-07T23:59", hours, "2026-12-07 17:00"),
            ("2026-12-07T10:00", day, "2026-12-08 17:00"),
            // Monday after a quiet weekend.
            ("2026-12-11T20:00", day, "2026-12-14 17:00"),
            ("2026-12-12T12:00", hours, "2026-12-14 17:00"),
            ("2026-12-13T23:00", day, "2026-12-14 17:00"),
            // Christmas is a Friday.
            ("2026-12-25T10:00", hours, "2026-12-28 17:00"),
            ("2026-12-24T10:00", day, "2026-12-28 17:00"),
            ("2026-12-07T10:00", week, "2026-12-16 18:00"),
            // The clocks go forward on 28 March 2027, Easter Monday is the 29th; they go back on 25 October 2026.
            ("2027-03-27T10:00", hours, "2027-03-30 17:00"),
            ("2027-03-26T10:00", day, "2027-03-30 17:00"),
            ("2026-10-24T10:00", hours, "2026-10-26 17:00"),
            ("2026-10-23T10:00", day, "2026-10-26 17:00"),
        ];
        for (asked, first, due) in table {
            let by = look_by(&content, Some("antwerpen"), moment(asked), first);
            assert_eq!(shown(by), due, "{asked} {first:?}");
        }
    }

    #[test]
    fn nothing_tells_at_what_hour_of_its_day_it_was_asked() {
        let content = shipped();
        for first in [FirstLook::Minutes(15), FirstLook::WorkingDays(2), FirstLook::Never] {
            let at = |hour: &str| look_by(&content, None, moment(&format!("2026-12-07T{hour}")), first);
            assert!(at("00:01") == at("09:00") && at("09:00") == at("23:59"), "{first:?}");
        }
    }
}
