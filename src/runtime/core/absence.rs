//! How the core finds out that the channel was not heard for longer than it keeps what nobody fetches.
//!
//! Never true of this file: a clock that is doubted says how long that was; a quiet channel is taken for an absent one, and
//! so is a bot that listens on while its clock is doubted.

use super::{Core, Incoming};
use crate::dialogue::Event;
use crate::domain::Moment;
use crate::domain::absence::is_long;
use crate::domain::limits::HEARD_EVERY_MS;
use crate::store::StoreError;
use crate::store::tables::Absences;

/// What is known of it without asking the store.
#[derive(Clone, Copy, Default)]
pub(super) struct Hearing {
    /// The moment on disk.
    written: Option<Moment>,
    /// Some have not been told yet of the last absence.
    pub(super) is_telling: bool,
    /// The last time in this process, by the time that never goes back.
    last: Option<Moment>,
    /// When it was heard again, by the same time: whether that was an absence is judged once the clock is believed.
    back: Option<Moment>,
}

impl Core {
    /// Before anything of a batch is decided: whoever is told of an absence is told before they are answered what they
    /// write now.
    pub(super) fn hear_channel(&mut self, incoming: &[Incoming], now: Moment) -> Result<(), StoreError> {
        if incoming.iter().any(|one| matches!(one, Incoming::Heard)) {
            self.note_hearing(now)?;
        }
        if !self.hearing.is_telling {
            return Ok(());
        }
        if self.fenced(None, now, Event::TellAbsence)?.is_none() {
            self.give_up_telling()?;
        }
        self.recall_hearing()
    }

    fn note_hearing(&mut self, now: Moment) -> Result<(), StoreError> {
        let steady = self.steady.now();
        if self.hearing.last.replace(steady).is_none_or(|last| is_long(last, steady)) {
            self.hearing.back = Some(steady);
        }
        let is_old = self.hearing.written.is_none_or(|at| !(0..HEARD_EVERY_MS).contains(&now.since_ms(at)));
        if self.time.is_doubted() || !is_old && self.hearing.back.is_none() {
            return Ok(());
        }
        let back = self.hearing.back.take().map(|at| now.plus_ms(at.since_ms(steady)));
        self.fenced(None, now, Event::Heard { back })?;
        self.recall_hearing()
    }

    /// After a start and after each step.
    pub(super) fn recall_hearing(&mut self) -> Result<(), StoreError> {
        let known = self.store.get::<Absences>(&())?;
        self.hearing.written = known.map(|absence| absence.heard);
        self.hearing.is_telling = known.is_some_and(|absence| absence.telling.is_some());
        Ok(())
    }

    /// The same step would come to the same bad end again and again.
    fn give_up_telling(&mut self) -> Result<(), StoreError> {
        if let Some(mut absence) = self.store.get::<Absences>(&())? {
            absence.telling = None;
            self.store.update::<Absences>(&(), &absence)?;
            self.store.keep_turn();
        }
        Ok(())
    }
}
