//! The buttons around a general question to the police, on the team's side. A liaison's are in `service.rs`.

use crate::domain::{CaseId, RequestId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PoliceAct {
    /// Where it stands; and when there is none yet, the asking for one.
    Open(CaseId),
    Write(CaseId),
    /// Gives this version to a second one of the team.
    HandIn(RequestId, u32),
    /// The second one reads it.
    Read(RequestId),
    Approve(RequestId, u32),
    SendBack(RequestId, u32),
    Drop(RequestId),
}
