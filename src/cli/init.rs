//! `init`: a folder in which the bot can run.
//!
//! Never true here: something that is already there is overwritten or opened wider; a key is printed.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::config::FILE_NAME;
use crate::content;
use crate::runtime::clock::OsEntropy;
use crate::vault::Master;

/// The configuration as it is written, which is also the example for packagers.
const CONFIGURATION: &str = include_str!("../../deploy/rechtdoor.toml");

/// Write a configuration, a master key and the content folder
#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder; made when it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// The folders that nobody else may enter, as the configuration names them.
const PRIVATE: [&str; 3] = ["secrets", "keys", "data"];
const MASTER: &str = "secrets/master.key";

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let folder = &args.folder;
    let in_the_way = in_the_way(folder);
    if !in_the_way.is_empty() {
        return Err(Failure::Usage(in_the_way));
    }
    write(folder).map_err(|why| {
        Failure::failed(format!("{}: {why}; mend: take away what was written there, and try again", folder.display()))
    })?;
    tell(folder)
}

/// Everything that would be overwritten, or that is open to others. Looked at as a whole before anything is written.
fn in_the_way(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut complain =
        |path: &Path, what: &str, mend: &str| found.push(format!("{}: {what}; mend: {mend}", path.display()));
    for name in [FILE_NAME, MASTER] {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            complain(
                &path,
                "is already there, and nothing is overwritten",
                "name another folder, or keep what you have",
            );
        }
    }
    for name in ["keys", "data", "content"] {
        let path = folder.join(name);
        if fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some()) {
            complain(&path, "is there and not empty, and nothing is overwritten", "name another folder");
        }
    }
    for name in PRIVATE {
        let path = folder.join(name);
        match path.symlink_metadata() {
            Ok(metadata) if !metadata.is_dir() => complain(&path, "is not a folder", "move it away"),
            Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
                complain(&path, "is open to others", &format!("chmod 700 {}", path.display()));
            }
            Ok(_) | Err(_) => {}
        }
    }
    found
}

fn write(folder: &Path) -> Result<(), String> {
    let told = |what: &'static str| move |error: io::Error| format!("{what} cannot be written ({error})");
    fs::create_dir_all(folder).map_err(told("the folder"))?;
    for name in PRIVATE {
        match DirBuilder::new().mode(0o700).create(folder.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            other => other.map_err(told(name))?,
        }
    }
    content::write_embedded(&folder.join("content")).map_err(told("the content"))?;
    let guarded = [folder.join("data"), folder.join("keys")];
    let guarded: Vec<&Path> = guarded.iter().map(PathBuf::as_path).collect();
    Master::create(&folder.join(MASTER), &guarded, &mut OsEntropy).map_err(|error| error.to_string())?;
    // The configuration comes last: where it stands, everything else stands too.
    let file = OpenOptions::new().write(true).create_new(true).open(folder.join(FILE_NAME));
    let written = file.and_then(|mut file| file.write_all(CONFIGURATION.as_bytes()).and_then(|()| file.sync_all()));
    written.map_err(told("the configuration"))
}

fn tell(folder: &Path) -> Result<(), Failure> {
    let at = |name: &str| folder.join(name).display().to_string();
    let config = at(FILE_NAME);
    say(format!("Written: {config}, {} (mode 0600), {}", at(MASTER), at("content")))?;
    say("")?;
    say("Next:")?;
    say("1. Ask @BotFather in Telegram for a bot, and put its token into a file, past the shell's history:")?;
    say(format!("     install -m 600 /dev/stdin {}", at("secrets/token")))?;
    say("   then paste the token, press Enter and Ctrl-D.")?;
    say(format!("2. Copy {} to a safe place away from this machine. Never copy {}.", at(MASTER), at("keys")))?;
    say(format!("3. Read {} and {}, and edit them.", config, at("content")))?;
    say(format!("4. rechtdoor check --config {config}"))?;
    say(format!("5. rechtdoor run --config {config}"))?;
    say(format!("6. rechtdoor invite --role coordinator --project <id of content/projects.toml> --config {config}"))
}
