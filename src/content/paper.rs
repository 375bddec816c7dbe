//! The words on paper cards, by language.
//!
//! Never true of this list: a word stands in both languages, or twice; a word that a card cannot carry. A card that was
//! given before an edit stays good: its words are its own, not numbers in this list.

use super::page::Fields;
use super::{Content, Language};
use crate::domain::limits::{PAPER_WORD_LETTERS_MAX, PAPER_WORD_LETTERS_MIN, PAPER_WORDS_MAX, PAPER_WORDS_MIN};
use std::collections::BTreeSet;

/// Everything of `paper.toml`.
pub(super) struct Paper {
    nl: Vec<String>,
    fr: Vec<String>,
}

pub(super) fn read(file: &Fields<'_>) -> Paper {
    let mut seen = BTreeSet::new();
    let mut list = |key: &'static str| -> Vec<String> {
        let words = file.texts(key);
        for (word, at) in &words {
            let fits = (PAPER_WORD_LETTERS_MIN..=PAPER_WORD_LETTERS_MAX).contains(&word.len());
            if !fits || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                let most = PAPER_WORD_LETTERS_MAX;
                let mend = format!("use small letters a to z, {PAPER_WORD_LETTERS_MIN} to {most}, no accent");
                file.complain(*at, format!("\"{word}\" is no word for a card"), mend);
            }
            if !seen.insert(*word) {
                file.complain(*at, format!("\"{word}\" is there twice"), "put another word in its place");
            }
        }
        if !(PAPER_WORDS_MIN..=PAPER_WORDS_MAX).contains(&words.len()) {
            let mend = format!("make it {PAPER_WORDS_MIN} to {PAPER_WORDS_MAX}");
            file.complain(file.at_of(key), format!("`{key}` has {} words", words.len()), mend);
        }
        words.into_iter().map(|(word, _)| word.to_owned()).collect()
    };
    Paper { nl: list("nl"), fr: list("fr") }
}

impl Content {
    /// The words for cards in a language.
    pub fn paper_words(&self, language: Language) -> &[String] {
        match language {
            Language::Nl => &self.files.paper.nl,
            Language::Fr => &self.files.paper.fr,
        }
    }

    /// Is this a word of a card, in small letters?
    pub fn is_paper_word(&self, word: &str) -> bool {
        Language::ALL.iter().any(|language| self.paper_words(*language).iter().any(|known| known == word))
    }
}

/// As few words as a file may have.
#[cfg(test)]
pub(super) fn enough() -> String {
    let list = |first: char| -> String {
        let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap_or_default());
        (0..PAPER_WORDS_MIN).map(|n| format!("    \"{first}{}{}\",\n", letter(n / 26), letter(n))).collect()
    };
    format!("nl = [\n{}]\nfr = [\n{}]\n", list('n'), list('f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Source, embedded_files};
    use crate::domain::paper::PaperCode;

    /// One letter more, one less or another one.
    fn is_a_slip(one: &str, other: &str) -> bool {
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        match long.len() - short.len() {
            0 => short.bytes().zip(long.bytes()).filter(|(a, b)| a != b).count() == 1,
            1 => (0..long.len()).any(|at| format!("{}{}", &long[..at], &long[at + 1..]) == short),
            _ => false,
        }
    }

    #[test]
    fn no_word_becomes_another_of_its_language_by_one_slip_and_each_makes_a_card() {
        let content = Content::load(&Source::embedded()).unwrap_or_else(|_| panic!("the content loads"));
        for language in Language::ALL {
            let words = content.paper_words(language);
            for (at, word) in words.iter().enumerate() {
                let slip = words[..at].iter().find(|other| is_a_slip(word, other));
                assert_eq!(slip, None, "{word}");
                assert!((0..10).any(|digit| PaperCode::of([word, &words[0]], digit).is_some()), "{word}");
            }
        }
        assert!(content.is_paper_word("lamp") && !content.is_paper_word("lampje"));
    }

    #[test]
    fn each_mistake_of_the_list_is_named() {
        let of = |edit: &dyn Fn(String) -> String| -> Vec<String> {
            let mut files = embedded_files();
            let paper = files.get_mut("paper.toml").expect("a file");
            *paper = edit(String::from_utf8_lossy(paper).into_owned()).into_bytes();
            let complaints = Content::load(&Source::memory(files)).err().unwrap_or_default();
            complaints.into_iter().map(|complaint| complaint.what).collect()
        };
        assert!(of(&|text| text).is_empty(), "the control");
        assert_eq!(of(&|text| text.replace("\"lamp\"", "\"lampje-\"")), ["\"lampje-\" is no word for a card"]);
        assert_eq!(of(&|text| text.replace("\"lamp\"", "\"lampjes\"")), ["\"lampjes\" is no word for a card"]);
        assert_eq!(of(&|text| text.replace("\"abri\"", "\"boom\"")), ["\"boom\" is there twice"]);
        let cut = |text: String| text[..text.find("fr = [").unwrap_or_default()].to_owned() + "fr = [\"abri\"]\n";
        assert_eq!(of(&cut), ["`fr` has 1 words"]);
    }
}
