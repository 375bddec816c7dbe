//! A disk in memory whose power can fail: for the demo, the simulation and the tests.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{RingDisk, RingFile};

/// What a power cut makes of one write that was not yet synced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    Kept,
    Dropped,
    /// Only so many bytes of its beginning reached the disk.
    Torn(usize),
}

/// A handle on a disk in memory; clones share it, as two openings of one folder would.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    /// What a reader sees now.
    live: [Vec<u8>; 3],
    /// What would be left after a power cut that drops everything.
    durable: [Vec<u8>; 3],
    unsynced: Vec<Write>,
    /// Writes and syncs so far.
    operations: usize,
    /// The operation before which the power goes.
    stop_before: Option<usize>,
}

struct Write {
    file: RingFile,
    offset: usize,
    bytes: Vec<u8>,
}

impl MemoryDisk {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes and syncs done so far.
    #[must_use]
    pub fn operations(&self) -> usize {
        self.state().operations
    }

    /// Lets the power fail just before operation number `operation` (from 0, counted as by [`MemoryDisk::operations`]):
    /// it and everything after it, reading too, returns an error until [`MemoryDisk::power_cut`].
    pub fn stop_before(&self, operation: usize) {
        self.state().stop_before = Some(operation);
    }

    /// How many writes a power cut could lose now.
    #[must_use]
    pub fn unsynced(&self) -> usize {
        self.state().unsynced.len()
    }

    /// Lets a new process go on after the old one was killed: all its writes can be read, and the
    /// unsynced still be lost.
    pub fn restart(&self) {
        self.state().stop_before = None;
    }

    /// Cuts the power and restores it. `fate` decides about each unsynced write, numbered from the oldest.
    pub fn power_cut(&self, mut fate: impl FnMut(usize) -> Fate) {
        let mut state = self.state();
        for (number, mut write) in std::mem::take(&mut state.unsynced).into_iter().enumerate() {
            match fate(number) {
                Fate::Kept => {}
                Fate::Dropped => continue,
                Fate::Torn(bytes) => write.bytes.truncate(bytes),
            }
            write.apply(&mut state.durable);
        }
        state.live = state.durable.clone();
        state.stop_before = None;
    }

    /// The bytes of one file as a reader sees them now.
    #[must_use]
    pub fn contents(&self, file: RingFile) -> Vec<u8> {
        self.state().live[file.index()].clone()
    }

    /// A disk of its own with the same durable bytes: what a thief would carry away, or a test would try twice.
    #[must_use]
    pub fn copy(&self) -> Self {
        let durable = self.state().durable.clone();
        Self(Arc::new(Mutex::new(State { live: durable.clone(), durable, ..State::default() })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked elsewhere must not hide its reason behind a poisoned lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn powered(&self) -> io::Result<()> {
        if self.stop_before.is_some_and(|stop| self.operations >= stop) {
            return Err(io::Error::other("the power is out"));
        }
        Ok(())
    }
}

impl Write {
    fn apply(&self, files: &mut [Vec<u8>; 3]) {
        let file = &mut files[self.file.index()];
        let end = self.offset + self.bytes.len();
        if file.len() < end {
            file.resize(end, 0);
        }
        file[self.offset..end].copy_from_slice(&self.bytes);
    }
}

impl RingDisk for MemoryDisk {
    fn read_at(&self, file: RingFile, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        let state = self.state();
        state.powered()?;
        let start = usize::try_from(offset).map_err(io::Error::other)?;
        let bytes = state.live[file.index()].get(start..).and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write_at(&self, file: RingFile, offset: u64, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        state.powered()?;
        let write = Write { file, offset: usize::try_from(offset).map_err(io::Error::other)?, bytes: bytes.to_vec() };
        write.apply(&mut state.live);
        state.unsynced.push(write);
        state.operations += 1;
        Ok(())
    }

    fn sync(&self, file: RingFile) -> io::Result<()> {
        let mut state = self.state();
        state.powered()?;
        let (synced, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut state.unsynced).into_iter().partition(|write| write.file == file);
        state.unsynced = rest;
        for write in synced {
            write.apply(&mut state.durable);
        }
        state.operations += 1;
        Ok(())
    }

    fn len(&self, file: RingFile) -> io::Result<u64> {
        let state = self.state();
        state.powered()?;
        Ok(state.live[file.index()].len() as u64)
    }
}
