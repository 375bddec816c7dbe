//! The same bot when updates are brought to it.

use super::{Stage, free_address, talk};
use crate::support::people::{ask, sees};
use rechtdoor::runtime::Door;
use rechtdoor::telegram::Secret;
use serde_json::json;
use std::net::SocketAddr;

const PATH: &str = "a-path-that-nobody-guesses";
const WORD: &str = "a-word-that-nobody-guesses";
const HEADER: &str = "x-telegram-bot-api-secret-token";

fn door() -> (Door, SocketAddr) {
    let listen = free_address();
    let secret = |word| Secret::new(word).unwrap();
    (Door::Webhook { listen, url: format!("http://{listen}/"), path: secret(PATH), secret: secret(WORD) }, listen)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_asked_answered_and_rated() {
    let stage = Stage::new().await;
    let (door, _) = door();
    let running = stage.start_at(door).await;
    talk::whole_way(&stage).await;
    let calls = stage.world.calls();
    assert!(calls.iter().all(|call| !call.method.eq_ignore_ascii_case("getUpdates")), "nothing is polled");
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_know_the_secrets_finds_nothing() {
    let stage = Stage::new().await;
    let (door, listen) = door();
    let running = stage.start_at(door).await;
    let lina = stage.world.person("Lina", "fr");
    stage.world.say(lina, "/start").unwrap();
    sees(&stage.world, lina, &["112"]).await;
    let update = |id: i64, text: &str| {
        json!({ "update_id": id, "message": { "message_id": 900 + id, "date": stage.world.now().0 / 1_000,
            "chat": { "id": lina, "type": "private", "first_name": "Lina" },
            "from": { "id": lina, "is_bot": false, "first_name": "Lina" }, "text": text } })
        .to_string()
    };
    let post = async |path: &str, word: &str, body: String| {
        let request = stage.http.post(format!("http://{listen}/{path}")).header(HEADER, word).body(body);
        request.send().await.unwrap().status().as_u16()
    };
    let updates = running.metric("updates_total").await;
    assert_eq!(post(PATH, "another-word-of-some-length", update(1, "un")).await, 404);
    assert_eq!(post("another-path-of-some-length", WORD, update(2, "deux")).await, 404);
    assert_eq!(post(PATH, WORD, update(3, &"x".repeat(70_000))).await, 404);
    assert_eq!(stage.http.get(format!("http://{listen}/{PATH}")).send().await.unwrap().status().as_u16(), 404);
    assert_eq!(running.metric("updates_total").await, updates, "none of it came in");
    // A yes means that it stands in the store: the number of the commit has grown by then, and coming again is known.
    let commits = running.metric("store_commit_number").await;
    assert_eq!(post(PATH, WORD, update(4, "La police peut faire ça ?")).await, 200);
    running.metric_is("updates_total", updates + 1).await;
    assert!(running.metric("store_commit_number").await > commits);
    assert_eq!(post(PATH, WORD, update(4, "La police peut faire ça ?")).await, 200);
    running.metric_is("updates_redelivered_total", 1).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_while_the_bot_is_away_is_brought_later() {
    let stage = Stage::new().await;
    let (door, listen) = door();
    let running = stage.start_at(door).await;
    let lina = stage.world.person("Lina", "fr");
    stage.world.say(lina, "/start").unwrap();
    sees(&stage.world, lina, &["112"]).await;
    running.stop().await;
    let noah = stage.world.person("Noah", "fr");
    let secret = |word| Secret::new(word).unwrap();
    let (path, word) = (secret("yet-another-path-nobody-knows"), secret("yet-another-word-nobody-knows"));
    // The door of the run before may still be closing: another one, and new secrets, as a start draws them.
    let listen = SocketAddr::new(listen.ip(), free_address().port());
    let asking = {
        let world = stage.world.clone();
        tokio::spawn(async move { ask(&world, noah, "La police peut fouiller mon sac ?").await })
    };
    let door = Door::Webhook { listen, url: format!("http://{listen}"), path, secret: word };
    let running = stage.start_at(door).await;
    assert_eq!(asking.await.unwrap().len(), 6);
    running.stop().await;
}
