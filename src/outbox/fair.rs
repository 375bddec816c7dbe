//! Whose turn it is among the lanes that may send: the urgent first, the desk its share, and whoever got much lately
//! after whoever got little. Pure: no I/O, no clock.
//!
//! Never true of this file: a rank waits for ever because others have much to say; a crowd that makes the bot talk
//! holds up the one who comes now; a look costs more because more waits.

use crate::domain::Moment;
use crate::domain::limits::{LATELY_MS, ROW_COSTS_MS};
use crate::store::records::Rank;
use crate::vault::Tag;
use std::collections::BTreeSet;

/// After how many rows of others a rank that has something to send gets its turn. Help goes first but for that. Of thirty
/// rows a second the desk so gets five at least, whatever a crowd does.
fn patience(rank: Rank) -> u32 {
    match rank {
        Rank::Help => u32::MAX,
        Rank::Person | Rank::Desk => 3,
        Rank::Screen => 7,
        Rank::Reminder => 15,
    }
}

/// Where a lane stands in the line of its rank.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub(super) rank: Rank,
    /// The earlier, the sooner.
    pub(super) key: Moment,
    pub(super) seq: u64,
}

/// What a lane got lately: it stands in the line as if its row had come so much later.
#[derive(Clone, Copy, Default)]
pub(super) struct Got(Moment);

impl Got {
    /// One more row went out.
    pub(super) fn one_more(&mut self, now: Moment) {
        self.0 = self.0.max(now).plus_ms(ROW_COSTS_MS).min(now.plus_ms(LATELY_MS));
    }

    /// The key of a row that came at that moment. What a lane got a minute before counts no more, so nobody yields for
    /// longer than a minute to those who come later.
    pub(super) fn key(self, came: Moment) -> Moment {
        self.0.max(came.plus_ms(-LATELY_MS))
    }

    /// When nothing of it counts any more.
    pub(super) fn forgotten(self) -> Moment {
        self.0.plus_ms(LATELY_MS)
    }
}

/// The lanes that may send now, in a line for each rank.
pub(super) struct Ready {
    lines: [Line; Rank::ALL.len()],
}

struct Line {
    rank: Rank,
    lanes: BTreeSet<(Moment, u64, Tag)>,
    /// Rows that went out over its head.
    passed: u32,
}

impl Default for Ready {
    fn default() -> Self {
        Self { lines: Rank::ALL.map(|rank| Line { rank, lanes: BTreeSet::new(), passed: 0 }) }
    }
}

impl Ready {
    pub(super) fn insert(&mut self, place: Place, tag: Tag) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.rank == place.rank) {
            line.lanes.insert((place.key, place.seq, tag));
        }
    }

    pub(super) fn remove(&mut self, place: Place, tag: Tag) {
        if let Some(line) = self.lines.iter_mut().find(|line| line.rank == place.rank) {
            line.lanes.remove(&(place.key, place.seq, tag));
        }
    }

    /// Whose turn it is.
    pub(super) fn first(&self) -> Option<Tag> {
        let waiting = || self.lines.iter().filter(|line| !line.lanes.is_empty());
        let line = waiting().find(|line| line.passed >= patience(line.rank)).or_else(|| waiting().next())?;
        line.lanes.first().map(|(_, _, tag)| *tag)
    }

    /// A lane of that rank had its turn, and has left the line.
    pub(super) fn had_its_turn(&mut self, rank: Rank) {
        for line in &mut self.lines {
            line.passed = if line.lanes.is_empty() || line.rank == rank { 0 } else { line.passed + 1 };
        }
    }
}
