//! The counts of a project's month, and of a member's: a record each, written by the night and never beside anything of
//! anybody.
//!
//! Never true of this file: a count is written at the moment of what it counts; an older version of a month can still be
//! opened; a month that may be shown is added to, or outlives its time; a member's counts outlive their place on the team.

use super::tables::{Figures, Table};
use super::{Store, StoreError};
use crate::domain::figures::{Book, Counts, FigureOf, MonthOf, Whose, first_kept, last_shown};
use crate::domain::{Day, Moment, StaffId};
use std::collections::BTreeMap;

impl Store {
    /// Stages counts on top of those that are there, each month under a fresh key, and the end of what is over. The caller
    /// commits it by itself. `least` is the least count of people that is shown of what is written now.
    pub fn add_figures(
        &mut self,
        more: &BTreeMap<FigureOf, Counts>,
        least: u32,
        now: Moment,
    ) -> Result<(), StoreError> {
        let today = now.day();
        let known = self.figures()?;
        let is_over = |of: &&FigureOf| of.month < first_kept(today) || self.is_of_nobody(&of.whose);
        let over: Vec<&FigureOf> = known.keys().filter(is_over).collect();
        for of in over {
            self.drop_counts::<Figures>(of)?;
        }
        for (of, counts) in more.iter().filter(|(of, _)| of.month > last_shown(today)) {
            if self.is_of_nobody(&of.whose) {
                continue;
            }
            let of_same = known.iter().filter(|(other, _)| other.whose == of.whose).map(|(_, month)| month.since);
            let mut month =
                known.get(of).copied().unwrap_or(MonthOf { since: of.month, least, counts: Counts::default() });
            month.since = of_same.fold(month.since, i32::min);
            month.least = month.least.max(least);
            month.counts.join(counts);
            self.put_anew::<Figures>(of, &month)?;
        }
        Ok(())
    }

    /// All that is kept of one. Month by month, as opening those of every project and member takes longer the more there are.
    pub fn book_of(&mut self, whose: &Whose, today: Day) -> Result<Book, StoreError> {
        let mut book = BTreeMap::new();
        for month in first_kept(today)..=today.month() {
            book.extend(self.get::<Figures>(&FigureOf { month, whose: whose.clone() })?.map(|counts| (month, counts)));
        }
        Ok(Book(book))
    }

    /// A member leaves the team, and their figures with them.
    pub fn forget_figures_of(&mut self, staff: StaffId) -> Result<(), StoreError> {
        let mine: Vec<FigureOf> = self.figures()?.into_keys().filter(|of| of.whose == Whose::Member(staff)).collect();
        for of in mine {
            self.drop_counts::<Figures>(&of)?;
        }
        Ok(())
    }

    fn is_of_nobody(&self, whose: &Whose) -> bool {
        match whose {
            Whose::Member(staff) => !self.index.is_active(*staff),
            Whose::Project(_) | Whose::Shared => false,
        }
    }

    fn figures(&mut self) -> Result<BTreeMap<FigureOf, MonthOf>, StoreError> {
        let mut all = BTreeMap::new();
        self.scan::<Figures>(&mut |key, month| all.extend(read_key(key).map(|of| (of, month))))?;
        Ok(all)
    }
}

/// The month, then whose: projects have names, members have ids.
pub(super) fn key_bytes(of: &FigureOf) -> Vec<u8> {
    let (kind, id) = match &of.whose {
        Whose::Shared => (0, [].as_slice()),
        Whose::Project(project) => (1, project.as_bytes()),
        Whose::Member(staff) => (2, staff.0.as_slice()),
    };
    [of.month.to_be_bytes().as_slice(), &[kind], id].concat()
}

fn read_key(record_key: &[u8]) -> Option<FigureOf> {
    let (month, whose) = record_key.strip_prefix(&[Figures::LETTER])?.split_first_chunk::<4>()?;
    let whose = match whose.split_first()? {
        (0, []) => Whose::Shared,
        (1, project) => Whose::Project(std::str::from_utf8(project).ok()?.to_owned()),
        (2, staff) => Whose::Member(StaffId(staff.try_into().ok()?)),
        _ => return None,
    };
    Some(FigureOf { month: i32::from_be_bytes(*month), whose })
}
