//! A liaison's acts in the one table: the own zone's encounters, and nothing that anybody else may do.
//!
//! Never true of this file: an act of a liaison is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns};
use crate::plans;
use crate::police;
use crate::seen::saw;
use crate::world::World;
use rechtdoor::dialogue::action::{DeskAct, ServiceAct};
use rechtdoor::domain::encounter::{Stage, ZoneSays};
use rechtdoor::domain::request::{InputKind, RequestStage};

/// Every act that a button of a liaison can have, found by its number.
pub fn acts(services: u8) -> Vec<ServiceAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[services, number][..], &[0; 64]].concat())? {
        DeskAct::Service(act) => Some(act),
        other => panic!("{other:?} is no act of a liaison"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: ServiceAct) -> (&'static str, Concerns) {
    match act {
        ServiceAct::List(_) | ServiceAct::Briefing | ServiceAct::Requests(_) => (deeds::MAY_ANSWER, Concerns::Own),
        ServiceAct::Request(_) | ServiceAct::AnswerRequest(_) | ServiceAct::SayAs(..) | ServiceAct::Decline(_) => {
            (deeds::MAY_ANSWER, Concerns::Project)
        }
        ServiceAct::Show(_)
        | ServiceAct::Come(..)
        | ServiceAct::No(_)
        | ServiceAct::Colleague(_)
        | ServiceAct::Promise(_) => (deeds::MAY_ANSWER, Concerns::Project),
    }
}

/// The same act, on this encounter.
pub fn aimed(world: &World, act: ServiceAct) -> ServiceAct {
    let id = world.encounter;
    match act {
        ServiceAct::List(_) | ServiceAct::Briefing | ServiceAct::Requests(_) => act,
        ServiceAct::Request(_) => ServiceAct::Request(police::REQUEST),
        ServiceAct::AnswerRequest(_) => ServiceAct::AnswerRequest(police::REQUEST),
        ServiceAct::SayAs(..) => ServiceAct::SayAs(police::REQUEST, 1, InputKind::Official),
        ServiceAct::Decline(_) => ServiceAct::Decline(police::REQUEST),
        ServiceAct::Show(_) => ServiceAct::Show(id),
        ServiceAct::Come(..) => ServiceAct::Come(id, 1),
        ServiceAct::No(_) => ServiceAct::No(id),
        ServiceAct::Colleague(_) => ServiceAct::Colleague(id),
        ServiceAct::Promise(_) => ServiceAct::Promise(id),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: ServiceAct) {
    match act {
        ServiceAct::Promise(_) => world.has_plan(|plan| {
            (plan.no_checks, plan.officers.promise_asked) = (false, true);
        }),
        ServiceAct::Requests(_)
        | ServiceAct::Request(_)
        | ServiceAct::AnswerRequest(_)
        | ServiceAct::SayAs(..)
        | ServiceAct::Decline(_) => police::is_out(world),
        ServiceAct::List(_)
        | ServiceAct::Briefing
        | ServiceAct::Show(_)
        | ServiceAct::Come(..)
        | ServiceAct::No(_)
        | ServiceAct::Colleague(_) => {
            world.has_plan(|plan| plan.stage = Stage::Published);
            world.has_seat();
        }
    }
}

/// Did it have its effect? And never more than that.
pub fn did(world: &mut World, act: ServiceAct) -> bool {
    let says = world.encounter_now().map(|encounter| encounter.officers.says);
    let promised = world.encounter_now().is_some_and(|encounter| encounter.no_checks);
    assert!(!saw(world, plans::ADDRESS), "{act:?} showed where it is, before its day");
    match act {
        ServiceAct::List(_) => saw(world, "📅"),
        ServiceAct::Briefing => saw(world, "art. 29"),
        ServiceAct::Show(_) => saw(world, plans::MEETING) && saw(world, "hoogstens enkele"),
        ServiceAct::Come(..) => says == Some(ZoneSays::Come(1)),
        ServiceAct::No(_) => says == Some(ZoneSays::No),
        ServiceAct::Colleague(_) => says == Some(ZoneSays::Colleague),
        ServiceAct::Promise(_) => promised,
        ServiceAct::Requests(_) => saw(world, "❓"),
        // The general question, and nothing of the one behind it.
        ServiceAct::Request(_) => saw(world, police::GENERAL) && !saw(world, "kwartelvogel"),
        ServiceAct::AnswerRequest(_) => saw(world, "✍️ Typ uw antwoord"),
        ServiceAct::SayAs(..) => police::is_answered(world),
        ServiceAct::Decline(_) => police::now(world).is_some_and(|request| request.stage == RequestStage::Declined),
    }
}

#[test]
fn a_plan_is_none_of_the_zone_s_business_until_it_is_asked() {
    use crate::world::{self, ACTOR, GENK, SCREEN, Scene};
    use rechtdoor::domain::roles::{Role, Standing};
    let mut world = World::new();
    let liaison = world.new_staff();
    world.enrol(liaison, ACTOR, world::member(Role::Liaison, Standing::Active, GENK));
    world.has_messages(ACTOR);
    world.has_plan(|plan| plan.no_checks = false);
    for act in [ServiceAct::Show(world.encounter), ServiceAct::Promise(world.encounter)] {
        let data = world.was_shown(liaison, DeskAct::Service(act));
        world.bot.far.sights.clear();
        world.press(&Scene::private(ACTOR), &data, SCREEN);
        assert!(!world.encounter_now().expect("a plan").no_checks, "{act:?}");
        assert!(!saw(&world, plans::MEETING), "{act:?}");
    }
    world.text(&Scene::private(ACTOR), "/diensten", None);
    assert!(!saw(&world, plans::MEETING));
}

fn is_of_an_encounter(act: ServiceAct) -> bool {
    match act {
        ServiceAct::Requests(_)
        | ServiceAct::Request(_)
        | ServiceAct::AnswerRequest(_)
        | ServiceAct::SayAs(..)
        | ServiceAct::Decline(_) => false,
        ServiceAct::List(_)
        | ServiceAct::Briefing
        | ServiceAct::Show(_)
        | ServiceAct::Come(..)
        | ServiceAct::No(_)
        | ServiceAct::Colleague(_)
        | ServiceAct::Promise(_) => true,
    }
}

#[test]
fn another_zone_of_the_project_sees_nothing_of_it_and_says_nothing_for_it() {
    use crate::world::{self, ACTOR, SCREEN, Scene};
    use rechtdoor::domain::roles::{Role, Standing};
    const PROJECT: &str = "asse-wemmel-dilbeek";
    for (zone, area, is_theirs) in [
        (Some("amow"), "wemmel", true),
        (Some("amow"), "dilbeek", false),
        (Some("dilbeek"), "dilbeek", true),
        (None, "asse", false),
    ] {
        for act in acts(deeds::services_number()).into_iter().filter(|act| is_of_an_encounter(*act)) {
            let mut world = World::new();
            let liaison = world.new_staff();
            let mut member = world::member(Role::Liaison, Standing::Active, PROJECT);
            member.zone = zone.map(str::to_owned);
            world.enrol(liaison, ACTOR, member);
            world.has_messages(ACTOR);
            let is_promise = matches!(act, ServiceAct::Promise(_));
            world.has_plan(|plan| {
                (plan.project, plan.area) = (PROJECT.to_owned(), Some(area.to_owned()));
                plan.stage = if is_promise { Stage::Planned } else { Stage::Published };
                (plan.no_checks, plan.officers.promise_asked) = (!is_promise, is_promise);
            });
            let data = world.was_shown(liaison, DeskAct::Service(aimed(&world, act)));
            world.bot.far.sights.clear();
            let known = world.encounter_now().map(|it| (it.officers.says, it.no_checks));
            world.press(&Scene::private(ACTOR), &data, SCREEN);
            let now = world.encounter_now().map(|it| (it.officers.says, it.no_checks));
            let is_own = matches!(act, ServiceAct::Briefing);
            assert!(is_own || saw(&world, plans::MEETING) == is_theirs, "{act:?} of {zone:?} about {area}");
            let answers = !matches!(act, ServiceAct::Briefing | ServiceAct::List(_) | ServiceAct::Show(_));
            assert_eq!(known != now, is_theirs && answers, "{act:?} of {zone:?} about {area}");
        }
    }
}
