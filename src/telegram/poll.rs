//! Long polling: asks for updates and hands them over one by one; confirming is the caller's.
//!
//! Never true of this file: an offset is chosen here (the next one confirms all before it, so only the caller, after
//! its commit, may give it); `allowed_updates` is left out (the server would keep what some earlier program asked for).
//!
//! Asked again within 0.5 s with the same offset, the server hands out one update only, and waits 3 s (server source,
//! `Client.cpp`): so confirm by the next offset right after each commit.

use super::bot::Telegram;
use super::outcome::Failure;
use super::update::{self, Skipped};
use crate::messenger::wire::Arrival;
use serde::Serialize;
use serde_json::value::RawValue;
use std::time::Duration;
use teloxide::requests::Payload;

/// The kinds of updates that are asked for. Everything else stays at Telegram.
pub const ALLOWED: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];
/// How long the server may hold a poll; its own limit (server source, `Client.h`).
pub const HOLD_MAX: Duration = Duration::from_secs(50);
/// Updates in one answer; the API's own limit.
const UPDATES_MAX: u8 = 100;
/// Patience after an answer of which nothing can be used, in milliseconds.
const NONSENSE_MS: i64 = 5_000;

/// One update: its number and what it is to us.
pub type Fetched = (i64, Result<Arrival, Skipped>);

/// teloxide's own counts offsets in 32 bits.
#[derive(Serialize)]
pub(super) struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for GetUpdates {
    type Output = ();
    const NAME: &'static str = "getUpdates";
}

impl Telegram {
    /// Waits up to `hold` (at most [`HOLD_MAX`]) for updates. `offset` is the largest committed number plus one: it
    /// confirms everything before it. `None` at the very first.
    ///
    /// An element that cannot be read costs only itself. [`Failure::Token`], [`Failure::SecondInstance`] and
    /// [`Failure::ForeignWebhook`] want an operator; [`Failure::Weather`] wants patience.
    pub async fn fetch(&self, offset: Option<i64>, hold: Duration) -> Result<Vec<Fetched>, Failure> {
        let hold = hold.min(HOLD_MAX);
        let ask = GetUpdates { offset, limit: UPDATES_MAX, timeout: hold.as_secs(), allowed_updates: ALLOWED };
        let answer = self.ask_long(&ask, hold).await.map_err(|refusal| refusal.failure)?;
        let nonsense = Failure::Weather { after_ms: NONSENSE_MS, everyone: false };
        let elements: Vec<&RawValue> = serde_json::from_str(answer.get()).map_err(|_| nonsense)?;
        let fetched: Vec<Fetched> = elements
            .iter()
            .filter_map(|element| {
                let (id, what) = update::parse(element.get());
                id.map(|id| (id, what))
            })
            .collect();
        // Nothing that could be confirmed: asking again at once would turn in a circle.
        if fetched.is_empty() && !elements.is_empty() { Err(nonsense) } else { Ok(fetched) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::telegram::stub::Stub;

    #[tokio::test]
    async fn each_poll_says_what_it_wants_and_a_broken_update_costs_only_itself() {
        let stub = Stub::start(&[(
            200,
            r#"{"ok":true,"result":[
                {"update_id":9007199254740993,"message":{"message_id":1,"chat":{"id":5,"type":"private"},
                 "from":{"id":5,"is_bot":false},"text":"dag"}},
                {"update_id":11,"message":"junk"}, 17, {"update_id":12,"brand_new":{}}]}"#,
        )])
        .await;
        let fetched = stub.telegram().fetch(Some(3_000_000_000), Duration::from_secs(3_600)).await.unwrap();
        let seen: Vec<_> = fetched.iter().map(|(id, what)| (*id, what.as_ref().err().copied())).collect();
        let expected =
            [(9_007_199_254_740_993, None), (11, Some(Skipped::Malformed)), (12, Some(Skipped::UnknownKind))];
        assert_eq!(seen, expected);
        let (path, body) = stub.asked().remove(0);
        assert_eq!(path, "/bot12345:abc/getUpdates");
        let wanted = serde_json::json!({"offset": 3_000_000_000_i64, "limit": 100, "timeout": 50,
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"]});
        assert_eq!(body, wanted);
    }

    #[tokio::test]
    async fn what_an_operator_must_mend_has_its_own_name() {
        let conflict =
            r#"{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request"}"#;
        let webhook = r#"{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}"#;
        let token = r#"{"ok":false,"error_code":401,"description":"Unauthorized"}"#;
        let stub = Stub::start(&[
            (409, conflict),
            (409, webhook),
            (401, token),
            (502, "<html>"),
            (200, r#"{"ok":true,"result":[3]}"#),
            (200, r#"{"ok":true,"result":{}}"#),
            (200, r#"{"ok":true,"result":[]}"#),
        ])
        .await;
        let telegram = stub.telegram();
        let mut failures = Vec::new();
        for _ in 0..7 {
            failures.push(telegram.fetch(None, Duration::ZERO).await.err());
        }
        let nonsense = Failure::Weather { after_ms: NONSENSE_MS, everyone: false };
        let gateway = Failure::Weather { after_ms: 5_000, everyone: true };
        let expected = [Failure::SecondInstance, Failure::ForeignWebhook, Failure::Token, gateway, nonsense, nonsense];
        assert_eq!(failures, expected.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_server_that_is_away_is_weather_for_everyone() {
        let telegram = Stub::nobody().await;
        let failure = telegram.fetch(None, Duration::ZERO).await.err();
        assert!(matches!(failure, Some(Failure::Weather { everyone: true, .. })));
    }
}
