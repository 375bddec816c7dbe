//! Updates that Telegram brings itself: one secret path, one secret header, and no yes before the commit.
//!
//! Never true of this file: anything but 404 is said to somebody without the secrets; a secret is compared in variable
//! time or printed; 200 is said before the store has committed; a body is read beyond its limit or a queue grows
//! without bound.

use super::update::{self, Skipped};
use crate::messenger::wire::Arrival;
use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;
use tokio::sync::{mpsc, oneshot};

/// The largest update that is read, in bytes.
pub const BODY_BYTES_MAX: usize = 64 * 1024;
const HEADER: &str = "x-telegram-bot-api-secret-token";

/// A word that only Telegram and we know: 16 to 256 of `A-Z a-z 0-9 _ -` (the upper bound and the letters are the
/// API's). Without `Debug`.
#[derive(Clone)]
pub struct Secret(Arc<str>);

impl Secret {
    pub fn new(word: &str) -> Option<Self> {
        let letters = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        (letters && (16..=256).contains(&word.len())).then(|| Self(word.into()))
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    fn is(&self, given: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(given).into()
    }
}

/// One update on its way to the writer. Answer `committed` with `true` after the commit, with `false` when the store
/// refuses; dropping it is a refusal as well. A refused update comes again.
pub struct Inbound {
    pub id: i64,
    pub what: Result<Arrival, Skipped>,
    pub committed: oneshot::Sender<bool>,
}

#[derive(Clone)]
struct Door {
    path: Secret,
    secret: Secret,
    inbox: mpsc::Sender<Inbound>,
    patience: Duration,
}

/// The handler for `POST …/<path>`; 404 to everything else. `patience` is how long a commit may take before Telegram
/// is asked to come again.
pub fn router(path: Secret, secret: Secret, inbox: mpsc::Sender<Inbound>, patience: Duration) -> Router {
    Router::new().fallback(knock).with_state(Door { path, secret, inbox, patience })
}

async fn knock(State(door): State<Door>, request: Request) -> StatusCode {
    if !is_welcome(&door, &request) {
        return StatusCode::NOT_FOUND;
    }
    let Ok(body) = to_bytes(request.into_body(), BODY_BYTES_MAX).await else { return StatusCode::NOT_FOUND };
    let (id, what) = std::str::from_utf8(&body).map_or((None, Err(Skipped::Malformed)), update::parse);
    let Some(id) = id else {
        // Without a number it can neither be told from another nor get better by coming again.
        tracing::warn!("an update without a number was dropped");
        return StatusCode::OK;
    };
    let (committed, answer) = oneshot::channel();
    if door.inbox.try_send(Inbound { id, what, committed }).is_err() {
        return StatusCode::SERVICE_UNAVAILABLE;
    }
    match tokio::time::timeout(door.patience, answer).await {
        Ok(Ok(true)) => StatusCode::OK,
        Ok(Ok(false) | Err(_)) | Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Both secrets are compared always, so that time does not tell which one was wrong.
fn is_welcome(door: &Door, request: &Request) -> bool {
    let path = request.uri().path();
    let header = request.headers().get(HEADER).map(|value| value.as_bytes()).unwrap_or_default();
    // A reverse proxy may pass on the path of the configured address, or cut it off: the last part is the secret one.
    let last = path.rsplit_once('/').map_or(path, |(_, last)| last);
    let path_fits = door.path.is(last.as_bytes());
    let header_fits = door.secret.is(header);
    path_fits & header_fits & (request.method() == Method::POST)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::telegram::stub::serve;

    const PATH: &str = "a-path-that-nobody-guesses";
    const WORD: &str = "a-word-that-nobody-guesses";
    const UPDATE: &str = r#"{"update_id":41,"message":{"message_id":1,"chat":{"id":5,"type":"private"},
        "from":{"id":5,"is_bot":false},"text":"dag"}}"#;

    async fn open(places: usize, patience: Duration) -> (String, mpsc::Receiver<Inbound>) {
        let (inbox, arrivals) = mpsc::channel(places);
        let url = serve(router(Secret::new(PATH).unwrap(), Secret::new(WORD).unwrap(), inbox, patience)).await;
        (url, arrivals)
    }

    async fn post(url: String, word: Option<&str>, body: String) -> u16 {
        let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
        let mut request = client.post(url).body(body);
        if let Some(word) = word {
            request = request.header(HEADER, word);
        }
        request.send().await.unwrap().status().as_u16()
    }

    #[tokio::test]
    async fn only_a_commit_makes_a_yes() {
        for (verdict, status) in [(Some(true), 200), (Some(false), 503), (None, 503)] {
            let (url, mut arrivals) = open(1, Duration::from_secs(60)).await;
            let asking = tokio::spawn(post(format!("{url}/{PATH}"), Some(WORD), UPDATE.to_owned()));
            let inbound = arrivals.recv().await.unwrap();
            assert_eq!(inbound.id, 41);
            assert!(inbound.what.is_ok());
            assert!(!asking.is_finished());
            match verdict {
                Some(verdict) => inbound.committed.send(verdict).unwrap(),
                None => drop(inbound.committed),
            }
            assert_eq!(asking.await.unwrap(), status);
        }
    }

    #[tokio::test]
    async fn a_commit_that_takes_too_long_or_a_full_queue_asks_telegram_to_come_again() {
        let (url, mut arrivals) = open(1, Duration::ZERO).await;
        assert_eq!(post(format!("{url}/{PATH}"), Some(WORD), UPDATE.to_owned()).await, 503);
        // The first still lies in the only place.
        assert_eq!(post(format!("{url}/{PATH}"), Some(WORD), UPDATE.to_owned()).await, 503);
        assert!(arrivals.try_recv().is_ok());
        assert!(arrivals.try_recv().is_err());
    }

    #[tokio::test]
    async fn nobody_else_learns_that_there_is_a_door() {
        let (url, mut arrivals) = open(4, Duration::ZERO).await;
        let big = format!(r#"{{"update_id":1,"x":"{}"}}"#, "a".repeat(BODY_BYTES_MAX));
        for (path, word, body) in [
            (PATH, None, UPDATE),
            (PATH, Some("wrong"), UPDATE),
            ("", Some(WORD), UPDATE),
            ("another", Some(WORD), UPDATE),
            (&format!("{PATH}/"), Some(WORD), UPDATE),
            (PATH, Some(WORD), &big),
        ] {
            assert_eq!(post(format!("{url}/{path}"), word, body.to_owned()).await, 404, "{path}");
        }
        let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
        let get = client.get(format!("{url}/{PATH}")).header(HEADER, WORD).send().await.unwrap();
        assert_eq!(get.status().as_u16(), 404);
        assert!(arrivals.try_recv().is_err());
    }

    #[tokio::test]
    async fn junk_with_the_right_secret_does_not_come_for_ever() {
        let (url, mut arrivals) = open(4, Duration::ZERO).await;
        assert_eq!(post(format!("{url}/{PATH}"), Some(WORD), "no json".to_owned()).await, 200);
        assert!(arrivals.try_recv().is_err());
    }

    #[test]
    fn a_secret_is_long_enough_and_of_the_letters_that_telegram_takes() {
        assert!(Secret::new(&"a".repeat(15)).is_none());
        assert!(Secret::new(&"a".repeat(16)).is_some());
        assert!(Secret::new(&"a".repeat(256)).is_some());
        assert!(Secret::new(&"a".repeat(257)).is_none());
        assert!(Secret::new("a word that nobody guesses").is_none());
    }
}
