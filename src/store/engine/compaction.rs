//! Offline compaction: sled does not give room back, so at start a store that is mostly dead is copied to a fresh one.
//!
//! Never true here: the original is touched before the copy was read back from disk and found equal; or a crash at any
//! point leaves a start that does not know which of the two is the store.
//! The steps: copy `live/` to `fresh/` · read both and compare · `live/` → `old/` · `fresh/` → `live/` · remove `old/`.
//! `live/` missing therefore means that `fresh/` is whole; `live/` present means that anything beside it is rubbish.
//! What was deleted stays readable in `old/` until it is removed, at the latest at the next start; its keys are
//! destroyed anyway.

use std::fs;
use std::path::{Path, PathBuf};

use super::files::{Space, remove_if_there, sync_folder};
use super::sled::{Census, Folder, Options, Tree};
use super::{BATCH_OPS_MAX, Batch, Damage, EngineError};

/// Smaller stores are left alone: steady work keeps files of 20-40 MB whatever is in them (measured over a million
/// turns of a queue).
pub const COMPACT_FILE_BYTES_MIN: u64 = 128 * 1024 * 1024;

/// The files must be more than this many times the live bytes.
pub const COMPACT_FILE_TO_LIVE_MIN: u64 = 4;

/// Room wanted for the copy: this many times the live bytes, plus a margin for sled's segments.
const COPY_FREE_TO_LIVE_MIN: u64 = 3;
const COPY_FREE_BYTES_MIN: u64 = 32 * 1024 * 1024;

/// The copy is committed in pieces of about this many bytes.
const PIECE_BYTES: usize = 1024 * 1024;

/// Whether copying is worth the wait. `live_bytes` is what all keys and values take, as a start counts
/// them; `file_bytes` is `Engine::disk_bytes`.
pub fn should_compact(live_bytes: u64, file_bytes: u64) -> bool {
    file_bytes >= COMPACT_FILE_BYTES_MIN && file_bytes / COMPACT_FILE_TO_LIVE_MIN > live_bytes
}

/// Copies the store in the folder `path` to a fresh one and puts that in its place.
///
/// The store must be closed. After any error and after a crash at any point the next open finds every record.
///
/// # Errors
/// `Locked` while the store is open, `Full` when there is no room for the copy, `Damaged` when the original is damaged
/// or the copy does not equal it.
pub fn compact(path: &Path, options: Options) -> Result<Census, EngineError> {
    let folder = Folder::claim(path)?;
    finish_interrupted(&folder)?;
    let census = copy(&folder, options).inspect_err(|_| {
        // Best effort: the next start removes it too, but on a full disk the room is wanted now.
        drop(remove_if_there(&folder.fresh()));
    })?;
    swap(&folder)?;
    Ok(census)
}

/// Brings a folder that a crash left in the middle of a compaction to one `live/` and nothing beside it.
pub(super) fn finish_interrupted(folder: &Folder) -> Result<(), EngineError> {
    let Some(whole) = whole(folder)? else { return Ok(()) };
    let (live, fresh, old) = (folder.live(), folder.fresh(), folder.old());
    if whole != live {
        fs::rename(&whole, &live)?;
        sync_folder(folder.root())?;
    }
    let leftovers = [remove_if_there(&fresh)?, remove_if_there(&old)?, remove_if_there(&folder.looked_at())?];
    if leftovers.contains(&true) {
        sync_folder(folder.root())?;
    }
    Ok(())
}

/// Which of the folders is the store, without touching any. `None` before the first start.
pub(super) fn whole(folder: &Folder) -> Result<Option<PathBuf>, EngineError> {
    let (live, fresh, old) = (folder.live(), folder.fresh(), folder.old());
    if live.try_exists()? {
        return Ok(Some(live));
    }
    match (fresh.try_exists()?, old.try_exists()?) {
        (true, true) => Ok(Some(fresh)),
        // Not a state our steps leave: someone took the copy away, and the original is what remains.
        (false, true) => Ok(Some(old)),
        // Without the original beside it nothing says that this copy is whole.
        (true, false) => Err(EngineError::Damaged { what: Damage::Swap }),
        (false, false) => Ok(None),
    }
}

fn copy(folder: &Folder, options: Options) -> Result<Census, EngineError> {
    let original = Tree::open(&folder.live(), options)?;
    let census = original.census()?;
    let wanted = COPY_FREE_BYTES_MIN + census.bytes.saturating_mul(COPY_FREE_TO_LIVE_MIN);
    if Space::of(folder.root())?.free_bytes < wanted {
        return Err(EngineError::Full);
    }
    let fresh = Tree::open(&folder.fresh(), options)?;
    copy_records(&original, &fresh)?;
    // Closed and opened again, so that what is compared comes from the disk.
    drop(fresh);
    let fresh = Tree::open(&folder.fresh(), options)?;
    if fingerprint(&original)? != fingerprint(&fresh)? {
        return Err(EngineError::Damaged { what: Damage::Copy });
    }
    Ok(census)
}

fn copy_records(original: &Tree, fresh: &Tree) -> Result<(), EngineError> {
    let mut piece = Batch::new();
    let mut written = Ok(());
    original.walk(&mut |key, value| {
        piece.put(key, value);
        if written.is_ok() && (piece.bytes() >= PIECE_BYTES || piece.len() >= BATCH_OPS_MAX) {
            written = fresh.commit(std::mem::take(&mut piece));
        } else if written.is_err() {
            piece = Batch::new();
        }
    })?;
    written?;
    fresh.commit(piece)
}

/// The number of records and a hash over all of them in order, lengths included.
fn fingerprint(tree: &Tree) -> Result<(u64, blake3::Hash), EngineError> {
    let mut records = 0;
    let mut hasher = blake3::Hasher::new();
    tree.walk(&mut |key, value| {
        records += 1;
        for part in [key, value] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    })?;
    Ok((records, hasher.finalize()))
}

fn swap(folder: &Folder) -> Result<(), EngineError> {
    fs::rename(folder.live(), folder.old())?;
    // Between the two renames too: a disk may otherwise reorder them and leave two stores or none.
    sync_folder(folder.root())?;
    fs::rename(folder.fresh(), folder.live())?;
    sync_folder(folder.root())?;
    remove_if_there(&folder.old())?;
    Ok(sync_folder(folder.root())?)
}

#[cfg(test)]
mod tests;
