//! Everything that was ever written to a store, batch by batch: what the files of an engine that does not delete tell.

use rechtdoor::store::engine::{Batch, Each, Engine, EngineError, MemoryEngine, Op};
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
