//! The whole bot under load, over loopback HTTP: how fast questions come to the queue and answers go out.
//!
//! The bot is a process of its own (this program, started again), so that its time and memory are counted without
//! those of the far side, which stands in for Telegram and shares the machine's processors. The bot's own pace of 30
//! messages a second is taken away: what is measured is the bot and not its politeness. Every question is durable
//! before its receipt goes out; beside it stands what the bare disk does with as many bytes, in the same run.
//! Run it optimised, on the disk the store will lie on:
//! `cargo run --release --example load -- --questions 20000 [--young 200] [--moderators 50] [--old 0] [--folder DIR]`
//!
//! `--young` is how many people write at the same time; each question comes from somebody new. A moderator answers nine
//! questions at most: beyond that the bot slows down anybody who does so much in a minute, and that is not measured.
//! With `--old 1000000` a second bot whose store holds so many old records is asked the same, in turns with the first.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "../../benches/store/bare.rs"]
mod bare;
mod beside;
mod far_side;
#[path = "../../benches/store/filled.rs"]
#[expect(dead_code, reason = "the benches ask for more of it")]
mod filled;
mod process;
mod served;

use bare::{Bare, noise};
use far_side::{FarSide, TOKEN};
use filled::RECORDS_OF_OLD_CASE;
use process::{disk_bytes, memory_mib, own_memory_mib, processor_seconds};
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::limits::{CASES_MAX, WAITING_CASES_MAX};
use rechtdoor::domain::roles::Role;
use rechtdoor::runtime::clock::{self, OsEntropy};
use rechtdoor::vault::Master;
use served::{Served, place};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ANSWERS_EACH: usize = 9;
/// Questions that the bare disk writes together, as the bot's writer does when many wait.
const GROUP: usize = 64;
const BARE_GROUPS: u64 = 200;

struct Wishes {
    young: usize,
    moderators: usize,
    questions: usize,
    /// Old records in the store of a second bot; 0 for no such bot.
    old: usize,
    folder: Option<PathBuf>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [word, folder, api_url, token, pace] if word == "--serve" => {
            served::serve(Path::new(folder), api_url, token, pace == "polite");
        }
        _ => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(measure(&wishes(&arguments)));
        }
    }
}

fn wishes(arguments: &[String]) -> Wishes {
    let mut wishes = Wishes { young: 200, moderators: 50, questions: 1_000, old: 0, folder: None };
    for pair in arguments.chunks(2) {
        let value = pair.get(1).cloned().unwrap_or_default();
        let number = || value.parse::<usize>().unwrap_or_else(|_| panic!("{} wants a number", pair[0]));
        match pair[0].as_str() {
            "--young" => wishes.young = number().max(1),
            "--moderators" => wishes.moderators = number().max(1),
            "--questions" => wishes.questions = number().max(1),
            "--old" => wishes.old = number(),
            "--folder" => wishes.folder = Some(PathBuf::from(value)),
            other => panic!("{other}: there are --young, --moderators, --questions, --old and --folder"),
        }
    }
    let room = CASES_MAX.saturating_sub(wishes.old / usize::from(RECORDS_OF_OLD_CASE));
    // One more is asked at the end, of the bot that was started again.
    let most = WAITING_CASES_MAX.min(room).saturating_sub(1);
    assert!(wishes.questions <= most, "beyond {most} questions the bot takes in no more, and this would wait for ever");
    wishes
}

fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort();
    let at = (times.len() * percent / 100).min(times.len() - 1);
    times[at].as_secs_f64() * 1_000.0
}

/// What passed between two looks at the clocks.
struct Span {
    began: Instant,
    bot: f64,
    far: f64,
    disk: f64,
    pid: u32,
}

impl Span {
    fn begin(pid: u32) -> Self {
        let far = processor_seconds(std::process::id());
        Self { began: Instant::now(), bot: processor_seconds(pid), far, disk: disk_bytes(pid), pid }
    }

    /// How many a second; processor milliseconds of the bot and of the far side, and bytes to the disk, for each.
    #[expect(clippy::cast_precision_loss, reason = "counts of a measurement")]
    fn end(&self, count: usize) -> [f64; 4] {
        let (seconds, count) = (self.began.elapsed().as_secs_f64(), count as f64);
        let bot = (processor_seconds(self.pid) - self.bot) * 1_000.0 / count;
        let far = (processor_seconds(std::process::id()) - self.far) * 1_000.0 / count;
        [count / seconds, bot, far, (disk_bytes(self.pid) - self.disk) / count]
    }
}

async fn measure(wishes: &Wishes) {
    let (far, place) = (FarSide::start().await, place(wishes.folder.as_deref()));
    let master = Master::load(&place.path().join("master.key"), &[]).unwrap();
    let bot = Served::start(place.path(), &far.api_url(), TOKEN, "hasty");
    for _ in 0..wishes.moderators {
        let expires = clock::now().plus_hours(48);
        far.join(&enrol::mint(master.tokens(), &mut OsEntropy, Role::Moderator, "brussel-zuid", true, expires));
    }
    far.until(|told| told.joined == wishes.moderators).await;
    let (whole, own) = (memory_mib(bot.pid()).0, own_memory_mib(bot.pid()));
    println!("memory of the idle bot     {own:9.1} MiB, with the pages of the program {whole:.1} MiB");
    far.take_told();

    let per_question = questions(wishes, &far, bot.pid()).await;
    bare_disk(place.path(), per_question[0], per_question[3]);
    answers(wishes, &far, bot.pid()).await;
    let (now, peak) = memory_mib(bot.pid());
    println!("memory of the bot          {now:9.1} MiB, at most {peak:.1} MiB");

    drop(bot);
    let bot = Served::start(place.path(), &far.api_url(), TOKEN, "hasty");
    println!("start with that store      {:9} ms", bot.opened_ms);
    far.ask(1, 1);
    far.until(|told| told.asked.len() == 1).await;
    drop(bot);
    if wishes.old > 0 {
        beside::old_records(wishes).await;
    }
}

async fn questions(wishes: &Wishes, far: &FarSide, pid: u32) -> [f64; 4] {
    let span = Span::begin(pid);
    far.ask(wishes.questions, wishes.young);
    far.until(|told| told.asked.len() == wishes.questions).await;
    let figures = span.end(wishes.questions);
    let [rate, bot, other, bytes] = figures;
    let told = far.take_told();
    let (mut whole, mut last): (Vec<_>, Vec<_>) = told.asked.into_iter().unzip();
    println!("questions to the queue     {rate:9.0} /s ({} by {} at a time)", wishes.questions, wishes.young);
    for (name, times) in [("first word to receipt", &mut whole), ("last press to receipt", &mut last)] {
        println!("  {name}    p50 {:7.1} ms, p99 {:7.1} ms", percentile(times, 50), percentile(times, 99));
    }
    let calls = told.calls / wishes.questions;
    println!("  processor of the bot     {bot:9.2} ms a question, with {calls} calls over HTTP");
    println!("  of the far side          {other:9.2} ms a question");
    println!("  to the disk              {:9.1} KiB a question", bytes / 1_024.0);
    figures
}

/// As many bytes as a question cost, appended to a plain file and synced: each question alone, and many together.
fn bare_disk(folder: &Path, rate: f64, bytes: f64) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand bytes")]
    let one = noise(1, bytes as usize);
    let many = one.repeat(GROUP);
    let mut file = Bare::open(&folder.join("bare")).unwrap();
    for (name, group, questions) in [("one at a time", &one, 1_u32), ("64 together", &many, 64)] {
        let began = Instant::now();
        for _ in 0..BARE_GROUPS {
            file.append(group).unwrap();
        }
        let bare = BARE_GROUPS as f64 * f64::from(questions) / began.elapsed().as_secs_f64();
        println!("  bare disk, {name:<13} {bare:9.0} /s: the bot does {:.2} of it", rate / bare);
    }
}

async fn answers(wishes: &Wishes, far: &FarSide, pid: u32) {
    let each = ANSWERS_EACH.min(wishes.questions / wishes.moderators);
    let all = each * wishes.moderators;
    if all == 0 {
        return println!("answers delivered          none: fewer questions than moderators");
    }
    let span = Span::begin(pid);
    far.answer(each);
    far.until(|told| told.ticked == all).await;
    let [rate, bot, other, _] = span.end(all);
    let mut times = far.take_told().delivered;
    println!("answers delivered          {rate:9.0} /s ({all} by {} at the desk)", wishes.moderators);
    println!(
        "  press to asker           p50 {:7.1} ms, p99 {:7.1} ms",
        percentile(&mut times, 50),
        percentile(&mut times, 99)
    );
    println!("  processor of the bot     {bot:9.2} ms an answer, of the far side {other:.2} ms");
}
