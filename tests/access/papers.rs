//! Paper cards in the one table: youth workers and coordinators help by them, nobody else does.
//!
//! Never true of this file: an act of a card is missing; a code of a card stands before anybody but who made the card.

use crate::by_card;
use crate::deeds::{self, Concerns};
use crate::plans;
use crate::pressed::member;
use crate::seen::saw;
use crate::world::{ACTOR, CORA, GENK, SCREEN, Scene, World};
use rechtdoor::dialogue::action::{DeskAct, PaperAct};
use rechtdoor::domain::StaffId;
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::encounter::{SeatState, Stage};
use rechtdoor::domain::paper::PaperCode;
use rechtdoor::domain::roles::{Awaiting, Role, Standing};
use rechtdoor::outbox::Origin;
use rechtdoor::store::records::Owner;
use rechtdoor::store::tables::SeatRecords;

/// The example of our texts.
pub const CODE: &str = "BOOM-LAMP-37";

/// Every act that a button of a card can have, found by its number.
pub fn acts(papers: u8) -> Vec<PaperAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[papers, number][..], &[0; 64]].concat())? {
        DeskAct::Paper(act) => Some(act),
        other => panic!("{other:?} is no act of a card"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: PaperAct) -> (&'static str, Concerns) {
    match act {
        PaperAct::Open | PaperAct::Pick(_) => (deeds::MAY_SEND, Concerns::Own),
        PaperAct::Rules(_) | PaperAct::Name(_) | PaperAct::Take(..) => (deeds::MAY_SEND, Concerns::Project),
        // Whoever holds the card may show it to any youth worker.
        PaperAct::Where(_) | PaperAct::Accept(_) | PaperAct::AskBack(_) | PaperAct::GiveBack(_) => {
            (deeds::MAY_SEND, Concerns::Own)
        }
        // And so with a question.
        PaperAct::Ask | PaperAct::Shut | PaperAct::Written => (deeds::MAY_SEND, Concerns::Own),
        PaperAct::Language(_) | PaperAct::Area(_) | PaperAct::Police(_) => (deeds::MAY_SEND, Concerns::Own),
        PaperAct::Edit(_) | PaperAct::Drop(_) | PaperAct::Send(..) => (deeds::MAY_SEND, Concerns::Own),
        PaperAct::Look(_) | PaperAct::Read(_) | PaperAct::Thread(_) => (deeds::MAY_SEND, Concerns::Own),
        PaperAct::Helped(_) | PaperAct::More(_) | PaperAct::AskWipe(_) | PaperAct::Wipe(_) => {
            (deeds::MAY_SEND, Concerns::Own)
        }
    }
}

/// The same act, on this encounter and this place.
pub fn aimed(world: &mut World, act: PaperAct) -> PaperAct {
    let (id, seat) = (world.encounter, world.seat);
    match act {
        PaperAct::Open | PaperAct::Pick(_) => act,
        PaperAct::Rules(_) => PaperAct::Rules(id),
        PaperAct::Name(_) => PaperAct::Name(id),
        PaperAct::Take(..) => PaperAct::Take(id, [1, 2]),
        PaperAct::Where(_) => PaperAct::Where(seat),
        PaperAct::Accept(_) => PaperAct::Accept(seat),
        PaperAct::AskBack(_) => PaperAct::AskBack(seat),
        PaperAct::GiveBack(_) => PaperAct::GiveBack(seat),
        act => by_card::aimed(world, act),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: PaperAct, me: StaffId, chat: i64) {
    match act {
        PaperAct::Open => {}
        PaperAct::Pick(_) | PaperAct::Rules(_) | PaperAct::Name(_) | PaperAct::Take(..) => {
            world.has_plan(|plan| plan.stage = Stage::Published);
        }
        PaperAct::Accept(_) => {
            let until = world.bot.now.plus_hours(5);
            has_card(world, SeatState::Offered { until });
            world.text(&Scene::private(chat), &format!("/kaart {CODE}"), None);
        }
        PaperAct::Where(_) | PaperAct::AskBack(_) | PaperAct::GiveBack(_) => {
            has_card(world, SeatState::Confirmed);
            world.text(&Scene::private(chat), &format!("/kaart {CODE}"), None);
        }
        act => by_card::set(world, act, me, chat),
    }
}

/// It begins in five hours, and whoever has a place has a card and no phone.
pub fn has_card(world: &mut World, state: SeatState) {
    let starts = world.bot.now.plus_hours(5);
    world.has_plan(|plan| (plan.stage, plan.starts) = (Stage::Published, Some(starts)));
    world.has_seat();
    let helper = world.colleague;
    world.seat_is(|record| (record.seat.state, record.helper) = (state, Some(helper)));
    let seat = world.seat;
    let code = PaperCode::parse(CODE).unwrap_or_else(|why| panic!("{why:?}"));
    let store = world.bot.core().store_mut();
    let key = store.key_of::<SeatRecords>(&seat).expect("read").expect("a key");
    Origin::of_card(code).bind(store, Owner::Seat(seat), key).expect("staged");
    world.keep();
}

fn state_of(world: &mut World) -> Option<SeatState> {
    let (id, seat) = (world.encounter, world.seat);
    let seats = world.bot.core().store().index.encounters.seats(id)?;
    seats.get(seat).map(|seat| seat.state)
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: PaperAct) -> bool {
    match act {
        PaperAct::Open => saw(world, "📇 Voor wie geen") && member(world, actor).awaiting == Some(Awaiting::Card),
        PaperAct::Pick(_) => saw(world, "📇"),
        PaperAct::Rules(_) => saw(world, "⚠️ Hoort een agent"),
        PaperAct::Name(_) => saw(world, "🎭 Schuilnaam"),
        PaperAct::Take(..) => saw(world, "Schrijf deze code") && world.bot.core().store().index.encounters.cards() == 1,
        PaperAct::Where(_) => saw(world, plans::ADDRESS),
        PaperAct::Accept(_) => state_of(world) == Some(SeatState::Confirmed),
        PaperAct::AskBack(_) => saw(world, "🙅 Ja, komt niet"),
        PaperAct::GiveBack(_) => state_of(world).is_none(),
        act => by_card::did(world, actor, act),
    }
}

/// The place of somebody with a phone is none of a card's business, whatever a button says.
#[test]
fn a_place_of_somebody_with_a_phone_is_not_touched_through_a_card() {
    let mut world = World::new();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, crate::world::member(Role::Coordinator, Standing::Active, GENK));
    world.has_messages(ACTOR);
    let starts = world.bot.now.plus_hours(5);
    world.has_plan(|plan| (plan.stage, plan.starts) = (Stage::Published, Some(starts)));
    world.has_seat_that_is(SeatState::Confirmed);
    let seat = world.seat;
    for act in [PaperAct::Where(seat), PaperAct::AskBack(seat), PaperAct::GiveBack(seat), PaperAct::Accept(seat)] {
        let data = world.was_shown(actor, DeskAct::Paper(act));
        world.press(&Scene::private(ACTOR), &data, SCREEN);
    }
    assert_eq!(state_of(&mut world), Some(SeatState::Confirmed));
    assert!(!saw(&world, plans::ADDRESS), "and its address is not shown");
}

/// A screen that a stolen phone still shows is worth nothing after ten minutes.
#[test]
fn a_place_behind_a_card_is_touched_with_its_code_alone_and_for_ten_minutes() {
    let mut world = World::new();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, crate::world::member(Role::Coordinator, Standing::Active, GENK));
    world.has_messages(ACTOR);
    has_card(&mut world, SeatState::Confirmed);
    let seat = world.seat;
    let give_back = |world: &mut World| {
        for act in [PaperAct::Where(seat), PaperAct::AskBack(seat), PaperAct::GiveBack(seat)] {
            let data = world.was_shown(actor, DeskAct::Paper(act));
            world.press(&Scene::private(ACTOR), &data, SCREEN);
        }
        state_of(world)
    };
    assert_eq!(give_back(&mut world), Some(SeatState::Confirmed), "the code was not typed");
    world.text(&Scene::private(ACTOR), &format!("/kaart {CODE}"), None);
    world.bot.pass(11 * 60_000);
    assert_eq!(give_back(&mut world), Some(SeatState::Confirmed), "it is too late");
    assert!(!saw(&world, plans::ADDRESS));
    world.text(&Scene::private(ACTOR), &format!("/kaart {CODE}"), None);
    assert_eq!(give_back(&mut world), None, "the control");
    assert!(saw(&world, plans::ADDRESS));
}

/// From the moment in which it is made until its place is over: it is on one screen, of who made it, and in no log.
#[test]
fn the_code_of_a_card_is_seen_by_who_made_it_and_by_no_liaison() {
    let mut world = World::new();
    let (maker, zoe) = (world.new_staff(), world.new_staff());
    const ZOE: i64 = ACTOR + 50;
    world.enrol(maker, ACTOR, crate::world::member(Role::Moderator, Standing::Active, GENK));
    world.enrol(zoe, ZOE, crate::world::member(Role::Liaison, Standing::Active, GENK));
    let starts = world.bot.now.plus_hours(5);
    world.has_plan(|plan| (plan.stage, plan.starts) = (Stage::Published, Some(starts)));
    world.bot.far.outgoing.clear();
    for (label, typed) in [("", "/kaart"), ("🙋", ""), ("👀 Nummer 1", ""), ("✅", ""), ("✅", "")] {
        if label.is_empty() { world.bot.says(ACTOR, typed) } else { world.bot.taps(ACTOR, label) }
    }
    let code = world.bot.far.outgoing.iter().find_map(|(_, text)| {
        let line = text.strip_prefix("📇 ")?.lines().next()?;
        PaperCode::parse(line).ok().map(|_| line.to_owned())
    });
    let code = code.expect("a card was made");
    world.bot.says(CORA, &format!("/kaart {}", code.to_lowercase()));
    world.bot.says(ZOE, "/diensten");
    world.bot.taps(ZOE, "👀 Nummer 1");
    world.bot.says(ZOE, &format!("/kaart {code}"));
    world.bot.says(ZOE, &code);
    world.bot.pass(8 * 3_600_000);
    let read = |who: i64, words: &str| {
        world.bot.far.outgoing.iter().any(|(reader, text)| *reader == who && text.contains(words))
    };
    assert!(read(CORA, "heeft een zekere plaats"), "the control: the card opens it for a youth worker");
    assert!(!read(ZOE, "📇"), "and a liaison reads nothing of cards");
    let holders = world.bot.far.outgoing.iter().filter(|(_, text)| text.contains(&code)).map(|(who, _)| *who);
    assert_eq!(holders.collect::<Vec<_>>(), [ACTOR], "one screen, once");
    let entries = world.bot.core().store_mut().recent_audit(50).expect("readable");
    let looks = entries.iter().filter(|entry| entry.act == Act::CardShown);
    assert_eq!(looks.count(), 1, "each look is written down, and a liaison has none");
}
