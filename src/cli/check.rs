//! `check`: would the bot start here, and what weakens its promises?
//!
//! Never true here: something is made or repaired; the store is opened; a secret is printed; only the first mistake is
//! told.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use super::{ConfigFile, Failure, say, surroundings};
use crate::backup;
use crate::config::{Config, Mode, TokenSource};
use crate::content::{Content, Source};
use crate::locale::Locale;
use crate::runtime::clock::OsEntropy;
use crate::runtime::rotate;
use crate::store::engine::files::{Space, USED_PERCENT_WARN};
use crate::telegram::{Failure as CallFailure, Telegram, Timeouts, WebhookState};
use crate::vault::ring::{FolderDisk, FolderError};
use crate::vault::{Master, MasterError, Ring, RingError};

/// Check configuration, keys, content, sentences, store and token
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigFile,
}

/// What the check found so far.
#[derive(Default)]
struct Findings {
    fine: Vec<String>,
    warnings: Vec<String>,
    /// Not a mistake: who edits content needs no token.
    no_token: bool,
    /// For the operator to mend: exit code 2.
    mistakes: Vec<String>,
    /// Damage, or a fault of ours: exit code 1.
    failures: Vec<String>,
}

impl Findings {
    fn mistake(&mut self, place: &Path, what: impl std::fmt::Display, mend: &str) {
        self.mistakes.push(format!("{}: {what}; mend: {mend}", place.display()));
    }

    fn failure(&mut self, place: &Path, what: impl std::fmt::Display, mend: &str) {
        self.failures.push(format!("{}: {what}; mend: {mend}", place.display()));
    }
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config = args.config.load()?;
    let mut findings = Findings { warnings: config.warnings.clone(), ..Findings::default() };
    findings.fine.push(format!("configuration {}", config.file.display()));
    secrets(&config, &mut findings);
    texts(&config, &mut findings);
    recipients(&config, &mut findings);
    ask_telegram(&config, &mut findings);
    let master = master(&config, &mut findings);
    folders(&config, master, &mut findings);
    surroundings(&config, &mut findings);
    report(findings)
}

fn report(findings: Findings) -> Result<(), Failure> {
    for line in &findings.fine {
        say(format_args!("ok       {line}"))?;
    }
    for line in &findings.warnings {
        say(format_args!("warning  {line}"))?;
    }
    let mut lines = findings.mistakes;
    let usage = !lines.is_empty();
    lines.extend(findings.failures);
    match (lines.is_empty(), usage) {
        (true, _) if findings.no_token => say("The bot can start once it has a token."),
        (true, _) => say("The bot can start."),
        (false, true) => Err(Failure::Usage(lines)),
        (false, false) => Err(Failure::Failed(lines)),
    }
}

/// The shape of the token and of the webhook's secret.
fn secrets(config: &Config, findings: &mut Findings) {
    let others = "can be read by every user of this machine: chmod 600";
    match config.token() {
        Ok(token) => {
            findings.fine.push("token: it has the shape of one".to_owned());
            findings.warnings.extend(token.open_to_others.then(|| format!("the token's file {others}")));
        }
        Err(mistake) => match &config.telegram.token {
            TokenSource::File { path } if !path.exists() => {
                findings.no_token = true;
                findings.warnings.push(mistake.to_string());
            }
            TokenSource::File { .. } | TokenSource::Variable(_) => {
                findings.mistakes.push(mistake.to_string());
            }
        },
    }
    match config.webhook_secret() {
        Ok(secret) => {
            let open = secret.is_some_and(|secret| secret.open_to_others);
            findings.warnings.extend(open.then(|| format!("the webhook's secret {others}")));
        }
        Err(mistake) => findings.mistakes.push(mistake.to_string()),
    }
    if config.bot_username().is_none() {
        findings.fine.push("bot's name: the first start remembers it".to_owned());
    }
}

/// Whether Telegram knows the token, and whether somebody else already uses it. Without network: a word, no mistake.
fn ask_telegram(config: &Config, findings: &mut Findings) {
    let Ok(token) = config.token() else { return };
    let timeouts = Timeouts { call: Duration::from_secs(8), ..Timeouts::default() };
    let telegram = match Telegram::new(token.secret.expose(), &config.telegram.api_url, timeouts) {
        Ok(telegram) => telegram,
        Err(error) => return findings.mistake(&config.file, error, "look at [telegram]"),
    };
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    match runtime.block_on(telegram.me()) {
        Ok(me) => findings.fine.push(format!("token: Telegram knows it as @{}", me.username)),
        Err(CallFailure::Token) => {
            return findings.mistake(&config.file, CallFailure::Token, "ask @BotFather for the token of this bot");
        }
        Err(failure) => return findings.warnings.push(format!("the token was not tried: {failure}")),
    }
    match (config.telegram.mode, runtime.block_on(telegram.webhook())) {
        (Mode::Polling, Ok(WebhookState { is_set: true, .. })) => findings.warnings.push(
            "a webhook is set for this token: another program uses it, or start once with --take-over".to_owned(),
        ),
        (Mode::Polling | Mode::Webhook, _) => {}
    }
}

/// Whether there can be a backup, and whether all of its recipients are some.
fn recipients(config: &Config, findings: &mut Findings) {
    match config.backup_recipients.as_slice() {
        [] => findings.warnings.push("no backup.recipients: `rechtdoor backup` cannot copy the team".to_owned()),
        recipients => match backup::check_recipients(recipients) {
            Ok(()) => findings.fine.push(format!("backup: {} recipients", recipients.len())),
            Err(error) => findings.mistake(&config.file, format!("backup.recipients: {error}"), "copy it anew"),
        },
    }
}

fn texts(config: &Config, findings: &mut Findings) {
    match Content::load(&Source::folder(&config.content_path)) {
        Ok(content) => findings.fine.push(format!(
            "content {}: {} cards, {} projects",
            config.content_path.display(),
            content.cards().len(),
            content.projects().len()
        )),
        Err(complaints) => findings.mistakes.extend(complaints.iter().map(ToString::to_string)),
    }
    match Locale::embedded() {
        Ok(_) => findings.fine.push("sentences in every language".to_owned()),
        Err(errors) => findings.failures.extend(errors.iter().map(ToString::to_string)),
    }
}

fn master(config: &Config, findings: &mut Findings) -> Option<Master> {
    if let Ok(Some(change)) = rotate::interrupted(&super::places_of(config)) {
        let what = format!("a change of the master key to {} was interrupted", change.file().display());
        findings.warnings.push(format!("{what}; mend: {change}"));
    }
    match Master::load(&config.master_file, &[&config.store_path, &config.ring_path]) {
        Ok(master) => {
            findings.mistakes.extend(surroundings::key_in_environment(&master));
            findings.fine.push(format!("master key {}", config.master_file.display()));
            Some(master)
        }
        Err(error) => {
            let mend = match &error {
                MasterError::Missing => "put back your copy, or make a new place with `rechtdoor init`",
                MasterError::Mode(_) => "chmod 600",
                MasterError::Symlink | MasterError::NotAFile => "name the file itself in keys.master_file",
                MasterError::Owner => "chown it to the bot's user, and check as that user",
                MasterError::InsideStore => "move it elsewhere and name that place in keys.master_file",
                MasterError::Length | MasterError::NotRandom => "put back your copy",
                MasterError::Exists | MasterError::Io(_) => "let the bot's user read it",
            };
            findings.mistake(&config.master_file, error, mend);
            None
        }
    }
}

/// The ring and the store: there, closed to others, and opened by this key. The store itself is not opened.
fn folders(config: &Config, master: Option<Master>, findings: &mut Findings) {
    let store = &config.store_path;
    let has_ring = config.ring_path.join("ring.head").metadata().is_ok_and(|metadata| metadata.len() > 0);
    let has_store = store.join("live").is_dir();
    match store.metadata() {
        Err(_) => findings
            .warnings
            .push(format!("{}: the store's folder is not there; the first start makes it", store.display())),
        Ok(metadata) if !metadata.is_dir() => {
            findings.mistake(store, "the store is not a folder", "name a folder in store.path")
        }
        Ok(metadata) if metadata.permissions().mode() & 0o077 != 0 => {
            findings.warnings.push(format!("{}: the store's folder is open to others; chmod 700", store.display()));
        }
        Ok(_) => space(store, findings),
    }
    match (has_ring, has_store, master) {
        (false, true, _) => findings.failure(
            &config.ring_path,
            "there is a store, but its ring is gone: nothing in the store can be read",
            "find the ring's folder and name it in keys.ring_path",
        ),
        (false, false, _) => findings.fine.push("ring and store: none yet, the first start makes them".to_owned()),
        (true, _, None) => {}
        (true, _, Some(master)) => ring(config, &master, findings),
    }
}

fn ring(config: &Config, master: &Master, findings: &mut Findings) {
    let place = &config.ring_path;
    let disk = match FolderDisk::open(place) {
        Ok(disk) => disk,
        Err(FolderError::InUse) => {
            findings.fine.push("the bot is running: ring and store are in its hands".to_owned());
            return;
        }
        Err(error @ FolderError::Owner(_)) => return findings.mistake(place, error, "check as the bot's own user"),
        Err(error @ FolderError::Mode { .. }) => {
            return findings.mistake(place, error, "chmod 700 the folder, 600 its files");
        }
        Err(error @ FolderError::Kind(_)) => {
            return findings.mistake(place, error, "name the folder itself in keys.ring_path");
        }
        Err(error @ FolderError::Io(_)) => return findings.failure(place, error, "look at the disk and its rights"),
    };
    match Ring::open(disk, master, &mut OsEntropy) {
        Ok(_) => findings.fine.push(format!("ring {}: the master key opens it", place.display())),
        Err(error) => {
            let mend = match &error {
                RingError::WrongMaster => "name the key it was made under in keys.master_file",
                RingError::Disk(_) => "look at the disk and its rights",
                RingError::Damaged
                | RingError::Full
                | RingError::Pending
                | RingError::Unshredded
                | RingError::Lost
                | RingError::Broken => "look at the disk; start over with a new ring and store if it is lost",
            };
            findings.failure(place, error, mend);
        }
    }
}

fn space(store: &Path, findings: &mut Findings) {
    match Space::of(store) {
        Ok(space) if space.used_percent() >= USED_PERCENT_WARN => findings.warnings.push(format!(
            "{}: the disk is {} % full; make room before the bot has to stop",
            store.display(),
            space.used_percent()
        )),
        Ok(_) => {}
        Err(error) => findings.failure(store, error, "look at the disk"),
    }
}

/// What weakens the promises: the same disk for everything, swap, file systems that keep old blocks.
fn surroundings(config: &Config, findings: &mut Findings) {
    let sorted = surroundings::look(config);
    findings.mistakes.extend(sorted.refused.iter().map(|concern| surroundings::refusal(*concern)));
    findings.warnings.extend(sorted.loud.iter().map(|concern| surroundings::warning(*concern)));
    if !sorted.accepted.is_empty() {
        findings.fine.push(format!("accepted by keys.accepted: {}", sorted.accepted.join(", ")));
    }
}
