//! Buttons that are not what they seem: forged, somebody else's, from elsewhere, pressed again, too old.
//!
//! A young person's button is the client's own word and proves nothing; a desk's button is a random token of ours.

use crate::support::entropy::Seeded;
use crate::support::ledger::{How, Ledger};
use crate::world::{self, ASKER, COLLEAGUE, CORA, DRAFT, SCREEN, Scene, VERSION, World};
use data_encoding::BASE64URL_NOPAD;
use rechtdoor::content::{CardId, TopicId};
use rechtdoor::dialogue::action::{CaseVerb, DeskAct, DraftVerb, Press, RefusalReason};
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::{Code, DraftId, Entropy, Language};
use rechtdoor::store::tables::{Persons, Table};

const LINA: i64 = 5_300_000_011;
const NOOR: i64 = 5_300_000_012;
const DEAD: &str = "Deze knop werkt niet meer";

/// A case in the colleague's hands with a draft that could go out, and the button that would send it.
fn ready() -> (World, String) {
    held_for(20 * 60)
}

fn held_for(minutes: i64) -> (World, String) {
    let mut world = World::new();
    let colleague = world.colleague;
    world.has_messages(COLLEAGUE);
    world.is_held_for(colleague, minutes);
    let send = DeskAct::Send(world.case, VERSION);
    let data = world.was_shown(colleague, send);
    world.bot.far.sights.clear();
    (world, data)
}

/// Presses by one person on one message, some minutes apart so that nobody is taken for a flood; nothing may come of it.
fn nothing_comes_of(world: &mut World, scene: &Scene, data: &[String], message: Option<i64>) {
    let before = Ledger::of(&world.bot);
    for (number, data) in data.iter().enumerate() {
        if number % 30 == 29 {
            world.bot.now = world.bot.now.plus_ms(45_000);
        }
        let press = world.pressed(scene, data, message);
        world.come_in(&[press]);
        let after = Ledger::of(&world.bot);
        let mut changes = before.changes(&after);
        // The talk with somebody of whom there is a page: which messages can be deleted on a wish.
        changes.retain(|key, how| !(*how == How::Added && key.first() == Some(&Persons::LETTER)));
        assert!(changes.is_empty() && before.has_the_same_keys(&after), "{data:?} did something");
    }
    assert_eq!(world.told(ASKER, DRAFT), 0, "the asker was told something");
    assert_eq!(world.bot.core().counts.panics, 0);
}

fn sends_once(world: &mut World, data: &str) {
    world.press(&Scene::private(COLLEAGUE), data, SCREEN);
    assert_eq!(world.told(ASKER, DRAFT), 1, "the control: the true button sends");
}

/// What nobody of us ever made, around a true token and without one.
fn junk(true_data: &str) -> Vec<String> {
    let secret = true_data.split(':').nth(1).expect("a token");
    let mut all: Vec<String> =
        ["", ":", "::", "d", "d:", "d::", "d:::0", "x", "\u{0}", "d:\u{0}:0", "\u{fffd}\u{fffd}"]
            .map(str::to_owned)
            .to_vec();
    all.extend(["é".repeat(32), "🛑".repeat(16), "A".repeat(64), format!("d:{}:0", "A".repeat(60)), "d".repeat(64)]);
    for at in ["1", "99", "-1", "18446744073709551616", "", " 0", "0x0", "٠"] {
        all.push(format!("d:{secret}:{at}"));
    }
    all.extend([format!("d:{secret}"), format!("D:{secret}:0"), format!("t:{secret}:0"), format!("d:{secret}=:0")]);
    all.extend([format!("d:{secret}A:0"), format!("d:{}:0", &secret[..21]), format!("d: {secret}:0")]);
    // Every bit of the token, turned.
    let bytes = BASE64URL_NOPAD.decode(secret.as_bytes()).expect("a token of ours");
    for bit in 0..bytes.len() * 8 {
        let mut turned = bytes.clone();
        turned[bit / 8] ^= 1 << (bit % 8);
        all.push(format!("d:{}:0", BASE64URL_NOPAD.encode(&turned)));
    }
    all.retain(|data| data.len() <= 64);
    all
}

#[test]
fn a_forged_button_does_nothing_for_anybody() {
    let (mut world, data) = ready();
    let forged = junk(&data);
    assert!(forged.len() > 150);
    for who in [COLLEAGUE, CORA, ASKER, LINA] {
        nothing_comes_of(&mut world, &Scene::private(who), &forged, Some(SCREEN));
    }
    let mut random = Seeded::new(5);
    let guesses: Vec<String> = (0..500)
        .map(|_| {
            let mut secret = [0; 16];
            random.fill(&mut secret);
            format!("d:{}:0", BASE64URL_NOPAD.encode(&secret))
        })
        .collect();
    for who in [COLLEAGUE, LINA] {
        nothing_comes_of(&mut world, &Scene::private(who), &guesses, Some(SCREEN));
    }
    sends_once(&mut world, &data);
}

#[test]
fn a_true_button_is_dead_in_other_hands_and_in_another_place() {
    let (mut world, data) = ready();
    let data = [data];
    for other in [CORA, world::NEWCOMER, ASKER, LINA] {
        nothing_comes_of(&mut world, &Scene::private(other), &data, Some(SCREEN));
    }
    nothing_comes_of(&mut world, &Scene::in_group(COLLEAGUE), &data, Some(SCREEN));
    // Its holder, but on another message, or on one of which nothing is known any more.
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &data, Some(SCREEN + 1));
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &data, None);
    assert!(world.toasts().last().is_some_and(|said| said.contains(DEAD)), "and it is said, kindly");
    sends_once(&mut world, &data[0]);
}

#[test]
fn pressed_twice_told_twice_or_in_one_batch_it_acts_once() {
    let (mut world, data) = ready();
    let colleague = Scene::private(COLLEAGUE);
    let [one, two] = [(), ()].map(|()| world.pressed(&colleague, &data, Some(SCREEN)));
    // In one batch, the first of them told twice; then both told again; then pressed once more.
    world.come_in(&[one.clone(), two.clone(), one.clone()]);
    world.come_in(&[two, one]);
    world.press(&colleague, &data, SCREEN);
    assert_eq!(world.told(ASKER, DRAFT), 1);
    assert!(matches!(world.case().stage, Stage::Sent { .. }));
}

#[test]
fn a_button_lives_through_a_night_and_a_restart_and_not_longer_than_two_days() {
    let claim = |world: &mut World| {
        let (colleague, case) = (world.colleague, world.case);
        world.has_messages(COLLEAGUE);
        world.was_shown(colleague, DeskAct::Claim(case))
    };
    let mut world = World::new();
    let data = claim(&mut world);
    // Through two nights and a power cut, not quite two days later, it is still good.
    world.bot.pass(47 * 3_600_000);
    world.bot.crash();
    world.press(&Scene::private(COLLEAGUE), &data, SCREEN);
    assert_eq!(world.case().holder(), Some(world.colleague));

    let mut world = World::new();
    let data = claim(&mut world);
    world.bot.pass(48 * 3_600_000 + 60_000);
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &[data], Some(SCREEN));
}

#[test]
fn what_was_true_when_a_button_was_made_is_asked_again_when_it_is_pressed() {
    // The lease ran out.
    let (mut world, data) = held_for(10);
    world.bot.pass(11 * 60_000);
    world.bot.far.sights.clear();
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &[data], Some(SCREEN));

    // The asker wiped everything.
    let (mut world, data) = ready();
    let colleague = world.colleague;
    let others: Vec<String> = [DeskAct::Show(world.case), DeskAct::Refuse(world.case, RefusalReason::Insult)]
        .map(|act| world.was_shown(colleague, act))
        .to_vec();
    world.press(&Scene::private(ASKER), "m:wipe-yes", 12);
    world.bot.pass(15 * 60_000);
    world.bot.far.sights.clear();
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &[&[data][..], &others].concat(), Some(SCREEN));

    // It was refused in the meantime, from another screen.
    let (mut world, data) = ready();
    let (colleague, case) = (world.colleague, world.case);
    let refuse = world.was_shown(colleague, DeskAct::Refuse(case, RefusalReason::Insult));
    world.press(&Scene::private(COLLEAGUE), &refuse, SCREEN);
    assert_eq!(world.told(ASKER, ""), 1, "the control: the refusal is told");
    world.bot.far.sights.clear();
    nothing_comes_of(&mut world, &Scene::private(COLLEAGUE), &[data, refuse], Some(SCREEN));
}

fn card() -> CardId {
    CardId::parse("phone-seize").expect("an id")
}

/// Every button that a young person can have, on a draft and a case that are somebody else's.
fn about_others(draft: DraftId, code: Code) -> Vec<String> {
    let draft_verbs = [
        DraftVerb::Edit,
        DraftVerb::Drop,
        DraftVerb::Police,
        DraftVerb::Areas(0),
        DraftVerb::Area("genk".to_owned()),
        DraftVerb::Language(Language::Fr),
        DraftVerb::Belongs(code),
        DraftVerb::NewQuestion,
        DraftVerb::Review,
        DraftVerb::Send(0),
        DraftVerb::Cards,
        DraftVerb::Card(card()),
        DraftVerb::Law(card()),
        DraftVerb::Regions(TopicId::parse("youth-justice").expect("an id")),
        DraftVerb::Answered(card()),
        DraftVerb::AskThis(String::new()),
    ];
    let case_verbs = [
        CaseVerb::Helped,
        CaseVerb::NotReally,
        CaseVerb::Unclear,
        CaseVerb::Add,
        CaseVerb::View,
        CaseVerb::Wipe,
        CaseVerb::WipeYes,
        CaseVerb::Open,
        CaseVerb::Hide,
        CaseVerb::Why(RefusalReason::OffTopic),
    ];
    let drafts = draft_verbs.into_iter().map(|verb| Press::Draft(draft, verb).encode());
    drafts.chain(case_verbs.into_iter().map(|verb| Press::Case(code, verb).encode())).collect()
}

#[test]
fn anothers_question_and_anothers_draft_are_out_of_reach_and_not_told_from_what_never_was() {
    let (mut world, _) = ready();
    // Noor has a draft; its id is in the buttons under her review.
    world.text(&Scene::private(NOOR), "goudvink: mag de politie mijn rugzak doorzoeken?", None);
    let buttons = world.bot.far.chats[&NOOR].messages.values().flat_map(|message| message.once.clone());
    let draft = buttons.filter_map(|(_, data)| Press::parse(&data)).find_map(|press| match press {
        Press::Draft(id, _) => Some(id),
        Press::Language(_) | Press::Menu(_) | Press::Case(..) | Press::Look(_) | Press::Meet(_) => None,
    });
    let (draft, code) = (draft.expect("a draft"), world.code);
    let lina = Scene::private(LINA);
    world.press(&lina, &Press::Language(Language::Nl).encode(), 3);
    let mut said = Vec::new();
    let unknown = (DraftId([9; 16]), Code::parse("ZZZZZZ").expect("a code"));
    for (draft, code) in [(draft, code), unknown] {
        world.bot.now = world.bot.now.plus_minutes(3);
        world.bot.far.sights.clear();
        world.bot.far.outgoing.clear();
        nothing_comes_of(&mut world, &lina, &about_others(draft, code), Some(3));
        let texts: Vec<String> = world.bot.far.outgoing.drain(..).map(|(_, text)| text).collect();
        said.push((world.toasts(), texts));
    }
    assert!(said[0].1.len() == 26 && said[0] == said[1], "what is somebody's is answered like what never was");
    let all = format!("{:?}", said[0]);
    assert!(!all.contains("goudvink") && !all.contains("kwartelvogel"), "{all}");
    // The control: for who owns them, these very buttons work.
    world.press(&Scene::private(NOOR), &Press::Draft(draft, DraftVerb::Language(Language::Nl)).encode(), 5);
    assert!(world.bot.far.sights.iter().any(|(chat, _)| *chat == NOOR));
    world.bot.far.sights.clear();
    world.press(&Scene::private(ASKER), &Press::Case(code, CaseVerb::View).encode(), 5);
    assert_eq!(world.told(ASKER, "kwartelvogel") + edited(&world, "kwartelvogel"), 1);
}

fn edited(world: &World, snippet: &str) -> usize {
    use crate::support::far_side::Sight;
    let shows = |sight: &Sight| matches!(sight, Sight::Edited(_, screen) if screen.text.contains(snippet));
    world.bot.far.sights.iter().filter(|(chat, sight)| *chat == ASKER && shows(sight)).count()
}

#[test]
fn the_team_has_no_young_persons_buttons_and_a_young_person_none_of_the_team() {
    let (mut world, data) = ready();
    let code = world.code;
    let mut youth = about_others(DraftId([9; 16]), code);
    youth.extend(
        ["m:home", "m:ask", "m:discreet", "m:wipe", "m:wipe-yes", "l:fr", "r:topics:0", "r:up:phone-seize"]
            .map(str::to_owned),
    );
    for who in [COLLEAGUE, CORA, world::NEWCOMER] {
        nothing_comes_of(&mut world, &Scene::private(who), &youth, Some(SCREEN));
    }
    nothing_comes_of(&mut world, &Scene::private(ASKER), &[data], Some(SCREEN));
}
