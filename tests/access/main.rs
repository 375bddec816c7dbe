//! Who may do what: every role, every act, every standing; every button that is not what it seems; every guessed link.
//!
//! The whole bot through its one door: updates come in as Telegram words them.

// How many guesses are made may be said from outside.
#![allow(clippy::disallowed_methods)]

#[path = "../support/mod.rs"]
mod support;

mod buttons;
mod by_card;
mod colleagues;
mod deeds;
mod links;
mod matrix;
mod meetings;
mod papers;
mod plans;
mod police;
mod practice;
mod pressed;
mod rooms;
mod seen;
mod services;
mod texts;
mod together;
mod world;
