//! Under which topic a text stands, and where its readers can read more.
//!
//! Never true of this file: a text names a source that the content does not name.

use super::{button, draft_in_hand, keep, put, raw_button, reply};
use crate::content::utf16_units;
use crate::dialogue::action::{ContentRef, TextAct};
use crate::dialogue::desk::{expect, tell};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::TextId;
use crate::domain::limits::TEXT_SOURCE_UNITS_MAX;
use crate::messenger::{Button, Screen};

const TOPICS_PER_PAGE: usize = 4;
/// Cards on one page; with a link of one's own, the way on and the way back they are six buttons.
const CARDS_PER_PAGE: usize = 3;

pub(super) fn topics(turn: &mut Turn, id: TextId, page: u8) -> Done {
    let Some((staff, member, ..)) = draft_in_hand(turn, id)? else { return Ok(()) };
    expect(turn, staff, None)?;
    let topics = turn.house.content.topics().iter().map(|topic| (topic.id.as_str(), topic.label.get(member.language)));
    let choices = topics.filter_map(|(topic, label)| {
        let topic = ContentRef::new(topic)?;
        Some(raw_button(label.to_owned(), TextAct::Topic(id, topic)))
    });
    let (shown, next) = at(choices.collect(), page, TOPICS_PER_PAGE);
    let mut screen = Screen::new("texts-topic");
    screen = screen.pairs(shown);
    let mut last = vec![button("desk-do-back", TextAct::Open(id))];
    last.extend(next.map(|next| button("rights-next", TextAct::Topics(id, next))));
    reply(turn, staff, screen.row(last))
}

/// The buttons of a page, and the page after it when there are more than one.
fn at(all: Vec<Button>, page: u8, per_page: usize) -> (Vec<Button>, Option<u8>) {
    let (at, pages) = paging::at(page, all.len(), per_page);
    let next = paging::next(at, pages);
    (all.into_iter().skip(at * per_page).take(per_page).collect(), next)
}

pub(super) fn choose_topic(turn: &mut Turn, id: TextId, topic: ContentRef) -> Done {
    let Some((staff, _, grant, mut text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    if !turn.house.content.topics().iter().any(|known| known.id.as_str() == topic.as_str()) {
        return tell(turn, "desk-dead-button");
    }
    text.choose_topic(topic.as_str().to_owned(), staff, turn.now.day());
    keep(turn, &grant, staff, id, &mut text)?;
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

/// The cards of the topic: their sources can be taken over.
pub(super) fn cards(turn: &mut Turn, id: TextId, page: u8) -> Done {
    let Some((staff, member, _, text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let Some(topic) = &text.topic else { return tell(turn, "texts-topic-first") };
    expect(turn, staff, None)?;
    let language = member.language;
    let content = &turn.house.content;
    let cards = content.cards().iter().filter(|card| card.topic.as_str() == topic && card.by_team.is_none());
    let choices = cards.filter_map(|card| {
        let name = ContentRef::new(card.id.as_str())?;
        Some(raw_button(card.label.get(language).to_owned(), TextAct::SourcesOf(id, name)))
    });
    let (shown, next) = at(choices.collect(), page, CARDS_PER_PAGE);
    let mut screen = Screen::new("texts-sources").quote(listed(&text.sources));
    for choice in shown {
        screen = screen.row(vec![choice]);
    }
    let mut last = vec![button("desk-do-back", TextAct::Open(id)), button("texts-do-link", TextAct::TypeSource(id))];
    last.extend(next.map(|next| button("rights-next", TextAct::Sources(id, next))));
    reply(turn, staff, screen.row(last))
}

pub(super) fn listed(sources: &[String]) -> String {
    let lines: Vec<String> = sources.iter().map(|source| format!("• {source}")).collect();
    if lines.is_empty() { "▫️".to_owned() } else { lines.join("\n") }
}

pub(super) fn take_from(turn: &mut Turn, id: TextId, card: ContentRef) -> Done {
    let Some((staff, _, grant, mut text)) = draft_in_hand(turn, id)? else { return Ok(()) };
    let known = turn.house.content.cards().iter().find(|known| known.id.as_str() == card.as_str());
    let Some(known) = known else { return tell(turn, "desk-dead-button") };
    let short = known.sources.iter().filter(|source| utf16_units(source) <= TEXT_SOURCE_UNITS_MAX);
    let sources = text.sources.iter().chain(short).cloned().collect();
    text.name_sources(without_doubles(sources), staff, turn.now.day());
    keep(turn, &grant, staff, id, &mut text)?;
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

pub(super) fn without_doubles(sources: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for source in sources {
        if !once.contains(&source) {
            once.push(source);
        }
    }
    once
}
