//! Whole lives of the bot by seed: people, moderators, bad weather, power cuts; and a model of what was promised to
//! whom. A failure prints its seed and what was said.
//!
//! `SEEDS=2000 cargo test --release --test simulation` runs more; `SEED=17` runs one and prints its transcript.

#[path = "../support/mod.rs"]
mod support;

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
    let mut totals = model::Totals::default();
    for seed in 0..number("SEEDS").unwrap_or(SEEDS) {
        let mut world = world::World::new(seed);
        let lived = catch_unwind(AssertUnwindSafe(|| world.live()));
        match &lived {
            Ok(Ok(seen)) => totals.add(seen),
            Ok(Err(_)) | Err(_) => panic!("seed {seed}: {}\n{}", outcome(lived), world.transcript()),
        }
    }
    // A simulation in which nothing happens proves nothing.
    assert!(totals.receipts > 40 && totals.answers > 5 && totals.crashes > 40 && totals.lost > 40, "{totals:?}");
}

fn outcome(lived: std::thread::Result<Result<model::Totals, String>>) -> String {
    match lived {
        Ok(Ok(totals)) => format!("all promises kept, {totals:?}"),
        Ok(Err(broken)) => broken,
        Err(_) => "a panic, see above".to_owned(),
    }
}
