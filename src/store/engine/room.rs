//! How much room the disks of store and ring have, in the steps on which the bot acts; and the reserve between them.
//!
//! Never true of this file: the engine is touched to find out. A handle of sled that ran into a full disk never heals,
//! so the bot stops taking in while there is still room for what it has in hand.

use super::files::{Space, USED_PERCENT_WARN};
use super::sled::COMMIT_FREE_BYTES_MIN;
use super::{BATCH_BYTES_MAX, reserve};
use std::path::PathBuf;

/// Below this nothing more is taken in: it is what the engine wants free for the largest batch there may be.
pub const INTAKE_FREE_BYTES_MIN: u64 = COMMIT_FREE_BYTES_MIN + 2 * BATCH_BYTES_MAX as u64;

/// Below this not even last words are written: what the engine wants free, and a small batch.
pub const LAST_WORDS_FREE_BYTES_MIN: u64 = COMMIT_FREE_BYTES_MIN + 2 * 1024 * 1024;

/// From here on things are taken in again. The reserve is made anew out of it, so there is room for both; and far
/// enough above the lower mark that the bot does not open and close with every few messages.
pub const AGAIN_FREE_BYTES_MIN: u64 = reserve::RENEW_FREE_BYTES_MIN;
const _: () = assert!(AGAIN_FREE_BYTES_MIN - reserve::RESERVE_BYTES > INTAKE_FREE_BYTES_MIN);
const _: () = assert!(reserve::RESERVE_BYTES > LAST_WORDS_FREE_BYTES_MIN);

/// What there is room for. Ordered: more is greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Room {
    Nothing,
    /// What is in hand can still be written: outcomes of calls, a goodbye, what the clock asks for.
    LastWords,
    /// Whoever takes things in goes on; whoever has stopped does not begin again.
    Enough,
    Plenty,
}

/// The tightest of the disks that matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fill {
    pub free_bytes: u64,
    pub used_percent: u8,
}

impl Fill {
    pub fn room(self) -> Room {
        match self.free_bytes {
            free if free >= AGAIN_FREE_BYTES_MIN => Room::Plenty,
            free if free >= INTAKE_FREE_BYTES_MIN => Room::Enough,
            free if free >= LAST_WORDS_FREE_BYTES_MIN => Room::LastWords,
            _ => Room::Nothing,
        }
    }

    /// Full enough that somebody should make room.
    pub fn is_almost_full(self) -> bool {
        self.used_percent >= USED_PERCENT_WARN
    }
}

/// The disks under a running bot.
#[derive(Clone)]
pub struct Disks {
    pub store: PathBuf,
    pub ring: PathBuf,
}

impl Disks {
    /// A few microseconds. `None` when a disk does not answer: then the next commit will tell.
    pub fn look(&self) -> Option<Fill> {
        let (store, ring) = (Space::of(&self.store).ok()?, Space::of(&self.ring).ok()?);
        Some(Fill {
            free_bytes: store.free_bytes.min(ring.free_bytes),
            used_percent: store.used_percent().max(ring.used_percent()),
        })
    }

    /// Gives the reserve back to a full disk. That it could not be is no more than bad luck on a bad day.
    pub fn release_reserve(&self) -> bool {
        reserve::release(&self.store).unwrap_or(false)
    }

    /// Makes the reserve again, when there is room.
    pub fn renew_reserve(&self) -> bool {
        reserve::renew(&self.store).unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_where_its_name_says() {
        let room = |free_bytes| Fill { free_bytes, used_percent: 50 }.room();
        assert_eq!(room(u64::MAX), Room::Plenty);
        for (bound, at, below) in [
            (AGAIN_FREE_BYTES_MIN, Room::Plenty, Room::Enough),
            (INTAKE_FREE_BYTES_MIN, Room::Enough, Room::LastWords),
            (LAST_WORDS_FREE_BYTES_MIN, Room::LastWords, Room::Nothing),
        ] {
            assert_eq!((room(bound), room(bound - 1)), (at, below));
        }
    }

    #[test]
    fn the_tighter_disk_counts() {
        let home = tempfile::tempdir().expect("a folder");
        let disks = Disks { store: home.path().to_owned(), ring: PathBuf::from("/proc") };
        assert_eq!(disks.look().map(|fill| fill.used_percent), Some(100), "/proc has no room at all");
        let gone = Disks { store: home.path().join("gone"), ring: home.path().to_owned() };
        assert_eq!(gone.look(), None);
    }
}
