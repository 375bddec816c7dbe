//! Many short texts in one piece of memory, each with a number: a third of what a map of strings takes.
//!
//! Never true of this file: two texts have one number, or one text two; a number changes.

use super::rows::Rows;
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Distinct texts, numbered from 0 in the order in which they came.
#[derive(Clone, Default)]
pub(super) struct Names {
    texts: Rows<u8>,
    /// Numbers by the hash of their text. Whoever types cannot crowd it: only content is added.
    numbers: HashTable<u32>,
}

impl Names {
    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The text of a number; empty for one that was not given away.
    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        self.texts.row(number as usize)
    }

    pub(super) fn get(&self, number: u32) -> &str {
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let name = name.as_bytes();
        self.numbers.find(hash(name), |number| self.bytes(*number) == name).copied()
    }

    /// The number of a text; a new one if it had none.
    pub(super) fn add(&mut self, name: &str) -> u32 {
        let (Self { texts, numbers }, name) = (self, name.as_bytes());
        let hashed = hash(name);
        let text = |number: &u32| texts.row(*number as usize);
        // Most texts come again and again: looked for first, without room for a new one.
        if let Some(number) = numbers.find(hashed, |number| text(number) == name) {
            return *number;
        }
        let next = texts.len() as u32;
        numbers.insert_unique(hashed, next, |number| hash(text(number)));
        texts.push(name);
        next
    }

    pub(super) fn shrink(&mut self) {
        self.texts.shrink();
    }
}

fn hash(name: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_however_many_there_are() {
        let mut names = Names::default();
        assert_eq!(names.number("politie"), None);
        let texts: Vec<String> = (0..5_000).map(|number| format!("word{number}")).chain([String::new()]).collect();
        for _ in 0..2 {
            let numbers: Vec<u32> = texts.iter().map(|text| names.add(text)).collect();
            assert_eq!(numbers, (0..=5_000).collect::<Vec<u32>>());
        }
        assert!(texts.iter().zip(0..).all(|(text, number)| names.number(text) == Some(number)));
        assert!(names.iter().eq(&texts) && names.get(9_999).is_empty() && names.number("word5000").is_none());
    }
}
