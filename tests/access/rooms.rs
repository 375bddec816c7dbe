//! An encounter on its day in the one table: youth workers and coordinators of the own project take presence, nobody else.
//!
//! Never true of this file: an act of the room is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns};
use crate::pressed::member;
use crate::seen::saw;
use crate::world::{SCREEN, World};
use rechtdoor::dialogue::action::{DeskAct, RoomAct};
use rechtdoor::domain::StaffId;
use rechtdoor::domain::encounter::{SeatState, Stage};
use rechtdoor::domain::roles::Awaiting;

/// Every act that a button of the room can have, found by its number.
pub fn acts(rooms: u8) -> Vec<RoomAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[rooms, number][..], &[0; 64]].concat())? {
        DeskAct::Room(act) => Some(act),
        other => panic!("{other:?} is no act of the room"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: RoomAct) -> (&'static str, Concerns) {
    match act {
        // The own project's list.
        RoomAct::Today(_) => (deeds::MAY_SEND, Concerns::Own),
        RoomAct::Week(..) => (deeds::MAY_DECIDE, Concerns::Own),
        RoomAct::Show(_) | RoomAct::Code(_) | RoomAct::Names(..) | RoomAct::Mark(..) | RoomAct::Count(_) => {
            (deeds::MAY_SEND, Concerns::Project)
        }
    }
}

/// The same act, on this encounter and this place.
pub fn aimed(world: &World, act: RoomAct) -> RoomAct {
    let (id, seat) = (world.encounter, world.seat);
    match act {
        RoomAct::Today(_) | RoomAct::Week(..) => act,
        RoomAct::Show(_) => RoomAct::Show(id),
        RoomAct::Code(_) => RoomAct::Code(id),
        RoomAct::Names(_, page) => RoomAct::Names(id, page),
        RoomAct::Mark(_, _, page) => RoomAct::Mark(id, seat, page),
        RoomAct::Count(_) => RoomAct::Count(id),
    }
}

/// The house in which the act would be possible: it begins in half an hour, and the asker has a certain place.
pub fn set(world: &mut World) {
    let starts = world.bot.now.plus_minutes(30);
    world.has_plan(|plan| (plan.stage, plan.starts) = (Stage::Published, Some(starts)));
    world.has_seat_that_is(SeatState::Confirmed);
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: RoomAct) -> bool {
    match act {
        RoomAct::Today(_) => saw(world, "🗓️"),
        RoomAct::Week(..) => saw(world, "📊"),
        RoomAct::Show(_) => saw(world, "🙋 Er zijn er 0 van de 1"),
        RoomAct::Code(_) => {
            let door = world.encounter_now().and_then(|encounter| encounter.door);
            door.is_some_and(|door| saw(world, &format!("🔢 {}", door.code)) && door.shown == Some((actor, SCREEN)))
        }
        RoomAct::Names(..) => saw(world, "👥 Tik op wie er is"),
        RoomAct::Mark(..) => {
            let (id, seat) = (world.encounter, world.seat);
            let seats = world.bot.core().store().index.encounters.seats(id);
            seats.and_then(|seats| seats.get(seat)).map(|seat| seat.state) == Some(SeatState::Attended)
        }
        RoomAct::Count(_) => {
            let awaits = Awaiting::Heads { id: world.encounter, screen: SCREEN };
            saw(world, "7 3") && member(world, actor).awaiting == Some(awaits)
        }
    }
}

#[test]
fn a_place_of_another_encounter_is_not_marked_through_ones_own() {
    use crate::world::{self, ACTOR, ELSEWHERE, Scene};
    use rechtdoor::domain::EncounterId;
    use rechtdoor::domain::roles::{Role, Standing};
    let mut world = World::new();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, world::member(Role::Moderator, Standing::Active, ELSEWHERE));
    world.has_messages(ACTOR);
    set(&mut world);
    let (theirs, seat) = (world.encounter, world.seat);
    world.encounter = EncounterId([9; 16]);
    let starts = world.bot.now.plus_minutes(30);
    world.has_plan(|plan| {
        (plan.stage, plan.starts, plan.project) = (Stage::Published, Some(starts), ELSEWHERE.to_owned());
    });
    let data = world.was_shown(actor, DeskAct::Room(RoomAct::Mark(world.encounter, seat, 0)));
    world.press(&Scene::private(ACTOR), &data, SCREEN);
    let seats = world.bot.core().store().index.encounters.seats(theirs).expect("seats");
    assert_eq!(seats.get(seat).map(|seat| seat.state), Some(SeatState::Confirmed));
    assert!(saw(&world, "Die plaats is er niet meer") || !world.toasts().is_empty());
}
