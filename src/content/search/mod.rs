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

mod lexicon;
mod lists;
mod read;
mod spelling;

pub(in crate::content) use lexicon::Lexicon;
use lexicon::Term;
use lists::Lists;
use spelling::{GRAMS, grams};

use std::collections::BTreeMap;

use super::fold::folded;
use super::{Card, CardId};

pub(super) use read::{read_elsewhere, read_words};

/// Most cards that are offered for one text.
pub const SUGGESTIONS_MAX: usize = 3;
/// Unknown words of one text that speak against a card; more of them say no more.
const UNKNOWN_MAX: usize = 6;
/// How much one unknown word weighs against the rarest known one.
const UNKNOWN_WEIGHT: f32 = 0.3;
/// The weight of a group of letters that no line holds, beside the logarithms of those that some do.
const UNKNOWN_GRAM: f32 = 3.0;
/// Groups of letters in more than this part of all lines are not followed.
const COMMON_GRAM: f32 = 0.1;
/// BM25's saturation and length normalisation, within the usual ranges (1.2 to 2.0, and 0.5 to 0.8).
const BM25_K1: f32 = 1.2;
const BM25_B: f32 = 0.5;
/// What a term counts in BM25, by where it stands.
const IN_TITLE: f32 = 2.0;
const IN_ASK: f32 = 1.0;
const IN_BODY: f32 = 0.5;

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

/// Lines of one kind of thing, terms or groups of letters, and how rare each thing is.
struct Lines {
    lists: Lists,
    /// The logarithm of how rare a thing is; 0 for one that is not followed.
    rarity: Vec<f32>,
    /// The length of each line's vector.
    lengths: Vec<f32>,
}

/// The index of all cards. Texts of cards are not kept, only what was made of them.
pub(in crate::content) struct Search {
    lexicon: Lexicon,
    cards: Vec<CardId>,
    /// The card of each line, by its place in `cards`; one behind the last card are the lines of elsewhere.
    card_of_line: Vec<u16>,
    by_meaning: Lines,
    by_letters: Lines,
    /// For each term the cards that hold it, with what it adds to BM25 there.
    by_card: Vec<Vec<(u16, f32)>>,
}

impl Search {
    /// The cards nearest to a text.
    pub(super) fn hits(&self, text: &str) -> Hits {
        let (question, elsewhere, near) = self.look(text);
        let scored = self.cards.iter().zip(&near).map(|(card, near)| (card, near, near.score()));
        let mut ranked: Vec<_> = scored.filter(|(_, _, score)| *score > 0.0).collect();
        // Cards lie in the order of their ids: that decides between equals.
        ranked.sort_by(|one, other| other.2.total_cmp(&one.2));
        let is_sure = ranked.first().is_some_and(|(_, near, _)| is_sure(near, &elsewhere, &question));
        let nearest = ranked.into_iter().take(SUGGESTIONS_MAX);
        Hits { nearest: nearest.map(|(card, _, score)| Found { card: card.clone(), score }).collect(), is_sure }
    }

    /// How near elsewhere is to a text, and each card.
    fn look(&self, text: &str) -> (Question, Nearness, Vec<Nearness>) {
        let text = folded(text);
        let question = self.question(&text);
        let mut near = vec![Nearness::default(); self.cards.len() + 1];
        let cosines = self.cosines_of_meaning(&question).into_iter().zip(self.cosines_of_letters(&text));
        for (card, (meaning, letters)) in self.card_of_line.iter().zip(cosines) {
            if let Some(near) = near.get_mut(usize::from(*card)) {
                insert(&mut near.meaning, meaning);
                insert(&mut near.letters, letters);
            }
        }
        self.add_terms(&question, &mut near);
        (question, near.pop().unwrap_or_default(), near)
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

    fn cosines_of_meaning(&self, question: &Question) -> Vec<f32> {
        let lines = &self.by_meaning;
        let rarest = (self.card_of_line.len() as f32).ln();
        let unknown = question.unknown as f32 * (UNKNOWN_WEIGHT * rarest).powi(2);
        let mut products = vec![0.0; self.card_of_line.len()];
        let mut square = unknown;
        for (term, surety) in &question.terms {
            let rarity = lines.rarity_of(*term);
            square += (surety * rarity).powi(2);
            lines.add(*term, surety * rarity * rarity, &mut products);
        }
        lines.cosines(products, square)
    }

    fn cosines_of_letters(&self, folded: &str) -> Vec<f32> {
        let lines = &self.by_letters;
        let mut products = vec![0.0; self.card_of_line.len()];
        let mut square = 0.0;
        for gram in grams(folded) {
            let rarity = lines.rarity_of(gram);
            square += rarity * rarity;
            lines.add(gram, rarity * rarity, &mut products);
        }
        lines.cosines(products, square)
    }

    fn add_terms(&self, question: &Question, near: &mut [Nearness]) {
        let pages = near.len() as f32;
        // What a page that holds every term in the usual number of times would have.
        let mut perfect = UNKNOWN_WEIGHT * pages.ln() * question.unknown as f32;
        for (term, surety) in &question.terms {
            let Some(cards) = self.by_card.get(*term as usize) else { continue };
            let weight = surety * rarity(cards.len() as f32, pages);
            perfect += weight * 1.6;
            for (card, part) in cards {
                if let Some(near) = near.get_mut(usize::from(*card)) {
                    near.terms += weight * part;
                }
            }
        }
        if perfect > 0.0 {
            near.iter_mut().for_each(|near| near.terms /= perfect);
        }
    }
}

impl Lines {
    fn rarity_of(&self, thing: u32) -> f32 {
        self.rarity.get(thing as usize).copied().unwrap_or_default()
    }

    fn add(&self, thing: u32, product: f32, products: &mut [f32]) {
        for line in self.lists.of(thing as usize) {
            if let Some(sum) = products.get_mut(*line as usize) {
                *sum += product;
            }
        }
    }

    fn cosines(&self, mut products: Vec<f32>, square: f32) -> Vec<f32> {
        let length = square.sqrt();
        for (product, of_line) in products.iter_mut().zip(&self.lengths) {
            if *product > 0.0 {
                *product /= length * of_line;
            }
        }
        products
    }
}

/// How rare a term is that stands in so many of all, as BM25 has it.
fn rarity(known: f32, all: f32) -> f32 {
    (1.0 + (all - known + 0.5) / (known + 0.5)).ln()
}

/// Puts a number among the highest ones.
fn insert<const KEPT: usize>(highest: &mut [f32; KEPT], mut number: f32) {
    for kept in highest {
        if number > *kept {
            std::mem::swap(kept, &mut number);
        }
    }
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

/// A text, folded, and what its terms count.
struct Part {
    folded: String,
    weight: f32,
    /// Looked at by itself too, and not only as a part of its card.
    is_line: bool,
}

impl Search {
    /// The index of cards, the first ones with the ways in which people ask for them, and of lines that no card answers.
    pub(super) fn new(mut lexicon: Lexicon, cards: &[Card], asks: &[Vec<String>], elsewhere: &[String]) -> Self {
        let mut pages: Vec<Vec<Part>> = cards
            .iter()
            .zip(asks.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..])))
            .map(|(card, asks)| parts(card, asks))
            .collect();
        pages.push(elsewhere.iter().map(|line| part(line, IN_ASK, true)).collect());
        let words = pages.iter().flatten().flat_map(|part| part.folded.split(' '));
        words.for_each(|word| lexicon.learn(word));
        let mut lines = Rows::default();
        let counts: Vec<_> = pages.iter().zip(0..).map(|(page, place)| lines.count(&lexicon, page, place)).collect();
        lexicon.words_done();
        let all = lines.card.len() as f32;
        let rarity_of_term = |known| rarity(known, all);
        let rarity_of_gram = |known: f32| if known == 0.0 { UNKNOWN_GRAM } else { (all / known).ln() };
        Self {
            by_meaning: Lines::new(lexicon.terms(), usize::MAX, &lines.terms, rarity_of_term),
            by_letters: Lines::new(GRAMS, (all * COMMON_GRAM) as usize, &lines.grams, rarity_of_gram),
            by_card: parts_of_terms(lexicon.terms(), &counts),
            lexicon,
            cards: cards.iter().map(|card| card.id.clone()).collect(),
            card_of_line: lines.card,
        }
    }
}

/// The lines of all cards: whose each is, and what stands in it.
#[derive(Default)]
struct Rows {
    card: Vec<u16>,
    terms: Vec<Vec<Term>>,
    grams: Vec<Vec<u32>>,
}

impl Rows {
    /// Adds the lines of a page. How often each term stands on it, weighted.
    fn count(&mut self, lexicon: &Lexicon, page: &[Part], place: u16) -> BTreeMap<Term, f32> {
        let mut counts = BTreeMap::new();
        for part in page {
            let read = lexicon.read(&part.folded).into_iter();
            let mut terms: Vec<Term> = read.filter_map(|read| read.term).collect();
            terms.iter().for_each(|term| *counts.entry(*term).or_insert(0.0) += part.weight);
            if part.is_line {
                terms.sort_unstable();
                terms.dedup();
                self.card.push(place);
                self.terms.push(terms);
                self.grams.push(grams(&part.folded));
            }
        }
        counts
    }
}

fn parts(card: &Card, asks: &[String]) -> Vec<Part> {
    let heads = [&card.title, &card.label].into_iter().flat_map(|text| [&text.nl, &text.fr]);
    let mut parts: Vec<Part> = heads.map(|text| part(text, IN_TITLE, true)).collect();
    parts.extend(asks.iter().map(|ask| part(ask, IN_ASK, true)));
    parts.extend([&card.body.nl, &card.body.fr].map(|text| part(text, IN_BODY, false)));
    parts
}

fn part(text: &str, weight: f32, is_line: bool) -> Part {
    Part { folded: folded(text), weight, is_line }
}

impl Lines {
    /// `rarity` of how many lines hold a thing. What stands in more than `lines_max` of them is not followed.
    fn new(things: usize, lines_max: usize, rows: &[Vec<u32>], rarity: impl Fn(f32) -> f32) -> Self {
        let mut counts = vec![0_u32; things];
        for thing in rows.iter().flatten() {
            if let Some(count) = counts.get_mut(*thing as usize) {
                *count += 1;
            }
        }
        let rarity = |count: &u32| if *count as usize > lines_max { 0.0 } else { rarity(*count as f32) };
        let rarity = counts.iter().map(rarity).collect();
        let mut lines = Self { lists: Lists::new(&counts, lines_max, rows), rarity, lengths: Vec::new() };
        let length = |row: &Vec<u32>| row.iter().map(|thing| lines.rarity_of(*thing).powi(2)).sum::<f32>().sqrt();
        lines.lengths = rows.iter().map(length).collect();
        lines
    }
}

/// BM25's part of each term in each card, from how often the term stands there.
fn parts_of_terms(terms: usize, counts: &[BTreeMap<Term, f32>]) -> Vec<Vec<(u16, f32)>> {
    let length = |count: &BTreeMap<Term, f32>| count.values().sum::<f32>();
    let mean = counts.iter().map(length).sum::<f32>() / counts.len().max(1) as f32;
    let mut parts = vec![Vec::new(); terms];
    for (count, card) in counts.iter().zip(0..) {
        let damping = BM25_K1 * (1.0 - BM25_B + BM25_B * length(count) / mean);
        for (term, times) in count {
            if let Some(parts) = parts.get_mut(*term as usize) {
                parts.push((card, times * (BM25_K1 + 1.0) / (times + damping)));
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests;
