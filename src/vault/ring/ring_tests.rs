//! What a ring holds, forgets and finds again.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::vault::seal::{self, Place};
use crate::vault::testing::Seeded;
use crate::vault::{KeyRef, OpenError};

const PLACE: Place<'static> = Place { table: b'c', key: b"case", schema: 1 };

fn master() -> Master {
    Master::ephemeral(&mut Seeded::new(1000))
}

fn open(disk: &MemoryDisk) -> Ring {
    Ring::open(disk.clone(), &master(), &mut Seeded::new(77)).unwrap_or_else(|error| panic!("{error}"))
}

/// So small that a thief can look at every byte in a moment.
const SMALL: Sizes = Sizes { slots_max: 64, slots_step: 16 };

fn open_small(disk: &MemoryDisk) -> Ring {
    Ring::open_sized(Box::new(disk.clone()), &master(), SMALL, &mut Seeded::new(77))
        .unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(disk: &MemoryDisk, master: &Master) -> RingError {
    Ring::open(disk.clone(), master, &mut Seeded::new(78)).err().expect("must be refused")
}

fn bytes(disk: &MemoryDisk) -> [Vec<u8>; 3] {
    RingFile::ALL.map(|file| disk.contents(file))
}

fn made(ring: &mut Ring, class: KeyClass, entropy: &mut Seeded) -> (Slot, [u8; 32]) {
    let (slot, key) = ring.create(class, entropy).unwrap();
    (slot, *key.expose())
}

fn found(ring: &Ring, slot: Slot, class: KeyClass) -> Option<[u8; 32]> {
    ring.key(slot, class).unwrap().map(|key| *key.expose())
}

#[test]
fn a_synced_key_survives_the_power_and_an_unsynced_one_leaves_no_trace() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(1));
    let mut ring = open(&disk);
    assert!(ring.stats().fresh);
    let (kept, kept_key) = made(&mut ring, KeyClass::Route, &mut entropy);
    assert_eq!(found(&ring, kept, KeyClass::Route), Some(kept_key), "usable before the sync");
    ring.sync().unwrap();
    let (lost, _) = made(&mut ring, KeyClass::Text, &mut entropy);
    disk.power_cut(|_| Fate::Dropped);
    let ring = open(&disk);
    assert!(!ring.stats().fresh);
    assert_eq!(found(&ring, kept, KeyClass::Route), Some(kept_key));
    assert_eq!(found(&ring, kept, KeyClass::Text), None, "never as another class");
    assert_eq!(found(&ring, lost, KeyClass::Text), None);
    assert_eq!(ring.occupied().collect::<Vec<_>>(), [(kept, KeyClass::Route)]);
    assert_eq!(found(&ring, Slot(u32::MAX), KeyClass::Route), None);
}

#[test]
fn a_shredded_key_is_gone_at_once_and_for_good() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(2));
    let mut ring = open(&disk);
    let (slot, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    ring.shred(slot, &mut entropy).unwrap();
    assert_eq!(found(&ring, slot, KeyClass::Route), None, "before the sync");
    ring.sync().unwrap();
    disk.power_cut(|_| Fate::Dropped);
    assert_eq!(found(&open(&disk), slot, KeyClass::Route), None);
}

#[test]
fn a_retired_key_opens_until_it_is_settled() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(3));
    let mut ring = open(&disk);
    let (old, old_key) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    let (new, new_key) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.retire(old, &mut entropy).unwrap();
    ring.sync().unwrap();
    assert_eq!(found(&open(&disk.copy()), old, KeyClass::Route), Some(old_key), "the commit may still fail");
    assert_eq!(found(&ring, old, KeyClass::Route), Some(old_key));
    ring.settle().unwrap();
    for ring in [&ring, &open(&disk.copy())] {
        assert_eq!(found(ring, old, KeyClass::Route), None);
        assert_eq!(found(ring, new, KeyClass::Route), Some(new_key));
    }
}

#[test]
fn a_retirement_never_reaches_into_a_slots_next_life() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(4));
    let mut ring = open(&disk);
    let (slot, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    ring.retire(slot, &mut entropy).unwrap();
    ring.shred(slot, &mut entropy).unwrap();
    ring.sync().unwrap();
    ring.retire(slot, &mut entropy).unwrap();
    let keys: Vec<_> = (0..SLOTS_STEP).map(|_| made(&mut ring, KeyClass::Draft, &mut entropy)).collect();
    assert!(keys.iter().any(|(drawn, _)| *drawn == slot), "the slot was drawn again");
    ring.sync().unwrap();
    ring.settle().unwrap();
    assert!(keys.iter().all(|(slot, key)| found(&ring, *slot, KeyClass::Draft) == Some(*key)));
}

#[test]
fn a_turn_that_fails_is_taken_back_and_only_that_turn() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(5));
    let mut ring = open(&disk);
    let (first, first_key) = made(&mut ring, KeyClass::Text, &mut entropy);
    ring.sync().unwrap();
    let (second, second_key) = made(&mut ring, KeyClass::Text, &mut entropy);
    let before = ring.savepoint();
    ring.shred(first, &mut entropy).unwrap();
    ring.shred(second, &mut entropy).unwrap();
    let (third, _) = made(&mut ring, KeyClass::Text, &mut entropy);
    ring.rollback(before);
    assert_eq!(found(&ring, first, KeyClass::Text), Some(first_key));
    assert_eq!(found(&ring, second, KeyClass::Text), Some(second_key));
    assert_eq!(found(&ring, third, KeyClass::Text), None);
    ring.discard_pending();
    assert_eq!(found(&ring, second, KeyClass::Text), None);
    let operations = disk.operations();
    ring.sync().unwrap();
    assert_eq!(disk.operations(), operations, "nothing was left to write");
    assert_eq!(ring.free.len(), SLOTS_STEP as usize - 1, "every slot came back once");
}

#[test]
fn a_savepoint_stays_right_across_a_sync() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(19));
    let mut ring = open(&disk);
    for _ in 0..3 {
        made(&mut ring, KeyClass::Text, &mut entropy);
    }
    let before = ring.savepoint();
    ring.sync().unwrap();
    let (later, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.rollback(before);
    assert_eq!(found(&ring, later, KeyClass::Route), None, "asked for after the savepoint, so taken back");
    assert_eq!((ring.stats().occupied, ring.stats().pending), (3, 0));
}

#[test]
fn orphans_are_found_and_what_records_refer_to_is_not() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(6));
    let mut ring = open(&disk);
    let slots: Vec<Slot> = KeyClass::ALL.into_iter().map(|class| made(&mut ring, class, &mut entropy).0).collect();
    ring.sync().unwrap();
    let ring = open(&disk);
    let mut orphans = ring.reconcile(&slots[3..].iter().copied().collect());
    orphans.sort_unstable();
    let mut due = slots[..3].to_vec();
    due.sort_unstable();
    assert_eq!(orphans, due);
    assert_eq!(ring.stats().occupied as usize, slots.len());
}

/// RAW-10.
#[test]
fn a_wrong_master_changes_no_byte() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(7));
    let mut ring = open(&disk);
    made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    let (before, operations) = (bytes(&disk), disk.operations());
    assert!(matches!(refusal(&disk, &Master::ephemeral(&mut entropy)), RingError::WrongMaster));
    assert_eq!((bytes(&disk), disk.operations()), (before, operations));
}

#[test]
fn a_ring_without_its_slots_or_its_head_is_refused_and_not_made_anew() {
    let disk = MemoryDisk::new();
    drop(open(&disk));
    let [head, slots, _] = bytes(&disk);
    let only_head = MemoryDisk::new();
    only_head.write_at(RingFile::Head, 0, &head).unwrap();
    assert!(matches!(refusal(&only_head, &master()), RingError::Damaged));
    let only_slots = MemoryDisk::new();
    only_slots.write_at(RingFile::Even, 0, &slots).unwrap();
    assert!(matches!(refusal(&only_slots, &master()), RingError::WrongMaster));
    for disk in [only_head, only_slots] {
        assert_eq!(disk.operations(), 1);
    }
}

#[test]
fn one_damaged_head_is_healed_from_the_other() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(8));
    let mut ring = open(&disk);
    let (slot, key) = made(&mut ring, KeyClass::Ban, &mut entropy);
    ring.sync().unwrap();
    for copy in HEAD_COPIES {
        disk.write_at(RingFile::Head, copy, &[0; 40]).unwrap();
        assert_eq!(found(&open(&disk), slot, KeyClass::Ban), Some(key));
    }
}

/// A thief with the master key and every byte of `disk`: every key any offset gives away. Heads are looked for in steps
/// of 16 bytes, keys at each byte.
fn thief(disk: &MemoryDisk) -> Vec<Key> {
    let files = bytes(disk);
    let windows = || files.iter().flat_map(|file| file.windows(SLOT_BYTES).step_by(16));
    let mut heads: Vec<Head> =
        windows().filter_map(|part| Head::read(part.try_into().unwrap(), master().head())).collect();
    assert!(!heads.is_empty(), "the control: the thief does find the ring's key");
    heads.dedup_by(|one, other| one.key.expose() == other.key.expose());
    let mut keys = Vec::new();
    for head in heads {
        for (file, step) in files.iter().zip([16, 1, 1]) {
            for (offset, part) in file.windows(SLOT_BYTES).enumerate().step_by(step) {
                let index = u32::try_from(offset / SLOT_BYTES).unwrap();
                keys.extend(head.open_slot(index, part.try_into().unwrap()).map(|(_, key)| key));
            }
        }
    }
    keys
}

/// SHR-1, SHR-2: the store's whole history, the new ring and the master do not bring back what was shredded.
#[test]
fn old_copies_of_the_store_open_only_what_still_lives() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(9));
    let mut ring = open_small(&disk);
    let mut envelopes = Vec::new();
    for _ in 0..8 {
        let (slot, key) = ring.create(KeyClass::Text, &mut entropy).unwrap();
        let name = KeyRef::Ring(KeyClass::Text, slot);
        envelopes.push((slot, seal::seal(&key, name, &PLACE, b"KANARIE", &mut entropy).unwrap()));
    }
    ring.sync().unwrap();
    let opened = |disk: &MemoryDisk| -> Vec<bool> {
        let keys = thief(disk);
        let try_all = |envelope: &Vec<u8>| {
            keys.iter().any(|key| match seal::open(key, &PLACE, envelope) {
                Ok(_) => true,
                Err(OpenError::WrongKey) => false,
                Err(other) => panic!("{other}"),
            })
        };
        envelopes.iter().map(|(_, envelope)| try_all(envelope)).collect()
    };
    assert_eq!(opened(&disk), [true; 8], "the control: all live ones are found");
    for (slot, _) in &envelopes[..5] {
        ring.shred(*slot, &mut entropy).unwrap();
    }
    ring.sync().unwrap();
    let due = [false, false, false, false, false, true, true, true];
    assert_eq!(opened(&disk), due);
    ring.rotate(&mut entropy).unwrap();
    assert_eq!(opened(&disk), due);
}

/// No stretch of 16 bytes of a file's slots is where it was.
fn nothing_is_left(old: &[u8], new: &[u8]) -> bool {
    old.as_chunks::<16>().0.iter().zip(new.as_chunks::<16>().0).all(|(old, new)| old != new)
}

/// SHR-6.
#[test]
fn after_a_rotation_only_the_new_file_says_anything() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(10));
    let mut ring = open_small(&disk);
    let keys: Vec<_> = (0..12).map(|_| made(&mut ring, KeyClass::Route, &mut entropy)).collect();
    ring.sync().unwrap();
    let first = bytes(&disk);
    for turn in 1..=3 {
        let before = bytes(&disk);
        ring.rotate(&mut entropy).unwrap();
        assert!(before.iter().zip(bytes(&disk)).skip(1).all(|(old, new)| nothing_is_left(old, &new)));
        assert_eq!(ring.stats().generation, turn);
        for ring in [&ring, &open_small(&disk.copy())] {
            assert!(keys.iter().all(|(slot, key)| found(ring, *slot, KeyClass::Route) == Some(*key)));
        }
        assert_eq!(thief(&disk).len(), keys.len(), "all that live and nothing else");
    }
    // The head too: with the old slots kept elsewhere, the ring's old key must not be found.
    let mixed = MemoryDisk::new();
    mixed.write_at(RingFile::Head, 0, &disk.contents(RingFile::Head)).unwrap();
    mixed.write_at(RingFile::Even, 0, &first[1]).unwrap();
    assert!(thief(&mixed).is_empty());
}

#[test]
fn a_rotation_does_not_start_while_changes_wait() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(11));
    let mut ring = open(&disk);
    made(&mut ring, KeyClass::Route, &mut entropy);
    assert!(matches!(ring.rotate(&mut entropy), Err(RingError::Pending)));
}

#[test]
fn a_rotation_tells_of_a_damaged_slot() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(12));
    let mut ring = open(&disk);
    let (hurt, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    let (well, key) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    let before = disk.contents(RingFile::Head);
    disk.write_at(RingFile::Even, offset_of(hurt.0) + 70, &[1, 2, 3]).unwrap();
    assert!(matches!(ring.key(hurt, KeyClass::Route), Err(RingError::Lost)), "no reason to delete a record");
    assert!(matches!(ring.rotate(&mut entropy), Err(RingError::Lost)));
    assert!(disk.contents(RingFile::Head) == before, "everything stays as it was");
    assert_eq!(found(&ring, well, KeyClass::Route), Some(key));
    let ring = open(&disk);
    assert_eq!(found(&ring, hurt, KeyClass::Route), None);
    assert!(!ring.was_shredded(hurt).unwrap(), "damage is not forgetting");
}

#[test]
fn the_ring_grows_to_its_maximum_and_not_beyond() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(13));
    let mut ring = open_small(&disk);
    for number in 0..SMALL.slots_max {
        if number % 20 == 0 {
            ring.sync().unwrap();
        }
        made(&mut ring, KeyClass::Draft, &mut entropy);
    }
    assert!(matches!(ring.create(KeyClass::Draft, &mut entropy), Err(RingError::Full)));
    ring.sync().unwrap();
    ring.shred(Slot(5), &mut entropy).unwrap();
    assert!(matches!(ring.create(KeyClass::Draft, &mut entropy), Err(RingError::Full)), "not before it is gone");
    ring.sync().unwrap();
    assert_eq!(made(&mut ring, KeyClass::Draft, &mut entropy).0, Slot(5));
    ring.sync().unwrap();
    ring.rotate(&mut entropy).unwrap();
    let stats = open_small(&disk).stats();
    assert_eq!((stats.slots, stats.occupied), (SMALL.slots_max, SMALL.slots_max));
}

#[test]
fn waiting_changes_are_bounded() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(14));
    let mut ring = open(&disk);
    for _ in 0..PENDING_MAX {
        ring.shred(Slot(0), &mut entropy).unwrap();
    }
    assert!(matches!(ring.shred(Slot(0), &mut entropy), Err(RingError::Pending)));
    assert!(matches!(ring.create(KeyClass::Text, &mut entropy), Err(RingError::Pending)));
    ring.sync().unwrap();
    assert!(ring.create(KeyClass::Text, &mut entropy).is_ok());
}

#[test]
fn neighbouring_slots_do_not_tell_who_came_together() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(15));
    let mut ring = open(&disk);
    let slots: Vec<u32> = (0..100).map(|_| made(&mut ring, KeyClass::Route, &mut entropy).0.0).collect();
    let close = slots.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) < 8).count();
    assert!(close < 10, "{close} of 99 came to lie beside the one before");
}

/// The worst chi-squared of the byte values at any place of the slots; about 255 ± 23 each for noise.
fn worst_chi_squared(slots: &[SlotImage]) -> f64 {
    let at = |place: usize| {
        let mut counts = [0_u32; 16];
        for slot in slots {
            counts[usize::from(slot[place] >> 4)] += 1;
        }
        let due = slots.len() as f64 / 16.0;
        counts.iter().map(|count| (f64::from(*count) - due).powi(2) / due).sum::<f64>()
    };
    (0..SLOT_BYTES).map(at).fold(0.0, f64::max)
}

/// SHR-8.
#[test]
fn occupied_and_free_slots_look_alike() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(16));
    let mut ring = open(&disk);
    let taken: HashSet<u32> = (0..512).map(|_| made(&mut ring, KeyClass::Route, &mut entropy).0.0).collect();
    ring.sync().unwrap();
    let file = disk.contents(RingFile::Even);
    let (mut occupied, free): (Vec<_>, Vec<_>) =
        (0..).zip(file.as_chunks::<SLOT_BYTES>().0).partition(|(index, _)| taken.contains(index));
    let images = |slots: &[(u32, &SlotImage)]| slots.iter().map(|(_, image)| **image).collect::<Vec<_>>();
    // 15 degrees of freedom, 128 places: noise stays below 50 all but once in a thousand seeds.
    assert!(worst_chi_squared(&images(&occupied)) < 50.0);
    assert!(worst_chi_squared(&images(&free)) < 50.0);
    let mut marked = images(&occupied);
    for (image, (index, _)) in marked.iter_mut().zip(&mut occupied) {
        image[..4].copy_from_slice(&index.to_le_bytes());
    }
    assert!(worst_chi_squared(&marked) > 50.0, "the control: an index in clear is seen");
}

#[test]
fn a_disk_that_does_not_answer_is_no_missing_key() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(17));
    let mut ring = open(&disk);
    let (slot, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    disk.stop_before(0);
    assert!(matches!(ring.key(slot, KeyClass::Route), Err(RingError::Disk(_))));
}

/// A disk that says yes to every write and, while told to, forgets it.
struct Forgetful(MemoryDisk, Arc<AtomicBool>);

impl RingDisk for Forgetful {
    fn read_at(&self, file: RingFile, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.0.read_at(file, offset, buffer)
    }

    fn write_at(&self, file: RingFile, offset: u64, bytes: &[u8]) -> io::Result<()> {
        if self.1.load(Ordering::Relaxed) { Ok(()) } else { self.0.write_at(file, offset, bytes) }
    }

    fn sync(&self, file: RingFile) -> io::Result<()> {
        self.0.sync(file)
    }

    fn len(&self, file: RingFile) -> io::Result<u64> {
        self.0.len(file)
    }
}

#[test]
fn a_shred_that_did_not_reach_the_disk_is_never_called_done() {
    let (forgets, mut entropy) = (Arc::new(AtomicBool::new(false)), Seeded::new(20));
    let disk = Forgetful(MemoryDisk::new(), forgets.clone());
    let mut ring = Ring::open(disk, &master(), &mut entropy).unwrap_or_else(|error| panic!("{error}"));
    let (slot, _) = made(&mut ring, KeyClass::Route, &mut entropy);
    ring.sync().unwrap();
    ring.shred(slot, &mut entropy).unwrap();
    forgets.store(true, Ordering::Relaxed);
    for _ in 0..2 {
        assert!(matches!(ring.sync(), Err(RingError::Unshredded)));
        assert_eq!(ring.stats().occupied, 1, "the slot is not free for another key");
        assert_eq!(found(&ring, slot, KeyClass::Route), None);
    }
    forgets.store(false, Ordering::Relaxed);
    ring.sync().unwrap();
    assert_eq!((ring.stats().occupied, ring.stats().pending), (0, 0));
}

#[test]
fn a_ring_lives_in_a_folder_too() {
    let yard = tempfile::tempdir().unwrap();
    let folder = yard.path().join("ring");
    let mut entropy = Seeded::new(18);
    let opened = |entropy: &mut Seeded| {
        let disk = FolderDisk::open(&folder).unwrap_or_else(|error| panic!("{error}"));
        Ring::open(disk, &master(), entropy).unwrap_or_else(|error| panic!("{error}"))
    };
    let mut ring = opened(&mut entropy);
    let (kept, key) = made(&mut ring, KeyClass::Route, &mut entropy);
    let (gone, _) = made(&mut ring, KeyClass::Text, &mut entropy);
    ring.sync().unwrap();
    ring.shred(gone, &mut entropy).unwrap();
    ring.sync().unwrap();
    ring.rotate(&mut entropy).unwrap();
    drop(ring);
    let ring = opened(&mut entropy);
    assert_eq!(found(&ring, kept, KeyClass::Route), Some(key));
    assert_eq!(found(&ring, gone, KeyClass::Text), None);
}
