//! An encounter that comes after another: who was at the first one comes by a pass, and the others read what to do.
//!
//! Never true of this file: somebody is refused without a way on; it is said that somebody was somewhere, or was not.

use super::super::super::action::Meet;
use super::super::super::turn::{Done, Turn};
use super::super::home;
use super::button;
use crate::domain::EncounterId;
use crate::domain::encounter::After;
use crate::messenger::{Arg, Msg, Screen};
use crate::store::StoreError;

/// Is this encounter for whoever asks? `false` when it was said what comes before it.
pub(super) fn lets_in(turn: &mut Turn, id: EncounterId) -> Result<bool, StoreError> {
    let after = turn.store.index.encounters.get(id).and_then(|encounter| encounter.after.clone());
    match after {
        Some(after) => refuse(turn, &after).map(|()| false),
        None => Ok(true),
    }
}

fn refuse(turn: &mut Turn, after: &After) -> Done {
    let screen = Screen::new("phase-first").content(&after.title_nl, &after.title_fr).say("phase-how");
    let first = earliest(turn, after).map(|first| button("phase-do-first", Meet::Card(first)));
    let on = first.unwrap_or_else(|| button("meet-others", Meet::Areas(0)));
    turn.reply(screen.row(vec![on, home::button()]))
}

/// The earlier one, or the next date of its series, while a place can be asked for.
fn earliest(turn: &Turn, after: &After) -> Option<EncounterId> {
    let all = turn.store.index.encounters.all();
    let open = all.filter(|(id, one)| one.phase(*id) == after.of && one.takes_people(turn.now));
    open.min_by_key(|(id, one)| (one.starts, *id)).map(|(id, _)| id)
}

/// On the card: what comes before it.
pub(super) fn on_card(after: &After) -> Msg {
    let title = Arg::Both { nl: after.title_nl.clone(), fr: after.title_fr.clone() };
    Msg::new("phase-card").with("title", title)
}
