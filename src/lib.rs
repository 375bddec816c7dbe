//! Rechtdoor · Tout droit: young people ask about their rights with the police, without saying who they are.
//!
//! The rooms stand in floors and arrows point down only; `ARCHITECTURE.md` has the map and
//! `tests/architecture.rs` keeps it true.

pub mod backup;
pub mod cli;
pub mod config;
pub mod content;
pub mod dialogue;
pub mod domain;
pub mod locale;
pub mod messenger;
pub mod outbox;
pub mod runtime;
pub mod schedule;
pub mod simulator;
pub mod store;
pub mod telegram;
pub mod vault;
