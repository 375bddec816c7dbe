//! Whether files and folders that hold secrets lie where and as they should.

use std::fs::Metadata;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// What matters of a file that holds a secret.
#[derive(Clone, Copy)]
pub(super) struct Owned {
    /// The permission bits, 0 to 0o7777.
    pub mode: u32,
    pub owner: u32,
    pub group: u32,
}

impl Owned {
    pub fn of(metadata: &Metadata) -> Self {
        Self { mode: metadata.mode() & 0o7777, owner: metadata.uid(), group: metadata.gid() }
    }
}

/// The user this process acts as.
pub(super) fn current_user() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// Whether `path` is `folder` or lies anywhere below it once links are followed. Neither has to exist yet.
pub(super) fn is_inside(path: &Path, folder: &Path) -> io::Result<bool> {
    Ok(resolve(path)?.starts_with(resolve(folder)?))
}

/// The path without links as far as it exists, followed by the rest as written.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    for ancestor in path.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
            return Ok(if rest.as_os_str().is_empty() { real } else { real.join(rest) });
        }
    }
    Ok(path)
}

/// Makes the names in a folder durable: without it a new file can be gone after a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    std::fs::File::open(folder)?.sync_all()
}
