//! The buttons of the library of rights cards. They hold ids of `content/` and nothing of whoever presses.

use crate::content::{CardId, TopicId};
use crate::domain::tally::Reaction;

/// What is looked at, or made of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Look {
    /// A page of the topics, from 0.
    Topics(u8),
    /// A page of one topic's cards, from 0.
    Topic(TopicId, u8),
    /// The cards of a topic that differ by region: which one?
    Regions(TopicId),
    Card(CardId),
    /// What the law says behind a card, and where to read it.
    Law(CardId),
    Helped(CardId),
    NotReally(CardId),
    Unclear(CardId),
    /// A question of one's own about a topic.
    Ask(TopicId),
    /// To look for words.
    Find,
}

impl Look {
    pub fn encode(&self) -> String {
        match self {
            Look::Topics(page) => format!("r:topics:{page}"),
            Look::Topic(topic, page) => format!("r:topic:{}:{page}", topic.as_str()),
            Look::Regions(topic) => format!("r:reg:{}", topic.as_str()),
            Look::Card(card) => format!("r:card:{}", card.as_str()),
            Look::Law(card) => format!("r:law:{}", card.as_str()),
            Look::Helped(card) => format!("r:up:{}", card.as_str()),
            Look::NotReally(card) => format!("r:meh:{}", card.as_str()),
            Look::Unclear(card) => format!("r:huh:{}", card.as_str()),
            Look::Ask(topic) => format!("r:ask:{}", topic.as_str()),
            Look::Find => "r:find".to_owned(),
        }
    }

    /// What stands behind `r:`. Spellings that are not ours are refused by [`super::Press::parse`].
    pub(super) fn parse(verb: &str, first: Option<&str>, second: Option<&str>) -> Option<Self> {
        let card = || CardId::parse(first?);
        let topic = || TopicId::parse(first?);
        Some(match verb {
            "topics" => Look::Topics(first?.parse().ok()?),
            "topic" => Look::Topic(topic()?, second?.parse().ok()?),
            "reg" => Look::Regions(topic()?),
            "card" => Look::Card(card()?),
            "law" => Look::Law(card()?),
            "up" => Look::Helped(card()?),
            "meh" => Look::NotReally(card()?),
            "huh" => Look::Unclear(card()?),
            "ask" => Look::Ask(topic()?),
            "find" => Look::Find,
            _ => return None,
        })
    }

    /// What somebody makes of which card, if this is that.
    pub fn reaction(&self) -> Option<(&CardId, Reaction)> {
        match self {
            Look::Helped(card) => Some((card, Reaction::Helped)),
            Look::NotReally(card) => Some((card, Reaction::NotReally)),
            Look::Unclear(card) => Some((card, Reaction::Unclear)),
            Look::Topics(_)
            | Look::Topic(..)
            | Look::Regions(_)
            | Look::Card(_)
            | Look::Law(_)
            | Look::Ask(_)
            | Look::Find => None,
        }
    }

    /// One of each, with the longest values.
    #[cfg(test)]
    pub(super) fn samples(card: CardId, topic: TopicId) -> [Look; 10] {
        [
            Look::Topics(255),
            Look::Topic(topic.clone(), 255),
            Look::Regions(topic.clone()),
            Look::Card(card.clone()),
            Look::Law(card.clone()),
            Look::Helped(card.clone()),
            Look::NotReally(card.clone()),
            Look::Unclear(card),
            Look::Ask(topic),
            Look::Find,
        ]
    }
}
