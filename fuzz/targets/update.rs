//! An update of Telegram's: what became of it is compared with what it said, read a second time and in another way.

use rechtdoor::messenger::Input;
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::telegram;
use serde_json::Value;

/// The kinds that can become an arrival, in the order in which they are looked for.
const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];
const OF_OTHERS: [&str; 7] = [
    "forward_origin",
    "forward_date",
    "forward_from",
    "forward_from_chat",
    "forward_sender_name",
    "via_bot",
    "business_connection_id",
];

/// An arrival has its number, names nobody but the chat and its sender, and holds no word but the text's own.
pub fn update(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (id, arrival) = telegram::update::parse(text);
    assert!(id.is_some() || arrival.is_err());
    let Ok(arrival) = arrival else { return };
    // What is read more strictly the second time (numbers too great, halves of letters) cannot be compared.
    let Ok(whole) = serde_json::from_str::<Value>(text) else { return };
    assert_eq!(Some(arrival.id), whole["update_id"].as_i64());
    assert_eq!(Some(arrival.id), id);
    let kind = KINDS.into_iter().find(|kind| !whole[*kind].is_null()).expect("a kind that arrives");
    let said = &whole[kind];
    let under = if kind == "callback_query" { &said["message"] } else { said };
    same_people(&arrival, said, under);
    same_words(&arrival.input, said);
    let seconds = said[if kind == "edited_message" { "edit_date" } else { "date" }].as_i64();
    let dated = matches!(kind, "message" | "edited_message");
    assert!(arrival.said_at.map(|at| at.0) == seconds.filter(|_| dated).map(|seconds| seconds.saturating_mul(1_000)));
}

/// `under` holds the chat: the message itself, or the one whose button was pressed.
fn same_people(arrival: &Arrival, said: &Value, under: &Value) {
    let (chat, from) = (under["chat"]["id"].as_i64().expect("a chat"), said["from"]["id"].as_i64());
    if let Some(moved_from) = arrival.moved_from {
        assert!(matches!(arrival.input, Input::Moved) && arrival.sender.is_none());
        let other = said["migrate_to_chat_id"].as_i64().or(said["migrate_from_chat_id"].as_i64());
        let (from, to) = (moved_from.reveal(), arrival.chat.reveal());
        assert!(from < 0 && to < 0 && from != to, "only groups move");
        assert!((from == chat && Some(to) == other) || (to == chat && Some(from) == other));
        return;
    }
    assert_eq!(arrival.chat.reveal(), chat);
    match arrival.place {
        Place::Private => assert!(from == Some(chat) && arrival.sender == Some(arrival.chat)),
        Place::Group => assert!(arrival.sender.is_none_or(|sender| Some(sender.reveal()) == from)),
    }
    let hidden = arrival.place == Place::Group && said.get("sender_chat").is_some();
    assert!(arrival.sender.is_none() || !hidden, "a channel's words are nobody's");
}

fn same_words(input: &Input, said: &Value) {
    match input {
        Input::Text { text, message, reply_to } => {
            assert_eq!(Some(message.0), said["message_id"].as_i64());
            assert_eq!(reply_to.map(|message| message.0), said["reply_to_message"]["message_id"].as_i64());
            only_the_text(text.as_str(), said);
        }
        Input::Edited { text, message } => {
            assert_eq!(Some(message.0), said["message_id"].as_i64());
            only_the_text(text.as_str(), said);
        }
        Input::Press { press, data, message } => {
            assert!(Some(press.0.as_str()) == said["id"].as_str());
            assert!(Some(data.as_str()) == said["data"].as_str() && data.len() <= 64);
            assert_eq!(message.map(|message| message.0), said["message"]["message_id"].as_i64());
        }
        Input::Other { message, .. } => assert_eq!(Some(message.0), said["message_id"].as_i64()),
        Input::Left | Input::Joined | Input::Moved => {}
    }
}

/// Nothing is added, nothing that can be seen is lost, and nothing that steers a terminal or a line is left.
fn only_the_text(text: &str, said: &Value) {
    assert!(OF_OTHERS.iter().all(|mark| said.get(mark).is_none()), "somebody else's words");
    assert!(!text.is_empty() && text.trim() == text);
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || matches!(c, '\u{2028}'..='\u{202E}')));
    let unseen = |c: &char| c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}'..='\u{202E}');
    let written = said["text"].as_str().expect("a text");
    assert!(written.chars().filter(|c| !unseen(c)).eq(text.chars().filter(|c| !unseen(c))));
}
