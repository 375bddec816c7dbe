//! The lines of all pages: what each says, and how near a text lies to it.
//!
//! Lines are kept as the numbers of their words, not as lists of all that stands in them: a thousand cards have tens of
//! thousands of lines, and only those of a few pages are ever looked at for one text. They are packed page by page, each
//! line as the count of its terms and by how much each is higher than the one before, and the count of its words and
//! their numbers; small numbers take one byte.
//!
//! Never true of this file: a line reads otherwise than it was written.

use super::Nearness;
use super::asked::Asked;
use super::grams::Spelt;
use super::lexicon::Term;
use super::names::Names;
use super::rows::Rows;
use super::spelling::{GRAMS, gram_ids};
use std::ops::Range;

/// Every line, page by page.
pub(super) struct Lines {
    /// A row a page.
    packed: Rows<u8>,
    /// How many lines there are up to the end of each page.
    page_ends: Vec<u32>,
    /// Rarity of each term: the logarithm.
    of_term: Vec<f32>,
    /// The lengths of each line's two vectors.
    lengths: Vec<(f32, f32)>,
}

/// Lines on their way to be kept, page by page.
#[derive(Default)]
pub(super) struct Written {
    packed: Rows<u8>,
    page: Vec<u8>,
    page_ends: Vec<u32>,
    lines: u32,
    /// How many lines hold each term.
    with_term: Vec<u32>,
}

impl Written {
    pub(super) fn new(terms: usize) -> Self {
        Self { with_term: vec![0; terms], ..Self::default() }
    }

    /// A line: its terms in order, each once, its words, and whether it is too long to be looked at as a whole.
    pub(super) fn line(&mut self, terms: &[Term], words: &[u32], is_long: bool) {
        put(&mut self.page, terms.len() as u32);
        let mut before = 0;
        for term in terms {
            put(&mut self.page, term - before);
            before = *term;
            if let Some(count) = self.with_term.get_mut(*term as usize) {
                *count += 1;
            }
        }
        put(&mut self.page, (words.len() as u32) << 1 | u32::from(is_long));
        words.iter().for_each(|word| put(&mut self.page, *word));
        self.lines += 1;
    }

    pub(super) fn page_done(&mut self) {
        self.packed.push(&self.page);
        self.page.clear();
        self.page_ends.push(self.lines);
    }

    pub(super) fn append(&mut self, others: Self) {
        self.packed.append(&others.packed);
        self.page_ends.extend(others.page_ends.iter().map(|end| end + self.lines));
        self.lines += others.lines;
        self.with_term.iter_mut().zip(others.with_term).for_each(|(all, other)| *all += other);
    }
}

/// Seven bits a byte, the lowest first; the highest bit says that more come.
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// What [`put`] wrote, number by number.
pub(super) struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    pub(super) fn next(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        while let [byte, rest @ ..] = self.0 {
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if *byte < 0x80 || shift >= u32::BITS {
                break;
            }
        }
        number
    }

    /// Calls `tell` with each term of a line.
    fn terms(&mut self, mut tell: impl FnMut(Term)) {
        let mut term = 0;
        for _ in 0..self.next() {
            term += self.next();
            tell(term);
        }
    }

    /// How many words a line has, and whether it is too long to be looked at as a whole.
    fn words(&mut self) -> (u32, bool) {
        let number = self.next();
        (number >> 1, number & 1 == 1)
    }

    /// Writes so many words of a line out, folded.
    pub(super) fn text(&mut self, count: u32, words: &Names, line: &mut Vec<u8>) {
        line.clear();
        for number in 0..count {
            if number > 0 {
                line.push(b' ');
            }
            line.extend_from_slice(words.bytes(self.next()));
        }
    }
}

impl Lines {
    /// `rarity` of a term by how many lines have it, of how many. The lengths come with [`Lines::measured`].
    pub(super) fn new(written: Written, rarity: impl Fn(f32, f32) -> f32) -> Self {
        let Written { mut packed, page_ends, lines, with_term, .. } = written;
        packed.shrink();
        let of_term = with_term.iter().map(|count| rarity(*count as f32, lines as f32)).collect();
        Self { packed, page_ends, of_term, lengths: Vec::new() }
    }

    /// The lengths of the lines of some pages, from the rarity of every group of letters.
    pub(super) fn measure(&self, pages: &[usize], words: &Names, spelt: &Spelt, of_gram: &[f32]) -> Vec<(f32, f32)> {
        let mut met = vec![u32::MAX; GRAMS];
        let mut lengths = Vec::new();
        let mut text = Vec::new();
        for page in pages {
            let mut numbers = Numbers(self.packed.row(*page));
            for line in self.places(*page) {
                let (mut meaning, mut letters) = (0.0, 0.0);
                numbers.terms(|term| meaning += self.rarity_of_term(term).powi(2));
                let add = |gram: usize| {
                    if let (Some(met), Some(rarity)) = (met.get_mut(gram), of_gram.get(gram))
                        && *met != line as u32
                    {
                        *met = line as u32;
                        letters += rarity * rarity;
                    }
                };
                match numbers.words() {
                    (count, false) => spelt.each((0..count).map(|_| numbers.next()), add),
                    (count, true) => {
                        numbers.text(count, words, &mut text);
                        gram_ids(&text).for_each(add);
                    }
                }
                lengths.push((meaning.sqrt(), letters.sqrt()));
            }
        }
        lengths
    }

    pub(super) fn measured(self, lengths: Vec<(f32, f32)>) -> Self {
        Self { lengths, ..self }
    }

    pub(super) fn len(&self) -> usize {
        self.page_ends.last().map_or(0, |end| *end as usize)
    }

    /// The lines of a page, folded.
    pub(super) fn of_page(&self, page: usize, words: &Names) -> Vec<String> {
        let mut numbers = Numbers(self.packed.row(page));
        let mut text = Vec::new();
        let line = |_| {
            numbers.terms(|_| {});
            let (count, _) = numbers.words();
            numbers.text(count, words, &mut text);
            String::from_utf8_lossy(&text).into_owned()
        };
        self.places(page).map(line).collect()
    }

    fn places(&self, page: usize) -> Range<usize> {
        let start = page.checked_sub(1).and_then(|before| self.page_ends.get(before)).map_or(0, |end| *end as usize);
        start..self.page_ends.get(page).map_or(start, |end| *end as usize)
    }

    pub(super) fn rarity_of_term(&self, term: Term) -> f32 {
        self.of_term.get(term as usize).copied().unwrap_or_default()
    }

    pub(super) fn terms(&self) -> usize {
        self.of_term.len()
    }

    /// Looks at every line of a page.
    pub(super) fn look(&self, page: usize, words: &Names, spelt: &Spelt, asked: &mut Asked, near: &mut Nearness) {
        let mut numbers = Numbers(self.packed.row(page));
        for line in self.places(page) {
            let Some((meaning_length, letters_length)) = self.lengths.get(line) else { continue };
            let mut meaning = 0.0;
            numbers.terms(|term| meaning += asked.gain_of_term(term));
            insert(&mut near.meaning, asked.by_meaning(meaning, *meaning_length));
            let (count, is_long) = numbers.words();
            let letters = if is_long {
                asked.by_letters_of_long(line as u32, *letters_length, count, &mut numbers, words)
            } else {
                let farthest = near.letters.last().copied().unwrap_or_default();
                asked.by_letters(line as u32, *letters_length, count, &mut numbers, spelt, farthest)
            };
            insert(&mut near.letters, letters);
        }
    }
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
    fn lines_read_as_they_were_written() {
        let mut words = Names::default();
        let numbers: Vec<u32> = (0..300).map(|number| words.add(&format!("w{number}"))).collect();
        let (mut written, mut others) = (Written::new(20_000), Written::new(20_000));
        written.line(&[0, 127, 128, 19_999], &[numbers[299], numbers[0]], false);
        written.line(&[], &[], false);
        written.page_done();
        others.page_done();
        others.line(&[5], &[numbers[7]], true);
        others.page_done();
        written.append(others);
        let lines = Lines::new(written, |held, _| held);
        assert_eq!(lines.of_page(0, &words), ["w299 w0", ""]);
        assert_eq!((lines.of_page(1, &words).len(), lines.of_page(2, &words)), (0, vec!["w7".to_owned()]));
        let mut terms = Vec::new();
        Numbers(lines.packed.row(0)).terms(|term| terms.push(term));
        assert_eq!(terms, [0, 127, 128, 19_999]);
        assert_eq!((lines.len(), lines.rarity_of_term(5), lines.rarity_of_term(6)), (3, 1.0, 0.0));
        let mut numbers = Vec::new();
        put(&mut numbers, u32::MAX);
        assert_eq!(Numbers(&numbers).next(), u32::MAX);
    }

    #[test]
    fn the_highest_are_kept_in_order() {
        let mut highest = [0.0; 3];
        [0.2, 0.9, 0.1, 0.5].into_iter().for_each(|number| insert(&mut highest, number));
        assert_eq!(highest, [0.9, 0.5, 0.2]);
    }
}
