//! An encounter on its day: the code at the door, who is there, how many heads.
//!
//! Never true of this file: somebody of another project sees a code or a nickname; a code stands on a phone longer than it is
//! good; a walk-in is named.

use super::{lookback, name, number, over, say, when};
use crate::dialogue::action::{DeskAct, RoomAct};
use crate::dialogue::desk::{allowed, button as desk_button, expect, tell};
use crate::dialogue::paging;
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::{Door, Encounter, RoomCode, SeatState, Seats, door};
use crate::domain::limits::{HEADS_MAX, ROOM_HOURS};
use crate::domain::roles::{Awaiting, Capability, Grant, Staff, authorize};
use crate::domain::{EncounterId, SeatId, StaffId};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen, Target};
use crate::store::StoreError;
use crate::store::tables::{Encounters, Members, SeatRecords};
use data_encoding::BASE64URL_NOPAD;

/// On one page; with the way back and the next page they are six buttons.
const PER_PAGE: usize = 4;
/// Codes that are drawn until one is no other encounter's; with this many at once two of them may be alike.
const DRAWS: usize = 16;

pub fn act(turn: &mut Turn, meant: RoomAct) -> Done {
    match meant {
        RoomAct::Today(at) => page(turn, at),
        RoomAct::Show(id) => show(turn, id),
        RoomAct::Code(id) => code(turn, id),
        RoomAct::Names(id, at) => names(turn, id, at),
        RoomAct::Mark(id, seat, at) => mark(turn, id, seat, at),
        RoomAct::Count(id) => ask_heads(turn, id),
        RoomAct::Week(place, question) => lookback::week(turn, place, question),
    }
}

/// `/aanwezig`: what the project has within half a day.
pub fn open(turn: &mut Turn) -> Done {
    page(turn, 0)
}

fn is_near(encounter: &Encounter, turn: &Turn) -> bool {
    let span = encounter.span().filter(|_| encounter.is_published());
    span.is_some_and(|(starts, ends)| (starts.plus_hours(-ROOM_HOURS)..ends.plus_hours(ROOM_HOURS)).contains(&turn.now))
}

fn page(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::TakePresence)? else { return Ok(()) };
    let all = turn.store.index.encounters.all();
    let mine = all.filter(|(_, encounter)| encounter.project == member.project && is_near(encounter, turn));
    let mut mine: Vec<(EncounterId, Encounter)> = mine.map(|(id, encounter)| (id, encounter.clone())).collect();
    mine.sort_by_key(|(id, encounter)| (encounter.starts, *id));
    let (at, pages) = paging::at(page, mine.len(), PER_PAGE);
    let shown: Vec<_> = mine.iter().skip(at * PER_PAGE).take(PER_PAGE).collect();
    let mut screen = Screen::new(if mine.is_empty() { "room-none" } else { "room-today" });
    let mut buttons = Vec::new();
    let mut lines = Vec::new();
    for (place, (id, encounter)) in (1..).zip(&shown) {
        let line = Msg::new("room-line").with("number", number(place)).with("title", name(encounter));
        lines.push(turn.house.locale.text(member.language, &line.with("when", when(encounter))));
        buttons.push(button(Msg::new("plan-do-open").with("number", number(place)), RoomAct::Show(*id)));
    }
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    screen = screen.pairs(buttons);
    let mut last = vec![desk_button("desk-home", DeskAct::ShowDesk)];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", RoomAct::Today(next)));
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(last))
}

/// What a member may do at an encounter of the own project, about its day.
struct AtHand {
    staff: StaffId,
    member: Staff,
    grant: Grant,
    encounter: Encounter,
}

/// One of another project is as good as none.
fn at_hand(turn: &mut Turn, id: EncounterId) -> Result<Option<AtHand>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::TakePresence)? else { return Ok(None) };
    match turn.store.get::<Encounters>(&id)? {
        Some(encounter) if encounter.project == member.project && is_near(&encounter, turn) => {
            Ok(Some(AtHand { staff, member, grant, encounter }))
        }
        Some(encounter) if encounter.project == member.project => tell(turn, "room-not-now").map(|()| None),
        Some(_) | None => tell(turn, "plan-gone").map(|()| None),
    }
}

fn show(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(mut hand) = at_hand(turn, id)? else { return Ok(()) };
    leave_door(turn, id, &mut hand)?;
    let over = over(turn, hand.staff);
    expect(turn, hand.staff, None)?;
    put(turn, hand.staff, id, &hand.encounter, over)
}

/// How many are there, and the ways on.
fn put(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter, over: Option<MessageRef>) -> Done {
    let Some(seats) = turn.store.index.encounters.seats(id) else { return tell(turn, "plan-gone") };
    let (here, certain) = counted(seats);
    let there = Msg::new("room-here").with("here", number(here)).with("certain", number(certain));
    let mut screen = seating::about(Screen::default(), turn, encounter);
    screen = if encounter.is_walk_in() { screen.say("room-street") } else { screen.say(there) };
    if !encounter.days.is_empty() {
        screen = screen.say("room-camp");
    }
    if let Some(heads) = encounter.heads {
        let count = |heads: u16| Arg::Number(heads.into());
        let line = Msg::new("room-heads").with("youths", count(heads.youths)).with("officers", count(heads.officers));
        screen = screen.say(line);
    }
    if encounter.is_walk_in() {
        let buttons = vec![button("room-do-count", RoomAct::Count(id)), button("plan-do-back", RoomAct::Today(0))];
        return turn.to_staff_over(staff, over, screen.row(buttons), None, false);
    }
    let screen = screen
        .row(vec![button("room-do-code", RoomAct::Code(id)), button("room-do-names", RoomAct::Names(id, 0))])
        .row(vec![button("room-do-count", RoomAct::Count(id)), button("plan-do-back", RoomAct::Today(0))]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Who is there, and who has a place.
fn counted(seats: &Seats) -> (usize, usize) {
    let certain = seats.iter().filter(|(_, seat)| seat.state.is_certain());
    certain.fold((0, 0), |(here, all), (_, seat)| (here + usize::from(seat.state == SeatState::Attended), all + 1))
}

// --- the code --------------------------------------------------------------------------------------------------------

fn code(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(AtHand { staff, grant, mut encounter, .. }) = at_hand(turn, id)? else { return Ok(()) };
    if encounter.is_walk_in() || !encounter.is_at_the_door(turn.now) {
        return tell(turn, "room-code-not-now");
    }
    let mut door = match encounter.door {
        Some(mut door) if door.until <= turn.now => {
            door.turn(draw(turn, id), turn.now);
            door
        }
        Some(door) => door,
        None => {
            turn.note_encounter(&grant, Act::DoorOpened)?;
            Door::open(draw(turn, id), turn.now)
        }
    };
    let over = over(turn, staff);
    // A message whose number is not known yet cannot be written anew: this one is, because its button was pressed.
    door.shown = over.map(|message| (staff, message.0));
    encounter.door = Some(door);
    turn.store.save_encounter(id, &encounter)?;
    expect(turn, staff, None)?;
    put_code(turn, staff, id, door, over)
}

fn put_code(turn: &mut Turn, staff: StaffId, id: EncounterId, door: Door, over: Option<MessageRef>) -> Done {
    let shown = Msg::new("room-code").with("code", Arg::Text(door.code.to_string()));
    let mut screen = Screen::new(shown).say(Msg::new("room-code-until").with("until", Arg::Clock(door.until)));
    let payload = format!("{}{}_{}", meet::DOOR_PREFIX, BASE64URL_NOPAD.encode(&id.0), door.code);
    if let Some(link) = turn.house.settings.link(&payload) {
        screen = screen.say("room-code-link").quote(link);
    }
    let screen = screen
        .row(vec![button("room-do-names", RoomAct::Names(id, 0)), button("room-do-count", RoomAct::Count(id))])
        .row(vec![button("plan-do-back", RoomAct::Show(id))]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// One that opens no other door.
fn draw(turn: &mut Turn, id: EncounterId) -> RoomCode {
    let mut code = RoomCode::drawn([0; 2]);
    for _ in 0..DRAWS {
        let mut bytes = [0; 2];
        turn.store.random().fill(&mut bytes);
        code = RoomCode::drawn(bytes);
        let mut doors =
            turn.store.index.encounters.all().filter_map(|(other, encounter)| Some((other, encounter.door?)));
        // The own one of before is not drawn again either.
        if !doors.any(|(other, door)| door.fits(code, turn.now) || (other == id && door.code == code)) {
            break;
        }
    }
    code
}

/// The message of the code shows something else from now on: it is not written anew there.
fn leave_door(turn: &mut Turn, id: EncounterId, hand: &mut AtHand) -> Done {
    let here = turn.pressed.map(|message| (hand.staff, message.0));
    match &mut hand.encounter.door {
        Some(door) if door.shown.is_some() && door.shown == here => {
            door.shown = None;
            turn.store.save_encounter(id, &hand.encounter)
        }
        Some(_) | None => Ok(()),
    }
}

/// By the clock: the next code in the place of the one that is over, as long as its holder may show it and something is on.
pub fn turn_code(turn: &mut Turn, id: EncounterId, mut encounter: Encounter) -> Done {
    let Some(mut door) = encounter.door else { return Ok(()) };
    let Some((staff, message)) = door.shown else { return Ok(()) };
    let member = turn.store.get::<Members>(&staff)?;
    let may = member.is_some_and(|member| {
        authorize(&member, Capability::TakePresence).is_ok() && member.project == encounter.project
    });
    let goes_on = encounter.is_at_the_door(turn.now);
    if may && goes_on {
        door.turn(draw(turn, id), turn.now);
    } else {
        door.shown = None;
    }
    encounter.door = Some(door);
    turn.store.save_encounter(id, &encounter)?;
    match (may, goes_on) {
        (false, _) => Ok(()),
        (true, true) => put_code(turn, staff, id, door, Some(MessageRef(message))),
        (true, false) => put(turn, staff, id, &encounter, Some(MessageRef(message))),
    }
}

// --- the list of names -----------------------------------------------------------------------------------------------

fn names(turn: &mut Turn, id: EncounterId, page: u8) -> Done {
    let Some(mut hand) = at_hand(turn, id)? else { return Ok(()) };
    leave_door(turn, id, &mut hand)?;
    let Some((_, seats)) = seating::seats_of(turn, id) else { return tell(turn, "plan-gone") };
    put_names(turn, &hand, id, &seats, page)
}

fn put_names(turn: &mut Turn, hand: &AtHand, id: EncounterId, seats: &Seats, page: u8) -> Done {
    let mut all: Vec<_> = seats.iter().filter(|(_, seat)| seat.state.is_certain()).collect();
    // In an order that stays the same while they are tapped.
    all.sort_by_key(|(id, seat)| (seat.turn, *id));
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let (here, certain) = counted(seats);
    let mut screen = match certain {
        0 => Screen::new("room-nobody"),
        _ => Screen::new(Msg::new("room-names").with("here", number(here)).with("certain", number(certain))),
    };
    for (seat, state) in all.into_iter().skip(at * PER_PAGE).take(PER_PAGE) {
        let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { continue };
        let label = Msg::new(if state.state == SeatState::Attended { "room-name-here" } else { "room-name" });
        let label = label.with("name", meet::nickname(turn, record.name));
        let label = turn.house.locale.text(hand.member.language, &label);
        screen = screen.row(vec![raw_button(label, RoomAct::Mark(id, seat, page))]);
    }
    let mut last = vec![button("plan-do-back", RoomAct::Show(id))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", RoomAct::Names(id, next)));
    }
    let over = over(turn, hand.staff);
    say(turn, hand.staff, over, screen.row(last))
}

fn mark(turn: &mut Turn, id: EncounterId, seat: SeatId, page: u8) -> Done {
    let Some(hand) = at_hand(turn, id)? else { return Ok(()) };
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return tell(turn, "plan-gone") };
    let is_here = seats.get(seat).is_some_and(|seat| seat.state == SeatState::Attended);
    let marked = if is_here { seats.unmark(seat) } else { seats.attend(seat) };
    if marked.is_err() {
        turn.alert("room-name-gone")?;
    } else {
        seating::settle(turn, id, &encounter, &mut seats)?;
        turn.note_encounter(&hand.grant, Act::PresenceMarked)?;
    }
    put_names(turn, &hand, id, &seats, page)
}

// --- the count of heads ----------------------------------------------------------------------------------------------

fn ask_heads(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(mut hand) = at_hand(turn, id)? else { return Ok(()) };
    leave_door(turn, id, &mut hand)?;
    let over = over(turn, hand.staff);
    expect(turn, hand.staff, over.map(|message| Awaiting::Heads { id, screen: message.0 }))?;
    let screen = Screen::new("room-count").row(vec![button("plan-do-back", RoomAct::Show(id))]);
    turn.to_staff_over(hand.staff, over, screen, None, false)
}

/// What was typed as a count.
pub fn heads(turn: &mut Turn, id: EncounterId, screen: i64, typed: &str, message: MessageRef) -> Done {
    let Some(AtHand { staff, grant, mut encounter, .. }) = at_hand(turn, id)? else {
        return match turn.who.and_then(|who| who.member) {
            Some(staff) => expect(turn, staff, None),
            None => Ok(()),
        };
    };
    let Some(heads) = door::heads(typed) else {
        return tell(turn, Msg::new("room-count-wrong").with("max", Arg::Number(HEADS_MAX.into())));
    };
    encounter.heads = Some(heads);
    turn.store.save_encounter(id, &encounter)?;
    turn.note_encounter(&grant, Act::HeadsCounted)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    expect(turn, staff, None)?;
    put(turn, staff, id, &encounter, Some(MessageRef(screen)))
}

fn button(label: impl Into<Msg>, act: RoomAct) -> Button {
    desk_button(label, DeskAct::Room(act))
}

fn raw_button(label: String, act: RoomAct) -> Button {
    Button { label: Label::Raw(label), target: Target::Desk(DeskAct::Room(act).encode()) }
}
