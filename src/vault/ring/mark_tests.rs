//! The mark of a destroyed key: it is there whenever the key is not, unless damage took the key.
//!
//! Never true of this file: a test that would pass if every slot that does not open were called destroyed.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::vault::testing::Seeded;

fn open(disk: &MemoryDisk) -> Ring {
    let master = Master::ephemeral(&mut Seeded::new(1));
    Ring::open(disk.clone(), &master, &mut Seeded::new(2)).unwrap()
}

fn made(ring: &mut Ring, entropy: &mut Seeded) -> (Slot, [u8; 32]) {
    let (slot, key) = ring.create(KeyClass::Text, entropy).unwrap();
    (slot, *key.expose())
}

#[test]
fn a_key_that_was_destroyed_can_be_told_from_one_that_was_lost() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(21));
    let mut ring = open(&disk);
    let (shredded, _) = made(&mut ring, &mut entropy);
    let (retired, _) = made(&mut ring, &mut entropy);
    let (kept, _) = made(&mut ring, &mut entropy);
    ring.sync().unwrap();
    ring.shred(shredded, &mut entropy).unwrap();
    ring.retire(retired, &mut entropy).unwrap();
    ring.sync().unwrap();
    ring.settle().unwrap();
    let mut ring = open(&disk);
    let told = |ring: &Ring, slot| ring.was_shredded(slot).unwrap();
    assert!(told(&ring, shredded) && told(&ring, retired) && !told(&ring, kept));
    assert!(!told(&ring, Slot(u32::MAX)));
    // Every single flipped bit of the mark unsets it: damage never looks like forgetting.
    let image = disk.contents(RingFile::Even)[offset_of(shredded.0) as usize..][..SLOT_BYTES].to_vec();
    for bit in 0..40 * 8 {
        let mut flipped = image.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        disk.write_at(RingFile::Even, offset_of(shredded.0), &flipped).unwrap();
        assert!(!told(&ring, shredded), "bit {bit}");
    }
    disk.write_at(RingFile::Even, offset_of(shredded.0), &image).unwrap();
    ring.rotate(&mut entropy).unwrap();
    assert!(!told(&ring, shredded), "a night later nothing tells even us");
}

/// A shred that the power cut short has either left the key or set the mark, wherever it was torn.
#[test]
fn a_torn_shred_never_looks_like_damage() {
    for bytes in 0..=SLOT_BYTES {
        let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(22));
        let mut ring = open(&disk);
        let (slot, key) = made(&mut ring, &mut entropy);
        ring.sync().unwrap();
        ring.shred(slot, &mut entropy).unwrap();
        disk.stop_before(disk.operations() + 1);
        assert!(ring.sync().is_err(), "the power fails between the write and its sync");
        disk.power_cut(|_| Fate::Torn(bytes));
        let ring = open(&disk);
        match ring.key(slot, KeyClass::Text).unwrap() {
            Some(found) => assert_eq!(*found.expose(), key),
            None => assert!(ring.was_shredded(slot).unwrap(), "torn after {bytes} bytes"),
        }
    }
}
