//! Starting, stopping, and everything on which a start must refuse.

use super::place::{Place, copy_folder};
use super::support::people::{PATIENCE, answers_next, ask, joins, sees};
use rechtdoor::domain::roles::Role;
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::simulator::WorldHandle;
use rechtdoor::vault::Master;
use std::fs;

const QUESTION: &str = "La police peut fouiller mon sac ?";
const ANSWER: &str = "Non, pas sans raison.";

/// Until it asked for updates after now: the start is over.
async fn runs(world: &WorldHandle) {
    let polls = |world: &WorldHandle| {
        world.calls().iter().filter(|call| call.method.eq_ignore_ascii_case("getUpdates")).count()
    };
    let before = polls(world);
    assert!(world.wait_for(|world| polls(world) > before, PATIENCE).await, "the bot does not start");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_stops_when_told_and_nothing_is_lost() {
    let place = Place::new().await;
    let world = &place.world;
    let running = place.start(&[]);
    let staff = joins(world, &place.master(), Role::Moderator).await;
    let lina = world.person("Lina", "fr");
    let code = ask(world, lina, QUESTION).await;
    assert_eq!(running.terminate(), 0);
    let noah = world.person("Noah", "fr");
    world.say(noah, "/start").unwrap();
    let running = place.start(&[]);
    sees(world, noah, &["112"]).await;
    assert_eq!(answers_next(world, staff, ANSWER).await, code);
    sees(world, lina, &["💬", &code, ANSWER]).await;
    assert_eq!(running.terminate(), 0);
    let copies = world.messages(lina).iter().filter(|seen| seen.text.contains(ANSWER)).count();
    assert_eq!(copies, 1);
    assert!(place.log().contains("the bot has stopped"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_the_same_store_is_refused() {
    let place = Place::new().await;
    let mut running = place.start(&[]);
    runs(&place.world).await;
    let said = place.says(&["run"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.lines().last().unwrap().contains("another rechtdoor"), "{}", said.err);
    assert!(!running.has_ended(), "the first one goes on");
    let lina = place.world.person("Lina", "fr");
    ask(&place.world, lina, QUESTION).await;
    assert_eq!(running.terminate(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_is_printed_while_the_bot_runs() {
    let place = Place::new().await;
    let running = place.start(&[]);
    let invite = ["invite", "--role", "moderator", "--project", "brussel-zuid", "--approved"];
    // The bot's name is remembered a moment after the start.
    let name_known = |_: &WorldHandle| place.says(&invite).code == 0;
    assert!(place.world.wait_for(name_known, PATIENCE).await);
    let said = place.says(&invite);
    let word = said.out.trim().strip_prefix("https://t.me/rechtdoor_bot?start=").unwrap().to_owned();
    assert!(said.err.is_empty(), "{}", said.err);
    // A liaison of a project with several zones is one zone's, and nobody else has one.
    let of = |role, zone: &[&str]| {
        let invite = ["invite", "--project", "asse-wemmel-dilbeek", "--role", role];
        place.says(&[&invite[..], zone].concat())
    };
    let refused = of("liaison", &[]);
    assert!(refused.code == 2 && refused.err.contains("add --zone, one of amow, dilbeek"), "{}", refused.err);
    let refused = of("liaison", &["--zone", "genk"]);
    assert!(refused.code == 2 && refused.err.contains("no such zone; mend: one of amow, dilbeek"), "{}", refused.err);
    let refused = of("moderator", &["--zone", "amow"]);
    assert!(refused.code == 2 && refused.err.contains("only a liaison has a zone"), "{}", refused.err);
    assert_eq!((of("liaison", &["--zone", "amow"]).code, of("moderator", &[]).code), (0, 0), "the controls");
    let staff = place.world.person("Samira", "fr");
    place.world.say(staff, &format!("/start {word}")).unwrap();
    sees(&place.world, staff, &["/suivant"]).await;
    // It works once.
    let other = place.world.person("Somebody", "fr");
    let said = place.world.say(other, &format!("/start {word}")).unwrap();
    let answered = |world: &WorldHandle| world.last_from_bot(other).is_some_and(|seen| seen.id > said);
    assert!(place.world.wait_for(answered, PATIENCE).await);
    assert!(!place.world.last_from_bot(other).unwrap().text.contains("/suivant"));
    assert_eq!(running.terminate(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_token_or_key_ends_the_start() {
    let place = Place::new().await;
    let running = place.start(&[]);
    runs(&place.world).await;
    assert_eq!(running.terminate(), 0);

    place.write_token("123456:not-the-token-of-this-server");
    let said = place.says(&["run"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("token") && !said.err.contains("not-the-token"), "{}", said.err);
    place.write_token(place.simulator.token());

    let key = place.path("secrets/master.key");
    fs::rename(&key, place.path("secrets/kept.key")).unwrap();
    Master::create(&key, &[], &mut OsEntropy).unwrap();
    let said = place.says(&["run"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("another master key"), "{}", said.err);
    fs::remove_file(&key).unwrap();
    assert_eq!(place.says(&["run"]).code, 2, "no key at all");

    fs::rename(place.path("secrets/kept.key"), &key).unwrap();
    let running = place.start(&[]);
    runs(&place.world).await;
    assert_eq!(running.terminate(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_without_its_ring_is_not_begun_anew() {
    let place = Place::new().await;
    let running = place.start(&[]);
    let lina = place.world.person("Lina", "fr");
    ask(&place.world, lina, QUESTION).await;
    assert_eq!(running.terminate(), 0);
    fs::rename(place.path("keys"), place.path("kept")).unwrap();
    let said = place.says(&["run"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.to_lowercase().contains("ring"), "{}", said.err);
    if place.path("keys").exists() {
        fs::remove_dir_all(place.path("keys")).unwrap();
    }
    fs::rename(place.path("kept"), place.path("keys")).unwrap();
    let running = place.start(&[]);
    runs(&place.world).await;
    assert_eq!(running.terminate(), 0, "with its ring it is whole again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_from_yesterday_is_refused_until_the_loss_is_accepted() {
    let place = Place::new().await;
    let world = &place.world;
    let running = place.start(&[]);
    runs(&place.world).await;
    let lina = place.world.person("Lina", "fr");
    ask(&place.world, lina, QUESTION).await;
    assert_eq!(running.terminate(), 0);
    copy_folder(&place.path("data"), &place.path("earlier"));
    let running = place.start(&[]);
    let noah = place.world.person("Noah", "fr");
    ask(&place.world, noah, QUESTION).await;
    assert_eq!(running.terminate(), 0);
    fs::rename(place.path("data"), place.path("later")).unwrap();
    copy_folder(&place.path("earlier"), &place.path("data"));
    let said = place.says(&["run"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("commits"), "{}", said.err);
    // The refusal destroyed no key: with the right store everything is there.
    fs::remove_dir_all(place.path("data")).unwrap();
    copy_folder(&place.path("later"), &place.path("data"));
    let running = place.start(&[]);
    let staff = joins(world, &place.master(), Role::Moderator).await;
    for _ in 0..2 {
        answers_next(world, staff, ANSWER).await;
    }
    sees(world, noah, &[ANSWER]).await;
    assert_eq!(running.terminate(), 0);

    fs::remove_dir_all(place.path("data")).unwrap();
    fs::rename(place.path("earlier"), place.path("data")).unwrap();
    let running = place.start(&["--accept-loss"]);
    let adil = place.world.person("Adil", "fr");
    ask(&place.world, adil, QUESTION).await;
    assert_eq!(running.terminate(), 0);
}
