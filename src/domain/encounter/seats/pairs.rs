//! Two who come together or wait together: one asks another along, who says yes, no, or nothing in time.
//!
//! Never true of this file: somebody is passed by because others are two; a place is kept for a friend longer than was
//! said; whoever asked somebody along is left without an answer.

use super::{ClassNo, Seat, SeatRefusal, SeatState, Seats, Turn, Two};
use crate::domain::limits::{FRIEND_HOURS, LAST_OFFER_HOURS, PAIR_WAITS_HOURS};
use crate::domain::{Moment, SeatId};

/// Until when somebody who is asked along now may say yes; `None` when the beginning is too near.
pub fn friend_until(now: Moment, starts: Moment) -> Option<Moment> {
    Some(now.plus_hours(FRIEND_HOURS).min(starts.plus_hours(-LAST_OFFER_HOURS))).filter(|until| *until > now)
}

impl Seats {
    /// Somebody wants to come with a friend who has not said yes yet. Two places are theirs where nobody waits for them;
    /// else they wait as two.
    ///
    /// # Errors
    /// `NoSuchClass`. Whoever is in already stays as they are, and hears how that is.
    pub fn join_with_friend(
        &mut self,
        id: SeatId,
        class: ClassNo,
        turn: Turn,
        until: Moment,
        now: Moment,
    ) -> Result<SeatState, SeatRefusal> {
        if let Some(known) = self.seats.get(&id).filter(|seat| !seat.state.is_over()) {
            return Ok(known.state);
        }
        if usize::from(class) >= self.classes.len() {
            return Err(SeatRefusal::NoSuchClass);
        }
        let state = match (self.drawn, self.has_room_for(class, 2)) {
            (false, _) => SeatState::Requested,
            (true, true) => self.place(now),
            (true, false) => SeatState::Waiting,
        };
        self.set(id, Seat { friend: Some(until), ..Seat::new(class, turn, state) });
        Ok(state)
    }

    /// Somebody who is in asks a friend along.
    ///
    /// # Errors
    /// `NoPair` when they go with somebody already, must first say yes themselves, or have a place while there is none
    /// for another; `TooLate`, `Gone`.
    pub fn ask_along(&mut self, id: SeatId, until: Moment, now: Moment) -> Result<(), SeatRefusal> {
        let seat = self.living(id)?;
        let has_room = match seat.state {
            SeatState::Requested => true,
            // Before places are given only who has a code stands in line: a friend without one does not pass the others.
            SeatState::Waiting => self.drawn,
            SeatState::Held { .. } | SeatState::Confirmed => self.has_room_for(seat.class, 1),
            SeatState::Offered { .. } | SeatState::Attended | SeatState::Missed | SeatState::Ended(_) => false,
        };
        if !has_room || seat.is_of_two() {
            return Err(SeatRefusal::NoPair);
        }
        if until <= now {
            return Err(SeatRefusal::TooLate);
        }
        self.set(id, Seat { friend: Some(until), ..seat });
        Ok(())
    }

    /// The friend says yes: they take the place that is kept, or both wait where the later of them stands.
    ///
    /// # Errors
    /// `NothingToAccept` when nobody is asked along, `TooLate`, `Gone`; `NoPair` when the friend has a place, or waits,
    /// and the other does not.
    pub fn bring(&mut self, id: SeatId, of: SeatId, turn: Turn, now: Moment) -> Result<SeatState, SeatRefusal> {
        let host = self.living(of)?;
        let until = host.friend.ok_or(SeatRefusal::NothingToAccept)?;
        if now >= until || id == of {
            return Err(SeatRefusal::TooLate);
        }
        if let Some(known) = self.seats.get(&id).copied().filter(|seat| !seat.state.is_over()) {
            return self.bring_known(id, known, of);
        }
        self.set(of, Seat { friend: None, ..host });
        // Before places are given, only by a code is somebody already in: shown after the friend was asked along, it counts
        // for both.
        let is_ahead = !self.drawn && host.state != SeatState::Requested;
        let turn = if is_ahead { Turn { standing: host.turn.standing, ..turn } } else { turn };
        let is_asked = host.is_asked_to_part();
        let state = match host.state {
            SeatState::Offered { .. } if is_asked => SeatState::Waiting,
            SeatState::Held { .. } | SeatState::Confirmed | SeatState::Attended | SeatState::Missed => self.place(now),
            state @ (SeatState::Requested | SeatState::Waiting | SeatState::Offered { .. } | SeatState::Ended(_)) => {
                state
            }
        };
        self.set(id, Seat::new(host.class, turn, state));
        match state {
            SeatState::Requested | SeatState::Waiting if is_asked => self.wait_behind(id, of),
            SeatState::Requested | SeatState::Waiting => self.pair(id, of)?,
            SeatState::Offered { .. } => self.tie(id, of),
            SeatState::Held { .. }
            | SeatState::Confirmed
            | SeatState::Attended
            | SeatState::Missed
            | SeatState::Ended(_) => {}
        }
        Ok(state)
    }

    /// Both are in: two who have a place need nothing more, and two who wait go on as a pair.
    fn bring_known(&mut self, id: SeatId, known: Seat, of: SeatId) -> Result<SeatState, SeatRefusal> {
        let host = self.living(of)?;
        let are_in = |seat: &Seat| seat.state.is_certain() || matches!(seat.state, SeatState::Held { .. });
        self.set(of, Seat { friend: None, ..host });
        if are_in(&host) && are_in(&known) {
            return Ok(known.state);
        }
        self.pair(id, of).inspect_err(|_| self.set(of, host))?;
        Ok(known.state)
    }

    /// Two go together or wait together, the later of them beside the earlier: the pair stands where its later one stood,
    /// so that nobody between them is passed by.
    ///
    /// # Errors
    /// `NoPair`.
    pub fn pair(&mut self, one: SeatId, other: SeatId) -> Result<(), SeatRefusal> {
        let both = (self.seats.get(&one).copied(), self.seats.get(&other).copied());
        let (Some(mut first), Some(mut second)) = both else { return Err(SeatRefusal::NoPair) };
        let waits = |seat: &Seat| matches!(seat.state, SeatState::Waiting | SeatState::Requested);
        let free = !first.is_of_two() && !second.is_of_two();
        if one == other || !free || !waits(&first) || first.state != second.state || first.class != second.class {
            return Err(SeatRefusal::NoPair);
        }
        let turn = first.turn.max(second.turn);
        (first.turn, second.turn) = (turn, turn);
        self.set(one, first);
        self.set(other, second);
        self.tie(one, other);
        Ok(())
    }

    /// The friend says no, or the link is taken back.
    ///
    /// # Errors
    /// `NothingToAccept`, `Gone`.
    pub fn ask_no_more(&mut self, of: SeatId) -> Result<(), SeatRefusal> {
        let host = self.living(of)?;
        host.friend.ok_or(SeatRefusal::NothingToAccept)?;
        self.set(of, Seat { friend: None, kept_since: None, two: Two::Keep, ..host });
        Ok(())
    }

    /// Whose friend did not say yes by `now`. Asked again it finds nothing.
    pub fn lapse_friends(&mut self, now: Moment) -> Vec<SeatId> {
        let due: Vec<SeatId> = self.asked_along.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        due.into_iter().filter(|id| self.ask_no_more(*id).is_ok()).collect()
    }

    /// Whose buddy has left since this was last asked. What they have themselves has not changed.
    pub fn take_alone(&mut self) -> Vec<SeatId> {
        let alone = std::mem::take(&mut self.alone);
        alone.into_iter().filter(|id| self.living(*id).is_ok()).collect()
    }

    /// Ends the keeping of a place that is over by `now`. `false` when nothing was over.
    pub fn keeps_no_more(&mut self, id: SeatId, now: Moment) -> bool {
        let Some(seat) = self.seats.get(&id).copied() else { return false };
        let is_over = seat.kept_since.is_some_and(|since| since.plus_hours(PAIR_WAITS_HOURS) <= now);
        if is_over {
            self.set(id, Seat { kept_since: None, ..seat });
        }
        is_over
    }

    /// A friend says yes to who is asked to come alone meanwhile: they wait where the later of them stands.
    fn wait_behind(&mut self, id: SeatId, of: SeatId) {
        let turns = [id, of].into_iter().filter_map(|id| Some(self.seats.get(&id)?.turn));
        let Some(turn) = turns.max() else { return };
        for id in [id, of] {
            if let Some(seat) = self.seats.get(&id).copied() {
                self.set(id, Seat { turn, ..seat });
            }
        }
        self.tie(id, of);
    }

    /// Nobody comes along with them any more.
    pub(super) fn goes_alone(&mut self, id: SeatId) {
        if let Some(seat) = self.seats.get(&id).copied() {
            self.set(id, Seat { buddy: None, friend: None, kept_since: None, two: Two::Keep, ..seat });
        }
    }

    fn tie(&mut self, one: SeatId, other: SeatId) {
        // Who waits for two places goes on so when the other is there.
        let waits_for_two = [one, other].iter().any(|id| self.seats.get(id).is_some_and(Seat::waits_for_two));
        for (id, buddy) in [(one, other), (other, one)] {
            if let Some(seat) = self.seats.get(&id).copied() {
                let two = if waits_for_two { Two::Together } else { seat.two };
                self.set(id, Seat { buddy: Some(buddy), kept_since: None, two, ..seat });
            }
        }
    }

    /// Two who both have a place need not be known as two any more.
    pub(super) fn forget_pair_of(&mut self, id: SeatId) {
        let are_in = |seat: &Seat| matches!(seat.state, SeatState::Held { .. } | SeatState::Confirmed);
        let Some(seat) = self.seats.get(&id).copied().filter(are_in) else { return };
        let Some(buddy) = seat.buddy.filter(|buddy| self.seats.get(buddy).is_some_and(are_in)) else { return };
        self.goes_alone(id);
        self.goes_alone(buddy);
    }
}

#[cfg(test)]
#[path = "pairs_tests.rs"]
mod tests;
