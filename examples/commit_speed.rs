//! How fast the engine commits, beside the physical limit of the same disk in the same run.
//!
//! Group commits of 64 sealed-size records through the engine, against a bare append of the same bytes with one
//! `fdatasync` for each group. The two take turns, because a disk's speed drifts; the ratio counts and not the figures.
//! Run it optimised, on the disk the store will lie on:
//! `cargo run --release --example commit_speed -- [folder]` (without a folder: a temporary one).
//!
//! Never true here: the engine is measured without its syncs, or anything is left behind in the folder.

// A measurement prints, and it measures time: the one thing the library may not do by itself.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine};

const GROUP: usize = 64;
const ROUNDS: usize = 6;
/// Each side's share of a round.
const TURN: Duration = Duration::from_millis(700);
const KEY_BYTES: usize = 17;
/// The two sealed sizes most records have.
const LENGTHS: [usize; 2] = [256, 1024];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = match std::env::args_os().nth(1) {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    println!("groups of {GROUP} records, median of {ROUNDS} interleaved rounds");
    for length in LENGTHS {
        let (mut engine, mut bare) = (Vec::new(), Vec::new());
        let store = folder.path().join(format!("store-{length}"));
        let mut store = SledEngine::open(&store, Options::default())?;
        let mut file =
            OpenOptions::new().append(true).create(true).open(folder.path().join(format!("bare-{length}")))?;
        let mut next = 0;
        for _ in 0..ROUNDS {
            engine.push(per_second(|| through_engine(&mut store, &mut next, length))?);
            bare.push(per_second(|| bare_append(&mut file, &mut next, length))?);
        }
        let (engine, bare) = (median(engine), median(bare));
        let ratio = engine / bare;
        println!("{length:>5} bytes: engine {engine:>9.0}/s   append + fdatasync {bare:>9.0}/s   ratio {ratio:.2}");
    }
    report_disk(folder.path());
    Ok(())
}

/// Records per second of a step that writes one group.
fn per_second(mut step: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<f64, Box<dyn Error>> {
    let start = Instant::now();
    let mut groups = 0_u32;
    while start.elapsed() < TURN {
        step()?;
        groups += 1;
    }
    Ok(f64::from(groups) * GROUP as f64 / start.elapsed().as_secs_f64())
}

fn through_engine(store: &mut SledEngine, next: &mut u64, length: usize) -> Result<(), Box<dyn Error>> {
    let mut batch = Batch::new();
    for (key, value) in group(next, length) {
        batch.put(key, value);
    }
    Ok(store.commit(batch)?)
}

fn bare_append(file: &mut File, next: &mut u64, length: usize) -> Result<(), Box<dyn Error>> {
    let mut bytes = Vec::with_capacity(GROUP * (KEY_BYTES + length));
    for (key, value) in group(next, length) {
        bytes.extend_from_slice(&key);
        bytes.extend_from_slice(&value);
    }
    file.write_all(&bytes)?;
    Ok(file.sync_data()?)
}

/// Records under random-looking keys with bytes that do not repeat, as sealed ones are.
fn group(next: &mut u64, length: usize) -> Vec<([u8; KEY_BYTES], Vec<u8>)> {
    let record = |number: u64| {
        let mut noise = blake3::Hasher::new().update(&number.to_le_bytes()).finalize_xof();
        let mut key = [b'c'; KEY_BYTES];
        let mut value = vec![0; length];
        noise.fill(&mut key[1..]);
        noise.fill(&mut value);
        (key, value)
    };
    let first = *next;
    *next += GROUP as u64;
    (first..*next).map(record).collect()
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    let middle = figures.len() / 2;
    (figures[middle - 1] + figures[middle]) / 2.0
}

/// A file system in memory syncs nothing, and its figures say nothing.
fn report_disk(folder: &Path) {
    const TMPFS: u64 = 0x0102_1994;
    let memory = rustix::fs::statfs(folder).is_ok_and(|disk| disk.f_type as u64 == TMPFS);
    if memory {
        println!("this folder lies in memory: measure on a disk");
    }
}
