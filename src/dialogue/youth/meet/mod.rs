//! Encounters for young people: what is planned where, one of them, a place at it, own places.
//!
//! Never true of this room: a place is taken by a button alone whose holder has not seen the rules; a count of people is
//! shown; an address is shown to anybody without a certain place, or before its day; a place of somebody else is found.

mod away;
mod calendar;
mod dates;
mod door;
mod friend;
mod join;
mod link;
mod list;
mod phase;
mod places;
mod referral;
mod review;
mod square;
mod ticket;

pub(super) use away::tell as tell_who_was_away;
pub(in crate::dialogue) use calendar::button as calendar_button;
pub(in crate::dialogue) use door::{PREFIX as DOOR_PREFIX, scanned, typed as at_the_door};
pub(super) use friend::{PREFIX as FRIEND_PREFIX, arrive as friend_arrives};
pub(in crate::dialogue) use join::{draw as draw_name, is_taken as is_name_taken, take_by_card};
pub(in crate::dialogue) use link::token as card_token;
pub(super) use link::{PREFIX as CARD_PREFIX, arrive as card_arrives};
pub(in crate::dialogue) use list::{access_gone, access_in_words, describe, dress_in_words, nickname, spoken_in_words};
pub(in crate::dialogue) use places::screen as place;
pub(super) use places::{list as own, words as in_words};
pub(super) use referral::arrive as code_arrives;
pub(in crate::dialogue) use referral::link as referral_link;
pub(in crate::dialogue) use review::{answers, asked, invitation};
pub(in crate::dialogue) use square::{PREFIX as SQUARE_PREFIX, arrive as square_arrives, token as square_token};

use super::super::action::{CodeVerb, FriendVerb, Meet, Press};
use super::super::turn::{Done, Turn};
use super::{draft, first};
use crate::messenger::{Button, Msg};

/// `/agenda`, the button of the home screen.
pub(super) fn open(turn: &mut Turn) -> Done {
    list::areas(turn, 0)
}

/// A button of an encounter or of a place.
pub(super) fn pressed(turn: &mut Turn, meet: Meet) -> Done {
    if let Meet::Friend(link, FriendVerb::In(language)) = meet {
        first::set_language(turn, language)?;
        return friend::pressed(turn, link, FriendVerb::View);
    }
    if let Meet::Code(code, CodeVerb::In(language)) = meet {
        return referral::in_language(turn, code, language);
    }
    if let Meet::CardIn(id, language) = meet {
        return link::in_language(turn, id, language);
    }
    if let Meet::SquareIn(id, language) = meet {
        return square::show_in(turn, id, language);
    }
    if let (Meet::Unfollow(id), None) = (&meet, turn.language()?) {
        // Known by nothing but this: it is one tap all the same.
        square::speak_as_followed(turn, *id)?;
    }
    if turn.language()?.is_none() {
        if let Meet::Code(code, _) = meet {
            return referral::welcome(turn, code);
        }
        return if let Meet::Friend(link, _) = meet { friend::welcome(turn, link) } else { first::screen(turn) };
    }
    draft::leave(turn)?;
    match meet {
        Meet::Areas(page) => list::areas(turn, page),
        Meet::List(area, page) => list::page(turn, area.as_ref(), page),
        Meet::Card(id) => list::card(turn, id),
        Meet::CardIn(id, language) => link::in_language(turn, id, language),
        Meet::Dates(id, page) => dates::list(turn, id, page),
        Meet::Join(id, party) => join::rules(turn, id, party),
        Meet::Name(id, party) => join::suggest(turn, id, party),
        Meet::Take(id, party, name) => join::take(turn, id, party, name),
        Meet::Places => places::list(turn),
        Meet::Uncalendar(id) => calendar::take_out(turn, id),
        Meet::Review(seat, verb) => review::pressed(turn, seat, verb),
        Meet::Square(id) => square::show(turn, id),
        Meet::SquareIn(id, language) => square::show_in(turn, id, language),
        Meet::Follow(id) => square::follow(turn, id),
        Meet::Unfollow(id) => square::unfollow(turn, id),
        Meet::Seat(seat, verb) => places::pressed(turn, seat, verb),
        Meet::Ticket(shown) => ticket::pressed(turn, shown),
        Meet::Friend(link, verb) => friend::pressed(turn, link, verb),
        Meet::Code(code, verb) => referral::pressed(turn, code, verb),
    }
}

fn button(label: impl Into<Msg>, meet: Meet) -> Button {
    Button::menu(label, Press::Meet(meet).encode())
}
