//! The ticket of whoever drew blank: first in line at the next draw of the same project.
//!
//! Never true of this file: it counts without its holder seeing for what.

use super::super::super::action::Meet;
use super::super::super::drawing::{self, Shown, Ticket};
use super::super::super::turn::{Done, Turn};
use super::super::home;
use super::{button, places};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::records::Note;

pub(super) fn pressed(turn: &mut Turn, ticket: Ticket) -> Done {
    match drawing::show_ticket(turn, ticket)? {
        Shown::Counts(seat) => {
            turn.toast("seat-ticket-counts")?;
            places::show(turn, seat)
        }
        // The ticket stays where it is: it is shown again there.
        Shown::NotYet { until } => {
            let screen = Screen::new(Msg::new("seat-ticket-not-yet").with("until", Arg::On(until)));
            turn.reply_new(screen.row(vec![button("meet-others", Meet::Areas(0)), home::button()]), Note::Nothing)
        }
        Shown::TooMany => turn.alert("seat-ticket-busy"),
        Shown::Gone => turn.alert("seat-ticket-gone"),
    }
}
