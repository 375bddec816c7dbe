//! What a member did for people with paper cards that no record tells: places of the last hour, texts that are left to be
//! changed.
//!
//! Never true of this file: it grows beyond what is given for each member, or holds a word of what was typed. A restart
//! forgets it: a text that is left goes by the clock all the same.

use crate::domain::limits::{PAPER_PLACES_PER_HOUR, PAPER_TEXTS_LEFT_MAX};
use crate::domain::moment::HOUR_MS;
use crate::domain::{Moment, StaffId};
use std::collections::{HashMap, VecDeque};

/// By member: bounded by the roster.
#[derive(Default)]
pub struct ForCards {
    places: HashMap<StaffId, (u32, Moment)>,
    left: HashMap<StaffId, VecDeque<i64>>,
}

impl ForCards {
    /// Has this member asked for as many places as one may within an hour?
    pub fn has_places_enough(&self, staff: StaffId, now: Moment) -> bool {
        let recent = self.places.get(&staff).filter(|(_, since)| now.since_ms(*since) < HOUR_MS);
        recent.is_some_and(|(places, _)| *places >= PAPER_PLACES_PER_HOUR)
    }

    /// A place was given, or one in line.
    pub fn place_taken(&mut self, staff: StaffId, now: Moment) {
        let (places, since) = self.places.entry(staff).or_insert((0, now));
        if now.since_ms(*since) >= HOUR_MS {
            (*places, *since) = (0, now);
        }
        *places += 1;
    }

    /// Is this message of somebody's left in the chat already?
    pub fn is_left(&self, staff: StaffId, message: i64) -> bool {
        self.left.get(&staff).is_some_and(|left| left.contains(&message))
    }

    /// It is from now on. Gives the one that must go for it.
    #[must_use]
    pub fn leave(&mut self, staff: StaffId, message: i64) -> Option<i64> {
        let left = self.left.entry(staff).or_default();
        left.push_back(message);
        if left.len() > PAPER_TEXTS_LEFT_MAX { left.pop_front() } else { None }
    }

    /// All that is left, which goes now.
    pub fn take_left(&mut self, staff: StaffId) -> Vec<i64> {
        self.left.remove(&staff).map(Vec::from).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const NOOR: StaffId = StaffId([2; 16]);

    #[test]
    fn places_of_an_hour_are_counted_for_each_member() {
        let mut memory = ForCards::default();
        for place in 0..PAPER_PLACES_PER_HOUR {
            assert!(!memory.has_places_enough(SAM, Moment(i64::from(place))));
            memory.place_taken(SAM, Moment(i64::from(place)));
        }
        assert!(memory.has_places_enough(SAM, Moment(HOUR_MS - 1)) && !memory.has_places_enough(NOOR, Moment(5)));
        memory.place_taken(SAM, Moment(HOUR_MS));
        assert!(!memory.has_places_enough(SAM, Moment(HOUR_MS)));
    }

    #[test]
    fn the_oldest_text_makes_room_and_all_go_together() {
        let mut memory = ForCards::default();
        let most = i64::try_from(PAPER_TEXTS_LEFT_MAX).expect("small");
        assert!((0..most).all(|message| memory.leave(SAM, message).is_none()));
        assert_eq!(memory.leave(SAM, most), Some(0));
        assert!(memory.is_left(SAM, most) && !memory.is_left(SAM, 0) && !memory.is_left(NOOR, most));
        assert_eq!(memory.take_left(SAM), (1..=most).collect::<Vec<_>>());
        assert!(memory.take_left(SAM).is_empty());
    }
}
