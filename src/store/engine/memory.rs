//! The memory engine: the same promises as a disk, with faults on command. For tests and simulation.
//!
//! A [`MemoryDisk`] is the disk; a [`MemoryEngine`] is one process that has it open. Dropping the engine and opening
//! the disk again is a restart.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Batch, Each, Engine, EngineError, Op};

/// What every call says after the power was cut, until the disk is opened again.
pub const POWER_IS_OFF: EngineError = EngineError::Io(io::ErrorKind::NotConnected);

/// Whether the commit during which the power fails reached the disk. It never does by half: that is the promise of
/// every engine, and for sled the kill tests hold it to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Landing {
    Whole,
    Nothing,
}

/// A disk that outlives the engines opened on it. Clones are the same disk.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<Platter>>);

#[derive(Default)]
struct Platter {
    records: BTreeMap<Vec<u8>, Vec<u8>>,
    attempts: u64,
    landed: u64,
    /// Which opening holds the disk; openings are numbered from 1.
    holder: Option<u64>,
    openings: u64,
    fault: Option<EngineError>,
    cut: Option<(u64, Landing)>,
}

impl MemoryDisk {
    pub fn new() -> Self {
        Self::default()
    }

    /// The next commit fails with `error` and nothing of it lands; as with a real disk, its engine is dead afterwards.
    pub fn fail_next_commit(&self, error: EngineError) {
        self.platter().fault = Some(error);
    }

    /// Cuts the power during the `n`th commit attempt of this disk's life, counted from 1 (see [`Self::attempts`]).
    /// That commit and every later call return [`POWER_IS_OFF`] until the disk is opened again.
    pub fn power_cut_at_commit(&self, n: u64, landing: Landing) {
        self.platter().cut = Some((n, landing));
    }

    /// Cuts the power between two commits.
    pub fn power_cut(&self) {
        self.platter().holder = None;
    }

    /// Commits that reached the disk; empty and refused batches do not.
    pub fn commits(&self) -> u64 {
        self.platter().landed
    }

    /// Commits that were tried, failed ones included.
    pub fn attempts(&self) -> u64 {
        self.platter().attempts
    }

    /// Everything that lies on the disk, as a thief would find it.
    pub fn records(&self) -> BTreeMap<Vec<u8>, Vec<u8>> {
        self.platter().records.clone()
    }

    fn platter(&self) -> MutexGuard<'_, Platter> {
        // No code of ours panics while holding it; a poisoned lock would only hide the first failure of a test.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One opening of a [`MemoryDisk`].
pub struct MemoryEngine {
    disk: MemoryDisk,
    opening: u64,
    dead: Option<EngineError>,
}

impl MemoryEngine {
    /// [`EngineError::Locked`] while another engine has the disk open.
    pub fn open(disk: &MemoryDisk) -> Result<Self, EngineError> {
        let mut platter = disk.platter();
        if platter.holder.is_some() {
            return Err(EngineError::Locked);
        }
        platter.openings += 1;
        platter.holder = Some(platter.openings);
        Ok(Self { disk: disk.clone(), opening: platter.openings, dead: None })
    }

    fn alive(&self) -> Result<MutexGuard<'_, Platter>, EngineError> {
        if let Some(error) = self.dead {
            return Err(error);
        }
        let platter = self.disk.platter();
        if platter.holder == Some(self.opening) { Ok(platter) } else { Err(POWER_IS_OFF) }
    }

    fn write(&self, batch: Batch) -> Result<(), EngineError> {
        let mut platter = self.alive()?;
        platter.attempts += 1;
        if let Some(error) = platter.fault.take() {
            return Err(error);
        }
        let attempts = platter.attempts;
        let cut = platter.cut.take_if(|(n, _)| *n <= attempts).map(|(_, landing)| landing);
        if cut != Some(Landing::Nothing) {
            platter.apply(batch);
        }
        if cut.is_some() {
            platter.holder = None;
            return Err(POWER_IS_OFF);
        }
        Ok(())
    }
}

impl Platter {
    fn apply(&mut self, batch: Batch) {
        for op in batch.ops {
            match op {
                Op::Put { key, value } => drop(self.records.insert(key, value)),
                Op::Delete { key } => drop(self.records.remove(&key)),
            }
        }
        self.landed += 1;
    }
}

impl Engine for MemoryEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        Ok(self.alive()?.records.get(key).cloned())
    }

    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        // Copied out first: `each` may read from this engine, and the lock is not held twice.
        let found: Vec<_> = self
            .alive()?
            .records
            .range(prefix.to_vec()..)
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        for (key, value) in found {
            if each(&key, &value).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn commit(&mut self, batch: Batch) -> Result<(), EngineError> {
        drop(self.alive()?);
        batch.check()?;
        if batch.is_empty() {
            return Ok(());
        }
        let outcome = self.write(batch);
        self.dead = outcome.err();
        outcome
    }

    fn disk_bytes(&self) -> u64 {
        self.disk.platter().records.iter().map(|(key, value)| (key.len() + value.len()) as u64).sum()
    }
}

impl Drop for MemoryEngine {
    fn drop(&mut self) {
        let mut platter = self.disk.platter();
        // After a power cut the disk may be held by a later opening already.
        if platter.holder == Some(self.opening) {
            platter.holder = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(value: u8) -> Batch {
        let mut batch = Batch::new();
        batch.put(*b"k", [value]);
        batch
    }

    fn stored(disk: &MemoryDisk) -> Option<Vec<u8>> {
        MemoryEngine::open(disk).expect("open").get(b"k").expect("get")
    }

    #[test]
    fn a_power_cut_lands_the_commit_whole_or_not_and_kills_the_handle() {
        for (landing, expected) in [(Landing::Whole, 2), (Landing::Nothing, 1)] {
            let disk = MemoryDisk::new();
            disk.power_cut_at_commit(2, landing);
            let mut engine = MemoryEngine::open(&disk).expect("open");
            engine.commit(put(1)).expect("before the cut");
            assert_eq!(engine.commit(put(2)), Err(POWER_IS_OFF));
            assert_eq!(engine.get(b"k"), Err(POWER_IS_OFF));
            assert_eq!(engine.commit(put(3)), Err(POWER_IS_OFF));
            assert_eq!(stored(&disk), Some(vec![expected]), "opened while the dead engine still lies around");
            let mut next = MemoryEngine::open(&disk).expect("power is back");
            drop(engine);
            next.commit(put(4)).expect("the dead engine's drop does not touch the new holder");
            assert_eq!(disk.attempts(), 3);
        }
    }

    #[test]
    fn a_scripted_failure_lands_nothing_and_lasts_until_reopened() {
        let disk = MemoryDisk::new();
        let mut engine = MemoryEngine::open(&disk).expect("open");
        engine.commit(put(1)).expect("commit");
        disk.fail_next_commit(EngineError::Full);
        assert_eq!(engine.commit(put(2)), Err(EngineError::Full));
        assert_eq!(engine.commit(put(3)), Err(EngineError::Full));
        drop(engine);
        assert_eq!(stored(&disk), Some(vec![1]));
        assert_eq!((disk.commits(), disk.attempts()), (1, 2));
    }

    #[test]
    fn the_power_can_fail_between_commits() {
        let disk = MemoryDisk::new();
        let mut engine = MemoryEngine::open(&disk).expect("open");
        engine.commit(put(1)).expect("commit");
        disk.power_cut();
        assert_eq!(engine.get(b"k"), Err(POWER_IS_OFF));
        assert_eq!(stored(&disk), Some(vec![1]));
    }
}
