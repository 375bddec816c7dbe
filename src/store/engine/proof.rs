//! The checkpoint: how far the store had come, kept in a small file of its own outside the store.
//!
//! sled loses silently when its file is damaged: one flipped byte can end the log early, and the store then opens as an
//! older, whole store (measured: 10 of 12 trials). Only something outside can tell. So the layer above puts a commit
//! number and live counts into each batch, writes the number here every few seconds and at a clean stop, and at start
//! refuses a store that is older than this file.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::files::replace_whole;
use super::{Damage, EngineError};
use crate::domain::Moment;

/// The file is written at most this often while running, in milliseconds: a loss is then known to within this time.
pub const CHECKPOINT_EVERY_MS: i64 = 5_000;

const MAGIC: &[u8; 8] = b"RDPROOF1";
const CHECK_BYTES: usize = 16;
const FILE_BYTES: usize = 8 + 8 + 8 + CHECK_BYTES;

/// The last commit known to have been on disk, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    pub commit_no: u64,
    pub at: Moment,
}

impl Checkpoint {
    /// The checkpoint at `path`; `None` when there is no such file, as before the first start.
    ///
    /// A file this program did not write is [`Damage::Checkpoint`], never `None`: otherwise damage would be consent.
    pub fn load(path: &Path) -> Result<Option<Self>, EngineError> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::with_capacity(FILE_BYTES + 1);
        file.take(FILE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Self::from_bytes(&bytes).map(Some).ok_or(EngineError::Damaged { what: Damage::Checkpoint })
    }

    /// Replaces the file at `path` whole and durably. Call only after `commit_no` was committed: a checkpoint ahead of
    /// its store makes the next start refuse.
    pub fn store(path: &Path, commit_no: u64, at: Moment) -> Result<(), EngineError> {
        Ok(replace_whole(path, &Self { commit_no, at }.to_bytes())?)
    }

    /// How many commits a store that says it stands at `store_commit_no` has certainly lost; 0 when it is not older.
    pub fn commits_missing(self, store_commit_no: u64) -> u64 {
        self.commit_no.saturating_sub(store_commit_no)
    }

    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(FILE_BYTES);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.commit_no.to_le_bytes());
        bytes.extend_from_slice(&self.at.0.to_le_bytes());
        bytes.extend_from_slice(&check(&bytes));
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (body, sum) = bytes.split_at_checked(FILE_BYTES - CHECK_BYTES)?;
        let (magic, numbers) = body.split_first_chunk::<8>()?;
        let (commit_no, at) = numbers.split_first_chunk::<8>()?;
        if magic != MAGIC || sum != check(body) {
            return None;
        }
        Some(Self { commit_no: u64::from_le_bytes(*commit_no), at: Moment(i64::from_le_bytes(at.try_into().ok()?)) })
    }
}

/// Against accidents, not against an attacker: whoever can write this file can write the store.
fn check(body: &[u8]) -> [u8; CHECK_BYTES] {
    let mut sum = [0; CHECK_BYTES];
    sum.copy_from_slice(&blake3::hash(body).as_bytes()[..CHECK_BYTES]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stored_is_loaded_and_a_missing_file_is_no_checkpoint() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("proof");
        assert_eq!(Checkpoint::load(&path), Ok(None));
        Checkpoint::store(&path, 7, Moment(1_000)).expect("store");
        Checkpoint::store(&path, u64::MAX, Moment(-1)).expect("replace");
        assert_eq!(Checkpoint::load(&path), Ok(Some(Checkpoint { commit_no: u64::MAX, at: Moment(-1) })));
    }

    #[test]
    fn every_flipped_bit_and_every_other_length_is_damage() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("proof");
        let whole = Checkpoint { commit_no: 42, at: Moment(1_700_000_000_000) }.to_bytes();
        let damaged = |bytes: &[u8]| {
            std::fs::write(&path, bytes).expect("write");
            assert_eq!(Checkpoint::load(&path), Err(EngineError::Damaged { what: Damage::Checkpoint }));
        };
        for bit in 0..whole.len() * 8 {
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            damaged(&flipped);
        }
        for length in 0..whole.len() {
            damaged(&whole[..length]);
        }
        damaged(&[whole.as_slice(), b"x"].concat());
    }

    #[test]
    fn only_an_older_store_misses_commits() {
        let checkpoint = Checkpoint { commit_no: 10, at: Moment(0) };
        assert_eq!(checkpoint.commits_missing(7), 3);
        assert_eq!(checkpoint.commits_missing(10), 0);
        assert_eq!(checkpoint.commits_missing(11), 0);
    }
}
