//! "All is gone" is said when it is true: after the list of people was written anew, whatever the clock and the disk do
//! meanwhile.
//!
//! Never true of this file: anything but what the thief of the neighbours finds decides whether it was said too early.

use crate::neighbours::{DAY_MS, Day, LINA, MINUTE_MS, opens_to};
use crate::support::bot::Bot;
use rechtdoor::domain::Language;
use rechtdoor::domain::limits::SHORT_LIST_MAX;
use rechtdoor::domain::person::Person;
use rechtdoor::store::engine::{Fill, room};
use rechtdoor::vault::Address;

fn little_room() -> Option<Fill> {
    Some(Fill { free_bytes: room::INTAKE_FREE_BYTES_MIN - 1, used_percent: 97 })
}

/// Who wiped everything is nowhere: the list of people was written anew before the goodbye was said.
#[test]
fn after_the_goodbye_no_way_leads_to_whoever_wiped_everything() {
    let mut day = Day::with_others(2);
    assert!(opens_to(&day.bot, LINA), "the control: until then the thief finds her");
    wipes_everything(&mut day.bot, LINA);
    assert!(is_told_that_all_is_gone(&day.bot, LINA));
    assert!(!opens_to(&day.bot, LINA));
    let other = LINA + 1;
    wipes_everything(&mut day.bot, other);
    assert!(!is_told_that_all_is_gone(&day.bot, other), "the second one within a minute waits");
    day.bot.pass(2 * MINUTE_MS);
    assert!(is_told_that_all_is_gone(&day.bot, other));
    assert!(!opens_to(&day.bot, other));
}

fn wipes_everything(bot: &mut Bot, chat: i64) {
    bot.says(chat, "/wis");
    bot.taps(chat, "🗑️ Ja, wis alles");
}

fn is_told_that_all_is_gone(bot: &Bot, chat: i64) -> bool {
    bot.far.chats[&chat].find("Alles is weg").is_some()
}

/// Lina has wiped everything and been told so, and somebody else within the same minute: gives whoever waits.
fn two_wipe_within_a_minute(day: &mut Day) -> i64 {
    let other = LINA + 1;
    wipes_everything(&mut day.bot, LINA);
    wipes_everything(&mut day.bot, other);
    assert!(!is_told_that_all_is_gone(&day.bot, other) && opens_to(&day.bot, other), "the control: there is a wait");
    other
}

/// Whoever waits is told, and never while anything leads to them.
fn is_told_truly_within(bot: &mut Bot, chat: i64, ms: i64) {
    let until = bot.now.plus_ms(ms);
    while !is_told_that_all_is_gone(bot, chat) {
        assert!(bot.now < until, "never told");
        bot.pass(10_000);
    }
    assert!(!opens_to(bot, chat), "told too early");
}

#[test]
fn a_clock_that_is_set_back_says_no_goodbye_too_early() {
    for (back, restarts) in [(1, false), (1, true), (20, false), (40 * 24, false)] {
        let mut day = Day::with_others(2);
        let other = two_wipe_within_a_minute(&mut day);
        let back_ms = back * 60 * MINUTE_MS;
        day.bot.now = day.bot.now.plus_ms(-back_ms);
        day.bot.ahead_ms = -back_ms;
        if restarts {
            day.bot.crash();
        }
        is_told_truly_within(&mut day.bot, other, 2 * MINUTE_MS);
    }
}

#[test]
fn a_disk_that_is_short_of_room_says_no_goodbye_too_early() {
    let none = Some(Fill { free_bytes: room::LAST_WORDS_FREE_BYTES_MIN - 1, used_percent: 100 });
    for restarts in [false, true] {
        let mut day = Day::with_others(2);
        let other = two_wipe_within_a_minute(&mut day);
        day.bot.disk_is(none);
        day.bot.pass(60 * MINUTE_MS);
        assert!(!is_told_that_all_is_gone(&day.bot, other), "no room for anything");
        if restarts {
            day.bot.crash();
        }
        day.bot.disk_is(little_room());
        is_told_truly_within(&mut day.bot, other, 2 * MINUTE_MS);
        assert!(day.bot.intake().is_out(), "the control: nothing else is taken in");
        // The night of that day is not forgotten for it.
        let since = day.bot.core().store().meta().epoch_since;
        day.bot.pass(2 * DAY_MS);
        assert_eq!(day.bot.core().store().meta().epoch_since, since, "the night waits for room");
        day.bot.disk_is(None);
        assert!(day.bot.core().store().meta().epoch_since > since);
    }
}

/// A list that may be too long for the room there is waits, and the goodbye with it.
#[test]
fn a_long_list_on_a_disk_that_is_short_of_room_waits_and_so_does_the_goodbye() {
    let mut day = Day::with_others(2);
    let now = day.bot.now;
    let store = day.bot.core().store_mut();
    let more = SHORT_LIST_MAX as i64;
    for number in 0..more {
        let chooser = Person::new(Language::Nl, now);
        store.write_page(Address::new(LINA + 1_000 + number), Some(chooser), Vec::new()).expect("staged");
        store.keep_turn();
    }
    let other = two_wipe_within_a_minute(&mut day);
    day.bot.disk_is(little_room());
    day.bot.pass(DAY_MS);
    assert!(!is_told_that_all_is_gone(&day.bot, other));
    day.bot.disk_is(None);
    is_told_truly_within(&mut day.bot, other, MINUTE_MS);
}
