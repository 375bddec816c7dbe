//! `backup`: the team, its groups, the settings and the content as one sealed file, while the bot runs or not.
//!
//! Never true here: a file is overwritten, or lies where others or the store's own copies reach it; anything is written
//! before it is known who can open it.

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{ConfigFile, Failure, places_of, say};
use crate::backup::{self, Archive, ArchiveError};
use crate::config::{self, Config};
use crate::domain::audit::Act;
use crate::runtime::{clock, door, open};
use crate::store::boot::OnLoss;
use crate::store::roster::Roster;

/// Copy team, groups, settings and content into one sealed file; never anything of a young person
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigFile,
    /// The file to write; nothing is overwritten
    #[arg(value_name = "FILE")]
    archive: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config = args.config.load()?;
    super::refuse_half_changed_key(&config)?;
    let file = std::path::absolute(&args.archive).unwrap_or_else(|_| args.archive.clone());
    backup::check_recipients(&config.backup_recipients).map_err(|error| recipients(&config, &error))?;
    destination(&config, &file)?;
    let configuration = fs::read_to_string(&config.file)
        .map_err(|error| Failure::failed(format!("{}: {error}; mend: let this user read it", config.file.display())))?;
    let content = backup::gather(&config.content_path)
        .map_err(|error| Failure::usage(format!("{error}; mend: leave only texts in the content folder")))?;
    let roster = roster(&config)?;
    let (members, groups, texts) = (roster.members.len(), roster.groups.len(), roster.texts.len());
    let files = content.len();
    let archive = Archive::new(clock::now().day(), roster, configuration, content);
    write(&archive, &config, &file)?;
    say(format_args!(
        "{}: {members} members, {groups} groups, {texts} published texts, the configuration, {files} files of content",
        file.display()
    ))?;
    say(format_args!(
        "{} recipients can open it. Questions and answers are not in it.",
        config.backup_recipients.len()
    ))?;
    say("Not in it either, so keep them yourself: the master key and the token.")
}

pub(super) fn recipients(config: &Config, error: &ArchiveError) -> Failure {
    Failure::usage(format!(
        "{}: backup.recipients: {error}; mend: make a pair with `age-keygen -o identity.txt` away from this machine, and \
         write recipients = [\"age1…\"] under [backup]",
        config.file.display()
    ))
}

fn destination(config: &Config, file: &Path) -> Result<(), Failure> {
    let refuse = |what: &str, mend: &str| Err(Failure::usage(format!("{}: {what}; mend: {mend}", file.display())));
    for (folder, name) in [(&config.store_path, "the store"), (&config.ring_path, "the ring")] {
        if config::is_inside(file, folder) {
            return refuse(&format!("it would lie inside {name}"), "name a file elsewhere, best on another disk");
        }
    }
    if file.symlink_metadata().is_ok() {
        return refuse("it is already there, and nothing is overwritten", "name another file");
    }
    match file.parent().unwrap_or(Path::new("/")).metadata() {
        Ok(folder) if !folder.is_dir() => refuse("its folder is none", "name a folder"),
        Ok(folder) if folder.permissions().mode() & 0o002 != 0 => {
            refuse("everybody on this machine can write into its folder", "name a folder of your own")
        }
        Ok(_) => Ok(()),
        Err(error) => refuse(&format!("its folder cannot be used ({error})"), "make the folder first"),
    }
}

/// From the bot that runs; else from the store itself.
fn roster(config: &Config) -> Result<Roster, Failure> {
    match door::ask(&config.ring_path) {
        Ok(Some(roster)) => return Ok(roster),
        Ok(None) => {}
        Err(error) => {
            return Err(Failure::failed(format!(
                "{}: {error}; mend: run this as the bot's own user, or stop the bot first",
                config.ring_path.display()
            )));
        }
    }
    let now = clock::now();
    let failure =
        |error: open::OpenError| if error.is_configuration() { Failure::usage(error) } else { Failure::failed(error) };
    let mut opened = open::store(&places_of(config), config.retention(), now, OnLoss::Refuse).map_err(failure)?;
    let roster = opened.store.roster().map_err(Failure::failed)?;
    open::note(&mut opened.store, Act::BackupTaken, now).map_err(Failure::failed)?;
    Ok(roster)
}

fn write(archive: &Archive, config: &Config, file: &Path) -> Result<(), Failure> {
    let told = |error: &dyn std::fmt::Display| {
        Failure::failed(format!("{}: {error}; mend: look at its disk, and try again", file.display()))
    };
    let out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map_err(|error| told(&error))?;
    let sealed = archive.seal(&config.backup_recipients, &out).and_then(|()| Ok(out.sync_all()?)).and_then(|()| {
        let folder = file.parent().unwrap_or(Path::new("/"));
        Ok(File::open(folder)?.sync_all()?)
    });
    sealed.map_err(|error| {
        // Half an archive opens for nobody, and would be in the way of the next attempt.
        drop(fs::remove_file(file));
        told(&error)
    })
}
