//! A night begins: what lies under the key of the night before, beside the list of people, is sealed under its own.
//!
//! These are rows of the outbox, buttons of screens and ids of updates. Anybody can make thousands of them, so they
//! are sealed anew in bounded commits, each where it lies, and the key of before is destroyed after the last.
//!
//! What fitted into its envelope once fits again, so `verify` has nothing of the kind to foresee.
//!
//! Never true of this file: a key is destroyed that a record still needs; one commit holds more than the engine takes,
//! however much waits; what a power cut leaves half done stays so through a start.

use super::people::OldList;
use super::records::FreshList;
use super::tables::{self, Outbox, Seen, Table, Tokens};
use super::{Store, StoreError, Write, open_as};
use crate::domain::Moment;
use crate::domain::limits::NIGHT_RECORDS_PER_COMMIT;
use crate::vault::{self, KeyRef, Slot};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

impl Store {
    /// Makes the key of the new list the night's, in a commit of its own: from there on the new list counts, and a start
    /// finishes the rest. Seals everything else under that key, and destroys those of before.
    pub fn enter_night(&mut self, old: &OldList, now: Moment) -> Result<(), StoreError> {
        let KeyRef::Ring(_, fresh) = old.fresh else { return Ok(()) };
        self.meta.epoch = Some(fresh);
        self.meta.epoch_since = now;
        self.list_renewed = Some(now);
        self.meta.fresh_list = FreshList::ByNight;
        self.commit(now)?;
        let left = self.left_under(&old.keys)?;
        self.leave_nights(&left, &old.keys, now)
    }

    /// Finishes, at a start, a night that was interrupted. The time of the last commit stays: the clock is judged by it.
    pub(super) fn finish_night(&mut self, left: &[Vec<u8>], keys: &BTreeSet<Slot>) -> Result<(), StoreError> {
        self.leave_nights(left, keys, self.meta.at)
    }

    fn leave_nights(&mut self, left: &[Vec<u8>], keys: &BTreeSet<Slot>, now: Moment) -> Result<(), StoreError> {
        let Some(tonight) = self.epoch() else { return Ok(()) };
        for some in left.chunks(NIGHT_RECORDS_PER_COMMIT) {
            for record_key in some {
                self.seal_under(record_key, tonight)?;
            }
            self.keep_turn();
            self.commit(now)?;
        }
        self.forget_after.extend(keys);
        self.retire_outgrown()
    }

    /// The records under these keys, pages of the list of people left out. Nothing waits for a commit when this is asked.
    fn left_under(&self, keys: &BTreeSet<Slot>) -> Result<Vec<Vec<u8>>, StoreError> {
        let rows = keys.iter().filter_map(|slot| self.rows_under.get(slot)).flatten();
        let mut left: Vec<Vec<u8>> = rows.map(Outbox::key_bytes).collect();
        for table in [Tokens::LETTER, Seen::LETTER] {
            self.engine.scan(&[table], &mut |record_key, sealed| {
                let key = vault::header(sealed).map(|header| header.key);
                if matches!(key, Some(KeyRef::Ring(_, slot)) if keys.contains(&slot)) {
                    left.push(record_key.to_vec());
                }
                ControlFlow::Continue(())
            })?;
        }
        Ok(left)
    }

    /// Stages the same record under another key. The index has nothing to learn from it.
    fn seal_under(&mut self, record_key: &[u8], under: KeyRef) -> Result<(), StoreError> {
        let Some(sealed) = self.engine.get(record_key)? else { return Ok(()) };
        let table = tables::name_of(record_key).unwrap_or("unknown");
        let schema = tables::schema_of(record_key.first().copied().unwrap_or_default());
        let opened = open_as(record_key, schema, table, &sealed, |under| self.key_at_hand(under))?;
        if let Some((_, plain)) = opened {
            self.turn.writes.insert(record_key.to_vec(), Write::Put { under, plain, table, schema });
        }
        Ok(())
    }
}
