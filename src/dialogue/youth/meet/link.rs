//! The link of an encounter, on a poster or sent on: to its card, as the list leads there.
//!
//! Never true of this file: a link shows more than the list does; one that leads nowhere any more tells of what it was.

use super::super::super::action::{Meet, Menu};
use super::super::super::turn::{Done, Turn};
use super::super::{first, menu};
use super::{button, list};
use crate::domain::{EncounterId, Language};
use crate::messenger::Screen;
use data_encoding::BASE64URL_NOPAD;

/// What stands in front of the encounter: `t.me/<bot>?start=e_<encounter>`.
pub(in crate::dialogue) const PREFIX: &str = "e_";

/// What stands behind the beginning of the link.
pub(in crate::dialogue) fn token(id: EncounterId) -> String {
    format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&id.0))
}

/// It was scanned or opened.
pub(in crate::dialogue::youth) fn arrive(turn: &mut Turn, token: &str) -> Done {
    let read = BASE64URL_NOPAD.decode(token.as_bytes()).ok().and_then(|id| id.try_into().ok()).map(EncounterId);
    let known = read.filter(|id| turn.store.index.encounters.get(*id).is_some_and(|it| it.takes_people(turn.now)));
    match (known, turn.language()?) {
        (Some(id), Some(_)) => list::card(turn, id),
        (Some(id), None) => welcome(turn, id),
        (None, Some(_)) => list::gone(turn),
        (None, None) => first::screen(turn),
    }
}

/// Both languages: the card waits behind the tap.
fn welcome(turn: &mut Turn, id: EncounterId) -> Done {
    let choice = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];
    let buttons = choice.map(|(label, language)| button(label, Meet::CardIn(id, language))).to_vec();
    let help = menu("first-help", Menu::Help);
    turn.reply(Screen::default().say_in_all("meet-link-welcome").row(buttons).row(vec![help]))
}

pub(super) fn in_language(turn: &mut Turn, id: EncounterId, language: Language) -> Done {
    first::set_language(turn, language)?;
    list::card(turn, id)
}
