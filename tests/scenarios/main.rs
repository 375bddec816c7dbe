//! Talks between named people and the whole bot, compared line by line with what stands in the `.chat` files.
//!
//! `UPDATE_CHATS=1 cargo test --test scenarios` writes down what people see now; read every changed line before you
//! commit it. A filter (`cargo test --test scenarios`, then `CHATS=wipe`) runs only files whose path contains it.

#[path = "../support/mod.rs"]
mod support;

mod script;
mod stage;

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn people_see_what_the_talks_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut files = Vec::new();
    find(&folder, &mut files);
    let filter = std::env::var_os("CHATS").and_then(|filter| filter.into_string().ok()).unwrap_or_default();
    let update = std::env::var_os("UPDATE_CHATS").is_some();
    let mut failures = Vec::new();
    let mut played = 0;
    for file in files {
        let name = file.strip_prefix(&folder).unwrap_or(&file).display().to_string();
        if !name.contains(&filter) {
            continue;
        }
        played += 1;
        let written = fs::read_to_string(&file).expect("a readable scenario");
        let outcome = std::panic::catch_unwind(|| stage::play(&written));
        let seen = match outcome {
            Ok(Ok(seen)) => seen,
            Ok(Err(error)) => {
                failures.push(format!("{name}:{error}"));
                continue;
            }
            Err(_) => {
                failures.push(format!("{name}: a panic, see above"));
                continue;
            }
        };
        if update && seen != written {
            fs::write(&file, &seen).expect("a writable scenario");
        } else if seen != written {
            failures.push(format!("{name}:{}", first_difference(&written, &seen)));
        }
    }
    assert!(failures.is_empty(), "{} of {played} talks differ:\n{}", failures.len(), failures.join("\n"));
    assert!(played > 0, "no scenario matches the filter");
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "chat") {
            files.push(path);
        }
    }
}

fn first_difference(written: &str, seen: &str) -> String {
    let (mut old, mut new) = (written.lines(), seen.lines());
    for number in 1.. {
        let (expected, found) = (old.next(), new.next());
        if expected != found {
            let show = |line: Option<&str>| line.unwrap_or("(the end)").to_owned();
            return format!("{number}\n  written: {}\n  seen:    {}", show(expected), show(found));
        }
        if expected.is_none() {
            break;
        }
    }
    "the ends of lines differ".to_owned()
}
