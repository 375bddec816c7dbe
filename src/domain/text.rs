//! Lengths of text as the channel counts them: in UTF-16 units, so that an emoji is mostly two.
//!
//! Never true of this file: a piece is longer than asked, or a cut goes through a character.

/// The length of `text` in UTF-16 units. Source: Telegram Bot API, "MessageEntity": offsets and lengths are UTF-16.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Whether `text` is at most `max` UTF-16 units long.
pub fn fits(text: &str, max: usize) -> bool {
    // A character's UTF-8 bytes are never fewer than its UTF-16 units.
    text.len() <= max || utf16_len(text) <= max
}

/// `text` in pieces of at most `max` UTF-16 units, which joined are `text` again. Cuts behind a line, else behind a
/// space, else between two characters that do not belong together. No piece is empty; an empty text has none.
///
/// A `max` below 2 counts as 2, for there are characters of two units.
pub fn split_utf16(text: &str, max: usize) -> Vec<&str> {
    let max = max.max(2);
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(cut(rest, max));
        pieces.push(piece);
        rest = tail;
    }
    pieces
}

/// The byte at which the first piece of `text` ends.
fn cut(text: &str, max: usize) -> usize {
    let end = end_within(text, max);
    if end == text.len() {
        return end;
    }
    let head = text.get(..end).unwrap_or_default();
    // In the first half a line's end would make pieces so short that they are a flood of messages.
    let late = |at: &usize| *at > end / 2;
    if let Some(at) = head.rfind('\n').map(|at| at + 1).filter(late) {
        return at;
    }
    if let Some(at) = head.rfind(' ').map(|at| at + 1).filter(late) {
        return at;
    }
    // A mark, a skin tone or a joiner belongs to what stands before it.
    let mut between = head.char_indices().rev().map(|(at, _)| at).filter(|&at| at > 0);
    if !clings(text, end) { end } else { between.find(|&at| !clings(text, at)).unwrap_or(end) }
}

/// The longest beginning of `text` within `max` units, in bytes.
fn end_within(text: &str, max: usize) -> usize {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > max {
            return at;
        }
    }
    text.len()
}

/// Whether the characters on both sides of a byte make one sign.
fn clings(text: &str, at: usize) -> bool {
    let joiner = |c: Option<char>| c == Some('\u{200d}');
    let (left, right) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let next = right.chars().next();
    let marks = next.is_some_and(|c| {
        unicode_normalization::char::is_combining_mark(c) || matches!(u32::from(c), 0xFE00..=0xFE0F | 0x1F3FB..=0x1F3FF)
    });
    marks || joiner(next) || joiner(left.chars().next_back())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_emoji_counts_for_two() {
        assert_eq!(utf16_len(""), 0);
        assert_eq!(utf16_len("é€"), 2);
        assert_eq!(utf16_len("👍"), 2);
        assert_eq!(utf16_len("👨‍👩‍👧"), 8);
    }

    #[test]
    fn what_is_just_as_long_as_allowed_fits() {
        assert!(fits("👍a", 3));
        assert!(!fits("👍a", 2));
        assert!(fits("éé", 2));
        assert!(fits("", 0));
    }

    #[test]
    fn cuts_fall_behind_a_line_or_a_space() {
        assert_eq!(split_utf16("een twee\ndrie vier", 12), ["een twee\n", "drie vier"]);
        assert_eq!(split_utf16("een twee drie", 10), ["een twee ", "drie"]);
        assert_eq!(split_utf16("eentweedrie", 4), ["eent", "weed", "rie"]);
        assert!(split_utf16("", 4).is_empty());
        assert_eq!(split_utf16("👍👍", 0), ["👍", "👍"]);
    }

    #[test]
    fn one_sign_stays_whole_where_there_is_room() {
        assert_eq!(split_utf16("aaaa👍🏽b", 7), ["aaaa", "👍🏽b"]);
        assert_eq!(split_utf16("aaaae\u{301}", 5), ["aaaa", "e\u{301}"]);
    }

    proptest! {
        #[test]
        fn pieces_are_short_whole_and_lose_nothing(text in "\\PC{0,80}", max in 2usize..20) {
            let pieces = split_utf16(&text, max);
            prop_assert_eq!(pieces.concat(), text.as_str());
            prop_assert!(pieces.iter().all(|piece| !piece.is_empty() && utf16_len(piece) <= max));
        }
    }
}
