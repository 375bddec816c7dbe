//! How the bot is, for `/healthz` and `/metrics`: counts and times, nothing of a person.

use super::counts::Counts;
use super::intake::Intake;
use crate::domain::Moment;
use crate::store::engine::Fill;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

/// See the file's header. Written by the writer and by whoever talks to the channel, read by the health page.
#[derive(Default)]
pub struct Status {
    shown: Mutex<Shown>,
    /// When the channel last answered, in milliseconds since 1970; 0 before the first time.
    heard_at: AtomicI64,
    second_instance: AtomicBool,
    foreign_webhook: AtomicBool,
}

#[derive(Default, Clone)]
struct Shown {
    counts: Counts,
    outbox: usize,
    waiting_cases: usize,
    drafts: usize,
    disk_bytes: u64,
    commit_no: u64,
    clock_doubted: bool,
    clock_wrong: bool,
    is_out: bool,
    fill: Option<Fill>,
    at: Moment,
    measured_at: Moment,
}

const MEASURE_EVERY_MS: i64 = 30_000;

/// The writer is thought to hang when it has said nothing for this long: it looks around every minute.
const SILENT_MS_MAX: i64 = 180_000;

impl Status {
    /// The writer is about to begin.
    pub fn begins(&self, now: Moment) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).at = now;
    }

    /// While the store is closed, the numbers are those of before.
    pub fn note(&self, intake: &Intake, fill: Option<Fill>, now: Moment) {
        let before = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // Counting the store's files asks the disk; once in a while is enough for a gauge.
        let is_due = now.since_ms(before.measured_at).abs() >= MEASURE_EVERY_MS;
        let before = Shown { is_out: intake.is_out(), fill, at: now, ..before };
        let Some(core) = intake.core() else {
            *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = before;
            return;
        };
        let shown = Shown {
            counts: core.counts,
            outbox: core.outbox_len(),
            waiting_cases: core.store().index.waiting_count(),
            drafts: core.store().index.drafts,
            disk_bytes: if is_due { core.store().disk_bytes() } else { before.disk_bytes },
            measured_at: if is_due { now } else { before.measured_at },
            commit_no: core.store().meta().commit_no,
            clock_doubted: core.clock_is_doubted(),
            clock_wrong: core.clock_is_ahead_ms() != 0,
            ..before
        };
        *self.shown.lock().unwrap_or_else(PoisonError::into_inner) = shown;
    }

    pub fn heard(&self, now: Moment) {
        self.heard_at.store(now.0, Ordering::Relaxed);
        self.second_instance.store(false, Ordering::Relaxed);
        self.foreign_webhook.store(false, Ordering::Relaxed);
    }

    pub fn second_instance(&self) {
        self.second_instance.store(true, Ordering::Relaxed);
    }

    pub fn foreign_webhook(&self) {
        self.foreign_webhook.store(true, Ordering::Relaxed);
    }

    /// What wants an operator, in English; nothing when all is well.
    pub fn health(&self, now: Moment) -> Vec<&'static str> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut wrong = Vec::new();
        if now.since_ms(shown.at) > SILENT_MS_MAX {
            wrong.push("the writer is silent");
        }
        if shown.is_out {
            wrong.push("the disk is full: nothing is taken in");
        }
        if shown.fill.is_some_and(Fill::is_almost_full) {
            wrong.push("the disk of the store is almost full");
        }
        if shown.clock_doubted {
            wrong.push(
                "the clock differs from the store by more than a day: nothing is destroyed until it is confirmed",
            );
        }
        if shown.clock_wrong {
            wrong.push("the clock of this machine is wrong by days: the times of Telegram's messages count instead");
        }
        if self.second_instance.load(Ordering::Relaxed) {
            wrong.push("another program fetches updates with the same token");
        }
        if self.foreign_webhook.load(Ordering::Relaxed) {
            wrong.push("a webhook that is not ours is set for this token");
        }
        wrong
    }

    /// The text form of metrics that Prometheus reads.
    pub fn metrics(&self, now: Moment) -> String {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let counts = shown.counts;
        let heard = self.heard_at.load(Ordering::Relaxed);
        let mut text = String::new();
        let mut line = |name: &str, kind: &str, value: i128| {
            _ = writeln!(text, "# TYPE rechtdoor_{name} {kind}\nrechtdoor_{name} {value}");
        };
        line("updates_total", "counter", counts.updates.into());
        line("updates_redelivered_total", "counter", counts.redelivered.into());
        line("updates_skipped_total", "counter", counts.skipped.into());
        line("events_over_limit_total", "counter", counts.flooded.into());
        line("commits_total", "counter", counts.commits.into());
        line("calls_delivered_total", "counter", counts.sent.into());
        line("calls_retried_total", "counter", counts.retried.into());
        line("screens_given_way_total", "counter", counts.given_way.into());
        line("calls_gone_total", "counter", counts.gone.into());
        line("calls_refused_total", "counter", counts.refused.into());
        line("wrong_links_total", "counter", counts.wrong_links.into());
        line("bugs_total", "counter", counts.panics.into());
        line("outbox_rows", "gauge", shown.outbox as i128);
        line("cases_waiting", "gauge", shown.waiting_cases as i128);
        line("drafts", "gauge", shown.drafts as i128);
        line("store_bytes", "gauge", shown.disk_bytes.into());
        line("store_commit_number", "counter", shown.commit_no.into());
        line("disk_full", "gauge", shown.is_out.into());
        if let Some(fill) = shown.fill {
            line("disk_free_bytes", "gauge", fill.free_bytes.into());
        }
        line("channel_silent_seconds", "gauge", ((now.0 - heard).max(0) / 1_000).into());
        text
    }
}
