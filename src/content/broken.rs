//! What is wrong with a line that is no TOML, in the words of somebody who never heard of TOML.
//!
//! Never true of this file: a mistake is passed over because there are no words for it (then the parser's own stand
//! there); or one forgotten bracket fills a screen with complaints about what stands below it.

use toml::de::Error;

/// So many mistakes of one file are named. More of them are mostly the consequences of the first, which then stands
/// alone.
const NAMED_MAX: usize = 3;

/// A broken line: where it begins to be wrong, what is wrong, and how to mend it.
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) what: String,
    pub(super) mend: String,
}

/// One mistake a line, in the order of the lines.
pub(super) fn explain(text: &str, errors: &[Error]) -> Vec<Broken> {
    let mut broken: Vec<(usize, Broken)> = Vec::new();
    for error in errors {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
        if broken.iter().all(|(known, _)| *known != start) {
            let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
            let (what, mend) = in_words(error.message(), line);
            broken.push((start, Broken { at, what, mend }));
        }
    }
    broken.sort_by_key(|(start, _)| *start);
    let many = broken.len() > NAMED_MAX;
    broken.truncate(if many { 1 } else { NAMED_MAX });
    let mut broken: Vec<Broken> = broken.into_iter().map(|(_, broken)| broken).collect();
    if let (true, Some(first)) = (many, broken.first_mut()) {
        first.mend.push_str(" (what stands below is looked at afterwards)");
    }
    broken
}

/// What is wrong and how to mend it. What the line itself shows comes before what the parser says of it.
fn in_words(message: &str, line: &str) -> (String, String) {
    let name = line.split(['=', ':', '"']).next().map(str::trim).filter(|name| super::page::is_key(name));
    let example = format!("write {} = \"your text\"", name.unwrap_or("name"));
    let is = |begin: &str| message.starts_with(begin);
    let (what, mend) = if line.contains(['“', '”', '„', '«']) && !is("duplicate") {
        ("the quotes here are curly ones", "type straight quotes: \"your text\"".to_owned())
    } else if line.contains(is_odd_space) {
        (
            "there is a space here that only looks like one",
            "delete the spaces of this line and type them anew".to_owned(),
        )
    } else if is("duplicate key") && line.trim_start().starts_with('[') {
        ("this heading stands here for the second time", "write each of them with two brackets: [[…]]".to_owned())
    } else if is("duplicate key") {
        ("this name stands here for the second time", "take one of the two lines out".to_owned())
    } else if line.trim_start().starts_with('[') && !line.contains(']') && is("unclosed") {
        ("a heading is not closed", "put a ] behind it".to_owned())
    } else if looks_like_a_day(line) {
        ("this is not a day", "write year-month-day, as 2026-12-01".to_owned())
    } else if is("invalid basic string") || is("invalid literal string") || is("invalid multi-line") {
        (
            "a quote is missing behind a text",
            "put a \" behind it; a text over several lines stands between \"\"\" and \"\"\"".to_owned(),
        )
    } else if is("missing opening quote") {
        ("a quote is missing before a text", format!("{example}, with a quote on each side"))
    } else if is("string values must be quoted") {
        ("a text stands here without quotes", format!("{example}, with a quote on each side"))
    } else if is("unexpected key or value") {
        let mend = "put each line by itself; a quote inside a text is written \\\" or as “ ”".to_owned();
        ("something stands behind the end of a text", mend)
    } else if is("missing comma between array") || is("unexpected `=` in array") || is("unclosed array") {
        (
            "a list is not closed, or a comma is missing in it",
            "put a , between two texts and a ] behind the last, here or above".to_owned(),
        )
    } else if is("missing comma between key-value") || is("unclosed inline table") {
        ("a { … } is not closed, or a comma is missing in it", "write { nl = \"…\", fr = \"…\" }".to_owned())
    } else if is("carriage return") {
        (
            "the lines of this file end as on very old computers",
            "save it with the line ends of Windows or Unix".to_owned(),
        )
    } else if line.contains('\\') {
        ("a \\ in a text has a meaning of its own", "write / or \\\\".to_owned())
    } else if is("key with no value") || is("invalid unquoted key") || is("missing value") || is("invalid value") {
        let mend = format!("{example}; a text over several lines stands between \"\"\" and \"\"\"");
        ("this line is no name = value", mend)
    } else {
        (message, format!("{example}, and close every quote and bracket"))
    };
    (what.to_owned(), mend)
}

/// Spaces that word processors and web pages put in the place of a plain one.
fn is_odd_space(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2000}'..='\u{200b}' | '\u{202f}' | '\u{3000}')
}

/// A value that begins with a digit and has the parts of a day, in whatever order.
fn looks_like_a_day(line: &str) -> bool {
    let Some((_, value)) = line.split_once('=') else { return false };
    let value = value.split('#').next().unwrap_or_default().trim();
    let parts = value.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).count();
    value.starts_with(|first: char| first.is_ascii_digit()) && parts == 3
}
