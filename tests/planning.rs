//! Encounters at the desk where a talk would be too long: the most there may be, many people, long names, hidden letters.

#[path = "support/mod.rs"]
mod support;

use rechtdoor::domain::encounter::{
    Dress, Encounter, Kind, Places, Seat, SeatRecord, SeatState, Spoken, Standing, Turn, YOUTHS,
};
use rechtdoor::domain::limits::{BUTTONS_MAX, ENCOUNTERS_MAX, LABEL_UNITS_MAX};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{EncounterId, Language, Moment, SeatId, StaffId};
use rechtdoor::outbox::Origin;
use rechtdoor::schedule::reminders;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::Encounters;
use rechtdoor::vault::Address;
use support::bot::Bot;

/// A Monday at ten, Europe/Brussels.
const START: Moment = Moment(1_796_634_000_000);
const CORA: i64 = 6_100_000_001;
const FIRST: i64 = 5_100_000_001;
/// The longest nickname there is: "Turkooizen Flamingo".
const LONG: [u8; 2] = [9, 14];

fn ready() -> Bot {
    let mut bot = Bot::new(61, START);
    bot.staffs(CORA, Role::Coordinator);
    bot
}

fn planned(bot: &Bot) -> Encounter {
    Encounter::new("genk".to_owned(), StaffId([7; 16]), bot.now.day())
}

fn published(bot: &mut Bot, youths: u16) -> EncounterId {
    let id = EncounterId([3; 16]);
    let mut encounter = Encounter {
        kind: Some(Kind::Camp),
        title_nl: "Kamp".to_owned(),
        title_fr: "Camp".to_owned(),
        starts: Some(bot.now.plus_days(10)),
        minutes: Some(480),
        area: Some("genk".to_owned()),
        venue: "Molenstraat 1".to_owned(),
        places: Some(Places { youths, officers: 4, trainees: 0, least_youths: 4, least_officers: 2 }),
        ages: Some((12, 14)),
        spoken: Some(Spoken::Nl),
        access_said: true,
        dress: Some(Dress::Plain),
        no_checks: true,
        consent: Some(true),
        ..planned(bot)
    };
    assert!(encounter.publish(bot.now, reminders::before), "it is whole");
    bot.core().store_mut().save_encounter(id, &encounter).expect("staged");
    bot.core().store_mut().keep_turn();
    id
}

/// So many people have asked; the first ones have a place that waits for a parent.
fn asked(bot: &mut Bot, id: EncounterId, people: u8, places: u8) {
    let until = bot.now.plus_hours(72);
    for number in 0..people {
        let state = if number < places { SeatState::Held { until } } else { SeatState::Waiting };
        let turn = Turn { standing: Standing::Ordinary, order: u64::from(number) + 1 };
        let seat = Seat::new(YOUTHS, turn, state);
        let record = SeatRecord {
            due: Some(until),
            ..SeatRecord::new(id, seat, if number == 0 { LONG } else { [0, number] }, Language::Nl, 1)
        };
        let (seat, store) = (SeatId([number + 1; 16]), bot.core().store_mut());
        let key = store.add_seat(seat, &record).expect("staged");
        let who = Origin::new(Address::new(FIRST + i64::from(number)));
        who.bind(store, Owner::Seat(seat), key).expect("staged");
        store.keep_turn();
    }
    bot.pass(1);
}

/// The newest message in Cora's chat: its text and its labels.
fn screen(bot: &mut Bot) -> (String, Vec<String>) {
    let messages = &bot.far.chats[&CORA].messages;
    let (_, last) = messages.iter().rev().find(|(_, message)| message.from_bot).expect("a message");
    (last.text.clone(), last.rows.iter().flatten().map(|(label, _)| label.clone()).collect())
}

fn state(bot: &mut Bot, id: EncounterId, number: u8) -> Option<SeatState> {
    let seats = bot.core().store().index.encounters.seats(id)?;
    seats.get(SeatId([number; 16])).map(|seat| seat.state)
}

fn numbered(number: usize) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&number.to_le_bytes());
    id
}

#[test]
fn there_are_only_so_many_encounters_and_whoever_plans_hears_it() {
    let mut bot = ready();
    for number in 0..ENCOUNTERS_MAX {
        let (id, encounter) = (EncounterId(numbered(number)), planned(&bot));
        bot.core().store_mut().save_encounter(id, &encounter).expect("staged");
        bot.core().store_mut().keep_turn();
        if number % 100 == 0 {
            bot.pass(1);
        }
    }
    bot.pass(1);
    assert_eq!(bot.core().store().index.encounters.count(), ENCOUNTERS_MAX);
    bot.says(CORA, "/nieuw");
    assert!(screen(&mut bot).0.contains(&ENCOUNTERS_MAX.to_string()), "she hears how many");
    assert_eq!(bot.core().store().index.encounters.count(), ENCOUNTERS_MAX);
    // One is gone: there is room for one.
    let store = bot.core().store_mut();
    store.remove::<Encounters>(&EncounterId(numbered(1))).expect("staged");
    store.keep_turn();
    bot.pass(1);
    bot.says(CORA, "/nieuw");
    assert_eq!(bot.core().store().index.encounters.count(), ENCOUNTERS_MAX);
    assert!(screen(&mut bot).0.starts_with("1/9"));
}

#[test]
fn many_people_are_shown_a_page_at_a_time_and_every_button_fits() {
    let mut bot = ready();
    let id = published(&mut bot, 9);
    asked(&mut bot, id, 14, 9);
    bot.says(CORA, "/reeks");
    for label in ["👀 Nummer 1", "👥 Deelnemers"] {
        bot.taps(CORA, label);
    }
    let mut listed = Vec::new();
    for page in 0..4 {
        let (text, labels) = screen(&mut bot);
        assert!(labels.len() <= BUTTONS_MAX, "page {page}: {labels:?}");
        assert!(labels.iter().all(|label| label.encode_utf16().count() <= LABEL_UNITS_MAX), "{labels:?}");
        listed.extend(text.lines().filter(|line| line.contains(" · ")).map(str::to_owned));
        bot.taps(CORA, "➡️");
    }
    assert_eq!(listed.len(), 14, "{listed:?}");
    assert_eq!(listed.iter().filter(|line| line.contains("🖊️")).count(), 9);
    assert!(listed[0].starts_with("1. Turkooizen Flamingo") && listed[13].starts_with("14. "), "{listed:?}");
    // Behind the last page comes the first one. A name too long for a button stands there by its number.
    bot.taps(CORA, "🖊️ Nummer 1");
    assert_eq!(state(&mut bot, id, 1), Some(SeatState::Confirmed));
    assert!(matches!(state(&mut bot, id, 2), Some(SeatState::Held { .. })), "the control: nobody else's");
    assert!(bot.reads(FIRST, "Turkooizen Flamingo") && !bot.reads(FIRST + 1, "zeker"), "and the one it is hears it");
}

#[test]
fn what_nobody_sees_is_no_part_of_a_title() {
    let mut bot = ready();
    bot.says(CORA, "/nieuw");
    bot.taps(CORA, "🤝 Ontmoeting");
    bot.says(CORA, " \u{202e}Samen\u{200b}\nkoken\u{2069} ");
    let encounters = &bot.core().store().index.encounters;
    let titles: Vec<String> = encounters.all().map(|(_, plan)| plan.title_nl.clone()).collect();
    assert_eq!(titles, ["Samen koken"]);
}
