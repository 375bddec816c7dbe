//! Whether one path lies inside another, wherever links lead.

use std::path::{Component, Path, PathBuf};

/// Whether `path` is `folder` or lies below it, as written or once links are followed. Neither has to exist.
#[must_use]
pub fn is_inside(path: &Path, folder: &Path) -> bool {
    tidy(path).starts_with(tidy(folder)) || real(path).starts_with(real(folder))
}

/// Takes `.` and `..` out of an absolute path without asking the disk.
pub(super) fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(tidied.pop()),
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => tidied.push(part),
        }
    }
    tidied
}

/// The path without links as far as it exists, followed by the rest as written.
fn real(path: &Path) -> PathBuf {
    for ancestor in path.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return tidy(&real.join(path.strip_prefix(ancestor).unwrap_or(Path::new(""))));
        }
    }
    tidy(path)
}
