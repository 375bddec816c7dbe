//! People, chats and what the bot's account knows: one plain record, changed only under the lock of `Shared`.
//!
//! Every list that can grow has a bound here. Nothing in this folder waits.

pub mod deeds;
pub mod message;
pub mod queue;
pub mod rates;

use super::chance::Chance;
use super::clock::Hands;
use super::faults::Rule;
use super::options::{Options, Phone};
use crate::domain::moment::Moment;
use message::Message;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, VecDeque};

/// Messages kept per chat; the oldest go first.
const MESSAGES_MAX: usize = 2_000;
/// Calls kept in the log.
const CALLS_MAX: usize = 20_000;
/// Bytes of parameters kept in that log.
const CALLS_BYTES_MAX: usize = 64 << 20;
/// Toasts kept.
const TOASTS_MAX: usize = 500;
/// Files that can still be opened, and the size of one that can.
const FILES_MAX: usize = 200;
const FILE_BYTES_MAX: usize = 256 << 10;
/// Presses kept, answered or not.
const PRESSES_MAX: usize = 2_000;

/// One call that the bot made, as it came in. No `Debug`: it holds people's text.
#[derive(Clone)]
pub struct Called {
    /// As it stood in the address.
    pub method: String,
    pub params: Map<String, Value>,
    pub at: Moment,
    bytes: usize,
}

/// What `answerCallbackQuery` showed to somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Toast {
    pub number: u64,
    pub person: i64,
    pub text: String,
    pub alert: bool,
}

pub(crate) struct Person {
    pub name: String,
    pub username: Option<String>,
    pub language: String,
}

/// Where the bot stands in a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Never,
    Member,
    Admin,
    Left,
    Kicked,
}

pub(crate) enum Place {
    Private { started: bool, blocked: bool, deactivated: bool },
    Group { title: String, members: Vec<i64>, bot: Standing, supergroup: bool, moved_to: Option<i64> },
}

pub(crate) struct Chat {
    pub place: Place,
    pub messages: BTreeMap<i64, Message>,
    pub last_id: i64,
    pub version: u64,
    /// When the bot last said that it types.
    pub typing: Moment,
}

pub(crate) struct Press {
    pub person: i64,
    pub chat: i64,
    pub message: i64,
    pub at: Moment,
    pub answered: bool,
}

pub(crate) struct State {
    pub version: u64,
    pub hands: Hands,
    pub chance: Chance,
    pub token: String,
    pub bot_id: i64,
    pub bot_name: String,
    pub bot_username: String,
    pub people: BTreeMap<i64, Person>,
    pub chats: BTreeMap<i64, Chat>,
    pub queue: queue::Queue,
    pub rates: rates::Rates,
    pub presses: VecDeque<(String, Press)>,
    /// The newest last, with the names under which the Bot API knows them.
    pub files: VecDeque<(String, Vec<u8>)>,
    pub toasts: VecDeque<Toast>,
    pub toasts_made: u64,
    pub calls: VecDeque<Called>,
    pub calls_bytes: usize,
    /// All that were ever made, those forgotten again included.
    pub calls_made: u64,
    pub rules: Vec<Rule>,
    /// (scope as JSON text, language) → commands.
    pub commands: BTreeMap<(String, String), Value>,
    /// (what, language) → text: name, description, short description.
    pub words: BTreeMap<(String, String), String>,
    pub phones: Vec<Phone>,
    pub clock_control: bool,
    pub future_mode: bool,
}

impl State {
    pub fn new(options: Options) -> Self {
        let mut chance = Chance::new(options.seed);
        let bot_id = chance.between(1_000_000_000, 7_000_000_000);
        let secret: String =
            (0..35).map(|_| char::from(b'A' + u8::try_from(chance.next() % 26).unwrap_or(0))).collect();
        let first_update = chance.between(10_000_000, 900_000_000);
        Self {
            version: 0,
            hands: Hands::new(options.clock, options.shifted_ms),
            token: format!("{bot_id}:{secret}"),
            bot_id,
            bot_name: options.bot_name,
            bot_username: options.bot_username,
            people: BTreeMap::new(),
            chats: BTreeMap::new(),
            queue: queue::Queue::new(first_update, options.strict_throttle),
            rates: rates::Rates::new(options.limits),
            presses: VecDeque::new(),
            files: VecDeque::new(),
            toasts: VecDeque::new(),
            toasts_made: 0,
            calls: VecDeque::new(),
            calls_made: 0,
            calls_bytes: 0,
            rules: Vec::new(),
            commands: BTreeMap::new(),
            words: BTreeMap::new(),
            phones: options.phones,
            clock_control: options.clock_control,
            future_mode: false,
            chance,
        }
    }

    pub fn now(&self) -> Moment {
        self.hands.now()
    }

    /// Something changed that everybody who waits should look at.
    pub fn touch(&mut self) {
        self.version += 1;
    }

    pub fn touch_chat(&mut self, chat: i64) {
        self.version += 1;
        let version = self.version;
        if let Some(chat) = self.chats.get_mut(&chat) {
            chat.version = version;
        }
    }

    pub fn log_call(&mut self, method: &str, params: &Map<String, Value>) {
        let at = self.now();
        let bytes = params.values().map(|value| value.to_string().len()).sum();
        self.calls.push_back(Called { method: method.to_owned(), params: params.clone(), at, bytes });
        self.calls_bytes += bytes;
        self.calls_made += 1;
        while self.calls.len() > CALLS_MAX || self.calls_bytes > CALLS_BYTES_MAX {
            let Some(oldest) = self.calls.pop_front() else { break };
            self.calls_bytes -= oldest.bytes;
        }
        self.touch();
    }

    pub fn open_chat(&mut self, id: i64, place: Place) {
        let chat = Chat { place, messages: BTreeMap::new(), last_id: 0, version: 0, typing: Moment(i64::MIN) };
        self.chats.insert(id, chat);
        self.touch_chat(id);
    }

    /// Puts a message at the end of a chat and gives its id; `None` when there is no such chat.
    pub fn post(&mut self, chat: i64, mut message: Message) -> Option<i64> {
        let at = self.chats.get_mut(&chat)?;
        at.last_id += 1;
        let id = at.last_id;
        message.id = id;
        at.messages.insert(id, message);
        while at.messages.len() > MESSAGES_MAX {
            at.messages.pop_first();
        }
        self.touch_chat(chat);
        Some(id)
    }

    pub fn keep_file(&mut self, id: String, bytes: Vec<u8>) {
        if bytes.len() <= FILE_BYTES_MAX {
            self.files.push_back((id, bytes));
        }
        while self.files.len() > FILES_MAX {
            self.files.pop_front();
        }
    }

    pub fn message(&self, chat: i64, id: i64) -> Option<&Message> {
        self.chats.get(&chat)?.messages.get(&id)
    }

    pub fn toast(&mut self, person: i64, text: String, alert: bool) {
        self.toasts_made += 1;
        self.toasts.push_back(Toast { number: self.toasts_made, person, text, alert });
        while self.toasts.len() > TOASTS_MAX {
            self.toasts.pop_front();
        }
        self.touch_chat(person);
    }

    pub fn remember_press(&mut self, press: Press) -> String {
        let id = self.chance.next().to_string();
        self.presses.push_back((id.clone(), press));
        while self.presses.len() > PRESSES_MAX {
            self.presses.pop_front();
        }
        id
    }

    pub fn bot_json(&self) -> Value {
        json!({ "id": self.bot_id, "is_bot": true, "first_name": self.bot_name, "username": self.bot_username })
    }

    pub fn person_json(&self, id: i64) -> Value {
        let Some(person) = self.people.get(&id) else { return json!({ "id": id, "is_bot": false, "first_name": "" }) };
        let mut user =
            json!({ "id": id, "is_bot": false, "first_name": person.name, "language_code": person.language });
        if let Some(username) = &person.username {
            user["username"] = json!(username);
        }
        user
    }

    pub fn chat_json(&self, id: i64) -> Value {
        match self.chats.get(&id).map(|chat| &chat.place) {
            Some(Place::Group { title, supergroup, .. }) => {
                let kind = if *supergroup { "supergroup" } else { "group" };
                let mut chat = json!({ "id": id, "type": kind, "title": title });
                if !supergroup {
                    chat["all_members_are_administrators"] = json!(true);
                }
                chat
            }
            Some(Place::Private { .. }) | None => {
                let mut chat = self.person_json(id);
                if let Some(fields) = chat.as_object_mut() {
                    fields.remove("is_bot");
                    fields.remove("language_code");
                }
                chat["type"] = json!("private");
                chat
            }
        }
    }
}
