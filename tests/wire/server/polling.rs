//! The way in, parameters, and asking for updates.

use super::{bench, bench_with, read};
use rechtdoor::simulator::Kind;
use serde_json::json;
use std::time::Duration;
use teloxide::prelude::*;
use teloxide::types::{AllowedUpdate, UpdateKind};

#[tokio::test]
async fn the_token_and_the_path_are_checked() {
    let bench = bench().await;
    let base = bench.simulator.api_url();
    let get = |path: &str| read(bench.http.get(format!("{base}{path}")));
    assert_eq!(get("/botnonsense/getMe").await.error(), (401, "Unauthorized: invalid token specified"));
    assert_eq!(get("/bot12:abc/getMe").await.error(), (401, "Unauthorized"));
    assert_eq!(get("/elsewhere").await.error(), (404, "Not Found"));
    assert_eq!(bench.call("getEverything", json!({})).await.error(), (404, "Not Found: method not found"));
}

#[tokio::test]
async fn a_method_is_called_in_any_case_and_by_any_encoding() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let id = lina.to_string();
    let url = bench.url("SENDMESSAGE");
    let form = "application/x-www-form-urlencoded";
    let multipart = reqwest::multipart::Form::new().text("chat_id", id.clone()).text("text", "d & é");
    for (request, text) in [
        (bench.http.get(format!("{url}?chat_id={id}&text=a%20b")), "a b"),
        (bench.http.post(&url).header("content-type", form).body(format!("chat_id={id}&text=b%26+c")), "b& c"),
        (bench.http.post(&url).json(&json!({ "chat_id": lina, "text": "c" })), "c"),
        (bench.http.post(&url).multipart(multipart), "d & é"),
    ] {
        assert_eq!(read(request).await.result()["text"], text);
    }
    let broken = bench.http.post(&url).header("content-type", "application/json").body("{");
    assert_eq!(read(broken).await.error().0, 400);
}

#[tokio::test]
async fn the_client_learns_its_name() {
    let bench = bench().await;
    let me = bench.bot.get_me().await.unwrap();
    assert_eq!(me.username(), "rechtdoor_bot");
    assert!(bench.simulator.token().starts_with(&format!("{}:", me.id)));
}

#[tokio::test]
async fn the_client_reads_every_kind_of_update() {
    let bench = bench().await;
    let lina = bench.world.person_with_username("Lina", "lina_x", "nl");
    let first = bench.world.say(lina, "/start abc").unwrap();
    bench.world.reply(lina, first, "en dit").unwrap();
    bench.world.edit(lina, first, "anders").unwrap();
    let kinds = [
        Kind::Voice,
        Kind::Picture,
        Kind::Video,
        Kind::Document,
        Kind::Sticker,
        Kind::Location,
        Kind::Contact,
        Kind::Forward,
    ];
    for kind in kinds {
        bench.world.send_kind(lina, kind).unwrap();
    }
    bench.world.block(lina).unwrap();
    let group = bench.world.group("Team", &[lina]);
    bench.world.make_admin(group).unwrap();
    bench.world.migrate(group).unwrap();
    let updates = bench.bot.get_updates().await.unwrap();
    assert_eq!(updates.len(), 3 + kinds.len() + 1 + 2 + 2);
    assert!(updates.iter().all(|update| !matches!(update.kind, UpdateKind::Error(_))));
    let UpdateKind::Message(start) = &updates[0].kind else { panic!("a message") };
    assert_eq!((start.text(), start.chat.id), (Some("/start abc"), ChatId(lina)));
    let UpdateKind::Message(voice) = &updates[3].kind else { panic!("a message") };
    assert!(voice.voice().is_some());
}

#[tokio::test]
async fn an_offset_confirms_and_a_negative_one_keeps_the_last() {
    let bench = bench().await;
    let lina = bench.world.person("Lina", "nl");
    for number in 0..4 {
        bench.world.say(lina, &number.to_string()).unwrap();
    }
    let all = bench.updates(0).await;
    let first = all[0]["update_id"].as_i64().unwrap();
    assert_eq!((all.len(), bench.updates(0).await.len()), (4, 4));
    assert_eq!(bench.updates(first + 1).await.len(), 3);
    assert_eq!(bench.updates(-1).await[0]["message"]["text"], "3");
    assert_eq!(bench.world.updates_waiting(), 1);
    assert!(bench.world.redeliver());
}

#[tokio::test]
async fn numbers_that_begin_anew_are_not_confirmed_by_an_old_offset() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.world.renumber_updates(5);
    bench.world.say(lina, "na een week").unwrap();
    assert_eq!(bench.updates(5_000_000).await[0]["update_id"], 5);
}

#[tokio::test]
async fn what_waits_too_long_is_lost() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.world.say(lina, "vraag").unwrap();
    bench.world.press_data(lina, 1, "x").unwrap();
    bench.world.pass_ms(149_999);
    assert_eq!(bench.world.updates_waiting(), 2);
    bench.world.pass_ms(1);
    assert_eq!(bench.updates(0).await.len(), 1);
    bench.world.pass_ms(86_400_000);
    assert!(bench.updates(0).await.is_empty());
}

#[tokio::test]
async fn allowed_updates_stay_until_changed() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    bench.bot.get_updates().allowed_updates([AllowedUpdate::CallbackQuery]).await.unwrap();
    bench.world.say(lina, "niet gezien").unwrap();
    bench.world.press_data(lina, 1, "x").unwrap();
    let seen = bench.drain().await;
    assert_eq!((seen.len(), seen[0]["callback_query"]["data"].as_str()), (1, Some("x")));
    bench.call("getUpdates", json!({ "allowed_updates": [] })).await.result();
    bench.world.say(lina, "wel gezien").unwrap();
    assert_eq!(bench.drain().await.len(), 1);
}

#[tokio::test]
async fn a_poll_waits_for_a_word_or_for_its_time() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let (world, seen) = (bench.world.clone(), bench.world.calls().len());
    let asked = |calls: usize| move |world: &rechtdoor::simulator::WorldHandle| world.calls().len() > calls;
    let speak = async {
        assert!(world.wait_for(asked(seen), Duration::from_secs(5)).await);
        world.say(lina, "hallo").unwrap();
    };
    let (reply, ()) = tokio::join!(bench.call("getUpdates", json!({ "timeout": 30 })), speak);
    assert_eq!(reply.result()[0]["message"]["text"], "hallo");
    bench.drain().await;
    let seen = world.calls().len();
    let wait = async {
        assert!(world.wait_for(asked(seen), Duration::from_secs(5)).await);
        world.pass_ms(1_000);
    };
    let (reply, ()) = tokio::join!(bench.call("getUpdates", json!({ "timeout": 1 })), wait);
    assert_eq!(reply.result(), &json!([]));
}

#[tokio::test]
async fn a_second_poll_ends_the_first() {
    let bench = bench().await;
    let lina = bench.started("Lina").await;
    let (world, seen) = (bench.world.clone(), bench.world.calls().len());
    let second = async {
        assert!(world.wait_for(|world| world.calls().len() > seen, Duration::from_secs(5)).await);
        bench.call("getUpdates", json!({ "timeout": 30 })).await
    };
    let speak = async {
        assert!(world.wait_for(|world| world.calls().len() > seen + 1, Duration::from_secs(5)).await);
    };
    let first = async {
        let reply = bench.call("getUpdates", json!({ "timeout": 30 })).await;
        world.say(lina, "hallo").unwrap();
        reply
    };
    let (first, second, ()) = tokio::join!(first, second, speak);
    let why = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";
    assert_eq!(first.error(), (409, why));
    assert_eq!(second.result()[0]["message"]["text"], "hallo");
}

#[tokio::test]
async fn asking_the_same_at_once_gives_one_update_when_strict() {
    let bench = bench_with(|options| options.strict_throttle = true).await;
    let lina = bench.world.person("Lina", "nl");
    bench.world.say(lina, "een").unwrap();
    bench.world.say(lina, "twee").unwrap();
    assert_eq!(bench.updates(0).await.len(), 2);
    assert_eq!(bench.updates(0).await.len(), 1);
}

#[tokio::test]
async fn a_webhook_ends_the_poll_that_waits() {
    let bench = bench().await;
    let (world, seen) = (bench.world.clone(), bench.world.calls().len());
    let hook = async {
        assert!(world.wait_for(|world| world.calls().len() > seen, Duration::from_secs(5)).await);
        bench.call("setWebhook", json!({ "url": "http://127.0.0.1:9/" })).await.result();
    };
    let (poll, ()) = tokio::join!(bench.call("getUpdates", json!({ "timeout": 30 })), hook);
    assert_eq!(poll.error(), (409, "Conflict: terminated by setWebhook request"));
}
