//! Who is sent what next: order per recipient, the channel's pace, patience after a refusal. Pure: no I/O, no clock.
//!
//! Limits (Telegram's bot FAQ): about 30 messages a second overall, 1 a second to one chat with short bursts, 20 a
//! minute to one group.

use crate::domain::moment::MINUTE_MS;
use crate::domain::{Moment, RowId};
use crate::store::records::Rank;
use crate::vault::Tag;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How fast the channel may be spoken to.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Messages in any one second overall.
    pub per_second: u32,
    /// Messages to one private chat at once, then one a second.
    pub chat_burst: u32,
    /// Messages in any one minute to one group.
    pub group_per_minute: u32,
    /// Calls that may be under way at once.
    pub in_flight_max: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { per_second: 30, chat_burst: 3, group_per_minute: 20, in_flight_max: 16 }
    }
}

/// What a lane needs to know of a row.
#[derive(Clone, Copy)]
pub struct Waiting {
    pub lane: Tag,
    pub group: bool,
    pub rank: Rank,
    pub seq: u64,
    pub not_before: Moment,
    /// It was tried before a restart: what comes after it in its lane waits with it.
    pub tried: bool,
    /// A new message: a double would be seen. Edits and deletions can be repeated.
    pub fresh: bool,
}

/// What to do now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dispatch {
    Send(RowId),
    /// Nothing until then.
    Wait(Moment),
    Idle,
}

#[derive(Default)]
struct Lane {
    rows: BTreeMap<u64, RowId>,
    in_flight: bool,
    /// Not before this moment: patience after weather, or the chat's pace.
    open_at: Moment,
    bucket: Option<Bucket>,
}

/// See the file's header.
pub struct Lanes {
    pace: Pace,
    overall: Bucket,
    rows: HashMap<RowId, Waiting>,
    lanes: HashMap<Tag, Lane>,
    /// Lanes whose first row may go as far as the lane is concerned, best first.
    ready: BTreeSet<(Rank, u64, Tag)>,
    /// Lanes that wait for their moment.
    sleeping: BTreeSet<(Moment, Tag)>,
    /// Rows that join their lane later.
    later: BTreeSet<(Moment, RowId)>,
    paused_until: Moment,
    fresh_in_flight: usize,
    in_flight: HashMap<RowId, bool>,
    last_start: Moment,
}

impl Lanes {
    pub fn new(pace: Pace, now: Moment) -> Self {
        Self {
            pace,
            overall: Bucket::at_most(pace.per_second, 1_000, now),
            rows: HashMap::new(),
            lanes: HashMap::new(),
            ready: BTreeSet::new(),
            sleeping: BTreeSet::new(),
            later: BTreeSet::new(),
            paused_until: Moment::default(),
            fresh_in_flight: 0,
            in_flight: HashMap::new(),
            last_start: Moment::default(),
        }
    }

    /// Rows that wait or are under way.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Rows that were handed out and have not settled.
    pub fn under_way(&self) -> usize {
        self.in_flight.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn add(&mut self, id: RowId, row: Waiting, now: Moment) {
        self.rows.insert(id, row);
        if row.tried && row.not_before > now {
            self.unready(row.lane);
            let lane = self.lanes.entry(row.lane).or_default();
            lane.open_at = lane.open_at.max(row.not_before);
            self.join(id, row, now);
        } else if row.not_before > now {
            self.later.insert((row.not_before, id));
        } else {
            self.join(id, row, now);
        }
    }

    fn join(&mut self, id: RowId, row: Waiting, now: Moment) {
        self.unready(row.lane);
        self.lanes.entry(row.lane).or_default().rows.insert(row.seq, id);
        self.reready(row.lane, now);
    }

    /// The row to send now, if any. It is under way until [`Lanes::done`], [`Lanes::retry`] or [`Lanes::forget`].
    pub fn next(&mut self, now: Moment) -> Dispatch {
        self.wake(now);
        if self.rows.len() == self.in_flight.len() {
            return Dispatch::Idle;
        }
        if self.paused_until > now {
            return Dispatch::Wait(self.paused_until);
        }
        let Some((_, _, tag)) = self.ready.first().copied() else { return self.until_next() };
        let Some(id) = self.lanes.get(&tag).and_then(|lane| lane.rows.values().next().copied()) else {
            return Dispatch::Idle;
        };
        let Some(row) = self.rows.get(&id).copied() else { return Dispatch::Idle };
        if let Some(until) = self.must_wait(row.fresh, now) {
            return until;
        }
        self.start(id, row, now);
        Dispatch::Send(id)
    }

    /// One fresh message at a time, or one per tick of the overall pace when answers take longer than that.
    fn must_wait(&mut self, fresh: bool, now: Moment) -> Option<Dispatch> {
        if self.in_flight.len() >= self.pace.in_flight_max {
            return Some(Dispatch::Idle);
        }
        let tick = i64::from(1_000 / self.pace.per_second.max(1));
        if fresh && self.fresh_in_flight > 0 && now.since_ms(self.last_start) < tick {
            return Some(Dispatch::Wait(self.last_start.plus_ms(tick)));
        }
        self.overall.until_free(now).map(Dispatch::Wait)
    }

    fn start(&mut self, id: RowId, row: Waiting, now: Moment) {
        self.unready(row.lane);
        self.overall.take(now);
        let pace = self.pace;
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            lane.in_flight = true;
            if row.fresh {
                let bucket = lane.bucket.get_or_insert_with(|| match row.group {
                    true => Bucket::at_most(pace.group_per_minute, MINUTE_MS, now),
                    false => Bucket::new(pace.chat_burst, 1, 1_000, now),
                });
                bucket.take(now);
                lane.open_at = bucket.until_free(now).unwrap_or(lane.open_at);
            }
        }
        if row.fresh {
            self.fresh_in_flight += 1;
            self.last_start = now;
        }
        self.in_flight.insert(id, row.fresh);
    }

    /// The row has settled for good and is gone from the store.
    pub fn done(&mut self, id: RowId, now: Moment) {
        let Some(row) = self.leave(id) else { return };
        self.unready(row.lane);
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            lane.rows.remove(&row.seq);
        }
        self.later.remove(&(row.not_before, id));
        self.rows.remove(&id);
        self.reready(row.lane, now);
        self.sweep(now);
    }

    /// Weather: the same row again at `until`, and nothing else to this recipient before it. `everyone` when the
    /// channel asked the whole bot to wait.
    pub fn retry(&mut self, id: RowId, until: Moment, everyone: bool, now: Moment) {
        let Some(row) = self.leave(id) else { return };
        self.unready(row.lane);
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            lane.open_at = lane.open_at.max(until);
        }
        if everyone {
            self.paused_until = self.paused_until.max(until);
        }
        self.reready(row.lane, now);
    }

    /// Whose row it is.
    pub fn lane_of(&self, id: RowId) -> Option<Tag> {
        self.rows.get(&id).map(|row| row.lane)
    }

    /// All rows to the recipient of this row, itself included: it is gone.
    pub fn rows_beside(&self, id: RowId) -> Vec<RowId> {
        let Some(row) = self.rows.get(&id) else { return Vec::new() };
        let mut beside: Vec<_> = self.rows.iter().filter(|(_, other)| other.lane == row.lane).collect();
        beside.sort_by_key(|(_, other)| other.seq);
        beside.into_iter().map(|(id, _)| *id).collect()
    }

    fn leave(&mut self, id: RowId) -> Option<Waiting> {
        let row = self.rows.get(&id).copied()?;
        if let Some(fresh) = self.in_flight.remove(&id) {
            self.fresh_in_flight -= usize::from(fresh);
            if let Some(lane) = self.lanes.get_mut(&row.lane) {
                lane.in_flight = false;
            }
        }
        Some(row)
    }

    fn wake(&mut self, now: Moment) {
        while let Some((at, id)) = self.later.first().copied().filter(|(at, _)| *at <= now) {
            self.later.remove(&(at, id));
            if let Some(row) = self.rows.get(&id).copied() {
                self.join(id, row, now);
            }
        }
        while let Some((at, tag)) = self.sleeping.first().copied().filter(|(at, _)| *at <= now) {
            self.sleeping.remove(&(at, tag));
            self.reready(tag, now);
        }
    }

    fn until_next(&self) -> Dispatch {
        let lane = self.sleeping.first().map(|(at, _)| *at);
        let row = self.later.first().map(|(at, _)| *at);
        lane.into_iter().chain(row).min().map_or(Dispatch::Idle, Dispatch::Wait)
    }

    fn unready(&mut self, tag: Tag) {
        let Some(lane) = self.lanes.get(&tag) else { return };
        self.sleeping.remove(&(lane.open_at, tag));
        if let Some(row) = lane.rows.values().next().and_then(|id| self.rows.get(id)) {
            self.ready.remove(&(row.rank, row.seq, tag));
        }
    }

    fn reready(&mut self, tag: Tag, now: Moment) {
        let Some(lane) = self.lanes.get(&tag) else { return };
        if lane.in_flight {
            return;
        }
        let Some(row) = lane.rows.values().next().and_then(|id| self.rows.get(id)) else { return };
        if lane.open_at > now {
            self.sleeping.insert((lane.open_at, tag));
        } else {
            self.ready.insert((row.rank, row.seq, tag));
        }
    }

    /// Forgets idle lanes now and then, so that RAM does not grow with everybody who ever wrote.
    fn sweep(&mut self, now: Moment) {
        const LANES_KEPT: usize = 4_096;
        if self.lanes.len() > LANES_KEPT {
            self.lanes
                .retain(|_, lane| !lane.rows.is_empty() || lane.in_flight || now.since_ms(lane.open_at) < MINUTE_MS);
        }
    }
}

/// So many at once, then refilled evenly.
struct Bucket {
    size: f64,
    per_ms: f64,
    level: f64,
    at: Moment,
}

impl Bucket {
    /// `burst` at once, then `rate` in each period.
    fn new(burst: u32, rate: u32, period_ms: i64, now: Moment) -> Self {
        let size = f64::from(burst.max(1));
        #[expect(clippy::cast_precision_loss, reason = "periods are minutes at most")]
        let per_ms = f64::from(rate.max(1)) / period_ms.max(1) as f64;
        Self { size, per_ms, level: size, at: now }
    }

    /// Never more than `max` in any one period, wherever it begins: a small burst, the rest evenly.
    fn at_most(max: u32, period_ms: i64, now: Moment) -> Self {
        let burst = (max / 5).max(1);
        Self::new(burst, max - burst, period_ms, now)
    }

    fn refill(&mut self, now: Moment) {
        #[expect(clippy::cast_precision_loss, reason = "what passes between two rows is far below 2^52 ms")]
        let passed = now.since_ms(self.at).max(0) as f64;
        self.level = self.size.min(self.level + passed * self.per_ms);
        self.at = self.at.max(now);
    }

    fn take(&mut self, now: Moment) {
        self.refill(now);
        self.level -= 1.0;
    }

    /// When one more may go, or `None` when it may now.
    fn until_free(&mut self, now: Moment) -> Option<Moment> {
        self.refill(now);
        if self.level >= 1.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "bounded by the period")]
        let ms = ((1.0 - self.level) / self.per_ms).ceil() as i64;
        Some(now.plus_ms(ms.max(1)))
    }
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
