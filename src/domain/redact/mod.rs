//! Takes out of a text what could say who wrote it, and says what kind of thing it took.
//!
//! Never true of this room: a [`Redacted`] is made anywhere else; the original is kept; the same text gives two
//! results; a help line's number is masked; a person's name is cut without a word (names are hints).
//!
//! How to add one more kind: an arm in [`MaskKind`], its word in the locales, a finder beside the others called from
//! `Redactor::scan`, lines for it in `tests/corpora/` in both languages and its target in `tests/redaction.rs`.

mod accounts;
mod groups;
mod names;
mod normalise;
mod numbers;
mod officers;
mod online;
mod places;
mod plates;
mod words;

#[cfg(test)]
mod tests;

use regex::Regex;
use serde::{Deserialize, Serialize};

use accounts::Accounts;
use names::Names;
pub use normalise::is_hidden;
use numbers::Numbers;
use officers::Officers;
use online::Online;
use places::Places;
use plates::Plates;
use words::Words;

/// Stands at both ends of the word that takes a masked thing's place.
pub const MASK_BAR: char = '▮';

/// What a masked thing was. The order is which name wins when two readings overlap.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaskKind {
    Email,
    Link,
    Handle,
    /// The number of a police report, `BR.30.L2.012345/2023`.
    PvNumber,
    /// An officer's name or service number.
    Badge,
    /// A bank account or payment card.
    Iban,
    /// The National Register or bis number.
    RegisterNumber,
    Phone,
    Plate,
    Address,
}

impl MaskKind {
    pub const ALL: [MaskKind; 10] = [
        MaskKind::Email,
        MaskKind::Link,
        MaskKind::Handle,
        MaskKind::PvNumber,
        MaskKind::Badge,
        MaskKind::Iban,
        MaskKind::RegisterNumber,
        MaskKind::Phone,
        MaskKind::Plate,
        MaskKind::Address,
    ];

    /// Does it say where something is?
    pub fn is_place(self) -> bool {
        self == MaskKind::Address
    }

    /// The end of the message id under which the locales name this kind.
    pub fn key(self) -> &'static str {
        match self {
            MaskKind::Email => "email",
            MaskKind::Link => "link",
            MaskKind::Handle => "handle",
            MaskKind::PvNumber => "pv-number",
            MaskKind::Badge => "badge",
            MaskKind::Iban => "iban",
            MaskKind::RegisterNumber => "register-number",
            MaskKind::Phone => "phone",
            MaskKind::Plate => "plate",
            MaskKind::Address => "address",
        }
    }
}

/// The word for each kind in the reader's language.
#[derive(Clone)]
pub struct MaskNames([String; MaskKind::ALL.len()]);

impl MaskNames {
    /// Longest word that is used, in characters.
    pub const CHARS_MAX: usize = 32;

    /// Asks for each kind's word once. Bars and invisible characters are dropped, so that a mask always reads back.
    pub fn new(name_of: impl Fn(MaskKind) -> String) -> Self {
        Self(MaskKind::ALL.map(|kind| {
            let name: String = normalise::normalise(&name_of(kind)).chars().filter(|&c| c != MASK_BAR).collect();
            let short: String = name.replace('\n', " ").chars().take(Self::CHARS_MAX).collect();
            short.trim().to_owned()
        }))
    }

    pub fn name(&self, kind: MaskKind) -> &str {
        let at = MaskKind::ALL.iter().position(|&other| other == kind).unwrap_or_default();
        &self.0[at]
    }
}

/// Text that went through the redactor. Only this type reaches the desk.
///
/// It can be read back from the store, where nothing else writes it; there is no other way to make one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Redacted(String);

impl Redacted {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One thing that was taken out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mask {
    pub kind: MaskKind,
}

/// A word in the redacted text that may be a person's name: shown to the asker, never cut.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Bytes in the redacted text.
    pub start: usize,
    pub end: usize,
}

/// What the redactor made of a text.
pub struct Redaction {
    pub text: Redacted,
    /// In the order in which they stand in the text; masks that were there before are not counted.
    pub masks: Vec<Mask>,
    /// At most [`Redaction::HINTS_MAX`], in the order of the text.
    pub hints: Vec<Hint>,
}

impl Redaction {
    pub const HINTS_MAX: usize = 20;
}

/// A stretch of text to take out, in bytes.
struct Found {
    start: usize,
    end: usize,
    kind: MaskKind,
}

/// All finders, built once: the patterns are dear to compile and cheap to use.
pub struct Redactor {
    numbers: Numbers,
    accounts: Accounts,
    words: Words,
    online: Online,
    plates: Plates,
    places: Places,
    officers: Officers,
    names: Names,
}

/// A part of the text on its way out: open to be looked at again, or settled.
enum Part {
    Open(String),
    Token(String),
}

impl Part {
    fn as_str(&self) -> &str {
        match self {
            Part::Open(text) | Part::Token(text) => text,
        }
    }
}

impl Redactor {
    /// `allowed_numbers` survive in whatever way they are written; `allowed_hosts` with everything below them.
    pub fn new(allowed_numbers: &[String], allowed_hosts: &[String]) -> Self {
        Self {
            numbers: Numbers::new(allowed_numbers),
            accounts: Accounts::new(),
            words: Words::new(),
            online: Online::new(allowed_hosts),
            plates: Plates::new(),
            places: Places::new(),
            officers: Officers::new(),
            names: Names::new(),
        }
    }

    /// Never fails, takes time in proportion to the text, and leaves its own result alone. Against the normalised
    /// text the result grows only by the words of the masks.
    pub fn redact(&self, text: &str, names: &MaskNames) -> Redaction {
        let mut redacted = String::new();
        let mut masks = Vec::new();
        let mut todo = self.settle(text, names);
        todo.reverse();
        while let Some(part) = todo.pop() {
            match part {
                Part::Token(token) => redacted.push_str(&token),
                Part::Open(open) => {
                    let found = self.scan(&open);
                    if found.is_empty() {
                        redacted.push_str(&open);
                        continue;
                    }
                    masks.extend(found.iter().map(|found| Mask { kind: found.kind }));
                    todo.extend(cut(&open, &found, names).into_iter().rev());
                }
            }
        }
        let hints = self.names.find(&redacted);
        Redaction { text: Redacted(redacted), masks, hints }
    }

    /// The text in its plain spelling, split at its masks. Where a stray bar is dropped, what stood around it may join
    /// into something that is spelled otherwise, so it is spelled anew; every round but the last drops a bar.
    fn settle(&self, text: &str, names: &MaskNames) -> Vec<Part> {
        let mut plain = normalise::normalise(text);
        loop {
            let parts = self.parts(&plain, names);
            let joined: String = parts.iter().map(Part::as_str).collect();
            if joined == plain {
                return parts;
            }
            plain = normalise::normalise(&joined);
        }
    }

    /// Splits a text at the masks it already holds. Bars that are no mask's are dropped, so that nobody can hide
    /// behind them and masks put in later cannot pair up with them.
    fn parts(&self, text: &str, names: &MaskNames) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut open = String::new();
        let mut at = 0;
        while let Some(bar) = text.get(at..).and_then(|rest| rest.find(MASK_BAR)).map(|offset| at + offset) {
            open.push_str(text.get(at..bar).unwrap_or_default());
            at = bar + MASK_BAR.len_utf8();
            let Some(inside) = between_bars(text.get(at..).unwrap_or_default()) else { continue };
            if self.is_mask(inside, names) {
                parts.push(Part::Open(std::mem::take(&mut open)));
                parts.push(Part::Token(format!("{MASK_BAR}{inside}{MASK_BAR}")));
                at += inside.len() + MASK_BAR.len_utf8();
            }
        }
        open.push_str(text.get(at..).unwrap_or_default());
        parts.push(Part::Open(open));
        parts
    }

    /// Whether the inside of two bars may be a mask's word, of this language or another, and nothing worth masking.
    fn is_mask(&self, inside: &str, names: &MaskNames) -> bool {
        if names.0.iter().any(|name| name == inside) {
            return true;
        }
        let wordy = inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''));
        let trimmed = inside.starts_with(char::is_alphabetic) && inside.ends_with(char::is_alphabetic);
        wordy && trimmed && inside.chars().count() <= MaskNames::CHARS_MAX && self.scan(inside).is_empty()
    }

    /// Everything to take out of one stretch of text, in order, without overlaps.
    fn scan(&self, text: &str) -> Vec<Found> {
        let mut found = Vec::new();
        self.online.find(text, &mut found);
        self.officers.find_names(text, &mut found);
        self.words.find(text, &mut found);
        self.places.find_homes(text, &mut found);
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.find_figures(text, &mut found);
        }
        merge(found)
    }

    /// What cannot be written without a figure. Most texts hold none and are spared these patterns, which are slow over
    /// letters with accents.
    fn find_figures(&self, text: &str, found: &mut Vec<Found>) {
        self.officers.find_numbers(text, found);
        self.numbers.find(text, found);
        self.accounts.find(text, found);
        self.plates.find(text, found);
        self.places.find_numbered(text, found);
    }
}

/// What stands before the next bar, when that is on this line and no longer than a mask's word. Looks no further, so
/// that a text full of bars is not read once for each of them.
fn between_bars(rest: &str) -> Option<&str> {
    let stop = rest.char_indices().take(MaskNames::CHARS_MAX + 1).find(|&(_, c)| c == MASK_BAR || c == '\n')?;
    (stop.1 == MASK_BAR && stop.0 > 0).then(|| rest.get(..stop.0)).flatten()
}

/// Joins what overlaps: what any finder saw is taken out, under the name that says most.
fn merge(mut found: Vec<Found>) -> Vec<Found> {
    found.retain(|found| found.start < found.end);
    found.sort_by_key(|found| (found.start, found.end));
    let mut merged: Vec<Found> = Vec::new();
    for next in found {
        match merged.last_mut() {
            Some(last) if next.start < last.end => {
                last.end = last.end.max(next.end);
                last.kind = last.kind.min(next.kind);
            }
            _ => merged.push(next),
        }
    }
    merged
}

/// The parts of `text` with `found` replaced. What stands between is open again: with its surroundings gone it may
/// read differently, and must do so now rather than when the result is redacted once more.
fn cut(text: &str, found: &[Found], names: &MaskNames) -> Vec<Part> {
    let mut parts = Vec::with_capacity(found.len() * 2 + 1);
    let mut at = 0;
    for mask in found {
        parts.push(Part::Open(text.get(at..mask.start).unwrap_or_default().to_owned()));
        parts.push(Part::Token(format!("{MASK_BAR}{}{MASK_BAR}", names.name(mask.kind))));
        at = mask.end;
    }
    parts.push(Part::Open(text.get(at..).unwrap_or_default().to_owned()));
    parts
}

/// Letters by whole blocks of the alphabets, some marks among them: 8 ranges where `\p{L}` has 650, which cost
/// megabytes over all patterns. What is nobody's letter there can only make a mask longer. With each letter its capital
/// is in it too, also from outside those blocks: see [`pattern`].
const LETTER: &str = r"[A-Za-z\u{AA}\u{B5}\u{BA}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2AF}\u{345}\u{370}-\u{1FFF}\u{2126}\u{212A}-\u{212B}\u{2C00}-\u{2DFF}\u{3041}-\u{FDFF}]";
/// Capitals of the names of streets and towns.
const CAPITAL_LETTER: &str = r"[A-Z\u{C0}-\u{D6}\u{D8}-\u{DE}\u{152}\u{178}\u{386}-\u{3AB}\u{400}-\u{42F}]";

/// A pattern of ours. They are constants and a test builds them all, so a wrong one cannot reach a person. A text has no
/// digits but ASCII ones by then: the 70 ranges of `\d` would cost a megabyte over all patterns.
fn pattern(source: &str) -> Regex {
    let source = with_folded_letters(source);
    let source = source.replace(r"\p{Lu}", CAPITAL_LETTER).replace(r"\p{L}", LETTER).replace(r"\p{N}", "0-9");
    let source = source.replace(r"\d", "[0-9]");
    Regex::new(&source).expect("the pattern is a constant and compiles")
}

/// Says of each class with `\p{L}` that capitals count, which changes nothing: [`LETTER`] holds both. Otherwise each of
/// its 55,000 letters is asked for its capital, class by class, at every start.
fn with_folded_letters(source: &str) -> String {
    let mut folded = String::with_capacity(source.len() * 2);
    let mut class = None;
    let mut letters = source.chars();
    while let Some(letter) = letters.next() {
        if letter == '[' && class.is_none() {
            class = Some(folded.len());
        }
        folded.push(letter);
        if letter == '\\' {
            folded.extend(letters.next());
        }
        if letter == ']'
            && let Some(start) = class.take()
            && folded.get(start..).is_some_and(|class| class.contains(r"\p{L}"))
        {
            folded.insert_str(start, "(?-i:");
            folded.push(')');
        }
    }
    folded
}

/// Whether nothing that is part of a word touches the stretch.
fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The last `chars` characters before a byte, in lower case: where the word that explains a number is looked for.
fn before(text: &str, at: usize, chars: usize) -> String {
    let head = text.get(..at).unwrap_or_default();
    let start = head.char_indices().rev().take(chars).last().map_or(at, |(index, _)| index);
    head.get(start..).unwrap_or_default().to_lowercase()
}

/// The first `chars` characters from a byte on, in lower case.
fn after(text: &str, at: usize, chars: usize) -> String {
    text.get(at..).unwrap_or_default().chars().take(chars).collect::<String>().to_lowercase()
}
