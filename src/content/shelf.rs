//! What changes while the content stands: texts of the team as rights cards beside those of the files, and closed days.
//!
//! Never true of this file: a text is made a card that is not shown at present, or passes for one that a lawyer has read.

use super::recent::Recent;
use super::{Card, CardId, Confidence, Content, Localised, ProjectId, Region, Review, TopicId};
use crate::domain::team_text::{TeamText, TextStage};
use crate::domain::{Day, TextId};
use std::fmt::Write as _;
use std::sync::Arc;

impl Content {
    /// The same files, with these texts of the team on the shelf and no others: in their topics, and found by their words.
    /// Takes as long as the search needs to be built: with the shipped cards, on a busy machine, 20 ms; with 1,000 cards
    /// see `cargo bench --bench search`.
    #[must_use]
    pub fn shelve(&self, published: impl IntoIterator<Item = Card>) -> Content {
        let mut cards = self.cards.get(..self.files.own_cards).unwrap_or_default().to_vec();
        cards.extend(published);
        Content {
            search: self.search.with_others(&cards, self.files.own_cards),
            // What a card surely answers is heard otherwise than what none does.
            heard: Recent::default(),
            cards,
            closed: self.closed.clone(),
            files: Arc::clone(&self.files),
        }
    }

    pub fn has_team_cards(&self) -> bool {
        self.cards.len() > self.files.own_cards
    }

    /// Is it other than the files say?
    pub fn is_changed(&self) -> bool {
        self.has_team_cards() || !self.closed.is_empty()
    }

    /// The same with these days closed, and no others; see [`crate::domain::banner`].
    pub fn close(&mut self, closed: Vec<(String, (Day, Day))>) {
        self.closed = closed;
    }

    /// Is nobody there on that day, although it is no holiday?
    pub fn is_closed(&self, project: &ProjectId, day: Day) -> bool {
        let own = self.closed.iter().filter(|(closed, _)| closed == project.as_str());
        own.map(|(_, days)| days).any(|(from, until)| (*from..=*until).contains(&day))
    }
}

/// So begins the id of a text's card, and of no card of a file: a button must lead to what stands on it.
pub(super) const BEGINNING: &str = "t-";
/// Bytes of a text's id in the card's, which has 32 letters: enough that no two are alike.
const ID_BYTES: usize = 15;

/// The card of a text that is shown. `None` for any other.
pub fn team_card(id: TextId, text: &TeamText) -> Option<Card> {
    let TextStage::Live { until, .. } = text.stage else { return None };
    let topic = TopicId::parse(text.topic.as_deref()?)?;
    let both = |nl: &str, fr: &str| Localised { nl: nl.to_owned(), fr: fr.to_owned() };
    Some(Card {
        id: card_id(id),
        topic,
        region: Region::Belgium,
        label: both(&text.nl.label, &text.fr.label),
        title: both(&text.nl.title, &text.fr.title),
        body: both(&text.nl.body, &text.fr.body),
        legal_basis: Vec::new(),
        sources: text.sources.clone(),
        confidence: Confidence::GeneralKnowledge,
        review_note: String::new(),
        review: Review::NotYet,
        new_cc: false,
        code: None,
        // Nobody has said that it is not.
        may_be_danger: true,
        by_team: Some(until),
    })
}

fn card_id(id: TextId) -> CardId {
    let mut name = BEGINNING.to_owned();
    for byte in id.0.iter().take(ID_BYTES) {
        // Writing to a string does not fail.
        _ = write!(name, "{byte:02x}");
    }
    CardId(name)
}
