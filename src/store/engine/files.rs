//! The few things about files that durability needs: synced folders, files replaced whole, the room on a disk.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::EngineError;

/// From this share of the disk on the operator is warned, in percent.
pub const USED_PERCENT_WARN: u8 = 85;

/// How full the disk under a path is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Space {
    /// Bytes an ordinary user may still write.
    pub free_bytes: u64,
    pub total_bytes: u64,
}

impl Space {
    pub fn of(path: &Path) -> Result<Self, EngineError> {
        let disk = rustix::fs::statvfs(path).map_err(io::Error::from)?;
        Ok(Self {
            free_bytes: disk.f_bavail.saturating_mul(disk.f_frsize),
            total_bytes: disk.f_blocks.saturating_mul(disk.f_frsize),
        })
    }

    /// 0 to 100, rounded up, so that a nearly full disk is never said to have room.
    pub fn used_percent(self) -> u8 {
        if self.total_bytes == 0 {
            return 100;
        }
        let used = u128::from(self.total_bytes.saturating_sub(self.free_bytes));
        u8::try_from((used * 100).div_ceil(u128::from(self.total_bytes))).unwrap_or(100)
    }
}

/// Makes the names in a folder durable: without it a new, renamed or removed file may be undone by a power cut.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The folder in which `path` stands; the working folder for a bare name.
pub(super) fn parent_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A folder only its owner may enter. One that stands already is narrowed.
pub(super) fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    if fs::metadata(path)?.permissions().mode() & 0o777 != 0o700 {
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Writes a small file so that after any crash either the old or the new contents stand, whole. Mode 0600.
pub fn replace_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".tmp");
    let fresh = path.with_file_name(name);
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
    file.write_all(contents)?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    sync_folder(&parent_of(path))
}

/// Removes a file so that no power cut brings it back.
pub fn remove_durably(path: &Path) -> io::Result<()> {
    fs::remove_file(path)?;
    sync_folder(&parent_of(path))
}

/// Removes a file or a whole folder; one that is not there is fine. True when something was removed.
pub(super) fn remove_if_there(path: &Path) -> io::Result<bool> {
    let removed = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match removed {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Bytes of all files under a folder. What vanishes while counting counts as nothing: this is for a gauge.
pub(super) fn bytes_under(path: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(path) else { return 0 };
    let size = |entry: fs::DirEntry| match entry.metadata() {
        Ok(found) if found.is_dir() => bytes_under(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    };
    entries.flatten().map(size).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_never_said_to_have_room() {
        assert_eq!(Space { free_bytes: 0, total_bytes: 0 }.used_percent(), 100);
        assert_eq!(Space { free_bytes: 1, total_bytes: 1_000 }.used_percent(), 100);
        assert_eq!(Space { free_bytes: 150, total_bytes: 1_000 }.used_percent(), USED_PERCENT_WARN);
        assert_eq!(Space { free_bytes: 1_000, total_bytes: 1_000 }.used_percent(), 0);
    }

    #[test]
    fn a_replaced_file_leaves_no_half_beside_it_and_is_private() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("small");
        replace_whole(&path, b"one").expect("write");
        replace_whole(&path, b"two").expect("write again");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(home.path()).expect("list").count(), 1);
        assert_eq!(fs::metadata(&path).expect("stat").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_folder_open_to_others_is_narrowed() {
        let home = tempfile::tempdir().expect("a folder");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o755)).expect("widen");
        private_folder(home.path()).expect("narrow");
        assert_eq!(fs::metadata(home.path()).expect("stat").permissions().mode() & 0o777, 0o700);
    }
}
