//! Reads a text as groups of digits with something short between them, whatever that something is.
//!
//! Never true of a group: it holds anything but ASCII digits; what looked like one (`О470`, `O47O`) was read as one.

/// How a group hangs on the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Too far away, or something that ends a number stands between.
    Break,
    /// Spaces, dots, dashes, slashes, brackets.
    Tight,
    /// A comma, a new line, an emoji or a word such as "dan" or "puis".
    Loose,
}

pub(super) struct Group {
    /// Bytes in the text.
    pub start: usize,
    pub end: usize,
    pub digits: String,
    /// A `+` stands right before it.
    pub plus: bool,
    pub link: Link,
    /// The first character of what stands before it, to see whether a number is written evenly.
    pub mark: char,
}

/// More characters than this between two groups make two numbers of them.
const GAP_CHARS_MAX: usize = 5;

/// Words people put between the halves of a number they are reading out or hiding.
const BRIDGES: [&str; 19] = [
    "en", "dan", "en dan", "et", "puis", "et puis", "punt", "point", "streep", "streepje", "slash", "tiret", "spatie",
    "espace", "plus", "ensuite", "daarna", "après", "apres",
];

/// All groups of `text` in order.
pub(super) fn groups(text: &str) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut cursor = 0;
    while let Some((start, end)) = next_word(text, cursor) {
        cursor = end;
        let Some((from, to, digits)) = digits_in(text, start, end) else { continue };
        let gap_from = found.last().map_or(0, |group| group.end);
        let gap = text.get(gap_from..from).unwrap_or_default();
        let link = if found.is_empty() { Link::Break } else { link(gap) };
        // An area code in brackets after the country, "+32(0)", still hangs on its plus.
        let plus = gap.trim_end_matches([' ', '(']).ends_with('+');
        found.push(Group { start: from, end: to, digits, plus, link, mark: gap.chars().next().unwrap_or(' ') });
        cursor = to;
    }
    found
}

/// The next stretch of digits and their look-alikes.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let offset = rest.find(is_digitlike)?;
    let start = from + offset;
    let tail = text.get(start..)?;
    let length = tail.find(|c| !is_digitlike(c)).unwrap_or(tail.len());
    Some((start, start + length))
}

/// The digits of one stretch, without the look-alikes at its ends that belong to a neighbouring word ("te`l`0470").
fn digits_in(text: &str, start: usize, end: usize) -> Option<(usize, usize, String)> {
    let word = text.get(start..end)?;
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let glued_before = letter(text.get(..start)?.chars().next_back());
    let glued_after = letter(text.get(end..)?.chars().next());
    if !word.contains(|c: char| c.is_ascii_digit()) {
        // A lone letter O in a row of single digits is a nought.
        let alone = matches!(word, "O" | "o" | "О" | "о" | "Ο" | "ο") && !glued_before && !glued_after;
        return alone.then(|| (start, end, "0".to_owned()));
    }
    let from = if glued_before { word.find(|c: char| c.is_ascii_digit())? } else { 0 };
    let to = if glued_after { word.rfind(|c: char| c.is_ascii_digit())? + 1 } else { word.len() };
    let digits: String = word.get(from..to)?.chars().filter_map(as_digit).collect();
    Some((start + from, start + to, digits))
}

fn is_digitlike(c: char) -> bool {
    as_digit(c).is_some()
}

/// The digit a character is or is easily taken for: Latin, Cyrillic and Greek O, small L, capital I, bar, Cyrillic Ze.
fn as_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => Some('0'),
        'l' | 'I' | '|' => Some('1'),
        'З' | 'з' => Some('3'),
        _ => None,
    }
}

fn link(gap: &str) -> Link {
    let inner = gap.trim();
    if inner.is_empty()
        || inner.chars().all(|c| {
            matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '–' | '—' | '‐' | '‑' | '−' | '_' | '·' | '+' | '\'')
        })
    {
        return match (gap.chars().count(), gap.contains('\n')) {
            (0..=GAP_CHARS_MAX, false) => Link::Tight,
            (0..=GAP_CHARS_MAX, true) => Link::Loose,
            _ => Link::Break,
        };
    }
    if BRIDGES.contains(&inner.to_lowercase().as_str()) {
        return Link::Loose;
    }
    let short = gap.chars().count() <= GAP_CHARS_MAX;
    let ends = |c: char| {
        c.is_alphanumeric() || matches!(c, '€' | '$' | '£' | '%' | '§' | '@' | '=' | ':' | ';' | '?' | '!' | '°' | '▮')
    };
    if short && !inner.contains(ends) { Link::Loose } else { Link::Break }
}
