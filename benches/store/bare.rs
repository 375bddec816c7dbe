//! The limit of this disk: bytes appended to a plain file, and `fdatasync` after each group.
//!
//! Never true here: a group counts before its sync has returned, or the file grows where holes could stand for bytes.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

pub struct Bare(File);

impl Bare {
    pub fn open(path: &Path) -> io::Result<Self> {
        OpenOptions::new().append(true).create(true).open(path).map(Self)
    }

    /// Returns when the group is on disk.
    pub fn append(&mut self, group: &[u8]) -> io::Result<()> {
        self.0.write_all(group)?;
        self.0.sync_data()
    }
}

/// Bytes that do not repeat, as sealed ones do not.
pub fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    blake3::Hasher::new().update(&seed.to_le_bytes()).finalize_xof().fill(&mut bytes);
    bytes
}
