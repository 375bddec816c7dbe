//! How fast places move and the agenda opens: `cargo bench --bench seats`.
//!
//! A place that is given back while 10,000 wait, from the copy of the places to what is to be written; and `/agenda` with
//! 1,000 encounters as a whole turn of the bot, commit in memory included.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used)]

use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::encounter::{Dress, Encounter, Kind, Places, Seats, Spoken, Standing, Terms, Turn, YOUTHS};
use rechtdoor::domain::{EncounterId, Moment, SeatId, StaffId};
use rechtdoor::locale::Locale;
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::runtime::{Core, Incoming, open};
use rechtdoor::schedule::reminders;
use rechtdoor::vault::Address;
use std::sync::Arc;
use std::time::Instant;

const NOW: Moment = Moment(1_796_634_000_000);
const WAITING: u64 = 10_000;
const ENCOUNTERS: i64 = 1_000;
const ROUNDS: usize = 200;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if arguments.iter().any(|word| !word.starts_with("--") && word != "seats") {
        return;
    }
    refill();
    agenda();
}

fn shown(what: &str, aim_ms: f64, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default();
    println!("{what}: median {:.2} ms, 99 of 100 {:.2} ms (aim {aim_ms} ms)", at(50), at(99));
}

fn seat(number: u64) -> SeatId {
    let mut id = [0; 16];
    // In an order that has nothing to do with who came first.
    id[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    SeatId(id)
}

fn refill() {
    let mut seats = Seats::new(Terms { by_lot: false, codes_first: false, consent: false }, &[8]);
    for order in 1..=WAITING + 8 {
        seats.join(seat(order), YOUTHS, Turn { standing: Standing::Ordinary, order }, NOW).unwrap();
    }
    seats.take_touched();
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        let mut changed = seats.clone();
        changed.leave(seat(1), NOW, NOW.plus_days(9)).unwrap();
        let offered = changed.refill(NOW, Some(NOW.plus_days(1)));
        let written = changed.take_touched();
        let took = start.elapsed().as_secs_f64() * 1_000.0;
        assert_eq!((offered.len(), written.len()), (1, 2));
        took
    });
    shown("a place given back while 10,000 wait", 10.0, times.collect());
}

fn encounter(number: i64) -> Encounter {
    let mut encounter = Encounter {
        kind: Some(Kind::Meeting),
        title_nl: "Samen voetballen".to_owned(),
        title_fr: "Foot ensemble".to_owned(),
        starts: Some(NOW.plus_hours(number)),
        minutes: Some(120),
        area: Some("aalst".to_owned()),
        venue: "Molenstraat 1".to_owned(),
        places: Some(Places { youths: 8, officers: 4, trainees: 0, least_youths: 4, least_officers: 2 }),
        ages: Some((14, 20)),
        spoken: Some(Spoken::Both),
        access_said: true,
        dress: Some(Dress::Plain),
        no_checks: true,
        consent: Some(false),
        ..Encounter::new("aalst-gent".to_owned(), StaffId([1; 16]), NOW.day())
    };
    assert!(encounter.publish(NOW, reminders::before));
    encounter
}

fn says(core: &mut Core, number: i64, text: &str) {
    let input = Input::Text { text: UserText::new(text.to_owned()), message: MessageRef(number), reply_to: None };
    // Everybody asks once: a flood would be held up.
    let chat = Address::new(5_000_000_000 + number);
    let arrival =
        Arrival { id: number, chat, sender: Some(chat), place: Place::Private, input, said_at: None, moved_from: None };
    core.handle(vec![Incoming::Update(Box::new(arrival))], NOW).unwrap();
}

fn agenda() {
    let content = Content::load(&Source::embedded()).unwrap_or_else(|_| panic!("the content loads"));
    let locale = Locale::embedded().unwrap_or_else(|_| panic!("the sentences load"));
    let house = House::new(content, locale, Settings::default());
    let (mut core, _) = open::ephemeral(Arc::new(house), NOW).unwrap();
    for number in 1..=ENCOUNTERS {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_le_bytes());
        let store = core.store_mut();
        store.save_encounter(EncounterId(id), &encounter(number)).unwrap();
        store.keep_turn();
    }
    let times = (1..=ROUNDS as i64).map(|number| {
        // With a command of one language, which chooses it.
        says(&mut core, number, "/plaatsen");
        let start = Instant::now();
        press(&mut core, number, "m:meet");
        start.elapsed().as_secs_f64() * 1_000.0
    });
    shown("the agenda of 1,000 encounters, as a whole turn", 5.0, times.collect());
}

fn press(core: &mut Core, number: i64, data: &str) {
    let input = Input::Press {
        press: rechtdoor::messenger::PressRef(number.to_string()),
        data: data.to_owned(),
        message: Some(MessageRef(number)),
    };
    let chat = Address::new(5_000_000_000 + number);
    let arrival = Arrival {
        id: 100_000 + number,
        chat,
        sender: Some(chat),
        place: Place::Private,
        input,
        said_at: None,
        moved_from: None,
    };
    core.handle(vec![Incoming::Update(Box::new(arrival))], NOW).unwrap();
}
