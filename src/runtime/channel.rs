//! The bot's side of the channel: fetches updates or takes them in, performs calls, says toasts.
//!
//! Never true of this file: the next updates are asked for before the last ones are committed; a conflict with
//! another program is looped on without a pause and without being reported.

use super::clock::Clock;
use super::core::Outgoing;
use super::status::Status;
use super::writer::Letter;
use crate::domain::moment::MINUTE_MS;
use crate::messenger::Rendered;
use crate::messenger::wire::{Call, Moved, Toast};
use crate::telegram::{Failure, Inbound, Telegram, WebhookState};
use crate::vault::Address;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How long the channel may hold a poll.
const HOLD: Duration = Duration::from_secs(50);

/// How long polling rests when nothing can be taken in. More than the half second within which the same offset gets
/// one update only (see `telegram/poll.rs`).
const REFUSED_PAUSE: Duration = Duration::from_secs(3);

/// How often a channel that brings updates itself is asked whether any wait: twice in the hour in which it is written down
/// once that it was heard.
const ASK_WHAT_WAITS_EVERY: Duration = Duration::from_secs(30 * 60);

/// Why fetching came to an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Asked to.
    Stopped,
    /// The writer is gone: its own error says why.
    NoWriter,
    /// The token is wrong: nothing will ever come.
    Token,
}

/// Asks for updates, has them committed, and confirms them by asking for the next. `operator_pause` follows on what
/// only an operator can mend.
pub async fn poll(
    telegram: Telegram,
    letters: Sender<Letter>,
    (status, clock): (Arc<Status>, Clock),
    operator_pause: Duration,
    mut stop: watch::Receiver<bool>,
) -> Ended {
    let mut offset = None;
    loop {
        let fetched = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            fetched = telegram.fetch(offset, HOLD) => fetched,
        };
        let pause = match fetched {
            Ok(updates) => {
                status.heard(clock.now());
                let Some(last) = updates.iter().map(|(id, _)| *id).max() else {
                    match letters.send(Letter::Heard) {
                        Ok(()) => continue,
                        Err(_) => return Ended::NoWriter,
                    }
                };
                let updates = updates.into_iter().map(|(_, what)| what.ok().map(Box::new)).collect();
                match commit(&letters, updates).await {
                    Some(true) => {
                        offset = Some(last + 1);
                        continue;
                    }
                    // Not confirmed: the same ones come again, those who could be told "later" have been told.
                    Some(false) => REFUSED_PAUSE,
                    None => return Ended::NoWriter,
                }
            }
            Err(failure) => match pause_after(failure, &status, operator_pause) {
                Some(pause) => pause,
                None => return Ended::Token,
            },
        };
        tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return Ended::Stopped,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// `None` when it is of no use to go on.
fn pause_after(failure: Failure, status: &Status, operator_pause: Duration) -> Option<Duration> {
    match failure {
        Failure::Token => None,
        Failure::SecondInstance => {
            status.second_instance();
            tracing::error!("another program fetches updates with this token: stop it, or give this bot its own token");
            Some(operator_pause)
        }
        Failure::ForeignWebhook => {
            status.foreign_webhook();
            tracing::error!("a webhook was set for this token by another program: updates go there and not here");
            Some(operator_pause)
        }
        Failure::Weather { after_ms, .. } => {
            Some(Duration::from_millis(u64::try_from(after_ms.clamp(200, 10 * MINUTE_MS)).unwrap_or_default()))
        }
        Failure::Gone | Failure::Unchanged | Failure::Moved | Failure::Refused | Failure::Unreadable => {
            tracing::warn!(%failure, "the channel did not hand out updates");
            Some(operator_pause)
        }
    }
}

/// Whether they were committed; `None` when the writer is gone.
async fn commit(letters: &Sender<Letter>, updates: Vec<Option<Box<crate::messenger::wire::Arrival>>>) -> Option<bool> {
    let (committed, answer) = oneshot::channel();
    letters.send(Letter::Updates { updates, asked: true, committed }).ok()?;
    answer.await.ok()
}

/// Hands updates that the channel brought itself to the writer; each is confirmed after its own commit.
pub async fn take_in(
    mut inbox: mpsc::Receiver<Inbound>,
    letters: Sender<Letter>,
    (status, clock): (Arc<Status>, Clock),
) -> Ended {
    while let Some(inbound) = inbox.recv().await {
        status.heard(clock.now());
        let updates = vec![inbound.what.ok().map(Box::new)];
        if letters.send(Letter::Updates { updates, asked: false, committed: inbound.committed }).is_err() {
            return Ended::NoWriter;
        }
    }
    Ended::Stopped
}

/// Where the channel brings updates itself, a quiet time looks like one in which it finds no way to us. So it is asked now
/// and then whether anything waits there.
pub async fn ask_what_waits(telegram: Telegram, letters: Sender<Letter>) {
    loop {
        let nothing_waits = telegram.webhook().await.is_ok_and(WebhookState::nothing_waits);
        if nothing_waits && letters.send(Letter::Heard).is_err() {
            return;
        }
        tokio::time::sleep(ASK_WHAT_WAITS_EVERY).await;
    }
}

/// Performs calls side by side; how many are under way is the writer's business.
pub async fn perform(
    telegram: Telegram,
    mut calls: mpsc::UnboundedReceiver<Outgoing>,
    letters: Sender<Letter>,
    clock: Clock,
) {
    while let Some(outgoing) = calls.recv().await {
        let (telegram, letters, clock) = (telegram.clone(), letters.clone(), clock.clone());
        tokio::spawn(async move {
            let done = telegram.perform(outgoing.to, &outgoing.call).await;
            let moved = done.moved_to.map(|to| Moved { to, at: clock.now() });
            // When the writer is gone, the row is sent again after the next start.
            _ = letters.send(Letter::Settled { row: outgoing.row, outcome: done.outcome, moved });
        });
    }
}

/// Acknowledges presses. Once: a press that is not acknowledged costs a spinning wheel, nothing more.
pub async fn say_toasts(telegram: Telegram, mut toasts: mpsc::UnboundedReceiver<Toast>) {
    while let Some(toast) = toasts.recv().await {
        let telegram = telegram.clone();
        tokio::spawn(async move {
            _ = telegram.toast(&toast).await;
        });
    }
}

/// Says what is never stored, one after the other. What does not arrive is not said again: it was a courtesy.
pub async fn say_asides(telegram: Telegram, mut asides: mpsc::UnboundedReceiver<(Address, Rendered)>) {
    while let Some((to, screen)) = asides.recv().await {
        _ = telegram.perform(to, &Call::Send(screen)).await;
    }
}
