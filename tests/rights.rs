//! What the library of rights cards keeps: counts of cards by the month, and nothing of who read, looked or judged.
//!
//! Never true of these tests: a count is looked for in memory; it is on the disk, or it is nowhere.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::action::{Look, Press};
use rechtdoor::domain::limits::{CARD_TALLIES_MAX, CARD_TALLY_MONTHS};
use rechtdoor::domain::moment::{DAY_MS, HOUR_MS, MINUTE_MS};
use rechtdoor::domain::tally::{Tally, TallyOf};
use rechtdoor::domain::{Language, Moment};
use rechtdoor::store::tables::{Cases, Drafts, Outbox, Persons, Routes, Table, Tallies};
use std::collections::BTreeMap;
use support::bot::Bot;

/// A Monday at ten in the morning, Belgian time: 7 December 2026.
const START: Moment = Moment(1_796_634_000_000);
/// December 2026, counted from January 1970.
const DECEMBER: i32 = 683;
const LINA: i64 = 5_400_000_001;
const AMINE: i64 = 5_400_000_002;
const CARD: &str = "phone-seize";

struct Talk {
    bot: Bot,
}

impl Talk {
    fn new() -> Self {
        Self { bot: Bot::new(5, START) }
    }

    fn says(&mut self, chat: i64, text: &str) {
        self.bot.text(chat, chat, text, None);
    }

    /// Presses the newest button whose label contains `label`.
    fn presses(&mut self, chat: i64, label: &str) {
        let messages = self.bot.far.chats[&chat].messages.values().rev();
        let mut buttons = messages.flat_map(|seen| seen.rows.iter().flatten().map(|button| (seen.id, button)));
        let found = buttons.find(|(_, (shown, _))| shown.contains(label)).map(|(id, (_, data))| (id, data.clone()));
        let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
        self.bot.press(chat, chat, &data, Some(message));
    }

    /// Opens the card anew and presses a button under it.
    fn judges(&mut self, chat: i64, label: &str) {
        let card = rechtdoor::content::CardId::parse(CARD).expect("an id");
        self.says(chat, if chat == LINA { "/rechten" } else { "/droits" });
        let newest = *self.bot.far.chats[&chat].messages.keys().next_back().expect("a message");
        self.bot.press(chat, chat, &Press::Look(Look::Card(card)).encode(), Some(newest));
        self.presses(chat, label);
    }

    fn night(&mut self) {
        self.bot.pass(DAY_MS);
    }

    fn tallies(&mut self, month: i32) -> Vec<(TallyOf, Tally)> {
        self.bot.core().store_mut().tallies_of(month).expect("the pages open")
    }

    fn tally(&mut self, language: Language) -> Tally {
        let all = self.tallies(DECEMBER);
        all.into_iter()
            .find(|(of, _)| of.card == CARD && of.language == language)
            .map(|(_, tally)| tally)
            .unwrap_or_default()
    }
}

#[test]
fn a_card_is_counted_by_language_and_month_once_for_each_time_it_was_opened() {
    let mut talk = Talk::new();
    talk.judges(LINA, "👍");
    talk.judges(LINA, "👍");
    talk.judges(LINA, "🤷");
    talk.judges(AMINE, "❓ Pas compris");
    // Twice under one message, before the screen has changed: the card was opened once.
    talk.judges(AMINE, "🤷");
    let card = rechtdoor::content::CardId::parse(CARD).expect("an id");
    let newest = *talk.bot.far.chats[&AMINE].messages.keys().next_back().expect("a message");
    talk.bot.press(AMINE, AMINE, &Press::Look(Look::Helped(card)).encode(), Some(newest));
    talk.night();
    assert_eq!(talk.tally(Language::Nl), Tally { helped: 2, not_really: 1, ..Tally::default() });
    assert_eq!(talk.tally(Language::Fr), Tally { not_really: 1, unclear: 1, ..Tally::default() });

    // The next night adds to it, after a restart as well.
    talk.bot.crash();
    talk.judges(LINA, "👍");
    talk.night();
    assert_eq!(talk.tally(Language::Nl), Tally { helped: 3, not_really: 1, ..Tally::default() });
}

#[test]
fn a_question_that_a_card_answered_leaves_a_count_and_nothing_else() {
    let mut talk = Talk::new();
    talk.says(LINA, "Mag de politie mijn gsm afnemen?");
    talk.presses(LINA, "Nederlands");
    talk.presses(LINA, "Is dit het?");
    talk.presses(LINA, "Gsm afgepakt");
    talk.presses(LINA, "Dit is het");
    let store = talk.bot.core().store();
    let left = [Cases::LETTER, Drafts::LETTER, Routes::LETTER, Persons::LETTER].map(|table| store.live_records(table));
    assert_eq!(left, [0; 4]);
    talk.night();
    assert_eq!(talk.tally(Language::Nl), Tally { deflected: 1, ..Tally::default() });
}

#[test]
fn reading_and_looking_for_words_leave_nothing_of_anybody() {
    let mut talk = Talk::new();
    talk.judges(LINA, "👍");
    talk.says(AMINE, "/droits les flics ont pris mon gsm");
    talk.bot.pass(31 * MINUTE_MS);
    talk.bot.core();
    let store = talk.bot.core().store();
    let left = [Cases::LETTER, Drafts::LETTER, Routes::LETTER, Persons::LETTER].map(|table| store.live_records(table));
    assert_eq!(left, [0; 4]);
}

#[test]
fn counts_stand_in_a_commit_of_their_own_and_no_older_version_of_them_opens() {
    let mut talk = Talk::new();
    talk.bot.keep_history();
    for _ in 0..4 {
        talk.judges(LINA, "👍");
        talk.judges(AMINE, "🤷");
        talk.night();
    }
    assert_eq!(talk.bot.versions_alone::<Tallies>(), (4, 1));
    assert!(talk.bot.core().store().live_records(Outbox::LETTER) == 0);
}

#[test]
fn a_month_holds_as_many_cards_as_it_may_and_each_page_fits() {
    let mut talk = Talk::new();
    let most = Tally { helped: u32::MAX, not_really: u32::MAX, unclear: u32::MAX, deflected: u32::MAX };
    let of = |card: usize| TallyOf { month: DECEMBER, card: format!("{card:0>32}"), language: Language::Fr };
    let many: BTreeMap<TallyOf, Tally> = (0..CARD_TALLIES_MAX + 3).map(|card| (of(card), most)).collect();
    let one = BTreeMap::from([(of(0), Tally { helped: 1, ..Tally::default() }), (of(9_999), most)]);
    let now = talk.bot.now;
    for more in [many, one] {
        let store = talk.bot.core().store_mut();
        store.add_tallies(&more, now).expect("they are staged");
        store.keep_turn();
        talk.bot.pass(1);
        talk.bot.crash();
        let all = talk.tallies(DECEMBER);
        assert_eq!(all.len(), CARD_TALLIES_MAX);
        assert!(all.iter().all(|(of, tally)| *tally == most && of.card != "9999"));
    }
}

#[test]
fn the_counts_of_a_month_go_when_their_time_is_over() {
    let mut talk = Talk::new();
    talk.judges(LINA, "👍");
    talk.night();
    // Until the last night of the twelfth month after it: 31 December 2027.
    let last = Moment(1_830_211_200_000);
    while talk.bot.now.0 < last.0 - 20 * HOUR_MS {
        talk.night();
    }
    assert_eq!(talk.tallies(DECEMBER).len(), 1);
    for _ in 0..2 {
        talk.night();
    }
    assert_eq!(talk.bot.now.day().month(), DECEMBER + CARD_TALLY_MONTHS + 1);
    assert_eq!(talk.bot.core().store().live_records(Tallies::LETTER), 0);
}
