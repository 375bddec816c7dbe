//! When the channel was last heard, and who is yet to be told that it was not heard for longer than a day.
//!
//! Never true of this file: it says of anybody whether they wrote. What was dropped meanwhile is known to nobody.

use super::limits::ABSENCE_MS;
use super::{CaseId, Moment};
use serde::{Deserialize, Serialize};

/// Lives as long as the store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Absence {
    /// When an answer of the channel was last had: all that had come until then was taken in. At most an hour behind.
    pub heard: Moment,
    /// The last absence: its beginning, or up to an hour before, and its end.
    pub last: Option<(Moment, Moment)>,
    /// Some have not been told of it yet.
    pub telling: Option<Telling>,
}

/// How far the telling of one absence has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Telling {
    /// The newest case that there was: whoever asked later was heard.
    pub arrivals: u64,
    /// Whoever asked this case, and all before it in the order of their names, know.
    pub last: Option<CaseId>,
}

impl Absence {
    pub fn new(now: Moment) -> Self {
        Self { heard: now, last: None, telling: None }
    }

    /// Did it begin while this, touched last at `touched`, could still be gone on with?
    pub fn interrupted(&self, touched: Moment) -> bool {
        self.last.is_some_and(|(since, until)| since.plus_hours(-1) <= touched && touched < until)
    }
}

/// Is so much between the two that the channel has dropped what came at first?
pub fn is_long(since: Moment, now: Moment) -> bool {
    now.since_ms(since) > ABSENCE_MS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment::DAY_MS;

    #[test]
    fn what_was_typed_after_the_return_was_not_interrupted() {
        let (since, until) = (Moment(10 * DAY_MS), Moment(12 * DAY_MS));
        let absence = Absence { last: Some((since, until)), ..Absence::new(until) };
        assert!(absence.interrupted(since) && absence.interrupted(since.plus_minutes(-40)));
        assert!(!absence.interrupted(until) && !absence.interrupted(since.plus_hours(-2)));
        assert!(!Absence::new(until).interrupted(until));
    }

    #[test]
    fn what_came_within_a_day_was_kept() {
        let heard = Moment(DAY_MS);
        assert!(!is_long(heard, Moment(2 * DAY_MS)) && is_long(heard, Moment(2 * DAY_MS + 1)));
        assert!(!is_long(heard, Moment(0)), "a clock that was set back");
    }
}
