//! The log, tampered with in every way that a chain must show; each test first sees the chain hold.

use super::super::boot::OnLoss;
use super::super::engine::{Batch, MemoryDisk, MemoryEngine};
use super::*;
use crate::domain::audit::{Act, Doer};
use crate::domain::retention::Retention;
use crate::domain::{Entropy, StaffId};
use crate::vault::{self, Master, Ring};

/// 26 November 2026.
const NOW: Moment = Moment(20_783 * 86_400_000);

struct Seeded(blake3::OutputReader);

impl Seeded {
    fn new(seed: u8) -> Self {
        Self(blake3::Hasher::new().update(&[seed]).finalize_xof())
    }
}

impl Entropy for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

fn fresh() -> Store {
    let master = Master::ephemeral(&mut Seeded::new(1));
    let mut entropy = Seeded::new(2);
    let ring = Ring::open(vault::MemoryDisk::new(), &master, &mut entropy).expect("the ring opens");
    let engine = MemoryEngine::open(&MemoryDisk::new()).expect("the engine opens");
    let retention = Retention::default();
    let opened = Store::open(Box::new(engine), ring, master, retention, Box::new(entropy), NOW, OnLoss::Refuse);
    opened.expect("the store opens").0
}

fn deed(number: u8) -> Deed {
    Deed::new(Act::Claimed, Doer::Member(StaffId([number; 16])))
}

fn write(store: &mut Store, number: u8, at: Moment) {
    store.audit(deed(number), at).expect("staged");
    store.keep_turn();
    store.commit(at).expect("committed");
}

/// Six entries: three in November, three in December.
fn log() -> Store {
    let mut store = fresh();
    for number in 1..=6 {
        write(&mut store, number, NOW.plus_days(i64::from(number) * 2 - 2));
    }
    let held = store.verify_audit().expect("readable").expect("the control: an untouched chain holds");
    assert_eq!((held.entries, held.last), (6, 6));
    store
}

fn raw(store: &mut Store, change: impl FnOnce(&mut Batch, &dyn Fn(u64) -> Vec<u8>)) {
    let mut batch = Batch::new();
    let values: Vec<Vec<u8>> = (1..=6_u64)
        .map(|number| store.engine.get(&Audit::key_bytes(&number)).expect("readable").expect("there"))
        .collect();
    change(&mut batch, &|number| values[usize::try_from(number).expect("small") - 1].clone());
    store.engine.commit(batch).expect("committed");
}

fn broken(store: &mut Store) -> AuditBreak {
    store.verify_audit().expect("readable").expect_err("somebody tampered with it")
}

#[test]
fn an_entry_that_was_removed_is_missed() {
    for gone in 1..=6 {
        let mut store = log();
        raw(&mut store, |batch, _| batch.delete(Audit::key_bytes(&gone)));
        assert_eq!(broken(&mut store), AuditBreak::Missing(gone));
    }
}

#[test]
fn a_tail_that_was_cut_off_is_missed() {
    let mut store = log();
    raw(&mut store, |batch, _| (4..=6).for_each(|number| batch.delete(Audit::key_bytes(&number))));
    assert_eq!(broken(&mut store), AuditBreak::Missing(4));
}

#[test]
fn entries_that_changed_places_are_found_with_and_without_the_keys() {
    let mut store = log();
    raw(&mut store, |batch, value| {
        batch.put(Audit::key_bytes(&2), value(3));
        batch.put(Audit::key_bytes(&3), value(2));
    });
    assert_eq!(broken(&mut store), AuditBreak::Unreadable(2), "a seal vouches for its place");

    let mut store = log();
    let (two, three) = (store.get::<Audit>(&2).expect("readable"), store.get::<Audit>(&3).expect("readable"));
    store.update::<Audit>(&2, &three.expect("there")).expect("staged");
    store.update::<Audit>(&3, &two.expect("there")).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::Moved { at: 2, is: 3 });
}

#[test]
fn an_entry_that_was_edited_is_found_with_and_without_the_keys() {
    let mut store = log();
    raw(&mut store, |batch, value| {
        let mut bytes = value(5);
        *bytes.last_mut().expect("not empty") ^= 1;
        batch.put(Audit::key_bytes(&5), bytes);
    });
    assert_eq!(broken(&mut store), AuditBreak::Unreadable(5));

    let mut store = log();
    let mut record = store.get::<Audit>(&5).expect("readable").expect("there");
    record.entry.by = Doer::Member(StaffId([9; 16]));
    store.update::<Audit>(&5, &record).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::Changed(5));
}

/// Somebody who holds the keys of the store, and put back an older end: the month's checkpoint and the count tell.
#[test]
fn an_end_that_was_put_back_is_found() {
    let mut store = log();
    let five = store.get::<Audit>(&5).expect("readable").expect("there");
    store.put::<Marks>(&MarkKey::Head, &Mark { number: 5, hash: five.hash }, MARKS).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::Stray(1));

    let mut store = log();
    let two = store.get::<Audit>(&2).expect("readable").expect("there");
    store.put::<Marks>(&MarkKey::Head, &Mark { number: 2, hash: two.hash }, MARKS).expect("staged");
    (3..=6).for_each(|number| store.remove::<Audit>(&number).expect("staged"));
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::Checkpoint(NOW.day().month()));

    let mut store = log();
    store.put::<Marks>(&MarkKey::Head, &Mark { number: 6, hash: [7; 32] }, MARKS).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::Head);

    let mut store = log();
    store.remove::<Marks>(&MarkKey::Head).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(broken(&mut store), AuditBreak::NoHead);
}

#[test]
fn a_month_is_forgotten_with_its_key_and_the_chain_goes_on() {
    let mut store = log();
    let first = store.key_of::<Audit>(&1).expect("readable").expect("there");
    let last = store.key_of::<Audit>(&6).expect("readable").expect("there");
    assert_ne!(first, last, "each month has a key of its own");
    let marks = store.live_records(Marks::LETTER);
    // The first entry is 180 days old: it goes, and the key of its month serves the two that stay.
    let night = NOW.plus_days(180);
    store.forget_old_audit(night).expect("staged");
    store.keep_turn();
    store.commit(night).expect("committed");
    assert_eq!(store.verify_audit().expect("readable").expect("it holds").entries, 5);
    assert!(store.key_of::<Audit>(&2).expect("readable") == Some(first));
    // The last of November is over: the key goes, and the month's checkpoint with it.
    let night = NOW.plus_days(184);
    store.forget_old_audit(night).expect("staged");
    store.keep_turn();
    store.commit(night).expect("committed");
    assert_eq!(store.verify_audit().expect("readable").expect("it holds").entries, 3);
    assert!(key_of(&store.ring, &store.master, first).expect("readable").is_none(), "the key is destroyed");
    assert!(key_of(&store.ring, &store.master, last).expect("readable").is_some(), "the control");
    assert_eq!(store.live_records(Marks::LETTER), marks - 1);
    // Everything is over; what is done next begins behind it.
    let night = NOW.plus_days(400);
    store.forget_old_audit(night).expect("staged");
    store.keep_turn();
    store.commit(night).expect("committed");
    write(&mut store, 7, night);
    let held = store.verify_audit().expect("readable").expect("it holds");
    assert_eq!((held.entries, held.last), (1, 7));
    let newest = store.recent_audit(9).expect("readable");
    assert_eq!(newest.iter().map(|entry| entry.number).collect::<Vec<_>>(), [7]);
}

#[test]
fn at_its_maximum_the_log_gives_its_oldest_entry_for_the_newest() {
    let mut store = fresh();
    for number in 1..=9 {
        store.audit_within(deed(number), NOW.plus_days(i64::from(number)), 4).expect("staged");
        store.keep_turn();
        store.commit(NOW).expect("committed");
    }
    let held = store.verify_audit().expect("readable").expect("it holds");
    assert_eq!((held.entries, held.last), (4, 9));
    assert_eq!(store.live_records(Audit::LETTER), 4);
}

#[test]
fn a_dropped_turn_leaves_no_entry_and_a_repeated_deed_makes_none() {
    let mut store = log();
    store.audit(deed(7), NOW.plus_days(20)).expect("staged");
    store.drop_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(store.verify_audit().expect("readable").expect("it holds").entries, 6);
    // Two turns of one batch, and the second says nothing new.
    for _ in 0..2 {
        store.audit(deed(7), NOW.plus_days(20)).expect("staged");
        store.keep_turn();
    }
    store.commit(NOW).expect("committed");
    assert_eq!(store.verify_audit().expect("readable").expect("it holds").entries, 7);
}

#[test]
fn after_a_loss_that_was_accepted_the_log_goes_on_behind_what_is_left() {
    let mut store = log();
    for mark in [MarkKey::Head, MarkKey::Base] {
        store.remove::<Marks>(&mark).expect("staged");
    }
    store.keep_turn();
    store.commit(NOW).expect("committed");
    write(&mut store, 8, NOW.plus_days(30));
    assert_eq!(store.recent_audit(1).expect("readable").first().map(|entry| entry.number), Some(7));
    assert_eq!(broken(&mut store), AuditBreak::Stray(6), "what came before is shown as cut off");
}
