//! A series: every second Wednesday of the month, every two weeks, or some days; one hour for all of them.
//!
//! Never true of this file: a rule makes more days than a coordinator can look after, a day twice, or one before its first
//! or after its last; a day that was skipped is published.
//!
//! Days here are those of the calendar: which moment an hour of the clock is on each of them is known in `schedule`.

use crate::domain::limits::{SERIES_MONTHS_AHEAD, SERIES_SESSIONS_MAX};
use crate::domain::{Day, Moment};
use serde::{Deserialize, Serialize};

const DAYS_A_WEEK: i32 = 7;
const MONTHS_A_YEAR: i32 = 12;
/// August, counted from January = 0.
const AUGUST: i32 = 7;

/// From Monday = 0 to Sunday = 6.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Weekday(pub u8);

/// Which of a weekday's days in a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    /// From 1 to 4: not every month has a fifth.
    Nth(u8),
    Last,
}

/// What comes again, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    Monthly {
        which: Which,
        weekday: Weekday,
        /// A month in which nobody is there, unless somebody says so.
        in_august: bool,
    },
    /// From 1 to 4.
    Weeks { every: u8, weekday: Weekday },
}

/// How long it goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// [`SERIES_MONTHS_AHEAD`], and [`SERIES_SESSIONS_MAX`] days at most.
    Open,
    /// The last day on which it may be.
    On(Day),
    /// So many times.
    After(usize),
}

/// It would be so many days, more than [`SERIES_SESSIONS_MAX`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany(pub usize);

impl Rule {
    /// The days of the rule from `from` on, in their order.
    ///
    /// # Errors
    /// When somebody asked for more than there may be; an open end stops there by itself.
    pub fn days(self, from: Day, end: End) -> Result<Vec<Day>, TooMany> {
        let all = std::iter::successors(self.on_or_after(from), |day| self.on_or_after(Day(day.0 + 1)));
        // Days that are not of the rule's rhythm are left out here, so that the rhythm begins with the first.
        let all = match self {
            Rule::Weeks { every, .. } => Days::Stepped(all.step_by(usize::from(every.max(1)))),
            Rule::Monthly { .. } => Days::All(all),
        };
        match end {
            End::Open => {
                let last = months_after(from, SERIES_MONTHS_AHEAD);
                Ok(all.take_while(|day| *day <= last).take(SERIES_SESSIONS_MAX).collect())
            }
            End::On(last) => bounded(all.take_while(|day| *day <= last).take(SERIES_COUNTED_MAX).collect()),
            End::After(count) if count > SERIES_SESSIONS_MAX => Err(TooMany(count)),
            End::After(count) => Ok(all.take(count).collect()),
        }
    }

    /// The first day of the rule that is not before `day`, without regard to its rhythm of weeks.
    fn on_or_after(self, day: Day) -> Option<Day> {
        match self {
            Rule::Weeks { weekday, .. } => Some(weekday.on_or_after(day)),
            Rule::Monthly { which, weekday, in_august } => {
                let months = (day.month()..).filter(|month| in_august || month.rem_euclid(MONTHS_A_YEAR) != AUGUST);
                let mut days = months.take(3).map(|month| which.of(month, weekday));
                days.find(|found| *found >= day)
            }
        }
    }
}

/// Days are counted no further than this to say how many there would be.
const SERIES_COUNTED_MAX: usize = 400;

fn bounded(days: Vec<Day>) -> Result<Vec<Day>, TooMany> {
    if days.len() > SERIES_SESSIONS_MAX { Err(TooMany(days.len())) } else { Ok(days) }
}

/// All days of a rule, or each so manieth.
enum Days<A, S> {
    All(A),
    Stepped(S),
}

impl<A: Iterator<Item = Day>, S: Iterator<Item = Day>> Iterator for Days<A, S> {
    type Item = Day;

    fn next(&mut self) -> Option<Day> {
        match self {
            Days::All(days) => days.next(),
            Days::Stepped(days) => days.next(),
        }
    }
}

impl Weekday {
    pub fn of(day: Day) -> Self {
        // The first day of 1970 was a Thursday.
        Self(u8::try_from((day.0 + 3).rem_euclid(DAYS_A_WEEK)).unwrap_or_default())
    }

    fn on_or_after(self, day: Day) -> Day {
        let ahead = (i32::from(self.0) - i32::from(Weekday::of(day).0)).rem_euclid(DAYS_A_WEEK);
        Day(day.0 + ahead)
    }
}

impl Which {
    /// In a month, counted from January 1970 = 0.
    fn of(self, month: i32, weekday: Weekday) -> Day {
        match self {
            Which::Nth(nth) => {
                let first = weekday.on_or_after(Day::first_of(month));
                Day(first.0 + DAYS_A_WEEK * (i32::from(nth) - 1))
            }
            Which::Last => {
                let next = weekday.on_or_after(Day::first_of(month + 1));
                Day(next.0 - DAYS_A_WEEK)
            }
        }
    }
}

/// The same day of a later month, or that month's last.
fn months_after(day: Day, months: i32) -> Day {
    let of_month = day.0 - Day::first_of(day.month()).0;
    let (begins, ends) = (Day::first_of(day.month() + months), Day::first_of(day.month() + months + 1));
    Day((begins.0 + of_month).min(ends.0 - 1))
}

/// One date of a series that is planned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Session {
    pub at: Moment,
    /// On this day there is none.
    pub skipped: bool,
}

/// The dates of a plan that is for several; empty for one alone. At most [`SERIES_SESSIONS_MAX`], the earliest first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Repeats(Vec<Session>);

impl Repeats {
    /// One date alone is no series.
    pub fn new(dates: &[Moment]) -> Self {
        let mut dates: Vec<Moment> = dates.to_vec();
        dates.sort_unstable();
        dates.dedup();
        dates.truncate(SERIES_SESSIONS_MAX);
        let sessions = dates.iter().map(|at| Session { at: *at, skipped: false });
        Self(if dates.len() > 1 { sessions.collect() } else { Vec::new() })
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn all(&self) -> &[Session] {
        &self.0
    }

    /// The dates on which there is one.
    pub fn kept(&self) -> impl Iterator<Item = Moment> {
        self.0.iter().filter(|session| !session.skipped).map(|session| session.at)
    }

    /// On this date there is none, or there is one after all. The last one that is left stays: `false`.
    pub fn skip(&mut self, at: Moment) -> bool {
        let left = self.kept().count();
        let Some(session) = self.0.iter_mut().find(|session| session.at == at) else { return false };
        if left == 1 && !session.skipped {
            return false;
        }
        session.skipped = !session.skipped;
        true
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
