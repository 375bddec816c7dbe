//! What a start does about damage in ring and store: it names what is lost, and nothing goes until that is accepted.
//!
//! Never true of this file: a start that refused has destroyed a key or removed a record.

use super::*;

/// Writes something else over the slot of a key, as a bad sector or a stray write would.
fn damage_slot(ring: &RingDisk, key: KeyRef) {
    const SLOT_BYTES: u64 = 128;
    let KeyRef::Ring(_, slot) = key else { panic!("a key of the ring") };
    let mut bytes = [0; 128];
    let at = u64::from(slot.0) * SLOT_BYTES;
    ring.read_at(RingFile::Even, at, &mut bytes).expect("read");
    bytes[70] ^= 1;
    ring.write_at(RingFile::Even, at, &bytes).expect("write");
    ring.sync(RingFile::Even).expect("sync");
}

#[test]
fn a_damaged_key_is_named_and_nothing_goes_until_the_loss_is_accepted() {
    let mut place = Place::new();
    let (hurt, well) = (CaseId([1; 16]), CaseId([2; 16]));
    let mut store = place.open();
    let (text, _) = put_case(&mut store, hurt, "AAAAAA").expect("staged");
    let (other, _) = put_case(&mut store, well, "BBBBBB").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    // Opened again, so that no key is at hand from the commit: one that is opens what it always did.
    let mut store = place.open();
    damage_slot(&place.ring, text);
    let found = store.get::<Cases>(&hurt);
    assert!(matches!(found, Err(StoreError::Ring(RingError::Lost))), "not taken for forgotten while running either");
    drop(store);
    for _ in 0..2 {
        let refused = place.try_open(OnLoss::Refuse).err();
        let what = match &refused {
            Some(StoreError::KeysLost { what }) => what.clone(),
            _ => panic!("{refused:?}"),
        };
        assert!(what.contains("1 of table \"cases\"") && what.contains("1 of table \"entries\""), "{what}");
        assert!(!what.contains("routes"), "{what}");
    }
    let (mut store, report) = place.try_open(OnLoss::Accept).expect("the loss is accepted");
    assert_eq!(report.purged, 2, "exactly what lay under the key");
    assert!(store.get::<Cases>(&hurt).expect("read").is_none());
    assert!(store.get::<Cases>(&well).expect("read").is_some());
    assert_eq!(store.key_of::<Cases>(&well).expect("read"), Some(other));
    drop(store);
    place.open();
}

#[test]
fn the_key_of_the_night_is_not_missed_in_silence() {
    let mut place = Place::new();
    let store = place.open();
    let epoch = store.epoch().expect("a night");
    drop(store);
    damage_slot(&place.ring, epoch);
    assert!(matches!(place.try_open(OnLoss::Refuse), Err(StoreError::KeysLost { .. })));
    let (store, _) = place.try_open(OnLoss::Accept).expect("the loss is accepted");
    assert_ne!(store.epoch(), Some(epoch), "a new night began");
    drop(store);
    place.open();
}

#[test]
fn an_empty_store_beside_a_ring_in_use_destroys_no_key() {
    let mut place = Place::new();
    let id = CaseId([1; 16]);
    let mut store = place.open();
    put_case(&mut store, id, "AAAAAA").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    // The disk of the store was not mounted, say.
    let whole = std::mem::replace(&mut place.store, StoreDisk::new());
    let refused = place.try_open(OnLoss::Refuse).err();
    assert!(matches!(&refused, Some(StoreError::Missing { what }) if what.contains("2 keys")), "{refused:?}");
    place.store = whole;
    assert!(place.open().get::<Cases>(&id).expect("read").is_some(), "with its store it is whole again");
}

#[test]
fn a_record_that_does_not_open_goes_only_when_the_loss_is_accepted() {
    let mut place = Place::new();
    let (bent, well) = (CaseId([1; 16]), CaseId([2; 16]));
    let mut store = place.open();
    put_case(&mut store, bent, "AAAAAA").expect("staged");
    put_case(&mut store, well, "BBBBBB").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    let mut engine = MemoryEngine::open(&place.store).expect("open");
    // An entry: a start opens those only when it must.
    let key = Entries::key_bytes(&(bent, 0));
    let mut value = engine.get(&key).expect("read").expect("it is there");
    *value.last_mut().expect("not empty") ^= 1;
    let mut batch = Batch::new();
    batch.put(key, value);
    engine.commit(batch).expect("commit");
    drop(engine);
    let mut store = place.open();
    assert!(matches!(store.get::<Entries>(&(bent, 0)), Err(StoreError::Damaged { table: "entries" })));
    drop(store);
    let (mut store, report) = place.try_open(OnLoss::Accept).expect("the loss is accepted");
    assert_eq!(report.purged, 1);
    assert!(store.get::<Entries>(&(bent, 0)).expect("read").is_none());
    assert!(store.get::<Entries>(&(well, 0)).expect("read").is_some());
}
