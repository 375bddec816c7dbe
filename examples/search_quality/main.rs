//! How well the search finds: `cargo run --release --example search_quality` (`-- --misses` names what it missed).
//!
//! For each language and half of `tests/corpora/search_*.txt`: the part of questions whose card comes first or among
//! the first three, the mean reciprocal rank, and how many messages about something else get a card all the same. Ours
//! beside plain BM25 over the same lines, and a search library as it comes. Whoever changes the search looks at the
//! misses of the tuning half only.

// This program talks to whoever measures.
#![allow(clippy::print_stdout, clippy::disallowed_methods)]

mod baselines;
#[path = "../../tests/search/corpus.rs"]
mod corpus;

use baselines::{Library, Plain};
use corpus::{Half, Question, questions};
use rechtdoor::content::{Content, Source};
use rechtdoor::domain::Language;

/// Something that ranks cards.
trait Ranks {
    fn name(&self) -> &'static str;
    /// Card ids, the nearest first.
    fn ranked(&self, text: &str) -> Vec<String>;
    /// Whether anything would be shown unasked.
    fn shows(&self, text: &str) -> bool;
}

struct Ours(Content);

impl Ranks for Ours {
    fn name(&self) -> &'static str {
        "ours"
    }

    fn ranked(&self, text: &str) -> Vec<String> {
        self.0.hits(text).nearest.into_iter().map(|found| found.card.as_str().to_owned()).collect()
    }

    fn shows(&self, text: &str) -> bool {
        !self.0.suggestions(text).is_empty()
    }
}

fn main() {
    let load = || Content::load(&Source::embedded()).expect("the content inside the program is whole");
    let with_misses = std::env::args().any(|argument| argument == "--misses");
    println!("language half    search     questions  recall@1  recall@3    MRR  shown@3  misled");
    for language in Language::ALL {
        let rankers: [Box<dyn Ranks>; 3] =
            [Box::new(Ours(load())), Box::new(Plain::new()), Box::new(Library::new(language))];
        for (half, name) in Half::ALL {
            let (answered, elsewhere) = questions(language, half);
            for ranker in &rankers {
                let row = row(ranker.as_ref(), &answered, &elsewhere);
                println!("{:<8} {name:<7} {:<10} {row}", language.code(), ranker.name());
            }
            if with_misses {
                misses(rankers[0].as_ref(), &answered, &elsewhere);
            }
        }
    }
    println!(
        "MRR counts the first three. shown@3: shown unasked, and the card among the three. misled: shown, about something else."
    );
}

fn row(ranker: &dyn Ranks, answered: &[Question], elsewhere: &[Question]) -> String {
    let ranks: Vec<Option<usize>> = answered.iter().map(|question| rank(ranker, question)).collect();
    let all = answered.len() as f64;
    let part = |found: usize| found as f64 / all;
    let within = |place: usize| part(ranks.iter().flatten().filter(|rank| **rank < place).count());
    let mrr =
        ranks.iter().flatten().filter(|rank| **rank < 3).map(|rank| 1.0 / (*rank as f64 + 1.0)).sum::<f64>() / all;
    let shown = answered
        .iter()
        .zip(&ranks)
        .filter(|(question, rank)| rank.is_some_and(|rank| rank < 3) && ranker.shows(question.text));
    let misled = elsewhere.iter().filter(|question| ranker.shows(question.text)).count();
    format!(
        "{:>9} {:>9.3} {:>9.3} {mrr:>6.3} {:>8.3} {misled:>4} of {}",
        answered.len(),
        within(1),
        within(3),
        part(shown.count()),
        elsewhere.len()
    )
}

fn rank(ranker: &dyn Ranks, question: &Question) -> Option<usize> {
    question.rank(ranker.ranked(question.text).iter().map(String::as_str))
}

fn misses(ranker: &dyn Ranks, answered: &[Question], elsewhere: &[Question]) {
    for question in answered.iter().filter(|question| rank(ranker, question).is_none_or(|rank| rank >= 3)) {
        println!("  not among three: {} | {}", question.answers.join(","), question.text);
    }
    for question in elsewhere.iter().filter(|question| ranker.shows(question.text)) {
        println!("  misled: {} | {}", ranker.ranked(question.text).first().map_or("", String::as_str), question.text);
    }
}
