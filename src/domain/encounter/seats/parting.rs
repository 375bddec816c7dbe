//! Two who wait, and a single place: one of them is asked to come alone, and may say that they rather wait together.
//!
//! Never true of this file: whoever does not want to be parted loses their turn by it; a place stands empty because two
//! wait for another; a place passes by two who have not said that it may.
//!
//! Nobody is passed by without a reason that can be read (research/encounters.md §1.3): here it is [`Two::Together`], their
//! own word, which lies in both their places and is shown at the desk.

use super::{Seat, SeatRefusal, SeatState, Seats};
use crate::domain::{Moment, SeatId};
use serde::{Deserialize, Serialize};

/// Of two who wait: where a single place goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Two {
    /// They keep it from others, for as long as they may.
    #[default]
    Keep,
    /// This one is asked to come alone. The other waits on.
    Asked,
    /// They rather wait for two: it goes to who is next.
    Together,
}

impl Seat {
    /// Were they asked to come alone, and have not answered?
    pub fn is_asked_to_part(&self) -> bool {
        self.two == Two::Asked && matches!(self.state, SeatState::Offered { .. })
    }

    /// Does a single place pass them by, because they said so?
    pub fn waits_for_two(&self) -> bool {
        self.two == Two::Together && self.state == SeatState::Waiting
    }
}

impl Seats {
    /// No, to coming alone: both keep their turn, and single places go past them from now on. Nobody asks them again.
    ///
    /// # Errors
    /// `NothingToAccept` when they were not asked that, `TooLate`, `Gone`.
    pub fn wait_together(&mut self, id: SeatId, now: Moment) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        match seat.state {
            SeatState::Offered { until } if seat.two == Two::Asked => {
                if now >= until {
                    return Err(SeatRefusal::TooLate);
                }
                self.set(id, Seat { state: SeatState::Waiting, two: Two::Together, ..seat });
                if let Some((buddy, known)) = self.buddy_of(&seat) {
                    self.set(buddy, Seat { two: Two::Together, ..known });
                }
                Ok(())
            }
            SeatState::Offered { .. }
            | SeatState::Requested
            | SeatState::Waiting
            | SeatState::Held { .. }
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed
            | SeatState::Ended(_) => Err(SeatRefusal::NothingToAccept),
        }
    }

    /// Who stands first for what is free: of a single place, the first whom it does not pass by.
    pub(super) fn first_for(&self, class: usize, free: u32) -> Option<SeatId> {
        let waits_for_two = |id: &SeatId| self.seats.get(id).is_some_and(Seat::waits_for_two);
        let mut line = self.classes.get(class)?.line.iter().map(|(_, id)| *id);
        if free == 1 { line.find(|id| !waits_for_two(id)) } else { line.next() }
    }

    /// Must two places be free for whoever stands first? Not while the other of them decides about one.
    pub(super) fn wants_two(&self, seat: &Seat) -> bool {
        seat.is_of_two() && !self.buddy_of(seat).is_some_and(|(_, buddy)| buddy.is_asked_to_part())
    }

    /// Whoever goes with somebody who gets a place too was not asked to come alone after all.
    pub(super) fn both_are_asked(&mut self, seat: &Seat) {
        if let Some((buddy, known)) = self.buddy_of(seat).filter(|(_, buddy)| buddy.is_asked_to_part()) {
            self.set(buddy, Seat { two: Two::Keep, ..known });
        }
    }

    pub(super) fn buddy_of(&self, seat: &Seat) -> Option<(SeatId, Seat)> {
        let buddy = seat.buddy?;
        Some((buddy, *self.seats.get(&buddy)?))
    }
}

#[cfg(test)]
#[path = "parting_tests.rs"]
mod tests;
