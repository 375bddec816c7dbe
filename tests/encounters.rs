//! Places at encounters, over the whole bot: many people at once, what is told to whom, and what is left afterwards.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::dialogue::action::{CodeVerb, Meet, Press};
use rechtdoor::dialogue::{Capacity, Settings, phases, referring};
use rechtdoor::domain::audit::{Act, Doer};
use rechtdoor::domain::encounter::sharing::rank;
use rechtdoor::domain::encounter::{After, Proof, SeatState, Sharing, Standing, Way};
use rechtdoor::domain::limits::{ADDRESS_MESSAGES_MAX, SEATS_PER_PERSON_MAX};
use rechtdoor::domain::{EncounterId, Moment, SeatId};
use rechtdoor::store::tables::{Encounters, Persons, Routes, SeatRecords, Table};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{KeyClass, Ring};
use std::collections::{BTreeMap, BTreeSet};
use support::bot::{Bot, house_with};
use support::encounters::ADDRESS;
use support::entropy::Seeded;
use support::ledger::Ledger;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CROWD: i64 = 5_700_000_000;
const DAY_MS: i64 = 24 * 3_600_000;

/// Up to the last button before the place.
fn reads_the_rules(bot: &mut Bot, chat: i64) {
    bot.press(chat, chat, "l:nl", None);
    bot.says(chat, "/agenda");
    bot.taps(chat, "👀 Nummer 1");
    bot.taps(chat, "🙋 Ik wil komen");
    bot.taps(chat, "✅ Oké");
}

fn joins(bot: &mut Bot, chat: i64) {
    reads_the_rules(bot, chat);
    bot.taps(chat, "✅ Die is goed");
}

fn states(bot: &mut Bot, id: EncounterId) -> BTreeMap<SeatId, SeatState> {
    let seats = bot.core().store().index.encounters.seats(id).expect("planned");
    seats.iter().map(|(seat, state)| (seat, state.state)).collect()
}

fn counts(bot: &Bot) -> (usize, usize) {
    let ledger = Ledger::of(bot);
    (ledger.count::<SeatRecords>(), ledger.count::<Encounters>())
}

/// Keys of places in the ring as it lies on the disk.
fn keys_of_places(bot: &Bot) -> usize {
    let disk = bot.ring_disk.copy();
    disk.power_cut(|_| Fate::Kept);
    let ring = Ring::open(disk, &bot.master(), &mut Seeded::new(99)).expect("the ring opens");
    ring.occupied().filter(|(_, class)| *class == KeyClass::Encounter).count()
}

#[test]
fn five_hundred_people_press_at_once_and_eight_have_a_place() {
    const PEOPLE: i64 = 500;
    let mut bot = Bot::new(71, START);
    let id = bot.plans("aalst", 8, START.plus_days(9), false);
    for chat in CROWD..CROWD + PEOPLE {
        reads_the_rules(&mut bot, chat);
    }
    bot.together(|bot| {
        for chat in CROWD..CROWD + PEOPLE {
            bot.taps(chat, "✅ Die is goed");
        }
    });
    // Names are few: who was shown one that somebody else has just taken chooses another, and is behind by that much.
    while let Some(chat) = (CROWD..CROWD + PEOPLE).find(|chat| !is_told(&mut bot, *chat)) {
        bot.taps(chat, "✅ Die is goed");
    }
    bot.pass(60_000);
    let seats = states(&mut bot, id);
    let confirmed = seats.values().filter(|state| **state == SeatState::Confirmed).count();
    let waiting = seats.values().filter(|state| **state == SeatState::Waiting).count();
    assert_eq!((confirmed, waiting), (8, 492));
    let mut places = BTreeSet::new();
    let mut certain = 0;
    for chat in CROWD..CROWD + PEOPLE {
        let has = bot.reads(chat, "✅ Je plaats is zeker");
        let place = (1..=492).find(|place| bot.reads(chat, &format!("wachtlijst, als nummer {place}.")));
        assert!(has != place.is_some(), "{chat} is told one thing");
        certain += usize::from(has);
        assert!(place.is_none_or(|place| places.insert(place)), "two people at one place");
    }
    assert_eq!((certain, places.len()), (8, 492));
    // The same after a crash.
    bot.crash();
    assert_eq!(states(&mut bot, id), seats);
    assert_eq!(bot.core().counts.panics, 0);
}

fn is_told(bot: &mut Bot, chat: i64) -> bool {
    bot.reads(chat, "✅ Je plaats is zeker") || bot.reads(chat, "⏳ Het is vol")
}

#[test]
fn two_days_after_an_encounter_nothing_of_its_places_is_left() {
    let mut bot = Bot::new(72, START);
    bot.plans("aalst", 100, START.plus_days(3), false);
    for chat in CROWD..CROWD + 90 {
        joins(&mut bot, chat);
    }
    assert_eq!(counts(&bot), (90, 1));
    assert_eq!(keys_of_places(&bot), 90);
    bot.pass(5 * DAY_MS + 7_000_000);
    assert_eq!(counts(&bot), (90, 1), "the last hours are not over");
    bot.pass(300_000);
    assert_eq!(counts(&bot), (0, 0));
    assert_eq!(keys_of_places(&bot), 0);
    assert_eq!(Ledger::of(&bot).count::<Routes>(), 0, "no way to anybody is left");
    // Who has no place and asks nothing is forgotten with the others of whom only a choice is known.
    bot.pass(40 * DAY_MS);
    assert_eq!(Ledger::of(&bot).count::<Persons>(), 0);
}

#[test]
fn a_place_that_is_given_back_leaves_no_key() {
    let mut bot = Bot::new(73, START);
    bot.plans("aalst", 8, START.plus_days(9), false);
    joins(&mut bot, CROWD);
    assert_eq!((counts(&bot), keys_of_places(&bot)), ((1, 1), 1), "the control");
    bot.taps(CROWD, "🙅 Ik kom niet");
    assert_eq!((counts(&bot), keys_of_places(&bot)), ((0, 1), 0));
}

#[test]
fn a_cancelled_encounter_is_told_to_everybody_once_and_then_forgotten() {
    const PEOPLE: i64 = 150;
    let mut bot = Bot::new(74, START);
    let id = bot.plans("aalst", 100, START.plus_days(9), false);
    for chat in CROWD..CROWD + PEOPLE {
        joins(&mut bot, chat);
    }
    let now = bot.now;
    let store = bot.core().store_mut();
    let mut encounter = store.get::<Encounters>(&id).expect("readable").expect("there");
    assert!(encounter.cancel(now));
    store.save_encounter(id, &encounter).expect("staged");
    store.keep_turn();
    // The power goes before anybody heard of it, and when all have.
    store.commit(now).expect("room");
    bot.crash();
    bot.pass(60_000);
    bot.crash();
    bot.pass(60_000);
    let cancelled = |bot: &Bot, chat: i64| {
        let told = bot.far.outgoing.iter().filter(|(to, text)| *to == chat && text.contains("gaat niet door"));
        told.count()
    };
    for chat in CROWD..CROWD + PEOPLE {
        assert_eq!(cancelled(&bot, chat), 1, "{chat}");
    }
    assert_eq!(counts(&bot), (0, 1));
    bot.pass(2 * DAY_MS);
    assert_eq!(counts(&bot), (0, 0));
    bot.says(CROWD, "/plaatsen");
    assert!(bot.reads(CROWD, "Je hebt nu geen plaats"));
}

#[test]
fn the_address_goes_to_certain_places_and_not_before_its_day() {
    let mut bot = Bot::new(75, START);
    let starts = START.plus_days(9);
    bot.plans("aalst", 1, starts, false);
    joins(&mut bot, CROWD);
    joins(&mut bot, CROWD + 1);
    let hears = |bot: &Bot, chat: i64| bot.far.outgoing.iter().any(|(to, text)| *to == chat && text.contains(ADDRESS));
    bot.pass(starts.since_ms(bot.now) - DAY_MS - 120_000);
    for chat in [CROWD, CROWD + 1] {
        bot.says(chat, "/plaatsen");
        bot.says(chat, "/agenda");
        bot.taps(chat, "👀 Nummer 1");
        assert!(!hears(&bot, chat), "nobody, before its day");
    }
    bot.pass(180_000);
    assert!(hears(&bot, CROWD), "the control");
    bot.pass(starts.since_ms(bot.now) + DAY_MS);
    assert!(!hears(&bot, CROWD + 1), "who waited in vain never hears it");
    assert!(bot.reads(CROWD + 1, "Er kwam deze keer geen plaats vrij"));
    let stands = bot.far.chats.values().flat_map(|chat| chat.messages.values());
    assert!(!stands.into_iter().any(|message| message.text.contains(ADDRESS)), "and it stands nowhere afterwards");
}

/// However often somebody looks at the address: it stands in so many messages, the newest, and in none of them afterwards.
#[test]
fn the_address_stands_in_so_many_messages_at_once() {
    let mut bot = Bot::new(77, START);
    let starts = START.plus_days(2);
    let id = bot.plans("aalst", 1, starts, false);
    joins(&mut bot, CROWD);
    let stands = |bot: &Bot| {
        let messages = bot.far.chats[&CROWD].messages.values();
        messages.filter(|message| message.text.contains(ADDRESS)).count()
    };
    bot.pass(starts.since_ms(bot.now) - DAY_MS / 2);
    for _ in 0..ADDRESS_MESSAGES_MAX * 2 {
        bot.says(CROWD, "/plaatsen");
        bot.pass(60_000);
    }
    let shown = bot.far.outgoing.iter().filter(|(to, text)| *to == CROWD && text.contains(ADDRESS)).count();
    assert!(shown > ADDRESS_MESSAGES_MAX * 2, "the control");
    assert_eq!(stands(&bot), ADDRESS_MESSAGES_MAX);
    assert!(bot.reads(CROWD, "nieuwer bericht"));
    let seat = *states(&mut bot, id).keys().next().expect("one place");
    let record = bot.core().store_mut().get::<SeatRecords>(&seat).expect("readable").expect("there");
    assert_eq!(record.address_at.len(), ADDRESS_MESSAGES_MAX);
    bot.pass(starts.since_ms(bot.now) + DAY_MS / 2);
    assert_eq!(stands(&bot), 0);
}

/// The reminder is decided at its hour, or after an outage, and may wait for the channel.
#[test]
fn nobody_is_sent_to_what_is_over() {
    let ends = START.plus_days(9).plus_hours(2);
    let is_reminder = |(_, text): &(i64, String)| text.contains("Vandaag is het zover");
    let reminded = |bot: &Bot| bot.far.outgoing.iter().any(is_reminder);
    let begin = || {
        let mut bot = Bot::new(76, START);
        bot.plans("aalst", 1, START.plus_days(9), false);
        joins(&mut bot, CROWD);
        bot.pass(ends.since_ms(bot.now) - 12 * 3_600_000);
        bot
    };
    let mut bot = begin();
    bot.pass(9 * 3_600_000);
    assert!(reminded(&bot), "the control");

    let mut bot = begin();
    bot.now = ends.plus_minutes(10);
    bot.crash();
    bot.pass(60_000);
    assert!(!reminded(&bot), "decided after the end");

    let mut bot = begin();
    bot.now = ends.plus_hours(-4);
    let now = bot.now;
    bot.core().handle(Vec::new(), now).expect("the store works");
    assert!(bot.core().outbox_len() > 0, "it waits");
    bot.now = ends.plus_minutes(10);
    bot.settle();
    assert!(!reminded(&bot), "sent after the end");
}

#[test]
fn the_line_is_bounded_and_so_are_the_places_of_one_person() {
    let capacity = Capacity { seats_per_encounter: 3, ..Capacity::default() };
    let mut bot = Bot::in_house(76, START, house_with(Settings { capacity, ..Settings::default() }));
    bot.plans("genk", 1, START.plus_days(5), false);
    for chat in CROWD..CROWD + 3 {
        joins(&mut bot, chat);
    }
    bot.press(CROWD + 3, CROWD + 3, "l:nl", None);
    bot.says(CROWD + 3, "/agenda");
    bot.taps(CROWD + 3, "👀 Nummer 1");
    bot.taps(CROWD + 3, "🙋 Ik wil komen");
    assert!(bot.reads(CROWD + 3, "Ook de wachtlijst is vol"));
    let greedy = CROWD + 9;
    bot.press(greedy, greedy, "l:nl", None);
    let days = i64::try_from(SEATS_PER_PERSON_MAX).expect("few");
    for day in 1..=days + 1 {
        let id = bot.plans("aalst", 5, START.plus_days(10 + day), false);
        for verb in ["join", "name"] {
            let data = format!("e:{verb}:{}", data_encoding::BASE64URL_NOPAD.encode(&id.0));
            bot.press(greedy, greedy, &data, None);
        }
        if day <= days {
            bot.taps(greedy, "✅ Die is goed");
        }
    }
    assert!(bot.reads(greedy, "Je hebt al 6 plaatsen"));
    assert_eq!(counts(&bot).0, 3 + SEATS_PER_PERSON_MAX);
}

#[test]
fn a_file_for_a_calendar_holds_no_address_and_nobody_and_comes_once_for_many_thumbs() {
    let mut bot = Bot::new(78, START);
    bot.plans("aalst", 2, START.plus_days(3), false);
    let files = |bot: &Bot, chat: i64| -> Vec<String> {
        let sent = bot.far.outgoing.iter().filter(|(to, text)| *to == chat && text.contains("BEGIN:VCALENDAR"));
        sent.map(|(_, text)| text.clone()).collect()
    };
    for chat in [CROWD, CROWD + 1] {
        joins(&mut bot, chat);
    }
    // On the day itself, when the address may be shown.
    bot.pass(2 * DAY_MS + DAY_MS / 2);
    assert!(bot.far.outgoing.iter().any(|(_, text)| text.contains(ADDRESS)), "the control");
    for chat in [CROWD, CROWD + 1] {
        bot.says(chat, "/plaatsen");
    }
    bot.together(|bot| (0..5).for_each(|_| bot.taps(CROWD, "📆 In mijn agenda")));
    bot.taps(CROWD + 1, "📆 In mijn agenda");
    let (one, other) = (files(&bot, CROWD), files(&bot, CROWD + 1));
    assert_eq!((one.len(), other.len()), (1, 1));
    let line = |file: &str, name: &str| file.lines().find(|line| line.starts_with(name)).map(str::to_owned);
    for file in one.iter().chain(&other) {
        assert!(!file.contains("Molenstraat") && !file.contains("De Kring"), "the address");
        for chat in [CROWD, CROWD + 1] {
            assert!(!file.contains(&chat.to_string()), "whose it is");
        }
        assert_eq!(line(file, "LOCATION").as_deref(), Some("LOCATION:Aalst"));
        assert_eq!(line(file, "SEQUENCE"), line(&one[0], "SEQUENCE"));
        assert_eq!(line(file, "UID"), line(&one[0], "UID"), "it tells nobody apart");
    }
    // Pressed again once it is there: it may have been lost. And a wipe takes all of them out of the chat.
    bot.taps(CROWD, "📆 In mijn agenda");
    assert_eq!(files(&bot, CROWD).len(), 2);
    bot.says(CROWD, "/wis");
    bot.taps(CROWD, "🗑️ Ja");
    assert!(!bot.reads(CROWD, "Open dit bestand"));
    assert!(bot.reads(CROWD + 1, "Open dit bestand"), "the control");
}

#[test]
fn a_seat_s_key_names_its_table() {
    // What the thief's neighbours are told apart by: see `store::tables::seat_of`.
    let seat = SeatId([7; 16]);
    assert_eq!(rechtdoor::store::tables::seat_of(&SeatRecords::key_bytes(&seat)), Some(seat));
    let route = Routes::key_bytes(&rechtdoor::store::records::Owner::Seat(seat));
    assert_eq!(rechtdoor::store::tables::seat_of(&route), Some(seat));
}

/// Who came out of the drum, and how.
fn drawn(bot: &mut Bot, id: EncounterId) -> (BTreeSet<SeatId>, BTreeSet<SeatId>) {
    let (placed, blank): (BTreeMap<_, _>, BTreeMap<_, _>) =
        states(bot, id).into_iter().partition(|(_, state)| *state != SeatState::Waiting);
    (placed.into_keys().collect(), blank.into_keys().collect())
}

#[test]
fn eight_of_eleven_are_drawn_by_the_seed_in_the_log_and_the_first_who_waits_is_asked_once() {
    let mut bot = Bot::new(79, START);
    let starts = START.plus_days(12);
    let id = bot.plans_so("genk", 8, starts, |camp| {
        (camp.sharing, camp.consent) = (Sharing::new(Way::Lottery), Some(true));
    });
    for chat in CROWD..CROWD + 11 {
        joins(&mut bot, chat);
        assert!(bot.reads(chat, "🎲 Je doet mee aan de loting"));
    }
    let asked: Vec<SeatId> = states(&mut bot, id).into_keys().collect();
    bot.pass(starts.plus_days(-7).since_ms(bot.now) - 60_000);
    assert!(states(&mut bot, id).values().all(|state| *state == SeatState::Requested), "not before its moment");
    bot.crash();
    bot.pass(120_000);
    bot.crash();
    bot.pass(60_000);
    let until = starts.plus_days(-7).plus_hours(72);
    let (placed, blank) = drawn(&mut bot, id);
    assert_eq!((placed.len(), blank.len()), (8, 3));
    // The seed of the log, over those who asked, gives the same eight.
    let entry = bot.core().store_mut().recent_audit(1).expect("readable")[0];
    assert_eq!((entry.act, entry.by), (Act::Drawn, Doer::Nobody));
    let seed = entry.seed.expect("a draw has its seed");
    let mut again = asked;
    again.sort_by_key(|seat| rank(seed, *seat));
    assert_eq!(again[..8].iter().copied().collect::<BTreeSet<_>>(), placed);
    // Everybody heard one thing, once.
    let told = |bot: &Bot, words: &str| bot.far.outgoing.iter().filter(|(_, text)| text.contains(words)).count();
    assert_eq!((told(&bot, "er is een plaats voor jou"), told(&bot, "geen geluk")), (8, 3));
    // For seven a parent says yes.
    let seats = bot.core().store().index.encounters.seats(id).expect("planned").clone();
    let mut consented = seats.clone();
    let now = bot.now;
    for seat in placed.iter().skip(1) {
        consented.consent(*seat, now).expect("held");
    }
    bot.core().store_mut().save_seats(id, &mut consented).expect("staged");
    bot.core().store_mut().keep_turn();
    bot.pass(until.since_ms(bot.now) + 60_000);
    let after = states(&mut bot, id);
    assert!(!after.contains_key(placed.first().expect("eight")), "nobody said yes for this one");
    let offered: Vec<SeatId> =
        after.iter().filter(|(_, state)| matches!(state, SeatState::Offered { .. })).map(|(seat, _)| *seat).collect();
    assert_eq!(offered, [again[8]], "the first who waits");
    assert_eq!(told(&bot, "🎁 Er is plaats voor jou!"), 1, "once");
    assert_eq!(after.len(), 10);
}

/// A code is for so many, however many press in the same moment; whoever is too late may ask as everybody does. Guessed
/// codes change nothing. What joins a place and a code is gone with the encounter.
#[test]
fn a_code_is_for_so_many_people_and_a_guessed_one_for_nobody() {
    const PEOPLE: i64 = 20;
    let mut bot = Bot::new(79, START);
    let id = bot.plans_so("antwerpen", 3, START.plus_days(12), |camp| camp.sharing = Sharing::new(Way::CodesFirst));
    let mut encounter = bot.core().store().index.encounters.get(id).cloned().expect("planned");
    encounter.codes.make(5).expect("the first");
    let store = bot.core().store_mut();
    store.save_encounter(id, &encounter).expect("staged");
    store.keep_turn();
    bot.pass(1);
    let link = referring::mint(bot.core().store().tokens(), id, 1);
    let opens = |bot: &mut Bot, chat: i64, link: &str| {
        bot.press(chat, chat, "l:nl", None);
        bot.says(chat, &format!("/start {link}"));
    };
    let before = Ledger::of(&bot);
    let mut random = Seeded::new(5);
    for (guess, letter) in (1..).zip("ABCDEFGH".chars().cycle().take(300)) {
        let at = 2 + usize::try_from(random.below(43)).expect("small");
        let bent = format!("{}{letter}{}", &link[..at], &link[at + 1..]);
        if bent != link {
            opens(&mut bot, CROWD + PEOPLE + guess, &bent);
            assert!(bot.reads(CROWD + PEOPLE + guess, "⌛ Deze code werkt niet meer"), "{guess}");
        }
    }
    assert!(before.changes(&Ledger::of(&bot)).is_empty(), "nothing is left of a guess");
    for chat in CROWD..CROWD + PEOPLE {
        opens(&mut bot, chat, &link);
        bot.taps(chat, "📖 Lees verder");
        bot.taps(chat, "✅ Oké");
    }
    bot.together(|bot| {
        for chat in CROWD..CROWD + PEOPLE {
            bot.taps(chat, "✅ Die is goed");
        }
    });
    // Who was shown a name that was just taken presses again.
    let is_told = |bot: &mut Bot, chat: i64| is_told(bot, chat) || bot.reads(chat, "⌛ Deze code");
    while let Some(chat) = (CROWD..CROWD + PEOPLE).find(|chat| !is_told(&mut bot, *chat)) {
        bot.taps(chat, "✅ Die is goed");
    }
    let seats = bot.core().store().index.encounters.seats(id).cloned().expect("planned");
    assert_eq!((seats.len(), seats.waiting(0)), (5, 2), "five by a code for five, for three places");
    assert!(seats.iter().all(|(_, seat)| seat.turn.standing == Standing::Referred));
    let late = (CROWD..CROWD + PEOPLE).find(|chat| bot.reads(*chat, "⌛ Deze code")).expect("fifteen of them");
    for label in ["👀 De ontmoeting", "🙋 Ik wil komen", "✅ Oké", "✅ Die is goed"] {
        bot.taps(late, label);
    }
    assert!(bot.reads(late, "📝 We hebben je vraag om te komen"));
    bot.pass(15 * DAY_MS);
    assert_eq!(counts(&bot), (0, 0), "and with it the codes");
    assert_eq!(bot.core().counts.panics, 0);
}

/// Whoever was at the first part comes to the second by what lies in their chat: nothing of the first is kept for it. One
/// pass is one place, and a pass for something else is none.
#[test]
fn a_pass_is_one_place_and_nothing_of_the_first_part_is_kept_for_it() {
    let mut bot = Bot::new(80, START);
    let first = bot.plans("menen", 4, START.plus_hours(30), false);
    let after = After { of: first.0, title_nl: "Eerst".to_owned(), title_fr: "D'abord".to_owned() };
    let second = bot.plans_so("menen", 4, START.plus_days(9), |next| next.after = Some(after));
    joins(&mut bot, CROWD);
    bot.pass(5 * DAY_MS);
    assert_eq!((counts(&bot), keys_of_places(&bot)), ((0, 1), 0), "the first part is forgotten, and who was there");
    bot.taps(CROWD, "▶️ Ik wil wel");
    for label in ["📖 Lees verder", "✅ Oké", "✅ Die is goed"] {
        bot.taps(CROWD, label);
    }
    assert!(bot.reads(CROWD, "✅ Je plaats is zeker"));
    let takes = |bot: &mut Bot, chat: i64, pass, name| {
        let data = Press::Meet(Meet::Code(Proof::Pass(pass), CodeVerb::Take(name))).encode();
        bot.press(chat, chat, &data, None);
    };
    let tokens = |bot: &mut Bot, of, nonce| phases::mint(bot.core().store().tokens(), of, nonce);
    let [pass, of_another] = [second, first].map(|of| tokens(&mut bot, of, [9; 8]));
    for chat in CROWD + 1..CROWD + 4 {
        bot.press(chat, chat, "l:nl", None);
    }
    takes(&mut bot, CROWD + 1, of_another, [0, 1]);
    bot.together(|bot| {
        takes(bot, CROWD + 2, pass, [0, 2]);
        takes(bot, CROWD + 3, pass, [0, 3]);
    });
    let places = [1, 2, 3].map(|chat| bot.reads(CROWD + chat, "✅ Je plaats is zeker"));
    assert_eq!(places, [false, true, false]);
    assert!([1, 3].iter().all(|chat| bot.reads(CROWD + chat, "⌛ Deze knop werkt niet meer")));
    assert_eq!(counts(&bot).0, 2);
    // Given back, it is good again, also after a crash.
    bot.taps(CROWD + 2, "🙅 Ik kom niet");
    bot.crash();
    takes(&mut bot, CROWD + 2, pass, [0, 2]);
    takes(&mut bot, CROWD + 3, pass, [0, 3]);
    assert_eq!(counts(&bot).0, 2);
    bot.pass(9 * DAY_MS);
    assert_eq!((counts(&bot), keys_of_places(&bot)), ((0, 0), 0));
}

/// `/stop` ends reminders. The way to the next part is none: nobody else gets there for them.
#[test]
fn who_wants_no_reminders_is_still_handed_the_button_for_the_next_part() {
    let mut bot = Bot::new(82, START);
    let first = bot.plans("menen", 4, START.plus_hours(30), false);
    let after = After { of: first.0, title_nl: "Eerst".to_owned(), title_fr: "D'abord".to_owned() };
    bot.plans_so("menen", 4, START.plus_days(9), |next| next.after = Some(after));
    joins(&mut bot, CROWD);
    bot.says(CROWD, "/stop");
    bot.pass(2 * DAY_MS);
    assert!(!bot.reads(CROWD, "Vandaag is het zover"), "the control: nothing reminds them");
    assert!(bot.reads(CROWD, "▶️ Er komt een vervolg"));
}
