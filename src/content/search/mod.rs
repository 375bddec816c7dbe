//! Search: which rights card answers what somebody typed, in either language, however it is spelled.
//!
//! Three looks at every card, because each fails where another holds: the *meaning* of the words (police is police,
//! whatever the street calls it) against each line of the card's `asks`; BM25 of the same terms over the whole card;
//! and the letters in threes against each line, which needs no known word at all. Lines of `elsewhere.toml`, which no
//! card answers, are looked at in the same way: what is nearer to them finds nothing.
//!
//! Why not a search library: the ones that are well kept (tantivy, for one) look up words as they stand or with a fixed
//! number of slips; on our questions that finds less, as `cargo run --release --example search_quality` prints, and
//! they bring a store of their own where a few hundred kilobytes do.
//!
//! Never true here: a text is kept; the order of two equal cards depends on chance; a card is shown for a text about
//! something else because one word is shared.

mod asked;
mod build;
mod grams;
mod hands;
mod lexicon;
mod lines;
mod names;
mod read;
mod rows;
mod spelling;

use asked::Asked;
use build::bm25;
use grams::{Grams, Spelt};
pub(in crate::content) use lexicon::Lexicon;
use lexicon::Term;
use lines::Lines;
use rows::Rows;
use spelling::grams;

use super::CardId;
use super::fold::folded;
use super::recent::Recent;
use std::sync::Arc;

pub(super) use read::{read_elsewhere, read_words};

/// Most cards that are offered for one text.
pub const SUGGESTIONS_MAX: usize = 3;
/// Unknown words of one text that speak against a card; more of them say no more.
const UNKNOWN_MAX: usize = 6;
/// How much one unknown word weighs against the rarest known one.
const UNKNOWN_WEIGHT: f32 = 0.3;
/// Pages whose lines are looked at one by one, of those whose words come nearest, and as many of those whose letters do.
const CLOSER_LOOKS: usize = 16;
/// A card that may answer a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    pub card: CardId,
    /// How near it is. Above 0; of two cards the higher is nearer.
    pub score: f32,
}

/// What one look at all cards found.
#[derive(Clone, PartialEq, Debug)]
pub struct Hits {
    /// [`SUGGESTIONS_MAX`] at most, the nearest first, however far they are: for somebody who asked to search.
    pub nearest: Vec<Found>,
    /// The nearest of them answers the text, as far as can be told: it may be shown unasked.
    pub is_sure: bool,
}

impl Hits {
    /// Those that may be shown unasked: none when the nearest is not near enough.
    pub fn unasked(self) -> Vec<Found> {
        if self.is_sure { self.nearest } else { Vec::new() }
    }
}

/// How a text and the lines of one card lie together.
#[derive(Clone, Copy, Default)]
struct Nearness {
    /// Cosines of the three nearest lines by meaning, the nearest first.
    meaning: [f32; 3],
    /// Cosines of the two nearest lines by letters, the nearest first.
    letters: [f32; 2],
    /// BM25 over the whole card, as a part of what a perfect card would have.
    terms: f32,
}

impl Nearness {
    /// Weights fitted on the tuning half of the test questions.
    fn score(&self) -> f32 {
        let mean = self.meaning.iter().sum::<f32>() / 3.0;
        0.15 * self.meaning[0] + 0.25 * mean + 0.35 * self.terms + self.letters()
    }

    fn letters(&self) -> f32 {
        0.7 * self.letters[0] + 0.3 * self.letters[1]
    }
}

/// The terms of a text, each once, and how many of its words nobody knows.
struct Question {
    terms: Vec<(Term, f32)>,
    unknown: usize,
}

/// The index of all cards.
pub(in crate::content) struct Search {
    /// The words of `search.toml`, before any card was learnt.
    words: Arc<Lexicon>,
    lexicon: Lexicon,
    cards: Vec<CardId>,
    /// A page a card; one behind the last card are the lines of elsewhere.
    lines: Lines,
    /// For each term the pages that hold it, and how often, in halves.
    by_term: Rows<(u16, u16)>,
    /// What BM25 adds to that on each page.
    damping: Vec<f32>,
    by_gram: Grams,
    /// How each word of the lexicon is spelt.
    spelt: Spelt,
    recent: Recent<Hits>,
}

impl Search {
    /// The cards nearest to a text.
    pub(super) fn hits(&self, text: &str) -> Hits {
        self.recent.or_look(text, || self.look_for(text))
    }

    fn look_for(&self, text: &str) -> Hits {
        let (question, elsewhere, near) = self.look(text);
        let mut ranked: Vec<(&CardId, &Nearness, f32)> = Vec::with_capacity(SUGGESTIONS_MAX + 1);
        for (card, near) in self.cards.iter().zip(&near) {
            let score = near.score();
            // Cards lie in the order of their ids: that decides between equals.
            let place = ranked.partition_point(|(_, _, higher)| higher.total_cmp(&score).is_ge());
            if score > 0.0 && place < SUGGESTIONS_MAX {
                ranked.insert(place, (card, near, score));
                ranked.truncate(SUGGESTIONS_MAX);
            }
        }
        let is_sure = ranked.first().is_some_and(|(_, near, _)| is_sure(near, &elsewhere, &question));
        let nearest = ranked.into_iter().map(|(card, _, score)| Found { card: card.clone(), score });
        Hits { nearest: nearest.collect(), is_sure }
    }

    /// How near elsewhere is to a text, and each card.
    fn look(&self, text: &str) -> (Question, Nearness, Vec<Nearness>) {
        let text = folded(text);
        let (question, grams) = (self.question(&text), grams(&text));
        let mut near = vec![Nearness::default(); self.cards.len() + 1];
        self.add_terms(&question, &mut near);
        let rarest = (self.lines.len() as f32).ln();
        let unknown_square = question.unknown as f32 * (UNKNOWN_WEIGHT * rarest).powi(2);
        let words = self.lexicon.names().len();
        let mut asked = Asked::new(&self.lines, &question.terms, &grams, &self.by_gram, unknown_square, words);
        for page in self.closest(&grams, &near) {
            if let Some(near) = near.get_mut(page) {
                self.lines.look(page, self.lexicon.names(), &self.spelt, &mut asked, near);
            }
        }
        (question, near.pop().unwrap_or_default(), near)
    }

    /// The pages that are worth a closer look, in order; that of elsewhere always is.
    fn closest(&self, grams: &[u32], near: &[Nearness]) -> Vec<usize> {
        let mut by_letters = vec![0.0; near.len()];
        for gram in grams {
            let square = self.by_gram.rarity(*gram).powi(2);
            for page in self.by_gram.pages(*gram) {
                if let Some(sum) = by_letters.get_mut(usize::from(*page)) {
                    *sum += square;
                }
            }
        }
        let mut pages = highest(near.iter().map(|near| near.terms));
        pages.extend(highest(by_letters.into_iter()));
        pages.push(self.cards.len());
        pages.sort_unstable();
        pages.dedup();
        pages
    }

    fn question(&self, folded: &str) -> Question {
        let mut question = Question { terms: Vec::new(), unknown: 0 };
        for read in self.lexicon.read(folded) {
            let Some(term) = read.term else {
                question.unknown += 1;
                continue;
            };
            match question.terms.iter_mut().find(|(known, _)| *known == term) {
                Some((_, surety)) => *surety = surety.max(read.surety),
                None => question.terms.push((term, read.surety)),
            }
        }
        question.unknown = question.unknown.min(UNKNOWN_MAX);
        question
    }

    fn add_terms(&self, question: &Question, near: &mut [Nearness]) {
        let pages = near.len() as f32;
        // What a page that holds every term in the usual number of times would have.
        let mut perfect = UNKNOWN_WEIGHT * pages.ln() * question.unknown as f32;
        for (term, surety) in &question.terms {
            let holders = self.by_term.row(*term as usize);
            let weight = surety * rarity(holders.len() as f32, pages);
            perfect += weight * 1.6;
            for (page, halves) in holders {
                let page = usize::from(*page);
                if let (Some(near), Some(damping)) = (near.get_mut(page), self.damping.get(page)) {
                    near.terms += weight * bm25(*halves, *damping);
                }
            }
        }
        if perfect > 0.0 {
            near.iter_mut().for_each(|near| near.terms /= perfect);
        }
    }
}

/// How rare a term is that stands in so many of all, as BM25 has it.
fn rarity(known: f32, all: f32) -> f32 {
    (1.0 + (all - known + 0.5) / (known + 0.5)).ln()
}

/// The places of the highest numbers above 0, [`CLOSER_LOOKS`] at most.
fn highest(numbers: impl Iterator<Item = f32>) -> Vec<usize> {
    let mut places: Vec<(usize, f32)> = numbers.enumerate().filter(|(_, number)| *number > 0.0).collect();
    // Of two equals the first: what is found must not depend on chance.
    let higher = |one: &(usize, f32), other: &(usize, f32)| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0));
    if places.len() > CLOSER_LOOKS {
        places.select_nth_unstable_by(CLOSER_LOOKS, higher);
        places.truncate(CLOSER_LOOKS);
    }
    places.into_iter().map(|(place, _)| place).collect()
}

/// Whether the nearest card is near enough to be shown unasked, and nearer than what no card answers. A logistic
/// regression on the tuning half, where 5 of 100 messages about something else get a card.
fn is_sure(nearest: &Nearness, elsewhere: &Nearness, question: &Question) -> bool {
    let for_it = 4.19 * nearest.score() + 1.89 * nearest.meaning[0] + 1.88 * nearest.terms + 10.81 * nearest.letters();
    let against =
        4.9 * elsewhere.score() + 0.32 * elsewhere.meaning[0] + 1.23 * elsewhere.terms + 10.22 * elsewhere.letters();
    let words = 3.7 * (question.terms.len() as f32).ln_1p() + 0.61 * (question.unknown as f32).ln_1p();
    for_it - against + words > 8.65
}

#[cfg(test)]
mod tests;
