//! A Bot API server that says what a test tells it to, over loopback.

#![allow(clippy::unwrap_used)]

use super::{Telegram, Timeouts};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

type Asked = Vec<(String, serde_json::Value)>;

#[derive(Clone, Default)]
struct Script {
    answers: Arc<Mutex<VecDeque<(u16, String)>>>,
    asked: Arc<Mutex<Asked>>,
}

pub(super) struct Stub {
    url: String,
    script: Script,
}

impl Stub {
    /// Gives these answers, one after the other, then a plain yes.
    pub(super) async fn start(answers: &[(u16, &str)]) -> Self {
        let script = Script::default();
        script.answers.lock().unwrap().extend(answers.iter().map(|(status, body)| (*status, (*body).to_owned())));
        let url = serve(Router::new().fallback(answer).with_state(script.clone())).await;
        Self { url, script }
    }

    pub(super) fn telegram(&self) -> Telegram {
        Telegram::new("12345:abc", &self.url, Timeouts::default()).unwrap()
    }

    /// What has been asked so far, in order.
    pub(super) fn asked(&self) -> Asked {
        self.script.asked.lock().unwrap().clone()
    }

    /// An address where nobody listens.
    pub(super) async fn nobody() -> Telegram {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        Telegram::new("12345:abc", &url, Timeouts::default()).unwrap()
    }
}

/// Serves until the test ends; gives the address.
pub(super) async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

async fn answer(State(script): State<Script>, uri: Uri, body: String) -> (StatusCode, String) {
    let asked = serde_json::from_str(&body).unwrap_or_default();
    script.asked.lock().unwrap().push((uri.path().to_owned(), asked));
    let next = script.answers.lock().unwrap().pop_front();
    let (status, body) = next.unwrap_or_else(|| (200, r#"{"ok":true,"result":true}"#.to_owned()));
    (StatusCode::from_u16(status).unwrap(), body)
}
