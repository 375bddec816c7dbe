//! Which messages at the desk quote a case, and which call to it: known, so that they can be taken back.
//!
//! Never true of this file: a case remembers more of either than [`DESK_COPIES_MAX`].

use super::StaffId;
use super::case::Case;
use super::limits::DESK_COPIES_MAX;
use serde::{Deserialize, Serialize};

/// A message in a staff member's private chat.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeskCopy {
    pub staff: StaffId,
    pub message: i64,
}

impl Case {
    /// Remembers a desk message that quotes the case; the oldest is forgotten when there are too many.
    pub fn remember_copy(&mut self, copy: DeskCopy) {
        if self.copies.contains(&copy) {
            return;
        }
        if self.copies.len() >= DESK_COPIES_MAX {
            self.copies.remove(0);
        }
        self.copies.push(copy);
    }

    /// Remembers a message that calls to the case.
    pub fn remember_call(&mut self, call: DeskCopy) {
        if self.calls.len() < DESK_COPIES_MAX && !self.calls.contains(&call) {
            self.calls.push(call);
        }
    }
}
