//! From words as they are typed to terms that mean something: a meaning of `search.toml`, or else the stem of a word
//! that some card uses.
//!
//! A word is tried as it stands, then as a beginning, by its stem, torn in two (`gsmcode`), by its sound, and last with
//! a slip of the finger. Phrases come before all of that and use up their words, so that "agent de sécurité" is no
//! police. Filler says nothing and is dropped; what nobody knows is counted, because it speaks against every card.
//!
//! Never true here: a guess about spelling beats a word that is known.

use std::collections::HashMap;
use std::sync::Arc;

use super::hands::on_all_hands;
use super::names::Names;
use super::rows::Rows;
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
/// Letters of the longest word that is tried in two: twice the longest that is compared at all.
const TORN_LETTERS_MAX: usize = 2 * WORD_MAX;
/// Of the alphabet.
const LETTERS: usize = 26;

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

/// Texts, and what they say if anything.
#[derive(Clone, Default)]
struct Known {
    names: Names,
    said: Vec<Option<Said>>,
}

impl Known {
    fn get(&self, name: &str) -> Option<Said> {
        self.at(self.names.number(name)?)
    }

    fn at(&self, number: u32) -> Option<Said> {
        self.said.get(number as usize).copied().flatten()
    }

    /// The number of a text, and what it says from now on: what it said before, or else this.
    fn put(&mut self, name: &str, said: Option<Said>) -> (u32, Option<Said>) {
        let number = self.names.add(name);
        self.said.resize(self.names.len(), None);
        let kept = self.said.get_mut(number as usize).and_then(|kept| {
            *kept = kept.or(said);
            *kept
        });
        (number, kept)
    }
}

/// Known words of one length that begin with one letter lie side by side: which letters each holds, and its number.
#[derive(Clone, Default)]
struct Shelves {
    letters: Vec<u32>,
    spelt: Vec<u32>,
    /// Where each shelf ends, by first letter and length.
    ends: Vec<u32>,
}

/// Everything that is known about words.
#[derive(Clone, Default)]
pub(in crate::content) struct Lexicon {
    /// Those that say something, and those that are only a part of lines.
    words: Known,
    beginnings: Known,
    /// The lengths that beginnings have, the longest first.
    beginning_lengths: Vec<usize>,
    /// By their first word.
    phrases: Arc<HashMap<Box<str>, Vec<Phrase>>>,
    /// How many terms are meanings. The others are stems, in the order in which they were learnt.
    meanings: Term,
    stems: Names,
    /// How words sound, and the first in the alphabet that sounds so.
    sounds: Names,
    sounding: Vec<u32>,
    shelves: Shelves,
}

impl Lexicon {
    /// How many terms there are; they are numbered from 0.
    pub(super) fn terms(&self) -> usize {
        self.meanings as usize + self.stems.len()
    }

    /// A meaning. Every meaning comes before the first word is learnt.
    pub(super) fn new_term(&mut self) -> Term {
        self.meanings += 1;
        self.meanings - 1
    }

    /// One entry of a meaning: a word, a `beginning*`, or a phrase. `false` when nothing is left of it or it means
    /// something else already.
    pub(super) fn add(&mut self, entry: &str, term: Term) -> bool {
        let mut words = Word::row(entry);
        if words.len() > 1 {
            let first = words.remove(0).text;
            Arc::make_mut(&mut self.phrases).entry(first).or_default().push(Phrase { rest: words, term });
            return true;
        }
        words.pop().is_some_and(|word| self.put(&word, Said::Means(term)))
    }

    /// A word that says nothing. `false` when it means something already.
    pub(super) fn add_filler(&mut self, word: &str) -> bool {
        Word::row(word).iter().all(|word| self.put(word, Said::Filler))
    }

    fn put(&mut self, word: &Word, said: Said) -> bool {
        let known = if word.any_ending { &mut self.beginnings } else { &mut self.words };
        known.put(&word.text, Some(said)).1 == Some(said)
    }

    /// Every entry was added: from here on words are learnt from cards.
    pub(super) fn entries_done(&mut self) {
        self.beginning_lengths = self.beginnings.names.iter().map(str::len).collect();
        self.beginning_lengths.sort_unstable_by(|one, other| other.cmp(one));
        self.beginning_lengths.dedup();
    }

    /// A word of a card, folded; gives its number among [`Lexicon::names`].
    pub(super) fn learn(&mut self, word: &str) -> u32 {
        if word.len() < 2 {
            return self.words.put(word, None).0;
        }
        let said = self.known(word).unwrap_or_else(|| {
            let stem = self.stems.add(stem(word));
            Said::Means(self.meanings + stem)
        });
        self.words.put(word, Some(said)).0
    }

    /// Every word that was added or learnt.
    pub(super) fn names(&self) -> &Names {
        &self.words.names
    }

    /// Every card was learnt: from here on texts are read.
    pub(super) fn words_done(&mut self) {
        let words = self.words.names.len() as u32;
        let comparable: Vec<u32> = (0..words + self.beginnings.names.len() as u32)
            .filter(|spelt| {
                let (word, said) = self.spelt(*spelt);
                let is_twice = *spelt >= words && self.words.get(word).is_some();
                said.is_some() && !is_twice && shelf_of(word.as_bytes()).is_some()
            })
            .collect();
        self.shelves = Shelves::filled(&comparable, |spelt| self.spelt(spelt).0);
        let heard = |numbers: &[u32]| -> Vec<(u32, String)> {
            let words = numbers.iter().map(|number| (*number, self.spelt(*number)));
            let words = words.filter(|(_, (word, said))| word.len() >= SLIP_LETTERS && *said != Some(Said::Filler));
            words.map(|(number, (word, _))| (number, sound(word))).collect()
        };
        for (number, sound) in on_all_hands(&comparable, heard).into_iter().flatten() {
            if sound.len() > 3 {
                let place = self.sounds.add(&sound) as usize;
                match self.sounding.get(place) {
                    // Which of them is first must not depend on the order in which cards are read.
                    Some(first) if self.spelt(*first).0 <= self.spelt(number).0 => {}
                    Some(_) => self.sounding.iter_mut().skip(place).take(1).for_each(|first| *first = number),
                    None => self.sounding.push(number),
                }
            }
        }
        for names in [&mut self.words.names, &mut self.stems, &mut self.sounds] {
            names.shrink();
        }
        self.words.said.shrink_to_fit();
        self.sounding.shrink_to_fit();
    }

    /// A word or, with the numbers behind those of the words, a beginning.
    fn spelt(&self, number: u32) -> (&str, Option<Said>) {
        match number.checked_sub(self.words.names.len() as u32) {
            None => (self.words.names.get(number), self.words.at(number)),
            Some(beginning) => (self.beginnings.names.get(beginning), self.beginnings.at(beginning)),
        }
    }

    /// Reads a folded text.
    pub(super) fn read(&self, folded: &str) -> Vec<Read> {
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX).collect();
        let mut read = Vec::with_capacity(words.len());
        let mut used = [false; WORDS_MAX];
        for at in 0..words.len() {
            if let Some((places, term)) = self.phrase_at(&words, at) {
                use_up(places, &mut used, || read.push(Read { term: Some(term), surety: 1.0 }));
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
        let phrases = self.phrases.get(*words.get(start)?)?.iter();
        let phrases = phrases.map(|phrase| (phrase.rest.as_slice(), phrase.term));
        longest(phrases, words, start, |wanted, word| wanted.meets(word))
    }

    /// What a word says without any guess about its spelling.
    fn known(&self, word: &str) -> Option<Said> {
        let as_it_stands = self.words.get(word);
        let by_stem = || self.stems.number(stem(word)).map(|stem| Said::Means(self.meanings + stem));
        as_it_stands.or_else(|| self.begins(word)).or_else(by_stem)
    }

    fn begins(&self, word: &str) -> Option<Said> {
        let mut beginnings = self.beginning_lengths.iter().filter_map(|length| word.get(..*length));
        beginnings.find_map(|beginning| self.beginnings.get(beginning))
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
        if !(6..=TORN_LETTERS_MAX).contains(&word.len()) || !word.is_ascii() {
            return None;
        }
        let part = |part: &str| {
            let known = self.words.get(part);
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
        let like = self.sounding.get(self.sounds.number(&sound(word))? as usize)?;
        self.spelt(*like).1.map(|said| (said, 0.8))
    }

    /// The known word with the fewest slips, if they are few. The first letter is nearly always right.
    fn slipped(&self, word: &str) -> Option<(Said, f32)> {
        let typed = word.bytes().next()?;
        if word.len() < SLIP_LETTERS || word.len() > WORD_MAX {
            return None;
        }
        let slips_max = if word.len() < TWO_SLIPS_LETTERS { 1 } else { 2 };
        let (of_word, compared) = (letters(word), Typed::new(word));
        let mut best: Option<(usize, &str, Said)> = None;
        // In a long word the first two letters may have changed places.
        let second = word.as_bytes().get(1).copied().filter(|second| word.len() > SLIP_LETTERS && *second != typed);
        for first in [Some(typed), second].into_iter().flatten() {
            let lengths = word.len() - slips_max..=word.len() + slips_max;
            let alike = lengths.flat_map(|length| self.shelves.alike((first, length), of_word, slips_max));
            for (spelt, said) in alike.map(|number| self.spelt(number)) {
                let Some(said) = said else { continue };
                let fewest = best.map_or(slips_max, |(fewest, _, _)| fewest);
                if let Some(slips) = compared.slips(spelt, fewest)
                    && best.is_none_or(|(fewest, word, _)| (slips, spelt) < (fewest, word))
                {
                    best = Some((slips, spelt, said));
                }
            }
        }
        best.map(|(slips, _, said)| (said, if slips == 1 && word.len() > SLIP_LETTERS { 0.75 } else { 0.5 }))
    }
}

/// Where a word is shelved by first letter and length; `None` for one that no other is compared with.
fn shelf_of(word: &[u8]) -> Option<usize> {
    let is_comparable = (3..=WORD_MAX).contains(&word.len()) && word.iter().all(u8::is_ascii_lowercase);
    word.first().filter(|_| is_comparable).and_then(|first| shelf((*first, word.len())))
}

fn shelf((first, length): (u8, usize)) -> Option<usize> {
    let letter = usize::from(first.checked_sub(b'a').filter(|letter| usize::from(*letter) < LETTERS)?);
    (length <= WORD_MAX).then_some(letter * (WORD_MAX + 1) + length)
}

impl Shelves {
    /// With each of these words where it belongs.
    fn filled<'a>(numbers: &[u32], word: impl Fn(u32) -> &'a str) -> Self {
        let shelved =
            || numbers.iter().filter_map(|number| Some((shelf_of(word(*number).as_bytes())? as u32, *number)));
        let (spelt, ends) = Rows::gathered(LETTERS * (WORD_MAX + 1), shelved).into_parts();
        Self { letters: spelt.iter().map(|number| letters(word(*number))).collect(), spelt, ends }
    }

    /// The numbers of words that hold nearly the same letters: few enough to be compared letter by letter.
    fn alike(&self, place: (u8, usize), letters: u32, slips_max: usize) -> impl Iterator<Item = u32> {
        let differing_max = 2 * slips_max as u32;
        let end = |shelf: usize| self.ends.get(shelf).map_or(0, |end| *end as usize);
        let range = shelf(place).map_or(0..0, |shelf| shelf.checked_sub(1).map_or(0, end)..end(shelf));
        let shelved = (self.letters.get(range.clone()), self.spelt.get(range));
        let both = shelved.0.unwrap_or_default().iter().zip(shelved.1.unwrap_or_default());
        both.filter(move |(held, _)| (*held ^ letters).count_ones() <= differing_max).map(|(_, number)| *number)
    }
}

/// What every word that was learnt says, by its number: most words of cards occur many times.
pub(super) struct ByNumber<'a> {
    names: &'a Names,
    words: Vec<Numbered>,
    /// Those that begin with one word side by side; those with a word that nobody has used are left out.
    phrases: Vec<Vec<PhraseOf<'a>>>,
}

/// A word.
#[derive(Clone, Copy)]
struct Numbered {
    /// What it means by itself.
    term: Option<Term>,
    /// The place of the phrases that begin with it, plus 1; 0 for none.
    phrases: u32,
}

/// A [`Phrase`] in numbers.
struct PhraseOf<'a> {
    rest: Vec<Wanted<'a>>,
    term: Term,
}

enum Wanted<'a> {
    Word(u32),
    Beginning(&'a [u8]),
}

impl<'a> ByNumber<'a> {
    pub(super) fn of(lexicon: &'a Lexicon) -> Self {
        let names = lexicon.names();
        let wanted = |word: &'a Word| match word.any_ending {
            true => Some(Wanted::Beginning(word.text.as_bytes())),
            false => names.number(&word.text).map(Wanted::Word),
        };
        let in_numbers = |phrase: &'a Phrase| {
            let rest: Option<Vec<_>> = phrase.rest.iter().map(wanted).collect();
            rest.map(|rest| PhraseOf { rest, term: phrase.term })
        };
        let numbered = |word: &str| {
            let term = match lexicon.known(word) {
                Some(Said::Means(term)) => Some(term),
                Some(Said::Filler) | None => None,
            };
            Numbered { term, phrases: 0 }
        };
        let mut by_number = Self { names, words: names.iter().map(numbered).collect(), phrases: Vec::new() };
        #[expect(clippy::iter_over_hash_type, reason = "each word finds its own, wherever they stand")]
        for (first, phrases) in lexicon.phrases.iter() {
            let phrases: Vec<_> = phrases.iter().filter_map(in_numbers).collect();
            let word = names.number(first).and_then(|first| by_number.words.get_mut(first as usize));
            if let (Some(word), false) = (word, phrases.is_empty()) {
                by_number.phrases.push(phrases);
                word.phrases = by_number.phrases.len() as u32;
            }
        }
        by_number
    }

    /// Adds the terms of a text to `terms`, as [`Lexicon::read`] finds them.
    pub(super) fn read(&self, words: &[u32], terms: &mut Vec<Term>) {
        let words = words.get(..words.len().min(WORDS_MAX)).unwrap_or_default();
        let mut used = [false; WORDS_MAX];
        for at in 0..words.len() {
            if let Some((places, term)) = self.phrase_at(words, at) {
                use_up(places, &mut used, || terms.push(term));
            }
        }
        let free = words.iter().zip(used).filter(|(_, used)| !used);
        terms.extend(free.filter_map(|(word, _)| self.words.get(*word as usize)?.term));
    }

    fn phrase_at(&self, words: &[u32], start: usize) -> Option<(Vec<usize>, Term)> {
        let place = self.words.get(*words.get(start)? as usize)?.phrases.checked_sub(1)?;
        let meets = |wanted: &Wanted<'_>, word: &u32| match wanted {
            Wanted::Word(number) => number == word,
            Wanted::Beginning(beginning) => self.names.bytes(*word).starts_with(beginning),
        };
        let phrases = self.phrases.get(place as usize)?.iter();
        longest(phrases.map(|phrase| (phrase.rest.as_slice(), phrase.term)), words, start, meets)
    }
}

/// The longest of these phrases, of which the first word was met at `start`: the places of its words, and what it means.
fn longest<'a, Wanted: 'a, Word>(
    phrases: impl Iterator<Item = (&'a [Wanted], Term)>,
    words: &[Word],
    start: usize,
    meets: impl Fn(&Wanted, &Word) -> bool,
) -> Option<(Vec<usize>, Term)> {
    // Where the word stands that comes next, behind few others.
    let next = |before: usize, wanted: &Wanted| {
        let mut near = words.iter().enumerate().skip(before + 1).take(PHRASE_GAP_MAX + 1);
        near.find(|(_, word)| meets(wanted, word)).map(|(place, _)| place)
    };
    let met = phrases.filter(|(rest, _)| rest.iter().try_fold(start, next).is_some());
    // The first of the longest: the order of the file decides.
    let (rest, term) = met.reduce(|best, other| if other.0.len() > best.0.len() { other } else { best })?;
    let mut places = vec![start];
    for wanted in rest {
        places.extend(places.last().and_then(|before| next(*before, wanted)));
    }
    Some((places, term))
}

/// A phrase uses up its words, and says nothing when one of them was used already.
fn use_up(places: Vec<usize>, used: &mut [bool; WORDS_MAX], says: impl FnOnce()) {
    if places.iter().all(|at| used.get(*at) == Some(&false)) {
        says();
        for at in places {
            used.iter_mut().skip(at).take(1).for_each(|used| *used = true);
        }
    }
}

fn heard(said: Said, surety: f32) -> Option<Read> {
    match said {
        Said::Filler => None,
        Said::Means(term) => Some(Read { term: Some(term), surety }),
    }
}
