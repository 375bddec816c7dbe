//! Nobody can make a night that the bot does not get through: it comes again at every start, and would end each.

use crate::START;
use crate::support::bot::Bot;
use crate::support::entropy::Seeded;
use rechtdoor::domain::case::{Case, DeskCopy, Stage};
use rechtdoor::domain::limits::{BATCH_EVENTS_MAX, EVENTS_BURST, LEFT_BEHIND_PER_COMMIT, NIGHT_EXPIRED_MAX};
use rechtdoor::domain::moment::{DAY_MS, MINUTE_MS};
use rechtdoor::domain::roles::{Role, Standing};
use rechtdoor::domain::{CaseId, Code, Language, Moment, StaffId};
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::runtime::Incoming;
use rechtdoor::store::engine::BATCH_OPS_MAX;
use rechtdoor::store::records::{ScreenToken, SeenPage};
use rechtdoor::store::tables::{Cases, Seen, Table, Tokens};
use rechtdoor::vault::{Address, KeyClass};

const LOUD: i64 = 5_800_000_001;
const LINA: i64 = 5_800_000_002;
/// Telegram's numbers are of this size: 5 bytes each.
const FIRST: i64 = 910_000_000;

fn update(id: i64, chat: i64, said_at: Moment) -> Incoming {
    let input = Input::Text { text: UserText::new("hallo".to_owned()), message: MessageRef(id), reply_to: None };
    let chat = Address::new(chat);
    Incoming::Update(Box::new(Arrival {
        id,
        chat,
        sender: Some(chat),
        place: Place::Private,
        input,
        said_at: Some(said_at),
        moved_from: None,
    }))
}

fn in_batches(bot: &mut Bot, ids: impl Iterator<Item = i64>, chat: i64) {
    let now = bot.now;
    let ids: Vec<i64> = ids.collect();
    for some in ids.chunks(BATCH_EVENTS_MAX) {
        let batch = some.iter().map(|id| update(*id, chat, now)).collect();
        bot.core().handle(batch, now).expect("the store works");
    }
}

fn pages(bot: &mut Bot) -> u64 {
    bot.core().store().live_records(Seen::LETTER)
}

#[test]
fn two_thousand_messages_and_a_wipe_take_nobody_along() {
    let mut bot = Bot::new(61, START);
    bot.asks(LOUD, "Mag de politie mij filmen?");
    bot.asks(LINA, "Mag de politie mij filmen?");
    bot.pass(MINUTE_MS);
    let before = pages(&mut bot);
    in_batches(&mut bot, FIRST..FIRST + 2_000, LOUD);
    assert_eq!(bot.core().counts.flooded, 2_000 - u64::from(EVENTS_BURST));
    assert!(pages(&mut bot) <= before + 2, "what is dropped leaves no trace in the store");
    bot.pass(2 * MINUTE_MS);
    bot.says(LOUD, "/wis");
    bot.taps(LOUD, "🗑️ Ja, wis alles");
    bot.pass(5 * MINUTE_MS);
    assert!(bot.reads(LOUD, "Alles is weg"));
    bot.crash();
    bot.pass(DAY_MS);
    assert_eq!(bot.core().store().index.people.len(), 1);
    let said = bot.far.outgoing.len();
    bot.says(LINA, "/mijnvragen");
    assert!(bot.far.outgoing.len() > said, "she is answered as ever");
}

/// 70,000 updates that were decided, through a fresh list of people, a start, a night and another start.
#[test]
fn so_many_updates_go_through_the_night_and_none_is_decided_twice() {
    const MANY: i64 = 70_000;
    let mut bot = Bot::new(62, START);
    bot.asks(LINA, "Mag de politie mij filmen?");
    let now = bot.now;
    for first in (0..MANY).step_by(BATCH_EVENTS_MAX) {
        let ids: Vec<i64> = (first..MANY.min(first + BATCH_EVENTS_MAX as i64)).map(|number| FIRST + number).collect();
        bot.core().answered_elsewhere(&ids);
        bot.core().handle(Vec::new(), now).expect("the store works");
    }
    bot.says(LINA, "/wis");
    bot.taps(LINA, "🗑️ Ja, wis alles");
    bot.pass(MINUTE_MS);
    bot.crash();
    bot.pass(DAY_MS);
    bot.crash();
    let rows = bot.core().outbox_len();
    in_batches(&mut bot, FIRST..FIRST + MANY, LOUD);
    assert_eq!(bot.core().counts.redelivered, MANY as u64);
    assert_eq!((bot.core().counts.flooded, bot.core().outbox_len()), (0, rows), "nothing was decided");
    in_batches(&mut bot, FIRST + MANY..FIRST + MANY + 1, LOUD);
    assert!(bot.core().outbox_len() > rows, "the control: a new one is");
}

/// As many answers without the store as one outage gives, all remembered by one commit.
#[test]
fn a_whole_outage_is_remembered_at_once() {
    let mut bot = Bot::new(63, START);
    let now = bot.now;
    let ids: Vec<i64> = (FIRST..FIRST + rechtdoor::domain::limits::OUTAGE_UPDATES_MAX as i64).collect();
    bot.core().answered_elsewhere(&ids);
    bot.core().handle(Vec::new(), now).expect("the store works");
    bot.crash();
    in_batches(&mut bot, ids.iter().copied(), LOUD);
    assert_eq!(bot.core().counts.redelivered, ids.len() as u64);
}

/// Batches of 128 in 512 places that were filled round and round.
#[test]
fn a_store_with_a_full_table_of_batches_starts_and_loses_none() {
    let mut bot = Bot::new(64, START);
    let tonight = bot.core().store().epoch().expect("a night");
    let store = bot.core().store_mut();
    for place in 0..512 {
        let first = FIRST + 128 * i64::try_from((place + 200) % 512).expect("small");
        store.put::<Seen>(&place, &SeenPage { ids: (first..first + 128).collect() }, tonight).expect("staged");
        store.keep_turn();
    }
    store.commit(START).expect("committed");
    for _ in 0..2 {
        bot.crash();
        in_batches(&mut bot, FIRST..FIRST + 512 * 128, LOUD);
        assert_eq!(bot.core().counts.redelivered, 512 * 128);
        bot.pass(DAY_MS);
    }
}

const _: () = assert!(NIGHT_EXPIRED_MAX < BATCH_OPS_MAX / 2, "one commit takes them, and what else a night removes");

/// More screens ran out on the same day than one night takes away.
#[test]
fn however_many_screens_run_out_the_night_goes_on_and_the_next_one_takes_the_rest() {
    let mut bot = Bot::new(65, START);
    let tonight = bot.core().store().epoch().expect("a night");
    let store = bot.core().store_mut();
    let many = NIGHT_EXPIRED_MAX + 50;
    for number in 0..many {
        let mut tag = [0; 16];
        tag[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let staff = StaffId([1; 16]);
        let token = ScreenToken { staff, case: None, message: None, actions: Vec::new(), expires: START };
        store.put::<Tokens>(&tag, &token, tonight).expect("staged");
        if number % 5_000 == 0 {
            store.keep_turn();
            store.commit(START).expect("committed");
        }
    }
    store.keep_turn();
    store.commit(START).expect("committed");
    bot.pass(DAY_MS);
    let left = bot.core().store().live_records(Tokens::LETTER);
    assert_eq!(left, (many - NIGHT_EXPIRED_MAX) as u64, "one night");
    bot.crash();
    bot.pass(DAY_MS);
    assert_eq!(bot.core().store().live_records(Tokens::LETTER), 0);
}

/// Somebody who answered very many questions is removed: each edit of each text is a row, and a commit takes only so many.
#[test]
fn whoever_had_very_many_cases_is_removed_in_bounded_commits() {
    const CORA: i64 = 6_800_000_001;
    const SAM: i64 = 6_800_000_002;
    const CASES_OF_SAM: usize = 100;
    const COPIES: i64 = 3;
    let mut bot = Bot::new(66, START);
    bot.staffs(CORA, Role::Coordinator);
    let sam = bot.staffs(SAM, Role::Moderator);
    bot.far.deaf.insert(SAM);
    let today = bot.now.day();
    let store = bot.core().store_mut();
    for number in 0..CASES_OF_SAM {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let code = Code::random(&mut Seeded::new(number as u64));
        let first = number as i64 * COPIES;
        let copies = (first..first + COPIES).map(|message| DeskCopy { staff: sam, message }).collect();
        let case = Case {
            stage: Stage::Sent { holder: sam, since: today },
            copies,
            severed: true,
            ..Case::new(code, Language::Nl, today, number as u64, START)
        };
        let key = store.new_key(KeyClass::Text).expect("a slot");
        store.put::<Cases>(&CaseId(id), &case, key).expect("staged");
    }
    store.keep_turn();
    store.commit(START).expect("committed");
    bot.says(CORA, "/team");
    bot.taps(CORA, "👤");
    let before = bot.core().counts.commits;
    bot.taps(CORA, "➖ Ja");
    let commits = bot.core().counts.commits - before;
    assert!(commits >= CASES_OF_SAM.div_ceil(LEFT_BEHIND_PER_COMMIT) as u64, "{commits} commits");
    let removed = |bot: &mut Bot| {
        let index = &bot.core().store().index;
        index.members.get(&sam).is_some_and(|member| member.standing == Standing::Removed)
            && (0..CASES_OF_SAM as i64 * COPIES).all(|message| index.case_at(sam, message).is_none())
    };
    assert!(removed(&mut bot));
    bot.crash();
    assert!(removed(&mut bot), "and it is on disk");
    assert_eq!(bot.core().counts.panics, 0);
}
