//! The page of phones: its three files, what it shows, and what a tap on it does.

use crate::simulator::Shared;
use crate::simulator::options::{Phone, PhoneKind};
use crate::simulator::world::deeds::{Kind, Refusal};
use crate::simulator::world::message::{Author, to_json};
use crate::simulator::world::{Place, State as World};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Messages of a phone that the page is given.
const SHOWN_MAX: usize = 150;
/// The page asks again after this long without news.
const WAIT_MS: u64 = 25_000;
const ACT_BYTES_MAX: usize = 64 << 10;

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/", get(|| file("text/html; charset=utf-8", include_str!("../page/index.html"))))
        .route("/style.css", get(|| file("text/css; charset=utf-8", include_str!("../page/style.css"))))
        .route("/app.js", get(|| file("text/javascript; charset=utf-8", include_str!("../page/app.js"))))
        .route("/api/state", get(state))
        .route("/api/act", post(act))
        .route("/api/file/{id}", get(opened))
}

#[expect(clippy::unused_async, reason = "the router takes only what can be awaited")]
async fn file(kind: &'static str, body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}

fn tell(body: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// `?since=N`: answers at once when something is newer than N, else waits for it.
async fn state(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let since = query.split_once("since=").and_then(|(_, number)| number.parse().ok()).unwrap_or(0_u64);
    let mut changed = shared.changed.subscribe();
    let mut closed = shared.closed.subscribe();
    let wait = tokio::time::sleep(Duration::from_millis(WAIT_MS));
    tokio::pin!(wait);
    loop {
        changed.borrow_and_update();
        {
            let world = shared.lock();
            let news = world.phones.iter().any(|phone| version(&world, phone) > since);
            if since == 0 || news || wait.is_elapsed() {
                return tell(&told(&world, since));
            }
        }
        tokio::select! {
            _ = changed.changed() => {}
            () = &mut wait => {}
            _ = closed.wait_for(|closed| *closed) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        }
    }
}

fn version(world: &World, phone: &Phone) -> u64 {
    world.chats.get(&phone.person).map_or(0, |chat| chat.version)
}

fn told(world: &World, since: u64) -> Value {
    let phones = world.phones.iter().enumerate().filter(|(_, phone)| version(world, phone) > since);
    json!({
        "version": world.version.max(1),
        "now": world.now().0,
        "clock_control": world.clock_control,
        "bot": { "name": world.bot_name, "username": world.bot_username },
        "phones": phones.map(|(at, phone)| phone_json(world, at, phone)).collect::<Vec<_>>(),
    })
}

fn phone_json(world: &World, at: usize, phone: &Phone) -> Value {
    let Some(chat) = world.chats.get(&phone.person) else { return Value::Null };
    let newest = chat.messages.values().rev().take(SHOWN_MAX);
    let mut messages: Vec<Value> = newest
        .map(|message| {
            let mut told = to_json(world, phone.person, message);
            told["ours"] = json!(message.author != Author::Bot);
            told["ms"] = json!(message.date.0);
            told["silent"] = json!(message.silent);
            told
        })
        .collect();
    messages.reverse();
    let (started, blocked, members) = match &chat.place {
        Place::Private { started, blocked, .. } => (*started, *blocked, Vec::new()),
        Place::Group { members, .. } => (true, false, members.clone()),
    };
    let silent_since = chat.messages.values().next_back().is_none_or(|newest| newest.date < chat.typing);
    let typing = silent_since && world.now().since_ms(chat.typing) < 5_000;
    let members: Vec<Value> = members.iter().map(|id| world.person_json(*id)).collect();
    let toasts: Vec<Value> = world
        .toasts
        .iter()
        .rev()
        .filter(|toast| toast.person == phone.person)
        .take(5)
        .map(|toast| json!({ "number": toast.number, "text": toast.text, "alert": toast.alert }))
        .collect();
    let waiting = world
        .presses
        .iter()
        .rev()
        .filter(|(_, press)| press.chat == phone.person && !press.answered)
        .filter(|(_, press)| world.now().since_ms(press.at) < 15_000)
        .map(|(_, press)| press.message);
    json!({
        "at": at, "title": phone.title, "subtitle": phone.subtitle, "kind": phone.kind, "samples": phone.samples,
        "started": started, "blocked": blocked, "members": members, "messages": messages, "toasts": toasts,
        "waiting": waiting.collect::<Vec<_>>(), "commands": menu(world, phone),
        "typing": typing,
        "language": world.people.get(&phone.person).map(|person| &person.language),
    })
}

/// The commands that this client shows: the narrowest scope wins, and within it the client's language.
fn menu(world: &World, phone: &Phone) -> Value {
    let language = world.people.get(&phone.person).map(|it| it.language.get(..2).unwrap_or("")).unwrap_or_default();
    let wide = if phone.kind == PhoneKind::Group { "all_group_chats" } else { "all_private_chats" };
    let fits = |scope: &str, narrow: bool| {
        let scope: Value = serde_json::from_str(scope).unwrap_or_default();
        let named = scope["type"].as_str().unwrap_or_default();
        let id = scope["chat_id"].as_i64().or(scope["chat_id"].as_str().and_then(|id| id.parse().ok()));
        if narrow { named == "chat" && id == Some(phone.person) } else { named == wide }
    };
    let of = |wanted: &dyn Fn(&str) -> bool, language: &str| {
        let found = world.commands.iter().find(|((scope, lang), _)| lang == language && wanted(scope));
        found.map(|(_, commands)| commands.clone())
    };
    let plain = |scope: &str| scope.contains("\"default\"");
    of(&|scope| fits(scope, true), language)
        .or_else(|| of(&|scope| fits(scope, true), ""))
        .or_else(|| of(&|scope| fits(scope, false), language))
        .or_else(|| of(&|scope| fits(scope, false), ""))
        .or_else(|| of(&plain, language))
        .or_else(|| of(&plain, ""))
        .unwrap_or_else(|| json!([]))
}

/// A file of a chat, to be saved or opened by what the machine has for it. Never shown as a page of ours.
async fn opened(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let found = shared.lock().files.iter().find(|(known, _)| *known == id).map(|(_, bytes)| bytes.clone());
    let Some(bytes) = found else { return StatusCode::NOT_FOUND.into_response() };
    // A picture is seen on the page; whatever else it is, it is no page of ours.
    let kind = if bytes.starts_with(b"\x89PNG\r\n") { "image/png" } else { "application/octet-stream" };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, "attachment")];
    (headers, bytes).into_response()
}

/// A tap. JSON only: a form of another site cannot send that without asking first, and nobody answers that question.
async fn act(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let Ok(body) = axum::body::to_bytes(request.into_body(), ACT_BYTES_MAX).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let Ok(tap) = serde_json::from_slice::<Value>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    match shared.with(|world| tapped(world, &tap)) {
        Some(Ok(())) => tell(&json!({ "ok": true })),
        Some(Err(_)) => StatusCode::CONFLICT.into_response(),
        None => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn tapped(world: &mut World, tap: &Value) -> Option<Result<(), Refusal>> {
    let what = tap["act"].as_str()?;
    if what == "pass" {
        let minutes =
            tap["minutes"].as_i64().filter(|minutes| world.clock_control && (1..=20_160).contains(minutes))?;
        world.pass(minutes * 60_000);
        let chats: Vec<i64> = world.chats.keys().copied().collect();
        chats.into_iter().for_each(|chat| world.touch_chat(chat));
        return Some(Ok(()));
    }
    let chat = world.phones.get(usize::try_from(tap["phone"].as_u64()?).ok()?)?.person;
    let person = tap["as"].as_i64().unwrap_or(chat);
    let message = tap["message"].as_i64();
    let text = tap["text"].as_str().unwrap_or_default();
    let done = match what {
        "say" if text.trim().is_empty() => return None,
        "say" => world.say(chat, person, text, message).map(drop),
        "edit" if text.trim().is_empty() => return None,
        "edit" => world.edit(chat, person, message?, text),
        "press" => world.press(chat, person, message?, tap["data"].as_str()?, false).map(drop),
        "block" => world.set_blocked(chat, true),
        "unblock" => world.set_blocked(chat, false),
        "kind" => world.send_kind(chat, person, kind_named(tap["kind"].as_str()?)?, tap["text"].as_str()).map(drop),
        _ => return None,
    };
    Some(done)
}

fn kind_named(name: &str) -> Option<Kind> {
    Some(match name {
        "voice" => Kind::Voice,
        "picture" => Kind::Picture,
        "video" => Kind::Video,
        "document" => Kind::Document,
        "sticker" => Kind::Sticker,
        "location" => Kind::Location,
        "contact" => Kind::Contact,
        "forward" => Kind::Forward,
        _ => return None,
    })
}
