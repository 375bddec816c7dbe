//! A key, what kinds there are, and how an envelope names the one that locks it.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, Tag, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::domain::Entropy;

pub(super) const KEY_BYTES: usize = 32;
/// XChaCha20's nonce: long enough to be drawn at random for ever, so no counter has to survive a restored disk.
pub(super) const NONCE_BYTES: usize = 24;
pub(super) const TAG_BYTES: usize = 16;

/// The context of [`Key::alias`]. Never changed: names made with it lie on disk.
const ALIAS: &str = "rechtdoor 2026-11 alias v1";

/// A secret key of 256 bits that locks values. Wiped from memory when dropped; cannot be printed or serialised.
///
/// ```compile_fail
/// fn print(key: rechtdoor::vault::Key) { let _ = format!("{key:?}"); }
/// ```
pub struct Key(Zeroizing<[u8; KEY_BYTES]>);

impl Key {
    pub fn random(entropy: &mut dyn Entropy) -> Self {
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        entropy.fill(bytes.as_mut());
        Self(bytes)
    }

    pub(super) fn from_bytes(bytes: &[u8; KEY_BYTES]) -> Self {
        let mut own = Zeroizing::new([0; KEY_BYTES]);
        own.copy_from_slice(bytes);
        Self(own)
    }

    pub(super) fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// A name for what this key locks. Whoever has the key can make it; without the key it leads nowhere.
    #[must_use]
    pub fn alias(&self) -> [u8; 16] {
        let whole = Zeroizing::new(blake3::derive_key(ALIAS, self.expose()));
        let mut short = [0; 16];
        short.copy_from_slice(&whole[..16]);
        short
    }

    /// A second handle on the same secret, for the ring that outlives the borrowed master.
    pub(crate) fn duplicate(&self) -> Self {
        Self::from_bytes(&self.0)
    }

    /// Encrypts `buffer` where it lies and returns the tag that proves buffer and `associated`.
    pub(super) fn lock(&self, nonce: &[u8; NONCE_BYTES], associated: &[u8], buffer: &mut [u8]) -> [u8; TAG_BYTES] {
        match self.cipher().encrypt_inout_detached(&XNonce::from(*nonce), associated, buffer.into()) {
            Ok(tag) => tag.into(),
            // The cipher refuses only buffers of 256 GiB; a slot or an envelope is 8 KiB at most.
            Err(_) => unreachable!("a buffer longer than the cipher can take"),
        }
    }

    /// Decrypts `buffer` where it lies. `false`, and the buffer unchanged, when the tag does not prove it.
    #[must_use]
    pub(super) fn unlock(
        &self,
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        buffer: &mut [u8],
        tag: &[u8; TAG_BYTES],
    ) -> bool {
        self.cipher().decrypt_inout_detached(&XNonce::from(*nonce), associated, buffer.into(), &Tag::from(*tag)).is_ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&*self.0).into())
    }
}

/// A secret key of 256 bits that signs short messages (BLAKE3 keyed hash) and locks nothing.
pub struct MacKey(Zeroizing<[u8; KEY_BYTES]>);

impl MacKey {
    /// The shortest tag [`MacKey::verify`] looks at, in bytes: 128 bits cannot be guessed.
    pub const TAG_MIN: usize = 16;

    pub fn random(entropy: &mut dyn Entropy) -> Self {
        Self(Key::random(entropy).0)
    }

    pub(super) fn from_key(key: Key) -> Self {
        Self(key.0)
    }

    /// A key that lies sealed in a record.
    #[must_use]
    pub fn from_record(secret: &[u8; 32]) -> Self {
        Self::from_key(Key::from_bytes(secret))
    }

    /// The tag of `message`; callers may keep only its first [`MacKey::TAG_MIN`] bytes or more.
    #[must_use]
    pub fn tag(&self, message: &[u8]) -> [u8; 32] {
        blake3::keyed_hash(&self.0, message).into()
    }

    /// Whether `tag`, whole or shortened, belongs to `message`. Takes the same time wherever the two differ.
    #[must_use]
    pub fn verify(&self, message: &[u8], tag: &[u8]) -> bool {
        let whole = self.tag(message);
        tag.len() >= Self::TAG_MIN && whole.get(..tag.len()).is_some_and(|due| bool::from(due.ct_eq(tag)))
    }
}

/// What a key of the ring is for. Sealed inside its slot, so that a key never opens as another class.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum KeyClass {
    /// How to reach the asker of one case. Gone 7 days after closing: the link is cut, the text may still be read.
    Route,
    /// The text of one case.
    Text,
    /// One review row of a question not yet sent; at most 30 minutes.
    Draft,
    /// A night's list of people, seen ids and navigation rows: pointers into Telegram's own records.
    Epoch,
    /// The last words to someone who wiped everything; at most 48 hours.
    Farewell,
    /// One place at an encounter, with the way to whoever has it. Gone when it is given back, or 48 hours after the encounter.
    Encounter,
    /// The bans of one epoch, so that bans forget.
    Ban,
    /// The counts of one month, as of the last night that added to them.
    Count,
    /// One month of the audit log.
    Audit,
    /// One text of the team, as of its last change.
    TeamText,
}

impl KeyClass {
    pub const ALL: [KeyClass; 10] = [
        KeyClass::Route,
        KeyClass::Text,
        KeyClass::Draft,
        KeyClass::Epoch,
        KeyClass::Farewell,
        KeyClass::Encounter,
        KeyClass::Ban,
        KeyClass::Count,
        KeyClass::Audit,
        KeyClass::TeamText,
    ];

    /// The number on disk. 1 stays free: it once meant a person's record, and no person has one.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            KeyClass::Route => 2,
            KeyClass::Text => 3,
            KeyClass::Draft => 4,
            KeyClass::Epoch => 5,
            KeyClass::Farewell => 6,
            KeyClass::Encounter => 7,
            KeyClass::Ban => 8,
            KeyClass::Count => 9,
            KeyClass::Audit => 10,
            KeyClass::TeamText => 11,
        }
    }

    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        KeyClass::ALL.into_iter().find(|class| class.number() == number)
    }
}

/// The place of a key in the ring. Drawn at random, so it says nothing of who came when.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Slot(pub u32);

/// A sealing key that lives as long as the master key, for records that are not a young person's.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FixedKey {
    /// Roster, roles, settings, encounters without seats.
    Config,
    /// Where the operator's alerts go.
    Alert,
    /// The audit log's checkpoints; its entries lie under a monthly [`KeyClass::Audit`].
    Audit,
}

impl FixedKey {
    pub const ALL: [FixedKey; 3] = [FixedKey::Config, FixedKey::Alert, FixedKey::Audit];

    fn number(self) -> u8 {
        match self {
            FixedKey::Config => 0x81,
            FixedKey::Alert => 0x82,
            FixedKey::Audit => 0x83,
        }
    }
}

/// The key an envelope is locked with, by name. Written in clear, so that no key is ever tried at random.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum KeyRef {
    Ring(KeyClass, Slot),
    Fixed(FixedKey),
}

impl KeyRef {
    /// The class byte and slot number on disk. Fixed keys use the upper half of the class byte and slot 0.
    pub(super) fn numbers(self) -> (u8, u32) {
        match self {
            KeyRef::Ring(class, slot) => (class.number(), slot.0),
            KeyRef::Fixed(fixed) => (fixed.number(), 0),
        }
    }

    pub(super) fn from_numbers(class: u8, slot: u32) -> Option<Self> {
        if let Some(class) = KeyClass::from_number(class) {
            return Some(KeyRef::Ring(class, Slot(slot)));
        }
        let fixed = FixedKey::ALL.into_iter().find(|fixed| fixed.number() == class)?;
        (slot == 0).then_some(KeyRef::Fixed(fixed))
    }
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
