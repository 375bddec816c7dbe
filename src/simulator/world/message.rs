//! A message in a chat, as the world keeps it, as the Bot API tells it, and as a test or a phone sees it.

use super::State;
use crate::domain::moment::Moment;
use serde_json::{Map, Value, json};

/// Who wrote a message.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Author {
    Bot,
    Person(i64),
}

/// No `Debug`: it is somebody's text.
#[derive(Clone)]
pub(crate) struct Message {
    pub id: i64,
    pub author: Author,
    pub date: Moment,
    pub edited: Option<Moment>,
    pub text: Option<String>,
    pub entities: Vec<Value>,
    /// What is not text: `voice`, `photo`, `new_chat_members`, … as the Bot API names it.
    pub extra: Map<String, Value>,
    pub reply_to: Option<i64>,
    /// Rows of an inline keyboard.
    pub keyboard: Option<Value>,
    pub protect: bool,
    pub silent: bool,
}

impl Message {
    pub fn new(author: Author, date: Moment, text: Option<String>) -> Self {
        Self {
            id: 0,
            author,
            date,
            edited: None,
            text,
            entities: Vec::new(),
            extra: Map::new(),
            reply_to: None,
            keyboard: None,
            protect: false,
            silent: false,
        }
    }

    /// The labels and data of its buttons, row by row.
    pub fn buttons(&self) -> Vec<Vec<(String, String)>> {
        let rows = self.keyboard.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
        let word = |button: &Value, key: &str| button[key].as_str().unwrap_or_default().to_owned();
        rows.iter()
            .map(|row| row.as_array().cloned().unwrap_or_default())
            .map(|row| row.iter().map(|button| (word(button, "text"), word(button, "callback_data"))).collect())
            .collect()
    }

    pub fn seen(&self, chat: i64) -> Seen {
        Seen {
            id: self.id,
            chat,
            person: match self.author {
                Author::Bot => None,
                Author::Person(id) => Some(id),
            },
            text: self.text.clone().unwrap_or_default(),
            buttons: self.buttons(),
            date: self.date,
            edited: self.edited,
            reply_to: self.reply_to,
            protect: self.protect,
            silent: self.silent,
            kind: self.extra.keys().next().cloned(),
        }
    }
}

/// A message as a test sees it. No `Debug`: it is somebody's text.
#[derive(Clone, PartialEq, Eq)]
pub struct Seen {
    pub id: i64,
    pub chat: i64,
    /// `None` when the bot wrote it.
    pub person: Option<i64>,
    /// The text, or the caption.
    pub text: String,
    /// (label, callback data), row by row; the data is empty on a button that is a link.
    pub buttons: Vec<Vec<(String, String)>>,
    pub date: Moment,
    pub edited: Option<Moment>,
    pub reply_to: Option<i64>,
    pub protect: bool,
    pub silent: bool,
    /// The Bot API's name of what is not text: `voice`, `photo`, `document`, …
    pub kind: Option<String>,
}

fn seconds(moment: Moment) -> i64 {
    moment.0.div_euclid(1_000)
}

/// The message as the Bot API tells it; replies are told one level deep.
pub(crate) fn to_json(state: &State, chat: i64, message: &Message) -> Value {
    let mut told = told_alone(state, chat, message);
    if let Some(original) = message.reply_to.and_then(|id| state.message(chat, id)) {
        told["reply_to_message"] = told_alone(state, chat, original);
    }
    told
}

fn told_alone(state: &State, chat: i64, message: &Message) -> Value {
    let from = match message.author {
        Author::Bot => state.bot_json(),
        Author::Person(id) => state.person_json(id),
    };
    let mut told =
        json!({ "message_id": message.id, "from": from, "chat": state.chat_json(chat), "date": seconds(message.date) });
    if let Some(edited) = message.edited {
        told["edit_date"] = json!(seconds(edited));
    }
    let mut entities = message.entities.clone();
    if let Some(text) = &message.text {
        let caption = is_media(message);
        told[if caption { "caption" } else { "text" }] = json!(text);
        if state.future_mode {
            entities.push(json!({ "type": "from_the_future", "offset": 0, "length": 1, "depth": 3 }));
        }
        if !entities.is_empty() {
            told[if caption { "caption_entities" } else { "entities" }] = json!(entities);
        }
    }
    for (key, value) in &message.extra {
        told[key] = value.clone();
    }
    if let Some(keyboard) = &message.keyboard {
        told["reply_markup"] = json!({ "inline_keyboard": keyboard });
    }
    if message.protect {
        told["has_protected_content"] = json!(true);
    }
    if state.future_mode {
        told["from_the_future"] = json!({ "unknown": [1, "two"] });
    }
    told
}

/// Its text is a caption.
fn is_media(message: &Message) -> bool {
    ["voice", "photo", "video", "document", "sticker"].iter().any(|kind| message.extra.contains_key(*kind))
}
