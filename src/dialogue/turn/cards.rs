//! Words of a case on the screen of somebody who does not hold it: a youth worker who types or reads them out for whoever has
//! only a paper card; and the code of a new card.
//!
//! Never true of this file: such a row outlives the key of what it speaks of; what is read out stays on the screen by itself,
//! or comes as a message of which we do not know where it stands.

use super::{Done, Turn, job};
use crate::domain::limits::PAPER_OPEN_MINUTES;
use crate::domain::{CaseId, DraftId, Moment, SeatId, StaffId};
use crate::messenger::{MessageRef, Screen};
use crate::outbox::{self, NewRow};
use crate::store::records::{Job, Note, Rank, Shows};
use crate::store::tables::Members;

impl Turn<'_> {
    /// What is typed for somebody with a card, as it will go: under the draft's own key, by the draft's own route.
    pub fn review_at_staff(
        &mut self,
        staff: StaffId,
        draft: DraftId,
        over: Option<MessageRef>,
        screen: &Screen,
    ) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let (rendered, token) = self.render_for_staff(staff, member.language, screen, None, over)?;
        let note = Note::Desk { staff, shows: Shows::Nothing, token };
        let (to, not_before) = (outbox::to_draft(draft), self.now);
        self.stage(NewRow { to, job: job(over, rendered), rank: Rank::Desk, note, about: None, not_before })
    }

    /// What was said in a case, in the place of a message that is there, and not for long. Under the case's key; when the
    /// message is gone, or once it would be taken off again, nothing is shown.
    pub fn read_out(&mut self, staff: StaffId, id: CaseId, over: MessageRef, screen: &Screen) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let (rendered, _) = self.render_for_staff(staff, member.language, screen, None, Some(over))?;
        let (to, not_before) = (outbox::to_staff(staff), self.now);
        let note = Note::Until(self.now.plus_minutes(PAPER_OPEN_MINUTES));
        let (job, about) = (Job::Edit(over, rendered), Some(id));
        self.stage(NewRow { to, job, rank: Rank::Desk, note, about, not_before })?;
        if let Some(before) = self.memory.open_cards.shown(staff, over.0) {
            self.edit_at_staff(staff, MessageRef(before), "paper-hidden", not_before)?;
        }
        self.hides_soon(staff, over, "paper-hidden")
    }

    /// The code of a new card, once. It leaves the screen by the clock, which begins when it stands there: see
    /// [`Note::Code`].
    pub fn show_code(&mut self, staff: StaffId, over: Option<MessageRef>, screen: &Screen) -> Done {
        self.noted_at_staff(staff, over, screen, None, self.now, |token| Note::Code { staff, token })
    }

    /// A place is offered to somebody with a card: for who asked for it. See [`Note::Offer`].
    pub fn offer_to_staff(&mut self, staff: StaffId, screen: &Screen, seat: SeatId, not_before: Moment) -> Done {
        self.noted_at_staff(staff, None, screen, None, not_before, |_| Note::Offer(seat))
    }

    /// A sentence comes in the place of a message by the clock, whatever is or is not pressed until then.
    pub fn hides_soon(&mut self, staff: StaffId, message: MessageRef, sentence: &'static str) -> Done {
        let soon = self.now.plus_minutes(PAPER_OPEN_MINUTES);
        self.edit_at_staff(staff, message, sentence, soon)
    }

    /// Numbers to call, before anything else that waits to go to a member.
    pub fn help_at_staff(&mut self, staff: StaffId, screen: &Screen) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let (rendered, token) = self.render_for_staff(staff, member.language, screen, None, None)?;
        let (to, job, not_before) = (outbox::to_staff(staff), Job::Send(rendered), self.now);
        let note = Note::Desk { staff, shows: Shows::Nothing, token };
        self.stage(NewRow { to, job, rank: Rank::Help, note, about: None, not_before })
    }
}
