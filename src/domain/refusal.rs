//! Why the desk does not answer a question: a closed list, so that whoever asked reads a sentence that was thought over.
//!
//! Never true of this file: a reason is somebody's own words.

use serde::{Deserialize, Serialize};

/// The asker reads it in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RefusalReason {
    OffTopic,
    OtherService,
    NotAQuestion,
    Insult,
}

impl RefusalReason {
    pub const ALL: [RefusalReason; 4] =
        [RefusalReason::OffTopic, RefusalReason::OtherService, RefusalReason::NotAQuestion, RefusalReason::Insult];
}
