//! A message to those who come to an encounter or wait, over the whole bot: how many a day, until when, to whom, and that no
//! word of it is kept.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::encounter::Audience;
use rechtdoor::domain::limits::{CIRCULAR_UNITS_MAX, CIRCULARS_PER_DAY_MAX, SEATS_PER_COMMIT};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{EncounterId, Moment, StaffId};
use rechtdoor::store::tables::Circulars;
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{KeyClass, Ring};
use support::bot::Bot;
use support::entropy::Seeded;
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CORA: i64 = 6_100_000_001;
const CROWD: i64 = 5_700_000_000;
const HOUR_MS: i64 = 3_600_000;

/// A coordinator, an encounter in nine days, and so many who come.
fn ready(seed: u64, guests: i64) -> (Bot, EncounterId, StaffId) {
    let mut bot = Bot::new(seed, START);
    let cora = bot.staffs(CORA, Role::Coordinator);
    let id = bot.plans("genk", 150, START.plus_days(9), false);
    for chat in CROWD..CROWD + guests {
        bot.press(chat, chat, "l:nl", None);
        bot.says(chat, "/agenda");
        for label in ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
            bot.taps(chat, label);
        }
    }
    (bot, id, cora)
}

/// Up to the preview.
fn writes(bot: &mut Bot, words: &str) {
    bot.says(CORA, "/bericht");
    bot.taps(CORA, "✅ Met plaats");
    bot.says(CORA, words);
    bot.says(CORA, &format!("{words} (fr)"));
}

fn sends(bot: &mut Bot, words: &str) {
    writes(bot, words);
    bot.taps(CORA, "✅ Verstuur");
}

/// How often somebody has been told this.
fn heard(bot: &Bot, chat: i64, words: &str) -> usize {
    bot.far.chats.get(&chat).map_or(0, |chat| chat.messages.values().filter(|one| one.text.contains(words)).count())
}

/// Words that can still be opened: records, and keys in the ring as it lies on the disk.
fn kept(bot: &Bot) -> (usize, usize) {
    let disk = bot.ring_disk.copy();
    disk.power_cut(|_| Fate::Kept);
    let ring = Ring::open(disk, &bot.master(), &mut Seeded::new(99)).expect("the ring opens");
    let keys = ring.occupied().filter(|(_, class)| *class == KeyClass::TeamText).count();
    (Ledger::of(bot).count::<Circulars>(), keys)
}

#[test]
fn a_day_has_so_many_messages_and_the_next_is_kindly_refused() {
    let (mut bot, ..) = ready(81, 2);
    for number in 0..CIRCULARS_PER_DAY_MAX {
        let words = format!("Bericht nummer {number}.");
        sends(&mut bot, &words);
        assert_eq!(heard(&bot, CROWD, &words), 1);
    }
    bot.says(CORA, "/bericht");
    assert!(bot.reads(CORA, "gingen vandaag al 3 berichten weg"));
    bot.pass(24 * HOUR_MS);
    sends(&mut bot, "Een dag later.");
    assert_eq!(heard(&bot, CROWD, "Een dag later."), 1);
}

#[test]
fn no_word_is_kept_of_what_everybody_was_told_or_nobody_sent() {
    let (mut bot, ..) = ready(82, 2);
    writes(&mut bot, "Neem een fluitje mee.");
    assert_eq!(kept(&bot), (1, 1), "the control: it can be read until it is sent, under one key");
    bot.taps(CORA, "✅ Verstuur");
    assert_eq!((heard(&bot, CROWD, "Neem een fluitje mee."), kept(&bot)), (1, (0, 0)));
    writes(&mut bot, "Toch maar niet.");
    bot.taps(CORA, "🗑️ Gooi weg");
    assert_eq!(kept(&bot), (0, 0));
    writes(&mut bot, "Half geschreven.");
    bot.pass(29 * 60_000);
    assert_eq!(kept(&bot), (1, 1));
    bot.pass(2 * 60_000);
    assert_eq!((heard(&bot, CROWD, "Half geschreven."), kept(&bot)), (0, (0, 0)));
}

#[test]
fn whoever_gave_back_wiped_or_came_by_then_counts_in_the_morning() {
    let (mut bot, ..) = ready(83, 3);
    bot.pass(12 * HOUR_MS);
    sends(&mut bot, "Kom een kwartier vroeger.");
    bot.says(CROWD, "/plaatsen");
    bot.taps(CROWD, "🙅 Ik kom niet");
    bot.says(CROWD + 1, "/wis");
    bot.taps(CROWD + 1, "🗑️ Ja");
    bot.crash();
    bot.pass(12 * HOUR_MS);
    let told = |bot: &Bot, number: i64| heard(bot, CROWD + number, "Kom een kwartier vroeger.");
    assert_eq!([0, 1, 2].map(|number| told(&bot, number)), [0, 0, 1]);
    assert!(bot.reads(CORA, "Naar hoeveel jongeren: 1"));
    assert_eq!(kept(&bot), (0, 0));
}

#[test]
fn many_are_told_some_at_a_time_and_a_crash_tells_nobody_twice_or_not_at_all() {
    let guests = i64::try_from(SEATS_PER_COMMIT).expect("few") + 5;
    let (mut bot, ..) = ready(84, guests);
    writes(&mut bot, "Breng iemand mee.");
    // The press comes again, and is decided once.
    bot.cut_power_at_next_commit();
    bot.far.offline = true;
    bot.taps(CORA, "✅ Verstuur");
    assert!(
        bot.boots() > 1 && heard(&bot, CROWD, "Breng iemand mee.") == 0,
        "the control: the power went, nobody heard"
    );
    bot.crash();
    bot.far.offline = false;
    bot.pass(60 * 60_000);
    let twice_or_never = (CROWD..CROWD + guests).filter(|chat| heard(&bot, *chat, "Breng iemand mee.") != 1);
    assert_eq!(twice_or_never.count(), 0);
    assert!(bot.reads(CORA, &format!("Naar hoeveel jongeren: {guests}")));
    assert_eq!(kept(&bot), (0, 0));
}

#[test]
fn two_hours_after_the_end_nothing_is_said_any_more() {
    let (mut bot, id, _) = ready(85, 2);
    let ends = bot.core().store().index.encounters.get(id).and_then(|one| one.span()).expect("planned").1;
    let until_end = ends.since_ms(bot.now);
    bot.pass(until_end + 90 * 60_000);
    bot.far.deaf.insert(CROWD);
    sends(&mut bot, "Je jas hangt er nog.");
    bot.pass(31 * 60_000);
    bot.far.deaf.clear();
    bot.pass(2 * HOUR_MS);
    let told = [CROWD, CROWD + 1].map(|chat| heard(&bot, chat, "Je jas hangt er nog."));
    assert_eq!(told, [0, 1], "the second one is the control");
    bot.says(CORA, "/bericht");
    assert!(bot.reads(CORA, "Er is geen ontmoeting gepland"));
}

#[test]
fn whoever_is_taken_off_the_team_sends_nothing_any_more() {
    let (mut bot, id, cora) = ready(86, 1);
    bot.pass(12 * HOUR_MS);
    sends(&mut bot, "Morgen te lezen.");
    let store = bot.core().store_mut();
    let waits = store.get::<Circulars>(&id).expect("readable").expect("it waits for the morning");
    assert!(waits.by == cora && waits.to == Audience::Placed);
    bot.staffs(CORA + 1, Role::Coordinator);
    bot.says(CORA + 1, "/team");
    bot.taps(CORA + 1, "👤");
    bot.taps(CORA + 1, "➖ Ja");
    bot.pass(12 * HOUR_MS);
    assert_eq!((heard(&bot, CROWD, "Morgen te lezen."), kept(&bot)), (0, (0, 0)));
}

#[test]
fn what_is_too_long_is_not_cut() {
    let (mut bot, id, _) = ready(87, 1);
    bot.says(CORA, "/bericht");
    bot.taps(CORA, "✅ Met plaats");
    bot.says(CORA, &"a".repeat(CIRCULAR_UNITS_MAX + 1));
    assert!(bot.reads(CORA, "haal er 1 tekens af"));
    bot.says(CORA, &"a".repeat(CIRCULAR_UNITS_MAX));
    let kept = bot.core().store_mut().get::<Circulars>(&id).expect("readable").expect("taken");
    assert_eq!(kept.nl.len(), CIRCULAR_UNITS_MAX);
}
