//! The night: what lived under the night's key gets a new one, and the old key is destroyed.
//!
//! Never true of this file: something is left under a key that is destroyed, or the new list of people is written in a
//! commit with anything else. A power cut at any moment of it loses nothing: the old list stays until the new one is
//! whole and the night's key is another, and a start removes whichever list is not under the night's key.

use super::core::Core;
use crate::dialogue::Event;
use crate::domain::Moment;
use crate::domain::limits::SEEN_BATCHES;
use crate::domain::moment::{DAY_MS, HOUR_MS};
use crate::store::StoreError;
use crate::store::records::SeenBatch;
use crate::store::tables::{Outbox, Seen as SeenTable, Tokens};

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

    /// The list of people first, in commits of its own; then the rest, with which the old key goes.
    fn fresh_key(&mut self, now: Moment) -> Result<(), StoreError> {
        self.commit(now)?;
        let doubted = self.clock_is_doubted();
        let seen = self.all_seen();
        let store = self.store_mut();
        let rows = store.rows_of_the_night();
        let mut tokens = Vec::new();
        store.scan::<Tokens>(&mut |key, token| tokens.push((key.to_vec(), token)))?;
        let old = store.renew_list(now, doubted)?;
        store.enter_night(&old, now);
        for place in 0..SEEN_BATCHES {
            store.remove::<SeenTable>(&place)?;
        }
        store.put::<SeenTable>(&0, &SeenBatch { ids: seen }, old.fresh)?;
        for (key, token) in tokens {
            if let Some(tag) = key.get(1..).and_then(|tag| tag.try_into().ok()) {
                store.put::<Tokens>(&tag, &token, old.fresh)?;
            }
        }
        for id in rows {
            if let Some(row) = store.get::<Outbox>(&id)? {
                store.put::<Outbox>(&id, &row, old.fresh)?;
            }
        }
        store.keep_turn();
        self.first_seen_place();
        self.commit(now)?;
        self.store_mut().drop_list(old, now)
    }
}

/// Two in the morning (UTC) after the day on which the last one began.
fn next_night(since: Moment) -> Moment {
    since.plus_hours(-2).day().start().plus_ms(DAY_MS + 2 * HOUR_MS)
}
