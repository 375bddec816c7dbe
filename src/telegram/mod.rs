//! The adapter to Telegram: its updates become arrivals, our calls become its requests. The only room that names
//! teloxide.
//!
//! teloxide gives the payloads, the names of the methods and the `Bot`; its update engine, its parsing of updates and
//! its errors are not used. The engine confirms updates before they are handled; the parser silently empties a message
//! that carries an entity it does not know; the errors hold raw bodies and lose the error code.
//!
//! - [`bot`]: one request, one answer, with time limits. [`outcome`]: what an answer means to us.
//! - [`update`]: one raw update to one arrival. [`poll`] and [`webhook`]: the two ways updates come in.
//! - [`call`]: what the outbox asks for, toasts, menus.
//!
//! Never true of this room: a token, a name, a text, an address or an error of teloxide is printed or logged; an
//! update is confirmed before the caller has committed it; an update that cannot be read stops those behind it; the
//! clock is read; a request goes to another host than the configured one on our initiative.
//!
//! To add a kind of update: its name in [`poll::ALLOWED`], a branch in `update::parse`, a fixture in its tests.

pub mod bot;
pub mod call;
pub mod outcome;
pub mod poll;
pub mod update;
pub mod webhook;

#[cfg(test)]
mod stub;

pub use bot::{SetupError, Telegram, Timeouts};
pub use call::{Me, Menu, MenuScope, Performed, WebhookState};
pub use outcome::Failure;
pub use poll::Fetched;
pub use update::Skipped;
pub use webhook::{Inbound, Secret};
