//! Another master key in the place of the one before, in steps of which each can be the last before the power fails.
//!
//! The steps: the new key is written whole beside the old one (`master.key.next`) · every record under a key of the
//! master is sealed anew · the ring's head is · the store is copied without its old versions · the new key takes the
//! old one's name. As long as the next key is there, both are read; a start, or the same command, goes on from
//! wherever it was. When the key cannot be replaced from here (a systemd credential), the new one lies in a file that
//! the operator names, and a mark beside the ring remembers which until all is sealed under it.
//!
//! Never true of this file: something is readable by neither key; the old key is given up before everything opens
//! under the new one; two changes run into each other.

use super::open::{OpenError, Places};
use crate::domain::Entropy;
use crate::store::engine::{Engine, EngineError, Options, SledEngine, compaction, files};
use crate::store::{StoreError, reseal};
use crate::vault::ring::FolderError;
use crate::vault::{FolderDisk, Master, MasterError, Ring, RingDisk, RingError, master};
use std::io;
use std::path::{Path, PathBuf};

/// What was sealed anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rotated {
    pub records: u64,
    /// The store's files hold no older version under the old key either. `false` when there was no room to copy them.
    pub compacted: bool,
}

/// A change that has begun and has not ended, and the file of its new key. Displayed as what an operator does about it.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Interrupted {
    /// The next start finishes it.
    #[error("start the bot, or run `rechtdoor keys rotate` again")]
    InPlace(PathBuf),
    /// Only `keys rotate --new-key` with this file can finish it.
    #[error("run `rechtdoor keys rotate --new-key {}` again", .0.display())]
    Elsewhere(PathBuf),
}

impl Interrupted {
    /// Where the new key lies.
    #[must_use]
    pub fn file(&self) -> &Path {
        match self {
            Interrupted::InPlace(file) | Interrupted::Elsewhere(file) => file,
        }
    }
}

/// Why the key was not changed, apart from what any start may refuse.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error("there is no ring yet, so nothing lies under this key")]
    NothingYet,
    #[error("{} cannot be written beside the master key: {source}", file.display())]
    CannotReplace { file: PathBuf, source: MasterError },
    #[error("{} is the key that is in use", file.display())]
    SameKey { file: PathBuf },
    #[error("a change of the master key to {} was interrupted", change.file().display())]
    OtherChange { change: Interrupted },
}

/// The name of the mark of a change whose new key lies elsewhere, beside the ring's own files. It holds a path.
const MARK: &str = "new-key";

/// A path is longer on no system that this program runs on.
const PATH_BYTES_MAX: u64 = 4_096;

/// The change that was begun and not ended, if there is one.
///
/// # Errors
/// The mark cannot be read.
pub fn interrupted(places: &Places<'_>) -> Result<Option<Interrupted>, io::Error> {
    let next = master::next_of(places.master_file);
    if next.symlink_metadata().is_ok() {
        return Ok(Some(Interrupted::InPlace(next)));
    }
    let file = match std::fs::File::open(places.ring.join(MARK)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let path = io::read_to_string(io::Read::take(file, PATH_BYTES_MAX))?;
    Ok(Some(Interrupted::Elsewhere(PathBuf::from(path))))
}

/// Puts a new master key in the place of the one at `places`, or goes on with a change that was interrupted.
///
/// # Errors
/// As for any start; and when a second change would run into one that is not finished.
pub fn in_place(places: &Places<'_>, random: &mut dyn Entropy) -> Result<Rotated, RotateError> {
    let next = master::next_of(places.master_file);
    match interrupted(places).map_err(|error| at_ring(places, error.into()))? {
        Some(change @ Interrupted::Elsewhere(_)) => return Err(RotateError::OtherChange { change }),
        Some(Interrupted::InPlace(_)) | None => {}
    }
    let held = Held::take(places)?;
    if next.symlink_metadata().is_err() {
        held.check(places)?;
        Master::create_next(places.master_file, &guarded(places), random)
            .map_err(|source| RotateError::CannotReplace { file: next.clone(), source })?;
    }
    let (rotated, _ring) = held.carry(places, &next, random)?;
    master::take_place(&next, places.master_file).map_err(|source| at_master(places.master_file, source))?;
    Ok(rotated)
}

/// Seals everything under the key in `file`, which is made when it is not there. The old key's file stays as it is.
///
/// # Errors
/// As [`in_place`].
pub fn elsewhere(places: &Places<'_>, file: &Path, random: &mut dyn Entropy) -> Result<Rotated, RotateError> {
    let io_at_ring = |error: io::Error| at_ring(places, error.into());
    let goes_on = interrupted(places).map_err(io_at_ring)?;
    let held = match goes_on {
        Some(change) if change != Interrupted::Elsewhere(file.to_owned()) => {
            return Err(RotateError::OtherChange { change });
        }
        Some(_) => Held::take(places)?,
        None => {
            let held = Held::take(places)?;
            held.check(places)?;
            held
        }
    };
    match Master::create(file, &guarded(places), random) {
        Ok(()) | Err(MasterError::Exists) => {}
        Err(source) => return Err(RotateError::CannotReplace { file: file.to_owned(), source }),
    }
    // Refused before the mark is set: a mark for a key that cannot be would be in the way of every start.
    let new = Master::load(file, &guarded(places)).map_err(|source| at_master(file, source))?;
    if new.is_same_as(&held.old) {
        return Err(RotateError::SameKey { file: file.to_owned() });
    }
    let mark = places.ring.join(MARK);
    files::replace_whole(&mark, file.to_string_lossy().as_bytes()).map_err(io_at_ring)?;
    let (rotated, _ring) = held.carry(places, file, random)?;
    files::remove_durably(&mark).map_err(io_at_ring)?;
    Ok(rotated)
}

/// Finishes, at a start, a change that was interrupted. `true` when there was one.
///
/// # Errors
/// [`OpenError::KeyChange`] when only the operator can finish it.
pub fn finish(places: &Places<'_>, random: &mut dyn Entropy) -> Result<bool, OpenError> {
    let change = match interrupted(places).map_err(|error| at_ring(places, error.into()))? {
        None => return Ok(false),
        Some(change @ Interrupted::Elsewhere(_)) => {
            let what = RotateError::OtherChange { change: change.clone() }.to_string();
            return Err(OpenError::KeyChange { what, mend: change.to_string() });
        }
        Some(change @ Interrupted::InPlace(_)) => change,
    };
    match in_place(places, random) {
        Ok(_) => Ok(true),
        Err(RotateError::Open(error)) => Err(error),
        Err(error) => Err(OpenError::KeyChange { what: error.to_string(), mend: change.to_string() }),
    }
}

/// Brings a store and its ring from the old master to the new one. Can be called again after any interruption. Gives
/// how many records were sealed anew, and the ring, which is held as long as nobody else may open it.
///
/// # Errors
/// [`RingError::WrongMaster`] before anything is written when the ring answers to neither.
pub fn carry_over(
    engine: &mut dyn Engine,
    disk: impl RingDisk + 'static,
    (old, new): (&Master, &Master),
    random: &mut dyn Entropy,
) -> Result<(u64, Ring), StoreError> {
    if !Ring::answers_to(&disk, old)? && !Ring::answers_to(&disk, new)? {
        return Err(RingError::WrongMaster.into());
    }
    let records = reseal::reseal(engine, old, new, random)?;
    // The head comes last: as long as the ring opens under the old key, that key is still the one in use.
    Ok((records, Ring::under_new_master(disk, old, new, random)?))
}

/// Key, ring and store, held so that no bot can start meanwhile.
struct Held {
    old: Master,
    disk: FolderDisk,
    engine: SledEngine,
}

impl Held {
    fn take(places: &Places<'_>) -> Result<Self, RotateError> {
        if FolderDisk::missing(places.ring).len() == 3 {
            return Err(RotateError::NothingYet);
        }
        let old = Master::load(places.master_file, &guarded(places))
            .map_err(|source| at_master(places.master_file, source))?;
        let disk = FolderDisk::open(places.ring).map_err(|source| at_ring(places, source))?;
        let engine =
            SledEngine::open(places.store, Options::default()).map_err(|error| at_store(places, error.into()))?;
        Ok(Self { old, disk, engine })
    }

    /// What is damaged, or of another key, is not begun with.
    fn check(&self, places: &Places<'_>) -> Result<(), OpenError> {
        let answers = Ring::answers_to(&self.disk, &self.old).map_err(|error| at_store(places, error.into()))?;
        if !answers {
            return Err(at_store(places, RingError::WrongMaster.into()));
        }
        reseal::check(&self.engine, &self.old).map_err(|error| at_store(places, error))
    }

    fn carry(self, places: &Places<'_>, key: &Path, random: &mut dyn Entropy) -> Result<(Rotated, Ring), RotateError> {
        let new = Master::load(key, &guarded(places)).map_err(|source| at_master(key, source))?;
        let Self { old, disk, mut engine } = self;
        let (records, ring) =
            carry_over(&mut engine, disk, (&old, &new), random).map_err(|error| at_store(places, error))?;
        drop(engine);
        let compacted = match compaction::compact(places.store, Options::default()) {
            Ok(_) => true,
            Err(EngineError::Full) => false,
            Err(error) => return Err(at_store(places, error.into()).into()),
        };
        Ok((Rotated { records, compacted }, ring))
    }
}

fn guarded<'a>(places: &Places<'a>) -> [&'a Path; 2] {
    [places.store, places.ring]
}

fn at_master(file: &Path, source: MasterError) -> OpenError {
    OpenError::Master { file: file.to_owned(), source }
}

fn at_ring(places: &Places<'_>, source: FolderError) -> OpenError {
    match source {
        FolderError::InUse => OpenError::Locked { folder: places.ring.to_owned() },
        FolderError::Kind(_) | FolderError::Mode { .. } | FolderError::Owner(_) | FolderError::Io(_) => {
            OpenError::RingFolder { folder: places.ring.to_owned(), source }
        }
    }
}

fn at_store(places: &Places<'_>, source: StoreError) -> OpenError {
    let folder = places.store.to_owned();
    match source {
        StoreError::Engine(EngineError::Locked) => OpenError::Locked { folder },
        StoreError::Ring(source) => OpenError::Ring { folder: places.ring.to_owned(), source },
        StoreError::Engine(_)
        | StoreError::Damaged { .. }
        | StoreError::TooLong { .. }
        | StoreError::Missing { .. }
        | StoreError::RingLost
        | StoreError::KeysLost { .. }
        | StoreError::Newer { .. } => OpenError::Store { folder, source },
    }
}
