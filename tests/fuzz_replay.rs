//! The fuzz targets on stable: every file of `fuzz/corpus/`, and a short run of changes to them from a fixed seed.
//!
//! Never true of these tests: a target without a corpus, or a run that differs from the last one.

#[path = "../fuzz/targets/mod.rs"]
mod targets;

#[path = "support/entropy.rs"]
mod entropy;

use entropy::Seeded;
use rechtdoor::domain::Entropy;
use std::fs;
use std::path::Path;

const ROUNDS: u64 = 150;
const BYTES_MAX: usize = 2_000;

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a readable file")).collect()
}

/// Bytes with one change: a byte, a piece taken out, or a piece of another file put in.
fn changed(bytes: &[u8], other: &[u8], dice: &mut Seeded) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = usize::try_from(dice.below(bytes.len() as u64 + 1)).unwrap_or_default().min(bytes.len());
    match dice.below(3) {
        0 => {
            let mut one = [0];
            dice.fill(&mut one);
            bytes.splice(at..(at + 1).min(bytes.len()), one);
        }
        1 => {
            let end = (at + usize::try_from(dice.below(9)).unwrap_or_default()).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let from = usize::try_from(dice.below(other.len() as u64 + 1)).unwrap_or_default();
            bytes.splice(at..at, other[from..].iter().take(12).copied());
        }
    }
    bytes.truncate(BYTES_MAX);
    bytes
}

#[test]
fn every_target_takes_its_corpus_and_what_comes_of_it() {
    for (number, (name, _)) in targets::ALL.iter().enumerate() {
        let files = corpus(name);
        assert!(files.len() >= 10, "fuzz/corpus/{name} has {} files", files.len());
        files.iter().for_each(|bytes| targets::run(name, bytes));
        let mut dice = Seeded::new(number as u64 + 1);
        let mut pool = files;
        for _ in 0..ROUNDS {
            let pick = |dice: &mut Seeded| usize::try_from(dice.below(pool.len() as u64)).unwrap_or_default();
            let (one, other) = (pick(&mut dice), pick(&mut dice));
            let next = changed(&pool[one], &pool[other], &mut dice);
            targets::run(name, &next);
            pool.push(next);
        }
    }
}
