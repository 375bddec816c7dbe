//! A text of the team as a rights card, to stand beside those of the files.
//!
//! Never true of this file: a text is made a card that is not shown at present, or passes for one that a lawyer has read.

use super::{Card, CardId, Confidence, Localised, Region, Review, TopicId};
use crate::domain::TextId;
use crate::domain::team_text::{TeamText, TextStage};
use std::fmt::Write as _;

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
