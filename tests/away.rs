//! Telegram away for more than a day, and a bot that was stopped for a month: nothing is lost, nothing is kept for ever,
//! and everything goes on when it is over.
//!
//! Never true of this file: time that passes without the bot being asked for it.

// A test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::Moment;
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::limits::ABSENCE_CASES_PER_COMMIT;
use rechtdoor::domain::moment::HOUR_MS;
use rechtdoor::domain::roles::Role;
use rechtdoor::store::engine::Landing;
use rechtdoor::store::tables::{Cases, Routes, Table};
use support::bot::Bot;
use support::entropy::Seeded;

/// A Monday at ten in the morning, Belgian time.
const START: Moment = Moment(1_796_634_000_000);
const LINA: i64 = 5_300_000_001;
const YANIS: i64 = 5_300_000_002;
const SAM: i64 = 6_300_000_001;
const QUESTION: &str = "Mag de politie in mijn rugzak kijken?";
const WAS_AWAY: &str = "een tijd lang kreeg ik geen berichten";
const ANSWER: &str = "Enkel als er een reden voor is.";

struct Talk {
    bot: Bot,
}

impl Talk {
    fn new() -> Self {
        let mut bot = Bot::new(5, START);
        bot.listens = true;
        let (master, expires) = (bot.master(), bot.now.plus_hours(48));
        let link = enrol::mint(master.tokens(), &mut Seeded::new(3), Role::Moderator, "genk", true, expires);
        bot.text(SAM, SAM, &format!("/start i_{link}"), None);
        Self { bot }
    }

    fn says(&mut self, chat: i64, text: &str) {
        self.bot.text(chat, chat, text, None);
    }

    fn presses(&mut self, chat: i64, label: &str) {
        let messages = self.bot.far.chats.get(&chat).unwrap().messages.values().rev();
        let mut buttons = messages.flat_map(|seen| seen.rows.iter().flatten().map(|button| (seen.id, button)));
        let found = buttons.find_map(|(id, (shown, data))| shown.contains(label).then(|| (id, data.clone())));
        let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
        self.bot.press(chat, chat, &data, Some(message));
    }

    fn asks(&mut self, person: i64) {
        self.says(person, QUESTION);
        self.presses(person, "Nederlands");
        self.presses(person, "✅ Verstuur");
    }

    fn answers_next(&mut self) {
        self.says(SAM, "/volgende");
        self.presses(SAM, "✍️ Antwoord");
        self.says(SAM, ANSWER);
        self.presses(SAM, "✅ Verstuur");
    }

    /// One case that is closed, one that waits.
    fn with_two_cases() -> Self {
        let mut talk = Self::new();
        talk.asks(LINA);
        talk.answers_next();
        talk.presses(LINA, "👍 Dit helpt");
        talk.asks(YANIS);
        assert_eq!(talk.counts(), (2, 3));
        talk
    }

    /// Cases, and all routes: those of the cases and of the member.
    fn counts(&mut self) -> (u64, u64) {
        let store = self.bot.core().store();
        (store.live_records(Cases::LETTER), store.live_records(Routes::LETTER))
    }

    fn closed(&mut self) -> usize {
        let cases = self.bot.core().store().index.cases.values();
        cases.filter(|case| matches!(case.stage(), Stage::Closed { .. })).count()
    }

    fn times_heard(&self, person: i64, words: &str) -> usize {
        self.bot.far.outgoing.iter().filter(|(chat, text)| *chat == person && text.contains(words)).count()
    }
}

#[test]
fn a_bot_that_was_truly_stopped_for_a_month_catches_up_after_the_first_message() {
    let mut talk = Talk::with_two_cases();
    talk.bot.intake = None;
    talk.bot.now = talk.bot.now.plus_days(31);
    talk.bot.crash();
    assert!(talk.bot.core().clock_is_doubted());
    talk.bot.pass(HOUR_MS);
    assert_eq!(talk.counts().0, 2);
    talk.says(SAM, "/desk");
    talk.bot.pass(HOUR_MS);
    assert!(!talk.bot.core().clock_is_doubted());
    assert_eq!((talk.counts().0, talk.closed()), (1, 1), "one is forgotten, one was closed unanswered");
}

#[test]
fn after_more_than_a_day_without_telegram_everything_arrives_once_and_in_order() {
    let mut talk = Talk::new();
    let people: Vec<i64> = (0..12).map(|number| 5_400_000_001 + number).collect();
    for person in &people {
        talk.asks(*person);
    }
    for _ in &people {
        talk.bot.far.offline = false;
        talk.says(SAM, "/volgende");
        talk.presses(SAM, "✍️ Antwoord");
        talk.says(SAM, ANSWER);
        // Telegram goes away at the moment of sending.
        talk.bot.far.offline = true;
        talk.presses(SAM, "✅ Verstuur");
        talk.bot.far.deaf.extend(&people);
    }
    let waiting = talk.bot.core().outbox_len();
    assert!(waiting >= people.len());
    let commits = talk.bot.store_disk.commits();
    talk.bot.pass(50 * HOUR_MS);
    assert_eq!(talk.bot.core().outbox_len(), waiting, "nothing is given up, nothing is added");
    let tries = talk.bot.store_disk.commits() - commits;
    assert!(tries < 100 * waiting as u64, "{tries} commits: patience grows to an hour");
    talk.bot.crash();
    assert_eq!(talk.bot.core().outbox_len(), waiting);
    talk.bot.far.offline = false;
    talk.bot.far.deaf.clear();
    talk.bot.pass(2 * HOUR_MS);
    assert_eq!(talk.bot.core().outbox_len(), 0);
    for person in &people {
        assert_eq!(talk.times_heard(*person, ANSWER), 1, "once");
        assert_eq!(talk.times_heard(*person, WAS_AWAY), 1, "and that a word of theirs may be lost");
        let texts = talk.bot.far.outgoing.iter().filter(|(chat, _)| chat == person).map(|(_, text)| text);
        let texts: Vec<_> = texts.filter(|text| !text.contains(WAS_AWAY)).collect();
        assert!(texts.last().unwrap().contains(ANSWER), "after the receipt");
    }
}

/// More people than one commit tells; the power goes at each of the commits in which it is found out and told.
#[test]
fn after_an_absence_everybody_with_a_question_is_told_once_however_the_power_goes() {
    let people: Vec<i64> =
        (0..i64::try_from(ABSENCE_CASES_PER_COMMIT).unwrap() + 6).map(|n| 5_400_000_001 + n).collect();
    for nth in 1..=4 {
        let mut talk = Talk::new();
        for person in &people {
            talk.asks(*person);
        }
        talk.bot.intake = None;
        talk.bot.now = talk.bot.now.plus_days(2);
        talk.bot.crash();
        let attempt = talk.bot.store_disk.attempts() + nth;
        talk.bot.store_disk.power_cut_at_commit(attempt, Landing::Nothing);
        // What is sent is not yet said to have arrived: each commit here is of the telling.
        talk.bot.far.offline = true;
        talk.says(SAM, "/desk");
        talk.bot.pass(HOUR_MS);
        talk.bot.far.offline = false;
        talk.bot.pass(HOUR_MS);
        for person in &people {
            assert_eq!(talk.times_heard(*person, WAS_AWAY), 1, "cut at commit {nth}");
        }
    }
}
