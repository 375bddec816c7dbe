//! The names under which young people come to an encounter: a colour and an animal.
//!
//! Never true of this file: a name is stored as letters; it is two numbers, and reads in whichever language is set.

use super::page::Fields;
use super::{Content, Localised};
use crate::domain::Language;

/// Of colours, and of animals: few enough for a byte, enough for a room full of people.
const EACH: std::ops::RangeInclusive<usize> = 8..=32;

/// Everything of `nicknames.toml`.
pub(super) struct Nicknames {
    colours: Vec<Localised>,
    animals: Vec<Localised>,
}

pub(super) fn read(file: &Fields<'_>) -> Nicknames {
    let part = |key: &'static str| -> Vec<Localised> {
        let all: Vec<Localised> = file.localised_texts(key).into_iter().map(|(text, _)| text).collect();
        if !EACH.contains(&all.len()) {
            let mend = format!("make it {} to {}", EACH.start(), EACH.end());
            file.complain(file.at_of(key), format!("`{key}` has {} names", all.len()), mend);
        }
        all
    };
    Nicknames { colours: part("colours"), animals: part("animals") }
}

impl Nicknames {
    /// How many colours and animals there are.
    pub(super) fn counts(&self) -> [usize; 2] {
        [self.colours.len(), self.animals.len()]
    }

    /// Numbers beyond the list begin again at its front: an editor may have shortened it.
    pub(super) fn name(&self, [colour, animal]: [u8; 2], language: Language) -> String {
        let of = |all: &[Localised], number: u8| {
            all.get(usize::from(number) % all.len().max(1)).map_or("", |name| name.get(language)).to_owned()
        };
        let (colour, animal) = (of(&self.colours, colour), of(&self.animals, animal));
        match language {
            Language::Nl => format!("{colour} {animal}"),
            Language::Fr => format!("{animal} {colour}"),
        }
    }
}

impl Content {
    /// How many colours and animals the names at encounters are made of.
    pub fn nicknames(&self) -> [usize; 2] {
        self.files.nicknames.counts()
    }

    /// The name at an encounter in words.
    pub fn nickname(&self, name: [u8; 2], language: Language) -> String {
        self.files.nicknames.name(name, language)
    }
}
