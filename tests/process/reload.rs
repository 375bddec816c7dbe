//! Content that is edited while the real process runs: by signal and by a coordinator's command, whole and broken.

use super::place::{Place, Process};
use super::support::people::{PATIENCE, joins, sees};
use rechtdoor::domain::roles::Role;
use std::fs;
use std::time::Instant;

/// In the place of the first `old` of a file of the content.
fn edit(place: &Place, file: &str, old: &str, new: &str) {
    let path = place.path(&format!("content/{file}"));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} does not hold {old}");
    fs::write(path, text.replacen(old, new, 1)).unwrap();
}

/// SIGHUP, until the log says `said` once more.
fn hang_up(place: &Place, running: &Process, said: &str) {
    let times = || place.log().matches(said).count();
    let (before, until) = (times(), Instant::now() + PATIENCE);
    running.hang_up();
    while times() == before {
        assert!(Instant::now() < until, "{}", place.log());
        std::thread::yield_now();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_signal_and_a_coordinator_reload_the_content_and_a_broken_edit_changes_nothing() {
    let place = Place::new().await;
    let world = &place.world;
    let running = place.start(&[]);
    let noor = joins(world, &place.master(), Role::Coordinator).await;

    edit(&place, "danger.toml", "phrases = [", "phrases = [\"radis bleu\",");
    hang_up(&place, &running, "the content was reloaded");
    let lina = world.person("Lina", "fr");
    world.say(lina, "radis bleu").unwrap();
    sees(world, lina, &["0800 32 123"]).await;

    edit(&place, "danger.toml", "\"radis bleu\",", "\"radis bleu,");
    hang_up(&place, &running, "the content was not reloaded");
    assert!(place.log().contains("content/danger.toml:"), "{}", place.log());
    let yanis = world.person("Yanis", "fr");
    world.say(yanis, "radis bleu").unwrap();
    sees(world, yanis, &["0800 32 123"]).await;

    world.say(noor, "/recharger").unwrap();
    sees(world, noor, &["Pas rechargé", "danger.toml:"]).await;
    edit(&place, "danger.toml", "\"radis bleu,", "\"radis vert\",");
    world.say(noor, "/recharger").unwrap();
    sees(world, noor, &["✅ Rechargé"]).await;
    let adil = world.person("Adil", "fr");
    world.say(adil, "radis vert").unwrap();
    sees(world, adil, &["0800 32 123"]).await;
    assert_eq!(running.terminate(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn neither_a_reload_nor_a_start_leaves_out_a_project_that_has_members() {
    let place = Place::new().await;
    let running = place.start(&[]);
    joins(&place.world, &place.master(), Role::Moderator).await;
    let (old, new) = ("id = \"brussel-zuid\"\nname", "id = \"bxl\"\nname");
    edit(&place, "projects.toml", "default_project = \"brussel-zuid\"", "default_project = \"bxl\"");
    edit(&place, "projects.toml", old, new);
    hang_up(&place, &running, "the content was not reloaded");
    assert_eq!(running.terminate(), 0);
    let said = place.says(&["run"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("content/projects.toml:1: the project \"brussel-zuid\" is gone"), "{}", said.err);
    edit(&place, "projects.toml", new, old);
    edit(&place, "projects.toml", "default_project = \"bxl\"", "default_project = \"brussel-zuid\"");
    assert_eq!(place.start_and_stop().code, 0);
}
