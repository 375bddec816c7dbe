//! Reading one TOML file so that *every* mistake in it is named, each with its line.
//!
//! serde stops at the first mistake; an editor who is told of one mistake a run gives up. So the fields are taken
//! out by hand from the spanned tree, and whatever nobody asked for is an unknown key.

use std::cell::RefCell;
use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Complaint, Localised, broken};

/// Bytes of one content file; the longest of ours, that of harmless messages, is under 400 KiB.
pub(super) const FILE_BYTES_MAX: usize = 512 * 1024;
/// Items of one list or tables of one name in a file.
pub(super) const ITEMS_MAX: usize = 4_000;
/// An id travels in button data, of which Telegram allows 64 bytes.
pub(super) const ID_BYTES_MAX: usize = 32;

/// A file under its name relative to the content folder, and what is wrong with it so far.
pub(super) struct Page<'a> {
    file: String,
    text: &'a str,
    complaints: RefCell<Vec<Complaint>>,
}

/// Where in the file something stands: a byte offset.
pub(super) type At = usize;

impl<'a> Page<'a> {
    pub(super) fn new(file: &str, text: &'a str) -> Self {
        Self { file: file.to_owned(), text, complaints: RefCell::new(Vec::new()) }
    }

    pub(super) fn complain(&self, at: At, what: impl Into<String>, mend: impl Into<String>) {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let complaint = Complaint { file: self.file.clone(), line, what: what.into(), mend: mend.into() };
        self.complaints.borrow_mut().push(complaint);
    }

    /// The tree of the file; `None`, with complaints, when it is not TOML.
    pub(super) fn parse(&self) -> Option<Spanned<DeTable<'a>>> {
        if self.text.len() > FILE_BYTES_MAX {
            self.complain(0, "the file is too big", format!("keep it under {FILE_BYTES_MAX} bytes"));
            return None;
        }
        let (tree, errors) = DeTable::parse_recoverable(self.text);
        for broken in broken::explain(self.text, &errors) {
            self.complain(broken.at, broken.what, broken.mend);
        }
        errors.is_empty().then_some(tree)
    }

    pub(super) fn into_complaints(self) -> Vec<Complaint> {
        self.complaints.into_inner()
    }
}

/// A table whose fields are being taken out. Dropping it complains of every key that was not asked for.
pub(super) struct Fields<'a> {
    page: &'a Page<'a>,
    table: &'a DeTable<'a>,
    at: At,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(page: &'a Page<'a>, tree: &'a Spanned<DeTable<'a>>) -> Self {
        Self::at(page, tree.get_ref(), 0)
    }

    fn at(page: &'a Page<'a>, table: &'a DeTable<'a>, at: At) -> Self {
        Self { page, table, at, asked: RefCell::new(BTreeSet::new()) }
    }

    /// Where the table starts.
    pub(super) fn start(&self) -> At {
        self.at
    }

    pub(super) fn complain(&self, at: At, what: impl Into<String>, mend: impl Into<String>) {
        self.page.complain(at, what, mend);
    }

    /// Where the value of a key stands; the table's own place when it is not there.
    pub(super) fn at_of(&self, key: &str) -> At {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    fn value(&self, key: &'static str) -> Option<(&'a DeValue<'a>, At)> {
        self.asked.borrow_mut().insert(key);
        self.table.get(key).map(|value| (value.get_ref(), value.span().start))
    }

    fn needed(&self, key: &'static str, like: &str) -> Option<(&'a DeValue<'a>, At)> {
        let found = self.value(key);
        if found.is_none() {
            self.complain(self.at, format!("`{key}` is missing"), format!("add {key} = {like}"));
        }
        found
    }

    fn wrong_kind(&self, key: &str, value: &DeValue<'_>, at: At, like: &str) {
        self.complain(at, format!("`{key}` is {}", plain_kind(value)), format!("write {key} = {like}"));
    }

    fn string(&self, key: &str, value: &'a DeValue<'a>, at: At) -> Option<(&'a str, At)> {
        let Some(text) = value.as_str() else {
            self.wrong_kind(key, value, at, "\"…\"");
            return None;
        };
        if text.trim().is_empty() {
            self.complain(at, format!("`{key}` is empty"), "write the text, or take the whole entry out");
            return None;
        }
        Some((text, at))
    }

    /// A text that must be there and say something.
    pub(super) fn text(&self, key: &'static str) -> Option<(&'a str, At)> {
        let (value, at) = self.needed(key, "\"…\"")?;
        self.string(key, value, at)
    }

    /// A text that may be left out, but not left empty.
    pub(super) fn text_if_any(&self, key: &'static str) -> Option<(&'a str, At)> {
        let (value, at) = self.value(key)?;
        self.string(key, value, at)
    }

    /// An id: small letters, digits and dashes, at most [`ID_BYTES_MAX`].
    pub(super) fn id(&self, key: &'static str) -> Option<(&'a str, At)> {
        let (text, at) = self.text(key)?;
        if !is_id(text) {
            let mend = format!("use small letters, digits and dashes, at most {ID_BYTES_MAX}");
            self.complain(at, format!("`{key}` is \"{text}\""), mend);
            return None;
        }
        Some((text, at))
    }

    /// A list of texts. Left out, it is empty.
    pub(super) fn texts(&self, key: &'static str) -> Vec<(&'a str, At)> {
        let Some((value, at)) = self.value(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.wrong_kind(key, value, at, "[\"…\", \"…\"]");
            return Vec::new();
        };
        self.bounded(key, items.len(), at);
        let strings = items.iter().take(ITEMS_MAX);
        strings.filter_map(|item| self.string(key, item.get_ref(), item.span().start)).collect()
    }

    /// A list of texts, each in both languages or the same in both.
    pub(super) fn localised_texts(&self, key: &'static str) -> Vec<(Localised, At)> {
        let Some((value, at)) = self.value(key) else { return Vec::new() };
        let Some(items) = value.as_array() else {
            self.wrong_kind(key, value, at, "[{ nl = \"…\", fr = \"…\" }]");
            return Vec::new();
        };
        self.bounded(key, items.len(), at);
        let texts = items.iter().take(ITEMS_MAX).filter_map(|item| {
            let at = item.span().start;
            match item.get_ref().as_table() {
                Some(both) => Fields::at(self.page, both, at).both_languages().map(|text| (text, at)),
                None => self.string(key, item.get_ref(), at).map(|(text, at)| (Localised::same(text), at)),
            }
        });
        texts.collect()
    }

    /// `true` or `false`; left out, it is `false`.
    pub(super) fn flag(&self, key: &'static str) -> bool {
        let Some((value, at)) = self.value(key) else { return false };
        value.as_bool().unwrap_or_else(|| {
            self.wrong_kind(key, value, at, "true");
            false
        })
    }

    /// A whole number from 1 to `max`, that may be left out.
    pub(super) fn count_if_any(&self, key: &'static str, max: u8) -> Option<(u8, At)> {
        let (value, at) = self.value(key)?;
        let number = value.as_integer().and_then(|number| number.as_str().parse().ok());
        let number = number.filter(|number| (1..=max).contains(number));
        if number.is_none() {
            self.complain(at, format!("`{key}` is not a number from 1 to {max}"), format!("write {key} = 1"));
        }
        number.map(|number| (number, at))
    }

    /// A day, as `2026-12-01` with or without quotes.
    pub(super) fn day(&self, key: &'static str) -> Option<(Date, At)> {
        self.needed(key, "2026-12-01")?;
        self.day_if_any(key)
    }

    pub(super) fn day_if_any(&self, key: &'static str) -> Option<(Date, At)> {
        let (value, at) = self.value(key)?;
        let day = day(value);
        if day.is_none() {
            self.complain(at, format!("`{key}` is not a day"), "write year-month-day, as 2026-12-01");
        }
        day.map(|day| (day, at))
    }

    /// A day, or the one sentence that stands for "not yet": then the inner `None`.
    pub(super) fn day_or(&self, key: &'static str, not_yet: &str) -> Option<Option<Date>> {
        let (value, at) = self.needed(key, &format!("2026-12-01, or {key} = \"{not_yet}\""))?;
        if value.as_str() == Some(not_yet) {
            return Some(None);
        }
        let day = day(value);
        if day.is_none() {
            let mend = format!("write a day as 2026-12-01, or {key} = \"{not_yet}\"");
            self.complain(at, format!("`{key}` is not a day"), mend);
        }
        day.map(Some)
    }

    /// One of a closed list of words.
    pub(super) fn one_of<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let (text, at) = self.text(key)?;
        self.pick(key, text, at, words)
    }

    pub(super) fn pick<T: Copy>(&self, key: &str, text: &str, at: At, words: &[(&'static str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.complain(at, format!("`{key}` is \"{text}\""), format!("use one of: {}", known.join(", ")));
        }
        found
    }

    /// A table that may be left out.
    pub(super) fn table_if_any(&self, key: &'static str) -> Option<Fields<'a>> {
        let (value, at) = self.value(key)?;
        if value.as_table().is_none() {
            self.wrong_kind(key, value, at, "{ … }");
        }
        value.as_table().map(|table| Fields::at(self.page, table, at))
    }

    pub(super) fn table(&self, key: &'static str) -> Option<Fields<'a>> {
        if self.value(key).is_none() {
            self.complain(
                self.at,
                format!("the part [{key}] is missing"),
                format!("write [{key}] and its lines below it"),
            );
        }
        self.table_if_any(key)
    }

    /// The tables of one name: `[[key]]`, or a list of `{ … }`. At least one.
    pub(super) fn tables(&self, key: &'static str) -> Vec<Fields<'a>> {
        let Some((value, at)) = self.needed(key, "[{ … }]") else { return Vec::new() };
        let Some(items) = value.as_array().filter(|items| !items.is_empty()) else {
            self.complain(at, format!("`{key}` is not a list of tables"), format!("write [[{key}]] above each"));
            return Vec::new();
        };
        self.bounded(key, items.len(), at);
        let tables = items.iter().take(ITEMS_MAX).filter_map(|item| {
            let table = item.get_ref().as_table();
            if table.is_none() {
                self.wrong_kind(key, item.get_ref(), item.span().start, "[{ … }]");
            }
            table.map(|table| Fields::at(self.page, table, item.span().start))
        });
        tables.collect()
    }

    /// A text in both languages, `{ nl = "…", fr = "…" }`; or one text that is the same in both.
    pub(super) fn localised(&self, key: &'static str) -> Option<(Localised, At)> {
        self.needed(key, "{ nl = \"…\", fr = \"…\" }")?;
        self.localised_if_any(key)
    }

    pub(super) fn localised_if_any(&self, key: &'static str) -> Option<(Localised, At)> {
        let (value, at) = self.value(key)?;
        if value.as_str().is_some() {
            let (text, at) = self.string(key, value, at)?;
            return Some((Localised::same(text), at));
        }
        let both = self.table_if_any(key)?;
        both.both_languages().map(|text| (text, at))
    }

    /// The fields `nl` and `fr` of this table.
    pub(super) fn both_languages(&self) -> Option<Localised> {
        let (nl, fr) = (self.text("nl"), self.text("fr"));
        Some(Localised { nl: nl?.0.to_owned(), fr: fr?.0.to_owned() })
    }

    fn bounded(&self, key: &str, length: usize, at: At) {
        if length > ITEMS_MAX {
            self.complain(at, format!("`{key}` has {length} items"), format!("keep it to {ITEMS_MAX}"));
        }
    }
}

impl Drop for Fields<'_> {
    fn drop(&mut self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.iter() {
            if !asked.contains(key.get_ref().as_ref()) {
                let known: Vec<&str> = asked.iter().copied().collect();
                let mend = format!("take it out, or use one of: {}", known.join(", "));
                self.page.complain(key.span().start, format!("unknown key `{}`", key.get_ref()), mend);
            }
        }
    }
}

/// What an editor would call a value of the wrong kind.
fn plain_kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A name as it stands before `=`.
pub(super) fn is_key(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

pub(super) fn is_id(text: &str) -> bool {
    let letters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    letters && !text.is_empty() && text.len() <= ID_BYTES_MAX
}

/// A day written as `2026-12-01`, with or without quotes, and nothing else.
fn day(value: &DeValue<'_>) -> Option<Date> {
    let written = match value.as_datetime() {
        Some(day) => day.to_string(),
        None => value.as_str()?.to_owned(),
    };
    written.parse::<Date>().ok().filter(|day| day.to_string() == written)
}
