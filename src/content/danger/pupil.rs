//! The weights while they are being found: by going through all examples a few times and nudging the weights towards the
//! truth (logistic regression with one class for each kind and one for harmless). A place that was nudged often moves less
//! each time, so that what is rare is learnt as well as what stands in every text.
//!
//! Never true of this file: the same examples in the same order lead to other weights.

#![expect(
    clippy::indexing_slicing,
    reason = "a feature is a place, of which there are as many as weights; the others are counted here"
)]

use super::features::{PLACES, features};
use super::learnt::{ByKind, likely, norm};
use super::meanings::Meanings;
use super::{KINDS, Lesson};
use crate::content::fold::folded;

/// How often all examples are gone through.
const ROUNDS: u8 = 4;
/// What counts is the mean of the weights after each round from this one on: so the examples that came last do not count
/// more than others, and one example more or less changes little.
const SETTLED: u8 = 1;
/// How far a weight moves at the first mistake; later ones move it less, by the root of what it was moved before.
const STEP: f32 = 0.7;
/// How far the bias moves beside a weight: it is part of every text.
const BIAS_STEP: f32 = 0.1;
/// As if a place had been moved so much before: the first mistakes do not count for all.
const MOVED: f32 = 1e-4;
/// After each round every weight keeps this part of itself: what only a few examples say is not believed too firmly.
const KEPT: f32 = 0.85;
/// An example that is known this well teaches nothing any more.
const KNOWN: f32 = 0.02;
/// For so many rounds it is then left out.
const REST: u8 = 2;

/// All examples, as features. They are many: one list for all of them.
pub(super) struct Lessons {
    features: Vec<u32>,
    /// Where each example ends in it, and its kind.
    ends: Vec<(usize, Option<usize>)>,
}

impl Lessons {
    /// In two halves at once: reading them takes as long as learning from them.
    pub(super) fn of(lessons: &[Lesson<'_>], meanings: &Meanings) -> Self {
        let (half, others) = lessons.split_at(lessons.len() / 2);
        std::thread::scope(|scope| {
            let others = scope.spawn(|| Self::read(others, meanings));
            let mut all = Self::read(half, meanings);
            let others = others.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let before = all.features.len();
            all.ends.extend(others.ends.into_iter().map(|(end, kind)| (before + end, kind)));
            all.features.extend(others.features);
            all
        })
    }

    fn read(lessons: &[Lesson<'_>], meanings: &Meanings) -> Self {
        let mut all = Self { features: Vec::new(), ends: Vec::with_capacity(lessons.len()) };
        for lesson in lessons {
            let folded = folded(lesson.text);
            let words: Vec<&str> = folded.split(' ').collect();
            all.features.extend(features(&words, meanings));
            let kind = lesson.kind.and_then(|danger| KINDS.iter().position(|(_, of_kind)| *of_kind == danger));
            all.ends.push((all.features.len(), kind));
        }
        all
    }

    fn get(&self, number: usize) -> (&[u32], Option<usize>) {
        let (end, kind) = self.ends[number];
        let start = if number == 0 { 0 } else { self.ends[number - 1].0 };
        (&self.features[start..end], kind)
    }
}

/// See the file's header.
pub(super) struct Pupil {
    pub(super) weights: Vec<ByKind>,
    pub(super) bias: ByKind,
    /// How much each place was moved, squared.
    moved: Vec<f32>,
}

impl Pupil {
    fn new() -> Self {
        Self { weights: vec![[0.0; KINDS.len()]; PLACES], bias: [0.0; KINDS.len()], moved: vec![MOVED; PLACES] }
    }

    pub(super) fn taught(lessons: &Lessons) -> Self {
        let mut pupil = Self::new();
        let mut settled = Self::new();
        let count = lessons.ends.len();
        let stride = stride(count);
        let mut rests = vec![0; count];
        for round in 0..ROUNDS {
            let mut number = usize::from(round) % count;
            for _ in 0..count {
                if rests[number] > 0 {
                    rests[number] -= 1;
                } else if pupil.knows(lessons.get(number)) {
                    rests[number] = REST;
                }
                number = (number + stride) % count;
            }
            pupil.fades();
            if round >= SETTLED {
                settled.adds(&pupil, 1.0 / f32::from(ROUNDS - SETTLED));
            }
        }
        settled
    }

    fn fades(&mut self) {
        for weight in self.weights.iter_mut().flatten() {
            *weight *= KEPT;
        }
    }

    fn adds(&mut self, other: &Self, part: f32) {
        for (weights, of_other) in self.weights.iter_mut().zip(&other.weights).chain([(&mut self.bias, &other.bias)]) {
            for (weight, of_other) in weights.iter_mut().zip(of_other) {
                *weight += part * of_other;
            }
        }
    }

    /// Whether it knows the kind of this already; otherwise it learns.
    // Plain loops: this is gone through many million times, in tests without optimisation as well.
    fn knows(&mut self, (features, kind): (&[u32], Option<usize>)) -> bool {
        let norm = norm(features.len());
        let mut scores = [0.0; KINDS.len()];
        for feature in features {
            let weights = &self.weights[*feature as usize];
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
            return true;
        }
        for (bias, missing) in self.bias.iter_mut().zip(missing) {
            *bias += BIAS_STEP * missing;
        }
        let nudge = missing.map(|missing| norm * missing);
        let moves = nudge.iter().map(|nudge| nudge * nudge).sum::<f32>() / 2.0;
        for feature in features {
            let moved = &mut self.moved[*feature as usize];
            *moved += moves;
            let step = STEP / moved.sqrt();
            let weights = &mut self.weights[*feature as usize];
            weights[0] += step * nudge[0];
            weights[1] += step * nudge[1];
            weights[2] += step * nudge[2];
            weights[3] += step * nudge[3];
        }
        false
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
