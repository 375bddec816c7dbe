//! Starting: open, prove that nothing is missing, finish what a power cut interrupted, build the index.
//!
//! The store keeps its own proof (sled opens a damaged file without a word): a commit number and the live counts per
//! table inside every batch. Counts that do not match refuse to start, and say what is missing.

mod sheaf;

use super::engine::{Checkpoint, Engine};
use super::index::Index;
use super::records::{FreshList, Meta, SeenPages};
use super::tables::{self, Cases, Found, Metas, Persons, Routes, Table};
use super::{SCHEMA, Store, StoreError, Write, open_record, turn};
use crate::domain::audit::{Act, Deed, Doer};
use crate::domain::retention::Retention;
use crate::domain::{Entropy, Moment, RowId};
use crate::vault::{self, KeyClass, KeyRef, Master, Ring, Slot};
use sheaf::{Record, Sheaf, open_one};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, Scope};

/// What a start found and finished.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BootReport {
    pub records: u64,
    /// What all that lay there took, keys and values, in bytes.
    pub bytes: u64,
    /// Records whose key had been destroyed before the power went: now removed.
    pub purged: u64,
    /// Keys that no record needed: now destroyed.
    pub orphans: u64,
}

/// How a start treats a store that lost records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnLoss {
    Refuse,
    /// The operator has read what is missing and goes on.
    Accept,
}

/// Records that are handed on together: to who judges them, and then to who opens them. About a third of a megabyte;
/// at once there are two on their way, and one for each processor and one more.
const TOGETHER: usize = 1_024;

/// What one look at all records found.
#[derive(Default)]
struct Look {
    bytes: u64,
    slots: HashSet<Slot>,
    counts: BTreeMap<u8, u64>,
    /// Records whose key is gone, or is to go.
    keyless: Vec<Vec<u8>>,
    /// How many of them, per table, were lost: nobody destroyed their key.
    lost: BTreeMap<u8, u64>,
    /// Open every record, and at once, not only those that the index is built from.
    every_record: bool,
    seen: SeenPages,
    rows: Vec<(RowId, Slot)>,
    /// What an interrupted night left under the keys of nights before.
    left: Vec<Vec<u8>>,
    past: BTreeSet<Slot>,
    /// The night's key: pages of the list of people under any other are what an interrupted night left.
    epoch: Option<Slot>,
}

impl Store {
    /// Opens a store, or begins one.
    ///
    /// # Errors
    /// Unless the loss is accepted: [`StoreError::Missing`] when live counts do not match or the store is empty and the
    /// ring is not, [`StoreError::KeysLost`] when the ring was damaged, [`StoreError::Damaged`] when a record does not
    /// open although its key is there. In any case [`StoreError::Newer`] for a store of a later version. After an error
    /// store and ring are as they were.
    pub fn open(
        engine: Box<dyn Engine>,
        mut ring: Ring,
        master: Master,
        retention: Retention,
        mut random: Box<dyn Entropy + Send>,
        now: Moment,
        on_loss: OnLoss,
    ) -> Result<(Self, BootReport, SeenPages), StoreError> {
        let mut index = Index::new(retention, random.as_mut());
        let mut meta = read_meta(engine.as_ref(), &ring, &master)?;
        if meta.is_some() && ring.stats().fresh {
            return Err(StoreError::RingLost);
        }
        let epoch = meta.as_ref().and_then(|meta| meta.epoch);
        let counts = meta.as_ref().map_or(&[][..], |meta| &meta.counts);
        let count = |letter| counts.iter().find(|(known, _)| *known == letter).map_or(0, |(_, count)| *count);
        index.boot(count(Cases::LETTER), count(Routes::LETTER), count(Persons::LETTER));
        let look = look_at_all(engine.as_ref(), &ring, &master, (epoch, on_loss), &mut index)?;
        index.booted();
        // All of it before the first key is destroyed: what is refused now may be put right, and then needs its keys.
        let lost = match &meta {
            Some(known) => {
                let fewer = check_counts(known, &look, on_loss)?;
                let keyless = check_keys(known, &ring, &look, on_loss)?;
                fewer || keyless
            }
            None => check_emptiness(&ring, on_loss)?,
        };
        if let Some(known) = &mut meta
            && has_lost_epoch(known, &ring)?
        {
            known.epoch = None;
        }
        let mut orphans = 0;
        let mut slots = look.slots;
        slots.extend(epoch);
        for slot in ring.reconcile(&slots) {
            ring.shred(slot, random.as_mut())?;
            orphans += 1;
            if ring.pending() >= vault::ring::PENDING_MAX / 2 {
                ring.sync()?;
            }
        }
        ring.sync()?;
        let records = look.counts.values().sum();
        let meta = meta.unwrap_or_else(|| first_account(now));
        let mut store = Self::assembled((engine, ring, master), meta, look.counts, index, random);
        for (id, slot) in look.rows {
            store.note_row(id, Some(slot));
        }
        let purged = look.keyless.len() as u64;
        store.purge(look.keyless)?;
        if lost {
            // On disk with the first commit, which also makes the new counts true.
            store.audit(Deed::new(Act::LossAccepted, Doer::Host), now)?;
            store.keep_turn();
        }
        if store.epoch().is_none() {
            store.start_epoch(now)?;
            store.commit(now)?;
        }
        store.finish_night(&look.left, &look.past)?;
        store.ring.put_away();
        Ok((store, BootReport { records, bytes: look.bytes, purged, orphans }, look.seen))
    }

    /// A store from which is only read, and which nothing was done to: for `verify`. Its index is empty.
    pub(super) fn to_look_at(
        engine: Box<dyn Engine>,
        ring: Ring,
        master: Master,
        mut random: Box<dyn Entropy + Send>,
    ) -> Result<Self, StoreError> {
        let retention = Retention::default();
        let meta = read_meta(engine.as_ref(), &ring, &master)?.unwrap_or_else(|| first_account(Moment::default()));
        let mut unused = Index::new(retention, random.as_mut());
        let counts = look_at_all(engine.as_ref(), &ring, &master, (meta.epoch, OnLoss::Refuse), &mut unused)?.counts;
        let index = Index::new(retention, random.as_mut());
        Ok(Self::assembled((engine, ring, master), meta, counts, index, random))
    }

    fn assembled(
        (engine, ring, master): (Box<dyn Engine>, Ring, Master),
        meta: Meta,
        counts: BTreeMap<u8, u64>,
        index: Index,
        random: Box<dyn Entropy + Send>,
    ) -> Self {
        Self {
            engine,
            ring,
            master,
            meta,
            counts,
            index,
            batch: BTreeMap::new(),
            forget_first: Vec::new(),
            forget_after: Vec::new(),
            going_out: HashMap::new(),
            turn: turn::Staged::default(),
            rows_under: HashMap::new(),
            slot_of_row: HashMap::new(),
            random,
            ring_touched: false,
            list_renewed: None,
            clock_is_doubted: false,
        }
    }

    /// Removes what is left of records whose key is gone, together with the counts: a power cut between the two would
    /// look like a loss. Spread over small batches: sled keeps big ones in memory. The time of the last commit stays,
    /// because the clock is judged by it.
    fn purge(&mut self, keyless: Vec<Vec<u8>>) -> Result<(), StoreError> {
        const PURGE_BATCH: usize = 256;
        for chunk in keyless.chunks(PURGE_BATCH) {
            self.batch.extend(chunk.iter().map(|key| (key.clone(), Write::Delete)));
            self.commit(self.meta.at)?;
        }
        Ok(())
    }
}

fn first_account(now: Moment) -> Meta {
    Meta {
        schema: SCHEMA,
        commit_no: 0,
        at: now,
        counts: Vec::new(),
        next_arrival: 0,
        next_row: 0,
        epoch: None,
        epoch_since: now,
        fresh_list: FreshList::ByNight,
    }
}

fn read_meta(engine: &dyn Engine, ring: &Ring, master: &Master) -> Result<Option<Meta>, StoreError> {
    let damaged = || StoreError::Damaged { table: Metas::NAME };
    let key = Metas::key_bytes(&());
    let Some(sealed) = engine.get(&key)? else { return Ok(None) };
    let (_, plain) = open_record::<Metas>(ring, master, &key, &sealed)?.ok_or_else(damaged)?;
    let meta: Meta = postcard::from_bytes(&plain).map_err(|_| damaged())?;
    if meta.schema > SCHEMA {
        return Err(StoreError::Newer { found: meta.schema, known: SCHEMA });
    }
    Ok(Some(meta))
}

/// Walks over all records once, and tells the index what it must know of them, in the order of their keys. The walk is
/// the engine's and goes step by step; beside it one thread judges what it finds, and others open it.
fn look_at_all(
    engine: &dyn Engine,
    ring: &Ring,
    master: &Master,
    (epoch, on_loss): (Option<Slot>, OnLoss),
    index: &mut Index,
) -> Result<Look, StoreError> {
    let every_record = on_loss == OnLoss::Accept;
    let look = Look { epoch, every_record, ..Look::default() };
    thread::scope(|scope| {
        let (give, sheaves) = sync_channel::<Sheaf>(1);
        let judge = scope.spawn(move || look.judge_all(scope, sheaves, ring, master, index));
        let mut sheaf = Sheaf::default();
        engine.scan(&[], &mut |key, sealed| {
            let is_opened = every_record || key.first().is_some_and(|letter| tables::is_looked_at(*letter));
            sheaf.push(key, sealed, is_opened);
            if sheaf.len() < TOGETHER {
                return ControlFlow::Continue(());
            }
            // Who judges goes away only after an error, which is what this start ends with.
            if give.send(std::mem::take(&mut sheaf)).is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        drop(give.send(sheaf));
        drop(give);
        judge.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

type Opening<'scope> = VecDeque<thread::ScopedJoinHandle<'scope, Result<Vec<Found>, StoreError>>>;

impl Look {
    fn judge_all<'scope>(
        mut self,
        scope: &'scope Scope<'scope, '_>,
        sheaves: Receiver<Sheaf>,
        ring: &'scope Ring,
        master: &'scope Master,
        index: &mut Index,
    ) -> Result<Self, StoreError> {
        let hands = thread::available_parallelism().map_or(1, usize::from);
        let retention = index.retention;
        let mut opening = VecDeque::new();
        for mut sheaf in sheaves {
            sheaf.sort_out(|record| match self.record(ring, master, index, &record) {
                // It goes with the others that nobody can read any more; its key then belongs to nothing and goes too.
                Err(StoreError::Damaged { .. }) if self.every_record => {
                    self.lose(record.key);
                    Ok(false)
                }
                outcome => outcome,
            })?;
            if sheaf.len() > 0 {
                opening.push_back(scope.spawn(move || sheaf.open(ring, master, &retention)));
            }
            while opening.len() > hands {
                self.tell_of(&mut opening, index)?;
            }
        }
        while !opening.is_empty() {
            self.tell_of(&mut opening, index)?;
        }
        Ok(self)
    }

    /// Nobody asked for this record to be forgotten, and nobody can read it.
    fn lose(&mut self, key: &[u8]) {
        *self.lost.entry(key.first().copied().unwrap_or_default()).or_default() += 1;
        self.keyless.push(key.to_vec());
    }

    /// Takes note of a record. `true` when it is to be opened and the index told.
    fn record(&mut self, ring: &Ring, master: &Master, index: &mut Index, record: &Record) -> Result<bool, StoreError> {
        let Record { key, sealed, bytes } = *record;
        self.bytes += bytes as u64;
        let letter = key.first().copied().unwrap_or_default();
        if letter == Metas::LETTER {
            return Ok(false);
        }
        let table = tables::name_of(key).ok_or(StoreError::Damaged { table: "unknown" })?;
        let header = vault::header(sealed).ok_or(StoreError::Damaged { table })?;
        if let KeyRef::Ring(class, slot) = header.key {
            // The old list stays until the new one is whole, so one of the two is always all there under the night's key.
            let is_half_a_list = letter == Persons::LETTER && self.epoch.is_some_and(|epoch| epoch != slot);
            if is_half_a_list || !ring.holds(slot, class) {
                if is_half_a_list || ring.was_shredded(slot)? {
                    self.keyless.push(key.to_vec());
                } else {
                    self.lose(key);
                }
                return Ok(false);
            }
        }
        if self.every_record {
            self.tell(vec![open_one(ring, master, &index.retention, key, sealed)?], index);
        }
        if let KeyRef::Ring(class, slot) = header.key {
            self.slots.insert(slot);
            self.rows.extend(turn::row_id(key).map(|id| (id, slot)));
            if class == KeyClass::Epoch && self.epoch != Some(slot) {
                self.left.push(key.to_vec());
                self.past.insert(slot);
            }
        }
        *self.counts.entry(letter).or_default() += 1;
        Ok(tables::is_looked_at(letter) && !self.every_record)
    }

    fn tell(&mut self, found: Vec<Found>, index: &mut Index) {
        for found in found {
            match found {
                Found::Change(Some(change)) => index.apply(change),
                Found::Change(None) => {}
                Found::Seen(place, ids) => self.seen.push((place, ids)),
            }
        }
    }

    /// Tells the index what the oldest of the threads has opened.
    fn tell_of(&mut self, opening: &mut Opening<'_>, index: &mut Index) -> Result<(), StoreError> {
        let Some(oldest) = opening.pop_front() else { return Ok(()) };
        self.tell(oldest.join().unwrap_or_else(|panic| resume_unwind(panic))?, index);
        Ok(())
    }
}

/// Compares what is there with what the last commit said. Records whose key is gone were being removed: not a loss.
/// `true` when records are missing and the operator goes on without them.
fn check_counts(meta: &Meta, look: &Look, on_loss: OnLoss) -> Result<bool, StoreError> {
    let mut keyless: BTreeMap<u8, u64> = BTreeMap::new();
    for key in &look.keyless {
        *keyless.entry(key.first().copied().unwrap_or_default()).or_default() += 1;
    }
    let mut missing = Vec::new();
    for (letter, expected) in &meta.counts {
        let found =
            look.counts.get(letter).copied().unwrap_or_default() + keyless.get(letter).copied().unwrap_or_default();
        if found < *expected {
            let name = tables::name_of(&[*letter]).unwrap_or("unknown");
            missing.push(format!("{} of {expected} records of table \"{name}\"", expected - found));
        }
    }
    if missing.is_empty() || on_loss == OnLoss::Accept {
        return Ok(!missing.is_empty());
    }
    Err(StoreError::Missing { what: missing.join(", ") })
}

/// A record without its key was being forgotten when the power went, and then the slot says so. Any other is a loss:
/// somebody's question, and nobody asked for it to be forgotten. `true` when that is so and accepted.
fn check_keys(meta: &Meta, ring: &Ring, look: &Look, on_loss: OnLoss) -> Result<bool, StoreError> {
    let records = look
        .lost
        .iter()
        .map(|(letter, count)| format!("{count} of table \"{}\"", tables::name_of(&[*letter]).unwrap_or("unknown")));
    let mut lost: Vec<String> = records.collect();
    if has_lost_epoch(meta, ring)? {
        lost.push("the key of this night".to_owned());
    }
    if lost.is_empty() || on_loss == OnLoss::Accept {
        return Ok(!lost.is_empty());
    }
    Err(StoreError::KeysLost { what: lost.join(", ") })
}

/// Tonight's key is there from one night to the next, whatever happens.
fn has_lost_epoch(meta: &Meta, ring: &Ring) -> Result<bool, StoreError> {
    match meta.epoch {
        Some(slot) => Ok(ring.key(slot, KeyClass::Epoch)?.is_none()),
        None => Ok(false),
    }
}

/// A store without a word in it, beside a ring that holds the keys of people: the store is somewhere else, on a disk
/// that was not mounted, say. To begin anew would destroy those keys.
fn check_emptiness(ring: &Ring, on_loss: OnLoss) -> Result<bool, StoreError> {
    let keys = keys_of_records(ring);
    if keys == 0 || on_loss == OnLoss::Accept {
        return Ok(keys > 0);
    }
    Err(StoreError::Missing { what: format!("all of them; the ring holds {keys} keys and the store is empty") })
}

/// Keys that were made for records. The key of a night is none of them: it is made before the very first commit.
pub(super) fn keys_of_records(ring: &Ring) -> u64 {
    ring.occupied().filter(|(_, class)| *class != KeyClass::Epoch).count() as u64
}

/// Compares the store with the last commit that is known to have been on disk. sled opens a damaged file as an older,
/// whole store, and only a number kept elsewhere can tell. To be asked before [`Store::open`], which destroys the keys
/// that no record needs. `true` when commits are missing and the operator goes on without them.
pub fn check_age(
    engine: &dyn Engine,
    ring: &Ring,
    master: &Master,
    known: Checkpoint,
    on_loss: OnLoss,
) -> Result<bool, StoreError> {
    let commit_no = read_meta(engine, ring, master)?.map_or(0, |meta| meta.commit_no);
    let missing = known.commits_missing(commit_no);
    if missing == 0 || on_loss == OnLoss::Accept {
        return Ok(missing != 0);
    }
    Err(StoreError::Missing { what: format!("the last {missing} commits or more") })
}
