//! A question by paper card in the one table: typed, sent, read out and wiped by youth workers and coordinators, of any
//! project, with the code in their hands.
//!
//! Never true of this file: a case of somebody with a phone, or one whose code was not typed, is reached through a card.

use crate::papers::CODE;
use crate::pressed::member;
use crate::seen::saw;
use crate::world::{self, ACTOR, ELSEWHERE, GENK, QUESTION, SCREEN, Scene, World};
use rechtdoor::dialogue::action::{DeskAct, PaperAct};
use rechtdoor::domain::audit::Act;
use rechtdoor::domain::case::{By, Case, Delivery, Entry, Reply, Stage};
use rechtdoor::domain::draft::{Draft, Part, Purpose};
use rechtdoor::domain::paper::PaperCode;
use rechtdoor::domain::roles::{Awaiting, Role, Standing};
use rechtdoor::domain::{CaseId, DraftId, Language, StaffId};
use rechtdoor::outbox::Origin;
use rechtdoor::store::records::{Owner, ScreenToken};
use rechtdoor::store::tables::{Cases, Drafts, Entries, Routes, Tokens};
use rechtdoor::vault::{Address, KeyClass};

/// What this member types for somebody.
const WORDS: DraftId = DraftId([9; 16]);

/// The same act, on what is typed or on the case behind the card.
pub fn aimed(world: &mut World, act: PaperAct) -> PaperAct {
    let case = world.case;
    match act {
        PaperAct::Language(_) => PaperAct::Language(WORDS),
        PaperAct::Area(_) => PaperAct::Area(WORDS),
        PaperAct::Police(_) => PaperAct::Police(WORDS),
        PaperAct::Edit(_) => PaperAct::Edit(WORDS),
        PaperAct::Drop(_) => PaperAct::Drop(WORDS),
        PaperAct::Send(..) => PaperAct::Send(WORDS, reviewed(world)),
        PaperAct::Look(_) => PaperAct::Look(case),
        PaperAct::Read(_) => PaperAct::Read(case),
        PaperAct::Thread(_) => PaperAct::Thread(case),
        PaperAct::Helped(_) => PaperAct::Helped(case),
        PaperAct::More(_) => PaperAct::More(case),
        PaperAct::AskWipe(_) => PaperAct::AskWipe(case),
        PaperAct::Wipe(_) => PaperAct::Wipe(case),
        act => act,
    }
}

/// The number of what stood on the newest review, if there was one.
fn reviewed(world: &mut World) -> u32 {
    let mut number = 0;
    let each = &mut |_: &[u8], token: ScreenToken| {
        for act in token.actions.iter().filter_map(|act| DeskAct::decode(act)) {
            if let DeskAct::Paper(PaperAct::Send(_, seen)) = act {
                number = seen;
            }
        }
    };
    world.bot.core().store_mut().scan::<Tokens>(each).expect("read");
    number
}

/// The house in which the act would be possible.
pub fn set(world: &mut World, act: PaperAct, me: StaffId, chat: i64) {
    match act {
        PaperAct::Language(_) | PaperAct::Area(_) | PaperAct::Police(_) | PaperAct::Edit(_) | PaperAct::Drop(_) => {
            has_words(world, me, chat);
        }
        PaperAct::Send(..) => {
            has_words(world, me, chat);
            // Whoever may has a review, with the number of what it shows.
            let data = world.was_shown(me, DeskAct::Paper(PaperAct::Police(WORDS)));
            world.press(&Scene::private(chat), &data, SCREEN);
        }
        PaperAct::Look(_)
        | PaperAct::Read(_)
        | PaperAct::Thread(_)
        | PaperAct::Helped(_)
        | PaperAct::More(_)
        | PaperAct::AskWipe(_)
        | PaperAct::Wipe(_) => {
            has_case(world);
            world.text(&Scene::private(chat), &format!("/kaart {CODE}"), None);
        }
        _ => {}
    }
}

fn has_words(world: &mut World, me: StaffId, chat: i64) {
    let now = world.bot.now;
    let index = &world.bot.core().store().index;
    // Whoever was removed has no words left, and whoever was never here typed none.
    if index.directory.staff_of(Address::new(chat)) != Some(me) || !index.is_active(me) {
        return;
    }
    let draft = Draft {
        worker: Some(me),
        area: Some(GENK.to_owned()),
        parts: vec![Part { message: 5, text: "Mag de politie mij filmen?".to_owned() }],
        ..Draft::new(Some(Language::Nl), Purpose::Question, now)
    };
    let store = world.bot.core().store_mut();
    let key = store.new_key(KeyClass::Draft).expect("a slot");
    store.put::<Drafts>(&WORDS, &draft, key).expect("staged");
    Origin::new(Address::new(chat)).bind(store, Owner::Draft(WORDS), key).expect("staged");
    world.keep();
}

/// The case is answered, and its asker has only a card.
fn has_case(world: &mut World) {
    let (id, helper, today) = (world.case, world.colleague, world.bot.now.day());
    let store = world.bot.core().store_mut();
    let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
    let text_key = store.key_of::<Cases>(&id).expect("read").expect("a key");
    let route_key = store.key_of::<Routes>(&Owner::Case(id)).expect("read").expect("a key");
    let answer = Entry { by: By::Desk(Reply::Answer), text: world::DRAFT.to_owned(), day: today };
    store.put::<Entries>(&(id, case.entries), &answer, text_key).expect("staged");
    case.entries += 1;
    (case.helper, case.delivery) = (Some(helper), Delivery::Waiting);
    case.stage = Stage::Sent { holder: helper, since: today };
    store.update::<Cases>(&id, &case).expect("staged");
    let code = PaperCode::parse(CODE).unwrap_or_else(|why| panic!("{why:?}"));
    Origin::of_card(code).bind_case(store, id, DraftId([1; 16]), route_key).expect("staged");
    world.keep();
}

fn words(world: &mut World) -> Option<Draft> {
    world.bot.core().store_mut().get::<Drafts>(&WORDS).expect("read")
}

/// Is it kept as what this member typed for somebody?
pub fn was_typed(world: &mut World, actor: StaffId) -> bool {
    let id = world.bot.core().store().index.directory.draft_of(Address::new(ACTOR));
    let draft = id.and_then(|id| world.bot.core().store_mut().get::<Drafts>(&id).expect("read"));
    draft.is_some_and(|draft| draft.worker == Some(actor) && draft.joined() == world::TYPED)
}

/// Did it have its effect?
pub fn did(world: &mut World, actor: StaffId, act: PaperAct) -> bool {
    let id = world.case;
    match act {
        PaperAct::Ask => member(world, actor).awaiting == Some(Awaiting::ForCard(None)),
        PaperAct::Language(_) => words(world).is_some_and(|draft| draft.language == Some(Language::Fr)),
        PaperAct::Area(_) => words(world).is_some_and(|draft| draft.area.is_none()),
        PaperAct::Police(_) => words(world).is_some_and(|draft| draft.police_ok),
        PaperAct::Edit(_) => words(world).is_some_and(|draft| draft.replacing),
        PaperAct::Drop(_) => words(world).is_none(),
        PaperAct::Send(..) => {
            saw(world, "Schrijf deze code") && world.bot.core().store().index.cards() == 1 && words(world).is_none()
        }
        PaperAct::Look(_) => saw(world, "beantwoord"),
        PaperAct::Read(_) => saw(world, "sperwerkuiken") && world.case().delivery == Delivery::Sent,
        PaperAct::Thread(_) => saw(world, "kwartelvogel") && saw(world, "sperwerkuiken"),
        PaperAct::Helped(_) => world.case().is_helped(),
        PaperAct::More(_) => member(world, actor).awaiting == Some(Awaiting::ForCard(Some(id))),
        PaperAct::AskWipe(_) => saw(world, "wissen?") && case_of(world, id).is_some(),
        PaperAct::Wipe(_) => case_of(world, id).is_none(),
        PaperAct::Shut => saw(world, "Hier stond iets"),
        PaperAct::Written => saw(world, "De code stond hier"),
        _ => false,
    }
}

fn case_of(world: &mut World, id: CaseId) -> Option<Case> {
    world.bot.core().store_mut().get::<Cases>(&id).expect("read")
}

fn acts_of(id: CaseId) -> [PaperAct; 7] {
    [
        PaperAct::Look(id),
        PaperAct::Read(id),
        PaperAct::Thread(id),
        PaperAct::Helped(id),
        PaperAct::More(id),
        PaperAct::AskWipe(id),
        PaperAct::Wipe(id),
    ]
}

fn tries_all(world: &mut World, actor: StaffId) {
    let id = world.case;
    for act in acts_of(id) {
        let data = world.was_shown(actor, DeskAct::Paper(act));
        world.press(&Scene::private(ACTOR), &data, SCREEN);
    }
}

fn has_actor(world: &mut World, project: &str) -> StaffId {
    let actor = world.new_staff();
    world.enrol(actor, ACTOR, world::member(Role::Coordinator, Standing::Active, project));
    world.has_messages(ACTOR);
    actor
}

/// A button that a stolen phone still shows is worth nothing without the code, and with it for some minutes.
#[test]
fn a_case_behind_a_card_is_read_and_touched_with_its_code_alone_and_for_ten_minutes() {
    let mut world = World::new();
    let actor = has_actor(&mut world, ELSEWHERE);
    has_case(&mut world);
    tries_all(&mut world, actor);
    assert!(!saw(&world, "sperwerkuiken") && !saw(&world, "kwartelvogel"), "the code was not typed");
    assert!(matches!(world.case().stage, Stage::Sent { .. }));
    world.text(&Scene::private(ACTOR), &format!("/kaart {CODE}"), None);
    assert!(!saw(&world, "sperwerkuiken"), "the code alone shows no word");
    world.bot.pass(11 * 60_000);
    tries_all(&mut world, actor);
    assert!(!saw(&world, "sperwerkuiken") && matches!(world.case().stage, Stage::Sent { .. }), "it is too late");
    world.text(&Scene::private(ACTOR), &format!("/kaart {CODE}"), None);
    world.bot.crash();
    tries_all(&mut world, actor);
    assert!(!saw(&world, "sperwerkuiken"), "a restart forgets which card lay open");
    world.text(&Scene::private(ACTOR), &format!("/kaart {CODE}"), None);
    tries_all(&mut world, actor);
    assert!(saw(&world, "sperwerkuiken") && saw(&world, "kwartelvogel"), "the control");
    let id = world.case;
    assert!(case_of(&mut world, id).is_none());
}

/// Whatever a button says.
#[test]
fn a_case_of_somebody_with_a_phone_is_not_touched_through_a_card() {
    let mut world = World::new();
    let actor = has_actor(&mut world, GENK);
    let id = world.case;
    let now = world.bot.now.day();
    let store = world.bot.core().store_mut();
    let mut case = store.get::<Cases>(&id).expect("read").expect("a case");
    case.stage = Stage::Sent { holder: actor, since: now };
    store.update::<Cases>(&id, &case).expect("staged");
    world.keep();
    tries_all(&mut world, actor);
    assert!(!saw(&world, QUESTION) && matches!(world.case().stage, Stage::Sent { .. }));
}

/// Asked, answered, read out, wiped: a liaison is told of none of it, and learns no more by trying the very code.
#[test]
fn a_liaison_reads_nothing_of_a_question_by_card() {
    const ZOE: i64 = ACTOR + 50;
    let mut world = World::new();
    let zoe = world.new_staff();
    world.enrol(zoe, ZOE, world::member(Role::Liaison, Standing::Active, GENK));
    has_actor(&mut world, GENK);
    world.bot.far.outgoing.clear();
    world.bot.says(ACTOR, "/kaart");
    world.bot.taps(ACTOR, "❓");
    world.bot.says(ACTOR, "Ik ben in elkaar geslagen door een agent, help mij");
    world.bot.taps(ACTOR, "✅ Verstuur");
    let lines = world.bot.far.outgoing.iter().filter_map(|(_, text)| text.strip_prefix("📇 ")?.lines().next());
    let code = lines.map(str::to_owned).find(|line| PaperCode::parse(line).is_ok()).expect("a card");
    for tried in [format!("/kaart {code}"), code.clone(), "/kaart".to_owned(), "/desk".to_owned()] {
        world.bot.says(ZOE, &tried);
    }
    world.bot.says(ACTOR, &format!("/kaart {code}"));
    world.bot.taps(ACTOR, "🗑️");
    world.bot.taps(ACTOR, "🗑️ Ja");
    world.bot.pass(30 * 60_000);
    let read: Vec<&str> =
        world.bot.far.outgoing.iter().filter(|(who, _)| *who == ZOE).map(|(_, text)| text.as_str()).collect();
    assert!(read.len() >= 3, "the control: a liaison is answered");
    for words in [code.as_str(), "📇", "geslagen", "🚨", "🗑️"] {
        assert!(!read.iter().any(|text| text.contains(words)), "{words}: {read:?}");
    }
    let entries = world.bot.core().store_mut().recent_audit(50).expect("readable");
    assert!(entries.iter().any(|entry| entry.act == Act::CardWiped), "the control: it was there, and is wiped");
}
