//! What keeps the ring whole as a file: opening after a crash, and writing it anew.

use super::at_hand::AtHand;
use super::disk::{RingDisk, RingFile};
use super::layout::{HEAD_COPIES, HEAD_COPY_BYTES, HEAD_FILE_BYTES, Head, SLOT_BYTES, SLOTS_STEP};
use super::{Ring, RingError, noise, offset_of};
use crate::domain::Entropy;
use crate::vault::key::{Key, KeyClass};
use std::iter;
use std::panic::resume_unwind;
use std::thread;

impl Ring {
    /// Finishes what a crash interrupted and learns what is there.
    pub(super) fn recover(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        if self.disk.len(self.file())? < offset_of(self.head.slots) {
            return Err(RingError::Damaged);
        }
        // A killed process leaves writes that can be read and yet be lost; nothing may be built on those.
        self.disk.sync(self.file())?;
        self.disk.sync(RingFile::Head)?;
        self.finish_flip(entropy)?;
        self.even_out(entropy)?;
        self.scan(entropy)?;
        if self.head.slots != self.slots() { self.renew_head(entropy) } else { Ok(()) }
    }

    /// Copies every key into the file of `next`, sealed for it, noise between them.
    pub(super) fn reseal(&self, next: &Head, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        let to = next.file();
        let mut old = vec![0; self.sizes.step_bytes()];
        for first in (0..self.slots()).step_by(self.sizes.slots_step as usize) {
            self.disk.read_at(self.file(), offset_of(first), &mut old)?;
            let mut new = noise(old.len(), entropy);
            for (index, image) in (first..).zip(old.as_chunks::<SLOT_BYTES>().0) {
                if self.held[index as usize].is_none() {
                    continue;
                }
                // To go on would make noise of it, and damage would look like a key that was never there.
                let (class, key) = self.head.open_slot(index, image).ok_or(RingError::Lost)?;
                let at = (index - first) as usize * SLOT_BYTES;
                new[at..at + SLOT_BYTES].copy_from_slice(&next.seal_slot(index, class, &key, entropy));
            }
            self.disk.write_at(to, offset_of(first), &new)?;
        }
        Ok(self.disk.sync(to)?)
    }

    /// What follows once one copy of the head is durable: no trace of the generation before may stay.
    ///
    /// The file first, the other copy last: two equal copies are the proof that nothing is left to do.
    pub(super) fn finish_flip(&self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        for copy in HEAD_COPIES {
            let found = read_copy(self.disk.as_ref(), copy, &self.head_key)?;
            if found.is_some_and(|found| found.sequence == self.head.sequence) {
                continue;
            }
            self.overwrite_file(self.head.other_file(), entropy)?;
            self.write_head(copy, entropy)?;
        }
        Ok(())
    }

    /// Writes both copies anew, one after the other, so that one is whole at every moment.
    pub(super) fn renew_head(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.broken = true;
        self.head.sequence += 1;
        self.head.slots = self.slots();
        for copy in HEAD_COPIES {
            self.write_head(copy, entropy)?;
        }
        self.broken = false;
        Ok(())
    }

    pub(super) fn write_head(&self, copy: u64, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        self.disk.write_at(RingFile::Head, copy, &self.head.image(&self.head_key, entropy))?;
        Ok(self.disk.sync(RingFile::Head)?)
    }

    fn overwrite_file(&self, file: RingFile, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        let length = self.disk.len(file)?;
        let step = self.sizes.step_bytes();
        for offset in (0..length).step_by(step) {
            let bytes = usize::try_from(length - offset).unwrap_or(step).min(step);
            self.disk.write_at(file, offset, &noise(bytes, entropy))?;
        }
        Ok(self.disk.sync(file)?)
    }

    /// Completes a growth that a crash cut short: its slots were never drawn.
    fn even_out(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        let length = self.disk.len(self.file())?;
        let step = self.sizes.step_bytes();
        let steps = length.div_ceil(step as u64).max(1);
        let missing = usize::try_from(steps * step as u64 - length).unwrap_or(step);
        if missing > 0 {
            // From the last whole slot on: half a slot of an unfinished growth is noise as well.
            let whole = length - length % SLOT_BYTES as u64;
            let tail = missing + usize::try_from(length - whole).unwrap_or(0);
            self.disk.write_at(self.file(), whole, &noise(tail, entropy))?;
            self.disk.sync(self.file())?;
        }
        Ok(())
    }

    /// Learns which slots are occupied, and puts noise where a lost write left zeros. All processors open slots.
    fn scan(&mut self, entropy: &mut dyn Entropy) -> Result<(), RingError> {
        let slots = self.disk.len(self.file())? / SLOT_BYTES as u64;
        let slots = u32::try_from(slots).ok().filter(|slots| *slots <= self.sizes.slots_max).ok_or(RingError::Full)?;
        let hands = thread::available_parallelism().map_or(1, |hands| u32::try_from(hands.get()).unwrap_or(1));
        let each = slots.div_ceil(hands).next_multiple_of(self.sizes.slots_step).max(SLOTS_EACH);
        let ring = &*self;
        let shares: Result<Vec<Share>, RingError> = thread::scope(|scope| {
            let share = |first| move || ring.read_share(first, slots.min(first.saturating_add(each)));
            // The first share is for this thread: a small ring, as in tests, starts no other.
            let others: Vec<_> =
                (0..slots).step_by(each as usize).skip(1).map(|first| scope.spawn(share(first))).collect();
            let rest = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
            iter::once(share(0)()).chain(rest).collect()
        });
        let mut keys = Vec::with_capacity(slots as usize);
        let mut blank = Vec::new();
        for share in shares? {
            blank.extend(share.blank);
            for (index, found) in (self.slots()..).zip(share.found) {
                let (class, key) = found.unzip();
                if class.is_none() {
                    self.free.push(index);
                }
                self.held.push(class);
                keys.push(key);
            }
        }
        self.at_hand = AtHand::opened(keys);
        for index in &blank {
            self.disk.write_at(self.file(), offset_of(*index), &noise(SLOT_BYTES, entropy))?;
        }
        if !blank.is_empty() {
            self.disk.sync(self.file())?;
        }
        Ok(())
    }

    fn read_share(&self, first: u32, end: u32) -> Result<Share, RingError> {
        let mut share = Share { found: Vec::with_capacity((end - first) as usize), blank: Vec::new() };
        let mut bytes = vec![0; self.sizes.step_bytes()];
        for first in (first..end).step_by(self.sizes.slots_step as usize) {
            self.disk.read_at(self.file(), offset_of(first), &mut bytes)?;
            for (index, image) in (first..).zip(bytes.as_chunks::<SLOT_BYTES>().0) {
                let found = self.head.open_slot(index, image);
                // A stretch of 16 zeros does not happen in noise.
                if found.is_none() && image.as_chunks::<16>().0.contains(&[0; 16]) {
                    share.blank.push(index);
                }
                share.found.push(found);
            }
        }
        Ok(share)
    }
}

/// Slots that are worth a thread: about ten milliseconds.
const SLOTS_EACH: u32 = 4 * SLOTS_STEP;

/// What one thread found in its slots, in their order.
struct Share {
    found: Vec<Option<(KeyClass, Key)>>,
    /// Slots where a lost write left zeros.
    blank: Vec<u32>,
}

pub(super) fn read_copy(disk: &dyn RingDisk, copy: u64, head_key: &Key) -> Result<Option<Head>, RingError> {
    if disk.len(RingFile::Head)? < copy + HEAD_COPY_BYTES as u64 {
        return Ok(None);
    }
    let mut image = [0; HEAD_COPY_BYTES];
    disk.read_at(RingFile::Head, copy, &mut image)?;
    Ok(Head::read(&image, head_key))
}

/// The head that counts: of the copies that open, the one written last.
pub(super) fn find_head(disk: &dyn RingDisk, head_key: &Key) -> Result<Option<Head>, RingError> {
    let mut newest: Option<Head> = None;
    for copy in HEAD_COPIES {
        let found = read_copy(disk, copy, head_key)?;
        newest = newest.into_iter().chain(found).max_by_key(|head| head.sequence);
    }
    Ok(newest)
}

/// The head of a new ring, durable before the first slot exists: so a ring with slots and no head that opens is
/// never a ring half made, and is left alone.
pub(super) fn make_head(disk: &dyn RingDisk, head_key: &Key, entropy: &mut dyn Entropy) -> Result<Head, RingError> {
    if disk.len(RingFile::Even)? > 0 || disk.len(RingFile::Odd)? > 0 {
        return Err(RingError::WrongMaster);
    }
    let head = Head { sequence: 1, generation: 0, slots: 0, key: Key::random(entropy) };
    let mut file = noise(HEAD_FILE_BYTES, entropy);
    for copy in HEAD_COPIES {
        let at = usize::try_from(copy).unwrap_or(0);
        file[at..at + HEAD_COPY_BYTES].copy_from_slice(&head.image(head_key, entropy));
    }
    disk.write_at(RingFile::Head, 0, &file)?;
    disk.sync(RingFile::Head)?;
    Ok(head)
}
