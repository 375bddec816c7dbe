//! What was typed and not sent, a question or words to look for: already masked, sealed under a one-time key.

use super::limits::DRAFT_PARTS_MAX;
use super::retention::Retention;
use super::{CaseId, Language, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Lives 30 minutes, or until it is sent, replaced or dropped.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    /// `None` until a first-time visitor has chosen.
    pub language: Option<Language>,
    pub purpose: Purpose,
    /// What was typed, message by message, each masked on its own; the whole is masked again on the joined text.
    pub parts: Vec<Part>,
    /// Municipality id of `content/projects.toml`; `None` is "elsewhere".
    pub area: Option<String>,
    /// The topic of the rights card that it was asked from, an id of `content/topics.toml`. It goes along to the desk.
    pub topic: Option<String>,
    pub police_ok: bool,
    /// The next text replaces everything instead of being joined.
    pub replacing: bool,
    /// The live review message, to be moved to the bottom when more is typed.
    pub review: Option<i64>,
    /// The member who types it for somebody without an account; `None` when somebody types their own.
    pub worker: Option<StaffId>,
    pub touched: Moment,
}

/// One message of the person.
#[derive(Clone, Serialize, Deserialize)]
pub struct Part {
    pub message: i64,
    pub text: String,
}

/// Where the text belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Purpose {
    /// A new question.
    Question,
    /// With a case open, nobody has said yet whether this belongs to it.
    Unchosen,
    /// More for a case that is open.
    Addition(CaseId),
    /// What was missing in an answer; sending it reopens the case.
    Missing(CaseId),
    /// Words to look for among the rights cards. They go nowhere, unless they are made a question.
    Search,
}

impl Purpose {
    /// The case that the text is for, if any.
    pub fn case(self) -> Option<CaseId> {
        match self {
            Purpose::Question | Purpose::Unchosen | Purpose::Search => None,
            Purpose::Addition(id) | Purpose::Missing(id) => Some(id),
        }
    }
}

impl Draft {
    pub fn new(language: Option<Language>, purpose: Purpose, now: Moment) -> Self {
        Self {
            language,
            purpose,
            parts: Vec::new(),
            area: None,
            topic: None,
            police_ok: false,
            replacing: false,
            review: None,
            worker: None,
            touched: now,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(|part| part.text.is_empty())
    }

    /// The parts as one text; what the review shows is this, masked again.
    pub fn joined(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// Puts a message at the end. `false` when there are too many already.
    pub fn push(&mut self, message: i64, text: String) -> bool {
        if self.parts.len() >= DRAFT_PARTS_MAX {
            return false;
        }
        self.parts.push(Part { message, text });
        true
    }

    /// Replaces the text of a message that was edited. `false` when it is not one of ours.
    pub fn edit(&mut self, message: i64, text: String) -> bool {
        match self.parts.iter_mut().find(|part| part.message == message) {
            Some(part) => {
                part.text = text;
                true
            }
            None => false,
        }
    }

    pub fn next_due(&self, retention: &Retention) -> Moment {
        self.touched.plus_minutes(retention.draft_minutes)
    }
}
