//! Reading afterwards what went out urgent with nobody but its author having read it.
//!
//! Never true of this file: an author reads their own; two read one at the same time; a mark is left when the case is gone, or
//! when whoever asked can be reached no more, so that nothing could be put right.

use super::case::{Case, Reading};
use super::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Its answer went out with nobody but its author having read it. Lives in its case and dies with it.
#[derive(Clone, Serialize, Deserialize)]
pub struct Alone {
    pub author: StaffId,
    /// When its coordinators hear that nobody read it: a closing hour.
    pub tell_at: Moment,
    pub told: bool,
    /// What whoever read it afterwards says of it, until its author has seen that.
    pub comment: Option<String>,
    /// On whose desk it is now, and until when.
    pub reading: Option<Reading>,
}

/// Why it is not read now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AfterRefusal {
    /// It is one's own.
    Own,
    /// A colleague reads it at this moment.
    ByOther,
    /// It was read, or there is nothing to put right any more.
    Over,
}

impl Alone {
    pub fn new(author: StaffId, tell_at: Moment) -> Self {
        Self { author, tell_at, told: false, comment: None, reading: None }
    }

    /// For whom it waits: `None` is anybody. A comment is its author's to read, until its coordinators have heard that nobody did.
    fn waits_for(&self) -> Option<StaffId> {
        self.comment.as_ref().filter(|_| !self.told).map(|_| self.author)
    }
}

impl Case {
    /// Whose answer is to be read afterwards, while that helps anybody.
    fn alone(&self) -> Option<&Alone> {
        self.alone.as_ref().filter(|_| self.may_be_corrected())
    }

    /// Whose answer waits for a colleague who reads it afterwards.
    pub fn unread_of(&self) -> Option<StaffId> {
        self.alone().filter(|alone| alone.waits_for().is_none()).map(|alone| alone.author)
    }

    /// On whose desk it is to be read afterwards.
    pub fn read_after_by(&self) -> Option<StaffId> {
        self.alone()?.reading.map(|reading| reading.by)
    }

    /// Puts it on a desk to be read afterwards: a colleague's, or its author's when there is a comment.
    pub fn read_after(&mut self, by: StaffId, until: Moment) -> Result<(), AfterRefusal> {
        let may = self.may_be_corrected();
        let alone = self.alone.as_mut().filter(|_| may).ok_or(AfterRefusal::Over)?;
        match alone.waits_for() {
            None if alone.author == by && alone.comment.is_none() => return Err(AfterRefusal::Own),
            Some(author) if author != by => return Err(AfterRefusal::Over),
            None | Some(_) => {}
        }
        if alone.reading.is_some_and(|reading| reading.by != by) || self.reading.is_some() {
            return Err(AfterRefusal::ByOther);
        }
        alone.reading = Some(Reading { by, until });
        Ok(())
    }

    /// It is on this member's desk for that.
    pub fn is_read_after_by(&mut self, by: StaffId) -> Result<&mut Alone, AfterRefusal> {
        let may = self.may_be_corrected();
        let alone = self.alone.as_mut().filter(|_| may).ok_or(AfterRefusal::Over)?;
        if alone.reading.is_some_and(|reading| reading.by == by) { Ok(alone) } else { Err(AfterRefusal::Over) }
    }

    /// When it leaves a desk, or its coordinators are to hear of it.
    pub fn alone_due(&self) -> Option<Moment> {
        let alone = self.alone.as_ref()?;
        // It leaves a desk whatever became of the case; of the rest nobody need hear then.
        let tell = self.alone().filter(|alone| !alone.told).map(|alone| alone.tell_at);
        tell.into_iter().chain(alone.reading.map(|reading| reading.until)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::super::case::{Closing, Stage};
    use super::super::{Code, Day, Language};
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const AYA: StaffId = StaffId([2; 16]);
    const BEA: StaffId = StaffId([3; 16]);

    fn case() -> Case {
        let code = Code::parse("K7Q4MN").expect("a code");
        let stage = Stage::Sent { holder: SAM, since: Day(1) };
        let alone = Some(Alone::new(SAM, Moment(9)));
        Case { stage, alone, ..Case::new(code, Language::Nl, Day(20_000), 1, Moment(0)) }
    }

    #[test]
    fn a_colleague_reads_it_and_its_author_reads_the_comment() {
        let mut case = case();
        assert_eq!((case.unread_of(), case.alone_due()), (Some(SAM), Some(Moment(9))));
        assert_eq!(case.read_after(SAM, Moment(5)), Err(AfterRefusal::Own));
        assert_eq!(case.read_after(AYA, Moment(5)), Ok(()));
        assert_eq!(case.read_after(BEA, Moment(5)), Err(AfterRefusal::ByOther));
        assert!(case.is_read_after_by(BEA).is_err() && case.alone_due() == Some(Moment(5)));
        let alone = case.is_read_after_by(AYA).expect("hers");
        (alone.comment, alone.reading) = (Some("Bijna.".to_owned()), None);
        assert_eq!((case.unread_of(), case.alone_due()), (None, Some(Moment(9))));
        assert_eq!(case.read_after(AYA, Moment(5)), Err(AfterRefusal::Over));
        assert_eq!(case.clone().read_after(SAM, Moment(5)), Ok(()));
        case.alone.as_mut().expect("there").told = true;
        assert_eq!((case.unread_of(), case.alone_due()), (Some(SAM), None), "its author said nothing");
        assert_eq!(case.clone().read_after(SAM, Moment(5)), Ok(()), "with the comment");
        assert_eq!(case.read_after(BEA, Moment(5)), Ok(()));
    }

    #[test]
    fn what_nobody_can_put_right_any_more_is_not_read() {
        let closed = |why| Case { stage: Stage::Closed { since: Day(1), why }, ..case() };
        assert_eq!(closed(Closing::Helped).unread_of(), Some(SAM));
        for mut gone in [
            closed(Closing::Blocked { until: Day(9), reason: super::super::ban::BanReason::Spam }),
            Case { severed: true, ..closed(Closing::Helped) },
        ] {
            assert_eq!(gone.read_after(AYA, Moment(5)), Err(AfterRefusal::Over));
            assert!(gone.alone_due().is_none() && gone.read_after_by().is_none());
        }
    }
}
