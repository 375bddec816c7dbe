//! Secrets from files: the bot's token, the webhook's secret.
//!
//! Never true here: a secret is printed, cloned or part of an error.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::mistake::{Mistake, Place};

/// Bytes of a secret's file that are read; a token has about 46.
const SECRET_BYTES_MAX: u64 = 1024;

/// A text that nobody may print. Wiped when dropped.
///
/// ```compile_fail
/// fn print(secret: rechtdoor::config::Secret) { let _ = format!("{secret:?}"); }
/// ```
/// ```compile_fail
/// fn print(secret: rechtdoor::config::Secret) { let _ = format!("{secret}"); }
/// ```
pub struct Secret(Zeroizing<String>);

impl Secret {
    pub(super) fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// For handing on to whoever needs it, never for logs.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Where the token comes from.
pub enum TokenSource {
    File {
        path: PathBuf,
    },
    /// The variable `TELOXIDE_TOKEN`: it works, but every child of the process inherits it.
    Variable(Secret),
}

/// A secret from a file, and whether others on this machine can read that file too.
pub struct FromFile {
    pub secret: Secret,
    pub open_to_others: bool,
}

/// Reads a secret of one line.
///
/// # Errors
/// The file is missing, cannot be read, or holds something that does not have the shape.
pub(super) fn read(path: &Path, shape: fn(&str) -> bool, like: &str, missing: &str) -> Result<FromFile, Mistake> {
    let place = || Place::File(path.to_owned());
    let cannot = |error: io::Error| {
        if error.kind() == io::ErrorKind::NotFound {
            return Mistake::new(place(), "the file does not exist", missing);
        }
        Mistake::new(place(), format!("the file cannot be read ({error})"), "let the bot's user read it")
    };
    let file = File::open(path).map_err(cannot)?;
    let metadata = file.metadata().map_err(cannot)?;
    if !metadata.is_file() {
        return Err(Mistake::new(place(), "this is not a file", missing));
    }
    let mut text = Zeroizing::new(String::with_capacity(SECRET_BYTES_MAX as usize));
    let wrong = || Mistake::new(place(), "the file does not hold what it should", format!("it is one line: {like}"));
    match file.take(SECRET_BYTES_MAX).read_to_string(&mut text) {
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(wrong()),
        other => other.map_err(cannot)?,
    };
    let line = text.trim();
    if !shape(line) {
        return Err(wrong());
    }
    // Others' read bit; the group's is how systemd shows the access list of a credential.
    let open_to_others = metadata.permissions().mode() & 0o004 != 0;
    Ok(FromFile { secret: Secret::new(line.to_owned()), open_to_others })
}

/// Digits, a colon, and letters: what Telegram's @BotFather hands out.
pub(super) fn is_token(text: &str) -> bool {
    let Some((id, rest)) = text.split_once(':') else { return false };
    let digits = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    digits && is_webhook_secret(rest)
}

/// 1 to 256 characters of `A-Z a-z 0-9 _ -`: what setWebhook allows as `secret_token`.
/// An X25519 recipient of age by its form; only the sum at its end tells whether it was mistyped.
pub(super) fn is_recipient(text: &str) -> bool {
    let rest = text.strip_prefix("age1");
    rest.is_some_and(|rest| rest.len() == 58 && rest.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9')))
}

pub(super) fn is_webhook_secret(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    (1..=256).contains(&text.len()) && text.bytes().all(plain)
}
