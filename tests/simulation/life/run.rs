//! Many lives, over all cores; and one, to read.

use super::totals::Totals;
use super::world::World;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// A life in which a promise was broken.
pub struct Broken {
    pub seed: u64,
    pub why: String,
    pub transcript: String,
}

/// One life with its transcript.
pub fn one(seed: u64) -> (Result<Totals, String>, String) {
    let mut world = World::new(seed);
    let lived = catch_unwind(AssertUnwindSafe(|| world.live()));
    let lived = lived.unwrap_or_else(|said| Err(format!("a panic: {}", words_of(said.as_ref()))));
    (lived, world.transcript().to_owned())
}

/// What a panic said.
fn words_of(said: &(dyn Any + Send)) -> &str {
    let formatted = said.downcast_ref::<String>().map(String::as_str);
    formatted.or_else(|| said.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

/// `count` lives from seed `first` on, over all cores. Ends at the first that breaks a promise. `tick` is told now and
/// then how many are over.
pub fn run(first: u64, count: u64, tick: &(dyn Fn(u64) + Sync)) -> Result<Totals, Broken> {
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (next, over, stop) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let work = || -> Result<Totals, Broken> {
        let mut totals = Totals::default();
        while !stop.load(Ordering::Relaxed) {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                break;
            }
            let seed = first + at;
            let (lived, transcript) = one(seed);
            match lived {
                Ok(seen) => totals.add(&seen),
                Err(why) => {
                    stop.store(true, Ordering::Relaxed);
                    return Err(Broken { seed, why, transcript });
                }
            }
            tick(over.fetch_add(1, Ordering::Relaxed) + 1);
        }
        Ok(totals)
    };
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let mut totals = Totals::default();
        let mut broken: Option<Broken> = None;
        for lives in all {
            match lives.join().expect("a worker ends by itself") {
                Ok(seen) => totals.add(&seen),
                // Of several the lowest seed, so that the same run says the same.
                Err(found) => broken = [broken, Some(found)].into_iter().flatten().min_by_key(|it| it.seed),
            }
        }
        broken.map_or(Ok(totals), Err)
    })
}
