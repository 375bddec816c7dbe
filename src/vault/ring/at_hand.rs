//! Keys that were read a moment ago: a question opens and seals the same few records again and again, and a start looks
//! at every record soon after the ring has opened every slot.
//!
//! Never true here: a copy outlives its slot (any change that is asked of a slot takes its key out at once), or leads to
//! anything that the ring on disk and its head, which is in memory anyway, do not lead to.

use super::{Ring, RingError};
use crate::vault::key::{Key, KeyClass, Slot};
use std::collections::HashMap;

/// The keys of a few commits of many conversations.
const AT_HAND_MAX: usize = 512;

#[derive(Default)]
pub(super) struct AtHand {
    few: HashMap<u32, (KeyClass, Key)>,
    /// Every key, as the opening found it, until [`Ring::put_away`] or the first change.
    all: Vec<Option<Key>>,
}

impl AtHand {
    pub(super) fn opened(keys: Vec<Option<Key>>) -> Self {
        Self { few: HashMap::new(), all: keys }
    }

    pub(super) fn remove(&mut self, index: u32) {
        self.few.remove(&index);
        self.put_away();
    }

    pub(super) fn put_away(&mut self) {
        self.all = Vec::new();
    }

    /// The key that the opening found in a slot.
    pub(super) fn found(&self, index: u32) -> Option<Key> {
        self.all.get(index as usize)?.as_ref().map(Key::duplicate)
    }

    fn insert(&mut self, index: u32, class: KeyClass, key: Key) {
        // Nobody is worth more than another here: those that are needed come back at the price of one read.
        if self.few.len() >= AT_HAND_MAX {
            self.few.clear();
        }
        self.few.insert(index, (class, key));
    }

    fn get(&self, index: u32, class: KeyClass) -> Option<Key> {
        self.few.get(&index).filter(|(known, _)| *known == class).map(|(_, key)| key.duplicate())
    }
}

impl Ring {
    /// Lets go of the keys that the opening found: from now on each is read from the disk.
    pub fn put_away(&mut self) {
        self.at_hand.put_away();
    }

    /// As [`Ring::key`], without asking the disk for one that was asked for a moment ago.
    ///
    /// # Errors
    /// As for [`Ring::key`].
    pub fn key_at_hand(&mut self, slot: Slot, class: KeyClass) -> Result<Option<Key>, RingError> {
        self.usable()?;
        if let Some(key) = self.at_hand.get(slot.0, class) {
            return Ok(Some(key));
        }
        let found = self.key(slot, class)?;
        // One that waits for a sync may yet be taken back, and one that waits for its end is not kept.
        let waits = self.pending.iter().any(|pending| pending.index == slot.0);
        if let Some(key) = found.as_ref().filter(|_| !waits) {
            self.at_hand.insert(slot.0, class, key.duplicate());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::MemoryDisk;
    use super::*;
    use crate::vault::master::Master;
    use crate::vault::testing::Seeded;

    fn open() -> Ring {
        Ring::open(MemoryDisk::new(), &Master::ephemeral(&mut Seeded::new(1)), &mut Seeded::new(2)).unwrap()
    }

    /// A durable key that is at hand.
    fn at_hand(ring: &mut Ring, entropy: &mut Seeded) -> Slot {
        let (slot, key) = ring.create(KeyClass::Text, entropy).unwrap();
        ring.sync().unwrap();
        let found = ring.key_at_hand(slot, KeyClass::Text).unwrap().map(|key| *key.expose());
        assert_eq!(found, Some(*key.expose()));
        assert!(ring.at_hand.get(slot.0, KeyClass::Text).is_some());
        assert!(ring.key_at_hand(slot, KeyClass::Route).unwrap().is_none(), "never as another class");
        slot
    }

    #[test]
    fn a_key_leaves_when_it_is_shredded_and_not_when_that_is_on_disk() {
        let (mut ring, mut entropy) = (open(), Seeded::new(3));
        let slot = at_hand(&mut ring, &mut entropy);
        ring.shred(slot, &mut entropy).unwrap();
        assert!(ring.at_hand.few.is_empty());
        assert!(ring.key_at_hand(slot, KeyClass::Text).unwrap().is_none());
    }

    #[test]
    fn a_key_that_is_to_be_retired_can_be_used_and_is_kept_no_longer() {
        let (mut ring, mut entropy) = (open(), Seeded::new(4));
        let slot = at_hand(&mut ring, &mut entropy);
        ring.retire(slot, &mut entropy).unwrap();
        assert!(ring.key_at_hand(slot, KeyClass::Text).unwrap().is_some(), "until it is settled");
        assert!(ring.at_hand.few.is_empty());
        ring.settle().unwrap();
        assert!(ring.key_at_hand(slot, KeyClass::Text).unwrap().is_none());
    }

    #[test]
    fn a_key_that_was_never_made_is_not_kept() {
        let (mut ring, mut entropy) = (open(), Seeded::new(5));
        let before = ring.savepoint();
        let (slot, _) = ring.create(KeyClass::Text, &mut entropy).unwrap();
        assert!(ring.key_at_hand(slot, KeyClass::Text).unwrap().is_some());
        ring.rollback(before);
        assert!(ring.key_at_hand(slot, KeyClass::Text).unwrap().is_none());
    }

    #[test]
    fn only_so_many_are_kept() {
        let (mut ring, mut entropy) = (open(), Seeded::new(6));
        let mut most = 0;
        for _ in 0..AT_HAND_MAX + 2 {
            at_hand(&mut ring, &mut entropy);
            most = most.max(ring.at_hand.few.len());
        }
        assert_eq!((most, ring.at_hand.few.len()), (AT_HAND_MAX, 2));
    }
}
