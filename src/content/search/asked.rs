//! One text, as lines are asked for it: what each term, word and group of letters of a line is worth.
//!
//! A thousand cards are told apart in half a millisecond because a word that many lines share is looked at once, and a line
//! that cannot be among the nearest is not added up letter by letter.
//!
//! Never true of this file: a line is left out that would have counted.

use super::grams::{Grams, Spelt};
use super::lexicon::Term;
use super::lines::{Lines, Numbers};
use super::names::Names;
use super::spelling::{GRAMS, SYMBOLS, gram_across, gram_ids};

/// Bits of one number of a set.
const BITS: usize = u64::BITS as usize;
/// What one text asks of lines.
pub(super) struct Asked {
    /// For each term: what a line gains that has it.
    terms: Vec<f32>,
    /// A bit for each group of letters there is, set for those of the text: most groups of a line are none of them, and
    /// are told so from a few kilobytes that stay at the processor's hand.
    has: Vec<u64>,
    /// The groups of letters of the text, in order.
    grams: Vec<Gram>,
    /// What a line gains by a word that ends so before one that begins so, by the symbols of both letters.
    across: Vec<f32>,
    /// For each word of the cards its place in `seen`, plus 1; 0 for one that was not met yet. Many lines have the same.
    places: Vec<u32>,
    seen: Vec<Seen>,
    /// The places in `grams` of the own groups of the words that were met, word by word as they follow each other.
    own: Vec<u32>,
    /// The line that is looked at: places in `seen`.
    line: Vec<u32>,
    meaning_length: f32,
    letters_length: f32,
}

/// A word of a line, as one text sees it.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Its own groups are this part of [`Asked::own`].
    start: u32,
    end: u32,
    /// What a line gains by them that has each of them once.
    gain: f32,
    /// The symbols of its first and its last letter.
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

/// How much more a sum may be than the same numbers summed up in another order: far more than it ever is.
const ROUNDING: f32 = 1.001;

impl Asked {
    /// Terms with how sure each is, the groups of letters in order, and the square of what nobody knows. `words` is how
    /// many words the cards have.
    pub(super) fn new(
        lines: &Lines,
        terms: &[(Term, f32)],
        grams: &[u32],
        of_gram: &Grams,
        unknown_square: f32,
        words: usize,
    ) -> Asked {
        let mut asked = Asked {
            terms: vec![0.0; lines.terms()],
            has: vec![0; GRAMS.div_ceil(BITS)],
            grams: Vec::with_capacity(grams.len()),
            across: vec![0.0; SYMBOLS * SYMBOLS],
            places: vec![0; words],
            seen: Vec::new(),
            own: Vec::new(),
            line: Vec::new(),
            meaning_length: unknown_square,
            letters_length: 0.0,
        };
        for (term, surety) in terms {
            let rarity = lines.rarity_of_term(*term);
            asked.meaning_length += (surety * rarity).powi(2);
            if let Some(gain) = asked.terms.get_mut(*term as usize) {
                *gain = surety * rarity * rarity;
            }
        }
        for id in grams {
            let gain = of_gram.rarity(*id).powi(2);
            asked.letters_length += gain;
            if gain > 0.0 {
                asked.has_gram(*id, gain);
            }
        }
        asked.meaning_length = asked.meaning_length.sqrt();
        asked.letters_length = asked.letters_length.sqrt();
        asked
    }

    fn has_gram(&mut self, id: u32, gain: f32) {
        let (last, rest) = (id as usize / (SYMBOLS * SYMBOLS), id as usize % (SYMBOLS * SYMBOLS));
        // A space between two letters.
        if let (true, Some(across)) = (rest < SYMBOLS, self.across.get_mut(last * SYMBOLS + rest)) {
            *across = gain;
        }
        if let Some(bits) = self.has.get_mut(id as usize / BITS) {
            *bits |= 1 << (id as usize % BITS);
            self.grams.push(Gram { id, gain, met: u32::MAX });
        }
    }

    pub(super) fn gain_of_term(&self, term: Term) -> f32 {
        self.terms.get(term as usize).copied().unwrap_or_default()
    }

    /// How near a line lies by its terms, from their gain and its length.
    pub(super) fn by_meaning(&self, gain: f32, length: f32) -> f32 {
        cosine(gain, self.meaning_length * length)
    }

    /// How near a line lies by its letters; 0 for one that is certainly not nearer than `farthest`.
    pub(super) fn by_letters(
        &mut self,
        line: u32,
        length: f32,
        count: u32,
        numbers: &mut Numbers<'_>,
        spelt: &Spelt,
        farthest: f32,
    ) -> f32 {
        let lengths = self.letters_length * length;
        let most = self.read(count, numbers, spelt);
        // Few lines can come among the nearest at all.
        if cosine(most * ROUNDING, lengths) > farthest { cosine(self.letters(line), lengths) } else { 0.0 }
    }

    /// The same of a line of which only the beginning counts.
    pub(super) fn by_letters_of_long(
        &mut self,
        line: u32,
        length: f32,
        count: u32,
        numbers: &mut Numbers<'_>,
        words: &Names,
    ) -> f32 {
        let (mut product, mut text) = (0.0, Vec::new());
        numbers.text(count, words, &mut text);
        for id in gram_ids(&text) {
            if has(&self.has, id) {
                product += self.gain(line, id);
            }
        }
        cosine(product, self.letters_length * length)
    }

    /// Reads the words of a line; gives the most that it can gain by its letters.
    fn read(&mut self, count: u32, numbers: &mut Numbers<'_>, spelt: &Spelt) -> f32 {
        self.line.clear();
        let (mut most, mut before) = (0.0, None);
        for _ in 0..count {
            let place = self.place_of(numbers.next(), spelt);
            self.line.push(place);
            let seen = self.seen.get(place as usize).copied().unwrap_or_default();
            most += seen.gain;
            if let Some(last) = before.replace(seen.last) {
                most += self.gain_across(last, seen.first);
            }
        }
        most
    }

    fn gain_across(&self, last: u8, first: u8) -> f32 {
        self.across.get(usize::from(last) * SYMBOLS + usize::from(first)).copied().unwrap_or_default()
    }

    /// The gain of the line that was read by its letters: that of each word, and that of the end of one with the beginning
    /// of the next.
    fn letters(&mut self, line: u32) -> f32 {
        let (mut product, mut before) = (0.0, None);
        for at in 0..self.line.len() {
            let place = self.line.get(at).map_or(usize::MAX, |place| *place as usize);
            let seen = self.seen.get(place).copied().unwrap_or_default();
            if let Some(last) = before.replace(seen.last)
                && self.gain_across(last, seen.first) > 0.0
            {
                product += self.gain(line, gram_across(last, seen.first));
            }
            for place in self.own.get(seen.start as usize..seen.end as usize).unwrap_or_default() {
                if let Some(gram) = self.grams.get_mut(*place as usize) {
                    product += gram.gain_in(line);
                }
            }
        }
        product
    }

    /// The place of a word in `seen`.
    fn place_of(&mut self, word: u32, spelt: &Spelt) -> u32 {
        let known = self.places.get(word as usize).copied().unwrap_or_default();
        known.checked_sub(1).unwrap_or_else(|| self.meet(word, spelt))
    }

    /// A word for the first time.
    fn meet(&mut self, word: u32, spelt: &Spelt) -> u32 {
        let (first, last) = spelt.edges(word);
        let mut seen = Seen { start: self.own.len() as u32, end: 0, gain: 0.0, first, last };
        for id in spelt.own(word).iter().map(|id| usize::from(*id)).filter(|id| has(&self.has, *id)) {
            if let Some((place, gram)) = self.place(id).and_then(|place| Some((place, self.grams.get(place)?))) {
                seen.gain += gram.gain;
                self.own.push(place as u32);
            }
        }
        seen.end = self.own.len() as u32;
        self.seen.push(seen);
        if let Some(place) = self.places.get_mut(word as usize) {
            *place = self.seen.len() as u32;
        }
        self.seen.len() as u32 - 1
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

#[cfg(test)]
mod tests {
    use super::super::lines::Written;
    use super::super::rows::Rows;
    use super::super::spelling::grams;
    use super::*;

    /// Lines of one page each, and of each how near it lies: by all its letters, and as it is found.
    #[test]
    fn a_line_that_is_passed_over_would_not_have_been_among_the_nearest() {
        let lines =
            ["mag de politie dat", "mag dat", "moet ik mee naar het bureau", "de politie mag dat niet", "zonder"];
        let mut names = Names::default();
        let mut written = Written::new(0);
        let (mut counts, mut of_page) = (vec![0; GRAMS], Vec::new());
        for line in lines {
            let words: Vec<u32> = line.split(' ').map(|word| names.add(word)).collect();
            written.line(&[], &words, false);
            let of_line = grams(line);
            of_line.iter().for_each(|gram| counts[*gram as usize] += 1);
            of_page.extend(of_line);
        }
        written.page_done();
        of_page.sort_unstable();
        of_page.dedup();
        let mut pages = Rows::default();
        pages.push_all(of_page.iter().map(|gram| u16::try_from(*gram).expect("a group")));
        // So many lines that no group is too common to count.
        let of_gram = Grams::new(&counts, 100, &pages);
        let lines_kept = Lines::new(written, |_, _| 0.0);
        let spelt = Spelt::of(&names);
        let lengths = lines_kept.measure(&[0], &names, &spelt, &of_gram.rarities());
        let lines_kept = lines_kept.measured(lengths);
        let text = "magde politie da";
        let mut asked = Asked::new(&lines_kept, &[], &grams(text), &of_gram, 0.0, names.len());
        let mut near = super::super::Nearness::default();
        lines_kept.look(0, &names, &spelt, &mut asked, &mut near);
        let cosine_of = |line: &str| {
            let (asked, held) = (grams(text), grams(line));
            let square = |grams: &[u32]| grams.iter().map(|gram| of_gram.rarity(*gram).powi(2)).sum::<f32>();
            let shared: Vec<u32> = asked.iter().copied().filter(|gram| held.contains(gram)).collect();
            square(&shared) / (square(&asked) * square(&held)).sqrt()
        };
        let mut wanted = lines.map(cosine_of);
        wanted.sort_by(|one, other| other.total_cmp(one));
        assert!(wanted[1] > 0.1 && wanted[2] > 0.0, "the control: more lines are near than are kept");
        for (found, wanted) in near.letters.into_iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-5, "{found} {wanted}");
        }
    }
}
