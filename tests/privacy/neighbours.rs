//! Somebody who holds the master key, today's ring, and the whole history of the store: which records stood beside which
//! in each commit. From a case whose link was cut, this thief goes from neighbour to neighbour until an address opens.
//!
//! Never true of this file: a version of a record, or a key that is left, goes untried; a neighbour is passed over but for
//! those that everybody has (the store's own account, what the desk's members have of their own).

use crate::support::bot::Bot;
use crate::support::entropy::Seeded;
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{CaseId, Moment};
use rechtdoor::store::engine::{Landing, Op};
use rechtdoor::store::records::{OutboxRow, PersonPage, RouteRecord, RowTo};
use rechtdoor::store::tables::{Cases, Drafts, Entries, Outbox, Persons, Routes, Table};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{self, Address, KeyRef, Master, Place, Ring};
use std::collections::{BTreeMap, BTreeSet};

const START: Moment = Moment(1_796_634_000_000);
pub const MINUTE_MS: i64 = 60_000;
pub const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
pub const LINA: i64 = 7_100_000_001;
const SAM: i64 = 6_100_000_001;
const TOM: i64 = 6_100_000_002;
/// Others who ask on the same day.
const OTHERS: i64 = 11;

type Record = Vec<u8>;

/// What the thief has, put in order.
struct Thief {
    /// The records of each commit; those of one case are one.
    commits: Vec<BTreeSet<Record>>,
    /// The addresses that open in any version of a record.
    addresses: BTreeMap<Record, BTreeSet<i64>>,
}

/// A case's records are told by the case's id in their keys.
fn whose(key: &[u8]) -> Option<Record> {
    let table = *key.first()?;
    let is_of_a_case = table == Cases::LETTER || table == Entries::LETTER;
    match table {
        _ if is_of_a_case => Some([&[Cases::LETTER], key.get(1..17)?].concat()),
        _ if table == Routes::LETTER && key.get(1) == Some(&1) => Some([&[Cases::LETTER], key.get(2..18)?].concat()),
        // A draft and its route.
        _ if table == Routes::LETTER && key.get(1) == Some(&2) => Some([&[Drafts::LETTER], key.get(2..18)?].concat()),
        // Members and groups.
        _ if table == Routes::LETTER && matches!(key.get(1), Some(3 | 4)) => None,
        _ if [Routes::LETTER, Drafts::LETTER, Persons::LETTER, Outbox::LETTER].contains(&table) => Some(key.to_vec()),
        _ => None,
    }
}

impl Thief {
    fn of(bot: &Bot) -> Self {
        let master = bot.master();
        let disk = bot.ring_disk.copy();
        disk.power_cut(|_| Fate::Kept);
        let ring = Ring::open(disk, &master, &mut Seeded::new(99)).expect("the ring opens");
        let mut thief = Self { commits: Vec::new(), addresses: BTreeMap::new() };
        for batch in bot.history.as_ref().expect("a history").batches() {
            let mut beside = BTreeSet::new();
            for op in batch {
                let (Op::Put { key, .. } | Op::Delete { key }) = &op;
                let Some(record) = whose(key) else { continue };
                if let Op::Put { key, value } = &op {
                    let address = open(&ring, &master, key, value).and_then(|plain| address_in(key[0], &plain));
                    thief.addresses.entry(record.clone()).or_default().extend(address);
                }
                beside.insert(record);
            }
            thief.commits.push(beside);
        }
        thief
    }

    /// How far from a case each address is, counted in commits on the way. `window` commits in a row count as one.
    fn ways_from(&self, case: CaseId, window: usize) -> BTreeMap<i64, usize> {
        let mut far = BTreeMap::new();
        let mut known = BTreeSet::from([[&[Cases::LETTER], &case.0[..]].concat()]);
        let mut edge = known.clone();
        for steps in 0.. {
            for record in &edge {
                for address in self.addresses.get(record).into_iter().flatten() {
                    far.entry(*address).or_insert(steps);
                }
            }
            let touched =
                self.commits.windows(window).filter(|commits| commits.iter().any(|commit| !commit.is_disjoint(&edge)));
            let next: BTreeSet<Record> =
                touched.flatten().flatten().filter(|record| !known.contains(*record)).cloned().collect();
            if next.is_empty() {
                return far;
            }
            known.extend(next.iter().cloned());
            edge = next;
        }
        far
    }

    /// Among how many chats the asker's is hidden: those that are at least as near, or all when no way leads there.
    fn company_of(&self, case: CaseId, asker: i64, window: usize) -> usize {
        let far = self.ways_from(case, window);
        match far.get(&asker) {
            Some(steps) => far.values().filter(|other| *other <= steps).count(),
            None => self.addresses.values().flatten().collect::<BTreeSet<_>>().len(),
        }
    }
}

/// Does anything that was ever written still lead to this chat?
pub fn opens_to(bot: &Bot, chat: i64) -> bool {
    Thief::of(bot).addresses.values().flatten().any(|address| *address == chat)
}

fn open(ring: &Ring, master: &Master, record: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (table, key) = record.split_first()?;
    let place = Place { table: *table, key, schema: 1 };
    let plain = match vault::header(sealed)?.key {
        KeyRef::Fixed(fixed) => vault::open(master.fixed(fixed), &place, sealed),
        KeyRef::Ring(class, slot) => vault::open(&ring.key(slot, class).ok()??, &place, sealed),
    };
    plain.ok().map(|plain| plain.to_vec())
}

fn address_in(table: u8, plain: &[u8]) -> Option<i64> {
    let address = match table {
        Routes::LETTER => postcard::from_bytes::<RouteRecord>(plain).ok()?.address,
        Persons::LETTER => postcard::from_bytes::<PersonPage>(plain).ok()?.address,
        Outbox::LETTER => match postcard::from_bytes::<OutboxRow>(plain).ok()?.to {
            RowTo::Direct(address) => address,
            RowTo::Owner(_) => return None,
        },
        _ => return None,
    };
    Some(address.reveal())
}

// --- a day -------------------------------------------------------------------------------------------------------

/// Lina asks, then half of the others, then she once more, then the other half.
pub struct Day {
    pub bot: Bot,
    first: CaseId,
    second: CaseId,
}

impl Day {
    fn of_twelve() -> Self {
        Self::with_others(OTHERS)
    }

    pub fn with_others(others: i64) -> Self {
        let mut bot = Bot::new(21, START);
        bot.keep_history();
        bot.staffs(SAM, Role::Moderator);
        let first = asks(&mut bot, LINA, "Mag de politie in mijn rugzak kijken?");
        let others: Vec<i64> = (1..=others).map(|other| LINA + other).collect();
        let (before, after) = others.split_at(others.len() / 2);
        for other in before {
            asks(&mut bot, *other, "Moet ik mijn naam zeggen?");
        }
        let second = asks(&mut bot, LINA, "En mag dat ook op school?");
        for other in after {
            asks(&mut bot, *other, "Moet ik mijn naam zeggen?");
        }
        assert_ne!(first, second);
        Self { bot, first, second }
    }

    fn first_is_answered_and_closed(&mut self) {
        let bot = &mut self.bot;
        bot.says(SAM, "/volgende");
        bot.taps(SAM, "✍️ Antwoord");
        bot.says(SAM, "Enkel als er een reden voor is.");
        bot.taps(SAM, "✅ Verstuur");
        bot.taps(LINA, "👍");
    }

    fn first_is_wiped(&mut self) {
        let code = self.bot.core().store().index.cases[&self.first].code;
        self.bot.says(LINA, code.as_str());
        self.bot.taps(LINA, "🗑️");
        self.bot.taps(LINA, "🗑️ Ja");
        assert!(!self.bot.core().store().index.cases.contains_key(&self.first), "wiped");
    }

    /// Among how many chats Lina's is hidden, seen from a case of hers.
    fn company(&self, case: CaseId) -> usize {
        Thief::of(&self.bot).company_of(case, LINA, 1)
    }

    /// The other case is as it was: its link stands, and the thief knows whose it is.
    fn assert_second_lives(&mut self) {
        let person = self.bot.core().store().index.people.asker_of(self.second);
        assert!(person.is_some(), "the link of the other case stands");
        assert_eq!(self.company(self.second), 1, "the control: a case that is not severed says whose it is");
    }
}

/// Two members take the next question.
fn both_take(bot: &mut Bot) {
    bot.says(SAM, "/volgende");
    bot.says(TOM, "/volgende");
}

fn asks(bot: &mut Bot, chat: i64, text: &str) -> CaseId {
    let before: BTreeSet<CaseId> = bot.core().store().index.cases.keys().copied().collect();
    bot.says(chat, text);
    for label in ["🌐 Nederlands", "🆕", "✅ Verstuur"] {
        let chat_now = &bot.far.chats[&chat];
        let last = chat_now.messages.values().next_back().expect("a screen");
        if last.rows.iter().flatten().any(|(shown, _)| shown.starts_with(label)) {
            bot.taps(chat, label);
        }
    }
    let index = &bot.core().store().index;
    index.cases.keys().copied().find(|id| !before.contains(id)).expect("a question")
}

/// SHR: after seven days nothing that stood beside the case leads to its asker, although another case of hers lives.
#[test]
fn a_link_that_was_cut_cannot_be_guessed_from_its_neighbours() {
    let mut day = Day::of_twelve();
    day.first_is_answered_and_closed();
    assert_eq!(day.company(day.first), 1, "the control: until then its route opens");
    day.bot.pass(6 * DAY_MS);
    assert_eq!(day.company(day.first), 1, "the control: and for six days more");
    day.bot.pass(2 * DAY_MS);
    assert!(day.company(day.first) > OTHERS as usize, "{}", day.company(day.first));
    let nearby = Thief::of(&day.bot).company_of(day.first, LINA, 2);
    assert!(nearby > OTHERS as usize, "commits that follow each other tell {nearby}");
    day.assert_second_lives();
}

/// Two cases of one person fall due in the same moment, day after day: no commit holds both.
#[test]
fn no_commit_ever_holds_two_cases_of_one_person() {
    let mut day = Day::with_others(0);
    for _ in 0..2 {
        day.bot.says(SAM, "/volgende");
        day.bot.taps(SAM, "✍️ Antwoord");
        day.bot.says(SAM, "Enkel als er een reden voor is.");
        day.bot.taps(SAM, "✅ Verstuur");
    }
    day.bot.pass(15 * DAY_MS);
    let thief = Thief::of(&day.bot);
    let [first, second] = [day.first, day.second].map(|case| [&[Cases::LETTER], &case.0[..]].concat());
    let with = |case: &Record| thief.commits.iter().filter(|commit| commit.contains(case)).count();
    assert!(with(&first) > 5 && with(&second) > 5, "the control: both were written often");
    assert!(!thief.commits.iter().any(|commit| commit.contains(&first) && commit.contains(&second)));
    let gone = [day.first, day.second].map(|case| day.bot.core().store().index.people.asker_of(case));
    assert_eq!(gone, [None, None], "the control: closed and severed on the same days");
}

/// Two members, or a member and the asker, in one batch: what they do is about two questions of hers.
#[test]
fn no_commit_ever_holds_two_cases_of_one_person_although_others_act_on_them_together() {
    const MINA: i64 = LINA + 1;
    let claims = |bot: &mut Bot| {
        bot.staffs(TOM, Role::Moderator);
        bot.together(both_take);
    };
    let claims_and_adds = |bot: &mut Bot| {
        bot.says(LINA, "Het was gisteren.");
        bot.taps(LINA, "📎");
        bot.together(|bot| {
            bot.says(SAM, "/volgende");
            bot.taps(LINA, "✅ Verstuur");
        });
    };
    let adds_and_claims = |bot: &mut Bot| {
        bot.says(LINA, "Het was gisteren.");
        bot.taps(LINA, "📎");
        bot.together(|bot| {
            bot.taps(LINA, "✅ Verstuur");
            bot.says(SAM, "/volgende");
        });
    };
    let both: [&dyn Fn(&mut Bot); 3] = [&claims, &claims_and_adds, &adds_and_claims];
    for (number, act) in both.into_iter().enumerate() {
        let mut day = Day::with_others(0);
        let before = Thief::of(&day.bot).commits.len();
        act(&mut day.bot);
        let thief = Thief::of(&day.bot);
        let [first, second] = [day.first, day.second].map(|case| [&[Cases::LETTER], &case.0[..]].concat());
        let touched = |case: &Record| thief.commits[before..].iter().any(|commit| commit.contains(case));
        assert!(touched(&first) && touched(&second), "the control, {number}: something was done with both");
        let beside = thief.commits.iter().any(|commit| commit.contains(&first) && commit.contains(&second));
        assert!(!beside, "{number}: side by side");
    }
    // The control: what two members do about questions of two people costs no commit more.
    let mut day = Day::with_others(0);
    day.bot.staffs(TOM, Role::Moderator);
    day.bot.says(SAM, "/volgende");
    let third = asks(&mut day.bot, MINA, "Moet ik mijn naam zeggen?");
    let second = [&[Cases::LETTER], &day.second.0[..]].concat();
    let third = [&[Cases::LETTER], &third.0[..]].concat();
    day.bot.together(both_take);
    let commits = Thief::of(&day.bot).commits;
    assert!(commits.iter().any(|commit| commit.contains(&second) && commit.contains(&third)));
}

/// The power goes between the two halves of such a batch: the second half comes in once more, the first does not.
#[test]
fn a_power_cut_between_two_cases_of_one_batch_loses_and_doubles_nothing() {
    for (at, landing) in (1..=2).flat_map(|at| [(at, Landing::Whole), (at, Landing::Nothing)]) {
        let mut day = Day::with_others(0);
        day.bot.staffs(TOM, Role::Moderator);
        day.bot.store_disk.power_cut_at_commit(day.bot.store_disk.attempts() + at, landing);
        let boots = day.bot.boots();
        day.bot.together(both_take);
        assert_eq!(day.bot.boots(), boots + 1, "the power went");
        let index = &day.bot.core().store().index;
        let staff = [SAM, TOM].map(|member| index.directory.staff_of(Address::new(member)).expect("a member"));
        assert_eq!(staff.map(|one| index.held_by(one).len()), [1, 1], "{at} {landing:?}");
        for member in [SAM, TOM] {
            let cards = day.bot.far.chats[&member].messages.values().filter(|message| message.text.starts_with("📨"));
            assert_eq!(cards.count(), 1, "{at} {landing:?}");
        }
    }
}

/// One of two questions is wiped: what was written beside it today tells for some minutes, and then no more.
#[test]
fn a_question_that_was_wiped_cannot_be_guessed_from_its_neighbours() {
    let mut day = Day::of_twelve();
    assert!(day.bot.now.since_ms(START) < 10 * MINUTE_MS, "or the list is written anew at once");
    day.first_is_wiped();
    assert_eq!(day.company(day.first), 1, "the control: before the list of people is written anew");
    day.bot.pass(11 * MINUTE_MS);
    assert!(day.company(day.first) > OTHERS as usize, "{}", day.company(day.first));
    day.assert_second_lives();
}

/// Where the power can fail.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// During a commit, whose batch lands or does not.
    Commit(Landing),
    /// Before a write or a sync of the ring.
    Ring,
}

impl Cut {
    fn arm(self, bot: &Bot, at: usize) {
        match self {
            Cut::Commit(landing) => {
                bot.store_disk.power_cut_at_commit(bot.store_disk.attempts() + 1 + at as u64, landing)
            }
            Cut::Ring => bot.ring_disk.stop_before(bot.ring_disk.operations() + at),
        }
    }
}

/// The power goes at every commit and every write of the ring while the list of people is written anew.
#[test]
fn a_power_cut_while_everybody_is_written_anew_loses_nobody_and_tells_nothing() {
    for (cut, least) in [(Cut::Commit(Landing::Whole), 3), (Cut::Commit(Landing::Nothing), 3), (Cut::Ring, 5)] {
        let places = (0..).take_while(|at| is_cut_and_goes_on(cut, *at)).count();
        assert!(places >= least, "only {places} places for {cut:?}");
    }
}

/// `false` when the list was written anew before the power could go.
fn is_cut_and_goes_on(cut: Cut, at: usize) -> bool {
    const FEW: i64 = 3;
    let shy = LINA + 3;
    let mut day = Day::with_others(FEW);
    day.bot.says(shy, "/privacy");
    day.bot.taps(shy, "🙈");
    day.first_is_wiped();
    let people = day.bot.core().store().index.people.len();
    day.bot.now = day.bot.now.plus_ms(11 * MINUTE_MS);
    let now = day.bot.now;
    cut.arm(&day.bot, at);
    if day.bot.core().handle(Vec::new(), now).is_ok() {
        return false;
    }
    day.bot.crash();
    day.bot.pass(MINUTE_MS);
    assert!(day.company(day.first) > FEW as usize, "{cut:?} {at}: {}", day.company(day.first));
    day.assert_second_lives();
    let store = day.bot.core().store_mut();
    assert_eq!(store.index.people.len(), people, "{cut:?} {at}: somebody is lost");
    assert_eq!(store.live_records(Persons::LETTER), people as u64, "{cut:?} {at}: everybody is there once");
    let shy = store.index.directory.person_at(Address::new(shy));
    assert!(store.person(shy).expect("readable").is_some_and(|person| person.discreet), "{cut:?} {at}");
    let keys = keys_in_ring(&day.bot);
    day.bot.crash();
    assert_eq!(keys_in_ring(&day.bot), keys, "{cut:?} {at}: a key that nothing needs was left for a start to find");
    true
}

/// The power goes while the keys of a wipe are overwritten, and only some of them reach the disk. The channel delivers
/// the press once more, but a case whose link is gone already cannot be found by it.
#[test]
fn a_wipe_that_a_power_cut_interrupts_ends_whole() {
    let fates: [fn(usize) -> Fate; 3] = [
        |_| Fate::Kept,
        |number| if number % 2 == 0 { Fate::Kept } else { Fate::Dropped },
        |number| if number % 2 == 1 { Fate::Kept } else { Fate::Dropped },
    ];
    for (fate, at) in fates.into_iter().flat_map(|fate| (0..6).map(move |at| (fate, at))) {
        let mut day = Day::with_others(0);
        day.bot.fate = fate;
        day.bot.says(LINA, "/wis");
        let before = (day.bot.boots(), day.bot.core().store().live_records(Entries::LETTER));
        assert_eq!(before.1, 2);
        day.bot.ring_disk.stop_before(day.bot.ring_disk.operations() + at);
        day.bot.taps(LINA, "🗑️ Ja");
        assert_eq!(day.bot.boots(), before.0 + 1, "the power went");
        day.bot.pass(11 * MINUTE_MS);
        for table in [Cases::LETTER, Entries::LETTER, Persons::LETTER] {
            assert_eq!(day.bot.core().store().live_records(table), 0, "write {at}: table {}", char::from(table));
        }
        assert_eq!(day.bot.core().store().live_records(Routes::LETTER), 1, "write {at}: but for Sam's");
    }
}

fn keys_in_ring(bot: &Bot) -> usize {
    let ring = Ring::open(bot.ring_disk.copy(), &bot.master(), &mut Seeded::new(98)).expect("the ring opens");
    ring.occupied().count()
}
