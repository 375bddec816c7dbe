//! How a simulator is set up. Nothing here is read from the environment.

use super::clock::Clock;
use serde::Serialize;
use std::net::SocketAddr;

/// How often the bot may send before 429; counted on the world's clock.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Messages a second over all chats (Bot FAQ: about 30).
    pub global_per_s: u32,
    /// Messages at once in a private chat, refilled with one a second (Bot FAQ: 1/s, short bursts pass).
    pub private_burst: u32,
    /// Messages a minute in one group (Bot FAQ: 20).
    pub group_per_min: u32,
}

impl Limits {
    pub fn telegram() -> Self {
        Self { global_per_s: 30, private_burst: 4, group_per_min: 20 }
    }

    /// No 429 ever, except by a fault.
    pub fn none() -> Self {
        Self { global_per_s: u32::MAX, private_burst: u32::MAX, group_per_min: u32::MAX }
    }
}

/// What stands behind a phone on the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PhoneKind {
    Youth,
    Moderator,
    Coordinator,
    Liaison,
    Group,
}

/// One phone on the page. It stays hidden until its person (or, for a group, its chat) exists.
#[derive(Clone)]
pub struct Phone {
    /// The person's id; for [`PhoneKind::Group`] the group's.
    pub person: i64,
    pub title: String,
    pub subtitle: String,
    pub kind: PhoneKind,
    /// Texts that a tap puts into the input.
    pub samples: Vec<String>,
}

pub struct Options {
    pub clock: Clock,
    /// How far the world's time is ahead of the clock at first; below 0 it begins in the past.
    pub shifted_ms: i64,
    /// Ids, update numbers and chances of faults come from it.
    pub seed: u64,
    pub listen: SocketAddr,
    /// Allow `listen` to be another address than loopback: everybody who reaches it can read and press everything.
    pub beyond_loopback: bool,
    pub bot_name: String,
    pub bot_username: String,
    pub limits: Limits,
    /// Slow down polls that ask with the same offset, as Telegram does. Off by default: a set clock would stand still.
    pub strict_throttle: bool,
    /// Milliseconds between tries of a webhook that did not answer 2xx.
    pub webhook_retry_ms: u64,
    pub phones: Vec<Phone>,
    /// The page has buttons that let time pass.
    pub clock_control: bool,
}

impl Options {
    /// A free port on 127.0.0.1. Limits are Telegram's on a live clock and none on a set one, which does not refill.
    pub fn new(clock: Clock, seed: u64) -> Self {
        let limits = match clock {
            Clock::Live => Limits::telegram(),
            Clock::Set(_) => Limits::none(),
        };
        Self {
            clock,
            shifted_ms: 0,
            seed,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            beyond_loopback: false,
            bot_name: "Rechtdoor · Tout droit".to_owned(),
            bot_username: "rechtdoor_bot".to_owned(),
            limits,
            strict_throttle: false,
            webhook_retry_ms: 1_000,
            phones: Vec::new(),
            clock_control: false,
        }
    }
}
