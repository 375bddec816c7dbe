//! The words that rooms use to speak with people, whatever the channel: inputs, screens, calls and outcomes.
//!
//! Never true of this room: it names a channel, a store or a language's sentence. Only [`wire`] knows that there
//! are addresses; the talk itself (`dialogue`) never names it.

pub mod input;
pub mod picture;
pub mod screen;
pub mod wire;

pub use input::{Input, MessageRef, OtherKind, PressRef, UserText};
pub use screen::{Arg, Attachment, Button, FileKind, Line, Msg, Rendered, RenderedButton, Screen, Target};
