//! The writer's own thread: takes what waits, lets the core decide and commit, hands out what may be sent.
//!
//! Never true of this file: a second thread touches the core; something is confirmed before its commit. The engine
//! blocks, which is why this is a thread and not a task.

use super::bot::RunError;
use super::clock::{Clock, OsEntropy};
use super::core::{Core, HashDone, HashJob, Incoming, LoadDone, LoadJob, Next, Outgoing};
use super::intake::{Intake, Taken};
use super::menus::Seat;
use super::open::OpenError;
use super::outage::Aside;
use super::status::Status;
use crate::dialogue::House;
use crate::domain::audit::Act;
use crate::domain::limits::BATCH_EVENTS_MAX;
use crate::domain::{Moment, RowId};
use crate::messenger::Rendered;
use crate::messenger::wire::{Arrival, Moved, Outcome, Toast};
use crate::store::StoreError;
use crate::store::engine::{Checkpoint, Disks, EngineError};
use crate::store::roster::Roster;
use crate::vault::Address;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// What the writer is told.
pub enum Letter {
    /// Updates; one that could not be read is only counted. Answered `true` after the commit, `false` when nothing can be
    /// taken in now. `asked` when these are all that the channel had, and not what it brought by itself.
    Updates {
        updates: Vec<Option<Box<Arrival>>>,
        asked: bool,
        committed: oneshot::Sender<bool>,
    },
    Settled {
        row: RowId,
        outcome: Outcome,
        moved: Option<Moved>,
    },
    /// A slow hash is done.
    Hashed(HashDone),
    /// The content was read.
    Loaded(LoadDone),
    /// The operator wants it read anew.
    Reload,
    /// The operator wants the team for a backup. Answered after the commit that says so in the log; `None` while
    /// nothing can be taken in.
    Roster {
        answer: oneshot::Sender<Option<Roster>>,
    },
    /// The channel was asked, and has nothing for us; or, in the demo, somebody moved the clock of both: look what is due.
    Heard,
    /// Finish the batch in hand and end.
    Stop,
}

/// Where the writer's decisions go.
pub struct Outlets {
    pub calls: mpsc::UnboundedSender<Outgoing>,
    pub toasts: mpsc::UnboundedSender<Toast>,
    /// Said at once and never stored, while nothing can be.
    pub asides: mpsc::UnboundedSender<(Address, Rendered)>,
    /// Slow hashes, one at a time.
    pub hashes: std::sync::mpsc::Sender<HashJob>,
    /// Content to be read, one reading at a time.
    pub loads: mpsc::UnboundedSender<LoadJob>,
    /// The team, whenever the roster changed.
    pub teams: mpsc::UnboundedSender<Vec<Seat>>,
    pub status: Arc<Status>,
    /// Beside the ring; `None` in the demo, whose store is thrown away.
    pub checkpoint: Option<PathBuf>,
    /// Whose room decides whether anything is taken in; `None` in the demo.
    pub disks: Option<Disks>,
    pub clock: Clock,
}

/// Without news, at least this often the writer looks whether something is due.
const LOOK_EVERY_MS: i64 = 60_000;

/// A stop waits at most this long for calls under way: what is not heard of is sent again after the next start, and a
/// message may then stand twice in a chat.
const STOP_PATIENCE_MS: i64 = 5_000;

/// While nothing can be taken in, the disk is asked this often.
const LOOK_AGAIN_MS: i64 = 2_000;

/// Opens the store and its core once more, after it ran into a full disk.
pub type Reopen = Box<dyn FnMut(Arc<House>, Moment) -> Result<Core, OpenError> + Send>;

/// Runs until [`Letter::Stop`] or until nobody can write any more. `reopen` is `None` for a store in memory.
///
/// # Errors
/// The store failed. Nothing of the batch in hand was confirmed: the channel delivers it again at the next start.
pub fn run(
    core: Core,
    inbox: &Receiver<Letter>,
    outlets: &Outlets,
    mut reopen: Option<Reopen>,
) -> Result<(), RunError> {
    let mut intake = Intake::new(core, Box::new(OsEntropy));
    let mut checkpointed = Moment::default();
    // Boot counts as a change: the first look tells the team that is there.
    let mut roster = 0;
    let mut wake = outlets.clock.now();
    let mut stopping: Option<Moment> = None;
    loop {
        let Some(batch) = next_batch(inbox, wake.since_ms(outlets.clock.now())) else { break };
        let now = outlets.clock.now();
        let fill = outlets.disks.as_ref().and_then(Disks::look);
        if intake.wants_core(fill, now) {
            open_again(&mut intake, &mut reopen, now)?;
        }
        let was_out = intake.is_out();
        let taken = intake.take(batch.incoming, fill, now)?;
        note_outage(&intake, was_out, outlets);
        for committed in batch.confirm {
            // Whoever asked may have given up; the update comes again and is known by then.
            _ = committed.send(taken.committed);
        }
        hand_out(&mut intake, batch.rosters, taken.committed)?;
        say(taken, outlets);
        tell_team(&mut intake, &mut roster, outlets)?;
        if let Some(job) = intake.next_hash(now)? {
            // Whoever hashes ends with the bot: then nobody needs the answer.
            _ = outlets.hashes.send(job);
        }
        if let Some(job) = intake.next_load() {
            _ = outlets.loads.send(job);
        }
        if batch.stop {
            stopping.get_or_insert(now.plus_ms(STOP_PATIENCE_MS));
        }
        wake = match stopping {
            Some(until) => until,
            None => dispatch(&mut intake, outlets, now)?.min(next_look(&intake, now)),
        };
        outlets.status.note(&intake, fill, now);
        if now.since_ms(checkpointed).abs() >= crate::store::engine::CHECKPOINT_EVERY_MS {
            checkpointed = now;
            checkpoint(&intake, outlets, now)?;
        }
        let idle = intake.core().is_none() || intake.calls_under_way() == 0;
        if stopping.is_some_and(|until| now >= until || idle) {
            break;
        }
    }
    let now = outlets.clock.now();
    if let Some(core) = intake.core_mut() {
        core.write_tallies_at_stop(now)?;
    }
    checkpoint(&intake, outlets, now)
}

fn next_look(intake: &Intake, now: Moment) -> Moment {
    match intake.core() {
        Some(core) if !intake.is_out() => core.next_due().min(now.plus_ms(LOOK_EVERY_MS)),
        Some(_) | None => now.plus_ms(LOOK_AGAIN_MS),
    }
}

fn open_again(intake: &mut Intake, reopen: &mut Option<Reopen>, now: Moment) -> Result<(), RunError> {
    let Some(reopen) = reopen else { return Err(RunError::Store(EngineError::Full.into())) };
    match reopen(intake.house(), now) {
        Ok(core) => {
            tracing::info!("the store is open again");
            intake.give(core);
            Ok(())
        }
        Err(error) if error.is_full() => {
            intake.rest(now);
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// The reserve goes when an outage begins and comes back when it is over; the log hears of both.
fn note_outage(intake: &Intake, was_out: bool, outlets: &Outlets) {
    match (was_out, intake.is_out()) {
        (false, true) => {
            let released = outlets.disks.as_ref().is_some_and(Disks::release_reserve);
            tracing::error!(released, "the disk is full: nothing is taken in until there is room again");
        }
        (true, false) => {
            let reserve = outlets.disks.as_ref().is_some_and(Disks::renew_reserve);
            tracing::info!(reserve, "there is room on the disk again: what waited is taken in");
        }
        (true, true) | (false, false) => {}
    }
}

fn hand_out(
    intake: &mut Intake,
    rosters: Vec<oneshot::Sender<Option<Roster>>>,
    committed: bool,
) -> Result<(), StoreError> {
    for answer in rosters {
        let roster = match intake.core_mut() {
            Some(core) if committed => Some(core.store_mut().roster()?),
            Some(_) | None => None,
        };
        // Whoever asked may have given up.
        drop(answer.send(roster));
    }
    Ok(())
}

fn say(taken: Taken, outlets: &Outlets) {
    for toast in taken.toasts {
        _ = outlets.toasts.send(toast);
    }
    for aside in taken.asides {
        match aside {
            Aside::Toast(toast) => _ = outlets.toasts.send(toast),
            Aside::Say(to, screen) => _ = outlets.asides.send((to, screen)),
        }
    }
}

fn tell_team(intake: &mut Intake, roster: &mut u64, outlets: &Outlets) -> Result<(), StoreError> {
    let Some(core) = intake.core_mut() else { return Ok(()) };
    if core.store().index.roster_version() != *roster {
        *roster = core.store().index.roster_version();
        _ = outlets.teams.send(core.team()?);
    }
    Ok(())
}

/// On a full disk the older checkpoint stands: it asks for less, and what it asks for is there.
fn checkpoint(intake: &Intake, outlets: &Outlets, now: Moment) -> Result<(), RunError> {
    let (Some(path), Some(store)) = (&outlets.checkpoint, intake.store()) else { return Ok(()) };
    match Checkpoint::store(path, store.meta().commit_no, now) {
        Ok(()) | Err(EngineError::Full) => Ok(()),
        Err(error) => Err(RunError::Store(error.into())),
    }
}

/// Hands out every call that may be made now; gives back when to ask again.
fn dispatch(intake: &mut Intake, outlets: &Outlets, now: Moment) -> Result<Moment, StoreError> {
    loop {
        match intake.next_call(now)? {
            Next::Call(outgoing) => {
                if outlets.calls.send(*outgoing).is_err() {
                    return Ok(now.plus_ms(LOOK_EVERY_MS));
                }
            }
            Next::Wait(until) => return Ok(until),
            Next::Idle => return Ok(now.plus_ms(LOOK_EVERY_MS)),
        }
    }
}

#[derive(Default)]
struct Gathered {
    incoming: Vec<Incoming>,
    confirm: Vec<oneshot::Sender<bool>>,
    rosters: Vec<oneshot::Sender<Option<Roster>>>,
    stop: bool,
}

/// Waits for the first letter, at most `patience_ms`, and takes along what else is there. `None` when nobody is left
/// to write.
fn next_batch(inbox: &Receiver<Letter>, patience_ms: i64) -> Option<Gathered> {
    let patience = u64::try_from(patience_ms.max(0)).unwrap_or_default();
    let mut batch = Gathered::default();
    match inbox.recv_timeout(Duration::from_millis(patience)) {
        Ok(letter) => batch.take(letter),
        Err(RecvTimeoutError::Timeout) => return Some(batch),
        Err(RecvTimeoutError::Disconnected) => return None,
    }
    while !batch.stop && batch.incoming.len() < BATCH_EVENTS_MAX {
        match inbox.try_recv() {
            Ok(letter) => batch.take(letter),
            Err(_) => break,
        }
    }
    Some(batch)
}

impl Gathered {
    fn take(&mut self, letter: Letter) {
        match letter {
            Letter::Updates { updates, asked, committed } => {
                self.incoming.extend(asked.then_some(Incoming::Heard));
                self.incoming.extend(updates.into_iter().map(|arrival| match arrival {
                    Some(arrival) => Incoming::Update(arrival),
                    None => Incoming::Skipped,
                }));
                self.confirm.push(committed);
            }
            Letter::Settled { row, outcome, moved } => self.incoming.push(Incoming::Settled { row, outcome, moved }),
            Letter::Hashed(done) => self.incoming.push(Incoming::Hashed(done)),
            Letter::Loaded(done) => self.incoming.push(Incoming::Loaded(done)),
            Letter::Reload => self.incoming.push(Incoming::Reload),
            Letter::Roster { answer } => {
                self.incoming.push(Incoming::Host(Act::BackupTaken));
                self.rosters.push(answer);
            }
            Letter::Heard => self.incoming.push(Incoming::Heard),
            Letter::Stop => self.stop = true,
        }
    }
}
