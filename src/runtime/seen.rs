//! The exact ids of the last updates, so that a redelivered one is not decided twice.
//!
//! Never true of this file: order is read from the ids. Telegram restarts them at random after a silent week.

use crate::domain::limits::SEEN_BATCHES;
use std::collections::{HashSet, VecDeque};

/// See the file's header. One batch per commit; each takes one of [`SEEN_BATCHES`] places in the store, round and
/// round, so that the table never grows.
#[derive(Default)]
pub struct Seen {
    ids: HashSet<i64>,
    batches: VecDeque<Vec<i64>>,
    now: Vec<i64>,
}

impl Seen {
    /// With the ids that the store remembers, as one old batch.
    pub fn new(remembered: Vec<i64>) -> Self {
        let ids = remembered.iter().copied().collect();
        Self { ids, batches: VecDeque::from([remembered]), now: Vec::new() }
    }

    pub fn contains(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }

    pub fn add(&mut self, id: i64) {
        if self.ids.insert(id) {
            self.now.push(id);
        }
    }

    /// The ids since the last batch; `None` when there are none. The oldest batch is forgotten in exchange.
    pub fn next_batch(&mut self) -> Option<Vec<i64>> {
        if self.now.is_empty() {
            return None;
        }
        let batch = std::mem::take(&mut self.now);
        self.batches.push_back(batch.clone());
        let max = usize::try_from(SEEN_BATCHES).unwrap_or(usize::MAX);
        while self.batches.len() > max {
            for id in self.batches.pop_front().into_iter().flatten() {
                self.ids.remove(&id);
            }
        }
        Some(batch)
    }

    /// Everything that is remembered, for writing it anew under a new key.
    pub fn all(&self) -> Vec<i64> {
        self.batches.iter().flatten().chain(&self.now).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_known_until_enough_later_batches_came() {
        let mut seen = Seen::new(vec![7]);
        seen.add(9);
        assert!(seen.contains(7) && seen.contains(9));
        assert_eq!(seen.next_batch(), Some(vec![9]));
        assert_eq!(seen.next_batch(), None, "nothing new, nothing to write");
        for id in 0..i64::try_from(SEEN_BATCHES).expect("small") {
            seen.add(1_000 + id);
            seen.next_batch();
        }
        assert!(!seen.contains(7) && !seen.contains(9));
        assert!(seen.contains(1_000));
    }

    #[test]
    fn ids_that_go_down_are_new_all_the_same() {
        let mut seen = Seen::new(vec![900_000_000]);
        assert!(!seen.contains(12));
        seen.add(12);
        assert!(seen.contains(12));
    }
}
