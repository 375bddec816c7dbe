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
use rechtdoor::domain::after::Alone;
use rechtdoor::domain::case::{By, Case, Entry, Reply, Stage};
use rechtdoor::domain::figures::{Counts, FigureOf, Happened, Whose};
use rechtdoor::domain::limits::{ANSWER_UNITS_MAX, FIGURE_LEAST_MIN};
use rechtdoor::domain::request::{PoliceRequest, RequestStage};
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::tally::Reaction;
use rechtdoor::domain::triage::{Sorted, Triage};
use rechtdoor::domain::{CaseId, Code, Day, Language, Moment, RequestId, StaffId};
use rechtdoor::locale::Locale;
use rechtdoor::store::tables::{Cases, Entries, Members, Requests};
use rechtdoor::vault::{Address, KeyClass};
use std::sync::Arc;
use std::time::Instant;
use support::bot::Bot;

const NOW: Moment = Moment(1_796_634_000_000);
const CASES: u64 = 2_000;
const MEMBERS: i64 = 30;
const PROJECTS: usize = 20;
const ROUNDS: usize = 100;
/// How many cases each of the others holds.
const HELD: usize = 3;
const MONTHS: i32 = 24;
const AIM_MS: f64 = 10.0;
const SAM: i64 = 6_100_000_001;
const CORA: i64 = SAM + 1;
const ANSWER: &str = "Nee, daar moet een reden voor zijn. Vraag er rustig naar.";
const NOTE: &str = "Zij is bang. Eerst geruststellen.";
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
    the_police_said(&mut bot);
    the_queue(&mut bot);
    a_case(&mut bot);
    of_colleagues(&mut bot);
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
    measure(bot, SAM, ("another label of it", "Wat wil je zien"), no_more, |bot| bot.taps(SAM, "🔖"));
    while !newest(bot, SAM).contains("🔖 alles") {
        bot.pass(2_000);
        bot.taps(SAM, "🔖");
    }
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
    bot.taps(SAM, "🔖 Labels");
    bot.pass(2_000);
    measure(bot, SAM, ("a page of labels", "🔖"), no_more, |bot| bot.taps(SAM, "➡️ Meer"));
    measure(bot, SAM, ("a label, on or off", "🔖"), no_more, toggle);
    card(bot);
    bot.pass(2_000);
    with_colleagues(bot);
    bot.taps(SAM, "✍️ Antwoord");
    bot.pass(2_000);
    measure(bot, SAM, ("the preview of an answer", ANSWER), rewrite, |bot| bot.says(SAM, ANSWER));
    measure(bot, SAM, ("my cases", "Jouw dossiers"), no_more, |bot| bot.says(SAM, "/dossiers"));
    measure(bot, SAM, ("nothing to read", "niets na te lezen"), no_more, |bot| bot.says(SAM, "/nalezen"));
    measure(bot, SAM, ("on duty", "Je bent in dienst"), no_more, |bot| bot.says(SAM, "/dienst aan"));
}

/// From the card of a case, and back to it.
fn with_colleagues(bot: &mut Bot) {
    bot.taps(SAM, "⋯ Meer");
    bot.pass(2_000);
    measure(bot, SAM, ("what colleagues do with it", "📝"), more, |bot| bot.taps(SAM, "🤝 Met collega's"));
    measure(bot, SAM, ("a note to be typed", "Schrijf een notitie"), no_more, |bot| bot.taps(SAM, "📝 Notitie"));
    bot.says(SAM, NOTE);
    bot.pass(2_000);
    bot.says(SAM, "/dossiers");
    bot.pass(2_000);
    bot.taps(SAM, "✍️");
    bot.pass(2_000);
    assert!(newest(bot, SAM).contains(NOTE), "the note is not on the card");
    bot.taps(SAM, "⋯ Meer");
    bot.pass(2_000);
    bot.taps(SAM, "🤝 Met collega's");
    bot.pass(2_000);
    measure(bot, SAM, ("to whom it may go", "→"), handing, |bot| bot.taps(SAM, "➡️ Overdragen"));
    measure(bot, SAM, ("a page of that", "→"), no_more, |bot| bot.taps(SAM, "▶️ Volgende"));
    bot.says(SAM, "/dossiers");
    bot.pass(2_000);
    bot.taps(SAM, "✍️");
    bot.pass(2_000);
}

/// What the others hold, and what one of them sent urgent and alone.
fn of_colleagues(bot: &mut Bot) {
    for member in 2..MEMBERS {
        for _ in 0..HELD {
            bot.says(SAM + member, "/volgende");
            bot.pass(2_000);
        }
    }
    bot.says(SAM, "/desk");
    bot.pass(2_000);
    measure(bot, SAM, ("what colleagues hold", "bij je collega's"), desk, |bot| bot.taps(SAM, "🤝 Bij collega's"));
    measure(bot, SAM, ("a page of that", "bij je collega's"), no_more, |bot| bot.taps(SAM, "▶️ Volgende"));
    sent_alone(bot);
    measure(bot, SAM, ("reading afterwards", "👍 Goed zo"), good, |bot| bot.says(SAM, "/nalezen"));
}

fn the_team(bot: &mut Bot) {
    count(bot);
    measure(bot, CORA, ("figures of a project", "📊"), no_more, |bot| bot.says(CORA, "/cijfers"));
    measure(bot, CORA, ("those before", "📊"), figures, |bot| bot.taps(CORA, "⬅️ Vroeger"));
    pool(bot);
    measure(bot, CORA, ("a year of the pool", "📊"), pool, |bot| bot.taps(CORA, "🗓️ Per jaar"));
    figures(bot);
    measure(bot, CORA, ("a coordinator's own", "Jouw cijfers"), figures, |bot| bot.taps(CORA, "👤 Mijn cijfers"));
    measure(bot, SAM, ("a moderator's own", "Jouw cijfers"), no_more, |bot| bot.says(SAM, "/cijfers"));
    measure(bot, CORA, ("the banner", "📣"), no_more, |bot| bot.says(CORA, "/banner"));
    measure(bot, CORA, ("until when", "📅"), banner, |bot| bot.taps(CORA, "🔒 Gesloten"));
    measure(bot, SAM, ("a second account", "📱"), no_more, |bot| bot.says(SAM, "/account"));
    team(bot);
    measure(bot, CORA, ("one of the team", "➖"), team, |bot| bot.taps(CORA, "👤"));
    measure(bot, CORA, ("another role", "🌱"), one_of_team, |bot| bot.taps(CORA, "🔄 Andere rol"));
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

fn more(bot: &mut Bot) {
    card(bot);
    bot.pass(2_000);
    bot.taps(SAM, "⋯ Meer");
}

fn handing(bot: &mut Bot) {
    more(bot);
    bot.pass(2_000);
    bot.taps(SAM, "🤝 Met collega's");
}

fn toggle(bot: &mut Bot) {
    let first = bot.far.chats[&SAM].messages.values().next_back().unwrap().rows[0][0].0.clone();
    bot.taps(SAM, &first);
}

fn good(bot: &mut Bot) {
    bot.taps(SAM, "👍 Goed zo");
}

fn figures(bot: &mut Bot) {
    bot.says(CORA, "/cijfers");
}

fn pool(bot: &mut Bot) {
    figures(bot);
    bot.pass(2_000);
    bot.taps(CORA, "🤝 Gedeelde vragen");
}

fn banner(bot: &mut Bot) {
    bot.says(CORA, "/banner");
}

fn team(bot: &mut Bot) {
    bot.says(CORA, "/team");
}

fn one_of_team(bot: &mut Bot) {
    team(bot);
    bot.pass(2_000);
    bot.taps(CORA, "👤");
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

/// As long as they may be, about a quarter of the cases, which is one each working day of every project, kept for five weeks: each
/// preview looks whether an answer repeats one of them.
fn the_police_said(bot: &mut Bot) {
    let cases: Vec<CaseId> = bot.core().store().index.waiting().map(|(id, _)| id).step_by(4).collect();
    let author = bot.core().store().index.directory.staff_of(Address::new(SAM + 2)).unwrap();
    let mut sorted = Sorted::default();
    sorted.set(Triage::C1);
    for (number, case) in cases.into_iter().enumerate() {
        let store = bot.core().store_mut();
        let key = store.key_of::<Cases>(&case).unwrap().unwrap();
        let may = sorted.for_liaison(|_| true).unwrap();
        let mut request = PoliceRequest::new(&may, case, project(1), String::new(), author);
        let words =
            (0..).map(|word| format!("{}{}", ["mag", "een", "agent", "vraagt"][word % 4], (word + number) % 17));
        let mut said: String = words.take(180).collect::<Vec<_>>().join(" ");
        said.truncate(ANSWER_UNITS_MAX);
        (request.stage, request.said) = (RequestStage::Over, vec![said]);
        let id = RequestId::random(store.random());
        store.put::<Requests>(&id, &request, key).unwrap();
        store.keep_turn();
    }
    bot.pass(1_000);
}

/// More than are read: each was sent by the one after Cora.
fn sent_alone(bot: &mut Bot) {
    let author = bot.core().store().index.directory.staff_of(Address::new(SAM + 2)).unwrap();
    for _ in 0..=ROUNDS {
        let store = bot.core().store_mut();
        let key = store.new_key(KeyClass::Text).unwrap();
        let (id, code) = (CaseId::random(store.random()), Code::random(store.random()));
        let mut case = Case {
            entries: 2,
            stage: Stage::Sent { holder: author, since: NOW.day() },
            alone: Some(Alone::new(author, NOW.plus_days(2))),
            ..Case::new(code, Language::Nl, NOW.day(), store.next_arrival(), NOW.plus_days(2))
        };
        case.guess(Some(Triage::X1));
        store.put::<Cases>(&id, &case, key).unwrap();
        for (number, (by, text)) in [(By::Asker, WORDS), (By::Desk(Reply::Answer), ANSWER)].into_iter().enumerate() {
            let entry = Entry { by, text: text.to_owned(), day: NOW.day() };
            store.put::<Entries>(&(id, u16::try_from(number).unwrap()), &entry, key).unwrap();
        }
        store.keep_turn();
    }
    bot.pass(1_000);
}

/// Two years of every project and member and of the pool, as the nights wrote them.
fn count(bot: &mut Bot) {
    let now = bot.now;
    let members: Vec<StaffId> = bot.core().store().index.members.keys().copied().collect();
    let projects = (0..u64::try_from(PROJECTS).unwrap()).map(project);
    let whose: Vec<Whose> = members.into_iter().map(Whose::Member).chain(projects.map(Whose::Project)).collect();
    for back in (1..=MONTHS).rev() {
        let month = now.day().month() - back;
        let mut counts = Counts::default();
        for number in 0..40 {
            counts.add(Happened::Asked(if number % 3 == 0 { Language::Fr } else { Language::Nl }));
            let about = Triage::ALL.get(number % Triage::ALL.len()).copied();
            counts.add(Happened::Answered { in_time: number % 4 > 0, about });
            counts.add(Happened::Rated(Reaction::Helped));
            counts.add(Happened::Sent);
        }
        let all = whose.iter().cloned().chain([Whose::Shared]);
        let more = all.map(|whose| (FigureOf { month, whose }, counts)).collect();
        let store = bot.core().store_mut();
        store.add_figures(&more, FIGURE_LEAST_MIN, Day::first_of(month).start()).unwrap();
        store.keep_turn();
        bot.pass(1_000);
    }
}
