//! The desk's buttons of paper cards. Kept on the server like all of the desk's.

use crate::domain::{CaseId, DraftId, EncounterId, SeatId};
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
    /// A question: where it is typed.
    Ask,
    /// Of what was typed: the language of the answer, the area, whether an officer may think along.
    Language(DraftId),
    Area(DraftId),
    Police(DraftId),
    /// The next text comes in its place.
    Edit(DraftId),
    Drop(DraftId),
    /// With the fingerprint of what was read aloud.
    Send(DraftId, u32),
    /// How the case behind a card stands, without a word of it.
    Look(CaseId),
    /// What was answered last.
    Read(CaseId),
    /// Everything that was said.
    Thread(CaseId),
    Helped(CaseId),
    /// Something to add, or what is missing.
    More(CaseId),
    AskWipe(CaseId),
    Wipe(CaseId),
    /// It was read: off the screen.
    Shut,
    /// The code was written on the card: off the screen.
    Written,
}
