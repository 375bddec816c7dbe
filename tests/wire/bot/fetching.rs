//! Updates as they come in real life: twice, renumbered, with things nobody knows, and wanted by somebody else too.

use super::{Running, Stage};
use crate::support::people::{PATIENCE, ask, press_on, receipt, sees};
use rechtdoor::simulator::WorldHandle;
use serde_json::json;
use std::time::Instant;

const QUESTION: &str = "La police peut fouiller mon sac ?";

async fn call(stage: &Stage, method: &str, params: serde_json::Value) -> serde_json::Value {
    let url = format!("{}/bot{}/{method}", stage.simulator.api_url(), stage.simulator.token());
    stage.http.post(url).json(&params).send().await.unwrap().json().await.unwrap()
}

fn polls(world: &WorldHandle) -> usize {
    world.calls().iter().filter(|call| call.method.eq_ignore_ascii_case("getUpdates")).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_program_with_the_same_token_is_reported_and_outlived() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    assert!(stage.world.wait_for(|world| polls(world) > 0, PATIENCE).await);
    // The other program polls; ours is thrown out, comes back after its pause and throws the other one out.
    let other = call(&stage, "getUpdates", json!({ "timeout": 50, "allowed_updates": ["message"] }));
    let seen = running.health_says("another program fetches updates with the same token");
    let (other, ()) = tokio::join!(other, seen);
    assert_eq!(other["error_code"], 409, "the bot came back");
    assert!(running.is_running());
    let lina = stage.world.person("Lina", "fr");
    ask(&stage.world, lina, QUESTION).await;
    running.health_says("ok").await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_of_somebody_else_is_reported_and_not_fought() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    assert!(stage.world.wait_for(|world| polls(world) > 0, PATIENCE).await);
    let before = polls(&stage.world);
    let started = Instant::now();
    call(&stage, "setWebhook", json!({ "url": "http://127.0.0.1:9/theirs" })).await;
    running.health_says("a webhook that is not ours is set for this token").await;
    assert!(stage.world.wait_for(|world| polls(world) >= before + 3, PATIENCE).await, "it looks again");
    let pauses = started.elapsed().as_millis() / super::OPERATOR_PAUSE.as_millis();
    assert!(polls(&stage.world) - before <= usize::try_from(pauses).unwrap() + 2, "but with its pause in between");
    let calls = stage.world.calls();
    assert!(calls.iter().all(|call| !call.method.eq_ignore_ascii_case("deleteWebhook")), "it is not ours to remove");
    call(&stage, "deleteWebhook", json!({})).await;
    let lina = stage.world.person("Lina", "fr");
    ask(&stage.world, lina, QUESTION).await;
    running.health_says("ok").await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_knows_yet_costs_no_question() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    stage.world.future_mode(true);
    let lina = stage.world.person("Lina", "fr");
    ask(&stage.world, lina, QUESTION).await;
    let staff = stage.moderator().await;
    let (_, card) = crate::support::people::take_next(&stage.world, staff).await.unwrap();
    assert!(card.text.contains(QUESTION));
    running.stop().await;
}

/// Redelivers until the bot noticed so many. The next poll may confirm one unseen, as it may at Telegram.
async fn comes_again(stage: &Stage, running: &Running, times: i64) {
    let until = Instant::now() + PATIENCE;
    while running.metric("updates_redelivered_total").await < times {
        assert!(Instant::now() < until, "redelivered updates do not arrive");
        if stage.world.updates_waiting() == 0 {
            assert!(stage.world.redeliver());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_that_comes_again_is_decided_once() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let lina = stage.world.person("Lina", "fr");
    stage.world.say(lina, QUESTION).unwrap();
    press_on(&stage.world, lina, &[], "Français").await;
    press_on(&stage.world, lina, &["Pas encore envoyé"], "✅").await;
    receipt(&stage.world, lina).await;
    assert!(stage.world.wait_for(|world| world.updates_waiting() == 0, PATIENCE).await);
    let messages = stage.world.messages(lina).len();
    comes_again(&stage, &running, 3).await;
    // After a start the bot still knows: ids are in the store.
    running.stop().await;
    let running = stage.start().await;
    comes_again(&stage, &running, 1).await;
    assert_eq!(running.metric("cases_waiting").await, 1);
    assert_eq!(stage.world.messages(lina).len(), messages);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_that_begin_anew_lower_are_not_taken_for_old_ones() {
    let stage = Stage::new().await;
    let running = stage.start().await;
    let lina = stage.world.person("Lina", "fr");
    ask(&stage.world, lina, QUESTION).await;
    assert!(stage.world.wait_for(|world| world.updates_waiting() == 0, PATIENCE).await);
    stage.world.renumber_updates(1_000);
    let noah = stage.world.person("Noah", "fr");
    ask(&stage.world, noah, QUESTION).await;
    sees(&stage.world, noah, &["Ton code : "]).await;
    running.metric_is("cases_waiting", 2).await;
    running.stop().await;
}
