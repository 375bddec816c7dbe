//! The cards that may answer a question before it is sent: offered once, behind one button of the review.
//!
//! Never true of this file: a card stands in the way of sending, or before the help lines for what sounds like danger;
//! somebody who is certainly in danger is sent away with a card; a question that was not sent is kept, or counted with who
//! did not send it.

use super::super::super::action::{DraftVerb, Menu};
use super::super::super::turn::{Done, Turn};
use super::super::{ask, draft, home, menu};
use super::{Choice, From, card, choices};
use crate::content::{CardId, Content, Hits};
use crate::domain::DraftId;
use crate::domain::draft::{Draft, Purpose};
use crate::domain::figures::Happened;
use crate::domain::tally::Reaction;
use crate::messenger::{Button, Msg, Screen};

/// What is offered for a text: nothing when no card is near enough, or when its words certainly point at danger.
fn offers(content: &Content, near: Option<Hits>) -> Vec<Choice<'_>> {
    let found = near.map(Hits::unasked).unwrap_or_default().into_iter();
    choices(content, found.filter_map(|found| content.card(&found.card)))
}

/// Help is one tap away, and above all else, when the text may only sound like danger.
fn help_first(content: &Content, text: &str, screen: Screen) -> Screen {
    match content.danger(text) {
        Some(_) => screen.row(vec![menu("home-help", Menu::Help)]),
        None => screen,
    }
}

/// The button of the review, if there is anything to offer.
pub(in crate::dialogue::youth) fn button(turn: &Turn, id: DraftId, near: Option<Hits>) -> Option<Button> {
    let offers = offers(&turn.house.content, near).len();
    let label = Msg::new("rights-offer-button").with("number", ask::count(offers));
    (offers > 0).then(|| Button::menu(label, draft::data(id, DraftVerb::Cards)))
}

/// The offered cards, and the way back to the review.
pub(in crate::dialogue::youth) fn list(turn: &mut Turn, id: DraftId, waiting: Draft) -> Done {
    let content = &turn.house.content;
    let shown = draft::shown(turn, &waiting);
    let text = shown.text.as_str();
    let offers = offers(content, content.near_unless_danger(text).map(|near| content.meant_first(text, near)));
    if offers.is_empty() || waiting.purpose != Purpose::Question {
        return ask::back_to_review(turn, id, waiting);
    }
    let mut screen = help_first(content, text, Screen::new("rights-offer"));
    for offer in &offers {
        screen = screen.row(vec![offer.button(From::Offered(id))]);
    }
    let back = Button::menu("common-back", draft::data(id, DraftVerb::Review));
    From::Offered(id).reply(turn, screen.row(vec![back]))
}

/// "Dit is het / C'est ça": the text goes, and only the card is counted.
pub(in crate::dialogue::youth) fn answered(turn: &mut Turn, id: DraftId, waiting: Draft, card: &CardId) -> Done {
    let card = turn.house.content.card(card).filter(|_| waiting.purpose == Purpose::Question && !waiting.is_empty());
    let Some(card) = card else { return ask::back_to_review(turn, id, waiting) };
    let shown = draft::shown(turn, &waiting);
    let screen = help_first(&turn.house.content, shown.text.as_str(), Screen::new("rights-answered"));
    card::count(turn, card, Reaction::Deflected)?;
    turn.count(None, Happened::Rated(Reaction::Deflected));
    draft::drop_here(turn)?;
    turn.reply(screen.row(vec![menu("common-ask-button", Menu::Ask), home::button()]))
}
