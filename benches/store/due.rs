//! What falls due by the clock, and what may be sent next, with ten thousand of each waiting.

use super::filled::{self, Filled, Mix};
use super::spread;
use rechtdoor::domain::limits::BATCH_EVENTS_MAX;
use rechtdoor::domain::{Moment, RowId};
use rechtdoor::outbox::{Dispatch, Lanes, Pace, Waiting};
use rechtdoor::store::records::{GivesWay, Rank};
use rechtdoor::vault::Address;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const ROWS: usize = 10_000;
const ROUNDS: usize = 7;
const LOOKS: u32 = 10_000;

pub fn run(folder: &Path) {
    let mut filled = Filled::open(folder);
    filled.fill(ROWS, Mix::AllWaiting);
    let index = &filled.store.index;
    println!("with {ROWS} cases that fall due, microseconds, median (least to most) of {ROUNDS} rounds");
    let late = filled::NOW.plus_days(400);
    let idle = rounds(|| drop(black_box(index.due(black_box(filled::NOW), BATCH_EVENTS_MAX))));
    let busy = rounds(|| drop(black_box(index.due(black_box(late), BATCH_EVENTS_MAX))));
    let next = rounds(|| _ = black_box(index.next_due()));
    println!("  look, nothing due        {}", spread(idle).1);
    println!("  look, all due: {BATCH_EVENTS_MAX:>4}      {}", spread(busy).1);
    println!("  when to look again       {}", spread(next).1);

    println!("with {ROWS} rows waiting to be sent");
    let sent = (0..ROUNDS).map(|_| send_all(&filled)).collect();
    println!("  choose one and settle it {}", spread(sent).1);
}

fn rounds(mut step: impl FnMut()) -> Vec<f64> {
    let mut one = || {
        let began = Instant::now();
        for _ in 0..LOOKS {
            step();
        }
        began.elapsed().as_secs_f64() * 1e6 / f64::from(LOOKS)
    };
    (0..ROUNDS).map(|_| one()).collect()
}

/// Every row to somebody else, at a pace that never makes one wait.
fn send_all(filled: &Filled) -> f64 {
    let now = filled::NOW;
    let pace = Pace { per_second: 1_000_000, ..Pace::default() };
    let mut lanes = Lanes::new(pace, now);
    let mut seed = 0;
    for seq in 0..ROWS {
        let id = RowId::random(&mut filled::entropy(&mut seed));
        let lane = filled.store.index.directory.tag(Address::new(i64::try_from(seq).unwrap()));
        let (seq, not_before) = (seq as u64, Moment::default());
        lanes.add(
            id,
            Waiting {
                lane,
                group: false,
                rank: Rank::Person,
                seq,
                not_before,
                tried: false,
                fresh: false,
                gives_way: GivesWay::Never,
            },
            now,
        );
    }
    let began = Instant::now();
    let mut sent = 0_u32;
    while let Dispatch::Send(id) = lanes.next(now.plus_ms(i64::from(sent / 100))) {
        lanes.done(id, now);
        sent += 1;
    }
    assert_eq!(sent as usize, ROWS, "every row is sent");
    began.elapsed().as_secs_f64() * 1e6 / f64::from(sent)
}
