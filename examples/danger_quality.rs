//! What the danger words are worth: `cargo run --release --example danger_quality` (`-- --misses` names what was missed and
//! what alarmed in the corpora that were tuned on, `-- --tuning` leaves out what is sealed,
//! `-- --content DIR` measures another folder than the one inside the program).
//!
//! `tuned` are messages that whoever wrote the phrases knew. `blind` were written by others: whoever changes phrases or
//! examples looks at their numbers and never at their lines. `sealed` were written by others still, and are measured as
//! seldom as can be: once for a change that is whole, not while it is tuned. Questions about rights and small talk come
//! from the search's corpora: what is perhaps danger there costs a glance at the help lines, what is likely also moves the
//! question to the front, and what is certain also costs the cards that may answer it, and the choice about police input.

// This program talks to whoever measures.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

use rechtdoor::content::{CardId, Content, Level, Source};
use std::fs;
use std::path::Path;
use std::time::Instant;

const KINDS: [&str; 4] = ["self_harm", "abuse", "urgent", "threat"];

fn main() {
    let began = Instant::now();
    let folder = std::env::args().skip_while(|argument| argument != "--content").nth(1);
    let source = folder.map_or_else(Source::embedded, Source::folder);
    let content = Content::load(&source).unwrap_or_else(|complaints| panic!("{complaints:#?}"));
    println!("content read, search and danger words made ready in {} ms", began.elapsed().as_millis());
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    let with_misses = asked("--misses");
    println!(
        "\ncorpus      lines   found: self_harm   abuse  urgent  threat     all  likely   right kind  precision  \
         alarms on `none`: all  likely"
    );
    for (name, files) in [
        ("tuned nl", ["danger_nl.txt"].as_slice()),
        ("tuned fr", &["danger_fr.txt"]),
        ("blind nl", &["danger_fresh_nl.txt"]),
        ("blind fr", &["danger_fresh_fr.txt"]),
        ("blind", &["danger_fresh_nl.txt", "danger_fresh_fr.txt"]),
        ("sealed nl", &["danger_sealed_nl.txt"]),
        ("sealed fr", &["danger_sealed_fr.txt"]),
        ("sealed", &["danger_sealed_nl.txt", "danger_sealed_fr.txt"]),
    ] {
        if name.starts_with("sealed") && asked("--tuning") {
            continue;
        }
        let lines: Vec<(String, String)> = files.iter().flat_map(|file| corpus(file)).collect();
        row(&content, name, &lines);
        if with_misses && name.starts_with("tuned") {
            misses(&content, &lines);
        }
    }
    println!("\nharmless               lines  perhaps   likely  certain   (each with those beyond it)");
    for file in ["search_nl.txt", "search_fr.txt"] {
        let lines = corpus(file);
        let is_about_rights = |label: &str| {
            let card = label.split(',').next().and_then(CardId::parse);
            card.and_then(|card| content.card(&card)).is_some_and(|card| !card.may_be_danger)
        };
        let rights = lines.iter().filter(|(label, _)| is_about_rights(label)).map(|(_, text)| text.as_str());
        alarms(&content, &format!("rights    {file}"), rights.collect());
        let talk = lines.iter().filter(|(label, _)| label == "-").map(|(_, text)| text.as_str());
        alarms(&content, &format!("elsewhere {file}"), talk.collect());
    }
    speed(&content);
}

/// A label, a tab, a text.
fn corpus(file: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora").join(file);
    let text = fs::read_to_string(path).expect("the corpus is there");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(label, text)| (label.to_owned(), text.to_owned())).collect()
}

fn heard(content: &Content, text: &str) -> Option<&'static str> {
    content.danger(text).and_then(|danger| KINDS.get(danger as usize)).copied()
}

fn row(content: &Content, name: &str, lines: &[(String, String)]) {
    let judged: Vec<(&str, Option<&str>)> =
        lines.iter().map(|(label, text)| (label.as_str(), heard(content, text))).collect();
    let is_likely = |text: &str| content.urgent_danger(text).is_some();
    let likely = |danger: bool| {
        let of_kind: Vec<&str> =
            lines.iter().filter(|(label, _)| (label != "none") == danger).map(|(_, text)| text.as_str()).collect();
        part(of_kind.iter().filter(|text| is_likely(text)).count(), of_kind.len())
    };
    let found = |kind: Option<&str>| {
        let of_kind = judged.iter().filter(|(label, _)| kind.map_or(*label != "none", |kind| kind == *label));
        let answers: Vec<bool> = of_kind.map(|(_, answer)| answer.is_some()).collect();
        part(answers.iter().filter(|found| **found).count(), answers.len())
    };
    let harmless = judged.iter().filter(|(label, _)| *label == "none");
    let alarms = harmless.clone().filter(|(_, answer)| answer.is_some()).count();
    let all = judged.iter().filter(|(_, answer)| answer.is_some()).count();
    let right = judged.iter().filter(|(label, answer)| answer.is_some_and(|answer| answer == *label)).count();
    let kinds = KINDS.map(|kind| format!("{:>7.3}", found(Some(kind)))).join(" ");
    println!(
        "{name:<10} {:>6}          {kinds} {:>7.3} {:>7.3}      {:>7.3}    {:>7.3}                {:>7.3} {:>7.3}",
        lines.len(),
        found(None),
        likely(true),
        part(right, all - alarms),
        part(all - alarms, all),
        part(alarms, harmless.count()),
        likely(false),
    );
}

fn alarms(content: &Content, name: &str, texts: Vec<&str>) {
    let at_least = |level: Level| {
        let heard = texts.iter().filter(|text| content.hears(text).is_some_and(|heard| heard.level >= level));
        part(heard.count(), texts.len())
    };
    let [perhaps, likely, certain] = [Level::Perhaps, Level::Likely, Level::Certain].map(at_least);
    println!("{name:<23} {:>4}  {perhaps:>7.3}  {likely:>7.3}  {certain:>7.3}", texts.len());
}

fn misses(content: &Content, lines: &[(String, String)]) {
    for (label, text) in lines {
        let answer = heard(content, text);
        if answer.is_some() != (label != "none") {
            println!("    {label:<9} heard as {:<9} {text}", answer.unwrap_or("none"));
        }
    }
}

fn speed(content: &Content) {
    const TIMES: usize = 20;
    let texts = corpus("search_nl.txt");
    let began = Instant::now();
    let alarms = (0..TIMES).flat_map(|_| &texts).filter(|(_, text)| content.danger(text).is_some()).count();
    let each = began.elapsed() / u32::try_from(TIMES * texts.len()).unwrap_or(u32::MAX);
    println!("\none text is judged in {} µs ({alarms} alarms)", each.as_micros());
}

/// A share from 0 to 1.
fn part(of: usize, all: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "some hundred lines")]
    let share = of as f64 / all.max(1) as f64;
    share
}
