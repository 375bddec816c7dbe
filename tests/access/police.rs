//! The acts around a general question to the police, in the one table; and a liaison's answer to one.
//!
//! Never true of this file: a liaison may do what the team does, or the team what a liaison does; an act is missing.

use crate::deeds::{self, Concerns};
use crate::seen::{is_told, saw};
use crate::world::{self, COLLEAGUE, GENK, World};
use rechtdoor::dialogue::action::{DeskAct, PoliceAct};
use rechtdoor::domain::request::{InputKind, PoliceRequest, RequestStage};
use rechtdoor::domain::triage::{Sorted, Triage};
use rechtdoor::domain::{Day, RequestId, StaffId};
use rechtdoor::store::tables::{Cases, Requests};

pub const REQUEST: RequestId = RequestId([0x2a; 16]);
/// Words of the general question.
pub const GENERAL: &str = "kneu: mag een patrouille dat?";
/// What is typed as one.
pub const TYPED: &str = "Welke opleiding volgt een agent?";
const VERSION: u32 = 1;

/// Every act that a button can have, found by its number.
pub fn acts(police: u8) -> Vec<PoliceAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[police, number][..], &[0; 64]].concat())? {
        DeskAct::Police(act) => Some(act),
        other => panic!("{other:?} is no act about the police"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`.
pub fn row(act: PoliceAct) -> (&'static str, Concerns) {
    match act {
        PoliceAct::Open(_)
        | PoliceAct::Write(_)
        | PoliceAct::HandIn(..)
        | PoliceAct::Read(_)
        | PoliceAct::Approve(..)
        | PoliceAct::SendBack(..)
        | PoliceAct::Drop(_) => (deeds::MAY_SEND, Concerns::Project),
    }
}

/// The same act, on this case and its request.
pub fn aimed(world: &World, act: PoliceAct) -> PoliceAct {
    match act {
        PoliceAct::Open(_) => PoliceAct::Open(world.case),
        PoliceAct::Write(_) => PoliceAct::Write(world.case),
        PoliceAct::HandIn(..) => PoliceAct::HandIn(REQUEST, VERSION),
        PoliceAct::Read(_) => PoliceAct::Read(REQUEST),
        PoliceAct::Approve(..) => PoliceAct::Approve(REQUEST, VERSION),
        PoliceAct::SendBack(..) => PoliceAct::SendBack(REQUEST, VERSION),
        PoliceAct::Drop(_) => PoliceAct::Drop(REQUEST),
    }
}

/// The asker said yes and the code allows it; there is somebody to ask.
pub fn may_be_asked(world: &mut World) {
    let zone = world.new_staff();
    world.enrol(
        zone,
        world::NEWCOMER + 7,
        world::member(rechtdoor::domain::roles::Role::Liaison, rechtdoor::domain::roles::Standing::Active, GENK),
    );
    let id = world.case;
    let store = world.bot.core().store_mut();
    let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
    case.police_ok = true;
    case.sorted.set(Triage::C1);
    store.update::<Cases>(&id, &case).expect("staged");
    world.keep();
}

/// A request of the case, by this member.
pub fn is_asked(world: &mut World, author: StaffId, stage: RequestStage) {
    let (id, mut sorted) = (world.case, Sorted::default());
    sorted.set(Triage::C1);
    let may = sorted.for_liaison(|_| true).expect("allowed");
    let mut request = PoliceRequest::new(&may, id, GENK.to_owned(), GENERAL.to_owned(), author);
    (request.stage, request.typed) = (stage, Some(world::TYPED.to_owned()));
    let store = world.bot.core().store_mut();
    let under = store.key_of::<Cases>(&id).expect("read").expect("a key");
    store.put::<Requests>(&REQUEST, &request, under).expect("staged");
    world.keep();
}

pub fn set(world: &mut World, act: PoliceAct, me: StaffId) {
    may_be_asked(world);
    let colleague = world.colleague;
    match act {
        PoliceAct::Open(_) | PoliceAct::HandIn(..) | PoliceAct::Drop(_) => is_asked(world, me, RequestStage::Writing),
        PoliceAct::Write(_) => {}
        PoliceAct::Read(_) | PoliceAct::Approve(..) | PoliceAct::SendBack(..) => {
            is_asked(world, colleague, RequestStage::Waiting);
        }
    }
}

/// It lies with the zone.
pub fn is_out(world: &mut World) {
    may_be_asked(world);
    let (colleague, due) = (world.colleague, Day(world.bot.now.day().0 + 7));
    is_asked(world, colleague, RequestStage::Out { due });
}

pub fn now(world: &mut World) -> Option<PoliceRequest> {
    world.bot.core().store_mut().get::<Requests>(&REQUEST).expect("read")
}

/// What the zone said, and as what; and that it said anything.
pub fn is_answered(world: &mut World) -> bool {
    let said = now(world).and_then(|request| request.input().map(|(kind, text)| (kind, text.to_owned())));
    said == Some((InputKind::Official, world::TYPED.to_owned())) && is_told(world, COLLEAGUE, "")
}

pub fn did(world: &mut World, act: PoliceAct) -> bool {
    let stage = now(world).map(|request| request.stage);
    match act {
        PoliceAct::Open(_) => saw(world, GENERAL),
        PoliceAct::Write(_) => saw(world, "🚓 Herschrijf"),
        PoliceAct::HandIn(..) => stage == Some(RequestStage::Waiting) && is_told(world, COLLEAGUE, ""),
        PoliceAct::Read(_) => saw(world, GENERAL) && !saw(world, "kwartelvogel"),
        PoliceAct::Approve(..) => matches!(stage, Some(RequestStage::Approved { .. })),
        PoliceAct::SendBack(..) => stage == Some(RequestStage::Writing),
        PoliceAct::Drop(_) => stage.is_none(),
    }
}
