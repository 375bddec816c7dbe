//! Engines: one ordered keyspace of bytes with atomic, durable batches.
//!
//! Never true of this room: `commit` returns before the data is on disk, a batch is half there after a crash, a panic
//! of an engine crate leaves this room, or an error says anything of what is stored. Bytes come in sealed; nobody here can
//! read them, and nothing here has a `Debug` that shows them.
//! To add an engine: implement [`Engine`] in a file of its own, call [`Batch::check`] first in `commit`, stay dead
//! after a failed commit until reopened, and add the engine to the list in `tests/engines/main.rs`.

pub mod compaction;
mod fence;
pub mod files;
mod looking;
pub mod memory;
pub mod proof;
pub mod reserve;
pub mod room;
pub mod sled;

use std::io;
use std::ops::ControlFlow;

pub use self::sled::{Options, SledEngine};
pub use looking::LookedAt;
pub use memory::{Landing, MemoryDisk, MemoryEngine};
pub use proof::{CHECKPOINT_EVERY_MS, Checkpoint};
pub use room::{Disks, Fill, Room};

/// The longest value in bytes. Longer ones are split by the layer above: with values up to here and segments of 4 MiB
/// sled never writes its separate `blobs/` files, which it does not sync (measured over power cuts).
pub const VALUE_BYTES_MAX: usize = 8 * 1024;

/// The longest key in bytes, the table's prefix byte included.
pub const KEY_BYTES_MAX: usize = 128;

/// The most puts and deletes in one batch.
pub const BATCH_OPS_MAX: usize = 65_536;

/// The most bytes of keys and values in one batch.
pub const BATCH_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What a scan calls for each record, with key and value, until it says `Break`.
pub type Each<'a> = dyn FnMut(&[u8], &[u8]) -> ControlFlow<()> + 'a;

/// A keyspace on one disk, held by one writer. Keys begin with the one-byte prefix of their table.
///
/// After an error of `commit` other than [`EngineError::Refused`] the handle is dead: every later call returns the
/// same error, and only a reopened engine tells what is on disk. The failed batch is then there whole or not at all.
pub trait Engine: Send {
    /// The value under `key` as last committed.
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError>;

    /// Every record whose key starts with `prefix`, in the order of the keys' bytes, until `each` says `Break`.
    /// An empty prefix walks everything.
    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError>;

    /// Writes the batch whole or not at all, and returns only when it is on disk.
    fn commit(&mut self, batch: Batch) -> Result<(), EngineError>;

    /// Bytes of the files the engine holds, dead versions included.
    fn disk_bytes(&self) -> u64;
}

/// One change of a batch.
#[derive(Clone)]
pub enum Op {
    Put { key: Vec<u8>, value: Vec<u8> },
    Delete { key: Vec<u8> },
}

impl Op {
    fn key(&self) -> &[u8] {
        match self {
            Op::Put { key, .. } | Op::Delete { key } => key,
        }
    }

    fn value(&self) -> &[u8] {
        match self {
            Op::Put { value, .. } => value,
            Op::Delete { .. } => &[],
        }
    }
}

/// Changes that land together. Later changes of a key win over earlier ones.
#[derive(Clone, Default)]
pub struct Batch {
    ops: Vec<Op>,
    bytes: usize,
}

impl Batch {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn put(&mut self, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.push(Op::Put { key: key.into(), value: value.into() });
    }

    pub fn delete(&mut self, key: impl Into<Vec<u8>>) {
        self.push(Op::Delete { key: key.into() });
    }

    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    pub fn len(&self) -> usize {
        self.ops.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// Bytes of keys and values, as counted against [`BATCH_BYTES_MAX`].
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the batch keeps within the limits above. Every engine asks this first, so that all refuse alike.
    pub fn check(&self) -> Result<(), EngineError> {
        let refused = |why| Err(EngineError::Refused(why));
        if self.ops.len() > BATCH_OPS_MAX || self.bytes > BATCH_BYTES_MAX {
            return refused(Refused::BatchTooLarge);
        }
        for op in &self.ops {
            if op.key().is_empty() || op.key().len() > KEY_BYTES_MAX {
                return refused(Refused::KeyLength);
            }
            if op.value().len() > VALUE_BYTES_MAX {
                return refused(Refused::ValueTooLong);
            }
        }
        Ok(())
    }

    fn push(&mut self, op: Op) {
        self.bytes += op.key().len() + op.value().len();
        self.ops.push(op);
    }
}

/// Why an engine could not do what it was asked. Holds no key, no value and no path.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EngineError {
    #[error(
        "the disk is full: nothing acknowledged is lost, but nothing more can be stored. \
         Make room on the disk, then start again"
    )]
    Full,
    #[error(
        "the store is damaged: {what}. `rechtdoor verify` says more. Put back an intact copy of the folder; without one, move it away and begin anew: `rechtdoor run --accept-loss`"
    )]
    Damaged { what: Damage },
    #[error("the store is in use by another process: stop the bot that runs already, or choose another data folder")]
    Locked,
    #[error(
        "the disk does not do what it should ({0}): check the disk and the rights on the data folder, then start again"
    )]
    Io(io::ErrorKind),
    #[error("the batch was refused before anything was written: {0}")]
    Refused(Refused),
}

/// What the engine found damaged. Which records are gone only the counts of the layer above can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Damage {
    #[error("the data file holds bytes that this program did not write")]
    Contents,
    #[error("the data file made the engine stop in the middle of its work")]
    Stopped,
    #[error("the records are not in order")]
    Order,
    #[error("the store was written by another version of the engine")]
    Format,
    #[error("the checkpoint file is not one this program wrote")]
    Checkpoint,
    #[error("a compacted copy differs from its original, which was kept")]
    Copy,
    #[error("a compaction was interrupted and its original is missing")]
    Swap,
}

/// A limit of this room that a batch broke: an error of ours, not of the disk. The handle stays alive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    #[error("a key is empty or longer than 128 bytes")]
    KeyLength,
    #[error("a value is longer than 8 KiB")]
    ValueTooLong,
    #[error("the batch has more than 65,536 changes or 16 MiB")]
    BatchTooLarge,
    #[error("the store is only looked at")]
    ReadOnly,
}

impl From<io::ErrorKind> for EngineError {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the kinds are the standard library's open list")]
    fn from(kind: io::ErrorKind) -> Self {
        match kind {
            // A quota and a limit on the file's size are a full disk to us: the same people can mend it the same way.
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            // A read past the end means that the file was cut.
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::Damaged { what: Damage::Contents },
            kind => Self::Io(kind),
        }
    }
}

impl From<io::Error> for EngineError {
    fn from(error: io::Error) -> Self {
        error.kind().into()
    }
}
