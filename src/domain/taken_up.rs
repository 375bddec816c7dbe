//! A closed question on somebody's desk, to write something for everybody of it.
//!
//! Never true of this file: a question is read for that before nobody can be reached about it any more, or by two at once.

use super::case::{Case, Closing, Reading, Refusal, Sharing, Stage};
use super::{Moment, StaffId};

impl Case {
    /// Is it closed because the answer helped?
    pub fn is_helped(&self) -> bool {
        matches!(self.stage, Stage::Closed { why: Closing::Helped, .. })
    }

    /// May a member read it to write something for everybody? Only once nobody can be reached about it: until then the
    /// asker can take the word back, and a text that is written would have to lead to the question.
    pub fn may_be_taken_up(&self) -> bool {
        self.is_helped() && self.severed && self.sharing == Sharing::Yes
    }

    /// Puts a closed question on a desk, for everybody else's answer.
    pub fn take_up(&mut self, by: StaffId, until: Moment) -> Result<(), Refusal> {
        if !self.may_be_taken_up() {
            return Err(Refusal::Closed);
        }
        if self.reading.is_some_and(|reading| reading.by != by) {
            return Err(Refusal::HeldByOther);
        }
        self.taken_up = true;
        self.reading = Some(Reading { by, until });
        Ok(())
    }
}
