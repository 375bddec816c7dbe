//! Putting right what was sent: for as long as whoever asked can be reached, and read by two.
//!
//! Never true of this file: a case that nobody corrected after all counts as one that nobody answered.

use super::case::{Case, Closing, Refusal, Reply, Sharing, Stage};
use super::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// What a case was before somebody began to correct its answer, and until when that may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correcting {
    pub before: Stage,
    pub until: Moment,
}

impl Reply {
    /// Does it answer something, so that two may have to read it?
    pub fn is_answer(self) -> bool {
        match self {
            Reply::Answer | Reply::Correction => true,
            Reply::MoreInfo => false,
        }
    }
}

impl Case {
    /// Was it answered, and can whoever asked still be reached?
    pub fn may_be_corrected(&self) -> bool {
        match self.stage {
            Stage::Sent { .. } => true,
            Stage::Closed { why: Closing::Helped | Closing::Silence, .. } => !self.severed,
            Stage::Closed { .. } | Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => false,
        }
    }

    /// Takes an answered case in hand again. Gives who had it.
    pub fn begin_correction(
        &mut self,
        by: StaffId,
        now: Moment,
        lease: Moment,
        until: Moment,
    ) -> Result<Option<StaffId>, Refusal> {
        if !self.may_be_corrected() {
            return Err(Refusal::Closed);
        }
        let before = match self.stage {
            Stage::Sent { holder, .. } => Some(holder).filter(|holder| *holder != by),
            Stage::Closed { .. } | Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => None,
        };
        self.correcting = Some(Correcting { before: self.stage, until });
        self.stage = Stage::Claimed { holder: by, since: now, until: lease };
        Ok(before)
    }

    /// How it stands for whoever asked: they have their answer, until a correction comes.
    pub fn stage_for_asker(&self) -> Stage {
        self.correcting.map_or(self.stage, |correcting| correcting.before)
    }

    /// Nothing is corrected after all: it is what it was.
    pub fn end_correction(&mut self) -> bool {
        let Some(correcting) = self.correcting.take() else { return false };
        (self.stage, self.draft) = (correcting.before, None);
        true
    }

    /// Somebody lets go of it without having written a correction.
    pub(super) fn drops_correction(&mut self) -> bool {
        let has_draft = self.draft.as_ref().is_some_and(|draft| draft.kind == Reply::Correction);
        !has_draft && self.end_correction()
    }

    /// It was sent: the word of the asker was about another answer.
    pub(super) fn is_corrected(&mut self, kind: Reply) {
        self.correcting = None;
        if kind == Reply::Correction {
            self.sharing = Sharing::NotAsked;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::deadline::Clock;
    use super::super::{Code, Day, Language};
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const AYA: StaffId = StaffId([2; 16]);

    fn case(stage: Stage) -> Case {
        let code = Code::parse("K7Q4MN").expect("a code");
        Case { stage, ..Case::new(code, Language::Nl, Day(20_000), 1, Moment(0)) }
    }

    #[test]
    fn what_is_not_corrected_is_what_it_was() {
        let (now, until) = (Moment(0), Moment(0).plus_hours(9));
        let sent = Stage::Sent { holder: SAM, since: Day(1) };
        let helped = Stage::Closed { since: Day(1), why: Closing::Helped };
        for (stage, before) in [(sent, Some(SAM)), (helped, None)] {
            let mut case = case(stage);
            case.clock = Clock::new([Moment(1); 4]);
            assert_eq!(case.begin_correction(AYA, now, until, until), Ok(before));
            assert_eq!(case.clock_due(), None, "nobody waits for it");
            case.release();
            assert!(case.stage == stage && case.correcting.is_none());
            case.begin_correction(AYA, now, until, until).expect("again");
            case.write("Toch niet.".to_owned(), AYA, Reply::Answer);
            assert_eq!(case.draft.as_ref().map(|draft| draft.kind), Some(Reply::Correction));
            case.release();
            assert_eq!(case.stage, Stage::Waiting, "it waits for its reader");
            assert!(case.end_correction() && case.stage == stage && case.draft.is_none());
        }
    }

    #[test]
    fn what_was_never_answered_or_leads_to_nobody_is_not_corrected() {
        let gone = Case { severed: true, ..case(Stage::Closed { since: Day(1), why: Closing::Helped }) };
        let refused = case(Stage::Closed { since: Day(1), why: Closing::Refused });
        for mut case in [gone, refused, case(Stage::Waiting)] {
            assert!(case.begin_correction(AYA, Moment(0), Moment(0), Moment(0)).is_err());
        }
    }
}
