//! The night: what lived under the night's key gets a new one, and the old key is destroyed.
//!
//! Never true of this file: something is left under a key that is destroyed, or the new list of people is written in a
//! commit with anything else. A power cut at any moment of it loses nothing: the old list stays until the new one is
//! whole and the night's key is another, and a start removes whichever list is not under the night's key and brings
//! over what else was left under the one before.

use super::core::Core;
use crate::dialogue::Event;
use crate::domain::Moment;
use crate::domain::moment::{DAY_MS, HOUR_MS};
use crate::store::StoreError;

impl Core {
    /// When the night's key is next to be changed. On a disk that is short of room that is done for a goodbye alone.
    pub(super) fn next_fresh_key(&self, now: Moment) -> Option<Moment> {
        let store = self.store();
        let soon = store.fresh_list_due(now);
        if self.is_short_of_room() {
            return soon.filter(|_| store.owes_a_goodbye() && store.list_is_short());
        }
        soon.into_iter().chain([next_night(store.meta().epoch_since)]).min()
    }

    pub(super) fn fresh_key_if_due(&mut self, now: Moment) -> Result<(), StoreError> {
        let since = self.store().meta().epoch_since;
        // A key that was made under a clock far ahead counts as old.
        let is_night = now >= next_night(since) || since.since_ms(now) > DAY_MS;
        if is_night && !self.is_short_of_room() {
            return self.night(now);
        }
        if self.next_fresh_key(now).is_none_or(|due| now < due) {
            return Ok(());
        }
        self.fresh_key(now)?;
        if is_night {
            self.store_mut().night_is_owed_since(since);
        }
        Ok(())
    }

    /// Once a night: what ran out is removed, everything under the night's key is written anew, and then the ring.
    fn night(&mut self, now: Moment) -> Result<(), StoreError> {
        if !self.clock_is_doubted() {
            self.fenced(None, now, Event::Night)?;
            self.write_tallies(now)?;
        }
        self.fresh_key(now)?;
        self.store_mut().rotate_ring()
    }

    /// The list of people first, in commits of its own; then the rest, and with it the old key goes.
    fn fresh_key(&mut self, now: Moment) -> Result<(), StoreError> {
        self.commit(now)?;
        let doubted = self.clock_is_doubted();
        let store = self.store_mut();
        let old = store.renew_list(now, doubted)?;
        store.enter_night(&old, now)?;
        store.drop_list(old, now)?;
        // Goodbyes waited for this.
        self.add_rows(Vec::new())
    }
}

/// Two in the morning (UTC) after the day on which the last one began.
fn next_night(since: Moment) -> Moment {
    since.plus_hours(-2).day().start().plus_ms(DAY_MS + 2 * HOUR_MS)
}
