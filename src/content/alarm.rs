//! What of a text points at danger, held beside the cards that may answer it.
//!
//! Never true of this file: a question is blocked, hidden or answered because of it; what only sounds like danger loses its
//! cards.

use super::{Content, Danger, Heard, Hits, Why};

impl Content {
    /// Whether the words of a text point at danger, in either language. It raises priority and shows help; it never
    /// blocks, hides or answers.
    pub fn danger(&self, text: &str) -> Option<Danger> {
        self.hears(text).map(|heard| heard.danger)
    }

    /// The same, and how surely.
    pub fn hears(&self, text: &str) -> Option<Heard> {
        self.files.danger.find(text, || self.has_harmless_card(text))
    }

    /// Does a card surely answer this, and one about neither danger nor violence?
    fn has_harmless_card(&self, text: &str) -> bool {
        let Hits { nearest, is_sure } = self.hits(text);
        let card = nearest.first().filter(|_| is_sure).and_then(|found| self.card(&found.card));
        card.is_some_and(|card| !card.may_be_danger && !self.is_private_topic(card.topic.as_str()))
    }

    /// Why a text was taken for danger, when it was: for whoever edits the words.
    pub fn why_danger(&self, text: &str) -> Option<Why> {
        self.hears(text).and_then(|_| self.files.danger.why(text))
    }

    /// What lies near a question; `None` when its words certainly point at danger: then nothing is offered, and nothing
    /// asked. A question that may only sound like danger keeps both.
    pub fn near_unless_danger(&self, text: &str) -> Option<Hits> {
        let is_certain = self.hears(text).is_some_and(|heard| heard.is_certain);
        (!is_certain).then(|| self.hits(text))
    }
}
