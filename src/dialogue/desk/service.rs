//! The side of a liaison of the police: the zone's own encounters, how many officers come, the promise that nobody is
//! checked, and what to read before.
//!
//! Never true of this file: it shows a young person, a nickname, a list or a small number; it names an officer; a plan is
//! shown before a coordinator asked for the zone's promise; an address before its day, or to a zone that does not come.

mod asked;
mod requests;

pub use asked::{ask_zone, leave_so, officers_checked};
pub use requests::typed as answered;

use super::{allowed, expect, home, over, tell};
use crate::content::{MunicipalityId, ProjectId};
use crate::dialogue::action::{DeskAct, ServiceAct};
use crate::dialogue::paging;
use crate::dialogue::seating;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::encounter::{Dress, Encounter, SeatState, Stage, YOUTHS, ZoneSays};
use crate::domain::limits::SMALL_NUMBER;
use crate::domain::roles::{Capability, Grant, Staff};
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Encounters;

/// Encounters on one page; with what to read before and the next page they are six buttons.
const PER_PAGE: usize = 4;

pub fn act(turn: &mut Turn, meant: ServiceAct) -> Done {
    match meant {
        ServiceAct::List(page) => list(turn, page),
        ServiceAct::Show(id) => show(turn, id),
        ServiceAct::Come(id, officers) => say(turn, id, ZoneSays::Come(officers)),
        ServiceAct::No(id) => say(turn, id, ZoneSays::No),
        ServiceAct::Colleague(id) => say(turn, id, ZoneSays::Colleague),
        ServiceAct::Promise(id) => promise(turn, id),
        ServiceAct::Briefing => briefing(turn),
        ServiceAct::Requests(page) => requests::list(turn, page),
        ServiceAct::Request(id) => requests::show(turn, id),
        ServiceAct::AnswerRequest(id) => requests::ask(turn, id),
        ServiceAct::SayAs(id, version, as_what) => requests::say_as(turn, id, version, as_what),
        ServiceAct::Decline(id) => requests::decline(turn, id),
    }
}

/// `/vragen`.
pub fn requests(turn: &mut Turn) -> Done {
    requests::list(turn, 0)
}

/// `/diensten`.
pub fn open(turn: &mut Turn) -> Done {
    list(turn, 0)
}

/// What the first screen of a liaison leads to.
pub fn with_ways_on(screen: Screen) -> Screen {
    screen.row(vec![
        button("service-do-list", ServiceAct::List(0)),
        button("service-do-requests", ServiceAct::Requests(0)),
        button("service-do-briefing", ServiceAct::Briefing),
    ])
}

fn button(label: impl Into<Msg>, act: ServiceAct) -> Button {
    super::button(label, DeskAct::Service(act))
}

/// What a liaison may see of an encounter of the own project.
struct InHand {
    staff: StaffId,
    grant: Grant,
    encounter: Encounter,
}

fn in_hand(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::AnswerForZone)? else { return Ok(None) };
    let encounter = turn.store.get::<Encounters>(&id)?;
    match encounter.filter(|encounter| is_of_zone(turn, &member, encounter) && is_for_zone(turn, encounter)) {
        Some(encounter) => Ok(Some(InHand { staff, grant, encounter })),
        None => tell(turn, "service-gone").map(|()| None),
    }
}

/// Is it the liaison's own project and, where that has more than one police zone, in the own zone?
fn is_of_zone(turn: &Turn, member: &Staff, encounter: &Encounter) -> bool {
    let town = encounter.area.as_deref().and_then(MunicipalityId::parse);
    let zone = town.and_then(|town| turn.house.content.municipality(&town)).and_then(|town| town.zone.as_deref());
    encounter.project == member.project && (zone.is_none() || zone == member.zone.as_deref())
}

/// Somebody is on the team now, as a liaison of a zone.
pub fn welcome(turn: &Turn, member: &Staff) -> Screen {
    let screen = Screen::new(Msg::new("service-welcome").with("project", home::project(turn, member)));
    zone(turn, member).into_iter().fold(screen, Screen::say)
}

/// For which municipalities a liaison speaks: those of the own zone, or all of a project that has one zone.
pub fn zone(turn: &Turn, member: &Staff) -> Option<Msg> {
    let project = ProjectId::parse(&member.project).and_then(|id| turn.house.content.project(&id))?;
    let own = project.municipalities.iter().filter(|town| town.zone.is_none() || town.zone == member.zone);
    let (nl, fr): (Vec<&str>, Vec<&str>) = own.map(|town| (town.name.nl.as_str(), town.name.fr.as_str())).unzip();
    let towns = Arg::Both { nl: nl.join(", "), fr: fr.join(", ") };
    (!nl.is_empty()).then(|| Msg::new("service-zone").with("towns", towns))
}

/// What is published and not over, and a plan for which the zone was asked.
fn is_for_zone(turn: &Turn, encounter: &Encounter) -> bool {
    match encounter.stage {
        // Where no officers come, nobody is asked for any.
        Stage::Published => encounter.is_ahead_or_on(turn.now) && (encounter.is_walk_in() || encounter.has_officers()),
        // What is to change a published one is a copy of it.
        Stage::Planned => {
            encounter.changes.is_none()
                && encounter.officers.promise_asked
                && encounter.starts.is_some_and(|starts| turn.now < starts)
        }
        Stage::Cancelled { .. } => false,
    }
}

fn put(turn: &mut Turn, staff: StaffId, screen: Screen) -> Done {
    expect(turn, staff, None)?;
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

fn list(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::AnswerForZone)? else { return Ok(()) };
    let all = turn.store.index.encounters.all();
    let own = all.filter(|(_, one)| is_of_zone(turn, &member, one) && is_for_zone(turn, one));
    let mut own: Vec<(EncounterId, Encounter)> = own.map(|(id, one)| (id, one.clone())).collect();
    own.sort_by_key(|(id, one)| (one.starts, *id));
    if own.is_empty() {
        return put(
            turn,
            staff,
            Screen::new("service-none").row(vec![button("service-do-briefing", ServiceAct::Briefing)]),
        );
    }
    let (at, pages) = paging::at(page, own.len(), PER_PAGE);
    let shown: Vec<_> = own.iter().skip(at * PER_PAGE).take(PER_PAGE).collect();
    let line = |(place, (_, one)): (usize, &&(EncounterId, Encounter))| line(turn, &member, place, one);
    let lines: Vec<String> = (1..).zip(&shown).map(line).collect();
    let mut screen = Screen::new("service-list").quote(lines.join("\n"));
    let open = |(place, (id, _)): (usize, &&(EncounterId, Encounter))| {
        button(Msg::new("service-do-open").with("number", number(place)), ServiceAct::Show(*id))
    };
    let buttons: Vec<Button> = (1..).zip(&shown).map(open).collect();
    screen = screen.pairs(buttons);
    let mut last = vec![button("service-do-briefing", ServiceAct::Briefing)];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", ServiceAct::List(next)));
    }
    put(turn, staff, screen.row(last))
}

fn line(turn: &Turn, member: &Staff, place: usize, encounter: &Encounter) -> String {
    let (nl, fr) = (encounter.title_nl.clone(), encounter.title_fr.clone());
    let line = Msg::new("service-line").with("number", number(place)).with("title", Arg::Both { nl, fr });
    let when = encounter.starts.map_or(Arg::Msg("plan-no-day"), Arg::When);
    turn.house.locale.text(member.language, &line.with("when", when))
}

fn show(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let screen = card(turn, id, &encounter);
    put(turn, staff, screen)
}

/// What, when, where; how many are asked for; what the zone has said.
fn card(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Screen {
    let screen = seating::about(Screen::default(), turn, encounter);
    if encounter.stage == Stage::Planned {
        return asked::promise_lines(screen, id, encounter);
    }
    let asked_for = encounter.places.map_or(0, |places| places.officers);
    let wanted = Msg::new("service-wanted")
        .with("officers", Arg::Number(asked_for.into()))
        .with("dress", Arg::Msg(dress_in_words(encounter.dress)));
    let mut screen = screen.say(wanted).say(youths_in_words(turn, id)).say(says_in_words(encounter.officers.says));
    if encounter.officers.says.coming() > 0 && encounter.shows_address(turn.now) {
        screen = screen.quote(format!("📍 {}", encounter.venue));
    }
    let coming = encounter.officers.says.coming();
    let how_many = match coming {
        0 => vec![button(
            Msg::new("service-do-come").with("officers", Arg::Number(asked_for.into())),
            ServiceAct::Come(id, asked_for),
        )],
        _ => [
            (coming > 1).then(|| button("service-do-fewer", ServiceAct::Come(id, coming - 1))),
            (coming < asked_for).then(|| button("service-do-more", ServiceAct::Come(id, coming + 1))),
        ]
        .into_iter()
        .flatten()
        .collect(),
    };
    if !how_many.is_empty() {
        screen = screen.row(how_many);
    }
    screen
        .row(vec![
            button("service-do-no", ServiceAct::No(id)),
            button("service-do-colleague", ServiceAct::Colleague(id)),
        ])
        .row(vec![button("service-do-briefing", ServiceAct::Briefing), button("service-do-list", ServiceAct::List(0))])
}

/// How many young people have a certain place: a small number would tell who comes.
fn youths_in_words(turn: &Turn, id: EncounterId) -> Msg {
    match certain_youths(turn, id) {
        SMALL_NUMBER.. => Msg::new("service-youths").with("youths", Arg::Number(certain_youths(turn, id).into())),
        _ => Msg::new("service-youths-few"),
    }
}

pub(super) fn certain_youths(turn: &Turn, id: EncounterId) -> u16 {
    let seats = turn.store.index.encounters.seats(id).into_iter().flat_map(|seats| seats.iter());
    let certain = seats
        .filter(|(_, seat)| seat.class == YOUTHS && matches!(seat.state, SeatState::Confirmed | SeatState::Attended));
    u16::try_from(certain.count()).unwrap_or(u16::MAX)
}

fn says_in_words(says: ZoneSays) -> Msg {
    match says {
        ZoneSays::Nothing => Msg::new("service-said-nothing"),
        ZoneSays::Come(officers) => Msg::new("service-said-come").with("officers", Arg::Number(officers.into())),
        ZoneSays::No => Msg::new("service-said-no"),
        ZoneSays::Colleague => Msg::new("service-said-colleague"),
    }
}

fn dress_in_words(dress: Option<Dress>) -> &'static str {
    match dress {
        Some(Dress::Plain) | None => "service-dress-plain",
        Some(Dress::Uniform) => "service-dress-uniform",
        Some(Dress::Mixed) => "service-dress-mixed",
    }
}

/// Yes with how many, no, or a colleague. A coordinator hears of a no at once.
fn say(turn: &mut Turn, id: EncounterId, says: ZoneSays) -> Done {
    let Some(InHand { staff, grant, mut encounter }) = in_hand(turn, id)? else { return Ok(()) };
    let asked_for = encounter.places.map_or(0, |places| places.officers);
    let fits = match says {
        ZoneSays::Come(officers) => (1..=asked_for).contains(&officers),
        ZoneSays::Nothing | ZoneSays::No | ZoneSays::Colleague => true,
    };
    if encounter.stage != Stage::Published || !fits {
        return tell(turn, "service-gone");
    }
    if encounter.officers.says != says {
        encounter.officers.says = says;
        turn.store.save_encounter(id, &encounter)?;
        turn.note_encounter(&grant, Act::ZoneAnswered)?;
        if says == ZoneSays::No {
            asked::tell_deciders(turn, id, &encounter, Msg::new("service-tell-no"))?;
        }
    }
    let screen = card(turn, id, &encounter);
    put(turn, staff, screen)
}

/// The zone itself says that nobody is checked there.
fn promise(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, grant, mut encounter }) = in_hand(turn, id)? else { return Ok(()) };
    if encounter.stage == Stage::Planned && !encounter.no_checks {
        encounter.no_checks = true;
        turn.store.save_encounter(id, &encounter)?;
        turn.note_encounter(&grant, Act::ZonePromised)?;
        asked::tell_deciders(turn, id, &encounter, Msg::new("service-tell-promise"))?;
    }
    let screen = card(turn, id, &encounter);
    put(turn, staff, screen)
}

/// `/fiche`: five tips, each with what it rests on.
pub fn briefing(turn: &mut Turn) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::AnswerForZone)? else { return Ok(()) };
    let mut screen = Screen::new("service-briefing");
    for (number, tip) in (1..).zip(turn.house.content.briefing()) {
        let (text, source) = (tip.text.get(member.language), tip.source.get(member.language));
        screen = screen.quote(format!("{number}. {text}\n({source})"));
    }
    put(turn, staff, screen.row(vec![button("service-do-list", ServiceAct::List(0))]))
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
