//! Encounters for young people: what is planned where, one of them, a place at it, own places.
//!
//! Never true of this room: a place is taken by a button alone whose holder has not seen the rules; a count of people is
//! shown; an address is shown to anybody without a certain place, or before its day; a place of somebody else is found.

mod calendar;
mod join;
mod list;
mod places;

pub(in crate::dialogue) use list::{describe, nickname, spoken_in_words};
pub(super) use places::{list as own, words as in_words};

use super::super::action::{Meet, Press};
use super::super::turn::{Done, Turn};
use super::{draft, first};
use crate::messenger::{Button, Msg};

/// `/agenda`, the button of the home screen.
pub(super) fn open(turn: &mut Turn) -> Done {
    list::areas(turn, 0)
}

/// A button of an encounter or of a place.
pub(super) fn pressed(turn: &mut Turn, meet: Meet) -> Done {
    if turn.language()?.is_none() {
        return first::screen(turn);
    }
    draft::leave(turn)?;
    match meet {
        Meet::Areas(page) => list::areas(turn, page),
        Meet::List(area, page) => list::page(turn, area.as_ref(), page),
        Meet::Card(id) => list::card(turn, id),
        Meet::Join(id) => join::rules(turn, id),
        Meet::Name(id) => join::suggest(turn, id),
        Meet::Take(id, name) => join::take(turn, id, name),
        Meet::Places => places::list(turn),
        Meet::Uncalendar(id) => calendar::take_out(turn, id),
        Meet::Seat(seat, verb) => places::pressed(turn, seat, verb),
    }
}

fn button(label: impl Into<Msg>, meet: Meet) -> Button {
    Button::menu(label, Press::Meet(meet).encode())
}
