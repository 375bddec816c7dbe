//! Looking at a ring without changing a byte of it: for `verify`.
//!
//! Never true here: something is written, finished or repaired, even what the next start would finish by itself.

use std::io;

use super::at_hand::AtHand;
use super::disk::{RingDisk, RingFile};
use super::layout::{HEAD_COPIES, HEAD_COPY_BYTES, Head, SLOT_BYTES};
use super::upkeep::read_copy;
use super::{Ring, RingError, Sizes, offset_of};
use crate::vault::master::Master;

/// What a look at a ring found, and the ring itself, from which keys can be read and nothing else.
pub struct Inspection {
    pub ring: Ring,
    /// Copies of the head that do not open, of two. One is enough; the next start writes the other anew.
    pub broken_heads: usize,
    /// The head's copies differ, or a growth or a wiping was cut short: the next start finishes it.
    pub unfinished: bool,
}

impl Ring {
    /// Reads a ring as it lies there. A slot that was damaged is found by the record that misses its key; of one that was
    /// shredded [`Ring::was_shredded`] says so.
    ///
    /// # Errors
    /// [`RingError::WrongMaster`] when no copy of the head opens, [`RingError::Damaged`] when slots are missing.
    pub fn inspect(disk: impl RingDisk + 'static, master: &Master) -> Result<Inspection, RingError> {
        let disk = Frozen(Box::new(disk));
        let mut copies = Vec::new();
        for copy in HEAD_COPIES {
            copies.push(read_copy(&disk, copy, master.head())?);
        }
        let broken_heads = copies.iter().filter(|copy| copy.is_none()).count();
        let sequences: Vec<u64> = copies.iter().flatten().map(|head| head.sequence).collect();
        let head = copies.into_iter().flatten().max_by_key(|head| head.sequence).ok_or(RingError::WrongMaster)?;
        let length = disk.len(head.file())?;
        if length < offset_of(head.slots) {
            return Err(RingError::Damaged);
        }
        let (held, blank) = read_slots(&disk, &head)?;
        let sizes = Sizes::REAL;
        let unfinished = sequences.iter().any(|sequence| *sequence != head.sequence)
            || !length.is_multiple_of(sizes.step_bytes() as u64)
            || blank;
        let ring = Self {
            disk: Box::new(disk),
            head_key: master.head().duplicate(),
            head,
            held,
            free: Vec::new(),
            pending: Vec::new(),
            at_hand: AtHand::default(),
            asked: 0,
            sizes,
            fresh: false,
            broken: false,
        };
        Ok(Inspection { ring, broken_heads, unfinished })
    }
}

type Held = Vec<Option<crate::vault::key::KeyClass>>;

/// What each whole slot holds, and whether one was left blank by a write that was lost.
fn read_slots(disk: &dyn RingDisk, head: &Head) -> io::Result<(Held, bool)> {
    const SLOTS_AT_ONCE: u32 = 1_024;
    let slots = u32::try_from(disk.len(head.file())? / SLOT_BYTES as u64).unwrap_or(u32::MAX).min(super::SLOTS_MAX);
    let (mut held, mut blank) = (Vec::new(), false);
    let mut bytes = vec![0; SLOTS_AT_ONCE as usize * SLOT_BYTES];
    for first in (0..slots).step_by(SLOTS_AT_ONCE as usize) {
        let count = (slots - first).min(SLOTS_AT_ONCE) as usize;
        let Some(part) = bytes.get_mut(..count * SLOT_BYTES) else { break };
        disk.read_at(head.file(), offset_of(first), part)?;
        for (index, image) in (first..).zip(part.as_chunks::<SLOT_BYTES>().0) {
            let class = head.open_slot(index, image).map(|(class, _)| class);
            blank |= class.is_none() && image.as_chunks::<16>().0.contains(&[0; 16]);
            held.push(class);
        }
    }
    Ok((held, blank))
}

/// A disk that refuses every change.
struct Frozen(Box<dyn RingDisk>);

impl RingDisk for Frozen {
    fn read_at(&self, file: RingFile, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_at(file, offset, buffer)
    }

    fn write_at(&self, _file: RingFile, _offset: u64, _bytes: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn sync(&self, _file: RingFile) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn len(&self, file: RingFile) -> io::Result<u64> {
        self.0.len(file)
    }
}

const _: () = assert!(HEAD_COPY_BYTES == SLOT_BYTES, "a copy of the head and a slot have one length");

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::vault::key::KeyClass;
    use crate::vault::ring::MemoryDisk;
    use crate::vault::testing::Seeded;

    fn made(keys: usize) -> (MemoryDisk, Master, Vec<crate::vault::Slot>) {
        let (disk, master) = (MemoryDisk::new(), Master::ephemeral(&mut Seeded::new(1)));
        let mut entropy = Seeded::new(2);
        let mut ring = Ring::open(disk.clone(), &master, &mut entropy).unwrap();
        let slots = (0..keys).map(|_| ring.create(KeyClass::Text, &mut entropy).unwrap().0).collect();
        ring.sync().unwrap();
        (disk, master, slots)
    }

    fn flip(disk: &MemoryDisk, file: RingFile, at: u64) {
        let mut byte = [0];
        disk.read_at(file, at, &mut byte).unwrap();
        disk.write_at(file, at, &[byte[0] ^ 1]).unwrap();
        disk.sync(file).unwrap();
    }

    #[test]
    fn a_whole_ring_is_seen_whole_and_stays_as_it_is() {
        let (disk, master, slots) = made(3);
        let before = (disk.operations(), RingFile::ALL.map(|file| disk.contents(file)));
        let seen = Ring::inspect(disk.clone(), &master).unwrap();
        assert!((seen.broken_heads, seen.unfinished) == (0, false));
        assert_eq!(seen.ring.stats().occupied, 3);
        assert!(slots.iter().all(|slot| seen.ring.key(*slot, KeyClass::Text).unwrap().is_some()));
        assert!((disk.operations(), RingFile::ALL.map(|file| disk.contents(file))) == before);
    }

    #[test]
    fn what_is_handed_out_cannot_be_written() {
        let (disk, master, _) = made(1);
        let mut seen = Ring::inspect(disk, &master).unwrap();
        let slot = seen.ring.occupied().next().unwrap().0;
        seen.ring.shred(slot, &mut Seeded::new(3)).unwrap();
        assert!(matches!(seen.ring.sync(), Err(RingError::Disk(_))));
    }

    #[test]
    fn a_flipped_head_a_lost_slot_and_missing_slots_are_told_apart() {
        let (disk, master, slots) = made(2);
        flip(&disk, RingFile::Head, HEAD_COPIES[1] + 40);
        let seen = Ring::inspect(disk.clone(), &master).unwrap();
        assert_eq!(seen.broken_heads, 1);
        flip(&disk, RingFile::Even, offset_of(slots[0].0) + 40);
        let seen = Ring::inspect(disk.clone(), &master).unwrap();
        assert!(seen.ring.key(slots[0], KeyClass::Text).unwrap().is_none());
        assert!(seen.ring.key(slots[1], KeyClass::Text).unwrap().is_some());
        flip(&disk, RingFile::Head, HEAD_COPIES[0] + 40);
        assert!(matches!(Ring::inspect(disk.clone(), &master), Err(RingError::WrongMaster)));

        let (disk, master, _) = made(2);
        let short = MemoryDisk::new();
        short.write_at(RingFile::Head, 0, &disk.contents(RingFile::Head)).unwrap();
        short.write_at(RingFile::Even, 0, &disk.contents(RingFile::Even)[..SLOT_BYTES * 1_000]).unwrap();
        assert!(matches!(Ring::inspect(short, &master), Err(RingError::Damaged)));
        let other = Master::ephemeral(&mut Seeded::new(9));
        assert!(matches!(Ring::inspect(disk, &other), Err(RingError::WrongMaster)));
    }
}
