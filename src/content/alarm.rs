//! What of a text points at danger, held beside the cards that may answer it.
//!
//! Never true of this file: a question is blocked, hidden or answered because of it; what only sounds like danger loses its
//! cards.

use super::{Content, Danger, Heard, Hits, Level, Why};

impl Content {
    /// Whether the words of a text may point at danger, in either language. It shows help; it never blocks, hides or answers.
    pub fn danger(&self, text: &str) -> Option<Danger> {
        self.hears(text).map(|heard| heard.danger)
    }

    /// The same, where it is likely enough that a question goes to the front of the queue.
    pub fn urgent_danger(&self, text: &str) -> Option<Danger> {
        self.hears(text).filter(|heard| heard.level >= Level::Likely).map(|heard| heard.danger)
    }

    /// The same, and how surely.
    pub fn hears(&self, text: &str) -> Option<Heard> {
        let listen =
            || self.files.danger.find(text, || self.has_harmless_card(text), || self.files.sorts.is_arrest(text));
        self.heard.or_look(text, listen)
    }

    /// How surely a text points at danger, when what stood there before did not, or was not to go to the front for it.
    pub fn newly_heard(&self, before: &str, whole: &str) -> Option<Level> {
        let level = self.hears(whole)?.level;
        let known = self.hears(before).map(|heard| heard.level);
        let is_new = known.is_none() || (level >= Level::Likely && known == Some(Level::Perhaps));
        is_new.then_some(level)
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

    /// What lies near a question; `None` when its words certainly point at danger: then nothing is offered. A question that may
    /// only sound like danger keeps its cards.
    pub fn near_unless_danger(&self, text: &str) -> Option<Hits> {
        let is_certain = self.hears(text).is_some_and(|heard| heard.level == Level::Certain);
        (!is_certain).then(|| self.hits(text))
    }
}
