//! Every limit that a person or a crowd can reach: reached, said kindly, and left again.

use crate::START;
use crate::support::bot::{Bot, house_with};
use rechtdoor::dialogue::{Capacity, Settings};
use rechtdoor::domain::limits::{DESK_SCREENS_MAX, LANE_ROWS_MAX, NEW_CASES_PER_HOUR};
use rechtdoor::domain::moment::{HOUR_MS, MINUTE_MS};
use rechtdoor::domain::roles::Role;
use rechtdoor::messenger::OtherKind;
use rechtdoor::store::tables::{Table, Tokens};

const LINA: i64 = 5_500_000_001;
const NOOR: i64 = 5_500_000_002;
const TOM: i64 = 5_500_000_003;
const CROWD: i64 = 5_500_001_000;
const BUSY: &str = "Het is nu heel druk";
const FULL: &str = "Er wachten nu te veel vragen";

fn house(capacity: Capacity) -> Bot {
    Bot::in_house(51, START, house_with(Settings { capacity, ..Settings::default() }))
}

fn cases(bot: &mut Bot) -> usize {
    bot.core().store().index.cases.len()
}

fn drafts(bot: &mut Bot) -> usize {
    bot.core().store().index.drafts
}

/// Types a question and presses the button that would send it.
fn tries_to_ask(bot: &mut Bot, chat: i64) {
    bot.says(chat, "Mag de politie mij filmen?");
    if bot.reads(chat, "kies je taal") {
        bot.taps(chat, "🌐 Nederlands");
    }
    bot.taps(chat, "✅ Verstuur");
}

#[test]
fn asking_and_wiping_goes_on_for_so_many_questions_an_hour() {
    let mut bot = Bot::new(51, START);
    for _ in 0..NEW_CASES_PER_HOUR {
        bot.asks(LINA, "Mag de politie mij filmen?");
        bot.says(LINA, "/wis");
        bot.taps(LINA, "🗑️ Ja");
        bot.pass(MINUTE_MS);
    }
    tries_to_ask(&mut bot, LINA);
    assert!(bot.reads(LINA, "6 vragen in een uur"), "it is said, with the number");
    assert_eq!((cases(&mut bot), drafts(&mut bot)), (0, 1), "nothing more is taken, and the text is not lost");
    bot.asks(NOOR, "Mag de politie mij filmen?");
    assert_eq!(cases(&mut bot), 1, "others notice nothing");
    bot.pass(HOUR_MS);
    bot.asks(LINA, "Mag de politie mij filmen?");
    assert_eq!(cases(&mut bot), 2);
}

/// A promise of an answer would not be true: people are sent to who can help now.
#[test]
fn a_full_desk_takes_no_new_question_and_says_where_to_go() {
    for capacity in [Capacity { waiting_cases: 2, ..Capacity::default() }, Capacity { cases: 2, ..Capacity::default() }]
    {
        let mut bot = house(capacity);
        bot.asks(LINA, "Mag de politie mij filmen?");
        bot.asks(NOOR, "Mag de politie mij filmen?");
        tries_to_ask(&mut bot, TOM);
        assert!(bot.reads(TOM, FULL) && bot.reads(TOM, "112"));
        assert_eq!((cases(&mut bot), drafts(&mut bot)), (2, 1), "what was typed stays for its half hour");
        // Who has a question here can still add to it.
        bot.says(LINA, "En op school?");
        bot.taps(LINA, "📎");
        bot.taps(LINA, "✅ Verstuur");
        assert!(bot.reads(LINA, "Toegevoegd aan"));
        // A place is free again, and the text that waited takes it.
        bot.says(NOOR, "/wis");
        bot.taps(NOOR, "🗑️ Ja");
        bot.taps(TOM, "👀");
        bot.taps(TOM, "✅ Verstuur");
        assert_eq!(cases(&mut bot), 2);
        assert!(bot.reads(TOM, "Jouw code"));
    }
}

#[test]
fn strangers_cannot_take_the_drafts_of_people_with_a_question_here() {
    let mut bot = house(Capacity { drafts: 4, strangers_drafts: 3, ..Capacity::default() });
    bot.asks(LINA, "Mag de politie mij filmen?");
    bot.asks(NOOR, "Mag de politie mij filmen?");
    for stranger in CROWD..CROWD + 5 {
        bot.says(stranger, "Ik stuur zomaar iets.");
    }
    assert_eq!(drafts(&mut bot), 3);
    assert!(bot.reads(CROWD + 4, BUSY) && bot.reads(CROWD + 4, "Il y a trop de monde"), "in both languages");
    bot.says(LINA, "En op school?");
    assert_eq!(drafts(&mut bot), 4, "there is room for who has a question here");
    bot.says(NOOR, "En op school?");
    assert_eq!(drafts(&mut bot), 4, "and a limit to that as well");
    assert!(bot.reads(NOOR, BUSY));
    bot.pass(31 * MINUTE_MS);
    assert_eq!(drafts(&mut bot), 0);
    bot.says(CROWD + 4, "Mag de politie mij filmen?");
    assert_eq!(drafts(&mut bot), 1);
}

#[test]
fn with_a_full_outbox_strangers_are_not_answered_and_friends_are() {
    const ROWS: usize = 12;
    let mut bot = house(Capacity { outbox_rows: ROWS, ..Capacity::default() });
    bot.asks(LINA, "Mag de politie mij filmen?");
    bot.far.offline = true;
    for stranger in CROWD..CROWD + 30 {
        bot.says(stranger, "/start");
    }
    assert_eq!(bot.core().outbox_len(), ROWS);
    bot.says(LINA, "/mijnvragen");
    assert_eq!(bot.core().outbox_len(), ROWS + 1, "who we know is always heard");
    bot.far.offline = false;
    bot.pass(HOUR_MS);
    assert_eq!(bot.core().outbox_len(), 0);
    bot.says(CROWD + 29, "/start");
    assert!(bot.reads(CROWD + 29, "112"));
}

/// Of a hundred screens the newest are kept, and nothing that somebody waits for is lost, through a restart too.
#[test]
fn so_much_waits_for_one_person_and_an_answer_does_not_give_way() {
    const SAM: i64 = 6_500_000_001;
    let mut bot = Bot::new(54, START);
    bot.staffs(SAM, Role::Moderator);
    bot.asks(LINA, "Mag de politie mij filmen?");
    bot.says(LINA, "En wat als ik nee zeg?");
    bot.far.deaf.insert(LINA);
    bot.says(SAM, "/volgende");
    bot.taps(SAM, "✍️");
    bot.says(SAM, "Ja, op straat mag dat.");
    bot.taps(SAM, "✅");
    bot.says(LINA, "/hulp");
    let mut most = 0;
    for look in 0..100 {
        bot.now = bot.now.plus_ms(2_000);
        // A review of what is typed is one of them.
        bot.says(LINA, if look % 2 == 0 { "/privacy" } else { "en nog iets" });
        most = most.max(bot.core().outbox_len());
    }
    assert!(most <= LANE_ROWS_MAX + 1, "{most} rows for one person");
    assert!(bot.core().counts.given_way > 50);
    bot.crash();
    assert!(bot.core().outbox_len() <= LANE_ROWS_MAX + 1);
    bot.far.deaf.clear();
    bot.pass(2 * HOUR_MS);
    assert_eq!(bot.core().outbox_len(), 0);
    let got: Vec<String> =
        bot.far.outgoing.iter().filter(|(to, _)| *to == LINA).map(|(_, text)| text.clone()).collect();
    let place = |words: &str| got.iter().rposition(|text| text.contains(words)).unwrap_or_else(|| panic!("{words}"));
    assert!(place("op straat mag dat") < place("112"), "the answer, then the help that was asked for after it");
    assert!(place("zonder naam") > 0 && got.iter().filter(|text| text.contains("op straat mag dat")).count() == 1);
}

/// A hundred pictures are a thumb that slipped, or a flood: neither gets a hundred answers.
#[test]
fn refusals_in_a_flood_are_coalesced() {
    let mut bot = Bot::new(52, START);
    bot.far.offline = true;
    for _ in 0..100 {
        bot.other(LINA, OtherKind::Picture);
    }
    // The kind word with the first screen behind it, and the calm sentence.
    assert_eq!(bot.core().outbox_len(), 3);
}

/// Who opens the desk all day long fills no disk: the buttons of the oldest screens give way, and say so.
#[test]
fn a_member_has_so_many_screens_and_the_oldest_give_way() {
    const SAM: i64 = 6_500_000_001;
    const FIEN: i64 = 6_500_000_002;
    let mut bot = Bot::new(53, START);
    bot.staffs(SAM, Role::Moderator);
    bot.staffs(FIEN, Role::Moderator);
    let mut shown = Vec::new();
    for chat in [FIEN].into_iter().chain([SAM; DESK_SCREENS_MAX + 2]) {
        // Not so fast that the gate closes.
        bot.now = bot.now.plus_ms(2_000);
        bot.says(chat, "/desk");
        let screen = bot.far.chats[&chat].messages.values().next_back().expect("a screen");
        let switch = screen.rows.iter().flatten().find(|(label, _)| label.contains("Français")).expect("a button");
        shown.push((chat, screen.id, switch.1.clone()));
    }
    let screens = |bot: &mut Bot| bot.core().store().live_records(Tokens::LETTER);
    assert_eq!(screens(&mut bot), DESK_SCREENS_MAX as u64 + 1);
    bot.crash();
    bot.says(SAM, "/desk");
    assert_eq!(screens(&mut bot), DESK_SCREENS_MAX as u64 + 1, "a restart still knows which are the oldest");

    let (mut dead, mut alive) = (0, 0);
    for (chat, message, data) in [&shown[0], &shown[1], &shown[3], &shown[4]] {
        let before = bot.far.outgoing.len();
        bot.press(*chat, *chat, data, Some(*message));
        let said = bot.far.outgoing[before..].iter().any(|(_, text)| text.contains("werkt niet meer"));
        if said {
            dead += 1
        } else {
            alive += 1
        }
        assert_eq!(said, *chat == SAM && *message <= shown[3].1, "the oldest three of Sam, and nobody else's");
    }
    assert_eq!((dead, alive), (2, 2));
}
