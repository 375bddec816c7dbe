//! The Bot API server that stands in for Telegram, driven over loopback HTTP: by the real client, by hand, and by the
//! whole bot.

// A test that cannot go on says so by ending there; patience with a whole process is counted on the machine's clock.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod bot;
mod server;
#[path = "../support/mod.rs"]
mod support;
