//! Updates that are brought.

use super::bench_with;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

type Got = Arc<Mutex<Vec<(String, Value)>>>;

/// Refuses the first update once, and takes it then.
async fn take(State(got): State<Got>, headers: HeaderMap, body: String) -> StatusCode {
    let secret = headers.get("x-telegram-bot-api-secret-token").map(|it| it.to_str().unwrap_or_default().to_owned());
    let mut got = got.lock().unwrap();
    got.push((secret.unwrap_or_default(), serde_json::from_str(&body).unwrap()));
    if got.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
}

#[tokio::test]
async fn updates_are_brought_until_they_are_taken() {
    let bench = bench_with(|options| options.webhook_retry_ms = 1).await;
    let got: Got = Arc::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let app = Router::new().fallback(take).with_state(got.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let hook = json!({ "url": url, "secret_token": "s3cret", "allowed_updates": ["message"] });
    assert_eq!(bench.call("setWebhook", hook).await.result(), &json!(true));
    let why = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook \
               first";
    assert_eq!(bench.call("getUpdates", json!({})).await.error(), (409, why));
    let lina = bench.world.person("Lina", "nl");
    bench.world.say(lina, "een").unwrap();
    bench.world.say(lina, "twee").unwrap();
    assert!(bench.world.wait_for(|world| world.updates_waiting() == 0, Duration::from_secs(5)).await);
    let texts: Vec<_> = got.lock().unwrap().iter().map(|(_, update)| update["message"]["text"].clone()).collect();
    assert_eq!(texts, ["een", "een", "twee"]);
    assert!(got.lock().unwrap().iter().all(|(secret, _)| secret == "s3cret"));
    let info = bench.call("getWebhookInfo", json!({})).await;
    assert_eq!((info.result()["url"].as_str(), &info.body["result"]["pending_update_count"]), (Some(&*url), &json!(0)));
    assert_eq!(info.body["result"]["last_error_message"], "Wrong response from the webhook: 503");
    bench.call("deleteWebhook", json!({})).await.result();
    bench.call("getUpdates", json!({})).await.result();
}

#[tokio::test]
async fn a_webhook_elsewhere_or_with_an_odd_secret_is_refused() {
    let bench = bench_with(|_| {}).await;
    for url in ["https://example.org/", "http://192.0.2.1:80/", "http://example.org/"] {
        assert!(
            bench.call("setWebhook", json!({ "url": url })).await.error().1.starts_with("Bad Request: bad webhook")
        );
    }
    let odd = json!({ "url": "http://127.0.0.1:9/", "secret_token": "a b" });
    let why = "Bad Request: secret token contains unallowed characters";
    assert_eq!(bench.call("setWebhook", odd).await.error(), (400, why));
}
