//! What becomes of places by itself: offers to who is next, offers that lapse, the address and the reminders, and the end.
//!
//! Never true of this file: a place is offered past somebody; an address goes to anybody without a certain place, or before
//! its day; somebody whose place is gone is told so under a key that went with it.

mod day;
mod late;
mod over;

use super::action::{Meet, Party, Press, SeatVerb};
use super::turn::{Done, Turn};
use super::{circular, desk, drawing, news, street, youth};
use crate::content::MunicipalityId;
use crate::domain::encounter::{Encounter, End, Filled, Seat, SeatRecord, SeatState, Seats, Stage, Told};
use crate::domain::limits::{PAIR_WAITS_HOURS, SEATS_LIVE_HOURS, SEATS_PER_COMMIT};
use crate::domain::{EncounterId, Moment, PersonId, SeatId, SeriesId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::outbox::{self, NewRow};
use crate::schedule::{offers, reminders};
use crate::store::StoreError;
use crate::store::records::{Job, Note, Rank};
use crate::store::tables::{Encounters, SeatRecords};

/// A copy of an encounter's places, to be changed and then given to [`settle`]. Whoever only looks takes none: ten
/// thousand may wait.
pub fn seats_of(turn: &Turn, id: EncounterId) -> Option<(Encounter, Seats)> {
    turn.store.index.encounters.known(id).map(|(encounter, seats)| (encounter.clone(), seats.clone()))
}

/// Writes down what changed, and offers what became free to who is next.
pub fn settle(turn: &mut Turn, id: EncounterId, encounter: &Encounter, seats: &mut Seats) -> Done {
    let starts = encounter.starts.filter(|_| encounter.takes_people(turn.now));
    let window = starts.and_then(|starts| offers::window(&turn.house.content, turn.now, starts));
    let filled = seats.refill(turn.now, window.map(|window| window.until));
    if starts.is_some() && window.is_none() {
        late::tell_if_more_are_free(turn, id, encounter, seats)?;
    }
    let alone = seats.take_alone();
    turn.store.save_seats(id, seats)?;
    for one in &filled {
        match (*one, window) {
            (Filled::Offered(seat), Some(window)) => offer(turn, encounter, (seat, seats), window)?,
            (Filled::Parted(_, Some(stays)), _) => tell_of_friend(turn, stays, "friend-parted", seats)?,
            (Filled::Parted(_, None) | Filled::Placed(_) | Filled::Offered(_), _) => {}
        }
    }
    alone.into_iter().try_for_each(|seat| tell_of_friend(turn, seat, "friend-left", seats))
}

fn offer(turn: &mut Turn, encounter: &Encounter, (id, seats): (SeatId, &Seats), window: offers::Window) -> Done {
    let Some(seat) = seats.get(id) else { return Ok(()) };
    let screen = asked(turn, encounter, (id, seat), window.until);
    tell(turn, id, &screen, Note::Nothing, window.from)
}

/// A place is theirs if they say so. Who goes with somebody may rather wait for two.
pub fn asked(turn: &Turn, encounter: &Encounter, (id, seat): (SeatId, &Seat), until: Moment) -> Screen {
    let yes = verb("seat-yes", id, SeatVerb::Accept);
    let until = Msg::new("seat-offer-until").with("until", Arg::When(until));
    if !seat.is_asked_to_part() {
        let no = verb("seat-no-thanks", id, SeatVerb::Decline);
        return about(Screen::new("seat-offer"), turn, encounter).say(until).row(vec![yes, no]);
    }
    let head = if seat.buddy.is_some() { "seat-offer-alone" } else { "seat-offer-alone-yet" };
    about(Screen::new(head), turn, encounter)
        .say(until)
        .row(vec![yes, verb("seat-rather-together", id, SeatVerb::Together)])
        .row(vec![verb("seat-leave-line", id, SeatVerb::Leave)])
}

/// What became of coming together, with the way to the own place.
pub fn tell_of_friend(turn: &mut Turn, seat: SeatId, news: &'static str, seats: &Seats) -> Done {
    let place = seats.place_in_line(seat).and_then(|place| i64::try_from(place).ok()).unwrap_or(1);
    let text = Msg::new(news).with("place", Arg::Number(place));
    let now = turn.now;
    let screen = Screen::new(text).row(vec![verb("friend-see", seat, SeatVerb::View)]);
    tell(turn, seat, &screen, Note::Nothing, now)
}

/// The dates of a series, in no order.
pub fn of_series<'a>(turn: &'a Turn, series: SeriesId) -> impl Iterator<Item = (EncounterId, &'a Encounter)> {
    turn.store.index.encounters.all().filter(move |(_, encounter)| encounter.series == Some(series))
}

/// What an encounter is, in two lines: title, day and hour, area.
pub fn about(screen: Screen, turn: &Turn, encounter: &Encounter) -> Screen {
    let days = encounter.day_spans();
    let Some((starts, ends)) = days.first().copied() else { return screen };
    let later = days.iter().skip(1).map(later_day);
    let when = Msg::new("seat-when")
        .with("when", Arg::When(starts))
        .with("until", Arg::Clock(ends))
        .with("area", area(turn, encounter));
    later.fold(screen.content(&encounter.title_nl, &encounter.title_fr).say(when), Screen::say)
}

/// Another day of a camp.
pub fn later_day((starts, ends): &(Moment, Moment)) -> Msg {
    Msg::new("seat-day").with("when", Arg::When(*starts)).with("until", Arg::Clock(*ends))
}

/// The municipality in words.
pub fn area(turn: &Turn, encounter: &Encounter) -> Arg {
    let town = encounter.area.as_deref().and_then(MunicipalityId::parse);
    match town.and_then(|town| turn.house.content.municipality(&town)) {
        Some(town) => Arg::Both { nl: town.name.nl.clone(), fr: town.name.fr.clone() },
        None => Arg::Msg("meet-elsewhere"),
    }
}

/// A button about an own place.
pub fn verb(label: impl Into<Msg>, seat: SeatId, verb: SeatVerb) -> Button {
    Button::menu(label, Press::Meet(Meet::Seat(seat, verb)).encode())
}

/// Says something to whoever has this place, not before a moment.
pub fn tell(turn: &mut Turn, seat: SeatId, screen: &Screen, note: Note, not_before: Moment) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    if record.helper.is_some() {
        // An address is shown with the card in the hand, and to nobody else.
        let shows = matches!(note, Note::Directions(_));
        let offer = matches!(record.seat.state, SeatState::Offered { .. }).then_some(seat);
        return if shows { Ok(()) } else { desk::paper::news(turn, &record, screen, offer, not_before) };
    }
    let rendered = turn.render_for_youth(screen, record.language);
    let rank = if not_before > turn.now { Rank::Reminder } else { Rank::Person };
    turn.stage(NewRow { to: outbox::to_seat(seat), job: Job::Send(rendered), rank, note, about: None, not_before })
}

/// The same to whoever loses it in this turn: their place's key goes, so it goes by the address alone.
fn tell_last(turn: &mut Turn, seat: SeatId, screen: &Screen) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    let Some(to) = outbox::to_sitter(turn.store, seat)? else { return Ok(()) };
    if record.helper.is_some() {
        let now = turn.now;
        return desk::paper::news(turn, &record, screen, None, now);
    }
    let job = Job::Send(turn.render_for_youth(screen, record.language));
    turn.stage(NewRow { to, job, rank: Rank::Person, note: Note::Nothing, about: None, not_before: turn.now })
}

/// A place is due by the clock.
pub fn seat_due(turn: &mut Turn, id: SeatId) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(()) };
    let Some(encounter) = turn.store.index.encounters.get(record.encounter).cloned() else { return Ok(()) };
    // Asked again here: the event may be older than the record.
    if record.due.is_none_or(|due| due > turn.now) {
        return Ok(());
    }
    if record.seat.friend.is_some_and(|until| until <= turn.now) {
        return friends_lapse(turn, record.encounter);
    }
    if record.seat.kept_since.is_some_and(|since| since.plus_hours(PAIR_WAITS_HOURS) <= turn.now) {
        return kept_long_enough(turn, id, record.encounter);
    }
    match record.seat.state {
        SeatState::Offered { .. } | SeatState::Held { .. } => lapse(turn, record.encounter),
        SeatState::Waiting if record.told == Told::Nothing => day::still_in_line(turn, id, record, &encounter),
        SeatState::Requested | SeatState::Waiting => in_vain(turn, id, record, &encounter),
        SeatState::Confirmed | SeatState::Attended => remind(turn, id, record, &encounter),
        SeatState::Missed | SeatState::Ended(_) => Ok(()),
    }
}

fn lapse(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seats_of(turn, id) else { return Ok(()) };
    for (seat, end) in seats.lapse(turn.now) {
        let head = if end == End::Released { "seat-released" } else { "seat-lapsed" };
        let again = Button::menu("seat-again", Press::Meet(Meet::Join(id, Party::Alone)).encode());
        tell_last(turn, seat, &about(Screen::new(head), turn, &encounter).row(vec![again]))?;
    }
    settle(turn, id, &encounter, &mut seats)
}

/// Whoever was asked along did not say yes in time.
fn friends_lapse(turn: &mut Turn, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seats_of(turn, id) else { return Ok(()) };
    let late = seats.lapse_friends(turn.now);
    settle(turn, id, &encounter, &mut seats)?;
    late.into_iter().try_for_each(|seat| tell_of_friend(turn, seat, "friend-late", &seats))
}

/// Two kept one place from others for as long as they may.
fn kept_long_enough(turn: &mut Turn, seat: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seats_of(turn, id) else { return Ok(()) };
    settle(turn, id, &encounter, &mut seats)?;
    // They do not stand first any more, or nobody is asked now: the clock is not to come back for this again and again.
    if seats.keeps_no_more(seat, turn.now) { turn.store.save_seats(id, &mut seats) } else { Ok(()) }
}

/// It begins, and nobody gave a place back.
fn in_vain(turn: &mut Turn, id: SeatId, mut record: SeatRecord, encounter: &Encounter) -> Done {
    record.told = Told::Over;
    save(turn, id, record, encounter)?;
    let now = turn.now;
    let screen = about(Screen::new("seat-in-vain"), turn, encounter);
    let screen = match drawing::ticket_button(turn, encounter) {
        Some(ticket) => screen.say("seat-ticket-how").row(vec![ticket]),
        None => screen,
    };
    tell(turn, id, &screen, Note::Nothing, now)
}

fn remind(turn: &mut Turn, id: SeatId, mut record: SeatRecord, encounter: &Encounter) -> Done {
    let now = turn.now;
    match record.told {
        Told::Nothing | Told::InLine => {
            // Who comes in late hears it once.
            let is_soon = encounter.reminder_at().is_some_and(|at| at <= now);
            record.told = if is_soon { Told::Soon } else { Told::DayBefore };
            save(turn, id, record, encounter)?;
            if !encounter.tells_the_way(now) {
                return Ok(());
            }
            let screen = with_address(turn, Screen::new("seat-tomorrow"), encounter, id);
            let at = encounter.starts.map_or(now, |starts| reminders::way(now, starts));
            tell(turn, id, &screen, Note::Directions(id), at)
        }
        Told::DayBefore => {
            record.told = Told::Soon;
            let comes = record.comes;
            save(turn, id, record, encounter)?;
            if wants_quiet(turn, id)? || !encounter.tells_the_way(now) {
                return Ok(());
            }
            last_words(turn, id, comes, encounter)
        }
        Told::Soon if encounter.day_reminder_at(record.days_told).is_some() => {
            record.days_told = record.days_told.saturating_add(1);
            day::another(turn, id, record, encounter)
        }
        Told::Soon => {
            turn.store.drop_directions(id)?;
            for message in std::mem::take(&mut record.address_at) {
                take_address_away(turn, id, &record, MessageRef(message), "seat-over")?;
            }
            record.told = Told::Over;
            day::after(turn, id, &mut record, encounter)?;
            save(turn, id, record, encounter)
        }
        Told::Over => Ok(()),
    }
}

/// Soon it begins. Said in the evening before, it is not "today".
fn last_words(turn: &mut Turn, id: SeatId, comes: bool, encounter: &Encounter) -> Done {
    // Decided late, it waits for the morning too.
    let at = offers::awake(turn.now);
    let is_today = encounter.starts.is_some_and(|starts| reminders::is_same_day(at, starts));
    let head = match (is_today, comes) {
        (true, true) => "seat-today-sure",
        (true, false) => "seat-today",
        (false, true) => "seat-soon-sure",
        (false, false) => "seat-soon",
    };
    let screen = match comes {
        true => the_way(turn, Screen::new(head), encounter).row(vec![verb("seat-i-do-not", id, SeatVerb::Leave)]),
        false => with_address(turn, Screen::new(head), encounter, id),
    };
    tell(turn, id, &screen, Note::Directions(id), at)
}

/// Day, hour and address.
fn the_way(turn: &Turn, screen: Screen, encounter: &Encounter) -> Screen {
    about(screen, turn, encounter).quote(format!("📍 {}", encounter.venue))
}

/// The same, with the two answers.
pub fn with_address(turn: &Turn, screen: Screen, encounter: &Encounter, seat: SeatId) -> Screen {
    the_way(turn, screen, encounter)
        .row(vec![verb("seat-i-come", seat, SeatVerb::Stay), verb("seat-i-do-not", seat, SeatVerb::Leave)])
}

/// A parent said yes: the place is certain.
pub fn tell_certain(turn: &mut Turn, id: SeatId) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(()) };
    let Some(encounter) = turn.store.index.encounters.get(record.encounter).cloned() else { return Ok(()) };
    let name = youth::meet::nickname(turn, record.name);
    let head = Screen::new(Msg::new("seat-now-certain").with("name", name));
    let screen = about(head, turn, &encounter).say("seat-address-later");
    let now = turn.now;
    tell(turn, id, &screen.row(vec![verb("seat-leave", id, SeatVerb::Leave)]), Note::Nothing, now)
}

/// `/stop` ends reminders. What it takes to get there still comes.
pub fn wants_quiet(turn: &mut Turn, id: SeatId) -> Result<bool, StoreError> {
    let Some(person) = turn.store.index.encounters.whose(id) else { return Ok(true) };
    Ok(turn.store.person(person)?.is_some_and(|person| person.quiet))
}

fn save(turn: &mut Turn, id: SeatId, mut record: SeatRecord, encounter: &Encounter) -> Done {
    record.set_due(encounter);
    turn.store.update::<SeatRecords>(&id, &record)
}

/// `words` stand in the place of the address.
fn take_address_away(
    turn: &mut Turn,
    id: SeatId,
    record: &SeatRecord,
    message: MessageRef,
    words: &'static str,
) -> Done {
    let rendered = turn.render_for_youth(&Screen::new(words), record.language);
    turn.stage(NewRow {
        to: outbox::to_seat(id),
        job: Job::Edit(message, rendered),
        rank: Rank::Person,
        note: Note::IfThere,
        about: None,
        not_before: turn.now,
    })
}

/// A message with the address arrived, or one was turned into it: it is remembered, to be taken away. Beyond so many, the
/// one that was not shown for longest is taken away at once.
pub fn address_stands_at(turn: &mut Turn, id: SeatId, message: MessageRef) -> Done {
    let Some(mut record) = turn.store.get::<SeatRecords>(&id)? else { return Ok(()) };
    if record.told == Told::Over {
        return take_address_away(turn, id, &record, message, "seat-over");
    }
    for oldest in record.address_stands_at(message.0) {
        take_address_away(turn, id, &record, MessageRef(oldest), "seat-address-newer")?;
    }
    turn.store.update::<SeatRecords>(&id, &record)
}

/// A place ends while messages show where it is: they show that to nobody without one. Not the one under the thumb, in whose
/// place comes what is said to the press. To be staged after that, and made before the place goes.
pub fn addresses_off(turn: &mut Turn, id: SeatId, but: Option<MessageRef>) -> Result<Vec<NewRow>, StoreError> {
    let (record, to) = (turn.store.get::<SeatRecords>(&id)?, outbox::to_sitter(turn.store, id)?);
    let (Some(record), Some(to)) = (record, to) else { return Ok(Vec::new()) };
    let rendered = turn.render_for_youth(&Screen::new("seat-address-gone"), record.language);
    let (now, note) = (turn.now, Note::Until(turn.now.plus_hours(SEATS_LIVE_HOURS)));
    let shown = record.address_at.iter().map(|message| MessageRef(*message)).filter(|message| but != Some(*message));
    let row = |message| {
        let (to, job) = (to.clone(), Job::Edit(message, rendered.clone()));
        NewRow { to, job, rank: Rank::Person, note, about: None, not_before: now }
    };
    Ok(shown.map(row).collect())
}

/// An encounter is due: it was cancelled and people must hear of it, or it is to be forgotten with all its places, some at
/// a time.
pub fn encounter_due(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(encounter) = turn.store.get::<Encounters>(&id)? else { return Ok(()) };
    if encounter.followers_due().is_some_and(|at| at <= turn.now) {
        return street::tell_followers(turn, id, encounter);
    }
    if encounter.code_turns_at().is_some_and(|at| at <= turn.now) {
        return desk::encounters::room::turn_code(turn, id, encounter);
    }
    if encounter.is_published() && encounter.sharing.draw_due().is_some_and(|at| at <= turn.now) {
        return drawing::draw(turn, id);
    }
    if encounter.officers_checked_at().is_some_and(|at| at <= turn.now) {
        return desk::service::officers_checked(turn, id, encounter);
    }
    if news::due(turn, id, &encounter)? {
        return Ok(());
    }
    let all = turn.store.index.encounters.seats(id);
    let is_over = encounter.forgotten_at() <= turn.now;
    let encounters = &turn.store.index.encounters;
    let some = all.into_iter().flat_map(Seats::iter).map(|(seat, _)| seat);
    // Whoever has only a card reads that it was cancelled when they come with it.
    let some = some.filter(|seat| is_over || !encounters.has_heard_the_end(*seat));
    let some: Vec<SeatId> = some.take(SEATS_PER_COMMIT).collect();
    let is_cancelled = matches!(encounter.stage, Stage::Cancelled { .. });
    if some.is_empty() {
        return if is_over { over::forget(turn, id, &encounter) } else { Ok(()) };
    }
    if !is_over && !is_cancelled {
        return Ok(());
    }
    if is_over {
        over::count_places(turn, id, &encounter, &some);
    }
    if is_cancelled {
        // What was still to be said of it goes to nobody.
        circular::drop_it(turn, id)?;
    }
    for seat in some {
        if is_cancelled && !turn.store.index.encounters.has_heard_the_end(seat) {
            let record = turn.store.get::<SeatRecords>(&seat)?;
            let screen = about(Screen::new("seat-cancelled"), turn, &encounter);
            let takes_out = Button::menu("calendar-take-out", Press::Meet(Meet::Uncalendar(id)).encode());
            let has_file = record.is_some_and(|record| record.in_calendar);
            tell_last(turn, seat, &if has_file { screen.row(vec![takes_out]) } else { screen })?;
            addresses_off(turn, seat, None)?.into_iter().try_for_each(|row| turn.stage(row))?;
        }
        if is_over || !stays_with_a_card(turn, seat, &encounter)? {
            turn.store.forget_seat(seat)?;
        }
    }
    // Written again, so that the clock comes back for the others.
    turn.store.save_encounter(id, &encounter)
}

/// A card can still be shown for two days: its place is kept as one that is over.
fn stays_with_a_card(turn: &mut Turn, seat: SeatId, encounter: &Encounter) -> Result<bool, StoreError> {
    match turn.store.get::<SeatRecords>(&seat)?.filter(|record| record.helper.is_some()) {
        Some(record) => save(turn, seat, SeatRecord { told: Told::Over, ..record }, encounter).map(|()| true),
        None => Ok(false),
    }
}

/// Whoever talks here gives back every place, because everything is wiped.
pub fn wipe_here(turn: &mut Turn) -> Done {
    for (seat, id) in turn.own_seats().into_iter().chain(turn.lost_seats()) {
        let Some((encounter, mut seats)) = seats_of(turn, id) else { continue };
        let starts = encounter.starts.unwrap_or(turn.now);
        if seats.leave(seat, turn.now, starts).is_err() {
            turn.store.forget_seat(seat)?;
        }
        settle(turn, id, &encounter, &mut seats)?;
    }
    Ok(())
}

/// Nobody is there any more. Who only waited steps out of the line, and hears so when they come back; a place that was given stays until a coordinator frees
/// it, because a phone may come back.
pub fn person_gone(turn: &mut Turn, person: PersonId) -> Done {
    let own: Vec<(SeatId, EncounterId)> = turn.store.index.encounters.of(person).collect();
    for (seat, id) in own {
        let Some(mut record) = turn.store.get::<SeatRecords>(&seat)? else { continue };
        let Some((encounter, mut seats)) = seats_of(turn, id) else { continue };
        match record.seat.state {
            SeatState::Confirmed | SeatState::Attended | SeatState::Missed | SeatState::Held { .. } => {
                record.gone = true;
                turn.store.update::<SeatRecords>(&seat, &record)?;
            }
            SeatState::Requested | SeatState::Waiting | SeatState::Offered { .. } => {
                record.gone = true;
                turn.store.update::<SeatRecords>(&seat, &record)?;
                if seats.leave(seat, turn.now, encounter.starts.unwrap_or(turn.now)).is_ok() {
                    settle(turn, id, &encounter, &mut seats)?;
                }
            }
            SeatState::Ended(_) => {}
        }
    }
    Ok(())
}
