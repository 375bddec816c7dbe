//! Asking for updates and having them brought.

use super::params::Params;
use super::{Answer, Failure, bad};
use crate::simulator::Shared;
use crate::simulator::world::State;
use crate::simulator::world::queue::{Poll, Webhook};
use serde_json::{Value, json};
use std::time::Duration;

fn allowed(params: &Params) -> Result<Option<Vec<String>>, Failure> {
    let listed = params.json("allowed_updates").map_err(|()| bad("can't parse allowed_updates JSON object"))?;
    Ok(listed.map(|list| {
        list.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    }))
}

fn begin(state: &mut State, params: &Params) -> Result<Poll, Failure> {
    if state.queue.webhook.is_some() {
        let why = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                   webhook first";
        return Err(Failure::new(409, why));
    }
    state.queue.allow(allowed(params)?);
    let limit = params.integer("limit").unwrap_or(100).clamp(1, 100);
    let timeout_s = params.integer("timeout").unwrap_or(0).clamp(0, 50);
    let now = state.now();
    let poll =
        state.queue.begin(params.integer("offset").unwrap_or(0), usize::try_from(limit).unwrap_or(100), timeout_s, now);
    state.touch();
    Ok(poll)
}

/// Waits until there is something, the world's clock has passed the time-out, or another poll takes over.
pub(crate) async fn get(shared: &Shared, params: &Params) -> Answer {
    let mut changed = shared.changed.subscribe();
    let poll = shared.with(|state| begin(state, params))?;
    let mut closed = shared.closed.subscribe();
    loop {
        changed.borrow_and_update();
        let (asked, left_ms) = shared.with(|state| {
            let now = state.now();
            let left = state.hands.is_live().then(|| poll.until.since_ms(now).max(1));
            (state.queue.ask(poll, now), left)
        });
        match asked {
            Err(by) => return Err(Failure::new(409, format!("Conflict: terminated by {by}"))),
            Ok(Some(updates)) => return Ok(Value::Array(updates)),
            Ok(None) => {}
        }
        // A set clock ends a poll only by being moved, so that no test depends on the machine's speed.
        let wait = Duration::from_millis(left_ms.and_then(|ms| u64::try_from(ms).ok()).unwrap_or(86_400_000));
        tokio::select! {
            _ = changed.changed() => {}
            _ = tokio::time::sleep(wait) => {}
            _ = closed.wait_for(|closed| *closed) => return Err(Failure::new(502, "Bad Gateway")),
        }
    }
}

/// Only this machine can be a webhook here: `http://` and a loopback address.
pub(super) fn set_webhook(state: &mut State, params: &Params) -> Answer {
    let url = params.text("url").unwrap_or_default();
    if url.is_empty() {
        return delete_webhook(state, params);
    }
    let rest =
        url.strip_prefix("http://").ok_or_else(|| bad("bad webhook: an HTTPS URL must be provided for webhook"))?;
    let host = rest.split('/').next().unwrap_or_default();
    if host.parse::<std::net::SocketAddr>().is_ok_and(|at| at.ip().is_loopback()) {
        let secret = params.text("secret_token").filter(|secret| !secret.is_empty());
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if secret.as_ref().is_some_and(|secret| secret.len() > 256 || !secret.chars().all(plain)) {
            return Err(bad("secret token contains unallowed characters"));
        }
        let max_connections = params.integer("max_connections").unwrap_or(40).clamp(1, 100);
        state.queue.allow(allowed(params)?);
        if params.flag("drop_pending_updates") {
            state.queue.clear();
        }
        state.queue.webhook = Some(Webhook { url, secret, max_connections, last_error: None });
        state.queue.newest_poll += 1;
        state.queue.ended_by = "setWebhook request";
        state.touch();
        return Ok(json!(true));
    }
    Err(bad("bad webhook: IP address is not a loopback address of this machine"))
}

pub(super) fn delete_webhook(state: &mut State, params: &Params) -> Answer {
    state.queue.webhook = None;
    if params.flag("drop_pending_updates") {
        state.queue.clear();
    }
    state.touch();
    Ok(json!(true))
}

pub(super) fn webhook_info(state: &mut State) -> Value {
    let now = state.now();
    state.queue.expire(now);
    let pending = state.queue.len();
    let mut info = json!({ "url": "", "has_custom_certificate": false, "pending_update_count": pending });
    if let Some(webhook) = &state.queue.webhook {
        info["url"] = json!(webhook.url);
        info["max_connections"] = json!(webhook.max_connections);
        info["ip_address"] = json!("127.0.0.1");
        if let Some((at, what)) = &webhook.last_error {
            info["last_error_date"] = json!(at.0.div_euclid(1_000));
            info["last_error_message"] = json!(what);
        }
    }
    if let Some(allowed) = &state.queue.allowed {
        info["allowed_updates"] = json!(allowed);
    }
    info
}
