//! What the last texts found: a question is looked at again each time that its review is shown, and does not change.
//!
//! Never true of this file: a text is kept, or a mark of one by which it can be known again outside this process.

use super::Hits;
use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

/// Texts whose finds are at hand; the oldest gives way.
const RECENT_MAX: usize = 256;

/// Finds by a mark of their text, in memory only. The key of the marks is drawn by each index for itself.
#[derive(Default)]
pub(super) struct Recent {
    marks: RandomState,
    found: Mutex<VecDeque<(u64, Hits)>>,
}

impl Recent {
    /// What the text found, by looking only if it is none of the last ones.
    pub(super) fn or_look(&self, text: &str, look: impl FnOnce() -> Hits) -> Hits {
        let mark = self.marks.hash_one(text);
        if let Some(hits) = self.known(mark) {
            return hits;
        }
        let hits = look();
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= RECENT_MAX {
            found.pop_front();
        }
        found.push_back((mark, hits.clone()));
        hits
    }

    fn known(&self, mark: u64) -> Option<Hits> {
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.iter().rev().find(|(of, _)| *of == mark).map(|(_, hits)| hits.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(is_sure: bool) -> Hits {
        Hits { nearest: Vec::new(), is_sure }
    }

    #[test]
    fn a_text_is_looked_at_once_until_others_took_its_place() {
        let recent = Recent::default();
        assert!(recent.or_look("mag dat", || sure(true)).is_sure);
        assert!(recent.or_look("mag dat", || sure(false)).is_sure, "looked at twice");
        assert!(!recent.or_look("mag dit", || sure(false)).is_sure, "taken for another");
        for number in 0..RECENT_MAX {
            recent.or_look(&number.to_string(), || sure(true));
        }
        assert!(!recent.or_look("mag dat", || sure(false)).is_sure, "kept for ever");
        assert_eq!(recent.found.lock().expect("no other thread").len(), RECENT_MAX);
    }
}
