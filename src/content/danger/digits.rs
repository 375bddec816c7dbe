//! Digits for letters, as in chat: `d00d` is "dood", `z3lfm00rd` is "zelfmoord".
//!
//! Never true of this file: an hour, a number, an age or a word with a digit at its edge (`bi1`, `4ever`) reads otherwise
//! than it was typed.

use crate::domain::redact::is_hidden;
use std::borrow::Cow;

/// The text with letters where digits stand for them: within a word, between its letters.
pub(super) fn as_letters(text: &str) -> Cow<'_, str> {
    // Nearly every text has none.
    if !text.bytes().any(|byte| spoken(char::from(byte)).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut spelt = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_between_words) {
        let word = piece.trim_end_matches(is_between_words);
        let between_letters = word.starts_with(char::is_alphabetic) && word.ends_with(char::is_alphabetic);
        let letter = |letter: char| if between_letters { spoken(letter).unwrap_or(letter) } else { letter };
        spelt.extend(piece.chars().map(letter));
    }
    Cow::Owned(spelt)
}

/// What nobody sees tears no word apart.
fn is_between_words(letter: char) -> bool {
    !letter.is_alphanumeric() && !is_hidden(letter)
}

/// The letter that a digit looks like. 2 is left out: in chat it is spoken (`koi2neuf`, `2m1`).
fn spoken(digit: char) -> Option<char> {
    match digit {
        '0' => Some('o'),
        '1' => Some('i'),
        '3' => Some('e'),
        '4' => Some('a'),
        '5' => Some('s'),
        '7' => Some('t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_between_letters_are_letters_and_all_others_stay() {
        assert_eq!(as_letters("ik wil d00d, z3lfm00rd! SU1C1DE"), "ik wil dood, zelfmoord! SUiCiDE");
        assert_eq!(as_letters("d\u{200b}00d"), "d\u{200b}ood");
        for same in ["om 22u00", "ik ben 15", "0470 12 34 56", "bi1", "4ever", "koi2neuf", "112", "a", "", "1-ABC-123"]
        {
            assert_eq!(as_letters(same), same);
        }
    }
}
