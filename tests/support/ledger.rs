//! What lies on the disk before and after, byte for byte: to say that nothing changed, or exactly what did.
//!
//! Never true of this file: something is left out of the comparison but the ids of seen updates and the store's own
//! account, which change with every update by design.

use super::bot::Bot;
use rechtdoor::store::tables::{Metas, Seen, Table};
use rechtdoor::vault::ring::RingFile;
use std::collections::{BTreeMap, BTreeSet};

/// See the file's header.
pub struct Ledger {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    ring: [Vec<u8>; 3],
}

/// How one record changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    Added,
    Removed,
    Rewritten,
}

impl Ledger {
    pub fn of(bot: &Bot) -> Self {
        let mut records = bot.store_disk.records();
        records.retain(|key, _| !matches!(key.first(), Some(&(Metas::LETTER | Seen::LETTER))));
        Self { records, ring: RingFile::ALL.map(|file| bot.ring_disk.contents(file)) }
    }

    /// The records that differ in `later`, by their keys.
    pub fn changes(&self, later: &Self) -> BTreeMap<Vec<u8>, How> {
        let keys: BTreeSet<&Vec<u8>> = self.records.keys().chain(later.records.keys()).collect();
        let how = |key: &Vec<u8>| match (self.records.get(key), later.records.get(key)) {
            (None, _) => Some(How::Added),
            (_, None) => Some(How::Removed),
            (Some(before), Some(after)) => (before != after).then_some(How::Rewritten),
        };
        keys.into_iter().filter_map(|key| how(key).map(|how| (key.clone(), how))).collect()
    }

    /// Was no key made, changed or destroyed?
    pub fn has_the_same_keys(&self, later: &Self) -> bool {
        self.ring == later.ring
    }

    /// How many records of a table there are.
    pub fn count<T: Table>(&self) -> usize {
        self.records.keys().filter(|key| key.first() == Some(&T::LETTER)).count()
    }

    pub fn len(&self) -> usize {
        self.records.len()
    }
}
