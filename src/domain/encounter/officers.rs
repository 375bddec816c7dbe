//! The officers of an encounter: what the zone says of them, and when that is looked at.
//!
//! Never true of this file: an officer has a name here; an encounter is cancelled because of a number.

use super::plan::Encounter;
use crate::domain::Moment;
use crate::domain::limits::OFFICERS_CHECK_HOURS;
use serde::{Deserialize, Serialize};

/// A part of an encounter, and lives as long. How many, and nobody in particular.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Officers {
    pub says: ZoneSays,
    /// A coordinator has asked the zone for its promise: its liaisons see the plan for that.
    pub promise_asked: bool,
    /// Whether they are too few or too many was looked at, two days before.
    pub checked: bool,
}

/// What a liaison answered last.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub enum ZoneSays {
    #[default]
    Nothing,
    /// So many come.
    Come(u16),
    No,
    /// A colleague will answer.
    Colleague,
}

/// What a coordinator thinks about two days before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Worry {
    TooFew {
        coming: u16,
        least: u16,
    },
    /// More than half as many as young people.
    TooMany {
        coming: u16,
        youths: u16,
    },
}

impl ZoneSays {
    pub fn coming(self) -> u16 {
        match self {
            ZoneSays::Come(officers) => officers,
            ZoneSays::Nothing | ZoneSays::No | ZoneSays::Colleague => 0,
        }
    }
}

impl Encounter {
    /// When it is looked at whether the officers are too few or too many; `None` once it was.
    pub fn officers_checked_at(&self) -> Option<Moment> {
        let starts = self.starts.filter(|_| self.is_published() && !self.officers.checked)?;
        Some(starts.plus_hours(-OFFICERS_CHECK_HOURS))
    }

    /// With so many young people whose place is certain.
    pub fn worry(&self, youths: u16) -> Option<Worry> {
        let least = self.places?.least_officers;
        let coming = self.officers.says.coming();
        // Officers in training count among those who come from the police.
        let all = coming.saturating_add(self.places?.trainees);
        if coming < least {
            Some(Worry::TooFew { coming, least })
        } else if !self.is_walk_in() && u32::from(all) * 2 > u32::from(youths) {
            Some(Worry::TooMany { coming: all, youths })
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Places;
    use super::*;
    use crate::domain::StaffId;

    #[test]
    fn fewer_than_the_fewest_and_more_than_half_are_worth_a_thought() {
        let few = |coming, least| Some(Worry::TooFew { coming, least });
        let many = |coming, youths| Some(Worry::TooMany { coming, youths });
        for (says, trainees, youths, expected) in [
            (ZoneSays::Nothing, 0, 8, few(0, 2)),
            (ZoneSays::No, 0, 8, few(0, 2)),
            (ZoneSays::Colleague, 0, 8, few(0, 2)),
            (ZoneSays::Come(1), 0, 8, few(1, 2)),
            (ZoneSays::Come(2), 0, 8, None),
            (ZoneSays::Come(4), 0, 8, None),
            (ZoneSays::Come(4), 0, 7, many(4, 7)),
            (ZoneSays::Come(2), 0, 0, many(2, 0)),
            (ZoneSays::Come(3), 2, 9, many(5, 9)),
            (ZoneSays::Come(3), 2, 10, None),
        ] {
            let mut encounter = Encounter::new(String::new(), StaffId([1; 16]), crate::domain::Day(0));
            encounter.places = Some(Places { youths: 8, officers: 4, trainees, least_youths: 4, least_officers: 2 });
            encounter.officers.says = says;
            assert_eq!(encounter.worry(youths), expected, "{says:?} and {youths}");
        }
    }
}
