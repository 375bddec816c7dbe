//! The reserve: a file that only takes up room, so that on a full disk there is still something to give.
//!
//! Releasing it first lets the goodbye and the audit entry be written. It comes back by itself when a store is opened
//! on a disk with plenty of room.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::EngineError;
use super::files::{Space, parent_of, remove_if_there, sync_folder};
use super::sled::COMMIT_FREE_BYTES_MIN;

/// Size of the reserve in bytes. More than a commit wants free ([`COMMIT_FREE_BYTES_MIN`]), or releasing it would help
/// nobody.
pub const RESERVE_BYTES: u64 = 16 * 1024 * 1024;
const _: () = assert!(RESERVE_BYTES > COMMIT_FREE_BYTES_MIN + RESERVE_BYTES / 4);

/// The reserve is only made again when this many bytes are free: on a disk that is still nearly full it would take
/// back at once what was released for the last words.
pub const RENEW_FREE_BYTES_MIN: u64 = 64 * 1024 * 1024;

/// Gives the reserve of the store in `store` back to the disk. True when there was one.
///
/// Needs no open engine: on a full disk it may be what makes opening possible.
pub fn release(store: &Path) -> Result<bool, EngineError> {
    let path = path_in(store);
    let released = remove_if_there(&path)?;
    if released {
        sync_folder(&parent_of(&path))?;
    }
    Ok(released)
}

/// Makes the reserve when it is missing and the disk has room. True when it stands afterwards.
pub fn renew(store: &Path) -> Result<bool, EngineError> {
    let path = path_in(store);
    match std::fs::metadata(&path) {
        Ok(found) if found.len() == RESERVE_BYTES => return Ok(true),
        // One of another size was cut short by a crash.
        Ok(_) => drop(remove_if_there(&path)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    if Space::of(store)?.free_bytes < RENEW_FREE_BYTES_MIN {
        return Ok(false);
    }
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).and_then(|file| fill(&file));
    if let Err(error) = made {
        remove_if_there(&path)?;
        return match EngineError::from(error) {
            EngineError::Full => Ok(false),
            other @ (EngineError::Damaged { .. }
            | EngineError::Locked
            | EngineError::Io(_)
            | EngineError::Refused(_)) => Err(other),
        };
    }
    sync_folder(store)?;
    Ok(true)
}

fn path_in(store: &Path) -> PathBuf {
    store.join("reserve")
}

/// Claims the blocks for real: a file that is merely long would hold nothing back.
fn fill(mut file: &File) -> io::Result<()> {
    match rustix::fs::fallocate(file, rustix::fs::FallocateFlags::empty(), 0, RESERVE_BYTES) {
        Ok(()) => {}
        Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => {
            let chunk = [0xA5_u8; 64 * 1024];
            for _ in 0..RESERVE_BYTES / chunk.len() as u64 {
                file.write_all(&chunk)?;
            }
        }
        Err(error) => return Err(error.into()),
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt;

    use super::*;

    #[test]
    fn the_reserve_takes_real_room_is_given_back_once_and_comes_back() {
        let home = tempfile::tempdir().expect("a folder");
        assert!(renew(home.path()).expect("make"));
        assert!(renew(home.path()).expect("already there"));
        let found = std::fs::metadata(path_in(home.path())).expect("stat");
        assert!(found.blocks() * 512 >= RESERVE_BYTES, "a sparse file reserves nothing");
        assert!(release(home.path()).expect("release"));
        assert!(!release(home.path()).expect("nothing left"));
        assert!(renew(home.path()).expect("make again"));
    }

    #[test]
    fn a_reserve_cut_short_is_made_anew() {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(path_in(home.path()), b"short").expect("half a reserve");
        assert!(renew(home.path()).expect("make"));
        assert_eq!(std::fs::metadata(path_in(home.path())).expect("stat").len(), RESERVE_BYTES);
    }
}
