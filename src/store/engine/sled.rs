//! The sled engine: sled 0.34.7 with the syncs it leaves out.
//!
//! Never true here: a batch is acknowledged before `flush` *and* `fdatasync` of the file `db` (sled's own flush calls
//! `sync_file_range`, which neither empties the disk's cache nor writes the file's size); sled opens before the
//! left-overs of a crash are gone; two trees are written (batches are atomic on one only); a panic of sled leaves a call.
//! Every step of [`Tree::open`] and [`Tree::commit`] was shown to matter by power cuts and kills: leave out none.
//! Do not bridge the `log` crate to a file: at trace level sled logs whole batches.
//!
//! A store is one folder: `lock`, `reserve`, and `live/` with sled's files; `fresh/` and `old/` exist only during a
//! compaction, `looked-at/` only while somebody verifies.

use std::cell::OnceCell;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::fence::fenced;
use super::files::{Space, bytes_under, parent_of, private_folder, remove_if_there, sync_folder};
use super::{Batch, Damage, Each, Engine, EngineError, Op, compaction, reserve};

/// sled's segments. At its default of 512 KiB large pages went to files in `blobs/` that sled does not sync: 19 of 20
/// power cuts then ended in a panic at open, with 4 MiB none did.
const SEGMENT_BYTES: usize = 4 * 1024 * 1024;

/// A commit wants this much room beside twice its own size: sled takes whole segments, and a handle of sled that ran
/// into a full disk never heals. Less than the reserve, so that releasing it makes room for last words.
pub(super) const COMMIT_FREE_BYTES_MIN: u64 = 2 * SEGMENT_BYTES as u64;

/// sled lets go of a page only after 64 looks at pages of the same shard, of 256, however small its cache is: a walk that
/// looks at each page once would keep 130 MB of them. So every so many records the last one is looked at again.
const RECORDS_PER_SECOND_LOOK: usize = 2;

/// After a handle is dropped, sled's own threads may hold its file for a moment longer.
const STRAGGLER_TRIES_MAX: u32 = 200;
const STRAGGLER_WAIT: Duration = Duration::from_millis(10);

/// Who has a store open keeps it for days; a lock that lasts a moment is nobody's.
const LOCK_TRIES_MAX: u32 = 50;

/// How to open a store.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// sled's page cache in bytes. sled's own default is 1 GiB.
    pub cache_bytes: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { cache_bytes: 8 * 1024 * 1024 }
    }
}

/// What a walk over all records found.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Census {
    pub records: u64,
    /// Bytes of all keys and values.
    pub bytes: u64,
}

/// The one holder of a store on disk.
// The fields drop in this order: sled lets go before the lock does.
pub struct SledEngine {
    tree: Tree,
    dead: OnceCell<EngineError>,
    folder: Folder,
}

impl SledEngine {
    /// Opens or makes the store in the folder `path`, finishing what a crash interrupted. No record is read: whoever
    /// starts reads all of them anyway, and a second walk would double the time of a start.
    ///
    /// # Errors
    /// `Locked` when any engine, of this process or another, has it open; `Damaged` when sled finds its files damaged
    /// or panics over them; what it finds later, the walk over the records says. Damage that only shortens sled's log
    /// opens without error as an older store: see [`super::proof`].
    pub fn open(path: &Path, options: Options) -> Result<Self, EngineError> {
        let folder = Folder::claim(path)?;
        compaction::finish_interrupted(&folder)?;
        let tree = Tree::open(&folder.live(), options)?;
        reserve::renew(path)?;
        Ok(Self { tree, dead: OnceCell::new(), folder })
    }

    /// Gives the reserve back to a full disk; see [`reserve::release`].
    pub fn release_reserve(&self) -> Result<bool, EngineError> {
        reserve::release(&self.folder.root)
    }

    /// Makes the reserve again when there is room; see [`reserve::renew`].
    pub fn renew_reserve(&self) -> Result<bool, EngineError> {
        reserve::renew(&self.folder.root)
    }

    /// The room on the disk of this store.
    pub fn space(&self) -> Result<Space, EngineError> {
        Space::of(&self.folder.root)
    }

    fn alive(&self) -> Result<&Tree, EngineError> {
        match self.dead.get() {
            Some(error) => Err(*error),
            None => Ok(&self.tree),
        }
    }

    /// Remembers an error of sled: from then on nothing this handle says is to be trusted.
    fn mourn<T>(&self, outcome: Result<T, EngineError>) -> Result<T, EngineError> {
        if let Err(error) = outcome {
            self.dead.get_or_init(|| error);
        }
        outcome
    }
}

impl Engine for SledEngine {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        let outcome = self.alive()?.get(key);
        self.mourn(outcome)
    }

    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        let outcome = self.alive()?.scan(prefix, each);
        self.mourn(outcome)
    }

    fn commit(&mut self, batch: Batch) -> Result<(), EngineError> {
        let tree = self.alive()?;
        batch.check()?;
        if batch.is_empty() {
            return Ok(());
        }
        let outcome = room_for(&self.folder.root, batch.bytes()).and_then(|()| tree.commit(batch));
        self.mourn(outcome)
    }

    fn disk_bytes(&self) -> u64 {
        bytes_under(&self.folder.live())
    }
}

fn room_for(root: &Path, batch_bytes: usize) -> Result<(), EngineError> {
    let wanted = COMMIT_FREE_BYTES_MIN + 2 * batch_bytes as u64;
    if Space::of(root)?.free_bytes < wanted { Err(EngineError::Full) } else { Ok(()) }
}

/// A store's folder, claimed by a lock of ours that outlives the swap of a compaction.
pub(super) struct Folder {
    root: PathBuf,
    _lock: File,
}

impl Folder {
    pub(super) fn claim(path: &Path) -> Result<Self, EngineError> {
        private_folder(path)?;
        // Our own lock comes first: clearing left-overs under a running bot would take its snapshot away.
        let lock = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path.join("lock"))?;
        lock_patiently(&lock)?;
        sync_folder(&parent_of(path))?;
        Ok(Self { root: path.to_path_buf(), _lock: lock })
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    pub(super) fn live(&self) -> PathBuf {
        self.root.join("live")
    }

    pub(super) fn fresh(&self) -> PathBuf {
        self.root.join("fresh")
    }

    pub(super) fn old(&self) -> PathBuf {
        self.root.join("old")
    }

    pub(super) fn looked_at(&self) -> PathBuf {
        self.root.join("looked-at")
    }
}

/// A program that is being started holds what this process held, for the moment until it is itself.
fn lock_patiently(lock: &File) -> Result<(), EngineError> {
    patiently(LOCK_TRIES_MAX, || match lock.try_lock() {
        Ok(()) => Ok(()),
        Err(fs::TryLockError::WouldBlock) => Err(EngineError::Locked),
        Err(fs::TryLockError::Error(error)) => Err(error.into()),
    })
}

/// One sled tree in one folder, with the whole write path.
pub(super) struct Tree {
    /// `None` only while dropping.
    db: Option<::sled::Db>,
    data: File,
}

impl Tree {
    pub(super) fn open(folder: &Path, options: Options) -> Result<Self, EngineError> {
        private_folder(folder)?;
        clear_leftovers(folder)?;
        let db = open_patiently(folder, options)?;
        let data = OpenOptions::new().write(true).open(folder.join("db"))?;
        let tree = Self { db: Some(db), data };
        tree.data.sync_all()?;
        File::open(folder.join("conf"))?.sync_all()?;
        sync_folder(&folder.join("blobs"))?;
        sync_folder(folder)?;
        sync_folder(&parent_of(folder))?;
        Ok(tree)
    }

    pub(super) fn census(&self) -> Result<Census, EngineError> {
        let mut census = Census::default();
        self.walk(&mut |key, value| {
            census.records += 1;
            census.bytes += (key.len() + value.len()) as u64;
        })?;
        Ok(census)
    }

    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        let db = self.db()?;
        let found = in_sled(|| db.get(key))?;
        Ok(found.map(|value| value.to_vec()))
    }

    /// The records under a prefix in order. Keys that do not ascend are damage, and would otherwise be a walk without
    /// end.
    pub(super) fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        let db = self.db()?;
        let mut records = in_sled(|| Ok(db.scan_prefix(prefix)))?;
        let mut last: Option<::sled::IVec> = None;
        let mut walked: usize = 0;
        // Only sled stands inside the fence: a panic of `each` is not damage and goes its own way.
        while let Some((key, value)) = in_sled(|| records.next().transpose())? {
            if last.is_some_and(|last| last >= key) {
                return Err(EngineError::Damaged { what: Damage::Order });
            }
            if each(&key, &value).is_break() {
                break;
            }
            walked += 1;
            if walked.is_multiple_of(RECORDS_PER_SECOND_LOOK) {
                in_sled(|| db.contains_key(&key))?;
            }
            last = Some(key);
        }
        Ok(())
    }

    /// Applies, flushes, syncs. Only then is the batch acknowledged.
    pub(super) fn commit(&self, batch: Batch) -> Result<(), EngineError> {
        let db = self.db()?;
        let mut writes = ::sled::Batch::default();
        for op in batch.ops {
            match op {
                Op::Put { key, value } => writes.insert(key, value),
                Op::Delete { key } => writes.remove(key),
            }
        }
        in_sled(|| {
            db.apply_batch(writes)?;
            db.flush()
        })?;
        // After a failed sync the kernel may have dropped the dirty pages: the caller never tries again, it reopens.
        Ok(self.data.sync_data()?)
    }

    pub(super) fn walk(&self, each: &mut dyn FnMut(&[u8], &[u8])) -> Result<(), EngineError> {
        self.scan(&[], &mut |key, value| {
            each(key, value);
            ControlFlow::Continue(())
        })
    }

    fn db(&self) -> Result<&::sled::Db, EngineError> {
        self.db.as_ref().ok_or(EngineError::Io(io::ErrorKind::NotConnected))
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        // Closing writes, and on a damaged or full disk that may panic. Nothing acknowledged hangs on it.
        let db = self.db.take();
        drop(fenced(move || drop(db)));
    }
}

/// What a crash leaves that sled would trip over.
fn clear_leftovers(folder: &Path) -> Result<(), EngineError> {
    // sled takes a half-written snapshot for a whole one.
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            remove_if_there(&entry.path())?;
        }
    }
    // Killed during its very first open, sled may leave half a `conf` and no data to go with it.
    let never_written = fs::metadata(folder.join("db")).map_or(true, |db| db.len() == 0);
    if never_written {
        remove_if_there(&folder.join("conf"))?;
    }
    Ok(())
}

fn open_patiently(folder: &Path, options: Options) -> Result<::sled::Db, EngineError> {
    patiently(STRAGGLER_TRIES_MAX, || open_in_thread(folder, options))
}

/// Tries again while somebody else holds it.
#[allow(clippy::disallowed_methods, reason = "whoever holds a lock gives no sign when it is let go")]
fn patiently<T>(tries_max: u32, attempt: impl Fn() -> Result<T, EngineError>) -> Result<T, EngineError> {
    for _ in 0..tries_max {
        match attempt() {
            Err(EngineError::Locked) => thread::sleep(STRAGGLER_WAIT),
            outcome => return outcome,
        }
    }
    Err(EngineError::Locked)
}

/// Opens on a thread of its own: whatever a panic over a damaged file leaves in thread-local state ends with it.
fn open_in_thread(folder: &Path, options: Options) -> Result<::sled::Db, EngineError> {
    // No flusher thread. Measured losses without it came from the folder never being synced, which `Tree::open` does;
    // each commit flushes and syncs itself. So nothing is written between commits, a power cut can only hit a commit,
    // and no timer wakes the disk. Space is still reclaimed: each page that is replaced moves one page out of a sparse
    // segment.
    let config = ::sled::Config::new()
        .path(folder)
        .segment_size(SEGMENT_BYTES)
        .cache_capacity(options.cache_bytes)
        .flush_every_ms(None);
    let opener = thread::Builder::new().name("store-open".into()).spawn(move || in_sled(|| config.open()))?;
    opener.join().unwrap_or(Err(EngineError::Damaged { what: Damage::Stopped }))
}

/// Runs one call into sled; its errors and panics come out as ours, without its words.
fn in_sled<T>(call: impl FnOnce() -> ::sled::Result<T>) -> Result<T, EngineError> {
    match fenced(call) {
        Ok(outcome) => outcome.map_err(|error| plain(&error)),
        Err(_panicked) => Err(EngineError::Damaged { what: Damage::Stopped }),
    }
}

fn plain(error: &::sled::Error) -> EngineError {
    use ::sled::Error;
    match error {
        // sled tells a held lock apart by its words only.
        Error::Io(error) if error.to_string().contains("could not acquire lock") => EngineError::Locked,
        Error::Io(error) => error.kind().into(),
        Error::Unsupported(_) => EngineError::Damaged { what: Damage::Format },
        Error::Corruption { .. } | Error::CollectionNotFound(_) => EngineError::Damaged { what: Damage::Contents },
        Error::ReportableBug(_) => EngineError::Damaged { what: Damage::Stopped },
    }
}
