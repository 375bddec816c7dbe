//! The texts of the team in the one table: who may write, read, change and take away which.
//!
//! Never true of this file: an act of a text is missing. They are read from their own encoding.

use crate::deeds::{self, Concerns};
use crate::pressed::member;
use crate::seen::saw;
use crate::support::ledger::Ledger;
use crate::world::{self, ACTOR, ELSEWHERE, GENK, SCREEN, Scene, World};
use rechtdoor::dialogue::action::{ContentRef, DeskAct, TextAct};
use rechtdoor::domain::roles::{AwaitedText, Awaiting, Role, Standing};
use rechtdoor::domain::team_text::{Piece, TextKind, TextStage};
use rechtdoor::domain::{CaseId, Day, Language, StaffId, TextId};

/// Every act that a button of a text can have, found by its number.
pub fn acts(texts: u8) -> Vec<TextAct> {
    let numbered = |number: u8| match DeskAct::decode(&[&[texts, number][..], &[0; 64]].concat())? {
        DeskAct::Text(act) => Some(act),
        other => panic!("{other:?} is no act of a text"),
    };
    (0..u8::MAX).map_while(numbered).collect()
}

/// For who may, in the order of `deeds`. A text is everybody's business, a question its project's.
pub fn row(act: TextAct) -> (&'static str, Concerns) {
    match act {
        TextAct::Original(_) | TextAct::PutBack(_) | TextAct::Begin(_) | TextAct::Choose(..) | TextAct::Use(..) => {
            (deeds::MAY_WRITE, Concerns::Project)
        }
        TextAct::Approve(..) | TextAct::AskComment(..) => (deeds::MAY_READ_TEXTS, Concerns::Own),
        TextAct::List(..) | TextAct::Open(_) => (deeds::MAY_SEE_TEXTS, Concerns::Own),
        TextAct::Originals(_)
        | TextAct::New
        | TextAct::Words(..)
        | TextAct::Type(..)
        | TextAct::Topics(..)
        | TextAct::Topic(..)
        | TextAct::Sources(..)
        | TextAct::SourcesOf(..)
        | TextAct::TypeSource(_)
        | TextAct::AskMonths(_)
        | TextAct::Submit(..)
        | TextAct::TakeUp(_)
        | TextAct::Withdraw(_)
        | TextAct::AskLonger(_)
        | TextAct::Longer(..)
        | TextAct::AskDrop(_)
        | TextAct::Drop(_) => (deeds::MAY_WRITE, Concerns::Own),
    }
}

/// The same act, on this case and this text.
pub fn aimed(act: TextAct, case: CaseId, (text, version): (TextId, u32)) -> TextAct {
    let id = |name: &str| ContentRef::new(name).expect("short");
    match act {
        TextAct::List(..) | TextAct::Originals(_) | TextAct::New => act,
        TextAct::Original(_) => TextAct::Original(case),
        TextAct::PutBack(_) => TextAct::PutBack(case),
        TextAct::Begin(_) => TextAct::Begin(case),
        TextAct::Choose(_, page) => TextAct::Choose(case, page),
        TextAct::Use(..) => TextAct::Use(case, text),
        TextAct::Open(_) => TextAct::Open(text),
        TextAct::Words(_, language) => TextAct::Words(text, language),
        TextAct::Type(_, language, part) => TextAct::Type(text, language, part),
        TextAct::Topics(_, page) => TextAct::Topics(text, page),
        TextAct::Topic(..) => TextAct::Topic(text, id("phone")),
        TextAct::Sources(_, page) => TextAct::Sources(text, page),
        TextAct::SourcesOf(..) => TextAct::SourcesOf(text, id("phone-look")),
        TextAct::TypeSource(_) => TextAct::TypeSource(text),
        TextAct::AskMonths(_) => TextAct::AskMonths(text),
        TextAct::Submit(_, months) => TextAct::Submit(text, months),
        TextAct::Approve(..) => TextAct::Approve(text, version),
        TextAct::AskComment(..) => TextAct::AskComment(text, version),
        TextAct::TakeUp(_) => TextAct::TakeUp(text),
        TextAct::Withdraw(_) => TextAct::Withdraw(text),
        TextAct::AskLonger(_) => TextAct::AskLonger(text),
        TextAct::Longer(_, months) => TextAct::Longer(text, months),
        TextAct::AskDrop(_) => TextAct::AskDrop(text),
        TextAct::Drop(_) => TextAct::Drop(text),
    }
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: TextAct, me: StaffId) {
    match act {
        TextAct::List(..) | TextAct::Originals(_) | TextAct::New => {}
        TextAct::Original(_) => world.is_shared(None),
        TextAct::PutBack(_) | TextAct::Begin(_) => world.is_shared(Some(me)),
        TextAct::Choose(..) | TextAct::Use(..) => {
            world.is_held_by(me);
            world.has_text_of(TextKind::Canned, world.colleague, live(world));
        }
        TextAct::Approve(..) | TextAct::AskComment(..) => world.has_text(world.colleague, TextStage::Waiting),
        TextAct::TakeUp(_) | TextAct::Withdraw(_) | TextAct::AskLonger(_) | TextAct::Longer(..) => {
            world.has_text(me, live(world));
        }
        TextAct::Open(_)
        | TextAct::Words(..)
        | TextAct::Type(..)
        | TextAct::Topics(..)
        | TextAct::Topic(..)
        | TextAct::Sources(..)
        | TextAct::SourcesOf(..)
        | TextAct::TypeSource(_)
        | TextAct::AskMonths(_)
        | TextAct::Submit(..)
        | TextAct::AskDrop(_)
        | TextAct::Drop(_) => world.has_text(me, TextStage::Writing),
    }
}

fn live(world: &World) -> TextStage {
    TextStage::Live { until: Day(world.bot.now.day().0 + 100), longer: false }
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: TextAct) -> bool {
    let awaits = |world: &mut World, what: AwaitedText| {
        let (id, screen) = (world.text, SCREEN);
        member(world, actor).awaiting == Some(Awaiting::Text { id, what, screen })
    };
    let begun = |world: &mut World, kind: TextKind| {
        let mut all = world.bot.core().store().index.texts.all();
        all.any(|(_, text)| text.owner == actor && text.kind == kind && text.stage == TextStage::Writing)
    };
    let stage = |world: &mut World| world.text_now().map(|text| text.stage);
    match act {
        TextAct::List(..) => saw(world, "📚 Teksten voor iedereen"),
        TextAct::Originals(_) => saw(world, "📥 Vragen waarvan"),
        TextAct::Original(_) => {
            saw(world, "kwartelvogel") && world.case().reading.is_some_and(|reading| reading.by == actor)
        }
        TextAct::PutBack(_) => world.case().reading.is_none(),
        TextAct::Begin(_) => begun(world, TextKind::Library),
        TextAct::New => begun(world, TextKind::Canned),
        TextAct::Choose(..) => saw(world, "📱 gsm"),
        TextAct::Use(..) => world.case().draft.is_some_and(|draft| draft.text.contains(world::TEAM_TEXT)),
        TextAct::Open(_) => saw(world, "📝 Tekst voor iedereen"),
        TextAct::Words(..) => saw(world, world::TEAM_TEXT),
        TextAct::Type(..) => awaits(world, AwaitedText::Words(Language::Nl, Piece::Title)),
        TextAct::Topics(..) => saw(world, "📱 Mijn gsm"),
        TextAct::Topic(..) => world.text_now().is_some_and(|text| text.topic.as_deref() == Some("phone")),
        TextAct::Sources(..) => saw(world, "https://awel.be"),
        TextAct::SourcesOf(..) => world.text_now().is_some_and(|text| text.sources.len() > 1),
        TextAct::TypeSource(_) => awaits(world, AwaitedText::Source),
        TextAct::AskMonths(_) | TextAct::AskLonger(_) => saw(world, "📅 12 maanden"),
        TextAct::Submit(..) => stage(world) == Some(TextStage::Waiting),
        TextAct::Approve(..) => matches!(stage(world), Some(TextStage::Live { .. })),
        TextAct::AskComment(..) => {
            let version = world.text_now().map_or(0, |text| text.version);
            awaits(world, AwaitedText::Comment { version })
        }
        TextAct::TakeUp(_) => stage(world) == Some(TextStage::Writing),
        TextAct::Withdraw(_) => stage(world) == Some(TextStage::Withdrawn),
        TextAct::Longer(..) => matches!(stage(world), Some(TextStage::Live { longer: true, .. })),
        TextAct::AskDrop(_) => saw(world, "🗑️ Ja, weg ermee"),
        TextAct::Drop(_) => world.text_now().is_none(),
    }
}

/// Presses an act on a text that belongs to `owner`; gives whether anything changed on the disk.
fn presses_at(world: &mut World, role: Role, act: TextAct, stage: TextStage, owned_by_colleague: bool) -> bool {
    world.begins_anew();
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, world::member(role, Standing::Active, GENK));
    world.has_messages(ACTOR);
    let owner = if owned_by_colleague { world.colleague } else { actor };
    world.has_text(owner, stage);
    let text = (world.text, world.text_now().expect("a text").version);
    let data = world.was_shown(actor, DeskAct::Text(aimed(act, world.case, text)));
    let before = Ledger::of(&world.bot);
    world.press(&Scene::private(ACTOR), &data, SCREEN);
    assert_eq!(world.bot.core().counts.panics, 0);
    !before.changes(&Ledger::of(&world.bot)).is_empty()
}

#[test]
fn a_text_is_its_owners_and_the_coordinators() {
    let mut world = World::new();
    let all = acts(deeds::texts_number());
    let changing = all.into_iter().filter(|act| match act {
        TextAct::Type(..)
        | TextAct::Topic(..)
        | TextAct::SourcesOf(..)
        | TextAct::TypeSource(_)
        | TextAct::Submit(..)
        | TextAct::Drop(_)
        | TextAct::TakeUp(_)
        | TextAct::Withdraw(_)
        | TextAct::Longer(..) => true,
        TextAct::List(..)
        | TextAct::Originals(_)
        | TextAct::Original(_)
        | TextAct::PutBack(_)
        | TextAct::Begin(_)
        | TextAct::New
        | TextAct::Open(_)
        | TextAct::Words(..)
        | TextAct::Topics(..)
        | TextAct::Sources(..)
        | TextAct::AskMonths(_)
        | TextAct::Approve(..)
        | TextAct::AskComment(..)
        | TextAct::AskLonger(_)
        | TextAct::Choose(..)
        | TextAct::Use(..)
        | TextAct::AskDrop(_) => false,
    });
    let mut tried = 0;
    for act in changing {
        let is_of_the_shelf = matches!(act, TextAct::TakeUp(_) | TextAct::Withdraw(_) | TextAct::Longer(..));
        let stage = if is_of_the_shelf { live(&world) } else { TextStage::Writing };
        for (role, mine, may) in [
            (Role::Moderator, false, false),
            (Role::Trainee, false, false),
            (Role::Coordinator, false, true),
            (Role::Moderator, true, true),
        ] {
            assert_eq!(presses_at(&mut world, role, act, stage, !mine), may, "{role:?} {act:?} mine: {mine}");
        }
        tried += 1;
    }
    assert_eq!(tried, 9);
}

/// Rights are a project's.
#[test]
fn a_text_is_its_own_projects_coordinators() {
    let mut world = World::new();
    for (project, may) in [(ELSEWHERE, false), (GENK, true)] {
        world.begins_anew();
        let actor = world.new_staff();
        world.enrol(actor, ACTOR, world::member(Role::Coordinator, Standing::Active, project));
        world.has_messages(ACTOR);
        let (colleague, stage) = (world.colleague, live(&world));
        world.has_text(colleague, stage);
        let data = world.was_shown(actor, DeskAct::Text(TextAct::Withdraw(world.text)));
        world.press(&Scene::private(ACTOR), &data, SCREEN);
        assert_eq!(world.text_now().map(|text| text.stage) == Some(TextStage::Withdrawn), may, "{project}");
    }
}

#[test]
fn nobody_reads_the_own_text_as_the_second_one() {
    let mut world = World::new();
    for act in acts(deeds::texts_number()) {
        if matches!(act, TextAct::Approve(..) | TextAct::AskComment(..)) {
            for role in [Role::Moderator, Role::Coordinator] {
                assert!(!presses_at(&mut world, role, act, TextStage::Waiting, false), "{role:?} {act:?}");
                assert!(presses_at(&mut world, role, act, TextStage::Waiting, true), "the control: {role:?} {act:?}");
            }
        }
    }
}

/// A draft is not shown to colleagues who do not oversee texts.
#[test]
fn a_draft_is_not_for_everybody_to_see() {
    let mut world = World::new();
    for (role, sees) in [(Role::Moderator, false), (Role::Trainee, false), (Role::Coordinator, true)] {
        for act in [TextAct::Open(TextId([0; 16])), TextAct::Words(TextId([0; 16]), Language::Nl)] {
            world.bot.far.sights.clear();
            presses_at(&mut world, role, act, TextStage::Writing, true);
            let shown = saw(&world, world::TEAM_TEXT) || saw(&world, "📝 Tekst voor iedereen");
            assert_eq!(shown, sees, "{role:?} {act:?}");
        }
    }
}
