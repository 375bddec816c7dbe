//! The words that name somebody new in a team until a coordinator has confirmed them: read out over the phone.
//!
//! Never true of this list: a word that is spelled differently in Dutch and French, is there twice, or that needs an
//! accent. There are 64, so that one random byte picks each of them equally often.

use std::collections::BTreeSet;

use super::Content;
use super::page::Fields;

/// How many words there are: a divisor of 256.
pub const WORDS: usize = 64;
/// Letters of one word.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=8;

/// The words in the order of the file; exactly [`WORDS`] when nothing was complained of.
pub(super) fn read(file: &Fields<'_>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut words = Vec::new();
    for (word, at) in file.texts("words") {
        if !LETTERS.contains(&word.len()) || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let mend = format!("use small letters a to z, {} to {}, no accent", LETTERS.start(), LETTERS.end());
            file.complain(at, format!("\"{word}\" is no word for this list"), mend);
        }
        if !seen.insert(word) {
            file.complain(at, format!("\"{word}\" is there twice"), "put another word in its place");
        }
        words.push(word.to_owned());
    }
    if words.len() != WORDS {
        let mend = format!("make it exactly {WORDS}");
        file.complain(file.at_of("words"), format!("`words` has {} words", words.len()), mend);
    }
    words
}

impl Content {
    /// The words that name somebody new in a team, [`WORDS`] of them, spelled alike in both languages.
    pub fn words(&self) -> &[String] {
        &self.files.words
    }

    /// The word of a random byte. Each stands for four bytes, so that all are equally likely.
    pub fn word(&self, index: u8) -> &str {
        self.files.words.get(usize::from(index) % WORDS).map_or("", String::as_str)
    }
}
