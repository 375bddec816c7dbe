//! Where the bot's own words to its operator go. English, without anything of a person.

use super::environment;
use tracing_subscriber::EnvFilter;

/// Never raised, whatever the operator asks for: these libraries print requests, and a request holds the token.
const SILENT: [&str; 5] = ["teloxide=off", "teloxide_core=off", "reqwest=off", "hyper=off", "hyper_util=off"];

/// Logs to standard error. `RECHTDOOR_LOG` (or `RUST_LOG`) sets the level; the usual one is `info`.
pub(super) fn start() {
    let wanted = ["RECHTDOOR_LOG", "RUST_LOG"].into_iter().find_map(|name| {
        environment().find(|(known, _)| known == name).and_then(|(_, value)| value.into_string().ok())
    });
    let mut filter = EnvFilter::try_new(wanted.unwrap_or_default())
        .ok()
        .filter(|filter| !filter.to_string().is_empty())
        .unwrap_or_else(|| EnvFilter::new("info"));
    for directive in SILENT {
        if let Ok(directive) = directive.parse() {
            filter = filter.add_directive(directive);
        }
    }
    // A second start in one process (a test) keeps the first one's log.
    _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false).try_init();
}

/// A panic names its place and nothing else: what it was about may be somebody's words.
pub(super) fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        tracing::error!(place = place.unwrap_or_default(), "a bug: something of ours came to a bad end");
    }));
}
