//! What one person or a crowd may cost, measured on the real process over loopback HTTP.
//!
//! `cargo run --release --example crowd -- burst [--seconds 30]`: one person sends a thousand messages at once; how long do
//! forty others wait for an answer, without that and with it? At Telegram's own pace, and at the bot's.
//!
//! `cargo run --release --example crowd -- askers 50000 [--folder DIR]`: so many people ask something, each once and none
//! knowing of the others; what do memory and disk come to, on the way and after a start? As fast as it goes.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used)]

mod burst;
#[path = "../load/far_side.rs"]
#[allow(dead_code, reason = "nobody answers here")]
mod far_side;
#[path = "../load/process.rs"]
#[allow(dead_code, reason = "processor time is the business of the load")]
mod process;

use far_side::{FarSide, TOKEN};
use process::memory_mib;
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::locale::Locale;
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::{Clock, OsEntropy};
use rechtdoor::runtime::open::{self, Places};
use rechtdoor::runtime::{Door, Parts, bot};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::telegram::{Telegram, Timeouts};
use rechtdoor::vault::Master;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// People who write at the same time.
const AT_ONCE: usize = 200;
/// Looks at memory and disk on the way.
const LOOKS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |word: &str| word.parse().unwrap_or_else(|_| panic!("{word}: a number"));
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match *words.as_slice() {
        ["--serve", folder, api_url, token, pace] => serve(Path::new(folder), api_url, token, pace == "polite"),
        ["burst"] => runtime().block_on(burst::measure(Duration::from_secs(30))),
        ["burst", "--seconds", seconds] => runtime().block_on(burst::measure(Duration::from_secs(number(seconds)))),
        ["askers", people] => runtime().block_on(askers(usize::try_from(number(people)).unwrap(), None)),
        ["askers", people, "--folder", folder] => {
            runtime().block_on(askers(usize::try_from(number(people)).unwrap(), Some(PathBuf::from(folder))));
        }
        _ => panic!("there are `burst [--seconds N]` and `askers N [--folder DIR]`"),
    }
}

/// The bot itself, until it is killed. Says in milliseconds how long opening took.
fn serve(folder: &Path, api_url: &str, token: &str, is_polite: bool) {
    let began = Instant::now();
    let content = Content::load(&Source::embedded()).ok().unwrap();
    let house = Arc::new(House::new(content, Locale::embedded().unwrap(), Settings::default()));
    let (store, ring, key) = (folder.join("data"), folder.join("keys"), folder.join("master.key"));
    let places = Places { store: &store, master_file: &key, ring: &ring };
    let (clock, polite) = (Clock::default(), Pace::default());
    let hasty = Pace { per_second: 100_000, chat_burst: 1_000, group_per_minute: 1_000, ..polite };
    let pace = if is_polite { polite } else { hasty };
    let opened = open::open(&places, house, pace, clock.now(), OnLoss::Refuse).unwrap();
    println!("{}", began.elapsed().as_millis());
    let parts = Parts {
        core: opened.core,
        telegram: Telegram::new(token, api_url, Timeouts::default()).unwrap(),
        door: Door::Polling,
        health: None,
        checkpoint: Some(opened.checkpoint),
        clock,
        operator_pause: bot::OPERATOR_PAUSE,
        disks: None,
        reopen: None,
    };
    let runtime = bot::runtime().unwrap();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    runtime.block_on(bot::run(parts, stopped)).unwrap();
}

/// A folder with a key, and nothing else yet.
fn place(folder: Option<&Path>) -> TempDir {
    let place = folder.map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    Master::create(&place.path().join("master.key"), &[], &mut OsEntropy).unwrap();
    place
}

/// A bot of its own process. Killed when it is dropped.
struct Served {
    child: Child,
    opened_ms: u64,
}

impl Served {
    fn start(folder: &Path, api_url: &str, token: &str, pace: &str) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.arg("--serve").arg(folder).args([api_url, token, pace]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, opened_ms: line.trim().parse().unwrap() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

async fn askers(people: usize, folder: Option<PathBuf>) {
    let (far, place) = (FarSide::start().await, place(folder.as_deref()));
    let (store, ring) = (place.path().join("data"), place.path().join("keys"));
    let look = |bot: &Served, asked: usize| {
        let (now, peak) = memory_mib(bot.child.id());
        let (store, ring) = (mebibytes_under(&store), mebibytes_under(&ring));
        println!("{asked:7}  {now:8.1} MiB, at most {peak:8.1}   {store:8.1} MiB of store, {ring:6.1} of ring");
    };
    println!("askers   memory                          disk");
    let bot = Served::start(place.path(), &far.api_url(), TOKEN, "hasty");
    look(&bot, 0);
    let (began, step) = (Instant::now(), people.div_ceil(LOOKS).max(1));
    let mut asked = 0;
    while asked < people {
        let some = step.min(people - asked);
        far.ask(some, AT_ONCE);
        far.until(|told| told.asked.len() == some).await;
        far.take_told();
        asked += some;
        look(&bot, asked);
    }
    println!("in {:.0} s", began.elapsed().as_secs_f64());
    drop(bot);
    let bot = Served::start(place.path(), &far.api_url(), TOKEN, "hasty");
    println!("after a start, which took {} ms:", bot.opened_ms);
    look(&bot, people);
}

/// What the files below a folder take of the disk.
fn mebibytes_under(folder: &Path) -> f64 {
    fn blocks(folder: &Path) -> u64 {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let each = entries.map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => blocks(&entry.path()),
            Ok(metadata) => metadata.blocks(),
            // It went while we looked.
            Err(_) => 0,
        });
        each.sum()
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure to read")]
    let bytes = blocks(folder) as f64 * 512.0;
    bytes / 1_048_576.0
}
