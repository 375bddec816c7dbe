//! What may stand in a file: no sentences for people, nothing printable about them, and a shape that can be read.
//!
//! Never true of this file: a list of guarded types goes stale (the test looks each of them up).

use super::Breach;
use super::source::Source;

/// Rooms whose texts are not for people in Telegram: pages and messages of the demo, Telegram's own names, the words
/// that are searched for in people's texts, and the English command line.
const WITH_LETTERS: [&str; 6] =
    ["src/simulator/", "src/telegram/", "src/content/", "src/cli/", "src/domain/redact/", "src/domain/guess"];

/// What holds people's words, an address or a key. None of it has `Debug` or `Display`.
pub const CONTENT: [&str; 34] = [
    "UserText",
    "Input",
    "Arrival",
    "Call",
    "Draft",
    "Part",
    "Case",
    "AnswerDraft",
    "Entry",
    "Person",
    "PersonPage",
    "Line",
    "Label",
    "Screen",
    "Rendered",
    "RenderedButton",
    "Attachment",
    "RouteRecord",
    "OutboxRow",
    "RowTo",
    "Job",
    "ScreenToken",
    "Parked",
    "Address",
    "PaperCode",
    "Key",
    "MacKey",
    "Master",
    "SlowHash",
    "HashJob",
    "HashDone",
    "BanQuarter",
    "TeamText",
    "PoliceRequest",
];

/// What `/healthz` tells whoever runs the bot, in English.
const OPERATORS_PAGE: &str = "src/runtime/status.rs";

const LINES_MAX: usize = 499;

fn texts<'a>(source: &'a Source, rooms: &'a [&str]) -> impl Iterator<Item = &'a super::source::Literal> {
    let inside = source.room().is_some_and(|room| rooms.is_empty() || rooms.contains(&room));
    source.literals.iter().filter(move |literal| inside && !source.is_test(literal.at))
}

pub fn letters_of_our_languages(source: &Source) -> Vec<Breach> {
    if WITH_LETTERS.iter().any(|place| source.path.starts_with(place)) {
        return Vec::new();
    }
    texts(source, &[])
        .filter(|literal| literal.text.chars().any(|letter| !letter.is_ascii() && letter.is_alphabetic()))
        .map(|literal| Breach::new(source, literal.at, "a text for people belongs in locales/ or content/"))
        .collect()
}

/// Four words in a row are let pass only where no person in Telegram can ever read them.
pub fn sentences(source: &Source) -> Vec<Breach> {
    if source.path == OPERATORS_PAGE {
        return Vec::new();
    }
    texts(source, &["dialogue", "outbox", "schedule", "runtime", "messenger", "locale"])
        .filter(|literal| is_sentence(&literal.text) && !is_for_engineers(source, literal.at))
        .map(|literal| {
            Breach::new(source, literal.at, "this reads like a sentence: it belongs in locales/ or content/")
        })
        .collect()
}

fn is_sentence(text: &str) -> bool {
    let is_word = |word: &&str| {
        let plain = word.trim_matches(|letter: char| ".,:;!?'".contains(letter));
        !plain.is_empty() && plain.chars().skip(1).all(|letter| letter.is_ascii_lowercase() || letter == '\'')
    };
    text.split_whitespace().filter(is_word).count() >= 4
}

/// Does the statement around a text hand it to a log, an error, a check or the documents?
fn is_for_engineers(source: &Source, at: usize) -> bool {
    const MARKS: [&str; 18] = [
        "#[error(",
        "trace!(",
        "debug!(",
        "info!(",
        "warn!(",
        "error!(",
        "span!(",
        "panic!(",
        "unreachable!(",
        "assert!(",
        "assert_eq!(",
        "assert_ne!(",
        ".expect(",
        "reason =",
        "#[doc",
        "mend:",
        "Err(StoreError::",
        // What /healthz answers, gathered in runtime/bot.rs.
        "wrong.push(",
    ];
    let before = &source.code[..at];
    let from = before.rfind([';', '}']).unwrap_or_default();
    let before = &before[from..];
    MARKS.iter().any(|mark| before.contains(mark))
}

pub fn printable_content(source: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for name in CONTENT {
        for kind in ["struct", "enum"] {
            let head = format!("{kind} {name}");
            for at in source.words(&head).filter(|at| derives(&source.code[..*at]).contains("Debug")) {
                breaches.push(Breach::new(source, at, format!("`{name}` holds people's words or a secret: no Debug")));
            }
        }
        for print in ["Debug", "Display"] {
            let head = format!("{print} for {name}");
            let what = format!("`{name}` holds people's words or a secret: no {print}");
            breaches.extend(source.words(&head).map(|at| Breach::new(source, at, what.clone())));
        }
    }
    breaches
}

/// The attributes above an item, back to the end of the one before it.
fn derives(before: &str) -> &str {
    &before[before.rfind([';', '}']).map_or(0, |end| end + 1)..]
}

/// The desk changes a case only by `Turn::change`, which writes the log's entry in the same breath.
pub fn silent_changes(source: &Source) -> Vec<Breach> {
    if !source.path.starts_with("src/dialogue/desk/") {
        return Vec::new();
    }
    let compact: String = source.code.split_whitespace().collect();
    ["update::<Cases>", "put::<Cases>", "remove::<Cases>", ".audit("]
        .into_iter()
        .filter(|way| compact.contains(way))
        .map(|way| Breach::new(source, 0, format!("`{way}` here would leave no entry, or one without its grant")))
        .collect()
}

/// A forwarded or copied message carries its author's name, links and mentions along.
pub fn forwarding(source: &Source) -> Vec<Breach> {
    ["ForwardMessage", "CopyMessage", "forward_message", "copy_message", "forwardMessage", "copyMessage"]
        .into_iter()
        .filter(|way| source.code.contains(way) && !source.path.starts_with("src/simulator/"))
        .map(|way| Breach::new(source, 0, format!("`{way}`: people's words go out anew, as plain text")))
        .collect()
}

pub fn shape(source: &Source) -> Vec<Breach> {
    let mut breaches = Vec::new();
    if !source.raw.starts_with("//! ") {
        breaches.push(Breach::new(
            source,
            0,
            "a file begins with `//!`: what it is for, what must never be true of it",
        ));
    }
    let lines = source.raw.lines().count();
    if lines > LINES_MAX {
        breaches.push(Breach::new(source, 0, format!("{lines} lines, at most {LINES_MAX}: which noun is missing?")));
    }
    breaches
}
