//! Own places: where each of them stands, and giving one back.
//!
//! Never true of this file: two states of a place begin alike; a place is given back by accident when somebody only looks;
//! a press that comes too late takes what another was offered.

use super::super::super::action::{Meet, Menu, SeatVerb};
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{home, menu, over};
use super::{button, calendar, dates, friend, list};
use crate::domain::encounter::{Encounter, SeatRecord, SeatRefusal, SeatState, Seats, Stage, Standing, Told};
use crate::domain::limits::PAIR_WAITS_HOURS;
use crate::domain::{EncounterId, SeatId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::SeatRecords;

/// Own places that get a button: as many as somebody may have, but for the way home.
const SHOWN: usize = 5;

/// `/plaatsen`: all of them, the earliest first.
pub(in crate::dialogue::youth) fn list(turn: &mut Turn) -> Done {
    let mut own: Vec<(SeatId, SeatRecord, Encounter)> = Vec::new();
    for (seat, id) in turn.own_seats() {
        let record = turn.store.get::<SeatRecords>(&seat)?;
        let encounter = turn.store.index.encounters.get(id).cloned();
        let known = record.zip(encounter).filter(|(_, encounter)| encounter.is_ahead_or_on(turn.now));
        own.extend(known.map(|(record, encounter)| (seat, record, encounter)));
    }
    own.sort_by_key(|(seat, _, encounter)| (encounter.starts, *seat));
    if own.is_empty() {
        let screen = Screen::new("seat-none").row(vec![menu("home-encounters", Menu::Encounters), home::button()]);
        return turn.reply(screen);
    }
    if let [(seat, _, _)] = own.as_slice() {
        return show(turn, *seat);
    }
    let mut screen = Screen::new("seat-list");
    for (place, (_, record, encounter)) in (1..).zip(&own) {
        let line =
            Msg::new("seat-line").with("number", Arg::Number(place)).with("state", Arg::Msg(state(record, encounter)));
        let Some(starts) = encounter.starts else { continue };
        screen = screen.say(line.with("when", Arg::When(starts)).with("area", seating::area(turn, encounter)));
    }
    let buttons = (1..).zip(own.iter().take(SHOWN)).map(|(place, (seat, _, _))| {
        seating::verb(Msg::new("meet-open").with("number", Arg::Number(place)), *seat, SeatVerb::View)
    });
    let buttons: Vec<Button> = buttons.chain([home::button()]).collect();
    screen = screen.pairs(buttons);
    turn.reply(screen)
}

fn state(record: &SeatRecord, encounter: &Encounter) -> &'static str {
    match record.seat.state {
        SeatState::Requested if encounter.sharing.waits_for_lot() => "seat-state-drum",
        SeatState::Requested => "seat-state-asked",
        SeatState::Waiting => "seat-state-waiting",
        SeatState::Offered { .. } => "seat-state-offered",
        SeatState::Held { .. } => "seat-state-held",
        SeatState::Attended => "seat-state-here",
        SeatState::Confirmed | SeatState::Missed | SeatState::Ended(_) => "seat-state-confirmed",
    }
}

/// A place in two lines, for the download of one's own data.
pub(in crate::dialogue::youth) fn words(turn: &Turn, record: &SeatRecord, encounter: &Encounter) -> Option<Msg> {
    let line = Msg::new("seat-data")
        .with("state", Arg::Msg(state(record, encounter)))
        .with("name", list::nickname(turn, record.name))
        .with("when", Arg::When(encounter.starts?));
    Some(line.with("area", seating::area(turn, encounter)))
}

/// One own place, as it stands.
pub(super) fn show(turn: &mut Turn, seat: SeatId) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return over(turn) };
    let Some((encounter, seats)) = turn.store.index.encounters.known(record.encounter) else { return over(turn) };
    let screen = screen(turn, seat, &record, encounter, seats);
    let shows = shows_address(turn, &record, encounter);
    let over = turn.pressed;
    turn.reply_over(over, screen, if shows { Note::Directions(seat) } else { Note::Nothing })
}

/// Does the address stand on the screen of this place?
pub(super) fn shows_address(turn: &Turn, record: &SeatRecord, encounter: &Encounter) -> bool {
    let is_over = record.told == Told::Over || !encounter.is_ahead_or_on(turn.now);
    record.seat.state.is_certain() && encounter.shows_address(turn.now) && !is_over
}

/// Each state begins with another picture and another word, so that waiting never reads like having a place.
pub(in crate::dialogue) fn screen(
    turn: &Turn,
    seat: SeatId,
    record: &SeatRecord,
    encounter: &Encounter,
    seats: &Seats,
) -> Screen {
    if let Stage::Cancelled { .. } = encounter.stage {
        return seating::about(Screen::new("seat-cancelled"), turn, encounter).row(vec![home::button()]);
    }
    if record.told == Told::Over || !encounter.is_ahead_or_on(turn.now) {
        return seating::about(Screen::new("seat-over"), turn, encounter)
            .row(vec![button("meet-others", Meet::Areas(0)), home::button()]);
    }
    let name = list::nickname(turn, record.name);
    let last: Vec<Button> =
        friend::ask_button(turn, seat, record, encounter, seats).into_iter().chain([home::button()]).collect();
    match record.seat.state {
        SeatState::Attended if !encounter.days.is_empty() && encounter.shows_address(turn.now) => {
            // There on one day of a camp: where the others are.
            let head = Screen::new(Msg::new("seat-confirmed").with("name", name));
            let screen = seating::about(head, turn, encounter).quote(format!("📍 {}", encounter.venue));
            screen.row(vec![home::button()])
        }
        SeatState::Attended => {
            let head = Screen::new(Msg::new("seat-here").with("name", name));
            seating::about(head, turn, encounter).row(vec![home::button()])
        }
        SeatState::Confirmed | SeatState::Missed | SeatState::Ended(_) => {
            let head = Screen::new(Msg::new("seat-confirmed").with("name", name));
            if encounter.shows_address(turn.now) {
                return seating::with_address(turn, head, encounter, seat).row(vec![calendar::button(seat)]);
            }
            let leave = seating::verb("seat-leave", seat, SeatVerb::Leave);
            let screen = seating::about(head, turn, encounter).say("seat-address-later");
            screen.row(vec![leave, calendar::button(seat)]).row(last)
        }
        SeatState::Held { until } => {
            let head = Msg::new("seat-held").with("name", name).with("until", Arg::When(until));
            let leave = seating::verb("seat-leave", seat, SeatVerb::Leave);
            seating::about(Screen::new(head), turn, encounter).row(vec![leave]).row(last)
        }
        SeatState::Offered { until } => seating::asked(turn, encounter, (seat, &record.seat), until),
        SeatState::Requested => {
            let at = encounter.sharing.draw_at.or(encounter.starts).unwrap_or(turn.now);
            let first = record.seat.turn.standing != Standing::Ordinary;
            let head = Msg::new(if encounter.sharing.waits_for_lot() { "seat-drum" } else { "seat-asked" })
                .with("name", name)
                .with("when", Arg::When(at));
            let mut screen = seating::about(Screen::new(head), turn, encounter);
            if first {
                screen = screen.say("seat-drum-first");
            }
            if record.seat.buddy.is_some() {
                screen = screen.say("seat-drum-two");
            }
            let leave = seating::verb("seat-leave-drum", seat, SeatVerb::Leave);
            screen.row(vec![leave]).row(last)
        }
        SeatState::Waiting => {
            let place = seats.place_in_line(seat).and_then(|place| i64::try_from(place).ok()).unwrap_or(1);
            let is_of_two = record.seat.buddy.is_some() || record.seat.friend.is_some();
            let head = Msg::new(match (record.seat.waits_for_two(), is_of_two) {
                (true, _) => "seat-waiting-together",
                (false, true) => "seat-waiting-two",
                (false, false) => "seat-waiting",
            });
            let leave = seating::verb("seat-leave-line", seat, SeatVerb::Leave);
            let head = head.with("place", Arg::Number(place)).with("hours", Arg::Number(PAIR_WAITS_HOURS));
            let head = Screen::new(head);
            let screen = seating::about(head, turn, encounter).say(match record.seat.waits_for_two() {
                true => "seat-we-ask-two",
                false => "seat-we-ask",
            });
            screen.row(vec![leave]).row(last)
        }
    }
}

/// A button about a place. It is found among the presser's own, or not at all.
pub(super) fn pressed(turn: &mut Turn, seat: SeatId, verb: SeatVerb) -> Done {
    let Some((_, id)) = turn.own_seats().into_iter().find(|(own, _)| *own == seat) else { return none_here(turn) };
    back_again(turn, seat)?;
    match verb {
        SeatVerb::View => show(turn, seat),
        SeatVerb::Leave | SeatVerb::Decline => leave(turn, seat, id),
        SeatVerb::Accept => accept(turn, seat, id),
        SeatVerb::Calendar => calendar::send(turn, seat),
        SeatVerb::Stay => {
            turn.toast("seat-see-you")?;
            if let Some(record) = turn.store.get::<SeatRecords>(&seat)?.filter(|record| !record.comes) {
                turn.store.update::<SeatRecords>(&seat, &SeatRecord { comes: true, ..record })?;
            }
            show(turn, seat)
        }
        SeatVerb::Friend => friend::link(turn, seat),
        SeatVerb::Together => friend::rather_together(turn, seat, id),
    }
}

/// It was given back or went to somebody else, or never was the presser's. Nothing is said of which.
fn none_here(turn: &mut Turn) -> Done {
    turn.toast("common-button-over")?;
    let screen = Screen::new("seat-no-more").row(vec![button("meet-others", Meet::Areas(0)), home::button()]);
    turn.reply_new(screen, Note::Nothing)
}

/// Who presses is there, whatever the channel said before.
fn back_again(turn: &mut Turn, seat: SeatId) -> Done {
    match turn.store.get::<SeatRecords>(&seat)? {
        Some(record) if record.gone => turn.store.update::<SeatRecords>(&seat, &SeatRecord { gone: false, ..record }),
        Some(_) | None => Ok(()),
    }
}

fn leave(turn: &mut Turn, seat: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return over(turn) };
    let now = turn.now;
    if !encounter.takes_people(now) || seats.leave(seat, now, encounter.starts.unwrap_or(now)).is_err() {
        return show(turn, seat);
    }
    let pressed = turn.pressed;
    let addresses = seating::addresses_off(turn, seat, pressed)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    let others = dates::other(turn, id, &encounter).unwrap_or_else(|| button("meet-others", Meet::Areas(0)));
    let screen = seating::about(Screen::new("seat-left"), turn, &encounter);
    turn.reply_to_deed(screen.row(vec![others, home::button()]))?;
    addresses.into_iter().try_for_each(|row| turn.stage(row))
}

fn accept(turn: &mut Turn, seat: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return over(turn) };
    if !encounter.takes_people(turn.now) {
        return list::gone(turn);
    }
    let stays = seats.get(seat).filter(|seat| seat.is_asked_to_part()).and_then(|seat| seat.buddy);
    match seats.accept(seat, turn.now) {
        Ok(_) => {}
        // The clock takes it away in a moment, and says so.
        Err(SeatRefusal::TooLate) => return turn.alert("seat-too-late"),
        Err(_) => return show(turn, seat),
    }
    seating::settle(turn, id, &encounter, &mut seats)?;
    if let Some(stays) = stays {
        seating::tell_of_friend(turn, stays, "friend-went-alone", &seats)?;
    }
    show(turn, seat)
}
