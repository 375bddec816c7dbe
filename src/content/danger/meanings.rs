//! `danger-meanings.toml`: words that mean the same in messages about danger, so that an example of one teaches all; and
//! which of them are grave.
//!
//! Never true of this file: a word has two meanings; a meaning is danger by itself.

use rustc_hash::{FxHashMap, FxHashSet};

use super::features::hash;
use crate::content::fold::Word;
use crate::content::page::{At, Fields};

/// Letters that a beginning is looked up by, and has at least.
const BEGINNING: usize = 3;

/// What a row of words means.
struct Entry {
    row: Vec<Word>,
    meaning: u32,
}

/// All rows of words, by how they begin.
#[derive(Default)]
pub(in crate::content) struct Meanings {
    by_word: FxHashMap<Box<str>, Vec<Entry>>,
    by_beginning: FxHashMap<[Option<char>; BEGINNING], Vec<Entry>>,
    grave: FxHashSet<u32>,
}

impl Meanings {
    /// The meanings of a text in their order, each with its first word and its last.
    pub(super) fn of(&self, words: &[&str]) -> Vec<(u32, [usize; 2])> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let length = match self.longest(rest) {
                Some((meaning, length)) => {
                    found.push((meaning, [at, at + length - 1]));
                    length
                }
                None => 1,
            };
            at += length;
        }
        found
    }

    /// Does a word mean harm itself: violence, death, a wound, a threat, fear?
    pub(super) fn is_grave(&self, words: &[&str]) -> bool {
        self.of(words).iter().any(|(meaning, _)| self.grave.contains(meaning))
    }

    /// The longest row that these words begin with, and how long it is.
    fn longest(&self, words: &[&str]) -> Option<(u32, usize)> {
        let first = *words.first()?;
        let by_word = self.by_word.get(first).into_iter().flatten();
        let by_beginning = self.by_beginning.get(&letters(first)).into_iter().flatten();
        let there = by_word.chain(by_beginning).filter(|entry| {
            let there = words.get(..entry.row.len()).unwrap_or_default();
            there.len() == entry.row.len() && entry.row.iter().zip(there).all(|(word, there)| word.meets(there))
        });
        there.map(|entry| (entry.meaning, entry.row.len())).max_by_key(|(_, length)| *length)
    }

    /// Says what is wrong with an entry that cannot be added, and how to mend it.
    fn add(&mut self, entry: &str, meaning: u32) -> Result<(), (&'static str, &'static str)> {
        let row = Word::row(entry);
        let Some(first) = row.first() else { return Err(("has no letters", "write a word, or take it out")) };
        let is_too_short = |word: &Word| word.any_ending && word.text.chars().count() < BEGINNING;
        if row.iter().any(is_too_short) {
            return Err(("is too short a beginning", "write three letters before the *, or more"));
        }
        let entries = if first.any_ending {
            self.by_beginning.entry(letters(&first.text)).or_default()
        } else {
            self.by_word.entry(first.text.clone()).or_default()
        };
        match entries.iter().find(|known| known.row == row) {
            Some(known) if known.meaning != meaning => {
                return Err(("means something else already", "take it out here or there: a word has one meaning"));
            }
            // A word that both languages share may stand in both.
            Some(_) => {}
            None => entries.push(Entry { row, meaning }),
        }
        Ok(())
    }
}

fn letters(word: &str) -> [Option<char>; BEGINNING] {
    let mut letters = word.chars();
    [letters.next(), letters.next(), letters.next()]
}

pub(in crate::content) fn read(file: &Fields<'_>) -> Meanings {
    let mut meanings = Meanings::default();
    for fields in file.tables("meaning") {
        // The name is for editors, and keeps one meaning from another.
        let meaning = fields.id("id").map_or(0, |(id, _)| hash(id.chars().map(u32::from)));
        if fields.flag("grave") {
            meanings.grave.insert(meaning);
        }
        for (entry, at) in texts(&fields) {
            if let Err((what, mend)) = meanings.add(entry, meaning) {
                fields.complain(at, format!("\"{entry}\" {what}"), mend);
            }
        }
    }
    meanings
}

/// Of both languages; which is which is for editors only.
fn texts<'a>(fields: &Fields<'a>) -> impl Iterator<Item = (&'a str, At)> {
    fields.texts("nl").into_iter().chain(fields.texts("fr"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn meanings(entries: &[(&str, u32)]) -> Meanings {
        let mut meanings = Meanings::default();
        for (entry, meaning) in entries {
            meanings.add(entry, *meaning).expect("an entry");
        }
        meanings
    }

    #[test]
    fn the_longest_row_counts_and_its_words_mean_nothing_more() {
        let list = meanings(&[("pa", 1), ("vriend van mijn ma", 1), ("vriend", 2), ("slaa*", 3), ("beau-père", 1)]);
        let of = |text: &str| list.of(&text.split(' ').collect::<Vec<_>>());
        assert_eq!(of("mijn pa slaat mij"), [(1, [1, 1]), (3, [2, 2])]);
        assert_eq!(of("de vriend van mijn ma"), [(1, [1, 4])]);
        assert_eq!(of("de vriend van mijn broer"), [(2, [1, 1])]);
        assert_eq!(of("mon beau pere"), [(1, [1, 2])]);
        assert_eq!(of("papa sl"), []);
    }

    #[test]
    fn a_word_has_one_meaning_and_a_beginning_some_letters() {
        let mut list = meanings(&[("mes", 1), ("mes", 1)]);
        assert!(list.add("MES!", 2).is_err());
        assert!(list.add("me*", 1).is_err());
        assert!(list.add("?!", 1).is_err());
        assert_eq!(list.of(&["mes"]), [(1, [0, 0])]);
    }
}
