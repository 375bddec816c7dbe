//! How long everything lives. One struct, so that PRIVACY.md, the screens and the tests speak of the same numbers.

use serde::{Deserialize, Serialize};

/// Lifetimes, in the unit that each name ends in. Source: shared decisions of the project ("Retention defaults").
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Retention {
    /// An unsent question.
    pub draft_minutes: i64,
    /// A person without an open case, after the last contact.
    pub person_days: i64,
    /// A case nobody answered is closed after this, with a message to the asker.
    pub unanswered_days: i64,
    /// An answered case without a reaction is closed after this.
    pub silent_days: i64,
    /// A case that waits for the asker is closed after this, with notice.
    pub waiting_days: i64,
    /// After closing: the link between case and chat.
    pub link_days: i64,
    /// After closing: the text.
    pub text_days: i64,
    /// Chat and message ids kept after a wipe for the goodbye and the deletions.
    pub farewell_hours: i64,
    /// Staff buttons and invitation links.
    pub token_hours: i64,
    /// A ban that a moderator may give.
    pub ban_days: i64,
    /// The longest one, which a coordinator may give.
    pub ban_days_max: i64,
    /// Who did what at the desk.
    pub audit_days: i64,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            draft_minutes: 30,
            person_days: 30,
            unanswered_days: 21,
            silent_days: 7,
            waiting_days: 14,
            link_days: 7,
            text_days: 30,
            farewell_hours: 48,
            token_hours: 48,
            ban_days: 30,
            ban_days_max: 180,
            audit_days: 180,
        }
    }
}
