//! What cards and encounters were found to be since the last night, from memory to the disk.
//!
//! Never true of this file: a count lies in one commit with anything of anybody.

use super::Core;
use crate::domain::Moment;
use crate::store::StoreError;

impl Core {
    pub(in crate::runtime) fn write_tallies(&mut self, now: Moment) -> Result<(), StoreError> {
        self.commit(now)?;
        let tallies = self.memory.take_tallies();
        self.store.add_tallies(&tallies, now)?;
        self.store.keep_turn();
        self.commit(now)?;
        let reviews = self.memory.take_reviews();
        self.store.add_reviews(&reviews, now)?;
        self.store.keep_turn();
        self.commit(now)
    }
}
