//! Getting a place: what holds there, a name, and the place or the waiting list.
//!
//! Never true of this file: a place is given past somebody who waits; somebody who waits reads that they have a place; a
//! name of somebody's own is asked for.

use super::super::super::action::{Meet, Party};
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{home, over, send};
use super::{button, friend, list, phase, places};
use crate::domain::encounter::{Encounter, Seat, SeatRecord, Standing, Told, Turn as InLine, YOUTHS, friend_until};
use crate::domain::limits::SEATS_PER_PERSON_MAX;
use crate::domain::{EncounterId, Language, SeatId, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::outbox::Origin;
use crate::store::records::Note;
use crate::store::{Owner, StoreError};

/// What holds at an encounter, before anything else.
pub(super) fn rules(turn: &mut Turn, id: EncounterId, party: Party) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let back = vec![button("common-back", Meet::Card(id)), home::button()];
    turn.reply(rules_before(Meet::Name(id, party)).row(back))
}

/// Nobody gets a place who was not shown this.
pub(super) fn rules_before(yes: Meet) -> Screen {
    Screen::new("meet-rules").say("meet-rules-report").row(vec![button("meet-rules-yes", yes)])
}

/// A name to come under, or another one.
pub(super) fn suggest(turn: &mut Turn, id: EncounterId, party: Party) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let name = draw(turn, id);
    let screen = suggested(turn, name, Meet::Take(id, party, name));
    turn.reply(
        screen.row(vec![button("meet-name-other", Meet::Name(id, party)), button("common-back", Meet::Card(id))]),
    )
}

pub(super) fn suggested(turn: &Turn, name: [u8; 2], yes: Meet) -> Screen {
    let text = Msg::new("meet-name").with("name", list::nickname(turn, name));
    Screen::new(text).row(vec![button("meet-name-yes", yes)])
}

/// One that nobody has at this encounter: the first free one behind one that is drawn. Where there are more people than
/// names, some share one.
pub(in crate::dialogue) fn draw(turn: &mut Turn, id: EncounterId) -> [u8; 2] {
    let [colours, animals] = turn.house.content.nicknames();
    let names = (colours * animals).max(1);
    let mut bytes = [0; 2];
    turn.store.random().fill(&mut bytes);
    let drawn = usize::from(u16::from_le_bytes(bytes));
    let name = |number: usize| {
        let (colour, animal) = (number % names / animals.max(1), number % names % animals.max(1));
        [colour, animal].map(|part| u8::try_from(part).unwrap_or_default())
    };
    let encounters = &turn.store.index.encounters;
    let free = (drawn..drawn + names).map(name).find(|name| !encounters.is_taken(id, *name));
    free.unwrap_or_else(|| name(drawn))
}

/// Whoever has no code and no pass. `false` when it was said why not, or what there is already.
pub(super) fn may_join(turn: &mut Turn, id: EncounterId) -> Result<bool, StoreError> {
    Ok(may_come(turn, id)? && phase::lets_in(turn, id)?)
}

/// The same for who has one.
pub(super) fn may_come(turn: &mut Turn, id: EncounterId) -> Result<bool, StoreError> {
    let own = turn.own_seats();
    if let Some((seat, _)) = own.iter().find(|(_, encounter)| *encounter == id) {
        places::show(turn, *seat)?;
        return Ok(false);
    }
    let Some((encounter, seats)) = turn.store.index.encounters.known(id) else {
        over(turn)?;
        return Ok(false);
    };
    if !encounter.takes_people(turn.now) {
        list::gone(turn)?;
        return Ok(false);
    }
    if encounter.is_walk_in() {
        // Nobody needs a place there.
        list::card(turn, id)?;
        return Ok(false);
    }
    if own.len() >= SEATS_PER_PERSON_MAX {
        let max = Arg::Number(i64::try_from(SEATS_PER_PERSON_MAX).unwrap_or_default());
        let screen = Screen::new(Msg::new("meet-enough").with("max", max));
        turn.reply(screen.row(vec![button("meet-mine", Meet::Places), home::button()]))?;
        return Ok(false);
    }
    if seats.len() >= turn.house.settings.capacity.seats_per_encounter {
        turn.reply(home::with_menu("meet-line-full"))?;
        return Ok(false);
    }
    Ok(true)
}

/// Has somebody else this name, while there are others?
pub(in crate::dialogue) fn is_taken(turn: &Turn, id: EncounterId, name: [u8; 2]) -> bool {
    let names: usize = turn.house.content.nicknames().into_iter().product();
    let encounters = &turn.store.index.encounters;
    encounters.is_taken(id, name) && encounters.seats(id).is_none_or(|seats| seats.len() < names)
}

/// The place, or the last one in line.
pub(super) fn take(turn: &mut Turn, id: EncounterId, party: Party, name: [u8; 2]) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return over(turn) };
    if is_taken(turn, id, name) {
        turn.toast("meet-name-taken")?;
        return suggest(turn, id, party);
    }
    let (now, seat) = (turn.now, SeatId::random(turn.store.random()));
    let in_line = InLine { standing: Standing::Ordinary, order: seats.next_order() };
    let until = encounter.starts.and_then(|starts| friend_until(now, starts));
    let joined = match (party, until) {
        (Party::WithFriend, Some(until)) => seats.join_with_friend(seat, YOUTHS, in_line, until, now),
        (Party::WithFriend, None) | (Party::Alone, _) => seats.join(seat, YOUTHS, in_line, now),
    };
    let Some(state) = joined.ok().and_then(|_| seats.get(seat).copied()) else { return over(turn) };
    let record = sit_down(turn, (id, &encounter), seat, state, name)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply_with_place(screen, seat, places::shows_address(turn, &record, &encounter))?;
    match (party, until) {
        (Party::Alone, _) => Ok(()),
        (Party::WithFriend, Some(_)) => friend::link(turn, seat),
        (Party::WithFriend, None) => turn.reply_new(Screen::new("friend-too-near"), Note::Nothing),
    }
}

/// The same for somebody who has only a card, asked for by a member of the team: as everybody gets one. What is known of
/// people is not written down of them: there is nobody to whom anything could be sent. `None` when it takes nobody.
pub(in crate::dialogue) fn take_by_card(
    turn: &mut Turn,
    id: EncounterId,
    name: [u8; 2],
    (holder, helper, language): (Origin, StaffId, Language),
) -> Result<Option<SeatId>, StoreError> {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return Ok(None) };
    let (now, seat) = (turn.now, SeatId::random(turn.store.random()));
    let in_line = InLine { standing: Standing::Ordinary, order: seats.next_order() };
    let joined = seats.join(seat, YOUTHS, in_line, now).ok();
    let Some(state) = joined.and_then(|_| seats.get(seat).copied()) else { return Ok(None) };
    let mut record = begin(turn, (id, &encounter), state, name, language);
    record.helper = Some(helper);
    let key = turn.store.add_seat(seat, &record)?;
    holder.bind(turn.store, Owner::Seat(seat), key)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    Ok(Some(seat))
}

fn begin(
    turn: &Turn,
    (id, encounter): (EncounterId, &Encounter),
    state: Seat,
    name: [u8; 2],
    language: Language,
) -> SeatRecord {
    let mut record = SeatRecord::new(id, state, name, language, encounter.revision);
    if encounter.line_reminder_at().is_some_and(|at| at <= turn.now) {
        // Who joins the line so late has just read it.
        record.told = Told::InLine;
    }
    if state.state.is_certain() && encounter.shows_address(turn.now) {
        // The place itself shows the address: the same is not said again a second later.
        let is_soon = encounter.reminder_at().is_some_and(|at| at <= turn.now);
        record.told = if is_soon { Told::Soon } else { Told::DayBefore };
    }
    record.set_due(encounter);
    record
}

/// The record of a new place, and what it takes to reach whose it is.
pub(super) fn sit_down(
    turn: &mut Turn,
    (id, encounter): (EncounterId, &Encounter),
    seat: SeatId,
    state: Seat,
    name: [u8; 2],
) -> Result<SeatRecord, StoreError> {
    let language = turn.language()?.unwrap_or(Language::Nl);
    let record = begin(turn, (id, encounter), state, name, language);
    let key = turn.store.add_seat(seat, &record)?;
    if let Some(who) = turn.who {
        who.origin.bind(turn.store, Owner::Seat(seat), key)?;
    }
    let now = turn.now;
    let mut person = send::person_here(turn, language)?;
    person.quiet = false;
    person.touch(now);
    turn.keep_person(person)?;
    Ok(record)
}
