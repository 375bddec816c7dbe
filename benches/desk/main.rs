//! How fast the screens of the desk are with 2,000 open cases, 30 members and 20 projects: `cargo bench --bench desk`.
//!
//! Each is a whole turn of the bot, from the press to what stands in the chat, commit in memory included. A tenth of the cases is
//! of the projects, all others of the shared pool, so that each member sees nearly all of them: the most that a queue can cost.
//! Whoever reads an empty list measures nothing: what a screen must show is asked after every step.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../tests/support/mod.rs"]
mod support;

use rechtdoor::content::{Content, Source, embedded_files};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::case::{By, Case, Entry};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::triage::Triage;
use rechtdoor::domain::{CaseId, Code, Language, Moment};
use rechtdoor::locale::Locale;
use rechtdoor::store::tables::{Cases, Entries, Members};
use rechtdoor::vault::KeyClass;
use std::sync::Arc;
use std::time::Instant;
use support::bot::Bot;

const NOW: Moment = Moment(1_796_634_000_000);
const CASES: u64 = 2_000;
const MEMBERS: i64 = 30;
const PROJECTS: usize = 20;
const ROUNDS: usize = 100;
const AIM_MS: f64 = 10.0;
const SAM: i64 = 6_100_000_001;
const CORA: i64 = SAM + 1;
const ANSWER: &str = "Nee, daar moet een reden voor zijn. Vraag er rustig naar.";
const WORDS: &str = "Mag de politie mijn tas doorzoeken zonder te zeggen waarom? Ik stond aan de bus met mijn zus.";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if arguments.iter().any(|word| !word.starts_with("--") && word != "desk") {
        return;
    }
    let mut bot = Bot::in_house(7, NOW, of_many_projects());
    for member in 0..MEMBERS {
        let role = if member == 1 { Role::Coordinator } else { Role::Moderator };
        let id = bot.staffs(SAM + member, role);
        let store = bot.core().store_mut();
        let mut staff = store.get::<Members>(&id).unwrap().unwrap();
        staff.project = project(u64::try_from(member).unwrap() / 2);
        store.update::<Members>(&id, &staff).unwrap();
        store.keep_turn();
    }
    fill(&mut bot);
    the_queue(&mut bot);
    a_case(&mut bot);
    the_team(&mut bot);
}

fn the_queue(bot: &mut Bot) {
    measure(bot, SAM, ("the desk", "Er wachten"), no_more, |bot| bot.says(SAM, "/desk"));
    measure(bot, SAM, ("a page of it", "Er wachten"), no_more, |bot| bot.taps(SAM, "▶️ Volgende"));
    measure(bot, SAM, ("its filter", "Wat wil je zien"), desk, |bot| bot.taps(SAM, "🔎 Filter"));
    // Behind danger, of which there is none here, come rights.
    bot.taps(SAM, "🏷️");
    bot.pass(2_000);
    bot.taps(SAM, "🏷️");
    measure(bot, SAM, ("another value of it", "Wat wil je zien"), no_more, |bot| bot.taps(SAM, "🗣"));
    measure(bot, SAM, ("the desk through a filter", "Verborgen"), no_more, |bot| bot.says(SAM, "/desk"));
    measure(bot, SAM, ("a page of that", "Verborgen"), no_more, |bot| bot.taps(SAM, "▶️ Volgende"));
    assert!(newest(bot, SAM).contains("Er wachten"), "the filter hides everything");
}

fn a_case(bot: &mut Bot) {
    bot.taps(SAM, "🙋 Neem");
    bot.pass(2_000);
    measure(bot, SAM, ("the codes of a case", "🏷️"), card, |bot| bot.taps(SAM, "🏷️ Code"));
    measure(bot, SAM, ("the card of a case", WORDS), codes, card);
    measure(bot, SAM, ("what is done more seldom", "🚨"), card, |bot| bot.taps(SAM, "⋯ Meer"));
    card(bot);
    bot.pass(2_000);
    bot.taps(SAM, "✍️ Antwoord");
    bot.pass(2_000);
    measure(bot, SAM, ("the preview of an answer", ANSWER), rewrite, |bot| bot.says(SAM, ANSWER));
    measure(bot, SAM, ("my cases", "Jouw dossiers"), no_more, |bot| bot.says(SAM, "/dossiers"));
    measure(bot, SAM, ("nothing to read", "niets na te lezen"), no_more, |bot| bot.says(SAM, "/nalezen"));
    measure(bot, SAM, ("on duty", "Je bent in dienst"), no_more, |bot| bot.says(SAM, "/dienst aan"));
}

fn the_team(bot: &mut Bot) {
    measure(bot, CORA, ("the team", "👤"), no_more, |bot| bot.says(CORA, "/team"));
    measure(bot, CORA, ("the log", "📖"), no_more, |bot| bot.says(CORA, "/log"));
    measure(bot, CORA, ("what a coordinator can do", "/dossiers"), no_more, |bot| bot.says(CORA, "/help"));
}

fn no_more(_: &mut Bot) {}

fn desk(bot: &mut Bot) {
    bot.says(SAM, "/desk");
}

fn card(bot: &mut Bot) {
    bot.taps(SAM, "◀️ Terug");
}

fn codes(bot: &mut Bot) {
    bot.taps(SAM, "🏷️ Code");
}

fn rewrite(bot: &mut Bot) {
    bot.taps(SAM, "✍️ Herschrijf");
}

/// Times a step so often, and not what comes before the next one. What it is about must be what was shown last, or nothing was
/// measured.
fn measure(bot: &mut Bot, who: i64, (what, shows): (&str, &str), before: fn(&mut Bot), step: fn(&mut Bot)) {
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        if round > 0 {
            before(bot);
            bot.pass(2_000);
        }
        let start = Instant::now();
        step(bot);
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
        let seen = newest(bot, who);
        assert!(seen.contains(shows), "{what}: {shows} is not to be seen, but: {seen}");
        // A flood would be held up.
        bot.pass(2_000);
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default();
    println!("{what}: median {:.2} ms, 99 of 100 {:.2} ms (aim {AIM_MS} ms)", at(50), at(99));
}

/// The newest message in a chat, with its buttons.
fn newest(bot: &Bot, who: i64) -> String {
    let message = bot.far.chats[&who].messages.values().next_back().unwrap();
    let labels = message.rows.iter().flatten().map(|button| button.0.as_str());
    std::iter::once(message.text.as_str()).chain(labels).collect::<Vec<_>>().join("\n")
}

fn project(number: u64) -> String {
    if number == 0 { "genk".to_owned() } else { format!("project-{number}") }
}

/// The shipped content with projects beside its own, so that there are twenty.
fn of_many_projects() -> Arc<House> {
    let mut files = embedded_files();
    let text = String::from_utf8(files["projects.toml"].clone()).unwrap();
    let own = text.matches("\n[[project]]\n").count();
    let block = text.split("\n[[project]]\n").nth(2).unwrap().to_owned();
    let mut all = text;
    for number in 1..=u64::try_from(PROJECTS - own).unwrap() {
        let block = block.replace("id = \"genk\"", &format!("id = \"{}\"", project(number)));
        all.push_str("\n[[project]]\n");
        all.push_str(&block.replace("municipalities = [{ id = \"project", "municipalities = [{ id = \"town"));
    }
    files.insert("projects.toml".to_owned(), all.into_bytes());
    let content = Content::load(&Source::memory(files)).expect("twenty projects load");
    assert_eq!(content.projects().len(), PROJECTS);
    Arc::new(House::new(content, Locale::embedded().expect("the sentences load"), Settings::default()))
}

fn fill(bot: &mut Bot) {
    for number in 0..CASES {
        let store = bot.core().store_mut();
        let key = store.new_key(KeyClass::Text).unwrap();
        let (id, code) = (CaseId::random(store.random()), Code::random(store.random()));
        let language = if number % 2 == 0 { Language::Nl } else { Language::Fr };
        let promised = NOW.plus_days(2);
        let of = (number % 10 == 0).then(|| project(number / 10 % 15));
        let mut case =
            Case { entries: 1, project: of, ..Case::new(code, language, NOW.day(), store.next_arrival(), promised) };
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
