//! The exact ids of the last updates, so that a redelivered one is not decided twice.
//!
//! Never true of this file: order is read from the ids (Telegram restarts them at random after a silent week); a page
//! does not fit a record; what is remembered grows without bound.

use crate::domain::Moment;
use crate::domain::limits::{
    SEEN_FOR_MS, SEEN_IDS_MAX, SEEN_PAGE_IDS_MAX, SEEN_PAGE_IDS_SMALL, SEEN_PAGES_FORGOTTEN, SEEN_PAGES_KEPT,
};
use crate::store::records::SeenPages;
use std::collections::{HashSet, VecDeque};

/// See the file's header. Ids lie on pages as they came; a page has a place of its own in the store, each one behind
/// the last, so that a start finds them in their order.
#[derive(Default)]
pub struct Seen {
    ids: HashSet<i64>,
    pages: VecDeque<Page>,
    now: Vec<i64>,
}

struct Page {
    place: u64,
    /// When the last of its ids came, or when the bot started.
    at: Moment,
    ids: Vec<i64>,
}

/// What a commit writes and removes.
#[derive(Default)]
pub struct Turned {
    pub written: SeenPages,
    pub forgotten: Vec<u64>,
}

impl Seen {
    /// With the pages that the store remembers. They count as new: nothing on disk tells when they were written.
    pub fn new(remembered: SeenPages, now: Moment) -> Self {
        let ids = remembered.iter().flat_map(|(_, ids)| ids).copied().collect();
        let pages = remembered.into_iter().map(|(place, ids)| Page { place, at: now, ids });
        Self { ids, pages: pages.collect(), now: Vec::new() }
    }

    pub fn contains(&self, id: i64) -> bool {
        self.ids.contains(&id)
    }

    pub fn add(&mut self, id: i64) {
        if self.ids.insert(id) {
            self.now.push(id);
        }
    }

    /// Puts the ids since the last turn on pages, and forgets old ones in exchange. `None` without new ids.
    /// `now` never goes back.
    pub fn turn(&mut self, now: Moment) -> Option<Turned> {
        let mut turned = Turned::default();
        let new = std::mem::take(&mut self.now);
        if new.is_empty() {
            return None;
        }
        match self.pages.back_mut() {
            // Most commits bring one id or two, and a record has a least size.
            Some(last) if last.ids.len() + new.len() <= SEEN_PAGE_IDS_SMALL => {
                last.ids.extend(new);
                last.at = now;
                turned.written.push((last.place, last.ids.clone()));
            }
            Some(_) | None => {
                let behind = self.pages.back().map_or(0, |last| last.place + 1);
                for (place, ids) in (behind..).zip(new.chunks(SEEN_PAGE_IDS_MAX)) {
                    turned.written.push((place, ids.to_vec()));
                    self.pages.push_back(Page { place, at: now, ids: ids.to_vec() });
                }
            }
        }
        self.forget(now, &mut turned);
        Some(turned)
    }

    fn forget(&mut self, now: Moment, turned: &mut Turned) {
        let mut of_age = SEEN_PAGES_FORGOTTEN;
        while let Some(oldest) = self.pages.front() {
            let is_old = self.pages.len() > SEEN_PAGES_KEPT && now.since_ms(oldest.at) > SEEN_FOR_MS;
            let too_many = self.ids.len() > SEEN_IDS_MAX;
            if !too_many && (!is_old || of_age == 0) {
                break;
            }
            of_age = of_age.saturating_sub(1);
            turned.forgotten.push(oldest.place);
            for id in self.pages.pop_front().into_iter().flat_map(|page| page.ids) {
                self.ids.remove(&id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::store::records::SeenPage;
    use crate::vault::MAX_PLAIN;
    use std::collections::BTreeMap;

    const NOW: Moment = Moment(1_800_000_000_000);

    /// The pages as a store keeps them.
    #[derive(Default)]
    struct Shelf(BTreeMap<u64, Vec<i64>>);

    impl Shelf {
        fn keep(&mut self, turned: Option<Turned>) {
            let turned = turned.unwrap();
            self.0.extend(turned.written);
            self.0.retain(|place, _| !turned.forgotten.contains(place));
        }

        fn read(&self) -> SeenPages {
            self.0.clone().into_iter().collect()
        }
    }

    fn add_all(seen: &mut Seen, ids: impl Iterator<Item = i64>) {
        ids.for_each(|id| seen.add(id));
    }

    #[test]
    fn ids_are_known_for_an_hour_and_until_enough_later_pages_came() {
        let (mut seen, mut shelf) = (Seen::new(vec![(3, vec![7])], NOW), Shelf::default());
        let page = i64::try_from(SEEN_PAGE_IDS_SMALL).unwrap();
        let mut next = 1_000;
        let mut fill = |seen: &mut Seen, shelf: &mut Shelf, pages: usize, now: Moment| {
            for _ in 0..pages {
                add_all(seen, next..next + page);
                shelf.keep(seen.turn(now));
                next += page;
            }
        };
        fill(&mut seen, &mut shelf, 2 * SEEN_PAGES_KEPT, NOW.plus_ms(SEEN_FOR_MS));
        assert!(seen.contains(7), "within the hour, whatever came after it");
        fill(&mut seen, &mut shelf, 1, NOW.plus_ms(SEEN_FOR_MS + 1));
        assert!(!seen.contains(7) && seen.contains(1_000));
        let later = NOW.plus_ms(9 * SEEN_FOR_MS);
        fill(&mut seen, &mut shelf, SEEN_PAGES_KEPT, later);
        assert_eq!(seen.pages.len(), SEEN_PAGES_KEPT, "little by little all old ones went");
        assert_eq!(shelf.0.len(), SEEN_PAGES_KEPT, "from the store as well");
        fill(&mut seen, &mut shelf, SEEN_PAGES_KEPT - 1, later.plus_ms(9 * SEEN_FOR_MS));
        let oldest = seen.pages.front().unwrap();
        assert_eq!(oldest.at, later, "however old, as many pages as ever stay");
    }

    #[test]
    fn however_many_come_the_oldest_give_way_and_every_page_fits_a_record() {
        let (mut seen, mut shelf) = (Seen::default(), Shelf::default());
        let max = i64::try_from(SEEN_IDS_MAX).unwrap();
        // Ids with the longest spelling.
        add_all(&mut seen, (0..max).map(|id| i64::MIN + id));
        shelf.keep(seen.turn(NOW));
        assert_eq!(seen.ids.len(), SEEN_IDS_MAX);
        for (_, ids) in shelf.read() {
            assert!(postcard::to_stdvec(&SeenPage { ids }).unwrap().len() <= MAX_PLAIN);
        }
        seen.add(5);
        shelf.keep(seen.turn(NOW));
        assert!(seen.ids.len() <= SEEN_IDS_MAX && seen.contains(5) && !seen.contains(i64::MIN));
        let again = Seen::new(shelf.read(), NOW);
        assert_eq!(again.ids, seen.ids, "and a start knows the same");
    }

    #[test]
    fn single_ids_share_a_page_and_keep_their_order_through_starts() {
        let (mut seen, mut shelf) = (Seen::default(), Shelf::default());
        for id in 0..1_000 {
            seen.add(id);
            shelf.keep(seen.turn(NOW));
            if id % 7 == 0 {
                seen = Seen::new(shelf.read(), NOW);
            }
        }
        assert_eq!(shelf.0.len(), 1_000 / SEEN_PAGE_IDS_SMALL);
        let ids: Vec<i64> = shelf.read().into_iter().flat_map(|(_, ids)| ids).collect();
        assert_eq!(ids, (0..1_000).collect::<Vec<_>>());
        assert!(seen.turn(NOW.plus_ms(9 * SEEN_FOR_MS)).is_none(), "nothing new, nothing to write");
    }

    #[test]
    fn ids_that_go_down_are_new_all_the_same() {
        let mut seen = Seen::new(vec![(0, vec![900_000_000])], NOW);
        assert!(!seen.contains(12));
        seen.add(12);
        assert!(seen.contains(12));
    }
}
