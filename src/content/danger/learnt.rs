//! Danger by likeness: which words and letters stand in the examples of danger and not in the harmless ones.
//!
//! A text becomes a set of *features*: its words, pairs of their beginnings, and groups of four letters, which slips and
//! dialect leave mostly whole. Each is hashed to one of [`FEATURES`] places with a weight for each kind of danger. The weights
//! are found at the start, by going through all examples a few times and nudging them towards the truth (logistic
//! regression with one class for each kind and one for harmless). No example, and no word of one, is kept.
//!
//! Never true of this file: the same examples in the same order lead to other weights; a long text hides the sentence
//! that matters (each stretch of a text is judged by itself).

#![expect(
    clippy::indexing_slicing,
    reason = "a feature is 16 bits and there are as many places; the other places are counted here"
)]

use super::{Danger, KINDS, Lesson};
use crate::content::fold::folded;

/// Places for weights: a feature's number is 16 bits. A quarter of a megabyte.
const FEATURES: usize = 1 << 16;
/// Letters of a group.
const GROUP: usize = 4;
/// A pair is one of beginnings of words, so that "sla mij" and "slaat mij" are alike.
const BEGINNING: usize = 4;

/// How often all examples are gone through.
const ROUNDS: u16 = 8;
/// What counts is the mean of the weights after each round from this one on: so the examples that came last do not count
/// more than others, and one example more or less changes little.
const SETTLED: u16 = 3;
/// How far a weight moves at the first mistake of full size.
const FIRST_STEP: f32 = 6.0;
/// Slower towards the end, but never below this part of the first step.
const LAST_STEP: f32 = 0.1;
/// How far the bias moves beside a weight: it is part of every text.
const BIAS_STEP: f32 = 0.1;
/// An example that is known this well teaches nothing any more.
const KNOWN: f32 = 0.02;
/// How sure it must be of danger, whatever the kind, to say so of a text that no card answers: measured on questions about
/// rights and on small talk (`cargo run --release --example danger_quality`). Low on purpose; lower still, and one saying
/// or game in six sounds like danger.
const PERHAPS: f32 = 0.25;
/// The same for a text that a card surely answers: it is most likely an ordinary question about rights, of which one in ten
/// would be above [`PERHAPS`].
pub(super) const SURE: f32 = 0.34;
/// How sure it must be to be certain, and no longer put cards beside the help: of questions about rights that is one or two
/// in a hundred.
pub(super) const CERTAIN: f32 = 0.8;

/// Fewer words say too little to be likened to anything: of them only phrases decide.
const WORDS_MIN: usize = 4;
/// A stretch of a text has at least so many words, if there are, and then ends with its sentence.
const STRETCH_MIN: usize = 8;
/// A sentence without end is judged in stretches of this many words, each of which begins in the middle of the one before.
const STRETCH: usize = 24;
/// Words that [`Learnt::why`] names.
const REASONS_MAX: usize = 3;

/// One number for each kind, in the order of [`KINDS`].
type ByKind = [f32; KINDS.len()];

/// See the file's header. Empty when there were no examples of danger.
#[derive(Default)]
pub(in crate::content) struct Learnt {
    /// In steps of `step`.
    weights: Box<[[i8; KINDS.len()]]>,
    step: f32,
    bias: ByKind,
}

impl Learnt {
    pub(in crate::content) fn from(lessons: &[Lesson<'_>]) -> Self {
        if lessons.iter().all(|lesson| lesson.kind.is_none()) {
            return Self::default();
        }
        let pupil = Pupil::taught(&Lessons::of(lessons));
        let largest =
            pupil.weights.iter().flatten().fold(f32::MIN_POSITIVE, |largest, weight| largest.max(weight.abs()));
        let step = largest / f32::from(i8::MAX);
        #[expect(clippy::cast_possible_truncation, reason = "at most 127, by the choice of the step")]
        let rounded = |weight: f32| (weight / step).round() as i8;
        Self { weights: pupil.weights.iter().map(|weights| weights.map(rounded)).collect(), step, bias: pupil.bias }
    }

    /// The likeliest kind, and from 0 to 1 how sure it is that there is danger at all: at least [`PERHAPS`].
    pub(super) fn judge(&self, text: &str) -> Option<(Danger, f32)> {
        self.worst(text).map(|(_, danger, sure)| (danger, sure))
    }

    /// The words of the worst stretch that weighed most, folded as they were compared.
    pub(super) fn why(&self, text: &str) -> Option<Vec<String>> {
        let (words, danger, _) = self.worst(text)?;
        let kind = KINDS.iter().position(|(_, of_kind)| *of_kind == danger)?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut weighed: Vec<(i32, usize)> = (0..words.len()).map(|at| (0, at)).collect();
        each_feature(&words, |feature, of_words| {
            for word in of_words {
                if let (Some(weights), Some(word)) = (self.weights.get(usize::from(feature)), weighed.get_mut(word)) {
                    word.0 += i32::from(weights[kind]);
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

    /// The stretch that is most likely danger, if it is likely enough, with its kind and how sure that is.
    fn worst(&self, text: &str) -> Option<(Vec<String>, Danger, f32)> {
        if self.weights.is_empty() {
            return None;
        }
        let judged = stretches(text).into_iter().filter(|words| words.len() >= WORDS_MIN).map(|words| {
            let likely = self.likely(&words);
            (words, likely)
        });
        let (words, likely) = judged.max_by(|(_, one), (_, other)| sum(one).total_cmp(&sum(other)))?;
        let sure = sum(&likely);
        if sure < PERHAPS {
            return None;
        }
        let kinds = KINDS.iter().zip(likely);
        let (_, danger) = kinds.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(kind, _)| *kind)?;
        Some((words, danger, sure))
    }

    fn likely(&self, words: &[String]) -> ByKind {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let features = features(&words);
        let mut sums = [0_i32; KINDS.len()];
        for feature in &features {
            for (sum, weight) in sums.iter_mut().zip(self.weights[usize::from(*feature)]) {
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

/// All examples, as features. They are many: one list for all of them.
struct Lessons {
    features: Vec<u16>,
    /// Where each example ends in it, and its kind.
    ends: Vec<(usize, Option<usize>)>,
}

impl Lessons {
    fn of(lessons: &[Lesson<'_>]) -> Self {
        let mut all = Self { features: Vec::new(), ends: Vec::with_capacity(lessons.len()) };
        for lesson in lessons {
            let folded = folded(lesson.text);
            let words: Vec<&str> = folded.split(' ').collect();
            all.features.extend(features(&words));
            let kind = lesson.kind.and_then(|danger| KINDS.iter().position(|(_, of_kind)| *of_kind == danger));
            all.ends.push((all.features.len(), kind));
        }
        all
    }

    fn get(&self, number: usize) -> (&[u16], Option<usize>) {
        let (end, kind) = self.ends[number];
        let start = if number == 0 { 0 } else { self.ends[number - 1].0 };
        (&self.features[start..end], kind)
    }
}

/// The weights while they are being found.
struct Pupil {
    weights: Vec<ByKind>,
    bias: ByKind,
}

impl Pupil {
    fn new() -> Self {
        Self { weights: vec![[0.0; KINDS.len()]; FEATURES], bias: [0.0; KINDS.len()] }
    }

    fn taught(lessons: &Lessons) -> Self {
        let mut pupil = Self::new();
        let mut settled = Self::new();
        let count = lessons.ends.len();
        let stride = stride(count);
        for round in 0..ROUNDS {
            let left = 1.0 - f32::from(round) / f32::from(ROUNDS);
            let step = FIRST_STEP * left.max(LAST_STEP);
            let mut number = usize::from(round) % count;
            for _ in 0..count {
                let (features, kind) = lessons.get(number);
                pupil.hears(features, kind, step);
                number = (number + stride) % count;
            }
            if round >= SETTLED {
                settled.adds(&pupil, 1.0 / f32::from(ROUNDS - SETTLED));
            }
        }
        settled
    }

    fn adds(&mut self, other: &Self, part: f32) {
        for (weights, of_other) in self.weights.iter_mut().zip(&other.weights).chain([(&mut self.bias, &other.bias)]) {
            for (weight, of_other) in weights.iter_mut().zip(of_other) {
                *weight += part * of_other;
            }
        }
    }

    // Plain loops: this is gone through a hundred million times, in tests without optimisation as well.
    fn hears(&mut self, features: &[u16], kind: Option<usize>, step: f32) {
        let norm = norm(features.len());
        let mut scores = [0.0; KINDS.len()];
        for feature in features {
            let weights = &self.weights[usize::from(*feature)];
            scores[0] += weights[0];
            scores[1] += weights[1];
            scores[2] += weights[2];
            scores[3] += weights[3];
        }
        for (score, bias) in scores.iter_mut().zip(self.bias) {
            *score = *score * norm + bias;
        }
        let mut missing = likely(scores).map(|likely| -likely);
        if let Some(kind) = kind {
            missing[kind] += 1.0;
        }
        if missing.iter().all(|missing| missing.abs() < KNOWN) {
            return;
        }
        for (bias, missing) in self.bias.iter_mut().zip(missing) {
            *bias += BIAS_STEP * step * missing;
        }
        let nudge = missing.map(|missing| step * norm * missing);
        for feature in features {
            let weights = &mut self.weights[usize::from(*feature)];
            weights[0] += nudge[0];
            weights[1] += nudge[1];
            weights[2] += nudge[2];
            weights[3] += nudge[3];
        }
    }
}

/// From one example to the next: neighbours in a file are alike, and must not follow each other. A golden part of all never
/// comes near a place where it was soon before; having no divisor in common with the count, it comes by everywhere.
fn stride(count: usize) -> usize {
    let coprime = |stride: &usize| {
        let (mut one, mut other) = (*stride, count);
        while other > 0 {
            (one, other) = (other, one % other);
        }
        one == 1
    };
    (count * 618 / 1_000..count).find(coprime).unwrap_or(1)
}

fn sum(likely: &ByKind) -> f32 {
    likely.iter().sum()
}

/// Scores against "harmless", whose score is 0, as probabilities. What is left of 1 is "harmless".
fn likely(scores: ByKind) -> ByKind {
    let highest = scores.iter().fold(0.0_f32, |highest, score| highest.max(*score));
    let powers = scores.map(|score| (score - highest).exp());
    let all = sum(&powers) + (-highest).exp();
    powers.map(|power| power / all)
}

/// What the sum of so many weights is multiplied with: a long text is not more than a short one.
fn norm(features: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let features = features.max(1) as f32;
    features.sqrt().recip()
}

/// The words of a text, in stretches that are judged one by one.
fn stretches(text: &str) -> Vec<Vec<String>> {
    let mut stretches = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for sentence in text.split(['.', '!', '?', ';', '\n']) {
        words.extend(folded(sentence).split(' ').filter(|word| !word.is_empty()).map(str::to_owned));
        if words.len() >= STRETCH_MIN {
            cut(&std::mem::take(&mut words), &mut stretches);
        }
    }
    if !words.is_empty() {
        cut(&words, &mut stretches);
    }
    stretches
}

fn cut(words: &[String], stretches: &mut Vec<Vec<String>>) {
    if words.len() <= STRETCH + STRETCH / 2 {
        stretches.push(words.to_vec());
        return;
    }
    let mut start = 0;
    while start + STRETCH / 2 < words.len() {
        stretches.push(words[start..words.len().min(start + STRETCH)].to_vec());
        start += STRETCH / 2;
    }
}

/// Each feature once.
fn features(words: &[&str]) -> Vec<u16> {
    let mut features = Vec::with_capacity(words.len() * 8);
    each_feature(words, |feature, _| features.push(feature));
    features.sort_unstable();
    features.dedup();
    features
}

/// Calls `tell` with each feature and the one or two words it is made of.
fn each_feature(words: &[&str], mut tell: impl FnMut(u16, [usize; 2])) {
    let beginnings: Vec<u32> = words.iter().map(|word| hash(word.chars().take(BEGINNING).map(u32::from))).collect();
    let mut letters: Vec<u32> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        tell(place(hash(word.chars().map(u32::from)), 1), [at, at]);
        for (apart, mark) in [(1, 2), (2, 3)] {
            if let (Some(one), Some(other)) = (beginnings.get(at), beginnings.get(at + apart)) {
                tell(place(mix(one.rotate_left(5) ^ other), mark), [at, at + apart]);
            }
        }
        letters.clear();
        // The edges of a word are letters of their own.
        letters.push(u32::from('^'));
        letters.extend(word.chars().map(u32::from));
        letters.push(u32::from('$'));
        for group in letters.windows(GROUP) {
            tell(place(hash(group.iter().copied()), 4), [at, at]);
        }
    }
}

/// FNV-1a over letters.
fn hash(letters: impl Iterator<Item = u32>) -> u32 {
    let mut hash = 0x811c_9dc5;
    for letter in letters {
        hash = step(hash, letter);
    }
    hash
}

fn step(hash: u32, letter: u32) -> u32 {
    (hash ^ letter).wrapping_mul(0x0100_0193)
}

/// The place of a feature; `mark` keeps a word and a group of the same letters apart.
fn place(hash: u32, mark: u32) -> u16 {
    let [_, _, high, low] = mix(step(hash, mark)).to_be_bytes();
    u16::from_be_bytes([high, low])
}

/// The finish of MurmurHash3: every bit of what comes in moves half of those that go out.
fn mix(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
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
        Learnt::from(&lessons.collect::<Vec<_>>())
    }

    fn judged(learnt: &Learnt, text: &str) -> Option<Danger> {
        learnt.judge(text).map(|(danger, _)| danger)
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
    fn the_words_that_weighed_are_named_and_nothing_is_said_of_what_is_harmless() {
        let learnt = taught();
        let why = learnt.why("gisteren zei ik: ik wil dood").expect("danger");
        assert!(why.contains(&"wil".to_owned()) && !why.contains(&"gisteren".to_owned()), "{why:?}");
        assert!(why.len() <= REASONS_MAX);
        assert_eq!(learnt.why("hoe laat is het"), None);
    }

    #[test]
    fn the_same_examples_lead_to_the_same_weights_and_none_to_no_danger() {
        assert!(taught().weights == taught().weights);
        let harmless = Learnt::from(&[Lesson { text: "hoe laat is het", kind: None }]);
        assert_eq!(judged(&harmless, "ik wil dood"), None);
        assert_eq!(judged(&Learnt::from(&[]), "ik wil dood"), None);
    }

    #[test]
    fn every_example_is_gone_through_and_neighbours_do_not_follow_each_other() {
        for count in [1, 2, 3, 10, 618, 1_000, 7_918, 7_919, 7_920] {
            let mut numbers: Vec<usize> = (0..count).map(|turn| turn * stride(count) % count).collect();
            let apart = numbers.windows(2).map(|pair| pair[0].abs_diff(pair[1])).min().unwrap_or(count);
            assert!(apart * 4 >= count || count < 4, "{apart} apart of {count}");
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), count);
        }
    }

    #[test]
    fn every_word_of_a_text_stands_in_a_stretch() {
        for count in [0, 1, 7, 8, 24, 36, 37, 48, 49, 60, 61, 180] {
            let words: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
            let stretches = stretches(&words.join(" "));
            for word in &words {
                assert!(stretches.iter().flatten().any(|of_stretch| of_stretch == word), "{word} of {count}");
            }
            assert!(stretches.iter().all(|stretch| (1..=STRETCH + STRETCH / 2).contains(&stretch.len())), "{count}");
        }
    }
}
