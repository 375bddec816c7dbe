//! Changing and deleting messages, and answering presses.

use super::params::Params;
use super::{Answer, Failure, bad, known_chat, markup, send, writable_chat};
use crate::domain::moment::HOUR_MS;
use crate::simulator::world::message::{Author, Message, to_json};
use crate::simulator::world::queue::PRESS_MS;
use crate::simulator::world::{Place, Standing, State};
use serde_json::json;

/// Bots delete what is younger than this.
const DELETE_MS_MAX: i64 = 48 * HOUR_MS;
const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";
const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

/// The chat and a message of the bot in it.
fn own(state: &State, params: &Params) -> Result<(i64, Message), Failure> {
    let chat = writable_chat(state, params)?;
    let id = params.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let message = state.message(chat, id).ok_or_else(|| bad("message to edit not found"))?;
    if message.author != Author::Bot {
        return Err(bad("message can't be edited"));
    }
    Ok((chat, message.clone()))
}

fn replace(state: &mut State, chat: i64, old: &Message, mut new: Message) -> Answer {
    if old.text == new.text && old.entities == new.entities && old.keyboard == new.keyboard {
        return Err(bad(NOT_MODIFIED));
    }
    new.edited = Some(state.now());
    if let Some(chat) = state.chats.get_mut(&chat) {
        chat.messages.insert(new.id, new.clone());
    }
    state.touch_chat(chat);
    Ok(to_json(state, chat, &new))
}

pub(super) fn text(state: &mut State, params: &Params) -> Answer {
    let (chat, old) = own(state, params)?;
    if params.text("text").unwrap_or_default().is_empty() {
        return Err(bad("message text is empty"));
    }
    let (text, entities) = send::formatted(params, "text", 4_096)?;
    if text.is_empty() {
        return Err(bad("text must be non-empty"));
    }
    if !old.extra.is_empty() {
        return Err(bad("there is no text in the message to edit"));
    }
    let keyboard = markup::keyboard(params)?;
    let new = Message { text: Some(text), entities, keyboard, ..old.clone() };
    replace(state, chat, &old, new)
}

pub(super) fn reply_markup(state: &mut State, params: &Params) -> Answer {
    let (chat, old) = own(state, params)?;
    let keyboard = markup::keyboard(params)?;
    let new = Message { keyboard, ..old.clone() };
    replace(state, chat, &old, new)
}

/// Own messages and, in private chats, the other's; in a group any as admin. None that is 48 hours old.
fn may_delete(state: &State, chat: i64, message: &Message) -> bool {
    let young = state.now().since_ms(message.date) < DELETE_MS_MAX;
    let ours = message.author == Author::Bot;
    let admin = match state.chats.get(&chat).map(|chat| &chat.place) {
        Some(Place::Private { .. }) => true,
        Some(Place::Group { bot, .. }) => *bot == Standing::Admin,
        None => false,
    };
    young && (ours || admin)
}

fn erase(state: &mut State, chat: i64, id: i64) {
    if let Some(chat) = state.chats.get_mut(&chat) {
        chat.messages.remove(&id);
    }
    state.touch_chat(chat);
}

pub(super) fn delete(state: &mut State, params: &Params) -> Answer {
    let chat = known_chat(state, params)?;
    let id = params.integer("message_id").ok_or_else(|| bad("message identifier is not specified"))?;
    let message = state.message(chat, id).ok_or_else(|| bad("message to delete not found"))?;
    if !may_delete(state, chat, message) {
        return Err(bad("message can't be deleted"));
    }
    erase(state, chat, id);
    Ok(json!(true))
}

/// Those that are missing are skipped; one that may not be deleted refuses the whole call, and nothing is deleted.
pub(super) fn delete_many(state: &mut State, params: &Params) -> Answer {
    let chat = known_chat(state, params)?;
    let listed = params.json("message_ids").map_err(|()| bad("can't parse message identifiers JSON object"))?;
    let ids: Vec<i64> = listed.iter().flat_map(|list| list.as_array()).flatten().filter_map(|id| id.as_i64()).collect();
    if ids.is_empty() {
        return Err(bad("message identifiers are not specified"));
    }
    if ids.len() > 100 {
        return Err(bad("too many message identifiers specified"));
    }
    let there: Vec<i64> = ids.into_iter().filter(|id| state.message(chat, *id).is_some()).collect();
    if there.iter().filter_map(|id| state.message(chat, *id)).any(|message| !may_delete(state, chat, message)) {
        return Err(bad("message can't be deleted"));
    }
    for id in there {
        erase(state, chat, id);
    }
    Ok(json!(true))
}

pub(super) fn answer(state: &mut State, params: &Params) -> Answer {
    let id = params.text("callback_query_id").unwrap_or_default();
    let text = params.text("text").unwrap_or_default();
    if text.chars().count() > 200 {
        return Err(bad("MESSAGE_TOO_LONG"));
    }
    let now = state.now();
    let known = state.presses.iter_mut().find(|(press, _)| *press == id).map(|(_, press)| press);
    let press = known.filter(|press| !press.answered && now.since_ms(press.at) < PRESS_MS);
    let press = press.ok_or_else(|| bad(TOO_OLD))?;
    press.answered = true;
    let (person, chat) = (press.person, press.chat);
    if !text.is_empty() {
        state.toast(person, text, params.flag("show_alert"));
    }
    state.touch_chat(chat);
    Ok(json!(true))
}
