//! The page of phones: who may see it, and what a tap does.

use super::{bench, bench_with};
use rechtdoor::simulator::{Clock, Options, Phone, PhoneKind, Simulator};
use serde_json::{Value, json};

fn phone(person: i64) -> Phone {
    let samples = vec!["Mag dat?".to_owned()];
    Phone { person, title: "Lina".to_owned(), subtitle: "jongere".to_owned(), kind: PhoneKind::Youth, samples }
}

#[tokio::test]
async fn the_page_comes_whole_and_locked_down() {
    let bench = bench().await;
    let url = bench.simulator.page_url();
    for (path, kind) in [("", "text/html"), ("style.css", "text/css"), ("app.js", "text/javascript")] {
        let answer = bench.http.get(format!("{url}{path}")).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 200);
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with(kind));
        assert!(answer.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        assert!(answer.headers().get("access-control-allow-origin").is_none());
    }
}

#[tokio::test]
async fn another_site_reads_and_presses_nothing() {
    let bench = bench().await;
    let url = bench.simulator.page_url();
    let state = format!("{url}api/state");
    for (header, value) in
        [("host", "evil.example"), ("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")]
    {
        let answer = bench.http.get(&state).header(header, value).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 403, "{header}");
        let called = bench.http.get(bench.url("getMe")).header(header, value).send().await.unwrap();
        assert_eq!(called.status().as_u16(), 403, "{header}");
    }
    let form = bench.http.post(format!("{url}api/act")).header("content-type", "text/plain").body("{}");
    assert_eq!(form.send().await.unwrap().status().as_u16(), 415);
}

#[tokio::test]
async fn a_phone_talks_presses_and_blocks() {
    let bench = bench_with(|options| options.clock_control = true).await;
    let lina = bench.world.person("Lina", "nl");
    bench.world.phone(phone(lina));
    let url = bench.simulator.page_url();
    let act = async |what: Value| {
        let answer = bench.http.post(format!("{url}api/act")).json(&what).send().await.unwrap();
        answer.status().as_u16()
    };
    assert_eq!(act(json!({ "phone": 0, "act": "say", "text": "/start" })).await, 200);
    assert_eq!(act(json!({ "phone": 0, "act": "edit", "message": 1, "text": "anders" })).await, 200);
    assert_eq!(act(json!({ "phone": 0, "act": "kind", "kind": "voice" })).await, 200);
    let menu = json!({ "commands": [{ "command": "vraag", "description": "Vraag" }], "language_code": "nl" });
    bench.call("setMyCommands", menu).await.result();
    let state: Value = bench.http.get(format!("{url}api/state")).send().await.unwrap().json().await.unwrap();
    let told = &state["phones"][0];
    assert_eq!((&told["messages"][0]["text"], &told["commands"][0]["command"]), (&json!("anders"), &json!("vraag")));
    assert_eq!(act(json!({ "phone": 0, "act": "block" })).await, 200);
    assert_eq!(act(json!({ "phone": 0, "act": "say", "text": "a" })).await, 409);
    assert_eq!(act(json!({ "phone": 9, "act": "say", "text": "a" })).await, 400);
    let before = bench.world.now();
    assert_eq!(act(json!({ "act": "pass", "minutes": 20 })).await, 200);
    assert_eq!(bench.world.now().since_ms(before), 20 * 60_000);
}

#[tokio::test]
async fn time_does_not_pass_on_a_page_that_may_not_move_it() {
    let bench = bench().await;
    let tap = bench.http.post(format!("{}api/act", bench.simulator.page_url()));
    let answer = tap.json(&json!({ "act": "pass", "minutes": 20 })).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 400);
}

#[tokio::test]
async fn only_loopback_is_served_unless_asked_for() {
    let mut options = Options::new(Clock::Live, 1);
    options.listen = "0.0.0.0:0".parse().unwrap();
    let refused = Simulator::start(options).await.err().map(|error| error.kind());
    assert_eq!(refused, Some(std::io::ErrorKind::PermissionDenied));
}
