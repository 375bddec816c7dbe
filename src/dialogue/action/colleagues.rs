//! The buttons of what colleagues do with each other's cases. Kept on the server like all of the desk's.

use crate::domain::CaseId;
use crate::domain::aside::{HandReason, HandRefusal};
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
    /// What can be done with others about a case that is held.
    Together(CaseId),
    /// Its answer is to be put right.
    Correct(CaseId),
    /// A page of the projects to which it can be handed over.
    Hand(CaseId, u8),
    /// To the one that stands there in the list of all; and why.
    HandTo(CaseId, u8),
    HandFor(CaseId, u8, HandReason),
    /// What another project offers: look, yes, no.
    Offer(CaseId),
    Accept(CaseId),
    AskNo(CaseId),
    No(CaseId, HandRefusal),
    /// A lawyer is asked; and what a lawyer does.
    AskLawyer(CaseId),
    LawyerTake(CaseId),
    LawyerDraft(CaseId),
    LawyerWord(CaseId),
    LawyerRelease(CaseId),
    /// What went out urgent and alone is read afterwards: looked at, found good, a word of it; and its author has seen that.
    After(CaseId),
    AfterGood(CaseId),
    AfterSay(CaseId),
    AfterSeen(CaseId),
    /// How does it go, the day after something grave was answered?
    CheckIn(CaseId),
}
