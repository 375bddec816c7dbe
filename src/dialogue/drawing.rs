//! The lottery of an encounter, and the moment at which who has no code gets a place: by the clock, told to everybody who
//! took part; and what whoever drew blank has of it.
//!
//! Never true of this file: a draw is made twice, or with a seed that is not in the log; a ticket is good for another
//! project, after its day, or twice.

use super::action::{Meet, Press, SeatVerb};
use super::seating::{about, seats_of, settle, tell, verb};
use super::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, SeatState, Standing, Way, sharing};
use crate::domain::limits::{TICKET_DAYS, TICKETS_USED_MAX};
use crate::domain::{Day, EncounterId, Moment, SeatId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::{KeyedHash, Note};
use crate::store::tables::{KeyedHashes, SeatRecords, Table};

/// First in line at another draw of the same project, once, up to a day. Nothing says whose it was: it lies in the chat of
/// whoever drew blank, and nowhere here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ticket {
    pub nonce: [u8; 8],
    /// The last day on which it is good.
    pub until: Day,
    pub tag: [u8; 16],
}

impl Ticket {
    pub const BYTES: usize = 28;

    pub fn bytes(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.nonce);
        bytes[8..12].copy_from_slice(&self.until.0.to_be_bytes());
        bytes[12..].copy_from_slice(&self.tag);
        bytes
    }

    /// Whether we made it is another question.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().ok()?;
        let (nonce, rest) = bytes.split_first_chunk()?;
        let (until, tag) = rest.split_first_chunk()?;
        Some(Self { nonce: *nonce, until: Day(i32::from_be_bytes(*until)), tag: tag.try_into().ok()? })
    }

    fn signed(nonce: [u8; 8], until: Day, project: &str) -> Vec<u8> {
        [b"draw ticket ".as_slice(), &nonce, &until.0.to_be_bytes(), project.as_bytes()].concat()
    }
}

/// The moment that was promised is there.
pub fn draw(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((mut encounter, mut seats)) = seats_of(turn, id) else { return Ok(()) };
    let by_lot = encounter.sharing.waits_for_lot();
    let mut seed = [0; 8];
    turn.store.random().fill(&mut seed);
    let seed = u64::from_be_bytes(seed);
    if by_lot {
        encounter.sharing.seed = Some(seed);
        turn.note_draw(seed)?;
    } else {
        encounter.sharing.given = true;
    }
    turn.store.save_encounter(id, &encounter)?;
    let drum: Vec<SeatId> =
        seats.iter().filter(|(_, seat)| seat.state == SeatState::Requested).map(|(id, _)| id).collect();
    // Whoever is placed hears of it below, with everybody else.
    let orders = seats.clone();
    let as_asked = |seat| orders.get(seat).map_or(u64::MAX, |seat| seat.turn.order);
    seats.draw(|seat| if by_lot { sharing::rank(seed, seat) } else { as_asked(seat) }, turn.now);
    settle(turn, id, &encounter, &mut seats)?;
    for seat in drum {
        let Some(known) = seats.get(seat) else { continue };
        let now = turn.now;
        let screen = drawn(known.state, seats.place_in_line(seat), by_lot);
        let screen = about(screen, turn, &encounter).row(vec![verb("friend-see", seat, SeatVerb::View)]);
        tell(turn, seat, &screen, Note::Nothing, now)?;
    }
    Ok(())
}

fn drawn(state: SeatState, place: Option<usize>, by_lot: bool) -> Screen {
    let [certain, held, blank] = match by_lot {
        true => ["seat-drawn", "seat-drawn-held", "seat-drawn-blank"],
        false => ["seat-given", "seat-given-held", "seat-given-blank"],
    };
    match state {
        SeatState::Confirmed => Screen::new(certain),
        SeatState::Held { until } => Screen::new(Msg::new(held).with("until", Arg::When(until))),
        SeatState::Requested
        | SeatState::Waiting
        | SeatState::Offered { .. }
        | SeatState::Attended
        | SeatState::Missed
        | SeatState::Ended(_) => {
            let place = place.and_then(|place| i64::try_from(place).ok()).unwrap_or(1);
            Screen::new(Msg::new(blank).with("place", Arg::Number(place)))
        }
    }
}

// --- the next camp -----------------------------------------------------------------------------------------------------

/// For whoever got no place by lot: the button that is good at another draw of the project.
pub fn ticket_button(turn: &mut Turn, encounter: &Encounter) -> Option<Button> {
    if encounter.sharing.way != Way::Lottery {
        return None;
    }
    let mut nonce = [0; 8];
    turn.store.random().fill(&mut nonce);
    let until = turn.now.plus_days(TICKET_DAYS).day();
    let whole = turn.store.tokens().tag(&Ticket::signed(nonce, until, &encounter.project));
    let mut tag = [0; 16];
    tag.copy_from_slice(&whole[..16]);
    Some(Button::menu("seat-ticket", Press::Meet(Meet::Ticket(Ticket { nonce, until, tag })).encode()))
}

/// What became of showing a ticket.
pub enum Shown {
    /// First in line now.
    Counts(SeatId),
    /// It is good, and there is no place of theirs yet for which it counts.
    NotYet { until: Day },
    /// It is good, and so many were used lately that no other is taken today.
    TooMany,
    /// Not one of ours, over, or used.
    Gone,
}

/// Somebody shows a ticket: it counts for the earliest place of theirs that is not given yet.
pub fn show_ticket(turn: &mut Turn, ticket: Ticket) -> Result<Shown, StoreError> {
    let project =
        turn.house.content.projects().iter().map(|project| project.id.as_str().to_owned()).find(|project| {
            turn.store.tokens().verify(&Ticket::signed(ticket.nonce, ticket.until, project), &ticket.tag)
        });
    let Some(project) = project.filter(|_| ticket.until >= turn.now.day()) else { return Ok(Shown::Gone) };
    let spent = turn.store.secret_tag(&Ticket::signed(ticket.nonce, ticket.until, &project));
    if turn.store.get::<KeyedHashes>(&spent)?.is_some() {
        return Ok(Shown::Gone);
    }
    let Some((seat, id)) = own_draw(turn, &project)? else { return Ok(Shown::NotYet { until: ticket.until }) };
    let Some((encounter, mut seats)) = seats_of(turn, id) else { return Ok(Shown::Gone) };
    if turn.store.live_records(KeyedHashes::LETTER) >= TICKETS_USED_MAX {
        return Ok(Shown::TooMany);
    }
    if seats.stands_as(seat, Standing::Referred).is_err() {
        return Ok(Shown::NotYet { until: ticket.until });
    }
    let expires = ticket.until.start().plus_days(1);
    turn.store.put::<KeyedHashes>(&spent, &KeyedHash { expires }, crate::store::CONFIG)?;
    settle(turn, id, &encounter, &mut seats)?;
    Ok(Shown::Counts(seat))
}

/// The earliest encounter of a project at which the one who talks here waits for a draw.
fn own_draw(turn: &mut Turn, project: &str) -> Result<Option<(SeatId, EncounterId)>, StoreError> {
    let mut found: Option<(Option<Moment>, SeatId, EncounterId)> = None;
    for (seat, id) in turn.own_seats() {
        let Some(encounter) = turn.store.index.encounters.get(id) else { continue };
        let (starts, fits) = (encounter.starts, encounter.project == project && encounter.sharing.waits_for_lot());
        let Some(record) = turn.store.get::<SeatRecords>(&seat)?.filter(|_| fits) else { continue };
        let can = record.seat.state == SeatState::Requested && record.seat.turn.standing == Standing::Ordinary;
        if can && found.is_none_or(|(earliest, _, _)| starts < earliest) {
            found = Some((starts, seat, id));
        }
    }
    Ok(found.map(|(_, seat, id)| (seat, id)))
}
