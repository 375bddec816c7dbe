//! Practice is kept in memory alone: nothing that somebody types there reaches the store, a desk or the queue.
//!
//! Never true of these tests: the control is missing, in which the same words outside of practice are found on the disk.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use rechtdoor::store::tables::{Members, Metas, Outbox, ParkedTexts, Routes, Seen, Table, Tokens};
use std::collections::BTreeSet;
use support::bot::Bot;
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const TUUR: i64 = 6_400_000_001;
const MARK: &str = "kramsvogelnest";

fn changed(before: &Ledger, bot: &Bot) -> BTreeSet<u8> {
    before.changes(&Ledger::of(bot)).into_keys().map(|key| key[0]).collect()
}

#[test]
fn nothing_that_is_typed_in_practice_reaches_the_store() {
    let mut bot = Bot::new(41, START);
    bot.staffs(TUUR, Role::Trainee);
    bot.says(TUUR, "/oefen");
    bot.taps(TUUR, "▶️ Volgende");
    let before = Ledger::of(&bot);
    bot.far.outgoing.clear();
    for text in
        [format!("{MARK}, nee dat mag niet."), format!("{MARK} {}", "x".repeat(1_500)), format!("art. 3 {MARK}")]
    {
        bot.says(TUUR, &text);
    }
    bot.taps(TUUR, "✅ Gelukt");
    // Screens on their way, their buttons, the ids of updates, and the store's account of itself: of nobody's words.
    let may: BTreeSet<u8> = [Outbox::LETTER, Tokens::LETTER, Seen::LETTER, Metas::LETTER].into();
    let letters = changed(&before, &bot);
    assert!(letters.is_subset(&may), "{:?}", letters.iter().map(|letter| char::from(*letter)).collect::<Vec<_>>());
    // What a row of the outbox holds is what goes out, and none of it has the words.
    assert!(!bot.far.outgoing.is_empty() && bot.far.outgoing.iter().all(|(_, text)| !text.contains(MARK)));
    let index = &bot.core().store().index;
    assert!(index.waiting_count() == 0 && index.cases.is_empty());
    assert!(bot.core().store_mut().recent_audit(10).expect("readable").is_empty(), "practice is no deed");
    // The control: outside of it the same words are kept, for half an hour.
    bot.says(TUUR, "/desk");
    let before = Ledger::of(&bot);
    bot.says(TUUR, MARK);
    let letters = changed(&before, &bot);
    assert!(letters.contains(&ParkedTexts::LETTER) && !letters.contains(&Members::LETTER));
    assert!(!letters.contains(&Routes::LETTER));
}

#[test]
fn whoever_practises_sees_how_far_they_came_until_the_next_start() {
    let mut bot = Bot::new(42, START);
    bot.staffs(TUUR, Role::Trainee);
    bot.says(TUUR, "/oefen");
    bot.taps(TUUR, "▶️ Volgende");
    for _ in 0..3 {
        bot.taps(TUUR, "👁 Toon");
        bot.taps(TUUR, "✅ Gelukt");
    }
    bot.says(TUUR, "/oefen");
    assert!(bot.reads(TUUR, "Gedaan: 3 van"));
    bot.crash();
    bot.says(TUUR, "/oefen");
    assert!(bot.reads(TUUR, "Gedaan: 0 van"));
}
