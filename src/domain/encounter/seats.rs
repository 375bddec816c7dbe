//! The places of one encounter, class by class: eight for young people, four for officers, and never one for another.
//!
//! Never true of this file: more places are given than there are; somebody who waits is passed by; a place that was
//! offered is given to another before it lapsed; the same event, coming twice, does something twice.
//!
//! The rules are those of research/encounters.md §1.3. All waiting people of a class lie sorted, so that filling a place
//! costs the same with ten thousand in line.

mod counts;
mod fill;
mod pairs;
mod parting;
mod presence;
mod referred;
mod state;

pub use fill::Filled;
pub use pairs::friend_until;
pub use parting::Two;
pub use state::{End, SeatState};

use crate::domain::limits::{CONSENT_HOURS, LATE_CANCEL_HOURS};
use crate::domain::{Moment, SeatId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which class of an encounter's places, by its number in the encounter.
pub type ClassNo = u8;

/// Who is earlier: the lower one. Between equals the id decides, so that the order is the same after every restart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Turn {
    pub standing: Standing,
    /// The order of asking, or of the draw.
    pub order: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Standing {
    /// A coordinator moved them to the front, with a reason in the log.
    Moved,
    /// With a code of a youth worker, where those go first.
    Referred,
    Ordinary,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Seat {
    pub class: ClassNo,
    pub turn: Turn,
    pub state: SeatState,
    /// Who comes along, or neither of them: until both have a place.
    pub buddy: Option<SeatId>,
    /// Until then somebody whom they asked along may say yes. Whoever has a place keeps another one for that.
    pub friend: Option<Moment>,
    /// They stand first, are two, and there is one place: since then it is kept from others.
    pub kept_since: Option<Moment>,
    pub two: Two,
}

impl Seat {
    pub fn new(class: ClassNo, turn: Turn, state: SeatState) -> Self {
        Self { class, turn, state, buddy: None, friend: None, kept_since: None, two: Two::Keep }
    }

    /// How many places it keeps from others.
    fn takes(&self) -> u32 {
        let keeps_another = self.friend.is_some() && !self.is_asked_to_part();
        if self.state.takes() { 1 + u32::from(keeps_another) } else { 0 }
    }

    fn is_of_two(&self) -> bool {
        self.buddy.is_some() || self.friend.is_some()
    }
}

/// How the places of an encounter are given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Terms {
    /// Whoever asks goes into a drum, until [`Seats::draw`]: it was not drawn yet.
    pub by_lot: bool,
    /// Whoever has a code of a youth worker does not wait for the draw.
    pub codes_first: bool,
    /// A parent must say yes before a place is certain.
    pub consent: bool,
}

/// The domain says no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SeatRefusal {
    /// There is no such class.
    NoSuchClass,
    /// This seat is not known, or over.
    Gone,
    /// The offer, or the hold, ran out before the answer.
    TooLate,
    /// There is nothing to say yes to: it was said already, or nobody asked.
    NothingToAccept,
    /// Only two who wait for the same class go together, and each with one other.
    NoPair,
}

#[derive(Clone, Default)]
struct Class {
    capacity: u32,
    taken: u32,
    line: BTreeSet<(Turn, SeatId)>,
}

impl Class {
    fn free(&self) -> u32 {
        self.capacity.saturating_sub(self.taken)
    }
}

/// See the file's header. Built anew from the records at every start.
#[derive(Clone)]
pub struct Seats {
    terms: Terms,
    /// When it begins: no place is held longer.
    begins: Option<Moment>,
    drawn: bool,
    classes: Vec<Class>,
    seats: BTreeMap<SeatId, Seat>,
    lapses: BTreeSet<(Moment, SeatId)>,
    /// Until when those who asked somebody along may still hear a yes.
    asked_along: BTreeSet<(Moment, SeatId)>,
    touched: BTreeSet<SeatId>,
    /// Whose buddy left them since this was last asked.
    alone: BTreeSet<SeatId>,
    orders: u64,
}

impl Seats {
    pub fn new(terms: Terms, capacities: &[u32]) -> Self {
        let classes = capacities.iter().map(|capacity| Class { capacity: *capacity, ..Class::default() });
        Self {
            terms,
            begins: None,
            drawn: !terms.by_lot,
            classes: classes.collect(),
            seats: BTreeMap::new(),
            lapses: BTreeSet::new(),
            asked_along: BTreeSet::new(),
            touched: BTreeSet::new(),
            alone: BTreeSet::new(),
            orders: 0,
        }
    }

    /// When the encounter begins.
    pub fn begin_at(&mut self, begins: Option<Moment>) {
        self.begins = begins;
    }

    /// How places are given from now on: the record of the encounter says whether it was drawn.
    pub fn set_terms(&mut self, terms: Terms) {
        self.terms = terms;
        self.drawn = !terms.by_lot;
    }

    /// A seat as its record says, at a start.
    pub fn restore(&mut self, id: SeatId, seat: Seat) {
        self.set(id, seat);
        self.touched.clear();
    }

    /// Its record is gone.
    pub fn forget(&mut self, id: SeatId) {
        if let Some(old) = self.seats.remove(&id) {
            self.take_out(id, &old);
            self.part(old.buddy);
        }
        self.touched.clear();
    }

    /// Seats that were changed since this was last asked: their records are to be written.
    pub fn take_touched(&mut self) -> Vec<(SeatId, Seat)> {
        let touched = std::mem::take(&mut self.touched);
        touched.into_iter().filter_map(|id| self.seats.get(&id).map(|seat| (id, *seat))).collect()
    }

    /// Somebody wants to come. Before the draw they go into the drum; a free place is theirs if nobody waits for it.
    ///
    /// # Errors
    /// `NoSuchClass`. Whoever is in already stays as they are, and hears how that is.
    pub fn join(&mut self, id: SeatId, class: ClassNo, turn: Turn, now: Moment) -> Result<SeatState, SeatRefusal> {
        if let Some(known) = self.seats.get(&id).filter(|seat| !seat.state.is_over()) {
            return Ok(known.state);
        }
        if usize::from(class) >= self.classes.len() {
            return Err(SeatRefusal::NoSuchClass);
        }
        let state = match (self.gathers(turn.standing), self.has_place_for(class, 1)) {
            (true, _) => SeatState::Requested,
            (false, true) => self.place(now),
            (false, false) => SeatState::Waiting,
        };
        self.set(id, Seat::new(class, turn, state));
        Ok(state)
    }

    /// Yes, to an offer.
    ///
    /// # Errors
    /// `Gone`, `TooLate`, `NothingToAccept`.
    pub fn accept(&mut self, id: SeatId, now: Moment) -> Result<SeatState, SeatRefusal> {
        let seat = self.living(id)?;
        match seat.state {
            SeatState::Offered { until } if now >= until => Err(SeatRefusal::TooLate),
            SeatState::Offered { .. } => {
                let state = self.place(now);
                if seat.is_asked_to_part() {
                    [Some(id), seat.buddy].into_iter().flatten().for_each(|id| self.goes_alone(id));
                }
                let seat = self.living(id)?;
                self.set(id, Seat { state, ..seat });
                self.forget_pair_of(id);
                Ok(state)
            }
            SeatState::Requested
            | SeatState::Waiting
            | SeatState::Held { .. }
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed => Err(SeatRefusal::NothingToAccept),
            SeatState::Ended(_) => Err(SeatRefusal::Gone),
        }
    }

    /// A parent said yes.
    ///
    /// # Errors
    /// `Gone`, `TooLate`, `NothingToAccept`.
    pub fn consent(&mut self, id: SeatId, now: Moment) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        match seat.state {
            SeatState::Held { until } if now >= until => Err(SeatRefusal::TooLate),
            SeatState::Held { .. } => {
                self.set(id, Seat { state: SeatState::Confirmed, ..seat });
                Ok(())
            }
            SeatState::Requested
            | SeatState::Waiting
            | SeatState::Offered { .. }
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed => Err(SeatRefusal::NothingToAccept),
            SeatState::Ended(_) => Err(SeatRefusal::Gone),
        }
    }

    /// No more, from wherever they are.
    ///
    /// # Errors
    /// `Gone`.
    pub fn leave(&mut self, id: SeatId, now: Moment, starts: Moment) -> Result<End, SeatRefusal> {
        let end = match self.living(id)?.state {
            SeatState::Requested | SeatState::Waiting => End::Left,
            SeatState::Offered { .. } => End::Declined,
            SeatState::Held { .. } | SeatState::Confirmed | SeatState::Attended | SeatState::Missed => {
                End::Cancelled { late: now >= starts.plus_hours(-LATE_CANCEL_HOURS) }
            }
            SeatState::Ended(_) => return Err(SeatRefusal::Gone),
        };
        self.end(id, end);
        Ok(end)
    }

    /// What ran out by `now`. Asked again it finds nothing.
    pub fn lapse(&mut self, now: Moment) -> Vec<(SeatId, End)> {
        let due: Vec<SeatId> = self.lapses.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        let mut ended = Vec::with_capacity(due.len());
        for id in due {
            let end = match self.seats.get(&id).map(|seat| seat.state) {
                Some(SeatState::Offered { .. }) => End::OfferLapsed,
                Some(SeatState::Held { .. }) => End::Released,
                Some(
                    SeatState::Requested
                    | SeatState::Waiting
                    | SeatState::Confirmed
                    | SeatState::Attended
                    | SeatState::Missed
                    | SeatState::Ended(_),
                )
                | None => continue,
            };
            self.end(id, end);
            ended.push((id, end));
        }
        ended
    }

    /// More places, or fewer: nobody who has one loses it; see [`Seats::too_many`].
    ///
    /// # Errors
    /// `NoSuchClass`.
    pub fn resize(&mut self, class: ClassNo, capacity: u32) -> Result<(), SeatRefusal> {
        self.classes.get_mut(usize::from(class)).ok_or(SeatRefusal::NoSuchClass)?.capacity = capacity;
        Ok(())
    }

    /// It begins at another time: what would run out after the beginning runs out with it.
    pub fn move_to(&mut self, begins: Moment) {
        self.begins = Some(begins);
        let late = self.lapses.range((begins.plus_ms(1), SeatId([0; 16]))..).map(|(_, id)| *id);
        let late: Vec<SeatId> = late.collect();
        for id in late {
            let Some(seat) = self.seats.get(&id).copied() else { continue };
            let state = match seat.state {
                SeatState::Offered { .. } => SeatState::Offered { until: begins },
                SeatState::Held { .. } => SeatState::Held { until: begins },
                state @ (SeatState::Requested
                | SeatState::Waiting
                | SeatState::Confirmed
                | SeatState::Attended
                | SeatState::Missed
                | SeatState::Ended(_)) => state,
            };
            self.set(id, Seat { state, ..seat });
        }
    }

    /// To the front, by a coordinator who gave a reason.
    ///
    /// # Errors
    /// `Gone` unless they wait.
    pub fn move_to_front(&mut self, id: SeatId, order: u64) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        if seat.state != SeatState::Waiting {
            return Err(SeatRefusal::Gone);
        }
        let turn = Turn { standing: Standing::Moved, order };
        for id in [Some(id), seat.buddy].into_iter().flatten() {
            if let Some(seat) = self.seats.get(&id).copied() {
                self.set(id, Seat { turn, ..seat });
            }
        }
        Ok(())
    }

    fn living(&self, id: SeatId) -> Result<Seat, SeatRefusal> {
        self.seats.get(&id).copied().filter(|seat| !seat.state.is_over()).ok_or(SeatRefusal::Gone)
    }

    fn place(&self, now: Moment) -> SeatState {
        match self.terms.consent {
            true => {
                let until = now.plus_hours(CONSENT_HOURS);
                SeatState::Held { until: self.begins.map_or(until, |begins| begins.min(until)) }
            }
            false => SeatState::Confirmed,
        }
    }

    /// Whoever stays behind of a pair goes on alone.
    fn end(&mut self, id: SeatId, end: End) {
        let Some(seat) = self.seats.get(&id).copied() else { return };
        self.alone.extend(seat.buddy);
        self.alone.remove(&id);
        self.part(seat.buddy);
        let state = SeatState::Ended(end);
        self.set(id, Seat { state, buddy: None, friend: None, kept_since: None, two: Two::Keep, ..seat });
    }

    fn part(&mut self, id: Option<SeatId>) {
        if let Some(seat) = id.and_then(|id| self.seats.get_mut(&id)) {
            (seat.buddy, seat.kept_since, seat.two) = (None, None, Two::Keep);
            self.touched.extend(id);
        }
    }

    /// The one place where a seat changes: counts and lines follow here and nowhere else.
    fn set(&mut self, id: SeatId, seat: Seat) {
        if let Some(old) = self.seats.insert(id, seat) {
            self.take_out(id, &old);
        }
        self.touched.insert(id);
        if seat.turn.standing != Standing::Moved {
            self.orders = self.orders.max(seat.turn.order);
        }
        if let Some(class) = self.classes.get_mut(usize::from(seat.class)) {
            class.taken += seat.takes();
            if seat.state == SeatState::Waiting {
                class.line.insert((seat.turn, id));
            }
        }
        if let Some(at) = seat.state.lapses() {
            self.lapses.insert((at, id));
        }
        if let Some(at) = seat.friend {
            self.asked_along.insert((at, id));
        }
    }

    fn take_out(&mut self, id: SeatId, old: &Seat) {
        if let Some(class) = self.classes.get_mut(usize::from(old.class)) {
            class.taken -= old.takes();
            class.line.remove(&(old.turn, id));
        }
        if let Some(at) = old.state.lapses() {
            self.lapses.remove(&(at, id));
        }
        if let Some(at) = old.friend {
            self.asked_along.remove(&(at, id));
        }
    }
}

#[cfg(test)]
#[path = "seats_tests.rs"]
mod tests;
