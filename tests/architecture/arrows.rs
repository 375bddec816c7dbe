//! Who names whom: the floors of the rooms, the walls between them, and the outside crates each may name.
//!
//! Never true of this file: a room without a floor passes unseen.

use super::Breach;
use super::source::{Source, is_word};
use std::collections::{BTreeMap, BTreeSet};

/// The floors. Arrows point to a smaller number.
const FLOORS: [(&str, u8); 16] = [
    ("domain", 1),
    ("vault", 2),
    ("content", 2),
    ("messenger", 2),
    ("config", 2),
    ("store", 3),
    ("locale", 3),
    ("telegram", 3),
    ("outbox", 4),
    ("schedule", 4),
    ("backup", 4),
    ("dialogue", 5),
    ("runtime", 6),
    ("simulator", 6),
    ("cli", 7),
    ("main", 8),
];

/// The arrows between rooms of one floor, as they are today. Each needs its reason.
pub const LEVEL: [(&str, &str); 1] = [
    // An arrival and a call carry an address: only `messenger/wire.rs` may name it.
    ("messenger", "vault"),
];

/// An outside crate, and the only places (prefixes of paths) that may name it.
const CRATES: [(&str, &str); 11] = [
    ("teloxide", "src/telegram/"),
    ("teloxide_core", "src/telegram/"),
    ("reqwest", "src/telegram/"),
    ("sled", "src/store/engine/"),
    ("age", "src/backup/"),
    ("fluent", "src/locale/"),
    ("fluent_bundle", "src/locale/"),
    ("unic_langid", "src/locale/"),
    ("icalendar", "src/schedule/"),
    ("png", "src/messenger/picture.rs"),
    ("qrcode", "src/messenger/picture.rs"),
];

/// The only readers of time and randomness: the bot's, and the stand-in for Telegram's own clock in the demo.
const CLOCKS: [&str; 2] = ["src/runtime/clock.rs", "src/simulator/clock.rs"];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// Every naming of another room in a file: where, and which room.
fn named(source: &Source) -> Vec<(usize, String)> {
    let Some(own) = source.room() else { return Vec::new() };
    let mut found = Vec::new();
    for root in ["crate", "rechtdoor"] {
        for at in source.words(root) {
            found.extend(first_names(&source.code, at + root.len()));
        }
    }
    found.extend(through_super(source));
    found.retain(|(_, room)| room != own);
    found
}

/// The first identifiers of a path that goes on here: `::a::b` gives a, `::{a::b, c}` gives a and c.
fn first_names(code: &str, from: usize) -> Vec<(usize, String)> {
    let Some(rest) = code[from..].trim_start().strip_prefix("::") else { return Vec::new() };
    let rest = rest.trim_start();
    let start = code.len() - code[from..].len() + (code[from..].len() - rest.len());
    if !rest.starts_with('{') {
        let word: String = rest.chars().take_while(|letter| is_word(*letter)).collect();
        return vec![(start, word)].into_iter().filter(|(_, word)| !word.is_empty()).collect();
    }
    let (mut depth, mut fresh, mut found) = (0, false, Vec::new());
    for (offset, letter) in rest.char_indices() {
        match letter {
            '{' => {
                depth += 1;
                fresh = depth == 1;
            }
            '}' => depth -= 1,
            ',' => fresh = depth == 1,
            _ if letter.is_whitespace() => continue,
            _ if fresh => {
                found.push((start + offset, rest[offset..].chars().take_while(|it| is_word(*it)).collect()));
                fresh = false;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// `super::` often enough to leave the room, followed by the name of another one.
fn through_super(source: &Source) -> Vec<(usize, String)> {
    let parts: Vec<&str> = source.path.split('/').collect();
    // src/a/mod.rs is one deep, src/a/b.rs two.
    let depth = parts.len() - 1 - usize::from(parts.last() == Some(&"mod.rs"));
    let mut found = Vec::new();
    for at in source.words("super") {
        let before = source.code[..at].trim_end();
        if before.ends_with("super::") || before.strip_suffix("::").is_some_and(|it| it.trim_end().ends_with("super")) {
            continue;
        }
        let (mut end, mut supers) = (at + "super".len(), 1);
        loop {
            match first_names(&source.code, end).first() {
                Some((next, name)) if name == "super" => {
                    supers += 1;
                    end = next + "super".len();
                }
                _ => break,
            }
        }
        if supers >= depth {
            found.extend(first_names(&source.code, end).into_iter().filter(|(_, name)| floor(name).is_some()));
        }
    }
    found
}

pub fn pointing_up(source: &Source) -> Vec<Breach> {
    let Some(room) = source.room() else { return Vec::new() };
    let Some(own) = floor(room) else {
        return vec![Breach::new(source, 0, format!("the room `{room}` stands on no floor: give it one in arrows.rs"))];
    };
    let mut breaches = Vec::new();
    for (at, name) in named(source) {
        let what = match floor(&name) {
            None => format!("`{name}` stands on no floor: give it one in arrows.rs"),
            Some(other) if other > own => format!("`{room}` (floor {own}) names `{name}` (floor {other}): an arrow up"),
            Some(other) if other == own && !LEVEL.contains(&(room, name.as_str())) => {
                format!("`{room}` names `{name}` beside it: not among the known arrows on one floor")
            }
            Some(_) => continue,
        };
        breaches.push(Breach::new(source, at, what));
    }
    breaches
}

/// All arrows between rooms.
pub fn all(sources: &[Source]) -> BTreeSet<(String, String)> {
    let mut arrows = BTreeSet::new();
    for source in sources {
        let Some(room) = source.room() else { continue };
        arrows.extend(named(source).into_iter().map(|(_, name)| (room.to_owned(), name)));
    }
    arrows
}

pub fn on_one_floor(sources: &[Source]) -> Vec<(String, String)> {
    all(sources).into_iter().filter(|(from, to)| floor(from) == floor(to)).collect()
}

/// A circle among arrows, as the rooms that cannot be put in order.
pub fn circle(arrows: &[(String, String)]) -> Option<BTreeSet<String>> {
    let mut to: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (from, onto) in arrows {
        to.entry(from).or_default().insert(onto);
        to.entry(onto).or_default();
    }
    // Rooms that point nowhere (any more) are taken away until none is left, or only circles and what leads to them.
    while let Some(leaf) = to.iter().find(|(_, out)| out.is_empty()).map(|(room, _)| *room) {
        to.remove(leaf);
        for out in to.values_mut() {
            out.remove(leaf);
        }
    }
    (!to.is_empty()).then(|| to.keys().map(|room| (*room).to_owned()).collect())
}

pub fn addresses_in_messenger(source: &Source) -> Vec<Breach> {
    if source.room() != Some("messenger") || source.path == "src/messenger/wire.rs" {
        return Vec::new();
    }
    let vault = named(source).into_iter().filter(|(_, name)| name == "vault");
    vault.map(|(at, _)| Breach::new(source, at, "only wire.rs may name the vault")).collect()
}

pub fn chats_in_dialogue(source: &Source) -> Vec<Breach> {
    if source.room() != Some("dialogue") {
        return Vec::new();
    }
    let mut breaches = Vec::new();
    for word in ["routes", "Address", "Directory", "Direct", "address"] {
        let what = format!("`{word}` leads to a chat; the talk knows an `outbox::Origin` only");
        breaches.extend(source.words(word).map(|at| Breach::new(source, at, what.clone())));
    }
    for at in source.words("wire") {
        let names = first_names(&source.code, at + "wire".len());
        if names.is_empty() || names.iter().any(|(_, name)| name != "Outcome") {
            breaches.push(Breach::new(source, at, "the talk may name only `Outcome` of the wire"));
        }
    }
    breaches
}

pub fn crates_outside_their_room(source: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (name, place) in CRATES {
        if source.path.starts_with(place) {
            continue;
        }
        // Our own module `engine::sled` is named by its parent only, which stands in the allowed place.
        let what = format!("only {place} may name `{name}`");
        breaches.extend(source.words(name).map(|at| Breach::new(source, at, what.clone())));
    }
    breaches
}

pub fn clocks(source: &Source) -> Vec<Breach> {
    if CLOCKS.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let readers = ["SystemTime", "Instant::now", "Timestamp::now", "Zoned::now", "getrandom", "thread_rng", "sleep"];
    let mut breaches = Vec::new();
    for word in readers {
        // tokio's sleep waits and reads nothing; a sleeping thread would be the one writer. Only the engine may wait
        // at its opening, when nobody is served yet: sled's own threads give no sign when they let go of the file.
        let is_opening = source.path == "src/store/engine/sled.rs";
        let is_wait = |at: usize| word == "sleep" && (is_opening || !source.code[..at].ends_with("thread::"));
        let places = source.words(word).filter(|at| !source.is_test(*at) && !is_wait(*at));
        let what = format!("`{word}`: time and randomness come in from runtime/clock.rs");
        breaches.extend(places.map(|at| Breach::new(source, at, what.clone())));
    }
    breaches
}

pub fn simulator_walls(source: &Source) -> Vec<Breach> {
    let own = source.room().unwrap_or_default();
    let mut breaches = Vec::new();
    for (at, name) in named(source) {
        if own == "simulator" && name != "domain" {
            breaches.push(Breach::new(source, at, format!("the simulator may not know `{name}`: it plays Telegram")));
        }
        if name == "simulator" && own != "cli" {
            breaches.push(Breach::new(source, at, "only the command line and tests may start a simulator"));
        }
    }
    breaches
}
