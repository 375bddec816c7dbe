//! The methods of the Bot API: parameters in, a result or Telegram's own words of refusal out.
//!
//! Each function works on the world under its lock and never waits; only `getUpdates` is run by `server`.
//! The descriptions are read by programs, letter by letter (source: tdlib/telegram-bot-api `Client.cpp`).

mod chats;
mod commands;
mod edit;
mod markup;
pub mod params;
mod send;
pub mod updates;

use super::world::{Place, Standing, State};
use params::Params;
use serde_json::{Value, json};

/// A refusal as it goes over the wire.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub code: u16,
    pub description: String,
    pub parameters: Option<Value>,
}

impl Failure {
    pub fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    pub fn retry_after(seconds: i64) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Self { code: 429, description, parameters: Some(json!({ "retry_after": seconds })) }
    }

    pub fn body(&self) -> Value {
        let mut body = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            body["parameters"] = parameters.clone();
        }
        body
    }
}

fn bad(what: &str) -> Failure {
    Failure::new(400, format!("Bad Request: {what}"))
}

fn forbidden(what: &str) -> Failure {
    Failure::new(403, format!("Forbidden: {what}"))
}

type Answer = Result<Value, Failure>;

/// Runs one method; the name is in small letters.
pub(crate) fn run(state: &mut State, method: &str, params: &Params) -> Answer {
    match method {
        "getme" => {
            let mut me = state.bot_json();
            for (key, value) in [
                ("can_join_groups", true),
                ("can_read_all_group_messages", false),
                ("supports_inline_queries", false),
                ("can_connect_to_business", false),
                ("has_main_web_app", false),
            ] {
                me[key] = json!(value);
            }
            Ok(me)
        }
        "setwebhook" => updates::set_webhook(state, params),
        "deletewebhook" => updates::delete_webhook(state, params),
        "getwebhookinfo" => Ok(updates::webhook_info(state)),
        "sendmessage" => send::message(state, params),
        "senddocument" => send::document(state, params),
        "sendchataction" => send::action(state, params),
        "editmessagetext" => edit::text(state, params),
        "editmessagereplymarkup" => edit::reply_markup(state, params),
        "deletemessage" => edit::delete(state, params),
        "deletemessages" => edit::delete_many(state, params),
        "answercallbackquery" => edit::answer(state, params),
        "setmycommands" => commands::set(state, params),
        "getmycommands" => Ok(commands::get(state, params)),
        "deletemycommands" => Ok(commands::delete(state, params)),
        "setmyname" | "setmydescription" | "setmyshortdescription" => commands::set_words(state, method, params),
        "getmyname" | "getmydescription" | "getmyshortdescription" => Ok(commands::get_words(state, method, params)),
        "getchat" => chats::get(state, params),
        "getchatmember" => chats::member(state, params),
        "getchatmembercount" => chats::count(state, params),
        "leavechat" => chats::leave(state, params),
        "logout" | "close" => Ok(json!(true)),
        _ => Err(Failure::new(404, "Not Found: method not found")),
    }
}

/// The chat that is meant, whether or not the bot may write there.
fn known_chat(state: &State, params: &Params) -> Result<i64, Failure> {
    let Some(asked) = params.text("chat_id").filter(|id| !id.is_empty()) else { return Err(bad("chat_id is empty")) };
    let id = asked.parse().map_err(|_| bad("chat not found"))?;
    match state.chats.get(&id).map(|chat| &chat.place) {
        None | Some(Place::Group { bot: Standing::Never, .. }) => Err(bad("chat not found")),
        Some(Place::Private { .. } | Place::Group { .. }) => Ok(id),
    }
}

/// The chat that is meant, when the bot may write there.
fn writable_chat(state: &State, params: &Params) -> Result<i64, Failure> {
    let id = known_chat(state, params)?;
    match state.chats.get(&id).map(|chat| &chat.place) {
        None => Err(bad("chat not found")),
        Some(Place::Private { deactivated: true, .. }) => Err(forbidden("user is deactivated")),
        Some(Place::Private { blocked: true, .. }) => Err(forbidden("bot was blocked by the user")),
        Some(Place::Private { started: false, .. }) => Err(forbidden("bot can't initiate conversation with a user")),
        Some(Place::Private { .. }) => Ok(id),
        Some(Place::Group { moved_to: Some(new), .. }) => {
            let mut moved = bad("group chat was upgraded to a supergroup chat");
            moved.parameters = Some(json!({ "migrate_to_chat_id": new }));
            Err(moved)
        }
        Some(Place::Group { bot, supergroup, .. }) => {
            let kind = if *supergroup { "supergroup" } else { "group" };
            match bot {
                Standing::Member | Standing::Admin => Ok(id),
                Standing::Kicked => Err(forbidden(&format!("bot was kicked from the {kind} chat"))),
                Standing::Never | Standing::Left => Err(forbidden(&format!("bot is not a member of the {kind} chat"))),
            }
        }
    }
}
