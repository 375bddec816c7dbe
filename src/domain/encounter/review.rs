//! Looking back after an encounter: four cards and three short scales, counted for a project and a week, and for nobody.
//!
//! Never true of this file: a count says who answered, at which encounter, or on which day; a small count, or one that is the
//! same for everybody, is shown.
//!
//! The cards follow Roger Greenaway's Facts, Feelings, Findings and Futures, in words of our own; see
//! research/encounters.md §2.1 and §2.4.

use crate::domain::Day;
use crate::domain::limits::{REVIEW_ALIKE_FROM, REVIEW_SHOWN_AFTER_DAYS, REVIEW_SHOWN_FROM, REVIEW_WEEKS};
use serde::{Deserialize, Serialize};

/// In the order in which they are asked: facts before feelings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Question {
    Facts,
    Feelings,
    Findings,
    Futures,
    /// "I could say what I thought", and the two after it: from one to five.
    Voice,
    Listened,
    Respect,
}

/// The most answers that a question has.
pub const ANSWERS_MAX: usize = 5;

impl Question {
    pub const ALL: [Question; 7] = [
        Question::Facts,
        Question::Feelings,
        Question::Findings,
        Question::Futures,
        Question::Voice,
        Question::Listened,
        Question::Respect,
    ];

    /// How many answers it has, the joker not counted.
    pub fn answers(self) -> u8 {
        match self {
            Question::Facts | Question::Feelings | Question::Voice | Question::Listened | Question::Respect => 5,
            Question::Findings => 2,
            Question::Futures => 4,
        }
    }
}

/// How often each answer was given. Whoever played the joker is in none of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Answers([[u32; ANSWERS_MAX]; Question::ALL.len()]);

/// Which project, by its id, and the Monday of which week.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ReviewOf {
    pub monday: Day,
    pub project: String,
}

impl Answers {
    pub fn add(&mut self, question: Question, answer: u8) {
        let counts = self.0.get_mut(question as usize).filter(|_| answer < question.answers());
        if let Some(count) = counts.and_then(|counts| counts.get_mut(usize::from(answer))) {
            *count = count.saturating_add(1);
        }
    }

    pub fn join(&mut self, more: &Answers) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(more.0.iter().flatten()) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// The counts of a question, if they may be shown: from five answers on, and not when all are alike, unless many are.
    pub fn shown(&self, question: Question) -> Option<Vec<u32>> {
        let counts = self.0.get(question as usize)?;
        let all: u32 = counts.iter().sum();
        let most = counts.iter().copied().max().unwrap_or_default();
        let may = all >= REVIEW_SHOWN_FROM && (most < all || all >= REVIEW_ALIKE_FROM);
        may.then(|| counts.iter().take(usize::from(question.answers())).copied().collect())
    }
}

/// The Monday of a day's week.
pub fn monday(day: Day) -> Day {
    // 1970-01-01 was a Thursday, so the first Monday was day 4.
    Day(day.0 - (day.0 - 4).rem_euclid(7))
}

/// May a week be shown? A place of its Sunday is known until Tuesday, and its last answers are written down by Wednesday.
pub fn is_closed(week: Day, today: Day) -> bool {
    today.0 - week.0 >= REVIEW_SHOWN_AFTER_DAYS
}

/// Is the time of a week over?
pub fn is_over(week: Day, today: Day) -> bool {
    today.0 - week.0 > 7 * REVIEW_WEEKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_or_all_alike_is_not_shown() {
        let mut answers = Answers::default();
        let question = Question::Voice;
        (0..3).for_each(|_| answers.add(question, 4));
        answers.add(question, 0);
        assert_eq!(answers.shown(question), None, "four");
        answers.add(question, 4);
        assert_eq!(answers.shown(question), Some(vec![1, 0, 0, 0, 4]));
        assert_eq!(answers.shown(Question::Facts), None, "each question by itself");
        let mut alike = Answers::default();
        for number in 1..=REVIEW_ALIKE_FROM {
            alike.add(Question::Findings, 1);
            assert_eq!(alike.shown(Question::Findings).is_some(), number >= REVIEW_ALIKE_FROM, "{number}");
        }
        assert_eq!(alike.shown(Question::Findings), Some(vec![0, REVIEW_ALIKE_FROM]));
    }

    #[test]
    fn an_answer_that_a_question_does_not_have_counts_nothing() {
        let mut answers = Answers::default();
        answers.add(Question::Findings, 2);
        answers.add(Question::Facts, 200);
        assert!(answers == Answers::default());
    }

    #[test]
    fn a_week_begins_on_its_monday() {
        // 2026-12-07 was a Monday.
        let first = 20_794;
        for day in first..first + 7 {
            assert_eq!(monday(Day(day)), Day(first), "{day}");
        }
        assert_eq!(monday(Day(first + 7)), Day(first + 7));
        assert!(!is_closed(Day(first), Day(first + 9)) && is_closed(Day(first), Day(first + 10)));
        assert!(!is_over(Day(first), Day(first + 7 * REVIEW_WEEKS)));
        assert!(is_over(Day(first), Day(first + 7 * REVIEW_WEEKS + 1)));
    }
}
