//! What somebody asks about that goes no further than the answer: complaints, violence, being a victim.
//!
//! Never true of this file: a topic is private because of what a person is, and not because `topics.toml` says so.

use super::Content;
use super::search::{Found, Hits};

/// A card whose score is this part of the nearest one's may be what somebody asks about.
const NEARLY: f32 = 0.7;

impl Content {
    /// Does a card about complaints or violence lie near this question, or was it asked from such a topic? Then nobody is
    /// asked to share it.
    pub fn is_private(&self, topic: Option<&str>, question: &str) -> bool {
        let near = self.hits(question).nearest;
        let best = near.first().map_or(0.0, |found| found.score);
        let mut near = near.iter().filter(|found| found.score >= NEARLY * best);
        topic.is_some_and(|topic| self.is_private_topic(topic)) || near.any(|found| self.is_of_private_topic(found))
    }

    pub(super) fn is_private_topic(&self, id: &str) -> bool {
        self.topics().iter().any(|topic| topic.private && topic.id.as_str() == id)
    }

    fn is_of_private_topic(&self, found: &Found) -> bool {
        self.card(&found.card).is_some_and(|card| self.is_private_topic(card.topic.as_str()))
    }

    /// Is the card nearest to a question about complaints or violence, or was it asked from such a topic? Narrower than
    /// [`Content::is_private`]: a question that is only near to one may still be put to an officer, in general words.
    pub fn is_against_police(&self, topic: Option<&str>, near: &Hits) -> bool {
        let nearest = near.nearest.first();
        topic.is_some_and(|topic| self.is_private_topic(topic))
            || nearest.is_some_and(|found| self.is_of_private_topic(found))
    }
}
