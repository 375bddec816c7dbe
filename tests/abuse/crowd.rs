//! A crowd of people of whom nobody knows anything: who only looks leaves nothing, who types or asks leaves a little,
//! for as long as was said.

use crate::START;
use crate::support::bot::{Bot, house_with};
use crate::support::ledger::Ledger;
use rechtdoor::dialogue::{Capacity, Settings};
use rechtdoor::domain::moment::MINUTE_MS;
use rechtdoor::store::tables::{Cases, Drafts, Entries, Outbox, Persons, Routes};

const CROWD: i64 = 5_600_000_000;

fn house(capacity: Capacity) -> Bot {
    let mut bot = Bot::in_house(61, START, house_with(Settings { capacity, ..Settings::default() }));
    // The night's key and the like: what a house has before anybody comes.
    bot.pass(1);
    bot
}

#[test]
fn who_only_looks_around_leaves_no_record_and_no_key() {
    let mut bot = house(Capacity::default());
    let before = Ledger::of(&bot);
    for visitor in CROWD..CROWD + 150 {
        bot.says(visitor, "/start");
        bot.taps(visitor, "🌐 Français");
        for data in ["m:help", "m:privacy-data", "m:ask", "m:mine", "m:wipe", "m:home", "m:meet"] {
            bot.press(visitor, visitor, data, None);
        }
        bot.says(visitor, "/stop");
    }
    let after = Ledger::of(&bot);
    let changes: Vec<_> = before.changes(&after).into_iter().map(|(key, how)| (char::from(key[0]), how)).collect();
    assert!(changes.is_empty() && before.has_the_same_keys(&after), "{changes:?}");
    assert_eq!(bot.core().counts.panics, 0);
    // The control: one who types leaves a draft.
    bot.says(CROWD, "La police peut me filmer ?");
    assert!(!before.changes(&Ledger::of(&bot)).is_empty());
}

/// Who wants discreet answers is remembered before any question, or the wish would not outlive a restart. It makes no key.
#[test]
fn a_crowd_that_only_makes_a_choice_is_bounded() {
    const ROOM: usize = 20;
    let mut bot = house(Capacity { choosers: ROOM, ..Capacity::default() });
    let before = Ledger::of(&bot);
    for visitor in CROWD..CROWD + 60 {
        bot.press(visitor, visitor, "l:nl", None);
        bot.press(visitor, visitor, "m:discreet", None);
    }
    let after = Ledger::of(&bot);
    assert_eq!(bot.core().store().index.people.len(), ROOM);
    assert!(before.has_the_same_keys(&after));
    assert!(after.len() <= before.len() + 3 * ROOM, "{} records", after.len() - before.len());
    assert!(bot.reads(CROWD + 59, "Het is nu heel druk") && !bot.reads(CROWD, "Het is nu heel druk"));
    // Whoever asks is taken in all the same.
    bot.asks(CROWD + 59, "Mag de politie mij filmen?");
}

#[test]
fn a_crowd_that_types_and_never_sends_is_bounded_and_gone_after_half_an_hour() {
    const ROOM: usize = 40;
    let mut bot = house(Capacity { strangers_drafts: ROOM, ..Capacity::default() });
    let before = Ledger::of(&bot);
    for stranger in CROWD..CROWD + 200 {
        bot.says(stranger, "Mag de politie mij filmen?");
    }
    let full = Ledger::of(&bot);
    assert_eq!((full.count::<Drafts>(), full.count::<Routes>(), full.count::<Outbox>()), (ROOM, ROOM, 0));
    assert_eq!(full.len(), before.len() + 2 * ROOM, "two records each, and nothing of those who were refused");
    bot.pass(31 * MINUTE_MS);
    assert_eq!(Ledger::of(&bot).len(), before.len());
}

#[test]
fn a_crowd_that_asks_is_bounded_and_each_costs_so_many_records() {
    const ROOM: usize = 30;
    let mut bot = house(Capacity { waiting_cases: ROOM, ..Capacity::default() });
    let before = (Ledger::of(&bot), bot.core().store().disk_bytes());
    for stranger in CROWD..CROWD + 90 {
        bot.says(stranger, "Mag de politie mij filmen?");
        bot.taps(stranger, "🌐 Nederlands");
        bot.taps(stranger, "✅ Verstuur");
    }
    let told = (CROWD..CROWD + 90).filter(|stranger| bot.reads(*stranger, "Jouw code")).count();
    let refused = (CROWD..CROWD + 90).filter(|stranger| bot.reads(*stranger, "Er wachten nu te veel vragen")).count();
    assert_eq!((told, refused), (ROOM, 90 - ROOM), "everybody is told what became of it");
    // Half an hour later the texts of those who were refused are gone as well.
    bot.pass(31 * MINUTE_MS);
    let after = Ledger::of(&bot);
    assert_eq!([after.count::<Cases>(), after.count::<Entries>(), after.count::<Routes>()], [ROOM; 3]);
    // What is known of a person, and which messages can still be deleted: a page for each thing that was done.
    let pages = after.count::<Persons>();
    assert!(pages <= 6 * ROOM, "{pages} pages");
    assert_eq!(after.len(), before.0.len() + 3 * ROOM + pages);
    let bytes = (bot.core().store().disk_bytes() - before.1) / ROOM as u64;
    assert!(bytes < 4_096, "{bytes} bytes for a short question");
}
