//! The texts of the team: what the index knows of them, and how one is written down.
//!
//! Never true of this file: an older version of a text can still be opened once a newer one is on disk; the shelf that
//! young people see is taken from something else than what was committed.

use super::tables::TeamTexts;
use super::{Store, StoreError};
use crate::domain::team_text::{TeamText, TextKind};
use crate::domain::{Day, Moment, TextId};
use crate::vault::KeyClass;
use std::collections::BTreeMap;

/// Every text, in RAM: there are a few hundred at most, and young people look through those that are shown.
#[derive(Default)]
pub struct Texts {
    all: BTreeMap<TextId, TeamText>,
    shelf_version: u64,
}

impl Texts {
    pub fn all(&self) -> impl Iterator<Item = (TextId, &TeamText)> {
        self.all.iter().map(|(id, text)| (*id, text))
    }

    pub fn get(&self, id: TextId) -> Option<&TeamText> {
        self.all.get(&id)
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// What stands among the rights cards, in an order that tells nothing.
    pub fn shelf(&self) -> impl Iterator<Item = (TextId, &TeamText)> {
        self.all().filter(|(_, text)| text.kind == TextKind::Library && text.is_live())
    }

    /// Grows whenever something comes onto the shelf or leaves it.
    pub fn shelf_version(&self) -> u64 {
        self.shelf_version
    }

    /// When this one would be due if all of it had happened today.
    pub(super) fn latest_due(&self, id: TextId, today: Day) -> Option<Moment> {
        let mut text = self.get(id)?.clone();
        text.put_dates_right(today);
        Some(text.next_due())
    }

    pub(super) fn set(&mut self, id: TextId, text: Option<TeamText>) {
        let is_shown = |text: &TeamText| text.kind == TextKind::Library && text.is_live();
        let shown = text.as_ref().is_some_and(is_shown);
        let before = match text {
            Some(text) => self.all.insert(id, text),
            None => self.all.remove(&id),
        };
        if shown || before.as_ref().is_some_and(is_shown) {
            self.shelf_version += 1;
        }
    }
}

impl Store {
    /// Stages a text under a fresh key; the one of its version before goes after the commit.
    pub fn save_text(&mut self, id: TextId, text: &TeamText) -> Result<(), StoreError> {
        let old = self.key_of::<TeamTexts>(&id)?;
        let fresh = self.new_key(KeyClass::TeamText)?;
        self.put::<TeamTexts>(&id, text, fresh)?;
        old.into_iter().for_each(|old| self.forget_after(old));
        Ok(())
    }

    /// Stages the end of a text.
    pub fn forget_text(&mut self, id: TextId) -> Result<(), StoreError> {
        let key = self.key_of::<TeamTexts>(&id)?;
        self.remove::<TeamTexts>(&id)?;
        key.into_iter().for_each(|key| self.forget(key));
        Ok(())
    }
}
