//! Somebody who holds the disk, the master key, every earlier copy of the store, and one state of the ring.
//!
//! Never true of this file: a version of a record, or a key that is left, goes untried.

use crate::scan::{Scanner, places};
use crate::talk::Talk;
use rechtdoor::store::engine::{Engine, Options, SledEngine};
use rechtdoor::vault::{self, FixedKey, FolderDisk, Key, KeyRef, Master, Place, Ring};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The schema that all seals of today vouch for.
const SCHEMA: u16 = 1;

/// Sizes and beginnings of envelopes, as the vault's header says.
const SIZES: [usize; 4] = [256, 1024, 4096, 8192];
const VERSION: u8 = 1;
const NONCE_ENDS: usize = 30;

/// Every version of every record that was met, by its record key.
#[derive(Default)]
pub struct Loot {
    versions: BTreeSet<(Vec<u8>, Vec<u8>)>,
    /// Envelopes that lie in the raw files and that no engine showed: older versions between two copies.
    carved: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Copies that were read.
    read: usize,
}

/// One record that opened.
pub struct Opened {
    pub key: Vec<u8>,
    pub plain: Vec<u8>,
}

impl Loot {
    /// Reads the copies of the store that were not read before, first as an engine does, then byte by byte.
    pub fn gather(&mut self, copies: &[PathBuf]) {
        for copy in &copies[self.read..] {
            self.read += 1;
            self.carve(copy);
            let engine = SledEngine::open(copy, Options { cache_bytes: 1 << 20 }).expect("a copy opens");
            let mut each = |key: &[u8], sealed: &[u8]| {
                self.versions.insert((key.to_vec(), sealed.to_vec()));
                ControlFlow::Continue(())
            };
            engine.scan(&[], &mut each).expect("a copy can be read");
            drop(engine);
            std::fs::remove_dir_all(copy).expect("a copy that was read is not needed any more");
        }
        for (_, sealed) in &self.versions {
            self.carved.remove(sealed.get(..NONCE_ENDS).unwrap_or_default());
        }
    }

    /// With every copy up to now, the master key, and the ring as it is now and in no earlier state.
    pub fn open_all(&mut self, talk: &Talk, name: &str) -> Vec<Opened> {
        self.gather(&talk.copies);
        self.open(&talk.ring_now(name), &talk.bot.master())
    }

    pub fn versions(&self) -> usize {
        self.versions.len()
    }

    pub fn carved(&self) -> usize {
        self.carved.len()
    }

    fn carve(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.carve(&path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            for at in places(&bytes, bytes.len().saturating_sub(SIZES[0])) {
                // A version, a class and a slot below 65536: the slot's upper bytes are zero.
                if bytes[at] != VERSION || bytes[at + 4] != 0 || bytes[at + 5] != 0 {
                    continue;
                }
                let rest = &bytes[at..bytes.len().min(at + SIZES[3])];
                let nonce = &rest[6..NONCE_ENDS];
                if vault::header(rest).is_some() && nonce.iter().filter(|byte| **byte == 0).count() < 6 {
                    self.carved.entry(rest[..NONCE_ENDS].to_vec()).or_insert_with(|| rest.to_vec());
                }
            }
        }
    }

    /// Everything that can be opened with a master key and a ring.
    pub fn open(&self, ring: &Path, master: &Master) -> Vec<Opened> {
        let left = keys_left(ring, master);
        let fixed = FixedKey::ALL.map(|fixed| (KeyRef::Fixed(fixed), master.fixed(fixed)));
        let keys: Vec<(KeyRef, &Key)> = left.iter().map(|(name, key)| (*name, key)).chain(fixed).collect();
        let mut opened = Vec::new();
        for (record, sealed) in &self.versions {
            let found = keys.iter().find_map(|(_, key)| try_open(key, record, sealed));
            opened.extend(found.map(|plain| Opened { key: record.clone(), plain }));
        }
        let records: BTreeSet<&Vec<u8>> = self.versions.iter().map(|(record, _)| record).collect();
        for bytes in self.carved.values() {
            let Some(header) = vault::header(bytes) else { continue };
            let fitting = keys.iter().filter(|(name, _)| *name == header.key);
            for ((_, key), size) in fitting.flat_map(|key| SIZES.map(|size| (key, size))) {
                let Some(sealed) = bytes.get(..size) else { continue };
                let found = records.iter().find_map(|record| Some((*record, try_open(key, record, sealed)?)));
                opened.extend(found.map(|(record, plain)| Opened { key: record.clone(), plain }));
            }
        }
        opened
    }
}

fn try_open(key: &Key, record: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (table, rest) = record.split_first()?;
    let place = Place { table: *table, key: rest, schema: SCHEMA };
    vault::open(key, &place, sealed).ok().map(|plain| plain.to_vec())
}

fn keys_left(ring: &Path, master: &Master) -> Vec<(KeyRef, Key)> {
    let disk = FolderDisk::open(ring).expect("the ring's folder opens");
    let ring = Ring::open(disk, master, &mut crate::support::entropy::Seeded::new(99)).expect("the ring opens");
    ring.occupied()
        .filter_map(|(slot, class)| Some((KeyRef::Ring(class, slot), ring.key(slot, class).expect("readable")?)))
        .collect()
}

/// The markers in what opened.
pub fn found(scanner: &Scanner, opened: &[Opened]) -> BTreeSet<String> {
    let tell = |one: &Opened| {
        let table = one.key.first().map_or('?', |letter| char::from(*letter));
        scanner.find(&one.plain).into_iter().map(move |what| format!("table {table}: {what}"))
    };
    opened.iter().flat_map(tell).collect()
}
