//! The other dates of a series: each is an encounter of its own, with its own places.
//!
//! Never true of this file: a date is offered that is cancelled or over.

use super::super::super::action::Meet;
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::over;
use super::{button, list};
use crate::domain::encounter::Encounter;
use crate::domain::{EncounterId, Moment};
use crate::messenger::{Arg, Button, Msg, Screen};

/// Dates on one page; with the way back and the next page they are six buttons.
const PER_PAGE: usize = 4;

/// "Not this time": where a series has other dates to go to.
pub(super) fn other(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Option<Button> {
    let has_others = !others(turn, id, encounter).is_empty();
    has_others.then(|| button("meet-not-this-time", Meet::Dates(id, 0)))
}

/// The earliest first.
fn others(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Vec<(Moment, EncounterId)> {
    let Some(series) = encounter.series else { return Vec::new() };
    let all = seating::of_series(turn, series).filter(|(other, one)| *other != id && one.takes_people(turn.now));
    let mut all: Vec<_> = all.filter_map(|(other, one)| Some((one.starts?, other))).collect();
    all.sort_unstable();
    all
}

pub(super) fn list(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(encounter) = turn.store.index.encounters.get(id).cloned() else { return over(turn) };
    let all = others(turn, id, &encounter);
    if all.is_empty() {
        return list::gone(turn);
    }
    let pages = all.len().div_ceil(PER_PAGE);
    let at = usize::from(page) % pages;
    let shown: Vec<_> = (1..).zip(&all).skip(at * PER_PAGE).take(PER_PAGE).collect();
    let mut screen = Screen::new("meet-dates").content(&encounter.title_nl, &encounter.title_fr);
    for (place, (starts, _)) in &shown {
        screen = screen.say(Msg::new("meet-date").with("number", Arg::Number(*place)).with("when", Arg::When(*starts)));
    }
    let open = |(place, (_, other)): &(i64, &(Moment, EncounterId))| {
        button(Msg::new("meet-open").with("number", Arg::Number(*place)), Meet::Card(*other))
    };
    let buttons: Vec<Button> = shown.iter().map(open).collect();
    screen = screen.pairs(buttons);
    let mut last = Vec::new();
    if pages > 1 {
        last.push(button("rights-next", Meet::Dates(id, u8::try_from((at + 1) % pages).unwrap_or_default())));
    }
    last.push(button("common-back", Meet::Card(id)));
    turn.reply(screen.row(last))
}
