//! What is around the bot on its host: what a start refuses, what it warns of aloud, and what the operator accepts.
//!
//! Never true here: a key is printed; what was not accepted is said quietly.

use super::{Failure, environment};
use crate::config::Config;
use crate::vault::preflight::{self, Concern, Paths, Sorted};
use crate::vault::{Master, MasterError};

/// What was found, by what is to be done about it.
pub(super) fn look(config: &Config) -> Sorted {
    let paths = Paths { key: &config.master_file, ring: &config.ring_path, store: &config.store_path };
    preflight::sort(preflight::judge(&preflight::read(&paths)), &config.accepted)
}

pub(super) fn refusal(concern: Concern) -> String {
    format!("{concern}; mend: let the service lower its own limits (setrlimit, prctl), or start it with LimitCORE=0")
}

pub(super) fn warning(concern: Concern) -> String {
    let word = concern.word().unwrap_or_default();
    format!("{concern}. When this is known and meant so, add \"{word}\" to `accepted` under [keys]")
}

/// The mistake of whoever put the master key into the environment, where every child of the process finds it.
pub(super) fn key_in_environment(master: &Master) -> Option<String> {
    let (name, _) = environment().find(|(_, value)| master.is_written_in(value.as_encoded_bytes()))?;
    Some(format!(
        "the variable {}: it holds the master key, which every child inherits and /proc shows; mend: take it out, and \
         change the key with `rechtdoor keys rotate`",
        name.display()
    ))
}

/// For a start: refuses what nobody may accept, warns of the rest.
pub(super) fn refuse_or_warn(config: &Config) -> Result<(), Failure> {
    if let Err(error) = preflight::harden() {
        return Err(Failure::usage(format!(
            "core files and readers of this process's memory cannot be forbidden ({error}); mend: let the service call \
             setrlimit and prctl"
        )));
    }
    // A key that is missing or open to others is refused where everything is opened, with its own words.
    let key: Result<Master, MasterError> = Master::load(&config.master_file, &[&config.store_path, &config.ring_path]);
    let in_environment = key.ok().and_then(|master| key_in_environment(&master));
    let sorted = look(config);
    let refused: Vec<String> = sorted.refused.into_iter().map(refusal).chain(in_environment).collect();
    if !refused.is_empty() {
        return Err(Failure::Usage(refused));
    }
    for warning in sorted.loud.into_iter().map(warning) {
        tracing::warn!("{warning}");
    }
    if !sorted.accepted.is_empty() {
        let accepted = format!("accepted by keys.accepted: {}", sorted.accepted.join(", "));
        tracing::info!("{accepted}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_knows_the_words_of_the_vault() {
        assert_eq!(crate::config::ACCEPTABLE, preflight::ACCEPTABLE);
    }
}
