//! A camp of several days: one place for all of them, at the same hours.
//!
//! Never true of this file: a day of a camp has places of its own; days far apart are taken for one camp.

use super::door::door_hours;
use super::plan::{Encounter, Kind};
use super::series::Repeats;
use crate::domain::Moment;
use crate::domain::limits::{CAMP_DAYS_MAX, CAMP_SPAN_DAYS};

impl Encounter {
    /// Is this plan of several dates one camp? Where they are few and lie together; other dates are a series.
    pub fn is_one_camp(&self) -> bool {
        let dates: Vec<Moment> = self.repeats.kept().collect();
        let lie_together = |first: &Moment, last: &Moment| *last <= first.plus_days(CAMP_SPAN_DAYS);
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else { return false };
        self.kind == Some(Kind::Camp) && (2..=CAMP_DAYS_MAX).contains(&dates.len()) && lie_together(first, last)
    }

    /// The plan of a camp, as it is published: one encounter of all its days.
    #[must_use]
    pub fn as_camp(&self) -> Encounter {
        Encounter { days: self.later_days(), repeats: Repeats::default(), ..self.clone() }
    }

    /// When each day but the first begins.
    pub fn later_days(&self) -> Vec<Moment> {
        match self.is_one_camp() {
            true => self.repeats.kept().skip(1).collect(),
            false => self.days.clone(),
        }
    }

    /// When each day begins and ends; nothing while that is not planned.
    pub fn day_spans(&self) -> Vec<(Moment, Moment)> {
        let Some((starts, minutes)) = self.starts.zip(self.minutes) else { return Vec::new() };
        let days = [starts].into_iter().chain(self.later_days());
        days.map(|day| (day, day.plus_minutes(i64::from(minutes)))).collect()
    }

    /// The end of the day at whose door people can be let in.
    pub(super) fn day_at_the_door(&self, now: Moment) -> Option<Moment> {
        let at_door = |(starts, ends): &(Moment, Moment)| door_hours(*starts, *ends).contains(&now);
        self.day_spans().into_iter().find(at_door).map(|(_, ends)| ends)
    }

    /// When people are reminded of a later day; `told` is the number of later days of which they were.
    pub fn day_reminder_at(&self, told: u8) -> Option<Moment> {
        self.reminders.get(usize::from(told) + 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::limits::{ADDRESS_UNTIL_HOURS, SEATS_LIVE_HOURS};
    use crate::domain::{Day, StaffId};

    const NOW: Moment = Moment(1_796_634_000_000);

    fn plan(days: &[i64]) -> Encounter {
        let dates: Vec<Moment> = days.iter().map(|day| NOW.plus_days(*day)).collect();
        let mut plan = Encounter::new(String::new(), StaffId([1; 16]), Day(0));
        (plan.kind, plan.minutes) = (Some(Kind::Camp), Some(120));
        plan.set_dates(&dates);
        plan
    }

    #[test]
    fn few_dates_that_lie_together_are_one_camp() {
        for (days, expected) in [
            (&[5][..], false),
            (&[5, 6], true),
            (&[5, 6, 7, 8, 9, 10, 11], true),
            (&[5, 6, 7, 8, 9, 10, 11, 12], false),
            (&[5, 19], true),
            (&[5, 20], false),
        ] {
            assert_eq!(plan(days).is_one_camp(), expected, "{days:?}");
        }
        let meetings = Encounter { kind: Some(Kind::Meeting), ..plan(&[5, 6]) };
        assert!(!meetings.is_one_camp() && meetings.later_days().is_empty(), "a series");
    }

    #[test]
    fn a_camp_lasts_until_its_last_day_ends_and_its_door_is_open_on_each() {
        let planned = plan(&[5, 6, 8]);
        let mut camp = planned.as_camp();
        assert!(camp.repeats.is_empty() && camp.later_days() == planned.later_days());
        camp.stage = super::super::plan::Stage::Published;
        camp.remind(|starts| starts.plus_hours(-5));
        let ends = NOW.plus_days(8).plus_minutes(120);
        assert_eq!(camp.span(), Some((NOW.plus_days(5), ends)));
        assert_eq!(camp.address_until(), Some(ends.plus_hours(ADDRESS_UNTIL_HOURS)));
        assert_eq!(camp.forgotten_at(), ends.plus_hours(SEATS_LIVE_HOURS));
        for (day, hour, expected) in
            [(5, 1, true), (5, 12, false), (6, 1, true), (7, 1, false), (8, 1, true), (8, 3, false)]
        {
            assert_eq!(camp.is_at_the_door(NOW.plus_days(day).plus_hours(hour)), expected, "{day} {hour}");
        }
        assert_eq!(camp.day_reminder_at(1), Some(NOW.plus_days(8).plus_hours(-5)));
        assert_eq!(camp.day_reminder_at(2), None);
    }
}
