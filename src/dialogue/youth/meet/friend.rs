//! Coming with a friend: the link for one friend, and what becomes of it.
//!
//! Never true of this file: a link brings more than one; whoever made it is left without a yes, a no or a "too late"; a link
//! that is not good tells anything of why; two are known as two anywhere but in their own places.

use super::super::super::action::{FriendVerb, Meet, Menu, Press, SeatVerb};
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{draft, home, menu};
use super::{button, join, list, places};
use crate::domain::encounter::{Encounter, FriendLink, Seat, SeatRecord, SeatRefusal, SeatState, Seats, Standing};
use crate::domain::encounter::{Turn as InLine, friend_until};
use crate::domain::limits::FRIENDS_ASKED_MAX;
use crate::domain::{EncounterId, Language, SeatId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::SeatRecords;
use data_encoding::BASE64URL_NOPAD;

/// What stands in front of the random part: `t.me/<bot>?start=b_<link>`.
pub(in crate::dialogue::youth) const PREFIX: &str = "b_";

// --- who asks ----------------------------------------------------------------------------------------------------------

/// The button on an own place, while somebody can still be asked along.
pub(super) fn ask_button(
    turn: &Turn,
    seat: SeatId,
    record: &SeatRecord,
    encounter: &Encounter,
    seats: &Seats,
) -> Option<Button> {
    let class = record.seat.class;
    let has_room = match record.seat.state {
        SeatState::Requested => true,
        // Before places are given, a friend without a code does not come in beside one.
        SeatState::Waiting => !encounter.sharing.gathers(),
        SeatState::Held { .. } | SeatState::Confirmed => seats.has_room_for(class, 1),
        SeatState::Offered { .. } | SeatState::Attended | SeatState::Missed | SeatState::Ended(_) => false,
    };
    let is_near = encounter.starts.and_then(|starts| friend_until(turn.now, starts)).is_none();
    let may_ask = may_come_along(encounter) && record.seat.buddy.is_none() && record.asked_along < FRIENDS_ASKED_MAX;
    let can = record.seat.friend.is_some() || (has_room && may_ask && !is_near);
    can.then(|| seating::verb("friend-do", seat, SeatVerb::Friend))
}

/// Is there anything to ask a friend along to? Not where one place is all there is; and a friend who was not at what comes
/// before could not come in.
pub(super) fn may_come_along(encounter: &Encounter) -> bool {
    encounter.after.is_none() && encounter.places.is_some_and(|places| places.youths > 1)
}

/// The link for one friend, made now or shown again.
pub(super) fn link(turn: &mut Turn, seat: SeatId) -> Done {
    let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    if record.seat.friend.is_none() {
        // Asked again and again, the place beside one's own would be kept for ever.
        if record.asked_along >= FRIENDS_ASKED_MAX {
            return turn.alert(Msg::new("friend-enough").with("max", Arg::Number(FRIENDS_ASKED_MAX.into())));
        }
        if !ask_along(turn, seat, record.encounter)? {
            return Ok(());
        }
    }
    let Some(mut record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
    let link = match record.link {
        Some(link) => link,
        None => {
            let mut link = FriendLink::default();
            turn.store.random().fill(&mut link);
            record.link = Some(link);
            record.asked_along += 1;
            turn.store.update::<SeatRecords>(&seat, &record)?;
            link
        }
    };
    let Some(until) = record.seat.friend else { return Ok(()) };
    let text = match record.seat.state {
        SeatState::Requested => "friend-link-drum",
        SeatState::Waiting => "friend-link-waiting",
        SeatState::Offered { .. }
        | SeatState::Held { .. }
        | SeatState::Confirmed
        | SeatState::Attended
        | SeatState::Missed
        | SeatState::Ended(_) => "friend-link",
    };
    let screen = Screen::new(Msg::new(text).with("until", Arg::When(until)))
        .quote(to_send_on(turn, link))
        .row(vec![seating::verb("friend-see", seat, SeatVerb::View), home::button()]);
    turn.reply_new(screen, Note::Nothing)
}

/// As something to tap on, or while our own name is not known as something to send to us.
fn to_send_on(turn: &Turn, link: FriendLink) -> String {
    let payload = format!("{PREFIX}{}", BASE64URL_NOPAD.encode(&link));
    turn.house.settings.link(&payload).unwrap_or_else(|| format!("/start {payload}"))
}

/// `false` when it was said why not.
fn ask_along(turn: &mut Turn, seat: SeatId, id: EncounterId) -> Result<bool, StoreError> {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return Ok(false) };
    let now = turn.now;
    let until = encounter.starts.filter(|_| encounter.takes_people(now)).and_then(|starts| friend_until(now, starts));
    let why = match until.map(|until| seats.ask_along(seat, until, now)) {
        Some(Ok(())) => {
            seating::settle(turn, id, &encounter, &mut seats)?;
            return Ok(true);
        }
        None | Some(Err(SeatRefusal::TooLate)) => "friend-too-near",
        Some(Err(_)) => "friend-no-room",
    };
    turn.alert(why)?;
    Ok(false)
}

// --- who is asked ------------------------------------------------------------------------------------------------------

/// `/start b_…`: somebody opened the link.
pub(in crate::dialogue::youth) fn arrive(turn: &mut Turn, typed: &str) -> Done {
    let link = BASE64URL_NOPAD.decode(typed.as_bytes()).ok().and_then(|bytes| FriendLink::try_from(bytes).ok());
    let Some(link) = link else { return gone(turn) };
    if turn.language()?.is_none() {
        return welcome(turn, link);
    }
    draft::leave(turn)?;
    pressed(turn, link, FriendVerb::View)
}

/// Both languages, with the link behind the tap.
pub(super) fn welcome(turn: &mut Turn, link: FriendLink) -> Done {
    let choices = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];
    let choices = choices.map(|(label, language)| button(label, Meet::Friend(link, FriendVerb::In(language))));
    let screen = Screen::default().say_in_all("first-welcome").row(choices.to_vec());
    turn.reply(screen.row(vec![menu("first-help", Menu::Help)]))
}

pub(super) fn pressed(turn: &mut Turn, link: FriendLink, verb: FriendVerb) -> Done {
    let Some((host, id)) = turn.store.index.encounters.who_asks(link) else { return gone(turn) };
    let own = turn.own_seats();
    if own.iter().any(|(seat, _)| *seat == host) {
        return turn.reply(Screen::new("friend-own").row(vec![own_button(host), home::button()]));
    }
    let is_good = turn.store.get::<SeatRecords>(&host)?.and_then(|record| record.seat.friend);
    if is_good.is_none_or(|until| until <= turn.now) {
        return gone(turn);
    }
    if verb == FriendVerb::No {
        return decline(turn, host, id);
    }
    if let Some((seat, _)) = own.into_iter().find(|(_, encounter)| *encounter == id) {
        return are_both_in(turn, seat, host, id);
    }
    if !join::may_join(turn, id)? {
        return Ok(());
    }
    match verb {
        FriendVerb::In(_) | FriendVerb::View => view(turn, link, id),
        FriendVerb::Rules => turn
            .reply(join::rules_before(Meet::Friend(link, FriendVerb::Name)).row(vec![no_button(link), home::button()])),
        FriendVerb::Name => suggest(turn, link, id),
        FriendVerb::Take(name) => take(turn, link, (host, id), name),
        FriendVerb::No => Ok(()),
    }
}

/// The one answer to every link that is not good.
fn gone(turn: &mut Turn) -> Done {
    if turn.language()?.is_none() {
        return turn.reply_new(Screen::default().say_in_all("friend-gone"), Note::Nothing);
    }
    turn.reply(Screen::new("friend-gone").row(vec![button("meet-others", Meet::Areas(0)), home::button()]))
}

fn own_button(seat: SeatId) -> Button {
    seating::verb("friend-see", seat, SeatVerb::View)
}

fn no_button(link: FriendLink) -> Button {
    Button::menu("seat-no-thanks", Press::Meet(Meet::Friend(link, FriendVerb::No)).encode())
}

fn view(turn: &mut Turn, link: FriendLink, id: EncounterId) -> Done {
    let Some(encounter) = turn.store.index.encounters.get(id) else { return gone(turn) };
    let mut screen = Screen::new("friend-asked");
    screen.lines.extend(list::describe(turn, encounter, None).lines);
    let yes = button("friend-read-on", Meet::Friend(link, FriendVerb::Rules));
    turn.reply(screen.row(vec![yes]).row(vec![no_button(link), home::button()]))
}

fn suggest(turn: &mut Turn, link: FriendLink, id: EncounterId) -> Done {
    let name = join::draw(turn, id);
    let screen = join::suggested(turn, name, Meet::Friend(link, FriendVerb::Take(name)));
    let other = button("meet-name-other", Meet::Friend(link, FriendVerb::Name));
    turn.reply(screen.row(vec![other, no_button(link)]))
}

/// Yes: the place that was kept, or waiting together.
fn take(turn: &mut Turn, link: FriendLink, (host, id): (SeatId, EncounterId), name: [u8; 2]) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn) };
    if join::is_taken(turn, id, name) {
        turn.toast("meet-name-taken")?;
        return suggest(turn, link, id);
    }
    let (now, seat) = (turn.now, SeatId::random(turn.store.random()));
    let in_line = InLine { standing: Standing::Ordinary, order: seats.next_order() };
    let brought = seats.bring(seat, host, in_line, now);
    let Some(state) = brought.ok().and_then(|_| seats.get(seat).copied()) else { return gone(turn) };
    let record = join::sit_down(turn, (id, &encounter), seat, state, name)?;
    seating::settle(turn, id, &encounter, &mut seats)?;
    let is_asked = seats.get(host).is_some_and(Seat::is_asked_to_part);
    let yes = if is_asked { "friend-yes-asked" } else { yes_in_words(state.state) };
    seating::tell_of_friend(turn, host, yes, &seats)?;
    let screen = places::screen(turn, seat, &record, &encounter, &seats);
    turn.reply_with_place(screen, seat, places::shows_address(turn, &record, &encounter))
}

/// Who is in already comes or waits with the other from now on, where that passes nobody by.
fn are_both_in(turn: &mut Turn, seat: SeatId, host: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn) };
    let in_line = InLine { standing: Standing::Ordinary, order: seats.next_order() };
    match seats.bring(seat, host, in_line, turn.now) {
        Ok(state) => {
            seating::settle(turn, id, &encounter, &mut seats)?;
            seating::tell_of_friend(turn, host, yes_in_words(state), &seats)?;
            turn.toast("friend-together")?;
            let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { return Ok(()) };
            let screen = places::screen(turn, seat, &record, &encounter, &seats);
            turn.reply(screen)
        }
        Err(_) => turn.reply(Screen::new("friend-in-already").row(vec![own_button(seat), home::button()])),
    }
}

/// No, to coming alone: both keep their turn, and the single place goes to who is next.
pub(super) fn rather_together(turn: &mut Turn, seat: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return list::gone(turn) };
    if !encounter.takes_people(turn.now) {
        return list::gone(turn);
    }
    match seats.wait_together(seat, turn.now) {
        Ok(()) => {}
        // The clock takes it away in a moment, and says so.
        Err(SeatRefusal::TooLate) => return turn.alert("seat-too-late"),
        Err(_) => return places::show(turn, seat),
    }
    let buddy = seats.get(seat).and_then(|seat| seat.buddy);
    seating::settle(turn, id, &encounter, &mut seats)?;
    if let Some(buddy) = buddy {
        seating::tell_of_friend(turn, buddy, "friend-rather-together", &seats)?;
    }
    places::show(turn, seat)
}

fn yes_in_words(state: SeatState) -> &'static str {
    match state {
        SeatState::Requested => "friend-yes-drum",
        SeatState::Waiting => "friend-yes-waiting",
        SeatState::Offered { .. }
        | SeatState::Held { .. }
        | SeatState::Confirmed
        | SeatState::Attended
        | SeatState::Missed
        | SeatState::Ended(_) => "friend-yes",
    }
}

fn decline(turn: &mut Turn, host: SeatId, id: EncounterId) -> Done {
    let Some((encounter, mut seats)) = seating::seats_of(turn, id) else { return gone(turn) };
    if seats.ask_no_more(host).is_err() {
        return gone(turn);
    }
    seating::settle(turn, id, &encounter, &mut seats)?;
    seating::tell_of_friend(turn, host, "friend-no", &seats)?;
    turn.reply(Screen::new("friend-declined").row(vec![button("meet-others", Meet::Areas(0)), home::button()]))
}
