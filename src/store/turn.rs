//! One turn's changes: read through, staged, then kept or dropped as a whole.

use super::index::{Change, RowHead};
use super::records::{Owner, RowTo};
use super::tables::{Outbox, Table, case_of, follow_of, seat_of};
use super::{Opened, Plain, Store, StoreError, Write, open_as, open_record};
use crate::domain::{PersonId, RowId};
use crate::vault::{KeyClass, KeyRef, MAX_PLAIN, SealError, Slot};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Almost every record is shorter, in bytes.
const PLAIN_BYTES_MOST: usize = 1_024;

/// What the turn in hand wants to change.
#[derive(Default)]
pub(super) struct Staged {
    pub(super) writes: BTreeMap<Vec<u8>, Write>,
    index: Vec<Change>,
    counts: Vec<(u8, i64)>,
    created: Vec<Slot>,
    forget_first: Vec<Slot>,
    forget_after: Vec<Slot>,
    /// Outbox rows that die with a key of `forget_first`.
    forgotten_rows: BTreeSet<RowId>,
    /// Outbox rows under a key of `forget_after`.
    outgrown_rows: BTreeMap<RowId, Slot>,
    /// What this turn has opened so far: a flow reads the same few records again and again. It ends with the turn and
    /// before a commit, so it never outlives a key or says what a commit has changed.
    opened: HashMap<Vec<u8>, Found>,
    /// Set by [`Store::begin_turn`]: outside a turn nothing is remembered.
    remembers: bool,
}

/// See [`Store::set_aside`]. A turn that is not taken up again leaves keys without records, as a power cut does.
pub struct SetAside(Staged);

/// What lies at a key.
#[derive(Clone)]
enum Found {
    Nothing,
    /// A record whose key is destroyed, now or in the batch at hand.
    Forgotten,
    Record(KeyRef, Plain),
}

impl Staged {
    pub(super) fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.created.is_empty() && self.forget_first.is_empty()
    }

    /// Whatever was opened is read again from now on.
    pub(super) fn close_opened(&mut self) {
        self.opened.clear();
        self.remembers = false;
    }
}

impl Store {
    /// One event is decided now: until it is kept or dropped, or something is committed, a record is opened once.
    pub fn begin_turn(&mut self) {
        self.turn.remembers = true;
    }

    /// The record as this turn sees it. `None` when there is none or when its key was destroyed.
    pub fn get<T: Table>(&mut self, key: &T::Key) -> Result<Option<T::Value>, StoreError> {
        let key = T::key_bytes(key);
        let Some((_, plain)) = self.read::<T>(&key)? else { return Ok(None) };
        match postcard::from_bytes(&plain) {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(StoreError::Damaged { table: T::NAME }),
        }
    }

    /// Under which key the record is sealed, or `None` when there is no such record.
    pub fn key_of<T: Table>(&mut self, key: &T::Key) -> Result<Option<KeyRef>, StoreError> {
        Ok(self.read::<T>(&T::key_bytes(key))?.map(|(under, _)| under))
    }

    /// Stages a record under a key: a new one, or an old one under a fresh key.
    pub fn put<T: Table>(&mut self, key: &T::Key, value: &T::Value, under: KeyRef) -> Result<(), StoreError> {
        let old = self.look::<T>(&T::key_bytes(key))?;
        self.stage::<T>(key, value, under, &old)
    }

    /// Stages a record whose name was drawn for it in this very turn: nothing lies there, and the disk is not asked.
    pub fn put_new<T: Table>(&mut self, key: &T::Key, value: &T::Value, under: KeyRef) -> Result<(), StoreError> {
        debug_assert!(
            matches!(self.look::<T>(&T::key_bytes(key)), Ok(Found::Nothing) | Err(_)),
            "{} is there",
            T::NAME
        );
        self.stage::<T>(key, value, under, &Found::Nothing)
    }

    fn stage<T: Table>(
        &mut self,
        key: &T::Key,
        value: &T::Value,
        under: KeyRef,
        old: &Found,
    ) -> Result<(), StoreError> {
        // Reserved at once: a vector that grows leaves copies of the plaintext behind.
        let plain = postcard::to_extend(value, Vec::with_capacity(PLAIN_BYTES_MOST));
        let plain = Zeroizing::new(plain.map_err(|_| StoreError::Damaged { table: T::NAME })?);
        // Here a turn can still be dropped alone; at the commit it would take everybody's with it.
        if plain.len() > MAX_PLAIN {
            return Err(StoreError::TooLong { table: T::NAME, source: SealError::TooLong });
        }
        if matches!(old, Found::Nothing) {
            self.turn.counts.push((T::LETTER, 1));
        }
        let change = T::index(key, old.plain(), Some(value), &self.index.retention);
        self.turn.index.extend(change);
        let write = Write::Put { under, plain: Arc::new(plain), table: T::NAME, schema: T::SCHEMA };
        self.turn.writes.insert(T::key_bytes(key), write);
        Ok(())
    }

    /// Stages a change of a record that is there, under the key it has. Without such a record nothing happens:
    /// it was forgotten in the meantime, and stays so.
    pub fn update<T: Table>(&mut self, key: &T::Key, value: &T::Value) -> Result<(), StoreError> {
        match self.key_of::<T>(key)? {
            Some(under) => self.put::<T>(key, value, under),
            None => Ok(()),
        }
    }

    /// Stages the removal of a record. Its key is another matter: see [`Store::forget`].
    pub fn remove<T: Table>(&mut self, key: &T::Key) -> Result<(), StoreError> {
        let bytes = T::key_bytes(key);
        let old = self.look::<T>(&bytes)?;
        // A record whose key is destroyed cannot be read and still lies there.
        if matches!(old, Found::Nothing) {
            return Ok(());
        }
        self.turn.counts.push((T::LETTER, -1));
        let change = T::index(key, old.plain(), None, &self.index.retention);
        self.turn.index.extend(change);
        self.turn.writes.insert(bytes, Write::Delete);
        Ok(())
    }

    /// A fresh key in the ring. It is synced before the commit that needs it.
    pub fn new_key(&mut self, class: KeyClass) -> Result<KeyRef, StoreError> {
        let (slot, _) = self.ring.create(class, self.random.as_mut())?;
        self.ring_touched = true;
        self.turn.created.push(slot);
        Ok(KeyRef::Ring(class, slot))
    }

    /// Destroys a key before the next commit: all that it ever sealed is gone, in every copy of the store. The caller
    /// removes its records; outbox rows under it, which nobody else knows of, are removed here. A record left behind
    /// would be taken for another's once its slot is drawn again.
    pub fn forget(&mut self, key: KeyRef) {
        match key {
            KeyRef::Ring(_, slot) => {
                self.turn.forget_first.push(slot);
                self.turn.forgotten_rows.extend(self.rows_under.get(&slot).into_iter().flatten().copied());
                for (record_key, write) in &self.turn.writes {
                    if let (Some(id), true) = (row_id(record_key), write.is_under(slot)) {
                        self.turn.forgotten_rows.insert(id);
                    }
                }
            }
            KeyRef::Fixed(_) => {}
        }
    }

    /// Destroys a key after the next commit: for a record that the same turn seals under a fresh one, or whose content
    /// moves into another record. Destroyed before, a power cut between the two would lose it. Outbox rows under the
    /// key go, unless the same turn seals them anew.
    pub fn forget_after(&mut self, key: KeyRef) {
        match key {
            KeyRef::Ring(_, slot) => {
                self.turn.forget_after.push(slot);
                let rows = self.rows_under.get(&slot).into_iter().flatten();
                self.turn.outgrown_rows.extend(rows.map(|row| (*row, slot)));
            }
            KeyRef::Fixed(_) => {}
        }
    }

    /// The turn is decided: its changes go into the next commit and are seen by the turns after it.
    pub fn keep_turn(&mut self) {
        let mut turn = std::mem::take(&mut self.turn);
        for (record_key, write) in &turn.writes {
            // Staged in this very turn under a key that it gives up.
            if let (Some(id), Some(slot)) = (row_id(record_key), write.slot())
                && turn.forget_after.contains(&slot)
            {
                turn.outgrown_rows.insert(id, slot);
            }
        }
        for (id, slot) in std::mem::take(&mut turn.outgrown_rows) {
            let anew = turn.writes.get(&Outbox::key_bytes(&id)).is_some_and(|write| write.slot() != Some(slot));
            if !anew {
                turn.forgotten_rows.insert(id);
            }
        }
        for id in std::mem::take(&mut turn.forgotten_rows) {
            let key = Outbox::key_bytes(&id);
            if matches!(turn.writes.insert(key, Write::Delete), Some(Write::Delete)) {
                continue;
            }
            turn.counts.push((Outbox::LETTER, -1));
            turn.index.push(Change::Row(id, None));
        }
        for (key, write) in &turn.writes {
            if let Some(id) = row_id(key) {
                self.note_row(id, write.slot());
            }
        }
        self.batch.extend(turn.writes);
        for change in turn.index {
            self.index.apply(change);
        }
        for (letter, by) in turn.counts {
            let count = self.counts.entry(letter).or_default();
            *count = count.saturating_add_signed(by);
        }
        self.forget_first.extend(turn.forget_first);
        self.forget_after.extend(turn.forget_after);
    }

    /// Remembers under which slot a row lies, so that it goes when its key goes.
    pub(super) fn note_row(&mut self, id: RowId, slot: Option<Slot>) {
        if let Some(old) = self.slot_of_row.remove(&id)
            && let Some(rows) = self.rows_under.get_mut(&old)
        {
            rows.remove(&id);
            if rows.is_empty() {
                self.rows_under.remove(&old);
            }
        }
        if let Some(slot) = slot {
            self.slot_of_row.insert(id, slot);
            self.rows_under.entry(slot).or_default().insert(id);
        }
    }

    /// Of whose cases and places the turn in hand writes or removes anything, as far as links stood before it.
    pub fn people_in_turn(&self) -> HashSet<PersonId> {
        let keys = self.turn.writes.keys();
        let written = keys.filter_map(|key| match row_id(key) {
            Some(row) => self.index.owner_of_row(row),
            None => {
                let seat = || seat_of(key).map(Owner::Seat);
                case_of(key).map(Owner::Case).or_else(seat).or_else(|| follow_of(key).map(Owner::Follow))
            }
        });
        let new_rows = self.turn.index.iter().filter_map(|change| match change {
            Change::Row(_, Some(RowHead { to: RowTo::Owner(owner), .. })) => Some(*owner),
            Change::Row(_, Some(RowHead { to: RowTo::Direct(_), .. }))
            | Change::Row(_, None)
            | Change::Case(..)
            | Change::Draft(..)
            | Change::Page(..)
            | Change::Text(..)
            | Change::Banner(..)
            | Change::Request(..)
            | Change::Encounter(..)
            | Change::Seat(..)
            | Change::Circular(..)
            | Change::Square(..)
            | Change::Follow(..)
            | Change::Parked(..)
            | Change::Member(..)
            | Change::Group(..)
            | Change::Route(..)
            | Change::Ban(..)
            | Change::Screen(..) => None,
        });
        let whose = written.chain(new_rows).filter_map(|owner| match owner {
            Owner::Case(case) => self.index.people.asker_of(case),
            Owner::Seat(seat) => self.index.encounters.whose(seat),
            Owner::Follow(follow) => self.index.streets.whose(follow),
            Owner::Draft(_) | Owner::Staff(_) | Owner::Group(_) | Owner::Farewell(_) => None,
        });
        whose.collect()
    }

    /// Lays a decided turn aside, so that what was kept before it can be committed without it.
    #[must_use]
    pub fn set_aside(&mut self) -> SetAside {
        SetAside(std::mem::take(&mut self.turn))
    }

    /// Takes it up again, to be kept.
    pub fn take_up(&mut self, turn: SetAside) {
        self.turn = turn.0;
    }

    /// The turn did not come to an end: nothing of it remains.
    pub fn drop_turn(&mut self) {
        let turn = std::mem::take(&mut self.turn);
        // Keys that only this turn knew of would be orphans; boot would shred them too.
        self.forget_first.extend(turn.created);
    }

    /// Every live record of a table whose key still exists, as the last commit left it.
    pub fn scan<T: Table>(&mut self, each: &mut dyn FnMut(&[u8], T::Value)) -> Result<(), StoreError> {
        let mut rows: Vec<Row> = Vec::new();
        self.engine.scan(&[T::LETTER], &mut |key, value| {
            rows.push((key.to_vec(), value.to_vec()));
            std::ops::ControlFlow::Continue(())
        })?;
        for (key, sealed) in rows {
            let Some((_, plain)) = open_record::<T>(&self.ring, &self.master, &key, &sealed)? else { continue };
            let value = postcard::from_bytes(&plain).map_err(|_| StoreError::Damaged { table: T::NAME })?;
            each(&key, value);
        }
        Ok(())
    }

    fn read<T: Table>(&mut self, key: &[u8]) -> Result<Option<Opened>, StoreError> {
        Ok(match self.look::<T>(key)? {
            Found::Record(under, plain) => Some((under, plain)),
            Found::Nothing | Found::Forgotten => None,
        })
    }

    /// What lies at a key, as this turn sees it.
    fn look<T: Table>(&mut self, key: &[u8]) -> Result<Found, StoreError> {
        let found = match self.staged(key) {
            Some(staged) => staged,
            None => match self.turn.opened.get(key) {
                Some(known) => known.clone(),
                None => {
                    let found = self.open_at::<T>(key)?;
                    if self.turn.remembers {
                        self.turn.opened.insert(key.to_vec(), found.clone());
                    }
                    found
                }
            },
        };
        Ok(match found {
            Found::Record(under, _) if self.is_forgotten(under) => Found::Forgotten,
            found @ (Found::Nothing | Found::Forgotten | Found::Record(..)) => found,
        })
    }

    /// What this turn, or one before it that waits for the commit, wants to stand at a key.
    fn staged(&self, key: &[u8]) -> Option<Found> {
        let write = self.turn.writes.get(key).or_else(|| self.batch.get(key))?;
        Some(match write {
            Write::Put { under, plain, .. } => Found::Record(*under, Arc::clone(plain)),
            Write::Delete => Found::Nothing,
        })
    }

    fn open_at<T: Table>(&mut self, key: &[u8]) -> Result<Found, StoreError> {
        if let Some((under, plain)) = self.going_out.get(key) {
            return Ok(Found::Record(*under, Arc::clone(plain)));
        }
        let Some(sealed) = self.engine.get(key)? else { return Ok(Found::Nothing) };
        let opened = open_as(key, T::SCHEMA, T::NAME, &sealed, |under| self.key_at_hand(under))?;
        Ok(opened.map_or(Found::Forgotten, |(under, plain)| Found::Record(under, plain)))
    }

    /// Was this key given up in the batch at hand? Then what it sealed is gone already, for every later reader.
    fn is_forgotten(&self, under: KeyRef) -> bool {
        match under {
            KeyRef::Fixed(_) => false,
            KeyRef::Ring(_, slot) => self.turn.forget_first.contains(&slot) || self.forget_first.contains(&slot),
        }
    }
}

impl Found {
    fn plain(&self) -> Option<&[u8]> {
        match self {
            Found::Record(_, plain) => Some(plain),
            Found::Nothing | Found::Forgotten => None,
        }
    }
}

type Row = (Vec<u8>, Vec<u8>);

/// The id of an outbox row, from its record key.
pub(super) fn row_id(record_key: &[u8]) -> Option<RowId> {
    let id = record_key.strip_prefix(&[Outbox::LETTER])?;
    id.try_into().ok().map(RowId)
}
