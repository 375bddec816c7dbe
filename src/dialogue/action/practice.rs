//! The buttons of practice. They name an exercise by its place in the list.

use crate::domain::triage::Triage;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PracticeAct {
    /// How far one has come.
    Home,
    Show(u8),
    /// It is about this, somebody thinks.
    Guess(u8, Triage),
    Model(u8),
    Done(u8),
}
