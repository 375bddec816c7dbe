//! The server's contract, method by method and error by error. Helpers are below the list.

mod chats;
mod faults;
mod messages;
mod page;
mod polling;
mod presses;
mod webhook;

use rechtdoor::domain::moment::Moment;
use rechtdoor::simulator::{Clock, Options, Simulator, WorldHandle};
use serde_json::{Value, json};
use teloxide::Bot;

/// 2026-03-02, 12:00 UTC.
pub const NOON: Moment = Moment(1_772_452_800_000);

pub struct Bench {
    pub simulator: Simulator,
    pub world: WorldHandle,
    pub bot: Bot,
    pub http: reqwest::Client,
}

/// What came back: the HTTP status and the body.
pub struct Reply {
    pub status: u16,
    pub retry_after: Option<String>,
    pub body: Value,
}

impl Reply {
    pub fn error(&self) -> (u16, &str) {
        assert_eq!(self.body["ok"], false);
        assert_eq!(self.body["error_code"], self.status);
        (self.status, self.body["description"].as_str().unwrap_or_default())
    }

    pub fn result(&self) -> &Value {
        assert_eq!((self.status, &self.body["ok"]), (200, &json!(true)), "{}", self.body);
        &self.body["result"]
    }
}

pub async fn bench() -> Bench {
    bench_with(|_| {}).await
}

pub async fn bench_with(change: impl FnOnce(&mut Options)) -> Bench {
    let mut options = Options::new(Clock::Set(NOON), 42);
    change(&mut options);
    let simulator = Simulator::start(options).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let bot = Bot::with_client(simulator.token(), http.clone()).set_api_url(simulator.api_url().parse().unwrap());
    Bench { world: simulator.world(), simulator, bot, http }
}

impl Bench {
    pub fn url(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.simulator.api_url(), self.simulator.token())
    }

    pub async fn call(&self, method: &str, params: Value) -> Reply {
        read(self.http.post(self.url(method)).json(&params)).await
    }

    /// Somebody who pressed *Start*, with nothing left in the queue.
    pub async fn started(&self, name: &str) -> i64 {
        let person = self.world.person(name, "nl");
        self.world.say(person, "/start").unwrap();
        self.drain().await;
        person
    }

    pub async fn updates(&self, offset: i64) -> Vec<Value> {
        let reply = self.call("getUpdates", json!({ "offset": offset })).await;
        reply.result().as_array().unwrap().clone()
    }

    /// Takes and confirms all that waits.
    pub async fn drain(&self) -> Vec<Value> {
        let updates = self.updates(0).await;
        if let Some(last) = updates.last() {
            self.updates(last["update_id"].as_i64().unwrap() + 1).await;
        }
        updates
    }
}

pub async fn read(request: reqwest::RequestBuilder) -> Reply {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let retry_after = response.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned());
    Reply { status, retry_after, body: response.json().await.unwrap() }
}
