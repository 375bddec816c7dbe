//! What was handed out and not heard of. Its row may be gone when it arrives, because what it speaks of was forgotten: a
//! case was wiped, a place given back, a draft's time is over. Then it is taken away again where it stands.
//!
//! Never true of this file: it is known longer than the call lasts, or written anywhere; what somebody reads now is taken
//! away for what stood there before.

use super::Core;
use crate::domain::{Language, Moment, PersonId, RowId};
use crate::messenger::MessageRef;
use crate::messenger::screen::Screen;
use crate::messenger::wire::Outcome;
use crate::outbox::{self, NewRow};
use crate::store::StoreError;
use crate::store::records::{Job, Note, OutboxRow, Owner, Rank, RowTo};
use crate::store::tables::Outbox;
use crate::vault::Address;
use std::collections::HashMap;

/// See the file's header.
#[derive(Default)]
pub(super) struct UnderWay(HashMap<RowId, Went>);

/// Where a call went whose message may not stay when its row is gone.
#[derive(Clone, Copy)]
pub(super) struct Went {
    to: Address,
    over: Option<MessageRef>,
}

impl UnderWay {
    pub(super) fn goes(&mut self, id: RowId, row: &OutboxRow, to: Address) {
        let over = match (&row.job, row.note) {
            (Job::Send(_) | Job::Document(_), _) => None,
            // Whatever else takes the place of a screen is what its reader wrote, or says nothing of anybody.
            (Job::Edit(message, _), Note::Desk { .. } | Note::Directions(_) | Note::Until(_)) => Some(*message),
            (Job::Edit(..) | Job::Delete(_) | Job::Unbutton(_) | Job::Leave, _) => return,
        };
        match row.to {
            // A goodbye, and what a group hears, speak of nobody.
            RowTo::Owner(Owner::Farewell(_) | Owner::Group(_)) => {}
            RowTo::Owner(_) | RowTo::Direct(_) => drop(self.0.insert(id, Went { to, over })),
        }
    }

    pub(super) fn came(&mut self, id: RowId) -> Option<Went> {
        self.0.remove(&id)
    }
}

impl Core {
    pub(super) fn arrived_too_late(
        &mut self,
        id: RowId,
        went: Option<Went>,
        outcome: Outcome,
        now: Moment,
    ) -> Result<(), StoreError> {
        let reader = self.lanes.lane_of(id).map(|lane| PersonId(lane.bytes()));
        let beside = self.lanes.rows_beside(id);
        self.store.remove::<Outbox>(&id)?;
        self.keep(reader, now)?;
        self.lanes.done(id, self.steady.now());
        let (Some(went), Outcome::Delivered(message)) = (went, outcome) else { return Ok(()) };
        let Some(message) = went.over.or(message) else { return Ok(()) };
        for other in beside {
            let job = self.store.get::<Outbox>(&other)?.map(|row| row.job);
            let comes_there = match job {
                Some(Job::Edit(at, _)) => at == message,
                Some(Job::Delete(all)) => all.contains(&message),
                Some(Job::Send(_) | Job::Document(_) | Job::Unbutton(_) | Job::Leave) | None => false,
            };
            if comes_there {
                return Ok(());
            }
        }
        // What is old cannot be deleted, so its words go first.
        let gone = Screen::default().say_in_all("notices-taken-back");
        let gone = self.house.locale.render(&gone, Language::Nl, &mut |_| String::new());
        let jobs = [went.over.map(|_| Job::Edit(message, gone)), Some(Job::Delete(vec![message]))];
        for job in jobs.into_iter().flatten() {
            let (to, rank, not_before) = (RowTo::Direct(went.to), Rank::Person, now);
            // Not as a new message where it is there no more, and not left out for a newer one.
            let note = Note::Until(now.plus_days(2));
            let row = NewRow { to, job, rank, note, about: None, not_before };
            outbox::stage(&mut self.store, row, now)?;
        }
        self.keep(reader, now)
    }
}
