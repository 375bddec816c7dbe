//! `danger-*.toml`: messages about danger, and such that only sound like it, from which the bot learns.
//!
//! Never true of this file: a message is danger in one file and harmless in another, or stands in two kinds.

use std::collections::HashMap;

use super::Danger;
use crate::content::fold::folded;
use crate::content::page::{At, Fields};

/// Each file, and what is in it; `None` is harmless.
pub(in crate::content) const FILES: [(&str, Option<Danger>); 5] = [
    ("danger-self-harm.toml", Some(Danger::SelfHarm)),
    ("danger-abuse.toml", Some(Danger::Abuse)),
    ("danger-urgent.toml", Some(Danger::Urgent)),
    ("danger-threat.toml", Some(Danger::Threat)),
    ("danger-harmless.toml", None),
];

/// A text and what it is.
pub(in crate::content) struct Lesson<'a> {
    pub(in crate::content) text: &'a str,
    pub(in crate::content) kind: Option<Danger>,
}

/// The messages of a file, in both languages; which is which is for editors only.
pub(in crate::content) fn read(file: &Fields<'_>) -> Vec<(String, At)> {
    let both = file.texts("nl").into_iter().chain(file.texts("fr"));
    let messages = both.filter(|(message, at)| {
        let says_something = !folded(message).is_empty();
        if !says_something {
            file.complain(*at, "this message has no letters", "write what somebody typed, or take it out");
        }
        says_something
    });
    messages.map(|(message, at)| (message.to_owned(), at)).collect()
}

/// Messages that stand in two of [`FILES`], whose messages these are: the later file, where it stands there, and the
/// earlier one.
pub(in crate::content) fn twice(files: &[Vec<(String, At)>]) -> Vec<(&'static str, At, &'static str)> {
    let mut known: HashMap<String, &'static str> = HashMap::new();
    let mut found = Vec::new();
    for ((name, _), messages) in FILES.into_iter().zip(files) {
        for (message, at) in messages {
            let before = *known.entry(folded(message)).or_insert(name);
            if before != name {
                found.push((name, *at, before));
            }
        }
    }
    found
}
