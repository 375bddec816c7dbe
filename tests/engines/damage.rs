//! A closed sled store is damaged in every way a disk knows: an error, or something the store's own proof tells.
//!
//! sled alone loses silently (measured), so this suite carries the proof of the layer above in small: each batch holds
//! its number and the count of live records, each value is bound to its key, and the last number lies in a checkpoint.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rechtdoor::domain::Moment;
use rechtdoor::store::engine::{Batch, Checkpoint, Engine, EngineError, Options, SledEngine};

use crate::{Numbers, Records, everything, try_everything};

/// Enough for two of sled's segments: damage in one must not be made good by the other.
const COMMITS: u64 = 400;
const META: &[u8] = b"meta";

struct Yard {
    _folder: tempfile::TempDir,
    store: PathBuf,
    proof: PathBuf,
    /// The files of the whole store, below `live/`.
    whole: Vec<(PathBuf, Vec<u8>)>,
    records: Records,
}

/// What a start with the proof sees.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Seen {
    Whole,
    /// The engine said so itself.
    Refused,
    /// Only the proof tells that records are missing, old or bent.
    Proven,
}

fn value(key: &[u8], commit: u64) -> Vec<u8> {
    let mut value = commit.to_be_bytes().to_vec();
    value.extend_from_slice(blake3::hash(&[key, &commit.to_be_bytes()].concat()).as_bytes());
    value.resize(1024, 0x5a);
    value
}

impl Yard {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (store, proof) = (folder.path().join("store"), folder.path().join("proof"));
        let mut engine = SledEngine::open(&store, Options::default()).expect("open");
        let mut numbers = Numbers(3);
        let mut records = Records::new();
        for commit in 1..=COMMITS {
            let mut batch = Batch::new();
            for _ in 0..6 {
                let key = format!("k{:03}", numbers.below(150)).into_bytes();
                let value = value(&key, commit);
                batch.put(key.clone(), value.clone());
                records.insert(key, value);
            }
            batch.put(META, [commit.to_be_bytes(), (records.len() as u64).to_be_bytes()].concat());
            engine.commit(batch).expect("commit");
        }
        Checkpoint::store(&proof, COMMITS, Moment(0)).expect("store");
        let records = { everything(&engine) };
        drop(engine);
        let mut whole = Vec::new();
        gather(&store.join("live"), &mut whole);
        Self { _folder: folder, store, proof, whole, records }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.store.join("live").join(name)
    }

    fn restore(&self) {
        fs::remove_dir_all(self.store.join("live")).expect("clear");
        for (path, bytes) in &self.whole {
            fs::create_dir_all(path.parent().expect("below the store")).expect("make");
            fs::write(path, bytes).expect("write");
        }
    }

    /// Damages a fresh copy with `harm` and looks at it as the next start would. A panic that leaves the engine fails
    /// the test by itself.
    fn seen_after(&self, what: &str, harm: impl FnOnce(&Self)) -> Seen {
        self.restore();
        harm(self);
        match self.look() {
            Err(EngineError::Damaged { .. } | EngineError::Io(_)) => Seen::Refused,
            Err(other) => panic!("{what}: {other} is no word for damage"),
            Ok((found, _)) if found == self.records => Seen::Whole,
            Ok((found, checkpoint)) => {
                assert!(self.proves(&found, checkpoint), "{what}: records were lost and nothing tells");
                Seen::Proven
            }
        }
    }

    fn look(&self) -> Result<(Records, Checkpoint), EngineError> {
        let engine = SledEngine::open(&self.store, Options::default())?;
        let found = try_everything(&engine)?;
        Ok((found, Checkpoint::load(&self.proof)?.expect("the checkpoint was not harmed")))
    }

    /// Whether what a start knows tells that `found` is not the whole store: never compares with the records.
    fn proves(&self, found: &Records, checkpoint: Checkpoint) -> bool {
        let Some((commit, count)) = found.get(META).and_then(|meta| meta.split_first_chunk::<8>()) else { return true };
        let bent = found.iter().filter(|(key, _)| *key != META).any(|(key, found)| {
            let commit = found.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
            *found != value(key, commit)
        });
        let live = (found.len() as u64 - 1).to_be_bytes();
        bent || count != live || checkpoint.commits_missing(u64::from_be_bytes(*commit)) > 0
    }
}

fn gather(folder: &Path, into: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("list").flatten() {
        if entry.path().is_dir() {
            gather(&entry.path(), into);
        } else {
            into.push((entry.path(), fs::read(entry.path()).expect("read")));
        }
    }
}

fn open_file(path: &Path) -> File {
    OpenOptions::new().read(true).write(true).open(path).expect("open")
}

fn flip(path: &Path, at: u64) {
    let file = open_file(path);
    let mut byte = [0];
    file.read_exact_at(&mut byte, at).expect("read");
    file.write_all_at(&[byte[0] ^ 0x10], at).expect("write");
}

/// Where the written part of the log ends.
fn end_of_data(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at + 1)
}

fn data(yard: &Yard) -> (PathBuf, usize) {
    let path = yard.file("db");
    let (_, bytes) = yard.whole.iter().find(|(found, _)| *found == path).expect("sled's data file");
    (path, end_of_data(bytes))
}

#[test]
fn an_undamaged_store_is_seen_as_whole() {
    let yard = Yard::new();
    assert!(yard.records.len() > 100);
    assert_eq!(yard.seen_after("nothing", |_| {}), Seen::Whole);
}

#[test]
fn a_flipped_byte_never_passes_for_the_whole_truth() {
    let yard = Yard::new();
    let (db, end) = data(&yard);
    let mut numbers = Numbers(5);
    let mut harmed = 0;
    for _ in 0..16 {
        let at = numbers.below(end) as u64;
        harmed += usize::from(yard.seen_after(&format!("byte {at}"), |_| flip(&db, at)) != Seen::Whole);
    }
    assert!(harmed > 4, "the control: {harmed} of 16 flips did harm");
}

#[test]
fn a_cut_or_garbled_end_never_passes_for_the_whole_truth() {
    let yard = Yard::new();
    let (db, end) = data(&yard);
    let mut harmed = 0;
    for cut in [0, 1, 100, end / 2, end - 4096, end - 1] {
        let seen = yard.seen_after(&format!("cut to {cut}"), |_| open_file(&db).set_len(cut as u64).expect("cut"));
        harmed += usize::from(seen != Seen::Whole);
    }
    for bytes in [16, 512, 4096, 60_000] {
        for filling in [0_u8, 0xff] {
            let at = (end - bytes) as u64;
            let seen = yard.seen_after(&format!("last {bytes} bytes {filling}"), |_| {
                open_file(&db).write_all_at(&vec![filling; bytes], at).expect("write");
            });
            harmed += usize::from(seen != Seen::Whole);
        }
    }
    assert!(harmed > 8, "the control: {harmed} of 14 did harm");
}

#[test]
fn harm_to_the_small_files_never_passes_for_the_whole_truth() {
    let yard = Yard::new();
    let small = yard.whole.iter().map(|(path, bytes)| (path.clone(), bytes.len()));
    let mut files = 0;
    for (path, length) in small.filter(|(path, _)| !path.ends_with("db")) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        yard.seen_after(&format!("{name} gone"), |_| fs::remove_file(&path).expect("remove"));
        yard.seen_after(&format!("{name} halved"), |_| open_file(&path).set_len(length as u64 / 2).expect("cut"));
        yard.seen_after(&format!("{name} empty"), |_| open_file(&path).set_len(0).expect("cut"));
        for at in [0, length / 2, length - 1] {
            yard.seen_after(&format!("{name} byte {at}"), |_| flip(&path, at as u64));
        }
        files += 1;
    }
    assert!(files > 0, "the control: sled keeps other files beside its data");
}

#[test]
fn a_missing_data_file_is_not_an_empty_store() {
    let yard = Yard::new();
    let (db, _) = data(&yard);
    let seen = yard.seen_after("no data", |_| fs::remove_file(&db).expect("remove"));
    assert_ne!(seen, Seen::Whole);
    let seen = yard.seen_after("nothing at all", |yard| fs::remove_dir_all(yard.store.join("live")).expect("remove"));
    assert_ne!(seen, Seen::Whole);
}
