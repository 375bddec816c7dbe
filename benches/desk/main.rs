//! How fast the screens of the desk are with 2,000 open cases and 30 members: `cargo bench --bench desk`.
//!
//! Each is a whole turn of the bot, from the press to what stands in the chat, commit in memory included. All cases are of the
//! shared pool, so that each member sees all of them: the most that a queue can cost.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../tests/support/mod.rs"]
mod support;

use rechtdoor::domain::case::{By, Case, Entry};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::triage::Triage;
use rechtdoor::domain::{CaseId, Code, Language, Moment};
use rechtdoor::store::tables::{Cases, Entries};
use rechtdoor::vault::KeyClass;
use std::time::Instant;
use support::bot::Bot;

const NOW: Moment = Moment(1_796_634_000_000);
const CASES: u64 = 2_000;
const MEMBERS: i64 = 30;
const ROUNDS: usize = 100;
const AIM_MS: f64 = 10.0;
const SAM: i64 = 6_100_000_001;
const WORDS: &str = "Mag de politie mijn tas doorzoeken zonder te zeggen waarom? Ik stond aan de bus met mijn zus.";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if arguments.iter().any(|word| !word.starts_with("--") && word != "desk") {
        return;
    }
    let mut bot = Bot::new(7, NOW);
    for member in 0..MEMBERS {
        bot.staffs(SAM + member, Role::Moderator);
    }
    fill(&mut bot);
    measure(&mut bot, "the desk", |bot| bot.says(SAM, "/desk"));
    measure(&mut bot, "a page of it", |bot| bot.taps(SAM, "▶️ Volgende"));
    measure(&mut bot, "its filter", |bot| bot.taps(SAM, "🔎 Filter"));
    measure(&mut bot, "another value of it", |bot| bot.taps(SAM, "🗣"));
    bot.taps(SAM, "🏷️ alles");
    measure(&mut bot, "the desk through a filter", |bot| bot.says(SAM, "/desk"));
    bot.taps(SAM, "🙋 Neem");
    measure(&mut bot, "the card of a case", |bot| bot.taps(SAM, "◀️ Terug"));
    measure(&mut bot, "my cases", |bot| bot.says(SAM, "/dossiers"));
    measure(&mut bot, "nothing to read", |bot| bot.says(SAM, "/nalezen"));
}

/// Times a step so often. What it needs on the screen before it must be there: what stands behind a card is reached each time anew.
fn measure(bot: &mut Bot, what: &str, step: impl Fn(&mut Bot)) {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        if what == "its filter" {
            bot.says(SAM, "/desk");
        }
        if what == "the card of a case" {
            bot.taps(SAM, "🏷️ Code");
        }
        let start = Instant::now();
        step(bot);
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        // A flood would be held up.
        bot.pass(2_000);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default();
    println!("{what}: median {:.2} ms, 99 of 100 {:.2} ms (aim {AIM_MS} ms)", at(50), at(99));
}

fn fill(bot: &mut Bot) {
    for number in 0..CASES {
        let store = bot.core().store_mut();
        let key = store.new_key(KeyClass::Text).unwrap();
        let (id, code) = (CaseId::random(store.random()), Code::random(store.random()));
        let language = if number % 2 == 0 { Language::Nl } else { Language::Fr };
        let promised = NOW.plus_days(2);
        let mut case = Case { entries: 1, ..Case::new(code, language, NOW.day(), store.next_arrival(), promised) };
        // None of danger: it would pass every filter.
        case.guess(Triage::ALL.get(3 + usize::try_from(number % 11).unwrap()).copied());
        store.put::<Cases>(&id, &case, key).unwrap();
        store.put::<Entries>(&(id, 0), &Entry { by: By::Asker, text: WORDS.to_owned(), day: NOW.day() }, key).unwrap();
        store.keep_turn();
        if number % 100 == 0 {
            bot.pass(1_000);
        }
    }
    bot.pass(1_000);
    assert_eq!(bot.core().store().index.waiting_count(), usize::try_from(CASES).unwrap());
}
