//! The writer's own thread: takes what waits, lets the core decide and commit, hands out what may be sent.
//!
//! Never true of this file: a second thread touches the core; something is confirmed before its commit. The engine
//! blocks, which is why this is a thread and not a task.

use super::clock::Clock;
use super::core::{Core, Incoming, Next, Outgoing};
use super::status::Status;
use crate::domain::limits::BATCH_EVENTS_MAX;
use crate::domain::{Moment, RowId};
use crate::messenger::wire::{Arrival, Moved, Outcome, Toast};
use crate::store::StoreError;
use crate::store::engine::Checkpoint;
use crate::vault::Address;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

/// What the writer is told.
pub enum Letter {
    /// Updates with their numbers; an arrival that could not be read is only remembered. Answered `true` after the
    /// commit.
    Updates {
        updates: Vec<(i64, Option<Box<Arrival>>)>,
        committed: oneshot::Sender<bool>,
    },
    Settled {
        row: RowId,
        outcome: Outcome,
        moved: Option<Moved>,
    },
    /// Look whether something is due: the clock was moved.
    Wake,
    /// Finish the batch in hand and end.
    Stop,
}

/// Where the writer's decisions go.
pub struct Outlets {
    pub calls: mpsc::UnboundedSender<Outgoing>,
    pub toasts: mpsc::UnboundedSender<Toast>,
    /// The team, whenever the roster changed.
    pub teams: mpsc::UnboundedSender<Vec<Address>>,
    pub status: Arc<Status>,
    /// Beside the ring; `None` in the demo, whose store is thrown away.
    pub checkpoint: Option<PathBuf>,
    pub clock: Clock,
}

/// Without news, at least this often the writer looks whether something is due.
const LOOK_EVERY_MS: i64 = 60_000;

/// A stop waits at most this long for calls under way: what is not heard of is sent again after the next start, and a
/// message may then stand twice in a chat.
const STOP_PATIENCE_MS: i64 = 5_000;

/// Runs until [`Letter::Stop`] or until nobody can write any more.
///
/// # Errors
/// The store failed. Nothing of the batch in hand was confirmed: the channel delivers it again at the next start.
pub fn run(mut core: Core, inbox: &Receiver<Letter>, outlets: &Outlets) -> Result<(), StoreError> {
    let mut checkpointed = Moment::default();
    // Boot counts as a change: the first look tells the team that is there.
    let mut roster = 0;
    let mut wake = outlets.clock.now();
    let mut stopping: Option<Moment> = None;
    loop {
        let Some(batch) = next_batch(inbox, wake.since_ms(outlets.clock.now())) else { break };
        let now = outlets.clock.now();
        let toasts = core.handle(batch.incoming, now)?;
        for committed in batch.confirm {
            // Whoever asked may have given up; the update comes again and is known by then.
            _ = committed.send(true);
        }
        if core.store().index.roster_version() != roster {
            roster = core.store().index.roster_version();
            _ = outlets.teams.send(core.team()?);
        }
        for toast in toasts {
            _ = outlets.toasts.send(toast);
        }
        if batch.stop {
            stopping.get_or_insert(now.plus_ms(STOP_PATIENCE_MS));
        }
        wake = match stopping {
            Some(until) => until,
            None => dispatch(&mut core, outlets, now)?.min(core.next_due()).min(now.plus_ms(LOOK_EVERY_MS)),
        };
        outlets.status.note(&core, now);
        if now.since_ms(checkpointed) >= crate::store::engine::CHECKPOINT_EVERY_MS {
            checkpointed = now;
            checkpoint(&core, outlets, now)?;
        }
        if stopping.is_some_and(|until| now >= until || core.calls_under_way() == 0) {
            break;
        }
    }
    checkpoint(&core, outlets, outlets.clock.now())
}

fn checkpoint(core: &Core, outlets: &Outlets, now: Moment) -> Result<(), StoreError> {
    if let Some(path) = &outlets.checkpoint {
        Checkpoint::store(path, core.store().meta().commit_no, now)?;
    }
    Ok(())
}

/// Hands out every call that may be made now; gives back when to ask again.
fn dispatch(core: &mut Core, outlets: &Outlets, now: Moment) -> Result<Moment, StoreError> {
    loop {
        match core.next_call(now)? {
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
            Letter::Updates { updates, committed } => {
                self.incoming.extend(updates.into_iter().map(|(id, arrival)| match arrival {
                    Some(arrival) => Incoming::Update(arrival),
                    None => Incoming::Skipped(id),
                }));
                self.confirm.push(committed);
            }
            Letter::Settled { row, outcome, moved } => self.incoming.push(Incoming::Settled { row, outcome, moved }),
            Letter::Wake => {}
            Letter::Stop => self.stop = true,
        }
    }
}
