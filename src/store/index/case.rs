//! A case as the index keeps it: the desk's view of it, without a word of its text.
//!
//! Never true of this file: a closed case, as almost all are, takes room for a holder, a lease or copies on desks.

use crate::domain::case::{Case, Closing, Stage};
use crate::domain::deadline::Rung;
use crate::domain::label::LabelId;
use crate::domain::queue::{self, Place};
use crate::domain::triage::Shown;
use crate::domain::{Code, Day, Language, Moment, StaffId};
use std::sync::Arc;

/// The desk's view of a case.
#[derive(Clone)]
pub struct CaseSummary {
    /// In minutes: 100,000 of these are held.
    promised: u32,
    look_by: u32,
    /// When something is next to be done about it by the clock alone.
    pub due: Moment,
    arrival_no: u64,
    /// One name for all cases of a project, behind one pointer.
    project: Option<Arc<Box<str>>>,
    on_desk: Option<Box<OnDesk>>,
    closed: Option<(Day, Closing)>,
    pub opened: Day,
    pub code: Code,
    pub language: Language,
    pub urgent: bool,
    pub sorted: Shown,
    /// How much of the promised time is used up.
    pub rung: Rung,
    front: bool,
    pub(super) severed: bool,
    /// A paper card leads to it, and somebody may come with that.
    pub(super) by_card: bool,
    /// It may be worked up for everybody, and somebody has read it for that.
    pub may_be_taken_up: bool,
    pub taken_up: bool,
}

/// What only cases have that are with somebody, or whose text stands in a member's chat.
#[derive(Clone)]
struct OnDesk {
    stage: Stage,
    reader: Option<StaffId>,
    /// Whose draft waits for a second reader.
    to_read: Option<StaffId>,
    /// Whose answer is to be read afterwards.
    unread_of: Option<StaffId>,
    labels: Box<[LabelId]>,
    is_read_outside: bool,
    is_aside: bool,
    offered_to: Option<Box<str>>,
    lawyer: Option<Option<StaffId>>,
    copies: Box<[(StaffId, i64)]>,
}

impl CaseSummary {
    pub(super) fn of(case: &Case, due: Moment, project: Option<Arc<Box<str>>>) -> Self {
        let closed = match case.stage {
            Stage::Closed { since, why } => Some((since, why)),
            Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } | Stage::Sent { .. } => None,
        };
        let is_with_somebody = closed.is_none() && case.stage != Stage::Waiting;
        let on_desk = is_with_somebody
            || case.reader().is_some()
            || case.to_read().is_some()
            || case.unread_of().is_some()
            || (closed.is_none() && !case.labels.is_empty())
            || case.read_after_by().is_some()
            || !case.copies.is_empty()
            || case.is_aside();
        let on_desk = on_desk.then(|| OnDesk {
            stage: case.stage,
            reader: case.reader().or(case.read_after_by()).or(case.lawyer().flatten()),
            to_read: case.to_read(),
            unread_of: case.unread_of(),
            labels: case.labels.clone().into(),
            is_read_outside: case.is_read_outside(),
            is_aside: case.is_aside(),
            offered_to: case.offered_to().map(Into::into),
            lawyer: case.lawyer(),
            copies: case.copies.iter().map(|copy| (copy.staff, copy.message)).collect(),
        });
        Self {
            promised: case.promised.minute(),
            look_by: case.look_by.minute(),
            due,
            arrival_no: case.arrival_no,
            project,
            on_desk: on_desk.map(Box::new),
            closed,
            opened: case.opened,
            code: case.code,
            language: case.language,
            urgent: case.urgent,
            sorted: case.sorted.shown(),
            rung: case.clock.rung(),
            front: case.front,
            severed: case.severed,
            by_card: case.helper.is_some() && !case.severed,
            may_be_taken_up: case.may_be_taken_up(),
            taken_up: case.taken_up,
        }
    }

    pub fn stage(&self) -> Stage {
        match (self.closed, &self.on_desk) {
            (Some((since, why)), _) => Stage::Closed { since, why },
            (None, Some(on_desk)) => on_desk.stage,
            (None, None) => Stage::Waiting,
        }
    }

    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Is it the desk's turn?
    pub fn is_desks(&self) -> bool {
        self.stage().is_desks()
    }

    /// `None` is the shared pool.
    pub fn project(&self) -> Option<&str> {
        self.project.as_deref().map(AsRef::as_ref)
    }

    /// As [`Case::place`].
    pub fn place(&self) -> Place {
        Place {
            rank: queue::rank(self.sorted.code(), self.urgent),
            is_new: !self.front,
            look_by: self.look_by,
            arrival_no: self.arrival_no,
        }
    }

    pub fn promised(&self) -> Moment {
        Moment(0).plus_minutes(i64::from(self.promised))
    }

    /// Is an answer later than promised, or was it never looked at in time?
    pub fn is_late(&self, now: Moment) -> bool {
        self.is_overdue(now) || (!self.front && self.look_by < now.minute())
    }

    /// Is an answer later than was first promised?
    pub fn is_overdue(&self, now: Moment) -> bool {
        self.rung >= Rung::Over || self.promised <= now.minute()
    }

    /// Whoever reads it after its end, to write something for everybody; or as a lawyer, while it waits.
    pub(super) fn reader(&self) -> Option<StaffId> {
        self.on_desk.as_ref()?.reader
    }

    /// As [`Case::to_read`].
    pub fn to_read(&self) -> Option<StaffId> {
        self.on_desk.as_ref()?.to_read
    }

    /// What the desk put on it beside its code.
    pub fn labels(&self) -> &[LabelId] {
        self.on_desk.as_ref().map_or(&[], |on_desk| &on_desk.labels)
    }

    /// As [`Case::unread_of`].
    pub fn unread_of(&self) -> Option<StaffId> {
        self.on_desk.as_ref()?.unread_of
    }

    /// Does nobody else read it at this moment?
    pub fn is_free_to_read(&self, staff: StaffId) -> bool {
        self.reader().is_none_or(|reader| reader == staff)
    }

    /// As [`Case::is_read_outside`].
    pub fn is_read_outside(&self) -> bool {
        self.on_desk.as_ref().is_some_and(|on_desk| on_desk.is_read_outside)
    }

    /// As [`Case::is_aside`].
    pub fn is_aside(&self) -> bool {
        self.on_desk.as_ref().is_some_and(|on_desk| on_desk.is_aside)
    }

    /// As [`Case::offered_to`].
    pub fn offered_to(&self) -> Option<&str> {
        self.on_desk.as_ref()?.offered_to.as_deref()
    }

    /// As [`Case::lawyer`].
    pub fn lawyer(&self) -> Option<Option<StaffId>> {
        self.on_desk.as_ref()?.lawyer
    }

    /// Messages in members' chats that quote it.
    pub(super) fn copies(&self) -> &[(StaffId, i64)] {
        self.on_desk.as_ref().map_or(&[], |on_desk| &on_desk.copies)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Entropy;
    use crate::domain::case::DeskCopy;

    const STAFF: StaffId = StaffId([7; 16]);

    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    fn case() -> Case {
        Case::new(Code::random(&mut Zeros), Language::Nl, Day(20_000), 3, Moment(5))
    }

    fn summary(case: &Case) -> CaseSummary {
        CaseSummary::of(case, Moment(9), None)
    }

    #[test]
    fn every_stage_is_told_as_it_is() {
        let (since, until) = (Moment(1), Moment(2));
        let stages = [
            Stage::Waiting,
            Stage::Claimed { holder: STAFF, since, until },
            Stage::WaitingForAsker { holder: STAFF, since: Day(4) },
            Stage::Sent { holder: STAFF, since: Day(5) },
            Stage::Closed { since: Day(6), why: Closing::Helped },
        ];
        let copies = [vec![], vec![DeskCopy { staff: STAFF, message: 8 }]];
        for stage in stages {
            for copies in &copies {
                let case = Case { stage, copies: copies.clone(), ..case() };
                let known = summary(&case);
                assert_eq!((known.stage(), known.is_open()), (stage, case.is_open()));
                assert_eq!(known.place(), case.place());
                assert!(known.copies().iter().copied().eq(copies.iter().map(|copy| (copy.staff, copy.message))));
            }
        }
    }

    /// A hundred thousand of them are held, most of them closed.
    #[test]
    fn a_closed_case_is_small() {
        let closed = Case { stage: Stage::Closed { since: Day(1), why: Closing::Helped }, ..case() };
        assert!(size_of::<CaseSummary>() <= 72, "{}", size_of::<CaseSummary>());
        assert!(summary(&closed).on_desk.is_none());
    }
}
