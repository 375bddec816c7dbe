//! The envelope around every stored value.
//!
//! On disk: `1 | key class u8 | slot u32 LE | nonce 24 | ciphertext | tag 16`, in four lengths only, so that a
//! holder of the disk sees how many values there are and which of four sizes they have.
//! The associated data name table, record key, key and schema: a value moved anywhere else does not open.
//! Inside: `length u16 LE | plaintext | zeros`.

use thiserror::Error;
use zeroize::Zeroizing;

use super::key::{Key, KeyRef, NONCE_BYTES, TAG_BYTES};
use crate::domain::Entropy;

/// The first byte of every envelope.
const VERSION: u8 = 1;
/// As much of an envelope as [`header`] looks at.
pub const HEADER_BYTES: usize = 1 + 1 + 4;
const BODY_AT: usize = HEADER_BYTES + NONCE_BYTES;
const LENGTH_BYTES: usize = 2;
/// What an envelope adds to its plaintext before padding, in bytes.
const OVERHEAD: usize = BODY_AT + LENGTH_BYTES + TAG_BYTES;

/// The only lengths an envelope can have, in bytes. Above 8 KiB the engine would move values to files that are
/// never synced.
pub const SIZES: [usize; 4] = [256, 1024, 4096, 8192];

/// The longest plaintext one envelope takes, in bytes.
pub const MAX_PLAIN: usize = SIZES[3] - OVERHEAD;

/// Where a value lies in the store. Bound into the envelope.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The table's one-byte prefix.
    pub table: u8,
    /// The record's key without the prefix.
    pub key: &'a [u8],
    /// The number of the record's layout.
    pub schema: u16,
}

/// What an envelope says in clear.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// The key to fetch before opening.
    pub key: KeyRef,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum SealError {
    #[error("a value is longer than the largest envelope: split it")]
    TooLong,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum OpenError {
    /// Not one of [`SIZES`].
    #[error("an envelope has an impossible length")]
    Truncated,
    #[error("an envelope is of a version or key class this program does not know")]
    UnknownVersion,
    /// Another key, another place, or damage: nobody but the writer can tell which.
    #[error("an envelope does not open at its place under its key")]
    WrongKey,
}

/// Seals `plain` for `place` under `key`, which `name` must name.
///
/// # Errors
/// [`SealError::TooLong`] above [`MAX_PLAIN`] bytes.
pub fn seal(
    key: &Key,
    name: KeyRef,
    place: &Place<'_>,
    plain: &[u8],
    entropy: &mut dyn Entropy,
) -> Result<Vec<u8>, SealError> {
    let size = SIZES.into_iter().find(|size| plain.len() + OVERHEAD <= *size).ok_or(SealError::TooLong)?;
    let length = u16::try_from(plain.len()).map_err(|_| SealError::TooLong)?;
    let mut nonce = [0; NONCE_BYTES];
    entropy.fill(&mut nonce);
    let (class, slot) = name.numbers();

    // Reserved at once: a vector that grows leaves copies of the plaintext behind.
    let mut envelope = Vec::with_capacity(size);
    envelope.push(VERSION);
    envelope.push(class);
    envelope.extend_from_slice(&slot.to_le_bytes());
    envelope.extend_from_slice(&nonce);
    envelope.extend_from_slice(&length.to_le_bytes());
    envelope.extend_from_slice(plain);
    envelope.resize(size - TAG_BYTES, 0);
    let associated = associated(class, slot, place);
    let (_, body) = envelope.split_at_mut(BODY_AT);
    let tag = key.lock(&nonce, &associated, body);
    envelope.extend_from_slice(&tag);
    Ok(envelope)
}

/// Opens an envelope found at `place`, with the key its [`header`] names. The plaintext is wiped when dropped.
///
/// # Errors
/// Nothing of the content: wrong length, unknown version, or it does not open.
pub fn open(key: &Key, place: &Place<'_>, envelope: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    if !SIZES.contains(&envelope.len()) {
        return Err(OpenError::Truncated);
    }
    let (class, slot) = header(envelope).ok_or(OpenError::UnknownVersion)?.key.numbers();
    let (_, rest) = envelope.split_at(HEADER_BYTES);
    let (nonce, rest) = rest.split_first_chunk::<NONCE_BYTES>().ok_or(OpenError::Truncated)?;
    let (body, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or(OpenError::Truncated)?;
    let mut plain = Zeroizing::new(body.to_vec());
    if !key.unlock(nonce, &associated(class, slot, place), &mut plain, tag) {
        return Err(OpenError::WrongKey);
    }
    let length = plain.first_chunk::<LENGTH_BYTES>().map_or(usize::MAX, |bytes| u16::from_le_bytes(*bytes).into());
    // Only a holder of the key can have written a length that lies, but a slice must not panic even then.
    let end = length.checked_add(LENGTH_BYTES).filter(|end| *end <= plain.len()).ok_or(OpenError::WrongKey)?;
    plain.copy_within(LENGTH_BYTES..end, 0);
    plain.truncate(length);
    Ok(plain)
}

/// Which key an envelope needs. `None` when the bytes are too short or of an unknown version or class.
#[must_use]
pub fn header(envelope: &[u8]) -> Option<Header> {
    let [version, class, slot @ ..] = envelope.first_chunk::<HEADER_BYTES>()?;
    let key = KeyRef::from_numbers(*class, u32::from_le_bytes(*slot))?;
    (*version == VERSION).then_some(Header { key })
}

/// One spelling for one place: every part but the record's key has a fixed length, so no two places share one.
fn associated(class: u8, slot: u32, place: &Place<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(11 + place.key.len());
    bytes.extend_from_slice(b"rd1");
    bytes.push(place.table);
    bytes.extend_from_slice(place.key);
    bytes.push(class);
    bytes.extend_from_slice(&slot.to_le_bytes());
    bytes.extend_from_slice(&place.schema.to_le_bytes());
    bytes
}

#[cfg(test)]
#[path = "seal_tests.rs"]
mod tests;
