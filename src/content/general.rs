//! Words that tell of somebody (`general.toml`): what a general question to the police may not have in it.
//!
//! Never true of this file: an editor empties a list, so that everything passes; a word stands there that no text is cut into.

use super::Content;
use super::page::Fields;
use crate::domain::Language;
use crate::domain::request::Telling;

/// Words of each list at least.
const WORDS_MIN: usize = 3;

/// Everything of `general.toml`.
#[derive(Default)]
pub(super) struct General {
    nl: Telling,
    fr: Telling,
}

pub(super) fn read(file: &Fields<'_>) -> General {
    let [me_nl, me_fr] = lists(file, "me");
    let [when_nl, when_fr] = lists(file, "when");
    General { nl: Telling { me: me_nl, when: when_nl }, fr: Telling { me: me_fr, when: when_fr } }
}

/// The words of one table, in Dutch and in French.
fn lists(file: &Fields<'_>, key: &'static str) -> [Vec<String>; 2] {
    let Some(table) = file.table(key) else { return [Vec::new(), Vec::new()] };
    ["nl", "fr"].map(|language| {
        let found = table.texts(language);
        for (word, at) in &found {
            let is_word = word.chars().all(|letter| letter.is_alphanumeric() && !letter.is_uppercase());
            if word.is_empty() || !is_word {
                table.complain(*at, format!("\"{word}\" is no word for this list"), "write one word in small letters");
            }
        }
        if found.len() < WORDS_MIN {
            let what = format!("`{key}.{language}` has {} words", found.len());
            table.complain(table.at_of(language), what, format!("give it {WORDS_MIN} at least"));
        }
        found.into_iter().map(|(word, _)| word.to_owned()).collect()
    })
}

/// A file with as many words as it needs.
#[cfg(test)]
pub(super) fn enough() -> String {
    let lists = "nl = [\"a\", \"b\", \"c\"]\nfr = [\"a\", \"b\", \"c\"]\n";
    format!("[me]\n{lists}[when]\n{lists}")
}

impl Content {
    /// What in a general question tells of somebody.
    pub fn telling(&self, language: Language) -> &Telling {
        match language {
            Language::Nl => &self.files.general.nl,
            Language::Fr => &self.files.general.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;
    use crate::content::{Source, embedded_files};
    use crate::domain::request::{Betrays, betrays};

    #[test]
    fn a_list_that_lets_everything_pass_does_not_load() {
        let table = [
            ("nl = [\"ik\"", "nl = [\"Ik\"", "\"Ik\" is no word"),
            ("fr = [\"hier\"", "fr = [\"aujourd'hui\"", "is no word"),
            (
                "fr = [\"je\", \"j\", \"moi\", \"me\", \"m\", \"mon\", \"ma\", \"mes\", \"nous\", \"notre\", \"nos\"]",
                "fr = []",
                "`me.fr` has 0 words",
            ),
        ];
        for (from, to, what) in table {
            let mut files = embedded_files();
            let text = String::from_utf8(files["general.toml"].clone()).expect("UTF-8");
            assert!(text.contains(from), "{from}");
            files.insert("general.toml".to_owned(), text.replacen(from, to, 1).into_bytes());
            let found = Content::load(&Source::memory(files)).err().unwrap_or_default();
            assert!(found.iter().any(|it| it.file == "general.toml" && it.what.contains(what)), "{what}");
        }
    }

    #[test]
    fn what_is_shipped_finds_what_tells_of_somebody() {
        let content = shipped();
        let of = |language, text| betrays(text, content.telling(language));
        assert_eq!(of(Language::Nl, "Mag dat met mijn gsm, gisteren?"), [Betrays::Me, Betrays::When]);
        assert_eq!(of(Language::Fr, "J'ai le droit aujourd'hui ?"), [Betrays::Me, Betrays::When]);
        assert_eq!(of(Language::Nl, "Kan je weigeren?"), [], "je is you");
        assert_eq!(of(Language::Fr, "Une patrouille peut-elle fouiller un sac ?"), []);
    }
}
