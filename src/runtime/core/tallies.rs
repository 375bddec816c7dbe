//! What was counted since the last night, from memory to the disk: of cards, of encounters, of projects and members.
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
        self.commit(now)?;
        let figures = self.memory.take_figures();
        self.store.add_figures(&figures, self.house.settings.figures_from, now)?;
        self.store.keep_turn();
        self.commit(now)
    }

    /// The bot is stopped on purpose: what the next night would have written is not lost. Only a clock that may be wrong, or a
    /// disk that is full, does that.
    pub fn write_tallies_at_stop(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.clock_is_doubted() || self.is_short_of_room() {
            return Ok(());
        }
        self.write_tallies(now)
    }
}
