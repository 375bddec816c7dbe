//! One request to the Bot API and its answer: time limits, no surprises on the way.
//!
//! Never true of this file: the token can be printed (`Telegram` has no `Debug`, errors carry no text of others);
//! a proxy is taken from the environment; a body grows without bound; plain http leaves this machine.

use super::outcome::{self, Failure, Refusal};
use reqwest::RequestBuilder;
use reqwest::multipart::Form;
use serde::Serialize;
use serde_json::value::RawValue;
use std::time::Duration;
use teloxide::Bot;
use teloxide::requests::Payload;
use thiserror::Error;

/// The largest answer that is read. `getUpdates` answers with about 4 MB at most.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;

/// How long to wait for whom.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    pub connect: Duration,
    /// One ordinary call, from the first byte to the last.
    pub call: Duration,
    /// What a long poll may take beyond the time it asks the server to hold it.
    pub poll_margin: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), call: Duration::from_secs(17), poll_margin: Duration::from_secs(15) }
    }
}

/// Why the adapter cannot be set up. None quotes what was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum SetupError {
    #[error("the bot token does not look like <digits>:<letters>")]
    Token,
    #[error("the API address is not an http(s) URL without user, query or fragment")]
    Url,
    #[error("the API address is plain http to another machine: it would hand over the token")]
    PlainHttp,
    #[error("the HTTP client could not be made")]
    Client,
}

/// The Bot API. Cheap to clone; without `Debug`, because what it holds would print the token.
///
/// ```compile_fail
/// fn print(telegram: rechtdoor::telegram::Telegram) { let _ = format!("{telegram:?}"); }
/// ```
#[derive(Clone)]
pub struct Telegram {
    bot: Bot,
    timeouts: Timeouts,
}

impl Telegram {
    /// `api_url` is any Bot API server, `https://api.telegram.org` or one of one's own; plain http only to loopback.
    pub fn new(token: &str, api_url: &str, timeouts: Timeouts) -> Result<Self, SetupError> {
        let token = token.trim();
        if !looks_like_a_token(token) {
            return Err(SetupError::Token);
        }
        let mut client = teloxide::net::default_reqwest_settings()
            .no_proxy()
            // A redirect would carry a person's words to a host that nobody configured.
            .redirect(reqwest::redirect::Policy::none())
            // The address of every request holds the token: it must not travel on in a Referer.
            .referer(false)
            .connect_timeout(timeouts.connect)
            .timeout(timeouts.call);
        // Should the server ever point elsewhere, then at least not to plain http.
        if is_https(api_url)? {
            client = client.https_only(true);
        }
        let bot = Bot::with_client(token, client.build().map_err(|_| SetupError::Client)?);
        let url = parsed_like(&bot.api_url(), api_url.trim()).ok_or(SetupError::Url)?;
        if url.cannot_be_a_base()
            || !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err(SetupError::Url);
        }
        let loopback = url.host_str().is_some_and(is_loopback);
        if url.scheme() == "http" && !loopback {
            return Err(SetupError::PlainHttp);
        }
        Ok(Self { bot: bot.set_api_url(url), timeouts })
    }

    /// One ordinary call.
    pub(super) async fn ask<P: Payload + Serialize>(&self, payload: &P) -> Result<Box<RawValue>, Refusal> {
        self.ask_within(payload, self.timeouts.call).await
    }

    /// A call that the server holds for up to `hold`.
    pub(super) async fn ask_long<P: Payload + Serialize>(
        &self,
        payload: &P,
        hold: Duration,
    ) -> Result<Box<RawValue>, Refusal> {
        self.ask_within(payload, hold.saturating_add(self.timeouts.poll_margin)).await
    }

    /// teloxide's own sending sleeps ten seconds on each server error, drops the error code and fails on parameters
    /// that it does not know; so its payloads go out by this door.
    async fn ask_within<P: Payload + Serialize>(
        &self,
        payload: &P,
        timeout: Duration,
    ) -> Result<Box<RawValue>, Refusal> {
        let body = serde_json::to_vec(payload).map_err(|_| Refusal::from(Failure::Refused))?;
        let json = |request: RequestBuilder| request.header("content-type", "application/json").body(body);
        self.post(P::NAME, timeout, json).await
    }

    /// One call with a file in it: JSON cannot carry one.
    pub(super) async fn ask_with_file(&self, method: &str, form: Form) -> Result<Box<RawValue>, Refusal> {
        self.post(method, self.timeouts.call, |request| request.multipart(form)).await
    }

    async fn post(
        &self,
        method: &str,
        timeout: Duration,
        fill: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<Box<RawValue>, Refusal> {
        let mut url = self.bot.api_url();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().push(&format!("bot{}", self.bot.token())).push(method);
        }
        let asked = url.clone();
        let request = fill(self.bot.client().post(url).timeout(timeout));
        let mut response = request.send().await.map_err(|error| outcome::unreachable(error.is_connect()))?;
        let status = response.status().as_u16();
        // Another host's words are not the channel's, wherever a redirect led.
        if *response.url() != asked {
            return Err(outcome::unreachable(false));
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| outcome::unreachable(false))? {
            if answer.len() + chunk.len() > ANSWER_BYTES_MAX {
                return Err(outcome::unreachable(false));
            }
            answer.extend_from_slice(&chunk);
        }
        outcome::read(status, &answer)
    }
}

/// `<digits>:<letters, digits, _ and ->`. Lengths are Telegram's business (and a test server's).
fn looks_like_a_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty()
            && id.bytes().all(|byte| byte.is_ascii_digit())
            && !secret.is_empty()
            && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

/// Parses to the type of `_example`: the URL type of the HTTP client under teloxide, which has no name here.
fn parsed_like<T: std::str::FromStr>(_example: &T, text: &str) -> Option<T> {
    text.parse().ok()
}

fn is_https(url: &str) -> Result<bool, SetupError> {
    match url.trim().split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase()).as_deref() {
        Some("https") => Ok(true),
        Some("http") => Ok(false),
        Some(_) | None => Err(SetupError::Url),
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::telegram::stub::serve;
    use axum::Router;
    use axum::http::StatusCode;

    fn setup(token: &str, url: &str) -> Option<SetupError> {
        Telegram::new(token, url, Timeouts::default()).err()
    }

    #[test]
    fn an_address_that_would_hand_over_the_token_is_refused() {
        for (url, expected) in [
            ("https://api.telegram.org", None),
            ("https://api.telegram.org/", None),
            ("https://bots.example.org/telegram", None),
            ("http://127.0.0.1:8081", None),
            ("http://localhost:8081/", None),
            ("http://[::1]:8081", None),
            ("http://api.telegram.org", Some(SetupError::PlainHttp)),
            ("http://127.0.0.1.example.org", Some(SetupError::PlainHttp)),
            ("http://localhost.example.org", Some(SetupError::PlainHttp)),
            ("http://192.168.1.4:8081", Some(SetupError::PlainHttp)),
            ("https://someone:secret@api.telegram.org", Some(SetupError::Url)),
            ("https://api.telegram.org/?a=b", Some(SetupError::Url)),
            ("https://api.telegram.org/#a", Some(SetupError::Url)),
            ("ftp://api.telegram.org", Some(SetupError::Url)),
            ("file:///etc/hostname", Some(SetupError::Url)),
            ("mailto:someone@example.org", Some(SetupError::Url)),
            ("api.telegram.org", Some(SetupError::Url)),
            ("https://", Some(SetupError::Url)),
            ("", Some(SetupError::Url)),
        ] {
            assert_eq!(setup("12345:abc-DEF_1", url), expected, "{url}");
        }
    }

    #[tokio::test]
    async fn the_words_of_another_host_are_not_believed() {
        let other =
            serve(Router::new().fallback(async || r#"{"ok":true,"result":{"username":"somebody_else"}}"#)).await;
        let away = Router::new().fallback(async move || (StatusCode::TEMPORARY_REDIRECT, [("location", other)]));
        let telegram = Telegram::new("12345:abc", &serve(away).await, Timeouts::default()).unwrap();
        assert!(matches!(telegram.me().await, Err(Failure::Weather { .. })));
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_given_up_in_time() {
        let silent = Router::new().fallback(async || std::future::pending::<()>().await);
        let timeouts = Timeouts { call: Duration::ZERO, ..Timeouts::default() };
        let telegram = Telegram::new("12345:abc", &serve(silent).await, timeouts).unwrap();
        assert!(matches!(telegram.me().await, Err(Failure::Weather { everyone: false, .. })));
    }

    #[tokio::test]
    async fn an_answer_without_end_is_not_swallowed() {
        let endless = Router::new().fallback(async || " ".repeat(ANSWER_BYTES_MAX + 1));
        let telegram = Telegram::new("12345:abc", &serve(endless).await, Timeouts::default()).unwrap();
        assert!(matches!(telegram.me().await, Err(Failure::Weather { .. })));
    }

    #[test]
    fn only_what_looks_like_a_token_is_taken() {
        for token in ["", "12345", ":abc", "12345:", "a:b", "12345:ab/c", "12345:ab c", "12345:ab?c", "12345:a:b"] {
            assert_eq!(setup(token, "https://api.telegram.org"), Some(SetupError::Token), "{token}");
        }
        assert_eq!(setup(" 12345:abc\n", "https://api.telegram.org"), None);
    }
}
