//! Who of the team has a break. In memory: whoever comes back from a restart is back.
//!
//! Never true of this file: it says why.

use crate::domain::{Moment, StaffId};
use std::collections::HashMap;

/// Bounded by the roster.
#[derive(Default)]
pub struct Pauses(HashMap<StaffId, Moment>);

impl Pauses {
    pub fn begin(&mut self, staff: StaffId, until: Moment) {
        self.0.insert(staff, until);
    }

    pub fn end(&mut self, staff: StaffId) {
        self.0.remove(&staff);
    }

    /// Until when, while it lasts.
    pub fn until(&self, staff: StaffId, now: Moment) -> Option<Moment> {
        self.0.get(&staff).copied().filter(|until| now < *until)
    }
}
