//! The code on a paper card: `BOOM-LAMP-37`, for somebody who has no account anywhere.
//!
//! Never true of this file: a code is printed into a log; a code that was written down wrong is taken for another one more
//! often than one time in ten, and then it still has to be somebody's.

use super::limits::{PAPER_WORD_LETTERS_MAX, PAPER_WORD_LETTERS_MIN};
use serde::{Deserialize, Serialize};

/// Two words, two hyphens and two digits.
const BYTES: usize = 2 * PAPER_WORD_LETTERS_MAX + 4;
/// The check is a digit, so what would need an eleventh one is drawn again.
const MODULUS: u32 = 11;
/// With this the example of our texts, BOOM-LAMP-37, is right.
const SHIFT: u32 = 10;

/// As it stands on the card: the words in capitals, a digit that was drawn, and a digit that follows from all the rest. It
/// opens nothing by itself: only a youth worker can show what lies behind it. Has no `Debug`: it is somebody's.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperCode([u8; BYTES]);

/// Why something typed is no code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoCode {
    /// Not two words and two digits.
    Unlike,
    /// It looks like one, and its last digit does not fit the rest: something was misread or mistyped.
    Mistyped,
}

impl PaperCode {
    /// A new one. `None` when these parts have no last digit, or are no words: then others are drawn.
    pub fn of(words: [&str; 2], drawn: u8) -> Option<Self> {
        let words = words.map(|word| word.to_ascii_uppercase());
        let digit = char::from(b'0' + drawn % 10);
        let front = format!("{}-{}-{digit}", words[0], words[1]);
        let fits = words.iter().all(|word| is_word(word));
        fits.then_some(())?;
        Self::written(&format!("{front}{}", check(&front)?))
    }

    /// Reads what somebody typed: any case, hyphens or spaces.
    ///
    /// # Errors
    /// `Unlike`, `Mistyped`.
    pub fn parse(typed: &str) -> Result<Self, NoCode> {
        let upper = typed.to_ascii_uppercase();
        let spaced = upper.replace(|letter: char| !letter.is_ascii_alphanumeric(), " ");
        let digits_at = spaced.find(|letter: char| letter.is_ascii_digit()).ok_or(NoCode::Unlike)?;
        let (words, digits) = spaced.split_at(digits_at);
        let words: Vec<&str> = words.split_whitespace().collect();
        let digits: String = digits.split_whitespace().collect();
        let ([one, two], 2, true) = (words.as_slice(), digits.len(), digits.bytes().all(|byte| byte.is_ascii_digit()))
        else {
            return Err(NoCode::Unlike);
        };
        if !is_word(one) || !is_word(two) {
            return Err(NoCode::Unlike);
        }
        let (drawn, last) = digits.split_at(1);
        let front = format!("{one}-{two}-{drawn}");
        match check(&front) {
            Some(right) if last == right.to_string() => Self::written(&format!("{front}{last}")).ok_or(NoCode::Unlike),
            Some(_) | None => Err(NoCode::Mistyped),
        }
    }

    fn written(code: &str) -> Option<Self> {
        let mut bytes = [b' '; BYTES];
        bytes.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
        Some(Self(bytes))
    }

    /// As it stands on the card.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }

    /// All of it, as long for every card.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The two words, in small letters.
    pub fn words(&self) -> [String; 2] {
        let mut parts = self.as_str().split('-').map(str::to_ascii_lowercase);
        [(); 2].map(|()| parts.next().unwrap_or_default())
    }
}

fn is_word(word: &str) -> bool {
    (PAPER_WORD_LETTERS_MIN..=PAPER_WORD_LETTERS_MAX).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Each letter counts by its place, so that two that changed places are noticed as well. `None` where it would take more
/// than one digit.
fn check(front: &str) -> Option<u32> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A') + 1,
        b'0'..=b'9' => u32::from(byte - b'0'),
        _ => 0,
    };
    let weights = (1..MODULUS).cycle();
    let sum: u32 = SHIFT + front.bytes().zip(weights).map(|(byte, weight)| value(byte) * weight).sum::<u32>();
    Some(sum % MODULUS).filter(|check| *check < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(words: [&str; 2], drawn: u8) -> PaperCode {
        (0..10).find_map(|more| PaperCode::of(words, drawn + more)).expect("one of ten digits has a check")
    }

    fn is(typed: &str) -> Result<String, NoCode> {
        PaperCode::parse(typed).map(|code| code.as_str().to_owned())
    }

    #[test]
    fn a_code_reads_back_as_people_type_it() {
        let code = code(["boom", "lamp"], 3);
        let shown = code.as_str().to_owned();
        assert_eq!(shown, "BOOM-LAMP-37", "the example of our texts");
        let digits = &shown[10..];
        let ways = [
            shown.clone(),
            shown.to_lowercase(),
            format!("  boom lamp {digits} "),
            format!("Boom–Lamp {digits}."),
            format!("boom-lamp{digits}"),
        ];
        for way in ways {
            assert_eq!(is(&way), Ok(shown.clone()), "{way}");
        }
        assert_eq!(code.words(), ["boom", "lamp"]);
    }

    #[test]
    fn what_is_no_code_is_said_to_be_unlike_one() {
        for other in ["", "boom", "37", "boom 37", "boom lamp", "boom lamp 3", "boom lamp 377", "b l 37", "Mag dat 12x"]
        {
            assert_eq!(is(other), Err(NoCode::Unlike), "{other}");
        }
        assert_eq!(is("boomstam lamp 37"), Err(NoCode::Unlike), "a word longer than any on a card");
    }

    #[test]
    fn a_slip_is_noticed_nine_times_in_ten() {
        let (mut slips, mut noticed, mut swaps) = (0, 0, 0);
        for (one, two) in [("boom", "lamp"), ("zwaan", "koord"), ("cerise", "hibou"), ("otter", "dak")] {
            let right = code([one, two], 4).as_str().to_owned();
            for at in 0..right.len() {
                let old = right.as_bytes()[at];
                let others: Vec<u8> = match old {
                    b'A'..=b'Z' => (b'A'..=b'Z').collect(),
                    b'0'..=b'9' => (b'0'..=b'9').collect(),
                    _ => Vec::new(),
                };
                for other in others.into_iter().filter(|other| *other != old) {
                    let mut typed = right.clone().into_bytes();
                    typed[at] = other;
                    slips += 1;
                    noticed += u32::from(is(&String::from_utf8(typed).expect("ascii")) == Err(NoCode::Mistyped));
                }
            }
            let turned = format!("{two}-{one}-{}", &right[right.len() - 2..]);
            swaps += u32::from(is(&turned) == Err(NoCode::Mistyped));
        }
        assert!(noticed * 10 > slips * 9, "{noticed} of {slips}");
        assert!(swaps >= 3, "words that changed places: {swaps} of 4");
    }

    #[test]
    fn every_other_digit_is_wrong() {
        let right = code(["boom", "lamp"], 0).as_str().to_owned();
        let last = right.len() - 1;
        let fits = (0..10).filter(|digit| is(&format!("{}{digit}", &right[..last])).is_ok());
        assert_eq!(fits.count(), 1);
    }
}
