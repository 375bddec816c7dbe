//! The library that young people see, and the texts of the team that stand in it; and the days on which a project is closed.
//!
//! Never true of this file: a text is shown before it is on disk as shown, or after it was taken away; a start or new
//! content leaves one out.

use super::Core;
use crate::content::team_card;
use std::sync::Arc;

impl Core {
    /// Puts the texts that are shown among the cards of the content: after a start, and after the content was exchanged.
    pub(super) fn shelve(&mut self) {
        let texts = &self.store.index.texts;
        let shown: Vec<_> = texts.shelf().filter_map(|(id, text)| team_card(id, text)).collect();
        let closed = self.store.index.banners.closed();
        if !shown.is_empty() || !closed.is_empty() || self.house.content.is_changed() {
            self.house = Arc::new(self.house.with_shelf(shown, closed));
        }
        self.shelved = self.shelf_version();
    }

    /// After a commit: the next turn already sees what has come or gone.
    pub(super) fn shelve_if_changed(&mut self) {
        if self.shelf_version() != self.shelved {
            self.shelve();
        }
    }

    fn shelf_version(&self) -> (u64, u64) {
        (self.store.index.texts.shelf_version(), self.store.index.banners.version())
    }
}
