//! Is an answer read by two when two must read it? By the words alone: the topic that was asked from counts as well, and the
//! code that whoever takes the question sets.

use crate::corpus::{Half, questions};
use crate::{content, topic_of};
use rechtdoor::domain::Language;

fn is_by_two(question: &str) -> bool {
    let content = content();
    let wants_two = || content.guesses(None, question).into_iter().any(|code| content.wants_two(code));
    content.is_read_by_two(None, question) || wants_two()
}

/// How many of some texts two read.
#[derive(Default)]
struct Share {
    all: usize,
    by_two: usize,
}

impl Share {
    fn add(&mut self, question: &str) {
        self.all += 1;
        self.by_two += usize::from(is_by_two(question));
    }

    fn percent(&self) -> usize {
        100 * self.by_two / self.all
    }
}

/// Arrests, interrogations, violence, complaints, victims: what the topics say of the card that answers best.
#[test]
fn two_read_what_the_topics_say() {
    for language in Language::ALL {
        let [mut wanted, mut others] = [Share::default(), Share::default()];
        for question in Half::ALL.into_iter().flat_map(|(half, _)| questions(language, half).0) {
            let share = if topic_of(question.answers[0]).read_by_two { &mut wanted } else { &mut others };
            share.add(question.text);
        }
        // One too many costs a colleague a minute, one too few may cost somebody a night in a cell.
        assert!(wanted.percent() >= 93, "{language:?}: {} of {}", wanted.by_two, wanted.all);
        assert!(others.percent() <= 30, "{language:?}: {} of {} others", others.by_two, others.all);
    }
}

/// Arrests in words that nobody who wrote the phrases had seen. Every second text was looked at since, see the file.
#[test]
fn two_read_what_is_said_of_an_arrest() {
    let corpora = [include_str!("../corpora/arrest_nl.txt"), include_str!("../corpora/arrest_fr.txt")];
    for (language, corpus) in Language::ALL.into_iter().zip(corpora) {
        let [mut wanted, mut others] = [Share::default(), Share::default()];
        let (mut in_its_words, mut of_others) = (0, 0);
        for line in corpus.lines().filter(|line| !line.starts_with('#')) {
            let (kind, text) = line.split_once('\t').unwrap();
            let is_in_its_words = usize::from(content().speaks_of_what_two_read(text));
            if kind == "+" {
                wanted.add(text);
                in_its_words += is_in_its_words;
            } else {
                others.add(text);
                of_others += is_in_its_words;
            }
        }
        // What is known by its words needs no card, and no sound of danger.
        assert!(100 * in_its_words >= 70 * wanted.all, "{language:?}: {in_its_words} of {} in words", wanted.all);
        assert!(of_others <= 3, "{language:?}: {of_others} of {} others in words", others.all);
        assert!(wanted.all >= 70 && others.all >= 40, "{language:?}: {} {}", wanted.all, others.all);
        assert!(wanted.percent() >= 90, "{language:?}: {} of {}", wanted.by_two, wanted.all);
        assert!(others.percent() <= 32, "{language:?}: {} of {} others", others.by_two, others.all);
    }
}

/// Whoever answers says in plain words what somebody may have asked in words that nobody foresaw: as plainly as the cards do.
#[test]
fn an_answer_about_an_arrest_says_so() {
    let content = content();
    let arrests = content.cards().iter().filter(|card| card.topic.as_str() == "arrest");
    let bodies: Vec<&str> = arrests.flat_map(|card| Language::ALL.map(|language| card.body.get(language))).collect();
    assert!(bodies.len() >= 6, "{}", bodies.len());
    for body in bodies {
        assert!(content.speaks_of_what_two_read(body), "{body}");
    }
    for other in ["Je hoeft je code niet te geven.", "Tu peux filmer la police dans la rue.", "Arrête de fumer ici."] {
        assert!(!content.speaks_of_what_two_read(other), "{other}");
    }
}
