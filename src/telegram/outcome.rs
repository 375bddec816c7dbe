//! What an answer of the Bot API means to us: a classifier of our own over status, error code and description.
//!
//! The descriptions are those of the server's source (tdlib/telegram-bot-api 10.0) and TDLib; old spellings are kept,
//! because servers of one's own may be older. The code decides first: descriptions may change without notice.
//!
//! Never true of this file: a description, an address or a token ends up in an error; a refusal for one recipient is
//! taken for one of all; weather is taken for a refusal (that would lose an answer).

use crate::messenger::MessageRef;
use crate::messenger::wire::Outcome;
use crate::vault::Address;
use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

/// Patience when the channel gives no number, in milliseconds.
const PATIENCE_MS: i64 = 5_000;
/// Patience when our own line to the channel is down.
const UNREACHABLE_MS: i64 = 2_000;
/// Patience when the token is wrong or somebody else uses it: nothing goes right until an operator acts.
const OPERATOR_MS: i64 = 60_000;
/// The longest patience that is believed.
const PATIENCE_MS_MAX: i64 = 24 * 60 * 60 * 1_000;

/// A failure in our words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Failure {
    #[error("the channel does not know this token")]
    Token,
    #[error("another instance fetches updates with the same token")]
    SecondInstance,
    #[error("a webhook is set, so updates cannot be fetched")]
    ForeignWebhook,
    #[error("the channel cannot be reached or asks for patience")]
    Weather { after_ms: i64, everyone: bool },
    #[error("nobody is there any more")]
    Gone,
    #[error("the message is as it should be already")]
    Unchanged,
    #[error("the group got another address")]
    Moved,
    #[error("the channel refuses this request")]
    Refused,
    /// The channel said yes and the rest of its answer cannot be read: done, never to be tried again.
    #[error("the channel's answer cannot be read")]
    Unreadable,
}

/// A failure and, for a group that moved, where to. Without `Debug`: it may hold an address.
#[derive(Clone, Copy)]
pub(super) struct Refusal {
    pub failure: Failure,
    pub moved_to: Option<Address>,
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self { failure, moved_to: None }
    }
}

impl Failure {
    /// What it means for a call of the outbox; `message` is the one the call was about.
    pub(super) fn outcome(self, message: Option<MessageRef>) -> Outcome {
        match self {
            Failure::Weather { after_ms, everyone } => Outcome::Retry { after_ms, everyone },
            // A row must survive a token that an operator mistyped or renews.
            Failure::Token | Failure::SecondInstance | Failure::ForeignWebhook => {
                Outcome::Retry { after_ms: OPERATOR_MS, everyone: true }
            }
            Failure::Moved => Outcome::Retry { after_ms: 0, everyone: false },
            Failure::Gone => Outcome::Gone,
            Failure::Unchanged => Outcome::Delivered(message),
            Failure::Unreadable => Outcome::Delivered(message),
            Failure::Refused => Outcome::Refused,
        }
    }
}

/// No answer came. Everybody waits when not even a connection came about.
pub(super) fn unreachable(no_connection: bool) -> Refusal {
    Failure::Weather { after_ms: UNREACHABLE_MS, everyone: no_connection }.into()
}

#[derive(Deserialize)]
struct Envelope<'a> {
    ok: bool,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
    #[serde(default)]
    error_code: Option<i64>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    parameters: Option<Parameters>,
}

#[derive(Deserialize, Default)]
struct Parameters {
    #[serde(default)]
    retry_after: Option<i64>,
    #[serde(default)]
    migrate_to_chat_id: Option<i64>,
}

/// Reads one answer.
pub(super) fn read(status: u16, body: &[u8]) -> Result<Box<RawValue>, Refusal> {
    let envelope = std::str::from_utf8(body).ok().and_then(|text| serde_json::from_str::<Envelope<'_>>(text).ok());
    match envelope {
        Some(Envelope { ok: true, result: Some(result), .. }) => Ok(result.to_owned()),
        Some(Envelope { ok: true, result: None, .. }) => Err(Failure::Unreadable.into()),
        Some(Envelope { ok: false, error_code, description, parameters, .. }) => {
            let code = error_code.unwrap_or_else(|| i64::from(status));
            Err(classify(code, &description.unwrap_or_default(), &parameters.unwrap_or_default()))
        }
        None if status == 200 && says_yes(body) => Err(Failure::Unreadable.into()),
        None => Err(without_words(status).into()),
    }
}

/// A yes whose rest is broken: the message went out, and a second try would be a double.
fn says_yes(body: &[u8]) -> bool {
    let head: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(10).collect();
    head == *b"{\"ok\":true" || body.is_empty()
}

/// An answer that is not the API's (a gateway's HTML page, say): weather, except what is plainly about our request.
fn without_words(status: u16) -> Failure {
    match status {
        413 => Failure::Refused,
        429 | 502..=504 => Failure::Weather { after_ms: PATIENCE_MS, everyone: true },
        _ => Failure::Weather { after_ms: PATIENCE_MS, everyone: false },
    }
}

fn classify(code: i64, description: &str, parameters: &Parameters) -> Refusal {
    // 0 is nobody's address, and a positive one would turn a group into a person.
    if let Some(to) = parameters.migrate_to_chat_id.filter(|to| *to < 0) {
        return Refusal { failure: Failure::Moved, moved_to: Some(Address::new(to)) };
    }
    let said = description.to_ascii_lowercase();
    let failure = match code {
        401 => Failure::Token,
        // The path holds the token, so "not found" is a wrong token or server, never a missing message.
        404 => Failure::Token,
        403 => Failure::Gone,
        409 if said.contains("webhook") => Failure::ForeignWebhook,
        409 => Failure::SecondInstance,
        429 => patience(parameters.retry_after.or_else(|| number_in(&said))),
        413 => Failure::Refused,
        400 => bad_request(&said, parameters),
        _ if parameters.retry_after.is_some() => patience(parameters.retry_after),
        _ => Failure::Weather { after_ms: PATIENCE_MS, everyone: false },
    };
    failure.into()
}

/// A wait with a number is one chat's: a flood in one group must not hold up the answer to a child. A wait without one
/// did not come from the API's own counting per chat.
fn patience(seconds: Option<i64>) -> Failure {
    match seconds {
        Some(seconds) => Failure::Weather {
            after_ms: seconds.clamp(1, PATIENCE_MS_MAX / 1_000).saturating_mul(1_000),
            everyone: false,
        },
        None => Failure::Weather { after_ms: PATIENCE_MS, everyone: true },
    }
}

fn number_in(said: &str) -> Option<i64> {
    said.split_once("retry after ").and_then(|(_, rest)| rest.split_whitespace().next()).and_then(|n| n.parse().ok())
}

fn bad_request(said: &str, parameters: &Parameters) -> Failure {
    const GONE: [&str; 8] = [
        "chat not found",
        "user not found",
        "user is deactivated",
        "group chat was deactivated",
        "group is deactivated",
        "peer_id_invalid",
        "chat_id_invalid",
        "channel_private",
    ];
    if said.contains("message is not modified") || said.contains("message_not_modified") {
        Failure::Unchanged
    } else if GONE.iter().any(|phrase| said.contains(phrase)) {
        Failure::Gone
    } else if parameters.retry_after.is_some() || said.contains("retry after") {
        patience(parameters.retry_after.or_else(|| number_in(said)))
    } else {
        Failure::Refused
    }
}

#[cfg(test)]
#[path = "outcome_tests.rs"]
mod tests;
