//! The bot's name: given, or remembered from the last start, because `invite` works without asking Telegram.
//!
//! The name is public; the file beside the ring holds nothing else.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FILE: &str = "bot_username";

/// A name as Telegram gives them, without the `@`: 4 to 32 letters, digits and underscores.
pub fn is_username(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && (4..=32).contains(&text.len()) && text.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Where the name of the last start is remembered.
pub fn file(ring: &Path) -> PathBuf {
    ring.join(FILE)
}

/// What the last start remembered; `None` when there is nothing, or nothing that is a name.
pub fn recall(ring: &Path) -> Option<String> {
    let text = fs::read_to_string(file(ring)).ok()?;
    let name = text.trim();
    is_username(name).then(|| name.to_owned())
}

/// Remembers the name, whole or not at all. For the start of the bot, when Telegram has told it.
///
/// # Errors
/// The disk's; the bot runs on without.
pub fn remember(ring: &Path, name: &str) -> io::Result<()> {
    if recall(ring).as_deref() == Some(name) {
        return Ok(());
    }
    let next = ring.join("bot_username.new");
    fs::write(&next, format!("{name}\n"))?;
    fs::rename(&next, file(ring))
}
