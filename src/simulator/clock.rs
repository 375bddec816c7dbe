//! The world's time: the machine's, or one that stands still until it is moved. Both can be moved forward.
//!
//! The simulator is the other side of the wire, so it has a clock of its own beside `runtime::clock`.

use crate::domain::moment::Moment;
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Clone, Copy)]
pub enum Clock {
    Live,
    Set(Moment),
}

/// A clock and how far it was pushed.
pub(super) struct Hands {
    clock: Clock,
    pub shifted_ms: i64,
}

impl Hands {
    pub fn new(clock: Clock, shifted_ms: i64) -> Self {
        Self { clock, shifted_ms }
    }

    #[expect(clippy::disallowed_methods, reason = "the other side of the wire has a clock of its own")]
    pub fn now(&self) -> Moment {
        let base = match self.clock {
            Clock::Live => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Moment(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Clock::Set(moment) => moment,
        };
        base.plus_ms(self.shifted_ms)
    }

    pub fn is_live(&self) -> bool {
        match self.clock {
            Clock::Live => true,
            Clock::Set(_) => false,
        }
    }
}
