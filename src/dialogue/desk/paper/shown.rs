//! What lies behind a card: how the place stands, where it is on the day, a yes to an offer, giving it back.
//!
//! Never true of this file: a place of somebody with a phone is shown or touched, or one whose code was not typed a moment ago; an address is shown to anybody without a
//! certain place, before its day, or in a message that stays.

use super::{allowed, button, desk_button, expect, over, tell};
use crate::dialogue::action::{DeskAct, PaperAct};
use crate::dialogue::memory::Behind;
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::{Encounter, SeatRecord, SeatRefusal, SeatState, Seats, Stage, Told};
use crate::domain::roles::{Capability, Grant};
use crate::domain::{EncounterId, SeatId, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::SeatRecords;

struct Place {
    staff: StaffId,
    grant: Grant,
    id: EncounterId,
    record: SeatRecord,
}

/// A place of somebody whose code was typed here a moment ago, and the right to it. It is said when there is none.
fn behind(turn: &mut Turn, seat: SeatId) -> Result<Option<Place>, StoreError> {
    let Some((staff, _, grant)) = allowed(turn, Capability::HelpByCard)? else { return Ok(None) };
    if !turn.memory.open_cards.is_open(staff, Behind::Seat(seat), turn.now) {
        return tell(turn, "paper-type-again").map(|()| None);
    }
    match turn.store.get::<SeatRecords>(&seat)?.filter(|record| record.helper.is_some()) {
        Some(record) => Ok(Some(Place { staff, grant, id: record.encounter, record })),
        None => tell(turn, "paper-gone").map(|()| None),
    }
}

/// The place as it stands now, over this message or in a new one.
pub(super) fn put(turn: &mut Turn, staff: StaffId, seat: SeatId, over: Option<MessageRef>) -> Done {
    let Some(screen) = state(turn, seat)? else { return tell(turn, "paper-gone") };
    expect(turn, staff, None)?;
    turn.to_staff_over(staff, over, screen.row(vec![desk_button("desk-home", DeskAct::ShowDesk)]), None, false)
}

/// In words, with what can be done about it.
pub(super) fn state(turn: &mut Turn, seat: SeatId) -> Result<Option<Screen>, StoreError> {
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(None) };
    let known = turn.store.index.encounters.known(record.encounter);
    Ok(known.map(|(encounter, seats)| in_words(turn, seat, &record, encounter, seats)))
}

fn in_words(turn: &Turn, seat: SeatId, record: &SeatRecord, encounter: &Encounter, seats: &Seats) -> Screen {
    let name = meet::nickname(turn, record.name);
    let head = |id: &'static str| Msg::new(id).with("name", name.clone());
    let about = |head: Msg| seating::about(Screen::new(head), turn, encounter);
    if let Stage::Cancelled { .. } = encounter.stage {
        return about(head("paper-cancelled"));
    }
    if record.told == Told::Over || !encounter.is_ahead_or_on(turn.now) {
        return about(head("paper-over"));
    }
    let back = |label: &'static str| vec![button(label, PaperAct::AskBack(seat))];
    match record.seat.state {
        SeatState::Attended => about(head("paper-here")),
        SeatState::Confirmed | SeatState::Missed | SeatState::Ended(_) if encounter.shows_address(turn.now) => {
            about(head("paper-certain"))
                .row(vec![button("paper-do-address", PaperAct::Where(seat))])
                .row(back("paper-do-back"))
        }
        SeatState::Confirmed | SeatState::Missed | SeatState::Ended(_) => {
            about(head("paper-certain")).say("paper-address-later").row(back("paper-do-back"))
        }
        SeatState::Held { until } => {
            about(head("paper-held").with("until", Arg::When(until))).row(back("paper-do-back"))
        }
        SeatState::Offered { until } => about(head("paper-offered").with("until", Arg::When(until)))
            .row(vec![button("paper-do-yes", PaperAct::Accept(seat))])
            .row(back("paper-do-back")),
        SeatState::Requested => {
            let at = encounter.sharing.draw_at.or(encounter.starts).unwrap_or(turn.now);
            let head = head(if encounter.sharing.waits_for_lot() { "paper-drum" } else { "paper-asked" });
            about(head.with("when", Arg::When(at))).row(back("paper-do-leave"))
        }
        SeatState::Waiting => {
            let place = seats.place_in_line(seat).and_then(|place| i64::try_from(place).ok()).unwrap_or(1);
            about(head("paper-waiting").with("place", Arg::Number(place))).row(back("paper-do-leave"))
        }
    }
}

/// In a box that is gone at the next tap: nothing of it stays in the chat of whoever helps.
pub(super) fn venue(turn: &mut Turn, seat: SeatId) -> Done {
    let Some(Place { id, record, .. }) = behind(turn, seat)? else { return Ok(()) };
    let Some(encounter) = turn.store.index.encounters.get(id).cloned() else { return tell(turn, "paper-gone") };
    let is_over = record.told == Told::Over || !encounter.is_ahead_or_on(turn.now);
    if !record.seat.state.is_certain() || is_over || !encounter.shows_address(turn.now) {
        return tell(turn, "paper-address-not-now");
    }
    turn.alert(Msg::new("paper-address").with("address", Arg::Text(encounter.venue)))
}

pub(super) fn accept(turn: &mut Turn, seat: SeatId, tag: [u8; 16]) -> Done {
    let Some(Place { staff, grant, id, .. }) = behind(turn, seat)? else { return Ok(()) };
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return tell(turn, "paper-gone") };
    if !encounter.takes_people(turn.now) {
        return tell(turn, "plan-not-now");
    }
    match seats.accept(seat, turn.now) {
        Ok(_) => {
            seating::settle(turn, id, &encounter, &mut seats)?;
            turn.note_encounter(&grant, Act::CardAnswered)?;
            turn.spend_token(tag)?;
        }
        Err(SeatRefusal::TooLate) => return turn.alert("paper-too-late"),
        Err(SeatRefusal::Gone | SeatRefusal::NothingToAccept | SeatRefusal::NoSuchClass | SeatRefusal::NoPair) => {}
    }
    let over = over(turn, staff);
    put(turn, staff, seat, over)
}

/// A place is not given back by a slip of a thumb that is not its holder's.
pub(super) fn ask_back(turn: &mut Turn, seat: SeatId) -> Done {
    let Some(Place { staff, record, .. }) = behind(turn, seat)? else { return Ok(()) };
    let question = Msg::new("paper-back-sure").with("name", meet::nickname(turn, record.name));
    let screen = Screen::new(question)
        .row(vec![button("paper-do-back-yes", PaperAct::GiveBack(seat))])
        .row(vec![desk_button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

pub(super) fn give_back(turn: &mut Turn, seat: SeatId, tag: [u8; 16]) -> Done {
    let Some(Place { staff, grant, id, record }) = behind(turn, seat)? else { return Ok(()) };
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return tell(turn, "paper-gone") };
    let now = turn.now;
    if !encounter.takes_people(now) || seats.leave(seat, now, encounter.starts.unwrap_or(now)).is_err() {
        return tell(turn, "plan-not-now");
    }
    seating::settle(turn, id, &encounter, &mut seats)?;
    turn.note_encounter(&grant, Act::CardAnswered)?;
    turn.spend_token(tag)?;
    let left = Msg::new("paper-left").with("name", meet::nickname(turn, record.name));
    let screen = seating::about(Screen::new(left), turn, &encounter);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(vec![desk_button("desk-home", DeskAct::ShowDesk)]), None, false)
}
