//! Folding: how a text was typed, taken out of it, so that `Politié!!` and `politie` are one word.
//!
//! Never true here: two words that mean different things in one language become one because of more than an accent, a
//! capital or a letter held down; a digit is lost.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Small letters without accents, letters in a row once, everything that is no letter or digit a single space.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let visible = text.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter));
    for letter in visible.flat_map(char::to_lowercase) {
        if !letter.is_alphanumeric() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
            continue;
        }
        let plain: &[char] = match letter {
            'œ' => &['o', 'e'],
            'æ' => &['a', 'e'],
            _ => &[letter],
        };
        for letter in plain {
            if letter.is_ascii_digit() || !folded.ends_with(*letter) {
                folded.push(*letter);
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Zero-width and direction marks, which would tear a word apart.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
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
    }
}
