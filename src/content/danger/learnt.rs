//! Danger by likeness: what stands in the examples of danger and not in the harmless ones.
//!
//! A text becomes a set of *features* (`features.rs`), each with a weight for each kind of danger. The weights are found at
//! the start, from the examples (`pupil.rs`). No example, and no word of one, is kept.
//!
//! Never true of this file: a long text hides the sentence that matters (each stretch of a text is judged by itself).

#![expect(
    clippy::indexing_slicing,
    reason = "a feature is a place, of which there are as many as weights; the kinds are counted here"
)]

use super::features::{each_feature, features, stretches};
use super::meanings::Meanings;
use super::pupil::{Lessons, Pupil};
use super::{Danger, KINDS, Lesson};
use crate::content::fold::folded;

/// Fewer letters say too little to be likened to anything.
const LETTERS_MIN: usize = 3;
/// Of fewer words it is never surer than [`BRIEF`], which is no more than perhaps: "what now" may be said of anything. Only
/// phrases are sure of them.
const WORDS_MIN: usize = 4;
const BRIEF: f32 = 0.3;
/// Words that [`Learnt::why`] names.
const REASONS_MAX: usize = 3;

/// One number for each kind, in the order of [`KINDS`].
pub(super) type ByKind = [f32; KINDS.len()];

/// See the file's header. Empty when there were no examples of danger.
#[derive(Default)]
pub(in crate::content) struct Learnt {
    /// In steps of `step`.
    weights: Box<[[i8; KINDS.len()]]>,
    step: f32,
    bias: ByKind,
    meanings: Meanings,
}

impl Learnt {
    pub(in crate::content) fn from(lessons: &[Lesson<'_>], meanings: Meanings) -> Self {
        if lessons.iter().all(|lesson| lesson.kind.is_none()) {
            return Self::default();
        }
        let pupil = Pupil::taught(&Lessons::of(lessons, &meanings));
        let largest =
            pupil.weights.iter().flatten().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        let step = largest / f32::from(i8::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "at most 127, by the choice of the step")]
        let rounded = |weight: f32| (weight / step).round() as i8;
        let weights = pupil.weights.iter().map(|weights| weights.map(rounded)).collect();
        Self { weights, step, bias: pupil.bias, meanings }
    }

    /// The likeliest kind, and from 0 to 1 how sure it is that there is danger at all.
    pub(super) fn judge(&self, text: &str) -> Option<(Danger, f32)> {
        self.worst(text).map(|(words, danger, sure)| {
            let most = if words.len() < WORDS_MIN { BRIEF } else { 1.0 };
            (danger, sure.min(most))
        })
    }

    /// The words of the worst stretch that weighed most, folded as they were compared.
    pub(super) fn why(&self, text: &str) -> Option<Vec<String>> {
        let (words, danger, _) = self.worst(text)?;
        let kind = KINDS.iter().position(|(_, of_kind)| *of_kind == danger)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut weighed: Vec<(i32, usize)> = (0..words.len()).map(|at| (0, at)).collect();
        each_feature(&words, &self.meanings, |feature, of_words| {
            for word in of_words {
                if let Some(word) = weighed.get_mut(word) {
                    word.0 += i32::from(self.weights[feature as usize][kind]);
                }
            }
        });
        weighed.sort_by_key(|(weight, at)| (std::cmp::Reverse(*weight), *at));
        let mut reasons: Vec<String> = Vec::new();
        for (_, at) in weighed.iter().filter(|(weight, _)| *weight > 0) {
            reasons.extend(
                words
                    .get(*at)
                    .filter(|word| !reasons.iter().any(|known| known == *word))
                    .map(|word| (*word).to_owned()),
            );
        }
        reasons.truncate(REASONS_MAX);
        Some(reasons)
    }

    /// Is any word of a text a grave one, be it in a stretch that weighs little?
    pub(super) fn is_grave(&self, text: &str) -> bool {
        let folded = folded(text);
        self.meanings.is_grave(&folded.split(' ').collect::<Vec<_>>())
    }

    /// The stretch that is most likely danger, with its kind and how sure that is.
    fn worst(&self, text: &str) -> Option<(Vec<String>, Danger, f32)> {
        if self.weights.is_empty() {
            return None;
        }
        let says_enough =
            |words: &Vec<String>| words.iter().map(|word| word.chars().count()).sum::<usize>() >= LETTERS_MIN;
        let judged = stretches(text).into_iter().filter(says_enough).map(|words| {
            let likely = self.likely(&words);
            (words, likely)
        });
        let (words, likely) = judged.max_by(|(_, one), (_, other)| sum(one).total_cmp(&sum(other)))?;
        let sure = sum(&likely);
        let kinds = KINDS.iter().zip(likely);
        let (_, danger) = kinds.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(kind, _)| *kind)?;
        Some((words, danger, sure))
    }

    fn likely(&self, words: &[String]) -> ByKind {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let features = features(&words, &self.meanings);
        let mut sums = [0_i32; KINDS.len()];
        for feature in &features {
            for (sum, weight) in sums.iter_mut().zip(self.weights[*feature as usize]) {
                *sum += i32::from(weight);
            }
        }
        let scale = self.step * norm(features.len());
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            #[expect(clippy::cast_precision_loss, reason = "a sum of some hundred bytes")]
            let sum = sum as f32;
            *score += sum * scale;
        }
        likely(scores)
    }
}

pub(super) fn sum(likely: &ByKind) -> f32 {
    likely.iter().sum()
}

/// Scores against "harmless", whose score is 0, as probabilities. What is left of 1 is "harmless".
pub(super) fn likely(scores: ByKind) -> ByKind {
    let highest = scores.iter().fold(0.0_f32, |highest, score| highest.max(*score));
    let powers = scores.map(|score| (score - highest).exp());
    let all = sum(&powers) + (-highest).exp();
    powers.map(|power| power / all)
}

/// A text of fewer features says less than its few weights would.
const FEATURES_MIN: usize = 60;

/// What the sum of so many weights is multiplied with: a long text is not more than a short one.
pub(super) fn norm(features: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let features = features.max(FEATURES_MIN) as f32;
    features.sqrt().recip()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taught() -> Learnt {
        let kinds = [
            (Some(Danger::SelfHarm), ["ik wil dood", "ik wil niet meer leven"]),
            (Some(Danger::Abuse), ["mijn vader slaat mij", "hij sluit mij op"]),
            (None, ["mag de politie mijn tas doorzoeken", "hoe laat is het"]),
            (None, ["ik ga dood van het lachen", "mijn bus was te laat"]),
        ];
        let lessons = kinds.iter().flat_map(|(kind, texts)| texts.map(|text| Lesson { text, kind: *kind }));
        // As often as it takes: what is no danger is much more often said.
        let lessons: Vec<Lesson<'_>> = lessons.collect();
        let lessons =
            (0..40).flat_map(|_| lessons.iter().map(|lesson| Lesson { text: lesson.text, kind: lesson.kind }));
        Learnt::from(&lessons.collect::<Vec<_>>(), Meanings::default())
    }

    fn judged(learnt: &Learnt, text: &str) -> Option<Danger> {
        learnt.judge(text).filter(|(_, sure)| *sure >= 0.4).map(|(danger, _)| danger)
    }

    #[test]
    fn what_is_like_an_example_is_danger_of_its_kind_however_it_is_typed() {
        let learnt = taught();
        assert_eq!(judged(&learnt, "Ik wil echt DOOOD"), Some(Danger::SelfHarm));
        assert_eq!(judged(&learnt, "mn vader sloeg mij weer, hij slaat"), Some(Danger::Abuse));
        assert_eq!(judged(&learnt, "mag de politie mijn zakken doorzoeken"), None);
        assert_eq!(judged(&learnt, "dood van het lachen haha"), None);
        assert_eq!(judged(&learnt, "?!"), None);
        assert_eq!(judged(&learnt, ""), None);
    }

    #[test]
    fn a_long_text_does_not_hide_the_sentence_that_matters() {
        let learnt = taught();
        let before = "mag de politie mijn tas doorzoeken en hoe laat komt de bus ".repeat(6);
        assert_eq!(judged(&learnt, &before), None, "the control");
        assert_eq!(
            judged(&learnt, &format!("{before}. Ik wil dood, ik wil niet meer leven. {before}")),
            Some(Danger::SelfHarm)
        );
    }

    #[test]
    fn the_words_that_weighed_are_named() {
        let learnt = taught();
        let why = learnt.why("gisteren zei ik: ik wil dood").expect("danger");
        assert!(why.contains(&"wil".to_owned()) && !why.contains(&"gisteren".to_owned()), "{why:?}");
        assert!(why.len() <= REASONS_MAX);
    }

    #[test]
    fn the_same_examples_lead_to_the_same_weights_and_none_to_no_danger() {
        assert!(taught().weights == taught().weights);
        let harmless = Learnt::from(&[Lesson { text: "hoe laat is het", kind: None }], Meanings::default());
        assert_eq!(judged(&harmless, "ik wil dood"), None);
        assert_eq!(judged(&Learnt::from(&[], Meanings::default()), "ik wil dood"), None);
    }
}
