//! The desk's buttons of the texts of the team. Kept on the server like all of the desk's.

use crate::domain::team_text::{Months, Piece, TextKind};
use crate::domain::{CaseId, Language, TextId};
use serde::{Deserialize, Serialize};

/// What a button of `/bib` or `/tekst` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TextAct {
    /// A page of the texts of a kind, from 0.
    List(TextKind, u8),
    /// A page of the closed questions that may be worked up, from 0.
    Originals(u8),
    /// Read one of them.
    Original(CaseId),
    /// It leaves the desk again.
    PutBack(CaseId),
    /// Begin a text after it.
    Begin(CaseId),
    /// Begin a text of the desk's own.
    New,
    Open(TextId),
    /// The words in one language.
    Words(TextId, Language),
    Type(TextId, Language, Piece),
    /// A page of the topics, from 0.
    Topics(TextId, u8),
    Topic(TextId, ContentRef),
    /// Where the sources come from: a page of the topic's cards, from 0.
    Sources(TextId, u8),
    SourcesOf(TextId, ContentRef),
    TypeSource(TextId),
    /// For how long is it good?
    AskMonths(TextId),
    Submit(TextId, Months),
    /// Exactly this version.
    Approve(TextId, u32),
    /// Why does this version go back?
    AskComment(TextId, u32),
    /// Back to work: whatever was approved is approved no more.
    TakeUp(TextId),
    Withdraw(TextId),
    AskLonger(TextId),
    Longer(TextId, Months),
    AskDrop(TextId),
    Drop(TextId),
    /// A page of the canned texts that may be taken over into an answer, from 0.
    Choose(CaseId, u8),
    /// Into the draft of the answer.
    Use(CaseId, TextId),
}

/// An id of `content/`, in the fixed size that a button has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ContentRef([u8; 32]);

impl ContentRef {
    /// `None` for what is too long to be an id.
    pub fn new(id: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        bytes.get_mut(..id.len())?.copy_from_slice(id.as_bytes());
        Some(Self(bytes))
    }

    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap_or(self.0.len());
        self.0.get(..end).and_then(|id| std::str::from_utf8(id).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_content_reads_back() {
        for id in ["", "phone", &"c".repeat(32)] {
            assert_eq!(ContentRef::new(id).map(|read| read.as_str().to_owned()).as_deref(), Some(id));
        }
        assert_eq!(ContentRef::new(&"c".repeat(33)), None);
    }
}
