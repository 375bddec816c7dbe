//! Rights cards and their topics.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::page::{At, Fields};
use super::text::{fold, host, utf16_units};
use super::{CardId, Localised, TopicId};
use crate::domain::triage::Triage;
use crate::domain::{Day, Language};

/// UTF-16 units of a card's body.
pub const CARD_BODY_UNITS_MAX: usize = 900;
/// UTF-16 units of a button's label, emoji included.
pub const LABEL_UNITS_MAX: usize = 20;
/// UTF-16 units of a card's title.
pub const TITLE_UNITS_MAX: usize = 90;

/// UTF-16 units of the law behind a card and all its sources, in one language: they are one message.
const LAW_UNITS_MAX: usize = 3_000;

/// UTF-16 units of one way of asking.
const ASK_UNITS_MAX: usize = 200;

/// What a card says instead of a day while no lawyer has read it.
const NOT_REVIEWED: &str = "not yet reviewed by a lawyer";

/// A topic of "Mijn rechten / Mes droits".
#[derive(Clone, Debug)]
pub struct Topic {
    pub id: TopicId,
    /// The button, emoji in front, at most [`LABEL_UNITS_MAX`].
    pub label: Localised,
    /// About complaints or violence: whoever asks about this is not asked whether others may read it.
    pub private: bool,
    /// Two read every answer about this before it goes.
    pub read_by_two: bool,
    /// What questions about this are guessed to be.
    pub code: Option<Triage>,
}

/// One answer to one question about rights. About the law, never about a person.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: CardId,
    pub topic: TopicId,
    pub region: Region,
    pub label: Localised,
    pub title: Localised,
    /// At most [`CARD_BODY_UNITS_MAX`].
    pub body: Localised,
    /// The law behind it, in words: which law, which article.
    pub legal_basis: Vec<Localised>,
    pub sources: Vec<String>,
    pub confidence: Confidence,
    /// For editors and lawyers, in English: what is sure and what is not. Not for young people.
    pub review_note: String,
    pub review: Review,
    /// The law behind it changed with the new Criminal Code; the card must say so.
    pub new_cc: bool,
    /// Until when a text that the team has published is good; `None` for a card from a file.
    pub by_team: Option<Day>,
    /// What people ask for it may be danger itself: it is no example of what is harmless, and whoever asks for it is not
    /// taken to be safe.
    pub may_be_danger: bool,
    /// What a question that it surely answers is guessed to be, beside what its topic says.
    pub code: Option<Triage>,
}

/// Where a card or a line holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Region {
    Belgium,
    Flanders,
    /// Wallonia and, for youth help, French-speaking Brussels: Fédération Wallonie-Bruxelles.
    FrenchCommunity,
    Brussels,
}

pub(super) const REGIONS: [(&str, Region); 4] =
    [("be", Region::Belgium), ("fl", Region::Flanders), ("fwb", Region::FrenchCommunity), ("bxl", Region::Brussels)];

/// How well the core claim was verified when it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    TwoSources,
    OneSource,
    GeneralKnowledge,
}

pub(super) const CONFIDENCES: [(&str, Confidence); 3] = [
    ("verified_2plus", Confidence::TwoSources),
    ("verified_1", Confidence::OneSource),
    ("general_knowledge", Confidence::GeneralKnowledge),
];

/// Whether a lawyer has read the card.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Review {
    NotYet,
    On(Date),
}

impl Review {
    /// The day on which a lawyer read it.
    pub fn day(self) -> Option<Day> {
        match self {
            Review::NotYet => None,
            Review::On(date) => Some(Day(date.since(Date::constant(1970, 1, 1)).ok()?.get_days())),
        }
    }
}

pub(super) fn read_topics(file: &Fields<'_>) -> BTreeMap<TopicId, (usize, At, Topic)> {
    let mut topics = BTreeMap::new();
    for (order, fields) in file.tables("topic").into_iter().enumerate() {
        let (id, label) = (fields.id("id"), label(&fields));
        let (Some((id, at)), Some(label)) = (id, label) else { continue };
        let (private, read_by_two) = (fields.flag("private"), fields.flag("read_by_two"));
        let code = code(&fields);
        let topic = Topic { id: TopicId(id.to_owned()), label, private, read_by_two, code };
        if topics.insert(topic.id.clone(), (order, at, topic)).is_some() {
            fields.complain(at, format!("the topic \"{id}\" is there twice"), "give each topic its own id");
        }
    }
    topics
}

fn code(fields: &Fields<'_>) -> Option<Triage> {
    let (text, at) = fields.text_if_any("code")?;
    fields.pick("code", text, at, &Triage::ALL.map(|code| (code.name(), code)))
}

/// A card as its file gives it.
pub(super) struct ReadCard {
    pub(super) card: Card,
    /// Where its topic stands.
    pub(super) topic_at: At,
    /// How people ask for it, in both languages: for the search only.
    pub(super) asks: Vec<String>,
}

pub(super) fn read_card(stem: &str, fields: &Fields<'_>) -> Option<ReadCard> {
    let id = fields.id("id").filter(|(id, at)| {
        if *id != stem {
            let mend = if super::page::is_id(stem) {
                format!("write id = \"{stem}\", or name the file {id}.toml")
            } else {
                format!("name the file {id}.toml: small letters, digits and dashes, and the same as its id")
            };
            fields.complain(*at, format!("`id` is \"{id}\" in the file {stem}.toml"), mend);
        }
        if id.starts_with(super::shelf::BEGINNING) {
            let what = format!("`id` begins with {}, as those of the team's texts do", super::shelf::BEGINNING);
            fields.complain(*at, what, "give the card and its file another name");
        }
        *id == stem
    });
    let topic = fields.id("topic");
    let region = fields.one_of("region", &REGIONS);
    let code = code(fields);
    let confidence = fields.one_of("confidence", &CONFIDENCES);
    let review = fields.day_or("reviewed", NOT_REVIEWED).map(|day| day.map_or(Review::NotYet, Review::On));
    let new_cc = fields.flag("new_cc");
    let may_be_danger = fields.flag("danger");
    let legal_basis: Vec<Localised> = fields.localised_texts("legal_basis").into_iter().map(|(text, _)| text).collect();
    let sources = addresses(fields, "sources");
    if sources.is_empty() {
        fields.complain(fields.start(), "the card has no source", "add sources = [\"https://…\"]");
    }
    for language in Language::ALL {
        let laws = legal_basis.iter().map(|law| utf16_units(law.get(language)));
        let units = laws.chain(sources.iter().map(|source| utf16_units(source))).sum::<usize>();
        if units > LAW_UNITS_MAX {
            let what = format!("`legal_basis` and `sources` have {units} characters together, {LAW_UNITS_MAX} fit");
            fields.complain(fields.start(), what, "keep the best of them");
        }
    }
    let review_note = fields.text_if_any("review_note").map(|(text, _)| text.to_owned()).unwrap_or_default();
    let (nl, fr) = (fields.table("nl"), fields.table("fr"));
    let (nl, fr) = (nl.and_then(|nl| wording(&nl)), fr.and_then(|fr| wording(&fr)));
    let ((id, _), (topic, topic_at), nl, fr) = (id?, topic?, nl?, fr?);
    let card = Card {
        id: CardId(id.to_owned()),
        topic: TopicId(topic.to_owned()),
        region: region?,
        label: Localised { nl: nl.label, fr: fr.label },
        title: Localised { nl: nl.title, fr: fr.title },
        body: Localised { nl: nl.body, fr: fr.body },
        legal_basis,
        sources,
        confidence: confidence?,
        review_note,
        review: review?,
        new_cc,
        by_team: None,
        code,
        may_be_danger,
    };
    Some(ReadCard { card, topic_at, asks: [nl.asks, fr.asks].concat() })
}

struct Wording {
    label: String,
    title: String,
    body: String,
    asks: Vec<String>,
}

fn wording(fields: &Fields<'_>) -> Option<Wording> {
    let label = fields.text("label");
    let title = fields.text("title");
    let body = fields.text("body").map(|(body, at)| (fold(body), at));
    if let Some((label, at)) = label {
        at_most(fields, "label", label, at, LABEL_UNITS_MAX);
    }
    if let Some((title, at)) = title {
        at_most(fields, "title", title, at, TITLE_UNITS_MAX);
    }
    if let Some((body, at)) = &body {
        at_most(fields, "body", body, *at, CARD_BODY_UNITS_MAX);
    }
    let asks = fields.texts("asks").into_iter().map(|(ask, at)| {
        at_most(fields, "asks", ask, at, ASK_UNITS_MAX);
        ask.to_owned()
    });
    let asks = asks.collect();
    Some(Wording { label: label?.0.to_owned(), title: title?.0.to_owned(), body: body?.0, asks })
}

/// A label in both languages, within [`LABEL_UNITS_MAX`].
pub(super) fn label(fields: &Fields<'_>) -> Option<Localised> {
    let (label, at) = fields.localised("label")?;
    at_most(fields, "label", &label.nl, at, LABEL_UNITS_MAX);
    at_most(fields, "label", &label.fr, at, LABEL_UNITS_MAX);
    Some(label)
}

pub(super) fn at_most(fields: &Fields<'_>, key: &str, text: &str, at: At, units_max: usize) {
    let units = utf16_units(text);
    if units > units_max {
        let mend = format!("take out {} (an emoji counts for two or more)", units - units_max);
        fields.complain(at, format!("`{key}` has {units} characters, {units_max} fit"), mend);
    }
}

/// A list of web addresses; each must be http or https.
pub(super) fn addresses(fields: &Fields<'_>, key: &'static str) -> Vec<String> {
    let mut addresses = Vec::new();
    for (address, at) in fields.texts(key) {
        if host(address).is_none() {
            fields.complain(at, format!("\"{address}\" is not a web address"), "write it in full: https://…");
        }
        addresses.push(address.to_owned());
    }
    addresses
}
