//! What a turn does that the audit log tells of: the act and its entry in one breath, kept or dropped together.
//!
//! Never true of this file: a case is changed for a member without an entry, or an entry is made without the grant that
//! its act needs.

use super::{Done, Turn};
use crate::domain::audit::{Act, CaseName, Deed, Doer};
use crate::domain::case::Case;
use crate::domain::roles::Grant;
use crate::domain::{CaseId, StaffId};
use crate::store::tables::Cases;

impl Turn<'_> {
    /// Saves a case that a member has changed, together with the log's entry: the desk has no other way to change one.
    pub fn change(&mut self, grant: &Grant, act: Act, id: CaseId, case: &Case) -> Done {
        self.store.update::<Cases>(&id, case)?;
        let name = self.store.case_name(&id)?;
        self.note_by(grant, self.doer(), act, name, None)
    }

    /// Saves a case whose lease was renewed by work and nothing else: no entry.
    pub fn keep_hold(&mut self, _grant: &Grant, id: CaseId, case: &Case) -> Done {
        self.store.update::<Cases>(&id, case)
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
        self.store.audit(Deed { act, by, case, about }, self.now)
    }

    /// What needs no grant: somebody comes or goes, a lease runs out.
    pub fn note(&mut self, by: Doer, act: Act, case: Option<CaseName>) -> Done {
        debug_assert!(act.needs().is_none(), "an act that needs a grant is noted with it");
        self.store.audit(Deed { act, by, case, about: None }, self.now)
    }

    fn doer(&self) -> Doer {
        self.who.and_then(|who| who.member).map_or(Doer::Nobody, Doer::Member)
    }
}
