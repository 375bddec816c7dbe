//! How far two spellings lie apart: endings, letters in threes, slips of a finger, and words that sound alike.
//!
//! Everything here takes folded words (see `content::fold`).

use rapidfuzz::distance::osa::{Args, BatchComparator};

/// Letters, digits and the space between words.
pub(super) const SYMBOLS: usize = 37;
/// All groups of three symbols.
pub(super) const GRAMS: usize = SYMBOLS * SYMBOLS * SYMBOLS;
/// Letters of a text that are looked at in threes; what is longer is found by its words.
pub(super) const LETTERS_MAX: usize = 400;
/// Letters of the longest word that is compared with others.
pub(super) const WORD_MAX: usize = 24;

/// The groups of three letters of a folded text, each once. They tell how alike two spellings are where no word meets:
/// `ondervragn zonde radvocat` shares most of them with "ondervragen zonder advocaat".
pub(super) fn grams(folded: &str) -> Vec<u32> {
    let mut grams: Vec<u32> = gram_ids(folded.as_bytes()).filter_map(|gram| u32::try_from(gram).ok()).collect();
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// The groups of three letters in a folded text as they stand there, below [`GRAMS`] each.
pub(super) fn gram_ids(folded: &[u8]) -> impl Iterator<Item = usize> {
    let letters = folded.iter().take(LETTERS_MAX).map(|byte| symbol(*byte)).chain([0]);
    let groups = letters.scan((0, 0), |(first, second), third| {
        let group = (*first * SYMBOLS + *second) * SYMBOLS + third;
        (*first, *second) = (*second, third);
        Some(group)
    });
    groups.skip(1)
}

/// The group of the last letter of a word, the space, and the first letter of the next word, by their symbols.
pub(super) fn gram_across(last: u8, first: u8) -> usize {
    usize::from(last) * SYMBOLS * SYMBOLS + usize::from(first)
}

/// The symbols of the first and the last letter of a folded word.
pub(super) fn edges(word: &[u8]) -> (u8, u8) {
    let edge = |letter: Option<&u8>| letter.map_or(0, |letter| symbol(*letter) as u8);
    (edge(word.first()), edge(word.last()))
}

/// A number for each letter and digit; 0 for all else.
const fn symbol(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => (byte - b'a') as usize + 1,
        b'0'..=b'9' => (byte - b'0') as usize + 27,
        _ => 0,
    }
}

/// What a word says without its ending, in both languages at once. Crude on purpose: it only has to bring the forms of
/// one word together in questions *and* cards, and never shortens a word below three letters.
pub(super) fn stem(word: &str) -> &str {
    // The longest first. Twice, because "afgepakte" and "fouilleerden" carry two.
    const ENDINGS: [&str; 34] = [
        "iseren", "ations", "aient", "ation", "ement", "erons", "heden", "ingen", "ende", "etje", "heid", "ions",
        "tjes", "ais", "ait", "ant", "ent", "ing", "jes", "tje", "de", "ee", "en", "er", "es", "ez", "je", "te", "d",
        "e", "n", "s", "t", "x",
    ];
    let mut stem = word;
    for _ in 0..2 {
        // Most endings have another last letter, which is quicker to see than that they differ.
        let last = stem.as_bytes().last();
        let endings = ENDINGS.iter().filter(|ending| ending.as_bytes().last() == last);
        let shorter = endings.filter_map(|ending| stem.strip_suffix(ending)).find(|rest| rest.len() >= 3);
        stem = shorter.unwrap_or(stem);
    }
    stem.strip_prefix("ge").filter(|rest| rest.len() >= 4).unwrap_or(stem)
}

/// How a word sounds, so that `policie`, `poliesie` and `polisi` are one. Letters that a language does not speak at
/// the end of a word go.
pub(super) fn sound(word: &str) -> String {
    const SOUNDS: [(&str, &str); 28] = [
        ("sch", "s"),
        ("eau", "o"),
        ("au", "o"),
        ("ou", "o"),
        ("oe", "u"),
        ("ij", "i"),
        ("ei", "i"),
        ("ai", "e"),
        ("ie", "i"),
        ("ph", "f"),
        ("qu", "k"),
        ("ch", "g"),
        ("ck", "k"),
        ("gh", "g"),
        ("dt", "t"),
        ("th", "t"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "si"),
        ("c", "k"),
        ("q", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("v", "f"),
        ("y", "i"),
        ("h", ""),
        ("j", "i"),
        ("w", "v"),
    ];
    let (mut spoken, mut respelt) = (word.as_bytes().to_vec(), Vec::with_capacity(word.len()));
    let mut held = letters(word);
    for (written, sound) in SOUNDS {
        // Most words lack one of the letters, which is quicker to see than that they do not stand side by side.
        if letters(written) & !held == 0 && respell(&spoken, written.as_bytes(), sound.as_bytes(), &mut respelt) {
            std::mem::swap(&mut spoken, &mut respelt);
            held = spoken.iter().fold(0, |held, letter| held | bit(*letter));
        }
    }
    let mut sound = String::with_capacity(spoken.len());
    for letter in spoken.iter().filter(|letter| letter.is_ascii()).map(|letter| char::from(*letter)) {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
    while sound.len() > 3 && sound.ends_with(['e', 's', 't', 'd', 'n']) {
        sound.pop();
    }
    sound
}

/// Writes a word anew, with `sound` wherever `written` stands; `false` when it stands nowhere.
fn respell(word: &[u8], written: &[u8], sound: &[u8], respelt: &mut Vec<u8>) -> bool {
    respelt.clear();
    let (mut rest, mut is_there) = (word, false);
    while let [letter, behind @ ..] = rest {
        match rest.strip_prefix(written) {
            Some(behind) => {
                respelt.extend_from_slice(sound);
                rest = behind;
                is_there = true;
            }
            None => {
                respelt.push(*letter);
                rest = behind;
            }
        }
    }
    is_there
}

/// One bit a letter. Words that lie `n` slips apart differ in at most `2 n` bits, which is quick to ask.
pub(super) fn letters(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | bit(byte))
}

fn bit(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// A word that others are compared with.
pub(super) struct Typed(BatchComparator<u8>);

impl Typed {
    pub(super) fn new(word: &str) -> Self {
        Self(BatchComparator::new(word.bytes()))
    }

    /// Letters left out, put in, changed, or swapped with their neighbour, to get from this word to the other; `None`
    /// when more than `slips_max`.
    pub(super) fn slips(&self, other: &str, slips_max: usize) -> Option<usize> {
        // Optimal string alignment: Damerau and Levenshtein without a letter that moves twice.
        self.0.distance_with_args(other.bytes(), &Args::default().score_cutoff(slips_max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_a_finger_are_counted() {
        let slips = |from: &str, to: &str, most| Typed::new(from).slips(to, most);
        assert_eq!(slips("politie", "politie", 1), Some(0));
        assert_eq!(slips("poiltie", "politie", 1), Some(1), "swapped");
        assert_eq!(slips("polite", "politie", 1), Some(1));
        assert_eq!(slips("advokat", "advocat", 1), Some(1));
        assert_eq!(slips("politiek", "politie", 0), None);
        assert_eq!(slips("gevangen", "gesprongen", 2), None);
    }

    #[test]
    fn forms_of_a_word_share_its_stem_and_short_words_stay() {
        assert_eq!(stem("fouileren"), stem("fouilert"));
        assert_eq!(stem("controles"), stem("controle"));
        assert_eq!(stem("dag"), "dag");
        assert_eq!(stem("gsm"), "gsm");
    }

    #[test]
    fn words_that_sound_alike_are_one() {
        assert_eq!(sound("policie"), sound("polisi"));
        assert_eq!(sound("advokat"), sound("advocat"));
        assert_eq!(sound("foto"), sound("photo"));
    }

    #[test]
    fn grams_count_each_group_once_and_stop_somewhere() {
        assert_eq!(grams("").len(), 0);
        assert_eq!(grams("anan").len(), 4);
        assert_eq!(grams(&"ab ".repeat(1_000)).len(), grams(&"ab ".repeat(200)).len());
    }
}
