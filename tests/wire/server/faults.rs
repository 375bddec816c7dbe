//! Bad weather: each fault as the other side of the wire sees it.

use super::bench;
use rechtdoor::simulator::{Fault, Rule};
use serde_json::json;
use teloxide::prelude::*;
use teloxide::types::UpdateKind;

#[tokio::test]
async fn a_fault_falls_on_the_calls_it_names_and_so_often() {
    let bench = bench().await;
    let (lina, noah) = (bench.started("Lina").await, bench.started("Noah").await);
    let send = |chat: i64| bench.call("sendMessage", json!({ "chat_id": chat, "text": "a" }));
    let restart = Fault::Status(500, "Internal Server Error: restart".to_owned());
    bench.world.fault(Rule::new(restart).method("SendMessage").chat(lina).times(2));
    send(noah).await.result();
    assert_eq!(send(lina).await.error(), (500, "Internal Server Error: restart"));
    bench.call("getMe", json!({})).await.result();
    assert_eq!(send(lina).await.status, 500);
    send(lina).await.result();
    bench.world.fault(Rule::new(Fault::RetryAfter(7)).chance(100));
    assert_eq!(send(lina).await.error(), (429, "Too Many Requests: retry after 7"));
    bench.world.clear_faults();
    bench.world.fault(Rule::new(Fault::RetryAfter(7)).chance(0));
    bench.world.fault(Rule::new(Fault::Delay(1)));
    send(lina).await.result();
}

#[tokio::test]
async fn a_cut_line_tells_nothing_of_what_was_done() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let before = bench.world.messages(lina).len();
    bench.world.fault(Rule::new(Fault::DropBefore).times(1));
    assert!(bench.bot.send_message(ChatId(lina), "a").await.is_err());
    assert_eq!(bench.world.messages(lina).len(), before);
    bench.world.fault(Rule::new(Fault::DropAfter).times(1));
    assert!(bench.bot.send_message(ChatId(lina), "b").await.is_err());
    assert_eq!(bench.world.messages(lina).len(), before + 1);
}

#[tokio::test]
async fn a_proxy_answers_with_a_page() {
    let bench = bench().await;
    bench.world.fault(Rule::new(Fault::Html502).times(1));
    let response = bench.http.get(bench.url("getMe")).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 502);
    assert!(response.text().await.unwrap().starts_with("<html>"));
}

#[tokio::test]
async fn the_future_brings_fields_and_entities_that_nobody_knows() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.world.future_mode(true);
    bench.world.say(lina, "hallo").unwrap();
    let raw = bench.updates(0).await;
    assert_eq!(raw[0]["message"]["entities"][0]["type"], "from_the_future");
    let updates = bench.bot.get_updates().await.unwrap();
    assert!(matches!(updates[0].kind, UpdateKind::Message(_)));
}

#[tokio::test]
async fn every_call_is_in_the_log_as_it_came() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.bot.send_message(ChatId(lina), "gevoelig").await.unwrap();
    let calls = bench.world.calls();
    let last = calls.last().unwrap();
    assert_eq!((last.method.as_str(), last.params["text"].as_str()), ("SendMessage", Some("gevoelig")));
}
