//! What the places say of themselves: how many there are, are free, wait; who is where in line.
//!
//! Never true of this file: asking changes anything.

use super::{Class, ClassNo, Seat, SeatState, Seats};
use crate::domain::{Moment, SeatId};
use std::ops::Bound;

impl Seats {
    pub fn get(&self, id: SeatId) -> Option<&Seat> {
        self.seats.get(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (SeatId, &Seat)> {
        self.seats.iter().map(|(id, seat)| (*id, seat))
    }

    /// Those behind one, in the order of their ids; all when there is none.
    pub fn behind(&self, id: Option<SeatId>) -> impl Iterator<Item = (SeatId, &Seat)> {
        let from = id.map_or(Bound::Unbounded, Bound::Excluded);
        self.seats.range((from, Bound::Unbounded)).map(|(id, seat)| (*id, seat))
    }

    /// The number of the next who asks.
    pub fn next_order(&self) -> u64 {
        self.orders + 1
    }

    /// How many are in, or wait.
    pub fn len(&self) -> usize {
        self.seats.len()
    }

    pub fn is_empty(&self) -> bool {
        self.seats.is_empty()
    }

    pub fn capacity(&self, class: ClassNo) -> u32 {
        self.classes.get(usize::from(class)).map_or(0, |class| class.capacity)
    }

    /// How many wait.
    pub fn waiting(&self, class: ClassNo) -> usize {
        self.classes.get(usize::from(class)).map_or(0, |class| class.line.len())
    }

    /// Given beyond what there is, after places were taken away.
    pub fn too_many(&self, class: ClassNo) -> u32 {
        self.classes.get(usize::from(class)).map_or(0, |class| class.taken.saturating_sub(class.capacity))
    }

    /// Places that nobody has and nobody is asked about.
    pub fn free(&self, class: ClassNo) -> u32 {
        self.classes.get(usize::from(class)).map_or(0, Class::free)
    }

    /// The place on the waiting list, from 1.
    pub fn place_in_line(&self, id: SeatId) -> Option<usize> {
        let seat = self.seats.get(&id).filter(|seat| seat.state == SeatState::Waiting)?;
        let line = &self.classes.get(usize::from(seat.class))?.line;
        Some(line.range(..(seat.turn, id)).count() + 1)
    }

    /// When the next offer or hold runs out.
    pub fn next_lapse(&self) -> Option<Moment> {
        self.lapses.first().map(|(at, _)| *at)
    }
}
