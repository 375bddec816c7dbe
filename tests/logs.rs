//! Nothing of anybody stands in the log, whatever comes in and whatever goes wrong.
//!
//! Every other test of the whole bot listens too (`support/logs.rs`): there each line is held against a closed list.
//! Here are the controls of that ear, and what is most likely to be printed by accident: updates that nobody can read,
//! answers that are no answers, panics.

// Patience with a whole program is counted on the machine's clock; a test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

#[path = "support/mod.rs"]
mod support;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, Uri};
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::Moment;
use rechtdoor::domain::roles::Role;
use rechtdoor::messenger::wire::Call;
use rechtdoor::messenger::{MessageRef, Rendered};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::Clock;
use rechtdoor::runtime::{Core, Door, Health, Parts, bot};
use rechtdoor::store::Store;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{MemoryDisk as StoreDisk, MemoryEngine};
use rechtdoor::telegram::{Failure, Secret, Telegram, Timeouts, update};
use rechtdoor::vault::{Address, Master, MemoryDisk as RingDisk, Ring};
use std::collections::{BTreeSet, VecDeque};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::bot::{Bot, house};
use support::entropy::Seeded;
use support::logs::{self, Line};
use tokio::sync::watch;

const START: Moment = Moment(1_796_637_600_000);
const ASKER: i64 = 7_316_004_211;
const MODERATOR: i64 = 7_316_004_377;
const TOKEN: &str = "73160042:AAF-zevenslaper-winterkoning";
const PATIENCE: Duration = Duration::from_secs(60);

/// Presses the newest button of a chat whose label contains a word.
fn press(bot: &mut Bot, chat: i64, label: &str) {
    let messages = &bot.far.chats[&chat].messages;
    let found = messages.values().rev().find_map(|message| {
        let button = message.rows.iter().flatten().find(|(shown, _)| shown.contains(label))?;
        Some((message.id, button.1.clone()))
    });
    let (message, data) = found.unwrap_or_else(|| panic!("no button {label}"));
    bot.press(chat, chat, &data, Some(message));
}

/// A question asked, answered and wiped, a power cut between.
#[test]
fn a_log_at_the_loudest_level_names_nobody() {
    let mut bot = Bot::new(5, START);
    let expires = bot.now.plus_hours(48);
    let token = enrol::mint(bot.master().tokens(), &mut Seeded::new(6), Role::Moderator, "genk", true, expires);
    bot.text(MODERATOR, MODERATOR, &format!("/start i_{token}"), None);
    bot.text(ASKER, ASKER, "/start i_wrong-link-of-nobody", None);
    bot.text(ASKER, ASKER, "zevenslaper: mag de politie mijn rugzak doorzoeken?", None);
    press(&mut bot, ASKER, "Nederlands");
    press(&mut bot, ASKER, "Verstuur");
    bot.text(MODERATOR, MODERATOR, "/volgende", None);
    press(&mut bot, MODERATOR, "Antwoord");
    bot.text(MODERATOR, MODERATOR, "winterkoning: enkel met een goede reden.", None);
    press(&mut bot, MODERATOR, "Verstuur");
    assert!(bot.far.chats[&ASKER].find("winterkoning").is_some(), "the answer arrived");
    bot.crash();
    bot.text(ASKER, ASKER, "/wis", None);
    press(&mut bot, ASKER, "wis");
    bot.left(ASKER, ASKER);
    let said = logs::sentences();
    assert!(said.iter().all(|sentence| logs::SENTENCES.contains(&sentence.as_str())), "the ear would have ended this");
}

// --- controls of the ear -----------------------------------------------------------------------------------------

#[test]
fn a_line_of_ours_is_heard_and_no_librarys() {
    logs::listen();
    let before = logs::seen();
    for _ in 0..3 {
        tracing::trace!(target: "hyper::proto", url = TOKEN, "a request");
    }
    tracing::trace!(target: "rechtdoor::runtime", records = 1, "the store is open");
    assert!(logs::seen() > before, "our own line is heard");
    assert!(logs::sentences().iter().all(|sentence| sentence != "a request"));
}

#[test]
fn the_ear_refuses_what_could_be_somebodys() {
    let line = |sentence: &str, values: &[(&str, &str)]| Line {
        sentence: sentence.to_owned(),
        values: values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let bug = "a bug: something of ours came to a bad end";
    for good in [
        line("the bot runs", &[]),
        line("the store is open", &[("records", "12"), ("purged", "0")]),
        line(bug, &[("place", "src/dialogue/youth/ask.rs:12")]),
        line("the channel did not hand out updates", &[("failure", "the channel refuses this request")]),
    ] {
        assert_eq!(logs::judge(&good), Ok(()));
    }
    for bad in [
        line("the bot runs.", &[]),
        line("the bot runs\nfor 7316004211", &[]),
        line("\u{1b}[31mthe bot runs", &[]),
        line("the bot runs", &[("chat", "7316004211")]),
        line("the store is open", &[("records", "twelve")]),
        line("the store is open", &[("records", "")]),
        line(bug, &[("place", "index out of bounds: zevenslaper")]),
        line(bug, &[("place", "src/ask.rs:12\u{1b}[0m")]),
        line("the channel did not hand out updates", &[("failure", "error sending request for url (http://…)")]),
    ] {
        assert!(logs::judge(&bad).is_err(), "{:?}", bad.sentence);
    }
}

/// The sentences of the source are the list's, and no value slips in inside a sentence.
#[test]
fn the_list_of_sentences_is_that_of_the_source() {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sentences_of(&std::fs::read_to_string(&path).unwrap(), &path, &mut found);
            }
        }
    }
    assert_eq!(found, logs::SENTENCES.map(str::to_owned).into());
}

fn sentences_of(source: &str, path: &Path, found: &mut BTreeSet<String>) {
    for event in source.split("tracing::").skip(1) {
        let Some((name, rest)) = event.split_once("!(") else { continue };
        if !["trace", "debug", "info", "warn", "error", "event", "span"].contains(&name) {
            continue;
        }
        let (_, sentence) = rest.split_once('"').unwrap_or_else(|| panic!("{}: no sentence", path.display()));
        let (sentence, behind) = sentence.split_once('"').unwrap();
        // Two words for the operator at a start, made of settings and of facts about the machine.
        let at_a_start = ["cli/run.rs", "cli/surroundings.rs"].iter().any(|file| path.ends_with(file));
        if at_a_start && ["{warning}", "{accepted}"].contains(&sentence) {
            continue;
        }
        let ends = behind.trim_start_matches([',', ' ', '\n']).starts_with(')');
        assert!(!sentence.contains('{') && ends, "{}: a value inside {sentence:?}", path.display());
        found.insert(sentence.to_owned());
    }
}

// --- a far side that says what it is told ------------------------------------------------------------------------

/// What is answered to one request.
#[derive(Clone)]
enum Answer {
    Says(u16, String),
    /// Somewhere else, under an address that holds a word.
    Elsewhere,
    /// The line stays open and nothing comes.
    Silence,
    /// Half an answer, and the line is cut.
    Cut,
}

#[derive(Clone, Default)]
struct Script {
    /// Answers to `getUpdates`; then silence.
    updates: Arc<Mutex<VecDeque<Answer>>>,
    /// Answers to everything else; then a plain yes.
    others: Arc<Mutex<VecDeque<Answer>>>,
}

async fn answer(State(script): State<Script>, uri: Uri) -> Response<Body> {
    let (queue, then) = if uri.path().ends_with("/getUpdates") {
        (&script.updates, Answer::Silence)
    } else {
        (&script.others, Answer::Says(200, r#"{"ok":true,"result":true}"#.to_owned()))
    };
    let next = queue.lock().unwrap().pop_front();
    let response = Response::builder();
    let response = match next.unwrap_or(then) {
        Answer::Says(status, body) => response.status(status).body(Body::from(body)),
        Answer::Elsewhere => response.status(302).header("location", format!("/bot{TOKEN}/x")).body(Body::empty()),
        Answer::Silence => std::future::pending().await,
        Answer::Cut => response.header("content-length", "5000").body(Body::from("{\"ok\":true,")),
    };
    response.unwrap()
}

async fn far_side(script: Script) -> String {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer).with_state(script)).await });
    url
}

#[tokio::test]
async fn no_answer_of_any_kind_gets_into_an_error_or_the_log() {
    logs::listen();
    const WORD: &str = "zevenslaper";
    let refused = |code: u16| {
        Answer::Says(code, format!(r#"{{"ok":false,"error_code":{code},"description":"{WORD} {TOKEN} 7316004211"}}"#))
    };
    let mut answers: Vec<Answer> = [400, 401, 403, 404, 409, 413, 429, 500, 502, 503].map(refused).to_vec();
    answers.extend([
        Answer::Says(200, format!("<html>{WORD}")),
        Answer::Says(200, format!(r#"{{"ok":true,"result":"{WORD}"}}"#)),
        Answer::Says(200, format!(r#"{{"ok":true,"result":[{{"update_id":"{WORD}"}}]}}"#)),
        Answer::Says(200, String::new()),
        Answer::Says(200, "\u{1b}[31m\n".to_owned()),
        Answer::Says(429, format!(r#"{{"ok":false,"parameters":{{"retry_after":"{WORD}"}}}}"#)),
        Answer::Elsewhere,
        Answer::Cut,
        Answer::Silence,
    ]);
    let script = Script::default();
    script.updates.lock().unwrap().extend(answers.clone());
    script.others.lock().unwrap().extend(answers.clone());
    let url = far_side(script).await;
    // Whoever never answers is not waited for.
    let short = Duration::from_millis(500);
    let timeouts = Timeouts { call: short, poll_margin: short, ..Timeouts::default() };
    let telegram = Telegram::new(TOKEN, &url, timeouts).unwrap();
    let nobody = Telegram::new(TOKEN, "http://127.0.0.1:9", timeouts).unwrap();
    let mut failures: Vec<Failure> = Vec::new();
    for _ in &answers {
        failures.extend(telegram.fetch(None, Duration::ZERO).await.err());
        failures.extend(telegram.me().await.err());
    }
    failures.extend(nobody.fetch(None, Duration::ZERO).await.err());
    let screen = Rendered { text: WORD.to_owned(), rows: Vec::new(), protect: false };
    for call in [Call::Send(screen), Call::Delete(vec![MessageRef(1)])] {
        nobody.perform(Address::new(ASKER), &call).await;
    }
    assert!(failures.len() >= 2 * answers.len(), "each answer is a failure: {}", failures.len());
    for failure in failures {
        let said = format!("{failure} {failure:?}");
        for secret in [WORD, "127.0.0.1", &TOKEN[..8], "7316004211", "\u{1b}", "\n"] {
            assert!(!said.contains(secret), "{said:?}");
        }
    }
}

// --- updates that nobody can read --------------------------------------------------------------------------------

/// The corpus of the fuzz target, with numbers of their own: every kind of update there is, and junk.
fn updates() -> Vec<(i64, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/update");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths.iter().filter_map(|path| String::from_utf8(std::fs::read(path).unwrap()).ok());
    (5_000..)
        .zip(texts)
        .map(|(id, text)| (id, text.replace("\"update_id\":41", &format!("\"update_id\":{id}"))))
        .collect()
}

fn core(now: Moment) -> Core {
    let mut entropy = Seeded::new(9);
    let master = Master::ephemeral(&mut entropy);
    let ring = Ring::open(RingDisk::new(), &master, &mut entropy).unwrap();
    let engine = Box::new(MemoryEngine::open(&StoreDisk::new()).unwrap());
    let retention = house().settings.retention;
    let opened = Store::open(engine, ring, master, retention, Box::new(entropy), now, OnLoss::Refuse);
    let (store, _, seen) = opened.unwrap();
    Core::new(house(), store, seen, Pace::default(), now).unwrap()
}

/// A bot that runs in this process, and its health page.
struct Running {
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<Result<(), rechtdoor::runtime::RunError>>,
    health: SocketAddr,
    http: reqwest::Client,
}

fn free_address() -> SocketAddr {
    std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

impl Running {
    async fn start(script: Script, door: Door) -> Self {
        let clock = Clock::default();
        let core = core(clock.now());
        let telegram = Telegram::new(TOKEN, &far_side(script).await, Timeouts::default()).unwrap();
        let health = free_address();
        let (stop, stopped) = watch::channel(false);
        let parts = Parts {
            core,
            telegram,
            door,
            health: Some(Health { listen: health }),
            checkpoint: None,
            disks: None,
            reopen: None,
            content: None,
            reload: Arc::default(),
            clock,
            operator_pause: Duration::from_millis(50),
        };
        let task = tokio::spawn(bot::run(parts, stopped));
        Self { stop, task, health, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    async fn metrics(&self) -> String {
        let asked =
            async || self.http.get(format!("http://{}/metrics", self.health)).send().await.ok()?.text().await.ok();
        asked().await.unwrap_or_default()
    }

    async fn metric_becomes(&self, name: &str, wanted: usize) {
        let line = format!("rechtdoor_{name} {wanted}");
        let waiting = async {
            while !self.metrics().await.lines().any(|found| found == line) {
                tokio::task::yield_now().await;
            }
        };
        let patient = tokio::time::timeout(PATIENCE, waiting).await;
        assert!(patient.is_ok(), "never {line}:\n{}", self.metrics().await);
    }

    async fn stop(self) {
        self.stop.send(true).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

/// With a number, and of no use to us.
fn unreadable(text: &str) -> bool {
    matches!(update::parse(text), (Some(_), Err(_)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_updates_that_are_fetched_are_counted_only() {
    let all = updates();
    let whole: Vec<&str> = all
        .iter()
        .map(|(_, text)| text.as_str())
        .filter(|text| serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok())
        .collect();
    let skipped = whole.iter().filter(|text| unreadable(text)).count();
    assert!(skipped >= 25, "many kinds that nobody asked for: {skipped}");
    let script = Script::default();
    let body = format!(r#"{{"ok":true,"result":[{}]}}"#, whole.join(","));
    script.updates.lock().unwrap().push_back(Answer::Says(200, body));
    let running = Running::start(script, Door::Polling).await;
    running.metric_becomes("updates_skipped_total", skipped).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unknown_updates_that_are_brought_are_counted_only() {
    const PATH: &str = "a-path-that-nobody-guesses";
    const WORD: &str = "a-word-that-nobody-guesses";
    let listen = free_address();
    let secret = |word| Secret::new(word).unwrap();
    let door = Door::Webhook { listen, url: format!("http://{listen}/"), path: secret(PATH), secret: secret(WORD) };
    let running = Running::start(Script::default(), door).await;
    running.metric_becomes("updates_skipped_total", 0).await;
    let all = updates();
    for (_, text) in &all {
        let post = running.http.post(format!("http://{listen}/{PATH}")).body(text.clone());
        let status = post.header("x-telegram-bot-api-secret-token", WORD).send().await.unwrap().status().as_u16();
        assert_eq!(status, 200, "junk must not come for ever");
    }
    let skipped = all.iter().filter(|(_, text)| unreadable(text)).count();
    running.metric_becomes("updates_skipped_total", skipped).await;
    assert!(logs::sentences().iter().any(|sentence| sentence == "an update without a number was dropped"));
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_metrics_are_a_closed_list_of_plain_numbers() {
    const NAMES: [&str; 19] = [
        "updates_total",
        "updates_redelivered_total",
        "updates_skipped_total",
        "events_over_limit_total",
        "commits_total",
        "calls_delivered_total",
        "calls_retried_total",
        "screens_given_way_total",
        "calls_gone_total",
        "calls_refused_total",
        "wrong_links_total",
        "bugs_total",
        "outbox_rows",
        "cases_waiting",
        "drafts",
        "store_bytes",
        "store_commit_number",
        "disk_full",
        "channel_silent_seconds",
    ];
    let running = Running::start(Script::default(), Door::Polling).await;
    running.metric_becomes("bugs_total", 0).await;
    let page = running.metrics().await;
    running.stop().await;
    let mut names = Vec::new();
    for line in page.lines().filter(|line| !line.starts_with("# TYPE rechtdoor_")) {
        // No labels: a label's values are how people get into metrics.
        let (name, value) = line.split_once(' ').unwrap();
        assert!(value.bytes().all(|byte| byte.is_ascii_digit()), "{line}");
        names.push(name.strip_prefix("rechtdoor_").unwrap().to_owned());
    }
    assert_eq!(names, NAMES);
}
