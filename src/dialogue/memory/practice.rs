//! Where practice is kept: a store of its own, in memory alone. Who has which exercise open and which are done, by their place in
//! the list. A restart begins anew.
//!
//! Never true of this file: it holds a word that somebody typed; anything of practice is kept where a question is.

use crate::domain::limits::PRACTICE_DAYS;
use crate::domain::moment::DAY_MS;
use crate::domain::{Moment, StaffId};
use std::collections::{BTreeSet, HashMap};

#[derive(Default)]
struct Desk {
    open: Option<usize>,
    done: BTreeSet<usize>,
    used: Moment,
}

/// Bounded by the roster.
#[derive(Default)]
pub struct PracticeStore(HashMap<StaffId, Desk>);

impl PracticeStore {
    fn desk(&mut self, staff: StaffId, now: Moment) -> &mut Desk {
        let desk = self.0.entry(staff).or_default();
        if now.since_ms(desk.used) >= PRACTICE_DAYS * DAY_MS {
            *desk = Desk::default();
        }
        desk.used = now;
        desk
    }

    /// The exercise whose answer the next text is.
    pub fn open_at(&self, staff: StaffId) -> Option<usize> {
        self.0.get(&staff).and_then(|desk| desk.open)
    }

    pub fn open(&mut self, staff: StaffId, exercise: usize, now: Moment) {
        self.desk(staff, now).open = Some(exercise);
    }

    /// Something else is done: what is typed next is no practice.
    pub fn close(&mut self, staff: StaffId) {
        if let Some(desk) = self.0.get_mut(&staff) {
            desk.open = None;
        }
    }

    pub fn is_done(&mut self, staff: StaffId, exercise: usize, now: Moment) {
        let desk = self.desk(staff, now);
        (desk.open, _) = (None, desk.done.insert(exercise));
    }

    /// Which of so many are done.
    pub fn done(&mut self, staff: StaffId, of: usize, now: Moment) -> BTreeSet<usize> {
        self.desk(staff, now).done.range(..of).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_known_for_a_while_and_counts_what_there_is() {
        let (mut store, sam, now) = (PracticeStore::default(), StaffId([1; 16]), Moment(7));
        store.open(sam, 3, now);
        assert_eq!(store.open_at(sam), Some(3));
        store.is_done(sam, 3, now);
        store.is_done(sam, 12, now);
        assert_eq!((store.open_at(sam), store.done(sam, 13, now).len()), (None, 2));
        assert_eq!(store.done(sam, 10, now).len(), 1, "the list has become shorter");
        assert!(store.done(StaffId([2; 16]), 13, now).is_empty(), "each their own");
        assert!(store.done(sam, 13, now.plus_days(PRACTICE_DAYS)).is_empty());
    }
}
