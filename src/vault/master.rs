//! The master key: one file of the operator, from which every other key can be reached.
//!
//! The file holds 64 hexadecimal characters and a line feed, or 32 raw bytes (a systemd credential).
//! It is read once; only what is derived from it stays in memory. It never comes from the environment, which is
//! readable in `/proc` and inherited by every child.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use rustix::fs::OFlags;
use thiserror::Error;
use zeroize::Zeroizing;

use super::key::{FixedKey, KEY_BYTES, Key, MacKey};
use super::place::{Owned, current_user, is_inside, sync_folder};
use crate::domain::Entropy;

/// Contexts of BLAKE3's `derive_key`, one per use. A context is never changed: the keys below it would be lost.
const ROOT: &str = "rechtdoor 2026-11 root v1";
const HEAD: &str = "rechtdoor 2026-11 ring head v1";
const CONFIG: &str = "rechtdoor 2026-11 config v1";
const ALERT: &str = "rechtdoor 2026-11 alert v1";
const AUDIT: &str = "rechtdoor 2026-11 audit seal v1";
const TOKENS: &str = "rechtdoor 2026-11 tokens v1";

const HEX_CHARS: usize = 2 * KEY_BYTES;

/// The keys derived from the master key. Cannot be printed, cloned or serialised.
///
/// ```compile_fail
/// fn print(master: rechtdoor::vault::Master) { let _ = format!("{master:?}"); }
/// ```
pub struct Master {
    head: Key,
    config: Key,
    alert: Key,
    audit: Key,
    tokens: MacKey,
}

/// Why there is no master key. Says nothing of its content.
#[derive(Debug, Error)]
pub enum MasterError {
    #[error("the master key file does not exist; `rechtdoor init` makes one")]
    Missing,
    #[error("the master key file is a symbolic link: name the file itself")]
    Symlink,
    #[error("the master key is not a regular file")]
    NotAFile,
    #[error("the master key file has mode {0:04o}: only 0400 and 0600 keep it from others")]
    Mode(u32),
    #[error("the master key file belongs to another user")]
    Owner,
    #[error("the master key file holds neither 64 hexadecimal characters and a line feed nor 32 raw bytes")]
    Length,
    #[error("the master key consists of one byte repeated: it was never drawn at random")]
    NotRandom,
    #[error("the master key lies inside the store or the ring: whoever copies that folder would hold both")]
    InsideStore,
    #[error("a file is already there: a master key is never overwritten")]
    Exists,
    #[error("the master key file cannot be used: {0}")]
    Io(#[from] io::Error),
}

impl Master {
    /// Reads the master key from `path`, which must lie in none of the `guarded` folders (the store, the ring).
    ///
    /// # Errors
    /// Every unsafe place, owner or mode is refused; nothing is ever made or repaired here.
    pub fn load(path: &Path, guarded: &[&Path]) -> Result<Self, MasterError> {
        refuse_inside(path, guarded)?;
        match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(MasterError::Missing),
            Err(error) => return Err(error.into()),
            Ok(metadata) if metadata.is_symlink() => return Err(MasterError::Symlink),
            Ok(metadata) if !metadata.is_file() => return Err(MasterError::NotAFile),
            Ok(_) => {}
        }
        // NOFOLLOW, and the checks again on the open file: the name may have been swapped meanwhile.
        let file = OpenOptions::new().read(true).custom_flags(OFlags::NOFOLLOW.bits().cast_signed()).open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() {
            return Err(MasterError::NotAFile);
        }
        judge(Owned::of(&metadata), current_user())?;
        read(file).map(|secret| Self::from_secret(&secret))
    }

    /// Writes a new master key to `path`, mode 0600, durable when this returns.
    ///
    /// # Errors
    /// An existing file is never overwritten; a path inside a `guarded` folder is refused.
    pub fn create(path: &Path, guarded: &[&Path], entropy: &mut dyn Entropy) -> Result<(), MasterError> {
        refuse_inside(path, guarded)?;
        write_new(path, entropy)?;
        Ok(sync_folder(path.parent().unwrap_or(Path::new(".")))?)
    }

    /// Writes the key that is to follow the one at `path` to [`next_of`] it: there whole, or not at all.
    ///
    /// # Errors
    /// As [`Master::create`].
    pub fn create_next(path: &Path, guarded: &[&Path], entropy: &mut dyn Entropy) -> Result<(), MasterError> {
        let next = next_of(path);
        refuse_inside(&next, guarded)?;
        if next.symlink_metadata().is_ok() {
            return Err(MasterError::Exists);
        }
        // What a power cut left half written was never used for anything.
        let half = beside(&next, ".half");
        match std::fs::remove_file(&half) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            Ok(()) | Err(_) => {}
        }
        write_new(&half, entropy)?;
        std::fs::rename(&half, &next)?;
        Ok(sync_folder(path.parent().unwrap_or(Path::new(".")))?)
    }

    /// A master that exists in memory only: for the demo and for tests, whose store is thrown away.
    pub fn ephemeral(entropy: &mut dyn Entropy) -> Self {
        Self::from_secret(&Key::random(entropy))
    }

    /// A master from a key that the caller drew, for two parts of one program whose store is thrown away.
    pub fn from_key(secret: &Key) -> Self {
        Self::from_secret(secret)
    }

    fn from_secret(secret: &Key) -> Self {
        let root = derive(ROOT, secret);
        Self {
            head: derive(HEAD, &root),
            config: derive(CONFIG, &root),
            alert: derive(ALERT, &root),
            audit: derive(AUDIT, &root),
            tokens: MacKey::from_key(derive(TOKENS, &root)),
        }
    }

    /// Whether two files hold one key.
    #[must_use]
    pub fn is_same_as(&self, other: &Master) -> bool {
        const PROBE: &[u8] = b"the same key";
        self.tokens.verify(PROBE, &other.tokens.tag(PROBE))
    }

    /// Whether `text` (of a variable of the environment) is this very key, in either form of its file.
    #[must_use]
    pub fn is_written_in(&self, text: &[u8]) -> bool {
        parse(text).is_ok_and(|secret| Self::from_secret(&secret).is_same_as(self))
    }

    /// The key that wraps the ring's own key.
    pub(super) fn head(&self) -> &Key {
        &self.head
    }

    /// A key for sealing that is not in the ring.
    #[must_use]
    pub fn fixed(&self, which: FixedKey) -> &Key {
        match which {
            FixedKey::Config => &self.config,
            FixedKey::Alert => &self.alert,
            FixedKey::Audit => &self.audit,
        }
    }

    /// Signs invites and hashes the tokens of buttons.
    #[must_use]
    pub fn tokens(&self) -> &MacKey {
        &self.tokens
    }
}

fn derive(context: &str, material: &Key) -> Key {
    let bytes = Zeroizing::new(blake3::derive_key(context, material.expose()));
    Key::from_bytes(&bytes)
}

fn refuse_inside(path: &Path, guarded: &[&Path]) -> Result<(), MasterError> {
    for folder in guarded {
        // The link's own place counts and so does the place it leads to.
        let parent = path.parent().unwrap_or(Path::new("."));
        if is_inside(path, folder)? || is_inside(parent, folder)? {
            return Err(MasterError::InsideStore);
        }
    }
    Ok(())
}

/// Whether a key file keeps others out.
///
/// systemd hands credentials to a service without root as a file of root's, with an access list for the service's
/// user; the list's mask then shows as the group's read bit. Root can read everything anyway.
fn judge(file: Owned, me: u32) -> Result<(), MasterError> {
    if file.owner != me && file.owner != 0 {
        return Err(MasterError::Owner);
    }
    let credential = file.owner == 0 && file.group == 0 && me != 0 && file.mode == 0o440;
    if matches!(file.mode, 0o400 | 0o600) || credential { Ok(()) } else { Err(MasterError::Mode(file.mode)) }
}

/// Where the key that is to follow the one at `path` lies while it takes its place.
#[must_use]
pub fn next_of(path: &Path) -> PathBuf {
    beside(path, ".next")
}

/// Gives the key at `next` the name of the old one, for good, and wipes the old one's bytes where they lie.
///
/// # Errors
/// Until this returns, either file may stand under the name.
pub fn take_place(next: &Path, path: &Path) -> Result<(), MasterError> {
    // A file that is not to be written (0400) is only let go of.
    let old = OpenOptions::new().write(true).custom_flags(OFlags::NOFOLLOW.bits().cast_signed()).open(path);
    std::fs::rename(next, path)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))?;
    if let Ok(mut old) = old {
        // The name leads to the new key by now; a disk that moves what it overwrites keeps the old bytes anyway.
        old.write_all(&[0; HEX_CHARS + 1])?;
        old.sync_all()?;
    }
    Ok(())
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

fn write_new(path: &Path, entropy: &mut dyn Entropy) -> Result<(), MasterError> {
    let secret = Key::random(entropy);
    let mut line = Zeroizing::new([b'\n'; HEX_CHARS + 1]);
    let (hex, _) = line.split_at_mut(HEX_CHARS);
    HEXLOWER.encode_mut(secret.expose(), hex);
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let mut file = file.map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists { MasterError::Exists } else { MasterError::Io(error) }
    })?;
    file.write_all(line.as_slice())?;
    Ok(file.sync_all()?)
}

fn read(mut file: File) -> Result<Key, MasterError> {
    // One byte more than the longest form, so that a longer file shows.
    let mut buffer = Zeroizing::new([0; HEX_CHARS + 2]);
    let mut length = 0;
    loop {
        match file.read(buffer.get_mut(length..).unwrap_or_default())? {
            0 => break,
            more => length += more,
        }
    }
    parse(buffer.get(..length).unwrap_or_default())
}

fn parse(content: &[u8]) -> Result<Key, MasterError> {
    let content = if content.len() == HEX_CHARS + 1 { content.strip_suffix(b"\n").unwrap_or(content) } else { content };
    let mut secret = Zeroizing::new([0; KEY_BYTES]);
    match content.len() {
        KEY_BYTES => secret.copy_from_slice(content),
        HEX_CHARS => {
            HEXLOWER_PERMISSIVE.decode_mut(content, secret.as_mut()).map_err(|_| MasterError::Length)?;
        }
        _ => return Err(MasterError::Length),
    }
    let [first, rest @ ..] = &*secret;
    if rest.iter().all(|byte| byte == first) {
        return Err(MasterError::NotRandom);
    }
    Ok(Key::from_bytes(&secret))
}

#[cfg(test)]
#[path = "master_tests.rs"]
mod tests;
