//! The counts of rights cards on disk: a few pages a month, written once a night and never beside anything of anybody.
//!
//! Never true of this file: a count is written at the moment of a press; an older version of a month can still be opened
//! (two of them, laid side by side, would tell what was pressed on one day); a month outlives its time.

use super::records::{TallyPage, TallyRow};
use super::tables::{Table, Tallies};
use super::{Store, StoreError};
use crate::domain::Moment;
use crate::domain::limits::{CARD_TALLIES_MAX, CARD_TALLY_MONTHS};
use crate::domain::tally::{Tally, TallyOf};
use crate::vault::KeyClass;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Rows of one page: an id of 32 letters and four large counts are 60 bytes, and an envelope takes 8 KiB.
const ROWS_PER_PAGE: usize = 100;

impl Store {
    /// Stages counts on top of those that are there, each month under a fresh key, and the end of months that are over.
    /// The caller commits it by itself. A card too many for its month is not counted.
    pub fn add_tallies(&mut self, more: &BTreeMap<TallyOf, Tally>, now: Moment) -> Result<(), StoreError> {
        self.forget_old_tallies(now)?;
        let months: BTreeSet<i32> = more.keys().map(|of| of.month).collect();
        for month in months {
            let mut all: BTreeMap<TallyOf, Tally> = self.tallies_of(month)?.into_iter().collect();
            for (of, tally) in more.iter().filter(|(of, _)| of.month == month) {
                if all.contains_key(of) || all.len() < CARD_TALLIES_MAX {
                    all.entry(of.clone()).or_default().join(*tally);
                }
            }
            self.write_month(month, all)?;
        }
        Ok(())
    }

    /// The counts of a month, in the order of the cards' ids.
    pub fn tallies_of(&mut self, month: i32) -> Result<Vec<(TallyOf, Tally)>, StoreError> {
        let mut all = Vec::new();
        for page in 0.. {
            let Some(TallyPage { rows }) = self.get::<Tallies>(&(month, page))? else { break };
            let named = |row: TallyRow| (TallyOf { month, card: row.card, language: row.language }, row.tally);
            all.extend(rows.into_iter().map(named));
        }
        Ok(all)
    }

    fn write_month(&mut self, month: i32, all: BTreeMap<TallyOf, Tally>) -> Result<(), StoreError> {
        let old = self.key_of::<Tallies>(&(month, 0))?;
        let fresh = self.new_key(KeyClass::Count)?;
        let row = |(of, tally): (TallyOf, Tally)| TallyRow { card: of.card, language: of.language, tally };
        let rows: Vec<TallyRow> = all.into_iter().map(row).collect();
        for (page, rows) in (0..).zip(rows.chunks(ROWS_PER_PAGE)) {
            self.put::<Tallies>(&(month, page), &TallyPage { rows: rows.to_vec() }, fresh)?;
        }
        old.into_iter().for_each(|old| self.forget_after(old));
        Ok(())
    }

    fn forget_old_tallies(&mut self, now: Moment) -> Result<(), StoreError> {
        let first = now.day().month() - CARD_TALLY_MONTHS;
        let mut over = Vec::new();
        self.scan::<Tallies>(&mut |key, _| over.extend(read_key(key).filter(|(month, _)| *month < first)))?;
        let mut keys = HashSet::new();
        for key in over {
            keys.extend(self.key_of::<Tallies>(&key)?);
            self.remove::<Tallies>(&key)?;
        }
        keys.into_iter().for_each(|key| self.forget(key));
        Ok(())
    }
}

/// A month and a page, from a record key.
fn read_key(record_key: &[u8]) -> Option<(i32, u16)> {
    let key = record_key.strip_prefix(&[Tallies::LETTER])?;
    let (month, page) = key.split_first_chunk::<4>()?;
    Some((i32::from_be_bytes(*month), u16::from_be_bytes(page.try_into().ok()?)))
}
