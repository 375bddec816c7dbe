//! Where a channel can reach someone, and who that is: in memory only.
//!
//! A hash of an account number is no anonymity (all of Telegram's fit in minutes of work), so nothing derived from
//! an address is ever written. The directory is rebuilt at every start by opening the live records, under a key that
//! is drawn anew, so that even a copy of the memory of one run says nothing about another.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::key::MacKey;
use crate::domain::Entropy;
use crate::domain::ids::{DraftId, PersonId, StaffId};
use crate::domain::paper::PaperCode;

/// Where a channel can reach someone: a Telegram chat, or a paper card, to which nothing can be sent and whose holder comes
/// to ask. Can be sealed, never printed.
///
/// ```compile_fail
/// fn print(address: rechtdoor::vault::Address) { let _ = format!("{address:?}"); }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address(At);

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum At {
    Chat(i64),
    Card(PaperCode),
}

/// No chat has this number.
const NOWHERE: i64 = 0;

impl Address {
    #[must_use]
    pub fn new(chat: i64) -> Self {
        Self(At::Chat(chat))
    }

    /// Somebody without an account: whoever holds this card.
    #[must_use]
    pub fn of_card(code: PaperCode) -> Self {
        Self(At::Card(code))
    }

    /// Is there nobody to send anything to?
    #[must_use]
    pub fn is_card(self) -> bool {
        match self.0 {
            At::Chat(_) => false,
            At::Card(_) => true,
        }
    }

    /// The number itself: only for the adapter that talks to the channel. A card has one that is no chat's.
    #[must_use]
    pub fn reveal(self) -> i64 {
        match self.0 {
            At::Chat(chat) => chat,
            At::Card(_) => NOWHERE,
        }
    }
}

/// An address as a random-looking name of this run: for maps in memory, never for disk or log.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tag([u8; 16]);

impl Tag {
    /// The name itself, for a map of another room.
    #[must_use]
    pub fn bytes(self) -> [u8; 16] {
        self.0
    }
}

#[derive(Debug, Error, PartialEq, Eq)]
#[error("the directory holds as many drafts as it may")]
pub struct DraftsFull;

/// Who is behind an address.
pub struct Directory {
    key: MacKey,
    staff: HashMap<Tag, StaffId>,
    drafts: HashMap<Tag, DraftId>,
}

impl Directory {
    /// Drafts at once. A draft has no record behind it that would bound it, and a flood begins with drafts.
    pub const DRAFTS_MAX: usize = 10_000;

    pub fn new(entropy: &mut dyn Entropy) -> Self {
        Self { key: MacKey::random(entropy), staff: HashMap::new(), drafts: HashMap::new() }
    }

    /// The name of an address in this run.
    #[must_use]
    pub fn tag(&self, address: Address) -> Tag {
        // A chat has eight bytes and a card sixteen: no card is ever taken for a chat.
        let whole = match address.0 {
            At::Chat(chat) => self.key.tag(&chat.to_le_bytes()),
            At::Card(code) => self.key.tag(code.bytes()),
        };
        // 128 bits: no two addresses of one run will ever meet.
        let mut short = [0; 16];
        short.copy_from_slice(&whole[..16]);
        Tag(short)
    }

    /// The young person at an address, whether or not anything is known of one.
    #[must_use]
    pub fn person_at(&self, address: Address) -> PersonId {
        PersonId(self.tag(address).0)
    }

    #[must_use]
    pub fn staff_of(&self, address: Address) -> Option<StaffId> {
        self.staff.get(&self.tag(address)).copied()
    }

    #[must_use]
    pub fn draft_of(&self, address: Address) -> Option<DraftId> {
        self.drafts.get(&self.tag(address)).copied()
    }

    /// Returns who was there before. One entry per member of the roster, which bounds it.
    pub fn insert_staff(&mut self, address: Address, staff: StaffId) -> Option<StaffId> {
        self.staff.insert(self.tag(address), staff)
    }

    /// Returns the draft that was there before.
    ///
    /// # Errors
    /// [`DraftsFull`] for a new address beyond [`Directory::DRAFTS_MAX`]; an address with a draft can always change it.
    pub fn insert_draft(&mut self, address: Address, draft: DraftId) -> Result<Option<DraftId>, DraftsFull> {
        let tag = self.tag(address);
        if self.drafts.len() >= Self::DRAFTS_MAX && !self.drafts.contains_key(&tag) {
            return Err(DraftsFull);
        }
        Ok(self.drafts.insert(tag, draft))
    }

    pub fn remove_staff(&mut self, address: Address) -> Option<StaffId> {
        self.staff.remove(&self.tag(address))
    }

    pub fn remove_draft(&mut self, address: Address) -> Option<DraftId> {
        self.drafts.remove(&self.tag(address))
    }

    /// Entries of both kinds together.
    #[must_use]
    pub fn len(&self) -> usize {
        self.staff.len() + self.drafts.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::vault::testing::Seeded;

    #[test]
    fn each_address_finds_its_own() {
        let mut entropy = Seeded::new(1);
        let mut directory = Directory::new(&mut entropy);
        let (lina, imane) = (Address::new(7_123_456_789), Address::new(-1_001_234_567_890_123));
        let (staff, draft) = (StaffId::random(&mut entropy), DraftId::random(&mut entropy));
        assert!(directory.is_empty());
        directory.insert_staff(imane, staff);
        assert_eq!(directory.insert_draft(lina, draft), Ok(None));
        assert_eq!(directory.len(), 2);
        assert!(directory.person_at(lina) != directory.person_at(imane));
        assert_eq!((directory.staff_of(imane), directory.staff_of(lina)), (Some(staff), None));
        assert_eq!(directory.draft_of(lina), Some(draft));
        assert_eq!(directory.remove_draft(lina), Some(draft));
        assert_eq!(directory.remove_staff(imane), Some(staff));
        assert!(directory.is_empty());
    }

    #[test]
    fn a_tag_says_nothing_in_another_run() {
        let mut entropy = Seeded::new(2);
        let (one, two) = (Directory::new(&mut entropy), Directory::new(&mut entropy));
        let address = Address::new(42);
        assert!(one.tag(address) == one.tag(Address::new(42)));
        assert!(one.tag(address) != two.tag(address));
        assert!(one.tag(address) != one.tag(Address::new(43)));
    }

    #[test]
    fn drafts_are_bounded_and_a_full_directory_still_serves_who_is_in_it() {
        let mut entropy = Seeded::new(3);
        let mut directory = Directory::new(&mut entropy);
        let draft = DraftId::random(&mut entropy);
        for chat in 0..Directory::DRAFTS_MAX as i64 {
            assert_eq!(directory.insert_draft(Address::new(chat), draft), Ok(None));
        }
        assert_eq!(directory.insert_draft(Address::new(-1), draft), Err(DraftsFull));
        assert_eq!(directory.insert_draft(Address::new(0), draft), Ok(Some(draft)));
        directory.remove_draft(Address::new(0));
        assert_eq!(directory.insert_draft(Address::new(-1), draft), Ok(None));
    }
}
