//! The running bot: one writer, its deliveries and its clock.
//!
//! Never true of this room: two threads change the store, an update is confirmed before its commit, or anything but
//! `clock` asks the time.

pub mod bot;
mod channel;
pub mod clock;
pub mod core;
mod gate;
pub mod open;
mod seen;
mod status;
mod writer;

pub use bot::{Door, Health, Parts, RunError};
pub use core::{Core, Counts, Incoming, Next, Outgoing};
pub use status::Status;
