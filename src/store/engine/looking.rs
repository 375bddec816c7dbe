//! Opens a copy of a store, because sled cannot open one without writing: it cuts torn ends off and writes snapshots.
//!
//! Never true here: a byte of the store itself changes. The copy lies in the store's own folder, closed to others, and
//! goes when it is let go of; after a crash the next start removes it. What it holds is as sealed as the store.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::ops::ControlFlow;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::files::{Space, bytes_under, private_folder, remove_if_there};
use super::sled::{Folder, Options, Tree};
use super::{Batch, Each, Engine, EngineError, Refused, compaction};

/// Room wanted beside the copy itself: sled takes whole segments.
const COPY_FREE_BYTES_MIN: u64 = 32 * 1024 * 1024;

/// A store that is only looked at. It holds the store's lock.
pub struct LookedAt {
    /// `None` only while dropping.
    tree: Option<Tree>,
    copy: PathBuf,
    /// Files beside sled's own that hold values and are never synced: there are none in a sound store.
    pub stray_files: u64,
    _folder: Folder,
}

impl LookedAt {
    /// Copies the store in the folder `path` and opens the copy. `None` when there is no store.
    ///
    /// # Errors
    /// `Locked` while a bot has it open, `Full` when there is no room for the copy, `Damaged` as for any start.
    pub fn open(path: &Path, options: Options) -> Result<Option<Self>, EngineError> {
        if !path.is_dir() {
            return Ok(None);
        }
        let folder = Folder::claim(path)?;
        let copy = folder.looked_at();
        remove_if_there(&copy)?;
        let Some(whole) = compaction::whole(&folder)? else { return Ok(None) };
        if Space::of(path)?.free_bytes < bytes_under(&whole) + COPY_FREE_BYTES_MIN {
            return Err(EngineError::Full);
        }
        let stray_files = fs::read_dir(whole.join("blobs")).map_or(0, |files| files.count() as u64);
        let mut looked_at = Self { tree: None, copy, stray_files, _folder: folder };
        copy_folder(&whole, &looked_at.copy)?;
        looked_at.tree = Some(Tree::open(&looked_at.copy, options)?);
        Ok(Some(looked_at))
    }

    fn tree(&self) -> Result<&Tree, EngineError> {
        self.tree.as_ref().ok_or(EngineError::Io(io::ErrorKind::NotConnected))
    }
}

impl Drop for LookedAt {
    fn drop(&mut self) {
        self.tree = None;
        // Best effort: the next start removes it too.
        drop(remove_if_there(&self.copy));
    }
}

impl Engine for LookedAt {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        self.tree()?.get(key)
    }

    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        if !prefix.is_empty() {
            return self.tree()?.scan(prefix, each);
        }
        let mut goes_on = true;
        self.tree()?.walk(&mut |key, value| {
            goes_on = goes_on && each(key, value) == ControlFlow::Continue(());
        })
    }

    fn commit(&mut self, _batch: Batch) -> Result<(), EngineError> {
        Err(EngineError::Refused(Refused::ReadOnly))
    }

    fn disk_bytes(&self) -> u64 {
        bytes_under(&self.copy)
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    private_folder(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(target)?;
            io::copy(&mut File::open(entry.path())?, &mut file)?;
        }
    }
    Ok(())
}
