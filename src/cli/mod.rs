//! The command line: one file per command, English, with exit code 0 (fine), 1 (failed) or 2 (wrong usage or
//! configuration).
//!
//! Never true of this room: a secret or a person's text reaches standard error; a mistake is told without its mend; a
//! command is listed before it works; a reader that closes the pipe makes a panic.
//!
//! One more command: its file with an `Args` struct and a `run`, one arm in [`Command`] and one in [`dispatch`].

mod backup;
mod check;
mod demo;
mod explain;
mod init;
mod invite;
mod keys;
mod restore;
mod run;
mod surroundings;
mod verify;

pub mod log;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::{Config, FILE_NAME};
use crate::domain::audit::Act;
use crate::domain::retention::Retention;
use crate::runtime::clock;
use crate::runtime::open::{self, OpenError, Places};
use crate::runtime::rotate;
use crate::store::boot::OnLoss;
use crate::vault::preflight;

/// Rechtdoor · Tout droit: young people ask about their rights with the police, without saying who they are.
#[derive(Parser)]
#[command(name = "rechtdoor", version, arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Args),
    Init(init::Args),
    Check(check::Args),
    Run(run::Args),
    Invite(invite::Args),
    Backup(backup::Args),
    Restore(restore::Args),
    Verify(verify::Args),
    Keys(keys::Args),
    Explain(explain::Args),
}

/// The option that several commands share.
#[derive(clap::Args)]
struct ConfigFile {
    /// The configuration file
    #[arg(long = "config", value_name = "FILE", default_value = FILE_NAME)]
    file: PathBuf,
}

impl ConfigFile {
    fn load(&self) -> Result<Config, Failure> {
        Config::load(&self.file, environment()).map_err(|mistakes| Failure::usage_of(&mistakes))
    }
}

/// Why a command did not do what it was asked.
enum Failure {
    /// Exit code 1, with what is told.
    Failed(Vec<String>),
    /// Exit code 2, with every mistake and its mend.
    Usage(Vec<String>),
    /// Whoever read standard output has had enough. Nothing to tell, and no failure.
    NobodyReads,
}

impl Failure {
    fn failed(why: impl Display) -> Self {
        Self::Failed(vec![why.to_string()])
    }

    fn usage(why: impl Display) -> Self {
        Self::Usage(vec![why.to_string()])
    }

    fn usage_of<T: Display>(mistakes: &[T]) -> Self {
        Self::Usage(mistakes.iter().map(T::to_string).collect())
    }

    /// An error while writing to standard output.
    fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::NobodyReads;
        }
        Self::failed(format!("standard output cannot be written ({error}); mend: look at where it goes"))
    }
}

/// One line on standard output.
fn say(line: impl Display) -> Result<(), Failure> {
    writeln!(io::stdout().lock(), "{line}").map_err(|error| Failure::output(&error))
}

/// Where the bot of a configuration lies.
fn places_of(config: &Config) -> Places<'_> {
    Places { store: &config.store_path, master_file: &config.master_file, ring: &config.ring_path }
}

/// Refuses while a change of the master key is not finished: which key counts cannot be said.
fn refuse_half_changed_key(config: &Config) -> Result<(), Failure> {
    let refuse = |what: String, mend: String| Err(Failure::usage(format!("{what}; mend: {mend}")));
    match rotate::interrupted(&places_of(config)) {
        Ok(None) => Ok(()),
        Ok(Some(change)) => refuse(
            format!("a change of the master key to {} was interrupted", change.file().display()),
            change.to_string(),
        ),
        Err(error) => {
            let what = format!("{}: cannot be read ({error})", config.ring_path.display());
            refuse(what, "run this as the bot's own user".to_owned())
        }
    }
}

/// Writes down in the audit log of a stopped bot what its operator did.
fn note_on_host(places: &Places<'_>, retention: Retention, act: Act) -> Result<(), Failure> {
    let now = clock::now();
    let opened = open::store(places, retention, now, OnLoss::Refuse);
    let noted = opened.and_then(|mut opened| {
        open::note(&mut opened.store, act, now)
            .map_err(|source| OpenError::Store { folder: places.store.to_owned(), source })
    });
    noted.map_err(|error| Failure::failed(format!("done, but the audit log could not be written: {error}")))
}

fn environment() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os()
}

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    log::start();
    log::quiet_panics();
    // Keys and texts of people pass through almost every command: none of it may end in a core file.
    if let Err(error) = preflight::harden() {
        let _ = writeln!(io::stderr().lock(), "rechtdoor: core files cannot be forbidden here ({error})");
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help is an "error" too; when nobody reads it, nothing is lost.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if !matches!(cli.command, Command::Init(_)) {
        // What sled and others make by themselves is closed too. `init` writes files that the service's user must read.
        preflight::close_new_files();
    }
    let (code, lines) = match dispatch(cli.command) {
        Ok(()) | Err(Failure::NobodyReads) => return ExitCode::SUCCESS,
        Err(Failure::Failed(lines)) => (1, lines),
        Err(Failure::Usage(lines)) => (2, lines),
    };
    let mut stderr = io::stderr().lock();
    for line in lines {
        let _ = writeln!(stderr, "rechtdoor: {line}");
    }
    ExitCode::from(code)
}

fn dispatch(command: Command) -> Result<(), Failure> {
    match command {
        Command::Demo(args) => demo::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Run(args) => run::run(&args),
        Command::Invite(args) => invite::run(&args),
        Command::Backup(args) => backup::run(&args),
        Command::Restore(args) => restore::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Keys(args) => keys::run(&args),
        Command::Explain(args) => explain::run(&args),
    }
}
