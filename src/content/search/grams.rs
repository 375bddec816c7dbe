//! The groups of three letters that lines hold: how rare each is, and which pages hold it.
//!
//! Never true of this file: a group that many pages hold costs a search more than one that few do.

use super::names::Names;
use super::rows::Rows;
use super::spelling::{GRAMS, edges, gram_across, gram_ids};

/// The weight of a group of letters that no line holds, beside the logarithms of those that some do.
const UNKNOWN_GRAM: f32 = 3.0;
/// Groups of letters in more than this part of all lines say nothing.
const COMMON_GRAM: f32 = 0.1;
/// Groups of letters on more pages than this, or than this part of them, do not help to choose among them.
const COMMON_PAGES: usize = 24;
const COMMON_PART: usize = 20;

/// See the file's header. Only of those that some line holds, in order: a fifth of all there can be.
pub(super) struct Grams {
    ids: Vec<u16>,
    rarity: Vec<f32>,
    pages: Rows<u16>,
}

impl Grams {
    /// From how many of all lines hold each, and those of each page, once.
    pub(super) fn new(lines_with_gram: &[u32], lines: usize, of_pages: &Rows<u16>) -> Self {
        let held = (0..).zip(lines_with_gram).filter(|(_, count)| **count > 0);
        let (ids, counts): (Vec<u16>, Vec<u32>) = held.unzip();
        let rarity = counts.iter().map(|count| rarity(*count, lines)).collect();
        let most = (of_pages.len() / COMMON_PART).max(COMMON_PAGES);
        let mut held_by = vec![0_usize; GRAMS];
        for gram in of_pages.iter().flatten() {
            if let Some(pages) = held_by.get_mut(usize::from(*gram)) {
                *pages += 1;
            }
        }
        let mut places = vec![u32::MAX; GRAMS];
        for (place, id) in (0..).zip(&ids) {
            let id = usize::from(*id);
            if let Some(kept) = places.get_mut(id).filter(|_| held_by.get(id).is_some_and(|pages| *pages <= most)) {
                *kept = place;
            }
        }
        let place = |gram: &u16| places.get(usize::from(*gram)).copied().filter(|place| *place < u32::MAX);
        let pages_of = |(page, grams): (u16, &[u16])| -> Vec<(u32, u16)> {
            grams.iter().filter_map(place).map(|place| (place, page)).collect()
        };
        let pages = Rows::gathered(ids.len(), || (0..).zip(of_pages.iter()).flat_map(pages_of));
        Self { ids, rarity, pages }
    }

    fn place(&self, gram: u32) -> Option<usize> {
        self.ids.binary_search(&u16::try_from(gram).ok()?).ok()
    }

    pub(super) fn rarity(&self, gram: u32) -> f32 {
        self.place(gram).and_then(|place| self.rarity.get(place)).copied().unwrap_or(UNKNOWN_GRAM)
    }

    /// The rarity of every group there can be.
    pub(super) fn rarities(&self) -> Vec<f32> {
        let mut rarities = vec![UNKNOWN_GRAM; GRAMS];
        for (id, rarity) in self.ids.iter().zip(&self.rarity) {
            if let Some(kept) = rarities.get_mut(usize::from(*id)) {
                *kept = *rarity;
            }
        }
        rarities
    }

    /// The pages that hold a group, unless many do.
    pub(super) fn pages(&self, gram: u32) -> &[u16] {
        self.place(gram).map(|place| self.pages.row(place)).unwrap_or_default()
    }
}

/// The groups of letters of words, by the numbers of the words: those of a line are theirs, and those across two words.
#[derive(Default)]
pub(super) struct Spelt {
    own: Rows<u16>,
    /// The symbols of the first and the last letter.
    edges: Vec<(u8, u8)>,
}

impl Spelt {
    pub(super) fn of(names: &Names) -> Self {
        let mut spelt = Self::default();
        (0..names.len() as u32).for_each(|number| spelt.push(names.bytes(number)));
        spelt.own.shrink();
        spelt.edges.shrink_to_fit();
        spelt
    }

    /// The next word.
    pub(super) fn push(&mut self, word: &[u8]) {
        self.own.push_all(gram_ids(word).map(|gram| gram as u16));
        self.edges.push(edges(word));
    }

    pub(super) fn len(&self) -> usize {
        self.edges.len()
    }

    /// Calls `tell` with the groups of a line in turn, as [`gram_ids`] finds them in a short one that is written out.
    pub(super) fn each(&self, words: impl IntoIterator<Item = u32>, mut tell: impl FnMut(usize)) {
        let mut before = None;
        for word in words {
            let (first, last) = self.edges(word);
            if let Some(before) = before.replace(last) {
                tell(gram_across(before, first));
            }
            self.own(word).iter().for_each(|gram| tell(usize::from(*gram)));
        }
    }

    /// The groups of one word.
    pub(super) fn own(&self, word: u32) -> &[u16] {
        self.own.row(word as usize)
    }

    pub(super) fn edges(&self, word: u32) -> (u8, u8) {
        self.edges.get(word as usize).copied().unwrap_or_default()
    }
}

/// The logarithm of how rare a group is that so many of all lines hold; 0 when it says nothing.
fn rarity(count: u32, lines: usize) -> f32 {
    let (count, all) = (count as f32, lines as f32);
    if count > all * COMMON_GRAM { 0.0 } else { (all / count).ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_a_line_are_those_of_its_words_and_those_across() {
        let mut names = Names::default();
        let line = "a mag de politie in mijn 2 ée gsm";
        let words: Vec<u32> = line.split(' ').map(|word| names.add(word)).collect();
        let mut found = Vec::new();
        Spelt::of(&names).each(words, |gram| found.push(gram));
        assert_eq!(found, gram_ids(line.as_bytes()).collect::<Vec<_>>());
        Spelt::default().each([], |_| panic!("nothing is nothing"));
    }
}
