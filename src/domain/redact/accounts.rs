//! Bank accounts of any country, whose letters the finder of digit rows does not read.
//!
//! Never true of this file: what only looks like an account is masked; its check figures must hold.

use regex::Regex;

use super::numbers::iban_holds;
use super::{Found, MaskKind, pattern};

/// Shortest and longest account. Source: ISO 13616, register of national forms (Norway, Malta and the reserve above).
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=34;

pub(super) struct Accounts {
    shape: Regex,
}

impl Accounts {
    pub(super) fn new() -> Self {
        Self { shape: pattern(r"(?i)\b[a-z]{2}[0-9]{2}(?:[ .\-]?[a-z0-9]{4}){2,7}(?:[ .\-]?[a-z0-9]{1,4})?") }
    }

    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        for hit in self.shape.find_iter(text) {
            if let Some(length) = account_at(hit.as_str()) {
                found.push(Found { start: hit.start(), end: hit.start() + length, kind: MaskKind::Iban });
            }
        }
    }
}

/// Fewer figures than this are words of a sentence. No national form of ISO 13616 in use here has fewer.
const FIGURES_MIN: usize = 8;

/// The length in bytes of the longest account that `row` begins with: words of the sentence may follow it.
fn account_at(row: &str) -> Option<usize> {
    let mut written = String::new();
    let mut longest = None;
    for (at, c) in row.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()) {
        written.push(c);
        let end = at + c.len_utf8();
        let whole = !row.get(end..).is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric()));
        let figures = written.chars().filter(char::is_ascii_digit).count();
        if whole && figures >= FIGURES_MIN && LENGTHS.contains(&written.len()) && iban_holds(&written) {
            longest = Some(end);
        }
    }
    longest
}
