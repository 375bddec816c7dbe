//! A time that never goes back, for what only waits: a chat's pace, patience after weather, a flood.
//!
//! Never true of this file: a wall clock that is set back, by an hour or by a month, makes anybody wait longer.

use crate::domain::Moment;

/// The wall clock as told, plus all that it was ever set back.
#[derive(Clone, Copy)]
pub struct Steady {
    told: Moment,
    lag_ms: i64,
    set_back: bool,
}

impl Steady {
    pub fn new(now: Moment) -> Self {
        Self { told: now, lag_ms: 0, set_back: false }
    }

    /// What the wall clock says now, as a steady moment.
    pub fn tell(&mut self, now: Moment) -> Moment {
        let back_ms = self.told.since_ms(now).max(0);
        self.set_back |= back_ms > 0;
        self.lag_ms += back_ms;
        self.told = now;
        self.now()
    }

    /// Was the wall clock set back since this was last asked?
    pub fn take_set_back(&mut self) -> bool {
        std::mem::take(&mut self.set_back)
    }

    /// As of the last telling.
    pub fn now(&self) -> Moment {
        self.told.plus_ms(self.lag_ms)
    }

    /// What the wall clock will say at a steady moment.
    pub fn on_the_wall(&self, at: Moment) -> Moment {
        at.plus_ms(-self.lag_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::DAY_MS;

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait() {
        let mut steady = Steady::new(Moment(100 * DAY_MS));
        assert_eq!(steady.tell(Moment(130 * DAY_MS)), Moment(130 * DAY_MS), "ahead is followed");
        assert!(!steady.take_set_back());
        assert_eq!(steady.tell(Moment(100 * DAY_MS)), Moment(130 * DAY_MS), "back is not");
        assert!(steady.take_set_back() && !steady.take_set_back(), "and is told once");
        let later = steady.tell(Moment(100 * DAY_MS + 500));
        assert_eq!(later, Moment(130 * DAY_MS + 500), "and time goes on at once");
        assert_eq!(steady.on_the_wall(later.plus_ms(1_000)), Moment(100 * DAY_MS + 1_500));
    }
}
