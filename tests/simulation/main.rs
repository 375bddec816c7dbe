//! Whole lives of the bot by seed: people, moderators, bad weather, power cuts; and a model of what was promised to
//! whom. A failure prints its seed and what was said.
//!
//! `SEEDS=2000 cargo test --release --test simulation` runs more; `SEED=17` runs one and prints its transcript.

#[path = "../support/mod.rs"]
mod support;

mod aftermath;
mod model;
mod people;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Seeds of an ordinary run.
const SEEDS: u64 = 24;

#[test]
fn promises_are_kept_in_any_weather() {
    let number = |name: &str| std::env::var_os(name).and_then(|value| value.into_string().ok()?.parse::<u64>().ok());
    if let Some(seed) = number("SEED") {
        let mut world = world::World::new(seed);
        let lived = catch_unwind(AssertUnwindSafe(|| world.live()));
        panic!("seed {seed}: {}\n{}", outcome(lived), world.transcript());
    }
    let seeds = number("SEEDS").unwrap_or(SEEDS);
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let mut totals = model::Totals::default();
    std::thread::scope(|scope| {
        let live_all = |first: u64| (first..seeds).step_by(workers as usize).map(live).collect::<Result<Vec<_>, _>>();
        let all: Vec<_> = (0..workers).map(|first| scope.spawn(move || live_all(first))).collect();
        for lives in all {
            match lives.join().expect("a worker ends by itself") {
                Ok(lives) => lives.iter().for_each(|seen| totals.add(seen)),
                Err(broken) => panic!("{broken}"),
            }
        }
    });
    // A simulation in which nothing happens proves nothing.
    assert!(totals.receipts > 40 && totals.answers > 5 && totals.crashes > 40 && totals.lost > 40, "{totals:?}");
}

fn live(seed: u64) -> Result<model::Totals, String> {
    let mut world = world::World::new(seed);
    match catch_unwind(AssertUnwindSafe(|| world.live())) {
        Ok(Ok(seen)) => Ok(seen),
        lived => Err(format!("seed {seed}: {}\n{}", outcome(lived), world.transcript())),
    }
}

fn outcome(lived: std::thread::Result<Result<model::Totals, String>>) -> String {
    match lived {
        Ok(Ok(totals)) => format!("all promises kept, {totals:?}"),
        Ok(Err(broken)) => broken,
        Err(_) => "a panic, see above".to_owned(),
    }
}
