//! Which rows of the outbox may be sent at all, and from when on.
//!
//! Never true of this file: a goodbye goes out while the list of people, or a page of it, still leads to whoever is told
//! that all is gone. It waits for that fact and for nothing else: no clock and no full disk makes it true earlier.

use super::Core;
use crate::domain::RowId;
use crate::domain::moment::HOUR_MS;
use crate::outbox::{self, Waiting};
use crate::store::records::{Owner, Rank, RowTo};
use crate::store::tables::Outbox;
use crate::store::{RowHead, StoreError};

/// A row never waits longer than this for its first try after a start, whatever clock wrote its hour.
const ROW_WAIT_MAX_MS: i64 = HOUR_MS;
/// But for what nobody is woken up for: that waits for the morning.
const NIGHT_WAIT_MAX_MS: i64 = 12 * HOUR_MS;

impl Core {
    /// Rows that wait or are under way.
    pub fn outbox_len(&self) -> usize {
        self.lanes.len() + self.goodbyes.len()
    }

    /// Gives new rows their place, and goodbyes that waited for the list theirs.
    pub(in crate::runtime) fn add_rows(&mut self, mut rows: Vec<(RowId, RowHead)>) -> Result<(), StoreError> {
        if self.store.owes_a_goodbye() {
            let (goodbyes, others) = rows.into_iter().partition(|(_, head)| is_goodbye(head));
            self.goodbyes.extend::<Vec<_>>(goodbyes);
            rows = others;
        } else {
            rows.append(&mut self.goodbyes);
        }
        for (id, head) in rows {
            // A goodbye that waited for too long is gone with its address.
            let Some(address) = outbox::address_of(&mut self.store, &head.to)? else {
                self.store.remove::<Outbox>(&id)?;
                continue;
            };
            let now = self.time.now();
            let wait = if head.waits_on_purpose() { head.not_before.since_ms(now) } else { 0 };
            let most = if head.rank == Rank::Reminder { NIGHT_WAIT_MAX_MS } else { ROW_WAIT_MAX_MS };
            let waiting = Waiting {
                lane: self.store.index.directory.tag(address),
                group: matches!(head.to, RowTo::Owner(Owner::Group(_))),
                rank: head.rank,
                seq: head.seq,
                not_before: self.steady.now().plus_ms(wait.clamp(0, most)),
                tried: head.tried,
                fresh: head.fresh,
                gives_way: head.gives_way,
            };
            self.lanes.add(id, waiting, self.steady.now());
            while let Some(unsent) = self.lanes.one_too_many(waiting.lane) {
                self.store.remove::<Outbox>(&unsent)?;
                self.lanes.done(unsent, self.steady.now());
                self.counts.given_way += 1;
            }
        }
        self.store.keep_turn();
        Ok(())
    }
}

/// The last words, and not the deletions before them.
fn is_goodbye(head: &RowHead) -> bool {
    head.fresh && matches!(head.to, RowTo::Owner(Owner::Farewell(_)))
}
