//! Commits of one record, and of groups, as the writer makes them: through the engine alone, through the whole store
//! with its seals and its ring, and as a bare append with `fdatasync` of as many bytes.

use super::bare::{Bare, noise};
use super::filled::{self, Filled};
use super::spread;
use rechtdoor::domain::CaseId;
use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine};
use std::path::Path;
use std::time::{Duration, Instant};

const GROUPS: [usize; 3] = [1, 16, 64];
const ROUNDS: usize = 7;
/// Each side's share of a round.
const TURN: Duration = Duration::from_millis(400);
const KEY_BYTES: usize = 17;
/// The sealed size that most records have.
const VALUE_BYTES: usize = 1024;

pub fn run(folder: &Path) {
    println!("commits, records of {VALUE_BYTES} bytes a second, median (least to most) of {ROUNDS} rounds in turn");
    std::fs::create_dir_all(folder).unwrap();
    for group in GROUPS {
        let mut engine = SledEngine::open(&folder.join(format!("engine-{group}")), Options::default()).unwrap();
        let mut bare = Bare::open(&folder.join(format!("bare-{group}"))).unwrap();
        let mut store = Filled::open(&folder.join(format!("store-{group}")));
        let (mut through_engine, mut appended, mut through_store) = (Vec::new(), Vec::new(), Vec::new());
        let mut next = 0;
        for _ in 0..ROUNDS {
            appended.push(per_second(group, || {
                let bytes: Vec<u8> = records(&mut next, group).into_iter().flatten().collect();
                bare.append(&bytes).unwrap();
            }));
            through_engine.push(per_second(group, || {
                let mut batch = Batch::new();
                for record in records(&mut next, group) {
                    let (key, value) = record.split_at(KEY_BYTES);
                    batch.put(key, value);
                }
                engine.commit(batch).unwrap();
            }));
            through_store.push(per_second(group, || {
                for _ in 0..group {
                    filled::put_entry(&mut store, CaseId::random(&mut filled::entropy(&mut next)));
                }
                store.store.commit(filled::NOW).unwrap();
            }));
        }
        let (bare, bare_told) = spread(appended);
        let (engine, engine_told) = spread(through_engine);
        let (store, store_told) = spread(through_store);
        println!("  {group:>2} together: bare append + fdatasync   {bare_told}");
        println!("               engine                     {engine_told}   {:.2} of bare", engine / bare);
        println!("               store, a key to each       {store_told}   {:.2} of bare", store / bare);
    }
}

fn per_second(group: usize, mut step: impl FnMut()) -> f64 {
    let began = Instant::now();
    let mut groups = 0;
    while began.elapsed() < TURN {
        step();
        groups += group;
    }
    groups as f64 / began.elapsed().as_secs_f64()
}

/// Records under random-looking keys with bytes that do not repeat, as sealed ones are.
fn records(next: &mut u64, group: usize) -> Vec<Vec<u8>> {
    let first = *next;
    *next += group as u64;
    (first..*next).map(|number| noise(number, KEY_BYTES + VALUE_BYTES)).collect()
}
