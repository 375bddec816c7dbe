//! The files of a folder as texts, and back.
//!
//! Never true of this file: a link is followed; something that is there is overwritten; a name leads out of the folder.

use crate::domain::limits::{BACKUP_BYTES_MAX, BACKUP_FILES_MAX};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// One file: its name below the folder, with `/`, and its text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileCopy {
    pub name: String,
    pub text: String,
}

#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("{}: the file is not UTF-8 text", file.display())]
    NotText { file: PathBuf },
    #[error("{}: there are more than {BACKUP_FILES_MAX} files, or more than {BACKUP_BYTES_MAX} bytes", folder.display())]
    TooMuch { folder: PathBuf },
    #[error("a file's name leads out of its folder")]
    Name,
    #[error("{}: {source}", file.display())]
    Io { file: PathBuf, source: io::Error },
}

/// Every file below `folder`, sorted by name. Hidden and `~` files are an editor's own business and left out.
///
/// # Errors
/// A file that is no text, too many of them, or the disk's.
pub fn gather(folder: &Path) -> Result<Vec<FileCopy>, FilesError> {
    let mut found = Found { root: folder, files: Vec::new(), bytes: 0 };
    found.walk(folder)?;
    found.files.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found.files)
}

struct Found<'a> {
    root: &'a Path,
    files: Vec<FileCopy>,
    bytes: u64,
}

impl Found<'_> {
    fn walk(&mut self, folder: &Path) -> Result<(), FilesError> {
        for entry in fs::read_dir(folder).map_err(at(folder))? {
            let entry = entry.map_err(at(folder))?;
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            let kind = entry.file_type().map_err(at(&path))?;
            if name.starts_with('.') || name.ends_with('~') || kind.is_symlink() {
                continue;
            }
            if kind.is_dir() {
                self.walk(&path)?;
                continue;
            }
            self.bytes += entry.metadata().map_err(at(&path))?.len();
            if self.bytes > BACKUP_BYTES_MAX as u64 || self.files.len() >= BACKUP_FILES_MAX {
                return Err(FilesError::TooMuch { folder: self.root.to_owned() });
            }
            let text = fs::read_to_string(&path).map_err(|source| {
                let (file, is_no_text) = (path.clone(), source.kind() == io::ErrorKind::InvalidData);
                if is_no_text { FilesError::NotText { file } } else { FilesError::Io { file, source } }
            })?;
            let name = path.strip_prefix(self.root).unwrap_or(&path).to_string_lossy().into_owned();
            self.files.push(FileCopy { name, text });
        }
        Ok(())
    }
}

/// Writes `files` into `folder`, which is made.
///
/// # Errors
/// Before anything is written when a name leads out of the folder; when a file is already there.
pub fn write_new(folder: &Path, files: &[FileCopy]) -> Result<(), FilesError> {
    if !files.iter().all(|file| is_inside(Path::new(&file.name))) {
        return Err(FilesError::Name);
    }
    fs::create_dir_all(folder).map_err(at(folder))?;
    for file in files {
        let path = folder.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        let mut out = OpenOptions::new().write(true).create_new(true).open(&path).map_err(at(&path))?;
        out.write_all(file.text.as_bytes()).map_err(at(&path))?;
    }
    Ok(())
}

/// An archive comes from outside, so its names are not believed.
fn is_inside(name: &Path) -> bool {
    name.components().next().is_some() && name.components().all(|part| matches!(part, Component::Normal(_)))
}

fn at(file: &Path) -> impl FnOnce(io::Error) -> FilesError {
    let file = file.to_owned();
    move |source| FilesError::Io { file, source }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn copy(name: &str, text: &str) -> FileCopy {
        FileCopy { name: name.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_was_gathered_is_written_and_gathered_again() {
        let home = tempfile::tempdir().unwrap();
        let (from, to) = (home.path().join("from"), home.path().join("to"));
        write_new(&from, &[copy("b.toml", "b"), copy("cards/a.md", "é")]).unwrap();
        fs::write(from.join(".hidden"), "x").unwrap();
        fs::write(from.join("b.toml~"), "x").unwrap();
        std::os::unix::fs::symlink("/etc/hostname", from.join("link")).unwrap();
        let files = gather(&from).unwrap();
        assert!(files == [copy("b.toml", "b"), copy("cards/a.md", "é")]);
        write_new(&to, &files).unwrap();
        assert!(gather(&to).unwrap() == files);
        assert!(matches!(write_new(&to, &files), Err(FilesError::Io { .. })), "nothing is overwritten");
    }

    #[test]
    fn a_name_that_leads_out_of_the_folder_writes_nothing() {
        let home = tempfile::tempdir().unwrap();
        for name in ["../out", "/tmp/out", "a/../../out", ""] {
            let written = write_new(&home.path().join("in"), &[copy("fine", "x"), copy(name, "x")]);
            assert!(matches!(written, Err(FilesError::Name)), "{name}");
        }
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_is_no_text_or_too_much_is_refused() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("picture"), [0xff, 0xfe]).unwrap();
        assert!(matches!(gather(home.path()), Err(FilesError::NotText { .. })));
        fs::remove_file(home.path().join("picture")).unwrap();
        let big = fs::File::create(home.path().join("big")).unwrap();
        big.set_len(BACKUP_BYTES_MAX as u64 + 1).unwrap();
        assert!(matches!(gather(home.path()), Err(FilesError::TooMuch { .. })));
        fs::remove_file(home.path().join("big")).unwrap();
        for number in 0..=BACKUP_FILES_MAX {
            fs::write(home.path().join(format!("{number}")), "").unwrap();
        }
        assert!(matches!(gather(home.path()), Err(FilesError::TooMuch { .. })));
    }
}
