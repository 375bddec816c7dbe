//! How fast the search is with 1,000 cards: `cargo bench --bench search`.
//!
//! The cards are ours, over and over, each copy with some words of its own; the questions are those of the tests. What
//! the index holds is what memory grows by with each of several that are kept, the copies of their cards taken off. Beside
//! it stands the difference between loading the same cards with and without everything that only the search needs, each in
//! a process of its own: it counts what reading has left behind as well, and what danger is learnt from. The time to build
//! is what it takes to put nothing on the shelf, which makes the index anew.
//!
//! On a machine that does other things as well, instructions say more than time:
//! `valgrind --tool=callgrind --toggle-collect='search::searched' target/release/deps/search-… --load search`, or `build`.

// A measurement prints and measures time, and ends when something is wrong.
#![allow(clippy::print_stdout, clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "../../tests/search/corpus.rs"]
mod corpus;
#[path = "../../examples/load/process.rs"]
#[allow(dead_code, reason = "only memory is measured here")]
mod process;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use corpus::{Half, questions};
use rechtdoor::content::{Content, Source};
use rechtdoor::domain::Language;

const CARDS: usize = 1_000;
const LOADS: usize = 5;
const CHILD: &str = "--load";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [word, what] = arguments.as_slice()
        && word == CHILD
    {
        let source = source(what != "bare");
        let start = Instant::now();
        let content = Content::load(&source).unwrap();
        println!("{} {}", start.elapsed().as_secs_f64() * 1_000.0, process::memory_mib(std::process::id()).0);
        match what.as_str() {
            "search" => search(&content),
            "build" => build(&content),
            _ => {}
        }
        return;
    }
    // `cargo bench -- grown` asks every bench, and means another.
    if arguments.iter().any(|word| !word.starts_with("--") && word != "search") {
        return;
    }
    let (whole, bare) = (figures("whole"), figures("bare"));
    println!("{CARDS} cards, with the index and without: load {:.0} and {:.0} ms", whole.0, bare.0);
    println!("  its files read and the index built: {:.0} ms, {:.1} MiB", whole.0 - bare.0, whole.1 - bare.1);
    let content = Content::load(&source(true)).unwrap();
    println!("  held by the index: {:.1} MiB", held(&content));
    build(&content);
    search(&content);
}

/// Median time to load, in milliseconds, and memory afterwards, in MiB.
fn figures(what: &str) -> (f64, f64) {
    let mut figures: Vec<(f64, f64)> = Vec::new();
    for _ in 0..LOADS {
        let child = Command::new(std::env::current_exe().unwrap()).args([CHILD, what]).output().unwrap();
        let said = String::from_utf8(child.stdout).unwrap();
        let (time, memory) = said.trim().split_once(' ').unwrap();
        figures.push((time.parse().unwrap(), memory.parse().unwrap()));
    }
    figures.sort_by(|one, other| one.0.total_cmp(&other.0));
    figures[LOADS / 2]
}

/// In MiB.
fn held(content: &Content) -> f64 {
    let memory = || process::memory_mib(std::process::id()).0;
    // The first leaves behind room that the others use as well.
    let first = (content.shelve([]), content.cards().to_vec());
    let before = memory();
    let indices: Vec<Content> = (0..LOADS).map(|_| content.shelve([])).collect();
    let between = memory();
    let cards: Vec<_> = indices.iter().map(|content| content.cards().to_vec()).collect();
    let after = memory();
    drop((first, indices, cards));
    ((between - before) - (after - between)) / LOADS as f64
}

fn build(content: &Content) {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..LOADS {
        let start = Instant::now();
        std::hint::black_box(content.shelve([]));
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    println!("  the index built: {:.0} ms ({:.0} to {:.0})", times[LOADS / 2], times[0], times[LOADS - 1]);
}

fn search(content: &Content) {
    let mut texts = Vec::new();
    for language in Language::ALL {
        for (half, _) in Half::ALL {
            let (answered, elsewhere) = questions(language, half);
            texts.extend(answered.into_iter().chain(elsewhere).map(|question| question.text));
        }
    }
    let mut times: Vec<f64> = Vec::new();
    for text in texts.iter().chain(&texts).chain(&texts) {
        let start = Instant::now();
        std::hint::black_box(content.suggestions(text));
        times.push(start.elapsed().as_secs_f64() * 1_000_000.0);
    }
    times.sort_by(f64::total_cmp);
    let at = |part: usize| times[(times.len() - 1) * part / 1_000];
    println!("  {} searches: p50 {:.0} µs, p99 {:.0} µs, worst {:.0} µs", times.len(), at(500), at(990), at(1_000));
}

/// Our content with as many cards, and with the lines of the search or without.
fn source(whole: bool) -> Source {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content"));
    let mut files = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap().flatten().filter(|file| file.path().is_file()) {
        files.insert(file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap());
    }
    if !whole {
        files
            .insert("search.toml".to_owned(), b"[[meaning]]\nid = \"police\"\nnl = [\"politie\"]\n[filler]\n".to_vec());
        files.insert("elsewhere.toml".to_owned(), Vec::new());
    }
    let mut cards: Vec<(String, String)> = fs::read_dir(folder.join("cards"))
        .unwrap()
        .flatten()
        .map(|file| {
            (file.file_name().into_string().unwrap().replace(".toml", ""), fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    cards.sort();
    for number in 0..CARDS {
        let (id, text) = &cards[number % cards.len()];
        let round = number / cards.len();
        let copy = if round == 0 { id.clone() } else { format!("{}-{round}", &id[..id.len().min(28)]) };
        let text = varied(text, round, whole).replacen(&format!("id = \"{id}\""), &format!("id = \"{copy}\""), 1);
        files.insert(format!("cards/{copy}.toml"), text.into_bytes());
    }
    Source::memory(files)
}

/// Rounds that have words of their own; later ones repeat them. Our cards say that twice as many cards have one and a
/// half times as many words (5,200 in 48, so about 27,000 in 1,000).
const VOCABULARIES: usize = 9;

/// The card with every fourth word of its ways of asking changed to one of the round's own.
fn varied(text: &str, round: usize, whole: bool) -> String {
    let mut varied = String::with_capacity(text.len());
    let mut in_asks = false;
    for line in text.lines() {
        // Few cards of one topic may be for a region.
        let line = if round > 0 && line.starts_with("region = ") { "region = \"be\"" } else { line };
        let was_in = in_asks;
        in_asks = (in_asks || line == "asks = [") && line != "]";
        if (in_asks || was_in) && !whole {
            continue;
        }
        if round > 0 && line.starts_with("region = ") {
            // Only so many cards of a topic may be for a region.
            varied.push_str("region = \"be\"\n");
        } else if in_asks && round > 0 && line.starts_with("    \"") {
            let words = line.trim().trim_matches(['"', ',']).split(' ').enumerate();
            let words: Vec<String> = words
                .map(|(at, word)| if at % 4 == 3 { format!("{word}{}", letters(round)) } else { word.to_owned() })
                .collect();
            writeln!(varied, "    \"{}\",", words.join(" ")).unwrap();
        } else {
            writeln!(varied, "{line}").unwrap();
        }
    }
    varied
}

fn letters(round: usize) -> String {
    let round = round % VOCABULARIES;
    ["ba", "ko", "mi", "ru", "te"].iter().cycle().skip(round % 5).take(1 + round / 5).copied().collect()
}
