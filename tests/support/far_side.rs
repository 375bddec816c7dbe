//! The far side as the bot's own words describe it: chats with messages, people who block, a network that fails.
//!
//! Not a Bot API: that one is the simulator's. This one is for tests of the talk, where a year passes in a moment.

use rechtdoor::messenger::wire::{Call, Outcome};
use rechtdoor::messenger::{Attachment, MessageRef, Rendered};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a person saw happen.
#[derive(Clone)]
pub enum Sight {
    New(i64, Rendered),
    File(Attachment),
    Edited(i64, Rendered),
    Deleted(Vec<i64>),
    Toast { text: String, alert: bool },
    Left,
}

/// One message in a chat.
#[derive(Clone)]
pub struct Message {
    pub id: i64,
    pub from_bot: bool,
    pub text: String,
    /// Buttons as they are now.
    pub rows: Vec<Vec<(String, String)>>,
    /// Every button it ever had.
    pub once: Vec<(String, String)>,
    pub protected: bool,
}

/// One chat as its person sees it.
#[derive(Clone, Default)]
pub struct Chat {
    pub messages: BTreeMap<i64, Message>,
    pub gone: BTreeMap<i64, Message>,
    next_id: i64,
    pub blocked: bool,
    pub group: bool,
}

impl Chat {
    pub fn next_id(&mut self) -> i64 {
        self.next_id += 1;
        self.next_id
    }

    pub fn find(&self, snippet: &str) -> Option<&Message> {
        self.messages.values().rev().find(|message| message.text.contains(snippet))
    }
}

/// See the file's header.
#[derive(Default)]
pub struct FarSide {
    pub chats: BTreeMap<i64, Chat>,
    pub sights: Vec<(i64, Sight)>,
    pub offline: bool,
    /// Chats to which the bot is not let through for now.
    pub deaf: BTreeSet<i64>,
    /// Every text that ever went out, with its chat: for privacy scans.
    pub outgoing: Vec<(i64, String)>,
}

impl FarSide {
    pub fn perform(&mut self, chat_id: i64, call: &Call) -> Outcome {
        if self.offline || self.deaf.contains(&chat_id) {
            return Outcome::Retry { after_ms: 0, everyone: false };
        }
        let chat = self.chats.entry(chat_id).or_default();
        if chat.blocked {
            return Outcome::Gone;
        }
        match call {
            Call::Send(screen) => {
                let id = chat.next_id();
                chat.messages.insert(id, shown(id, screen));
                self.outgoing.push((chat_id, screen.text.clone()));
                self.sights.push((chat_id, Sight::New(id, screen.clone())));
                Outcome::Delivered(Some(MessageRef(id)))
            }
            Call::Document(file) => {
                let id = chat.next_id();
                let (rows, once) = (Vec::new(), Vec::new());
                let text = file.caption.clone();
                chat.messages.insert(id, Message { id, from_bot: true, text, rows, once, protected: false });
                let inside = String::from_utf8_lossy(&file.bytes);
                self.outgoing.push((chat_id, format!("{}\n{}\n{inside}", file.name, file.caption)));
                self.sights.push((chat_id, Sight::File(file.clone())));
                Outcome::Delivered(Some(MessageRef(id)))
            }
            Call::Edit { message, to } => {
                let Some(known) = chat.messages.get_mut(&message.0).filter(|known| known.from_bot) else {
                    return Outcome::Refused;
                };
                let mut once = std::mem::take(&mut known.once);
                let edited = shown(message.0, to);
                let same = known.text == edited.text && known.rows == edited.rows;
                once.extend(edited.once.clone());
                *known = Message { once, ..edited };
                self.outgoing.push((chat_id, to.text.clone()));
                if !same {
                    self.sights.push((chat_id, Sight::Edited(message.0, to.clone())));
                }
                Outcome::Delivered(Some(*message))
            }
            Call::Delete(messages) => {
                let mut deleted = Vec::new();
                for message in messages {
                    if let Some(known) = chat.messages.remove(&message.0) {
                        deleted.push(message.0);
                        chat.gone.insert(message.0, known);
                    }
                }
                if !deleted.is_empty() {
                    self.sights.push((chat_id, Sight::Deleted(deleted)));
                }
                Outcome::Delivered(None)
            }
            Call::Unbutton(message) => {
                if let Some(known) = chat.messages.get_mut(&message.0) {
                    known.rows.clear();
                }
                Outcome::Delivered(None)
            }
            Call::Leave => {
                self.sights.push((chat_id, Sight::Left));
                Outcome::Delivered(None)
            }
        }
    }
}

fn shown(id: i64, screen: &Rendered) -> Message {
    let rows: Vec<Vec<(String, String)>> = screen
        .rows
        .iter()
        .map(|row| row.iter().map(|button| (button.label.clone(), button.data.clone())).collect())
        .collect();
    let once = rows.iter().flatten().cloned().collect();
    Message { id, from_bot: true, text: screen.text.clone(), rows, once, protected: screen.protect }
}
