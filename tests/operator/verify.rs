//! `verify` on a store that is whole, and on every kind of damage: each is named, and none is touched.

use crate::place::{NOW, Place, Said, WORDS, ask};
use rechtdoor::domain::CaseId;
use rechtdoor::domain::audit::{Act, Deed, Doer};
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::runtime::open::checkpoint_of;
use rechtdoor::store::engine::{Batch, Checkpoint, Engine};
use rechtdoor::store::tables::{Audit, Cases, Table};
use rechtdoor::vault::{FolderDisk, Master};
use std::fs;
use std::ops::ControlFlow;

/// Runs `verify`, which must leave every byte as it was.
fn verify(place: &Place) -> Said {
    let before = place.contents();
    let said = place.says(&["verify"]);
    assert!(place.contents() == before, "verify changes nothing: {}", said.all());
    assert!(!said.all().contains(WORDS) && !said.all().contains("MERKWAARDIG"));
    said
}

/// Exit code 1, every one of `words`, and the mend.
fn names(place: &Place, words: &[&str]) {
    let said = verify(place);
    assert_eq!(said.code, 1, "{}", said.all());
    for word in words {
        assert!(said.err.contains(word), "{word}: {}", said.err);
    }
    assert!(said.err.lines().all(|line| line.contains("; mend: ")), "{}", said.err);
    assert!(!said.out.contains("Everything is whole"));
}

/// Changes the first record of a table as it lies in the engine; `None` takes it away.
fn tamper(place: &Place, letter: u8, change: impl Fn(Vec<u8>) -> Option<Vec<u8>>) {
    let mut engine = place.engine();
    let mut first = None;
    engine
        .scan(&[letter], &mut |key, value| {
            first = Some((key.to_vec(), value.to_vec()));
            ControlFlow::Break(())
        })
        .unwrap();
    let (key, value) = first.unwrap();
    let mut batch = Batch::new();
    match change(value) {
        Some(value) => batch.put(key, value),
        None => batch.delete(key),
    }
    engine.commit(batch).unwrap();
}

#[test]
fn a_whole_store_is_called_whole() {
    let place = Place::new();
    let said = verify(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("nothing to verify yet"));
    let place = Place::with_a_question();
    let said = verify(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("Everything is whole"), "{}", said.out);
    assert!(said.out.contains("table \"cases\": 1 records"), "{}", said.out);
    assert!(said.err.is_empty());
}

#[test]
fn a_running_bot_is_left_alone() {
    let place = Place::with_a_question();
    let running = FolderDisk::open(&place.path("keys")).unwrap();
    let said = verify(&place);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("the bot is running") && said.err.contains("mend: stop it"), "{}", said.err);
    drop(running);
    let running = place.engine();
    let said = place.says(&["verify"]);
    assert_eq!(said.code, 2, "{}", said.all());
    drop(running);
    assert_eq!(verify(&place).code, 0);
}

#[test]
fn a_flipped_byte_of_a_record_is_named() {
    let place = Place::with_a_question();
    tamper(&place, Cases::LETTER, |mut value| {
        value[100] ^= 1;
        Some(value)
    });
    names(&place, &["table \"cases\": 1 of 1 records do not open at their place"]);
}

#[test]
fn a_torn_record_is_named() {
    let place = Place::with_a_question();
    tamper(&place, Cases::LETTER, |value| Some(value[..200].to_vec()));
    names(&place, &["table \"cases\": 1 of 1 records are torn"]);
}

#[test]
fn a_record_that_is_gone_is_named() {
    let place = Place::with_a_question();
    tamper(&place, Cases::LETTER, |_| None);
    names(&place, &["table \"cases\": 1 of 1 records are missing"]);
}

#[test]
fn a_record_of_nobody_is_named() {
    let place = Place::with_a_question();
    let mut batch = Batch::new();
    batch.put(b"?nobody".to_vec(), vec![1; 256]);
    place.engine().commit(batch).unwrap();
    names(&place, &["1 records of no table"]);
}

#[test]
fn the_account_of_the_store_is_missed_and_read() {
    let place = Place::with_a_question();
    tamper(&place, b'm', |mut value| {
        value[50] ^= 1;
        Some(value)
    });
    names(&place, &["account of itself cannot be read"]);
    tamper(&place, b'm', |_| None);
    names(&place, &["account of itself is missing"]);
}

/// sled opens what is left as an older, whole store: what tells is the count or the checkpoint.
#[test]
fn a_torn_tail_of_the_data_file_is_named() {
    let place = Place::with_a_question();
    let file = place.path("data/live/db");
    let bytes = fs::read(&file).unwrap();
    let used = bytes.iter().rposition(|byte| *byte != 0).unwrap();
    fs::write(&file, &bytes[..used / 2]).unwrap();
    names(&place, &["data"]);
}

#[test]
fn a_store_that_is_older_than_it_was_is_named() {
    let place = Place::with_a_question();
    let checkpoint = checkpoint_of(&place.path("keys"));
    let known = Checkpoint::load(&checkpoint).unwrap().unwrap();
    Checkpoint::store(&checkpoint, known.commit_no + 7, known.at).unwrap();
    names(&place, &["the last 7 commits or more are missing"]);
    fs::write(&checkpoint, b"nonsense").unwrap();
    names(&place, &["checkpoint file is not one"]);
    fs::remove_file(&checkpoint).unwrap();
    names(&place, &["the checkpoint is missing"]);
}

#[test]
fn a_data_file_that_opens_as_an_empty_store_is_named() {
    let place = Place::with_a_question();
    // The same the engine makes of a file whose very first records were bent.
    fs::remove_dir_all(place.path("data/live")).unwrap();
    drop(place.engine());
    names(&place, &["the store is empty, and the ring holds", "the store ends at commit 0"]);
}

#[test]
fn missing_files_are_named() {
    let place = Place::with_a_question();
    fs::rename(place.path("keys/ring.1"), place.path("aside")).unwrap();
    names(&place, &["misses ring.1"]);
    fs::rename(place.path("aside"), place.path("keys/ring.1")).unwrap();
    fs::rename(place.path("keys"), place.path("aside")).unwrap();
    fs::create_dir(place.path("keys")).unwrap();
    names(&place, &["misses ring.head, ring.0, ring.1"]);
    fs::remove_dir(place.path("keys")).unwrap();
    fs::rename(place.path("aside"), place.path("keys")).unwrap();
    assert_eq!(verify(&place).code, 0);
    fs::rename(place.path("data"), place.path("aside")).unwrap();
    names(&place, &["the store is gone, and the ring holds"]);
}

#[test]
fn damage_of_the_ring_is_named() {
    let place = Place::with_a_question();
    let head = place.path("keys/ring.head");
    let whole = fs::read(&head).unwrap();
    let mut bytes = whole.clone();
    bytes[4096 + 40] ^= 1;
    fs::write(&head, &bytes).unwrap();
    names(&place, &["ring.head", "one of the two copies"]);
    bytes[40] ^= 1;
    fs::write(&head, &bytes).unwrap();
    names(&place, &["another master key, or its head is damaged"]);
    fs::write(&head, &whole).unwrap();
    let slots = fs::read(place.path("keys/ring.0")).unwrap();
    fs::write(place.path("keys/ring.0"), vec![0xa5; slots.len()]).unwrap();
    names(&place, &["table \"cases\": 1 of 1 records have no key", "tonight's key is gone"]);
    fs::write(place.path("keys/ring.0"), &slots[..128]).unwrap();
    names(&place, &["slots are missing or shorter"]);
}

#[test]
fn a_ring_of_another_day_is_named() {
    let place = Place::with_a_question();
    let aside: Vec<_> =
        ["ring.head", "ring.0", "ring.1"].map(|name| fs::read(place.path("keys").join(name)).unwrap()).into();
    let mut store = place.open();
    store.rotate_ring().unwrap();
    ask(&mut store, CaseId([2; 16]), "BBBBBB");
    place.close(store);
    assert_eq!(verify(&place).code, 0);
    for (name, bytes) in ["ring.head", "ring.0", "ring.1"].iter().zip(&aside) {
        fs::write(place.path("keys").join(name), bytes).unwrap();
    }
    names(&place, &["table \"cases\": 1 of 2 records have no key", "of another day"]);
}

#[test]
fn a_change_of_the_audit_log_is_named() {
    let place = Place::with_a_question();
    let mut store = place.open();
    for act in [Act::LossAccepted, Act::ClockTrusted, Act::LossAccepted] {
        store.audit(Deed::new(act, Doer::Host), NOW).unwrap();
        store.keep_turn();
        store.commit(NOW).unwrap();
    }
    let last = store.get::<Audit>(&3).unwrap().unwrap();
    place.close(store);
    let said = verify(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("audit log: 3 entries"), "{}", said.out);
    // Written by somebody who holds every key, so that each record opens.
    let mut store = place.open();
    store.update::<Audit>(&2, &last).unwrap();
    store.keep_turn();
    store.commit(NOW).unwrap();
    place.close(store);
    names(&place, &["the audit log: entry 3 stands at the place of entry 2"]);
}

#[test]
fn another_master_key_is_named() {
    let place = Place::with_a_question();
    let key = place.path("secrets/master.key");
    fs::remove_file(&key).unwrap();
    assert_eq!(verify(&place).code, 2);
    Master::create(&key, &[], &mut OsEntropy).unwrap();
    names(&place, &["another master key"]);
}
