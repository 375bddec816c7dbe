//! Where the ring's three files live: a folder, or memory that can lose its power.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{FlockOperation, OFlags, flock};
use thiserror::Error;

use crate::vault::place::{Owned, current_user, sync_folder};

/// One of the ring's files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RingFile {
    /// `ring.head`: the ring's own key, twice.
    Head,
    /// `ring.0`: the slots of even generations.
    Even,
    /// `ring.1`: the slots of odd generations.
    Odd,
}

impl RingFile {
    pub const ALL: [RingFile; 3] = [RingFile::Head, RingFile::Even, RingFile::Odd];

    fn name(self) -> &'static str {
        match self {
            RingFile::Head => "ring.head",
            RingFile::Even => "ring.0",
            RingFile::Odd => "ring.1",
        }
    }

    pub(super) fn index(self) -> usize {
        match self {
            RingFile::Head => 0,
            RingFile::Even => 1,
            RingFile::Odd => 2,
        }
    }
}

/// What the ring asks of a disk. A write may be lost, torn or reordered until `sync` of its file has returned.
pub trait RingDisk: Send + Sync {
    /// Fills `buffer` from `offset` (bytes).
    ///
    /// # Errors
    /// `UnexpectedEof` when the file is shorter.
    fn read_at(&self, file: RingFile, offset: u64, buffer: &mut [u8]) -> io::Result<()>;

    /// Writes in place, growing the file where it is too short.
    ///
    /// # Errors
    /// The disk's; what was written of `bytes` is then unknown.
    fn write_at(&self, file: RingFile, offset: u64, bytes: &[u8]) -> io::Result<()>;

    /// Returns when every write to `file` so far is durable.
    ///
    /// # Errors
    /// The disk's; what is durable is then unknown.
    fn sync(&self, file: RingFile) -> io::Result<()>;

    /// The file's length in bytes.
    ///
    /// # Errors
    /// The disk's.
    fn len(&self, file: RingFile) -> io::Result<u64>;
}

/// Why a folder cannot hold the ring.
#[derive(Debug, Error)]
pub enum FolderError {
    #[error("the ring is in use by another process")]
    InUse,
    #[error("the ring's {0} is a symbolic link or of the wrong kind")]
    Kind(&'static str),
    #[error("the ring's {what} has mode {mode:04o}: it must be closed to group and others")]
    Mode { what: &'static str, mode: u32 },
    #[error("the ring's {0} belongs to another user")]
    Owner(&'static str),
    #[error("the ring's folder cannot be used: {0}")]
    Io(#[from] io::Error),
}

/// The ring in a folder of its own (mode 0700, files 0600), held by one process at a time.
pub struct FolderDisk {
    files: [File; 3],
}

impl FolderDisk {
    /// Opens the ring's folder and takes its lock; makes folder and files where they are missing.
    ///
    /// # Errors
    /// Links, foreign owners and open modes are refused, and so is a folder another process holds.
    pub fn open(folder: &Path) -> Result<Self, FolderError> {
        make_folder(folder)?;
        let files =
            [open_file(folder, RingFile::Head)?, open_file(folder, RingFile::Even)?, open_file(folder, RingFile::Odd)?];
        let [head, ..] = &files;
        flock(head, FlockOperation::NonBlockingLockExclusive).map_err(|error| {
            if error == rustix::io::Errno::WOULDBLOCK { FolderError::InUse } else { FolderError::Io(error.into()) }
        })?;
        sync_folder(folder)?;
        sync_folder(folder.parent().unwrap_or(Path::new(".")))?;
        Ok(Self { files })
    }

    /// The ring's files that are not in `folder`. All of them before the first start, none of them ever after.
    #[must_use]
    pub fn missing(folder: &Path) -> Vec<&'static str> {
        let is_missing = |file: &RingFile| folder.join(file.name()).symlink_metadata().is_err();
        RingFile::ALL.into_iter().filter(is_missing).map(RingFile::name).collect()
    }

    fn file(&self, file: RingFile) -> &File {
        &self.files[file.index()]
    }
}

impl Drop for FolderDisk {
    /// Lets go at once. Closing alone would not: a program that is being started by another thread holds what this
    /// process held, for the moment until it is itself, and whoever opens the ring in that moment would be refused.
    fn drop(&mut self) {
        let [head, ..] = &self.files;
        // What cannot be let go is let go with the last copy.
        let _ = flock(head, FlockOperation::Unlock);
    }
}

impl RingDisk for FolderDisk {
    fn read_at(&self, file: RingFile, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.file(file).read_exact_at(buffer, offset)
    }

    fn write_at(&self, file: RingFile, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.file(file).write_all_at(bytes, offset)
    }

    fn sync(&self, file: RingFile) -> io::Result<()> {
        self.file(file).sync_data()
    }

    fn len(&self, file: RingFile) -> io::Result<u64> {
        Ok(self.file(file).metadata()?.len())
    }
}

fn make_folder(folder: &Path) -> Result<(), FolderError> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
        Ok(()) | Err(_) => {}
    }
    let metadata = std::fs::symlink_metadata(folder)?;
    if !metadata.is_dir() {
        return Err(FolderError::Kind("folder"));
    }
    judge("folder", Owned::of(&metadata))
}

fn open_file(folder: &Path, file: RingFile) -> Result<File, FolderError> {
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits().cast_signed())
        .open(folder.join(file.name()));
    let opened = match opened {
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            return Err(FolderError::Kind(file.name()));
        }
        other => other?,
    };
    let metadata = opened.metadata()?;
    if !metadata.is_file() {
        return Err(FolderError::Kind(file.name()));
    }
    judge(file.name(), Owned::of(&metadata))?;
    Ok(opened)
}

fn judge(what: &'static str, found: Owned) -> Result<(), FolderError> {
    if found.owner != current_user() {
        return Err(FolderError::Owner(what));
    }
    if found.mode & 0o077 != 0 {
        return Err(FolderError::Mode { what, mode: found.mode });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn refusal(folder: &Path) -> FolderError {
        FolderDisk::open(folder).err().expect("must be refused")
    }

    /// RAW-11.
    #[test]
    fn folder_and_files_are_the_owners_alone() {
        let yard = tempfile::tempdir().unwrap();
        let folder = yard.path().join("ring");
        drop(FolderDisk::open(&folder).unwrap());
        assert_eq!(mode(&folder), 0o700);
        for file in RingFile::ALL {
            assert_eq!(mode(&folder.join(file.name())), 0o600);
        }
        assert!(FolderDisk::open(&folder).is_ok(), "and open again");
    }

    #[test]
    fn a_second_holder_is_refused_until_the_first_lets_go() {
        let yard = tempfile::tempdir().unwrap();
        let folder = yard.path().join("ring");
        let first = FolderDisk::open(&folder).unwrap();
        assert!(matches!(refusal(&folder), FolderError::InUse));
        drop(first);
        assert!(FolderDisk::open(&folder).is_ok());
    }

    #[test]
    fn it_lets_go_although_a_program_that_starts_still_holds_a_copy() {
        let yard = tempfile::tempdir().unwrap();
        let folder = yard.path().join("ring");
        let first = FolderDisk::open(&folder).unwrap();
        let copy = first.file(RingFile::Head).try_clone().unwrap();
        drop(first);
        assert!(FolderDisk::open(&folder).is_ok());
        drop(copy);
    }

    #[test]
    fn open_modes_are_refused() {
        let yard = tempfile::tempdir().unwrap();
        let folder = yard.path().join("ring");
        drop(FolderDisk::open(&folder).unwrap());
        for wrong in [0o750, 0o701, 0o777] {
            fs::set_permissions(&folder, Permissions::from_mode(wrong)).unwrap();
            assert!(matches!(refusal(&folder), FolderError::Mode { what: "folder", .. }), "{wrong:o}");
        }
        fs::set_permissions(&folder, Permissions::from_mode(0o700)).unwrap();
        for file in RingFile::ALL {
            let path = folder.join(file.name());
            fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
            assert!(matches!(refusal(&folder), FolderError::Mode { mode: 0o640, .. }));
            fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
        }
    }

    #[test]
    fn links_are_refused() {
        let yard = tempfile::tempdir().unwrap();
        let (folder, link) = (yard.path().join("ring"), yard.path().join("link"));
        drop(FolderDisk::open(&folder).unwrap());
        symlink(&folder, &link).unwrap();
        assert!(matches!(refusal(&link), FolderError::Kind("folder")));
        fs::rename(folder.join("ring.0"), yard.path().join("moved")).unwrap();
        symlink(yard.path().join("moved"), folder.join("ring.0")).unwrap();
        assert!(matches!(refusal(&folder), FolderError::Kind("ring.0")));
    }
}
