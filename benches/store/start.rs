//! Starting with many cases: how long until the store is ready and what memory it then takes, in a process of its own;
//! beside it what the engine alone takes to open those files and to read over them once.

use super::filled::{Filled, Mix};
use super::{process, spread};
use rechtdoor::store::engine::{Engine, Options, SledEngine};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

type Child = (&'static str, fn(&Path));

/// The words by which this program is started again, with a folder after them: for a whole start, or the engine's part.
pub const CHILDREN: [Child; 2] = [("--start-in", whole), ("--engine-in", engine)];

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
        println!("  {cases} {what}");
        for (word, name) in [(CHILDREN[0].0, "the store"), (CHILDREN[1].0, "the engine alone, read once")] {
            let rounds: Vec<[f64; 4]> = (0..ROUNDS).map(|_| started(word, &folder)).collect();
            let told = |which: usize| spread(rounds.iter().map(|figures| figures[which]).collect()).1;
            println!("    {name}");
            println!("      ready             {} ms", told(0));
            println!("      processor         {} ms", told(1));
            println!("      memory            {} MiB", told(2));
            println!("      memory, at most   {} MiB", told(3));
        }
    }
}

fn started(word: &str, folder: &Path) -> [f64; 4] {
    let out = process::as_the_service().arg(word).arg(folder).output().unwrap();
    let told = String::from_utf8(out.stdout).unwrap();
    let figures: Vec<f64> = told.split_whitespace().map(|word| word.parse().unwrap()).collect();
    figures.try_into().unwrap_or_else(|_| panic!("the start said: {told}"))
}

fn whole(folder: &Path) {
    let began = Instant::now();
    let filled = Filled::open(folder);
    tell(began);
    drop(filled);
}

fn engine(folder: &Path) {
    let began = Instant::now();
    let engine = SledEngine::open(&folder.join("data"), Options::default()).unwrap();
    let mut bytes = 0;
    let mut read = |key: &[u8], value: &[u8]| {
        bytes += key.len() + value.len();
        ControlFlow::Continue(())
    };
    engine.scan(&[], &mut read).unwrap();
    tell(began);
    assert!(bytes > 0, "there is something to read");
}

/// Says milliseconds since `began`, those of the processors so far, and the memory in MiB: now, and the most there was.
fn tell(began: Instant) {
    let ready = began.elapsed().as_secs_f64() * 1e3;
    let processor = process::processor_seconds(std::process::id()) * 1e3;
    let (now, most) = process::memory_mib(std::process::id());
    println!("{ready} {processor} {now} {most}");
}
