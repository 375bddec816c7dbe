//! What was found in the last texts: a question is looked at again each time that its review is shown, and once more when it
//! is sent, and does not change.
//!
//! Never true of this file: a text is kept, or a mark of one by which it can be known again outside this process.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

/// Texts whose finds are at hand; the oldest gives way.
const RECENT_MAX: usize = 256;

/// Finds by a mark of their text, in memory only. The key of the marks is drawn by each index for itself.
pub(super) struct Recent<Find> {
    marks: RandomState,
    found: Mutex<VecDeque<(u64, Find)>>,
}

impl<Find> Default for Recent<Find> {
    fn default() -> Self {
        Self { marks: RandomState::default(), found: Mutex::default() }
    }
}

impl<Find: Clone> Recent<Find> {
    /// What was found in the text, by looking only if it is none of the last ones.
    pub(super) fn or_look(&self, text: &str, look: impl FnOnce() -> Find) -> Find {
        let mark = self.marks.hash_one(text);
        if let Some(find) = self.known(mark) {
            return find;
        }
        let find = look();
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= RECENT_MAX {
            found.pop_front();
        }
        found.push_back((mark, find.clone()));
        find
    }

    fn known(&self, mark: u64) -> Option<Find> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.iter().rev().find(|(of, _)| *of == mark).map(|(_, find)| find.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_looked_at_once_until_others_took_its_place() {
        let recent = Recent::default();
        assert_eq!(recent.or_look("mag dat", || 1), 1);
        assert_eq!(recent.or_look("mag dat", || 2), 1, "looked at twice");
        assert_eq!(recent.or_look("mag dit", || 2), 2, "taken for another");
        for number in 0..RECENT_MAX {
            recent.or_look(&number.to_string(), || 3);
        }
        assert_eq!(recent.or_look("mag dat", || 4), 4, "kept for ever");
        assert_eq!(recent.found.lock().expect("no other thread").len(), RECENT_MAX);
    }
}
