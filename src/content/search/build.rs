//! Makes the index: reads every line of every card once, on all processors.

use super::lexicon::{Lexicon, Term};
use super::lines::{Lines, Rows};
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
/// What a term counts in BM25, by where it stands.
const IN_TITLE: f32 = 2.0;
const IN_ASK: f32 = 1.0;
const IN_BODY: f32 = 0.5;
/// Groups of letters on more pages than this, or than this part of them, do not help to choose among them.
const COMMON_PAGES: usize = 24;
const COMMON_PART: usize = 20;

/// A text, folded, and what its terms count.
struct Part {
    folded: String,
    weight: f32,
    /// Looked at by itself too, and not only as a part of its card.
    is_line: bool,
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
        let asks: Vec<Vec<&str>> = asks.iter().map(|asks| asks.iter().map(String::as_str).collect()).collect();
        let elsewhere: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        Self::of(Arc::new(lexicon), cards, &asks, &elsewhere)
    }

    /// The same index with other cards behind the first `kept` ones, which stay: nobody has said how those are asked for.
    pub(in crate::content) fn with_others(&self, cards: &[Card], kept: usize) -> Self {
        let asks: Vec<Vec<&str>> = (0..kept).map(|page| self.lines.of_page(page).skip(HEADS).collect()).collect();
        let elsewhere: Vec<&str> = self.lines.of_page(self.cards.len()).collect();
        Self::of(Arc::clone(&self.words), cards, &asks, &elsewhere)
    }

    fn of(words: Arc<Lexicon>, cards: &[Card], asks: &[Vec<&str>], elsewhere: &[&str]) -> Self {
        let asks = asks.iter().map(Vec::as_slice).chain(iter::repeat(&[][..]));
        let sheets: Vec<(&Card, &[&str])> = cards.iter().zip(asks).collect();
        let fold =
            |sheets: &[(&Card, &[&str])]| sheets.iter().map(|(card, asks)| parts(card, asks)).collect::<Vec<_>>();
        let mut pages: Vec<Vec<Part>> = on_all_hands(&sheets, fold).into_iter().flatten().collect();
        pages.push(elsewhere.iter().map(|line| part(line, IN_ASK, true)).collect());
        let mut lexicon = (*words).clone();
        let learnt = pages.iter().flatten().flat_map(|part| part.folded.split(' '));
        learnt.for_each(|word| lexicon.learn(word));
        lexicon.words_done();
        let read = read_all(&lexicon, &pages);
        Self {
            by_term: by_term(lexicon.terms(), &read.counts),
            by_gram: by_gram(&read.grams),
            recent: Recent::default(),
            lines: Lines::new((read.texts, read.terms), read.page_ends, lexicon.terms(), &read.lines_with_gram, rarity),
            lexicon,
            words,
            cards: cards.iter().map(|card| card.id.clone()).collect(),
        }
    }
}

fn parts(card: &Card, asks: &[&str]) -> Vec<Part> {
    let heads = [&card.title, &card.label].into_iter().flat_map(|text| [&text.nl, &text.fr]);
    let mut parts: Vec<Part> = heads.map(|text| part(text, IN_TITLE, true)).collect();
    parts.extend(asks.iter().map(|ask| part(ask, IN_ASK, true)));
    parts.extend([&card.body.nl, &card.body.fr].map(|text| part(text, IN_BODY, false)));
    parts
}

fn part(text: &str, weight: f32, is_line: bool) -> Part {
    Part { folded: folded(text), weight, is_line }
}

/// What was read of some pages.
struct Pages {
    texts: Rows<u8>,
    terms: Rows<Term>,
    page_ends: Vec<u32>,
    lines_with_gram: Vec<u32>,
    /// Of each page, how often each term stands on it, weighted.
    counts: Vec<Vec<(Term, f32)>>,
    /// The groups of letters in the lines of each page, each once.
    grams: Rows<u16>,
}

/// Together they give the same as one alone.
fn read_all(lexicon: &Lexicon, pages: &[Vec<Part>]) -> Pages {
    let mut shares = on_all_hands(pages, |pages| read(lexicon, pages)).into_iter();
    let mut all = shares.next().unwrap_or_else(|| read(lexicon, &[]));
    shares.for_each(|share| all.append(share));
    all
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

fn read(lexicon: &Lexicon, pages: &[Vec<Part>]) -> Pages {
    let mut all = Pages {
        texts: Rows::default(),
        terms: Rows::default(),
        page_ends: Vec::with_capacity(pages.len()),
        lines_with_gram: vec![0; GRAMS],
        counts: Vec::with_capacity(pages.len()),
        grams: Rows::default(),
    };
    let (mut in_line, mut on_page) = (vec![0_u32; GRAMS], vec![0_u32; GRAMS]);
    for page in pages {
        let mut counts = Vec::new();
        let mut grams = Vec::new();
        let page_number = all.page_ends.len() as u32 + 1;
        for part in page {
            let mut terms: Vec<Term> = lexicon.read(&part.folded).into_iter().filter_map(|read| read.term).collect();
            counts.extend(terms.iter().map(|term| (*term, part.weight)));
            if !part.is_line {
                continue;
            }
            terms.sort_unstable();
            terms.dedup();
            all.terms.push(&terms);
            all.texts.push(part.folded.as_bytes());
            let line_number = all.texts.len() as u32;
            for gram in gram_ids(part.folded.as_bytes()) {
                let marks = (in_line.get_mut(gram), on_page.get_mut(gram), all.lines_with_gram.get_mut(gram));
                let (Some(in_line), Some(on_page), Some(count)) = marks else { continue };
                if std::mem::replace(in_line, line_number) != line_number {
                    *count += 1;
                }
                if std::mem::replace(on_page, page_number) != page_number {
                    grams.push(gram as u16);
                }
            }
        }
        all.grams.push(&grams);
        all.counts.push(summed(counts));
        all.page_ends.push(all.texts.len() as u32);
    }
    all
}

impl Pages {
    fn append(&mut self, others: Self) {
        let before = self.texts.len() as u32;
        self.texts.append(&others.texts);
        self.terms.append(&others.terms);
        self.page_ends.extend(others.page_ends.iter().map(|end| end + before));
        self.lines_with_gram.iter_mut().zip(others.lines_with_gram).for_each(|(all, other)| *all += other);
        self.counts.extend(others.counts);
        self.grams.append(&others.grams);
    }
}

/// Each term once, with all that it counts.
fn summed(mut counts: Vec<(Term, f32)>) -> Vec<(Term, f32)> {
    counts.sort_unstable_by_key(|(term, _)| *term);
    counts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    counts
}

/// BM25's part of each term on each page, from how often the term stands there.
fn by_term(terms: usize, counts: &[Vec<(Term, f32)>]) -> Rows<(u16, f32)> {
    let length = |count: &Vec<(Term, f32)>| count.iter().map(|(_, times)| times).sum::<f32>();
    let mean = counts.iter().map(length).sum::<f32>() / counts.len().max(1) as f32;
    let mut parts = vec![Vec::new(); terms];
    for (count, page) in counts.iter().zip(0..) {
        let damping = BM25_K1 * (1.0 - BM25_B + BM25_B * length(count) / mean);
        for (term, times) in count {
            if let Some(parts) = parts.get_mut(*term as usize) {
                parts.push((page, times * (BM25_K1 + 1.0) / (times + damping)));
            }
        }
    }
    rows(&parts)
}

/// The pages of each group of letters; none for what many hold.
fn by_gram(grams: &Rows<u16>) -> Rows<u16> {
    let most = (grams.len() / COMMON_PART).max(COMMON_PAGES);
    let mut pages = vec![Vec::new(); GRAMS];
    for (page, grams) in (0..).zip(grams.iter()) {
        for gram in grams {
            if let Some(pages) = pages.get_mut(usize::from(*gram))
                && pages.len() <= most
            {
                pages.push(page);
            }
        }
    }
    pages.iter_mut().filter(|pages| pages.len() > most).for_each(Vec::clear);
    rows(&pages)
}

fn rows<T: Copy>(lists: &[Vec<T>]) -> Rows<T> {
    let mut rows = Rows::default();
    lists.iter().for_each(|list| rows.push(list));
    rows.shrink();
    rows
}
