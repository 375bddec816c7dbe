//! The bytes of a slot and of a head.
//!
//! A slot is `mark 40 | nonce 24 | sealed (class u8, key 32) | tag 16 | noise`, bound to its index and generation. Where
//! a key lives, the mark is noise; where one was destroyed on purpose, the mark is `nonce 24 | tag 16` over nothing and
//! the rest is noise; a slot never used is all noise. Nothing of a slot is in clear, so without the ring's key all of
//! them look alike. With it, a key that was destroyed can be told from one that a bad sector took. The mark comes first,
//! so that a write that was torn has either left the key or set the mark.
//!
//! A head copy is `nonce 24 | sealed (sequence u64, generation u32, slots u32, ring key 32) | tag 16 | noise`.

use zeroize::Zeroizing;

use super::disk::RingFile;
use crate::domain::Entropy;
use crate::vault::key::{KEY_BYTES, Key, KeyClass, NONCE_BYTES, TAG_BYTES};

/// Slots a ring can have: 512 MiB for each of its two files, and keys for about a million open cases.
pub const SLOTS_MAX: u32 = 4_194_304;
/// Slots the file grows by, and slots handled at once when the whole file is read or written.
pub const SLOTS_STEP: u32 = 1_024;

/// How large a ring may grow and by how much at once, in slots. The form of a slot on disk does not depend on them.
#[derive(Clone, Copy)]
pub struct Sizes {
    /// A multiple of the step, at most [`SLOTS_MAX`].
    pub slots_max: u32,
    /// At least 1.
    pub slots_step: u32,
}

impl Sizes {
    pub const REAL: Self = Self { slots_max: SLOTS_MAX, slots_step: SLOTS_STEP };

    pub(super) fn step_bytes(self) -> usize {
        self.slots_step as usize * SLOT_BYTES
    }
}

/// Divides a disk's sector, so that no slot straddles two.
pub(super) const SLOT_BYTES: usize = 128;
pub(super) type SlotImage = [u8; SLOT_BYTES];

pub(super) const HEAD_COPY_BYTES: usize = 128;
/// Each copy has a 4 KiB block of its own: no torn or bad sector can reach both.
pub(super) const HEAD_COPIES: [u64; 2] = [0, 4096];
pub(super) const HEAD_FILE_BYTES: usize = 8192;

const HEAD_PLAIN: usize = 8 + 4 + 4 + KEY_BYTES;
const SLOT_PLAIN: usize = 1 + KEY_BYTES;
const MARK_BYTES: usize = NONCE_BYTES + TAG_BYTES;

/// The current state of the ring as a whole.
pub(super) struct Head {
    /// Grows with every head written; of two copies the higher one counts.
    pub sequence: u64,
    /// Grows with every rotation; odd and even ones live in different files.
    pub generation: u32,
    /// How many slots there were when this head was written: a shorter file has lost something.
    pub slots: u32,
    pub key: Key,
}

impl Head {
    pub fn image(&self, head_key: &Key, entropy: &mut dyn Entropy) -> [u8; HEAD_COPY_BYTES] {
        let mut plain = Zeroizing::new([0; HEAD_PLAIN]);
        plain[..8].copy_from_slice(&self.sequence.to_le_bytes());
        plain[8..12].copy_from_slice(&self.generation.to_le_bytes());
        plain[12..16].copy_from_slice(&self.slots.to_le_bytes());
        plain[16..].copy_from_slice(self.key.expose());
        let mut image = [0; HEAD_COPY_BYTES];
        entropy.fill(&mut image);
        wrap(head_key, b"rd1 ring head", plain.as_mut(), &mut image);
        image
    }

    /// `None` for a torn copy, noise, or another master's.
    pub fn read(image: &[u8; HEAD_COPY_BYTES], head_key: &Key) -> Option<Self> {
        let plain = unwrap::<HEAD_PLAIN>(head_key, b"rd1 ring head", image)?;
        let (sequence, rest) = plain.split_first_chunk::<8>()?;
        let (generation, rest) = rest.split_first_chunk::<4>()?;
        let (slots, rest) = rest.split_first_chunk::<4>()?;
        Some(Self {
            sequence: u64::from_le_bytes(*sequence),
            generation: u32::from_le_bytes(*generation),
            slots: u32::from_le_bytes(*slots),
            key: Key::from_bytes(rest.first_chunk()?),
        })
    }

    /// The head of the next rotation, with a key of its own.
    pub fn successor(&self, slots: u32, entropy: &mut dyn Entropy) -> Self {
        Self {
            sequence: self.sequence + 1,
            generation: self.generation.wrapping_add(1),
            slots,
            key: Key::random(entropy),
        }
    }

    /// The file with this generation's slots.
    pub fn file(&self) -> RingFile {
        if self.generation.is_multiple_of(2) { RingFile::Even } else { RingFile::Odd }
    }

    /// The file of the generations before and after.
    pub fn other_file(&self) -> RingFile {
        if self.generation.is_multiple_of(2) { RingFile::Odd } else { RingFile::Even }
    }

    pub fn seal_slot(&self, index: u32, class: KeyClass, key: &Key, entropy: &mut dyn Entropy) -> SlotImage {
        let mut plain = Zeroizing::new([0; SLOT_PLAIN]);
        plain[0] = class.number();
        plain[1..].copy_from_slice(key.expose());
        let mut image = [0; SLOT_BYTES];
        entropy.fill(&mut image);
        let name = slot_name(*b"rd1s", self.generation, index);
        wrap(&self.key, &name, plain.as_mut(), &mut image[MARK_BYTES..]);
        image
    }

    /// What is written over a key that is destroyed.
    pub fn shredded_slot(&self, index: u32, entropy: &mut dyn Entropy) -> SlotImage {
        let mut image = [0; SLOT_BYTES];
        entropy.fill(&mut image);
        let name = slot_name(*b"rd1x", self.generation, index);
        wrap(&self.key, &name, &mut [], &mut image[..MARK_BYTES]);
        image
    }

    /// Was a key destroyed here on purpose, since the last rotation? Asked of a slot that does not open.
    pub fn is_shredded(&self, index: u32, image: &SlotImage) -> bool {
        let name = slot_name(*b"rd1x", self.generation, index);
        unwrap::<0>(&self.key, &name, &image[..MARK_BYTES]).is_some()
    }

    /// `None` for a free slot, a shredded one, or one of another index or generation.
    pub fn open_slot(&self, index: u32, image: &SlotImage) -> Option<(KeyClass, Key)> {
        let name = slot_name(*b"rd1s", self.generation, index);
        let plain = unwrap::<SLOT_PLAIN>(&self.key, &name, &image[MARK_BYTES..])?;
        let (class, key) = plain.split_first()?;
        Some((KeyClass::from_number(*class)?, Key::from_bytes(key.first_chunk()?)))
    }
}

fn slot_name(kind: [u8; 4], generation: u32, index: u32) -> [u8; 12] {
    let mut name = [0; 12];
    name[..4].copy_from_slice(&kind);
    name[4..8].copy_from_slice(&generation.to_le_bytes());
    name[8..].copy_from_slice(&index.to_le_bytes());
    name
}

/// Seals `plain` into the beginning of `image`, which holds noise: its first bytes are the nonce.
fn wrap(key: &Key, name: &[u8], plain: &mut [u8], image: &mut [u8]) {
    let mut nonce = [0; NONCE_BYTES];
    nonce.copy_from_slice(&image[..NONCE_BYTES]);
    let tag = key.lock(&nonce, name, plain);
    let end = NONCE_BYTES + plain.len();
    image[NONCE_BYTES..end].copy_from_slice(plain);
    image[end..end + TAG_BYTES].copy_from_slice(&tag);
}

fn unwrap<const LENGTH: usize>(key: &Key, name: &[u8], image: &[u8]) -> Option<Zeroizing<[u8; LENGTH]>> {
    let (nonce, rest) = image.split_first_chunk::<NONCE_BYTES>()?;
    let (sealed, rest) = rest.split_first_chunk::<LENGTH>()?;
    let tag = rest.first_chunk::<TAG_BYTES>()?;
    let mut plain = Zeroizing::new(*sealed);
    key.unlock(nonce, name, plain.as_mut(), tag).then_some(plain)
}
