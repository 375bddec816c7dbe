//! The real program against the server: how it starts, stops, refuses, and what is left when it is killed.

// A test that cannot go on says so by ending there; patience with a whole process is counted on the machine's clock.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stderr)]

mod backup;
mod damage;
mod disk;
mod kills;
mod place;
mod reload;
mod starts;
#[path = "../support/mod.rs"]
mod support;
