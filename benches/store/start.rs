//! Starting with many cases: how long until the store is ready and what memory it then takes, in a process of its own;
//! beside it what the engine alone takes to open those files and to read over them once.

use super::filled::{Filled, Mix};
use super::spread;
use rechtdoor::store::engine::{Engine, Options, SledEngine};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The word by which this program is started again, with a folder after it.
pub const CHILD: &str = "--start-in";

const SIZES: [(usize, Mix, &str); 3] = [
    (10_000, Mix::Lived, "cases, most of them closed"),
    (100_000, Mix::Lived, "cases, most of them closed"),
    (100_000, Mix::AllWaiting, "cases that all wait"),
];
const ROUNDS: usize = 5;

pub fn run(folder: &Path) {
    println!("starts, median (least to most) of {ROUNDS}");
    for (cases, mix, what) in SIZES {
        let folder = folder.join(format!("{cases} {what}"));
        Filled::open(&folder).fill(cases, mix);
        let (mut ms, mut engine_ms, mut now, mut peak) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let program = std::env::current_exe().unwrap();
            let out = Command::new(program).arg(CHILD).arg(&folder).output().unwrap();
            let told = String::from_utf8(out.stdout).unwrap();
            let figures: Vec<f64> = told.split_whitespace().map(|word| word.parse().unwrap()).collect();
            let [ready, rss, most] = figures[..] else { panic!("the start said: {told}") };
            ms.push(ready);
            now.push(rss);
            peak.push(most);
            engine_ms.push(engine_alone(&folder.join("data")));
        }
        println!("  {cases} {what}");
        println!("    ready             {} ms", spread(ms).1);
        println!("    engine alone      {} ms", spread(engine_ms).1);
        println!("    memory            {} MiB", spread(now).1);
        println!("    memory, at most   {} MiB", spread(peak).1);
    }
}

/// Says milliseconds until ready, and the process's memory in MiB: now, and the most there was.
pub fn child(folder: &Path) {
    let began = Instant::now();
    let filled = Filled::open(folder);
    let ready = began.elapsed().as_secs_f64() * 1e3;
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let mib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1_024.0
    };
    println!("{ready} {} {}", mib("VmRSS:"), mib("VmHWM:"));
    drop(filled);
}

fn engine_alone(folder: &Path) -> f64 {
    let began = Instant::now();
    let engine = SledEngine::open(folder, Options::default()).unwrap();
    let mut bytes = 0;
    engine
        .scan(&[], &mut |key, value| {
            bytes += key.len() + value.len();
            ControlFlow::Continue(())
        })
        .unwrap();
    let ms = began.elapsed().as_secs_f64() * 1e3;
    assert!(bytes > 0, "there is something to read");
    ms
}
