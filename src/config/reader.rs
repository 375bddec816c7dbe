//! The file and the overrides of the environment as one set of keys, each with the place it came from.
//!
//! Values are taken out by hand instead of by serde, so that every mistake is named at once and with its line.
//! Never true here: a value is put into a mistake before somebody decided that it is no secret.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistake, Place};

/// Bytes of a configuration file; the commented one of `init` has 3 KiB.
pub(super) const FILE_BYTES_MAX: usize = 64 * 1024;

const PREFIX: &str = "RECHTDOOR__";

/// Every key there is, with its section. One more key is one more line here and its reading in `Config::read`.
pub(super) const KEYS: [&str; 20] = [
    "telegram.api_url",
    "telegram.token_file",
    "telegram.mode",
    "telegram.bot_username",
    "telegram.webhook.listen",
    "telegram.webhook.url",
    "telegram.webhook.secret_file",
    "store.path",
    "keys.master_file",
    "keys.ring_path",
    "keys.accepted",
    "backup.recipients",
    "content.path",
    "http.listen",
    "limits.question_chars",
    "timing.answer_within_working_days",
    "timing.lease_minutes",
    "figures.shown_from",
    "timing.link_days_after_close",
    "timing.text_days_after_close",
];

enum Raw {
    Text(String),
    /// Digits, from the file or from a variable.
    Number(Option<i64>),
    /// Texts, each with its own line.
    List(Vec<(String, Place)>),
    Other(&'static str),
}

struct Found {
    raw: Raw,
    place: Place,
}

pub(super) struct Reader {
    file: PathBuf,
    found: BTreeMap<&'static str, Found>,
    mistakes: RefCell<Vec<Mistake>>,
}

impl Reader {
    /// Sorts out what the file and the environment say. Unknown names are mistakes from the start.
    pub(super) fn new(file: &Path, text: &str, environment: &[(OsString, OsString)]) -> Self {
        let mut reader = Self { file: file.to_owned(), found: BTreeMap::new(), mistakes: RefCell::new(Vec::new()) };
        if text.len() > FILE_BYTES_MAX {
            let place = Place::File(file.to_owned());
            reader.complain(place, "the file is too big", format!("keep it under {FILE_BYTES_MAX} bytes"));
            return reader;
        }
        let (tree, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let place = reader.line(text, error.span().map_or(0, |span| span.start));
            // Only the message: the whole error would show the line, and a line can hold a secret.
            reader.complain(place, format!("this is not TOML ({})", error.message()), "write key = \"value\"");
        }
        if errors.is_empty() {
            reader.walk(text, "", tree.get_ref());
        }
        for (name, value) in environment {
            reader.variable(name, value);
        }
        reader
    }

    pub(super) fn complain(&self, place: Place, what: impl Into<String>, mend: impl Into<String>) {
        self.mistakes.borrow_mut().push(Mistake::new(place, what, mend));
    }

    /// Where the value of a key came from; the whole file when it was left out.
    pub(super) fn place(&self, key: &'static str) -> Place {
        self.found.get(key).map_or_else(|| Place::File(self.file.clone()), |found| found.place.clone())
    }

    pub(super) fn is_set(&self, key: &'static str) -> bool {
        self.found.contains_key(key)
    }

    /// In the order of the file; what concerns the whole file and the environment comes last.
    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| match mistake.place {
            Place::Line(_, line) => line,
            Place::File(_) | Place::Variable(_) => usize::MAX,
        });
        mistakes
    }

    /// A text that says something. `None` when it was left out or is wrong, which is then noted.
    pub(super) fn text(&self, key: &'static str) -> Option<&str> {
        let found = self.found.get(key)?;
        match &found.raw {
            Raw::Text(text) if text.trim().is_empty() => {
                self.complain(found.place.clone(), format!("`{key}` is empty"), "write a value, or take the key out");
                None
            }
            Raw::Text(text) => Some(text),
            Raw::Number(_) => self.wrong_kind(key, found, "number"),
            Raw::List(_) => self.wrong_kind(key, found, "list"),
            Raw::Other(kind) => self.wrong_kind(key, found, kind),
        }
    }

    fn wrong_kind(&self, key: &str, found: &Found, kind: &str) -> Option<&str> {
        let what = format!("`{key}` is a {kind} and should be a text");
        self.complain(found.place.clone(), what, "put it between quotes");
        None
    }

    /// A whole number in the range, both ends included.
    pub(super) fn number(&self, key: &'static str, min: i64, max: i64, default: i64) -> i64 {
        let Some(found) = self.found.get(key) else { return default };
        let number = match &found.raw {
            Raw::Number(number) => *number,
            // A variable is always text.
            Raw::Text(text) if matches!(found.place, Place::Variable(_)) => text.trim().parse().ok(),
            Raw::Text(_) | Raw::List(_) | Raw::Other(_) => None,
        };
        let fits = number.filter(|number| (min..=max).contains(number));
        if fits.is_none() {
            let what = format!("`{key}` is not a whole number from {min} to {max}");
            self.complain(found.place.clone(), what, format!("write {default}, or another number without quotes"));
        }
        fits.unwrap_or(default)
    }

    /// A list of texts; in a variable they stand between commas. Empty when it was left out or is wrong, which is then
    /// noted.
    pub(super) fn list(&self, key: &'static str) -> Vec<(String, Place)> {
        let Some(found) = self.found.get(key) else { return Vec::new() };
        match (&found.raw, &found.place) {
            (Raw::List(list), _) => list.clone(),
            (Raw::Text(text), place @ Place::Variable(_)) => {
                let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
                words.map(|word| (word.to_owned(), place.clone())).collect()
            }
            (Raw::Text(_) | Raw::Number(_) | Raw::Other(_), place) => {
                let what = format!("`{key}` should be a list of texts");
                self.complain(place.clone(), what, "write [\"one\", \"two\"]");
                Vec::new()
            }
        }
    }

    fn line(&self, text: &str, at: usize) -> Place {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        Place::Line(self.file.clone(), 1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    fn walk(&mut self, text: &str, section: &str, table: &DeTable<'_>) {
        for (name, value) in table.iter() {
            let dotted =
                if section.is_empty() { name.get_ref().to_string() } else { format!("{section}.{}", name.get_ref()) };
            let place = self.line(text, name.span().start);
            if let Some(key) = KEYS.into_iter().find(|key| *key == dotted) {
                let raw = self.raw(text, value);
                self.found.insert(key, Found { raw, place });
            } else if !is_section(&dotted) {
                self.unknown(place, &dotted);
            } else if let Some(inner) = value.get_ref().as_table() {
                self.walk(text, &dotted, inner);
            } else {
                self.complain(place, format!("`{dotted}` is a section"), format!("write [{dotted}] above its keys"));
            }
        }
    }

    fn raw(&self, text: &str, value: &Spanned<DeValue<'_>>) -> Raw {
        match value.get_ref() {
            DeValue::String(word) => Raw::Text(word.to_string()),
            DeValue::Integer(number) => Raw::Number(i64::from_str_radix(number.as_str(), number.radix()).ok()),
            DeValue::Array(values) => {
                let words = values.iter().map(|value| match value.get_ref() {
                    DeValue::String(word) => Some((word.to_string(), self.line(text, value.span().start))),
                    DeValue::Integer(_)
                    | DeValue::Float(_)
                    | DeValue::Boolean(_)
                    | DeValue::Datetime(_)
                    | DeValue::Array(_)
                    | DeValue::Table(_) => None,
                });
                words.collect::<Option<Vec<_>>>().map_or(Raw::Other("list of other things"), Raw::List)
            }
            DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) | DeValue::Table(_) => {
                Raw::Other(value.get_ref().type_str())
            }
        }
    }

    fn variable(&mut self, name: &OsString, value: &OsString) {
        let Some(rest) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else { return };
        let place = Place::Variable(format!("{PREFIX}{rest}"));
        let dotted = rest.replace("__", ".").to_lowercase();
        let Some(key) = KEYS.into_iter().find(|key| variable_of(key) == format!("{PREFIX}{rest}")) else {
            self.unknown(place, &dotted);
            return;
        };
        match value.to_str() {
            Some(value) => drop(self.found.insert(key, Found { raw: Raw::Text(value.to_owned()), place })),
            None => self.complain(place, "the value is not UTF-8 text", "write it anew"),
        }
    }

    fn unknown(&self, place: Place, dotted: &str) {
        let last = dotted.rsplit('.').next().unwrap_or(dotted);
        let mend = match last {
            "token" => "a token stands in a file of its own: name that file in telegram.token_file".to_owned(),
            "master" | "master_key" => {
                "the master key stands in a file of its own and nowhere else: name that file in keys.master_file"
                    .to_owned()
            }
            _ => match nearest(dotted) {
                Some(key) => match place {
                    Place::Variable(_) => format!("did you mean {}?", variable_of(key)),
                    Place::Line(..) | Place::File(_) => format!("did you mean `{key}`?"),
                },
                None => "take it out; `rechtdoor init` writes a file with every key there is".to_owned(),
            },
        };
        // A secret that slipped to the left of the equals sign is longer than any key of ours, or has a colon.
        let shown = dotted.len() <= 60 && !dotted.contains(':');
        let what = if shown { format!("unknown key `{dotted}`") } else { "unknown key".to_owned() };
        self.complain(place, what, mend);
    }
}

fn variable_of(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

fn is_section(dotted: &str) -> bool {
    KEYS.iter().any(|key| key.strip_prefix(dotted).is_some_and(|rest| rest.starts_with('.')))
}

/// The known key or section that somebody most likely meant.
fn nearest(dotted: &str) -> Option<&'static str> {
    let last = |key: &str| key.rsplit('.').next().unwrap_or(key).to_owned();
    // The right name in the wrong section.
    if let Some(key) = KEYS.into_iter().find(|key| last(key) == last(dotted)) {
        return Some(key);
    }
    let sections = ["telegram", "telegram.webhook", "store", "keys", "backup", "content", "http", "limits", "timing"];
    let known = KEYS.into_iter().chain(sections);
    let close = known.map(|key| (steps(key, dotted), key)).min()?;
    (close.0 <= 1 + dotted.len() / 6).then_some(close.1)
}

/// Letters to add, drop or change to get from one word to the other (Levenshtein).
fn steps(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().take(80).collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, letter) in from.chars().enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (at, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *other);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
