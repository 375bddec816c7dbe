//! KEY: the master key is changed, with the power cut at every step, and the old one opens nothing afterwards.

use crate::place::{ASKER, MEMBER, NOW, Place, Said, WORDS, ask, enlist, mode};
use crate::support::bot::house;
use crate::support::entropy::Seeded;
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{CaseId, StaffId};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::open::{self, OpenError, Places};
use rechtdoor::runtime::rotate;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Batch, Engine, Landing, MemoryDisk as StoreDisk, MemoryEngine};
use rechtdoor::store::records::{KeyedHash, Owner};
use rechtdoor::store::tables::{Entries, KeyedHashes, Members, Routes, Table};
use rechtdoor::store::{CONFIG, Store, StoreError};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{self, FixedKey, FolderDisk, KeyRef, Master, MemoryDisk as RingDisk, Ring, RingError};
use std::fs;
use std::ops::ControlFlow;

const STAFF: StaffId = StaffId([1; 16]);
const CASE: CaseId = CaseId([1; 16]);
/// More than one commit of the change takes.
const INVITES: u32 = 300;

fn old() -> Master {
    Master::ephemeral(&mut Seeded::new(1))
}

fn new() -> Master {
    Master::ephemeral(&mut Seeded::new(2))
}

/// A store and a ring in memory whose power can fail.
struct Disks {
    store: StoreDisk,
    ring: RingDisk,
}

impl Disks {
    fn filled() -> Self {
        let disks = Self { store: StoreDisk::new(), ring: RingDisk::new() };
        let mut store = disks.open(old()).unwrap();
        enlist(&mut store, STAFF, Role::Coordinator, MEMBER);
        ask(&mut store, CASE, "AAAAAA");
        for number in 0..INVITES {
            let mut key = [0; 16];
            key[..4].copy_from_slice(&number.to_be_bytes());
            store.put::<KeyedHashes>(&key, &KeyedHash { expires: NOW }, CONFIG).unwrap();
        }
        store.keep_turn();
        store.commit(NOW).unwrap();
        drop(store);
        disks
    }

    fn open(&self, master: Master) -> Result<Store, StoreError> {
        let mut entropy = Seeded::new(3);
        let ring = Ring::open(self.ring.clone(), &master, &mut entropy)?;
        let engine = Box::new(MemoryEngine::open(&self.store)?);
        let opened = Store::open(engine, ring, master, Retention::default(), Box::new(entropy), NOW, OnLoss::Refuse);
        Ok(opened?.0)
    }

    fn carry_over(&self) -> Result<u64, StoreError> {
        let mut engine = MemoryEngine::open(&self.store)?;
        let keys = (&old(), &new());
        rotate::carry_over(&mut engine, self.ring.clone(), keys, &mut Seeded::new(4)).map(|(records, _)| records)
    }

    /// How many records under keys of a master each of the two opens, and how many there are.
    fn opened_by(&self) -> (u64, u64, u64) {
        let engine = MemoryEngine::open(&self.store).unwrap();
        let (mut by_old, mut by_new, mut all) = (0, 0, 0);
        engine
            .scan(&[], &mut |key, sealed| {
                if let Some(KeyRef::Fixed(which)) = vault::header(sealed).map(|header| header.key) {
                    let place = vault::Place { table: key[0], key: &key[1..], schema: 1 };
                    all += 1;
                    by_old += u64::from(vault::open(old().fixed(which), &place, sealed).is_ok());
                    by_new += u64::from(vault::open(new().fixed(which), &place, sealed).is_ok());
                }
                ControlFlow::Continue(())
            })
            .unwrap();
        (by_old, by_new, all)
    }

    fn ring_answers(&self) -> (bool, bool) {
        (Ring::answers_to(&self.ring, &old()).unwrap(), Ring::answers_to(&self.ring, &new()).unwrap())
    }

    /// At no moment is something readable by neither key.
    fn assert_nothing_is_lost(&self, when: &str) {
        let (by_old, by_new, all) = self.opened_by();
        assert_eq!(by_old + by_new, all, "{when}: each record opens under exactly one");
        let (old, new) = self.ring_answers();
        assert!(old || new, "{when}: the ring answers to one of the two");
        assert!(!new || by_old == 0, "{when}: the head comes last");
    }

    fn assert_changed(&self, when: &str) {
        let (by_old, by_new, all) = self.opened_by();
        assert_eq!((by_old, by_new), (0, all), "{when}");
        assert!(all > u64::from(INVITES));
        assert_eq!(self.ring_answers(), (false, true), "{when}");
        assert!(matches!(self.open(old()), Err(StoreError::Ring(RingError::WrongMaster))), "{when}");
        let mut store = self.open(new()).unwrap();
        assert!(store.get::<Entries>(&(CASE, 0)).unwrap().is_some_and(|entry| entry.text == WORDS), "{when}");
        assert!(store.get::<Members>(&STAFF).unwrap().is_some(), "{when}");
        assert!(store.get::<Routes>(&Owner::Staff(STAFF)).unwrap().is_some(), "{when}");
        assert_eq!(store.live_records(KeyedHashes::LETTER), u64::from(INVITES), "{when}");
    }
}

#[test]
fn a_change_leaves_everything_readable_and_the_old_key_without_a_lock() {
    let disks = Disks::filled();
    disks.assert_nothing_is_lost("before");
    assert_eq!(disks.ring_answers(), (true, false));
    let records = disks.carry_over().unwrap();
    disks.assert_changed("after");
    assert_eq!(records, disks.opened_by().2);
    assert_eq!(disks.carry_over().unwrap(), 0, "once more changes nothing");
    disks.assert_changed("after once more");
}

/// KEY-1: the power fails at every commit and every operation of the ring's disk, and again while going on.
#[test]
fn a_power_cut_at_any_step_of_a_change_loses_nothing() {
    let whole = Disks::filled();
    let before = (whole.store.attempts(), whole.ring.operations());
    whole.carry_over().unwrap();
    let commits = whole.store.attempts() - before.0;
    let operations = whole.ring.operations() - before.1;
    assert!(commits >= 2 && operations >= 4, "{commits} commits, {operations} operations");

    for commit in 1..=commits {
        for landing in [Landing::Whole, Landing::Nothing] {
            let when = format!("commit {commit} {landing:?}");
            let disks = Disks::filled();
            disks.store.power_cut_at_commit(before.0 + commit, landing);
            assert!(disks.carry_over().is_err(), "{when}");
            disks.store.power_cut();
            disks.ring.power_cut(|_| Fate::Dropped);
            disks.assert_nothing_is_lost(&when);
            disks.carry_over().unwrap();
            disks.assert_changed(&when);
        }
    }
    for operation in 0..operations {
        for fate in [Fate::Dropped, Fate::Torn(61)] {
            let when = format!("operation {operation} {fate:?}");
            let disks = Disks::filled();
            disks.ring.stop_before(before.1 + operation);
            assert!(disks.carry_over().is_err(), "{when}");
            disks.store.power_cut();
            disks.ring.power_cut(|_| fate);
            disks.assert_nothing_is_lost(&when);
            // And once more, in the middle of going on.
            disks.ring.stop_before(disks.ring.operations() + 1);
            drop(disks.carry_over());
            disks.store.power_cut();
            disks.ring.power_cut(|_| fate);
            disks.assert_nothing_is_lost(&when);
            disks.carry_over().unwrap();
            disks.assert_changed(&when);
        }
    }
}

#[test]
fn a_key_that_opens_nothing_changes_nothing() {
    let disks = Disks::filled();
    let stranger = Master::ephemeral(&mut Seeded::new(9));
    let (commits, operations) = (disks.store.attempts(), disks.ring.operations());
    let mut engine = MemoryEngine::open(&disks.store).unwrap();
    let carried = rotate::carry_over(&mut engine, disks.ring.clone(), (&stranger, &new()), &mut Seeded::new(4));
    assert!(matches!(carried.err(), Some(StoreError::Ring(RingError::WrongMaster))));
    drop(engine);
    assert_eq!((disks.store.attempts(), disks.ring.operations()), (commits, operations));
}

// --- on a host ---------------------------------------------------------------------------------------------------

fn rotate(place: &Place) -> Said {
    let said = place.says(&["keys", "rotate"]);
    let key = fs::read_to_string(place.path("secrets/master.key")).unwrap();
    assert!(!said.all().contains(key.trim()) && !said.all().contains(WORDS));
    said
}

fn assert_whole(place: &Place) {
    let said = place.says(&["verify"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let mut store = place.open();
    assert!(store.get::<Entries>(&(CASE, 0)).unwrap().is_some_and(|entry| entry.text == WORDS));
    assert!(store.get::<Members>(&STAFF).unwrap().is_some());
    place.close(store);
}

/// Every file below `data` in which these bytes stand.
fn files_with(place: &Place, bytes: &[u8]) -> usize {
    let data = place.path("data");
    let files = place.contents().into_iter().filter(|(path, _)| path.starts_with(&data));
    files.filter(|(_, content)| content.windows(bytes.len()).any(|window| window == bytes)).count()
}

#[test]
fn the_new_key_stands_in_the_place_of_the_old_one() {
    let place = Place::with_a_question();
    let key = place.path("secrets/master.key");
    let before = fs::read(&key).unwrap();
    let sealed = place.engine().get(&Members::key_bytes(&STAFF)).unwrap().unwrap();
    assert!(files_with(&place, &sealed) > 0, "control: the search finds what lies there");
    let said = rotate(&place);
    assert_eq!(said.code, 0, "{}", said.all());
    for word in ["The master key is changed", "safe place", "invitation"] {
        assert!(said.out.contains(word), "{word}: {}", said.out);
    }
    assert_ne!(fs::read(&key).unwrap(), before);
    assert_eq!(mode(&key), 0o600);
    assert_eq!(fs::read_dir(place.path("secrets")).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(files_with(&place, &sealed), 0, "no older version under the old key stays in the store's files");
    assert_whole(&place);

    fs::write(&key, before).unwrap();
    let said = place.says(&["verify"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("another master key"), "{}", said.err);
}

/// Brings a place to where a power cut left it.
type Cut = fn(&Place);

/// Every state of the files in which a power cut can leave a change: going on finishes it, and so does a start.
#[test]
fn an_interrupted_change_is_finished_by_the_command_and_by_a_start() {
    let states: [(&str, Cut); 4] = [
        ("half a new key", |place| fs::write(place.path("secrets/master.key.next.half"), b"0123").unwrap()),
        ("a new key, and nothing under it", |place| begin(place)),
        ("the records under the new key", |place| {
            begin(place);
            let master = Master::load(&place.path("secrets/master.key.next"), &[]).unwrap();
            let keys = (&place.master(), &master);
            let records =
                rechtdoor::store::reseal::reseal(&mut place.engine(), keys.0, keys.1, &mut Seeded::new(5)).unwrap();
            assert!(records > 2);
        }),
        ("everything under the new key", |place| {
            begin(place);
            let master = Master::load(&place.path("secrets/master.key.next"), &[]).unwrap();
            let disk = FolderDisk::open(&place.path("keys")).unwrap();
            let keys = (&place.master(), &master);
            rotate::carry_over(&mut place.engine(), disk, keys, &mut Seeded::new(5)).unwrap();
        }),
    ];
    for (state, cut) in states {
        let place = Place::with_a_question();
        let before = fs::read(place.path("secrets/master.key")).unwrap();
        cut(&place);
        if place.path("secrets/master.key.next").exists() {
            for command in [&["verify"][..], &["invite", "--role", "moderator", "--project", "genk"]] {
                let said = place.says(command);
                assert_eq!(said.code, 2, "{state}: {}", said.all());
                assert!(said.err.contains("was interrupted") && said.err.contains("mend: "), "{state}: {}", said.err);
            }
        }
        assert_eq!(rotate(&place).code, 0, "{state}");
        assert_ne!(fs::read(place.path("secrets/master.key")).unwrap(), before, "{state}");
        assert_eq!(fs::read_dir(place.path("secrets")).unwrap().count(), 1, "{state}");
        assert_whole(&place);

        let place = Place::with_a_question();
        cut(&place);
        let changes = place.path("secrets/master.key.next").exists();
        let before = fs::read(place.path("secrets/master.key")).unwrap();
        start(&place).unwrap();
        assert_eq!(fs::read(place.path("secrets/master.key")).unwrap() != before, changes, "{state}");
        assert!(!place.path("secrets/master.key.next").exists(), "{state}");
        assert_whole(&place);
    }
}

fn begin(place: &Place) {
    Master::create_next(&place.path("secrets/master.key"), &[], &mut Seeded::new(6)).unwrap();
}

fn start(place: &Place) -> Result<(), OpenError> {
    let (store, ring, master_file) = (place.path("data"), place.path("keys"), place.path("secrets/master.key"));
    let places = Places { store: &store, ring: &ring, master_file: &master_file };
    let opened = open::open(&places, house(), Pace::default(), NOW, OnLoss::Refuse)?;
    place.note(opened.core.store().meta().commit_no);
    Ok(())
}

#[test]
fn a_key_that_cannot_be_replaced_is_changed_to_a_file_that_is_named() {
    let place = Place::with_a_question();
    let before = fs::read(place.path("secrets/master.key")).unwrap();
    for inside in ["data/new.key", "keys/new.key"] {
        let said = place.says(&["keys", "rotate", "--new-key", inside]);
        assert_eq!(said.code, 2, "{}", said.all());
        assert!(said.err.contains("inside the store or the ring"), "{}", said.err);
    }
    let same = place.says(&["keys", "rotate", "--new-key", "secrets/master.key"]);
    assert_eq!(same.code, 2);
    assert!(same.err.contains("the key that is in use"), "{}", same.err);
    assert_whole(&place);

    let said = place.says(&["keys", "rotate", "--new-key", "secrets/new.key"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("new.key") && said.out.contains("Before the bot starts"), "{}", said.out);
    assert_eq!(mode(&place.path("secrets/new.key")), 0o600);
    assert_eq!(fs::read(place.path("secrets/master.key")).unwrap(), before, "the old file is the operator's");
    assert_eq!(place.says(&["verify"]).code, 1);
    let new = [("RECHTDOOR__KEYS__MASTER_FILE", "secrets/new.key")];
    let said = place.says_with(&["verify"], &new);
    assert_eq!(said.code, 0, "{}", said.all());
}

#[test]
fn an_interrupted_change_to_another_file_says_how_it_ends() {
    let place = Place::with_a_question();
    let file = place.path("secrets/new.key");
    fs::write(place.path("keys/new-key"), file.to_str().unwrap()).unwrap();
    let before = place.contents();
    assert!(matches!(start(&place), Err(error @ OpenError::KeyChange { .. }) if error.is_configuration()));
    for command in [&["verify"][..], &["keys", "rotate"], &["keys", "rotate", "--new-key", "secrets/other.key"]] {
        let said = place.says(command);
        assert_eq!(said.code, 2, "{command:?} {}", said.all());
        assert!(said.err.contains("--new-key") && said.err.contains("secrets/new.key"), "{}", said.err);
    }
    assert!(place.contents() == before);
    let said = place.says(&["keys", "rotate", "--new-key", "secrets/new.key"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(!place.path("keys/new-key").exists());
}

#[test]
fn a_key_is_not_changed_under_a_running_bot_nor_where_there_is_nothing() {
    let place = Place::new();
    let said = place.says(&["keys", "rotate"]);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("no ring yet"), "{}", said.err);
    let place = Place::with_a_question();
    let running = FolderDisk::open(&place.path("keys")).unwrap();
    let before = fs::read_dir(place.path("secrets")).unwrap().count();
    let said = place.says(&["keys", "rotate"]);
    assert_eq!(said.code, 2, "{}", said.all());
    assert!(said.err.contains("Stop that one first"), "{}", said.err);
    assert_eq!(fs::read_dir(place.path("secrets")).unwrap().count(), before, "nothing was begun");
    drop(running);
}

#[test]
fn a_key_is_not_changed_over_damage() {
    let place = Place::with_a_question();
    let mut batch = Batch::new();
    let key = Members::key_bytes(&STAFF);
    let mut sealed = place.engine().get(&key).unwrap().unwrap();
    sealed[100] ^= 1;
    batch.put(key, sealed);
    place.engine().commit(batch).unwrap();
    let said = place.says(&["keys", "rotate"]);
    assert_eq!(said.code, 1, "{}", said.all());
    assert!(said.err.contains("table \"staff\""), "{}", said.err);
    assert_eq!(fs::read_dir(place.path("secrets")).unwrap().count(), 1, "nothing was begun");
    let said = place.says(&["keys", "rotate", "--new-key", "secrets/new.key"]);
    assert_eq!(said.code, 1, "{}", said.all());
    assert!(!place.path("secrets/new.key").exists() && !place.path("keys/new-key").exists());
}

/// KEY-4.
#[test]
fn a_hundred_restarts_keep_every_question_and_its_route() {
    let disks = Disks::filled();
    for start in 0..100 {
        let mut store = disks.open(old()).unwrap();
        assert!(store.get::<Entries>(&(CASE, 0)).unwrap().is_some_and(|entry| entry.text == WORDS), "{start}");
        let route = store.get::<Routes>(&Owner::Case(CASE)).unwrap().unwrap();
        assert_eq!(route.address.reveal(), ASKER, "{start}");
        assert_eq!(store.index.codes.len(), 1, "{start}");
    }
}

/// P3: what lies under the ring does not open with the old master either, not even in a copy of the store of before.
#[test]
fn an_old_copy_of_the_store_and_the_old_key_tell_nothing_of_who_asked() {
    let place = Place::with_a_question();
    let stolen_key = place.master();
    let mut stolen = Vec::new();
    let keep = |key: &[u8], value: &[u8]| {
        stolen.push((key.to_vec(), value.to_vec()));
        ControlFlow::Continue(())
    };
    let mut keep = keep;
    place.engine().scan(&[], &mut keep).unwrap();
    assert_eq!(rotate(&place).code, 0);

    let disk = FolderDisk::open(&place.path("keys")).unwrap();
    assert!(matches!(Ring::inspect(disk, &stolen_key), Err(RingError::WrongMaster)));
    let (mut opened, mut closed) = (0, 0);
    for (key, sealed) in &stolen {
        let at = vault::Place { table: key[0], key: &key[1..], schema: 1 };
        for which in FixedKey::ALL {
            let Ok(plain) = vault::open(stolen_key.fixed(which), &at, sealed) else {
                closed += 1;
                continue;
            };
            opened += 1;
            let chat = postcard::to_stdvec(&ASKER).unwrap();
            assert!(!plain.windows(chat.len()).any(|window| window == chat.as_slice()));
            assert!(!plain.windows(8).any(|window| WORDS.as_bytes().starts_with(window)));
        }
    }
    assert!(opened >= 3 && closed > opened, "{opened} opened, {closed} closed");
}
