//! Whole lives of the bot by seed, for long runs: `cargo run --release --example simulate -- --seeds 100000`.
//!
//! The very lives that `cargo test --test simulation` runs a few hundred of. `--from N` begins at another seed;
//! `--seed N` runs one and prints what was said in it. A promise that is broken prints its seed and its transcript,
//! and ends with exit code 1.

// This program talks to whoever measures, and shares its people and their phones with the tests.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

#[path = "../tests/simulation/life/mod.rs"]
mod life;
#[path = "../tests/support/mod.rs"]
mod support;

use std::process::ExitCode;
use std::time::Instant;

const USAGE: &str = "usage: simulate [--seeds COUNT] [--from SEED] | --seed SEED";
/// Lives between two lines of progress.
const TICK: u64 = 500;

fn main() -> ExitCode {
    let (mut seeds, mut from, mut single) = (1_000, 0, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let Some(number) = arguments.next().and_then(|value| value.parse::<u64>().ok()) else {
            println!("{USAGE}");
            return ExitCode::from(2);
        };
        match name.as_str() {
            "--seeds" => seeds = number,
            "--from" => from = number,
            "--seed" => single = Some(number),
            _ => {
                println!("{USAGE}");
                return ExitCode::from(2);
            }
        }
    }
    match single {
        Some(seed) => one(seed),
        None => many(from, seeds),
    }
}

fn one(seed: u64) -> ExitCode {
    let (lived, transcript) = life::one(seed);
    println!("{transcript}");
    match lived {
        Ok(totals) => {
            println!("seed {seed}: all promises kept, {totals:?}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            println!("seed {seed}: {why}");
            ExitCode::FAILURE
        }
    }
}

fn many(from: u64, seeds: u64) -> ExitCode {
    let begun = Instant::now();
    let tick = |over: u64| {
        if over.is_multiple_of(TICK) {
            println!("{over} of {seeds} lives, {} s", begun.elapsed().as_secs());
        }
    };
    match life::run(from, seeds, &tick) {
        Ok(totals) => {
            let last = from + seeds.saturating_sub(1);
            println!("seeds {from} to {last}: all promises kept, {} s, {totals:?}", begun.elapsed().as_secs());
            ExitCode::SUCCESS
        }
        Err(broken) => {
            println!("{}\nseed {}: {}", broken.transcript, broken.seed, broken.why);
            ExitCode::FAILURE
        }
    }
}
