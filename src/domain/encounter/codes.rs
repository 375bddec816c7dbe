//! Codes of youth workers and partners: a link that brings somebody to one encounter ahead of whoever has none.
//!
//! Never true of this file: a code is good for more people than was said, for another encounter, or once it was taken back;
//! it says for whom it was made, or who came by it.

use crate::domain::EncounterId;
use crate::domain::limits::{CODE_USES_MAX, CODES_MAX};
use serde::{Deserialize, Serialize};

/// The codes of one encounter: a part of it, and lives as long.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// The highest number that was given. None is given twice, so that a code that was taken back stays dead.
    last: u8,
    living: Vec<Code>,
}

/// Whoever it is for is known to who made it, and not here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Code {
    pub number: u8,
    /// For how many people it was made.
    pub people: u8,
    /// How many may still come by it.
    left: u8,
}

/// Why there is no new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeRefusal {
    /// There are [`CODES_MAX`] already, or the numbers are used up.
    Enough,
    /// For nobody, or for more than [`CODE_USES_MAX`].
    People,
}

impl Codes {
    pub fn iter(&self) -> impl Iterator<Item = Code> {
        self.living.iter().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.living.is_empty()
    }

    /// A new one for so many people; gives its number.
    ///
    /// # Errors
    /// Both of [`CodeRefusal`].
    pub fn make(&mut self, people: u8) -> Result<u8, CodeRefusal> {
        if !(1..=CODE_USES_MAX).contains(&people) {
            return Err(CodeRefusal::People);
        }
        let number = self.last.checked_add(1).filter(|_| self.living.len() < CODES_MAX).ok_or(CodeRefusal::Enough)?;
        self.last = number;
        self.living.push(Code { number, people, left: people });
        Ok(number)
    }

    /// Nobody comes by it any more. `false` when there is no such code.
    pub fn end(&mut self, number: u8) -> bool {
        let before = self.living.len();
        self.living.retain(|code| code.number != number);
        self.living.len() < before
    }

    /// May so many people come by it?
    pub fn is_good_for(&self, number: u8, people: u8) -> bool {
        self.living.iter().any(|code| code.number == number && code.left >= people)
    }

    /// So many people come by it. `false`, and nothing changed, when it is not good for them.
    pub fn spend(&mut self, number: u8, people: u8) -> bool {
        let good = self.living.iter_mut().find(|code| code.number == number && code.left >= people);
        good.map(|code| code.left -= people).is_some()
    }
}

/// What a link with a code holds. Only the tag proves it: nothing of it lies in the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Referral {
    pub encounter: EncounterId,
    pub number: u8,
    pub tag: [u8; Referral::TAG_BYTES],
}

impl Referral {
    pub const TAG_BYTES: usize = 16;
    pub const BYTES: usize = 16 + 1 + Referral::TAG_BYTES;

    pub fn bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..16].copy_from_slice(&self.encounter.0);
        bytes[16] = self.number;
        bytes[17..].copy_from_slice(&self.tag);
        bytes
    }

    /// Whether we made it is another question.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (encounter, rest) = bytes.split_first_chunk()?;
        let (number, tag) = rest.split_first()?;
        Some(Self { encounter: EncounterId(*encounter), number: *number, tag: tag.try_into().ok()? })
    }

    /// What its tag is made of.
    pub fn signed(encounter: EncounterId, number: u8) -> Vec<u8> {
        [b"referral ".as_slice(), &encounter.0, &[number]].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn there_are_so_many_codes_and_a_number_is_never_given_twice() {
        let mut codes = Codes::default();
        for number in 1..=u8::try_from(CODES_MAX).expect("few") {
            assert_eq!(codes.make(1), Ok(number));
        }
        assert_eq!(codes.make(1), Err(CodeRefusal::Enough));
        for number in 1..u8::MAX {
            assert!(codes.end(number) && !codes.end(number));
            if usize::from(number) <= usize::from(u8::MAX) - CODES_MAX {
                assert_eq!(codes.make(1).map(usize::from), Ok(usize::from(number) + CODES_MAX));
            }
        }
        assert_eq!(codes.make(1), Err(CodeRefusal::Enough), "the numbers are used up");
    }

    #[test]
    fn a_code_is_for_somebody_and_for_so_many_at_most() {
        let mut codes = Codes::default();
        assert_eq!(codes.make(0), Err(CodeRefusal::People));
        assert_eq!(codes.make(CODE_USES_MAX + 1), Err(CodeRefusal::People));
        assert_eq!(codes.make(CODE_USES_MAX), Ok(1), "what was refused took no number");
        assert!(!codes.spend(1, CODE_USES_MAX + 1) && codes.spend(1, CODE_USES_MAX) && !codes.spend(1, 1));
    }

    #[test]
    fn a_link_reads_back_and_nothing_shorter_or_longer_does() {
        let link = Referral { encounter: EncounterId([7; 16]), number: 9, tag: [3; 16] };
        assert_eq!(Referral::read(&link.bytes()), Some(link));
        for length in (0..60).filter(|length| *length != Referral::BYTES) {
            assert_eq!(Referral::read(&vec![7; length]), None, "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_code_brings_more_people_than_it_was_made_for(
            deeds in prop::collection::vec((0..3_u8, 0..12_u8, 1..4_u8), 1..200),
        ) {
            let (mut codes, mut made, mut came) = (Codes::default(), BTreeMap::new(), BTreeMap::new());
            for (deed, number, people) in deeds {
                match deed {
                    0 => drop(codes.make(people).map(|number| made.insert(number, people))),
                    1 => {
                        if codes.end(number) {
                            prop_assert!(!codes.spend(number, 1), "it is dead from then on");
                        }
                    }
                    _ => {
                        let good = codes.is_good_for(number, people);
                        prop_assert_eq!(codes.spend(number, people), good);
                        *came.entry(number).or_insert(0) += if good { people } else { 0 };
                    }
                }
                prop_assert!(codes.iter().count() <= CODES_MAX);
                let too_many = came.iter().find(|(number, came)| **came > made.get(number).copied().unwrap_or(0));
                prop_assert!(too_many.is_none(), "{too_many:?}");
            }
        }
    }
}
