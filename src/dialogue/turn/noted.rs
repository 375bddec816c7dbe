//! What a turn does that the audit log tells of: the act and its entry in one breath, kept or dropped together.
//!
//! Never true of this file: a case is changed for a member without an entry, or an entry is made without the grant that
//! its act needs.

use super::{Done, Turn};
use crate::domain::audit::{Act, CaseName, Deed, Doer};
use crate::domain::case::Case;
use crate::domain::roles::Grant;
use crate::domain::team_text::TeamText;
use crate::domain::triage::Triage;
use crate::domain::{CaseId, StaffId, TextId};
use crate::store::tables::Cases;

impl Turn<'_> {
    /// Saves a case that a member has changed, together with the log's entry: the desk has no other way to change one.
    pub fn change(&mut self, grant: &Grant, act: Act, id: CaseId, case: &Case) -> Done {
        self.store.update::<Cases>(&id, case)?;
        let name = self.store.case_name(&id)?;
        self.note_by(grant, self.doer(), act, name, None)
    }

    /// The same where a colleague is concerned: the entry names both.
    pub fn change_about(&mut self, grant: &Grant, act: Act, id: CaseId, case: &Case, about: StaffId) -> Done {
        self.store.update::<Cases>(&id, case)?;
        let name = self.store.case_name(&id)?;
        self.note_by(grant, self.doer(), act, name, Some(about))
    }

    /// The same for a case that was sorted: the entry has the code.
    pub fn change_code(&mut self, grant: &Grant, code: Triage, id: CaseId, case: &Case) -> Done {
        debug_assert!(Act::Sorted.needs() == Some(grant.capability()), "an act needs the grant for it");
        self.store.update::<Cases>(&id, case)?;
        let (name, by) = (self.store.case_name(&id)?, self.doer());
        self.store.audit(Deed { case: name, code: Some(code), ..Deed::new(Act::Sorted, by) }, self.now)
    }

    /// The same where nobody's hand changes it: its time came.
    pub fn change_by_itself(&mut self, act: Act, id: CaseId, case: &Case) -> Done {
        self.store.update::<Cases>(&id, case)?;
        let name = self.store.case_name(&id)?;
        self.note(Doer::Nobody, act, name)
    }

    /// Saves a case whose lease was renewed by work and nothing else: no entry.
    pub fn keep_hold(&mut self, _grant: &Grant, id: CaseId, case: &Case) -> Done {
        self.store.update::<Cases>(&id, case)
    }

    /// Saves a text that a member has written at, without an entry: nobody else sees it yet.
    pub fn keep_text(&mut self, _grant: &Grant, id: TextId, text: &TeamText) -> Done {
        self.store.save_text(id, text)
    }

    /// What a member did with a text of the team. `id` when the log may name it.
    pub fn note_text(&mut self, grant: &Grant, act: Act, id: Option<TextId>) -> Done {
        debug_assert!(act.needs() == Some(grant.capability()), "an act needs the grant for it");
        let by = self.doer();
        self.store.audit(Deed { text: id, ..Deed::new(act, by) }, self.now)
    }

    /// What becomes of a text without anybody's hand at this moment.
    pub fn note_text_by_itself(&mut self, act: Act, id: TextId) -> Done {
        debug_assert!(act.needs().is_none(), "an act that needs a grant is noted with it");
        self.store.audit(Deed { text: Some(id), ..Deed::new(act, Doer::Nobody) }, self.now)
    }

    /// What a member did with an encounter of the project. The log does not say which, nor whose place it was about.
    pub fn note_encounter(&mut self, grant: &Grant, act: Act) -> Done {
        self.note_by(grant, self.doer(), act, None, None)
    }

    /// What a member did for whoever holds the card of a case, without a change of it.
    pub fn note_card(&mut self, grant: &Grant, act: Act, id: CaseId) -> Done {
        let name = self.store.case_name(&id)?;
        self.note_by(grant, self.doer(), act, name, None)
    }

    /// A member wrote to so many who come to an encounter, or wait.
    pub fn note_message(&mut self, grant: &Grant, count: u32) -> Done {
        debug_assert!(Act::MessageSent.needs() == Some(grant.capability()), "an act needs the grant for it");
        let by = self.doer();
        self.store.audit(Deed { count: Some(count), ..Deed::new(Act::MessageSent, by) }, self.now)
    }

    /// What a member did to another one.
    pub fn note_about(&mut self, grant: &Grant, act: Act, about: StaffId) -> Done {
        self.note_by(grant, self.doer(), act, None, Some(about))
    }

    /// An act for which a grant was shown, by whoever it belongs to.
    pub fn note_by(
        &mut self,
        grant: &Grant,
        by: Doer,
        act: Act,
        case: Option<CaseName>,
        about: Option<StaffId>,
    ) -> Done {
        debug_assert!(act.needs() == Some(grant.capability()), "an act needs the grant for it");
        self.store.audit(Deed { case, about, ..Deed::new(act, by) }, self.now)
    }

    /// Places were drawn, with this seed.
    pub fn note_draw(&mut self, seed: u64) -> Done {
        let deed = Deed { seed: Some(seed), ..Deed::new(Act::Drawn, Doer::Nobody) };
        self.store.audit(deed, self.now)
    }

    /// What needs no grant: somebody comes or goes, a lease runs out.
    pub fn note(&mut self, by: Doer, act: Act, case: Option<CaseName>) -> Done {
        debug_assert!(act.needs().is_none(), "an act that needs a grant is noted with it");
        self.store.audit(Deed { case, ..Deed::new(act, by) }, self.now)
    }

    fn doer(&self) -> Doer {
        self.who.and_then(|who| who.member).map_or(Doer::Nobody, Doer::Member)
    }
}
