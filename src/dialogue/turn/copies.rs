//! A case's text: read and added to, and taken out of the chats of the desk.
//!
//! Never true of this file: a text that is taken back stays where the channel no longer deletes.

use super::{Done, Turn};
use crate::domain::case::{Case, DeskCopy, Entry};
use crate::domain::note::CaseNote;
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{MessageRef, Screen};
use crate::outbox::{self, NewRow};
use crate::store::StoreError;
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::{CaseNotes, Cases, Entries, Members};
use std::collections::BTreeMap;

impl Turn<'_> {
    /// Everything said in a case, in order.
    pub fn thread(&mut self, id: CaseId, case: &Case) -> Result<Vec<Entry>, StoreError> {
        let mut thread = Vec::new();
        for number in 0..case.entries {
            thread.extend(self.store.get::<Entries>(&(id, number))?);
        }
        Ok(thread)
    }

    /// Adds to a case's thread, under the case's own key. The case itself is saved by the caller.
    pub fn append(&mut self, id: CaseId, case: &mut Case, entry: &Entry) -> Done {
        let Some(under) = self.store.key_of::<Cases>(&id)? else { return Ok(()) };
        self.store.put::<Entries>(&(id, case.entries), entry, under)?;
        case.entries += 1;
        Ok(())
    }

    /// What colleagues wrote to each other about a case, in order.
    pub fn notes(&mut self, id: CaseId, case: &Case) -> Result<Vec<CaseNote>, StoreError> {
        let mut notes = Vec::new();
        for number in 0..case.notes {
            notes.extend(self.store.get::<CaseNotes>(&(id, number))?);
        }
        Ok(notes)
    }

    /// One more, under the case's own key. The case itself is saved by the caller.
    pub fn add_note(&mut self, id: CaseId, case: &mut Case, note: &CaseNote) -> Done {
        let Some(under) = self.store.key_of::<Cases>(&id)? else { return Ok(()) };
        self.store.put::<CaseNotes>(&(id, case.notes), note, under)?;
        case.notes += 1;
        Ok(())
    }

    /// Takes a closing case's text out of every desk chat, not before a moment.
    pub fn recall_copies(&mut self, case: &mut Case, not_before: Moment) -> Done {
        let mut by_staff: BTreeMap<StaffId, Vec<MessageRef>> = BTreeMap::new();
        for DeskCopy { staff, message } in std::mem::take(&mut case.copies) {
            by_staff.entry(staff).or_default().push(MessageRef(message));
        }
        for (staff, messages) in by_staff {
            self.take_back(staff, messages, not_before)?;
        }
        case.status_at = None;
        Ok(())
    }

    /// Takes it out of one member's chat.
    pub fn recall_from(&mut self, case: &mut Case, staff: StaffId) -> Done {
        let all = std::mem::take(&mut case.copies);
        let (theirs, others): (Vec<DeskCopy>, Vec<DeskCopy>) = all.into_iter().partition(|copy| copy.staff == staff);
        case.copies = others;
        let now = self.now;
        self.take_back(staff, theirs.into_iter().map(|copy| MessageRef(copy.message)).collect(), now)
    }

    /// Takes messages that quote a case out of a member's chat: edited away first, because the channel deletes
    /// nothing that is older than 48 hours.
    pub fn take_back(&mut self, staff: StaffId, messages: Vec<MessageRef>, not_before: Moment) -> Done {
        for message in &messages {
            self.edit_at_staff(staff, *message, "notices-taken-back", not_before)?;
        }
        self.erase_at_staff(staff, messages, not_before)
    }

    /// One sentence that says nothing of anybody, to who is on the team no more: all else that waits for them goes nowhere.
    pub fn to_who_left(&mut self, staff: StaffId, sentence: &'static str) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let screen = self.house.locale.render(&Screen::new(sentence), member.language, &mut |_| String::new());
        let (to, job, not_before) = (outbox::to_staff(staff), Job::Send(screen), self.now);
        self.stage(NewRow { to, job, rank: Rank::Desk, note: Note::Nothing, about: None, not_before })
    }

    /// One sentence in the place of a message in a member's chat, if it is still there.
    pub fn edit_at_staff(
        &mut self,
        staff: StaffId,
        message: MessageRef,
        sentence: &'static str,
        not_before: Moment,
    ) -> Done {
        let Some(member) = self.store.get::<Members>(&staff)? else { return Ok(()) };
        let screen = self.house.locale.render(&Screen::new(sentence), member.language, &mut |_| String::new());
        self.stage(NewRow {
            to: outbox::to_staff(staff),
            job: Job::Edit(message, screen),
            rank: Rank::Desk,
            note: Note::IfThere,
            about: None,
            not_before,
        })
    }
}
