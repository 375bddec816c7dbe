//! The store's promises, on an engine and a ring in memory whose power can fail.

mod losses;
#[path = "store/night.rs"]
mod night;
#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::case::{By, Case, Entry};
use rechtdoor::domain::limits::{
    FRESH_LIST_EVERY_MS, FRESH_LIST_MS_PER_PERSON, PAGES_PER_COMMIT, PAGES_PER_PERSON_MAX,
};
use rechtdoor::domain::person::Person;
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::{CaseId, Code, Day, Language, Moment};
use rechtdoor::messenger::Rendered;
use rechtdoor::outbox::{self, NewRow};
use rechtdoor::store::boot::{BootReport, OnLoss};
use rechtdoor::store::engine::{Batch, Engine, EngineError, MemoryDisk as StoreDisk, MemoryEngine};
use rechtdoor::store::records::{FreshList, Job, Note, Owner, Rank, RouteRecord};
use rechtdoor::store::tables::{Cases, Entries, Outbox, Persons, Routes, Table};
use rechtdoor::store::{Store, StoreError, Timer};
use rechtdoor::vault::ring::{Fate, RingDisk as _, RingFile};
use rechtdoor::vault::{Address, KeyClass, KeyRef, Master, MemoryDisk as RingDisk, Ring, RingError};
use support::entropy::Seeded;

const NOW: Moment = Moment(1_800_000_000_000);

struct Place {
    store: StoreDisk,
    ring: RingDisk,
    boots: u64,
}

impl Place {
    fn new() -> Self {
        Self { store: StoreDisk::new(), ring: RingDisk::new(), boots: 0 }
    }

    fn try_open(&mut self, on_loss: OnLoss) -> Result<(Store, BootReport), StoreError> {
        self.boots += 1;
        let master = Master::ephemeral(&mut Seeded::new(1));
        let mut entropy = Seeded::new(100 + self.boots);
        let ring = Ring::open(self.ring.clone(), &master, &mut entropy)?;
        let engine = MemoryEngine::open(&self.store)?;
        let opened =
            Store::open(Box::new(engine), ring, master, Retention::default(), Box::new(entropy), NOW, on_loss)?;
        Ok((opened.0, opened.1))
    }

    fn open(&mut self) -> Store {
        self.try_open(OnLoss::Refuse).expect("the store opens").0
    }

    fn power_cut(&mut self) {
        self.store.power_cut();
        self.ring.power_cut(|_| Fate::Dropped);
    }
}

fn case(code: &str) -> Case {
    Case { entries: 1, ..Case::new(Code::parse(code).expect("a code"), Language::Nl, Day(20_000), 1, NOW.plus_days(2)) }
}

fn entry(text: &str) -> Entry {
    Entry { by: By::Asker, text: text.to_owned(), day: Day(20_000) }
}

/// A case with one entry and a route, under keys of their own, in one turn.
fn put_case(store: &mut Store, id: CaseId, code: &str) -> Result<(KeyRef, KeyRef), StoreError> {
    let text = store.new_key(KeyClass::Text)?;
    let route = store.new_key(KeyClass::Route)?;
    store.put::<Cases>(&id, &case(code), text)?;
    store.put::<Entries>(&(id, 0), &entry("mag dat?"), text)?;
    let record = RouteRecord { address: Address::new(4_200_000_042), sent: None, messages: Vec::new() };
    store.put::<Routes>(&Owner::Case(id), &record, route)?;
    Ok((text, route))
}

fn row_about(id: CaseId) -> NewRow {
    NewRow {
        to: outbox::to_asker(id),
        job: Job::Send(Rendered { text: "een antwoord".to_owned(), rows: Vec::new(), protect: false }),
        rank: Rank::Person,
        note: Note::Answer(id),
        about: Some(id),
        not_before: NOW,
    }
}

#[test]
fn what_was_committed_is_there_after_a_power_cut_and_the_rest_is_not() {
    let mut place = Place::new();
    let (kept, lost) = (CaseId([1; 16]), CaseId([2; 16]));
    let mut store = place.open();
    put_case(&mut store, kept, "AAAAAA").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    put_case(&mut store, lost, "BBBBBB").expect("staged");
    store.keep_turn();
    drop(store);
    place.power_cut();
    let mut store = place.open();
    assert!(store.get::<Cases>(&kept).expect("readable").is_some());
    assert!(store.get::<Entries>(&(kept, 0)).expect("readable").is_some_and(|entry| entry.text == "mag dat?"));
    assert!(store.get::<Cases>(&lost).expect("readable").is_none());
    assert_eq!(store.index.cases.len(), 1, "the index is built from the records");
    assert_eq!(store.index.due(NOW.plus_days(400), 9), vec![Timer::Case(kept)]);
}

#[test]
fn a_dropped_turn_leaves_nothing_behind_and_later_turns_see_kept_ones() {
    let mut place = Place::new();
    let mut store = place.open();
    let (kept, dropped) = (CaseId([1; 16]), CaseId([2; 16]));
    put_case(&mut store, dropped, "BBBBBB").expect("staged");
    assert!(store.get::<Cases>(&dropped).expect("readable").is_some(), "a turn sees its own changes");
    store.drop_turn();
    assert!(store.get::<Cases>(&dropped).expect("readable").is_none());
    put_case(&mut store, kept, "AAAAAA").expect("staged");
    store.keep_turn();
    assert!(store.get::<Cases>(&kept).expect("readable").is_some(), "before the commit, too");
    store.commit(NOW).expect("committed");
    assert_eq!(store.index.codes.len(), 1);
}

/// The engine keeps every version that was ever written; the ring does not. SHR-1.
#[test]
fn a_forgotten_key_leaves_nothing_to_read_in_any_copy_of_the_store() {
    let mut place = Place::new();
    let id = CaseId([3; 16]);
    let mut store = place.open();
    let (text, _) = put_case(&mut store, id, "CCCCCC").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    place.power_cut();
    let copy = copy_of(&place.store);
    let mut store = place.open();
    store.remove::<Entries>(&(id, 0)).expect("staged");
    store.remove::<Cases>(&id).expect("staged");
    store.forget(text);
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    place.power_cut();
    // The thief holds the copy of the store from before, the master key and today's ring.
    let mut thief = Place { store: copy, ring: place.ring.clone(), boots: 50 };
    let (mut store, report) = thief.try_open(OnLoss::Accept).expect("opens");
    assert!(store.get::<Cases>(&id).expect("readable").is_none());
    assert!(store.get::<Entries>(&(id, 0)).expect("readable").is_none());
    assert_eq!(report.purged, 2, "both records are there and cannot be read");
    assert!(store.get::<Routes>(&Owner::Case(id)).expect("readable").is_some(), "the control: another key still opens");
}

#[test]
fn only_a_row_that_is_written_for_later_waits_whatever_the_clock_says_after_a_start() {
    let mut place = Place::new();
    let mut store = place.open();
    let id = CaseId([4; 16]);
    put_case(&mut store, id, "DDDDDD").expect("staged");
    let later = NewRow { not_before: NOW.plus_ms(60_000), ..row_about(id) };
    let put_off = outbox::stage(&mut store, later, NOW).expect("staged").expect("there is a case");
    outbox::stage(&mut store, row_about(id), NOW).expect("staged").expect("there is a case");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    let mut store = place.open();
    let rows = store.index.take_new_rows();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|(id, head)| head.waits_on_purpose() == (*id == put_off)));
}

/// A row that outlived its key would be taken for damage, or for another's, once the slot is drawn again.
#[test]
fn rows_under_a_forgotten_key_go_with_it_and_its_slot_can_be_drawn_again() {
    let mut place = Place::new();
    let mut store = place.open();
    let id = CaseId([4; 16]);
    let (text, _) = put_case(&mut store, id, "DDDDDD").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    let row = outbox::stage(&mut store, row_about(id), NOW).expect("staged").expect("there is a case");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert_eq!(store.index.row_count(), 1);
    let staged_too = outbox::stage(&mut store, row_about(id), NOW).expect("staged").expect("there is a case");
    store.remove::<Entries>(&(id, 0)).expect("staged");
    store.remove::<Cases>(&id).expect("staged");
    store.forget(text);
    store.keep_turn();
    store.commit(NOW).expect("committed");
    for id in [row, staged_too] {
        assert!(store.get::<Outbox>(&id).expect("readable").is_none());
    }
    assert_eq!(store.index.row_count(), 0);
    // Draw so many keys of the same class that the old slot is among them.
    for number in 0..200_u8 {
        let id = CaseId([number, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]);
        put_case(&mut store, id, &format!("E{number:05}").replace('U', "V")).expect("staged");
        store.keep_turn();
        store.commit(NOW).expect("committed");
    }
    drop(store);
    place.power_cut();
    let (_, report) = place.try_open(OnLoss::Refuse).expect("no record is taken for another's");
    assert_eq!((report.purged, report.orphans), (0, 0));
}

/// What was written a moment ago is at hand without the disk: it must not outlive its key there.
#[test]
fn a_row_that_was_just_written_is_not_read_once_its_key_is_given_up() {
    let mut place = Place::new();
    let mut store = place.open();
    let id = CaseId([6; 16]);
    let (text, _) = put_case(&mut store, id, "FFFFFF").expect("staged");
    let row = outbox::stage(&mut store, row_about(id), NOW).expect("staged").expect("there is a case");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert!(store.get::<Outbox>(&row).expect("readable").is_some(), "the control");
    store.begin_turn();
    store.forget(text);
    assert!(store.get::<Outbox>(&row).expect("readable").is_none(), "before the commit that destroys the key");
    store.remove::<Entries>(&(id, 0)).expect("staged");
    store.remove::<Cases>(&id).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert!(store.get::<Outbox>(&row).expect("readable").is_none(), "and after it");
}

#[test]
fn a_case_sealed_anew_cannot_be_read_as_before() {
    let mut place = Place::new();
    let mut store = place.open();
    let id = CaseId([5; 16]);
    let old = store.new_key(KeyClass::Text).expect("a key");
    store.put::<Cases>(&id, &case("AAAAAA"), old).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    let fresh = store.new_key(KeyClass::Text).expect("a key");
    store.put::<Cases>(&id, &case("BBBBBB"), fresh).expect("staged");
    store.forget_after(old);
    store.keep_turn();
    store.commit(NOW).expect("committed");
    assert!(store.get::<Cases>(&id).expect("readable").is_some_and(|case| case.code.as_str() == "BBBBBB"));
    drop(store);
    place.power_cut();
    let (mut store, report) = place.try_open(OnLoss::Refuse).expect("opens");
    assert!(store.get::<Cases>(&id).expect("readable").is_some());
    assert_eq!(report.orphans, 0, "the outgrown key was destroyed at once");
}

/// Somebody who talks all day fills a bounded number of pages, and the oldest goes: but not what it alone knows.
#[test]
fn the_pages_of_one_person_are_bounded_and_keep_the_wishes() {
    let mut place = Place::new();
    let mut store = place.open();
    let chat = Address::new(4_200_000_042);
    let person = Person { discreet: true, ..Person::new(Language::Fr, NOW) };
    store.write_page(chat, Some(person), Vec::new()).expect("staged");
    store.keep_turn();
    for message in 0..=i64::try_from(PAGES_PER_PERSON_MAX).expect("small") {
        store.write_page(chat, None, vec![(message, 500_000)]).expect("staged");
        store.keep_turn();
    }
    store.commit(NOW).expect("committed");
    assert_eq!(store.live_records(Persons::LETTER), PAGES_PER_PERSON_MAX as u64);
    let id = store.index.directory.person_at(chat);
    assert!(store.person(id).expect("readable").is_some_and(|person| person.discreet));
    let messages = store.page_messages(id).expect("readable");
    assert_eq!(messages.len(), PAGES_PER_PERSON_MAX - 1);
    assert!(messages.iter().all(|(message, _)| *message > 1), "the oldest messages went");
}

/// More people than one commit may hold are written anew in several, and with many it is not done so often.
#[test]
fn a_long_list_of_people_is_written_anew_in_bounded_commits() {
    let mut place = Place::new();
    let mut store = place.open();
    let people = 2 * PAGES_PER_COMMIT + 1;
    let chats = (0..people).map(|number| Address::new(4_200_000_000 + number as i64));
    for chat in chats.clone() {
        store.write_page(chat, Some(Person::new(Language::Nl, NOW)), Vec::new()).expect("staged");
        store.keep_turn();
    }
    store.want_fresh_list(FreshList::Soon);
    store.commit(NOW).expect("committed");
    let before = place.store.commits();
    let old = store.renew_list(NOW, false).expect("written");
    store.enter_night(&old, NOW).expect("committed");
    store.drop_list(old, NOW).expect("removed");
    assert_eq!(place.store.commits() - before, 3 + 1 + 3);
    assert_eq!(store.live_records(Persons::LETTER), people as u64);
    for chat in chats {
        let id = store.index.directory.person_at(chat);
        assert!(store.person(id).expect("readable").is_some());
    }
    assert!(store.fresh_list_due(NOW).is_none());
    store.want_fresh_list(FreshList::Soon);
    let wait = FRESH_LIST_EVERY_MS.max(FRESH_LIST_MS_PER_PERSON * people as i64);
    assert_eq!(store.fresh_list_due(NOW), Some(NOW.plus_ms(wait)));
    let set_back = NOW.plus_ms(-1);
    assert_eq!(store.fresh_list_due(set_back), Some(set_back), "nobody waits for a clock that was set back");
}

#[test]
fn a_store_that_lost_a_record_says_so_and_goes_on_only_when_told() {
    let mut place = Place::new();
    let mut store = place.open();
    put_case(&mut store, CaseId([6; 16]), "FFFFFF").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    place.power_cut();
    let mut engine = MemoryEngine::open(&place.store).expect("opens");
    let mut batch = Batch::new();
    batch.delete(Cases::key_bytes(&CaseId([6; 16])));
    engine.commit(batch).expect("committed");
    drop(engine);
    place.power_cut();
    let refused = place.try_open(OnLoss::Refuse).err();
    assert!(matches!(&refused, Some(StoreError::Missing { what }) if what.contains("cases")), "{refused:?}");
    place.power_cut();
    assert!(place.try_open(OnLoss::Accept).is_ok());
}

#[test]
fn a_flipped_byte_is_damage_and_never_somebody_elses_record() {
    let mut place = Place::new();
    let mut store = place.open();
    let (one, other) = (CaseId([7; 16]), CaseId([8; 16]));
    put_case(&mut store, one, "GGGGGG").expect("staged");
    put_case(&mut store, other, "HHHHHH").expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
    drop(store);
    place.power_cut();
    for (key, change) in [(one, Change::Flip), (one, Change::PutOther(other))] {
        let disk = copy_of(&place.store);
        let mut engine = MemoryEngine::open(&disk).expect("opens");
        let key = Cases::key_bytes(&key);
        let mut value = engine.get(&key).expect("readable").expect("there");
        match change {
            Change::Flip => *value.last_mut().expect("not empty") ^= 1,
            Change::PutOther(other) => value = engine.get(&Cases::key_bytes(&other)).expect("readable").expect("there"),
        }
        let mut batch = Batch::new();
        batch.put(key, value);
        engine.commit(batch).expect("committed");
        drop(engine);
        disk.power_cut();
        let mut damaged = Place { store: disk, ring: place.ring.clone(), boots: 60 };
        let refused = damaged.try_open(OnLoss::Refuse).err();
        assert!(matches!(refused, Some(StoreError::Damaged { table: "cases" })), "{refused:?}");
    }
}

enum Change {
    Flip,
    PutOther(CaseId),
}

#[test]
fn a_store_without_its_ring_is_not_begun_anew() {
    let mut place = Place::new();
    drop(place.open());
    place.power_cut();
    place.ring = RingDisk::new();
    assert!(matches!(place.try_open(OnLoss::Refuse).err(), Some(StoreError::RingLost)));
}

#[test]
fn a_second_opener_is_refused() {
    let mut place = Place::new();
    let _held = place.open();
    let refused = place.try_open(OnLoss::Refuse).err();
    assert!(matches!(refused, Some(StoreError::Engine(EngineError::Locked))), "{refused:?}");
}

/// The power goes before each write and sync of the ring, and at each commit of the engine: what is there afterwards
/// is whole, and nothing that was forgotten comes back.
#[test]
fn a_power_cut_at_any_write_of_the_ring_breaks_no_promise() {
    for stop in 0..40 {
        let mut place = Place::new();
        let mut store = place.open();
        let (first, second) = (CaseId([1; 16]), CaseId([2; 16]));
        let (text, route) = put_case(&mut store, first, "AAAAAA").expect("staged");
        store.keep_turn();
        store.commit(NOW).expect("committed");
        place.ring.stop_before(place.ring.operations() + stop);
        let forgotten = (|| {
            store.remove::<Entries>(&(first, 0))?;
            store.remove::<Cases>(&first)?;
            store.remove::<Routes>(&Owner::Case(first))?;
            store.forget(text);
            store.forget(route);
            put_case(&mut store, second, "BBBBBB")?;
            store.keep_turn();
            store.commit(NOW)
        })();
        drop(store);
        place.power_cut();
        let (mut store, _) = place.try_open(OnLoss::Refuse).expect("opens after a power cut");
        let (one, two) =
            (store.get::<Cases>(&first).expect("readable"), store.get::<Cases>(&second).expect("readable"));
        if forgotten.is_ok() {
            assert!(one.is_none() && two.is_some(), "stop {stop}: what was committed holds");
        } else {
            assert!(two.is_none(), "stop {stop}: what was not committed is not there");
        }
        if store.get::<Entries>(&(first, 0)).expect("readable").is_none() {
            assert!(one.is_none(), "stop {stop}: text and case go together");
        }
    }
}

fn copy_of(disk: &StoreDisk) -> StoreDisk {
    let copy = StoreDisk::new();
    let engine = MemoryEngine::open(disk).expect("opens");
    let mut batch = Batch::new();
    engine
        .scan(&[], &mut |key, value| {
            batch.put(key, value);
            std::ops::ControlFlow::Continue(())
        })
        .expect("readable");
    drop(engine);
    disk.power_cut();
    let mut engine = MemoryEngine::open(&copy).expect("opens");
    engine.commit(batch).expect("committed");
    drop(engine);
    copy.power_cut();
    copy
}
