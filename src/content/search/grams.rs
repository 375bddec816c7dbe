//! The groups of three letters that lines hold: how rare each is, and which pages hold it.
//!
//! Never true of this file: a group that many pages hold costs a search more than one that few do.

use super::lines::Rows;
use super::spelling::GRAMS;

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

/// The logarithm of how rare a group is that so many of all lines hold; 0 when it says nothing.
fn rarity(count: u32, lines: usize) -> f32 {
    let (count, all) = (count as f32, lines as f32);
    if count > all * COMMON_GRAM { 0.0 } else { (all / count).ln() }
}
