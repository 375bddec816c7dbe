//! One source file as the rules look at it: code without comments and texts, and the texts apart with their lines.
//!
//! Never true of this file: a word in a comment or in a text counts as code, or a rule is told a wrong line. It reads
//! no more of Rust than that: comments, literals and the blocks that only tests see.

use std::fs;
use std::path::{Path, PathBuf};

/// A text literal and where it begins in the file.
pub struct Literal {
    pub at: usize,
    pub text: String,
}

/// A file, taken apart. All positions are bytes, and the same in `code` as in the file.
pub struct Source {
    /// From the crate's folder, with `/`.
    pub path: String,
    pub raw: String,
    /// The file with comments and the insides of literals blanked out.
    pub code: String,
    pub literals: Vec<Literal>,
    /// Where blocks under `#[cfg(test)]` begin and end; the whole file for a module of tests.
    tests: Vec<(usize, usize)>,
}

impl Source {
    pub fn new(path: &str, raw: &str) -> Self {
        let (code, literals) = take_apart(raw);
        let tests = if is_test_file(path) { vec![(0, raw.len())] } else { test_blocks(&code) };
        Self { path: path.to_owned(), raw: raw.to_owned(), code, literals, tests }
    }

    pub fn line(&self, at: usize) -> usize {
        self.raw.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    pub fn is_test(&self, at: usize) -> bool {
        self.tests.iter().any(|(from, to)| (*from..*to).contains(&at))
    }

    /// The room of a file below `src/`, `None` for `lib.rs`.
    pub fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        match inside.split_once('/') {
            Some((room, _)) => Some(room),
            None => inside.strip_suffix(".rs").filter(|name| *name != "lib"),
        }
    }

    /// Every place in the code where a path of these identifiers stands as whole words.
    pub fn words<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.code.match_indices(word).map(|(at, _)| at).filter(move |at| {
            let before = self.code[..*at].chars().next_back();
            let after = self.code[at + word.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    }
}

pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The crate's folder.
pub fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below a folder of the crate, in order.
pub fn read(folder: &str) -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&home().join(folder), &mut paths);
    paths.sort();
    paths.iter().map(|path| Source::new(&shown(path), &fs::read_to_string(path).expect("a readable file"))).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // fuzz/ is a crate of its own and keeps its build there.
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(home()).unwrap_or(path).display().to_string()
}

fn is_test_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let folder = path.rsplit('/').nth(1).unwrap_or_default();
    name.ends_with("_tests.rs") || ["tests.rs", "testing.rs", "stub.rs"].contains(&name) || folder == "tests"
}

/// `#[cfg(test)] mod name { … }`, in code that is already blanked.
fn test_blocks(code: &str) -> Vec<(usize, usize)> {
    const MARK: &str = "#[cfg(test)]";
    let mut found = Vec::new();
    for (at, _) in code.match_indices(MARK) {
        let rest = &code[at + MARK.len()..];
        let Some(open) = rest.find(['{', ';']) else { continue };
        if rest.as_bytes()[open] == b';' {
            continue;
        }
        let mut depth = 0;
        for (offset, letter) in rest[open..].char_indices() {
            depth += match letter {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 {
                found.push((at, at + MARK.len() + open + offset));
                break;
            }
        }
    }
    found
}

fn take_apart(raw: &str) -> (String, Vec<Literal>) {
    let bytes = raw.as_bytes();
    let mut code = bytes.to_vec();
    let mut literals = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &raw[at..];
        let end = if rest.starts_with("//") {
            at + rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            at + block_comment(rest)
        } else if let Some((inside, length)) = text_literal(raw, at) {
            literals.push(Literal { at: at + inside.0, text: rest[inside.0..inside.1].to_owned() });
            blank(&mut code[at + inside.0..at + inside.1]);
            at += length;
            continue;
        } else if let Some(length) = letter_literal(rest) {
            blank(&mut code[at + 1..at + length - 1]);
            at += length;
            continue;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        blank(&mut code[at..end]);
        at = end;
    }
    (String::from_utf8(code).expect("only whole literals and comments are blanked"), literals)
}

fn blank(part: &mut [u8]) {
    for byte in part {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The inside of a text literal that begins here, and the length of the whole: `"…"`, `b"…"`, `r#"…"#`.
fn text_literal(raw: &str, at: usize) -> Option<((usize, usize), usize)> {
    let rest = &raw[at..];
    if rest.starts_with('"') {
        return quoted(rest, 0);
    }
    if raw[..at].chars().next_back().is_some_and(is_word) {
        return None;
    }
    if rest.starts_with("b\"") {
        return quoted(rest, 1);
    }
    let after = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    if !after[hashes..].starts_with('"') {
        return None;
    }
    let open = rest.len() - after.len() + hashes + 1;
    let closing = format!("\"{}", "#".repeat(hashes));
    let length = rest[open..].find(&closing)?;
    Some(((open, open + length), open + length + closing.len()))
}

fn quoted(rest: &str, quote: usize) -> Option<((usize, usize), usize)> {
    let mut escaped = false;
    for (offset, letter) in rest[quote + 1..].char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(((quote + 1, quote + 1 + offset), quote + offset + 2)),
            _ => {}
        }
    }
    None
}

/// The length of `'x'` or `'\u{1f}'`; `None` for a lifetime.
fn letter_literal(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return inside[2..].find('\'').map(|end| end + 4);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

#[test]
fn comments_and_texts_are_no_code_and_keep_their_lines() {
    let raw = "let a = \"sled \\\" x\"; // sled\n/* sled /* */ sled */ let b = r#\"sled \"x\" \"#; let c = '\"'; fn f<'a>() {}\n\"end\"";
    let source = Source::new("src/store/mod.rs", raw);
    assert_eq!(source.words("sled").count(), 0, "{}", source.code);
    assert_eq!(source.code.len(), raw.len());
    let texts: Vec<&str> = source.literals.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["sled \\\" x", "sled \"x\" ", "end"]);
    assert_eq!(source.line(source.literals[2].at), 3);
    assert!(source.words("b").count() == 1 && source.code.contains("fn f<'a>() {}"));
}

#[test]
fn a_block_of_tests_is_known_as_one() {
    let source = Source::new("src/x/a.rs", "fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n");
    let spots = ["fn a", "fn b", "fn c"].map(|word| source.is_test(source.code.find(word).expect("there")));
    assert_eq!(spots, [false, true, false]);
    assert!(Source::new("src/x/a_tests.rs", "fn a() {}").is_test(0));
}
