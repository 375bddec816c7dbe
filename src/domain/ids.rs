//! Random identifiers. None is derived from a person, so none can lead back to one.

use serde::{Deserialize, Serialize};

/// Where randomness comes from: the operating system in the bot, a seed in the tests.
pub trait Entropy {
    fn fill(&mut self, bytes: &mut [u8]);
}

macro_rules! random_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            pub fn random(entropy: &mut dyn Entropy) -> Self {
                let mut bytes = [0; 16];
                entropy.fill(&mut bytes);
                Self(bytes)
            }
        }
    };
}

/// A young person as this run of the program names the talk: for maps in RAM. It cannot be serialised, so that no record
/// on disk can name a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct PersonId(pub [u8; 16]);

random_id!(
    /// One page of the list of people: drawn anew for everything that is written about somebody.
    PageId
);
random_id!(
    /// The address that is kept for the last words after a wipe.
    FarewellId
);
random_id!(
    /// One question's life at the desk.
    CaseId
);
random_id!(
    /// A question that was typed but not yet sent.
    DraftId
);
random_id!(
    /// An enrolled member of the team.
    StaffId
);
random_id!(
    /// One row of the outbox.
    RowId
);
random_id!(
    /// A text of the team. Drawn by itself, so that it does not lead to the question that it was made of.
    TextId
);
random_id!(
    /// A general question to a liaison of the police. Drawn by itself: a liaison's buttons name no case.
    RequestId
);
random_id!(
    /// An encounter of young people with the police.
    EncounterId
);
random_id!(
    /// What the dates of a series have in common.
    SeriesId
);
random_id!(
    /// A place at an encounter. Drawn for each encounter anew: it leads to no question and to no other place.
    SeatId
);
random_id!(
    /// A square where there is talk in the street.
    SquareId
);
random_id!(
    /// That somebody follows a square. Drawn for each square anew: it leads to no question, to no place and to no other.
    FollowId
);
random_id!(
    /// A ban. Says nothing of whom it is about.
    BanId
);

/// What a young person and the desk call a case: six characters of Crockford's base32, random, unlike any live one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Code([u8; 6]);

/// Crockford's alphabet: no I, L, O or U, so that a code can be read aloud.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Code {
    pub fn random(entropy: &mut dyn Entropy) -> Self {
        let mut bytes = [0; 6];
        entropy.fill(&mut bytes);
        Self(bytes.map(|byte| CROCKFORD[usize::from(byte % 32)]))
    }

    /// Reads what a person typed: any case, `O` for `0`, `I` and `L` for `1`. `None` when it is not six such characters.
    pub fn parse(text: &str) -> Option<Self> {
        let mut code = [0; 6];
        let mut length = 0;
        for letter in text.trim().chars() {
            let upper = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let byte = u8::try_from(upper).ok().filter(|byte| CROCKFORD.contains(byte))?;
            *code.get_mut(length)? = byte;
            length += 1;
        }
        (length == 6).then_some(Self(code))
    }

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_people_type_it() {
        assert_eq!(Code::parse("k7q4mn").map(|code| code.to_string()), Some("K7Q4MN".to_owned()));
        assert_eq!(Code::parse("KO1LMN").map(|code| code.to_string()), Some("K011MN".to_owned()));
        for wrong in ["", "K7Q4M", "K7Q4MNX", "K7Q4M!", "K7Q4MU"] {
            assert_eq!(Code::parse(wrong), None, "{wrong}");
        }
    }
}
