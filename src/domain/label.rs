//! Labels beside a code: names of a closed list in `content/labels.toml`, put on a case by whoever holds it.
//!
//! Never true of this file: a label is a text that somebody typed; a case bears one twice, or more than [`LABELS_PER_CASE_MAX`].

use super::case::Case;
use super::limits::LABELS_PER_CASE_MAX;
use serde::{Deserialize, Serialize};

/// Bytes of an id, filled up with zeros.
const BYTES: usize = 12;

/// A label by its id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct LabelId([u8; BYTES]);

impl LabelId {
    /// `None` unless it is small letters, digits and dashes, 12 at most.
    pub fn parse(text: &str) -> Option<Self> {
        let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if text.is_empty() || !text.bytes().all(is_letter) {
            return None;
        }
        let mut bytes = [0; BYTES];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self(bytes))
    }
}

impl Case {
    /// Puts a label on, or takes it off: `true` when it bears it now. `None` when it bears as many as it can. What the list does
    /// not know any more goes first.
    pub fn toggle_label(&mut self, label: LabelId, is_known: impl Fn(LabelId) -> bool) -> Option<bool> {
        self.labels.retain(|borne| is_known(*borne));
        if let Some(at) = self.labels.iter().position(|borne| *borne == label) {
            self.labels.remove(at);
            return Some(false);
        }
        if self.labels.len() >= LABELS_PER_CASE_MAX {
            return None;
        }
        self.labels.push(label);
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Day, Language, Moment};
    use super::*;

    #[test]
    fn an_id_is_short_and_plain() {
        for wrong in ["", "School", "a b", "twelve-and-one", "\u{e9}cole"] {
            assert!(LabelId::parse(wrong).is_none(), "{wrong}");
        }
        assert_ne!(LabelId::parse("home"), LabelId::parse("home-2"));
        assert!(LabelId::parse("twelve-bytes").is_some());
    }

    #[test]
    fn a_case_bears_each_once_and_only_so_many() {
        let code = Code::parse("K7Q4MN").expect("a code");
        let mut case = Case::new(code, Language::Nl, Day(20_000), 1, Moment(0));
        let label = |number: usize| LabelId::parse(&format!("label-{number}")).expect("an id");
        for number in 0..LABELS_PER_CASE_MAX {
            assert_eq!(case.toggle_label(label(number), |_| true), Some(true));
        }
        assert_eq!(case.toggle_label(label(99), |_| true), None);
        assert_eq!(case.toggle_label(label(0), |_| true), Some(false));
        assert_eq!(case.toggle_label(label(99), |_| true), Some(true));
        assert_eq!(
            case.toggle_label(label(0), |known| known == label(99)),
            Some(true),
            "the others are not in the list"
        );
        assert_eq!(case.labels, [label(99), label(0)]);
    }
}
