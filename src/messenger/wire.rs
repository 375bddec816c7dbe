//! What passes between a channel and the runtime. The only words of this room that carry an address.

use super::input::{Input, MessageRef, PressRef};
use super::screen::{Attachment, Rendered};
use crate::domain::Moment;
use crate::vault::Address;

/// One update of the channel, translated. It is never written to disk.
pub struct Arrival {
    /// The channel's own number of this update; may go down after a silent week.
    pub id: i64,
    /// Where it happened.
    pub chat: Address,
    /// Who did it. The same as `chat` in a private conversation; `None` when nobody can be held to it (anonymous admin).
    pub sender: Option<Address>,
    pub place: Place,
    pub input: Input,
    /// When the channel says that it happened; `None` for a press.
    pub said_at: Option<Moment>,
    /// A group that got a new address: where it was before.
    pub moved_from: Option<Address>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Private,
    Group,
}

/// One request to the channel.
#[derive(Clone)]
pub enum Call {
    Send(Rendered),
    /// A new message that is a file.
    Document(Attachment),
    Edit {
        message: MessageRef,
        to: Rendered,
    },
    /// Deletes up to 100 messages; those that are gone or too old are skipped.
    Delete(Vec<MessageRef>),
    /// Takes the buttons off a message.
    Unbutton(MessageRef),
    Leave,
}

/// Acknowledges a press. Sent once after the commit, never stored.
pub struct Toast {
    pub press: PressRef,
    pub text: Option<String>,
    pub alert: bool,
}

/// What became of a call. Twenty kinds of error are these four to us.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Done. The message that came of it, when one did.
    Delivered(Option<MessageRef>),
    /// Weather: try again, not before this many milliseconds. `everyone` when the channel asks the whole bot to wait.
    Retry { after_ms: i64, everyone: bool },
    /// Nobody is there any more: blocked, deleted, never started, or the bot was removed.
    Gone,
    /// This call can never succeed (the message to edit is gone, too old to delete, refused as malformed).
    Refused,
}

/// A group that became another: told by the channel on a send.
#[derive(Clone, Copy)]
pub struct Moved {
    pub to: Address,
    pub at: Moment,
}
