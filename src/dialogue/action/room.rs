//! The desk's buttons at an encounter on its day. Kept on the server like all of the desk's.

use crate::domain::{EncounterId, SeatId};
use serde::{Deserialize, Serialize};

/// What a button of `/aanwezig` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RoomAct {
    /// What the project has on this day: a page, from 0.
    Today(u8),
    /// How many are there.
    Show(EncounterId),
    /// The code at the door.
    Code(EncounterId),
    /// Who has a place, by nickname: a page, from 0.
    Names(EncounterId, u8),
    /// They are there, or not after all; and the page on which they stand.
    Mark(EncounterId, SeatId, u8),
    /// Heads are typed next.
    Count(EncounterId),
    /// What was made of the encounters of a week, the newest is 0: one question of it.
    Week(u8, u8),
}
