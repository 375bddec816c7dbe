//! Talk in the street over the whole bot: who follows a square hears of it once, and what is left when they stop.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::encounter::{Dress, Encounter, Follow, Kind, Square, Stage, Street};
use rechtdoor::domain::limits::{FOLLOW_DAYS, FOLLOWERS_MAX, FOLLOWS_PER_PERSON_MAX, SQUARE_DAYS, SQUARES_MAX};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{EncounterId, FollowId, Language, Moment, SquareId};
use rechtdoor::schedule::reminders;
use rechtdoor::store::CONFIG;
use rechtdoor::store::tables::{Encounters, Follows, Persons, Routes, Squares};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{KeyClass, Ring};
use support::bot::Bot;
use support::entropy::Seeded;
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CROWD: i64 = 5_700_000_000;
const CORA: i64 = 6_100_000_001;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const SQUARE: SquareId = SquareId([5; 16]);
const TALK: EncounterId = EncounterId([6; 16]);

/// A square, and a talk on it in so many hours.
fn talk_in(bot: &mut Bot, hours: i64) {
    let owner = bot.staffs(CORA, Role::Coordinator);
    let starts = bot.now.plus_hours(hours);
    let (project, area, name) = ("genk".to_owned(), "genk".to_owned(), "Sint-Martinusplein".to_owned());
    let square = Square { project: project.clone(), area: area.clone(), name: name.clone(), used: starts.day() };
    let talk = Encounter {
        kind: Some(Kind::StreetTalk),
        title_nl: "Straatoverleg".to_owned(),
        title_fr: "Discussion de rue".to_owned(),
        starts: Some(starts),
        minutes: Some(120),
        area: Some(area),
        venue: name,
        access_said: true,
        dress: Some(Dress::Plain),
        no_checks: true,
        stage: Stage::Published,
        reminders: vec![reminders::before(starts)],
        revision: 1,
        street: Some(Street::new(SQUARE)),
        ..Encounter::new(project, owner, bot.now.day())
    };
    let store = bot.core().store_mut();
    store.put::<Squares>(&SQUARE, &square, CONFIG).expect("staged");
    store.save_encounter(TALK, &talk).expect("staged");
    store.keep_turn();
    bot.pass(1);
}

fn link(square: SquareId) -> String {
    format!("/start pl_{}", data_encoding::BASE64URL_NOPAD.encode(&square.0))
}

fn follows(bot: &mut Bot, chat: i64) {
    bot.press(chat, chat, "l:nl", None);
    bot.says(chat, &link(SQUARE));
    bot.taps(chat, "🔔 Volg dit plein");
}

/// How often somebody was told so.
fn heard(bot: &Bot, chat: i64, words: &str) -> usize {
    bot.far.outgoing.iter().filter(|(to, text)| *to == chat && text.starts_with(words)).count()
}

fn keys(bot: &Bot) -> usize {
    let disk = bot.ring_disk.copy();
    disk.power_cut(|_| Fate::Kept);
    let ring = Ring::open(disk, &bot.master(), &mut Seeded::new(99)).expect("the ring opens");
    ring.occupied().filter(|(_, class)| *class == KeyClass::Encounter).count()
}

/// Followings, and ways to people.
fn left(bot: &Bot) -> (usize, usize, usize) {
    let ledger = Ledger::of(bot);
    (ledger.count::<Follows>(), ledger.count::<Routes>(), keys(bot))
}

#[test]
fn everybody_who_follows_hears_once_on_the_day_and_once_when_it_is_off() {
    const PEOPLE: i64 = 150;
    let mut bot = Bot::new(81, START);
    talk_in(&mut bot, 30);
    for chat in CROWD..CROWD + PEOPLE {
        follows(&mut bot, chat);
    }
    let stopped = CROWD + 3;
    bot.taps(stopped, "🔕 Niet meer volgen");
    bot.pass(27 * HOUR_MS - 60_000 - (bot.now.0 - START.0));
    assert!((CROWD..CROWD + PEOPLE).all(|chat| heard(&bot, chat, "📣 Vandaag") == 0), "not before its day");
    // The power goes while they are told.
    bot.cut_power_at_next_commit();
    let now = bot.now.plus_ms(120_000);
    bot.now = now;
    let broke = bot.intake().take(Vec::new(), None, now).is_err();
    assert!(broke, "the cut came");
    bot.crash();
    bot.pass(HOUR_MS);
    for chat in (CROWD..CROWD + PEOPLE).filter(|chat| *chat != stopped) {
        assert_eq!(heard(&bot, chat, "📣 Vandaag"), 1, "{chat}");
    }
    assert_eq!(heard(&bot, stopped, "📣"), 0, "who stopped hears nothing");
    bot.says(CORA, "/reeks");
    for label in ["👀 Nummer 1", "❌ Annuleer", "🌧️ Door het weer"] {
        bot.taps(CORA, label);
    }
    bot.pass(120_000);
    for chat in (CROWD..CROWD + PEOPLE).filter(|chat| *chat != stopped) {
        assert_eq!(heard(&bot, chat, "🌧️ Het straatoverleg"), 1, "{chat}");
    }
    // Nothing of it comes again.
    bot.crash();
    bot.pass(3 * DAY_MS);
    assert_eq!(heard(&bot, CROWD, "📣 Vandaag") + heard(&bot, CROWD, "🌧️ Het straatoverleg"), 2);
    assert_eq!(Ledger::of(&bot).count::<Encounters>(), 0);
    assert_eq!(bot.core().counts.panics, 0);
}

#[test]
fn of_two_talks_on_one_square_at_one_hour_each_is_said_once() {
    let mut bot = Bot::new(88, START);
    talk_in(&mut bot, 30);
    let store = bot.core().store_mut();
    let talk = store.get::<Encounters>(&TALK).expect("readable").expect("there");
    store.save_encounter(EncounterId([7; 16]), &talk).expect("staged");
    store.keep_turn();
    bot.pass(1);
    for chat in CROWD..CROWD + 3 {
        follows(&mut bot, chat);
    }
    bot.pass(28 * HOUR_MS);
    assert!((CROWD..CROWD + 3).all(|chat| heard(&bot, chat, "📣 Vandaag") == 2), "one of each");
}

#[test]
fn everybody_who_follows_hears_once_of_two_changes_also_through_a_power_cut() {
    const PEOPLE: i64 = 150;
    let mut bot = Bot::new(89, START);
    talk_in(&mut bot, 60);
    for chat in CROWD..CROWD + PEOPLE {
        follows(&mut bot, chat);
    }
    let stopped = CROWD + 3;
    bot.taps(stopped, "🔕 Niet meer volgen");
    for hour in ["wo 9/12 23u", "wo 9/12 22u30"] {
        bot.says(CORA, "/verzet");
        bot.taps(CORA, "🗓️ Kies dag en uur");
        bot.says(CORA, hour);
        bot.taps(CORA, "▶️ Verder");
        bot.taps(CORA, "✅ Voer door");
        bot.pass(60_000);
    }
    let talk = bot.core().store_mut().get::<Encounters>(&TALK).expect("readable").expect("there");
    let tell_at = talk.news.expect("something changed").tell_at;
    bot.pass(tell_at.since_ms(bot.now) - 1);
    assert!((CROWD..CROWD + PEOPLE).all(|chat| heard(&bot, chat, "🔁") == 0), "not before ten minutes");
    bot.cut_power_at_next_commit();
    let now = bot.now.plus_ms(120_000);
    bot.now = now;
    let broke = bot.intake().take(Vec::new(), None, now).is_err();
    assert!(broke, "the cut came");
    bot.crash();
    bot.pass(HOUR_MS);
    for chat in (CROWD..CROWD + PEOPLE).filter(|chat| *chat != stopped) {
        assert_eq!(heard(&bot, chat, "🔁"), 1, "{chat}");
        assert!(bot.reads(chat, "Nu: woensdag 9 december, 22.30 uur"), "{chat}");
    }
    assert_eq!(heard(&bot, stopped, "🔁"), 0, "who stopped hears nothing");
}

#[test]
fn nobody_is_woken_up_for_a_talk_in_the_morning() {
    let mut bot = Bot::new(82, START);
    // Wednesday at nine: three hours before it is dark, and at eight it is too late to get there.
    talk_in(&mut bot, 47);
    follows(&mut bot, CROWD);
    let until = START.plus_hours(34);
    bot.pass(until.0 - bot.now.0 - 60_000);
    assert_eq!(heard(&bot, CROWD, "📣 Binnenkort"), 0, "a minute before eight in the evening");
    bot.pass(120_000);
    assert_eq!(heard(&bot, CROWD, "📣 Binnenkort"), 1);
    bot.pass(DAY_MS);
    assert_eq!(heard(&bot, CROWD, "📣 Vandaag"), 0, "once");
}

#[test]
fn following_ends_by_a_tap_by_stop_by_a_wipe_by_leaving_and_after_half_a_year() {
    let ways: [fn(&mut Bot); 5] = [
        |bot| bot.taps(CROWD, "🔕 Niet meer volgen"),
        |bot| bot.says(CROWD, "/stop"),
        |bot| {
            bot.says(CROWD, "/wis");
            bot.taps(CROWD, "🗑️ Ja");
        },
        |bot| {
            bot.far.chats.entry(CROWD).or_default().blocked = true;
            bot.left(CROWD, CROWD);
        },
        |bot| {
            bot.pass((FOLLOW_DAYS - 1) * DAY_MS);
            assert_eq!(left(bot).0, 1, "a day before it is over");
            bot.pass(2 * DAY_MS);
        },
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let mut bot = Bot::new(83, START);
        talk_in(&mut bot, 24 * 20);
        let before = left(&bot);
        follows(&mut bot, CROWD);
        assert_eq!(left(&bot), (before.0 + 1, before.1 + 1, before.2 + 1), "the control");
        assert_eq!(Ledger::of(&bot).count::<Persons>(), 0, "to follow makes no record of anybody");
        way(&mut bot);
        // The words of a goodbye have a route of their own until they are said.
        bot.pass(2 * HOUR_MS);
        assert_eq!(left(&bot), before, "way {number}");
        let sent = bot.far.outgoing.len();
        if number < 4 {
            bot.pass(20 * DAY_MS);
            let talks = bot.far.outgoing[sent..].iter().filter(|(to, text)| *to == CROWD && text.contains("📣"));
            assert_eq!(talks.count(), 0, "way {number}");
        }
    }
}

#[test]
fn a_square_is_forgotten_a_year_after_its_last_talk() {
    let mut bot = Bot::new(84, START);
    talk_in(&mut bot, 30);
    let squares = |bot: &Bot| Ledger::of(bot).count::<Squares>();
    bot.pass(SQUARE_DAYS * DAY_MS);
    assert_eq!(squares(&bot), 1, "the talk was a day later");
    bot.pass(3 * DAY_MS);
    assert_eq!(squares(&bot), 0);
    bot.press(CROWD, CROWD, "l:nl", None);
    bot.says(CROWD, &link(SQUARE));
    assert!(bot.reads(CROWD, "Dit plein kennen we niet meer"));
}

#[test]
fn as_many_follow_a_square_as_may_and_one_person_as_many_squares() {
    let mut bot = Bot::new(85, START);
    talk_in(&mut bot, 48);
    let mut random = Seeded::new(7);
    let now = bot.now;
    let store = bot.core().store_mut();
    let square = store.get::<Squares>(&SQUARE).expect("readable").expect("there");
    let others: Vec<SquareId> = (0..FOLLOWS_PER_PERSON_MAX).map(|_| SquareId::random(&mut random)).collect();
    for (number, id) in others.iter().enumerate() {
        let name = format!("Plein {number}");
        store.put::<Squares>(id, &Square { name, ..square.clone() }, CONFIG).expect("staged");
    }
    store.keep_turn();
    bot.press(CROWD, CROWD, "l:nl", None);
    for id in &others {
        bot.says(CROWD, &link(*id));
        bot.taps(CROWD, "🔔 Volg dit plein");
    }
    bot.says(CROWD, &link(SQUARE));
    bot.taps(CROWD, "🔔 Volg dit plein");
    assert_eq!(left(&bot).0, FOLLOWS_PER_PERSON_MAX, "one more than may be");
    // Followed again it begins anew, and is no second one.
    let first = others.first().expect("some");
    bot.press(CROWD, CROWD, &format!("e:sq-on:{}", data_encoding::BASE64URL_NOPAD.encode(&first.0)), None);
    assert_eq!(left(&bot).0, FOLLOWS_PER_PERSON_MAX);
    let store = bot.core().store_mut();
    for _ in 0..FOLLOWERS_MAX {
        let id = FollowId::random(&mut random);
        store.add_follow(id, &Follow::new(SQUARE, Language::Nl, now)).expect("staged");
        store.keep_turn();
    }
    bot.pass(1);
    follows(&mut bot, CROWD + 1);
    assert_eq!(left(&bot).0, FOLLOWS_PER_PERSON_MAX + FOLLOWERS_MAX, "the square is full");
}

#[test]
fn no_square_is_made_beyond_the_most_there_may_be() {
    let mut bot = Bot::new(86, START);
    talk_in(&mut bot, 48);
    let mut random = Seeded::new(7);
    let store = bot.core().store_mut();
    let square = store.get::<Squares>(&SQUARE).expect("readable").expect("there");
    for number in 1..SQUARES_MAX {
        let name = format!("Plein {number}");
        let id = SquareId::random(&mut random);
        store.put::<Squares>(&id, &Square { name, ..square.clone() }, CONFIG).expect("staged");
    }
    store.keep_turn();
    let plans = |bot: &mut Bot, name: &str| {
        bot.says(CORA, "/nieuw");
        bot.taps(CORA, "📣 Straatoverleg");
        for typed in ["Straatoverleg", "Discussion de rue", "za 19/12 14u", "2u", name] {
            bot.says(CORA, typed);
        }
        for label in ["▶️", "👕", "🤝 De zone", "📣 Maak bekend"] {
            bot.taps(CORA, label);
        }
    };
    plans(&mut bot, "Sint-Martinusplein");
    plans(&mut bot, "Nog een plein");
    assert_eq!(Ledger::of(&bot).count::<Squares>(), SQUARES_MAX);
    let all = bot.core().store().index.encounters.all().filter(|(_, talk)| talk.is_published()).count();
    assert_eq!(all, 2, "the one on a square that is known, and none on a new one");
}
