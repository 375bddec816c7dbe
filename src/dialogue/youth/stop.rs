//! Leaving: `/stop`, and a person who blocks the bot.
//!
//! Never true of this file: an answer that was asked for is called off by `/stop`; the desk can tell from the time of
//! its notices that two cases were one person's.

use super::super::action::Menu;
use super::super::turn::{Done, Turn};
use super::super::{settled, street};
use super::{draft, home, menu};
use crate::messenger::{MessageRef, Screen};

/// Ends the flow and all reminders. Says what still comes.
pub(super) fn stop(turn: &mut Turn) -> Done {
    let review = turn.draft()?.and_then(|(_, waiting)| waiting.review);
    draft::drop_here(turn)?;
    // Only now: what is sent under the draft's key would go with it.
    if let Some(review) = review {
        turn.erase_here(vec![MessageRef(review)])?;
    }
    if let Some(mut person) = turn.person()? {
        person.quiet = true;
        person.touch(turn.now);
        turn.keep_person(person)?;
    }
    street::stop_here(turn)?;
    let waits = !turn.open_cases().is_empty();
    let screen = match (waits, turn.own_seats().is_empty()) {
        (false, true) => Screen::new("stop-done"),
        (false, false) => Screen::new("stop-places-stay"),
        (true, true) => Screen::new("stop-answers-come"),
        (true, false) => Screen::new("stop-answers-come").say("stop-places-too"),
    };
    turn.reply(screen.row(vec![menu("privacy-wipe-button", Menu::Wipe), home::button()]))
}

/// The person blocked the bot: nobody can be answered, so open cases end and the desk hears it, minutes apart.
pub(super) fn left(turn: &mut Turn) -> Done {
    draft::drop_here(turn)?;
    // Who only follows a square is nobody of whom there is another record.
    street::stop_here(turn)?;
    match turn.who.and_then(|who| who.person) {
        Some(person) => settled::person_gone(turn, person),
        None => Ok(()),
    }
}
