//! Work that all processors share.
//!
//! Never true of this file: what is made depends on how many there are.

use std::iter;
use std::panic::resume_unwind;
use std::thread;

/// Gives each processor a share of the work; what they made, in the order of the work.
pub(super) fn on_all_hands<Work: Sync, Made: Send>(work: &[Work], make: impl Fn(&[Work]) -> Made + Sync) -> Vec<Made> {
    let hands = thread::available_parallelism().map_or(1, usize::from);
    let mut shares = work.chunks(work.len().div_ceil(hands).max(1));
    let make = &make;
    thread::scope(|scope| {
        let first = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || make(share))).collect();
        let rest = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        iter::once(make(first)).chain(rest).collect()
    })
}
