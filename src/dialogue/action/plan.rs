//! The desk's buttons of encounters. Kept on the server like all of the desk's.

use super::ContentRef;
use crate::domain::audit::MoveReason;
use crate::domain::encounter::{Access, Audience, Dress, Kind, Spoken, Step, Way};
use crate::domain::{EncounterId, Language, SeatId};
use serde::{Deserialize, Serialize};

/// What a button of `/nieuw` or `/reeks` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MeetAct {
    /// A page of the project's encounters, from 0.
    List(u8),
    /// Begin a plan, whatever lies unfinished.
    New,
    /// A plan where something is lacking, or its preview; what is published as it stands.
    Open(EncounterId),
    Ask(EncounterId, Page),
    /// Another page of the municipalities, from 0.
    Towns(EncounterId, u8),
    Kind(EncounterId, Kind),
    /// In minutes.
    Length(EncounterId, u16),
    Town(EncounterId, ContentRef),
    Ages(EncounterId, u8, u8),
    /// How places are given.
    Way(EncounterId, Way),
    Spoken(EncounterId, Spoken),
    /// It is there, or it is not.
    Access(EncounterId, Access),
    AccessDone(EncounterId),
    Dress(EncounterId, Dress),
    /// The zone has said that nobody is checked there.
    NoChecks(EncounterId),
    Consent(EncounterId, bool),
    /// Ask the zone's liaisons: for the promise, or for officers.
    AskZone(EncounterId),
    /// So many officers as there are: it stays so.
    LeaveSo(EncounterId),
    /// What is to be changed? A page of the steps, from 0.
    Steps(EncounterId, u8),
    /// Exactly what was shown: the number stands for it.
    Publish(EncounterId, u32),
    AskDrop(EncounterId),
    Drop(EncounterId),
    /// Who comes and who waits, by nickname: a page, from 0.
    People(EncounterId, u8),
    AskCancel(EncounterId),
    Cancel(EncounterId),
    /// A parent said yes.
    Consented(EncounterId, SeatId),
    /// The dates of a planned series, to be skipped or not: a page, from 0.
    Skips(EncounterId, u8),
    /// One of them, by its place from 0.
    Skip(EncounterId, u8),
    /// Changing what is published: this one, or all that follow?
    AskChange(EncounterId),
    /// With all later dates of the series, or without.
    Change(EncounterId, bool),
    /// This one and all later dates do not go on.
    CancelFollowing(EncounterId),
    /// Somebody who waits, to the front: why?
    AskMove(EncounterId, SeatId),
    MoveUp(EncounterId, SeatId, MoveReason),
    /// The place of somebody who cannot be reached.
    AskFree(EncounterId, SeatId),
    Free(EncounterId, SeatId),
    /// The series to which this one belongs, with its dates: a page, from 0.
    Dates(EncounterId, u8),
    /// A talk in the street, because of the weather.
    CancelForWeather(EncounterId),
    /// What must come before? A page of what is published, from 0.
    AskAfter(EncounterId, u8),
    /// This one, or none.
    After(EncounterId, Option<EncounterId>),
    /// The codes of youth workers and partners.
    Codes(EncounterId),
    /// Another one, for so many people.
    MakeCode(EncounterId, u8),
    AskEndCode(EncounterId),
    /// The one with this number.
    EndCode(EncounterId, u8),
    /// A message to those who come or wait: to whom, or how far it is.
    AskMessage(EncounterId),
    MessageTo(EncounterId, Audience),
    /// Its words in one language, anew.
    MessageWords(EncounterId, Language),
    /// Exactly what was shown: the number stands for it.
    SendMessage(EncounterId, u32),
    DropMessage(EncounterId),
    /// Another day or hour: of this one, or of all that follow?
    AskShift(EncounterId),
    /// With all later dates of the series, or without.
    Shift(EncounterId, bool),
    /// Its link as a picture, to be printed.
    Picture(EncounterId),
    /// The same of each of its codes.
    CodePictures(EncounterId),
}

/// One question of the plan. Some steps have two.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Page {
    Kind,
    Title(Language),
    Starts,
    Length,
    Town,
    Venue,
    Places,
    Ages,
    Spoken,
    Access,
    Dress,
    NoChecks,
    Consent,
}

impl Page {
    /// In the order in which they are asked.
    pub const ALL: [Page; 14] = [
        Page::Kind,
        Page::Title(Language::Nl),
        Page::Title(Language::Fr),
        Page::Starts,
        Page::Length,
        Page::Town,
        Page::Venue,
        Page::Places,
        Page::Ages,
        Page::Spoken,
        Page::Access,
        Page::Dress,
        Page::NoChecks,
        Page::Consent,
    ];

    pub fn step(self) -> Step {
        match self {
            Page::Kind => Step::Kind,
            Page::Title(_) => Step::Titles,
            Page::Starts | Page::Length => Step::When,
            Page::Town | Page::Venue => Step::Where,
            Page::Places => Step::Places,
            Page::Ages | Page::Spoken => Step::People,
            Page::Access => Step::Access,
            Page::Dress | Page::NoChecks => Step::Officers,
            Page::Consent => Step::Consent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_stand_in_the_order_of_the_steps() {
        let steps = Page::ALL.map(Page::step);
        assert!(steps.is_sorted());
        assert!(Step::ALL.iter().all(|step| steps.contains(step)));
    }
}
