//! Who is sent what next: order per recipient, the channel's pace, patience after a refusal. Pure: no I/O, no clock.
//!
//! Whose turn it is among those who may send says `fair`, how fast it goes `pace`. Every step costs the logarithm of
//! what waits.

use super::fair::{Got, Place, Ready};
use super::pace::{Bucket, Pace};
use crate::domain::limits::LANE_ROWS_MAX;
use crate::domain::moment::MINUTE_MS;
use crate::domain::{Moment, RowId};
use crate::store::records::{GivesWay, Rank};
use crate::vault::Tag;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
    pub gives_way: GivesWay,
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
    /// Rows that join later.
    later: BTreeMap<u64, RowId>,
    /// How many of the rows are of each rank: a lane is as urgent as the most urgent of them.
    ranks: BTreeMap<Rank, usize>,
    /// Those that may be left unsent: of each kind all but the newest. Few, because of that.
    yielding: BTreeMap<u64, GivesWay>,
    in_flight: Option<u64>,
    /// Not before this moment: patience after weather, or the chat's pace.
    open_at: Moment,
    bucket: Option<Bucket>,
    got: Got,
    stands: Stands,
}

/// In which of the lists a lane stands.
#[derive(Clone, Copy, Default)]
enum Stands {
    /// Under way, or new.
    #[default]
    Nowhere,
    Ready(Place),
    Sleeping(Moment),
    /// Empty; forgotten at that moment, so that RAM does not grow with everybody who ever wrote.
    Empty(Moment),
}

/// See the file's header.
pub struct Lanes {
    pace: Pace,
    overall: Bucket,
    /// With the moment at which each came to its lane.
    rows: HashMap<RowId, (Waiting, Moment)>,
    lanes: HashMap<Tag, Lane>,
    /// Lanes whose first row may go as far as the lane is concerned.
    ready: Ready,
    /// Lanes that wait for their moment.
    sleeping: BTreeSet<(Moment, Tag)>,
    empty: BTreeSet<(Moment, Tag)>,
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
            ready: Ready::default(),
            sleeping: BTreeSet::new(),
            empty: BTreeSet::new(),
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

    /// Lanes that are remembered, those included to which nothing waits.
    pub fn lanes(&self) -> usize {
        self.lanes.len()
    }

    pub fn add(&mut self, id: RowId, row: Waiting, now: Moment) {
        self.rows.insert(id, (row, now));
        self.leave_place(row.lane);
        let lane = self.lanes.entry(row.lane).or_default();
        if row.gives_way != GivesWay::Never {
            lane.yielding.insert(row.seq, row.gives_way);
        }
        if row.not_before > now && !row.tried {
            self.later.insert((row.not_before, id));
            lane.later.insert(row.seq, id);
            return self.take_place(row.lane, now);
        }
        if row.not_before > now {
            lane.open_at = lane.open_at.max(row.not_before);
        }
        self.join(id, row, now);
    }

    fn join(&mut self, id: RowId, row: Waiting, now: Moment) {
        self.leave_place(row.lane);
        let lane = self.lanes.entry(row.lane).or_default();
        lane.later.remove(&row.seq);
        lane.rows.insert(row.seq, id);
        *lane.ranks.entry(row.rank).or_default() += 1;
        self.rows.insert(id, (row, now));
        self.take_place(row.lane, now);
    }

    /// A row to this recipient that is to be left unsent, because more waits there than may: the oldest that has a newer
    /// one of its kind behind it. `None` when it is not too much, or nothing of it can be spared.
    pub fn one_too_many(&self, tag: Tag) -> Option<RowId> {
        let lane = self.lanes.get(&tag).filter(|lane| lane.rows.len() + lane.later.len() > LANE_ROWS_MAX)?;
        let is_newest = |seq: u64, kind: GivesWay| {
            let newest = lane.yielding.iter().rev().find(|(_, known)| **known == kind);
            newest.is_some_and(|(newest, _)| *newest == seq)
        };
        let spare = |seq: u64, kind| lane.in_flight != Some(seq) && !is_newest(seq, kind);
        let (seq, _) = lane.yielding.iter().find(|(seq, kind)| spare(**seq, **kind))?;
        lane.rows.get(seq).or_else(|| lane.later.get(seq)).copied()
    }

    /// The row to send now, if any. It is under way until [`Lanes::done`] or [`Lanes::retry`].
    pub fn next(&mut self, now: Moment) -> Dispatch {
        self.wake(now);
        if self.rows.len() == self.in_flight.len() {
            return Dispatch::Idle;
        }
        if self.paused_until > now {
            return Dispatch::Wait(self.paused_until);
        }
        let Some(tag) = self.ready.first() else { return self.until_next() };
        let Some(id) = self.lanes.get(&tag).and_then(|lane| lane.rows.values().next().copied()) else {
            return Dispatch::Idle;
        };
        let Some((row, _)) = self.rows.get(&id).copied() else { return Dispatch::Idle };
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
        if let Some(rank) = self.leave_place(row.lane) {
            self.ready.had_its_turn(rank);
        }
        self.overall.take(now);
        let pace = self.pace;
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            lane.in_flight = Some(row.seq);
            lane.got.one_more(now);
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

    /// The row has settled for good, or was left unsent, and is gone from the store.
    pub fn done(&mut self, id: RowId, now: Moment) {
        let Some(row) = self.come_back(id) else { return };
        self.leave_place(row.lane);
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            if lane.rows.remove(&row.seq).is_some()
                && let Some(count) = lane.ranks.get_mut(&row.rank)
            {
                *count -= 1;
                lane.ranks.retain(|_, count| *count > 0);
            }
            lane.later.remove(&row.seq);
            lane.yielding.remove(&row.seq);
        }
        self.later.remove(&(row.not_before, id));
        self.rows.remove(&id);
        self.take_place(row.lane, now);
    }

    /// Weather: the same row again at `until`, and nothing else to this recipient before it. `everyone` when the
    /// channel asked the whole bot to wait.
    pub fn retry(&mut self, id: RowId, until: Moment, everyone: bool, now: Moment) {
        let Some(row) = self.come_back(id) else { return };
        self.leave_place(row.lane);
        if let Some(lane) = self.lanes.get_mut(&row.lane) {
            lane.open_at = lane.open_at.max(until);
        }
        if everyone {
            self.paused_until = self.paused_until.max(until);
        }
        self.take_place(row.lane, now);
    }

    /// Whose row it is.
    pub fn lane_of(&self, id: RowId) -> Option<Tag> {
        self.rows.get(&id).map(|(row, _)| row.lane)
    }

    /// All rows to the recipient of this row, itself included: it is gone.
    pub fn rows_beside(&self, id: RowId) -> Vec<RowId> {
        let Some(lane) = self.lane_of(id).and_then(|tag| self.lanes.get(&tag)) else { return Vec::new() };
        let all: BTreeMap<u64, RowId> = lane.rows.iter().chain(&lane.later).map(|(seq, id)| (*seq, *id)).collect();
        all.into_values().collect()
    }

    /// It is not under way any more.
    fn come_back(&mut self, id: RowId) -> Option<Waiting> {
        let (row, _) = self.rows.get(&id).copied()?;
        if let Some(fresh) = self.in_flight.remove(&id) {
            self.fresh_in_flight -= usize::from(fresh);
            if let Some(lane) = self.lanes.get_mut(&row.lane) {
                lane.in_flight = None;
            }
        }
        Some(row)
    }

    fn wake(&mut self, now: Moment) {
        while let Some((at, id)) = self.later.first().copied().filter(|(at, _)| *at <= now) {
            self.later.remove(&(at, id));
            if let Some((row, _)) = self.rows.get(&id).copied() {
                self.join(id, row, now);
            }
        }
        while let Some((_, tag)) = self.sleeping.first().copied().filter(|(at, _)| *at <= now) {
            self.leave_place(tag);
            self.take_place(tag, now);
        }
        while let Some((_, tag)) = self.empty.first().copied().filter(|(at, _)| *at <= now) {
            self.leave_place(tag);
            self.lanes.remove(&tag);
        }
    }

    fn until_next(&self) -> Dispatch {
        let lane = self.sleeping.first().map(|(at, _)| *at);
        let row = self.later.first().map(|(at, _)| *at);
        lane.into_iter().chain(row).min().map_or(Dispatch::Idle, Dispatch::Wait)
    }

    /// Takes a lane out of whichever list it stands in; gives the rank in which it was ready.
    fn leave_place(&mut self, tag: Tag) -> Option<Rank> {
        let lane = self.lanes.get_mut(&tag)?;
        match std::mem::take(&mut lane.stands) {
            Stands::Nowhere => return None,
            Stands::Ready(place) => {
                self.ready.remove(place, tag);
                return Some(place.rank);
            }
            Stands::Sleeping(at) => self.sleeping.remove(&(at, tag)),
            Stands::Empty(at) => self.empty.remove(&(at, tag)),
        };
        None
    }

    fn take_place(&mut self, tag: Tag, now: Moment) {
        let Some(lane) = self.lanes.get_mut(&tag) else { return };
        if lane.in_flight.is_some() {
            return;
        }
        let first = lane.rows.iter().next().and_then(|(seq, id)| Some((*seq, self.rows.get(id)?.1)));
        let rank = lane.ranks.keys().next().copied();
        let (Some((seq, came)), Some(rank)) = (first, rank) else {
            if lane.later.is_empty() {
                let until = lane.got.forgotten().max(lane.open_at.plus_ms(MINUTE_MS));
                lane.stands = Stands::Empty(until);
                self.empty.insert((until, tag));
            }
            return;
        };
        if lane.open_at > now {
            lane.stands = Stands::Sleeping(lane.open_at);
            self.sleeping.insert((lane.open_at, tag));
            return;
        }
        let place = Place { rank, key: lane.got.key(came), seq };
        lane.stands = Stands::Ready(place);
        self.ready.insert(place, tag);
    }
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
