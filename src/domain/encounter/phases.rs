//! Encounters of which one must come before the next: the second part after the first.
//!
//! Never true of this file: who was at the first part is kept here for the second; a pass leads back to the place that it
//! was given for.

use super::codes::Referral;
use super::plan::Encounter;
use super::sharing::Way;
use crate::domain::{EncounterId, Moment};
use serde::{Deserialize, Serialize};

/// What must come before. A part of the later encounter, and lives as long: the earlier one is forgotten two days after it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct After {
    /// See [`Encounter::phase`].
    pub of: Phase,
    pub title_nl: String,
    pub title_fr: String,
}

/// An encounter, or the series to which it belongs: who was on one of its dates was there.
pub type Phase = [u8; 16];

/// Lies in the chat of who was at the earlier one, and in their place at the later one while they have it; nowhere else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pass {
    pub nonce: Nonce,
    pub tag: [u8; Pass::TAG_BYTES],
}

pub type Nonce = [u8; 8];

/// By what somebody comes to an encounter that is not for everybody alike.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    Code(Referral),
    Pass(Pass),
}

impl Pass {
    pub const TAG_BYTES: usize = 16;
    pub const BYTES: usize = 8 + Pass::TAG_BYTES;

    pub fn bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.nonce);
        bytes[8..].copy_from_slice(&self.tag);
        bytes
    }

    /// Whether we made it is another question.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (nonce, tag) = bytes.split_first_chunk()?;
        Some(Self { nonce: *nonce, tag: tag.try_into().ok()? })
    }

    /// What its tag is made of: it is good for this encounter.
    pub fn signed(encounter: EncounterId, nonce: Nonce) -> Vec<u8> {
        [b"phase ".as_slice(), &encounter.0, &nonce].concat()
    }
}

impl Encounter {
    /// As what another one may come after it.
    pub fn phase(&self, id: EncounterId) -> Phase {
        self.series.map_or(id.0, |series| series.0)
    }

    /// What comes after this one, if it can: it is published, people sign up, and it is not over.
    pub fn to_come_after(&self, id: EncounterId, now: Moment) -> Option<After> {
        let can = self.is_ahead_or_on(now) && !self.is_walk_in();
        can.then(|| After { of: self.phase(id), title_nl: self.title_nl.clone(), title_fr: self.title_fr.clone() })
    }

    /// Are there codes of youth workers at it? Where codes go first; and where something must come before, for whoever a youth
    /// worker knows to be ready for it.
    pub fn has_codes(&self) -> bool {
        self.sharing.way == Way::CodesFirst || self.after.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_reads_back_and_nothing_shorter_or_longer_does() {
        let pass = Pass { nonce: [7; 8], tag: [3; 16] };
        assert_eq!(Pass::read(&pass.bytes()), Some(pass));
        for length in (0..60).filter(|length| *length != Pass::BYTES) {
            assert_eq!(Pass::read(&vec![7; length]), None, "{length}");
        }
    }
}
