//! `restore`: a running team on a fresh host, from a backup. Under the new host's own master key and a fresh ring.
//!
//! Never true here: something that is there is overwritten; a store that holds anything is written to; a conversation
//! comes back (none is in a backup).

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::{ConfigFile, Failure, places_of, say};
use crate::backup::{self, Archive, ArchiveError, FileCopy};
use crate::config::Config;
use crate::domain::audit::Act;
use crate::domain::roles::Role;
use crate::runtime::{clock, open};
use crate::store::boot::OnLoss;
use crate::store::engine::{Checkpoint, Engine, EngineError, LookedAt, Options};
use crate::store::tables::{Metas, Table};
use crate::vault::{FolderDisk, Master, Ring};

/// Put the team of a backup into a place where no bot has run yet
///
/// First make the place: `rechtdoor init`, and the token. The configuration and the content of the backup are written
/// beside those that are there when they differ.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// The backup
    #[arg(value_name = "FILE")]
    archive: PathBuf,
    /// The identity of one of its recipients, as age-keygen wrote it
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
}

/// An identity file holds a line or a few.
const IDENTITY_BYTES_MAX: u64 = 64 * 1024;

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config = args.config.load()?;
    super::refuse_half_changed_key(&config)?;
    fresh(&config)?;
    let archive = read(&args.archive, &args.identity)?;
    let texts = Texts::plan(&config, &archive)?;
    enlist(&config, &archive)?;
    texts.write(&archive)?;
    tell(&config, &archive, &texts)
}

fn read(file: &Path, identity: &Path) -> Result<Archive, Failure> {
    let usage = |place: &Path, what: &dyn std::fmt::Display, mend: &str| {
        Failure::usage(format!("{}: {what}; mend: {mend}", place.display()))
    };
    let opened =
        |place: &Path| File::open(place).map_err(|error| usage(place, &error, "name a file that this user can read"));
    let lines = std::io::read_to_string(std::io::Read::take(opened(identity)?, IDENTITY_BYTES_MAX));
    let lines = zeroize::Zeroizing::new(lines.map_err(|error| usage(identity, &error, "name the identity file"))?);
    Archive::open(std::io::BufReader::new(opened(file)?), &lines).map_err(|error| match &error {
        ArchiveError::NoIdentity | ArchiveError::Identity(_) => {
            usage(identity, &error, "name the file that age-keygen wrote")
        }
        ArchiveError::NotForUs => usage(file, &error, "name the identity of one of its recipients"),
        ArchiveError::Newer { .. } => usage(file, &error, "restore with that version"),
        ArchiveError::NotAge | ArchiveError::Damaged | ArchiveError::NotOurs | ArchiveError::TooBig => {
            usage(file, &error, "name another backup")
        }
        ArchiveError::NoRecipient
        | ArchiveError::TooManyRecipients
        | ArchiveError::Recipient(_)
        | ArchiveError::Io(_) => usage(file, &error, "look at the file and its disk"),
    })
}

/// Refuses a place where anything is stored already. What an interrupted restore left is nothing.
fn fresh(config: &Config) -> Result<(), Failure> {
    let store = config.store_path.as_path();
    let refuse = |what: &str, mend: &str| Err(Failure::usage(format!("{}: {what}; mend: {mend}", store.display())));
    let records = match LookedAt::open(store, Options::default()) {
        Ok(None) => return fresh_ring(config),
        Ok(Some(engine)) => {
            let mut records = 0;
            let counted = engine.scan(&[], &mut |key, _| {
                records += u64::from(key.first() != Some(&Metas::LETTER));
                ControlFlow::Continue(())
            });
            counted.map_err(Failure::failed)?;
            records
        }
        Err(EngineError::Locked) => return refuse("a bot is running here", "restore on a fresh host"),
        Err(error) => return Err(Failure::failed(error)),
    };
    if records == 0 {
        return Ok(());
    }
    refuse(
        "there is a store already, and a backup is never mixed with one",
        "name fresh folders in store.path and keys.ring_path",
    )
}

/// Without a store, the ring may be that of a store which lies elsewhere: its keys would be destroyed as needless.
fn fresh_ring(config: &Config) -> Result<(), Failure> {
    let ring = config.ring_path.as_path();
    if FolderDisk::missing(ring).len() == 3 {
        return Ok(());
    }
    let refuse = |what: String| {
        Err(Failure::usage(format!(
            "{}: {what}; mend: name fresh folders in store.path and keys.ring_path",
            ring.display()
        )))
    };
    let master = Master::load(&config.master_file, &[&config.store_path, ring]);
    let master = master.map_err(|error| Failure::usage(format!("{}: {error}", config.master_file.display())))?;
    match FolderDisk::open(ring).map(|disk| Ring::inspect(disk, &master)) {
        Ok(Ok(seen)) if seen.ring.stats().occupied == 0 => Ok(()),
        Ok(Ok(_)) => refuse("there is a ring with keys in it, and its store is not in store.path".to_owned()),
        Ok(Err(error)) => refuse(error.to_string()),
        Err(error) => refuse(error.to_string()),
    }
}

fn enlist(config: &Config, archive: &Archive) -> Result<(), Failure> {
    let now = clock::now();
    let failure =
        |error: open::OpenError| if error.is_configuration() { Failure::usage(error) } else { Failure::failed(error) };
    let mut store = open::store(&places_of(config), config.retention(), now, OnLoss::Refuse).map_err(failure)?.store;
    store.enlist(&archive.roster).map_err(Failure::failed)?;
    store.keep_turn();
    // One commit for team and log: a power cut leaves the whole team, or a place as fresh as before.
    open::note(&mut store, Act::BackupRestored, now).map_err(Failure::failed)?;
    let checkpoint = open::checkpoint_of(&config.ring_path);
    Checkpoint::store(&checkpoint, store.meta().commit_no, now).map_err(Failure::failed)
}

/// Where the configuration and the content of a backup go. `None` for what is there in the same words.
struct Texts {
    configuration: Option<PathBuf>,
    content: Option<PathBuf>,
}

impl Texts {
    /// Looks at everything before anything is written.
    fn plan(config: &Config, archive: &Archive) -> Result<Self, Failure> {
        let beside = |path: &Path| {
            let mut name = path.file_name().unwrap_or_default().to_os_string();
            name.push(".restored");
            path.with_file_name(name)
        };
        let same = fs::read_to_string(&config.file).is_ok_and(|text| text == archive.configuration);
        let configuration = (!same).then(|| beside(&config.file));
        let content = match backup::gather(&config.content_path) {
            Ok(files) if same_files(&files, &archive.content) => None,
            Ok(files) if files.is_empty() => Some(config.content_path.clone()),
            Err(_) if !config.content_path.exists() => Some(config.content_path.clone()),
            Ok(_) | Err(_) => Some(beside(&config.content_path)),
        };
        for path in configuration.iter().chain(content.iter().filter(|path| **path != config.content_path)) {
            if path.symlink_metadata().is_ok() {
                return Err(Failure::usage(format!(
                    "{}: it is already there, and nothing is overwritten; mend: move it away",
                    path.display()
                )));
            }
        }
        Ok(Self { configuration, content })
    }

    fn write(&self, archive: &Archive) -> Result<(), Failure> {
        let told = |error: &dyn std::fmt::Display| {
            Failure::failed(format!("the team is restored, and its texts are not: {error}; mend: look at the disk"))
        };
        if let Some(path) = &self.configuration {
            let file = OpenOptions::new().write(true).create_new(true).open(path);
            let written = file.and_then(|mut file| file.write_all(archive.configuration.as_bytes()));
            written.map_err(|error| told(&error))?;
        }
        match &self.content {
            Some(path) => backup::write_new(path, &archive.content).map_err(|error| told(&error)),
            None => Ok(()),
        }
    }
}

fn same_files(one: &[FileCopy], other: &[FileCopy]) -> bool {
    one == other
}

fn tell(config: &Config, archive: &Archive, texts: &Texts) -> Result<(), Failure> {
    let members = &archive.roster.members;
    let by_role = Role::ALL.map(|role| (role.name(), members.iter().filter(|member| member.role == role).count()));
    let by_role: Vec<String> =
        by_role.iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{count} {name}")).collect();
    say(format_args!(
        "Restored: {} members ({}), {} groups, {} texts. No question, answer or asker: a backup holds none.",
        members.len(),
        by_role.join(", "),
        archive.roster.groups.len(),
        archive.roster.texts.len()
    ))?;
    for (path, of) in [(&texts.configuration, &config.file), (&texts.content, &config.content_path)] {
        match path {
            Some(path) if path == of => say(format_args!("Written: {}", path.display()))?,
            Some(path) => say(format_args!(
                "Written: {}. Compare it with {}, and take over what you want.",
                path.display(),
                of.display()
            ))?,
            None => {}
        }
    }
    if !archive.roster.texts.is_empty() {
        say("What was taken off the shelf since this backup is on it again: let a coordinator look through /bib.")?;
    }
    say("Look through the team before you start: whoever can give you a false backup could be on it.")
}
