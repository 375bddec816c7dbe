//! A point in time that was passed in: nothing above `runtime::clock` asks what time it is.

use serde::{Deserialize, Serialize};

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Moment(pub i64);

impl Moment {
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_ms(minutes.saturating_mul(MINUTE_MS))
    }

    pub fn plus_hours(self, hours: i64) -> Self {
        self.plus_ms(hours.saturating_mul(HOUR_MS))
    }

    pub fn plus_days(self, days: i64) -> Self {
        self.plus_ms(days.saturating_mul(DAY_MS))
    }

    /// Milliseconds from `earlier` to this moment; negative when `earlier` is later.
    pub fn since_ms(self, earlier: Moment) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Minutes since 1970, for what is kept in RAM many times; 0 for what was before.
    pub fn minute(self) -> u32 {
        u32::try_from(self.0.div_euclid(MINUTE_MS).max(0)).unwrap_or(u32::MAX)
    }

    /// This moment without its hour: what may stay on disk about a young person's event.
    pub fn day(self) -> Day {
        Day(i32::try_from(self.0.div_euclid(DAY_MS)).unwrap_or(i32::MAX))
    }
}

/// Days since 1970-01-01, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Day(pub i32);

impl Day {
    pub fn start(self) -> Moment {
        Moment(i64::from(self.0) * DAY_MS)
    }

    /// The calendar month, counted from January 1970 = 0: what the audit log's keys live by.
    pub fn month(self) -> i32 {
        // Counted in years that begin in March, so that the leap day comes last (Howard Hinnant, "days from civil").
        const FROM_MARCH_OF_YEAR_0: i32 = 719_468;
        const DAYS_PER_ERA: i32 = 146_097;
        let days = self.0.saturating_add(FROM_MARCH_OF_YEAR_0);
        let (era, day) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day_of_year = day - (365 * year + year / 4 - year / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        (era * 400 + year - 1970) * 12 + month_from_march + 2
    }

    /// The first day of a calendar month, counted from January 1970 = 0.
    pub fn first_of(month: i32) -> Self {
        // "Civil from days" the other way round, in years that begin in March.
        let from_march = month.saturating_sub(2);
        let (year, month) = (1970 + from_march.div_euclid(12), from_march.rem_euclid(12));
        let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
        let day = year * 365 + year / 4 - year / 100 + (153 * month + 2) / 5;
        Self(era * 146_097 + day - 719_468)
    }

    /// The calendar quarter, counted from January 1970 = 0: what the keys of bans live by.
    pub fn quarter(self) -> i32 {
        self.month().div_euclid(3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_on_the_days_of_the_calendar() {
        // 1970-01-01, 1970-03-01, 2000-02-29, 2000-03-01, 2026-11-26, 2026-12-31, 2027-01-01, 2100-02-28, 2100-03-01.
        let known = [
            (0, 0),
            (59, 2),
            (11_016, 361),
            (11_017, 362),
            (20_783, 682),
            (20_818, 683),
            (20_819, 684),
            (47_540, 1_561),
            (47_541, 1_562),
        ];
        for (day, month) in known {
            assert_eq!(Day(day).month(), month, "day {day}");
            assert_eq!(Day(day).quarter(), month / 3);
        }
        for month in -24..2_400 {
            let first = Day::first_of(month);
            assert_eq!((first.month(), Day(first.0 - 1).month()), (month, month - 1), "month {month}");
        }
    }
}
