//! Who has a code of a youth worker, where those go first: ahead of whoever has none, behind who had one before.
//!
//! Never true of this file: somebody without a code gets a place before the moment that was said; a code puts anybody before
//! another who has one.

use super::{Seat, SeatRefusal, SeatState, Seats, Standing, Turn};
use crate::domain::{Moment, SeatId};

impl Seats {
    /// Does whoever asks now, in this standing, wait until places are given?
    pub(super) fn gathers(&self, standing: Standing) -> bool {
        let goes_at_once = self.terms.codes_first && standing == Standing::Referred;
        !self.drawn && !goes_at_once
    }

    /// For how many people a place of theirs is: two, who come or wait together.
    pub fn people(&self, id: SeatId) -> u8 {
        self.seats.get(&id).map_or(1, |seat| 1 + u8::from(seat.is_of_two()))
    }

    /// Somebody who asked before shows a code: ahead of whoever has none, with whoever comes along.
    ///
    /// # Errors
    /// `NothingToAccept` unless they wait, without a code; `Gone`.
    pub fn refer(&mut self, id: SeatId, order: u64, now: Moment) -> Result<SeatState, SeatRefusal> {
        let seat = self.living(id)?;
        let waits = matches!(seat.state, SeatState::Requested | SeatState::Waiting);
        if !waits || seat.turn.standing != Standing::Ordinary {
            return Err(SeatRefusal::NothingToAccept);
        }
        let turn = Turn { standing: Standing::Referred, order };
        let has_room = self.has_place_for(seat.class, u32::from(self.people(id)));
        let state = match (seat.state, self.gathers(Standing::Referred), has_room) {
            (SeatState::Requested, false, true) => self.place(now),
            (SeatState::Requested, false, false) => SeatState::Waiting,
            (state, ..) => state,
        };
        let was = seat.state;
        for id in [Some(id), seat.buddy].into_iter().flatten() {
            if let Some(seat) = self.seats.get(&id).copied() {
                // The other may be asked about a single place just then, and stays so.
                let state = if seat.state == was { state } else { seat.state };
                self.set(id, Seat { state, turn, kept_since: None, ..seat });
            }
        }
        self.forget_pair_of(id);
        Ok(state)
    }
}

#[cfg(test)]
#[path = "referred_tests.rs"]
mod tests;
