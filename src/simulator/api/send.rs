//! Sending. The order of checks is Telegram's: the chat, the text, the buttons, the reply, and then the pace.

use super::params::Params;
use super::{Answer, Failure, bad, markup, writable_chat};
use crate::simulator::text;
use crate::simulator::world::State;
use crate::simulator::world::message::{Author, Message, to_json};
use data_encoding::BASE64;
use serde_json::{Value, json};

const TEXT_MAX: usize = 4_096;
const CAPTION_MAX: usize = 1_024;

/// Text and entities after parsing and cleaning.
pub(super) fn formatted(params: &Params, field: &str, max: usize) -> Result<(String, Vec<Value>), Failure> {
    let raw = params.text(field).unwrap_or_default();
    let mode = params.text("parse_mode").unwrap_or_default().to_lowercase();
    let listed = if field == "text" { "entities" } else { "caption_entities" };
    let (parsed, mut entities) = match mode.as_str() {
        "" => {
            let listed =
                params.json(listed).map_err(|()| bad("can't parse entities: expected an Array of MessageEntity"));
            (raw, checked_entities(listed?)?)
        }
        "html" => text::parse_html(&raw).map_err(|why| bad(&format!("can't parse entities: {why}")))?,
        _ => return Err(bad("unsupported parse_mode")),
    };
    let cleaned = text::clean(&parsed);
    if cleaned.chars().count() > max {
        return Err(bad(if field == "text" { "message is too long" } else { "message caption is too long" }));
    }
    let end = text::utf16(&cleaned);
    entities.retain(|entity| entity["offset"].as_u64().is_some_and(|from| (from as usize) < end));
    entities.extend(text::find_entities(&cleaned));
    Ok((cleaned, entities))
}

fn checked_entities(listed: Option<Value>) -> Result<Vec<Value>, Failure> {
    let Some(listed) = listed else { return Ok(Vec::new()) };
    let wrong = || bad("can't parse entities: expected an Array of MessageEntity");
    let list = listed.as_array().ok_or_else(wrong)?;
    let whole = |entity: &Value| {
        entity["type"].is_string() && entity["offset"].as_u64().is_some() && entity["length"].as_u64().is_some()
    };
    if list.iter().all(whole) { Ok(list.clone()) } else { Err(wrong()) }
}

fn reply_target(state: &State, chat: i64, params: &Params) -> Result<Option<i64>, Failure> {
    let asked = params.json("reply_parameters").map_err(|()| bad("can't parse reply parameters JSON object"))?;
    let lenient = |asked: &Value| asked["allow_sending_without_reply"].as_bool() == Some(true);
    let (id, lenient) = match &asked {
        Some(asked) => (asked["message_id"].as_i64(), lenient(asked)),
        None => (params.integer("reply_to_message_id"), params.flag("allow_sending_without_reply")),
    };
    match id {
        None => Ok(None),
        Some(id) if state.message(chat, id).is_some() => Ok(Some(id)),
        Some(_) if lenient => Ok(None),
        Some(_) => Err(bad("message to be replied not found")),
    }
}

fn post(state: &mut State, chat: i64, mut message: Message, params: &Params) -> Answer {
    message.keyboard = markup::keyboard(params)?;
    message.reply_to = reply_target(state, chat, params)?;
    message.protect = params.flag("protect_content");
    message.silent = params.flag("disable_notification");
    let now = state.now();
    state.rates.take(chat, chat < 0, now).map_err(Failure::retry_after)?;
    let id = state.post(chat, message).ok_or_else(|| bad("chat not found"))?;
    Ok(state.message(chat, id).map(|message| to_json(state, chat, message)).unwrap_or_default())
}

pub(super) fn message(state: &mut State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    if params.text("text").unwrap_or_default().is_empty() {
        return Err(bad("message text is empty"));
    }
    let (text, entities) = formatted(params, "text", TEXT_MAX)?;
    if text.is_empty() {
        return Err(bad("text must be non-empty"));
    }
    let mut message = Message::new(Author::Bot, state.now(), Some(text));
    message.entities = entities;
    post(state, chat, message, params)
}

/// A file: it can be opened as long as it is among the last ones.
pub(super) fn document(state: &mut State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    let given = params.text("document").unwrap_or_default();
    let file = given.strip_prefix("attach://").unwrap_or("document");
    let Some(upload) = params.0.get(file).filter(|value| value.is_object()) else {
        return Err(bad("there is no document in the request"));
    };
    let unique = format!("{:016x}", state.chance.next());
    let document = json!({ "file_id": format!("F{unique}"), "file_unique_id": unique,
        "file_size": upload["file_size"], "file_name": upload["file_name"], "mime_type": upload["mime_type"] });
    let content = upload["content"].as_str().and_then(|content| BASE64.decode(content.as_bytes()).ok());
    let content = content.unwrap_or_default();
    let (caption, entities) = formatted(params, "caption", CAPTION_MAX)?;
    let mut message = Message::new(Author::Bot, state.now(), (!caption.is_empty()).then_some(caption));
    message.entities = entities;
    message.extra.insert("document".to_owned(), document);
    let posted = post(state, chat, message, params)?;
    state.keep_file(format!("F{unique}"), content);
    Ok(posted)
}

const ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

pub(super) fn action(state: &mut State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    if !params.text("action").is_some_and(|action| ACTIONS.contains(&action.as_str())) {
        return Err(bad("wrong parameter action in request"));
    }
    let now = state.now();
    if let Some(chat) = state.chats.get_mut(&chat) {
        chat.typing = now;
    }
    state.touch_chat(chat);
    Ok(json!(true))
}
