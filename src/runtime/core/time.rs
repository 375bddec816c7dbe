//! How the core takes a clock that may be wrong: ahead by a month, and right again.
//!
//! Never true of this file: what a wrong clock put off stays put off once the clock is right.

use super::Core;
use crate::dialogue::Memory;
use crate::domain::Moment;
use crate::domain::moment::{DAY_MS, MINUTE_MS};

impl Core {
    /// When the core next wants to be asked without anything coming in.
    pub fn next_due(&self) -> Moment {
        let half_hour = Moment((self.half_hours + 1) * 30 * MINUTE_MS);
        let night = Some(self.next_fresh_key()).filter(|_| !self.short_of_room);
        let timer = self.store.index.next_due().filter(|_| !self.clock_doubted);
        timer.into_iter().chain(night).chain([half_hour]).min().unwrap_or(half_hour)
    }

    /// The clock may stand still or go back a little; a jump of more than a day is not believed at once.
    pub(super) fn pass_time(&mut self, now: Moment) -> Moment {
        self.steady.tell(now);
        if now.since_ms(self.now).abs() > DAY_MS {
            self.clock_doubted = true;
            if now < self.now {
                // It knows until when somebody is not to be told again: by a clock that was ahead, that is for weeks.
                self.memory = Memory::default();
                self.half_hours = half_hours(now);
            }
            self.now = now;
        }
        self.now = self.now.max(now);
        self.now
    }

    /// Is it the first look in a half hour?
    pub(super) fn is_half_hour(&mut self, now: Moment) -> bool {
        let before = std::mem::replace(&mut self.half_hours, half_hours(now));
        before < self.half_hours
    }
}

/// Half hours since 1970.
pub(super) fn half_hours(now: Moment) -> i64 {
    now.0.div_euclid(30 * MINUTE_MS)
}
