//! A night with much to seal anew: rows of the outbox, buttons of screens, pages of seen ids.
//!
//! Never true of this file: a night is shown with no more under its key than one commit takes.

use super::*;
use rechtdoor::domain::limits::{
    CARD_TALLIES_MAX, NIGHT_RECORDS_PER_COMMIT, REMEMBERED_MESSAGES_MAX, SEEN_PAGE_IDS_MAX,
};
use rechtdoor::domain::tally::{Tally, TallyOf};
use rechtdoor::domain::{RowId, StaffId};
use rechtdoor::store::engine::{BATCH_BYTES_MAX, Landing};
use rechtdoor::store::people::hour_of;
use rechtdoor::store::records::{OutboxRow, RowTo, ScreenToken, SeenPage};
use rechtdoor::store::tables::{Seen, Tokens};
use rechtdoor::vault;

/// So many screens to people of whom there is no record, beside the buttons of a desk and a page of seen ids.
fn fill(store: &mut Store, rows: usize, text: &str) {
    for number in 0..rows {
        let row = NewRow {
            to: outbox::Origin::new(Address::new(4_200_000_000 + number as i64)).direct(),
            job: Job::Send(Rendered { text: text.to_owned(), rows: Vec::new(), protect: false }),
            rank: Rank::Person,
            note: Note::Nothing,
            about: None,
            not_before: NOW,
        };
        outbox::stage(store, row, NOW).expect("staged");
        if number % 1_000 == 0 {
            store.keep_turn();
            store.commit(NOW).expect("committed");
        }
    }
    let tonight = store.epoch().expect("a night");
    let (staff, expires) = (StaffId([3; 16]), NOW.plus_hours(48));
    let token = ScreenToken { staff, case: None, message: None, actions: Vec::new(), expires };
    store.put::<Tokens>(&[7; 16], &token, tonight).expect("staged");
    store.put::<Seen>(&0, &SeenPage { ids: vec![700_000_001] }, tonight).expect("staged");
    store.write_page(Address::new(4_200_000_042), Some(Person::new(Language::Nl, NOW)), Vec::new()).expect("staged");
    store.keep_turn();
    store.commit(NOW).expect("committed");
}

fn night(store: &mut Store) -> Result<(), StoreError> {
    let old = store.renew_list(NOW, false)?;
    store.enter_night(&old, NOW)?;
    store.drop_list(old, NOW)
}

/// All of it is there, under the night's key and no other.
fn assert_whole(store: &mut Store, place: &Place, rows: usize, when: &str) {
    let tonight = store.epoch().expect("a night");
    let mut found = 0;
    for (record_key, sealed) in place.store.records() {
        let key = vault::header(&sealed).expect("sealed").key;
        if let KeyRef::Ring(KeyClass::Epoch, _) = key {
            assert_eq!(key, tonight, "{when}");
            found += usize::from(record_key[0] == Outbox::LETTER);
        }
    }
    assert_eq!(found, rows, "{when}");
    assert!(store.get::<Tokens>(&[7; 16]).expect("readable").is_some(), "{when}");
    assert_eq!(store.get::<Seen>(&0).expect("readable").map(|page| page.ids), Some(vec![700_000_001]), "{when}");
    let lina = store.index.directory.person_at(Address::new(4_200_000_042));
    assert!(store.person(lina).expect("readable").is_some(), "{when}");
    let ring = Ring::open(place.ring.clone(), &Master::ephemeral(&mut Seeded::new(1)), &mut Seeded::new(9));
    let nights = ring.expect("opens").occupied().filter(|(_, class)| *class == KeyClass::Epoch).count();
    assert_eq!(nights, 1, "{when}: the key of a night before is left");
}

#[test]
fn more_rows_than_one_batch_takes_go_through_the_night() {
    let text = "a".repeat(3_000);
    let rows = BATCH_BYTES_MAX / 4_096 + 100;
    let mut place = Place::new();
    let mut store = place.open();
    fill(&mut store, rows, &text);
    let before = store.epoch();
    night(&mut store).expect("however much waits");
    assert_ne!(store.epoch(), before);
    assert_whole(&mut store, &place, rows, "at once");
    drop(store);
    place.power_cut();
    let (mut store, report) = place.try_open(OnLoss::Refuse).expect("opens");
    assert_eq!((report.purged, report.orphans), (0, 0));
    assert_whole(&mut store, &place, rows, "after a start");
}

/// The power goes at every commit and at every write of the ring. The first start afterwards leaves nothing half done.
#[test]
fn a_night_that_a_power_cut_interrupts_is_finished_by_the_next_start() {
    let rows = NIGHT_RECORDS_PER_COMMIT;
    for landing in [Some(Landing::Whole), Some(Landing::Nothing), None] {
        let mut places = 0;
        while is_cut_and_finished(landing, places, rows) {
            places += 1;
        }
        let least = if landing.is_some() { 5 } else { 4 };
        assert!(places >= least, "only {places} places");
    }
}

/// `false` when the night was over before the power could go.
fn is_cut_and_finished(landing: Option<Landing>, at: u64, rows: usize) -> bool {
    let mut place = Place::new();
    let mut store = place.open();
    fill(&mut store, rows, "hallo");
    match landing {
        Some(landing) => place.store.power_cut_at_commit(place.store.attempts() + 1 + at, landing),
        None => place.ring.stop_before(place.ring.operations() + at as usize),
    }
    if night(&mut store).is_ok() {
        return false;
    }
    drop(store);
    place.power_cut();
    let mut store = place.open();
    let when = format!("cut {at}, {}", landing.is_some());
    assert_whole(&mut store, &place, rows, &when);
    assert_eq!(store.live_records(Outbox::LETTER), rows as u64, "{when}");
    // And the one after it is like any other.
    drop(store);
    place.power_cut();
    let (mut store, report) = place.try_open(OnLoss::Refuse).expect("opens");
    assert_eq!((report.purged, report.orphans), (0, 0), "{when}");
    night(&mut store).expect("the next night");
    assert_whole(&mut store, &place, rows, &when);
    true
}

/// The night seals what is there anew, each record where it lies: what fitted once fits again, so a night can meet no
/// record that is too long for it. Only the list of people and the counts of cards are put together from several records.
#[test]
fn whatever_fits_under_the_nights_key_fits_under_the_next() {
    let mut place = Place::new();
    let mut store = place.open();
    let tonight = store.epoch().expect("a night");
    let lina = Address::new(i64::MIN);
    let row = |units: usize| OutboxRow {
        seq: u64::MAX,
        to: RowTo::Direct(lina),
        job: Job::Send(Rendered { text: "a".repeat(units), rows: Vec::new(), protect: false }),
        rank: Rank::Person,
        not_before: NOW,
        put_off: false,
        tries: u16::MAX,
        note: Note::Nothing,
    };
    let fits = |store: &mut Store, units: usize| {
        let done = store.put::<Outbox>(&RowId([9; 16]), &row(units), tonight);
        if done.is_err() {
            store.drop_turn()
        } else {
            store.keep_turn()
        }
        done.is_ok()
    };
    let longest = (7_000..9_000).take_while(|units| fits(&mut store, *units)).last().expect("some fit");
    assert!(longest < 8_190, "the control: {} is refused when it is staged", longest + 1);
    let (staff, expires) = (StaffId([3; 16]), NOW.plus_hours(48));
    let actions = vec![vec![u8::MAX; 7_900]];
    let token = ScreenToken { staff, case: Some(CaseId([4; 16])), message: Some(i64::MIN), actions, expires };
    store.put::<Tokens>(&[7; 16], &token, tonight).expect("it fits");
    store.put::<Seen>(&0, &SeenPage { ids: vec![i64::MIN; SEEN_PAGE_IDS_MAX] }, tonight).expect("it fits");
    store.keep_turn();
    // As many pages of one person as there may be, each as full as one becomes.
    for page in 0..PAGES_PER_PERSON_MAX as i64 {
        let first = i64::MIN + page * REMEMBERED_MESSAGES_MAX as i64;
        let messages = (0..REMEMBERED_MESSAGES_MAX as i64).map(|at| (first + at, hour_of(NOW))).collect();
        store.write_page(lina, Some(Person::new(Language::Nl, NOW)), messages).expect("it fits");
        store.keep_turn();
        store.commit(NOW).expect("committed");
    }
    for _ in 0..2 {
        night(&mut store).expect("it fits again");
    }
    assert!(store.get::<Outbox>(&RowId([9; 16])).expect("readable").is_some());
    assert_eq!(store.get::<Seen>(&0).expect("readable").map(|page| page.ids.len()), Some(SEEN_PAGE_IDS_MAX));
    let person = store.index.directory.person_at(lina);
    assert_eq!(store.page_messages(person).expect("readable").len(), REMEMBERED_MESSAGES_MAX);
}

#[test]
fn a_month_of_as_many_cards_as_are_counted_fits_however_often_each_was_judged() {
    let mut place = Place::new();
    let mut store = place.open();
    let month = NOW.day().month();
    let most = Tally { helped: u32::MAX, not_really: u32::MAX, unclear: u32::MAX, deflected: u32::MAX };
    let card = |number: usize| TallyOf { month, card: format!("{number:0>32}"), language: Language::Fr };
    let all = (0..CARD_TALLIES_MAX + 10).map(|number| (card(number), most)).collect();
    for _ in 0..2 {
        store.add_tallies(&all, NOW).expect("it fits");
        store.keep_turn();
        store.commit(NOW).expect("committed");
    }
    assert_eq!(store.tallies_of(month).expect("readable").len(), CARD_TALLIES_MAX);
}
