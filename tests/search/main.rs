//! Does a young person find the card, however it is typed, and does small talk find none? On questions that the
//! content does not hold; `cargo run --release --example search_quality` prints the whole table and the misses.

#![allow(clippy::unwrap_used)]

mod by_two;
mod corpus;

use corpus::{Half, questions};
use rechtdoor::content::{Content, SUGGESTIONS_MAX, Source, Topic};
use rechtdoor::domain::Language;
use std::sync::OnceLock;

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(|| Content::load(&Source::embedded()).unwrap_or_else(|complaints| panic!("{complaints:?}")))
}

fn topic_of(card: &str) -> &'static Topic {
    let card = content().cards().iter().find(|known| known.id.as_str() == card).unwrap();
    content().topics().iter().find(|topic| topic.id == card.topic).unwrap()
}

#[test]
fn every_answer_of_the_questions_is_a_card() {
    let content = content();
    for language in Language::ALL {
        for (half, _) in Half::ALL {
            let (answered, elsewhere) = questions(language, half);
            assert!(answered.len() >= 75 && elsewhere.len() >= 30, "{} {}", answered.len(), elsewhere.len());
            for card in answered.iter().flat_map(|question| &question.answers) {
                assert!(content.cards().iter().any(|known| known.id.as_str() == *card), "{card}");
            }
        }
    }
}

#[test]
fn no_question_stands_in_the_content() {
    let content = std::fs::read_to_string("content/search.toml").unwrap()
        + &std::fs::read_to_string("content/elsewhere.toml").unwrap();
    let cards = std::fs::read_dir("content/cards").unwrap().flatten();
    let content = cards.fold(content, |all, card| all + &std::fs::read_to_string(card.path()).unwrap());
    for language in Language::ALL {
        for (half, _) in Half::ALL {
            let (answered, elsewhere) = questions(language, half);
            for question in answered.iter().chain(&elsewhere).filter(|question| question.text.len() > 30) {
                assert!(!content.contains(question.text), "{}", question.text);
            }
        }
    }
}

#[test]
fn the_card_is_among_the_first_three() {
    let content = content();
    for language in Language::ALL {
        for (half, name) in Half::ALL {
            let (answered, _) = questions(language, half);
            let ranks = answered.iter().map(|question| {
                let found = content.hits(question.text).nearest;
                question.rank(found.iter().map(|found| found.card.as_str()))
            });
            let hits = ranks.filter(|rank| rank.is_some_and(|rank| rank < 3)).count();
            assert!(hits * 100 >= answered.len() * 95, "{} {name}: {hits} of {}", language.code(), answered.len());
        }
    }
}

#[test]
fn what_is_about_something_else_finds_no_card_and_questions_do() {
    let content = content();
    for language in Language::ALL {
        for (half, name) in Half::ALL {
            let (answered, elsewhere) = questions(language, half);
            let shown = |text| content.suggestions(text).len();
            assert!(answered.iter().chain(&elsewhere).all(|question| shown(question.text) <= SUGGESTIONS_MAX));
            let misled = elsewhere.iter().filter(|question| shown(question.text) > 0).count();
            // 3 of 45 is the nearest below 7 %: the aim of 5 % is judged on all four quarters together.
            assert!(misled <= 3, "{} {name}: {misled} of {}", language.code(), elsewhere.len());
            let helped = answered.iter().filter(|question| shown(question.text) > 0).count();
            assert!(helped * 100 >= answered.len() * 90, "{} {name}: {helped} of {}", language.code(), answered.len());
        }
    }
    let all = Language::ALL.into_iter().flat_map(|language| Half::ALL.map(|(half, _)| questions(language, half).1));
    let all: Vec<_> = all.flatten().collect();
    let misled = all.iter().filter(|question| !content.suggestions(question.text).is_empty()).count();
    assert!(misled * 100 <= all.len() * 5, "{misled} of {}", all.len());
}

#[test]
fn the_language_that_is_set_does_not_matter() {
    let content = content();
    for text in
        ["mag de politie mijn gsm afpakken", "la police peut prendre mon gsm", "les flikken hebben mn tel gepakt"]
    {
        let found = content.suggestions(text);
        assert!(found.iter().any(|found| found.card.as_str() == "phone-seize"), "{text}: {found:?}");
    }
}

/// The question of an arrest that is asked most, however short: a card about one of the two kinds of arrest comes first.
#[test]
fn how_long_they_may_keep_somebody_finds_an_arrest_first() {
    let content = content();
    for text in [
        "La police m'a arrêté, combien de temps on peut me garder ?",
        "les keufs m'ont arrêté ils peuvent me garder combien de temps",
        "ik ben opgepakt door de politie, hoelang kunnen ze mij houden",
        "hoe lang mogen de flikken mij vasthouden",
    ] {
        let nearest = content.hits(text).nearest;
        let first = nearest.first().map(|found| found.card.as_str());
        assert!(first.is_some_and(|card| topic_of(card).id.as_str() == "arrest"), "{text}: {first:?}");
    }
}

/// Nobody is asked to share a question about violence, a complaint, discrimination or being a victim: those that the
/// topics mark so are known, and of the others most may be asked about.
#[test]
fn questions_that_nobody_is_asked_to_share_are_known_as_such() {
    let content = content();
    for language in Language::ALL {
        let (mut private, mut known, mut others, mut held_back) = (0_usize, 0_usize, 0_usize, 0_usize);
        for (half, _) in Half::ALL {
            for question in questions(language, half).0 {
                let kept = content.is_private(None, question.text);
                if question.answers.iter().any(|card| topic_of(card).private) {
                    private += 1;
                    known += usize::from(kept);
                } else {
                    others += 1;
                    held_back += usize::from(kept);
                }
            }
        }
        // Of the words alone. Where it was asked from counts as well, and the mark "urgent", which what sounds like danger
        // bears until the desk takes it off.
        assert!(100 * known >= 75 * private, "{language:?}: {known} of {private}");
        assert!(100 * held_back <= 9 * others, "{language:?}: {held_back} of {others} others");
    }
}
