//! Opens what a running bot stands on: the master key, the ring, the store; proves that nothing is missing.
//!
//! Never true of this file: it goes on with a key, a ring or a store that does not belong to the others.

use super::clock::{OsEntropy, PooledEntropy};
use super::core::Core;
use super::core::reload::vanished;
use super::rotate;
use crate::content::Complaint;
use crate::dialogue::House;
use crate::domain::Moment;
use crate::domain::audit::{Act, Deed, Doer};
use crate::domain::retention::Retention;
use crate::outbox::Pace;
use crate::store::boot::{self, BootReport, OnLoss};
use crate::store::engine::{
    Checkpoint, Disks, EngineError, MemoryDisk, MemoryEngine, Options, Room, SledEngine, compaction,
};
use crate::store::records::SeenPages;
use crate::store::{Store, StoreError};
use crate::vault::ring::FolderError;
use crate::vault::{self, FolderDisk, Master, MasterError, Ring, RingError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where everything lies.
pub struct Places<'a> {
    pub store: &'a Path,
    pub master_file: &'a Path,
    pub ring: &'a Path,
}

/// How far the store is known to have come: a file beside the ring's own.
#[must_use]
pub fn checkpoint_of(ring: &Path) -> PathBuf {
    ring.join("checkpoint")
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the master key {}: {source}", file.display())]
    Master { file: PathBuf, source: MasterError },
    #[error("the key ring {}: {source}", folder.display())]
    RingFolder { folder: PathBuf, source: FolderError },
    #[error("the key ring {}: {source}", folder.display())]
    Ring { folder: PathBuf, source: RingError },
    #[error("{what}; mend: {mend}")]
    KeyChange { what: String, mend: String },
    #[error("{}: another rechtdoor has it open. Stop that one first", folder.display())]
    Locked { folder: PathBuf },
    #[error("the store {}: {source}", folder.display())]
    Store { folder: PathBuf, source: StoreError },
    #[error("{}", list(.0))]
    Content(Vec<Complaint>),
}

fn list(complaints: &[Complaint]) -> String {
    complaints.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl OpenError {
    /// Something that the operator gave is wrong (a place, a mode, a second process), rather than something that broke.
    pub fn is_configuration(&self) -> bool {
        match self {
            OpenError::Master { .. }
            | OpenError::RingFolder { .. }
            | OpenError::KeyChange { .. }
            | OpenError::Locked { .. }
            | OpenError::Content(_) => true,
            OpenError::Ring { source, .. } => matches!(source, RingError::WrongMaster),
            OpenError::Store { source, .. } => matches!(source, StoreError::RingLost | StoreError::Newer { .. }),
        }
    }
}

impl OpenError {
    /// Is it only that there is no room on a disk?
    pub fn is_full(&self) -> bool {
        match self {
            OpenError::Ring { source: RingError::Disk(error), .. } => {
                EngineError::from(error.kind()) == EngineError::Full
            }
            OpenError::RingFolder { source: FolderError::Io(error), .. } => {
                EngineError::from(error.kind()) == EngineError::Full
            }
            OpenError::Store { source, .. } => source.is_full(),
            OpenError::Master { .. }
            | OpenError::RingFolder { .. }
            | OpenError::Ring { .. }
            | OpenError::KeyChange { .. }
            | OpenError::Locked { .. }
            | OpenError::Content(_) => false,
        }
    }
}

/// What a start found.
pub struct Opened {
    pub core: Core,
    pub report: BootReport,
    pub checkpoint: PathBuf,
}

/// Opens the bot that lies at `places`, or begins one there. `pace` is how fast the channel may be spoken to.
pub fn open(
    places: &Places<'_>,
    house: Arc<House>,
    pace: Pace,
    now: Moment,
    on_loss: OnLoss,
) -> Result<Opened, OpenError> {
    let StoreOpened { store, report, seen, lost, key_changed } = store(places, house.settings.retention, now, on_loss)?;
    let gone = vanished(&house.content, &store.index);
    if !gone.is_empty() {
        return Err(OpenError::Content(gone));
    }
    let at_store = |source: StoreError| OpenError::Store { folder: places.store.to_owned(), source };
    let mut core = Core::new(house, store, seen, pace, now).map_err(at_store)?;
    if lost {
        core.note(Act::LossAccepted).map_err(at_store)?;
    }
    if key_changed {
        core.note(Act::KeysRotated).map_err(at_store)?;
    }
    Ok(Opened { core, report, checkpoint: checkpoint_of(places.ring) })
}

/// A store that opened, and what was found and finished.
pub struct StoreOpened {
    pub store: Store,
    pub report: BootReport,
    /// The update ids it knew.
    pub seen: SeenPages,
    /// Commits are missing, and the operator goes on without them.
    pub lost: bool,
    /// A change of the master key that was interrupted has been finished.
    pub key_changed: bool,
}

/// Opens key, ring and store alone, for a bot or for a command beside it. Files that are mostly dead are written anew.
pub fn store(
    places: &Places<'_>,
    retention: Retention,
    now: Moment,
    on_loss: OnLoss,
) -> Result<StoreOpened, OpenError> {
    store_renewed_if(places, retention, now, on_loss, compaction::should_compact)
}

/// `is_worn` is told the live bytes and those of the files. The walk of the start counts the live ones, so the store is
/// opened first, and once more when it was worth writing anew.
fn store_renewed_if(
    places: &Places<'_>,
    retention: Retention,
    now: Moment,
    on_loss: OnLoss,
    is_worn: impl FnOnce(u64, u64) -> bool,
) -> Result<StoreOpened, OpenError> {
    let first = store_as_it_is(places, retention, now, on_loss)?;
    if !is_worn(first.report.bytes, first.store.disk_bytes()) {
        return Ok(first);
    }
    let StoreOpened { store, report, lost, key_changed, seen: _ } = first;
    drop(store);
    match compaction::compact(places.store, Options::default()) {
        // Without room for the copy it opens as it is.
        Ok(_) | Err(EngineError::Full) => {}
        Err(error) => return Err(at_store(places, error.into())),
    }
    let again = store_as_it_is(places, retention, now, on_loss)?;
    let report = BootReport { purged: report.purged, orphans: report.orphans, ..again.report };
    Ok(StoreOpened { report, lost: lost || again.lost, key_changed, ..again })
}

fn store_as_it_is(
    places: &Places<'_>,
    retention: Retention,
    now: Moment,
    on_loss: OnLoss,
) -> Result<StoreOpened, OpenError> {
    let key_changed = rotate::finish(places, &mut OsEntropy)?;
    let guarded = [places.store, places.ring];
    let master = Master::load(places.master_file, &guarded)
        .map_err(|source| OpenError::Master { file: places.master_file.to_owned(), source })?;
    let disk = FolderDisk::open(places.ring).map_err(|source| match source {
        FolderError::InUse => OpenError::Locked { folder: places.ring.to_owned() },
        FolderError::Kind(_) | FolderError::Mode { .. } | FolderError::Owner(_) | FolderError::Io(_) => {
            OpenError::RingFolder { folder: places.ring.to_owned(), source }
        }
    })?;
    let ring = Ring::open(disk, &master, &mut OsEntropy)
        .map_err(|source| OpenError::Ring { folder: places.ring.to_owned(), source })?;
    make_room(places);
    let engine =
        SledEngine::open(places.store, Options::default()).map_err(|source| at_store(places, source.into()))?;
    let lost = match Checkpoint::load(&checkpoint_of(places.ring)) {
        Ok(Some(known)) => {
            boot::check_age(&engine, &ring, &master, known, on_loss).map_err(|source| at_store(places, source))?
        }
        Ok(None) => false,
        Err(EngineError::Damaged { .. }) if on_loss == OnLoss::Accept => true,
        Err(error) => return Err(at_store(places, error.into())),
    };
    let (store, report, seen) =
        Store::open(Box::new(engine), ring, master, retention, Box::<PooledEntropy>::default(), now, on_loss)
            .map_err(|source| at_store(places, source))?;
    Ok(StoreOpened { store, report, seen, lost, key_changed })
}

fn at_store(places: &Places<'_>, source: StoreError) -> OpenError {
    let folder = places.store.to_owned();
    let is_locked = matches!(source, StoreError::Engine(EngineError::Locked));
    if is_locked { OpenError::Locked { folder } } else { OpenError::Store { folder, source } }
}

/// Writes into the audit log of a bot that is stopped what its operator did. The time of the last commit stays,
/// because the clock is judged by it at the next start.
pub fn note(store: &mut Store, act: Act, now: Moment) -> Result<(), StoreError> {
    let last = store.meta().at;
    store.audit(Deed::new(act, Doer::Host), now)?;
    store.keep_turn();
    store.commit(last)?;
    Ok(())
}

/// On a full disk even opening may need what the reserve holds back; the bot then starts and takes nothing in.
fn make_room(places: &Places<'_>) {
    let disks = Disks { store: places.store.to_owned(), ring: places.ring.to_owned() };
    if disks.look().is_some_and(|fill| fill.room() < Room::Enough) && disks.release_reserve() {
        tracing::warn!("the disk is full: the reserve was released for the start");
    }
}

/// A bot that lives in memory only: for the demo.
pub fn ephemeral(house: Arc<House>, now: Moment) -> Result<(Core, Master), StoreError> {
    let master_seed = vault::Key::random(&mut OsEntropy);
    let engine = MemoryEngine::open(&MemoryDisk::new())?;
    let master = Master::from_key(&master_seed);
    let ring = Ring::open(vault::MemoryDisk::new(), &master, &mut OsEntropy)?;
    let retention = house.settings.retention;
    let opened =
        Store::open(Box::new(engine), ring, master, retention, Box::<PooledEntropy>::default(), now, OnLoss::Refuse)?;
    let (store, _, seen) = opened;
    Ok((Core::new(house, store, seen, Pace::default(), now)?, Master::from_key(&master_seed)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::os::unix::fs::MetadataExt;

    const NOW: Moment = Moment(1_800_000_000_000);

    #[test]
    fn a_start_writes_worn_files_anew_and_leaves_others_alone() {
        let yard = tempfile::tempdir().unwrap();
        let at = |name: &str| yard.path().join(name);
        let (store, ring, master_file) = (at("data"), at("keys"), at("master.key"));
        Master::create(&master_file, &[], &mut OsEntropy).unwrap();
        let places = Places { store: &store, master_file: &master_file, ring: &ring };
        let start = |worn: bool| {
            let is_worn = |live: u64, files: u64| {
                assert!(0 < live && live < files, "{live} live bytes in {files}");
                worn
            };
            let opened = store_renewed_if(&places, Retention::default(), NOW, OnLoss::Refuse, is_worn);
            opened.ok().unwrap().report.records
        };
        // By its folder and not by its bytes: sled itself cuts the end of its file, sooner or later.
        let folder = || std::fs::metadata(store.join("live")).unwrap().ino();
        drop(super::store(&places, Retention::default(), NOW, OnLoss::Refuse).ok().unwrap());
        let original = folder();
        let records = start(false);
        assert_eq!(folder(), original, "left alone");
        assert_eq!(start(true), records);
        assert_ne!(folder(), original, "a copy stands in its place");
        assert_eq!(start(false), records);
    }
}
