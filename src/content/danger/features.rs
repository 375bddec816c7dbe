//! What of a text is learnt from and judged by: its words, pairs of their beginnings, groups of four letters, which slips and
//! dialect leave mostly whole, and what its words mean (`danger-meanings.toml`). Each is hashed to one of [`PLACES`].
//!
//! Never true of this file: a word of a text stands in no stretch; a feature is counted twice, or has a place of its own.

use super::meanings::Meanings;
use crate::content::fold::folded;

/// Places for weights. One megabyte, once they are rounded.
pub(super) const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 18;
/// Letters of a group.
const GROUP: usize = 4;
/// A pair is one of beginnings of words, so that "sla mij" and "slaat mij" are alike.
const BEGINNING: usize = 4;

/// A stretch of a text has at least so many words, if there are, and then ends with its sentence.
const STRETCH_MIN: usize = 8;
/// A sentence without end is judged in stretches of this many words, each of which begins in the middle of the one before.
const STRETCH: usize = 24;

/// The words of a text, in stretches that are judged one by one.
pub(super) fn stretches(text: &str) -> Vec<Vec<String>> {
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
        stretches.push(words.get(start..words.len().min(start + STRETCH)).unwrap_or_default().to_vec());
        start += STRETCH / 2;
    }
}

/// Each feature once.
pub(super) fn features(words: &[&str], meanings: &Meanings) -> Vec<u32> {
    let mut features = Vec::with_capacity(words.len() * 8);
    each_feature(words, meanings, |feature, _| features.push(feature));
    features.sort_unstable();
    features.dedup();
    features
}

/// Calls `tell` with each feature and the one or two words it is made of, or begins and ends with.
pub(super) fn each_feature(words: &[&str], meanings: &Meanings, mut tell: impl FnMut(u32, [usize; 2])) {
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
    let meanings = meanings.of(words);
    for (meaning, of_words) in &meanings {
        tell(place(*meaning, 30), *of_words);
    }
    // Who, then what is done: "my father" and "hits".
    for ((one, [first, _]), (other, [_, last])) in meanings.iter().zip(meanings.iter().skip(1)) {
        tell(place(mix(one.rotate_left(5) ^ other), 31), [*first, *last]);
    }
}

/// FNV-1a over letters.
pub(super) fn hash(letters: impl Iterator<Item = u32>) -> u32 {
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
fn place(hash: u32, mark: u32) -> u32 {
    mix(step(hash, mark)) % (1 << PLACE_BITS)
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
