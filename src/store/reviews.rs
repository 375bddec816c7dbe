//! How encounters were looked back on: a record for a project and a week, written once a night and never beside anything of
//! anybody.
//!
//! Never true of this file: a count is written at the moment of a press; an older version of a week can still be opened.

use super::tables::{Reviews, Table};
use super::{Store, StoreError};
use crate::domain::encounter::review::{Answers, ReviewOf, is_over};
use crate::domain::{Day, Moment};
use crate::vault::KeyClass;
use std::collections::BTreeMap;

impl Store {
    /// Stages counts on top of those that are there, each week under a fresh key, and the end of weeks that are over. The
    /// caller commits it by itself.
    pub fn add_reviews(&mut self, more: &BTreeMap<ReviewOf, Answers>, now: Moment) -> Result<(), StoreError> {
        let today = now.day();
        for of in self.reviews()?.into_keys().filter(|of| is_over(of.monday, today)) {
            let key = (of.monday.0, of.project);
            self.drop_counts::<Reviews>(&key)?;
        }
        for (of, answers) in more {
            let key = (of.monday.0, of.project.clone());
            let mut all = self.get::<Reviews>(&key)?.unwrap_or_default();
            all.join(answers);
            self.put_anew::<Reviews>(&key, &all)?;
        }
        Ok(())
    }

    /// Counts under a fresh key: of their older version nothing can be opened once this is on the disk.
    pub(super) fn put_anew<T: Table>(&mut self, key: &T::Key, counts: &T::Value) -> Result<(), StoreError> {
        let old = self.key_of::<T>(key)?;
        let fresh = self.new_key(KeyClass::Count)?;
        self.put::<T>(key, counts, fresh)?;
        old.into_iter().for_each(|old| self.forget_after(old));
        Ok(())
    }

    /// Their time is over: the key goes with them.
    pub(super) fn drop_counts<T: Table>(&mut self, key: &T::Key) -> Result<(), StoreError> {
        let old = self.key_of::<T>(key)?;
        self.remove::<T>(key)?;
        old.into_iter().for_each(|old| self.forget(old));
        Ok(())
    }

    /// All that is kept.
    pub fn reviews(&mut self) -> Result<BTreeMap<ReviewOf, Answers>, StoreError> {
        let mut all = BTreeMap::new();
        self.scan::<Reviews>(&mut |key, answers| all.extend(read_key(key).map(|of| (of, answers))))?;
        Ok(all)
    }
}

fn read_key(record_key: &[u8]) -> Option<ReviewOf> {
    let (monday, project) = record_key.strip_prefix(&[Reviews::LETTER])?.split_first_chunk::<4>()?;
    let project = std::str::from_utf8(project).ok()?.to_owned();
    Some(ReviewOf { monday: Day(i32::from_be_bytes(*monday)), project })
}
