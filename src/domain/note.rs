//! A word among colleagues about a case: for whoever works on it next, and for nobody else.
//!
//! Never true of this file: a note is a part of the thread, in which what is said to the asker stands.

use super::case::Case;
use super::limits::NOTES_PER_CASE_MAX;
use super::{Day, StaffId};
use serde::{Deserialize, Serialize};

/// Lives and dies with its case, under the same key.
#[derive(Clone, Serialize, Deserialize)]
pub struct CaseNote {
    pub by: StaffId,
    pub day: Day,
    pub text: String,
}

impl Case {
    /// Is there room for one more?
    pub fn takes_notes(&self) -> bool {
        self.notes < NOTES_PER_CASE_MAX
    }
}
