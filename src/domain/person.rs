//! A young person behind a channel, as far as the talk needs to know: a language, and wishes.
//!
//! Never true of this file: it says which questions somebody asked. That stands in the route of each case and nowhere
//! else, so that cutting the route cuts the only link.

use super::retention::Retention;
use super::{Language, Moment};
use serde::{Deserialize, Serialize};

/// Lives until no question of this person has its link any more; of somebody who never asked, until the night that comes
/// 30 days after the week of the last contact; or until `/wis`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub language: Language,
    /// Answers arrive as a neutral notice and open on a tap.
    pub discreet: bool,
    /// After `/stop`: no reminders, only answers that were asked for.
    pub quiet: bool,
    /// A question was sent: without one that still has its link, there is nothing left to keep this for.
    pub asked: bool,
    /// Weeks since 1970-01-01: all that is kept about when this person was last here.
    pub last_week: i32,
}

impl Person {
    pub fn new(language: Language, now: Moment) -> Self {
        Self { language, discreet: false, quiet: false, asked: false, last_week: week(now) }
    }

    pub fn touch(&mut self, now: Moment) {
        self.last_week = week(now);
    }

    /// A contact in a week to come was dated by a clock that was ahead.
    pub fn put_dates_right(&mut self, now: Moment) {
        self.last_week = self.last_week.min(week(now));
    }

    /// Is this to be forgotten, for somebody without a question that still has its link?
    pub fn is_over(&self, now: Moment, retention: &Retention) -> bool {
        let week_after = Moment(i64::from(self.last_week + 1) * WEEK_MS);
        self.asked || week_after.plus_days(retention.person_days) <= now
    }
}

const WEEK_MS: i64 = 7 * super::moment::DAY_MS;

fn week(now: Moment) -> i32 {
    i32::try_from(now.0.div_euclid(WEEK_MS)).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_in_a_week_to_come_counts_as_one_of_today() {
        let mut person = Person::new(Language::Nl, Moment(2_004 * WEEK_MS));
        person.put_dates_right(Moment(2_000 * WEEK_MS));
        assert_eq!(person.last_week, 2_000);
        person.put_dates_right(Moment(2_003 * WEEK_MS));
        assert_eq!(person.last_week, 2_000);
    }

    #[test]
    fn who_never_asked_is_forgotten_thirty_days_after_the_week_and_who_did_at_once() {
        let (monday, retention) = (Moment(2_000 * WEEK_MS), Retention::default());
        let mut person = Person::new(Language::Nl, monday);
        let over = monday.plus_ms(WEEK_MS).plus_days(retention.person_days);
        assert!(!person.is_over(over.plus_ms(-1), &retention));
        assert!(person.is_over(over, &retention));
        person.asked = true;
        assert!(person.is_over(monday, &retention));
    }
}
