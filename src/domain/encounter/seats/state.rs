//! Where a place stands.
//!
//! Never true of this file: two states keep a place from others by another rule than [`SeatState::takes`].

use crate::domain::Moment;
#[cfg(doc)]
use crate::domain::limits::LATE_CANCEL_HOURS;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum SeatState {
    /// In the drum of a lottery that is not drawn yet.
    Requested,
    Waiting,
    /// Theirs until then, if they say yes.
    Offered {
        until: Moment,
    },
    /// Theirs until then, if a parent says yes.
    Held {
        until: Moment,
    },
    Confirmed,
    /// Was there.
    Attended,
    /// Was not, and did not say so. Known until the place is forgotten, and never after it.
    Missed,
    Ended(End),
}

/// Why somebody has no place any more. Each is said in other words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum End {
    /// Of the waiting list, or out of the drum, by themselves.
    Left,
    Declined,
    /// Did not say yes in time. May join again, at the end.
    OfferLapsed,
    /// No parent said yes in time.
    Released,
    Cancelled {
        /// Within [`LATE_CANCEL_HOURS`] of the beginning.
        late: bool,
    },
}

impl SeatState {
    /// Does it keep a place from others?
    pub(super) fn takes(self) -> bool {
        match self {
            SeatState::Offered { .. }
            | SeatState::Held { .. }
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed => true,
            SeatState::Requested | SeatState::Waiting | SeatState::Ended(_) => false,
        }
    }

    pub(super) fn lapses(self) -> Option<Moment> {
        match self {
            SeatState::Offered { until } | SeatState::Held { until } => Some(until),
            SeatState::Requested
            | SeatState::Waiting
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed
            | SeatState::Ended(_) => None,
        }
    }

    /// Do they come, as far as anybody knows, or did they?
    pub fn is_certain(self) -> bool {
        match self {
            SeatState::Confirmed | SeatState::Attended | SeatState::Missed => true,
            SeatState::Requested
            | SeatState::Waiting
            | SeatState::Offered { .. }
            | SeatState::Held { .. }
            | SeatState::Ended(_) => false,
        }
    }

    pub fn is_over(self) -> bool {
        matches!(self, SeatState::Ended(_))
    }
}
