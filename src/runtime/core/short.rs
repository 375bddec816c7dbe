//! The core on a disk that is short of room: what it leaves for later, and what it tells the team.
//!
//! Never true of this file: anything about the disk is found out here; it comes in as a fact.

use super::Core;
use crate::dialogue::{DiskNews, Event, House};
use crate::domain::Moment;
use crate::store::StoreError;
use std::sync::Arc;

impl Core {
    pub fn shared_house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }

    /// While the disk is short of room the night waits: it writes much anew, and destroys nothing that is promised
    /// to an hour. Only a goodbye asks for a fresh list of people all the same.
    pub fn short_of_room(&mut self, short: bool) {
        self.short_of_room = short;
    }

    pub(in crate::runtime) fn is_short_of_room(&self) -> bool {
        self.short_of_room
    }

    /// Stages what coordinators are to know of the disk; the next commit makes it go out.
    pub fn tell(&mut self, news: DiskNews, now: Moment) -> Result<(), StoreError> {
        let now = self.pass_time(now);
        self.fenced(None, now, Event::Disk(news)).map(drop)
    }

    /// These updates were answered for good without the store; when they come again, they are known.
    pub fn answered_elsewhere(&mut self, ids: &[i64]) {
        for id in ids {
            self.seen.add(*id);
        }
    }
}
