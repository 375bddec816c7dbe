//! One raw update as text to one arrival, tolerantly: only the fields that we need are looked at.
//!
//! Never true of this file: a name, a caption, an entity, the target of a link or a file survives the translation;
//! something that we do not know makes text disappear (teloxide 0.17 empties a message with an unknown entity); an
//! update that cannot be read costs another one; anything of an update is printed.
//!
//! Updates are read from text and not from a parsed value, key by key, so that a field of an unexpected shape costs
//! that field only.

use crate::domain::Moment;
use crate::messenger::wire::{Arrival, Place};
use crate::messenger::{Input, MessageRef, OtherKind, PressRef, UserText};
use crate::vault::Address;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use thiserror::Error;

/// Why an update is not an arrival. Counted, and confirmed like any other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Error)]
pub enum Skipped {
    #[error("an update without the fields it needs")]
    Malformed,
    #[error("a kind of update that nobody asked for")]
    UnknownKind,
    #[error("a channel's post")]
    Channel,
    #[error("another bot")]
    OtherBot,
    #[error("a message of Telegram itself about the chat")]
    Service,
    /// Only the text of a message is followed; a live location, say, edits itself every few seconds.
    #[error("an edit of something that is not text")]
    EditedOther,
    #[error("other rights, but neither in nor out")]
    Rights,
    #[error("somebody in a private chat that is not theirs")]
    Stranger,
    #[error("a button under a message that is in no chat of ours")]
    Inline,
}

/// `GroupAnonymousBot`, `Channel_Bot` and Telegram's own account: whoever speaks through these cannot be held to what
/// they write or press, and is nobody's private chat.
const ANONYMOUS: [i64; 3] = [1_087_968_824, 136_817_688, 777_000];

type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// Reads one update: its number when there is one, and what it is to us.
pub fn parse(text: &str) -> (Option<i64>, Result<Arrival, Skipped>) {
    let Ok(fields) = serde_json::from_str::<Fields<'_>>(text) else { return (None, Err(Skipped::Malformed)) };
    let Some(id) = number(&fields, "update_id") else { return (None, Err(Skipped::Malformed)) };
    (Some(id), translate(id, &fields))
}

fn translate(id: i64, fields: &Fields<'_>) -> Result<Arrival, Skipped> {
    if let Some(raw) = fields.get("message") {
        dated(&open(raw)?, "date", |fields| message(id, fields))
    } else if let Some(raw) = fields.get("edited_message") {
        dated(&open(raw)?, "edit_date", |fields| edited(id, fields))
    } else if let Some(raw) = fields.get("callback_query") {
        press(id, &open(raw)?)
    } else if let Some(raw) = fields.get("my_chat_member") {
        membership(id, &open(raw)?)
    } else if fields.contains_key("channel_post") || fields.contains_key("edited_channel_post") {
        Err(Skipped::Channel)
    } else {
        Err(Skipped::UnknownKind)
    }
}

/// With the channel's own time (whole seconds): it confirms or contradicts our clock.
fn dated<'a>(
    fields: &Fields<'a>,
    name: &str,
    translate: impl FnOnce(&Fields<'a>) -> Result<Arrival, Skipped>,
) -> Result<Arrival, Skipped> {
    let said_at = number(fields, name).map(|seconds| Moment(seconds.saturating_mul(1_000)));
    Ok(Arrival { said_at, ..translate(fields)? })
}

/// Where something happened and who did it.
struct Scene {
    chat: Address,
    place: Place,
    sender: Option<Address>,
}

impl Scene {
    fn arrival(self, id: i64, input: Input) -> Arrival {
        Arrival { id, chat: self.chat, sender: self.sender, place: self.place, input, said_at: None, moved_from: None }
    }
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct From {
    id: i64,
    #[serde(default)]
    is_bot: bool,
}

fn place_of(fields: &Fields<'_>) -> Result<(i64, Place), Skipped> {
    let chat: Chat = read(fields, "chat").ok_or(Skipped::Malformed)?;
    match chat.kind.as_str() {
        "private" => Ok((chat.id, Place::Private)),
        "group" | "supergroup" => Ok((chat.id, Place::Group)),
        "channel" => Err(Skipped::Channel),
        _ => Err(Skipped::UnknownKind),
    }
}

/// `who` holds `from` and perhaps `sender_chat`; the chat itself may stand elsewhere (under the pressed message).
fn scene(chat: i64, place: Place, who: &Fields<'_>) -> Result<Scene, Skipped> {
    let from: Option<From> = read(who, "from");
    let sender = match place {
        Place::Private => match from {
            Some(from) if from.is_bot => return Err(Skipped::OtherBot),
            Some(from) if from.id != chat || ANONYMOUS.contains(&from.id) => return Err(Skipped::Stranger),
            // Without a readable sender nobody is taken for the chat's owner.
            Some(_) => Some(Address::new(chat)),
            None => return Err(Skipped::Malformed),
        },
        Place::Group if who.contains_key("sender_chat") => None,
        Place::Group => match from {
            Some(from) if ANONYMOUS.contains(&from.id) => None,
            Some(from) if from.is_bot => return Err(Skipped::OtherBot),
            Some(from) => Some(Address::new(from.id)),
            None => None,
        },
    };
    Ok(Scene { chat: Address::new(chat), place, sender })
}

fn message(id: i64, fields: &Fields<'_>) -> Result<Arrival, Skipped> {
    let (chat, place) = place_of(fields)?;
    if let Some(arrival) = moved(id, chat, place, fields) {
        return arrival;
    }
    if fields.contains_key("is_automatic_forward") {
        return Err(Skipped::Channel);
    }
    // A message that reached an account which the bot serves for somebody else is not for us.
    if fields.contains_key("business_connection_id") {
        return Err(Skipped::Stranger);
    }
    let scene = scene(chat, place, fields)?;
    let message = MessageRef(number(fields, "message_id").ok_or(Skipped::Malformed)?);
    if is_of_others(fields) {
        return Ok(scene.arrival(id, Input::Other { kind: OtherKind::Forwarded, message }));
    }
    if let Some(text) = text_of(fields) {
        let reply_to = read::<Replied>(fields, "reply_to_message").map(|replied| MessageRef(replied.message_id));
        return Ok(scene.arrival(id, Input::Text { text, message, reply_to }));
    }
    let kind = kind_of(fields)?;
    Ok(scene.arrival(id, Input::Other { kind, message }))
}

#[derive(Deserialize)]
struct Replied {
    message_id: i64,
}

/// A group got another address: said once in the old one and once in the new one.
fn moved(id: i64, chat: i64, place: Place, fields: &Fields<'_>) -> Option<Result<Arrival, Skipped>> {
    let (from, to) = if fields.contains_key("migrate_to_chat_id") {
        (Some(chat), number(fields, "migrate_to_chat_id"))
    } else if fields.contains_key("migrate_from_chat_id") {
        (number(fields, "migrate_from_chat_id"), Some(chat))
    } else {
        return None;
    };
    let (Some(from), Some(to)) = (from, to) else { return Some(Err(Skipped::Malformed)) };
    // The ids of groups are negative; anything else would turn a group's address into a person's.
    if place != Place::Group || from >= 0 || to >= 0 || from == to {
        return Some(Err(Skipped::Malformed));
    }
    Some(Ok(Arrival {
        id,
        chat: Address::new(to),
        sender: None,
        place,
        input: Input::Moved,
        said_at: None,
        moved_from: Some(Address::new(from)),
    }))
}

fn edited(id: i64, fields: &Fields<'_>) -> Result<Arrival, Skipped> {
    let (chat, place) = place_of(fields)?;
    if fields.contains_key("business_connection_id") {
        return Err(Skipped::Stranger);
    }
    let scene = scene(chat, place, fields)?;
    let message = MessageRef(number(fields, "message_id").ok_or(Skipped::Malformed)?);
    let text = text_of(fields).filter(|_| !is_of_others(fields)).ok_or(Skipped::EditedOther)?;
    Ok(scene.arrival(id, Input::Edited { text, message }))
}

fn press(id: i64, fields: &Fields<'_>) -> Result<Arrival, Skipped> {
    /// Telegram's own limit for what a button carries, in bytes.
    const DATA_BYTES_MAX: usize = 64;
    let Some(raw) = fields.get("message") else { return Err(Skipped::Inline) };
    // An inaccessible message still has its chat and its number.
    let under = open(raw)?;
    let (chat, place) = place_of(&under)?;
    let scene = scene(chat, place, fields)?;
    let press = PressRef(read(fields, "id").ok_or(Skipped::Malformed)?);
    let data: String = read(fields, "data").ok_or(Skipped::Malformed)?;
    if data.len() > DATA_BYTES_MAX {
        return Err(Skipped::Malformed);
    }
    let message = number(&under, "message_id").map(MessageRef);
    Ok(scene.arrival(id, Input::Press { press, data, message }))
}

#[derive(Deserialize)]
struct Member {
    status: String,
    #[serde(default)]
    is_member: Option<bool>,
}

impl Member {
    fn is_in(&self) -> bool {
        match self.status.as_str() {
            "left" | "kicked" => false,
            "restricted" => self.is_member.unwrap_or(true),
            // Ranks that Telegram may invent are still ranks of somebody who is in.
            _ => true,
        }
    }
}

fn membership(id: i64, fields: &Fields<'_>) -> Result<Arrival, Skipped> {
    let (chat, place) = place_of(fields)?;
    let scene = scene(chat, place, fields)?;
    let is_in = read::<Member>(fields, "new_chat_member").ok_or(Skipped::Malformed)?.is_in();
    let was_in = read::<Member>(fields, "old_chat_member").map(|member| member.is_in());
    if was_in == Some(is_in) {
        return Err(Skipped::Rights);
    }
    Ok(scene.arrival(id, if is_in { Input::Joined } else { Input::Left }))
}

/// Forwarded, or made by another bot: somebody else's words, which are not this person's question.
fn is_of_others(fields: &Fields<'_>) -> bool {
    const MARKS: [&str; 6] =
        ["forward_origin", "forward_date", "forward_from", "forward_from_chat", "forward_sender_name", "via_bot"];
    MARKS.iter().any(|mark| fields.contains_key(*mark))
}

/// The text as the Bot API's server cleans it (TDLib `clean_input_string`): done again, for servers that do not.
fn text_of(fields: &Fields<'_>) -> Option<UserText> {
    let raw: String = read(fields, "text")?;
    let clean: String = raw
        .chars()
        .filter(|letter| !matches!(letter, '\r' | '\u{2028}'..='\u{202E}'))
        .map(|letter| if letter.is_control() && letter != '\n' { ' ' } else { letter })
        .collect();
    let text = clean.trim();
    (!text.is_empty()).then(|| UserText::new(text.to_owned()))
}

/// What a message without text is. The first that fits: an animation also looks like a file, a venue like a place.
const KINDS: [(&str, OtherKind); 24] = [
    ("voice", OtherKind::Voice),
    ("audio", OtherKind::Voice),
    ("video_note", OtherKind::Voice),
    ("photo", OtherKind::Picture),
    ("live_photo", OtherKind::Picture),
    ("video", OtherKind::Picture),
    ("animation", OtherKind::Picture),
    ("paid_media", OtherKind::Picture),
    ("story", OtherKind::Forwarded),
    ("contact", OtherKind::Contact),
    ("users_shared", OtherKind::Contact),
    ("chat_shared", OtherKind::Contact),
    ("venue", OtherKind::Location),
    ("location", OtherKind::Location),
    ("sticker", OtherKind::Sticker),
    ("dice", OtherKind::Sticker),
    ("game", OtherKind::Sticker),
    ("document", OtherKind::File),
    ("poll", OtherKind::Unreadable),
    ("checklist", OtherKind::Unreadable),
    ("invoice", OtherKind::Unreadable),
    ("rich_message", OtherKind::Unreadable),
    ("giveaway", OtherKind::Unreadable),
    ("text", OtherKind::Unreadable),
];

/// What Telegram itself says in a chat. By prefix, because these come in families.
const SERVICE: [&str; 24] = [
    "new_chat_",
    "left_chat_member",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "connected_website",
    "write_access_allowed",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "forum_topic_",
    "general_forum_topic_",
    "giveaway_",
    "video_chat_",
    "direct_message_price_changed",
    "checklist_tasks_",
    "gift",
    "unique_gift",
    "suggested_post_",
];

fn kind_of(fields: &Fields<'_>) -> Result<OtherKind, Skipped> {
    if let Some((_, kind)) = KINDS.iter().find(|(name, _)| fields.contains_key(*name)) {
        return Ok(*kind);
    }
    let is_service = |name: &String| SERVICE.iter().any(|family| name.starts_with(family));
    // Neither known content nor a known notice: somebody said something in a form newer than this program.
    if fields.keys().any(is_service) { Err(Skipped::Service) } else { Ok(OtherKind::Unreadable) }
}

fn open(raw: &RawValue) -> Result<Fields<'_>, Skipped> {
    serde_json::from_str(raw.get()).map_err(|_| Skipped::Malformed)
}

fn read<'a, T: Deserialize<'a>>(fields: &Fields<'a>, name: &str) -> Option<T> {
    fields.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok())
}

fn number(fields: &Fields<'_>, name: &str) -> Option<i64> {
    read(fields, name)
}

#[cfg(test)]
#[path = "update_tests.rs"]
mod tests;
