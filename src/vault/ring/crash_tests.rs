//! The power fails before every single write and sync of a ring's life, and takes every choice of what was not synced.

#![allow(clippy::unwrap_used)]

use super::*;
use crate::vault::testing::Seeded;

/// What a caller was promised.
#[derive(Default)]
struct Promised {
    live: Vec<(Slot, KeyClass, [u8; 32])>,
    gone: Vec<(Slot, KeyClass, [u8; 32])>,
    /// Asked for and not yet acknowledged: may be there or not, but never as something else.
    open: Vec<(Slot, KeyClass, [u8; 32])>,
    /// The ring's own keys so far: an old sector of the head may keep each of them for ever.
    heads: Vec<Head>,
}

fn kept(head: &Head) -> Head {
    Head { sequence: head.sequence, generation: head.generation, slots: head.slots, key: head.key.duplicate() }
}

/// So small that hundreds of lives cost seconds: the same operations in the same order, on fewer slots.
const SMALL: Sizes = Sizes { slots_max: 64, slots_step: 8 };

fn open(disk: &MemoryDisk, master: &Master, entropy: &mut Seeded) -> Result<Ring, RingError> {
    Ring::open_sized(Box::new(disk.clone()), master, SMALL, entropy)
}

fn masters() -> [Master; 2] {
    [Master::ephemeral(&mut Seeded::new(1)), Master::ephemeral(&mut Seeded::new(2))]
}

/// One short life: made, used, shredded from, grown, rotated, handed to another master.
fn live(disk: &MemoryDisk, promised: &mut Promised, entropy: &mut Seeded) -> Result<(), RingError> {
    let [first, second] = masters();
    let mut ring = open(disk, &first, entropy)?;
    for round in 0..2 {
        promised.heads.push(kept(&ring.head));
        for class in [KeyClass::Route, KeyClass::Text] {
            let (slot, key) = ring.create(class, entropy)?;
            promised.open.push((slot, class, *key.expose()));
        }
        ring.sync()?;
        promised.live.append(&mut promised.open);

        let old = promised.live.remove(0);
        promised.open.push(old);
        ring.shred(old.0, entropy)?;
        ring.sync()?;
        promised.gone.append(&mut promised.open);

        let (slot, key) = ring.create(KeyClass::Route, entropy)?;
        promised.open.push((slot, KeyClass::Route, *key.expose()));
        let old = promised.live[0];
        ring.retire(old.0, entropy)?;
        ring.sync()?;
        promised.live.append(&mut promised.open);
        promised.open.push(promised.live.remove(0));
        ring.settle()?;
        promised.gone.append(&mut promised.open);

        if round == 0 {
            // Growth, without filling the ring first.
            ring.free.clear();
            let (slot, key) = ring.create(KeyClass::Ban, entropy)?;
            promised.open.push((slot, KeyClass::Ban, *key.expose()));
            ring.sync()?;
            promised.live.append(&mut promised.open);
        }
        ring.rotate(entropy)?;
    }
    ring.change_master(&second, entropy)
}

fn check(disk: &MemoryDisk, promised: &Promised, whole: bool) -> Result<(), String> {
    let [first, second] = masters();
    let mut entropy = Seeded::new(9);
    let ring = match open(disk, &second, &mut entropy) {
        Ok(ring) => ring,
        Err(_) if whole => return Err("the new master must open what was handed to it".to_owned()),
        Err(_) => open(disk, &first, &mut entropy).map_err(|error| error.to_string())?,
    };
    let key = |slot, class| ring.key(slot, class).map(|key| key.map(|key| *key.expose())).map_err(|e| e.to_string());
    for (number, (slot, class, due)) in promised.live.iter().enumerate() {
        if key(*slot, *class)? != Some(*due) {
            return Err(format!("promised key {number} of {} is lost", promised.live.len()));
        }
    }
    for (slot, _) in ring.occupied() {
        let everything = promised.live.iter().chain(&promised.open);
        let Some((_, class, due)) = everything.clone().find(|(known, ..)| *known == slot) else {
            return Err("a slot holds what was promised gone, or never asked for".to_owned());
        };
        if key(slot, *class)?.is_some_and(|found| !everything.clone().any(|(.., key)| *key == found)) {
            return Err("a slot holds another key than it was given".to_owned());
        }
        if promised.gone.iter().any(|(.., key)| key == due) {
            return Err("the test promised one key twice".to_owned());
        }
    }
    for head in promised.heads.iter().filter(|head| head.generation != ring.head.generation) {
        let file = disk.contents(head.file());
        if (0..).zip(file.as_chunks().0).any(|(index, image)| head.open_slot(index, image).is_some()) {
            return Err("a slot still opens under the ring's key of an earlier generation".to_owned());
        }
    }
    for (slot, class, shredded) in &promised.gone {
        if key(*slot, *class)? == Some(*shredded) {
            return Err("a shredded key is back".to_owned());
        }
    }
    Ok(())
}

/// Each choice of fates for `writes` unsynced writes while that is few, a seeded sample beyond.
fn choices(writes: usize, seed: u64) -> Vec<Vec<Fate>> {
    const FATES: [Fate; 4] = [Fate::Kept, Fate::Dropped, Fate::Torn(50), Fate::Torn(3 * SLOT_BYTES + 60)];
    if writes <= 2 {
        let all = FATES.len().pow(u32::try_from(writes).unwrap());
        let pick = |choice: usize| (0..writes).map(|place| FATES[choice / FATES.len().pow(place as u32) % 4]).collect();
        return (0..all).map(pick).collect();
    }
    let mut random = Seeded::new(seed);
    (0..12).map(|_| (0..writes).map(|_| FATES[random.below(4)]).collect()).collect()
}

/// SHR-3.
#[test]
fn a_power_cut_at_any_moment_breaks_no_promise() {
    let whole = {
        let (disk, mut promised) = (MemoryDisk::new(), Promised::default());
        live(&disk, &mut promised, &mut Seeded::new(5)).unwrap();
        // Counted before the check, which opens the ring and so adds syncs of its own.
        let operations = disk.operations();
        check(&disk, &promised, true).unwrap();
        operations
    };
    assert!(whole > 40, "the life has become too short to prove anything: {whole} operations");
    for stop in 0..whole {
        // The same seed lives the same life up to the cut.
        let lived = || {
            let (disk, mut promised) = (MemoryDisk::new(), Promised::default());
            disk.stop_before(stop);
            assert!(live(&disk, &mut promised, &mut Seeded::new(5)).is_err());
            (disk, promised)
        };
        let writes = lived().0.unsynced();
        for fates in choices(writes, stop as u64) {
            let (disk, promised) = lived();
            disk.power_cut(|write| fates[write]);
            check(&disk, &promised, false).unwrap_or_else(|error| panic!("stop {stop}, {fates:?}: {error}"));
            disk.power_cut(|_| Fate::Dropped);
            check(&disk, &promised, false).unwrap_or_else(|error| panic!("stop {stop}, {fates:?}, again: {error}"));
        }
    }
}

/// A killed process leaves writes that can be read and still be lost: opening must not build on them.
#[test]
fn a_power_cut_after_a_kill_breaks_no_promise() {
    let disk = MemoryDisk::new();
    live(&disk, &mut Promised::default(), &mut Seeded::new(5)).unwrap();
    for stop in 0..disk.operations() {
        let mut opening = 0;
        // And the opening after the kill is cut short as well, before each of its own operations.
        loop {
            let (disk, mut promised) = (MemoryDisk::new(), Promised::default());
            disk.stop_before(stop);
            assert!(live(&disk, &mut promised, &mut Seeded::new(5)).is_err());
            disk.restart();
            disk.stop_before(stop + opening);
            let [first, _] = masters();
            let opened = open(&disk, &first, &mut Seeded::new(6)).is_ok();
            disk.power_cut(|_| Fate::Dropped);
            check(&disk, &promised, false).unwrap_or_else(|error| panic!("kill {stop}, cut {opening}: {error}"));
            // The handing-over may leave a ring that only the second master opens.
            if opened || opening > 20 {
                break;
            }
            opening += 1;
        }
    }
}

#[test]
fn a_ring_whose_head_is_unknown_does_nothing_more() {
    let (disk, mut entropy) = (MemoryDisk::new(), Seeded::new(3));
    let [first, _] = masters();
    let mut ring = open(&disk, &first, &mut entropy).unwrap_or_else(|error| panic!("{error}"));
    let (slot, _) = ring.create(KeyClass::Text, &mut entropy).unwrap();
    ring.sync().unwrap();
    // Past the new file and its sync, into the writing of the head.
    disk.stop_before(disk.operations() + 3);
    assert!(matches!(ring.rotate(&mut entropy), Err(RingError::Disk(_))));
    disk.restart();
    assert!(matches!(ring.create(KeyClass::Text, &mut entropy), Err(RingError::Broken)));
    assert!(matches!(ring.key(slot, KeyClass::Text), Err(RingError::Broken)));
    assert!(matches!(ring.sync(), Err(RingError::Broken)));
    assert!(
        open(&disk, &first, &mut entropy)
            .is_ok_and(|ring| ring.key(slot, KeyClass::Text).is_ok_and(|key| key.is_some()))
    );
}
