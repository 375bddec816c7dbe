//! Around the day itself: who still waits hears so two days before; who did not come is asked kindly, once it is over.
//!
//! Never true of this file: somebody is missed where nobody looked who was there; it is remembered anywhere but in the place
//! itself, which is forgotten two days later.

use super::{about, save, tell, wants_quiet};
use crate::dialogue::action::{Meet, Press};
use crate::dialogue::memory::Conversation;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::{phases, youth};
use crate::domain::SeatId;
use crate::domain::encounter::{Encounter, SeatRecord, SeatState, Seats, Told};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::schedule::{offers, reminders};
use crate::store::records::Note;

/// Two days before: still in line, and where.
pub(super) fn still_in_line(turn: &mut Turn, id: SeatId, mut record: SeatRecord, encounter: &Encounter) -> Done {
    record.told = Told::InLine;
    save(turn, id, record.clone(), encounter)?;
    if record.helper.is_some() || wants_quiet(turn, id)? {
        return Ok(());
    }
    let seats = turn.store.index.encounters.seats(record.encounter);
    let Some(place) = seats.and_then(|seats| seats.place_in_line(id)) else { return Ok(()) };
    let place = Arg::Number(i64::try_from(place).unwrap_or(i64::MAX));
    let head = Screen::new(Msg::new("seat-still-waiting").with("place", place));
    let leave = super::verb("seat-leave-line", id, crate::dialogue::action::SeatVerb::Leave);
    let screen = about(head, turn, encounter).say("seat-we-ask").row(vec![leave]);
    let at = offers::awake(turn.now);
    tell(turn, id, &screen, Note::Nothing, at)
}

/// Another day of a camp, with the address once more. What begins early is said in the evening before.
pub(super) fn another(turn: &mut Turn, id: SeatId, record: SeatRecord, encounter: &Encounter) -> Done {
    let (now, day) = (turn.now, encounter.days.get(usize::from(record.days_told).saturating_sub(1)).copied());
    save(turn, id, record, encounter)?;
    if wants_quiet(turn, id)? || !encounter.tells_the_way(now) {
        return Ok(());
    }
    let at = offers::awake(now);
    let is_today = day.is_some_and(|day| reminders::is_same_day(at, day));
    let head = if is_today { "seat-another-day" } else { "seat-day-soon" };
    let screen = about(Screen::new(head), turn, encounter).quote(format!("📍 {}", encounter.venue));
    tell(turn, id, &screen, Note::Directions(id), at)
}

/// To look back, once. Not whoever wrote of danger: that stands in memory, as whose places and questions are whose, and
/// nothing of it is written.
fn invite(turn: &mut Turn, id: SeatId, record: &mut SeatRecord) -> Done {
    let person = turn.store.index.encounters.whose(id);
    let index = &turn.store.index;
    let was_urgent = person.is_some_and(|person| index.cases_of(person).iter().any(|(_, case)| case.urgent));
    if was_urgent || record.gone || record.helper.is_some() || wants_quiet(turn, id)? {
        return Ok(());
    }
    if !person.is_some_and(|person| turn.memory.may_ask_review(Conversation(person.0))) {
        return Ok(());
    }
    record.review = 1;
    let screen = youth::meet::invitation(id);
    let at = offers::awake(turn.now);
    tell(turn, id, &screen, Note::Nothing, at)
}

/// It is over. `record` is about to be written.
pub(super) fn after(turn: &mut Turn, id: SeatId, record: &mut SeatRecord, encounter: &Encounter) -> Done {
    // Only where somebody said who was there.
    let looked = |seats: &Seats| seats.iter().any(|(_, seat)| seat.state == SeatState::Attended);
    let was_looked = turn.store.index.encounters.seats(record.encounter).is_some_and(looked);
    // What it hands on lies in a chat, and a card has none. It is no reminder: without it nobody gets to the next part, and so
    // it comes after `/stop` too.
    if record.helper.is_none() {
        phases::hand_on(turn, id, record, encounter, was_looked)?;
    }
    if record.seat.state == SeatState::Attended {
        return invite(turn, id, record);
    }
    if record.seat.state != SeatState::Confirmed || !was_looked {
        return Ok(());
    }
    record.seat.state = SeatState::Missed;
    if record.gone || record.helper.is_some() || wants_quiet(turn, id)? {
        return Ok(());
    }
    let others = Button::menu("meet-others", Press::Meet(Meet::Areas(0)).encode());
    let screen = Screen::new("seat-missed").row(vec![others]);
    let at = offers::awake(turn.now);
    tell(turn, id, &screen, Note::Nothing, at)
}
