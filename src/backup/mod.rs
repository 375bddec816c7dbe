//! What may leave the machine as a copy, and the envelope around it: team, groups, the texts that the team has published,
//! settings, content.
//!
//! Never true of this room: something of a young person is in an archive (no case, text, draft, route, person, button or
//! key of the ring: a copy of those would undo forgetting); a secret of the operator is; an archive is written that
//! nobody but its recipients cannot read; one is believed because it opens (whoever knows a recipient can make one).
//!
//! An archive is JSON inside an envelope of age (<https://age-encryption.org/v1>), so that it can be read in ten years
//! without this program. To add a kind of content: a field with a default in [`Archive`], and a word in PRIVACY.md.
//! A change that an older version would misread gets a higher [`VERSION`].

mod files;

use crate::domain::Day;
use crate::domain::limits::{BACKUP_BYTES_MAX, BACKUP_RECIPIENTS_MAX};
use crate::store::roster::Roster;
use age::x25519::{Identity, Recipient};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use zeroize::Zeroizing;

pub use files::{FileCopy, FilesError, gather, write_new};

/// The form of an archive.
pub const VERSION: u32 = 1;

const FORMAT: &str = "rechtdoor backup";

/// What an archive holds.
#[derive(Serialize, Deserialize)]
pub struct Archive {
    format: String,
    version: u32,
    /// The day on which it was made.
    pub made: Day,
    pub roster: Roster,
    /// The configuration file, which names the places of secrets and holds none.
    pub configuration: String,
    /// The files of the content folder.
    pub content: Vec<FileCopy>,
}

/// Only what it is, to tell an archive of a later version from a damaged one.
#[derive(Deserialize)]
struct Kind {
    format: String,
    version: u32,
}

/// Why an archive cannot be made or read. Says nothing of what is in it.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("there is no recipient: nobody could ever open the backup")]
    NoRecipient,
    #[error("there are more than {BACKUP_RECIPIENTS_MAX} recipients")]
    TooManyRecipients,
    #[error("recipient number {0} is none: it should begin with age1, as age-keygen prints it")]
    Recipient(usize),
    #[error("the identity file holds no line that begins with AGE-SECRET-KEY-1")]
    NoIdentity,
    #[error("line {0} of the identity file is no identity, or it was mistyped")]
    Identity(usize),
    #[error("this is no file that age made, or its beginning is damaged")]
    NotAge,
    #[error("none of the identities opens it: it was made for other recipients")]
    NotForUs,
    #[error("it is damaged: its seal does not hold to the end")]
    Damaged,
    #[error("it opens, and is no backup of this program")]
    NotOurs,
    #[error("it was made by a later version (form {found}, this one knows {VERSION})")]
    Newer { found: u32 },
    #[error("it has more than {BACKUP_BYTES_MAX} bytes")]
    TooBig,
    #[error("it cannot be read or written: {0}")]
    Io(#[from] io::Error),
}

impl Archive {
    #[must_use]
    pub fn new(made: Day, roster: Roster, configuration: String, content: Vec<FileCopy>) -> Self {
        Self { format: FORMAT.to_owned(), version: VERSION, made, roster, configuration, content }
    }

    /// Writes the archive, sealed for every one of `recipients`.
    ///
    /// # Errors
    /// No recipient, a wrong one, too much to copy, or the disk's.
    pub fn seal(&self, recipients: &[String], out: impl Write) -> Result<(), ArchiveError> {
        let keys = read_recipients(recipients)?;
        let plain = Zeroizing::new(serde_json::to_vec(self).map_err(|error| ArchiveError::Io(error.into()))?);
        if plain.len() > BACKUP_BYTES_MAX {
            return Err(ArchiveError::TooBig);
        }
        let keys = keys.iter().map(|key| key as &dyn age::Recipient);
        let sealer = age::Encryptor::with_recipients(keys).map_err(|_| ArchiveError::NoRecipient)?;
        let mut out = sealer.wrap_output(out)?;
        out.write_all(&plain)?;
        // Without the last piece an archive is taken for one that was cut off.
        out.finish()?.flush()?;
        Ok(())
    }

    /// Reads an archive with one of the identities in the text of `identities`.
    ///
    /// # Errors
    /// See [`ArchiveError`]; nothing of a damaged archive is handed out.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the list of age's errors is open")]
    pub fn open(sealed: impl Read, identities: &str) -> Result<Self, ArchiveError> {
        let identities = read_identities(identities)?;
        let opener = age::Decryptor::new(sealed).map_err(|error| match error {
            age::DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => ArchiveError::Io(error),
            // The list of age's errors is open; all others say that the head is not one of age's.
            _ => ArchiveError::NotAge,
        })?;
        let keys = identities.iter().map(|identity| identity as &dyn age::Identity);
        let opened = opener.decrypt(keys).map_err(|error| match error {
            age::DecryptError::NoMatchingKeys => ArchiveError::NotForUs,
            _ => ArchiveError::Damaged,
        })?;
        let mut plain = Zeroizing::new(Vec::new());
        opened.take(BACKUP_BYTES_MAX as u64 + 1).read_to_end(&mut plain).map_err(|_| ArchiveError::Damaged)?;
        if plain.len() > BACKUP_BYTES_MAX {
            return Err(ArchiveError::TooBig);
        }
        let kind: Kind = serde_json::from_slice(&plain).map_err(|_| ArchiveError::NotOurs)?;
        if kind.format != FORMAT {
            return Err(ArchiveError::NotOurs);
        }
        if kind.version > VERSION {
            return Err(ArchiveError::Newer { found: kind.version });
        }
        serde_json::from_slice(&plain).map_err(|_| ArchiveError::NotOurs)
    }
}

/// Whether these can be recipients of a backup.
///
/// # Errors
/// None at all, too many, or the first that is none.
pub fn check_recipients(recipients: &[String]) -> Result<(), ArchiveError> {
    read_recipients(recipients).map(drop)
}

fn read_recipients(recipients: &[String]) -> Result<Vec<Recipient>, ArchiveError> {
    if recipients.is_empty() {
        return Err(ArchiveError::NoRecipient);
    }
    if recipients.len() > BACKUP_RECIPIENTS_MAX {
        return Err(ArchiveError::TooManyRecipients);
    }
    let read = |(number, text): (usize, &String)| text.parse().map_err(|_| ArchiveError::Recipient(number + 1));
    recipients.iter().enumerate().map(read).collect()
}

/// The identities of a file as age-keygen writes it: a line each, and remarks behind `#`.
fn read_identities(text: &str) -> Result<Vec<Identity>, ArchiveError> {
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let read = |(number, line): (usize, &str)| line.parse().map_err(|_| ArchiveError::Identity(number + 1));
    let identities: Vec<Identity> = lines.map(read).collect::<Result<_, _>>()?;
    if identities.is_empty() { Err(ArchiveError::NoIdentity) } else { Ok(identities) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use age::secrecy::ExposeSecret;

    fn pair() -> (String, String) {
        let identity = Identity::generate();
        (identity.to_public().to_string(), identity.to_string().expose_secret().to_owned())
    }

    fn archive() -> Archive {
        let content = vec![FileCopy { name: "cards/a.md".to_owned(), text: "kaart".to_owned() }];
        Archive::new(Day(20_000), Roster::default(), "[store]\n".to_owned(), content)
    }

    fn sealed(recipients: &[String]) -> Vec<u8> {
        let mut bytes = Vec::new();
        archive().seal(recipients, &mut bytes).unwrap();
        bytes
    }

    fn refusal(sealed: &[u8], identity: &str) -> ArchiveError {
        Archive::open(sealed, identity).err().expect("must be refused")
    }

    #[test]
    fn every_recipient_opens_it_and_nobody_else() {
        let ((one, one_key), (two, two_key), (_, other)) = (pair(), pair(), pair());
        let bytes = sealed(&[one, two]);
        for key in [one_key.clone(), two_key.clone(), format!("# mine\n\n{other}\n{two_key}\n")] {
            let opened = Archive::open(bytes.as_slice(), &key).unwrap();
            assert!(opened.made == Day(20_000) && opened.content.len() == 1 && opened.configuration == "[store]\n");
        }
        assert!(matches!(refusal(&bytes, &other), ArchiveError::NotForUs));
        assert!(matches!(refusal(&bytes, "# nothing\n"), ArchiveError::NoIdentity));
        assert!(matches!(refusal(&bytes, "# one\nAGE-SECRET-KEY-1NO"), ArchiveError::Identity(2)));
        assert!(!bytes.windows(5).any(|window| window == b"kaart"));
    }

    #[test]
    fn who_can_open_it_is_settled_before_anything_is_written() {
        let (one, key) = pair();
        let mut out = Vec::new();
        assert!(matches!(archive().seal(&[], &mut out), Err(ArchiveError::NoRecipient)));
        let wrong = [one.clone(), "age1nonsense".to_owned()];
        assert!(matches!(archive().seal(&wrong, &mut out), Err(ArchiveError::Recipient(2))));
        assert!(matches!(archive().seal(&[key], &mut out), Err(ArchiveError::Recipient(1))));
        let many = vec![one; BACKUP_RECIPIENTS_MAX + 1];
        assert!(matches!(archive().seal(&many, &mut out), Err(ArchiveError::TooManyRecipients)));
        assert!(out.is_empty());
    }

    #[test]
    fn every_flipped_byte_and_every_cut_is_refused() {
        let (one, key) = pair();
        let bytes = sealed(&[one]);
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1;
            assert!(Archive::open(flipped.as_slice(), &key).is_err(), "byte {at}");
            assert!(Archive::open(&bytes[..at], &key).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_is_no_archive_of_ours_is_told_from_a_later_one() {
        let (one, key) = pair();
        let seal = |plain: &[u8]| {
            let recipient: Recipient = one.parse().unwrap();
            let mut bytes = Vec::new();
            let sealer = age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient)).unwrap();
            let mut out = sealer.wrap_output(&mut bytes).unwrap();
            out.write_all(plain).unwrap();
            out.finish().unwrap();
            bytes
        };
        assert!(matches!(refusal(b"nonsense", &key), ArchiveError::NotAge));
        assert!(matches!(refusal(&seal(b"nonsense"), &key), ArchiveError::NotOurs));
        assert!(matches!(refusal(&seal(br#"{"format":"other","version":1}"#), &key), ArchiveError::NotOurs));
        let later = seal(br#"{"format":"rechtdoor backup","version":2,"what":"not yet known"}"#);
        assert!(matches!(refusal(&later, &key), ArchiveError::Newer { found: 2 }));
        assert!(matches!(refusal(&seal(&vec![b' '; BACKUP_BYTES_MAX + 1]), &key), ArchiveError::TooBig));
    }
}
