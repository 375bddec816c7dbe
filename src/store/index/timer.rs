//! What falls due without anybody's hand.
//!
//! Never true of this file: a timer says what is to be done, or until when; that stands in the record alone.

use crate::domain::{CaseId, DraftId, EncounterId, SeatId, StaffId, TextId};

/// What falls due by the clock alone; the record itself says what is to be done.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Timer {
    Case(CaseId),
    /// The time in which an answer to it was promised.
    Promise(CaseId),
    Draft(DraftId),
    Parked(StaffId),
    Text(TextId),
    Encounter(EncounterId),
    Seat(SeatId),
    /// The message to those who come or wait.
    Circular(EncounterId),
}
