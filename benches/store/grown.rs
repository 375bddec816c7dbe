//! A million old records: what they cost those who write today, and that their room is given back once they are gone.

use super::bare::noise;
use super::spread;
use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine, compaction};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

const OLD: u64 = 1_000_000;
const GROUP: u64 = 64;
const ROUNDS: usize = 9;
const TURN: Duration = Duration::from_millis(500);
const VALUE_BYTES: usize = 256;
const MIB: f64 = 1_048_576.0;

pub fn run(folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    let grown_at = folder.join("grown");
    let mut empty = SledEngine::open(&folder.join("empty"), Options::default()).unwrap();
    let mut grown = SledEngine::open(&grown_at, Options::default()).unwrap();
    let began = Instant::now();
    for first in (0..OLD).step_by(4_096) {
        grown.commit(puts(first, OLD.min(first + 4_096))).unwrap();
    }
    println!("{OLD} old records of {VALUE_BYTES} bytes, written in {:.0} s", began.elapsed().as_secs_f64());

    let (mut in_empty, mut in_grown, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = OLD;
    for _ in 0..ROUNDS {
        let (one, other) = (cycles(&mut empty, &mut next), cycles(&mut grown, &mut next));
        in_empty.push(one);
        in_grown.push(other);
        ratios.push(other / one);
    }
    println!("written, rewritten and removed again, records a second in groups of {GROUP}");
    println!("  in an empty store          {}", spread(in_empty).1);
    println!("  beside the old records     {}", spread(in_grown).1);
    let (median, _) = spread(ratios);
    println!("  of the empty one's speed   {median:9.2}");

    for first in (0..OLD).step_by(1_024) {
        let mut batch = Batch::new();
        // Every thousandth stays, so that the copy has something to prove.
        (first..OLD.min(first + 1_024)).filter(|it| it % 1_000 != 0).for_each(|it| batch.delete(key(it)));
        grown.commit(batch).unwrap();
    }
    let before = grown.disk_bytes();
    drop(grown);
    let began = Instant::now();
    let worn = SledEngine::open(&grown_at, Options::default()).unwrap();
    let (records, live) = census(&worn);
    assert!(compaction::should_compact(live, worn.disk_bytes()), "a start finds these files worth writing anew");
    drop(worn);
    compaction::compact(&grown_at, Options::default()).unwrap();
    let opened = SledEngine::open(&grown_at, Options::default()).unwrap();
    let (seconds, after) = (began.elapsed().as_secs_f64(), opened.disk_bytes());
    assert_eq!(census(&opened), (records, live), "nothing is lost by it");
    println!("almost all removed: {:.0} MiB of files, after the next start {:.0} MiB", mib(before), mib(after));
    println!("  that start took            {seconds:9.1} s, {records} records kept");
}

/// How many records there are, and their bytes.
fn census(engine: &SledEngine) -> (u64, u64) {
    let (mut records, mut bytes) = (0, 0);
    let mut count = |key: &[u8], value: &[u8]| {
        records += 1;
        bytes += (key.len() + value.len()) as u64;
        ControlFlow::Continue(())
    };
    engine.scan(&[], &mut count).unwrap();
    (records, bytes)
}

/// Three commits for each group, as a row is staged, retried and settled.
fn cycles(engine: &mut SledEngine, next: &mut u64) -> f64 {
    let began = Instant::now();
    let first = *next;
    while began.elapsed() < TURN {
        let (from, to) = (*next, *next + GROUP);
        *next = to;
        engine.commit(puts(from, to)).unwrap();
        engine.commit(puts(from, to)).unwrap();
        let mut batch = Batch::new();
        (from..to).for_each(|it| batch.delete(key(it)));
        engine.commit(batch).unwrap();
    }
    (*next - first) as f64 / began.elapsed().as_secs_f64()
}

fn puts(from: u64, to: u64) -> Batch {
    let mut batch = Batch::new();
    (from..to).for_each(|it| batch.put(key(it), noise(it, VALUE_BYTES)));
    batch
}

fn key(number: u64) -> Vec<u8> {
    let mut key = vec![b'o'];
    key.extend_from_slice(&noise(number, 16));
    key
}

fn mib(bytes: u64) -> f64 {
    bytes as f64 / MIB
}
