//! The lines of all pages: what each says, and how near a text lies to it.
//!
//! Lines are kept as they are folded, not as lists of what stands in them: a thousand cards have tens of thousands of
//! lines, and only those of a few pages are ever looked at for one text.

use super::Nearness;
use super::lexicon::Term;
use super::spelling::{GRAMS, gram_ids};
use std::ops::Range;

/// The weight of a group of letters that no line holds, beside the logarithms of those that some do.
const UNKNOWN_GRAM: f32 = 3.0;
/// Groups of letters in more than this part of all lines say nothing.
const COMMON_GRAM: f32 = 0.1;
/// Bits of one number of a set.
const BITS: usize = u64::BITS as usize;

/// Items of rows of any length, end to end.
pub(super) struct Rows<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T: Copy> Rows<T> {
    pub(super) fn push(&mut self, row: &[T]) {
        self.items.extend_from_slice(row);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn append(&mut self, others: &Self) {
        let before = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.items.extend_from_slice(&others.items);
        self.ends.extend(others.ends.iter().map(|end| end + before));
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn row(&self, number: usize) -> &[T] {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let end = self.ends.get(number).map_or(start, |end| *end as usize);
        self.items.get(start..end).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|number| self.row(number))
    }

    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Every line, page by page.
pub(super) struct Lines {
    texts: Rows<u8>,
    terms: Rows<Term>,
    /// How many lines there are up to the end of each page.
    page_ends: Vec<u32>,
    /// Rarity of each term and of each group of letters: the logarithm, 0 for one that says nothing.
    of_term: Vec<f32>,
    of_gram: Vec<f32>,
    /// The lengths of each line's two vectors.
    lengths: Vec<(f32, f32)>,
}

/// What one text asks of lines.
pub(super) struct Asked {
    /// For each term: what a line gains that has it.
    terms: Vec<f32>,
    /// A bit for each group of letters there is, set for those of the text: most groups of a line are none of them, and
    /// are told so from a few kilobytes that stay at the processor's hand.
    has: Vec<u64>,
    /// The groups of letters of the text, in order.
    grams: Vec<Gram>,
    meaning_length: f32,
    letters_length: f32,
}

/// A group of letters of a text.
struct Gram {
    id: u32,
    /// What a line gains that has it.
    gain: f32,
    /// The last line in which it was met: it counts once a line.
    met: u32,
}

impl Lines {
    /// `rarity` of a term by how many lines have it, of how many.
    pub(super) fn new(
        (texts, terms): (Rows<u8>, Rows<Term>),
        page_ends: Vec<u32>,
        term_count: usize,
        lines_with_gram: &[u32],
        rarity: impl Fn(f32, f32) -> f32,
    ) -> Self {
        let all = texts.len() as f32;
        let mut lines_with_term = vec![0_u32; term_count];
        for term in &terms.items {
            if let Some(count) = lines_with_term.get_mut(*term as usize) {
                *count += 1;
            }
        }
        let of_gram = |count: &u32| match *count as f32 {
            0.0 => UNKNOWN_GRAM,
            count if count > all * COMMON_GRAM => 0.0,
            count => (all / count).ln(),
        };
        let of_term = lines_with_term.iter().map(|count| rarity(*count as f32, all)).collect();
        let of_gram = lines_with_gram.iter().map(of_gram).collect();
        let mut lines = Self { texts, terms, page_ends, of_term, of_gram, lengths: Vec::new() };
        lines.measure();
        lines.texts.shrink();
        lines.terms.shrink();
        lines
    }

    fn measure(&mut self) {
        let mut met = vec![u32::MAX; GRAMS];
        let mut lengths = Vec::with_capacity(self.texts.len());
        for (line, (text, terms)) in (0..).zip(self.texts.iter().zip(self.terms.iter())) {
            let meaning: f32 = terms.iter().map(|term| self.rarity_of_term(*term).powi(2)).sum();
            let mut letters = 0.0;
            for gram in gram_ids(text) {
                if let (Some(met), Some(rarity)) = (met.get_mut(gram), self.of_gram.get(gram))
                    && *met != line
                {
                    *met = line;
                    letters += rarity * rarity;
                }
            }
            lengths.push((meaning.sqrt(), letters.sqrt()));
        }
        self.lengths = lengths;
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The lines of a page, folded.
    pub(super) fn of_page(&self, page: usize) -> impl Iterator<Item = &str> {
        self.places(page).map(|line| std::str::from_utf8(self.texts.row(line)).unwrap_or_default())
    }

    fn places(&self, page: usize) -> Range<usize> {
        let start = page.checked_sub(1).and_then(|before| self.page_ends.get(before)).map_or(0, |end| *end as usize);
        start..self.page_ends.get(page).map_or(start, |end| *end as usize)
    }

    pub(super) fn rarity_of_term(&self, term: Term) -> f32 {
        self.of_term.get(term as usize).copied().unwrap_or_default()
    }

    pub(super) fn rarity_of_gram(&self, gram: u32) -> f32 {
        self.of_gram.get(gram as usize).copied().unwrap_or_default()
    }

    /// Terms with how sure each is, the groups of letters in order, and the square of what nobody knows.
    pub(super) fn ask(&self, terms: &[(Term, f32)], grams: &[u32], unknown_square: f32) -> Asked {
        let mut asked = Asked {
            terms: vec![0.0; self.of_term.len()],
            has: vec![0; GRAMS.div_ceil(BITS)],
            grams: Vec::with_capacity(grams.len()),
            meaning_length: unknown_square,
            letters_length: 0.0,
        };
        for (term, surety) in terms {
            let rarity = self.rarity_of_term(*term);
            asked.meaning_length += (surety * rarity).powi(2);
            if let Some(gain) = asked.terms.get_mut(*term as usize) {
                *gain = surety * rarity * rarity;
            }
        }
        for id in grams {
            let gain = self.rarity_of_gram(*id).powi(2);
            asked.letters_length += gain;
            if gain > 0.0
                && let Some(bits) = asked.has.get_mut(*id as usize / BITS)
            {
                *bits |= 1 << (*id as usize % BITS);
                asked.grams.push(Gram { id: *id, gain, met: u32::MAX });
            }
        }
        asked.meaning_length = asked.meaning_length.sqrt();
        asked.letters_length = asked.letters_length.sqrt();
        asked
    }

    /// Looks at every line of a page.
    pub(super) fn look(&self, page: usize, asked: &mut Asked, near: &mut Nearness) {
        for (number, line) in self.places(page).map(|number| (number, number as u32)) {
            let Some((meaning_length, letters_length)) = self.lengths.get(number) else { continue };
            let meaning: f32 = self.terms.row(number).iter().filter_map(|term| asked.terms.get(*term as usize)).sum();
            let letters = asked.letters(line, self.texts.row(number));
            insert(&mut near.meaning, cosine(meaning, asked.meaning_length * meaning_length));
            insert(&mut near.letters, cosine(letters, asked.letters_length * letters_length));
        }
    }
}

impl Asked {
    fn letters(&mut self, line: u32, text: &[u8]) -> f32 {
        let mut product = 0.0;
        for id in gram_ids(text) {
            if has(&self.has, id) {
                product += self.gain(line, id);
            }
        }
        product
    }

    /// What a line gains by one of its groups of letters, the first time that it has it.
    fn gain(&mut self, line: u32, id: usize) -> f32 {
        let place = self.grams.binary_search_by(|gram| (gram.id as usize).cmp(&id));
        match place.ok().and_then(|place| self.grams.get_mut(place)) {
            Some(gram) if gram.met != line => {
                gram.met = line;
                gram.gain
            }
            Some(_) | None => 0.0,
        }
    }
}

fn has(bits: &[u64], id: usize) -> bool {
    bits.get(id / BITS).is_some_and(|bits| bits >> (id % BITS) & 1 == 1)
}

fn cosine(product: f32, lengths: f32) -> f32 {
    if product > 0.0 { product / lengths } else { 0.0 }
}

/// Puts a number among the highest ones.
fn insert<const KEPT: usize>(highest: &mut [f32; KEPT], mut number: f32) {
    for kept in highest {
        if number > *kept {
            std::mem::swap(kept, &mut number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_length_come_back_and_can_be_joined() {
        let mut rows = Rows::default();
        rows.push(&[1, 2]);
        rows.push(&[]);
        let mut others = Rows::default();
        others.push(&[3]);
        rows.append(&others);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[1, 2][..], &[], &[3]]);
        assert_eq!(rows.row(9), [0_i32; 0]);
    }

    #[test]
    fn the_highest_are_kept_in_order() {
        let mut highest = [0.0; 3];
        [0.2, 0.9, 0.1, 0.5].into_iter().for_each(|number| insert(&mut highest, number));
        assert_eq!(highest, [0.9, 0.5, 0.2]);
    }
}
