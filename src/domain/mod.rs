//! What the bot is about, as pure functions and plain records: no disk, no network, no clock, no text for people.
//!
//! Never true of this room: it names another room, asks the time, or holds a Telegram identifier.

pub mod ids;
pub mod language;
pub mod moment;

pub use ids::Entropy;
pub use language::Language;
pub use moment::Moment;
