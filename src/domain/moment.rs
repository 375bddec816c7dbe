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
}
