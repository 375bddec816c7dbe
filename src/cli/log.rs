//! Where the bot's own words to its operator go. English, without anything of a person.
//!
//! Never true of this file: a line of a library is let through, whatever the operator asks for (libraries print
//! requests, and the address of a request holds the token); a panic is told with its message, which may be somebody's
//! words.

use super::environment;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

/// Logs to standard error. `RECHTDOOR_LOG` (or `RUST_LOG`) names the level: `off`, `error`, `warn`, `info`, `debug` or
/// `trace`; anything else is `info`.
pub fn start() {
    let wanted = ["RECHTDOOR_LOG", "RUST_LOG"].into_iter().find_map(|name| {
        environment().find(|(known, _)| known == name).and_then(|(_, value)| value.into_string().ok())
    });
    let level = wanted.and_then(|level| level.trim().parse().ok()).unwrap_or(LevelFilter::INFO);
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false).with_filter(only_ours(level));
    // A second start in one process (a test) keeps the first one's log.
    _ = tracing_subscriber::registry().with(lines).try_init();
}

/// Lets our own lines through, and no library's at any level.
#[must_use]
pub fn only_ours(level: LevelFilter) -> Targets {
    Targets::new().with_target(env!("CARGO_CRATE_NAME"), level)
}

/// A panic names its place and nothing else: what it was about may be somebody's words.
pub fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place = place.unwrap_or_default(), "a bug: something of ours came to a bad end");
    }));
}
