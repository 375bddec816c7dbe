//! How fast the channel may be spoken to: a pace in numbers, and the bucket that keeps it. Pure: no I/O, no clock.
//!
//! Limits (Telegram's bot FAQ): about 30 messages a second overall, 1 a second to one chat with short bursts, 20 a
//! minute to one group. Never true here: more goes out in a period than was said, wherever the period begins.

use crate::domain::Moment;

/// How fast the channel may be spoken to.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Messages in any one second overall.
    pub per_second: u32,
    /// Messages to one private chat at once, then one a second.
    pub chat_burst: u32,
    /// Messages in any one minute to one group.
    pub group_per_minute: u32,
    /// Calls that may be under way at once.
    pub in_flight_max: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_second: 30, chat_burst: 3, group_per_minute: 20, in_flight_max: 16 }
    }
}

/// So many at once, then refilled evenly.
pub(super) struct Bucket {
    size: f64,
    per_ms: f64,
    level: f64,
    at: Moment,
}

impl Bucket {
    /// `burst` at once, then `rate` in each period.
    pub(super) fn new(burst: u32, rate: u32, period_ms: i64, now: Moment) -> Self {
        let size = f64::from(burst.max(1));
        #[expect(clippy::cast_precision_loss, reason = "periods are minutes at most")]
        let per_ms = f64::from(rate.max(1)) / period_ms.max(1) as f64;
        Self { size, per_ms, level: size, at: now }
    }

    /// Never more than `max` in any one period, wherever it begins: a small burst, the rest evenly.
    pub(super) fn at_most(max: u32, period_ms: i64, now: Moment) -> Self {
        let burst = (max / 5).max(1);
        Self::new(burst, max - burst, period_ms, now)
    }

    fn refill(&mut self, now: Moment) {
        #[expect(clippy::cast_precision_loss, reason = "what passes between two rows is far below 2^52 ms")]
        let passed = now.since_ms(self.at).max(0) as f64;
        self.level = self.size.min(self.level + passed * self.per_ms);
        self.at = self.at.max(now);
    }

    pub(super) fn take(&mut self, now: Moment) {
        self.refill(now);
        self.level -= 1.0;
    }

    /// When one more may go, or `None` when it may now.
    pub(super) fn until_free(&mut self, now: Moment) -> Option<Moment> {
        self.refill(now);
        if self.level >= 1.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the period")]
        let ms = ((1.0 - self.level) / self.per_ms).ceil() as i64;
        Some(now.plus_ms(ms.max(1)))
    }
}
