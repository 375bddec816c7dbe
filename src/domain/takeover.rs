//! Taking a case from a colleague who holds it and is silent, for a reason that the log keeps.
//!
//! Never true of this file: a case is taken from somebody who wrote a moment ago, but by a coordinator; a draft is lost.

use super::case::{Case, Refusal, Stage};
use super::limits::SILENT_MINUTES;
use super::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// A closed list, so that the log holds nobody's own words.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum TakeOverReason {
    Silent,
    /// Ill, or not at work.
    Away,
    CannotWait,
    /// They said so to each other.
    Agreed,
}

impl TakeOverReason {
    pub const ALL: [TakeOverReason; 4] =
        [TakeOverReason::Silent, TakeOverReason::Away, TakeOverReason::CannotWait, TakeOverReason::Agreed];
}

impl Stage {
    /// Has its holder written nothing for it for a while?
    pub fn is_silent(self, now: Moment) -> bool {
        match self {
            Stage::Claimed { since, .. } => since.plus_minutes(SILENT_MINUTES) <= now,
            Stage::Waiting | Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => false,
        }
    }
}

impl Case {
    /// It is held by somebody else from now on. Gives who had it; the draft stays, with its author.
    pub fn take_over(&mut self, by: StaffId, now: Moment, until: Moment) -> Result<StaffId, Refusal> {
        let before = self.holder().filter(|holder| *holder != by).ok_or(Refusal::LeaseOver)?;
        self.put_back();
        self.claim(by, now, until)?;
        Ok(before)
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::Reply;
    use super::super::{Code, Day, Language};
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const AYA: StaffId = StaffId([2; 16]);

    #[test]
    fn what_is_taken_over_keeps_its_draft_and_its_author() {
        let code = Code::parse("K7Q4MN").expect("a code");
        let mut case = Case::new(code, Language::Nl, Day(20_000), 1, Moment(0));
        let (now, until) = (Moment(0), Moment(0).plus_minutes(20));
        assert_eq!(case.take_over(AYA, now, until), Err(Refusal::LeaseOver), "what waits is claimed");
        case.claim(SAM, now, until).expect("free");
        case.write("Nee.".to_owned(), SAM, Reply::Answer);
        assert_eq!(case.take_over(SAM, now, until), Err(Refusal::LeaseOver), "not from oneself");
        assert!(!case.stage.is_silent(now) && case.stage.is_silent(now.plus_minutes(SILENT_MINUTES)));
        assert_eq!(case.take_over(AYA, now, until), Ok(SAM));
        assert_eq!((case.holder(), case.draft.map(|draft| draft.author)), (Some(AYA), Some(SAM)));
        assert_eq!(case.stage, Stage::Claimed { holder: AYA, since: now, until });
    }
}
