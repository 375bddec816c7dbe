//! What the bot can ask about a chat, and leaving one.

use super::params::Params;
use super::{Answer, bad, known_chat, writable_chat};
use crate::simulator::world::deeds::{member_json, standing_name};
use crate::simulator::world::{Place, Standing, State};
use serde_json::json;

pub(super) fn get(state: &State, params: &Params) -> Answer {
    let id = known_chat(state, params)?;
    let mut chat = state.chat_json(id);
    chat["accent_color_id"] = json!(0);
    chat["max_reaction_count"] = json!(11);
    chat["accepted_gift_types"] =
        json!({ "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true });
    Ok(chat)
}

pub(super) fn member(state: &State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    let user = params.integer("user_id").ok_or_else(|| bad("invalid user_id specified"))?;
    let standing = match state.chats.get(&chat).map(|chat| &chat.place) {
        Some(Place::Group { bot, .. }) if user == state.bot_id => standing_name(*bot),
        Some(Place::Group { members, .. }) if members.first() == Some(&user) => "creator",
        Some(Place::Group { members, .. }) if members.contains(&user) => "member",
        Some(Place::Group { .. }) if state.people.contains_key(&user) => "left",
        Some(Place::Private { .. }) if user == chat || user == state.bot_id => "member",
        Some(Place::Group { .. } | Place::Private { .. }) | None => return Err(bad("member not found")),
    };
    let person = if user == state.bot_id { state.bot_json() } else { state.person_json(user) };
    let mut member = member_json(person, standing);
    if standing == "creator" {
        member["is_anonymous"] = json!(false);
    }
    Ok(member)
}

pub(super) fn count(state: &State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    match state.chats.get(&chat).map(|chat| &chat.place) {
        Some(Place::Group { members, .. }) => Ok(json!(members.len() + 1)),
        Some(Place::Private { .. }) | None => Ok(json!(2)),
    }
}

pub(super) fn leave(state: &mut State, params: &Params) -> Answer {
    let chat = writable_chat(state, params)?;
    if chat > 0 {
        return Err(bad("chat member status can't be changed in private chats"));
    }
    state.set_standing(chat, Standing::Left).map_err(|_| bad("chat not found"))?;
    Ok(json!(true))
}
