//! One person at an encounter, under a made-up name: to the front of the line with a reason, or a place freed of somebody who
//! cannot be reached: who is gone, or has only a paper card.
//!
//! Never true of this file: somebody is put before others without a reason in the log; a place is taken from somebody to whom
//! we can still write, or by card without a word to who asked for it; anything tells who they are.

use super::{InHand, button, in_hand, over, people, say};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::{paper, tell};
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::{Act, MoveReason};
use crate::domain::encounter::{Encounter, SeatRecord, SeatState, Seats};
use crate::domain::roles::Grant;
use crate::domain::{EncounterId, SeatId, StaffId};
use crate::messenger::{Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::SeatRecords;

/// A place of this encounter, and the right to do something with it.
struct Found {
    staff: StaffId,
    grant: Grant,
    encounter: Encounter,
    seats: Seats,
    record: SeatRecord,
}

fn find(turn: &mut Turn, id: EncounterId, seat: SeatId) -> Result<Option<Found>, StoreError> {
    let Some(InHand { staff, grant, encounter, .. }) = in_hand(turn, id)? else { return Ok(None) };
    let record = turn.store.get::<SeatRecords>(&seat)?.filter(|record| record.encounter == id);
    let seats = seating::seats_of(turn, id).map(|(_, seats)| seats);
    match (record, seats) {
        (Some(record), Some(seats)) if encounter.takes_people(turn.now) => {
            Ok(Some(Found { staff, grant, encounter, seats, record }))
        }
        _ => tell(turn, "plan-not-now").map(|()| None),
    }
}

/// Why before the others?
pub(super) fn ask_move(turn: &mut Turn, id: EncounterId, seat: SeatId) -> Done {
    let Some(Found { staff, record, .. }) = find(turn, id, seat)? else { return Ok(()) };
    if record.seat.state != SeatState::Waiting {
        return turn.alert("plan-not-waiting");
    }
    let mut screen = Screen::new(Msg::new("plan-move-why").with("name", meet::nickname(turn, record.name)));
    for reason in MoveReason::ALL {
        screen = screen.row(vec![button(in_words(reason), MeetAct::MoveUp(id, seat, reason))]);
    }
    if record.helper.is_some() {
        screen = screen.row(vec![button("plan-do-free-line", MeetAct::AskFree(id, seat))]);
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::People(id, 0))]))
}

fn in_words(reason: MoveReason) -> &'static str {
    match reason {
        MoveReason::OurMistake => "plan-do-move-mistake",
        MoveReason::Promised => "plan-do-move-promised",
        MoveReason::Needed => "plan-do-move-needed",
    }
}

/// Next of those who wait, behind those who were moved before.
pub(super) fn move_up(turn: &mut Turn, id: EncounterId, seat: SeatId, reason: MoveReason, tag: [u8; 16]) -> Done {
    let Some(mut found) = find(turn, id, seat)? else { return Ok(()) };
    let order = u64::try_from(turn.now.0).unwrap_or_default();
    if found.seats.move_to_front(seat, order).is_err() {
        return turn.alert("plan-not-waiting");
    }
    seating::settle(turn, id, &found.encounter, &mut found.seats)?;
    turn.note_encounter(&found.grant, Act::MovedUp(reason))?;
    turn.spend_token(tag)?;
    turn.toast("plan-moved")?;
    people::put_as(turn, id, &found.seats)
}

/// Nothing can be sent to a card, and a lost one gives nothing back.
fn may_be_freed(record: &SeatRecord) -> bool {
    let is_living = !matches!(record.seat.state, SeatState::Ended(_) | SeatState::Attended);
    record.gone || record.helper.is_some() && is_living
}

/// Free the place of somebody who cannot be reached?
pub(super) fn ask_free(turn: &mut Turn, id: EncounterId, seat: SeatId) -> Done {
    let Some(Found { staff, record, .. }) = find(turn, id, seat)? else { return Ok(()) };
    if !may_be_freed(&record) {
        return turn.alert("plan-not-gone");
    }
    let question = if record.helper.is_some() { "plan-free-card" } else { "plan-free-sure" };
    let screen = Screen::new(Msg::new(question).with("name", meet::nickname(turn, record.name)))
        .row(vec![button("plan-do-free-yes", MeetAct::Free(id, seat))])
        .row(vec![button("plan-do-back", MeetAct::People(id, 0))]);
    let over = over(turn, staff);
    say(turn, staff, over, screen)
}

pub(super) fn free(turn: &mut Turn, id: EncounterId, seat: SeatId, tag: [u8; 16]) -> Done {
    let Some(mut found) = find(turn, id, seat)? else { return Ok(()) };
    let starts = found.encounter.starts.unwrap_or(turn.now);
    if !may_be_freed(&found.record) || found.seats.leave(seat, turn.now, starts).is_err() {
        return turn.alert("plan-not-gone");
    }
    seating::settle(turn, id, &found.encounter, &mut found.seats)?;
    turn.note_encounter(&found.grant, Act::PlaceFreed)?;
    if found.record.helper.is_some() {
        let (freed, now) = (seating::about(Screen::new("paper-freed"), turn, &found.encounter), turn.now);
        paper::news(turn, &found.record, &freed, None, now)?;
    }
    turn.spend_token(tag)?;
    turn.toast("plan-freed")?;
    people::put_as(turn, id, &found.seats)
}
