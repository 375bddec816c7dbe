//! Whose turn it is: what is free goes to who waits, the first first, by an offer or by lot.
//!
//! Never true of this file: somebody gets a place while another waits before them; two who wait together keep a place from
//! others for longer than they may.

use super::{ClassNo, Seat, SeatRefusal, SeatState, Seats, Standing, Turn, Two};
use crate::domain::limits::PAIR_WAITS_HOURS;
use crate::domain::{Moment, SeatId};

/// What filling the places did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Filled {
    /// Asked whether they come.
    Offered(SeatId),
    /// Has a place without being asked: by lot.
    Placed(SeatId),
    /// One place is there for two: the first of them is asked to come alone, and the other, if there is one yet, waits on.
    Parted(SeatId, Option<SeatId>),
}

/// How a place is filled.
#[derive(Clone, Copy)]
enum Fill {
    /// Offered until then.
    Offer(Moment),
    Place,
}

/// Whose turn it is.
enum Next {
    One(SeatId),
    Two(SeatId, SeatId),
    Parted(SeatId, Option<SeatId>),
}

impl Seats {
    /// The lottery: `rank` gives each its number, from a seed that is logged, so that the same eight come out when it is
    /// drawn again. Who has a code of a youth worker stays before who has none. A pair is drawn as one.
    pub fn draw(&mut self, rank: impl Fn(SeatId) -> u64, now: Moment) -> Vec<Filled> {
        self.drawn = true;
        let drum = self.seats.iter().filter(|(_, seat)| seat.state == SeatState::Requested);
        let drawn: Vec<(SeatId, Seat)> = drum.map(|(id, seat)| (*id, *seat)).collect();
        for (id, seat) in drawn {
            let order = seat.buddy.map_or_else(|| rank(id), |buddy| rank(id.min(buddy)));
            self.set(id, Seat { state: SeatState::Waiting, turn: Turn { order, ..seat.turn }, ..seat });
        }
        self.fill(Fill::Place, now)
    }

    /// Of whoever waits for the draw: another standing, with whoever comes along.
    ///
    /// # Errors
    /// `Gone` when the draw has been, or they are not in the drum.
    pub fn stands_as(&mut self, id: SeatId, standing: Standing) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        if seat.state != SeatState::Requested {
            return Err(SeatRefusal::Gone);
        }
        for id in [Some(id), seat.buddy].into_iter().flatten() {
            if let Some(seat) = self.seats.get(&id).copied() {
                self.set(id, Seat { turn: Turn { standing, ..seat.turn }, ..seat });
            }
        }
        Ok(())
    }

    /// Offers what is free to who waits, the earliest first, until `until`; `None` when it is too late to ask anybody.
    /// To be called after everything that may have freed a place; called again it offers nothing more.
    pub fn refill(&mut self, now: Moment, until: Option<Moment>) -> Vec<Filled> {
        match until {
            Some(until) => self.fill(Fill::Offer(until), now),
            None => {
                // Nobody is asked any more, so nothing is kept from anybody: a clock that waited for it would not stop.
                let classes = (0..self.classes.len()).flat_map(|class| [0, 1].map(|free| self.first_for(class, free)));
                let first: Vec<SeatId> = classes.flatten().collect();
                first.into_iter().for_each(|id| self.keep_since(id, None));
                Vec::new()
            }
        }
    }

    fn fill(&mut self, how: Fill, now: Moment) -> Vec<Filled> {
        let mut filled = Vec::new();
        for class in 0..self.classes.len() {
            while let Some(next) = self.next_of(class, now) {
                let ids = match next {
                    Next::One(id) => vec![id],
                    Next::Two(id, buddy) => vec![id, buddy],
                    Next::Parted(id, buddy) => {
                        self.asks_alone(id);
                        filled.push(Filled::Parted(id, buddy));
                        vec![id]
                    }
                };
                for id in ids {
                    filled.push(self.give(id, how, now));
                }
            }
        }
        filled
    }

    fn give(&mut self, id: SeatId, how: Fill, now: Moment) -> Filled {
        let (state, filled) = match how {
            Fill::Offer(until) => (SeatState::Offered { until }, Filled::Offered(id)),
            Fill::Place => (self.place(now), Filled::Placed(id)),
        };
        if let Some(seat) = self.seats.get(&id).copied() {
            let two = if seat.two == Two::Asked { Two::Asked } else { Two::Keep };
            self.set(id, Seat { state, kept_since: None, two, ..seat });
            self.both_are_asked(&seat);
            self.forget_pair_of(id);
        }
        filled
    }

    /// Whose turn it is in a class, if there is room for them. Two who find one place keep it from others for
    /// [`PAIR_WAITS_HOURS`]; then they are parted.
    fn next_of(&mut self, class: usize, now: Moment) -> Option<Next> {
        let free = self.classes.get(class)?.free();
        let id = self.first_for(class, free)?;
        let head = *self.seats.get(&id)?;
        let (next, since) = match (free, self.wants_two(&head)) {
            (0, _) => (None, None),
            (1, true) => {
                let since = head.kept_since.unwrap_or(now);
                match now < since.plus_hours(PAIR_WAITS_HOURS) {
                    true => (None, Some(since)),
                    false => (Some(Next::Parted(id, head.buddy)), None),
                }
            }
            (_, false) => (Some(Next::One(id)), None),
            // A place for the friend is kept beside it: see `Seat::takes`.
            (_, true) => (Some(head.buddy.map_or(Next::One(id), |buddy| Next::Two(id, buddy))), None),
        };
        self.keep_since(id, since);
        next
    }

    fn asks_alone(&mut self, id: SeatId) {
        if let Some(seat) = self.seats.get(&id).copied() {
            self.set(id, Seat { two: Two::Asked, ..seat });
        }
    }

    /// Notes since when the first in line keeps a place.
    fn keep_since(&mut self, id: SeatId, since: Option<Moment>) {
        let Some(seat) = self.seats.get(&id).copied() else { return };
        if seat.kept_since != since {
            self.set(id, Seat { kept_since: since, ..seat });
        }
    }

    /// Are so many places free for a friend, with nobody who waits for them? Before places are given they are for who asked.
    pub fn has_room_for(&self, class: ClassNo, places: u32) -> bool {
        self.drawn && self.has_place_for(class, places)
    }

    /// Are so many places free, with nobody in line whom they do not pass by?
    pub(super) fn has_place_for(&self, class: ClassNo, places: u32) -> bool {
        let free = self.free(class);
        free >= places && self.first_for(usize::from(class), free).is_none()
    }
}
