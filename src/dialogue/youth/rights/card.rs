//! One card: what it says, whether a lawyer has read it, the law behind it, and what somebody makes of it.
//!
//! Never true of this file: a count is tied to who pressed; a link is shown that the card does not name; a text of the team
//! is shown whose day is over.

use super::super::super::action::{DraftVerb, Look};
use super::super::super::memory::Conversation;
use super::super::super::turn::{Done, Turn};
use super::super::{draft, home, over};
use super::{From, button, has_shelf, shelf_of};
use crate::content::{Card, CardId};
use crate::domain::Language;
use crate::domain::tally::{Reaction, TallyOf};
use crate::messenger::{Arg, Button, Msg, Screen};

/// The card. A text of the team only before its day: the clock takes it away after what came in was decided, and waits
/// while it is doubted.
fn good<'a>(turn: &Turn<'a>, id: &CardId) -> Option<&'a Card> {
    let card = turn.house.content.card(id)?;
    card.by_team.is_none_or(|until| turn.now.day() < until).then_some(card)
}

/// The card, with the buttons of where it is looked at from.
pub(in crate::dialogue::youth) fn open(turn: &mut Turn, id: &CardId, from: From) -> Done {
    let Some(card) = good(turn, id) else { return over(turn) };
    if let Some(who) = turn.who {
        turn.memory.card_opened(who.conversation);
    }
    let screen = text(card);
    let screen = match from {
        From::Library => {
            judging(card, screen, from).row(vec![on(turn, card), button("rights-ask", Look::Ask(card.topic.clone()))])
        }
        From::Found(id) => judging(card, screen, from).row(vec![
            back(turn, card, from),
            Button::menu("rights-ask", draft::data(id, DraftVerb::AskThis(card.topic.as_str().to_owned()))),
        ]),
        From::Offered(id) => screen
            .row(vec![Button::menu("rights-this-is-it", draft::data(id, DraftVerb::Answered(card.id.clone())))])
            .row(vec![law_button(card, from), back(turn, card, from)]),
    };
    from.reply(turn, screen)
}

fn judging(card: &Card, screen: Screen, from: From) -> Screen {
    screen
        .row(vec![
            button("answer-helped", Look::Helped(card.id.clone())),
            button("answer-not-really", Look::NotReally(card.id.clone())),
        ])
        .row(vec![button("answer-unclear", Look::Unclear(card.id.clone())), law_button(card, from)])
}

/// Title and text, whether the law has just changed, and whether a lawyer has read it.
fn text(card: &Card) -> Screen {
    let mut screen = Screen::default().content(&card.title.nl, &card.title.fr).content(&card.body.nl, &card.body.fr);
    if card.new_cc {
        screen = screen.say("rights-new-law");
    }
    if let Some(until) = card.by_team {
        return screen.say(Msg::new("rights-by-team").with("month", Arg::Month(until)));
    }
    match card.review.day() {
        Some(day) => screen.say(Msg::new("rights-reviewed").with("month", Arg::Month(day))),
        None => screen.say("rights-not-reviewed"),
    }
}

/// The law behind a card and where to read it, over the same message.
pub(in crate::dialogue::youth) fn law(turn: &mut Turn, id: &CardId, from: From) -> Done {
    let Some(card) = good(turn, id) else { return over(turn) };
    let mut screen = Screen::default().content(&card.title.nl, &card.title.fr);
    if !card.legal_basis.is_empty() {
        let laws = |language| listed(card.legal_basis.iter().map(|law| law.get(language)));
        screen = screen.say("rights-law").content(laws(Language::Nl), laws(Language::Fr));
    }
    screen = screen.say("rights-sources").quote(listed(card.sources.iter().map(String::as_str)));
    from.reply(turn, screen.row(vec![Button::menu("common-back", from.card(&card.id))]))
}

fn listed<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(|line| format!("• {line}")).collect::<Vec<_>>().join("\n")
}

/// 👍 🤷 ❓: counted for the card, once for each time that it was opened, and thanked for.
pub(super) fn judged(turn: &mut Turn, who: Conversation, id: &CardId, reaction: Reaction) -> Done {
    let Some(card) = good(turn, id) else { return over(turn) };
    let message = turn.pressed.map(|message| message.0).unwrap_or_default();
    if turn.memory.may_judge(who, message) {
        count(turn, card, reaction)?;
    }
    let thanks = match reaction {
        Reaction::Helped | Reaction::Deflected => "rights-thanks",
        Reaction::NotReally | Reaction::Unclear => "rights-thanks-ask",
    };
    let screen = text(card)
        .say(thanks)
        .row(vec![law_button(card, From::Library), home::button()])
        .row(vec![on(turn, card), button("rights-ask", Look::Ask(card.topic.clone()))]);
    turn.reply(screen)
}

pub(super) fn count(turn: &mut Turn, card: &Card, reaction: Reaction) -> Done {
    let language = turn.language()?.unwrap_or(Language::Nl);
    let month = turn.now.day().month();
    turn.memory.count(TallyOf { month, card: card.id.as_str().to_owned(), language }, reaction);
    Ok(())
}

fn law_button(card: &Card, from: From) -> Button {
    match from {
        From::Library => button("rights-law-button", Look::Law(card.id.clone())),
        From::Found(id) | From::Offered(id) => {
            Button::menu("rights-law-button", draft::data(id, DraftVerb::Law(card.id.clone())))
        }
    }
}

/// On to the other cards of the topic, or back to the topics when there are none.
fn on(turn: &Turn, card: &Card) -> Button {
    let content = &turn.house.content;
    let shelf = shelf_of(content, &card.topic);
    if has_shelf(content, &card.topic) { button("rights-more", shelf) } else { button("common-back", shelf) }
}

fn back(turn: &Turn, card: &Card, from: From) -> Button {
    Button::menu("common-back", from.back(&turn.house.content, &card.topic))
}
