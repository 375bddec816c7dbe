//! What somebody asks about that goes no further than the answer: complaints, violence, being a victim.
//!
//! Never true of this file: a topic is private because of what a person is, and not because `topics.toml` says so.

use super::search::{Found, Hits};
use super::{Content, Level};

/// A card whose score is this part of the nearest one's may be what somebody asks about.
const NEARLY: f32 = 0.76;
/// The same for a text that sounds like danger.
const NEARLY_IN_DANGER: f32 = 0.5;

impl Content {
    /// Is this about certain danger, complaints or violence, or was it asked from such a topic? Then nobody is asked to share
    /// it. What only sounds like danger bears the mark "urgent", and is for the desk to decide on.
    pub fn is_private(&self, topic: Option<&str>, question: &str) -> bool {
        if topic.is_some_and(|topic| self.is_private_topic(topic)) {
            return true;
        }
        let level = self.hears(question).map(|heard| heard.level);
        if level == Some(Level::Certain) {
            return true;
        }
        let near = self.hits(question).nearest;
        let nearly = if level >= Some(Level::Likely) { NEARLY_IN_DANGER } else { NEARLY };
        let best = near.first().map_or(0.0, |found| found.score);
        near.iter().any(|found| found.score >= nearly * best && self.is_of_private_topic(found))
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
    /// Must two read every answer to this? The card that surely answers it says so, or the topic that it was asked from.
    pub fn is_read_by_two(&self, topic: Option<&str>, question: &str) -> bool {
        let by_two = |id: &str| self.topics().iter().any(|topic| topic.read_by_two && topic.id.as_str() == id);
        let is_near = || {
            let near = self.hits(question).unasked();
            let card = near.first().and_then(|found| self.card(&found.card));
            card.is_some_and(|card| by_two(card.topic.as_str()))
        };
        topic.is_some_and(by_two) || is_near()
    }
}
