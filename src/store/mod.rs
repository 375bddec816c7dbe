//! Everything that must survive: sealed records in one keyspace, changed in turns and committed in groups.
//!
//! Never true of this room: a value reaches the disk unsealed; an update is confirmed before [`Store::commit`] has
//! returned; a record is served under another one's name (the seal vouches for table, key and schema).
//!
//! A turn stages its changes in an overlay and is kept or dropped as a whole; `commit` writes all kept turns as one
//! batch. Order around the ring: a new key is synced *before* the commit that needs it; a key that is forgotten is
//! overwritten *before* the commit that deletes what it sealed; a key that a record has outgrown is overwritten
//! *after* the commit that re-sealed the record. `boot` finishes whatever a power cut left half done.
//!
//! To add a kind of record: `tables.rs`. To add an engine: `engine/`.

pub mod audit;
pub mod banners;
pub mod bans;
pub mod boot;
mod encounters;
pub mod engine;
pub mod error;
mod figures;
pub mod index;
mod night;
pub mod people;
pub mod records;
pub mod requests;
pub mod reseal;
mod reviews;
pub mod roster;
mod streets;
pub mod tables;
mod tallies;
pub mod texts;
mod turn;
pub mod verify;

pub use audit::{AuditBreak, AuditReport};
pub use error::StoreError;
pub use index::{CaseSummary, Index, RowHead, Timer};
pub use records::Owner;
pub use turn::SetAside;

use crate::domain::{Entropy, Moment, RowId};
use crate::vault::{self, FixedKey, Key, KeyClass, KeyRef, Master, Place, Ring, RingError, Slot};
use engine::{Batch, Engine};
use records::Meta;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use tables::{Metas, Outbox, Table};
use zeroize::Zeroizing;

/// The version of the records' form. A change of it needs a numbered migration in `boot`.
pub const SCHEMA: u16 = 1;

/// The key of what is not a young person's: roster, groups, tokens, meta.
pub const CONFIG: KeyRef = KeyRef::Fixed(FixedKey::Config);

/// A staged change of one record.
enum Write {
    Put { under: KeyRef, plain: Plain, table: &'static str, schema: u16 },
    Delete,
}

impl Write {
    /// The ring slot whose key seals it.
    fn slot(&self) -> Option<Slot> {
        match self {
            Write::Put { under: KeyRef::Ring(_, slot), .. } => Some(*slot),
            Write::Put { under: KeyRef::Fixed(_), .. } | Write::Delete => None,
        }
    }

    fn is_under(&self, slot: Slot) -> bool {
        self.slot() == Some(slot)
    }
}

/// See the room's header.
pub struct Store {
    engine: Box<dyn Engine>,
    ring: Ring,
    master: Master,
    meta: Meta,
    counts: BTreeMap<u8, u64>,
    pub index: Index,
    /// Kept turns that wait for the commit.
    batch: BTreeMap<Vec<u8>, Write>,
    forget_first: Vec<Slot>,
    forget_after: Vec<Slot>,
    /// Outbox rows that the last commit wrote: they are read at once, to be sent, and the commit after that takes most of them
    /// away. They lie here in the clear until then, and not for longer.
    going_out: HashMap<Vec<u8>, Opened>,
    turn: turn::Staged,
    /// Outbox rows by the slot whose key seals them, and back.
    rows_under: HashMap<Slot, BTreeSet<RowId>>,
    slot_of_row: HashMap<RowId, Slot>,
    random: Box<dyn Entropy + Send>,
    ring_touched: bool,
    /// When this process last wrote the list of people anew.
    list_renewed: Option<Moment>,
    clock_is_doubted: bool,
}

impl Store {
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    pub fn live_records(&self, table: u8) -> u64 {
        self.counts.get(&table).copied().unwrap_or_default()
    }

    pub fn disk_bytes(&self) -> u64 {
        self.engine.disk_bytes()
    }

    /// A keyed hash under which a button's or an invitation's secret is looked up: the secret itself is not stored.
    pub fn secret_tag(&self, secret: &[u8]) -> [u8; 16] {
        let mut tag = [0; 16];
        tag.copy_from_slice(&self.master.tokens().tag(secret)[..16]);
        tag
    }

    /// Signs and checks invitations.
    pub fn tokens(&self) -> &vault::MacKey {
        self.master.tokens()
    }

    pub fn random(&mut self) -> &mut dyn Entropy {
        self.random.as_mut()
    }

    /// What is committed under a doubted clock leaves no trace by which the next start would take it for right.
    pub fn doubt_clock(&mut self, doubted: bool) {
        self.clock_is_doubted = doubted;
    }

    /// Writes all kept turns as one batch and returns when it is on disk. Nothing may be confirmed or said before.
    pub fn commit(&mut self, now: Moment) -> Result<u64, StoreError> {
        debug_assert!(self.turn.is_empty(), "a turn is neither kept nor dropped");
        self.turn.close_opened();
        // One by one off the list: what an error leaves undone is not forgotten.
        while let Some(slot) = self.forget_first.last().copied() {
            self.ring.shred(slot, self.random.as_mut())?;
            self.forget_first.pop();
            self.ring_touched = true;
            self.sync_when_many()?;
        }
        if std::mem::take(&mut self.ring_touched) {
            self.ring.sync()?;
        }
        self.meta.commit_no += 1;
        if !self.clock_is_doubted {
            self.meta.at = now;
        }
        let sealed = self.seal_batch()?;
        self.engine.commit(sealed)?;
        self.retire_outgrown()?;
        Ok(self.meta.commit_no)
    }

    /// Destroys the keys that the records on disk have outgrown.
    fn retire_outgrown(&mut self) -> Result<(), StoreError> {
        let outgrown = std::mem::take(&mut self.forget_after);
        if !outgrown.is_empty() {
            for slot in outgrown {
                self.ring.retire(slot, self.random.as_mut())?;
            }
            self.ring.settle()?;
        }
        Ok(())
    }

    /// The ring holds only so many changes between two syncs.
    fn sync_when_many(&mut self) -> Result<(), StoreError> {
        if self.ring.pending() >= vault::ring::PENDING_MAX / 2 {
            self.ring.sync()?;
        }
        Ok(())
    }

    /// Is there anything to commit?
    pub fn is_clean(&self) -> bool {
        self.batch.is_empty() && self.forget_first.is_empty() && self.forget_after.is_empty() && !self.ring_touched
    }

    /// The first nightly key of a store. Later ones come with a new list of people ([`Store::renew_list`]).
    fn start_epoch(&mut self, now: Moment) -> Result<(), StoreError> {
        let (slot, _) = self.ring.create(KeyClass::Epoch, self.random.as_mut())?;
        self.ring_touched = true;
        self.meta.epoch = Some(slot);
        self.meta.epoch_since = now;
        Ok(())
    }

    /// The nightly key: for what is not anybody's (seen updates, screens for people of whom there is no record).
    pub fn epoch(&self) -> Option<KeyRef> {
        self.meta.epoch.map(|slot| KeyRef::Ring(KeyClass::Epoch, slot))
    }

    /// Outbox rows under tonight's key, which must be written anew when it changes.
    pub fn rows_of_the_night(&self) -> Vec<RowId> {
        let rows = self.meta.epoch.and_then(|slot| self.rows_under.get(&slot));
        rows.into_iter().flatten().copied().collect()
    }

    /// Re-wraps the whole ring under a new ring key, so that stale sectors of the old one open nothing.
    pub fn rotate_ring(&mut self) -> Result<(), StoreError> {
        self.ring.rotate(self.random.as_mut())?;
        Ok(())
    }

    /// The number of the next question, in order of arrival.
    pub fn next_arrival(&mut self) -> u64 {
        self.meta.next_arrival += 1;
        self.meta.next_arrival
    }

    pub fn next_row_seq(&mut self) -> u64 {
        self.meta.next_row += 1;
        self.meta.next_row
    }

    fn key_at_hand(&mut self, under: KeyRef) -> Result<Option<Key>, RingError> {
        match under {
            KeyRef::Fixed(which) => Ok(Some(self.master.fixed(which).duplicate())),
            KeyRef::Ring(class, slot) => self.ring.key_at_hand(slot, class),
        }
    }

    fn seal_batch(&mut self) -> Result<Batch, StoreError> {
        let mut batch = Batch::default();
        self.going_out.clear();
        for (record_key, write) in std::mem::take(&mut self.batch) {
            match write {
                Write::Delete => batch.delete(record_key),
                Write::Put { under, plain, table, schema } => {
                    // A record whose key was destroyed in the same batch (written, then wiped) is not written.
                    let Some(key) = self.key_at_hand(under)? else { continue };
                    let sealed = vault::seal(&key, under, &place(&record_key, schema), &plain, self.random.as_mut())
                        .map_err(|source| StoreError::TooLong { table, source })?;
                    if record_key.first() == Some(&Outbox::LETTER) {
                        self.going_out.insert(record_key.clone(), (under, plain));
                    }
                    batch.put(record_key, sealed);
                }
            }
        }
        self.meta.counts = self.counts.iter().map(|(letter, count)| (*letter, *count)).collect();
        let plain = postcard::to_stdvec(&self.meta).map_err(|_| StoreError::Damaged { table: Metas::NAME })?;
        let meta_key = Metas::key_bytes(&());
        let config = self.master.fixed(FixedKey::Config);
        let sealed = vault::seal(config, CONFIG, &place(&meta_key, Metas::SCHEMA), &plain, self.random.as_mut())
            .map_err(|source| StoreError::TooLong { table: Metas::NAME, source })?;
        batch.put(meta_key, sealed);
        Ok(batch)
    }
}

fn place(record_key: &[u8], schema: u16) -> Place<'_> {
    let (table, key) = record_key.split_first().map_or((0, record_key), |(table, key)| (*table, key));
    Place { table, key, schema }
}

fn key_of(ring: &Ring, master: &Master, under: KeyRef) -> Result<Option<Key>, RingError> {
    match under {
        KeyRef::Fixed(which) => Ok(Some(master.fixed(which).duplicate())),
        KeyRef::Ring(class, slot) => ring.key(slot, class),
    }
}

/// A sealed record, opened. `Ok(None)` when its key was destroyed: the record is forgotten, whatever lies there.
fn open_record<T: Table>(
    ring: &Ring,
    master: &Master,
    record_key: &[u8],
    sealed: &[u8],
) -> Result<Option<Opened>, StoreError> {
    open_as(record_key, T::SCHEMA, T::NAME, sealed, |under| key_of(ring, master, under))
}

/// An opened record. Whoever looks shares it: a copy for each would be one more place where somebody's words lie.
type Plain = Arc<Zeroizing<Vec<u8>>>;

type Opened = (KeyRef, Plain);

fn open_as(
    record_key: &[u8],
    schema: u16,
    table: &'static str,
    sealed: &[u8],
    key_of: impl FnOnce(KeyRef) -> Result<Option<Key>, RingError>,
) -> Result<Option<Opened>, StoreError> {
    let damaged = || StoreError::Damaged { table };
    let under = vault::header(sealed).ok_or_else(damaged)?.key;
    let Some(key) = key_of(under)? else { return Ok(None) };
    let plain = vault::open(&key, &place(record_key, schema), sealed).map_err(|_| damaged())?;
    Ok(Some((under, Arc::new(plain))))
}
