//! The plan, one question after the other in one message: what is asked, what is known already, and what comes next.
//!
//! Never true of this file: a question is skipped that publishing needs; what was answered before is lost by looking at it
//! again; the zone's promise is taken as given by anything but its own button.

use super::{InHand, button, expect, keep, number, over, plan_in_hand, preview, say, series, towns as towns_of};
use crate::content::Municipality;
use crate::dialogue::action::{ContentRef, DeskAct, MeetAct, Page};
use crate::dialogue::desk::tell;
use crate::dialogue::memory::AtButtons;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::encounter::{Access, Dress, Encounter, Kind, Sharing, Spoken, Step, Way};
use crate::domain::limits::{ENCOUNTER_ADDRESS_UNITS_MAX, ENCOUNTER_TITLE_UNITS_MAX};
use crate::domain::roles::{AwaitedEncounter, Awaiting};
use crate::domain::{EncounterId, Language, StaffId};
use crate::messenger::screen::Label;
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen, Target};

/// Lengths that have a button, in minutes; others are typed.
const LENGTHS: [u16; 5] = [60, 90, 120, 180, 240];
/// Ages that have a button; others are typed.
const AGES: [(u8, u8); 5] = [(12, 14), (12, 18), (14, 20), (16, 25), (12, 25)];
/// Municipalities on one page; with the way back and the next page they are six buttons.
const TOWNS_PER_PAGE: usize = 4;
const MINUTES_AN_HOUR: u16 = 60;

/// The questions that this plan has. Whoever works in one municipality is not asked for it.
pub(super) fn pages(turn: &Turn, encounter: &Encounter) -> Vec<Page> {
    let is_asked = |page: &Page| match page {
        Page::Town => towns_of(turn, encounter).len() != 1,
        // Nobody signs up for a talk in the street.
        Page::Places | Page::Ages | Page::Spoken | Page::Consent => !encounter.is_walk_in(),
        Page::Dress => encounter.is_walk_in() || encounter.has_officers(),
        Page::Kind | Page::Title(_) | Page::Starts | Page::Length | Page::Venue | Page::Access | Page::NoChecks => true,
    };
    Page::ALL.into_iter().filter(is_asked).collect()
}

/// The first question that publishing still needs. A day that went by while nobody planned is asked for again, and so is
/// an area that the project has no more.
pub(super) fn lacking(turn: &Turn, encounter: &Encounter) -> Option<Page> {
    pages(turn, encounter).into_iter().find(|page| !is_answered(turn, encounter, *page))
}

fn is_answered(turn: &Turn, encounter: &Encounter, page: Page) -> bool {
    match page {
        Page::Kind => encounter.kind.is_some(),
        Page::Title(language) => !encounter.title(language).is_empty(),
        Page::Starts => encounter.starts.is_some_and(|starts| turn.now < starts),
        Page::Length => encounter.minutes.is_some(),
        Page::Town => is_in_its_project(turn, encounter),
        Page::Venue => !encounter.venue.is_empty() && is_in_its_project(turn, encounter),
        Page::Places => encounter.places.is_some(),
        Page::Ages => encounter.ages.is_some(),
        Page::Spoken => encounter.spoken.is_some(),
        Page::Access => encounter.access_said,
        Page::Dress => encounter.dress.is_some(),
        Page::NoChecks => encounter.no_checks,
        Page::Consent => encounter.consent.is_some(),
    }
}

fn is_in_its_project(turn: &Turn, encounter: &Encounter) -> bool {
    towns_of(turn, encounter).iter().any(|town| encounter.area.as_deref() == Some(town.id.as_str()))
}

/// What follows on an answer: the other half of its step, else whatever is lacking; `None` is the preview.
fn after(turn: &Turn, encounter: &Encounter, page: Page) -> Option<Page> {
    let mut behind = pages(turn, encounter).into_iter().skip_while(|other| *other != page).skip(1);
    behind.next().filter(|next| next.step() == page.step()).or_else(|| lacking(turn, encounter))
}

/// What of a question is typed.
fn typed_at(page: Page) -> Option<AwaitedEncounter> {
    match page {
        Page::Title(language) => Some(AwaitedEncounter::Title(language)),
        Page::Starts => Some(AwaitedEncounter::Starts),
        Page::Length => Some(AwaitedEncounter::Length),
        Page::Venue => Some(AwaitedEncounter::Venue),
        Page::Places => Some(AwaitedEncounter::Places),
        Page::Ages => Some(AwaitedEncounter::Ages),
        Page::Kind | Page::Town | Page::Spoken | Page::Access | Page::Dress | Page::NoChecks | Page::Consent => None,
    }
}

/// The question to which something typed is the answer.
pub(super) fn page_of(what: AwaitedEncounter) -> Page {
    match what {
        AwaitedEncounter::Title(language) => Page::Title(language),
        AwaitedEncounter::Starts => Page::Starts,
        AwaitedEncounter::Length => Page::Length,
        AwaitedEncounter::Venue => Page::Venue,
        AwaitedEncounter::Places => Page::Places,
        AwaitedEncounter::Ages => Page::Ages,
    }
}

/// A question was chosen.
pub(super) fn ask(turn: &mut Turn, id: EncounterId, page: Page) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    // The municipality is not asked for where there is but one, nor how officers come where none do.
    let asked = pages(turn, &encounter);
    let other = asked.iter().find(|other| other.step() == page.step()).copied().unwrap_or(Page::Venue);
    let page = if asked.contains(&page) { page } else { other };
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, page, over)
}

/// A question in the message of the plan; what is typed next is its answer.
pub(super) fn put(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    page: Page,
    over: Option<MessageRef>,
) -> Done {
    let what = typed_at(page).zip(over);
    expect(turn, staff, what.map(|(what, over)| Awaiting::Encounter { id, what, screen: over.0 }))?;
    stands_at(turn, staff, id, page, over);
    let screen = question(turn, Screen::default(), id, encounter, page, 0);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// What is typed where nothing is typed is told so.
fn stands_at(turn: &mut Turn, staff: StaffId, id: EncounterId, page: Page, over: Option<MessageRef>) {
    if typed_at(page).is_none() {
        turn.memory.only_buttons.stands_at(staff, AtButtons { encounter: id, page, screen: over });
    }
}

/// Something was typed where only buttons answer: the question again.
pub fn only_buttons(turn: &mut Turn, at: AtButtons) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, at.encounter)? else { return Ok(()) };
    put_again(turn, staff, at.encounter, &encounter, at.page, (Msg::new("plan-only-buttons"), at.screen))
}

/// The same once more, with what was wrong about the answer.
pub(super) fn put_again(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    page: Page,
    (why, over): (Msg, Option<MessageRef>),
) -> Done {
    let screen = question(turn, Screen::new(why), id, encounter, page, 0);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// On to what follows.
pub(super) fn go_on(
    turn: &mut Turn,
    staff: StaffId,
    id: EncounterId,
    encounter: &Encounter,
    page: Page,
    over: Option<MessageRef>,
) -> Done {
    match after(turn, encounter, page) {
        Some(next) => put(turn, staff, id, encounter, next, over),
        None => preview::put(turn, staff, id, encounter, over),
    }
}

/// Another page of the municipalities.
pub(super) fn towns(turn: &mut Turn, id: EncounterId, at: u8) -> Done {
    let Some(InHand { staff, encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let screen = question(turn, Screen::default(), id, &encounter, Page::Town, at);
    let over = over(turn, staff);
    stands_at(turn, staff, id, Page::Town, over);
    say(turn, staff, over, screen)
}

// --- the screen --------------------------------------------------------------------------------------------------------

fn question(turn: &Turn, screen: Screen, id: EncounterId, encounter: &Encounter, page: Page, at: u8) -> Screen {
    let step = format!("{}/{}", page.step().number(), Step::ALL.len());
    let is_square = page == Page::Venue && encounter.is_walk_in();
    let (asked, max) = if is_square { ("plan-ask-square", ENCOUNTER_TITLE_UNITS_MAX) } else { asked(page) };
    let mut screen = screen.say(Msg::new(asked).with("step", Arg::Text(step)).with("max", number(max)));
    if page == Page::Length {
        // What was understood of a series is read at once.
        screen = series::known(encounter).into_iter().fold(screen, Screen::say);
    }
    screen = match (known(turn, encounter, page), typed_by_hand(encounter, page)) {
        (Some(known), _) => screen.say(known),
        (None, Some(words)) => screen.quote(words),
        (None, None) => screen,
    };
    screen = screen.pairs(choices(turn, id, encounter, page, at));
    let pages = pages(turn, encounter);
    let place = pages.iter().position(|other| *other == page).unwrap_or_default();
    // Of what is published one thing is changed: there is a way on from each, and none back through all of them.
    let is_change = encounter.changes.is_some();
    let before = place.checked_sub(1).and_then(|place| pages.get(place)).filter(|_| !is_change);
    let mut last: Vec<Button> =
        before.map(|before| button("plan-do-back", MeetAct::Ask(id, *before))).into_iter().collect();
    let is_typed_alone = matches!(page, Page::Title(_) | Page::Starts | Page::Venue | Page::Places);
    let goes_on = is_typed_alone || (is_change && page != Page::Access);
    if goes_on && is_answered(turn, encounter, page) {
        let next = after(turn, encounter, page).map_or(MeetAct::Open(id), |next| MeetAct::Ask(id, next));
        last.push(button("plan-do-next", next));
    }
    if page == Page::Access {
        last.push(button("plan-do-next", MeetAct::AccessDone(id)));
    }
    let all = towns_of(turn, encounter).len();
    if page == Page::Town && all > TOWNS_PER_PAGE {
        let next = (usize::from(at) + 1) % all.div_ceil(TOWNS_PER_PAGE);
        last.push(button("rights-next", MeetAct::Towns(id, u8::try_from(next).unwrap_or_default())));
    }
    if last.is_empty() { screen } else { screen.row(last) }
}

/// The question, and how many letters an answer may have.
fn asked(page: Page) -> (&'static str, usize) {
    match page {
        Page::Kind => ("plan-ask-kind", 0),
        Page::Title(Language::Nl) => ("plan-ask-title-nl", ENCOUNTER_TITLE_UNITS_MAX),
        Page::Title(Language::Fr) => ("plan-ask-title-fr", ENCOUNTER_TITLE_UNITS_MAX),
        Page::Starts => ("plan-ask-starts", 0),
        Page::Length => ("plan-ask-length", 0),
        Page::Town => ("plan-ask-town", 0),
        Page::Venue => ("plan-ask-address", ENCOUNTER_ADDRESS_UNITS_MAX),
        Page::Places => ("plan-ask-places", 0),
        Page::Ages => ("plan-ask-ages", 0),
        Page::Spoken => ("plan-ask-spoken", 0),
        Page::Access => ("plan-ask-access", 0),
        Page::Dress => ("plan-ask-dress", 0),
        Page::NoChecks => ("plan-ask-no-checks", 0),
        Page::Consent => ("plan-ask-consent", 0),
    }
}

/// What was answered before, in our words.
fn known(turn: &Turn, encounter: &Encounter, page: Page) -> Option<Msg> {
    let now = |value: Arg| Msg::new("plan-now").with("value", value);
    match page {
        Page::Kind => encounter.kind.map(|kind| now(Arg::Msg(kind_label(kind)))),
        Page::Starts => series::known(encounter).or_else(|| encounter.starts.map(|starts| now(Arg::When(starts)))),
        Page::Length => encounter.minutes.map(|minutes| in_hours("plan-now-hours", "plan-now-minutes", minutes)),
        Page::Town => is_in_its_project(turn, encounter).then(|| now(crate::dialogue::seating::area(turn, encounter))),
        Page::Places => encounter.places.map(|places| {
            let count = |count: u16| Arg::Number(i64::from(count));
            Msg::new("plan-now-places")
                .with("youths", count(places.youths))
                .with("officers", count(places.officers))
                .with("least", count(places.least_youths))
                .with("fewest", count(places.least_officers))
        }),
        Page::Ages => encounter.ages.map(|(from, to)| {
            Msg::new("plan-now-ages").with("from", Arg::Number(from.into())).with("to", Arg::Number(to.into()))
        }),
        Page::Spoken => encounter.spoken.map(|spoken| now(Arg::Msg(meet::spoken_in_words(spoken)))),
        Page::Dress => encounter.dress.map(|dress| now(Arg::Msg(dress_label(dress)))),
        Page::NoChecks => encounter.no_checks.then(|| now(Arg::Msg("plan-no-checks-said"))),
        Page::Consent => encounter.consent.map(|needed| now(Arg::Msg(consent_label(needed)))),
        Page::Title(_) | Page::Venue | Page::Access => None,
    }
}

/// What was typed before, as it was.
fn typed_by_hand(encounter: &Encounter, page: Page) -> Option<String> {
    let words = match page {
        Page::Title(language) => encounter.title(language),
        Page::Venue => &encounter.venue,
        Page::Kind
        | Page::Starts
        | Page::Length
        | Page::Town
        | Page::Places
        | Page::Ages
        | Page::Spoken
        | Page::Access
        | Page::Dress
        | Page::NoChecks
        | Page::Consent => "",
    };
    (!words.is_empty()).then(|| words.to_owned())
}

fn choices(turn: &Turn, id: EncounterId, encounter: &Encounter, page: Page, at: u8) -> Vec<Button> {
    match page {
        Page::Kind => Kind::ALL.map(|kind| button(kind_label(kind), MeetAct::Kind(id, kind))).to_vec(),
        Page::Length => LENGTHS
            .map(|minutes| {
                let label = in_hours("plan-do-hours", "plan-do-minutes", minutes);
                button(label, MeetAct::Length(id, minutes))
            })
            .to_vec(),
        Page::Town => {
            let shown = towns_of(turn, encounter).into_iter().skip(usize::from(at) * TOWNS_PER_PAGE);
            shown.take(TOWNS_PER_PAGE).filter_map(|town| town_button(id, &town)).collect()
        }
        Page::Ages => AGES.map(|(from, to)| button(ages_label(from, to), MeetAct::Ages(id, from, to))).to_vec(),
        Page::Spoken => Spoken::ALL.map(|spoken| button(spoken_label(spoken), MeetAct::Spoken(id, spoken))).to_vec(),
        Page::Access => Access::ALL
            .map(|access| {
                let mark = if encounter.access.contains(&access) { "✅" } else { "▫️" };
                let label = Msg::new(access_label(access)).with("mark", Arg::Text(mark.to_owned()));
                button(label, MeetAct::Access(id, access))
            })
            .to_vec(),
        Page::Dress => Dress::ALL.map(|dress| button(dress_label(dress), MeetAct::Dress(id, dress))).to_vec(),
        Page::NoChecks => {
            vec![button("plan-do-no-checks", MeetAct::NoChecks(id)), button("plan-do-ask-zone", MeetAct::AskZone(id))]
        }
        Page::Consent => {
            [true, false].map(|needed| button(consent_label(needed), MeetAct::Consent(id, needed))).to_vec()
        }
        // How places are given is said once, to those who asked for one too.
        Page::Places if encounter.changes.is_some() => Vec::new(),
        Page::Places => Way::ALL
            .map(|way| {
                let mark = if encounter.sharing.way == way { "✅" } else { "▫️" };
                let label = Msg::new(way_label(way)).with("mark", Arg::Text(mark.to_owned()));
                button(label, MeetAct::Way(id, way))
            })
            .to_vec(),
        Page::Title(_) | Page::Starts | Page::Venue => Vec::new(),
    }
}

fn town_button(id: EncounterId, town: &Municipality) -> Option<Button> {
    let act = MeetAct::Town(id, ContentRef::new(town.id.as_str())?);
    Some(Button {
        label: Label::Both { nl: format!("📍 {}", town.name.nl), fr: format!("📍 {}", town.name.fr) },
        target: Target::Desk(DeskAct::Meet(act).encode()),
    })
}

fn ages_label(from: u8, to: u8) -> Msg {
    Msg::new("plan-do-ages").with("number", Arg::Number(from.into())).with("of", Arg::Number(to.into()))
}

/// Whole hours, or hours and minutes.
fn in_hours(whole: &'static str, part: &'static str, minutes: u16) -> Msg {
    let (hours, rest) = (minutes / MINUTES_AN_HOUR, minutes % MINUTES_AN_HOUR);
    let id = if rest == 0 { whole } else { part };
    Msg::new(id).with("hours", Arg::Number(hours.into())).with("minutes", Arg::Text(format!("{rest:02}")))
}

pub(super) fn kind_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Meeting => "plan-do-meeting",
        Kind::Workshop => "plan-do-workshop",
        Kind::Camp => "plan-do-camp",
        Kind::Training => "plan-do-training",
        Kind::Consultation => "plan-do-consultation",
        Kind::StreetTalk => "plan-do-street",
    }
}

fn spoken_label(spoken: Spoken) -> &'static str {
    match spoken {
        Spoken::Nl => "plan-do-dutch",
        Spoken::Fr => "plan-do-french",
        Spoken::Both => "plan-do-both",
    }
}

fn access_label(access: Access) -> &'static str {
    match access {
        Access::Wheelchair => "plan-do-wheelchair",
        Access::QuietRoom => "plan-do-quiet-room",
        Access::NoReading => "plan-do-no-reading",
        Access::Food => "plan-do-food",
    }
}

fn way_label(way: Way) -> &'static str {
    match way {
        Way::FirstCome => "plan-do-first-come",
        Way::Lottery => "plan-do-lottery",
        Way::CodesFirst => "plan-do-codes-first",
    }
}

fn dress_label(dress: Dress) -> &'static str {
    match dress {
        Dress::Plain => "plan-do-plain",
        Dress::Uniform => "plan-do-uniform",
        Dress::Mixed => "plan-do-mixed",
    }
}

fn consent_label(needed: bool) -> &'static str {
    if needed { "plan-do-consent" } else { "plan-do-no-consent" }
}

// --- the answers that are pressed --------------------------------------------------------------------------------------

fn answer(turn: &mut Turn, id: EncounterId, page: Page, write: impl FnOnce(&mut Encounter)) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    write(&mut encounter);
    keep(turn, &grant, id, &mut encounter)?;
    let over = over(turn, staff);
    go_on(turn, staff, id, &encounter, page, over)
}

pub(super) fn kind(turn: &mut Turn, id: EncounterId, kind: Kind) -> Done {
    answer(turn, id, Page::Kind, |encounter| {
        encounter.kind = Some(kind);
        if encounter.is_walk_in() {
            // There is nothing to draw.
            encounter.sharing = Sharing::new(Way::FirstCome);
        }
    })
}

pub(super) fn length(turn: &mut Turn, id: EncounterId, minutes: u16) -> Done {
    answer(turn, id, Page::Length, |encounter| encounter.minutes = Some(minutes))
}

pub(super) fn town(turn: &mut Turn, id: EncounterId, town: ContentRef) -> Done {
    let Some(InHand { encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    // The content may have been edited since the button was shown.
    if !towns_of(turn, &encounter).iter().any(|known| known.id.as_str() == town.as_str()) {
        return tell(turn, "desk-dead-button");
    }
    answer(turn, id, Page::Town, |encounter| encounter.area = Some(town.as_str().to_owned()))
}

pub(super) fn ages(turn: &mut Turn, id: EncounterId, ages: (u8, u8)) -> Done {
    answer(turn, id, Page::Ages, |encounter| encounter.ages = Some(ages))
}

pub(super) fn spoken(turn: &mut Turn, id: EncounterId, spoken: Spoken) -> Done {
    answer(turn, id, Page::Spoken, |encounter| encounter.spoken = Some(spoken))
}

/// There, or not there; the same question stays.
pub(super) fn toggle(turn: &mut Turn, id: EncounterId, access: Access) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    let there = encounter.access.contains(&access);
    encounter.access.retain(|known| *known != access);
    encounter.access.extend((!there).then_some(access));
    encounter.access.sort();
    keep(turn, &grant, id, &mut encounter)?;
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, Page::Access, over)
}

/// How places are given: one way or the other, and the same question stays.
pub(super) fn way(turn: &mut Turn, id: EncounterId, way: Way) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else { return Ok(()) };
    encounter.sharing = Sharing::new(way);
    keep(turn, &grant, id, &mut encounter)?;
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, Page::Places, over)
}

pub(super) fn access_said(turn: &mut Turn, id: EncounterId) -> Done {
    answer(turn, id, Page::Access, |encounter| encounter.access_said = true)
}

pub(super) fn dress(turn: &mut Turn, id: EncounterId, dress: Dress) -> Done {
    answer(turn, id, Page::Dress, |encounter| encounter.dress = Some(dress))
}

pub(super) fn no_checks(turn: &mut Turn, id: EncounterId) -> Done {
    answer(turn, id, Page::NoChecks, |encounter| encounter.no_checks = true)
}

pub(super) fn consent(turn: &mut Turn, id: EncounterId, needed: bool) -> Done {
    answer(turn, id, Page::Consent, |encounter| encounter.consent = Some(needed))
}

/// With one municipality it needs no asking.
pub(super) fn settle_town(turn: &Turn, encounter: &mut Encounter) {
    if let [town] = towns_of(turn, encounter).as_slice() {
        encounter.area = Some(town.id.as_str().to_owned());
    }
}
