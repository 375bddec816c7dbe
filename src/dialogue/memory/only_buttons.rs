//! Who stands at a question of a plan that has nothing but buttons. In memory: after a restart what is typed there is kept like any
//! other text without a case.
//!
//! Never true of this file: it knows more than the last screen of a member.

use crate::dialogue::action::Page;
use crate::domain::{EncounterId, StaffId};
use crate::messenger::MessageRef;
use std::collections::HashMap;

#[derive(Clone, Copy)]
pub struct AtButtons {
    pub encounter: EncounterId,
    pub page: Page,
    /// The message in which it is planned, when that is known already.
    pub screen: Option<MessageRef>,
}

/// Bounded by the roster.
#[derive(Default)]
pub struct OnlyButtons(HashMap<StaffId, AtButtons>);

impl OnlyButtons {
    pub fn stands_at(&mut self, staff: StaffId, at: AtButtons) {
        self.0.insert(staff, at);
    }

    /// Whatever is pressed or commanded leads away from it, until the next question is shown.
    pub fn leaves(&mut self, staff: StaffId) {
        self.0.remove(&staff);
    }

    pub fn of(&self, staff: StaffId) -> Option<AtButtons> {
        self.0.get(&staff).copied()
    }
}
