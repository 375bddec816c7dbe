//! Invented questions with an answer to each, for whoever learns to answer.
//!
//! Never true of this file: an answer says something about the law that its card does not say in these very words; there are too
//! few to learn from; anything here was asked by somebody.

use super::page::Fields;
use super::{CardId, Content, Localised, utf16_units};
use crate::domain::Language;
use crate::domain::limits::{PRACTICE_CASES_MAX, PRACTICE_CASES_MIN};
use crate::domain::triage::Triage;

/// UTF-16 units of each piece: the longest answer with a card's lines fits a message.
const PIECE_UNITS_MAX: usize = 250;

/// Stands between two sentences of a card.
const BETWEEN: &str = " | ";

/// One invented question.
#[derive(Clone)]
pub struct Exercise {
    pub question: Localised,
    pub code: Triage,
    /// What it rests on, and which sentences of it, with [`BETWEEN`] between them.
    pub card: Option<CardId>,
    law: Option<Localised>,
    pub hello: Localised,
    pub next: Localised,
    pub watch: Localised,
}

pub(super) fn read(file: &Fields<'_>) -> Vec<Exercise> {
    let codes = Triage::ALL.map(|code| (code.name(), code));
    let found: Vec<Option<Exercise>> = file
        .tables("case")
        .into_iter()
        .map(|fields| {
            let code = fields.one_of("code", &codes);
            let [question, hello, next, watch] = ["question", "hello", "next", "watch"].map(|key| piece(&fields, key));
            let card = fields.text_if_any("card").and_then(|(id, _)| CardId::parse(id));
            let law = card.as_ref().and_then(|_| fields.localised("law")).map(|(law, _)| law);
            Some(Exercise { question: question?, code: code?, card, law, hello: hello?, next: next?, watch: watch? })
        })
        .collect();
    if !(PRACTICE_CASES_MIN..=PRACTICE_CASES_MAX).contains(&found.len()) {
        let mend = format!("make them {PRACTICE_CASES_MIN} to {PRACTICE_CASES_MAX}");
        file.complain(file.at_of("case"), format!("there are {} cases", found.len()), mend);
    }
    found.into_iter().flatten().collect()
}

fn piece(fields: &Fields<'_>, key: &'static str) -> Option<Localised> {
    let (text, at) = fields.localised(key)?;
    if [&text.nl, &text.fr].into_iter().any(|text| utf16_units(text) > PIECE_UNITS_MAX) {
        fields.complain(at, format!("`{key}` is too long"), format!("make it {PIECE_UNITS_MAX} letters at most"));
    }
    Some(text)
}

/// Those whose cards are there and say what they are quoted for. What a card does not say any more is shown to nobody.
pub(super) fn held_against(exercises: Vec<Exercise>, cards: &[super::Card]) -> Vec<Exercise> {
    let holds = |exercise: &Exercise| {
        let Some(id) = &exercise.card else { return true };
        let card = cards.iter().find(|card| card.id == *id);
        card.is_some_and(|card| Language::ALL.into_iter().all(|language| law(exercise, card, language).is_some()))
    };
    exercises.into_iter().filter(holds).collect()
}

/// What is quoted from the card; `None` when it does not say so.
fn law(exercise: &Exercise, card: &super::Card, language: Language) -> Option<String> {
    let quoted: Vec<&str> = exercise.law.as_ref()?.get(language).split(BETWEEN).collect();
    let body = card.body.get(language);
    quoted.iter().all(|sentence| body.contains(sentence)).then(|| quoted.join(" "))
}

impl Content {
    pub fn exercises(&self) -> &[Exercise] {
        &self.files.exercises
    }

    /// An answer that would do, in the words of its card where it says what the law is.
    pub fn model_answer(&self, exercise: &Exercise, language: Language) -> String {
        let card = exercise.card.as_ref().and_then(|id| self.card(id));
        let law = card.and_then(|card| law(exercise, card, language));
        let pieces = [Some(exercise.hello.get(language).to_owned()), law, Some(exercise.next.get(language).to_owned())];
        pieces.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
    }
}

/// As few as a file may have, with the codes that they need.
#[cfg(test)]
pub(super) fn rest() -> [(&'static str, String); 4] {
    let both = |key: &str| format!("{key} = {{ nl = \"a\", fr = \"a\" }}\n");
    let case = format!("[[case]]\ncode = \"Z\"\n{}", ["question", "hello", "next", "watch"].map(both).concat());
    [
        ("triage.toml", super::triage::enough()),
        ("labels.toml", super::labels::enough()),
        ("general.toml", super::general::enough()),
        ("practice.toml", case.repeat(PRACTICE_CASES_MIN)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;
    use crate::domain::limits::ANSWER_UNITS_MAX;

    #[test]
    fn what_an_answer_says_of_the_law_stands_in_its_card() {
        let content = shipped();
        assert!(content.exercises().len() >= 10, "{}", content.exercises().len());
        let mut rest_on_a_card = 0;
        for exercise in content.exercises() {
            for language in Language::ALL {
                let answer = content.model_answer(exercise, language);
                assert!(utf16_units(&answer) <= ANSWER_UNITS_MAX, "{answer}");
                let Some(card) = exercise.card.as_ref().and_then(|id| content.card(id)) else { continue };
                rest_on_a_card += 1;
                let law = law(exercise, card, language).expect("the card says it");
                assert!(answer.contains(&law) && law.len() > 40);
                assert!(law.split(". ").all(|it| card.body.get(language).contains(it.trim_end_matches('.'))), "{law}");
            }
        }
        assert!(rest_on_a_card >= 16, "{rest_on_a_card}");
    }
}
