//! Looking back on an encounter: what is kept of it is a count, and nothing of anybody.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::encounter::review::{Answers, Question, ReviewOf, monday};
use rechtdoor::domain::limits::{REVIEW_WEEKS, REVIEWS_MAX};
use rechtdoor::domain::{Moment, SeatId};
use rechtdoor::store::tables::{Reviews, SeatRecords};
use std::collections::BTreeMap;
use support::bot::Bot;
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CROWD: i64 = 5_700_000_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// So many people have been at an encounter of this day, and are asked.
fn were_there(bot: &mut Bot, people: i64) {
    let id = bot.plans("aalst", 100, bot.now.plus_hours(2), false);
    for chat in CROWD..CROWD + people {
        bot.press(chat, chat, "l:nl", None);
        bot.says(chat, "/agenda");
        for label in ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
            bot.taps(chat, label);
        }
    }
    let store = bot.core().store_mut();
    let mut seats = store.index.encounters.seats(id).cloned().expect("planned");
    let all: Vec<SeatId> = seats.iter().map(|(seat, _)| seat).collect();
    all.into_iter().for_each(|seat| seats.attend(seat).expect("a certain place"));
    store.save_seats(id, &mut seats).expect("staged");
    store.keep_turn();
    bot.pass(7 * HOUR_MS);
}

fn answers(bot: &mut Bot, chat: i64, labels: &[&str]) {
    labels.iter().for_each(|label| bot.taps(chat, label));
}

fn kept(bot: &mut Bot) -> BTreeMap<ReviewOf, Answers> {
    bot.core().store_mut().reviews().expect("they open")
}

#[test]
fn answers_stand_in_a_commit_of_their_own_and_no_older_version_of_them_opens() {
    let mut bot = Bot::new(91, START);
    bot.keep_history();
    were_there(&mut bot, 2);
    answers(&mut bot, CROWD, &["🃏 Start", "💬 Praten", "😠 Boos"]);
    assert!(kept(&mut bot).is_empty(), "nothing is written when somebody presses");
    bot.pass(DAY_MS);
    answers(&mut bot, CROWD + 1, &["🃏 Start", "⚡ Spanning"]);
    bot.pass(DAY_MS);
    assert_eq!(bot.versions_alone::<Reviews>(), (2, 1));
    let all = kept(&mut bot);
    let mut expected = Answers::default();
    expected.add(Question::Facts, 0);
    expected.add(Question::Facts, 3);
    expected.add(Question::Feelings, 3);
    let of = ReviewOf { monday: monday(START.day()), project: "aalst-gent".to_owned() };
    assert!(all == BTreeMap::from([(of, expected)]), "one week of one project");
}

#[test]
fn a_place_says_at_which_card_somebody_is_and_not_what_they_chose() {
    let left = |labels: &[&str]| {
        let mut bot = Bot::new(92, START);
        were_there(&mut bot, 1);
        answers(&mut bot, CROWD, labels);
        let store = bot.core().store_mut();
        let mut found = Vec::new();
        store.scan::<SeatRecords>(&mut |_, record| found.push(record)).expect("readable");
        assert_eq!(found.len(), 1);
        found.pop()
    };
    let calm = left(&["🃏 Start", "💬 Praten", "😌 Rustig", "🃏 Joker"]);
    let angry = left(&["🃏 Start", "⚡ Spanning", "😠 Boos", "✨ Iets nieuws"]);
    assert!(calm == angry, "two records that differ would tell what was answered");
    assert!(calm != left(&["🃏 Start", "💬 Praten"]), "the control");
}

#[test]
fn who_wrote_of_danger_is_not_asked() {
    let mut bot = Bot::new(93, START);
    bot.press(CROWD, CROWD, "l:nl", None);
    bot.asks(CROWD, "Ik wil niet meer leven");
    assert!(bot.core().store().index.cases.values().any(|case| case.urgent), "the control");
    were_there(&mut bot, 2);
    assert!(!bot.reads(CROWD, "🃏 4 korte kaarten"));
    assert!(bot.reads(CROWD + 1, "🃏 4 korte kaarten"), "the control");
}

#[test]
fn who_left_two_invitations_alone_is_not_asked_a_third_time() {
    let mut bot = Bot::new(95, START);
    let asked = |bot: &Bot, chat: i64| {
        bot.far.outgoing.iter().filter(|(to, text)| *to == chat && text.contains("🃏 4 korte kaarten")).count()
    };
    for time in 1..=3 {
        were_there(&mut bot, 2);
        if time == 1 {
            answers(&mut bot, CROWD, &["🃏 Start"]);
        }
        bot.pass(3 * DAY_MS);
    }
    assert_eq!((asked(&bot, CROWD), asked(&bot, CROWD + 1)), (3, 2), "whoever begins is asked again");
}

#[test]
fn a_week_goes_when_its_time_is_over_and_only_so_many_are_counted() {
    let mut bot = Bot::new(94, START);
    were_there(&mut bot, 1);
    answers(&mut bot, CROWD, &["🃏 Start", "💬 Praten"]);
    bot.pass(DAY_MS);
    assert_eq!(kept(&mut bot).len(), 1);
    bot.pass(i64::from(REVIEW_WEEKS) * 7 * DAY_MS - DAY_MS);
    assert_eq!(Ledger::of(&bot).count::<Reviews>(), 1, "its last night");
    bot.pass(3 * DAY_MS);
    assert_eq!(Ledger::of(&bot).count::<Reviews>(), 0);
    let mut memory = rechtdoor::dialogue::Memory::default();
    for number in 0..REVIEWS_MAX + 3 {
        let of = ReviewOf { monday: monday(START.day()), project: format!("project-{number}") };
        memory.count_review(of, Question::Facts, 0);
    }
    assert_eq!(memory.take_reviews().len(), REVIEWS_MAX);
    assert!(memory.take_reviews().is_empty(), "what was taken is not counted twice");
}
