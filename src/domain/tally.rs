//! How the rights cards serve: counts of a card in a language and a month, and of nobody.
//!
//! Never true of this file: a count says who pressed, or when within the month.

use super::Language;
use serde::{Deserialize, Serialize};

/// What somebody makes of a card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reaction {
    Helped,
    NotReally,
    Unclear,
    /// The card was there while a question lay ready, and the question was not sent: this is it.
    Deflected,
}

/// How often each reaction was seen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    pub helped: u32,
    pub not_really: u32,
    pub unclear: u32,
    pub deflected: u32,
}

/// Which card, by its id, in which language, in which month (counted from January 1970).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct TallyOf {
    pub month: i32,
    pub card: String,
    pub language: Language,
}

impl Tally {
    pub fn add(&mut self, reaction: Reaction) {
        let count = match reaction {
            Reaction::Helped => &mut self.helped,
            Reaction::NotReally => &mut self.not_really,
            Reaction::Unclear => &mut self.unclear,
            Reaction::Deflected => &mut self.deflected,
        };
        *count = count.saturating_add(1);
    }

    pub fn join(&mut self, more: Tally) {
        self.helped = self.helped.saturating_add(more.helped);
        self.not_really = self.not_really.saturating_add(more.not_really);
        self.unclear = self.unclear.saturating_add(more.unclear);
        self.deflected = self.deflected.saturating_add(more.deflected);
    }
}
