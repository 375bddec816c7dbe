//! Sealing anew what lies under keys of the master itself, when another master key takes its place.
//!
//! Never true here: a record is written that opens under neither of the two; what lies under the ring is touched (it
//! follows the ring's head); a record that opens under neither is written over.

use super::engine::{Batch, Engine};
use super::{StoreError, place, tables};
use crate::domain::Entropy;
use crate::vault::{self, FixedKey, KeyRef, Master};
use std::ops::ControlFlow;

/// Records of one commit: sled keeps big batches in memory.
const RESEAL_BATCH: usize = 256;

/// Seals every record under a fixed key of `old` under the same key of `new`. Can be called again after any
/// interruption: what is under `new` already is left alone. Gives how many records were sealed anew.
///
/// # Errors
/// [`StoreError::Damaged`], before anything is written, when a record opens under neither.
pub fn reseal(
    engine: &mut dyn Engine,
    old: &Master,
    new: &Master,
    random: &mut dyn Entropy,
) -> Result<u64, StoreError> {
    let waiting = still_under(engine, old, new)?;
    for chunk in waiting.chunks(RESEAL_BATCH) {
        let mut batch = Batch::new();
        for (record_key, which) in chunk {
            let (table, name) = table_of(record_key);
            let damaged = || StoreError::Damaged { table: name };
            let sealed = engine.get(record_key)?.ok_or_else(damaged)?;
            let place = place(record_key, tables::schema_of(table));
            let plain = vault::open(old.fixed(*which), &place, &sealed).map_err(|_| damaged())?;
            let sealed = vault::seal(new.fixed(*which), KeyRef::Fixed(*which), &place, &plain, random)
                .map_err(|source| StoreError::TooLong { table: name, source })?;
            batch.put(record_key.clone(), sealed);
        }
        engine.commit(batch)?;
    }
    Ok(waiting.len() as u64)
}

/// Refuses a store that is damaged or of another master, before a change of the key begins. Nothing is written.
///
/// # Errors
/// [`StoreError::Damaged`] when a record under a fixed key does not open under `master`.
pub fn check(engine: &dyn Engine, master: &Master) -> Result<(), StoreError> {
    still_under(engine, master, master).map(drop)
}

type Waiting = (Vec<u8>, FixedKey);

/// The records that only `old` opens. Reads all of them first: nothing is begun on a store that is damaged.
fn still_under(engine: &dyn Engine, old: &Master, new: &Master) -> Result<Vec<Waiting>, StoreError> {
    let mut waiting = Vec::new();
    let mut failure = None;
    engine.scan(&[], &mut |record_key, sealed| {
        let (table, name) = table_of(record_key);
        let which = match vault::header(sealed).map(|header| header.key) {
            Some(KeyRef::Fixed(which)) => which,
            Some(KeyRef::Ring(..)) => return ControlFlow::Continue(()),
            None => {
                failure = Some(StoreError::Damaged { table: name });
                return ControlFlow::Break(());
            }
        };
        let place = place(record_key, tables::schema_of(table));
        let opens = |master: &Master| vault::open(master.fixed(which), &place, sealed).is_ok();
        if opens(new) {
            return ControlFlow::Continue(());
        }
        if !opens(old) {
            failure = Some(StoreError::Damaged { table: name });
            return ControlFlow::Break(());
        }
        waiting.push((record_key.to_vec(), which));
        ControlFlow::Continue(())
    })?;
    failure.map_or(Ok(waiting), Err)
}

fn table_of(record_key: &[u8]) -> (u8, &'static str) {
    let letter = record_key.first().copied().unwrap_or_default();
    let name = tables::ALL.iter().find(|(known, _, _)| *known == letter).map_or("unknown", |(_, name, _)| name);
    (letter, name)
}
