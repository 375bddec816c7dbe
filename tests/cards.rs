//! Paper cards, over the whole bot: how many there are, what guessing is worth, what stands on the disk, what is left.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::{Capacity, Settings};
use rechtdoor::domain::Moment;
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::limits::{
    PAPER_CARDS_MAX, PAPER_GUESSES_PER_DAY, PAPER_OPEN_MINUTES, PAPER_PLACES_PER_HOUR, PAPER_QUESTIONS_PER_HOUR,
    PAPER_TEXTS_LEFT_MAX, PAPER_WORDS_MAX,
};
use rechtdoor::domain::paper::PaperCode;
use rechtdoor::domain::roles::Role;
use rechtdoor::store::tables::{Cases, Drafts, Entries, Outbox, Persons, Routes, SeatRecords};
use support::bot::{Bot, house_with};
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const SAM: i64 = 6_100_000_001;
const NOOR: i64 = 6_100_000_002;
const LINA: i64 = 5_100_000_001;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

fn with_a_team(capacity: Capacity) -> Bot {
    let mut bot = Bot::in_house(61, START, house_with(Settings { capacity, ..Settings::default() }));
    bot.staffs(SAM, Role::Moderator);
    bot.staffs(NOOR, Role::Moderator);
    bot
}

/// Asks for a place for somebody, up to the last button.
fn asks(bot: &mut Bot, worker: i64) {
    bot.says(worker, "/kaart");
    for label in ["🙋 Vraag een plaats", "👀 Nummer 1", "✅ Voorgelezen"] {
        bot.taps(worker, label);
    }
}

/// The same, and gives the code on the card.
fn makes_a_card(bot: &mut Bot, worker: i64) -> String {
    asks(bot, worker);
    bot.far.outgoing.clear();
    bot.taps(worker, "✅ Vraag de plaats");
    newest_card(bot)
}

fn cards(bot: &mut Bot) -> usize {
    bot.core().store().index.cards()
}

/// Types a question for somebody, up to the review.
fn types(bot: &mut Bot, worker: i64, question: &str) {
    bot.says(worker, "/kaart");
    bot.taps(worker, "❓");
    bot.says(worker, question);
}

/// The same, sends it, and gives the code on the card.
fn asks_by_card(bot: &mut Bot, worker: i64, question: &str) -> String {
    types(bot, worker, question);
    bot.far.outgoing.clear();
    bot.taps(worker, "✅ Verstuur");
    newest_card(bot)
}

fn newest_card(bot: &Bot) -> String {
    let lines = bot.far.outgoing.iter().filter_map(|(_, text)| text.strip_prefix("📇 ")?.lines().next());
    lines.map(str::to_owned).find(|line| PaperCode::parse(line).is_ok()).expect("a card")
}

fn answers(bot: &mut Bot, worker: i64, answer: &str) {
    bot.says(worker, "/volgende");
    bot.taps(worker, "✍️ Antwoord");
    bot.says(worker, answer);
    bot.taps(worker, "✅ Verstuur");
}

#[test]
fn a_card_survives_a_crash_and_two_days_after_the_encounter_nothing_of_it_is_left() {
    let mut bot = with_a_team(Capacity::default());
    bot.pass(1_000);
    let empty = Ledger::of(&bot);
    bot.plans("genk", 5, START.plus_days(2), false);
    let code = makes_a_card(&mut bot, SAM);
    let ledger = Ledger::of(&bot);
    assert_eq!((ledger.count::<SeatRecords>(), ledger.count::<Routes>() - empty.count::<Routes>()), (1, 1));
    assert_eq!(ledger.count::<Persons>(), 0, "nothing is known of whoever holds it");
    bot.crash();
    bot.says(NOOR, &format!("/kaart {code}"));
    assert!(bot.reads(NOOR, "heeft een zekere plaats"));
    bot.pass(5 * DAY_MS);
    let ledger = Ledger::of(&bot);
    assert_eq!((ledger.count::<SeatRecords>(), ledger.count::<Routes>()), (0, empty.count::<Routes>()));
    assert_eq!(cards(&mut bot), 0);
    bot.says(NOOR, &format!("/kaart {code}"));
    assert!(bot.reads(NOOR, "hoort niets"));
}

/// A key that nobody has opens nothing: the words of a card do not stand beside it.
#[test]
fn no_word_of_a_card_lies_on_the_disk_in_clear() {
    let mut bot = with_a_team(Capacity::default());
    bot.plans("genk", 5, START.plus_days(2), false);
    let code = makes_a_card(&mut bot, SAM);
    let records = bot.store_disk.records();
    let holds = |needle: &[u8]| {
        records.iter().any(|(key, value)| {
            [&key[..], &value[..]].iter().any(|all| all.windows(needle.len()).any(|at| at == needle))
        })
    };
    for needle in [code.clone(), code.to_lowercase(), code[..code.len() - 3].to_owned()] {
        assert!(!holds(needle.as_bytes()), "the code lies on the disk");
    }
    let key = bot.store_disk.records().keys().next().expect("a record").clone();
    assert!(holds(&key), "the control: what is there is found");
}

#[test]
fn guessing_ends_for_the_day_and_each_minute_of_it_is_in_the_log() {
    let mut bot = with_a_team(Capacity::default());
    bot.plans("genk", 5, START.plus_days(20), false);
    let code = makes_a_card(&mut bot, SAM);
    let words = bot.core().house().content.paper_words(rechtdoor::domain::Language::Fr).to_vec();
    let guesses = words.windows(2).filter_map(|two| PaperCode::of([&two[0], &two[1]], 5));
    let guesses: Vec<String> = guesses.map(|code| code.as_str().to_owned()).take(30).collect();
    for guess in &guesses {
        bot.says(SAM, &format!("/kaart {guess}"));
        bot.pass(60_000);
    }
    let entries = bot.core().store_mut().recent_audit(100).expect("readable");
    let logged = entries.iter().filter(|entry| entry.act == Act::CardGuessed).count();
    assert_eq!(u32::try_from(logged), Ok(PAPER_GUESSES_PER_DAY), "what is not looked at tells nothing");
    bot.says(SAM, &format!("/kaart {code}"));
    assert!(bot.reads(SAM, "10 codes"));
    let newest = bot.far.outgoing.iter().rev().find(|(who, _)| *who == SAM);
    assert!(newest.is_some_and(|(_, text)| text.contains("10 codes")), "a right code is not looked at either");
    bot.says(NOOR, &format!("/kaart {code}"));
    assert!(bot.reads(NOOR, "heeft een zekere plaats"), "a colleague can");
    bot.pass(DAY_MS);
    let before = bot.far.outgoing.len();
    bot.says(SAM, &format!("/kaart {code}"));
    assert!(bot.far.outgoing[before..].iter().any(|(_, text)| text.contains("heeft een zekere plaats")));
}

#[test]
fn beyond_so_many_cards_none_is_made_and_one_that_is_given_back_makes_room() {
    let mut bot = with_a_team(Capacity { cards: 2, ..Capacity::default() });
    bot.plans("genk", 5, START.plus_days(3), false);
    let code = makes_a_card(&mut bot, SAM);
    makes_a_card(&mut bot, NOOR);
    bot.says(SAM, "/kaart");
    bot.taps(SAM, "🙋 Vraag een plaats");
    bot.far.sights.clear();
    bot.taps(SAM, "👀 Nummer 1");
    assert_eq!(cards(&mut bot), 2);
    bot.says(SAM, &format!("/kaart {code}"));
    bot.taps(SAM, "🙅 Komt niet");
    bot.taps(SAM, "🙅 Ja");
    assert_eq!(cards(&mut bot), 1);
    makes_a_card(&mut bot, SAM);
    assert_eq!(cards(&mut bot), 2);
    // What SECURITY.md says of a guess.
    let words = bot.core().house().content.paper_words(rechtdoor::domain::Language::Nl).len();
    let codes = words * words * 100 / 11;
    assert!(words <= PAPER_WORDS_MAX && codes / PAPER_CARDS_MAX >= 180, "{codes} codes");
}

/// A phone and a card in one line: who came first is first.
#[test]
fn a_card_is_passed_by_nobody_and_passes_nobody_by() {
    let mut bot = with_a_team(Capacity::default());
    let id = bot.plans("genk", 1, START.plus_days(9), false);
    let first = makes_a_card(&mut bot, SAM);
    let second = makes_a_card(&mut bot, SAM);
    bot.press(LINA, LINA, "l:nl", None);
    bot.says(LINA, "/agenda");
    for label in ["👀 Nummer 1", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
        bot.taps(LINA, label);
    }
    assert!(bot.reads(LINA, "als nummer 2"), "behind the card that waits");
    bot.says(NOOR, &format!("/kaart {first}"));
    bot.taps(NOOR, "🙅 Komt niet");
    bot.far.outgoing.clear();
    bot.taps(NOOR, "🙅 Ja");
    let told: Vec<i64> = bot.far.outgoing.iter().filter(|(_, text)| text.contains("🎁")).map(|(who, _)| *who).collect();
    assert_eq!(told, [SAM], "who asked for the card that is next, and not Lina");
    // Nobody comes with it: it lapses, and Lina is next.
    bot.pass(3 * DAY_MS);
    let said: Vec<&str> =
        bot.far.outgoing.iter().filter(|(who, _)| *who == SAM).map(|(_, text)| text.as_str()).collect();
    assert!(said.iter().any(|text| text.contains("⌛")), "who asked hears that it was too late");
    assert!(bot.reads(LINA, "🎁 Er is plaats voor jou"));
    bot.says(NOOR, &format!("/kaart {second}"));
    assert!(bot.reads(NOOR, "hoort niets"));
    assert_eq!(bot.core().store().index.encounters.seats(id).map(|seats| seats.len()), Some(1));
}

const QUESTION: &str = "kwartelvogel: mag de politie mij filmen?";
const ANSWER: &str = "sperwerkuiken: op straat mag dat.";

/// It is a question like every other: sealed apart from its link, which goes a week after its end, and its text a month after.
#[test]
fn a_question_by_card_survives_a_crash_and_is_forgotten_as_every_question_is() {
    let mut bot = with_a_team(Capacity::default());
    bot.pass(1_000);
    let empty = Ledger::of(&bot);
    let code = asks_by_card(&mut bot, SAM, QUESTION);
    let ledger = Ledger::of(&bot);
    let routes = |ledger: &Ledger| ledger.count::<Routes>() - empty.count::<Routes>();
    assert_eq!((ledger.count::<Cases>(), ledger.count::<Entries>(), routes(&ledger)), (1, 1, 1));
    assert_eq!((ledger.count::<Drafts>(), ledger.count::<Persons>(), cards(&mut bot)), (0, 0, 1));
    bot.crash();
    assert_eq!(cards(&mut bot), 1, "counted again at a start");
    answers(&mut bot, NOOR, ANSWER);
    bot.far.outgoing.clear();
    bot.says(SAM, &format!("/kaart {code}"));
    assert!(!bot.far.outgoing.iter().any(|(_, text)| text.contains("sperwerkuiken")), "not before it is asked for");
    bot.taps(SAM, "👂");
    assert!(bot.reads(SAM, "sperwerkuiken"));
    bot.taps(SAM, "👍");
    assert!(!bot.reads(SAM, "sperwerkuiken") && !bot.reads(NOOR, "sperwerkuiken"));
    bot.pass(8 * DAY_MS);
    let ledger = Ledger::of(&bot);
    assert_eq!((ledger.count::<Cases>(), routes(&ledger), cards(&mut bot)), (1, 0, 0), "the link is cut");
    bot.says(SAM, &format!("/kaart {code}"));
    assert!(bot.reads(SAM, "hoort niets"));
    bot.pass(31 * DAY_MS);
    let ledger = Ledger::of(&bot);
    assert_eq!((ledger.count::<Cases>(), ledger.count::<Entries>(), ledger.count::<Outbox>()), (0, 0, 0));
}

#[test]
fn neither_the_code_of_a_question_nor_a_word_of_it_lies_on_the_disk_in_clear() {
    let mut bot = with_a_team(Capacity::default());
    types(&mut bot, SAM, QUESTION);
    let holds = |bot: &Bot, needle: &str| {
        let records = bot.store_disk.records();
        let stands = |all: &[u8]| all.windows(needle.len()).any(|at| at == needle.as_bytes());
        records.iter().any(|(key, value)| stands(key) || stands(value))
    };
    assert!(!holds(&bot, "kwartelvogel"), "what is typed and not sent");
    bot.far.outgoing.clear();
    bot.taps(SAM, "✅ Verstuur");
    let code = newest_card(&bot);
    for needle in [code.clone(), code.to_lowercase(), code[..code.len() - 3].to_owned(), "kwartelvogel".to_owned()] {
        assert!(!holds(&bot, &needle), "{needle} lies on the disk");
    }
}

/// What was typed for somebody goes with the half hour, with the member who typed it, and with `/stop`.
#[test]
fn a_text_that_is_not_sent_leaves_the_chat_and_the_disk() {
    for way in ["half an hour", "off the team", "/stop"] {
        let mut bot = with_a_team(Capacity::default());
        bot.staffs(NOOR, Role::Coordinator);
        types(&mut bot, SAM, QUESTION);
        assert_eq!(Ledger::of(&bot).count::<Drafts>(), 1);
        assert!(bot.reads(SAM, "kwartelvogel"), "the control");
        match way {
            "half an hour" => bot.pass(31 * 60_000),
            "off the team" => {
                bot.says(NOOR, "/team");
                bot.taps(NOOR, "👤");
                bot.taps(NOOR, "➖ Ja");
            }
            _ => bot.says(SAM, way),
        }
        assert_eq!(Ledger::of(&bot).count::<Drafts>(), 0, "{way}");
        assert!(!bot.reads(SAM, "kwartelvogel"), "{way}");
        bot.says(SAM, "Mag dat?");
        assert!(!bot.reads(SAM, "kwartelvogel"), "{way}: and it does not come back");
    }
}

#[test]
fn a_worker_asks_for_thirty_within_an_hour_and_for_more_after_it() {
    let mut bot = with_a_team(Capacity::default());
    for _ in 0..PAPER_QUESTIONS_PER_HOUR {
        asks_by_card(&mut bot, SAM, QUESTION);
        bot.pass(60_000);
    }
    let before = cards(&mut bot);
    bot.says(SAM, "/kaart");
    bot.far.sights.clear();
    bot.taps(SAM, "❓");
    assert_eq!((before, cards(&mut bot)), (30, 30));
    asks_by_card(&mut bot, NOOR, QUESTION);
    bot.pass(3_600_000);
    asks_by_card(&mut bot, SAM, QUESTION);
    assert_eq!(cards(&mut bot), 32);
}

/// Places and questions together: what SECURITY.md says of a guess counts them all.
#[test]
fn a_question_takes_one_of_the_cards_that_there_are() {
    let mut bot = with_a_team(Capacity { cards: 2, ..Capacity::default() });
    bot.plans("genk", 5, START.plus_days(3), false);
    makes_a_card(&mut bot, SAM);
    let code = asks_by_card(&mut bot, NOOR, QUESTION);
    bot.says(SAM, "/kaart");
    bot.taps(SAM, "❓");
    bot.says(SAM, "/kaart");
    bot.taps(SAM, "🙋 Vraag een plaats");
    bot.taps(SAM, "👀 Nummer 1");
    assert_eq!(cards(&mut bot), 2);
    bot.says(NOOR, &format!("/kaart {code}"));
    bot.taps(NOOR, "🗑️");
    bot.taps(NOOR, "🗑️ Ja");
    assert_eq!(cards(&mut bot), 1, "whoever wipes makes room");
    asks_by_card(&mut bot, SAM, QUESTION);
    assert_eq!(cards(&mut bot), 2);
}

/// The screen goes although nothing gets through to that phone for a while: what comes too late is not shown at all.
#[test]
fn what_is_read_out_does_not_come_once_it_would_be_taken_away() {
    for minutes in [1, PAPER_OPEN_MINUTES + 1] {
        let mut bot = with_a_team(Capacity::default());
        let code = asks_by_card(&mut bot, SAM, QUESTION);
        answers(&mut bot, NOOR, ANSWER);
        bot.says(SAM, &format!("/kaart {code}"));
        bot.far.deaf.insert(SAM);
        bot.far.outgoing.clear();
        bot.taps(SAM, "👂");
        bot.pass(minutes * 60_000);
        bot.far.deaf.clear();
        bot.pass(2 * 60_000);
        bot.pass(2 * 60 * 60_000);
        let came = bot.far.outgoing.iter().any(|(who, text)| *who == SAM && text.contains("sperwerkuiken"));
        assert_eq!(came, minutes < PAPER_OPEN_MINUTES, "{minutes}");
        assert!(!bot.reads(SAM, "sperwerkuiken") && bot.reads(SAM, "Hier stond iets"), "{minutes}");
    }
}

/// A button that was pressed in time leaves nothing open: days later somebody else may have the phone.
#[test]
fn more_for_a_question_is_begun_only_while_its_card_is_open() {
    for minutes in [1, PAPER_OPEN_MINUTES, 3 * 24 * 60] {
        let mut bot = with_a_team(Capacity::default());
        let code = asks_by_card(&mut bot, SAM, QUESTION);
        bot.says(SAM, &format!("/kaart {code}"));
        bot.taps(SAM, "💬");
        bot.pass(minutes * MINUTE_MS);
        bot.says(SAM, "Het was zaterdag.");
        let is_open = minutes < PAPER_OPEN_MINUTES;
        assert_eq!(bot.reads(SAM, "Dit komt bij"), is_open, "{minutes}");
        assert_eq!(bot.reads(SAM, "Typ eerst de code"), !is_open, "{minutes}");
        assert_eq!(Ledger::of(&bot).count::<Drafts>(), usize::from(is_open), "{minutes}");
        // What was begun in time may be sent for as long as a draft lives.
        bot.pass(20 * MINUTE_MS);
        bot.says(SAM, "Overdag.");
        assert_eq!(bot.reads(SAM, "Overdag."), is_open, "{minutes}");
    }
}

fn with_words(bot: &mut Bot, chat: i64) -> usize {
    let messages = bot.far.chats.entry(chat).or_default().messages.values();
    messages.filter(|message| message.text.contains("sperwerkuiken")).count()
}

/// There is one screen with words, so that a wipe finds it.
#[test]
fn words_leave_one_screen_when_another_card_or_another_screen_is_opened() {
    for way in ["the same card", "another card", "an older screen"] {
        let mut bot = with_a_team(Capacity::default());
        let code = asks_by_card(&mut bot, SAM, QUESTION);
        answers(&mut bot, NOOR, ANSWER);
        let other = asks_by_card(&mut bot, NOOR, QUESTION);
        bot.says(SAM, &format!("/kaart {code}"));
        if way == "an older screen" {
            bot.says(SAM, &format!("/kaart {code}"));
        }
        bot.taps(SAM, "👂");
        assert_eq!(with_words(&mut bot, SAM), 1, "the control");
        match way {
            "the same card" => bot.says(SAM, &format!("/kaart {code}")),
            "another card" => bot.says(SAM, &format!("/kaart {other}")),
            _ => bot.taps(SAM, "👂"),
        }
        assert_eq!(with_words(&mut bot, SAM), usize::from(way == "an older screen"), "{way}");
        bot.says(NOOR, &format!("/kaart {code}"));
        bot.taps(NOOR, "🗑️");
        bot.taps(NOOR, "🗑️ Ja");
        assert_eq!(with_words(&mut bot, SAM), 0, "{way}");
    }
}

/// A stolen phone does not take all places of an encounter.
#[test]
fn a_worker_asks_for_ten_places_within_an_hour_and_for_more_after_it() {
    let mut bot = with_a_team(Capacity::default());
    bot.plans("genk", 5, START.plus_days(9), false);
    for _ in 0..PAPER_PLACES_PER_HOUR {
        makes_a_card(&mut bot, SAM);
        bot.pass(MINUTE_MS);
    }
    let before = cards(&mut bot);
    bot.says(SAM, "/kaart");
    bot.taps(SAM, "🙋 Vraag een plaats");
    bot.taps(SAM, "👀 Nummer 1");
    assert!(!bot.reads(SAM, "je komt omdat je wil"), "nothing is read aloud for nothing");
    assert_eq!((before, cards(&mut bot)), (10, 10));
    makes_a_card(&mut bot, NOOR);
    bot.pass(60 * MINUTE_MS);
    makes_a_card(&mut bot, SAM);
    assert_eq!(cards(&mut bot), 12);
}

/// Nobody could ever use the card otherwise: its code is shown once.
#[test]
fn the_code_of_a_new_card_stands_for_ten_minutes_from_when_it_arrives() {
    const CODE: &str = "Schrijf deze code";
    for (is_question, is_gone) in [(true, false), (true, true), (false, false), (false, true)] {
        let mut bot = with_a_team(Capacity::default());
        bot.plans("genk", 5, START.plus_days(2), false);
        match is_question {
            true => types(&mut bot, SAM, QUESTION),
            false => asks(&mut bot, SAM),
        }
        bot.far.deaf.insert(SAM);
        bot.taps(SAM, if is_question { "✅ Verstuur" } else { "✅ Vraag de plaats" });
        bot.pass((PAPER_OPEN_MINUTES + 1) * MINUTE_MS);
        if is_gone {
            bot.far.chats.entry(SAM).or_default().messages.clear();
        }
        bot.far.deaf.clear();
        let mut waited = 0;
        while !bot.reads(SAM, CODE) {
            assert!(waited < 60, "it was never there: {is_question} {is_gone}");
            bot.pass(MINUTE_MS);
            waited += 1;
        }
        bot.pass((PAPER_OPEN_MINUTES - 2) * MINUTE_MS);
        assert!(bot.reads(SAM, CODE), "{is_question} {is_gone}");
        bot.pass(3 * MINUTE_MS);
        assert!(!bot.reads(SAM, CODE) && bot.reads(SAM, "De code stond hier"), "{is_question} {is_gone}");
    }
}

fn stands(bot: &mut Bot, chat: i64, message: i64) -> bool {
    bot.far.chats.entry(chat).or_default().messages.contains_key(&message)
}

/// It stays to be changed, and not for ever: it is not masked.
#[test]
fn a_text_that_could_not_be_taken_in_leaves_the_chat_with_the_next_one_or_after_half_an_hour() {
    let long = "Mag de politie dat? ".repeat(60);
    for way in ["a shorter one", "the same, changed", "half an hour", "stopped"] {
        let mut bot = with_a_team(Capacity::default());
        bot.says(SAM, "/kaart");
        bot.taps(SAM, "❓");
        let message = bot.text(SAM, SAM, &long, None);
        bot.pass(29 * MINUTE_MS);
        assert!(stands(&mut bot, SAM, message) && bot.reads(SAM, "te lang"), "the control");
        match way {
            "a shorter one" => bot.says(SAM, "Mag dat?"),
            "the same, changed" => bot.edit(SAM, message, "Mag dat?"),
            "stopped" => bot.says(SAM, "/stop"),
            _ => bot.pass(2 * MINUTE_MS),
        }
        assert!(!stands(&mut bot, SAM, message), "{way}");
    }
    let mut bot = with_a_team(Capacity::default());
    bot.says(SAM, "/kaart");
    bot.taps(SAM, "❓");
    let all: Vec<i64> = (0..=PAPER_TEXTS_LEFT_MAX).map(|_| bot.text(SAM, SAM, &long, None)).collect();
    let left = all.iter().filter(|message| stands(&mut bot, SAM, **message)).count();
    assert_eq!(left, PAPER_TEXTS_LEFT_MAX);
}

/// An O for a nought, and all but that of somebody's code would stay there to be read.
#[test]
fn what_was_typed_where_a_code_is_awaited_leaves_the_chat_though_it_is_none() {
    let mut bot = with_a_team(Capacity::default());
    bot.says(SAM, "/kaart");
    for typed in ["BOOM-LAMP-3O", "boom", "/kaart BOOM-LAMP-3O"] {
        let message = bot.text(SAM, SAM, typed, None);
        assert!(!stands(&mut bot, SAM, message) && bot.reads(SAM, "Dat is geen code"), "{typed}");
    }
    let question = bot.text(SAM, SAM, "Mag de politie mij zomaar op straat filmen?", None);
    assert!(stands(&mut bot, SAM, question), "what may be meant for something else is not lost at once");
    bot.pass(31 * MINUTE_MS);
    assert!(!stands(&mut bot, SAM, question));
}
