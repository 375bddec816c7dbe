//! The buttons of a liaison of the police. Kept on the server like all of the desk's.

use crate::domain::request::InputKind;
use crate::domain::{EncounterId, RequestId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ServiceAct {
    /// A page of the zone's encounters, from 0.
    List(u8),
    Show(EncounterId),
    /// So many officers come.
    Come(EncounterId, u16),
    No(EncounterId),
    /// A colleague will answer.
    Colleague(EncounterId),
    /// Nobody's identity is checked there.
    Promise(EncounterId),
    Briefing,
    /// A page of the general questions that wait for an answer, from 0.
    Requests(u8),
    Request(RequestId),
    AnswerRequest(RequestId),
    /// What was typed, as this: the version that was shown, for something else may have been typed since.
    SayAs(RequestId, u32, InputKind),
    Decline(RequestId),
}
