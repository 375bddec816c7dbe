//! Which youth worker has whose card in front of them: the right to show and touch what lies behind it.
//!
//! Never true of this file: words stand in two messages of one member; it holds longer than the minutes that it is given, or
//! for another card than the last one whose code was typed. A restart forgets it, and the code is typed again.

use crate::domain::limits::PAPER_OPEN_MINUTES;
use crate::domain::moment::MINUTE_MS;
use crate::domain::{CaseId, Moment, SeatId, StaffId};
use std::collections::BTreeMap;

/// What a card leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Behind {
    Case(CaseId),
    Seat(SeatId),
}

/// By member: bounded by the roster.
#[derive(Default)]
pub struct OpenCards(BTreeMap<StaffId, Open>);

struct Open {
    behind: Behind,
    since: Moment,
    /// Where words of the case stand.
    shown_at: Option<i64>,
}

impl OpenCards {
    /// The code was typed just now. Gives where words of the card before it stand: from there they must go.
    #[must_use]
    pub fn open(&mut self, staff: StaffId, behind: Behind, now: Moment) -> Option<i64> {
        self.0.insert(staff, Open { behind, since: now, shown_at: None })?.shown_at
    }

    /// Was it this one's, and a moment ago?
    pub fn is_open(&self, staff: StaffId, behind: Behind, now: Moment) -> bool {
        let open = self.0.get(&staff).filter(|open| open.behind == behind);
        open.is_some_and(|open| now.since_ms(open.since) < PAPER_OPEN_MINUTES * MINUTE_MS)
    }

    /// Words of it are about to stand in the place of this message. Gives the other one where some do: from there they go.
    #[must_use]
    pub fn shown(&mut self, staff: StaffId, message: i64) -> Option<i64> {
        let open = self.0.get_mut(&staff)?;
        open.shown_at.replace(message).filter(|before| *before != message)
    }

    /// They stand there no more.
    pub fn hidden(&mut self, staff: StaffId) {
        if let Some(open) = self.0.get_mut(&staff) {
            open.shown_at = None;
        }
    }

    /// The case is gone: where words of it stood, in the order of the members.
    pub fn close(&mut self, case: CaseId) -> Vec<(StaffId, i64)> {
        let behind = Behind::Case(case);
        let of_case = self.0.iter().filter(|(_, open)| open.behind == behind);
        let stood = of_case.filter_map(|(staff, open)| open.shown_at.map(|message| (*staff, message))).collect();
        self.0.retain(|_, open| open.behind != behind);
        stood
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const NOOR: StaffId = StaffId([2; 16]);
    const ID: CaseId = CaseId([3; 16]);
    const CASE: Behind = Behind::Case(ID);
    const OTHER: Behind = Behind::Seat(SeatId([3; 16]));

    #[test]
    fn a_card_is_open_to_whoever_typed_it_for_ten_minutes_and_until_the_next_one() {
        let mut cards = OpenCards::default();
        assert_eq!(cards.open(SAM, CASE, Moment(0)), None);
        let last = Moment(PAPER_OPEN_MINUTES * MINUTE_MS - 1);
        assert!(cards.is_open(SAM, CASE, last) && !cards.is_open(SAM, CASE, last.plus_ms(1)));
        assert!(!cards.is_open(NOOR, CASE, Moment(0)) && !cards.is_open(SAM, OTHER, Moment(0)));
        assert_eq!(cards.open(SAM, OTHER, Moment(5)), None);
        assert!(!cards.is_open(SAM, CASE, Moment(5)), "one at a time");
    }

    #[test]
    fn whoever_shows_a_case_that_goes_is_known() {
        let mut cards = OpenCards::default();
        assert!(cards.open(NOOR, CASE, Moment(0)).is_none() && cards.open(SAM, CASE, Moment(0)).is_none());
        assert_eq!((cards.shown(SAM, 7), cards.shown(SAM, 7), cards.shown(SAM, 8)), (None, None, Some(7)));
        assert_eq!(cards.shown(NOOR, 9), None);
        cards.hidden(NOOR);
        assert_eq!(cards.close(ID), [(SAM, 8)]);
        assert!(!cards.is_open(SAM, CASE, Moment(1)) && cards.close(ID).is_empty());
    }

    #[test]
    fn words_of_the_card_before_are_known_when_a_code_is_typed() {
        let mut cards = OpenCards::default();
        for next in [CASE, OTHER] {
            assert_eq!(cards.open(SAM, CASE, Moment(0)), None);
            assert_eq!(cards.shown(SAM, 8), None);
            assert_eq!(cards.open(SAM, next, Moment(1)), Some(8));
        }
    }
}
