//! Where content comes from: a folder of the operator, or the copy inside the program.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

// A test compares this copy with the folder, because a new file alone does not make cargo build it again.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// Card files read at most.
pub(super) const CARDS_MAX: usize = 1_000;

pub struct Source(Kind);

enum Kind {
    Embedded,
    Folder(PathBuf),
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Source {
    /// The copy inside the program.
    pub fn embedded() -> Self {
        Self(Kind::Embedded)
    }

    /// A folder with `topics.toml`, `helplines.toml`, …, and `cards/`.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self(Kind::Folder(path.into()))
    }

    /// Files by their names relative to the folder, so that many folders can be tried without a disk.
    pub fn memory(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self(Kind::Memory(files))
    }

    /// The text of a file under its name relative to the folder. The error says in English what failed.
    pub(super) fn read(&self, name: &str) -> Result<String, String> {
        match &self.0 {
            Kind::Embedded => {
                let file = EMBEDDED.get_file(name).ok_or("the file is missing")?;
                file.contents_utf8().map(str::to_owned).ok_or_else(|| "the file is not UTF-8 text".to_owned())
            }
            Kind::Folder(folder) => std::fs::read_to_string(folder.join(name)).map_err(|error| said("file", &error)),
            Kind::Memory(files) => {
                let bytes = files.get(name).ok_or("the file is missing")?;
                String::from_utf8(bytes.clone()).map_err(|_| "the file is not UTF-8 text".to_owned())
            }
        }
    }

    /// The names of the files in a sub-folder (`""` is the folder itself), sorted; hidden and `~` files are an
    /// editor's own business and left out.
    pub(super) fn list(&self, under: &str) -> Result<Vec<String>, String> {
        let mut names = match &self.0 {
            Kind::Embedded => {
                let dir = if under.is_empty() { Some(&EMBEDDED) } else { EMBEDDED.get_dir(under) };
                let files = dir.ok_or("the folder is missing")?.files();
                files.filter_map(|file| Some(file.path().file_name()?.to_string_lossy().into_owned())).collect()
            }
            Kind::Folder(folder) => files_in(&folder.join(under)).map_err(|error| said("folder", &error))?,
            Kind::Memory(files) => files.keys().filter_map(|path| name_under(path, under)).collect(),
        };
        names.retain(|name| !name.starts_with('.') && !name.ends_with('~'));
        names.sort();
        Ok(names)
    }
}

/// Why a file or folder cannot be read, for an editor.
fn said(what: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        format!("the {what} is missing")
    } else if error.kind() == io::ErrorKind::InvalidData {
        format!("the {what} is not UTF-8 text")
    } else {
        format!("the {what} cannot be read ({error})")
    }
}

/// The name of a file that lies in the folder itself, not deeper.
fn name_under(path: &str, under: &str) -> Option<String> {
    let name = if under.is_empty() { path } else { path.strip_prefix(under)?.strip_prefix('/')? };
    (!name.contains('/')).then(|| name.to_owned())
}

fn files_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Writes the copy inside the program into `folder`, for people to edit.
///
/// Nothing is overwritten: when one of the files is already there, nothing is written and the error is
/// `AlreadyExists`.
pub fn write_embedded(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    gather(&EMBEDDED, &mut files);
    for (name, _) in &files {
        if folder.join(name).exists() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, folder.join(name).display().to_string()));
        }
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

fn gather(dir: &Dir<'static>, files: &mut Vec<(&'static Path, &'static [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => gather(inner, files),
            DirEntry::File(file) => files.push((file.path(), file.contents())),
        }
    }
}
