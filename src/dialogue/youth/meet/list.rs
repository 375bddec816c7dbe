//! What is planned, by area, and one encounter on its card.
//!
//! Never true of this file: something unpublished, cancelled or over is offered; how many people come is said in numbers.

use super::super::super::action::{Meet, Menu, Party, Press};
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{home, menu, over};
use super::{button, dates, friend, phase, places};
use crate::content::MunicipalityId;
use crate::domain::encounter::{Access, Dress, Encounter, Kind, Seats, Spoken, Way, YOUTHS};
use crate::domain::{EncounterId, Language};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, Msg, Screen, Target};

/// Areas on one page; with "everywhere" and the next page they are six buttons.
const AREAS_PER_PAGE: usize = 4;
/// Encounters on one page; the sixth place is the way back, the fifth the next page.
const PER_PAGE: usize = 4;

/// What young people can go to, the earliest first.
fn planned(turn: &Turn, area: Option<&MunicipalityId>) -> Vec<(EncounterId, Encounter)> {
    let all = turn.store.index.encounters.all();
    let fits = |encounter: &Encounter| area.is_none_or(|area| encounter.area.as_deref() == Some(area.as_str()));
    let open = all.filter(|(_, encounter)| encounter.takes_people(turn.now) && fits(encounter));
    let mut open: Vec<(EncounterId, Encounter)> = open.map(|(id, encounter)| (id, encounter.clone())).collect();
    open.sort_by_key(|(id, encounter)| (encounter.starts, *id));
    open
}

/// Where is something planned? One area alone is opened at once.
pub(super) fn areas(turn: &mut Turn, page: u8) -> Done {
    let open = planned(turn, None);
    let towns = turn.house.content.municipalities();
    let is_used = |id: &MunicipalityId| open.iter().any(|(_, one)| one.area.as_deref() == Some(id.as_str()));
    let towns: Vec<_> = towns.filter(|town| is_used(&town.id)).cloned().collect();
    if towns.len() < 2 {
        return self::page(turn, None, 0);
    }
    let pages = towns.len().div_ceil(AREAS_PER_PAGE);
    let page = usize::from(page) % pages;
    let shown = towns.iter().skip(page * AREAS_PER_PAGE).take(AREAS_PER_PAGE);
    let town = |town: &crate::content::Municipality| Button {
        label: Label::Both { nl: format!("📍 {}", town.name.nl), fr: format!("📍 {}", town.name.fr) },
        target: Target::Menu(Press::Meet(Meet::List(Some(town.id.clone()), 0)).encode()),
    };
    let screen = Screen::new("meet-areas").pairs(shown.map(town));
    let mut last = vec![button("meet-everywhere", Meet::List(None, 0))];
    last.push(match pages {
        1 => home::button(),
        _ => button("rights-next", Meet::Areas(u8::try_from((page + 1) % pages).unwrap_or_default())),
    });
    turn.reply(screen.row(last))
}

/// A page of what is planned.
pub(super) fn page(turn: &mut Turn, area: Option<&MunicipalityId>, page: u8) -> Done {
    let open = planned(turn, area);
    if open.is_empty() {
        let screen = Screen::new("meet-none").row(vec![menu("home-ask", Menu::Ask)]);
        return turn.reply(screen.row(vec![menu("home-help", Menu::Help), home::button()]));
    }
    let pages = open.len().div_ceil(PER_PAGE);
    let page = usize::from(page) % pages;
    let mut screen = Screen::new("meet-list");
    let shown: Vec<_> = open.iter().skip(page * PER_PAGE).take(PER_PAGE).collect();
    for (place, (_, encounter)) in (1..).zip(&shown) {
        let line = Msg::new("meet-line").with("number", Arg::Number(place)).with("title", title(encounter));
        let Some(starts) = encounter.starts else { continue };
        screen = screen.say(line.with("when", Arg::When(starts)).with("area", seating::area(turn, encounter)));
    }
    let numbered = (1..)
        .zip(&shown)
        .map(|(place, (id, _))| button(Msg::new("meet-open").with("number", Arg::Number(place)), Meet::Card(*id)));
    let buttons: Vec<Button> = numbered.collect();
    screen = screen.pairs(buttons);
    let mut last = Vec::new();
    if pages > 1 {
        let next = u8::try_from((page + 1) % pages).unwrap_or_default();
        last.push(button("rights-next", Meet::List(area.cloned(), next)));
    }
    last.push(if area.is_some() { button("common-back", Meet::Areas(0)) } else { home::button() });
    turn.reply(screen.row(last))
}

fn title(encounter: &Encounter) -> Arg {
    Arg::Both { nl: encounter.title_nl.clone(), fr: encounter.title_fr.clone() }
}

/// One encounter. Who has a place at it already sees that instead.
pub(super) fn card(turn: &mut Turn, id: EncounterId) -> Done {
    if let Some((seat, _)) = turn.own_seats().into_iter().find(|(_, encounter)| *encounter == id) {
        return places::show(turn, seat);
    }
    let Some((encounter, seats)) = turn.store.index.encounters.known(id) else { return over(turn) };
    if !encounter.takes_people(turn.now) {
        return gone(turn);
    }
    if let Some(street) = encounter.street {
        let screen = describe(turn, encounter, Some(seats))
            .row(vec![button("street-square", Meet::Square(street.square))])
            .row(vec![button("common-back", Meet::Areas(0)), home::button()]);
        return turn.reply(screen);
    }
    let friend = friend::may_come_along(encounter).then(|| button("friend-do", Meet::Join(id, Party::WithFriend)));
    let join = [button("meet-join", Meet::Join(id, Party::Alone))].into_iter().chain(friend).collect();
    let screen = describe(turn, encounter, Some(seats)).row(join);
    let screen = dates::other(turn, id, encounter)
        .into_iter()
        .fold(screen, |screen, other| screen.row(vec![other]))
        .row(vec![button("common-back", Meet::Areas(0)), home::button()]);
    turn.reply(screen)
}

/// It was cancelled, or has begun, since the button was shown.
pub(super) fn gone(turn: &mut Turn) -> Done {
    turn.reply(Screen::new("meet-gone").row(vec![button("meet-others", Meet::Areas(0)), home::button()]))
}

/// The card as young people read it; `seats` once it is published.
pub(in crate::dialogue) fn describe(turn: &Turn, encounter: &Encounter, seats: Option<&Seats>) -> Screen {
    let mut screen = seating::about(Screen::default(), turn, encounter);
    let days = encounter.later_days().len() + 1;
    if days > 1 {
        let days = i64::try_from(days).unwrap_or_default();
        screen = screen.say(Msg::new("meet-kind-camp-days").with("days", Arg::Number(days)));
    } else if let Some(kind) = encounter.kind {
        screen = screen.say(kind_in_words(kind));
    }
    if encounter.is_walk_in() {
        return in_the_street(screen, encounter);
    }
    if let Some(places) = encounter.places.filter(|_| !encounter.has_officers()) {
        screen = screen.say(Msg::new("meet-who-none").with("youths", Arg::Number(places.youths.into())));
    } else if let (Some(places), Some(dress)) = (encounter.places, encounter.dress) {
        let who = Msg::new(match dress {
            Dress::Plain => "meet-who-plain",
            Dress::Uniform => "meet-who-uniform",
            Dress::Mixed => "meet-who-mixed",
        });
        let number = |count: u16| Arg::Number(i64::from(count));
        screen = screen.say(who.with("youths", number(places.youths)).with("officers", number(places.officers)));
    }
    if let Some(trainees) = encounter.places.map(|places| places.trainees).filter(|trainees| *trainees > 0) {
        screen = screen.say(Msg::new("meet-trainees").with("trainees", Arg::Number(trainees.into())));
    }
    if let (Some((from, to)), Some(spoken)) = (encounter.ages, encounter.spoken) {
        let ages = Msg::new("meet-ages")
            .with("from", Arg::Text(from.to_string()))
            .with("to", Arg::Text(to.to_string()))
            .with("spoken", Arg::Msg(spoken_in_words(spoken)));
        screen = screen.say(ages);
    }
    for access in &encounter.access {
        screen = screen.say(access_in_words(*access));
    }
    if let Some(after) = &encounter.after {
        screen = screen.say(phase::on_card(after));
    }
    if encounter.consent == Some(true) {
        screen = screen.say("meet-consent");
    }
    match seats {
        Some(_) if let Some(at) = encounter.sharing.draw_due() => {
            let text = if encounter.sharing.waits_for_lot() { "meet-by-lot" } else { "meet-codes-until" };
            screen.say(Msg::new(text).with("when", Arg::When(at))).say("meet-address-later")
        }
        Some(seats) if encounter.sharing.way == Way::CodesFirst => {
            screen.say(left(seats)).say("meet-codes-first").say("meet-address-later")
        }
        Some(seats) => screen.say(left(seats)).say("meet-address-later"),
        None => screen.say("meet-address-later"),
    }
}

/// Where it is stands there for everybody: nobody signs up, so nobody could be told later.
fn in_the_street(mut screen: Screen, encounter: &Encounter) -> Screen {
    if let Some(dress) = encounter.dress {
        screen = screen.say(match dress {
            Dress::Plain => "street-who-plain",
            Dress::Uniform => "street-who-uniform",
            Dress::Mixed => "street-who-mixed",
        });
    }
    for access in &encounter.access {
        screen = screen.say(access_in_words(*access));
    }
    screen.quote(format!("📍 {}", encounter.venue)).say("street-come-by")
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => "meet-kind-meeting",
        Kind::Workshop => "meet-kind-workshop",
        Kind::Camp => "meet-kind-camp",
        Kind::Training => "meet-kind-training",
        Kind::Consultation => "meet-kind-consultation",
        Kind::StreetTalk => "meet-kind-street",
    }
}

pub(in crate::dialogue) fn spoken_in_words(spoken: Spoken) -> &'static str {
    match spoken {
        Spoken::Nl => "meet-in-dutch",
        Spoken::Fr => "meet-in-french",
        Spoken::Both => "meet-in-both",
    }
}

pub(in crate::dialogue) fn dress_in_words(dress: Dress) -> &'static str {
    match dress {
        Dress::Plain => "meet-dress-plain",
        Dress::Uniform => "meet-dress-uniform",
        Dress::Mixed => "meet-dress-mixed",
    }
}

/// It was promised, and is not there any more.
pub(in crate::dialogue) fn access_gone(access: Access) -> &'static str {
    match access {
        Access::Wheelchair => "meet-no-wheelchair",
        Access::QuietRoom => "meet-no-quiet",
        Access::NoReading => "meet-no-no-reading",
        Access::Food => "meet-no-food",
    }
}

pub(in crate::dialogue) fn access_in_words(access: Access) -> &'static str {
    match access {
        Access::Wheelchair => "meet-access-wheelchair",
        Access::QuietRoom => "meet-access-quiet",
        Access::NoReading => "meet-access-no-reading",
        Access::Food => "meet-access-food",
    }
}

/// The places that are left, in words: a number would tell who just came or went.
fn left(seats: &Seats) -> &'static str {
    let (free, all) = (seats.free(YOUTHS), seats.capacity(YOUTHS));
    match (free, seats.waiting(YOUTHS)) {
        (0, _) | (_, 1..) => "meet-left-none",
        _ if free == 1 || free.saturating_mul(4) <= all => "meet-left-few",
        _ => "meet-left-many",
    }
}

/// A name at an encounter, in words of both languages.
pub(in crate::dialogue) fn nickname(turn: &Turn, name: [u8; 2]) -> Arg {
    let content = &turn.house.content;
    Arg::Both { nl: content.nickname(name, Language::Nl), fr: content.nickname(name, Language::Fr) }
}
