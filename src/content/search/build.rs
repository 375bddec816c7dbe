//! Makes the index: reads every line of every card once, on all processors.

use super::grams::Grams;
use super::lexicon::{Learnt, Lexicon, Term};
use super::lines::{Lines, Rows, Written};
use super::names::Names;
use super::recent::Recent;
use super::spelling::{GRAMS, gram_ids};
use super::{Search, rarity};
use crate::content::Card;
use crate::content::fold::folded;
use std::iter;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

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
        let lengths = on_all_hands(&pages, |pages| lines.measure(pages, lexicon.names(), &of_gram));
        Self {
            by_term: by_term(lexicon.terms(), &read.counts),
            damping: damping(&read.counts),
            by_gram,
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
    places: Vec<Place>,
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
            lines_with_gram: vec![0; GRAMS],
            grams: Rows::default(),
        };
        let mut marks = Marks { in_line: vec![0; GRAMS], on_page: vec![0; GRAMS] };
        for page in pages {
            let card = cards.get(*page);
            let heads = card.map(|card| [&card.title.nl, &card.title.fr, &card.label.nl, &card.label.fr]);
            let bodies = card.map(|card| [&card.body.nl, &card.body.fr]);
            let mut grams = Vec::new();
            heads.into_iter().flatten().for_each(|text| sheets.add(&folded(text), Place::Head, &mut marks, &mut grams));
            lines_of(*page).iter().for_each(|text| sheets.add(text, Place::Ask, &mut marks, &mut grams));
            bodies
                .into_iter()
                .flatten()
                .for_each(|text| sheets.add(&folded(text), Place::Body, &mut marks, &mut grams));
            sheets.grams.push(&grams);
            sheets.page_ends.push(sheets.places.len());
        }
        sheets
    }

    fn add(&mut self, folded: &str, place: Place, marks: &mut Marks, grams: &mut Vec<u16>) {
        let words = folded.split(' ').filter(|word| !word.is_empty());
        let words: Vec<u32> = words.map(|word| self.names.add(word)).collect();
        self.texts.push(&words);
        self.places.push(place);
        if !place.is_line() {
            return;
        }
        let (line, page) = (self.places.len() as u32, self.page_ends.len() as u32 + 1);
        for gram in gram_ids(folded.as_bytes()) {
            let of_gram =
                (marks.in_line.get_mut(gram), marks.on_page.get_mut(gram), self.lines_with_gram.get_mut(gram));
            let (Some(in_line), Some(on_page), Some(count)) = of_gram else { continue };
            if std::mem::replace(in_line, line) != line {
                *count += 1;
            }
            if std::mem::replace(on_page, page) != page {
                grams.push(gram as u16);
            }
        }
    }
}

/// The last text and the last page, each counted from 1, on which each group of letters was met.
struct Marks {
    in_line: Vec<u32>,
    on_page: Vec<u32>,
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
    let learnt = Learnt::of(lexicon);
    let mut all = Pages {
        written: Written::new(lexicon.terms()),
        counts: Rows::default(),
        lines_with_gram: vec![0; GRAMS],
        grams: Rows::default(),
    };
    let read = |sheets: &[(Vec<u32>, Sheets)]| -> Vec<(Written, Rows<(Term, u16)>)> {
        sheets.iter().map(|(numbers, sheets)| read(&learnt, lexicon.terms(), numbers, sheets)).collect()
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

fn read(learnt: &Learnt<'_>, terms: usize, numbers: &[u32], sheets: &Sheets) -> (Written, Rows<(Term, u16)>) {
    let (mut written, mut counts) = (Written::new(terms), Rows::default());
    let mut texts = sheets.texts.iter().zip(&sheets.places);
    let mut start = 0;
    for end in &sheets.page_ends {
        let mut on_page = Vec::new();
        for (words, place) in texts.by_ref().take(end - start) {
            let words: Vec<u32> = words.iter().filter_map(|word| numbers.get(*word as usize)).copied().collect();
            let mut terms = Vec::with_capacity(words.len());
            learnt.read(&words, &mut terms);
            on_page.extend(terms.iter().map(|term| (*term, place.halves())));
            if place.is_line() {
                let letters: usize = words.iter().map(|word| learnt.names().bytes(*word).len()).sum();
                let written_out = letters + words.len().saturating_sub(1);
                terms.sort_unstable();
                terms.dedup();
                written.line(&terms, &words, written_out);
            }
        }
        start = *end;
        written.page_done();
        counts.push(&summed(on_page));
    }
    (written, counts)
}

/// Gives each processor a share of the work; what they made, in the order of the work.
fn on_all_hands<Work: Sync, Made: Send>(work: &[Work], make: impl Fn(&[Work]) -> Made + Sync) -> Vec<Made> {
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let mut shares = work.chunks(work.len().div_ceil(hands).max(1));
    let make = &make;
    thread::scope(|scope| {
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || make(share))).collect();
        let rest = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        iter::once(make(first)).chain(rest).collect()
    })
}

/// Each term once, with all that it counts.
fn summed(mut counts: Vec<(Term, u16)>) -> Vec<(Term, u16)> {
    counts.sort_unstable_by_key(|(term, _)| *term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    counts
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
