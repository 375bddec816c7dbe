//! Folding: how a text was typed, taken out of it, so that `Politié!!` and `politie` are one word.
//!
//! Never true here: two words that mean different things in one language become one because of more than an accent, a
//! capital or a letter held down; a digit is lost.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::domain::redact::is_hidden;

/// Small letters without accents, letters in a row once, everything that is no letter or digit a single space.
pub(super) fn folded(text: &str) -> String {
    let mut fold = Fold { folded: Vec::with_capacity(text.len()), last: ' ' };
    for letter in text.chars() {
        if letter.is_ascii() {
            // The same as below, and what most letters are.
            fold.push_ascii(letter.to_ascii_lowercase());
        } else {
            decompose_compatible(letter, |part| fold.push_part(part));
        }
    }
    let mut folded = fold.folded;
    if folded.ends_with(b" ") {
        folded.pop();
    }
    // Whole letters alone were written.
    String::from_utf8(folded).unwrap_or_default()
}

struct Fold {
    /// UTF-8.
    folded: Vec<u8>,
    /// What was written last; a space before the first letter, so that none is written there.
    last: char,
}

impl Fold {
    /// A part of a letter: accents go, so it does not matter in which order they stood.
    fn push_part(&mut self, part: char) {
        if is_combining_mark(part) || is_hidden(part) {
            return;
        }
        for letter in part.to_lowercase() {
            match letter {
                'œ' => ['o', 'e'].into_iter().for_each(|letter| self.push(letter)),
                'æ' => ['a', 'e'].into_iter().for_each(|letter| self.push(letter)),
                _ => self.push(letter),
            }
        }
    }

    fn push(&mut self, letter: char) {
        if letter.is_alphanumeric() { self.letter(letter) } else { self.space() }
    }

    fn push_ascii(&mut self, letter: char) {
        if letter.is_ascii_alphanumeric() { self.letter(letter) } else { self.space() }
    }

    fn letter(&mut self, letter: char) {
        if letter != self.last || letter.is_ascii_digit() {
            match u8::try_from(letter) {
                Ok(byte) if byte.is_ascii() => self.folded.push(byte),
                Ok(_) | Err(_) => self.folded.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes()),
            }
            self.last = letter;
        }
    }

    fn space(&mut self) {
        if self.last != ' ' {
            self.folded.push(b' ');
            self.last = ' ';
        }
    }
}

/// A folded word of a content file, or the beginning of one, written `word*`.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: Box<str>,
    pub(super) any_ending: bool,
}

impl Word {
    /// The words of an entry. An apostrophe or a hyphen makes two of one, and a `*` belongs to the last.
    pub(super) fn row(entry: &str) -> Vec<Self> {
        let mut row: Vec<Self> = Vec::new();
        for written in entry.split_whitespace() {
            let (stem, any_ending) = written.strip_suffix('*').map_or((written, false), |stem| (stem, true));
            let folded = folded(stem);
            let parts = folded.split(' ').filter(|part| !part.is_empty());
            let before = row.len();
            row.extend(parts.map(|part| Self { text: part.into(), any_ending: false }));
            if let Some(last) = row.get_mut(before..).and_then(<[Self]>::last_mut) {
                last.any_ending = any_ending;
            }
        }
        // There are thousands, of one or two words each.
        row.shrink_to_fit();
        row
    }

    pub(super) fn meets(&self, word: &str) -> bool {
        if self.any_ending { word.starts_with(&*self.text) } else { word == &*self.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fold_alike_however_they_are_typed() {
        assert_eq!(folded("  Ik wil DOOOOD!!! \u{200b}"), "ik wil dod");
        assert_eq!(folded("J'en  peux\u{200b} plus, ma sœur é"), "j en peux plus ma soeur e");
        assert_eq!(folded("Ik ben 11, om 22u00"), "ik ben 11 om 22u00");
        assert_eq!(folded("?!"), "");
        // Nothing that nobody sees tears a word apart.
        for hidden in "\u{ad}\u{61c}\u{115f}\u{180e}\u{200b}\u{200d}\u{202e}\u{2062}\u{206f}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{e0041}".chars() {
            assert_eq!(folded(&format!("zelf{hidden}moord")), "zelfmord", "{hidden:?}");
        }
    }

    #[test]
    fn an_entry_is_a_row_of_words_and_beginnings() {
        let row = Word::row("L'Agent  de-police* ?! fouill*");
        let read: Vec<(&str, bool)> = row.iter().map(|word| (&*word.text, word.any_ending)).collect();
        assert_eq!(read, [("l", false), ("agent", false), ("de", false), ("police", true), ("fouil", true)]);
        let met = |word: &str| row.iter().any(|of_row| of_row.meets(word));
        assert!(met("policeman") && met("agent") && !met("policier") && !met("agents"));
        assert!(Word::row("?! *").is_empty());
    }
}
