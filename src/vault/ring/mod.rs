//! The ring: one key per route, text, draft and so on, in slots outside the store that are overwritten in place.
//!
//! The order callers keep (`*` is a crash that loses nothing promised):
//! - **create**: [`Ring::create`] → [`Ring::sync`] `*` commit of the record that needs it.
//! - **forget**: [`Ring::shred`] → [`Ring::sync`] `*` commit that deletes the record. It cannot be read after the sync.
//! - **sever** (same record, fresh key): [`Ring::create`] and [`Ring::retire`] → [`Ring::sync`] `*` commit of the
//!   record under the new key `*` [`Ring::settle`], which overwrites the old slot.
//! - **boot**, before anything is created: delete the records for whose slot [`Ring::key`] says `Ok(None)`, then shred
//!   what [`Ring::reconcile`] returns. An `Err` is a disk that does not answer and never a reason to delete a record.
//!
//! Nothing touches the disk before `sync` or `settle` but growth, which writes noise. A turn that fails is undone by
//! [`Ring::rollback`], a whole batch by [`Ring::discard_pending`].
//!
//! Every night [`Ring::rotate`] writes all slots into the other file under a new ring key and overwrites the old file,
//! so that of an old sector the disk may have kept, only the wrapped ring key matters.
//!
//! Never true here: an acknowledged key is lost or an acknowledged shred undone, at whatever write or sync the power
//! fails; a free slot looks different from an occupied one; a byte is written under a master that does not open the
//! ring; a key is in clear in a buffer that is not wiped. Copies of the ring are never made: they would undo forgetting.

mod at_hand;
mod disk;
mod inspect;
mod layout;
mod memory;
mod upkeep;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;

use thiserror::Error;

pub use disk::{FolderDisk, FolderError, RingDisk, RingFile};
pub use inspect::Inspection;
pub use layout::{SLOTS_MAX, SLOTS_STEP, Sizes};
pub use memory::{Fate, MemoryDisk};

use super::key::{Key, KeyClass, Slot};
use super::master::Master;
use crate::domain::Entropy;
use at_hand::AtHand;
use layout::{HEAD_COPIES, Head, SLOT_BYTES, SlotImage};

/// Changes that may wait for a sync; one batch of the writer needs a few hundred.
pub const PENDING_MAX: usize = 4_096;

#[derive(Debug, Error)]
pub enum RingError {
    #[error("the ring's disk failed: {0}")]
    Disk(#[from] io::Error),
    #[error("the ring was made under another master key, or its head is damaged; nothing was written")]
    WrongMaster,
    #[error("the ring's slots are missing or shorter than they were; nothing was written")]
    Damaged,
    #[error("the ring has as many keys as it may")]
    Full,
    #[error("too many changes wait for the ring's disk, or some wait where none may")]
    Pending,
    #[error("a shredded slot read back differently")]
    Unshredded,
    #[error(
        "a key that was there no longer opens: the ring's file was damaged. Nothing was written over it; start again"
    )]
    Lost,
    #[error("an earlier failure left the ring's head unknown: start again")]
    Broken,
}

/// Counts without meaning to anyone but the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RingStats {
    /// Slots in the file, free ones included.
    pub slots: u32,
    pub occupied: u32,
    pub pending: usize,
    /// Rotations so far.
    pub generation: u32,
    /// The ring was made by this opening. Beside a store with records that means: the ring was lost.
    pub fresh: bool,
}

/// A point in the life of the ring to which [`Ring::rollback`] returns: how many changes were asked for before it.
#[derive(Clone, Copy)]
pub struct Savepoint(u64);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Create,
    Shred,
    /// A shred that waits for [`Ring::settle`].
    Retire,
}

struct Pending {
    /// Counted over the life of this ring, so that a savepoint stays right when a sync empties the list.
    number: u64,
    index: u32,
    change: Change,
    image: SlotImage,
}

/// The keys of everything that can be forgotten.
pub struct Ring {
    disk: Box<dyn RingDisk>,
    head_key: Key,
    head: Head,
    /// What each slot holds, pending creates included.
    held: Vec<Option<KeyClass>>,
    /// Slots free to be drawn, in no order.
    free: Vec<u32>,
    pending: Vec<Pending>,
    at_hand: AtHand,
    /// Changes asked for so far.
    asked: u64,
    sizes: Sizes,
    fresh: bool,
    /// Set while the head on disk may be either of two.
    broken: bool,
}

impl Ring {
    /// Opens the ring on `disk`, makes it when there is none, and finishes what a crash interrupted.
    ///
    /// # Errors
    /// [`RingError::WrongMaster`] and [`RingError::Damaged`] leave every byte as it was.
    pub fn open(disk: impl RingDisk + 'static, master: &Master, entropy: &mut dyn Entropy) -> Result<Self, RingError> {
        Self::open_sized(Box::new(disk), master, Sizes::REAL, entropy)
    }

    /// Opens a ring that is smaller than the real one, so that it can be opened and damaged very often.
    ///
    /// # Errors
    /// As for [`Ring::open`].
    pub fn open_sized(
        disk: Box<dyn RingDisk>,
        master: &Master,
        sizes: Sizes,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, RingError> {
        let found = upkeep::find_head(disk.as_ref(), master.head())?;
        let fresh = found.is_none();
        let head = match found {
            Some(head) => head,
            None => upkeep::make_head(disk.as_ref(), master.head(), entropy)?,
        };
        let mut ring = Self {
            disk,
            head_key: master.head().duplicate(),
            head,
            held: Vec::new(),
            free: Vec::new(),
            pending: Vec::new(),
            at_hand: AtHand::default(),
            asked: 0,
            sizes,
            fresh,
            broken: false,
        };
        ring.recover(entropy)?;
        Ok(ring)
    }

    /// A new key in a slot drawn at random among the free ones, so that neighbours do not tell who came together.
    /// It can be used at once and is durable after [`Ring::sync`].
    ///
    /// # Errors
    /// [`RingError::Full`] at [`SLOTS_MAX`], [`RingError::Pending`] beyond [`PENDING_MAX`], or the disk's when growing.
    pub fn create(&mut self, class: KeyClass, entropy: &mut dyn Entropy) -> Result<(Slot, Key), RingError> {
        self.room()?;
        if self.free.is_empty() {
            self.grow(entropy)?;
        }
        let index = self.free.swap_remove(below(self.free.len(), entropy));
        let key = Key::random(entropy);
        let image = self.head.seal_slot(index, class, &key, entropy);
        self.held[index as usize] = Some(class);
        self.await_sync(index, Change::Create, image);
        Ok((Slot(index), key))
    }

    /// The key in `slot`, read from the disk each time (after [`Ring::put_away`]). A few microseconds.
    /// `None` when there is none of this class, or no longer.
    ///
    /// # Errors
    /// The disk did not answer, or answered with something that is no key of ours: never a reason to delete a record.
    pub fn key(&self, slot: Slot, class: KeyClass) -> Result<Option<Key>, RingError> {
        self.usable()?;
        if self.held.get(slot.0 as usize).copied().flatten() != Some(class) {
            return Ok(None);
        }
        if let Some(key) = self.at_hand.found(slot.0) {
            return Ok(Some(key));
        }
        let waiting =
            self.pending.iter().rev().find(|pending| pending.index == slot.0 && pending.change != Change::Retire);
        let image = match waiting {
            Some(Pending { change: Change::Create, image, .. }) => *image,
            Some(_) => return Ok(None),
            None => self.read_slot(slot.0)?,
        };
        match self.head.open_slot(slot.0, &image) {
            Some((found, key)) if found == class => Ok(Some(key)),
            // It opened when the ring was, and nobody destroyed it since.
            Some(_) | None => Err(RingError::Lost),
        }
    }

    /// Was a key in `slot` destroyed on purpose since the last rotation? Where [`Ring::key`] says `None` at boot, this
    /// tells an interrupted forgetting from damage.
    ///
    /// # Errors
    /// The disk did not answer.
    pub fn was_shredded(&self, slot: Slot) -> Result<bool, RingError> {
        if slot.0 >= self.slots() {
            return Ok(false);
        }
        Ok(self.head.is_shredded(slot.0, &self.read_slot(slot.0)?))
    }

    /// Is there a key of this class in `slot`? As the ring knows from opening and from every change since, without
    /// asking the disk: [`Ring::key`] may still find the slot damaged.
    #[must_use]
    pub fn holds(&self, slot: Slot, class: KeyClass) -> bool {
        let shredded = |pending: &Pending| pending.index == slot.0 && pending.change == Change::Shred;
        self.held.get(slot.0 as usize).copied().flatten() == Some(class) && !self.pending.iter().any(shredded)
    }

    /// Forgets the key in `slot`: not readable from now on, gone from the disk after [`Ring::sync`].
    /// A free slot gets new noise; one that does not exist is ignored.
    ///
    /// # Errors
    /// [`RingError::Pending`] beyond [`PENDING_MAX`].
    pub fn shred(&mut self, slot: Slot, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.overwrite(slot, Change::Shred, entropy)
    }

    /// Forgets the key in `slot` once the record that replaces its own is committed: readable until [`Ring::settle`].
    /// A free slot is ignored.
    ///
    /// # Errors
    /// [`RingError::Pending`] beyond [`PENDING_MAX`].
    pub fn retire(&mut self, slot: Slot, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.overwrite(slot, Change::Retire, entropy)
    }

    /// Makes all pending creates and shreds durable. Call it before the commit.
    ///
    /// # Errors
    /// The changes still wait and may or may not be on disk; calling again is safe, carrying on without is not.
    pub fn sync(&mut self) -> Result<(), RingError> {
        self.write_pending(|change| change != Change::Retire)
    }

    /// Makes the pending retirements durable. Call it after the commit.
    ///
    /// # Errors
    /// As for [`Ring::sync`]; what was not settled is an orphan that the next boot shreds.
    pub fn settle(&mut self) -> Result<(), RingError> {
        self.write_pending(|change| change == Change::Retire)
    }

    /// Where a turn begins.
    #[must_use]
    pub fn savepoint(&self) -> Savepoint {
        Savepoint(self.asked)
    }

    /// Takes back every change since `savepoint` that no sync has written.
    pub fn rollback(&mut self, savepoint: Savepoint) {
        while self.pending.last().is_some_and(|pending| pending.number >= savepoint.0) {
            if let Some(Pending { index, change: Change::Create, .. }) = self.pending.pop() {
                self.held[index as usize] = None;
                self.free.push(index);
            }
        }
    }

    /// Takes back every change that no sync has written.
    pub fn discard_pending(&mut self) {
        self.rollback(Savepoint(0));
    }

    /// Every slot with a key in it, in the order of the slots.
    pub fn occupied(&self) -> impl Iterator<Item = (Slot, KeyClass)> {
        (0..).zip(&self.held).filter_map(|(index, class)| Some((Slot(index), (*class)?)))
    }

    /// The slots no record refers to: left by a crash between sync and commit, or between commit and settle.
    /// The caller shreds them; only at boot, when every record has been read.
    #[must_use]
    pub fn reconcile(&self, referenced: &HashSet<Slot>) -> Vec<Slot> {
        self.occupied().map(|(slot, _)| slot).filter(|slot| !referenced.contains(slot)).collect()
    }

    /// Changes that wait for [`Ring::sync`] or [`Ring::settle`].
    #[must_use]
    pub fn pending(&self) -> usize {
        self.pending.len()
    }

    #[must_use]
    pub fn stats(&self) -> RingStats {
        RingStats {
            slots: self.slots(),
            occupied: u32::try_from(self.occupied().count()).unwrap_or(u32::MAX),
            pending: self.pending.len(),
            generation: self.head.generation,
            fresh: self.fresh,
        }
    }

    /// Seals every key anew under a new ring key in the other file and overwrites the old one. About 4 µs for each slot,
    /// the disk's time apart.
    ///
    /// # Errors
    /// [`RingError::Pending`] while changes wait; [`RingError::Lost`] when a key no longer opens, and everything stays
    /// as it was. After a failure around the head the ring is [`RingError::Broken`].
    pub fn rotate(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.usable()?;
        if !self.pending.is_empty() {
            return Err(RingError::Pending);
        }
        let next = self.head.successor(self.slots(), entropy);
        self.reseal(&next, entropy)?;
        self.broken = true;
        self.head = next;
        self.write_head(HEAD_COPIES[0], entropy)?;
        self.finish_flip(entropy)?;
        self.broken = false;
        Ok(())
    }

    /// Wraps the ring's key under another master key; afterwards the old one opens nothing. Keys stay as they are.
    /// Until this returns either master may be the one that opens the ring.
    ///
    /// # Errors
    /// After a failure the ring is [`RingError::Broken`].
    pub fn change_master(&mut self, master: &Master, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.usable()?;
        self.head_key = master.head().duplicate();
        self.renew_head(entropy)
    }

    /// Whether a ring is on `disk` whose head opens under `master`. Nothing is written.
    ///
    /// # Errors
    /// The disk did not answer.
    pub fn answers_to(disk: &dyn RingDisk, master: &Master) -> Result<bool, RingError> {
        Ok(upkeep::find_head(disk, master.head())?.is_some())
    }

    /// Opens the ring under whichever of two masters it answers to, and leaves it under `new` alone: the end of a
    /// [`Ring::change_master`] that may have been interrupted.
    ///
    /// # Errors
    /// [`RingError::WrongMaster`] when it answers to neither; no ring is ever made here.
    pub fn under_new_master(
        disk: impl RingDisk + 'static,
        old: &Master,
        new: &Master,
        entropy: &mut dyn Entropy,
    ) -> Result<Self, RingError> {
        if Self::answers_to(&disk, new)? {
            return Self::open(disk, new, entropy);
        }
        if !Self::answers_to(&disk, old)? {
            return Err(RingError::WrongMaster);
        }
        let mut ring = Self::open(disk, old, entropy)?;
        ring.change_master(new, entropy)?;
        Ok(ring)
    }

    fn usable(&self) -> Result<(), RingError> {
        if self.broken { Err(RingError::Broken) } else { Ok(()) }
    }

    fn room(&self) -> Result<(), RingError> {
        self.usable()?;
        if self.pending.len() < PENDING_MAX { Ok(()) } else { Err(RingError::Pending) }
    }

    fn slots(&self) -> u32 {
        u32::try_from(self.held.len()).unwrap_or(u32::MAX)
    }

    fn file(&self) -> RingFile {
        self.head.file()
    }

    fn read_slot(&self, index: u32) -> io::Result<SlotImage> {
        let mut image = [0; SLOT_BYTES];
        self.disk.read_at(self.file(), offset_of(index), &mut image)?;
        Ok(image)
    }

    fn overwrite(&mut self, slot: Slot, change: Change, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.room()?;
        // To retire a free slot would reach into the life of whoever draws it before the settling.
        let known = match change {
            Change::Retire => self.held.get(slot.0 as usize).copied().flatten().is_some(),
            Change::Create | Change::Shred => slot.0 < self.slots(),
        };
        if known {
            let image = self.head.shredded_slot(slot.0, entropy);
            self.await_sync(slot.0, change, image);
        }
        Ok(())
    }

    fn await_sync(&mut self, index: u32, change: Change, image: SlotImage) {
        self.at_hand.remove(index);
        self.pending.push(Pending { number: self.asked, index, change, image });
        self.asked += 1;
    }

    /// Writes the chosen changes, syncs once, looks at the shredded slots again, and only then lets them be reused.
    fn write_pending(&mut self, chosen: impl Fn(Change) -> bool) -> Result<(), RingError> {
        self.usable()?;
        let mut last = BTreeMap::new();
        for pending in self.pending.iter().filter(|pending| chosen(pending.change)) {
            last.insert(pending.index, pending);
        }
        if last.is_empty() {
            return Ok(());
        }
        for pending in last.values() {
            self.disk.write_at(self.file(), offset_of(pending.index), &pending.image)?;
        }
        self.disk.sync(self.file())?;
        let mut gone = BTreeSet::new();
        for pending in last.values().filter(|pending| pending.change != Change::Create) {
            if self.read_slot(pending.index)? != pending.image {
                return Err(RingError::Unshredded);
            }
            gone.insert(pending.index);
        }
        // A slot that is gone is soon drawn again: nothing that still waits may reach into its next life.
        self.pending.retain(|pending| !chosen(pending.change) && !gone.contains(&pending.index));
        for index in gone {
            if self.held[index as usize].take().is_some() {
                self.free.push(index);
            }
        }
        Ok(())
    }

    /// Adds a step of noise, durable before a slot of it is drawn.
    fn grow(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        let slots = self.slots();
        let grown = slots
            .checked_add(self.sizes.slots_step)
            .filter(|grown| *grown <= self.sizes.slots_max)
            .ok_or(RingError::Full)?;
        self.disk.write_at(self.file(), offset_of(slots), &noise(self.sizes.step_bytes(), entropy))?;
        self.disk.sync(self.file())?;
        self.held.resize(grown as usize, None);
        self.free.extend(slots..grown);
        self.renew_head(entropy)
    }
}

fn offset_of(index: u32) -> u64 {
    u64::from(index) * SLOT_BYTES as u64
}

fn noise(bytes: usize, entropy: &mut dyn Entropy) -> Vec<u8> {
    let mut noise = vec![0; bytes];
    entropy.fill(&mut noise);
    noise
}

/// A number below `limit`, which is not 0. The bias of the remainder is below one in 2^42.
fn below(limit: usize, entropy: &mut dyn Entropy) -> usize {
    let mut bytes = [0; 8];
    entropy.fill(&mut bytes);
    usize::try_from(u64::from_le_bytes(bytes) % limit as u64).unwrap_or(0)
}

#[cfg(test)]
#[path = "ring_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "crash_tests.rs"]
mod crash_tests;

#[cfg(test)]
#[path = "mark_tests.rs"]
mod mark_tests;
