//! The whole bot under load, over loopback HTTP: how fast questions come to the queue and answers go out.
//!
//! The bot is a process of its own (this program, started again), so that its time and memory are counted without
//! those of the server that stands in for Telegram. The bot's own pace of 30 messages a second is taken away: what is
//! measured is the bot and not its politeness. Run it optimised, on the disk the store will lie on:
//! `cargo run --release --example load -- --young 200 --moderators 5 --questions 1000 [--folder DIR]`
//!
//! `--young` is how many people write at the same time; each question comes from somebody new. A moderator answers nine
//! questions at most: beyond that the bot slows down anybody who does so much in a minute, and that is not measured.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "../tests/support/people.rs"]
mod people;

use people::{answers_next, joins, press_on, receipt, sees};
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::roles::Role;
use rechtdoor::locale::Locale;
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::{Clock as BotClock, OsEntropy};
use rechtdoor::runtime::open::{self, Places};
use rechtdoor::runtime::{Door, Parts, bot};
use rechtdoor::simulator::{Clock, Limits, Options, Simulator, WorldHandle};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::telegram::{Telegram, Timeouts};
use rechtdoor::vault::Master;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const ANSWERS_EACH: usize = 9;
/// Ticks of the kernel's processor time in a second, on every Linux machine of today.
const TICKS_PER_SECOND: f64 = 100.0;
/// The kernel's memory pages here are told in KiB already, under this name.
const PEAK: &str = "VmHWM:";

struct Wishes {
    young: usize,
    moderators: usize,
    questions: usize,
    folder: Option<PathBuf>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match arguments.as_slice() {
        [word, folder, api_url, token] if word == "--serve" => runtime.block_on(serve(folder, api_url, token)),
        _ => runtime.block_on(measure(&wishes(&arguments))),
    }
}

fn wishes(arguments: &[String]) -> Wishes {
    let mut wishes = Wishes { young: 200, moderators: 5, questions: 1_000, folder: None };
    for pair in arguments.chunks(2) {
        let value = pair.get(1).cloned().unwrap_or_default();
        let number = || value.parse::<usize>().unwrap_or_else(|_| panic!("{} wants a number", pair[0])).max(1);
        match pair[0].as_str() {
            "--young" => wishes.young = number(),
            "--moderators" => wishes.moderators = number(),
            "--questions" => wishes.questions = number(),
            "--folder" => wishes.folder = Some(PathBuf::from(value)),
            other => panic!("{other}: there are --young, --moderators, --questions and --folder"),
        }
    }
    wishes
}

/// The bot itself, until it is killed. Says in milliseconds how long opening took.
async fn serve(folder: &str, api_url: &str, token: &str) {
    let began = Instant::now();
    let content = Content::load(&Source::embedded()).ok().unwrap();
    let house = Arc::new(House::new(content, Locale::embedded().unwrap(), Settings::default()));
    let folder = Path::new(folder);
    let (store, ring, key) = (folder.join("data"), folder.join("keys"), folder.join("master.key"));
    let places = Places { store: &store, master_file: &key, ring: &ring };
    let clock = BotClock::default();
    let pace = Pace { per_second: 100_000, chat_burst: 1_000, group_per_minute: 1_000, ..Pace::default() };
    let opened = open::open(&places, house, pace, clock.now(), OnLoss::Refuse).unwrap();
    println!("{}", began.elapsed().as_millis());
    let parts = Parts {
        core: opened.core,
        telegram: Telegram::new(token, api_url, Timeouts::default()).unwrap(),
        door: Door::Polling,
        health: None,
        checkpoint: Some(opened.checkpoint),
        disks: None,
        reopen: None,
        clock,
        operator_pause: bot::OPERATOR_PAUSE,
    };
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    bot::run(parts, stopped).await.unwrap();
}

/// Starts the bot; gives it and its own milliseconds.
fn start(folder: &Path, simulator: &Simulator) -> (Child, u64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("--serve").arg(folder).arg(simulator.api_url()).arg(simulator.token());
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (child, line.trim().parse().unwrap())
}

/// Seconds of processor time of a process so far.
fn processor_seconds(pid: u32) -> f64 {
    let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name in brackets may hold anything; user and system time are the 12th and 13th number after it.
    let (_, rest) = line.rsplit_once(')').unwrap();
    let ticks = rest.split_whitespace().skip(11).take(2).map(|word| word.parse::<f64>().unwrap());
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

fn peak_kib(pid: u32) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(PEAK)).unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

/// One question from somebody new: how long from the first word, and from the last press, to the receipt.
async fn ask(world: &WorldHandle) -> (Duration, Duration) {
    let person = world.person("Lina", "fr");
    let began = Instant::now();
    world.say(person, "La police peut fouiller mon sac sans me dire pourquoi ?").unwrap();
    press_on(world, person, &[], "Français").await;
    press_on(world, person, &["Pas encore envoyé"], "✅").await;
    let pressed = Instant::now();
    receipt(world, person).await;
    (began.elapsed(), pressed.elapsed())
}

/// So many at a time, until all have asked.
async fn everybody_asks(world: &WorldHandle, wishes: &Wishes) -> Vec<(Duration, Duration)> {
    let left = Arc::new(AtomicUsize::new(wishes.questions));
    let asking: Vec<_> = (0..wishes.young.min(wishes.questions))
        .map(|_| {
            let (world, left) = (world.clone(), Arc::clone(&left));
            tokio::spawn(async move {
                let mut times = Vec::new();
                let one_less = |left: usize| left.checked_sub(1);
                while left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less).is_ok() {
                    times.push(ask(&world).await);
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for one in asking {
        times.extend(one.await.unwrap());
    }
    times
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    let at = (times.len() * percent / 100).min(times.len() - 1);
    times[at].as_secs_f64() * 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "counts of a measurement")]
async fn measure(wishes: &Wishes) {
    let folder = match &wishes.folder {
        Some(folder) => tempfile::tempdir_in(folder).unwrap(),
        None => tempfile::tempdir().unwrap(),
    };
    let options = Options { limits: Limits::none(), ..Options::new(Clock::Live, 1) };
    let simulator = Simulator::start(options).await.unwrap();
    let world = simulator.world();
    let key = folder.path().join("master.key");
    Master::create(&key, &[], &mut OsEntropy).unwrap();
    let master = Master::load(&key, &[]).unwrap();
    let (mut bot, _) = start(folder.path(), &simulator);
    let mut staff = Vec::new();
    for _ in 0..wishes.moderators {
        staff.push(joins(&world, &master, Role::Moderator).await);
    }

    let (began, processor) = (Instant::now(), processor_seconds(bot.id()));
    let times = everybody_asks(&world, wishes).await;
    let seconds = began.elapsed().as_secs_f64();
    let count = times.len() as f64;
    let processor = processor_seconds(bot.id()) - processor;
    let (mut whole, mut last): (Vec<_>, Vec<_>) = times.into_iter().unzip();
    println!("questions to the queue    {:8.1} /s ({count} by {} at a time)", count / seconds, wishes.young);
    for (name, times) in [("first word to receipt", &mut whole), ("last press to receipt", &mut last)] {
        println!("{name}     p50 {:6.1} ms, p99 {:6.1} ms", percentile(times, 50), percentile(times, 99));
    }
    println!("processor time            {:8.2} ms a question", processor * 1_000.0 / count);

    let each = ANSWERS_EACH.min(wishes.questions / wishes.moderators);
    let began = Instant::now();
    let answering: Vec<_> = staff
        .into_iter()
        .map(|one| {
            let world = world.clone();
            tokio::spawn(async move {
                for _ in 0..each {
                    answers_next(&world, one, "Non. Il faut une raison, et tu peux la demander.").await;
                }
            })
        })
        .collect();
    let answered = (answering.len() * each) as f64;
    for one in answering {
        one.await.unwrap();
    }
    let seconds = began.elapsed().as_secs_f64();
    println!("answers delivered         {:8.1} /s ({answered} by {})", answered / seconds, wishes.moderators);
    println!("peak memory of the bot    {:8.1} MiB", peak_kib(bot.id()) as f64 / 1_024.0);

    bot.kill().unwrap();
    bot.wait().unwrap();
    let (mut bot, ms) = start(folder.path(), &simulator);
    println!("start with that store     {ms:8} ms");
    let late = world.person("Noah", "fr");
    world.say(late, "/start").unwrap();
    sees(&world, late, &["112"]).await;
    bot.kill().unwrap();
    bot.wait().unwrap();
}
