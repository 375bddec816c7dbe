//! Encounters in the one table: a coordinator plans those of the own project, and nobody else does anything with them.
//!
//! Never true of this file: an act of an encounter is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns};
use crate::plans;
use crate::pressed::member;
use crate::seen::{is_told, saw};
use crate::world::{self, SCREEN, World};
use rechtdoor::dialogue::action::{ContentRef, DeskAct, MeetAct, Page};
use rechtdoor::dialogue::desk::encounters;
use rechtdoor::domain::encounter::{
    Access, After, Audience, Dress, Kind, SeatState, Sharing, Spoken, Stage, Standing, Way,
};
use rechtdoor::domain::roles::{AwaitedEncounter, Awaiting};
use rechtdoor::domain::{EncounterId, Language, SeriesId, StaffId};

/// Every act that a button of an encounter can have, found by its number; and every question of the plan.
pub fn acts(meetings: u8) -> Vec<MeetAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[meetings, number][..], &[0; 64]].concat())? {
        DeskAct::Meet(act) => Some(act),
        other => panic!("{other:?} is no act of an encounter"),
    };
    let questions = Page::ALL.map(|page| MeetAct::Ask(EncounterId([0; 16]), page));
    (0..u8::MAX).map_while(numbered).chain(questions).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: MeetAct) -> (&'static str, Concerns) {
    match act {
        // The own project's list, and a plan of one's own.
        MeetAct::List(_) | MeetAct::New => (deeds::MAY_DECIDE, Concerns::Own),
        MeetAct::Open(_)
        | MeetAct::Ask(..)
        | MeetAct::Towns(..)
        | MeetAct::Kind(..)
        | MeetAct::Length(..)
        | MeetAct::Town(..)
        | MeetAct::Ages(..)
        | MeetAct::Way(..)
        | MeetAct::Spoken(..)
        | MeetAct::Access(..)
        | MeetAct::AccessDone(_)
        | MeetAct::Dress(..)
        | MeetAct::NoChecks(_)
        | MeetAct::Consent(..)
        | MeetAct::AskZone(_)
        | MeetAct::LeaveSo(_)
        | MeetAct::Steps(..)
        | MeetAct::Publish(..)
        | MeetAct::AskDrop(_)
        | MeetAct::Drop(_)
        | MeetAct::People(..)
        | MeetAct::AskCancel(_)
        | MeetAct::Cancel(_)
        | MeetAct::CancelForWeather(_)
        | MeetAct::Consented(..)
        | MeetAct::AskAfter(..)
        | MeetAct::After(..)
        | MeetAct::Codes(_)
        | MeetAct::MakeCode(..)
        | MeetAct::AskEndCode(_)
        | MeetAct::EndCode(..)
        | MeetAct::Skips(..)
        | MeetAct::Skip(..)
        | MeetAct::AskChange(_)
        | MeetAct::Change(..)
        | MeetAct::CancelFollowing(_)
        | MeetAct::AskMove(..)
        | MeetAct::MoveUp(..)
        | MeetAct::AskFree(..)
        | MeetAct::Free(..)
        | MeetAct::Dates(..)
        | MeetAct::AskMessage(_)
        | MeetAct::MessageTo(..)
        | MeetAct::MessageWords(..)
        | MeetAct::SendMessage(..)
        | MeetAct::DropMessage(_)
        | MeetAct::AskShift(_)
        | MeetAct::Shift(..)
        | MeetAct::Picture(_)
        | MeetAct::CodePictures(_) => (deeds::MAY_DECIDE, Concerns::Project),
    }
}

/// The same act, on this encounter and this place, with something else than what is planned.
pub fn aimed(world: &World, act: MeetAct) -> MeetAct {
    let (id, seat) = (world.encounter, world.seat);
    match act {
        MeetAct::List(_) | MeetAct::New => act,
        MeetAct::Open(_) => MeetAct::Open(id),
        MeetAct::Ask(_, page) => MeetAct::Ask(id, page),
        MeetAct::Towns(_, page) => MeetAct::Towns(id, page),
        MeetAct::Kind(..) => MeetAct::Kind(id, Kind::Camp),
        MeetAct::Length(..) => MeetAct::Length(id, 90),
        MeetAct::Town(..) => MeetAct::Town(id, ContentRef::new("genk").expect("short")),
        MeetAct::Ages(..) => MeetAct::Ages(id, 14, 20),
        MeetAct::Way(..) => MeetAct::Way(id, Way::Lottery),
        MeetAct::Spoken(..) => MeetAct::Spoken(id, Spoken::Fr),
        MeetAct::Access(..) => MeetAct::Access(id, Access::Food),
        MeetAct::AccessDone(_) => MeetAct::AccessDone(id),
        MeetAct::Dress(..) => MeetAct::Dress(id, Dress::Uniform),
        MeetAct::NoChecks(_) => MeetAct::NoChecks(id),
        MeetAct::Consent(..) => MeetAct::Consent(id, true),
        MeetAct::AskZone(_) => MeetAct::AskZone(id),
        MeetAct::LeaveSo(_) => MeetAct::LeaveSo(id),
        MeetAct::Steps(_, page) => MeetAct::Steps(id, page),
        MeetAct::Publish(..) => MeetAct::Publish(id, world.shown),
        MeetAct::AskDrop(_) => MeetAct::AskDrop(id),
        MeetAct::Drop(_) => MeetAct::Drop(id),
        MeetAct::People(_, page) => MeetAct::People(id, page),
        MeetAct::AskCancel(_) => MeetAct::AskCancel(id),
        MeetAct::Cancel(_) => MeetAct::Cancel(id),
        MeetAct::CancelForWeather(_) => MeetAct::CancelForWeather(id),
        MeetAct::Consented(..) => MeetAct::Consented(id, seat),
        MeetAct::Skips(_, page) => MeetAct::Skips(id, page),
        MeetAct::Skip(..) => MeetAct::Skip(id, 1),
        MeetAct::AskChange(_) => MeetAct::AskChange(id),
        MeetAct::Change(..) => MeetAct::Change(id, false),
        MeetAct::CancelFollowing(_) => MeetAct::CancelFollowing(id),
        MeetAct::AskMove(..) => MeetAct::AskMove(id, seat),
        MeetAct::MoveUp(_, _, reason) => MeetAct::MoveUp(id, seat, reason),
        MeetAct::AskFree(..) => MeetAct::AskFree(id, seat),
        MeetAct::Free(..) => MeetAct::Free(id, seat),
        MeetAct::Dates(_, page) => MeetAct::Dates(id, page),
        MeetAct::AskAfter(_, page) => MeetAct::AskAfter(id, page),
        MeetAct::After(..) => MeetAct::After(id, None),
        MeetAct::AskMessage(_) => MeetAct::AskMessage(id),
        MeetAct::MessageTo(..) => MeetAct::MessageTo(id, Audience::Both),
        MeetAct::MessageWords(..) => MeetAct::MessageWords(id, Language::Fr),
        MeetAct::SendMessage(..) => MeetAct::SendMessage(id, world.shown),
        MeetAct::DropMessage(_) => MeetAct::DropMessage(id),
        MeetAct::AskShift(_) => MeetAct::AskShift(id),
        MeetAct::Shift(..) => MeetAct::Shift(id, false),
        MeetAct::Codes(_) => MeetAct::Codes(id),
        MeetAct::Picture(_) => MeetAct::Picture(id),
        MeetAct::CodePictures(_) => MeetAct::CodePictures(id),
        MeetAct::MakeCode(..) => MeetAct::MakeCode(id, 2),
        MeetAct::AskEndCode(_) => MeetAct::AskEndCode(id),
        MeetAct::EndCode(..) => MeetAct::EndCode(id, 1),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: MeetAct) {
    match act {
        MeetAct::List(_) | MeetAct::New => {}
        MeetAct::NoChecks(_) | MeetAct::AccessDone(_) => world.has_plan(|plan| {
            (plan.no_checks, plan.access_said, plan.area) = (false, false, None);
        }),
        MeetAct::Town(..) => world.has_plan(|plan| plan.area = None),
        MeetAct::Skips(..) | MeetAct::Skip(..) => world.has_plan(|plan| {
            let starts = plan.starts.expect("a day");
            plan.set_dates(&[starts, starts.plus_days(7)]);
        }),
        MeetAct::AskMove(..) | MeetAct::MoveUp(..) => {
            world.has_plan(|plan| plan.stage = Stage::Published);
            world.has_seat();
            world.seat_is(|record| record.seat.state = SeatState::Waiting);
        }
        MeetAct::AskFree(..) | MeetAct::Free(..) => {
            world.has_plan(|plan| plan.stage = Stage::Published);
            world.has_seat();
            world.seat_is(|record| (record.seat.state, record.gone) = (SeatState::Confirmed, true));
        }
        MeetAct::Dates(..) => world.has_plan(|plan| {
            (plan.stage, plan.series) = (Stage::Published, Some(SeriesId([7; 16])));
        }),
        MeetAct::AskAfter(..) | MeetAct::After(..) => world.has_plan(|plan| {
            let (title_nl, title_fr) = ("Eerst".to_owned(), "D'abord".to_owned());
            plan.after = Some(After { of: [7; 16], title_nl, title_fr });
        }),
        MeetAct::Codes(_)
        | MeetAct::MakeCode(..)
        | MeetAct::AskEndCode(_)
        | MeetAct::EndCode(..)
        | MeetAct::CodePictures(_) => {
            world.has_plan(|plan| {
                (plan.stage, plan.sharing) = (Stage::Published, Sharing::new(Way::CodesFirst));
                plan.codes.make(3).expect("the first");
            });
        }
        MeetAct::AskMessage(_)
        | MeetAct::MessageTo(..)
        | MeetAct::MessageWords(..)
        | MeetAct::SendMessage(..)
        | MeetAct::DropMessage(_) => world.has_message(plans::MESSAGE),
        MeetAct::Open(_)
        | MeetAct::Ask(..)
        | MeetAct::Towns(..)
        | MeetAct::Kind(..)
        | MeetAct::Length(..)
        | MeetAct::Ages(..)
        | MeetAct::Way(..)
        | MeetAct::Spoken(..)
        | MeetAct::Access(..)
        | MeetAct::Dress(..)
        | MeetAct::Consent(..)
        | MeetAct::AskZone(_)
        | MeetAct::LeaveSo(_)
        | MeetAct::Steps(..)
        | MeetAct::Publish(..)
        | MeetAct::AskDrop(_)
        | MeetAct::Drop(_) => world.has_plan(|_| {}),
        MeetAct::People(..)
        | MeetAct::AskCancel(_)
        | MeetAct::Cancel(_)
        | MeetAct::CancelForWeather(_)
        | MeetAct::Consented(..)
        | MeetAct::AskChange(_)
        | MeetAct::Change(..)
        | MeetAct::AskShift(_)
        | MeetAct::Shift(..)
        | MeetAct::Picture(_)
        | MeetAct::CancelFollowing(_) => {
            world.has_plan(|plan| (plan.stage, plan.consent) = (Stage::Published, Some(true)));
            world.has_seat();
        }
    }
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: MeetAct) -> bool {
    let planned = world.encounter_now();
    let is = |wanted: fn(&rechtdoor::domain::encounter::Encounter) -> bool| planned.as_ref().is_some_and(wanted);
    match act {
        MeetAct::List(_) => saw(world, "📅 Ontmoetingen van"),
        MeetAct::New => {
            let mut all = world.bot.core().store().index.encounters.all();
            all.any(|(_, plan)| plan.owner == actor && plan.stage == Stage::Planned)
        }
        MeetAct::Open(_) => saw(world, "📣 Maak bekend") && saw(world, plans::ADDRESS),
        MeetAct::Ask(_, page) => saw(world, "/9 ·") && member(world, actor).awaiting == awaited(world, page),
        MeetAct::Towns(..) => saw(world, "📍 Genk"),
        MeetAct::Kind(..) => is(|plan| plan.kind == Some(Kind::Camp)),
        MeetAct::Length(..) => is(|plan| plan.minutes == Some(90)),
        MeetAct::Town(..) => is(|plan| plan.area.as_deref() == Some("genk")),
        MeetAct::Ages(..) => is(|plan| plan.ages == Some((14, 20))),
        MeetAct::Way(..) => is(|plan| plan.sharing.way == Way::Lottery),
        MeetAct::Spoken(..) => is(|plan| plan.spoken == Some(Spoken::Fr)),
        MeetAct::Access(..) => is(|plan| plan.access == [Access::Food]),
        MeetAct::AccessDone(_) => is(|plan| plan.access_said),
        MeetAct::Dress(..) => is(|plan| plan.dress == Some(Dress::Uniform)),
        MeetAct::NoChecks(_) => is(|plan| plan.no_checks),
        MeetAct::Consent(..) => is(|plan| plan.consent == Some(true)),
        MeetAct::AskZone(_) => saw(world, "nog geen contactpersoon"),
        MeetAct::LeaveSo(_) => saw(world, "👌 Het blijft"),
        MeetAct::Steps(..) => saw(world, "📅 Soort"),
        MeetAct::Publish(..) => is(|plan| plan.stage == Stage::Published),
        MeetAct::Skips(..) => saw(world, "⏭️ Welke dag"),
        MeetAct::Skip(..) => is(|plan| plan.repeats.kept().count() == 1),
        MeetAct::Dates(..) => saw(world, "🔁 De reeks"),
        MeetAct::AskDrop(_) => saw(world, "🗑️ Ja, weg ermee"),
        MeetAct::Drop(_) => planned.is_none(),
        MeetAct::People(..) => saw(world, "wacht op een ouder"),
        MeetAct::AskCancel(_) => saw(world, "❌ Ja, annuleer"),
        MeetAct::AskMove(..) => saw(world, "Waarom?"),
        MeetAct::MoveUp(..) => {
            let (id, seat) = (world.encounter, world.seat);
            let seats = world.bot.core().store().index.encounters.seats(id);
            seats.and_then(|seats| seats.get(seat)).is_some_and(|seat| seat.turn.standing == Standing::Moved)
        }
        MeetAct::AskFree(..) => saw(world, "📵 Ja, maak vrij"),
        MeetAct::Free(..) => {
            let (id, seat) = (world.encounter, world.seat);
            let seats = world.bot.core().store().index.encounters.seats(id);
            seats.is_some_and(|seats| seats.get(seat).is_none_or(|seat| seat.state.is_over()))
        }
        MeetAct::AskAfter(..) => saw(world, "⏮️ Wat moet eerst"),
        MeetAct::After(..) => is(|plan| plan.after.is_none()),
        MeetAct::Codes(_) | MeetAct::CodePictures(_) => saw(world, "voor 3 jongeren"),
        MeetAct::Picture(_) => saw(world, "Wie hem scant, leest deze ontmoeting"),
        MeetAct::MakeCode(..) => is(|plan| plan.codes.is_good_for(2, 2)),
        MeetAct::AskEndCode(_) => saw(world, "🗑️ Welke code"),
        MeetAct::EndCode(..) => is(|plan| plan.codes.is_empty()),
        MeetAct::AskMessage(_) => saw(world, plans::MESSAGE),
        MeetAct::MessageTo(..) => world.message_now().is_some_and(|message| message.to == Audience::Both),
        MeetAct::MessageWords(..) => {
            let (id, language) = (world.encounter, Language::Fr);
            member(world, actor).awaiting == Some(Awaiting::Message { id, language, screen: SCREEN })
        }
        MeetAct::SendMessage(..) => is(|plan| plan.said.is_some()) && is_told(world, world::ASKER, plans::MESSAGE),
        MeetAct::DropMessage(_) => world.message_now().is_none() && !is_told(world, world::ASKER, plans::MESSAGE),
        MeetAct::AskShift(_) => saw(world, "🗓️ Een andere dag of een ander uur?"),
        MeetAct::Shift(..) => saw(world, "3/9 · 🗓️ Wanneer begint het?"),
        MeetAct::AskChange(_) | MeetAct::Change(..) => saw(world, "✏️ Wat pas je aan?"),
        MeetAct::Cancel(_) | MeetAct::CancelFollowing(_) | MeetAct::CancelForWeather(_) => {
            is(|plan| matches!(plan.stage, Stage::Cancelled { .. })) && is_told(world, world::ASKER, plans::MEETING)
        }
        MeetAct::Consented(..) => {
            let (id, seat) = (world.encounter, world.seat);
            let seats = world.bot.core().store().index.encounters.seats(id).cloned();
            let certain = seats.and_then(|seats| seats.get(seat).map(|seat| seat.state)) == Some(SeatState::Confirmed);
            certain && is_told(world, world::ASKER, plans::MEETING)
        }
    }
}

/// What is to be typed once a question is asked.
fn awaited(world: &World, page: Page) -> Option<Awaiting> {
    let what = match page {
        Page::Title(language) => AwaitedEncounter::Title(language),
        Page::Starts => AwaitedEncounter::Starts,
        Page::Length => AwaitedEncounter::Length,
        // Genk has one municipality: there is nothing to choose.
        Page::Town | Page::Venue => AwaitedEncounter::Venue,
        Page::Places => AwaitedEncounter::Places,
        Page::Ages => AwaitedEncounter::Ages,
        Page::Kind | Page::Spoken | Page::Access | Page::Dress | Page::NoChecks | Page::Consent => return None,
    };
    Some(Awaiting::Encounter { id: world.encounter, what, screen: SCREEN })
}

/// The words of an encounter, by which it would be recognised where it may not be seen.
pub const WORDS: [&str; 3] = [plans::MEETING, plans::ADDRESS, plans::MESSAGE];

#[test]
fn a_version_is_published_that_was_shown_and_no_other() {
    use crate::world::{ACTOR, GENK, Scene};
    use rechtdoor::domain::roles::{Role, Standing};
    let mut world = World::new();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, world::member(Role::Coordinator, Standing::Active, GENK));
    world.has_messages(ACTOR);
    world.has_plan(|_| {});
    let data = world.was_shown(actor, DeskAct::Meet(aimed(&world, MeetAct::Publish(EncounterId([0; 16]), 0))));
    // A colleague changes something after the preview was shown.
    world.has_plan(|plan| plan.title_nl = "Iets anders".to_owned());
    world.press(&Scene::private(ACTOR), &data, SCREEN);
    assert_eq!(world.encounter_now().expect("a plan").stage, Stage::Planned);
    let shown = encounters::shown(&world.encounter_now().expect("a plan"));
    let data = world.was_shown(actor, DeskAct::Meet(MeetAct::Publish(world.encounter, shown)));
    world.press(&Scene::private(ACTOR), &data, SCREEN);
    assert_eq!(world.encounter_now().expect("an encounter").stage, Stage::Published, "the control");
}

#[test]
fn a_place_of_another_encounter_is_not_found_through_ones_own() {
    use crate::world::{ACTOR, ELSEWHERE, Scene};
    use rechtdoor::domain::roles::{Role, Standing};
    let mut world = World::new();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, world::member(Role::Coordinator, Standing::Active, ELSEWHERE));
    world.has_messages(ACTOR);
    world.has_plan(|plan| (plan.stage, plan.consent) = (Stage::Published, Some(true)));
    world.has_seat();
    let (theirs, seat) = (world.encounter, world.seat);
    world.encounter = EncounterId([9; 16]);
    world.has_plan(|plan| (plan.stage, plan.project) = (Stage::Published, ELSEWHERE.to_owned()));
    let data = world.was_shown(actor, DeskAct::Meet(MeetAct::Consented(world.encounter, seat)));
    world.press(&Scene::private(ACTOR), &data, SCREEN);
    let seats = world.bot.core().store().index.encounters.seats(theirs).cloned().expect("seats");
    let state = seats.get(seat).map(|seat| seat.state);
    assert!(matches!(state, Some(SeatState::Held { .. })), "{state:?}");
}
