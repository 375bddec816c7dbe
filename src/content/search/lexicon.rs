//! From words as they are typed to terms that mean something: a meaning of `search.toml`, or else the stem of a word
//! that some card uses.
//!
//! A word is tried as it stands, then as a beginning, by its stem, torn in two (`gsmcode`), by its sound, and last with
//! a slip of the finger. Phrases come before all of that and use up their words, so that "agent de sécurité" is no
//! police. Filler says nothing and is dropped; what nobody knows is counted, because it speaks against every card.
//!
//! Never true here: a guess about spelling beats a word that is known.

use std::collections::HashMap;

use super::spelling::{Typed, WORD_MAX, letters, sound, stem};
use crate::content::fold::Word;

/// The number of a meaning or stem.
pub(super) type Term = u32;

/// Words of one text that are read; the rest of a longer one adds nothing.
const WORDS_MAX: usize = 250;
/// Unknown words of one text that are compared with all others. It bounds the time of a search.
const GUESSES_MAX: usize = 24;
/// Words that may stand between two words of a phrase: "pakt *mijn gsm* af".
const PHRASE_GAP_MAX: usize = 3;
/// Letters from which a slip is forgiven; shorter words are too close to each other.
const SLIP_LETTERS: usize = 5;
/// Letters from which two slips are.
const TWO_SLIPS_LETTERS: usize = 9;

/// What a word says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Filler,
    Means(Term),
}

/// A word that was read, and how sure it is, from 0 to 1. `None` for a word that nobody knows.
pub(super) struct Read {
    pub(super) term: Option<Term>,
    pub(super) surety: f32,
}

#[derive(Clone)]
struct Phrase {
    /// After the first word.
    rest: Vec<Word>,
    term: Term,
}

/// A known word, for comparing.
#[derive(Clone)]
struct Spelt {
    word: Box<str>,
    said: Said,
}

/// Known words of one length that begin with one letter: which letters each holds, and its place among all.
#[derive(Clone, Default)]
struct Shelf {
    letters: Vec<u32>,
    places: Vec<u32>,
}

/// Everything that is known about words.
#[derive(Clone, Default)]
pub(in crate::content) struct Lexicon {
    words: HashMap<Box<str>, Said>,
    beginnings: HashMap<Box<str>, Said>,
    /// The lengths that beginnings have, the longest first.
    beginning_lengths: Vec<usize>,
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    stems: HashMap<Box<str>, Term>,
    sounds: HashMap<Box<str>, Said>,
    spelt: Vec<Spelt>,
    /// By first letter and length.
    shelves: HashMap<(u8, usize), Shelf>,
    terms: Term,
}

impl Lexicon {
    /// How many terms there are; they are numbered from 0.
    pub(super) fn terms(&self) -> usize {
        self.terms as usize
    }

    pub(super) fn new_term(&mut self) -> Term {
        self.terms += 1;
        self.terms - 1
    }

    /// One entry of a meaning: a word, a `beginning*`, or a phrase. `false` when nothing is left of it or it means
    /// something else already.
    pub(super) fn add(&mut self, entry: &str, term: Term) -> bool {
        let mut words = Word::row(entry);
        if words.len() > 1 {
            let first = words.remove(0).text;
            self.phrases.entry(first).or_default().push(Phrase { rest: words, term });
            return true;
        }
        words.pop().is_some_and(|word| self.put(word, Said::Means(term)))
    }

    /// A word that says nothing. `false` when it means something already.
    pub(super) fn add_filler(&mut self, word: &str) -> bool {
        Word::row(word).into_iter().all(|word| self.put(word, Said::Filler))
    }

    fn put(&mut self, word: Word, said: Said) -> bool {
        let map = if word.any_ending { &mut self.beginnings } else { &mut self.words };
        *map.entry(word.text).or_insert(said) == said
    }

    /// Every entry was added: from here on words are learnt from cards.
    pub(super) fn entries_done(&mut self) {
        self.beginning_lengths = self.beginnings.keys().map(|beginning| beginning.len()).collect();
        self.beginning_lengths.sort_unstable_by(|one, other| other.cmp(one));
        self.beginning_lengths.dedup();
    }

    /// A word of a card, folded.
    pub(super) fn learn(&mut self, word: &str) {
        if word.len() < 2 || self.words.contains_key(word) {
            return;
        }
        let said = self.known(word).unwrap_or_else(|| {
            let term = self.new_term();
            self.stems.insert(stem(word).into(), term);
            Said::Means(term)
        });
        self.words.insert(word.into(), said);
    }

    /// Every card was learnt: from here on texts are read.
    pub(super) fn words_done(&mut self) {
        let words = self.words.iter().chain(&self.beginnings);
        let comparable = words.filter(|(word, _)| {
            (3..=WORD_MAX).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_lowercase())
        });
        self.spelt = comparable.map(|(word, said)| Spelt { word: word.clone(), said: *said }).collect();
        // Maps have no order, and what is found must not depend on chance.
        self.spelt.sort_by(|one, other| one.word.cmp(&other.word));
        self.spelt.dedup_by(|one, other| one.word == other.word);
        for (at, spelt) in (0..).zip(&self.spelt) {
            let Some(first) = spelt.word.bytes().next() else { continue };
            let shelf = self.shelves.entry((first, spelt.word.len())).or_default();
            shelf.letters.push(letters(&spelt.word));
            shelf.places.push(at);
            if spelt.word.len() >= SLIP_LETTERS && spelt.said != Said::Filler {
                let sound = sound(&spelt.word);
                if sound.len() > 3 {
                    self.sounds.entry(sound.into()).or_insert(spelt.said);
                }
            }
        }
    }

    /// Reads a folded text.
    pub(super) fn read(&self, folded: &str) -> Vec<Read> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX).collect();
        let mut used = vec![false; words.len()];
        let mut read = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            let Some((places, term)) = self.phrase_at(&words, at) else { continue };
            if places.iter().all(|at| used.get(*at) == Some(&false)) {
                used.iter_mut().enumerate().for_each(|(at, used)| *used |= places.contains(&at));
                read.push(Read { term: Some(term), surety: 1.0 });
            }
        }
        let mut guesses = GUESSES_MAX;
        for (word, _) in words.iter().zip(used).filter(|(_, used)| !used) {
            match self.known(word) {
                Some(said) => read.extend(heard(said, 1.0)),
                // A number that means nothing here is somebody's telephone or the hour, and says nothing about the subject.
                None if guesses == 0 || word.len() < 2 || word.bytes().all(|byte| byte.is_ascii_digit()) => {}
                None => {
                    guesses -= 1;
                    self.guess(word, &mut read);
                }
            }
        }
        read
    }

    /// The longest phrase that begins with this word, and the places of its words.
    fn phrase_at(&self, words: &[&str], start: usize) -> Option<(Vec<usize>, Term)> {
        let phrases = self.phrases.get(*words.get(start)?)?;
        let found = phrases.iter().filter_map(|phrase| {
            let mut places = vec![start];
            for wanted in &phrase.rest {
                let from = places.last()? + 1;
                let near = words.iter().enumerate().skip(from).take(PHRASE_GAP_MAX + 1);
                places.push(near.into_iter().find(|(_, word)| wanted.meets(word))?.0);
            }
            Some((places, phrase.term))
        });
        // The first of the longest: the order of the file decides.
        found.reduce(|best, other| if other.0.len() > best.0.len() { other } else { best })
    }

    /// What a word says without any guess about its spelling.
    fn known(&self, word: &str) -> Option<Said> {
        let as_it_stands = self.words.get(word).copied();
        as_it_stands.or_else(|| self.begins(word)).or_else(|| self.stems.get(stem(word)).copied().map(Said::Means))
    }

    fn begins(&self, word: &str) -> Option<Said> {
        let mut beginnings = self.beginning_lengths.iter().filter_map(|length| word.get(..*length));
        beginnings.find_map(|beginning| self.beginnings.get(beginning).copied())
    }

    fn guess(&self, word: &str, read: &mut Vec<Read>) {
        if let Some(parts) = self.torn(word) {
            read.extend(parts.into_iter().filter_map(|said| heard(said, 0.9)));
        } else if let Some((said, surety)) = self.sounds_like(word).or_else(|| self.slipped(word)) {
            read.extend(heard(said, surety));
        } else {
            read.push(Read { term: None, surety: 1.0 });
        }
    }

    /// Two known words typed as one, with the most even cut: `gsmcode`, `magdepolitie`, `snelheidsboete`.
    fn torn(&self, word: &str) -> Option<[Said; 2]> {
        if word.len() < 6 || !word.is_ascii() {
            return None;
        }
        let part = |part: &str| {
            let known = self.words.get(part).copied();
            known.or_else(|| if part.len() > 3 { self.known(part) } else { None })
        };
        let mut best: Option<(usize, [Said; 2])> = None;
        for cut in 2..=word.len() - 3 {
            let (first, second) = word.split_at(cut);
            let Some(said) = part(first).filter(|said| cut > 2 || *said == Said::Filler) else { continue };
            for second in [Some(second), second.strip_prefix('s')].into_iter().flatten().filter(|part| part.len() > 2) {
                let evenness = cut.min(second.len());
                if best.is_none_or(|(most, _)| evenness > most)
                    && let Some(other) = part(second)
                {
                    best = Some((evenness, [said, other]));
                }
            }
        }
        best.map(|(_, said)| said)
    }

    fn sounds_like(&self, word: &str) -> Option<(Said, f32)> {
        if word.len() <= SLIP_LETTERS {
            return None;
        }
        self.sounds.get(sound(word).as_str()).map(|said| (*said, 0.8))
    }

    /// The known word with the fewest slips, if they are few. The first letter is nearly always right.
    fn slipped(&self, word: &str) -> Option<(Said, f32)> {
        let typed = word.bytes().next()?;
        if word.len() < SLIP_LETTERS || word.len() > WORD_MAX {
            return None;
        }
        let slips_max = if word.len() < TWO_SLIPS_LETTERS { 1 } else { 2 };
        let (of_word, compared) = (letters(word), Typed::new(word));
        let mut best: Option<(usize, &Spelt)> = None;
        // In a long word the first two letters may have changed places.
        let second = word.as_bytes().get(1).copied().filter(|second| word.len() > SLIP_LETTERS && *second != typed);
        for first in [Some(typed), second].into_iter().flatten() {
            let lengths = word.len() - slips_max..=word.len() + slips_max;
            let shelves = lengths.filter_map(|length| self.shelves.get(&(first, length)));
            let alike = shelves.flat_map(|shelf| shelf.alike(of_word, slips_max));
            for spelt in alike.filter_map(|place| self.spelt.get(place as usize)) {
                let fewest = best.map_or(slips_max, |(fewest, _)| fewest);
                if let Some(slips) = compared.slips(&spelt.word, fewest)
                    && best.is_none_or(|best| (slips, &spelt.word) < (best.0, &best.1.word))
                {
                    best = Some((slips, spelt));
                }
            }
        }
        best.map(|(slips, spelt)| (spelt.said, if slips == 1 && word.len() > SLIP_LETTERS { 0.75 } else { 0.5 }))
    }
}

impl Shelf {
    /// The places of words that hold nearly the same letters: few enough to be compared letter by letter.
    fn alike(&self, letters: u32, slips_max: usize) -> impl Iterator<Item = u32> {
        let differing_max = 2 * slips_max as u32;
        let both = self.letters.iter().zip(&self.places);
        both.filter(move |(held, _)| (*held ^ letters).count_ones() <= differing_max).map(|(_, place)| *place)
    }
}

fn heard(said: Said, surety: f32) -> Option<Read> {
    match said {
        Said::Filler => None,
        Said::Means(term) => Some(Read { term: Some(term), surety }),
    }
}
