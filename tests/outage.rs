//! A disk without room: nothing is taken in and nothing confirmed, everybody hears it once, and when there is room
//! again everything arrives, once.

// A test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

mod support;

use rechtdoor::content::{Source, embedded_files};
use rechtdoor::domain::Moment;
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::limits::OUTAGE_GOES_ON_MINUTES;
use rechtdoor::messenger::OtherKind;
use rechtdoor::messenger::wire::{Call, Outcome};
use rechtdoor::runtime::intake::REST_MS;
use rechtdoor::runtime::{Incoming, Next};
use rechtdoor::store::engine::{EngineError, Fill, room};
use support::bot::Bot;

const BEGIN: Moment = Moment(1_796_637_600_000);
const LATER: &str = "Ik kan nu even niets bewaren";
const REVIEW: &str = "Nog niet verstuurd";

fn little_room() -> Option<Fill> {
    Some(Fill { free_bytes: room::INTAKE_FREE_BYTES_MIN - 1, used_percent: 97 })
}

fn no_room() -> Option<Fill> {
    Some(Fill { free_bytes: room::LAST_WORDS_FREE_BYTES_MIN - 1, used_percent: 100 })
}

/// How many new messages with these words somebody got.
fn heard(bot: &Bot, person: i64, words: &str) -> usize {
    bot.far.outgoing.iter().filter(|(chat, text)| *chat == person && text.contains(words)).count()
}

/// Somebody who chose Dutch and may ask.
fn newcomer(bot: &mut Bot, person: i64) {
    bot.text(person, person, "/vraag", None);
}

#[test]
fn without_room_nothing_is_confirmed_everybody_hears_it_once_and_all_arrives_once() {
    let mut bot = Bot::new(1, BEGIN);
    let people: Vec<i64> = (1..=5).map(|number| 5_000_000_000 + number).collect();
    for person in &people {
        newcomer(&mut bot, *person);
    }
    for fill in [little_room(), no_room()] {
        bot.disk_is(fill);
        let commits = bot.store_disk.commits();
        for person in &people {
            bot.text(*person, *person, "Mag de politie mijn fiets meenemen?", None);
        }
        for _ in 0..5 {
            assert!(!bot.fetch(), "nothing is confirmed");
        }
        assert_eq!(bot.store_disk.commits(), commits, "nothing is written");
        for person in &people {
            assert_eq!(heard(&bot, *person, LATER), 1, "told once in one outage");
            assert_eq!(heard(&bot, *person, REVIEW), 0);
        }
    }
    bot.disk_is(None);
    assert!(!bot.intake().is_out());
    for person in &people {
        assert_eq!(heard(&bot, *person, REVIEW), 2, "one review for each text, joined to one draft");
        assert_eq!(heard(&bot, *person, LATER), 1);
    }
    assert!(bot.fetch());
    for (minutes, times) in [(OUTAGE_GOES_ON_MINUTES - 1, 1), (OUTAGE_GOES_ON_MINUTES, 2)] {
        bot.pass(minutes * 60_000);
        bot.disk_is(little_room());
        bot.text(people[0], people[0], "En nu?", None);
        assert_eq!(heard(&bot, people[0], LATER), times, "after {minutes} minutes");
        bot.disk_is(None);
        assert!(bot.fetch());
    }
}

#[test]
fn the_bot_does_not_flutter_between_the_two_marks() {
    let mut bot = Bot::new(2, BEGIN);
    let between = Some(Fill { free_bytes: room::AGAIN_FREE_BYTES_MIN - 1, used_percent: 84 });
    bot.disk_is(between);
    assert!(!bot.intake().is_out(), "whoever takes in goes on");
    bot.disk_is(little_room());
    bot.disk_is(between);
    assert!(bot.intake().is_out(), "whoever has stopped waits for more");
    bot.disk_is(Some(Fill { free_bytes: room::AGAIN_FREE_BYTES_MIN, used_percent: 84 }));
    assert!(!bot.intake().is_out());
}

#[test]
fn what_is_in_hand_is_still_written_while_there_is_room_for_last_words() {
    let mut bot = Bot::new(3, BEGIN);
    let lina = 5_000_000_001;
    bot.far.offline = true;
    newcomer(&mut bot, lina);
    assert!(bot.core().outbox_len() > 0, "something waits for the network");
    bot.disk_is(no_room());
    bot.far.offline = false;
    bot.pass(3_600_000);
    assert!(bot.core().outbox_len() > 0, "no room for its outcome: it is not sent either");
    bot.disk_is(little_room());
    bot.pass(3_600_000);
    assert_eq!(bot.core().outbox_len(), 0, "sent, and written down");
    assert!(bot.intake().is_out());
}

#[test]
fn a_store_that_ran_into_the_end_of_its_disk_is_opened_again_and_nothing_goes_out_twice() {
    let mut bot = Bot::new(4, BEGIN);
    let (lina, noah) = (5_000_000_001, 5_000_000_002);
    bot.far.offline = true;
    newcomer(&mut bot, lina);
    bot.far.offline = false;
    let until = bot.now.plus_hours(2);
    // One call is on its way when the disk fills up; what became of it is heard of only then.
    let outgoing = loop {
        let now = bot.now;
        match bot.intake().next_call(now).unwrap() {
            Next::Call(outgoing) => break outgoing,
            Next::Wait(at) => bot.now = at,
            Next::Idle => panic!("a row waits"),
        }
        assert!(bot.now < until);
    };
    let Call::Send(screen) = &outgoing.call else { panic!("a new message is the one that must not come twice") };
    let text = screen.text.clone();
    let outcome = bot.far.perform(lina, &outgoing.call);
    assert!(matches!(outcome, Outcome::Delivered(Some(_))));
    let sent = bot.far.outgoing.len();
    bot.store_disk.fail_next_commit(EngineError::Full);
    let now = bot.now;
    bot.far.offline = true;
    bot.text(noah, noah, "Moet ik mijn naam zeggen?", None);
    assert!(bot.intake().is_out() && bot.intake().core().is_none(), "neither core nor engine is trusted any more");
    assert!(!bot.fetch());
    assert!(!bot.intake().wants_core(None, now.plus_ms(REST_MS)), "not while a call is under way");
    let settled = Incoming::Settled { row: outgoing.row, outcome, moved: None };
    assert!(!bot.intake().take(vec![settled], None, now).unwrap().committed);
    assert!(!bot.intake().wants_core(None, now.plus_ms(REST_MS - 1)), "not at once either");
    assert!(!bot.intake().wants_core(little_room(), now.plus_ms(REST_MS)), "nor without room");
    bot.far.offline = false;
    bot.now = now.plus_ms(REST_MS);
    bot.disk_is(None);
    assert!(!bot.intake().is_out());
    assert_eq!(heard(&bot, lina, &text), 1, "the outcome was kept: the message does not go out again");
    assert!(bot.far.outgoing[sent..].iter().any(|(chat, _)| *chat == noah), "and who wrote meanwhile is heard");
    assert_eq!(bot.core().outbox_len(), 0);
}

#[test]
fn a_long_outage_does_not_make_the_clock_doubtful() {
    let mut bot = Bot::new(5, BEGIN);
    bot.store_disk.fail_next_commit(EngineError::Full);
    bot.text(5_000_000_001, 5_000_000_001, "Mag dat?", None);
    bot.now = bot.now.plus_days(3);
    bot.disk_is(None);
    assert!(!bot.intake().is_out());
    assert!(!bot.core().clock_is_doubted(), "only the last commit is old");
}

#[test]
fn other_troubles_of_the_store_still_end_the_process() {
    let mut bot = Bot::new(6, BEGIN);
    bot.store_disk.fail_next_commit(EngineError::Io(std::io::ErrorKind::Other));
    let now = bot.now;
    let written = bot.intake().take(vec![Incoming::Host(Act::BackupTaken)], None, now);
    assert!(written.is_err());
}

#[test]
fn a_voice_message_hears_it_too_and_a_group_hears_nothing() {
    let mut bot = Bot::new(7, BEGIN);
    bot.disk_is(little_room());
    bot.other(5_000_000_001, OtherKind::Voice);
    assert_eq!(heard(&bot, 5_000_000_001, LATER), 1);
    let group = -4_000_000_001;
    bot.far.chats.entry(group).or_default().group = true;
    bot.text(group, 5_000_000_001, "/koppel", None);
    assert!(bot.far.outgoing.iter().all(|(chat, _)| *chat != group));
}

#[test]
fn edited_content_that_is_asked_for_without_room_is_moved_into_once_there_is_room() {
    let mut bot = Bot::new(12, BEGIN);
    bot.content = Some(with_danger("blauwe radijs"));
    let knows = |bot: &mut Bot, words| bot.intake().house().content.danger(words).is_some();
    bot.disk_is(no_room());
    bot.hangup();
    assert!(!knows(&mut bot, "blauwe radijs"));
    bot.disk_is(None);
    assert!(knows(&mut bot, "blauwe radijs"), "without being asked again");

    // It was read, and the disk is full at the very commit that tells of it.
    bot.content = Some(with_danger("groene radijs"));
    // Within a minute its entry in the log would say nothing new, and there would be nothing to commit.
    bot.pass(120_000);
    let now = bot.now;
    bot.intake().take(vec![Incoming::Reload], None, now).unwrap();
    let job = bot.intake().next_load().unwrap();
    let done = job.perform(bot.content.as_ref());
    bot.store_disk.fail_next_commit(EngineError::Full);
    bot.intake().take(vec![Incoming::Loaded(done)], None, now).unwrap();
    assert!(bot.intake().core().is_none() && !knows(&mut bot, "groene radijs"));
    bot.now = now.plus_ms(REST_MS);
    bot.disk_is(None);
    assert!(knows(&mut bot, "groene radijs") && !knows(&mut bot, "blauwe radijs"));
}

/// The content in the program with one phrase more.
fn with_danger(phrase: &str) -> Source {
    let mut files = embedded_files();
    let danger = files.get_mut("danger.toml").unwrap();
    let more = format!("phrases = [\"{phrase}\",");
    *danger = String::from_utf8(danger.clone()).unwrap().replacen("phrases = [", &more, 1).into_bytes();
    Source::memory(files)
}
