//! A message of a coordinator goes out to those who come to an encounter, or wait: some at a time, by the clock.
//!
//! Never true of this file: somebody is woken up by one; it goes out for who was taken off the team, about what was
//! cancelled, or two hours after the end; a word of it is kept once everybody has been told.

use super::action::{MeetAct, SeatVerb};
use super::desk::encounters;
use super::seating::{self, tell, verb, wants_quiet};
use super::turn::{Done, Turn};
use crate::domain::encounter::{Circular, CircularStage, Encounter, SeatState};
use crate::domain::limits::{REMINDER_HOURS, SEATS_PER_COMMIT};
use crate::domain::{EncounterId, Moment, SeatId};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule::offers;
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::{Circulars, Encounters, SeatRecords};

/// As young people read it. What they type next is no answer to it.
pub fn screen(turn: &Turn, encounter: &Encounter, words: &str) -> Screen {
    seating::about(Screen::new("seat-message"), turn, encounter).quote(words).say("seat-message-no-answer")
}

/// When one that is sent now goes out: at once, and at night in the morning, if that is early enough.
pub fn goes_at(turn: &Turn, encounter: &Encounter) -> Moment {
    let (now, awake) = (turn.now, offers::awake(turn.now));
    let latest = match encounter.starts.filter(|starts| now < *starts) {
        Some(starts) => Some(starts.plus_hours(-REMINDER_HOURS)),
        None => encounter.address_until(),
    };
    if latest.is_some_and(|latest| awake <= latest) { awake } else { now }
}

/// What was not sent in time goes; what was sent is told to some more.
pub fn due(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(mut circular) = turn.store.get::<Circulars>(&id)? else { return Ok(()) };
    // Asked again here: the event may be older than the record.
    if circular.next_due(&turn.house.settings.retention) > turn.now {
        return Ok(());
    }
    let CircularStage::Going { at, last, mut told, mut missed } = circular.stage else { return drop_it(turn, id) };
    let encounter = turn.store.get::<Encounters>(&id)?.filter(|encounter| encounter.takes_circulars(turn.now));
    let Some(encounter) = encounter.filter(|_| turn.store.index.is_active(circular.by)) else {
        return drop_it(turn, id);
    };
    let seats = turn.store.index.encounters.seats(id);
    let behind = seats.into_iter().flat_map(|seats| seats.behind(last));
    let some: Vec<(SeatId, bool)> =
        behind.map(|(seat, state)| (seat, circular.to.includes(state))).take(SEATS_PER_COMMIT).collect();
    let Some((newest, _)) = some.last().copied() else {
        turn.store.forget_circular(id)?;
        return report(turn, id, &encounter, &circular, "plan-message-done");
    };
    for (seat, _) in some.into_iter().filter(|(_, is_meant)| *is_meant) {
        match tell_one(turn, seat, &encounter, &circular)? {
            true => told += 1,
            false => missed += 1,
        }
    }
    circular.stage = CircularStage::Going { at, last: Some(newest), told, missed };
    turn.store.update::<Circulars>(&id, &circular)
}

/// `false` for who is not to be reached, and for who only waits and wants no more messages.
fn tell_one(turn: &mut Turn, id: SeatId, encounter: &Encounter, circular: &Circular) -> Result<bool, StoreError> {
    let Some(record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(false) };
    let only_waits = matches!(record.seat.state, SeatState::Requested | SeatState::Waiting);
    let has_phone = record.helper.is_none();
    if record.gone || has_phone && only_waits && wants_quiet(turn, id)? {
        return Ok(false);
    }
    let words = circular.words_for(record.language);
    let screen = match has_phone {
        true => screen(turn, encounter, words).row(vec![verb("friend-see", id, SeatVerb::View)]),
        // Whoever helps reads it at the desk, where nothing that is typed becomes a question.
        false => seating::about(Screen::new("seat-message"), turn, encounter).quote(words),
    };
    let (now, until) = (turn.now, encounter.address_until().unwrap_or(turn.now));
    tell(turn, id, &screen, Note::Until(until), now)?;
    Ok(true)
}

/// It ends before everybody was told. Whoever sent it hears how far it came.
pub fn drop_it(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(circular) = turn.store.get::<Circulars>(&id)? else { return Ok(()) };
    turn.store.forget_circular(id)?;
    match (circular.stage, turn.store.get::<Encounters>(&id)?) {
        (CircularStage::Going { .. }, Some(encounter)) => {
            report(turn, id, &encounter, &circular, "plan-message-stopped")
        }
        (CircularStage::Going { .. }, None) | (CircularStage::Writing { .. }, _) => Ok(()),
    }
}

fn report(turn: &mut Turn, id: EncounterId, encounter: &Encounter, circular: &Circular, head: &'static str) -> Done {
    let CircularStage::Going { told, missed, .. } = circular.stage else { return Ok(()) };
    if !turn.store.index.is_active(circular.by) {
        return Ok(());
    }
    let mut screen = Screen::new(Msg::new(head).with("told", Arg::Number(told.into())));
    if missed > 0 {
        screen = screen.say(Msg::new("plan-message-missed").with("missed", Arg::Number(missed.into())));
    }
    let screen =
        seating::about(screen, turn, encounter).row(vec![encounters::button("plan-do-look", MeetAct::Open(id))]);
    turn.to_staff(circular.by, screen, None)
}
