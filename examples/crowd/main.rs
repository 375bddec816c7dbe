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
#[path = "../load/served.rs"]
mod served;

use far_side::{FarSide, TOKEN};
use process::memory_mib;
use served::{Served, place};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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
        ["--serve", folder, api_url, token, pace] => served::serve(Path::new(folder), api_url, token, pace == "polite"),
        ["burst"] => runtime().block_on(burst::measure(Duration::from_secs(30))),
        ["burst", "--seconds", seconds] => runtime().block_on(burst::measure(Duration::from_secs(number(seconds)))),
        ["askers", people] => runtime().block_on(askers(usize::try_from(number(people)).unwrap(), None)),
        ["askers", people, "--folder", folder] => {
            runtime().block_on(askers(usize::try_from(number(people)).unwrap(), Some(PathBuf::from(folder))));
        }
        _ => panic!("there are `burst [--seconds N]` and `askers N [--folder DIR]`"),
    }
}

async fn askers(people: usize, folder: Option<PathBuf>) {
    let (far, place) = (FarSide::start().await, place(folder.as_deref()));
    let (store, ring) = (place.path().join("data"), place.path().join("keys"));
    let look = |bot: &Served, asked: usize| {
        let (now, peak) = memory_mib(bot.pid());
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
