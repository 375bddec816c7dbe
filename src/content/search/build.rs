//! Makes the index: reads every line of every card once, on all processors.

use super::grams::{Grams, Spelt};
use super::hands::on_all_hands;
use super::lexicon::{ByNumber, Lexicon, Term};
use super::lines::{Lines, Written};
use super::names::Names;
use super::rows::Rows;
use super::spelling::{GRAMS, LETTERS_MAX, gram_ids};
use super::{Search, rarity};
use crate::content::Card;
use crate::content::fold::folded;
use crate::content::recent::Recent;
use std::sync::Arc;

/// BM25's saturation and length normalisation, within the usual ranges (1.2 to 2.0, and 0.5 to 0.8).
const BM25_K1: f32 = 1.2;
const BM25_B: f32 = 0.5;

/// Where a text stands.
#[derive(Clone, Copy)]
enum Place {
    Head,
    Ask,
    Body,
}

impl Place {
    /// What a term counts there in BM25, in halves.
    fn halves(self) -> u16 {
        match self {
            Self::Head => 4,
            Self::Ask => 2,
            Self::Body => 1,
        }
    }

    /// Looked at by itself too, and not only as a part of its card.
    fn is_line(self) -> bool {
        match self {
            Self::Head | Self::Ask => true,
            Self::Body => false,
        }
    }
}

/// Lines of a card that are no way of asking for it: title and label, in two languages. They come first.
const HEADS: usize = 4;

impl Search {
    /// The index of cards, each with the ways in which people ask for it, and of lines that no card answers.
    pub(in crate::content) fn new(
        lexicon: Lexicon,
        cards: &[Card],
        asks: &[Vec<String>],
        elsewhere: &[String],
    ) -> Self {
        let lines_of =
            |page: usize| asks.get(page).map_or(elsewhere, Vec::as_slice).iter().map(|line| folded(line)).collect();
        Self::of(Arc::new(lexicon), cards, lines_of)
    }

    /// The same index with other cards behind the first `kept` ones, which stay: nobody has said how those are asked for.
    pub(in crate::content) fn with_others(&self, cards: &[Card], kept: usize) -> Self {
        let of_page = |page: usize| self.lines.of_page(page, self.lexicon.names());
        let lines_of = |page: usize| match page {
            page if page < kept => of_page(page).into_iter().skip(HEADS).collect(),
            page if page == cards.len() => of_page(self.cards.len()),
            _ => Vec::new(),
        };
        Self::of(Arc::clone(&self.words), cards, lines_of)
    }

    /// `lines_of` gives the ways in which people ask for a card, and behind the last card what no card answers, folded.
    fn of(words: Arc<Lexicon>, cards: &[Card], lines_of: impl Fn(usize) -> Vec<String> + Sync) -> Self {
        let pages: Vec<usize> = (0..=cards.len()).collect();
        let sheets = on_all_hands(&pages, |pages| Sheets::of(pages, cards, &lines_of));
        let mut lexicon = (*words).clone();
        // In the order in which one alone would meet them.
        let mut learn = |sheets: Sheets| (sheets.names.iter().map(|word| lexicon.learn(word)).collect(), sheets);
        let sheets: Vec<(Vec<u32>, Sheets)> = sheets.into_iter().map(&mut learn).collect();
        lexicon.words_done();
        let read = read_all(&lexicon, &sheets);
        drop(sheets);
        let lines = Lines::new(read.written, rarity);
        let by_gram = Grams::new(&read.lines_with_gram, lines.len(), &read.grams);
        let of_gram = by_gram.rarities();
        let spelt = Spelt::of(lexicon.names());
        let lengths = on_all_hands(&pages, |pages| lines.measure(pages, lexicon.names(), &spelt, &of_gram));
        Self {
            by_term: by_term(lexicon.terms(), &read.counts),
            damping: damping(&read.counts),
            by_gram,
            spelt,
            recent: Recent::default(),
            lines: lines.measured(lengths.concat()),
            lexicon,
            words,
            cards: cards.iter().map(|card| card.id.clone()).collect(),
        }
    }
}

/// What one processor read of its share of the pages.
struct Sheets {
    /// Its words.
    names: Names,
    /// Of each text the numbers of its words there.
    texts: Rows<u32>,
    /// Where each stands, and whether it is too long to be looked at as a whole.
    places: Vec<(Place, bool)>,
    /// How many texts there are up to the end of each page.
    page_ends: Vec<usize>,
    /// How many lines hold each group of letters.
    lines_with_gram: Vec<u32>,
    /// The groups of letters in the lines of each page, each once.
    grams: Rows<u16>,
}

impl Sheets {
    fn of(pages: &[usize], cards: &[Card], lines_of: &impl Fn(usize) -> Vec<String>) -> Self {
        let mut sheets = Self {
            names: Names::default(),
            texts: Rows::default(),
            places: Vec::new(),
            page_ends: Vec::with_capacity(pages.len()),
            lines_with_gram: Vec::new(),
            grams: Rows::default(),
        };
        let mut hand = Hand { met: vec![Met::default(); GRAMS], ..Hand::default() };
        for page in pages {
            let card = cards.get(*page);
            let heads = card.map(|card| [&card.title.nl, &card.title.fr, &card.label.nl, &card.label.fr]);
            let bodies = card.map(|card| [&card.body.nl, &card.body.fr]);
            heads.into_iter().flatten().for_each(|text| sheets.add(&folded(text), Place::Head, &mut hand));
            lines_of(*page).iter().for_each(|text| sheets.add(text, Place::Ask, &mut hand));
            bodies.into_iter().flatten().for_each(|text| sheets.add(&folded(text), Place::Body, &mut hand));
            sheets.grams.push(&hand.of_page);
            hand.of_page.clear();
            sheets.page_ends.push(sheets.places.len());
        }
        sheets.lines_with_gram = hand.met.iter().map(|met| met.lines).collect();
        sheets
    }

    fn add(&mut self, folded: &str, place: Place, hand: &mut Hand) {
        hand.words.clear();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let number = self.names.add(word);
            if number as usize >= hand.spelt.len() {
                hand.spelt.push(word.as_bytes());
            }
            hand.words.push(number);
        }
        let is_long = folded.len() > LETTERS_MAX;
        self.texts.push(&hand.words);
        self.places.push((place, is_long));
        if !place.is_line() {
            return;
        }
        let (line, page) = (self.places.len() as u32, self.page_ends.len() as u32 + 1);
        let Hand { met, of_page, spelt, words } = hand;
        let meet = |gram: usize| {
            let Some(met) = met.get_mut(gram) else { return };
            if met.line != line {
                met.line = line;
                met.lines += 1;
            }
            if met.page != page {
                met.page = page;
                of_page.push(gram as u16);
            }
        };
        if is_long {
            gram_ids(folded.as_bytes()).for_each(meet);
        } else {
            spelt.each(words.iter().copied(), meet);
        }
    }
}

/// What is at hand while sheets are read.
#[derive(Default)]
struct Hand {
    /// For each group of letters.
    met: Vec<Met>,
    /// The groups of the page that is read, each once.
    of_page: Vec<u16>,
    /// How the words of the sheets are spelt.
    spelt: Spelt,
    /// The words of the text that is read.
    words: Vec<u32>,
}

/// Where a group of letters was met last, each counted from 1, and in how many lines.
#[derive(Clone, Copy, Default)]
struct Met {
    line: u32,
    page: u32,
    lines: u32,
}

/// What was read of some pages.
struct Pages {
    written: Written,
    /// Of each page, how often each term stands on it, in halves.
    counts: Rows<(Term, u16)>,
    lines_with_gram: Vec<u32>,
    grams: Rows<u16>,
}

/// Together they give the same as one alone. With each share of the pages come the numbers of its words in the lexicon.
fn read_all(lexicon: &Lexicon, sheets: &[(Vec<u32>, Sheets)]) -> Pages {
    let by_number = ByNumber::of(lexicon);
    let mut all = Pages {
        written: Written::new(lexicon.terms()),
        counts: Rows::default(),
        lines_with_gram: vec![0; GRAMS],
        grams: Rows::default(),
    };
    let read = |sheets: &[(Vec<u32>, Sheets)]| -> Vec<(Written, Rows<(Term, u16)>)> {
        sheets.iter().map(|(numbers, sheets)| read(&by_number, lexicon.terms(), numbers, sheets)).collect()
    };
    for (written, counts) in on_all_hands(sheets, read).into_iter().flatten() {
        all.written.append(written);
        all.counts.append(&counts);
    }
    for (_, sheets) in sheets {
        all.lines_with_gram.iter_mut().zip(&sheets.lines_with_gram).for_each(|(all, of_sheets)| *all += of_sheets);
        all.grams.append(&sheets.grams);
    }
    all
}

fn read(lexicon: &ByNumber<'_>, terms: usize, numbers: &[u32], sheets: &Sheets) -> (Written, Rows<(Term, u16)>) {
    let (mut written, mut counts) = (Written::new(terms), Rows::default());
    let mut texts = sheets.texts.iter().zip(&sheets.places);
    let (mut words, mut terms, mut on_page) = (Vec::new(), Vec::new(), Vec::new());
    let mut start = 0;
    for end in &sheets.page_ends {
        for (of_text, (place, is_long)) in texts.by_ref().take(end - start) {
            words.clear();
            words.extend(of_text.iter().filter_map(|word| numbers.get(*word as usize)));
            terms.clear();
            lexicon.read(&words, &mut terms);
            on_page.extend(terms.iter().map(|term| (*term, place.halves())));
            if place.is_line() {
                terms.sort_unstable();
                terms.dedup();
                written.line(&terms, &words, *is_long);
            }
        }
        start = *end;
        written.page_done();
        sum_up(&mut on_page);
        counts.push(&on_page);
        on_page.clear();
    }
    (written, counts)
}

/// Each term once, with all that it counts.
fn sum_up(counts: &mut Vec<(Term, u16)>) {
    counts.sort_unstable_by_key(|(term, _)| *term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
}

/// The pages of each term, and how often it stands there, in halves.
fn by_term(terms: usize, counts: &Rows<(Term, u16)>) -> Rows<(u16, u16)> {
    let of_page = |(page, counts): (u16, &[(Term, u16)])| -> Vec<(Term, (u16, u16))> {
        counts.iter().map(|(term, halves)| (*term, (page, *halves))).collect()
    };
    Rows::gathered(terms, || (0..).zip(counts.iter()).flat_map(of_page))
}

/// What BM25 adds to the count of a term on each page, by how long the page is.
fn damping(counts: &Rows<(Term, u16)>) -> Vec<f32> {
    let lengths: Vec<f32> = counts.iter().map(|counts| counts.iter().map(|(_, halves)| times(*halves)).sum()).collect();
    let mean = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
    lengths.iter().map(|length| BM25_K1 * (1.0 - BM25_B + BM25_B * length / mean)).collect()
}

/// BM25's part of a term that stands so often on a page.
pub(super) fn bm25(halves: u16, damping: f32) -> f32 {
    let times = times(halves);
    times * (BM25_K1 + 1.0) / (times + damping)
}

fn times(halves: u16) -> f32 {
    f32::from(halves) / 2.0
}
