//! What an operator does beside running the bot: verify, keys, backup and restore, on folders as they are on a host.
//!
//! Never true here: a command is only tried where all is well.

// A test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

mod backup;
mod keys;
mod place;
mod preflight;
#[path = "../support/mod.rs"]
mod support;
mod verify;
