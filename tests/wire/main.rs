//! The Bot API server that stands in for Telegram, driven over loopback HTTP: by the real client and by hand.

// A test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

mod server;
