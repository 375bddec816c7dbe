//! Who was there. Said by the room's code, or by a youth worker who taps a nickname.
//!
//! Never true of this file: somebody is there whose place is not certain; what one tap said, another cannot take back.

use super::{Seat, SeatRefusal, SeatState, Seats};
use crate::domain::SeatId;

impl Seats {
    /// They are there. Said twice it is the same.
    ///
    /// # Errors
    /// `Gone`; `NothingToAccept` when the place is not certain.
    pub fn attend(&mut self, id: SeatId) -> Result<(), SeatRefusal> {
        self.mark(id, SeatState::Attended)
    }

    /// They are not there after all: somebody tapped the wrong name.
    ///
    /// # Errors
    /// As [`Seats::attend`].
    pub fn unmark(&mut self, id: SeatId) -> Result<(), SeatRefusal> {
        self.mark(id, SeatState::Confirmed)
    }

    fn mark(&mut self, id: SeatId, state: SeatState) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        if !seat.state.is_certain() {
            return Err(SeatRefusal::NothingToAccept);
        }
        if seat.state != state {
            self.set(id, Seat { state, ..seat });
        }
        Ok(())
    }
}
