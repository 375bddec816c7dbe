//! The home screen.

use super::super::action::{Menu, Press};
use super::super::banner;
use super::super::turn::{Done, Turn};
use super::{first, menu};
use crate::domain::Language;
use crate::messenger::{Button, Msg, Screen};

/// Home for who has a language; the first contact for who has not.
pub(super) fn enter(turn: &mut Turn) -> Done {
    match turn.language()? {
        None => first::screen(turn),
        Some(language) => {
            let screen = screen(turn, language);
            turn.reply(screen)
        }
    }
}

fn screen(turn: &Turn, language: Language) -> Screen {
    let switch = Button::menu("home-switch", Press::Language(language.other()).encode());
    banner::at_home(turn)
        .into_iter()
        .fold(Screen::new("home-welcome"), Screen::say)
        .row(vec![menu("home-ask", Menu::Ask)])
        .row(vec![menu("home-encounters", Menu::Encounters), menu("home-rights", Menu::Rights)])
        .row(vec![menu("home-mine", Menu::Mine), menu("home-help", Menu::Help)])
        .row(vec![menu("home-privacy", Menu::Privacy), switch])
}

/// One sentence and the ways on.
pub(super) fn with_menu(text: impl Into<Msg>) -> Screen {
    Screen::new(text).row(ways_on())
}

/// Help, and the way home.
pub(super) fn ways_on() -> Vec<Button> {
    vec![menu("home-help", Menu::Help), button()]
}

/// The way home.
pub(super) fn button() -> Button {
    menu("common-menu", Menu::Home)
}
