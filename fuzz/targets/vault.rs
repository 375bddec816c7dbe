//! What lies on the disk and may be damaged or changed by somebody: sealed values and the ring's three files.

use std::collections::BTreeMap;

use rechtdoor::domain::Entropy;
use rechtdoor::vault::ring::RingDisk;
use rechtdoor::vault::seal::{self, SIZES};
use rechtdoor::vault::{Key, KeyClass, KeyRef, Master, MemoryDisk, Place, Ring, RingError, RingFile, Sizes, Slot};

use super::Same;

const PLACE: Place<'static> = Place { table: b'c', key: b"record", schema: 1 };
const NAME: KeyRef = KeyRef::Ring(KeyClass::Text, Slot(7));

/// A sealed value opens only untouched, at its place and under its key; bytes that nobody sealed never open.
///
/// The first byte chooses: the rest is an envelope as found, or changes to a real one, three bytes each.
pub fn sealed(bytes: &[u8]) {
    struct Real {
        key: Key,
        other: Key,
        envelopes: [(Vec<u8>, Vec<u8>); 4],
    }
    thread_local! {
        static REAL: Real = {
            let mut entropy = Same::new(b"sealed");
            let key = Key::random(&mut entropy);
            let envelopes = [0, 300, 2_000, 8_000].map(|length| {
                let mut plain = vec![0; length];
                entropy.fill(&mut plain);
                let envelope = seal::seal(&key, NAME, &PLACE, &plain, &mut entropy).expect("short enough");
                (plain, envelope)
            });
            Real { key, other: Key::random(&mut entropy), envelopes }
        };
    }
    let Some((choice, rest)) = bytes.split_first() else { return };
    REAL.with(|real| {
        if *choice >= 0x80 {
            let header = seal::header(rest);
            let opened = seal::open(&real.key, &PLACE, rest);
            assert!(opened.is_err());
            assert!(header.is_none() || matches!(rest.first(), Some(1)));
            return;
        }
        // The small ones are cheap, so most tries go there.
        let (plain, envelope) = match choice {
            0 => &real.envelopes[3],
            1..=3 => &real.envelopes[2],
            4..=0x1f => &real.envelopes[1],
            _ => &real.envelopes[0],
        };
        let mut changed = envelope.clone();
        let (mut key, mut place) = (&real.key, PLACE);
        for [what, low, high] in rest.as_chunks::<3>().0 {
            let number = usize::from(u16::from_le_bytes([*low, *high]));
            match what % 8 {
                0 => key = &real.other,
                1 => place.table = *low,
                2 => place.schema = u16::from_le_bytes([*low, *high]),
                3 => place.key = b"record".get(..number % 7).unwrap_or_default(),
                4 => changed.truncate(number),
                5 => changed.resize(number % (SIZES[3] + 1), 0),
                _ if changed.is_empty() => {}
                _ => {
                    let at = number % changed.len();
                    changed[at] ^= what.rotate_left(3) | 1;
                }
            }
        }
        let untouched = changed == *envelope && std::ptr::eq(key, &raw const real.key);
        let untouched = untouched && place.table == PLACE.table && place.schema == 1 && place.key == PLACE.key;
        match seal::open(key, &place, &changed) {
            Ok(opened) => assert!(untouched && *opened == *plain),
            Err(_) => assert!(!untouched),
        }
    });
}

/// So small that an execution takes microseconds; as the real one, it has steps and a maximum.
const SMALL: Sizes = Sizes { slots_max: 12, slots_step: 4 };
const SLOT_BYTES: usize = 128;
const HEAD_COPY_BYTES: usize = 128;
const HEAD_COPIES: [usize; 2] = [0, 4096];

type Files = [Vec<u8>; 3];

/// A ring that lived a while, as its disk holds it.
struct House {
    master: Master,
    stranger: Master,
    files: Files,
    /// The slots' file before the last night: its keys were sealed under a ring key that is gone.
    old: Vec<u8>,
    /// What was put and is still there: class and mark of the key.
    put: BTreeMap<u32, (KeyClass, Vec<u8>)>,
}

/// A key without showing it: what it makes of one small message.
fn mark(key: &Key) -> Vec<u8> {
    let mut zeros = Same::new(b"mark");
    seal::seal(key, NAME, &PLACE, b"", &mut zeros).expect("short enough")
}

fn disk_of(files: &Files) -> MemoryDisk {
    let disk = MemoryDisk::new();
    for (file, bytes) in RingFile::ALL.into_iter().zip(files) {
        disk.write_at(file, 0, bytes).expect("memory takes it");
        disk.sync(file).expect("memory takes it");
    }
    disk
}

fn files_of(disk: &MemoryDisk) -> Files {
    RingFile::ALL.map(|file| disk.contents(file))
}

fn open(disk: &MemoryDisk, master: &Master) -> Result<Ring, RingError> {
    Ring::open_sized(Box::new(disk.clone()), master, SMALL, &mut Same::new(b"open"))
}

impl House {
    fn new() -> Self {
        let mut entropy = Same::new(b"ring");
        let (master, stranger) = (Master::ephemeral(&mut entropy), Master::ephemeral(&mut entropy));
        let disk = MemoryDisk::new();
        let mut ring = open(&disk, &master).expect("a new ring");
        let mut put = BTreeMap::new();
        for class in [KeyClass::Route, KeyClass::Text, KeyClass::Draft, KeyClass::Epoch] {
            let (slot, key) = ring.create(class, &mut entropy).expect("room");
            put.insert(slot.0, (class, mark(&key)));
        }
        ring.sync().expect("memory takes it");
        let first = files_of(&disk);
        let gone = *put.keys().next_back().expect("four keys");
        ring.shred(Slot(gone), &mut entropy).expect("room");
        put.remove(&gone);
        ring.sync().expect("memory takes it");
        ring.rotate(&mut entropy).expect("nothing waits");
        drop(ring);
        let [_, old, _] = first;
        Self { master, stranger, files: files_of(&disk), old, put }
    }

    /// What `bytes` make of the files: four bytes a change. Tells whether another master is tried.
    fn changed(&self, bytes: &[u8]) -> (Files, bool) {
        let (mut files, mut stranger) = (self.files.clone(), false);
        for [what, a, b, c] in bytes.as_chunks::<4>().0 {
            let file = usize::from(*what >> 4) % 3;
            let number = usize::from(u16::from_le_bytes([*a, *b]));
            let length = files[file].len();
            match what & 0x0f {
                0..=4 if length > 0 => files[file][number % length] ^= c | 1,
                5 => files[file].truncate(number),
                6 => files[file].resize(length + usize::from(*c) * 3, *a),
                7 => {
                    let from = usize::from(*a) % 16 * SLOT_BYTES;
                    let to = usize::from(*b) % 16 * SLOT_BYTES;
                    let image = files[file].get(from..from + SLOT_BYTES).map(<[u8]>::to_vec);
                    if let (Some(image), Some(place)) = (image, files[file].get_mut(to..to + SLOT_BYTES)) {
                        place.copy_from_slice(&image);
                    }
                }
                8 => files.swap(1, 2),
                9 => files[1 + usize::from(*a) % 2] = self.old.clone(),
                10 => stranger = true,
                11 => {
                    let copy = HEAD_COPIES[usize::from(*a) % 2];
                    if let Some(place) = files[0].get_mut(copy..copy + HEAD_COPY_BYTES) {
                        place.fill(*b);
                    }
                }
                _ => {}
            }
        }
        (files, stranger)
    }
}

/// A damaged ring refuses and leaves every byte, or opens exactly what was put there, as what it was put; and then it
/// keeps what is put next.
pub fn ring(bytes: &[u8]) {
    thread_local! {
        static HOUSE: House = House::new();
    }
    HOUSE.with(|house| {
        let (files, stranger) = house.changed(bytes);
        let disk = disk_of(&files);
        let master = if stranger { &house.stranger } else { &house.master };
        let mut ring = match open(&disk, master) {
            Ok(ring) => ring,
            Err(RingError::WrongMaster | RingError::Damaged) => {
                assert!(files_of(&disk) == files, "a refusal that wrote");
                assert!(files != house.files || stranger, "an untouched ring opens");
                return;
            }
            Err(RingError::Full) => {
                let slots_max = SMALL.slots_max as usize * SLOT_BYTES;
                assert!(files[1].len() > slots_max || files[2].len() > slots_max);
                return;
            }
            Err(error) => panic!("{error}"),
        };
        let nothing_there = files[1].is_empty() && files[2].is_empty();
        assert!(!ring.stats().fresh || nothing_there, "a ring with slots is never made anew");
        assert!(!stranger || ring.stats().fresh, "a stranger opens nothing");
        opens_what_was_put(&ring, house, &files);
        keeps_what_is_put(&mut ring, &disk, master);
    });
}

fn opens_what_was_put(ring: &Ring, house: &House, files: &Files) {
    let untouched = |slot: u32| {
        let at = slot as usize * SLOT_BYTES;
        // One night has passed, so the slots that count are in the second file.
        files[2].get(at..at + SLOT_BYTES) == house.files[2].get(at..at + SLOT_BYTES)
    };
    for slot in 0..SMALL.slots_max {
        for class in KeyClass::ALL {
            let found = ring.key(Slot(slot), class).expect("memory answers");
            let put = house.put.get(&slot).filter(|(as_class, _)| *as_class == class);
            match (found, put) {
                (Some(key), Some((_, mark_put))) => assert!(mark(&key) == *mark_put, "another key"),
                (Some(_), None) => panic!("a key that was never put there, or was forgotten"),
                (None, Some(_)) => assert!(ring.stats().fresh || !untouched(slot), "a whole key is lost"),
                (None, None) => {}
            }
        }
    }
}

fn keeps_what_is_put(ring: &mut Ring, disk: &MemoryDisk, master: &Master) {
    let mut entropy = Same::new(b"next");
    let (slot, key) = match ring.create(KeyClass::Ban, &mut entropy) {
        Ok(made) => made,
        Err(RingError::Full) => return,
        Err(error) => panic!("{error}"),
    };
    ring.sync().expect("memory takes it");
    let again = open(&disk.copy(), master).expect("what opened opens again");
    let found = again.key(slot, KeyClass::Ban).expect("memory answers").expect("the key is kept");
    assert!(mark(&found) == mark(&key));
}
