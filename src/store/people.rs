//! The list of people: who asked what (in RAM, from the routes of the cases), and what is known of whom (on pages).
//!
//! Never true of this file: a record on disk names a person, or ties two things of one person together for longer than
//! a night. The store's files keep for ever what one commit wrote side by side, so whatever is written about somebody
//! beside a case is a page of its own under a random id and tonight's key. Every night all pages are written anew, in
//! commits that hold nothing else, and the night's key is destroyed.

use super::records::{FreshList, PersonPage};
use super::tables::{Outbox, Persons};
use super::{Store, StoreError};
use crate::domain::limits::{
    FRESH_LIST_EVERY_MS, FRESH_LIST_MS_PER_PERSON, PAGES_PER_COMMIT, PAGES_PER_PERSON_MAX, REMEMBERED_MESSAGES_MAX,
    SHORT_LIST_MAX, WIPED_LIST_EVERY_MS,
};
use crate::domain::moment::HOUR_MS;
use crate::domain::person::Person;
use crate::domain::{CaseId, DraftId, Entropy, Moment, PageId, PersonId};
use crate::vault::{Address, KeyClass, KeyRef, Slot};
use std::collections::{BTreeSet, HashMap};

/// Messages older than this cannot be deleted in the channel, and are not remembered.
const DELETABLE_HOURS: u32 = 48;

/// What the index must know of a page without opening it.
#[derive(Clone, Copy)]
pub struct PageHead {
    address: Address,
    seq: u64,
    tells: bool,
}

impl PageHead {
    pub fn of(page: &PersonPage) -> Self {
        Self { address: page.address, seq: page.seq, tells: page.person.is_some() }
    }

    pub(super) fn address(&self) -> Address {
        self.address
    }
}

/// A short list in order. Almost everybody has one case and one page, and one thing needs no room of its own.
enum Few<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T: Ord + Copy> Few<T> {
    fn as_slice(&self) -> &[T] {
        match self {
            Few::One(one) => std::slice::from_ref(one),
            Few::Many(many) => many,
        }
    }

    fn insert(&mut self, new: T) {
        let Err(at) = self.as_slice().binary_search(&new) else { return };
        match self {
            Few::Many(many) if many.is_empty() => *self = Few::One(new),
            Few::Many(many) => many.insert(at, new),
            Few::One(one) => *self = Few::Many(if at == 0 { vec![new, *one] } else { vec![*one, new] }),
        }
    }

    fn remove(&mut self, old: &T) {
        let Ok(at) = self.as_slice().binary_search(old) else { return };
        match self {
            Few::One(_) => *self = Self::default(),
            Few::Many(many) => drop(many.remove(at)),
        }
    }
}

#[derive(Default)]
struct Known {
    /// Cases whose route leads here.
    cases: Few<CaseId>,
    /// Pages in the order in which they were written.
    pages: Few<(u64, PageId, bool)>,
}

impl Known {
    fn is_empty(&self) -> bool {
        self.cases.as_slice().is_empty() && self.pages.as_slice().is_empty()
    }
}

/// See the file's header. RAM only, rebuilt at every start.
#[derive(Default)]
pub struct People {
    known: HashMap<PersonId, Known>,
    asker_of: HashMap<CaseId, PersonId>,
    page_of: HashMap<PageId, (PersonId, u64, bool)>,
    sent_as: HashMap<DraftId, CaseId>,
    draft_of: HashMap<CaseId, DraftId>,
}

impl People {
    /// So many links and pages are about to come: what grows step by step leaves holes in memory.
    pub(super) fn expect(&mut self, linked: usize, pages: usize) {
        self.known.reserve(linked.max(pages));
        self.asker_of.reserve(linked);
        self.page_of.reserve(pages);
    }

    /// Is anything kept of this person?
    pub fn knows(&self, person: PersonId) -> bool {
        self.known.contains_key(&person)
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The person's cases whose link still stands, in no order.
    pub fn cases_of(&self, person: PersonId) -> impl Iterator<Item = CaseId> {
        self.known.get(&person).into_iter().flat_map(|known| known.cases.as_slice().iter().copied())
    }

    /// Every case whose link still stands.
    pub fn linked(&self) -> impl Iterator<Item = CaseId> {
        self.asker_of.keys().copied()
    }

    /// Who asked a case. `None` once the link is severed.
    pub fn asker_of(&self, case: CaseId) -> Option<PersonId> {
        self.asker_of.get(&case).copied()
    }

    /// The case into which a draft went, while its link stands and nothing was sent to it later.
    pub fn sent_as(&self, draft: DraftId) -> Option<CaseId> {
        self.sent_as.get(&draft).copied()
    }

    pub(super) fn set_case(&mut self, case: CaseId, asker: Option<PersonId>, sent: Option<DraftId>) {
        if let Some(old) = self.asker_of.remove(&case) {
            if let Some(known) = self.known.get_mut(&old) {
                known.cases.remove(&case);
            }
            self.forget_if_empty(old);
        }
        if let Some(draft) = self.draft_of.remove(&case) {
            self.sent_as.remove(&draft);
        }
        let Some(asker) = asker else { return };
        self.asker_of.insert(case, asker);
        self.known.entry(asker).or_default().cases.insert(case);
        if let Some(draft) = sent {
            self.sent_as.insert(draft, case);
            self.draft_of.insert(case, draft);
        }
    }

    pub(super) fn set_page(&mut self, id: PageId, page: Option<(PersonId, PageHead)>) {
        if let Some((person, seq, tells)) = self.page_of.remove(&id) {
            if let Some(known) = self.known.get_mut(&person) {
                known.pages.remove(&(seq, id, tells));
            }
            self.forget_if_empty(person);
        }
        if let Some((person, head)) = page {
            self.page_of.insert(id, (person, head.seq, head.tells));
            self.known.entry(person).or_default().pages.insert((head.seq, id, head.tells));
        }
    }

    fn forget_if_empty(&mut self, person: PersonId) {
        if self.known.get(&person).is_some_and(Known::is_empty) {
            self.known.remove(&person);
        }
    }

    fn pages(&self, person: PersonId) -> Vec<PageId> {
        let pages = self.known.get(&person).into_iter().flat_map(|known| known.pages.as_slice());
        pages.map(|(_, id, _)| *id).collect()
    }

    fn newest_that_tells(&self, person: PersonId) -> Option<PageId> {
        let mut pages = self.known.get(&person)?.pages.as_slice().iter().rev();
        pages.find(|(_, _, tells)| *tells).map(|(_, id, _)| *id)
    }
}

/// What a night leaves behind: pages whose key is to be destroyed.
pub struct OldList {
    pages: Vec<PageId>,
    /// Of the nights before.
    pub(super) keys: BTreeSet<Slot>,
    /// The key under which everybody is written now.
    pub fresh: KeyRef,
}

impl Store {
    /// What is known of somebody, as the last kept turn left it.
    pub fn person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        let Some(page) = self.index.people.newest_that_tells(id) else { return Ok(self.guess_person(id)) };
        Ok(self.get::<Persons>(&page)?.and_then(|page| page.person))
    }

    /// Somebody with a question and without a page, as only an operator's `--accept-loss` can leave behind.
    fn guess_person(&self, id: PersonId) -> Option<Person> {
        let (_, case) = self.index.cases_of(id).into_iter().next()?;
        Some(Person { asked: true, ..Person::new(case.language, self.meta.at) })
    }

    /// Writes a page about whoever is at an address. Nothing older is touched: a page beside a case must not lead to
    /// the page beside another one.
    pub fn write_page(
        &mut self,
        address: Address,
        person: Option<Person>,
        messages: Vec<(i64, u32)>,
    ) -> Result<(), StoreError> {
        let Some(under) = self.epoch() else { return Ok(()) };
        let pages = self.index.people.pages(self.index.directory.person_at(address));
        if let Some(oldest) = pages.first().filter(|_| pages.len() >= PAGES_PER_PERSON_MAX).copied() {
            self.drop_oldest(address, oldest, &pages)?;
        }
        let page = PersonPage { address, seq: self.next_row_seq(), person, messages };
        let id = PageId::random(self.random());
        self.put_new::<Persons>(&id, &page, under)
    }

    /// What the oldest page knew of the person moves on when nothing newer knows better.
    fn drop_oldest(&mut self, address: Address, oldest: PageId, pages: &[PageId]) -> Result<(), StoreError> {
        let person = self.index.directory.person_at(address);
        let only = self.index.people.newest_that_tells(person) == Some(oldest);
        let dropped = if only { pages.get(1).copied() } else { Some(oldest) };
        match dropped {
            Some(id) => self.remove::<Persons>(&id),
            None => Ok(()),
        }
    }

    /// The messages that pages remember of somebody, with the hour in which they were seen; the oldest first.
    pub fn page_messages(&mut self, id: PersonId) -> Result<Vec<(i64, u32)>, StoreError> {
        let mut messages: Vec<(i64, u32)> = Vec::new();
        for page in self.index.people.pages(id) {
            for (message, hour) in self.get::<Persons>(&page)?.map(|page| page.messages).unwrap_or_default() {
                messages.retain(|(known, _)| *known != message);
                messages.push((message, hour));
            }
        }
        Ok(messages)
    }

    /// Removes all that pages know of somebody, and what is on its way there.
    pub fn forget_person(&mut self, id: PersonId) -> Result<(), StoreError> {
        for page in self.index.people.pages(id) {
            self.remove::<Persons>(&page)?;
        }
        for row in self.index.rows_straight_to(id) {
            self.remove::<Outbox>(&row)?;
        }
        Ok(())
    }

    /// The list is to be written anew before the night.
    pub fn want_fresh_list(&mut self, when: FreshList) {
        self.meta.fresh_list = self.meta.fresh_list.max(when);
    }

    /// Has somebody wiped everything, and the list not been written anew since?
    pub fn owes_a_goodbye(&self) -> bool {
        self.meta.fresh_list == FreshList::Now
    }

    /// When the list is to be written anew before the night, if at all. What was last done in the future was done by a
    /// clock that has been set back: nobody waits for that.
    pub fn fresh_list_due(&self, now: Moment) -> Option<Moment> {
        let people = i64::try_from(self.index.people.len()).unwrap_or(i64::MAX);
        let rest = |least: i64| least.max(people.saturating_mul(FRESH_LIST_MS_PER_PERSON));
        let after = |last: Moment, least: i64| if last > now { now } else { last.plus_ms(rest(least)) };
        match self.meta.fresh_list {
            FreshList::ByNight => None,
            FreshList::Soon => Some(after(self.meta.epoch_since, FRESH_LIST_EVERY_MS)),
            FreshList::Now => Some(self.list_renewed.map_or(now, |at| after(at, WIPED_LIST_EVERY_MS))),
        }
    }

    /// When it was last renewed counts no more, if only a goodbye asks for it.
    pub fn list_may_be_renewed(&mut self) {
        self.list_renewed = None;
    }

    /// Is the list, with the rows that are written anew beside it, short enough for a disk with room for last words?
    pub fn list_is_short(&self) -> bool {
        self.index.people.len() + self.rows_of_the_night().len() <= SHORT_LIST_MAX
    }

    /// Writes everybody on a new page under the next night's key, in random order, in commits of their own. Whoever's
    /// time is over is left out, unless the clock is doubted. [`Store::enter_night`] comes next, and then
    /// [`Store::drop_list`].
    pub fn renew_list(&mut self, now: Moment, clock_doubted: bool) -> Result<OldList, StoreError> {
        let (slot, _) = self.ring.create(KeyClass::Epoch, self.random.as_mut())?;
        self.ring_touched = true;
        let fresh = KeyRef::Ring(KeyClass::Epoch, slot);
        let mut old = OldList { pages: Vec::new(), keys: self.meta.epoch.into_iter().collect(), fresh };
        let mut everybody: Vec<PersonId> = self.index.people.known.keys().copied().collect();
        shuffle(&mut everybody, self.random.as_mut());
        for some in everybody.chunks(PAGES_PER_COMMIT) {
            for person in some {
                self.renew_person(*person, now, clock_doubted, &mut old)?;
            }
            self.keep_turn();
            self.commit(now)?;
        }
        Ok(old)
    }

    fn renew_person(
        &mut self,
        id: PersonId,
        now: Moment,
        clock_doubted: bool,
        old: &mut OldList,
    ) -> Result<(), StoreError> {
        let pages = self.index.people.pages(id);
        let mut newest: Option<PersonPage> = None;
        let hour = hour_of(now);
        let mut messages = self.page_messages(id)?;
        messages.retain(|(_, seen)| seen + DELETABLE_HOURS >= hour);
        let too_many = messages.len().saturating_sub(REMEMBERED_MESSAGES_MAX);
        messages.drain(..too_many);
        for page in pages {
            old.pages.push(page);
            if let Some(KeyRef::Ring(_, slot)) = self.key_of::<Persons>(&page)? {
                old.keys.insert(slot);
            }
            if let Some(read) = self.get::<Persons>(&page)? {
                let person = read.person.clone().or(newest.and_then(|known| known.person));
                newest = Some(PersonPage { person, ..read });
            }
        }
        let Some(mut newest) = newest else { return Ok(()) };
        if !clock_doubted {
            newest.person.as_mut().into_iter().for_each(|person| person.put_dates_right(now));
            messages.iter_mut().for_each(|(_, seen)| *seen = hour.min(*seen));
        }
        let has_case = self.index.people.cases_of(id).next().is_some();
        let has_seat = self.index.encounters.of(id).next().is_some();
        let is_over = newest.person.as_ref().is_none_or(|person| person.is_over(now, &self.index.retention));
        if is_over && !has_case && !has_seat && !clock_doubted {
            return Ok(());
        }
        let id = PageId::random(self.random());
        self.put_new::<Persons>(&id, &PersonPage { messages, ..newest }, old.fresh)
    }

    /// A fresh key is no night: what a night removes is still to be removed, as of the night before.
    pub fn night_is_owed_since(&mut self, since: Moment) {
        self.meta.epoch_since = since;
    }

    /// Removes the pages of the list before: in random order, and not beside the new ones.
    pub fn drop_list(&mut self, mut old: OldList, now: Moment) -> Result<(), StoreError> {
        shuffle(&mut old.pages, self.random.as_mut());
        for some in old.pages.chunks(PAGES_PER_COMMIT) {
            for page in some {
                self.remove::<Persons>(page)?;
            }
            self.keep_turn();
            self.commit(now)?;
        }
        Ok(())
    }
}

pub fn hour_of(now: Moment) -> u32 {
    u32::try_from(now.0 / HOUR_MS).unwrap_or_default()
}

/// Any order is as likely as any other.
fn shuffle<T>(all: &mut [T], entropy: &mut dyn Entropy) {
    for last in (1..all.len()).rev() {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        let with = u64::from_le_bytes(bytes) % (last as u64 + 1);
        all.swap(last, usize::try_from(with).unwrap_or(last));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_keeps_its_order_whatever_comes_and_goes() {
        let mut list = Few::default();
        let mut expected = std::collections::BTreeSet::new();
        // Every number comes and goes at every length from none to four.
        for step in 0..2_000_u32 {
            let number = step.wrapping_mul(2_654_435_761) >> 30;
            if step.wrapping_mul(40_503) & 0x40 == 0 {
                list.insert(number);
                expected.insert(number);
            } else {
                list.remove(&number);
                expected.remove(&number);
            }
            assert!(list.as_slice().iter().eq(&expected), "step {step}");
        }
    }
}
