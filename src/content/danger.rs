//! Words that point at danger: a hint that raises priority, never a judgement.
//!
//! A phrase of `danger.toml` is a row of words: `word`, the beginning of a word `word*`, one of several `(a|b c|d*)`,
//! and `…` for up to three words nobody cares about. Texts and phrases are folded alike before they meet: small
//! letters, no accents, a letter typed many times counts once, so that `DOOOD` and `dood` are one word.
//! `unless` phrases near a match (four words before or after it) take it back: "ik ga dood *van het lachen*".

use regex::{Regex, RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

use super::fold::folded;
use super::page::{At, Fields};
use crate::domain::Language;

/// Words nobody cares about that one `…` stands for.
const GAP_WORDS_MAX: usize = 3;
/// How many words before or after a match an `unless` still speaks of it.
const NEAR_WORDS: usize = 4;
/// Characters of one phrase in the file.
const PHRASE_BYTES_MAX: usize = 400;
/// All phrases compiled together, in bytes: ten times what the file of today takes.
const SET_BYTES_MAX: usize = 40 << 20;

/// What the words point at, the gravest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Danger {
    SelfHarm,
    Abuse,
    Urgent,
    Threat,
}

const KINDS: [(&str, Danger); 4] =
    [("self_harm", Danger::SelfHarm), ("abuse", Danger::Abuse), ("urgent", Danger::Urgent), ("threat", Danger::Threat)];

/// One phrase. Most are never met: built when it is first needed, not at every start.
struct Phrase {
    pattern: String,
    built: OnceLock<Option<Regex>>,
}

impl Phrase {
    fn new(pattern: String) -> Self {
        Self { pattern, built: OnceLock::new() }
    }

    /// `None` for a pattern that does not compile: reading the file has refused those.
    fn regex(&self) -> Option<&Regex> {
        self.built.get_or_init(|| Regex::new(&self.pattern).ok()).as_ref()
    }
}

struct Entry {
    kind: Danger,
    phrases: Vec<Phrase>,
    unless: Vec<Phrase>,
}

pub(super) struct Matcher {
    entries: Vec<Entry>,
    /// All phrases of all entries, in their order: one look tells which occur, and in almost every text none does.
    any: RegexSet,
}

impl Matcher {
    fn new(entries: Vec<Entry>) -> Result<Self, regex::Error> {
        let phrases = entries.iter().flat_map(|entry| &entry.phrases);
        let any = RegexSetBuilder::new(phrases.map(|phrase| &phrase.pattern)).size_limit(SET_BYTES_MAX).build()?;
        Ok(Self { entries, any })
    }

    pub(super) fn find(&self, text: &str) -> Option<Danger> {
        let words = folded(text);
        let occurring = self.any.matches(&words);
        if !occurring.matched_any() {
            return None;
        }
        let mut first = 0;
        let mut gravest = None;
        for entry in &self.entries {
            let phrases = entry.phrases.iter().enumerate();
            let mut met = phrases.filter(|(at, _)| occurring.matched(first + at)).map(|(_, phrase)| phrase);
            if met.any(|phrase| entry.speaks_of(phrase, &words)) {
                gravest = gravest.into_iter().chain([entry.kind]).min();
            }
            first += entry.phrases.len();
        }
        gravest
    }
}

impl Entry {
    /// Does one of the phrase's places stand without an exception near it?
    fn speaks_of(&self, phrase: &Phrase, words: &str) -> bool {
        let mut places = phrase.regex().into_iter().flat_map(|regex| regex.find_iter(words));
        places.any(|found| {
            let near = near(words, found.start(), found.end());
            !self.unless.iter().filter_map(Phrase::regex).any(|unless| unless.is_match(near))
        })
    }
}

/// The match with [`NEAR_WORDS`] words on each side.
fn near(words: &str, start: usize, end: usize) -> &str {
    let before = words.get(..start).unwrap_or_default().trim_end();
    let before = before.rmatch_indices(' ').nth(NEAR_WORDS - 1).map_or(0, |(at, _)| at);
    let after = words.get(end..).unwrap_or_default().trim_start();
    let skipped = words.len() - after.len();
    let after = after.match_indices(' ').nth(NEAR_WORDS - 1).map_or(words.len(), |(at, _)| skipped + at);
    words.get(before..after).unwrap_or_default()
}

pub(super) fn read(file: &Fields<'_>) -> Matcher {
    let mut entries = Vec::new();
    for fields in file.tables("entry") {
        // The language is for editors, to find their way: both languages are always searched.
        fields.one_of("language", &Language::ALL.map(|language| (language.code(), language)));
        let kind = fields.one_of("kind", &KINDS);
        let phrases = compiled(&fields, "phrases");
        let unless = compiled(&fields, "unless");
        if phrases.is_empty() {
            fields.complain(fields.start(), "the entry has no phrase", "add phrases = [\"…\"]");
        }
        if let Some(kind) = kind {
            entries.push(Entry { kind, phrases, unless });
        }
    }
    Matcher::new(entries).unwrap_or_else(|_| {
        file.complain(file.start(), "the phrases are too many or too long together", "shorten some");
        Matcher { entries: Vec::new(), any: RegexSet::empty() }
    })
}

fn compiled(fields: &Fields<'_>, key: &'static str) -> Vec<Phrase> {
    let phrases = fields.texts(key).into_iter();
    phrases.filter_map(|(phrase, at)| complain_or(fields, phrase, at)).collect()
}

fn complain_or(fields: &Fields<'_>, phrase: &str, at: At) -> Option<Phrase> {
    let pattern = pattern(phrase).filter(|_| phrase.len() <= PHRASE_BYTES_MAX);
    if pattern.is_none() {
        let mend = "write words, beginnings (word*), choices (a|b c) and … between words";
        fields.complain(at, format!("\"{phrase}\" is not a phrase"), mend);
    }
    pattern.map(Phrase::new)
}

/// The phrase as a regular expression over folded text.
fn pattern(phrase: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut gap = false;
    let mut rest = phrase.trim_start();
    while !rest.is_empty() {
        let part = if let Some(after) = rest.strip_prefix('…') {
            if gap || parts.is_empty() {
                return None;
            }
            gap = true;
            rest = after.trim_start();
            continue;
        } else if let Some(choice) = rest.strip_prefix('(') {
            let (choice, after) = choice.split_once(')')?;
            rest = after;
            let choices: Option<Vec<String>> = choice.split('|').map(words).collect();
            format!("(?:{})", choices?.join("|"))
        } else {
            let (plain, after) = rest.split_at(rest.find(['(', '…']).unwrap_or(rest.len()));
            rest = after;
            words(plain)?
        };
        let lead = match (parts.is_empty(), gap) {
            (true, _) => String::new(),
            (false, false) => " ".to_owned(),
            (false, true) => format!(" (?:[a-z0-9]+ ){{0,{GAP_WORDS_MAX}}}"),
        };
        gap = false;
        parts.push(format!("{lead}{part}"));
        rest = rest.trim_start();
    }
    // Words are parted by single spaces and folded to a-z and 0-9 wherever a phrase can look, so ASCII bounds
    // and letters do, and compile in half the time.
    (!gap && !parts.is_empty()).then(|| format!(r"(?-u:\b){}(?-u:\b)", parts.concat()))
}

/// Plain words of a phrase, folded; `*` after a word stands for any ending.
fn words(text: &str) -> Option<String> {
    if text.contains([')', '|']) {
        return None;
    }
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let (stem, any_ending) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
        let stem = folded(stem);
        if stem.is_empty() || word.trim_end_matches('*').contains('*') {
            return None;
        }
        words.push(if any_ending { format!("{stem}[a-z0-9]*") } else { stem });
    }
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::new(pattern(text).expect("a phrase"))
    }

    fn finds(phrase: &str, text: &str) -> bool {
        let pattern = pattern(phrase).expect("a phrase");
        Regex::new(&pattern).expect("a pattern").is_match(&folded(text))
    }

    #[test]
    fn a_phrase_meets_words_beginnings_choices_and_gaps() {
        assert!(finds("ik wil … dood", "ik wil echt gewoon dood"));
        assert!(!finds("ik wil … dood", "ik wil een twee drie vier dood"));
        assert!(finds("(vader|stief vader) slaat", "mijn stief vader slaat"));
        assert!(finds("zelfmoord*", "zelfmoordgedachten"));
        assert!(!finds("dood", "doodgewoon"));
        assert!(!finds("dood", "levensdood"));
    }

    #[test]
    fn nonsense_is_no_phrase() {
        for wrong in ["", "…", "a …", "… a", "a … … b", "(a", "a)", "(a|)", "*", "a*b", "!!"] {
            assert!(pattern(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_exception_counts_only_near_the_match() {
        let entry = Entry {
            kind: Danger::SelfHarm,
            phrases: vec![phrase("ik wil niet meer"), phrase("ik ga dood")],
            unless: vec![phrase("van het lachen")],
        };
        let other = Entry { kind: Danger::Threat, phrases: vec![phrase("hij slaat")], unless: Vec::new() };
        let matcher = Matcher::new(vec![other, entry]).expect("patterns");
        assert_eq!(matcher.find("ik ga dood"), Some(Danger::SelfHarm));
        assert_eq!(matcher.find("haha ik ga dood van het lachen"), None);
        assert_eq!(matcher.find("hij slaat, ik ga dood van het lachen"), Some(Danger::Threat));
        assert_eq!(matcher.find("hij slaat en ik ga dood"), Some(Danger::SelfHarm), "the gravest");
        let far = "ik kom niet bij van het lachen maar een twee drie vier vijf ik ga dood";
        assert_eq!(matcher.find(far), Some(Danger::SelfHarm));
    }
}
