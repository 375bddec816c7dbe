//! What can go wrong with the store: always the house's own trouble, never a person's fault.

use super::engine::EngineError;
use crate::vault::{RingError, SealError};

/// Every message names the place and what to do, and never what was in a record.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    #[error("the key ring: {0}")]
    Ring(#[from] RingError),
    #[error(
        "a record of table \"{table}\" cannot be opened although its key is there: the file was damaged. Put back an intact copy of the store; what was destroyed since stays destroyed. Or go on without such records: `rechtdoor run --accept-loss`"
    )]
    Damaged { table: &'static str },
    #[error(
        "a record of table \"{table}\" is too long to store: a fault of this program, the store is whole. Run a newer version"
    )]
    TooLong { table: &'static str, source: SealError },
    #[error(
        "the store is missing records: {what}. Put back an intact copy of store and ring together, or go on without them: `rechtdoor run --accept-loss`"
    )]
    Missing { what: String },
    #[error(
        "the key ring was damaged; records that nobody can read any more: {what}. Nothing was removed. Go on without them: `rechtdoor run --accept-loss`"
    )]
    KeysLost { what: String },
    #[error(
        "the key ring is new and the store is not: the ring was lost or moved. Put it back at keys.ring_path; without \
         it nothing in the store can be read"
    )]
    RingLost,
    #[error(
        "the store was written by a newer version of rechtdoor (schema {found}, this one knows {known}): run the newer version"
    )]
    Newer { found: u16, known: u16 },
}

impl StoreError {
    /// Is it only that there is no room on a disk? Then nothing acknowledged is lost, and opening anew when there is
    /// room mends it.
    pub fn is_full(&self) -> bool {
        match self {
            StoreError::Engine(error) => *error == EngineError::Full,
            StoreError::Ring(RingError::Disk(error)) => EngineError::from(error.kind()) == EngineError::Full,
            StoreError::Ring(_)
            | StoreError::Damaged { .. }
            | StoreError::TooLong { .. }
            | StoreError::Missing { .. }
            | StoreError::KeysLost { .. }
            | StoreError::RingLost
            | StoreError::Newer { .. } => false,
        }
    }
}
