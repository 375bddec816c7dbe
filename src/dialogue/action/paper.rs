//! The desk's buttons of paper cards. Kept on the server like all of the desk's.

use crate::domain::{EncounterId, SeatId};
use serde::{Deserialize, Serialize};

/// What a button of `/kaart` does. None of them holds a code: what lies behind a card is named by its own id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PaperAct {
    /// Where a code is typed.
    Open,
    /// What somebody can come to: a page of the project's encounters, from 0.
    Pick(u8),
    /// What holds there, to be read aloud.
    Rules(EncounterId),
    /// A name to come under, or another one.
    Name(EncounterId),
    Take(EncounterId, [u8; 2]),
    /// Where it is.
    Where(SeatId),
    /// Yes, to an offer.
    Accept(SeatId),
    AskBack(SeatId),
    GiveBack(SeatId),
}
