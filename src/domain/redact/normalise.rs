//! One spelling for every text before anything is looked for in it.
//!
//! Never true of the result: it holds a character nobody can see, or a digit that is not ASCII.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More blank lines than this in a row are folded into this many.
const BLANK_LINES_MAX: usize = 2;

/// The zero of each run of ten decimal digits outside ASCII that people's keyboards offer.
/// Source: Unicode character database, general category Nd; full-width and mathematical ones fall to NFKC.
const ZEROS: [u32; 36] = [
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50,
    0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50,
    0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x1E950,
];

/// The one of each run of nine digits in black circles, which NFKC leaves alone.
const CIRCLED_ONES: [u32; 4] = [0x24F5, 0x2776, 0x2780, 0x278A];

/// NFKC without invisible characters, ASCII digits, plain spaces and newlines, trimmed. Doing it twice changes nothing.
pub(super) fn normalise(text: &str) -> String {
    let seen: String = line_ends(text).chars().filter(|&c| !is_hidden(c)).collect();
    let composed = seen.nfkc().filter(|&c| !is_hidden(c)).map(|c| plain_digit(plain_space(c)));
    let mut plain = String::with_capacity(text.len());
    let mut after_digit = false;
    for c in composed {
        // A struck-through or ringed digit is a digit with a mark on it.
        if after_digit && is_combining_mark(c) {
            continue;
        }
        after_digit = c.is_ascii_digit();
        plain.push(c);
    }
    // Taking a mark or a hidden letter away may have brought two halves of one letter together.
    fold_blank_lines(plain.nfc().collect::<String>().trim())
}

fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) }
}

fn plain_space(c: char) -> char {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\u{2800}' => ' ',
        _ if c.is_control() || c.is_whitespace() => ' ',
        _ => c,
    }
}

fn plain_digit(c: char) -> char {
    let code = u32::from(c);
    if code < 0x0660 {
        return c;
    }
    let digit = |first: u32, count: u32| code.checked_sub(first).filter(|&step| step < count);
    let value = if c == '\u{24FF}' {
        Some(0)
    } else {
        (ZEROS.iter().find_map(|&zero| digit(zero, 10)))
            .or_else(|| CIRCLED_ONES.iter().find_map(|&one| digit(one, 9)).map(|step| step + 1))
    };
    value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
}

/// Zero-width, direction, tag, variation and filler characters: they carry no meaning here and hide numbers.
pub fn is_hidden(c: char) -> bool {
    matches!(u32::from(c),
        0x00AD | 0x034F | 0x061C | 0x06DD | 0x070F | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x20E3 | 0x3164 | 0xFEFF | 0xFFA0
        | 0x0600..=0x0605 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFE00..=0xFE0F
        | 0xFFF0..=0xFFFB | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

fn fold_blank_lines(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut blank = 0;
    for (index, line) in text.split('\n').enumerate() {
        let empty = line.trim().is_empty();
        blank = if empty { blank + 1 } else { 0 };
        if blank > BLANK_LINES_MAX {
            continue;
        }
        if index > 0 {
            folded.push('\n');
        }
        folded.push_str(if empty { "" } else { line });
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_become_ascii() {
        for written in
            ["٠٤٧٠", "０４７０", "𝟎𝟒𝟕𝟎", "⓪④⑦⓪", "⓿❹❼⓿", "0️⃣4️⃣7️⃣0️⃣", "0̶4̶7̶0̶", "०४७०", "0\u{200b}4\u{2060}7\u{ad}0"]
        {
            assert_eq!(normalise(written), "0470", "{written}");
        }
    }

    #[test]
    fn nothing_invisible_stays() {
        assert_eq!(normalise("a\u{202e}b\u{feff}c\u{fe0f}d\u{e0041}e\u{7}f\tg"), "abcde f g");
        assert_eq!(normalise("e\u{200d}\u{301}"), "é");
    }

    #[test]
    fn lines_stay_lines_and_silence_is_folded() {
        assert_eq!(normalise("  a\r\nb\u{2028}c \n\n \n\n\n d  "), "a\nb\nc \n\n\n d");
    }
}
