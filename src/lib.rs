//! Rechtdoor · Tout droit: young people ask about their rights with the police, without saying who they are.
//!
//! The rooms stand in floors and arrows point down only; `ARCHITECTURE.md` has the map and
//! `tests/architecture.rs` keeps it true.

// Beside the lints of Cargo.toml, in the program and not in its tests:
#![cfg_attr(
    not(test),
    deny(
        // Enums of ours are matched arm by arm, so that a new arm is decided everywhere.
        clippy::wildcard_enum_match_arm,
        // Whoever waits for nothing is no task.
        clippy::unused_async,
        // A hash map's order differs from run to run: no screen, no row and no test may follow it.
        clippy::iter_over_hash_type,
        // A cut inside a letter of somebody's text is a panic.
        clippy::string_slice,
    )
)]

// Where what others sent is read and decided, nothing is taken by its place without asking whether it is there. The
// other rooms cut their own records and tables of a fixed size.
pub mod backup;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod cli;
pub mod config;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod content;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod dialogue;
pub mod domain;
pub mod locale;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod messenger;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod outbox;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod runtime;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod schedule;
#[cfg_attr(not(test), allow(clippy::string_slice, reason = "it reads what the tests and the demo send"))]
pub mod simulator;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod store;
#[cfg_attr(not(test), deny(clippy::indexing_slicing))]
pub mod telegram;
pub mod vault;
