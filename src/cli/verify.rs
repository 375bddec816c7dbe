//! `verify`: is everything that was stored still there and whole?
//!
//! Never true here: something is written, finished or repaired; what a record holds is told; a finding is told without
//! its mend, or only the first one is.

use std::path::Path;

use data_encoding::HEXLOWER;

use super::{ConfigFile, Failure, say};
use crate::config::Config;
use crate::domain::Moment;
use crate::domain::moment::MINUTE_MS;
use crate::runtime::clock::OsEntropy;
use crate::runtime::open::checkpoint_of;
use crate::store::engine::{Checkpoint, EngineError, LookedAt, Options};
use crate::store::verify::{self, Account, MetaState, TableAccount};
use crate::store::{AuditBreak, AuditReport, StoreError};
use crate::vault::ring::{FolderError, Inspection};
use crate::vault::{FolderDisk, Master, Ring, RingError};

/// Read every record and every key, and name what is damaged or missing (the bot must be stopped)
///
/// Nothing is repaired. Exit code 0: all is whole. 1: something is damaged or missing. 2: it could not be looked at.
#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    config: ConfigFile,
}

const PUT_BACK: &str = "put back an intact copy of the store (never of the ring), or go on without what is missing: \
                        `rechtdoor run --accept-loss`";
const DISK: &str = "look at the disk and its rights";

#[derive(Default)]
struct Findings {
    fine: Vec<String>,
    /// Nothing is lost, and the next start does the rest.
    notes: Vec<String>,
    damage: Vec<String>,
}

impl Findings {
    fn damage(&mut self, place: &Path, what: impl std::fmt::Display, mend: &str) {
        self.damage.push(format!("{}: {what}; mend: {mend}", place.display()));
    }
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let config = args.config.load()?;
    super::refuse_half_changed_key(&config)?;
    let guarded = [config.store_path.as_path(), config.ring_path.as_path()];
    let master = Master::load(&config.master_file, &guarded).map_err(|error| {
        Failure::usage(format!("{}: {error}; mend: see `rechtdoor check`", config.master_file.display()))
    })?;
    let mut findings = Findings::default();
    findings.fine.push(format!("master key {}", config.master_file.display()));
    let has_store = config.store_path.join("live").exists() || config.store_path.join("fresh").exists();
    match ring(&config, &master, has_store, &mut findings)? {
        Some(inspection) => store(&config, master, inspection.ring, &mut findings)?,
        None if has_store => {}
        None => findings.notes.push("there is nothing to verify yet: no ring and no store".to_owned()),
    }
    report(findings)
}

fn report(findings: Findings) -> Result<(), Failure> {
    for line in &findings.fine {
        say(format_args!("ok       {line}"))?;
    }
    for line in &findings.notes {
        say(format_args!("note     {line}"))?;
    }
    if findings.damage.is_empty() { say("Everything is whole.") } else { Err(Failure::Failed(findings.damage)) }
}

/// The ring as it lies there. `None` when there is none, or none that can be read.
fn ring(
    config: &Config,
    master: &Master,
    has_store: bool,
    findings: &mut Findings,
) -> Result<Option<Inspection>, Failure> {
    let place = config.ring_path.as_path();
    let missing = FolderDisk::missing(place);
    if !missing.is_empty() {
        if missing.len() < 3 || has_store {
            let what = format!("the ring misses {}: what its keys opened cannot be read again", missing.join(", "));
            findings.damage(place, what, "find these files, or name the ring's folder in keys.ring_path");
        }
        return Ok(None);
    }
    let usage =
        |error: &FolderError, mend: &str| Err(Failure::usage(format!("{}: {error}; mend: {mend}", place.display())));
    let disk = match FolderDisk::open(place) {
        Ok(disk) => disk,
        Err(FolderError::InUse) => return Err(in_use(place)),
        Err(error @ FolderError::Owner(_)) => return usage(&error, "verify as the bot's own user"),
        Err(error @ (FolderError::Mode { .. } | FolderError::Kind(_))) => {
            return usage(&error, "see `rechtdoor check`");
        }
        Err(error @ FolderError::Io(_)) => return usage(&error, DISK),
    };
    let inspection = match Ring::inspect(disk, master) {
        Ok(inspection) => inspection,
        Err(error) => {
            let mend = match &error {
                RingError::WrongMaster => "name the key it was made under in keys.master_file",
                RingError::Damaged => "without them their records cannot be read; start over if no disk holds them",
                RingError::Disk(_) | RingError::Full | RingError::Pending | RingError::Unshredded => DISK,
                RingError::Broken | RingError::Lost => DISK,
            };
            findings.damage(place, error, mend);
            return Ok(None);
        }
    };
    let stats = inspection.ring.stats();
    findings.fine.push(format!(
        "ring {}: {} keys in {} slots, rotated {} times",
        place.display(),
        stats.occupied,
        stats.slots,
        stats.generation
    ));
    if inspection.broken_heads > 0 {
        let what = "one of the two copies of the ring's head does not open; the other one does, so no key is lost";
        findings.damage(&place.join("ring.head"), what, "start the bot: it writes both anew. Look at the disk");
    } else if inspection.unfinished {
        findings.notes.push("a change of the ring was interrupted; the next start finishes it".to_owned());
    }
    Ok(Some(inspection))
}

fn in_use(place: &Path) -> Failure {
    Failure::usage(format!("{}: the bot is running; mend: stop it, verify, start it again", place.display()))
}

fn store(config: &Config, master: Master, ring: Ring, findings: &mut Findings) -> Result<(), Failure> {
    let place = config.store_path.as_path();
    let looked_at = match LookedAt::open(place, Options::default()) {
        Ok(looked_at) => looked_at,
        Err(EngineError::Locked) => return Err(in_use(place)),
        Err(EngineError::Full) => {
            let what = "there is no room on this disk for the copy that is looked at";
            return Err(Failure::usage(format!("{}: {what}; mend: make room for it", place.display())));
        }
        Err(error @ (EngineError::Damaged { .. } | EngineError::Io(_) | EngineError::Refused(_))) => {
            findings.damage(place, error, PUT_BACK);
            return Ok(());
        }
    };
    let Some(engine) = looked_at else {
        match ring.stats().occupied {
            0 => findings.notes.push("there is no store yet; the next start makes it".to_owned()),
            keys => findings.damage(
                place,
                format!("the store is gone, and the ring holds {keys} keys for it"),
                "find the store's folder and name it in store.path, or put back an intact copy of it",
            ),
        }
        return Ok(());
    };
    if engine.stray_files > 0 {
        let what = format!("{} values lie in files of their own, which are never synced", engine.stray_files);
        findings.damage(&place.join("live/blobs"), what, "tell the maintainers: this should not be");
    }
    match verify::look(&engine, &ring, &master) {
        Ok(account) => {
            for table in &account.tables {
                judge_table(place, table, findings);
            }
            judge_whole(config, &account, findings);
            // A log with a record that does not open is named already.
            if findings.damage.is_empty() {
                judge_chain(place, verify::chain(Box::new(engine), ring, master, Box::new(OsEntropy)), findings);
            }
        }
        Err(error) => unreadable(config, error, findings),
    }
    Ok(())
}

fn unreadable(config: &Config, error: StoreError, findings: &mut Findings) {
    match error {
        StoreError::Ring(_) => findings.damage(&config.ring_path, error, DISK),
        StoreError::Engine(_)
        | StoreError::Damaged { .. }
        | StoreError::TooLong { .. }
        | StoreError::Missing { .. }
        | StoreError::KeysLost { .. }
        | StoreError::RingLost
        | StoreError::Newer { .. } => findings.damage(&config.store_path, error, PUT_BACK),
    }
}

/// The log of who on the team did what: one entry after the other, none changed and none left out.
fn judge_chain(place: &Path, walked: Result<Result<AuditReport, AuditBreak>, StoreError>, findings: &mut Findings) {
    match walked {
        Ok(Ok(report)) => findings.fine.push(format!(
            "audit log: {} entries, the last one is number {} ({})",
            report.entries,
            report.last,
            HEXLOWER.encode(&report.head)
        )),
        Ok(Err(wrong)) => findings.damage(
            place,
            format!("the audit log: {wrong}"),
            "somebody who can write to this disk changed it, or it was damaged: find out who, and put back an intact \
             copy of the store",
        ),
        Err(error) => findings.damage(place, error, PUT_BACK),
    }
}

fn judge_table(place: &Path, table: &TableAccount, findings: &mut Findings) {
    let name = table.name;
    let mut damage = |count: u64, what: &str, mend: &str| {
        if count > 0 {
            findings.damage(place, format!("table \"{name}\": {count} of {} records {what}", table.found), mend);
        }
    };
    let ring_of_another_day = "look at the disk and put back an intact copy of the store; when the ring was put back from \
                               a copy, put back the ring of the same moment";
    damage(table.torn, "are torn: not even their key can be told", PUT_BACK);
    damage(
        table.sealed_otherwise,
        "do not open at their place: they were changed or moved, or the ring is of another day",
        ring_of_another_day,
    );
    damage(table.garbled, "open and cannot be understood", "run the version that wrote them");
    damage(
        table.keyless,
        "have no key any more, and nobody destroyed it: their slots in the ring were damaged, or are of another day",
        "put back the ring that belongs to this store; if it was damaged, go on without these records: \
         `rechtdoor run --accept-loss`",
    );
    if table.forgotten > 0 {
        findings.fine.push(format!(
            "table \"{name}\": {} records whose forgetting was interrupted; the next start removes them",
            table.forgotten
        ));
    }
    if table.missing() > 0 {
        let what = format!("table \"{name}\": {} of {} records are missing", table.missing(), table.expected);
        findings.damage(place, what, PUT_BACK);
    } else if table.surplus() > 0 {
        let what = format!("table \"{name}\": {} records more than the last commit counted", table.surplus());
        findings.damage(place, what, PUT_BACK);
    }
    if table.sound() > 0 {
        findings.fine.push(format!("table \"{name}\": {} records", table.sound()));
    }
}

fn judge_whole(config: &Config, account: &Account, findings: &mut Findings) {
    let place = config.store_path.as_path();
    if account.strangers > 0 {
        let what = format!("{} records of no table that this version knows", account.strangers);
        findings.damage(place, what, "run the version that wrote them, or put back an intact copy of the store");
    }
    if account.idle_keys > 0 {
        let what = format!("{} keys of the ring belong to no record; the next start destroys them", account.idle_keys);
        findings.notes.push(what);
    }
    match account.meta {
        MetaState::None if account.tables.iter().all(|table| table.found == 0) => {
            judge_emptiness(config, account, findings)
        }
        MetaState::None => findings.damage(place, "the store's account of itself is missing", PUT_BACK),
        MetaState::Unreadable => {
            findings.damage(place, "the store's account of itself cannot be read: nothing can be counted", PUT_BACK);
        }
        MetaState::Newer(schema) => findings.damage(
            place,
            format!("the store was written by a later version (schema {schema})"),
            "verify with that version",
        ),
        MetaState::Sound { commit_no, at, epoch_is_there } => {
            if !epoch_is_there {
                findings.damage(&config.ring_path, "tonight's key is gone", "put back the ring of this store");
            }
            judge_checkpoint(config, commit_no, at, findings);
        }
    }
}

/// A store without a word is right on the first day only. sled opens a data file that was damaged near its beginning as
/// an empty store, and such a store misses nothing by its own account.
fn judge_emptiness(config: &Config, account: &Account, findings: &mut Findings) {
    if account.keys_of_records > 0 {
        let what = format!("the store is empty, and the ring holds {} keys for it", account.keys_of_records);
        findings.damage(&config.store_path, what, PUT_BACK);
    }
    judge_checkpoint(config, 0, Moment(0), findings);
}

/// sled opens a damaged file as an older, whole store: only the number beside the ring can tell.
fn judge_checkpoint(config: &Config, commit_no: u64, at: Moment, findings: &mut Findings) {
    let file = checkpoint_of(&config.ring_path);
    match Checkpoint::load(&file) {
        Err(error) => findings.damage(&file, error, "take the file away once the store is known to be whole"),
        Ok(None) if commit_no > 1 => findings.damage(
            &file,
            "the checkpoint is missing: whether the store is older than it should be cannot be told",
            "look whether the ring's folder is the right one; the next start writes a new checkpoint",
        ),
        Ok(None) => findings.notes.push("no checkpoint yet: the first start was interrupted".to_owned()),
        Ok(Some(known)) => match known.commits_missing(commit_no) {
            0 => findings.fine.push(format!(
                "store {}: commit {commit_no}; the checkpoint beside the ring was written at commit {}, {} minutes \
                 before it",
                config.store_path.display(),
                known.commit_no,
                at.since_ms(known.at).max(0) / MINUTE_MS
            )),
            missing => findings.damage(
                &config.store_path,
                format!("the store ends at commit {commit_no}, and the last {missing} commits or more are missing"),
                PUT_BACK,
            ),
        },
    }
}
