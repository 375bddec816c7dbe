//! Bans that forget: who is banned meets a closed door at the desk and nowhere else, nobody can read who it was, and the
//! slow hash behind it slows nobody down.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::ban::{BanReason, Whom};
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::limits::{BAN_HASHES_PER_MINUTE, BAN_QUEUE_MAX, BANS_MAX};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{CaseId, Day, Moment};
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::runtime::{HashJob, Incoming};
use rechtdoor::store::bans::Banned;
use rechtdoor::store::tables::{BanQuarters, Bans, Drafts, Table};
use rechtdoor::vault::Address;
use rechtdoor::vault::slow::SlowCost;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels: in the last quarter of 2026.
const START: Moment = Moment(1_796_634_000_000);
const DAY_MS: i64 = 86_400_000;
const LINA: i64 = 5_100_000_001;
const YANIS: i64 = 5_100_000_002;
const SAM: i64 = 6_100_000_001;

/// Sam blocks whoever asked the question at hand, for a week.
fn blocks(bot: &mut Bot) {
    bot.says(SAM, "/volgende");
    for label in ["⋯ Meer", "🗑️ Weiger", "⛔ Blokkeer", "📢 Spam", "📅 7 dagen", "⛔ Ja"] {
        bot.taps(SAM, label);
    }
}

fn blocked(seed: u64) -> Bot {
    let mut bot = Bot::new(seed, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Blablabla");
    blocks(&mut bot);
    bot
}

fn records<T: Table>(bot: &mut Bot) -> u64 {
    bot.core().store().live_records(T::LETTER)
}

fn case_of(bot: &mut Bot) -> CaseId {
    *bot.core().store().index.cases.keys().next().expect("a case")
}

#[test]
fn others_ask_as_before_and_the_banned_cannot() {
    let mut bot = blocked(41);
    bot.says(LINA, "Nog een vraag");
    assert_eq!(records::<Drafts>(&mut bot), 0);
    assert!(bot.reads(LINA, "Vanaf maandag 14 december"));
    bot.asks(YANIS, "Mag de politie in mijn gsm kijken?");
    assert_eq!(bot.core().store().index.cases.len(), 2, "the control: somebody else's question arrives");
}

/// The ban itself is on disk with the word to the moderator; whose it is may still have to be hashed.
#[test]
fn a_ban_that_was_said_survives_a_power_cut_before_its_hash() {
    let mut bot = Bot::new(42, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Blablabla");
    let (case, now) = (case_of(&mut bot), bot.now);
    let store = bot.core().store_mut();
    let until = Day(now.day().0 + 7);
    assert_eq!(store.ban(case, BanReason::Spam, until).expect("staged"), Banned::Done);
    store.keep_turn();
    store.commit(now).expect("committed");
    bot.crash();
    let waiting = |bot: &mut Bot| {
        bot.core().store().index.bans.values().filter(|ban| matches!(ban.whom, Whom::AskerOf(_))).count()
    };
    assert_eq!(waiting(&mut bot), 1, "the control: not hashed yet");
    bot.hash();
    assert_eq!(waiting(&mut bot), 0);
    bot.says(LINA, "Nog een vraag");
    assert_eq!(records::<Drafts>(&mut bot), 0);
    bot.crash();
    bot.says(LINA, "Hallo?");
    assert_eq!(records::<Drafts>(&mut bot), 1, "let through until it is known");
    bot.pass(31 * 60_000);
    bot.says(LINA, "En nu?");
    assert_eq!(records::<Drafts>(&mut bot), 0);
}

#[test]
fn a_ban_ends_by_its_day_and_its_quarter_takes_salt_and_key_along() {
    let mut bot = blocked(43);
    assert_eq!((records::<Bans>(&mut bot), records::<BanQuarters>(&mut bot)), (1, 1));
    let id = *bot.core().store().index.bans.keys().next().expect("a ban");
    let key = bot.core().store_mut().key_of::<Bans>(&id).expect("readable").expect("there");
    bot.pass(8 * DAY_MS);
    assert_eq!((records::<Bans>(&mut bot), records::<BanQuarters>(&mut bot)), (0, 1), "the quarter is not over");
    bot.pass(20 * DAY_MS);
    assert_eq!(records::<BanQuarters>(&mut bot), 0);
    // A ban of the next quarter has another key.
    bot.asks(YANIS, "Blablabla");
    blocks(&mut bot);
    let id = *bot.core().store().index.bans.keys().next().expect("a ban");
    assert!(bot.core().store_mut().key_of::<Bans>(&id).expect("readable").is_some_and(|fresh| fresh != key));
}

#[test]
fn beyond_the_maximum_nobody_is_banned_and_the_case_stays() {
    let mut bot = Bot::new(44, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Blablabla");
    let (case, now) = (case_of(&mut bot), bot.now);
    let store = bot.core().store_mut();
    for _ in 0..BANS_MAX {
        assert_eq!(store.ban(case, BanReason::Spam, Day(now.day().0 + 7)).expect("staged"), Banned::Done);
        store.keep_turn();
    }
    store.commit(now).expect("committed");
    blocks(&mut bot);
    assert_eq!(records::<Bans>(&mut bot), BANS_MAX);
    assert!(
        bot.core().store().index.cases.values().all(|case| !matches!(case.stage(), Stage::Closed { .. })),
        "it can still be refused"
    );
}

/// ABU-5. Strangers by the thousand: one hash at a time, so many a minute, a queue with an end, and nobody waits.
#[test]
fn a_crowd_makes_no_more_hashes_than_a_minute_may_have_and_nobody_waits_for_them() {
    let mut bot = blocked(45);
    bot.pass(60_000);
    let now = bot.now;
    let strangers = i64::try_from(BAN_QUEUE_MAX).expect("small") + 20;
    for number in 0..strangers {
        let arrival = Arrival {
            id: 800_000_000 + number,
            chat: Address::new(5_700_000_000 + number),
            sender: None,
            place: Place::Private,
            input: Input::Text { text: UserText::new("Mag dat?".to_owned()), message: MessageRef(1), reply_to: None },
            said_at: Some(now),
            moved_from: None,
        };
        bot.core().handle(vec![Incoming::Update(Box::new(arrival))], now).expect("the store works");
    }
    assert_eq!(records::<Drafts>(&mut bot), strangers.unsigned_abs(), "all were let through at once");
    let mut hashes = 0;
    while let Some(job) = bot.core().next_hash(now).expect("the store works") {
        assert!(bot.core().next_hash(now).expect("the store works").is_none(), "one at a time");
        hashes += job.hashes();
        let done = Incoming::Hashed(job.perform(SlowCost::CHEAP));
        bot.core().handle(vec![done], now).expect("the store works");
    }
    assert_eq!(hashes, BAN_HASHES_PER_MINUTE);
    let mut minutes = 1;
    let later = loop {
        let later = now.plus_minutes(minutes);
        let Some(job) = bot.core().next_hash(later).expect("the store works") else { break later };
        hashes += job.hashes();
        bot.core().handle(vec![Incoming::Hashed(job.perform(SlowCost::CHEAP))], later).expect("the store works");
        minutes += i64::from(hashes % BAN_HASHES_PER_MINUTE == 0);
    };
    assert_eq!(hashes, BAN_QUEUE_MAX, "the queue has an end: the others are asked when they write again");
    assert!(later.since_ms(now) < 20 * 60_000);
}

/// The core may be opened anew while a hash of its earlier life is still being made.
#[test]
fn a_hash_of_an_earlier_life_is_not_believed_and_one_that_got_lost_is_asked_again() {
    let mut bot = blocked(46);
    bot.crash();
    let now = bot.now;
    let stale = meets(&mut bot, YANIS, now).expect("a job").perform(SlowCost::CHEAP);
    bot.crash();
    let lost = meets(&mut bot, LINA, now);
    assert!(lost.is_some());
    bot.core().handle(vec![Incoming::Hashed(stale)], now).expect("the store works");
    assert!(bot.core().next_hash(now).expect("the store works").is_none(), "Lina's own is still under way");
    let later = now.plus_minutes(2);
    bot.now = later;
    let again = meets(&mut bot, LINA, later).expect("asked again").perform(SlowCost::CHEAP);
    bot.core().handle(vec![Incoming::Hashed(again)], later).expect("the store works");
    bot.says(LINA, "Hallo?");
    assert_eq!(records::<Drafts>(&mut bot), 0, "Lina is known for who she is");
}

/// Somebody opens the bot; gives the hash that this asks for.
fn meets(bot: &mut Bot, chat: i64, now: Moment) -> Option<HashJob> {
    let arrival = Arrival {
        id: bot.next_update(),
        chat: Address::new(chat),
        sender: None,
        place: Place::Private,
        input: Input::Joined,
        said_at: Some(now),
        moved_from: None,
    };
    bot.core().handle(vec![Incoming::Update(Box::new(arrival))], now).expect("the store works");
    bot.core().next_hash(now).expect("the store works")
}
