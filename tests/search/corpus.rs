//! The test questions of `tests/corpora/search_*.txt`, in their two halves.

use rechtdoor::domain::Language;

/// Which half of the questions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// What the search was fitted on.
    Tuning,
    /// What nobody looks at while changing the search.
    Sealed,
}

impl Half {
    pub const ALL: [(Half, &'static str); 2] = [(Half::Tuning, "tuning"), (Half::Sealed, "sealed")];
}

/// A text and the cards that answer it, the best first; none when it is about something else.
pub struct Question {
    pub text: &'static str,
    pub answers: Vec<&'static str>,
}

impl Question {
    /// The place, from 0, of the first card that answers it.
    #[allow(dead_code, reason = "the benchmark ranks nothing")]
    pub fn rank<'a>(&self, mut found: impl Iterator<Item = &'a str>) -> Option<usize> {
        found.position(|card| self.answers.contains(&card))
    }
}

/// The questions of one half: those that cards answer, then those that none does.
pub fn questions(language: Language, half: Half) -> (Vec<Question>, Vec<Question>) {
    let text = match language {
        Language::Nl => include_str!("../corpora/search_nl.txt"),
        Language::Fr => include_str!("../corpora/search_fr.txt"),
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let questions = lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(cards, text)| Question { text, answers: cards.split(',').filter(|card| *card != "-").collect() });
    let (answered, elsewhere): (Vec<Question>, Vec<Question>) =
        questions.partition(|question| !question.answers.is_empty());
    let of_half = |questions: Vec<Question>| {
        let numbered = questions.into_iter().enumerate();
        numbered.filter(|(at, _)| (at % 2 == 0) == (half == Half::Tuning)).map(|(_, question)| question).collect()
    };
    (of_half(answered), of_half(elsewhere))
}
