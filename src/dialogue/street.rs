//! Talk in the street: who follows a square hears of it on its day, and at once when it does not take place.
//!
//! Never true of this file: somebody hears twice of the same; somebody hears who stopped; the desk learns who follows.

use super::action::{Meet, Press};
use super::news;
use super::seating::about;
use super::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, Facts, Said, Square, Stage, Street};
use crate::domain::limits::{FOLLOWS_PER_COMMIT, NIGHT_EXPIRED_MAX, SQUARES_MAX};
use crate::domain::{Day, EncounterId, FollowId, Moment, PersonId, SquareId};
use crate::messenger::{Button, Screen};
use crate::outbox::{self, NewRow};
use crate::schedule::{offers, reminders};
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::{Follows, Squares};
use crate::store::{CONFIG, StoreError};

/// The square of a talk that is about to be published: the one that the project calls so already, or a new one. `false` when
/// there are too many.
pub fn settle_square(turn: &mut Turn, encounter: &mut Encounter) -> Result<bool, StoreError> {
    if !encounter.is_walk_in() {
        return Ok(true);
    }
    let area = encounter.area.clone().unwrap_or_default();
    let streets = &turn.store.index.streets;
    let known = streets.squares().find(|(_, square)| square.is_called(&encounter.project, &area, &encounter.venue));
    let known = known.map(|(id, square)| (id, square.clone()));
    if known.is_none() && streets.count() >= SQUARES_MAX {
        return Ok(false);
    }
    // A talk may be planned a year ahead: the square lives on from that day.
    let used = encounter.starts.unwrap_or(turn.now).day();
    let (id, square) = match known {
        Some((id, square)) => (id, Square { used: square.used.max(used), ..square }),
        None => {
            let square = Square { project: encounter.project.clone(), area, name: encounter.venue.clone(), used };
            (SquareId::random(turn.store.random()), square)
        }
    };
    turn.store.put::<Squares>(&id, &square, CONFIG)?;
    // What is published before its day is told on its day: nobody has heard of it yet.
    encounter.street = Some(Street::new(id));
    Ok(true)
}

/// Some followers hear of a talk, or that it does not take place; the clock comes back for the others.
pub fn tell_followers(turn: &mut Turn, id: EncounterId, mut encounter: Encounter) -> Done {
    let Some(mut street) = encounter.street else { return Ok(()) };
    let is_off = matches!(encounter.stage, Stage::Cancelled { .. });
    let said = if is_off { &mut street.off } else { &mut street.day };
    let Some(last) = said.behind() else { return Ok(()) };
    let some = turn.store.index.streets.some_behind(street.square, last, FOLLOWS_PER_COMMIT);
    let is_over = encounter.span().is_none_or(|(_, ends)| turn.now >= ends);
    *said = some.last().filter(|_| !is_over).map_or(Said::ToAll, |last| Said::UpTo(*last));
    encounter.street = Some(street);
    for follow in some.into_iter().filter(|_| !is_over) {
        tell(turn, follow, &encounter)?;
    }
    turn.store.save_encounter(id, &encounter)
}

/// Some followers hear what was changed. The last of them, or `None` when all have.
pub fn tell_changed(
    turn: &mut Turn,
    encounter: &Encounter,
    before: &Facts,
    last: Option<FollowId>,
) -> Result<Option<FollowId>, StoreError> {
    let Some(street) = encounter.street else { return Ok(None) };
    let some = turn.store.index.streets.some_behind(street.square, last, FOLLOWS_PER_COMMIT);
    let screen = news::told(turn, Screen::new("street-changed"), encounter, before, true);
    for follow in &some {
        say(turn, *follow, &screen, turn.now)?;
    }
    Ok(some.last().copied())
}

/// Is it somewhere else than on the square that they follow?
fn is_elsewhere(turn: &Turn, encounter: &Encounter) -> bool {
    let square = encounter.street.and_then(|street| turn.store.index.streets.square(street.square));
    square.is_some_and(|square| !square.is_called(&encounter.project, &square.area, &encounter.venue))
}

/// Where it is, when that is not the square that they follow: below its date.
pub fn elsewhere(turn: &Turn, encounter: &Encounter, screen: Screen) -> Screen {
    match is_elsewhere(turn, encounter) {
        true => screen.say("street-elsewhere").quote(format!("📍 {}", encounter.venue)),
        false => screen,
    }
}

fn tell(turn: &mut Turn, id: FollowId, encounter: &Encounter) -> Done {
    // Nobody is woken up for a talk; that it is off is said at once.
    let at = match encounter.stage {
        Stage::Cancelled { .. } => turn.now,
        Stage::Planned | Stage::Published => offers::awake(turn.now),
    };
    let weather = encounter.street.is_some_and(|street| street.weather);
    let is_today = encounter.starts.is_some_and(|starts| reminders::is_same_day(at, starts));
    let head = match (encounter.stage, is_elsewhere(turn, encounter)) {
        (Stage::Cancelled { .. }, _) if weather => "street-off-weather",
        (Stage::Cancelled { .. }, _) => "street-off",
        (Stage::Planned | Stage::Published, true) if is_today => "street-today-elsewhere",
        (Stage::Planned | Stage::Published, true) => "street-soon-elsewhere",
        (Stage::Planned | Stage::Published, false) if is_today => "street-today",
        (Stage::Planned | Stage::Published, false) => "street-soon",
    };
    let screen = about(Screen::new(head), turn, encounter).quote(format!("📍 {}", encounter.venue));
    say(turn, id, &screen, at)
}

/// With the way to hear nothing more.
fn say(turn: &mut Turn, id: FollowId, screen: &Screen, not_before: Moment) -> Done {
    let Some(follow) = turn.store.get::<Follows>(&id)? else { return Ok(()) };
    let screen = screen.clone().row(vec![unfollow(follow.square)]);
    let job = Job::Send(turn.render_for_youth(&screen, follow.language));
    let rank = Rank::unasked(turn.now, not_before);
    turn.stage(NewRow { to: outbox::to_follower(id), job, rank, note: Note::Nothing, about: None, not_before })
}

pub fn unfollow(square: SquareId) -> Button {
    Button::menu("street-unfollow", Press::Meet(Meet::Unfollow(square)).encode())
}

/// Who talks here hears of no square any more.
pub fn stop_here(turn: &mut Turn) -> Done {
    for (id, _) in turn.own_follows() {
        turn.store.forget_follow(id)?;
    }
    Ok(())
}

/// Nobody is there any more.
pub fn person_gone(turn: &mut Turn, person: PersonId) -> Done {
    let own: Vec<FollowId> = turn.store.index.streets.of(person).map(|(id, _)| id).collect();
    own.into_iter().try_for_each(|id| turn.store.forget_follow(id))
}

/// Once a night: who followed for half a year, and squares on which nothing was planned for a year.
pub fn nightly(turn: &mut Turn) -> Done {
    let today = turn.now.day();
    // A series lies ahead: its square is used until its last date.
    let all = turn.store.index.encounters.all();
    let dated = all.filter_map(|(_, encounter)| Some((encounter.street?.square, encounter.starts?.day())));
    let dated: Vec<(SquareId, Day)> = dated.collect();
    for (id, used) in dated {
        match turn.store.get::<Squares>(&id)? {
            Some(square) if square.used < used => {
                turn.store.update::<Squares>(&id, &Square { used, ..square })?;
            }
            Some(_) | None => {}
        }
    }
    for id in turn.store.index.streets.over(today, NIGHT_EXPIRED_MAX) {
        turn.store.forget_follow(id)?;
    }
    let squares = turn.store.index.streets.squares().filter(|(_, square)| square.is_over(today));
    let over: Vec<SquareId> = squares.map(|(id, _)| id).collect();
    over.into_iter().try_for_each(|id| turn.store.remove::<Squares>(&id))
}
