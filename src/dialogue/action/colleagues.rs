//! The buttons of what colleagues do with each other's cases. Kept on the server like all of the desk's.

use crate::domain::CaseId;
use crate::domain::takeover::TakeOverReason;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ColleagueAct {
    /// The next text is a note about this case.
    AskNote(CaseId),
    /// A page of what others hold.
    Others(u8),
    /// Taking one over: why, sure, yes.
    TakeOver(CaseId),
    TakeOverFor(CaseId, TakeOverReason),
    TakeOverYes(CaseId, TakeOverReason),
}
