//! Whether a text names a day: written for everybody, it would tell when something happened to somebody.
//!
//! Never true of this file: something is taken out. What it finds is pointed out to whoever wrote it.

use regex::Regex;
use std::sync::LazyLock;

/// `12/03/2026`, `12-3-26`, `12 maart`, `le 1er mars`, in small letters.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    const MONTHS: &str = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\
                          janvier|f.vrier|mars|avril|mai|juin|juillet|ao.t|septembre|octobre|novembre|d.cembre";
    let pattern = format!(r"\b\d{{1,2}}[/.\-]\d{{1,2}}[/.\-]\d{{2,4}}\b|\b\d{{1,2}}(?:er|e|ste|de)?\s+(?:{MONTHS})\b");
    Regex::new(&pattern).ok()
});

/// Does it name a day of a month?
pub fn names_a_day(text: &str) -> bool {
    DAY.as_ref().is_some_and(|day| day.is_match(&text.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_found_and_what_is_none_is_left_alone() {
        for day in ["op 12/03/2026", "le 1er mars", "12 Maart", "3-4-26", "31 décembre, le soir"] {
            assert!(names_a_day(day), "{day}");
        }
        for none in ["24 uur", "art. 28/1", "in mei", "bel 112", "12 jaar", "7 op 7", "0800 32 123", "de 14 dagen"] {
            assert!(!names_a_day(none), "{none}");
        }
    }
}
