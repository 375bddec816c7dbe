//! An encounter whose places are forgotten is counted, and goes.
//!
//! Never true of this file: an encounter is counted twice, or while somebody has a place at it; it is counted who was there.

use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, SeatState, Stage};
use crate::domain::figures::Happened;
use crate::domain::limits::SEATS_LIVE_HOURS;
use crate::domain::{EncounterId, SeatId};
use crate::store::tables::Encounters;

/// These places go now. Where heads were counted, those are who was there.
pub(super) fn count_places(turn: &mut Turn, id: EncounterId, encounter: &Encounter, going: &[SeatId]) {
    if encounter.stage != Stage::Published || encounter.heads.is_some() {
        return;
    }
    let Some(seats) = turn.store.index.encounters.seats(id) else { return };
    let was_there = seats.iter().filter(|(seat, it)| it.state == SeatState::Attended && going.contains(seat)).count();
    count(turn, encounter, Happened::Present(u32::try_from(was_there).unwrap_or(u32::MAX)));
}

/// The last of it.
pub(super) fn forget(turn: &mut Turn, id: EncounterId, encounter: &Encounter) -> Done {
    match encounter.stage {
        Stage::Published => {
            count(turn, encounter, Happened::Held);
            if let Some(heads) = encounter.heads {
                count(turn, encounter, Happened::Present(heads.youths.into()));
            }
        }
        Stage::Cancelled { .. } => count(turn, encounter, Happened::Cancelled),
        Stage::Planned => {}
    }
    turn.store.remove::<Encounters>(&id)
}

/// For the month in which it ended, or was cancelled.
fn count(turn: &mut Turn, encounter: &Encounter, happened: Happened) {
    let month = encounter.forgotten_at().plus_hours(-SEATS_LIVE_HOURS).day().month();
    turn.count_in(month, Some(&encounter.project), happened);
}
