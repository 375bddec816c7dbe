//! A place comes free so late that nobody is asked any more: a coordinator hears of it, and decides.
//!
//! Never true of this file: it says whose place it was; it says so at the moment at which somebody gave it back, wiped or
//! blocked; it is said twice of one place.

use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::{encounters, team};
use crate::dialogue::settled;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::EncounterId;
use crate::domain::encounter::{Encounter, Seats, YOUTHS};
use crate::messenger::{Arg, Msg, Screen};

/// More places are free than before this turn, somebody waits, and no hour fits any more to ask them. The index still knows
/// how it was before the turn, so each place is heard of once.
pub(super) fn tell_if_more_are_free(turn: &mut Turn, id: EncounterId, encounter: &Encounter, seats: &Seats) -> Done {
    let before = turn.store.index.encounters.seats(id).map_or(0, |before| before.free(YOUTHS));
    let (free, waiting) = (seats.free(YOUTHS), seats.waiting(YOUTHS));
    if free <= before || waiting == 0 {
        return Ok(());
    }
    let told = Msg::new("plan-late-place")
        .with("free", Arg::Number(free.into()))
        .with("waiting", Arg::Number(i64::try_from(waiting).unwrap_or(i64::MAX)));
    for coordinator in team::deciders(turn, &encounter.project) {
        let screen = super::about(Screen::new(told.clone()), turn, encounter).row(vec![
            encounters::button("plan-do-look", MeetAct::Open(id)),
            encounters::button("plan-do-message", MeetAct::AskMessage(id)),
        ]);
        let later = settled::spread(turn);
        turn.to_staff_later(coordinator, None, screen, None, false, later)?;
    }
    Ok(())
}
