//! An encounter that is published: how it stands, in numbers; why nothing moves; cancelling it.
//!
//! Never true of this file: it is cancelled by one press; somebody is named.

use super::{InHand, button, change, circular, codes, in_hand, keep_published, number, over, poster, say};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::tell;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::dialogue::{phases, seating};
use crate::domain::audit::Act;
use crate::domain::encounter::{Encounter, NewsStep, SeatState, Seats, Stage, YOUTHS};
use crate::domain::limits::{BUTTONS_MAX, FOLLOWERS_SHOWN_FROM};
use crate::domain::{EncounterId, Moment, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::schedule::offers;

/// The places of young people, counted.
#[derive(Default)]
struct Counted {
    certain: usize,
    offered: usize,
    held: usize,
    waiting: usize,
    /// Whom a single place passes by, because they said so.
    for_two: usize,
    /// When the next of them runs out.
    offer_until: Option<Moment>,
    hold_until: Option<Moment>,
}

impl Counted {
    /// Places that are kept from others.
    fn taken(&self) -> usize {
        self.certain + self.offered + self.held
    }

    fn new(seats: &Seats) -> Self {
        let mut counted = Self::default();
        let sooner = |known: Option<Moment>, until: Moment| Some(known.map_or(until, |known| known.min(until)));
        for (_, seat) in seats.iter().filter(|(_, seat)| seat.class == YOUTHS) {
            counted.for_two += usize::from(seat.waits_for_two());
            match seat.state {
                SeatState::Confirmed | SeatState::Attended | SeatState::Missed => counted.certain += 1,
                SeatState::Offered { until } => {
                    counted.offered += 1;
                    counted.offer_until = sooner(counted.offer_until, until);
                }
                SeatState::Held { until } => {
                    counted.held += 1;
                    counted.hold_until = sooner(counted.hold_until, until);
                }
                SeatState::Requested | SeatState::Waiting => counted.waiting += 1,
                SeatState::Ended(_) => {}
            }
        }
        counted
    }
}

/// Title, day and area; the numbers; why nothing moves.
pub(super) fn put(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    over: Option<MessageRef>,
) -> Done {
    let screen = seating::about(Screen::default(), turn, encounter);
    let dates = encounter.series.map(|_| button("plan-do-dates", MeetAct::Dates(id, 0)));
    let mut last: Vec<Button> = dates.into_iter().chain([button("plan-do-list", MeetAct::List(0))]).collect();
    if let Stage::Cancelled { .. } = encounter.stage {
        let told = if encounter.is_walk_in() { "plan-cancelled-street" } else { "plan-cancelled" };
        return say(turn, staff, over, screen.say(told).row(last));
    }
    if encounter.is_walk_in() {
        return put_street(turn, staff, id, encounter, (over, last));
    }
    let Some(seats) = turn.store.index.encounters.seats(id) else { return tell(turn, "plan-gone") };
    let counted = Counted::new(seats);
    let numbers = Msg::new("plan-numbers")
        .with("places", Arg::Number(i64::from(encounter.places.map_or(0, |places| places.youths))))
        .with("certain", number(counted.certain))
        .with("offered", number(counted.offered))
        .with("held", number(counted.held))
        .with("waiting", number(counted.waiting));
    let mut buttons = vec![button("plan-do-people", MeetAct::People(id, 0))];
    if encounter.takes_circulars(turn.now) {
        buttons.push(button("plan-do-message", MeetAct::AskMessage(id)));
    }
    if encounter.takes_people(turn.now) {
        buttons.push(button("plan-do-change", MeetAct::AskChange(id)));
        buttons.push(button("plan-do-cancel", MeetAct::AskCancel(id)));
        buttons.extend(codes::offered(turn, id, encounter).or_else(|| poster::offered(turn, id, encounter)));
    }
    let screen = screen.say(numbers).say(still(turn, encounter, &counted));
    let screen = if counted.for_two > 0 { screen.say("plan-still-together") } else { screen };
    let screen = super::phases::listed(encounter).into_iter().fold(screen, Screen::say);
    let news = change::news_line(encounter, turn.now).into_iter().chain(circular::line(turn, id)?);
    let mut screen = news.fold(screen, Screen::say);
    if let Some(seed) = encounter.sharing.seed {
        screen = screen.say(Msg::new("plan-drawn").with("seed", Arg::Text(seed.to_string())));
    }
    // A date of a series: its series leads to all the others, and `/reeks` to the list.
    last.truncate(BUTTONS_MAX.saturating_sub(buttons.len()));
    screen = screen.pairs(buttons);
    say(turn, staff, over, screen.row(last))
}

/// A talk in the street: who follows the square, as a rough number, and the link for a poster.
fn put_street(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    (over, last): (Option<MessageRef>, Vec<Button>),
) -> Done {
    let mut screen = seating::about(Screen::default(), turn, encounter).quote(format!("📍 {}", encounter.venue));
    if let Some(street) = encounter.street {
        let followers = turn.store.index.streets.followers(street.square);
        screen = screen.say(match followers {
            0..FOLLOWERS_SHOWN_FROM => Msg::new("plan-followers-few").with("max", number(FOLLOWERS_SHOWN_FROM)),
            _ => Msg::new("plan-followers").with("all", number(followers)),
        });
        if let Some(link) = turn.house.settings.link(&meet::square_token(street.square)) {
            screen = screen.say("plan-street-link").quote(link);
        }
    }
    screen = change::news_line(encounter, turn.now).into_iter().fold(screen, Screen::say);
    if encounter.takes_people(turn.now) {
        let change = button("plan-do-change", MeetAct::AskChange(id));
        screen = screen.row(vec![change, button("plan-do-cancel", MeetAct::AskCancel(id))]);
        screen = poster::offered(turn, id, encounter).into_iter().fold(screen, |screen, qr| screen.row(vec![qr]));
    }
    say(turn, staff, over, screen.row(last))
}

/// One line: why does this stand still?
fn still(turn: &Turn, encounter: &Encounter, counted: &Counted) -> Msg {
    let now = turn.now;
    // As it was just planned: the index knows it a moment later.
    let all = encounter.places.map_or(0, |places| usize::from(places.youths));
    let free = all.saturating_sub(counted.taken());
    let Some((starts, ends)) = encounter.span() else { return Msg::new("plan-still-over") };
    if now >= starts {
        return Msg::new(if now < ends { "plan-still-begun" } else { "plan-still-over" });
    }
    if let Some(at) = encounter.sharing.draw_due() {
        let text = if encounter.sharing.waits_for_lot() { "plan-still-draw" } else { "plan-still-codes" };
        return Msg::new(text).with("when", Arg::When(at)).with("asked", number(counted.waiting));
    }
    if let too_many @ 1.. = counted.taken().saturating_sub(all) {
        return Msg::new("plan-still-too-many").with("count", number(too_many));
    }
    let is_asking = encounter.news.as_ref().is_some_and(|news| news.step == NewsStep::Places);
    if free > 0 && counted.waiting > 0 && is_asking {
        return Msg::new("plan-still-asking");
    }
    let is_too_late = offers::window(&turn.house.content, now, starts).is_none();
    match (free, counted.waiting, counted.offer_until, counted.hold_until) {
        (1.., 1.., _, _) if is_too_late => Msg::new("plan-still-too-late").with("free", number(free)),
        (1.., ..) => Msg::new("plan-still-free").with("free", number(free)),
        (0, _, Some(until), _) => Msg::new("plan-still-offer").with("until", Arg::When(until)),
        (0, _, None, Some(until)) => Msg::new("plan-still-held").with("until", Arg::When(until)),
        (0, _, None, None) => Msg::new("plan-still-full"),
    }
}

pub(super) fn ask_cancel(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    if !encounter.takes_people(turn.now) {
        return tell(turn, "plan-not-now");
    }
    let is_walk_in = encounter.is_walk_in();
    let sure = if is_walk_in { "plan-cancel-street" } else { "plan-cancel-sure" };
    let weather = is_walk_in.then(|| button("plan-do-cancel-weather", MeetAct::CancelForWeather(id)));
    let yes = [button("plan-do-cancel-yes", MeetAct::Cancel(id))];
    let all = change::has_following(turn, id, &encounter)
        .then(|| vec![button("plan-do-cancel-following", MeetAct::CancelFollowing(id))]);
    let screen = seating::about(Screen::new(sure), turn, &encounter).row(weather.into_iter().chain(yes).collect());
    let screen = all.into_iter().fold(screen, Screen::row).row(vec![button("plan-do-back", MeetAct::Open(id))]);
    let over = over(turn, staff);
    say(turn, staff, over, screen)
}

/// Whoever has a place or waits hears of it by the clock, some at a time.
pub(super) fn cancel(turn: &mut Turn, id: EncounterId, weather: bool, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    if !encounter.cancel(turn.now) {
        return tell(turn, "plan-not-now");
    }
    if let Some(street) = &mut encounter.street {
        street.weather = weather;
    }
    keep_published(turn, &grant, Act::EncounterCancelled, id, &encounter)?;
    phases::open_what_follows(turn, encounter.phase(id), &[id])?;
    turn.spend_token(tag)?;
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, over)
}
