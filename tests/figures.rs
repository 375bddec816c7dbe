//! What is counted of projects and members: by the night alone, for the month and nobody, until its time is over.
//!
//! Never true of these tests: a count is looked for in memory; it is on the disk, or it is nowhere.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::Memory;
use rechtdoor::domain::figures::{Counts, Figure, FigureOf, Happened, Whose};
use rechtdoor::domain::limits::{FIGURE_LEAST_MIN, FIGURE_MONTHS, FIGURES_MAX};
use rechtdoor::domain::moment::DAY_MS;
use rechtdoor::domain::{Day, Language, Moment, StaffId};
use rechtdoor::store::tables::{Figures, Table};
use std::collections::BTreeMap;
use support::bot::Bot;

/// A Monday at ten in the morning, Belgian time: 7 December 2026.
const START: Moment = Moment(1_796_634_000_000);
/// December 2026, counted from January 1970.
const DECEMBER: i32 = 683;
const LINA: i64 = 5_400_000_001;

fn asks(bot: &mut Bot, chat: i64) {
    bot.text(chat, chat, "Mag de politie mijn gsm afnemen?", None);
    for label in ["Nederlands", "Verstuur"] {
        let messages = bot.far.chats[&chat].messages.values().rev();
        let mut buttons = messages.flat_map(|seen| seen.rows.iter().flatten().map(|button| (seen.id, button)));
        let found = buttons.find(|(_, (shown, _))| shown.contains(label)).map(|(id, (_, data))| (id, data.clone()));
        let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
        bot.press(chat, chat, &data, Some(message));
    }
}

fn asked(bot: &mut Bot, month: i32) -> Option<u32> {
    let today = bot.now.day();
    let book = bot.core().store_mut().book_of(&Whose::Shared, today).expect("it opens");
    book.0.get(&month).map(|month| month.counts.parts(Figure::Asked).iter().sum())
}

/// Written as the night writes it, at a moment.
fn write(bot: &mut Bot, of: &FigureOf, happened: Happened, at: Moment) {
    let mut counts = Counts::default();
    counts.add(happened);
    let store = bot.core().store_mut();
    store.add_figures(&BTreeMap::from([(of.clone(), counts)]), FIGURE_LEAST_MIN, at).expect("staged");
    store.keep_turn();
    store.commit(at).expect("committed");
}

fn shared(month: i32) -> FigureOf {
    FigureOf { month, whose: Whose::Shared }
}

#[test]
fn the_night_writes_what_was_counted_and_a_crash_loses_one_day_of_it() {
    let mut bot = Bot::new(71, START);
    asks(&mut bot, LINA);
    assert_eq!(asked(&mut bot, DECEMBER), None, "nothing at the moment at which it happens");
    bot.pass(DAY_MS);
    assert_eq!(asked(&mut bot, DECEMBER), Some(1));
    asks(&mut bot, LINA + 1);
    bot.crash();
    bot.pass(DAY_MS);
    assert_eq!(asked(&mut bot, DECEMBER), Some(1));
}

#[test]
fn whoever_stops_the_bot_loses_nothing_of_it() {
    let mut bot = Bot::new(72, START);
    asks(&mut bot, LINA);
    let now = bot.now;
    bot.core().write_tallies_at_stop(now).expect("written");
    bot.crash();
    assert_eq!(asked(&mut bot, DECEMBER), Some(1));
}

#[test]
fn counts_stand_in_a_commit_of_their_own_and_no_older_version_of_them_opens() {
    let mut bot = Bot::new(73, START);
    bot.keep_history();
    for number in 0..3 {
        asks(&mut bot, LINA + number);
        bot.pass(DAY_MS);
    }
    assert_eq!(bot.versions_alone::<Figures>(), (3, 1));
}

#[test]
fn a_month_that_may_be_shown_is_not_added_to() {
    let mut bot = Bot::new(74, START);
    let happened = Happened::Asked(Language::Nl);
    let january = |day: i32| Day(Day::first_of(DECEMBER + 1).0 + day - 1).start();
    write(&mut bot, &shared(DECEMBER), happened, january(4));
    assert_eq!(asked(&mut bot, DECEMBER), Some(1), "its last evening");
    write(&mut bot, &shared(DECEMBER), happened, january(5));
    assert_eq!(asked(&mut bot, DECEMBER), Some(1));
}

#[test]
fn a_month_goes_when_its_time_is_over_and_it_is_still_known_since_when() {
    let mut bot = Bot::new(75, START);
    let happened = Happened::Asked(Language::Fr);
    for month in [DECEMBER, DECEMBER + FIGURE_MONTHS, DECEMBER + FIGURE_MONTHS + 1] {
        let at = Day::first_of(month).start();
        write(&mut bot, &shared(month), happened, at);
        assert_eq!(asked(&mut bot, DECEMBER).is_some(), month <= DECEMBER + FIGURE_MONTHS, "{month}");
    }
    let today = Day::first_of(DECEMBER + FIGURE_MONTHS + 1);
    let book = bot.core().store_mut().book_of(&Whose::Shared, today).expect("it opens");
    assert!(book.0.len() == 2 && book.0.values().all(|month| month.since == DECEMBER));
    assert_eq!(bot.core().store().live_records(Figures::LETTER), 2);
}

#[test]
fn nothing_is_written_of_a_member_who_is_not_on_the_team() {
    let mut bot = Bot::new(76, START);
    write(&mut bot, &FigureOf { month: DECEMBER, whose: Whose::Member(StaffId([7; 16])) }, Happened::Sent, START);
    assert_eq!(bot.core().store().live_records(Figures::LETTER), 0);
}

#[test]
fn as_many_are_counted_as_may_be() {
    let mut memory = Memory::default();
    let of = |number: usize| FigureOf { month: DECEMBER, whose: Whose::Project(number.to_string()) };
    (0..FIGURES_MAX + 5).for_each(|number| memory.count_figure(of(number), Happened::Held));
    assert_eq!(memory.take_figures().len(), FIGURES_MAX);
    assert!(memory.take_figures().is_empty(), "what was taken is not counted twice");
}
