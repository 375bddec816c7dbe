//! What a person did, in our words.

use serde::{Deserialize, Serialize};

/// A message in the conversation at hand. Meaningless outside that conversation.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct MessageRef(pub i64);

/// A button press that waits to be acknowledged. Fleeting: never stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PressRef(pub String);

/// What a person typed, before anything was masked. It has no `Debug` and is never stored.
#[derive(Clone)]
pub struct UserText(String);

impl UserText {
    pub fn new(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Things that are not text. A voice or a picture can give a young person away, so none of it is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OtherKind {
    Voice,
    Picture,
    Contact,
    Location,
    Forwarded,
    File,
    Sticker,
    /// Text was there, but in a form that we cannot read (a kind of message newer than this program).
    Unreadable,
}

/// One thing that happened in a conversation.
pub enum Input {
    Text {
        text: UserText,
        message: MessageRef,
        reply_to: Option<MessageRef>,
    },
    Edited {
        text: UserText,
        message: MessageRef,
    },
    Press {
        press: PressRef,
        data: String,
        message: Option<MessageRef>,
    },
    Other {
        kind: OtherKind,
        message: MessageRef,
    },
    /// The person stopped the bot, or the group removed it.
    Left,
    /// The person started the bot again, or a group took it in.
    Joined,
    /// A basic group became a supergroup; the address has been followed already.
    Moved,
}

impl Input {
    /// The press that waits to be acknowledged, when this is one.
    pub fn press(&self) -> Option<&PressRef> {
        match self {
            Input::Press { press, .. } => Some(press),
            Input::Text { .. }
            | Input::Edited { .. }
            | Input::Other { .. }
            | Input::Left
            | Input::Joined
            | Input::Moved => None,
        }
    }
}
