//! The command menu per scope and language, and the bot's own words about itself.

use super::params::Params;
use super::{Answer, Failure, bad};
use crate::simulator::world::State;
use serde_json::{Value, json};

fn key(params: &Params) -> (String, String) {
    let scope = params.json("scope").ok().flatten().unwrap_or_else(|| json!({ "type": "default" }));
    (scope.to_string(), params.text("language_code").unwrap_or_default())
}

fn language_is_known(language: &str) -> Result<(), Failure> {
    let plain = language.is_empty() || (language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase()));
    if plain { Ok(()) } else { Err(bad("invalid language code specified")) }
}

pub(super) fn set(state: &mut State, params: &Params) -> Answer {
    let listed = params.json("commands").ok().flatten().ok_or_else(|| bad("can't parse commands JSON object"))?;
    let list = listed.as_array().ok_or_else(|| bad("expected an Array of BotCommand"))?;
    if list.len() > 100 {
        return Err(bad("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in list {
        let name = command["command"].as_str().unwrap_or_default().trim_start_matches('/');
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || name.len() > 32 || !name.chars().all(allowed) {
            return Err(bad("BOT_COMMAND_INVALID"));
        }
        let words = command["description"].as_str().unwrap_or_default().chars().count();
        if !(1..=256).contains(&words) {
            return Err(bad("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    let key = key(params);
    language_is_known(&key.1)?;
    if !state.commands.contains_key(&key) && state.commands.len() >= 200 {
        return Err(bad("BOT_COMMANDS_TOO_MUCH"));
    }
    state.commands.insert(key, listed);
    let everywhere: Vec<i64> = state.chats.keys().copied().collect();
    for chat in everywhere {
        state.touch_chat(chat);
    }
    Ok(json!(true))
}

pub(super) fn get(state: &State, params: &Params) -> Value {
    state.commands.get(&key(params)).cloned().unwrap_or_else(|| json!([]))
}

pub(super) fn delete(state: &mut State, params: &Params) -> Value {
    state.commands.remove(&key(params));
    json!(true)
}

/// `setmyname` and `getmyname` speak of the same words.
fn field(method: &str) -> (&'static str, usize) {
    match method.get(5..).unwrap_or_default() {
        "name" => ("name", 64),
        "description" => ("description", 512),
        _ => ("short_description", 120),
    }
}

pub(super) fn set_words(state: &mut State, method: &str, params: &Params) -> Answer {
    let (field, max) = field(method);
    let words = params.text(field).unwrap_or_default();
    if words.chars().count() > max {
        return Err(bad(&format!("bot {} is too long", field.replace('_', " "))));
    }
    let language = params.text("language_code").unwrap_or_default();
    language_is_known(&language)?;
    state.words.insert((field.to_owned(), language), words);
    state.touch();
    Ok(json!(true))
}

pub(super) fn get_words(state: &State, method: &str, params: &Params) -> Value {
    let (field, _) = field(method);
    let language = params.text("language_code").unwrap_or_default();
    let said = |language: &str| state.words.get(&(field.to_owned(), language.to_owned())).filter(|it| !it.is_empty());
    let found = said(&language).or(said("")).cloned();
    let first = if field == "name" { state.bot_name.clone() } else { String::new() };
    json!({ field: found.unwrap_or(first) })
}
