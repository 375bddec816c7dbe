//! A store in a folder with cases in it, each from somebody else, as the bot writes them.
//!
//! Never true here: a record is written otherwise than through the store, sealed under a key of the ring.

use rechtdoor::domain::case::{By, Case, Closing, Entry, Stage};
use rechtdoor::domain::person::Person;
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::{CaseId, Code, Entropy, Language, Moment, PageId};
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::runtime::open::{self, Places};
use rechtdoor::store::Store;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::records::{Owner, PersonPage, RouteRecord};
use rechtdoor::store::tables::{Cases, Entries, Persons, Routes};
use rechtdoor::vault::{Address, KeyClass, Master};
use std::path::Path;

pub const NOW: Moment = Moment(1_800_000_000_000);
/// The case, and what was said in it.
pub const RECORDS_OF_OLD_CASE: u16 = 20;
/// Cases of one commit: their keys must fit what may wait for one sync of the ring.
const TOGETHER: usize = 512;
/// As long as many a question: its sealed record is one of 1,024 bytes.
const WORDS: &str = "La police peut fouiller mon sac sans me dire pourquoi ? Ils étaient deux et ils ont aussi regardé \
    mon téléphone. Je n'ai rien fait, j'attendais le bus avec ma sœur et on rentrait de l'école. Elle a eu peur.";

/// Which cases a store is filled with.
#[derive(Clone, Copy, PartialEq)]
pub enum Mix {
    /// As after months of much to do: of twenty cases one waits, four are closed and still linked to their asker, and
    /// of the others only the text is left (links live 7 days after closing, texts 30).
    Lived,
    /// The most that a case can cost: all of them wait, each with its asker.
    AllWaiting,
    /// Long talks that are over and linked to nobody: [`RECORDS_OF_OLD_CASE`] records each.
    Old,
}

impl Mix {
    fn stage(self, number: i64, now: Moment) -> (Stage, bool) {
        let closed = Stage::Closed { since: now.day(), why: Closing::Helped };
        match (self, number % 20) {
            (Mix::AllWaiting, _) | (Mix::Lived, 0) => (Stage::Waiting, false),
            (Mix::Lived, 1..5) => (closed, false),
            (Mix::Lived, _) | (Mix::Old, _) => (closed, true),
        }
    }

    fn entries(self) -> u16 {
        match self {
            Mix::Lived | Mix::AllWaiting => 1,
            Mix::Old => RECORDS_OF_OLD_CASE - 1,
        }
    }
}

pub struct Filled {
    pub store: Store,
    now: Moment,
    next: i64,
}

/// Ids from a counter: as spread as random ones, and the same at every run.
pub fn entropy(next: &mut u64) -> impl Entropy + use<> {
    struct Counted(blake3::OutputReader);
    impl Entropy for Counted {
        fn fill(&mut self, bytes: &mut [u8]) {
            self.0.fill(bytes);
        }
    }
    *next += 1;
    Counted(blake3::Hasher::new().update(&next.to_le_bytes()).finalize_xof())
}

impl Filled {
    /// As the bot starts, but for the channel.
    pub fn open(folder: &Path) -> Self {
        Self::open_at(folder, NOW)
    }

    /// So that a bot that is started on it afterwards has no reason to doubt its clock.
    pub fn open_at(folder: &Path, now: Moment) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let (store, ring, master_file) = (folder.join("data"), folder.join("keys"), folder.join("master.key"));
        if !master_file.exists() {
            Master::create(&master_file, &[], &mut OsEntropy).unwrap();
        }
        let places = Places { store: &store, master_file: &master_file, ring: &ring };
        let opened = open::store(&places, Retention::default(), now, OnLoss::Refuse);
        Self { store: opened.ok().unwrap().store, now, next: 0 }
    }

    /// Adds so many cases, each with an entry and, while it is linked, a route and what is known of its asker.
    pub fn fill(&mut self, cases: usize, mix: Mix) {
        for first in (0..cases).step_by(TOGETHER) {
            for _ in first..cases.min(first + TOGETHER) {
                self.add_case(mix);
            }
            self.store.commit(self.now).unwrap();
        }
    }

    fn add_case(&mut self, mix: Mix) {
        let (store, now) = (&mut self.store, self.now);
        let text = store.new_key(KeyClass::Text).unwrap();
        let (id, page) = (CaseId::random(store.random()), PageId::random(store.random()));
        self.next += 1;
        let arrival_no = store.next_arrival();
        let code = Code::random(store.random());
        let (stage, severed) = mix.stage(self.next, now);
        let case = Case { stage, severed, entries: mix.entries(), ..case(code, arrival_no, now) };
        store.put::<Cases>(&id, &case, text).unwrap();
        for number in 0..case.entries {
            store.put::<Entries>(&(id, number), &entry(now), text).unwrap();
        }
        if !severed {
            let route = store.new_key(KeyClass::Route).unwrap();
            let tonight = store.epoch().unwrap();
            let address = Address::new(5_000_000_000 + self.next);
            let asker = RouteRecord { address, sent: None, messages: vec![(self.next, 500_000)] };
            store.put::<Routes>(&Owner::Case(id), &asker, route).unwrap();
            let person = Some(Person::new(Language::Fr, now));
            let known = PersonPage { address, seq: arrival_no, person, messages: Vec::new() };
            store.put::<Persons>(&page, &known, tonight).unwrap();
        }
        store.keep_turn();
    }
}

/// One record with a key of its own, in a turn of its own.
pub fn put_entry(filled: &mut Filled, id: CaseId) {
    let key = filled.store.new_key(KeyClass::Text).unwrap();
    filled.store.put::<Entries>(&(id, 0), &entry(filled.now), key).unwrap();
    filled.store.keep_turn();
}

fn entry(now: Moment) -> Entry {
    Entry { by: By::Asker, text: WORDS.repeat(2), day: now.day() }
}

fn case(code: Code, arrival_no: u64, now: Moment) -> Case {
    Case {
        area: Some("brussel".to_owned()),
        project: Some("brussel-zuid".to_owned()),
        ..Case::new(code, Language::Fr, now.day(), arrival_no, now.plus_days(2))
    }
}
