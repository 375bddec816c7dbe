//! `keys`: what is to be done about the master key while it is in use.
//!
//! Never true here: a key is printed; the operator is left without knowing which key opens what.

use std::path::PathBuf;

use super::{ConfigFile, Failure, note_on_host, places_of, say};
use crate::domain::audit::Act;
use crate::runtime::clock::OsEntropy;
use crate::runtime::open::Places;
use crate::runtime::rotate::{self, RotateError, Rotated};

/// Change the master key
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Put a new master key in the place of the one in use (the bot must be stopped)
    ///
    /// Everything that lies under the key is sealed anew; questions lie under keys of the ring and are not touched.
    /// After a power cut, the next start of the bot or the same command goes on where it was.
    Rotate(Rotate),
}

#[derive(clap::Args)]
struct Rotate {
    #[command(flatten)]
    config: ConfigFile,
    /// Take the new key from this file, made when it is not there, and leave the old key's file as it is: for a
    /// master key that is a systemd credential
    #[arg(long, value_name = "FILE")]
    new_key: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Rotate(args) => rotate(args),
    }
}

fn rotate(args: &Rotate) -> Result<(), Failure> {
    let config = args.config.load()?;
    let places = places_of(&config);
    match &args.new_key {
        None => {
            let rotated = rotate::in_place(&places, &mut OsEntropy).map_err(failure)?;
            note_on_host(&places, config.retention(), Act::KeysRotated)?;
            tell(rotated)?;
            say(format_args!(
                "Copy {} to a safe place now, and destroy every copy of the key before.",
                config.master_file.display()
            ))
        }
        Some(file) => {
            let file = std::path::absolute(file).unwrap_or_else(|_| file.clone());
            let rotated = rotate::elsewhere(&places, &file, &mut OsEntropy).map_err(failure)?;
            note_on_host(&Places { master_file: &file, ..places }, config.retention(), Act::KeysRotated)?;
            tell(rotated)?;
            say(format_args!(
                "Before the bot starts, put {} where {} comes from; copy it to a safe place, and destroy every copy of \
                 the key before.",
                file.display(),
                config.master_file.display()
            ))
        }
    }
}

fn tell(rotated: Rotated) -> Result<(), Failure> {
    let Rotated { records, compacted } = rotated;
    say(format_args!("The master key is changed: the ring's head and {records} records lie under the new one."))?;
    if !compacted {
        say("There was no room to copy the store: its files still hold older versions of the team's records under \
             the key before. Make room and change the key once more.")?;
    }
    say("Links of invitation that were not used yet no longer work: make new ones with `rechtdoor invite`.")?;
    say("Buttons on screens of the desk sent before do nothing any more: open the desk anew.")
}

fn failure(error: RotateError) -> Failure {
    let mend = match &error {
        RotateError::Open(error) => {
            return if error.is_configuration() { Failure::usage(error) } else { Failure::failed(error) };
        }
        RotateError::NothingYet => "start the bot once, or make a new place with `rechtdoor init`",
        RotateError::CannotReplace { .. } => {
            "let the bot's user write there; for a systemd credential: `rechtdoor keys rotate --new-key FILE`, with a \
             file outside the store and the ring"
        }
        RotateError::SameKey { .. } => "name another file",
        RotateError::OtherChange { change } => {
            return Failure::usage(format!("{error}; mend: {change}"));
        }
    };
    Failure::usage(format!("{error}; mend: {mend}"))
}
