//! What each button of the desk does when it may: seen in the store, or in what somebody read.
//!
//! Never true of this file: an act that changes something counts as done because something was said.

use crate::seen::{is_told, saw};
use crate::world::{self, NEWCOMER, PARKED, World};
use crate::{colleagues, meetings, papers, police, practice, rooms, services, texts};
use rechtdoor::dialogue::action::DeskAct;
use rechtdoor::domain::banner::{Banner, BannerKind};
use rechtdoor::domain::case::{Case, Closing, Reply, Stage};
use rechtdoor::domain::roles::{Awaiting, Role, Staff, Standing};
use rechtdoor::domain::{Language, StaffId};
use rechtdoor::store::CONFIG;
use rechtdoor::store::tables::{Banners, Members, ParkedTexts};

pub fn pressed(world: &mut World, actor: StaffId, act: DeskAct, code: &str) -> bool {
    let id = world.case;
    let before = world.bot.now.plus_minutes(world::LEASE_LEFT);
    let is_renewed =
        |case: &Case| matches!(case.stage, Stage::Claimed { holder, until, .. } if holder == actor && until > before);
    match act {
        DeskAct::ShowDesk | DeskAct::Dossiers | DeskAct::Desk(_) | DeskAct::Filter(_) => saw(world, code),
        DeskAct::AskFilter => saw(world, "🔎"),
        DeskAct::ClaimNext | DeskAct::ClaimShown | DeskAct::Claim(_) => {
            world.case().holder() == Some(actor) && saw(world, "kwartelvogel")
        }
        DeskAct::Show(_) => saw(world, "kwartelvogel"),
        DeskAct::Answer(_) | DeskAct::Rewrite(_) => member(world, actor).awaiting == Some(Awaiting::Answer(id)),
        DeskAct::MoreInfo(_) => member(world, actor).awaiting == Some(Awaiting::MoreInfo(id)),
        DeskAct::Urgent(_) => world.case().urgent,
        DeskAct::Release(_) => world.case().stage == Stage::Waiting,
        DeskAct::SetCode(_, code) => world.case().sorted.code() == Some(code),
        DeskAct::SetLabel(..) => world.case().labels.len() == 1,
        DeskAct::More(_)
        | DeskAct::Sort(..)
        | DeskAct::Labels(..)
        | DeskAct::AskRefusal(_)
        | DeskAct::RefuseFor(..) => is_renewed(&world.case()) && saw(world, code),
        DeskAct::AskBlock(_) | DeskAct::BlockFor(..) | DeskAct::BlockUntil(..) => {
            is_renewed(&world.case()) && saw(world, code)
        }
        DeskAct::Block(..) => {
            let closed = matches!(world.case().stage, Stage::Closed { why: Closing::Blocked { .. }, .. });
            let told = is_told(world, world::ASKER, "");
            // The team learns nothing of who it is, and who it is is not heard at the desk any more.
            let names_nobody = !saw(world, &world::ASKER.to_string());
            closed && told && names_nobody && !world.asker_is_heard()
        }
        DeskAct::Refuse(..) => {
            let closed = matches!(world.case().stage, Stage::Closed { why: Closing::Refused, .. });
            closed && is_told(world, world::ASKER, code)
        }
        DeskAct::Send(..) => {
            matches!(world.case().stage, Stage::Sent { .. }) && is_told(world, world::ASKER, "sperwerkuiken")
        }
        DeskAct::AskSecond(..) => world.case().to_read().is_some(),
        DeskAct::AskComment(_) => member(world, actor).awaiting == Some(Awaiting::Comment(id)),
        DeskAct::Preview(_) => saw(world, "sperwerkuiken"),
        DeskAct::ParkedFor(_) => drafted(world).is_some_and(|(_, text)| text.contains(PARKED)),
        DeskAct::DropParked => parked(world, actor).is_none(),
        DeskAct::Confirm(_) => standing(world) == Standing::Active && is_told(world, NEWCOMER, ""),
        DeskAct::Reject(_) => standing(world) == Standing::Removed && is_told(world, NEWCOMER, ""),
        DeskAct::SwitchLanguage => member(world, actor).language == Language::Fr,
        DeskAct::Team(_) => saw(world, "👤"),
        DeskAct::AskRemove(_) => saw(world, "➖"),
        DeskAct::BannerFor(_) | DeskAct::BannerUntil(..) => saw(world, "📣") || saw(world, "📅"),
        DeskAct::SetBanner(..) => banner_of(world, actor).is_some(),
        DeskAct::EndBanner => banner_of(world, actor).is_none(),
        DeskAct::InviteAccount => saw(world, "?start=i_"),
        DeskAct::AskCutOff(_) => saw(world, "✂️"),
        DeskAct::CutOff(_) => {
            let colleague = world.colleague;
            member(world, colleague).standing == Standing::Removed && is_told(world, world::COLLEAGUE, "")
        }
        DeskAct::AskRole(_) | DeskAct::RoleFor(..) => saw(world, "🔄"),
        DeskAct::SetRole(..) => {
            let colleague = world.colleague;
            member(world, colleague).role == Role::Expert && is_told(world, world::COLLEAGUE, "")
        }
        DeskAct::Log(_) => saw(world, "📖"),
        DeskAct::Figures(..) | DeskAct::OwnFigures => saw(world, "📊"),
        DeskAct::Duty(_) => saw(world, "🌙"),
        DeskAct::Invite(..) => saw(world, "?start=i_"),
        DeskAct::Remove(_) | DeskAct::RemovePerson(_) => {
            let colleague = world.colleague;
            member(world, colleague).standing == Standing::Removed && is_told(world, world::COLLEAGUE, "")
        }
        DeskAct::Text(act) => texts::did(world, actor, act),
        DeskAct::Meet(act) => meetings::did(world, actor, act),
        DeskAct::Room(act) => rooms::did(world, actor, act),
        DeskAct::Service(act) => services::did(world, act),
        DeskAct::Colleague(act) => colleagues::did(world, actor, act),
        DeskAct::Paper(act) => papers::did(world, actor, act),
        DeskAct::Police(act) => police::did(world, act),
        DeskAct::Practice(act) => practice::did(world, act),
        DeskAct::Pause => saw(world, "⏸️ Pauze tot"),
        DeskAct::EndPause => saw(world, code),
    }
}

fn banner_of(world: &mut World, actor: StaffId) -> Option<Banner> {
    let project = member(world, actor).project;
    world.bot.core().store().index.banners.get(&project)
}

/// A banner stands above the questions of the house.
pub fn has_banner(world: &mut World) {
    let today = world.bot.now.day();
    let banner = Banner { kind: BannerKind::Busy, from: today, until: today };
    world.bot.core().store_mut().put::<Banners>(&world::GENK.to_owned(), &banner, CONFIG).expect("staged");
    world.keep();
}

/// The colleague is somebody's other account.
pub fn is_same_person(world: &mut World, one: StaffId) {
    for (of, to) in [(one, world.colleague), (world.colleague, one)] {
        let mut member = member(world, of);
        member.others.push(to);
        world.bot.core().store_mut().update::<Members>(&of, &member).expect("staged");
    }
    world.keep();
}

pub fn drafted(world: &mut World) -> Option<(Reply, String)> {
    world.case().draft.map(|draft| (draft.kind, draft.text))
}

pub fn parked(world: &mut World, staff: StaffId) -> Option<String> {
    world.bot.core().store_mut().get::<ParkedTexts>(&staff).expect("read").map(|parked| parked.text)
}

pub fn member(world: &mut World, id: StaffId) -> Staff {
    world.bot.core().store_mut().get::<Members>(&id).expect("read").expect("a member")
}

fn standing(world: &mut World) -> Standing {
    let newcomer = world.newcomer;
    member(world, newcomer).standing
}
