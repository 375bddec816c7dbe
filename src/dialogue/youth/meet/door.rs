//! At the door: the code in the room, typed or scanned, says who is there.
//!
//! Never true of this file: somebody is there who has no certain place; a code can be guessed at leisure; who has no place
//! learns whether a code is good, or leaves a trace.

use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{first, home};
use super::list;
use crate::domain::encounter::{Encounter, RoomCode, SeatRecord};
use crate::domain::limits::ROOM_CODE_GUESSES_MAX;
use crate::domain::{EncounterId, SeatId};
use crate::messenger::{Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::SeatRecords;
use data_encoding::BASE64URL_NOPAD;

/// Begins what a link at the door carries: the encounter and the code, 30 characters of the 64 that there may be.
pub(in crate::dialogue) const PREFIX: &str = "ci_";

/// Own places that are certain, where there is a code at the door now.
fn at_doors(turn: &mut Turn) -> Result<Vec<(SeatId, SeatRecord, Encounter)>, StoreError> {
    let mut found = Vec::new();
    for (seat, id) in turn.own_seats() {
        let encounter = turn.store.index.encounters.get(id).cloned();
        let Some(encounter) = encounter.filter(|it| it.door.is_some() && it.is_at_the_door(turn.now)) else { continue };
        let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { continue };
        if record.seat.state.is_certain() {
            found.push((seat, record, encounter));
        }
    }
    Ok(found)
}

/// Four digits of somebody who stands at a door, or one too many. `false` when it is anything else: then it is a text like
/// any other.
pub(in crate::dialogue) fn typed(turn: &mut Turn, text: &str) -> Result<bool, StoreError> {
    let Some(code) = RoomCode::typed(text) else { return Ok(false) };
    if turn.draft()?.is_some_and(|(_, draft)| !draft.is_empty()) {
        return Ok(false);
    }
    let doors = at_doors(turn)?;
    if doors.is_empty() {
        return Ok(false);
    }
    match code {
        Some(code) => knock(turn, code, doors)?,
        // No question, and nothing that was guessed.
        None => turn.reply(Screen::new("door-wrong").row(vec![home::button()]))?,
    }
    Ok(true)
}

/// The link of the code on the youth worker's phone.
pub(in crate::dialogue) fn scanned(turn: &mut Turn, token: &str) -> Done {
    if turn.language()?.is_none() {
        return first::screen(turn);
    }
    let read = token.split_once('_').and_then(|(id, code)| {
        let id: [u8; 16] = BASE64URL_NOPAD.decode(id.as_bytes()).ok()?.try_into().ok()?;
        Some((EncounterId(id), RoomCode::parse(code)?))
    });
    let Some((id, code)) = read else { return walk_in(turn) };
    let doors: Vec<_> = at_doors(turn)?.into_iter().filter(|(_, record, _)| record.encounter == id).collect();
    // Whoever has no place reads the same whatever the code: it says nothing of it.
    if doors.is_empty() { walk_in(turn) } else { knock(turn, code, doors) }
}

fn walk_in(turn: &mut Turn) -> Done {
    turn.reply(home::with_menu("door-walk-in"))
}

fn knock(turn: &mut Turn, code: RoomCode, doors: Vec<(SeatId, SeatRecord, Encounter)>) -> Done {
    let fits = doors.iter().find(|(_, record, encounter)| {
        let may_guess = record.guesses < ROOM_CODE_GUESSES_MAX;
        may_guess && encounter.door.is_some_and(|door| door.fits(code, turn.now))
    });
    if let Some((seat, record, encounter)) = fits {
        if let Some((_, mut seats)) = seating::seats_of(turn, record.encounter)
            && seats.attend(*seat).is_ok()
        {
            seating::settle(turn, record.encounter, encounter, &mut seats)?;
        }
        let text = Msg::new("door-in").with("name", list::nickname(turn, record.name));
        return turn.reply_to_deed(Screen::new(text).row(vec![home::button()]));
    }
    let mut may_try = false;
    let mut name = None;
    for (seat, mut record, _) in doors {
        record.guesses = record.guesses.saturating_add(1).min(ROOM_CODE_GUESSES_MAX);
        may_try |= record.guesses < ROOM_CODE_GUESSES_MAX;
        name = Some(record.name);
        turn.store.update::<SeatRecords>(&seat, &record)?;
    }
    let text = match (may_try, name) {
        (true, _) | (_, None) => Msg::new("door-wrong"),
        (false, Some(name)) => Msg::new("door-ask").with("name", list::nickname(turn, name)),
    };
    turn.reply(Screen::new(text).row(vec![home::button()]))
}
