//! Phrases of `danger.toml` and `triage.toml`: words that always mean one thing, unless what stands near takes them back.
//!
//! A phrase is a row of words: `word`, the beginning of a word `word*`, one of several `(a|b c|d*)`,
//! and `…` for up to three words nobody cares about. Texts and phrases are folded alike before they meet: small
//! letters, no accents, a letter typed many times counts once, so that `DOOOD` and `dood` are one word.
//! `unless` phrases near a match (four words before or after it) take it back: "ik ga dood *van het lachen*".
//!
//! Never true of this file: a phrase begins or ends within a word, unless it is written with a `*`.

use std::collections::{BTreeSet, HashMap};

use super::fold::{Word, folded};
use super::page::{At, Fields};

/// Words nobody cares about that one `…` stands for.
const GAP_WORDS_MAX: usize = 3;
/// How many words before or after a match an `unless` still speaks of it.
const NEAR_WORDS: usize = 4;
/// `…` of one phrase: what needs more of them is a story, of which an example says more (`danger-*.toml`).
const GAPS_MAX: usize = 4;
/// Bytes of one phrase in the file.
const PHRASE_BYTES_MAX: usize = 400;

/// A piece of a phrase: one of several rows of words.
struct Piece {
    /// After up to [`GAP_WORDS_MAX`] words nobody cares about.
    behind_gap: bool,
    choices: Vec<Vec<Word>>,
}

/// A row of pieces, at least one.
struct Phrase(Vec<Piece>);

impl Phrase {
    /// The place behind the phrase, when it begins with the word at `start`.
    fn end_at(&self, words: &[&str], start: usize) -> Option<usize> {
        // Where what was met so far may end, in the order in which it is tried. Each place once: many gaps lead to the same
        // places in ever more ways.
        let (first, others) = self.0.split_first()?;
        let mut ends: Vec<usize> = first.choices.iter().filter_map(|choice| met(choice, words, start)).collect();
        for piece in others {
            let skipped = if piece.behind_gap { GAP_WORDS_MAX } else { 0 };
            let mut behind = Vec::new();
            for start in ends.into_iter().flat_map(|end| (end..=end + skipped).rev()) {
                let met = piece.choices.iter().filter_map(|choice| met(choice, words, start));
                for end in met {
                    if !behind.contains(&end) {
                        behind.push(end);
                    }
                }
            }
            ends = behind;
        }
        ends.first().copied()
    }

    fn occurs(&self, words: &[&str]) -> bool {
        (0..words.len()).any(|start| self.end_at(words, start).is_some())
    }

    /// The words with which it can begin.
    fn beginnings(&self) -> impl Iterator<Item = &Word> {
        self.0.first().into_iter().flat_map(|piece| piece.choices.iter().filter_map(|choice| choice.first()))
    }
}

fn two_letters(word: &str) -> [Option<char>; 2] {
    let mut letters = word.chars();
    [letters.next(), letters.next()]
}

/// The place behind a row of words that stands at `start`.
fn met(row: &[Word], words: &[&str], start: usize) -> Option<usize> {
    let there = words.get(start..start + row.len())?;
    row.iter().zip(there).all(|(word, there)| word.meets(there)).then_some(start + row.len())
}

/// Phrases that mean the same, and what takes them back.
pub(super) struct Entry {
    phrases: Vec<Phrase>,
    unless: Vec<Phrase>,
}

/// The number of an entry and of one of its phrases.
type PhraseAt = (usize, usize);
/// The beginning of a word, and a phrase that begins with it.
type Beginning = (Box<str>, PhraseAt);

/// All phrases of a file, of kinds of which the least is the gravest.
pub(super) struct Phrases<K> {
    entries: Vec<(K, Entry)>,
    /// The phrases that begin with a word. In almost every text no word begins one.
    by_word: HashMap<Box<str>, Vec<PhraseAt>>,
    /// Those that begin with the beginning of a word, by its first two letters.
    by_beginning: HashMap<[Option<char>; 2], Vec<Beginning>>,
}

impl<K: Copy + Ord> Phrases<K> {
    pub(super) fn new(entries: Vec<(K, Entry)>) -> Self {
        let mut matcher = Self { entries: Vec::new(), by_word: HashMap::new(), by_beginning: HashMap::new() };
        for (at, (_, entry)) in entries.iter().enumerate() {
            for (phrase_at, phrase) in entry.phrases.iter().enumerate() {
                for word in phrase.beginnings() {
                    if word.any_ending {
                        let beginnings = matcher.by_beginning.entry(two_letters(&word.text)).or_default();
                        beginnings.push((word.text.clone(), (at, phrase_at)));
                    } else {
                        matcher.by_word.entry(word.text.clone()).or_default().push((at, phrase_at));
                    }
                }
            }
        }
        matcher.entries = entries;
        matcher
    }

    /// The gravest that a phrase of theirs points at, with the words of the text that met it.
    pub(super) fn find(&self, text: &str) -> Option<(K, String)> {
        let folded = folded(text);
        let words = words_of(&folded);
        let (kind, start, end) = self.met_in(&words).min_by_key(|(kind, _, _)| *kind)?;
        Some((kind, words.get(start..end).unwrap_or_default().join(" ")))
    }

    /// Everything that a phrase of theirs points at.
    pub(super) fn all(&self, text: &str) -> BTreeSet<K> {
        self.met_in(&words_of(&folded(text))).map(|(kind, _, _)| kind).collect()
    }

    /// What phrases that are not taken back point at, and where they begin and end.
    fn met_in(&self, words: &[&str]) -> impl Iterator<Item = (K, usize, usize)> {
        (0..words.len()).flat_map(|start| self.begin_at(words, start))
    }

    /// The same of phrases that begin here.
    fn begin_at(&self, words: &[&str], start: usize) -> Vec<(K, usize, usize)> {
        let Some(word) = words.get(start).copied() else { return Vec::new() };
        let by_word = self.by_word.get(word).into_iter().flatten();
        let [first, second] = two_letters(word);
        let beginnings =
            [[first, second], [first, None]].into_iter().filter_map(|letters| self.by_beginning.get(&letters));
        let beginnings = beginnings.flatten().filter(|(beginning, _)| word.starts_with(&**beginning));
        let phrases = by_word.chain(beginnings.map(|(_, at)| at));
        let found = phrases.filter_map(|(entry, phrase)| {
            let (kind, entry) = self.entries.get(*entry)?;
            let end = entry.phrases.get(*phrase)?.end_at(words, start)?;
            (!entry.is_taken_back(near(words, start, end))).then_some((*kind, start, end))
        });
        found.collect()
    }
}

fn words_of(folded: &str) -> Vec<&str> {
    folded.split(' ').filter(|word| !word.is_empty()).collect()
}

impl Entry {
    /// `phrases` and `unless` of one table of a file, either of which it may leave out.
    pub(super) fn read(fields: &Fields<'_>) -> Self {
        Self { phrases: parsed(fields, "phrases"), unless: parsed(fields, "unless") }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    fn is_taken_back(&self, near: &[&str]) -> bool {
        self.unless.iter().any(|unless| unless.occurs(near))
    }
}

/// The words of a match with [`NEAR_WORDS`] on each side.
fn near<'a, 'w>(words: &'w [&'a str], start: usize, end: usize) -> &'w [&'a str] {
    words.get(start.saturating_sub(NEAR_WORDS)..words.len().min(end + NEAR_WORDS)).unwrap_or_default()
}

fn parsed(fields: &Fields<'_>, key: &'static str) -> Vec<Phrase> {
    let phrases = fields.texts(key).into_iter();
    phrases.filter_map(|(phrase, at)| complain_or(fields, phrase, at)).collect()
}

fn complain_or(fields: &Fields<'_>, phrase: &str, at: At) -> Option<Phrase> {
    let gaps = phrase.matches('…').count();
    if gaps > GAPS_MAX {
        let mend = format!("use {GAPS_MAX} at most; a danger can be an example in danger-*.toml instead");
        fields.complain(at, format!("\"{phrase}\" has {gaps} times …"), mend);
        return None;
    }
    let read = parse(phrase).filter(|_| phrase.len() <= PHRASE_BYTES_MAX);
    if read.is_none() {
        let mend = "write words, beginnings (word*), choices (a|b c) and … between words";
        fields.complain(at, format!("\"{phrase}\" is not a phrase"), mend);
    }
    read
}

fn parse(phrase: &str) -> Option<Phrase> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut behind_gap = false;
    let mut rest = phrase.trim_start();
    while !rest.is_empty() {
        let choices = if let Some(after) = rest.strip_prefix('…') {
            if behind_gap || pieces.is_empty() {
                return None;
            }
            behind_gap = true;
            rest = after.trim_start();
            continue;
        } else if let Some(choice) = rest.strip_prefix('(') {
            let (choice, after) = choice.split_once(')')?;
            rest = after;
            choice.split('|').map(words).collect::<Option<Vec<_>>>()?
        } else {
            let (plain, after) = rest.split_at(rest.find(['(', '…']).unwrap_or(rest.len()));
            rest = after;
            vec![words(plain)?]
        };
        pieces.push(Piece { behind_gap: std::mem::take(&mut behind_gap), choices });
        rest = rest.trim_start();
    }
    (!behind_gap && !pieces.is_empty()).then_some(Phrase(pieces))
}

/// Plain words of a phrase. None that leaves nothing, and no `*` but at an end.
fn words(text: &str) -> Option<Vec<Word>> {
    let is_none = |written: &str| {
        let stem = written.strip_suffix('*').unwrap_or(written);
        stem.contains('*') || folded(stem).is_empty()
    };
    if text.contains([')', '|']) || text.split_whitespace().any(is_none) {
        return None;
    }
    Some(Word::row(text)).filter(|row| !row.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::danger::Danger;

    fn phrase(text: &str) -> Phrase {
        parse(text).expect("a phrase")
    }

    fn finds(wanted: &str, text: &str) -> bool {
        let folded = folded(text);
        phrase(wanted).occurs(&folded.split(' ').collect::<Vec<_>>())
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
    fn many_ways_to_the_same_place_are_gone_once() {
        // Each `(a|a a)` doubles the ways, and no text has the end: gone one by one they would outlast the reader.
        let wanted = format!("{}… b", "(a|a a) ".repeat(50));
        assert!(!finds(&wanted, &"a ".repeat(200)));
        assert!(finds(&wanted, &format!("{}b", "a ".repeat(60))));
        // Of several ways the first: the longest gap, then the choice that is written first.
        let end = |wanted: &str, text: &str| phrase(wanted).end_at(&text.split(' ').collect::<Vec<_>>(), 0);
        assert_eq!(end("a … (b|b b)", "a b b b b b"), Some(5));
        assert_eq!(end("a (b|b b)", "a b b"), Some(2));
        assert_eq!(end("a (b b|b) … c", "a b b c c"), Some(5));
    }

    #[test]
    fn nonsense_is_no_phrase() {
        for wrong in ["", "…", "a …", "… a", "a … … b", "(a", "a)", "(a|)", "*", "a*b", "!!"] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn an_exception_counts_only_near_the_match() {
        let entry = Entry {
            phrases: vec![phrase("ik wil niet meer"), phrase("ik ga dood")],
            unless: vec![phrase("van het lachen")],
        };
        let other = Entry { phrases: vec![phrase("hij slaat")], unless: Vec::new() };
        let phrases = Phrases::new(vec![(Danger::Threat, other), (Danger::SelfHarm, entry)]);
        let finds = |text| phrases.find(text).map(|(danger, _)| danger);
        assert_eq!(finds("ik ga dood"), Some(Danger::SelfHarm));
        assert_eq!(finds("haha ik ga dood van het lachen"), None);
        assert_eq!(finds("hij slaat, ik ga dood van het lachen"), Some(Danger::Threat));
        assert_eq!(phrases.all("hij slaat en ik ga dood").len(), 2);
        assert_eq!(phrases.all("hij slaat, ik ga dood van het lachen").len(), 1);
        assert_eq!(finds("hij slaat en ik ga dood"), Some(Danger::SelfHarm), "the gravest");
        let far = "ik kom niet bij van het lachen maar een twee drie vier vijf ik ga dood";
        assert_eq!(finds(far), Some(Danger::SelfHarm));
        let (_, words) = phrases.find("Nu? Hij slaat, en IK GA DOOD!").expect("danger");
        assert_eq!(words, "ik ga dod");
    }
}
