//! The order in which what waits is taken: what is urgent, then what came back, then what is to be seen first, then the oldest.
//!
//! Never true of this file: two cases have one place, or a case that was taken once goes behind one of its kind that never was.

use super::case::Case;
use super::triage::Triage;

/// A place in the queue; smaller is earlier. In RAM only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Place {
    /// See [`rank`].
    pub rank: u8,
    /// Was it never taken?
    pub is_new: bool,
    /// Minutes since 1970 by which it is to be looked at.
    pub look_by: u32,
    pub arrival_no: u64,
}

impl Place {
    /// Is somebody called to it at once?
    pub fn is_urgent(self) -> bool {
        self.rank <= URGENT
    }
}

/// What a member marked as urgent without giving it a code of danger.
const URGENT: u8 = 2;

/// X1, X2, what was marked as urgent, X3, all others alike.
pub fn rank(code: Option<Triage>, urgent: bool) -> u8 {
    match (code, urgent) {
        (Some(Triage::X1), _) => 0,
        (Some(Triage::X2), _) => 1,
        (_, true) => URGENT,
        (Some(Triage::X3), _) => URGENT + 1,
        (_, false) => URGENT + 2,
    }
}

impl Case {
    pub fn place(&self) -> Place {
        Place {
            rank: rank(self.sorted.code(), self.urgent),
            is_new: !self.front,
            look_by: self.look_by.minute(),
            arrival_no: self.arrival_no,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Day, Entropy, Language, Moment};
    use super::*;

    struct Zeros;

    impl Entropy for Zeros {
        fn fill(&mut self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    fn case(code: Option<Triage>, arrival_no: u64, look_by: i64) -> Case {
        let new = Case::new(Code::random(&mut Zeros), Language::Nl, Day(20_000), arrival_no, Moment(0));
        let mut case = Case { look_by: Moment(0).plus_minutes(look_by), ..new };
        case.guess(code);
        case
    }

    #[test]
    fn urgent_first_then_what_came_back_then_what_is_due_then_the_oldest() {
        let marked = Case { urgent: true, ..case(Some(Triage::B2), 9, 9) };
        let back = Case { front: true, ..case(Some(Triage::C1), 8, 99) };
        let queue = [
            case(Some(Triage::X1), 7, 9),
            case(Some(Triage::X2), 6, 9),
            marked,
            case(Some(Triage::X3), 5, 9),
            back,
            case(Some(Triage::A2), 4, 5),
            case(None, 2, 7),
            case(Some(Triage::A1), 3, 7),
            case(Some(Triage::Z), 1, 50),
        ];
        let places: Vec<Place> = queue.iter().map(Case::place).collect();
        assert!(places.is_sorted_by(|one, other| one < other), "{places:?}");
        let urgent: Vec<bool> = places.iter().take(4).map(|place| place.is_urgent()).collect();
        assert_eq!(urgent, [true, true, true, false]);
    }
}
