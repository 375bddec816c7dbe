//! What ours is measured against, over the same texts of the same cards: BM25 as in the textbook, words as they stand;
//! and the `bm25` crate as it comes, with its stemmer and stop words for the language.

use std::collections::BTreeMap;

use bm25::{Document, SearchEngine, SearchEngineBuilder};
use rechtdoor::domain::Language;

use super::Ranks;

/// Everything a card says in both languages, with the ways in which people ask for it.
fn pages() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content/cards");
    let files = std::fs::read_dir(folder).expect("the cards").flatten();
    let pages = files.map(|file| {
        let text = std::fs::read_to_string(file.path()).expect("a card");
        let card: toml::Table = text.parse().expect("a whole card");
        let said = ["nl", "fr"].into_iter().filter_map(|language| card.get(language)?.as_table());
        let texts = said.flat_map(|said| ["title", "label", "body", "asks"].map(|key| said.get(key)));
        let texts = texts.flatten().flat_map(|value| match value {
            toml::Value::Array(lines) => lines.iter().filter_map(|line| line.as_str()).collect(),
            other => other.as_str().into_iter().collect::<Vec<_>>(),
        });
        let id = card.get("id").and_then(|id| id.as_str()).expect("an id");
        (id.to_owned(), texts.collect::<Vec<_>>().join("\n"))
    });
    let mut pages: Vec<(String, String)> = pages.collect();
    pages.sort();
    pages
}

/// BM25 over words in small letters.
pub struct Plain {
    cards: Vec<(String, BTreeMap<String, f64>, f64)>,
    holding: BTreeMap<String, f64>,
    mean: f64,
}

fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

impl Plain {
    pub fn new() -> Self {
        let mut holding = BTreeMap::new();
        let cards = pages().into_iter().map(|(id, text)| {
            let mut counts = BTreeMap::new();
            words(&text).for_each(|word| *counts.entry(word).or_insert(0.0) += 1.0);
            counts.keys().for_each(|word: &String| *holding.entry(word.clone()).or_insert(0.0) += 1.0);
            let length = counts.values().sum();
            (id, counts, length)
        });
        let cards: Vec<(String, BTreeMap<String, f64>, f64)> = cards.collect();
        let mean = cards.iter().map(|(_, _, length)| length).sum::<f64>() / cards.len() as f64;
        Self { cards, holding, mean }
    }
}

impl Ranks for Plain {
    fn name(&self) -> &'static str {
        "plain BM25"
    }

    fn ranked(&self, text: &str) -> Vec<String> {
        let all = self.cards.len() as f64;
        let score = |counts: &BTreeMap<String, f64>, length: f64| {
            words(text)
                .map(|word| {
                    let holding = self.holding.get(&word).copied().unwrap_or(0.0);
                    let times = counts.get(&word).copied().unwrap_or(0.0);
                    let rarity = (1.0 + (all - holding + 0.5) / (holding + 0.5)).ln();
                    rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / self.mean))
                })
                .sum::<f64>()
        };
        let mut scored: Vec<(f64, &String)> =
            self.cards.iter().map(|(id, counts, length)| (score(counts, *length), id)).collect();
        scored.retain(|(score, _)| *score > 0.0);
        scored.sort_by(|one, other| other.0.total_cmp(&one.0));
        scored.into_iter().map(|(_, id)| id.clone()).collect()
    }

    fn shows(&self, text: &str) -> bool {
        !self.ranked(text).is_empty()
    }
}

/// The library as it comes.
pub struct Library(SearchEngine<String>);

impl Library {
    pub fn new(language: Language) -> Self {
        let language = match language {
            Language::Nl => bm25::Language::Dutch,
            Language::Fr => bm25::Language::French,
        };
        let documents = pages().into_iter().map(|(id, contents)| Document { id, contents });
        Self(SearchEngineBuilder::with_documents(language, documents.collect::<Vec<_>>()).build())
    }
}

impl Ranks for Library {
    fn name(&self) -> &'static str {
        "bm25 crate"
    }

    fn ranked(&self, text: &str) -> Vec<String> {
        self.0.search(text, None).into_iter().map(|result| result.document.id).collect()
    }

    fn shows(&self, text: &str) -> bool {
        !self.ranked(text).is_empty()
    }
}
