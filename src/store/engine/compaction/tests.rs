//! A copy into fresh files that is cut at every step loses nothing.

use std::ops::ControlFlow;
use std::path::PathBuf;

use super::*;
use crate::store::engine::{Engine, SledEngine};

struct Home(tempfile::TempDir);

impl Home {
    /// A store with some live records and much that was overwritten and deleted.
    fn with_a_worn_store() -> Self {
        let home = Self(tempfile::tempdir().expect("a folder"));
        let mut engine = home.open();
        for round in 0..12_u32 {
            let mut batch = Batch::new();
            for id in 0..300_u32 {
                let key = id.to_be_bytes();
                if round == 11 && id % 10 != 0 { batch.delete(key) } else { batch.put(key, vec![round as u8; 4_000]) }
            }
            engine.commit(batch).expect("commit");
        }
        home
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("store")
    }

    fn open(&self) -> SledEngine {
        SledEngine::open(&self.path(), Options::default()).expect("open")
    }

    fn records(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let mut found = Vec::new();
        let mut note = |key: &[u8], value: &[u8]| {
            found.push((key.to_vec(), value.to_vec()));
            ControlFlow::Continue(())
        };
        self.open().scan(&[], &mut note).expect("scan");
        found
    }

    fn folders(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path())
            .expect("list")
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).expect("make");
    for entry in fs::read_dir(from).expect("list").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copy");
        }
    }
}

#[test]
fn only_a_large_and_mostly_dead_store_is_worth_compacting() {
    assert!(!should_compact(0, COMPACT_FILE_BYTES_MIN - 1));
    assert!(should_compact(0, COMPACT_FILE_BYTES_MIN));
    assert!(should_compact(COMPACT_FILE_BYTES_MIN / COMPACT_FILE_TO_LIVE_MIN - 1, COMPACT_FILE_BYTES_MIN));
    assert!(!should_compact(COMPACT_FILE_BYTES_MIN / COMPACT_FILE_TO_LIVE_MIN, COMPACT_FILE_BYTES_MIN));
}

#[test]
fn a_compacted_store_is_smaller_and_holds_the_same() {
    let home = Home::with_a_worn_store();
    let before = home.records();
    let census = compact(&home.path(), Options::default()).expect("compact");
    assert_eq!(census.records, 30);
    assert_eq!(home.records(), before);
    // All that was ever written to it, not the size of its file: sled cuts the end of that by itself, sooner or later.
    const WRITTEN: u64 = 12 * 300 * 4_000;
    assert!(home.open().disk_bytes() < WRITTEN, "{} is not less than {WRITTEN}", home.open().disk_bytes());
    assert_eq!(home.folders(), ["live"]);
}

#[test]
fn an_open_store_is_not_compacted() {
    let home = Home::with_a_worn_store();
    let engine = home.open();
    assert_eq!(compact(&home.path(), Options::default()).err(), Some(EngineError::Locked));
    drop(engine);
}

#[test]
fn a_half_done_copy_is_thrown_away() {
    let home = Home::with_a_worn_store();
    let before = home.records();
    fs::create_dir(home.path().join("fresh")).expect("half a copy");
    fs::write(home.path().join("fresh/db"), b"half").expect("half a copy");
    assert_eq!(home.records(), before);
    assert_eq!(home.folders(), ["live"]);
}

#[test]
fn an_interrupted_swap_is_finished_from_every_step() {
    let home = Home::with_a_worn_store();
    let before = home.records();
    let at = |name: &str| home.path().join(name);

    // The original was moved away, the copy not yet in its place.
    copy_folder(&at("live"), &at("fresh"));
    fs::rename(at("live"), at("old")).expect("first rename");
    assert_eq!(home.records(), before);
    assert_eq!(home.folders(), ["live"]);

    // Both renames are done, the original not yet removed.
    copy_folder(&at("live"), &at("old"));
    assert_eq!(home.records(), before);
    assert_eq!(home.folders(), ["live"]);
}

#[test]
fn a_copy_without_its_original_is_not_taken_for_the_store() {
    let home = Home::with_a_worn_store();
    fs::rename(home.path().join("live"), home.path().join("fresh")).expect("not a state of ours");
    let outcome = SledEngine::open(&home.path(), Options::default()).err();
    assert_eq!(outcome, Some(EngineError::Damaged { what: Damage::Swap }));
    assert_eq!(home.folders(), ["fresh"], "nothing was touched");
}
