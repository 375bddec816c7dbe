//! Keys: where they come from, what they lock, how they are destroyed, and the index from an address to a person.
//!
//! The store never deletes (old values stay readable in its files), so forgetting means destroying a key.
//! - [`seal`]: the envelope around every stored value.
//! - [`master`]: the one key of the operator, and what is derived from it.
//! - [`ring`]: one key per route, text, draft and so on, in slots outside the store that are overwritten in place.
//! - [`routes`]: who is behind an address, in memory only.
//! - [`slow`]: what stands on disk for a banned address.
//! - [`preflight`]: facts about the place the bot runs in that weaken all of the above.
//!
//! Never true of this room: a key, an address or the master key can be printed, compared in variable time or
//! serialised in clear; a key comes from the environment of the process; randomness comes from anywhere but the
//! [`Entropy`](crate::domain::Entropy) passed in; something on disk lets a holder of the disk alone tell an occupied
//! slot from a free one; a function here knows what a record means.
//!
//! To add a class of keys: one arm in [`KeyClass`], its number in [`KeyClass::ALL`]. A number is never used again,
//! because envelopes on disk carry it.

mod key;
mod place;

pub mod master;
pub mod preflight;
pub mod ring;
pub mod routes;
pub mod seal;
pub mod slow;

#[cfg(test)]
mod testing;

pub use key::{FixedKey, Key, KeyClass, KeyRef, MacKey, Slot};
pub use master::{Master, MasterError};
pub use ring::{FolderDisk, MemoryDisk, Ring, RingDisk, RingError, RingFile, Sizes};
pub use routes::{Address, Directory, Tag};
pub use seal::{HEADER_BYTES, Header, MAX_PLAIN, OpenError, Place, SealError, header, open, seal};
