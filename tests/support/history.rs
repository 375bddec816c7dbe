//! Everything that was ever written to a store, batch by batch: what the files of an engine that does not delete tell.

use super::bot::Bot;
use super::entropy::Seeded;
use rechtdoor::store::engine::{Batch, Each, Engine, EngineError, MemoryEngine, Op};
use rechtdoor::store::tables::{Metas, Seen, Table};
use rechtdoor::vault::{self, KeyRef, Place, Ring};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// Every batch, the oldest first. Clones are the same history.
#[derive(Clone, Default)]
pub struct History(Arc<Mutex<Vec<Vec<Op>>>>);

impl History {
    pub fn keep_of(&self, engine: MemoryEngine) -> impl Engine + use<> {
        Kept { engine, history: self.clone() }
    }

    pub fn batches(&self) -> Vec<Vec<Op>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

struct Kept {
    engine: MemoryEngine,
    history: History,
}

impl Engine for Kept {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.engine.get(key)
    }

    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        self.engine.scan(prefix, each)
    }

    /// A batch is kept before it is tried: whether it lands is for the disk to say.
    fn commit(&mut self, batch: Batch) -> Result<(), EngineError> {
        self.history.0.lock().unwrap_or_else(PoisonError::into_inner).push(batch.ops().to_vec());
        self.engine.commit(batch)
    }

    fn disk_bytes(&self) -> u64 {
        self.engine.disk_bytes()
    }
}

impl Bot {
    /// How often records of a table were ever written, and how many of those versions the ring still opens. Each lay in a
    /// commit of its own: beside it only the store's own account, and numbers of updates that were seen.
    pub fn versions_alone<T: Table>(&self) -> (usize, usize) {
        let ring = Ring::open(self.ring_disk.copy(), &self.master(), &mut Seeded::new(99)).expect("the ring opens");
        let (mut versions, mut opened) = (0, 0);
        for batch in self.history.as_ref().expect("a history").batches() {
            let letters: BTreeSet<u8> = batch.iter().map(|op| key_of(op)[0]).collect();
            if !letters.contains(&T::LETTER) {
                continue;
            }
            let strangers: Vec<_> =
                letters.iter().filter(|it| ![T::LETTER, Metas::LETTER, Seen::LETTER].contains(it)).collect();
            assert!(strangers.is_empty(), "beside the records lay {strangers:?}");
            for op in &batch {
                if let Op::Put { key, value } = op
                    && key[0] == T::LETTER
                {
                    versions += 1;
                    let KeyRef::Ring(class, slot) = vault::header(value).expect("an envelope").key else {
                        panic!("a ring's")
                    };
                    let place = Place { table: key[0], key: &key[1..], schema: 1 };
                    let key = ring.key(slot, class).expect("the ring is whole");
                    opened += usize::from(key.is_some_and(|key| vault::open(&key, &place, value).is_ok()));
                }
            }
        }
        (versions, opened)
    }
}

fn key_of(op: &Op) -> &[u8] {
    match op {
        Op::Put { key, .. } | Op::Delete { key } => key,
    }
}
