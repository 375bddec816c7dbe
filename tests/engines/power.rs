//! The power fails in memory, during each commit of a life: what the simulation builds on must itself be true.

use rechtdoor::store::engine::memory::POWER_IS_OFF;
use rechtdoor::store::engine::{Batch, Engine, EngineError, Landing, MemoryDisk, MemoryEngine};

use crate::{Numbers, Records, everything};

const COMMITS: u64 = 40;

/// One batch of a life, the same for the same number: puts, overwrites and deletes over a few keys.
/// A key and what it holds afterwards.
type Expected = (Vec<u8>, Option<Vec<u8>>);

fn change(number: u64) -> (Batch, Vec<Expected>) {
    let mut numbers = Numbers(number);
    let (mut batch, mut told) = (Batch::new(), Vec::new());
    for place in 0..5 {
        let key = vec![b'k', place, numbers.below(6) as u8];
        if numbers.below(4) == 0 {
            batch.delete(key.clone());
            told.push((key, None));
        } else {
            let value = vec![number as u8; 1 + numbers.below(300)];
            batch.put(key.clone(), value.clone());
            told.push((key, Some(value)));
        }
    }
    (batch, told)
}

/// What a disk holds after the first `commits` batches.
fn after(commits: u64) -> Records {
    let mut records = Records::new();
    for (key, value) in (1..=commits).flat_map(|number| change(number).1) {
        match value {
            Some(value) => drop(records.insert(key, value)),
            None => drop(records.remove(&key)),
        }
    }
    records
}

#[test]
fn a_cut_at_any_commit_leaves_exactly_the_committed_prefix() {
    assert!(after(COMMITS) != after(COMMITS - 1), "the control: a batch makes a difference");
    for cut in 1..=COMMITS {
        for (landing, landed) in [(Landing::Whole, cut), (Landing::Nothing, cut - 1)] {
            let disk = MemoryDisk::new();
            disk.power_cut_at_commit(cut, landing);
            let mut engine = MemoryEngine::open(&disk).expect("open");
            let mut acknowledged = 0;
            for number in 1..=COMMITS {
                match engine.commit(change(number).0) {
                    Ok(()) => acknowledged = number,
                    Err(error) => assert_eq!(error, POWER_IS_OFF, "cut {cut}, commit {number}"),
                }
            }
            assert_eq!(acknowledged, cut - 1, "nothing is acknowledged from the cut on");
            assert_eq!(engine.get(b"k"), Err(POWER_IS_OFF));
            let mut reopened = MemoryEngine::open(&disk).expect("the power is back");
            assert!(everything(&reopened) == after(landed), "cut {cut}, {landing:?}");
            for number in landed + 1..=COMMITS {
                reopened.commit(change(number).0).expect("life goes on");
            }
            assert!(everything(&reopened) == after(COMMITS), "cut {cut}, {landing:?}");
            assert_eq!(disk.commits(), COMMITS);
        }
    }
}

#[test]
fn cuts_one_after_the_other_leave_the_prefix_too() {
    let disk = MemoryDisk::new();
    let (mut landed, mut cuts) = (0, 0);
    while landed < COMMITS {
        let mut engine = MemoryEngine::open(&disk).expect("open");
        assert!(everything(&engine) == after(landed), "after {cuts} cuts");
        let landing = if cuts % 2 == 0 { Landing::Whole } else { Landing::Nothing };
        disk.power_cut_at_commit(disk.attempts() + 1 + cuts % 3, landing);
        while landed < COMMITS {
            if engine.commit(change(landed + 1).0).is_err() {
                landed += u64::from(landing == Landing::Whole);
                cuts += 1;
                break;
            }
            landed += 1;
        }
    }
    assert!(cuts > 10, "the control: the power did fail, {cuts} times");
    disk.power_cut();
    assert!(everything(&MemoryEngine::open(&disk).expect("open")) == after(COMMITS));
}

#[test]
fn a_full_disk_takes_nothing_and_the_reopened_engine_goes_on() {
    let disk = MemoryDisk::new();
    for full in 1..=5 {
        let mut engine = MemoryEngine::open(&disk).expect("open");
        disk.fail_next_commit(EngineError::Full);
        assert_eq!(engine.commit(change(full).0), Err(EngineError::Full));
        assert_eq!(engine.commit(change(full).0), Err(EngineError::Full), "a handle that failed stays dead");
        drop(engine);
        let mut engine = MemoryEngine::open(&disk).expect("open");
        assert!(everything(&engine) == after(full - 1));
        engine.commit(change(full).0).expect("there is room again");
    }
}
