//! Who comes and who waits, by the nickname of this one encounter; and a parent's yes.
//!
//! Never true of this file: a button or a line tells who somebody is, or what else they did here; somebody comes for whom no
//! parent said yes where one must.

use super::{InHand, button, in_hand, number, over, raw_button, say};
use crate::content::utf16_units;
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::tell;
use crate::dialogue::paging;
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::{Encounter, SeatRecord, SeatRefusal, SeatState, Seats};
use crate::domain::limits::LABEL_UNITS_MAX;
use crate::domain::roles::Staff;
use crate::domain::{EncounterId, SeatId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::tables::SeatRecords;

/// People on one page; with the way back and the next page they are six buttons.
const PER_PAGE: usize = 4;

/// Those who come first, then those who wait in their order.
pub(super) fn page(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(hand) = in_hand(turn, id)? else { return Ok(()) };
    let Some((_, seats)) = seating::seats_of(turn, id) else { return tell(turn, "plan-gone") };
    put(turn, &hand, id, &seats, page)
}

fn put(turn: &mut Turn, hand: &InHand, id: EncounterId, seats: &Seats, page: u8) -> Done {
    let InHand { staff, member, encounter, .. } = hand;
    let all = in_order(seats);
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (place, (seat, state)) in (1..).zip(&all).skip(at * PER_PAGE).take(PER_PAGE) {
        let Some(record) = turn.store.get::<SeatRecords>(seat)? else { continue };
        let nickname = meet::nickname(turn, record.name);
        let line = match (record.gone, record.helper) {
            (true, _) => "plan-person-gone",
            (false, Some(_)) => "plan-person-card",
            (false, None) => "plan-person",
        };
        let line = Msg::new(line)
            .with("number", number(place))
            .with("name", nickname.clone())
            .with("state", Arg::Msg(in_words(*state, encounter)));
        lines.push(turn.house.locale.text(member.language, &line));
        if encounter.takes_people(turn.now)
            && let Some((words, act)) = deed(id, *seat, *state, &record)
        {
            buttons.push(person_button(turn, member, words, act, place, nickname));
        }
    }
    let head = if all.is_empty() { "plan-nobody" } else { "plan-people" };
    let mut screen = Screen::new(Msg::new(head).with("all", number(all.len())));
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    let shown = || all.iter().skip(at * PER_PAGE).take(PER_PAGE);
    if shown().any(|(_, state)| matches!(state, SeatState::Held { .. })) && !buttons.is_empty() {
        screen = screen.say("plan-people-consent");
    }
    if shown().any(|(_, state)| *state == SeatState::Waiting) && !buttons.is_empty() {
        screen = screen.say("plan-people-move");
    }
    for one in buttons {
        screen = screen.row(vec![one]);
    }
    let mut last = vec![button("plan-do-back", MeetAct::Open(id))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", MeetAct::People(id, next)));
    }
    let over = over(turn, *staff);
    say(turn, *staff, over, screen.row(last))
}

fn in_order(seats: &Seats) -> Vec<(SeatId, SeatState)> {
    let rank = |state: SeatState| match state {
        SeatState::Confirmed | SeatState::Attended | SeatState::Missed => 0,
        SeatState::Held { .. } => 1,
        SeatState::Offered { .. } => 2,
        SeatState::Requested | SeatState::Waiting => 3,
        SeatState::Ended(_) => 4,
    };
    let mut all: Vec<_> = seats.iter().filter(|(_, seat)| !seat.state.is_over()).collect();
    all.sort_by_key(|(id, seat)| (rank(seat.state), seat.turn, *id));
    all.into_iter().map(|(id, seat)| (id, seat.state)).collect()
}

fn in_words(state: SeatState, encounter: &Encounter) -> &'static str {
    match state {
        SeatState::Confirmed | SeatState::Missed => "plan-state-certain",
        SeatState::Attended => "plan-state-here",
        SeatState::Held { .. } => "plan-state-held",
        SeatState::Offered { .. } => "plan-state-offered",
        SeatState::Requested if encounter.sharing.waits_for_lot() => "plan-state-drum",
        SeatState::Requested => "plan-state-asked",
        SeatState::Waiting | SeatState::Ended(_) => "plan-state-waiting",
    }
}

/// What there is to do about somebody, and its words with the name and with the number.
fn deed(id: EncounterId, seat: SeatId, state: SeatState, record: &SeatRecord) -> Option<([&'static str; 2], MeetAct)> {
    match state {
        SeatState::Confirmed | SeatState::Held { .. } if record.gone => {
            Some((["plan-do-free", "plan-do-free-number"], MeetAct::AskFree(id, seat)))
        }
        // What is held for a parent lapses by itself; who waits is looked at one by one.
        SeatState::Requested | SeatState::Offered { .. } | SeatState::Confirmed | SeatState::Missed
            if record.helper.is_some() =>
        {
            Some((["plan-do-free-card", "plan-do-free-card-number"], MeetAct::AskFree(id, seat)))
        }
        SeatState::Held { .. } => {
            Some((["plan-do-consented", "plan-do-consented-number"], MeetAct::Consented(id, seat)))
        }
        SeatState::Waiting => Some((["plan-do-move", "plan-do-move-number"], MeetAct::AskMove(id, seat))),
        SeatState::Requested
        | SeatState::Offered { .. }
        | SeatState::Confirmed
        | SeatState::Attended
        | SeatState::Missed
        | SeatState::Ended(_) => None,
    }
}

/// With the nickname on it, or with its number where the name is too long for a button.
fn person_button(
    turn: &Turn,
    member: &Staff,
    [named, numbered]: [&'static str; 2],
    act: MeetAct,
    place: usize,
    nickname: Arg,
) -> Button {
    let called = turn.house.locale.text(member.language, &Msg::new(named).with("name", nickname));
    match utf16_units(&called) <= LABEL_UNITS_MAX {
        true => raw_button(called, act),
        false => button(Msg::new(numbered).with("number", number(place)), act),
    }
}

/// As they are now: what the index knows is as old as this turn.
pub(super) fn put_as(turn: &mut Turn, id: EncounterId, seats: &Seats) -> Done {
    let Some(hand) = in_hand(turn, id)? else { return Ok(()) };
    put(turn, &hand, id, seats, 0)
}

pub(super) fn consented(turn: &mut Turn, id: EncounterId, seat: SeatId) -> Done {
    let Some(hand) = in_hand(turn, id)? else { return Ok(()) };
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return tell(turn, "plan-gone") };
    if !encounter.takes_people(turn.now) {
        return tell(turn, "plan-not-now");
    }
    match seats.consent(seat, turn.now) {
        Ok(()) => {
            seating::settle(turn, id, &encounter, &mut seats)?;
            turn.note_encounter(&hand.grant, Act::ConsentGiven)?;
            seating::tell_certain(turn, seat)?;
            turn.toast("plan-consented")?;
        }
        Err(SeatRefusal::NothingToAccept) => turn.toast("plan-consented-before")?,
        Err(SeatRefusal::Gone | SeatRefusal::TooLate | SeatRefusal::NoSuchClass | SeatRefusal::NoPair) => {
            turn.alert("plan-consent-late")?;
        }
    }
    // As it is now: what the index knows is as old as this turn.
    put(turn, &hand, id, &seats, 0)
}
