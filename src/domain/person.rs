//! A young person behind a channel, as far as the talk needs to know: a language, a wish for discretion, own cases.

use super::limits::CASES_PER_PERSON_MAX;
use super::retention::Retention;
use super::{CaseId, Code, Day, Language, Moment};
use serde::{Deserialize, Serialize};

/// Lives until 30 days after the last contact without an open case, or until `/wis`.
///
/// It is sealed under a key of its own. When it loses a case it must be sealed under a *new* key and the old one
/// shredded, or the old version in the store's files would still tell whose the case was.
#[derive(Clone, Serialize, Deserialize)]
pub struct Person {
    pub language: Language,
    /// Answers arrive as a neutral notice and open on a tap.
    pub discreet: bool,
    /// After `/stop`: no reminders, only answers that were asked for.
    pub quiet: bool,
    pub cases: Vec<OwnCase>,
    /// Weeks since 1970-01-01: all that is kept about when this person was last here.
    pub last_week: i32,
    /// The draft that was sent last, so that a second press on it is told so instead of "too late".
    pub last_sent: Option<(super::DraftId, Code)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCase {
    pub id: CaseId,
    pub code: Code,
    /// A closed case stays listed until its link is severed.
    pub closed: Option<Day>,
}

impl OwnCase {
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

impl Person {
    pub fn new(language: Language, now: Moment) -> Self {
        Self { language, discreet: false, quiet: false, cases: Vec::new(), last_week: week(now), last_sent: None }
    }

    pub fn touch(&mut self, now: Moment) {
        self.last_week = week(now);
    }

    pub fn has_room(&self) -> bool {
        self.cases.len() < CASES_PER_PERSON_MAX
    }

    pub fn open_cases(&self) -> impl Iterator<Item = &OwnCase> {
        self.cases.iter().filter(|case| case.is_open())
    }

    pub fn by_code(&self, code: Code) -> Option<CaseId> {
        self.cases.iter().find(|case| case.code == code).map(|case| case.id)
    }

    /// The case ended, or is open again.
    pub fn mark(&mut self, id: CaseId, closed: Option<Day>) {
        if let Some(case) = self.cases.iter_mut().find(|case| case.id == id) {
            case.closed = closed;
        }
    }

    /// Cases whose link is to be cut by now.
    pub fn leaving(&self, now: Moment, retention: &Retention) -> Vec<CaseId> {
        let due = |case: &&OwnCase| case.closed.is_some_and(|day| leaves(day, retention) <= now);
        self.cases.iter().filter(due).map(|case| case.id).collect()
    }

    /// When this record next changes by the clock alone: it loses a case, or it is forgotten.
    pub fn next_due(&self, retention: &Retention) -> Option<Moment> {
        if self.cases.is_empty() {
            return Some(Moment(i64::from(self.last_week + 1) * WEEK_MS).plus_days(retention.person_days));
        }
        self.cases.iter().filter_map(|case| case.closed).map(|day| leaves(day, retention)).min()
    }
}

/// Some hours before the case itself loses its route: the store's files keep what one commit wrote side by side, so
/// the two halves of a link must not be cut in the same commit.
fn leaves(closed: Day, retention: &Retention) -> Moment {
    const HOURS_AHEAD: i64 = 6;
    closed.start().plus_days(retention.link_days).plus_hours(-HOURS_AHEAD)
}

const WEEK_MS: i64 = 7 * super::moment::DAY_MS;

fn week(now: Moment) -> i32 {
    i32::try_from(now.0.div_euclid(WEEK_MS)).unwrap_or(i32::MAX)
}
