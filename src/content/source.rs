//! Where content comes from: a folder of the operator, or the copy inside the program.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, include_dir};

use super::page::FILE_BYTES_MAX;

// A test compares this copy with the folder, because a new file alone does not make cargo build it again.
static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// What editors read first. Where the program's source is, it stands at the top.
static GUIDE: &str = include_str!("../../CONTENT.md");
const README: &str = "README.md";

/// Why there is no text of a file, for an editor.
pub(super) struct Unread {
    /// From 1.
    pub(super) line: usize,
    pub(super) what: String,
    pub(super) mend: &'static str,
}

const COPY_IT: &str = "copy it from the folder that `rechtdoor init` writes";

impl Unread {
    fn of(what: impl Into<String>) -> Self {
        Self { line: 1, what: what.into(), mend: COPY_IT }
    }
}

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

    /// The text of a file under its name relative to the folder.
    pub(super) fn read(&self, name: &str) -> Result<String, Unread> {
        let missing = || Unread::of("the file is missing");
        let bytes = match &self.0 {
            Kind::Embedded => EMBEDDED.get_file(name).ok_or_else(missing)?.contents().to_vec(),
            Kind::Folder(folder) => bytes_of(&folder.join(name))?,
            Kind::Memory(files) => files.get(name).ok_or_else(missing)?.clone(),
        };
        String::from_utf8(bytes).map_err(|error| {
            let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let what = "from here on the letters are not saved as UTF-8".to_owned();
            Unread { line, what, mend: "save the file anew and choose UTF-8 as its encoding" }
        })
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

/// What a file holds, if it is one and not too big. A pipe or a device is not even opened: whoever reads it waits for ever,
/// or reads without end.
fn bytes_of(path: &Path) -> Result<Vec<u8>, Unread> {
    let unread = |error: io::Error| Unread::of(said("file", &error));
    if !std::fs::metadata(path).map_err(unread)?.is_file() {
        return Err(Unread::of("this is no file"));
    }
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(unread)?;
    if bytes.len() > FILE_BYTES_MAX {
        let what = "the file is too big".to_owned();
        return Err(Unread { line: 1, what, mend: "take out what nobody needs: a file has 512 KiB at most" });
    }
    Ok(bytes)
}

/// Why a file or folder cannot be read, for an editor.
fn said(what: &str, error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound {
        format!("the {what} is missing")
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

/// Writes the copy inside the program into `folder`, for people to edit, with the guide for editors as its README.
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
        let is_guide = name == Path::new(README);
        std::fs::write(path, if is_guide { GUIDE.as_bytes() } else { bytes })?;
    }
    Ok(())
}

/// The files of the copy inside the program, by their names relative to the folder.
pub fn embedded_files() -> BTreeMap<String, Vec<u8>> {
    let mut files = Vec::new();
    gather(&EMBEDDED, &mut files);
    files.into_iter().map(|(name, bytes)| (name.to_string_lossy().into_owned(), bytes.to_vec())).collect()
}

fn gather(dir: &Dir<'static>, files: &mut Vec<(&'static Path, &'static [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => gather(inner, files),
            DirEntry::File(file) => files.push((file.path(), file.contents())),
        }
    }
}
