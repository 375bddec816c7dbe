//! Getting a place: what holds there, a name, and the place or the waiting list.
//!
//! Never true of this file: a place is given past somebody who waits; somebody who waits reads that they have a place; a
//! name of somebody's own is asked for.

use super::super::super::action::Meet;
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{home, over, send};
use super::{button, list, places};
use crate::domain::encounter::{SeatRecord, Standing, Told, Turn as InLine, YOUTHS};
use crate::domain::limits::SEATS_PER_PERSON_MAX;
use crate::domain::{EncounterId, Language, SeatId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::Owner;

/// What holds at an encounter, before anything else.
pub(super) fn rules(turn: &mut Turn, id: EncounterId) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let screen = Screen::new("meet-rules")
        .say("meet-rules-report")
        .row(vec![button("meet-rules-yes", Meet::Name(id))])
        .row(vec![button("common-back", Meet::Card(id)), home::button()]);
    turn.reply(screen)
}

/// A name to come under, or another one.
pub(super) fn suggest(turn: &mut Turn, id: EncounterId) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let name = draw(turn, id);
    let text = Msg::new("meet-name").with("name", list::nickname(turn, name));
    let screen = Screen::new(text)
        .row(vec![button("meet-name-yes", Meet::Take(id, name))])
        .row(vec![button("meet-name-other", Meet::Name(id)), button("common-back", Meet::Card(id))]);
    turn.reply(screen)
}

/// One that nobody has at this encounter: the first free one behind one that is drawn. Where there are more people than
/// names, some share one.
fn draw(turn: &mut Turn, id: EncounterId) -> [u8; 2] {
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

/// `false` when it was said why not, or what there is already.
fn may_join(turn: &mut Turn, id: EncounterId) -> Result<bool, crate::store::StoreError> {
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

/// The place, or the last one in line.
pub(super) fn take(turn: &mut Turn, id: EncounterId, name: [u8; 2]) -> Done {
    if !may_join(turn, id)? {
        return Ok(());
    }
    let names: usize = turn.house.content.nicknames().into_iter().product();
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return over(turn) };
    if turn.store.index.encounters.is_taken(id, name) && seats.len() < names {
        turn.toast("meet-name-taken")?;
        return suggest(turn, id);
    }
    let (Some(who), now) = (turn.who, turn.now) else { return Ok(()) };
    let language = turn.language()?.unwrap_or(Language::Nl);
    let seat = SeatId::random(turn.store.random());
    let in_line = InLine { standing: Standing::Ordinary, order: seats.next_order() };
    if seats.join(seat, YOUTHS, in_line, now).is_err() {
        return over(turn);
    }
    let Some(state) = seats.get(seat).copied() else { return over(turn) };
    let mut record = SeatRecord {
        encounter: id,
        seat: state,
        name,
        language,
        gone: false,
        told: Told::Nothing,
        in_calendar: false,
        address_at: Vec::new(),
        due: None,
    };
    record.set_due(&encounter);
    let key = turn.store.add_seat(seat, &record)?;
    who.origin.bind(turn.store, Owner::Seat(seat), key)?;
    let mut person = send::person_here(turn, language)?;
    person.quiet = false;
    person.touch(now);
    turn.keep_person(person)?;
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply_to_deed(screen)
}
