//! Squares and who follows them: what the index knows, and how a following is written down.
//!
//! Never true of this file: a record says who follows, but for the following's own route; a following that ended can still be
//! opened once that is on disk.

use super::records::Owner;
use super::tables::{Follows, Routes};
use super::{Store, StoreError};
use crate::domain::encounter::{Follow, Square};
use crate::domain::{Day, FollowId, PersonId, SquareId};
use crate::vault::{KeyClass, KeyRef};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

/// See the file's header. RAM only, rebuilt at every start.
#[derive(Default)]
pub struct Streets {
    squares: BTreeMap<SquareId, Square>,
    follows: BTreeMap<FollowId, Follow>,
    followers: BTreeMap<SquareId, BTreeSet<FollowId>>,
    whose: HashMap<FollowId, PersonId>,
    follows_of: HashMap<PersonId, BTreeSet<FollowId>>,
}

impl Streets {
    pub fn square(&self, id: SquareId) -> Option<&Square> {
        self.squares.get(&id)
    }

    pub fn squares(&self) -> impl Iterator<Item = (SquareId, &Square)> {
        self.squares.iter().map(|(id, square)| (*id, square))
    }

    pub fn count(&self) -> usize {
        self.squares.len()
    }

    pub fn followers(&self, square: SquareId) -> usize {
        self.followers.get(&square).map_or(0, BTreeSet::len)
    }

    /// Some of those who follow it, behind one of them; from the first on when there is none.
    pub fn some_behind(&self, square: SquareId, last: Option<FollowId>, max: usize) -> Vec<FollowId> {
        let from = last.map_or(Bound::Unbounded, Bound::Excluded);
        let all = self.followers.get(&square).into_iter();
        all.flat_map(|all| all.range((from, Bound::Unbounded))).take(max).copied().collect()
    }

    /// What somebody follows, in no order that tells anything.
    pub fn of(&self, person: PersonId) -> impl Iterator<Item = (FollowId, Follow)> {
        let own = self.follows_of.get(&person).into_iter().flatten();
        own.filter_map(|id| self.follows.get(id).map(|follow| (*id, *follow)))
    }

    pub fn whose(&self, id: FollowId) -> Option<PersonId> {
        self.whose.get(&id).copied()
    }

    /// Whose time is over.
    pub fn over(&self, today: Day, max: usize) -> Vec<FollowId> {
        let over = self.follows.iter().filter(|(_, follow)| follow.is_over(today));
        over.map(|(id, _)| *id).take(max).collect()
    }

    pub(super) fn set_square(&mut self, id: SquareId, square: Option<Square>) {
        match square {
            Some(square) => _ = self.squares.insert(id, square),
            None => _ = self.squares.remove(&id),
        }
    }

    pub(super) fn set_follow(&mut self, id: FollowId, follow: Option<Follow>) {
        if let Some(old) = self.follows.remove(&id)
            && let Some(all) = self.followers.get_mut(&old.square)
        {
            all.remove(&id);
            if all.is_empty() {
                self.followers.remove(&old.square);
            }
        }
        if let Some(follow) = follow {
            self.follows.insert(id, follow);
            self.followers.entry(follow.square).or_default().insert(id);
        }
    }

    pub(super) fn set_whose(&mut self, id: FollowId, person: Option<PersonId>) {
        if let Some(old) = self.whose.remove(&id)
            && let Some(own) = self.follows_of.get_mut(&old)
        {
            own.remove(&id);
            if own.is_empty() {
                self.follows_of.remove(&old);
            }
        }
        if let Some(person) = person {
            self.whose.insert(id, person);
            self.follows_of.entry(person).or_default().insert(id);
        }
    }
}

impl Store {
    /// Stages a following, under a key of its own; its route follows under the same.
    pub fn add_follow(&mut self, id: FollowId, follow: &Follow) -> Result<KeyRef, StoreError> {
        let key = self.new_key(KeyClass::Encounter)?;
        self.put::<Follows>(&id, follow, key)?;
        Ok(key)
    }

    /// Stages the end of one. Its key goes before the commit: nothing is said under it any more.
    pub fn forget_follow(&mut self, id: FollowId) -> Result<(), StoreError> {
        let key = self.key_of::<Follows>(&id)?;
        self.remove::<Follows>(&id)?;
        self.remove::<Routes>(&Owner::Follow(id))?;
        key.into_iter().for_each(|key| self.forget(key));
        Ok(())
    }
}
