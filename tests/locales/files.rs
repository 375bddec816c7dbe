//! The sentences as files: messages with their values and lines, and the ids that the source speaks of.
//!
//! Never true of this file: a message, a value or an id is overlooked because it is written over several lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// One message of one file.
#[derive(Clone, Default)]
pub struct Message {
    /// The file's name without its folder.
    pub file: String,
    pub line: usize,
    /// The text as it stands in the file, all lines.
    pub text: String,
    /// The names of the values it takes.
    pub values: BTreeSet<String>,
    /// Of these, those that choose a variant: numbers.
    pub selectors: BTreeSet<String>,
}

pub type Messages = BTreeMap<String, Message>;

/// All messages of one language; an id that is there twice is told in `twice`.
pub fn read(folder: &Path, twice: &mut Vec<String>) -> Messages {
    let mut messages = Messages::new();
    for path in below(folder, "ftl") {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for (id, message) in parse(&name, &fs::read_to_string(&path).expect("a readable file")) {
            if messages.insert(id.clone(), message).is_some() {
                twice.push(format!("{}: `{id}` is there twice", path.display()));
            }
        }
    }
    messages
}

/// The messages of one file. A line that begins with a blank, a brace or a bracket goes on with the message above.
pub fn parse(file: &str, text: &str) -> Vec<(String, Message)> {
    let mut found: Vec<(String, Message)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let head = line.split_once('=').map(|(id, rest)| (id.trim_end(), rest));
        match head.filter(|(id, _)| is_id(id)) {
            Some((id, rest)) => {
                let text = rest.strip_prefix(' ').unwrap_or(rest).to_owned();
                let message = Message { file: file.to_owned(), line: number + 1, text, ..Message::default() };
                found.push((id.to_owned(), message));
            }
            None if line.starts_with([' ', '}', '[', '*']) => {
                if let Some((_, message)) = found.last_mut() {
                    message.text.push('\n');
                    message.text.push_str(line);
                }
            }
            None => {}
        }
    }
    for (_, message) in &mut found {
        for (at, _) in message.text.match_indices('$') {
            let rest = &message.text[at + 1..];
            let name: String = rest.chars().take_while(|it| it.is_ascii_alphanumeric() || "_-".contains(*it)).collect();
            if rest[name.len()..].trim_start().starts_with("->") {
                message.selectors.insert(name.clone());
            }
            message.values.insert(name);
        }
    }
    found
}

pub fn is_id(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
}

/// The text without what stands between braces: only our own words are left.
pub fn own_words(text: &str) -> String {
    let mut depth = 0;
    let mut words = String::new();
    for letter in text.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ if depth == 0 => words.push(letter),
            _ => {}
        }
        if letter == '}' && depth == 0 {
            // What stood there was something: blanks before and after it are no double blank.
            words.push('\u{fffc}');
        }
    }
    words
}

/// Every text literal of the bot's source that has the form of an id.
pub fn ids_in(source: &str) -> BTreeSet<String> {
    source.split('"').filter(|word| is_id(word) && word.contains('-')).map(str::to_owned).collect()
}

/// The ids that become words for people: literals that are no data of a button and no key of content. Those have their
/// own makers, so it is enough to leave out what is compared, matched or listed there.
pub fn said_in(source: &str) -> BTreeSet<String> {
    const SAYERS: [&str; 9] =
        ["Msg::new(", "Msg(", "say(", "say_in_all(", "Screen::new(", "named(", "text(", "toast(", "alert("];
    let mut said = labels_in(source);
    for sayer in SAYERS {
        for (at, _) in source.match_indices(sayer) {
            said.extend(ids_in(first_argument(&source[at + sayer.len()..])));
        }
    }
    said
}

/// The ids that are labels: what stands as the first argument of the makers of buttons.
pub fn labels_in(source: &str) -> BTreeSet<String> {
    const MAKERS: [&str; 4] = ["menu(", "verb(", "button(", "Button::menu("];
    let mut labels = BTreeSet::new();
    for maker in MAKERS {
        for (at, _) in source.match_indices(maker) {
            let before = &source[..at];
            let is_other_name = before.ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == '.');
            if !is_other_name && !before.ends_with("fn ") {
                labels.extend(ids_in(first_argument(&source[at + maker.len()..])));
            }
        }
    }
    labels
}

fn first_argument(rest: &str) -> &str {
    let mut depth = 0;
    for (at, letter) in rest.char_indices() {
        match letter {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' if depth == 0 => return &rest[..at],
            ')' | '}' | ']' => depth -= 1,
            ',' if depth == 0 => return &rest[..at],
            _ => {}
        }
    }
    rest
}

/// All source text below a folder, one file after the other.
pub fn source(folder: &Path) -> String {
    below(folder, "rs").iter().map(|path| fs::read_to_string(path).expect("a readable file")).collect()
}

pub fn below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(below(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn messages_over_several_lines_are_read_whole() {
    let text = "# said = no\na-b = Een { $code }\nc-d =\n    Twee\n    { $n ->\n        [one] een\n       *[other] { $n }\n    }\n";
    let found = parse("x.ftl", text);
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["a-b", "c-d"]);
    assert_eq!(found[1].1.line, 3);
    assert!(found[0].1.values.contains("code") && found[0].1.selectors.is_empty());
    assert!(found[1].1.selectors.contains("n") && found[1].1.text.contains("Twee"));
    assert_eq!(own_words("a { $b } c"), "a \u{fffc} c");
}

#[test]
fn labels_are_found_behind_every_maker() {
    let source = "with_menu(\"d-no\") verb(if x { \"a-yes\" } else { \"a-no\" }, y(\"b-no\")), Button::menu(Msg::new(\"c-code\").with(\"code\", z), d) fn menu(label: X)";
    let labels: Vec<String> = labels_in(source).into_iter().collect();
    assert_eq!(labels, ["a-no", "a-yes", "c-code"]);
}
