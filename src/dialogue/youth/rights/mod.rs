//! Know your rights: topics, cards and search. It is the same for everybody, and open to everybody.
//!
//! Never true of this room: a card stands there without a word on whether a lawyer has read it; where the rules differ by
//! region, a card is opened before it was asked which one; it is kept who reads or judges what; offering a card stands
//! in the way of sending.

mod card;
mod offer;
mod search;

pub(super) use card::{law, open as open_card};
pub(super) use offer::{answered, button as offer_button, list as offered};
pub(super) use search::{ask_this, end as end_search, go_on, is_left, make_question, results, with};

use super::super::action::{DraftVerb, Look, Menu, Press};
use super::super::turn::{Done, Turn};
use super::{ask, ban, draft, home, menu, over};
use crate::content::{Card, CardId, Content, Localised, Region, Topic, TopicId};
use crate::dialogue::paging;
use crate::domain::DraftId;
use crate::domain::draft::{Draft, Purpose};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, Msg, Screen, Target};
use crate::store::records::Note;
use crate::store::tables::Drafts;

/// Topics on one page; with the search and the way to the next page they are six buttons.
const TOPICS_PER_PAGE: usize = 4;
/// Cards of a topic on one page; with the ways back and on they are six buttons.
const CARDS_PER_PAGE: usize = 4;

/// From where a card is looked at: that decides where its buttons lead.
#[derive(Clone, Copy)]
pub(super) enum From {
    /// The topics. Nothing is typed.
    Library,
    /// What was found for words that somebody looked for.
    Found(DraftId),
    /// The cards that may answer a question that lies ready.
    Offered(DraftId),
}

impl From {
    pub(super) fn of(id: DraftId, waiting: &Draft) -> Self {
        match waiting.purpose {
            Purpose::Search => From::Found(id),
            Purpose::Question | Purpose::Unchosen | Purpose::Addition(_) | Purpose::Missing(_) => From::Offered(id),
        }
    }

    fn card(self, card: &CardId) -> String {
        match self {
            From::Library => Press::Look(Look::Card(card.clone())).encode(),
            From::Found(id) | From::Offered(id) => draft::data(id, DraftVerb::Card(card.clone())),
        }
    }

    fn regions(self, topic: &TopicId) -> String {
        match self {
            From::Library => Press::Look(Look::Regions(topic.clone())).encode(),
            From::Found(id) | From::Offered(id) => draft::data(id, DraftVerb::Regions(topic.clone())),
        }
    }

    /// Back to where the cards of this topic were offered.
    fn back(self, content: &Content, topic: &TopicId) -> String {
        match self {
            From::Library => Press::Look(shelf_of(content, topic)).encode(),
            From::Found(id) => draft::data(id, DraftVerb::Review),
            From::Offered(id) => draft::data(id, DraftVerb::Cards),
        }
    }

    /// Puts a screen in the place of the pressed message. What shows what somebody typed for lies under its key.
    fn reply(self, turn: &mut Turn, screen: Screen) -> Done {
        match self {
            From::Library => turn.reply(screen),
            From::Found(id) | From::Offered(id) => {
                if let Some((_, mut waiting)) = turn.draft()? {
                    waiting.replacing = false;
                    draft::save(turn, id, &mut waiting)?;
                }
                let over = turn.pressed;
                turn.reply_over(over, screen, Note::Review(id))
            }
        }
    }
}

/// What a button of a list of cards leads to.
enum Choice<'a> {
    Card(&'a Card),
    /// The cards of a topic that differ by region, behind one button.
    Regions(&'a Topic),
}

impl Choice<'_> {
    fn button(&self, from: From) -> Button {
        match self {
            Choice::Card(card) => labelled(&card.label, from.card(&card.id)),
            Choice::Regions(topic) => labelled(&topic.label, from.regions(&topic.id)),
        }
    }
}

/// Cards as buttons, in their order; those that differ by region are one button for each topic.
fn choices<'a>(content: &'a Content, cards: impl Iterator<Item = &'a Card>) -> Vec<Choice<'a>> {
    let mut choices = Vec::new();
    for card in cards {
        match (card.region, topic(content, &card.topic)) {
            (Region::Belgium, _) | (_, None) => choices.push(Choice::Card(card)),
            (Region::Flanders | Region::FrenchCommunity | Region::Brussels, Some(topic)) => {
                let is_there = |choice: &Choice| matches!(choice, Choice::Regions(known) if known.id == topic.id);
                if !choices.iter().any(is_there) {
                    choices.push(Choice::Regions(topic));
                }
            }
        }
    }
    choices
}

fn topic<'a>(content: &'a Content, id: &TopicId) -> Option<&'a Topic> {
    content.topics().iter().find(|topic| topic.id == *id)
}

fn cards_of<'a>(content: &'a Content, topic: &TopicId) -> impl Iterator<Item = &'a Card> + use<'a> {
    let topic = topic.clone();
    content.cards().iter().filter(move |card| card.topic == topic)
}

/// Where the cards of a topic stand: a page of its own, or the page of topics when there is but one.
fn shelf_of(content: &Content, id: &TopicId) -> Look {
    if has_shelf(content, id) {
        return Look::Topic(id.clone(), 0);
    }
    page_of(content, id)
}

/// The page of topics on which this one stands.
fn page_of(content: &Content, id: &TopicId) -> Look {
    let place = content.topics().iter().position(|topic| topic.id == *id).unwrap_or_default();
    Look::Topics(u8::try_from(place / TOPICS_PER_PAGE).unwrap_or_default())
}

/// Is there more than one card, or region, to choose from?
fn has_shelf(content: &Content, id: &TopicId) -> bool {
    choices(content, cards_of(content, id)).len() > 1
}

/// `/rechten`, the button of the home screen.
pub(super) fn open(turn: &mut Turn) -> Done {
    topics(turn, 0)
}

/// A button of the library.
pub(super) fn look(turn: &mut Turn, look: Look) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    if let Some((card, reaction)) = look.reaction() {
        return card::judged(turn, who.conversation, card, reaction);
    }
    match look {
        // Both go on with what was typed.
        Look::Ask(topic) => ask_about(turn, &topic),
        Look::Find => search::open(turn),
        Look::Topics(page) => left(turn, |turn| topics(turn, page)),
        Look::Topic(topic, page) => left(turn, |turn| shelf(turn, &topic, page)),
        Look::Regions(topic) => left(turn, |turn| regions(turn, &topic, From::Library)),
        Look::Card(card) => left(turn, |turn| card::open(turn, &card, From::Library)),
        Look::Law(card) => left(turn, |turn| card::law(turn, &card, From::Library)),
        // Reactions, answered above.
        Look::Helped(_) | Look::NotReally(_) | Look::Unclear(_) => Ok(()),
    }
}

fn left(turn: &mut Turn, then: impl FnOnce(&mut Turn) -> Done) -> Done {
    draft::leave(turn)?;
    then(turn)
}

/// The same card in the library, for a button of a draft that is no more: reading needs no draft.
pub(super) fn without_draft(verb: &DraftVerb) -> Option<Look> {
    match verb {
        DraftVerb::Card(card) => Some(Look::Card(card.clone())),
        DraftVerb::Law(card) => Some(Look::Law(card.clone())),
        DraftVerb::Regions(topic) => Some(Look::Regions(topic.clone())),
        DraftVerb::Send(_)
        | DraftVerb::Edit
        | DraftVerb::Drop
        | DraftVerb::Police
        | DraftVerb::Areas(_)
        | DraftVerb::Area(_)
        | DraftVerb::Language(_)
        | DraftVerb::Belongs(_)
        | DraftVerb::NewQuestion
        | DraftVerb::Review
        | DraftVerb::Cards
        | DraftVerb::Answered(_)
        | DraftVerb::AskThis(_) => None,
    }
}

/// A page of the topics; the last one leads back to the first.
fn topics(turn: &mut Turn, page: u8) -> Done {
    let topics = turn.house.content.topics();
    let (page, pages) = paging::at(page, topics.len(), TOPICS_PER_PAGE);
    let title = Msg::new("rights-topics").with("page", ask::count(page + 1)).with("pages", ask::count(pages));
    let shown: Vec<&Topic> = topics.iter().skip(page * TOPICS_PER_PAGE).take(TOPICS_PER_PAGE).collect();
    let mut screen = Screen::new(title);
    screen = screen.pairs(shown.iter().map(|topic| topic_button(topic)));
    let mut last = vec![button("rights-find", Look::Find)];
    if let Some(next) = paging::next(page, pages) {
        last.push(button("rights-next", Look::Topics(next)));
    }
    screen = screen.row(last);
    if shown.len() < TOPICS_PER_PAGE {
        screen = screen.row(vec![home::button()]);
    }
    turn.reply(screen)
}

fn topic_button(topic: &Topic) -> Button {
    labelled(&topic.label, Press::Look(Look::Topic(topic.id.clone(), 0)).encode())
}

/// The cards of a topic; a single one is opened at once.
fn shelf(turn: &mut Turn, id: &TopicId, page: u8) -> Done {
    let content = &turn.house.content;
    let Some(topic) = topic(content, id) else { return over(turn) };
    let choices = choices(content, cards_of(content, id));
    match choices.as_slice() {
        [] => return over(turn),
        [Choice::Card(card)] => return card::open(turn, &card.id, From::Library),
        [Choice::Regions(topic)] => return regions(turn, &topic.id, From::Library),
        [_, _, ..] => {}
    }
    let (page, pages) = paging::at(page, choices.len(), CARDS_PER_PAGE);
    let mut screen = Screen::default().content(&topic.label.nl, &topic.label.fr).say("rights-choose");
    for choice in choices.iter().skip(page * CARDS_PER_PAGE).take(CARDS_PER_PAGE) {
        screen = screen.row(vec![choice.button(From::Library)]);
    }
    let topics = page_of(content, id);
    let on = match paging::next(page, pages) {
        Some(next) => button("rights-next", Look::Topic(id.clone(), next)),
        None => button("rights-ask", Look::Ask(id.clone())),
    };
    turn.reply(screen.row(vec![button("common-back", topics), on]))
}

/// Where the rules differ by region: which one?
pub(super) fn regions(turn: &mut Turn, id: &TopicId, from: From) -> Done {
    let content = &turn.house.content;
    let regional: Vec<&Card> = cards_of(content, id).filter(|card| card.region != Region::Belgium).collect();
    if regional.is_empty() {
        return over(turn);
    }
    let mut screen = Screen::new("rights-regions");
    for card in &regional {
        let alone = regional.iter().filter(|other| other.region == card.region).count() == 1;
        let data = from.card(&card.id);
        screen = screen.row(vec![match card.region {
            Region::Flanders if alone => Button::menu("rights-region-flanders", data),
            Region::Brussels if alone => Button::menu("rights-region-brussels", data),
            Region::FrenchCommunity if alone => Button::menu("rights-region-wallonia", data),
            Region::Belgium | Region::Flanders | Region::Brussels | Region::FrenchCommunity => {
                labelled(&card.label, data)
            }
        }]);
    }
    from.reply(turn, screen.row(vec![Button::menu("common-back", from.back(content, id))]))
}

/// "Stel je vraag / Pose ta question" under a card: the topic goes along with what is typed next, or lies ready.
fn ask_about(turn: &mut Turn, id: &TopicId) -> Done {
    if ban::stops(turn)? {
        return Ok(());
    }
    let Some(topic) = topic(&turn.house.content, id) else { return over(turn) };
    if let Some((draft, mut waiting)) = turn.draft()?
        && !waiting.is_empty()
        && !search::is_left(&waiting)
    {
        search::make_question(&mut waiting);
        carry(&mut waiting, topic);
        return ask::back_to_review(turn, draft, waiting);
    }
    let Some((draft, mut begun)) = draft::begin(turn, Purpose::Question)? else { return ask::busy(turn) };
    carry(&mut begun, topic);
    turn.store.update::<Drafts>(&draft, &begun)?;
    let units = turn.house.settings.question_units;
    let screen = Screen::new(Msg::new("ask-type").with("units", ask::count(units)))
        .say(about(topic))
        .row(vec![menu("home-help", Menu::Help), home::button()]);
    let over = turn.pressed;
    turn.reply_over(over, screen, Note::Review(draft))
}

/// A topic says something of a question of its own, and nothing of an addition to one.
fn carry(waiting: &mut Draft, topic: &Topic) {
    match waiting.purpose {
        Purpose::Question | Purpose::Unchosen => waiting.topic = Some(topic.id.as_str().to_owned()),
        Purpose::Addition(_) | Purpose::Missing(_) | Purpose::Search => {}
    }
}

fn about(topic: &Topic) -> Msg {
    Msg::new("rights-about").with("topic", label_of(topic))
}

fn label_of(topic: &Topic) -> Arg {
    Arg::Both { nl: topic.label.nl.clone(), fr: topic.label.fr.clone() }
}

/// The topic that a question carries, in words; none when it carries none, or one that is no more.
pub(in crate::dialogue) fn topic_in_words(content: &Content, id: Option<&str>) -> Option<Arg> {
    topic(content, &TopicId::parse(id?)?).map(label_of)
}

/// A button whose label is content.
fn labelled(label: &Localised, data: String) -> Button {
    Button { label: Label::Both { nl: label.nl.clone(), fr: label.fr.clone() }, target: Target::Menu(data) }
}

fn button(label: impl Into<Msg>, look: Look) -> Button {
    Button::menu(label, Press::Look(look).encode())
}
