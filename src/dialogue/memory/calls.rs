//! When an urgent question that nobody takes is called out again. In memory: a minute counted from the asking would stand on the
//! disk as the hour of asking. How often it was done stands in the record, see `Case::called_again`.
//!
//! Never true of this file: it says that a case waits; the record is asked when its moment has come.

use crate::domain::{CaseId, Moment};
use std::collections::{BTreeSet, HashMap};

/// Bounded by the questions that wait.
#[derive(Default)]
pub struct Calls {
    due_of: HashMap<CaseId, Moment>,
    due: BTreeSet<(Moment, CaseId)>,
}

impl Calls {
    pub fn at(&mut self, id: CaseId, due: Moment) {
        self.drop(id);
        self.due_of.insert(id, due);
        self.due.insert((due, id));
    }

    pub fn drop(&mut self, id: CaseId) {
        if let Some(due) = self.due_of.remove(&id) {
            self.due.remove(&(due, id));
        }
    }

    pub fn knows(&self, id: CaseId) -> bool {
        self.due_of.contains_key(&id)
    }

    pub fn next(&self) -> Option<Moment> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Those whose moment has come. They are known no more.
    pub fn take_due(&mut self, now: Moment) -> Vec<CaseId> {
        let due: Vec<CaseId> = self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect();
        for id in &due {
            self.drop(*id);
        }
        due
    }
}
