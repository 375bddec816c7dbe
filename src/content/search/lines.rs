//! The lines of all pages: what each says, and how near a text lies to it.
//!
//! Lines are kept as the numbers of their words, not as lists of all that stands in them: a thousand cards have tens of
//! thousands of lines, and only those of a few pages are ever looked at for one text. They are packed page by page, each
//! line as the count of its terms and by how much each is higher than the one before, and the count of its words and
//! their numbers; small numbers take one byte.
//!
//! Never true of this file: a line reads otherwise than it was written.

use super::Nearness;
use super::grams::Grams;
use super::lexicon::Term;
use super::names::Names;
use super::spelling::{GRAMS, LETTERS_MAX, gram_across, gram_ids};
use std::ops::Range;

/// Bits of one number of a set.
const BITS: usize = u64::BITS as usize;

/// Items of rows of any length, end to end.
#[derive(Clone)]
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

    /// Items that come with the number of their row. They are asked for twice: to be counted, and to be placed.
    pub(super) fn gathered<Items: Iterator<Item = (u32, T)>>(rows: usize, items: impl Fn() -> Items) -> Self
    where
        T: Default,
    {
        let mut ends = vec![0_u32; rows];
        let mut all = 0;
        for (row, _) in items() {
            if let Some(count) = ends.get_mut(row as usize) {
                *count += 1;
                all += 1;
            }
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut placed = vec![T::default(); all];
        for (row, item) in items() {
            let Some(end) = ends.get_mut(row as usize) else { continue };
            if let Some(place) = placed.get_mut(*end as usize) {
                *place = item;
            }
            *end += 1;
        }
        Self { items: placed, ends }
    }

    pub(super) fn into_parts(self) -> (Vec<T>, Vec<u32>) {
        (self.items, self.ends)
    }

    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

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

    /// A line: its terms in order, each once, its words, and how many bytes it takes when it is written out.
    pub(super) fn line(&mut self, terms: &[Term], words: &[u32], bytes: usize) {
        put(&mut self.page, terms.len() as u32);
        let mut before = 0;
        for term in terms {
            put(&mut self.page, term - before);
            before = *term;
            if let Some(count) = self.with_term.get_mut(*term as usize) {
                *count += 1;
            }
        }
        put(&mut self.page, (words.len() as u32) << 1 | u32::from(bytes > LETTERS_MAX));
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
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> u32 {
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
    fn text(&mut self, count: u32, words: &Names, line: &mut Vec<u8>) {
        line.clear();
        for number in 0..count {
            if number > 0 {
                line.push(b' ');
            }
            line.extend_from_slice(words.bytes(self.next()));
        }
    }
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
    /// What was seen of each word in a line; many lines have the same ones.
    words: Vec<Option<Seen>>,
    /// For each row that [`Seen`] names the places in `grams` of a word's own groups, as they follow each other.
    own: Rows<u32>,
    meaning_length: f32,
    letters_length: f32,
}

/// A word of a line, as one text sees it.
#[derive(Clone, Copy)]
struct Seen {
    /// Its own groups are this row of [`Asked::own`].
    row: u32,
    first: u8,
    last: u8,
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
    /// `rarity` of a term by how many lines have it, of how many. The lengths come with [`Lines::measured`].
    pub(super) fn new(written: Written, rarity: impl Fn(f32, f32) -> f32) -> Self {
        let Written { mut packed, page_ends, lines, with_term, .. } = written;
        packed.shrink();
        let of_term = with_term.iter().map(|count| rarity(*count as f32, lines as f32)).collect();
        Self { packed, page_ends, of_term, lengths: Vec::new() }
    }

    /// The lengths of the lines of some pages, from the rarity of every group of letters.
    pub(super) fn measure(&self, pages: &[usize], words: &Names, of_gram: &[f32]) -> Vec<(f32, f32)> {
        let mut met = vec![u32::MAX; GRAMS];
        let mut lengths = Vec::new();
        let mut text = Vec::new();
        for page in pages {
            let mut numbers = Numbers(self.packed.row(*page));
            for line in self.places(*page) {
                let (mut meaning, mut letters) = (0.0, 0.0);
                numbers.terms(|term| meaning += self.rarity_of_term(term).powi(2));
                let (count, _) = numbers.words();
                numbers.text(count, words, &mut text);
                for gram in gram_ids(&text) {
                    if let (Some(met), Some(rarity)) = (met.get_mut(gram), of_gram.get(gram))
                        && *met != line as u32
                    {
                        *met = line as u32;
                        letters += rarity * rarity;
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

    /// Terms with how sure each is, the groups of letters in order, and the square of what nobody knows.
    pub(super) fn ask(&self, terms: &[(Term, f32)], grams: &[u32], of_gram: &Grams, unknown_square: f32) -> Asked {
        let mut asked = Asked {
            terms: vec![0.0; self.of_term.len()],
            has: vec![0; GRAMS.div_ceil(BITS)],
            grams: Vec::with_capacity(grams.len()),
            words: Vec::new(),
            own: Rows::default(),
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
            let gain = of_gram.rarity(*id).powi(2);
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
    pub(super) fn look(&self, page: usize, words: &Names, asked: &mut Asked, near: &mut Nearness) {
        let mut numbers = Numbers(self.packed.row(page));
        for line in self.places(page) {
            let Some((meaning_length, letters_length)) = self.lengths.get(line) else { continue };
            let mut meaning = 0.0;
            numbers.terms(|term| meaning += asked.terms.get(term as usize).copied().unwrap_or_default());
            let letters = match numbers.words() {
                (count, false) => asked.letters(line as u32, count, &mut numbers, words),
                (count, true) => asked.letters_of_long(line as u32, count, &mut numbers, words),
            };
            insert(&mut near.meaning, cosine(meaning, asked.meaning_length * meaning_length));
            insert(&mut near.letters, cosine(letters, asked.letters_length * letters_length));
        }
    }
}

impl Asked {
    /// The gain of a line by its letters: that of each word, and that of the end of one with the beginning of the next.
    fn letters(&mut self, line: u32, count: u32, numbers: &mut Numbers<'_>, words: &Names) -> f32 {
        let mut product = 0.0;
        let mut before: Option<Seen> = None;
        for _ in 0..count {
            let seen = self.seen(numbers.next(), words);
            if let Some(across) = before.map(|before| gram_across(before.last, seen.first))
                && has(&self.has, across)
            {
                product += self.gain(line, across);
            }
            for place in self.own.row(seen.row as usize) {
                if let Some(gram) = self.grams.get_mut(*place as usize) {
                    product += gram.gain_in(line);
                }
            }
            before = Some(seen);
        }
        product
    }

    /// The same of a line of which only the beginning counts.
    fn letters_of_long(&mut self, line: u32, count: u32, numbers: &mut Numbers<'_>, words: &Names) -> f32 {
        let (mut product, mut text) = (0.0, Vec::new());
        numbers.text(count, words, &mut text);
        for id in gram_ids(&text) {
            if has(&self.has, id) {
                product += self.gain(line, id);
            }
        }
        product
    }

    fn seen(&mut self, word: u32, words: &Names) -> Seen {
        if let Some(Some(seen)) = self.words.get(word as usize) {
            return *seen;
        }
        let letters = words.bytes(word);
        let has = gram_ids(letters).filter(|id| has(&self.has, *id));
        let own: Vec<u32> = has.filter_map(|id| self.place(id)).map(|place| place as u32).collect();
        // Most words have none: they share the first row.
        if self.own.len() == 0 {
            self.own.push(&[]);
        }
        let row = if own.is_empty() { 0 } else { self.own.len() as u32 };
        if !own.is_empty() {
            self.own.push(&own);
        }
        let edge = |letter: Option<&u8>| letter.copied().unwrap_or_default();
        let seen = Seen { row, first: edge(letters.first()), last: edge(letters.last()) };
        self.words.resize(self.words.len().max(words.len()), None);
        if let Some(kept) = self.words.get_mut(word as usize) {
            *kept = Some(seen);
        }
        seen
    }

    fn place(&self, id: usize) -> Option<usize> {
        self.grams.binary_search_by(|gram| (gram.id as usize).cmp(&id)).ok()
    }

    fn gain(&mut self, line: u32, id: usize) -> f32 {
        let gram = self.place(id).and_then(|place| self.grams.get_mut(place));
        gram.map_or(0.0, |gram| gram.gain_in(line))
    }
}

impl Gram {
    /// What a line gains by it, the first time that it is met there.
    fn gain_in(&mut self, line: u32) -> f32 {
        if std::mem::replace(&mut self.met, line) == line { 0.0 } else { self.gain }
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
        let gathered = Rows::gathered(3, || [(2, 'a'), (0, 'b'), (2, 'c')].into_iter());
        assert_eq!(gathered.iter().collect::<Vec<_>>(), [&['b'][..], &[], &['a', 'c']]);
    }

    #[test]
    fn lines_read_as_they_were_written() {
        let mut words = Names::default();
        let numbers: Vec<u32> = (0..300).map(|number| words.add(&format!("w{number}"))).collect();
        let (mut written, mut others) = (Written::new(20_000), Written::new(20_000));
        written.line(&[0, 127, 128, 19_999], &[numbers[299], numbers[0]], 7);
        written.line(&[], &[], 0);
        written.page_done();
        others.page_done();
        others.line(&[5], &[numbers[7]], LETTERS_MAX + 1);
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
