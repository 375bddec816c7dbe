//! Telephone numbers written out in words, alone or mixed with figures.

use regex::Regex;

use super::{Found, MaskKind, pattern, stands_free};

/// A row that stands for fewer figures than this is no telephone number.
const FIGURES_MIN: usize = 8;

pub(super) struct Words {
    row: Regex,
    word: Regex,
    nought: Regex,
}

/// One figure each.
const UNITS: &str =
    "nul|zero|zéro|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|une|un|deux|trois|quatre|cinq|six|sept|huit|neuf";

/// Two figures each, whole or as the first half of one ("soixante-dix", "vierendertig" ends in its tens).
const TENS: &str = "tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)[eë]n)?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|dix|onze|douze|treize|quatorze|quinze|seize|quatre-vingts?|vingt|trente|quarante|cinquante|soixante|septante|octante|nonante";

impl Words {
    pub(super) fn new() -> Self {
        let any = format!(r"(?:{TENS}|{UNITS}|cent|honderd|[0-9]+)");
        Self {
            row: pattern(&format!(r"(?i){any}(?:(?:[\s,.\-/–]|\bet\b|\ben\b|\bdan\b|\bpuis\b){{0,6}}{any})+")),
            word: pattern(&format!(r"(?i)(?P<tens>{TENS})|(?P<unit>{UNITS})|cent|honderd|(?P<figures>[0-9]+)")),
            nought: pattern(r"(?i)^(?:nul|z[eé]ro|0)"),
        }
    }

    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        for row in self.row.find_iter(text) {
            if !stands_free(text, row.start(), row.end()) && !row.as_str().contains([' ', '-', ',']) {
                continue;
            }
            let end = row.start() + without_article(row.as_str()).len();
            let (units, figures, spelled) = self.weigh(text.get(row.start()..end).unwrap_or_default());
            // Only a nought at the front makes tens and figures a telephone number; units need no more than their row.
            let reads_as_number = spelled > 0 && figures >= FIGURES_MIN && self.nought.is_match(row.as_str());
            if units >= FIGURES_MIN || reads_as_number {
                found.push(Found { start: row.start(), end, kind: MaskKind::Phone });
            }
        }
    }

    /// How many digit words there are, how many figures the row stands for, and how many of its words are spelled.
    fn weigh(&self, row: &str) -> (usize, usize, usize) {
        let (mut units, mut figures, mut spelled) = (0, 0, 0);
        for word in self.word.captures_iter(row) {
            if let Some(digits) = word.name("figures") {
                figures += digits.len();
            } else if word.name("tens").is_some() {
                (figures, spelled) = (figures + 2, spelled + 1);
            } else if word.name("unit").is_some() {
                (units, figures, spelled) = (units + 1, figures + 1, spelled + 1);
            }
        }
        (units, figures, spelled)
    }
}

/// A row without the "un" or "een" that opens the next part of the sentence: behind a whole number in figures it is
/// no figure of it.
fn without_article(row: &str) -> &str {
    let Some((head, last)) = row.rsplit_once(' ') else { return row };
    let article = matches!(last.to_lowercase().as_str(), "un" | "une" | "een");
    let figures = head.chars().filter(char::is_ascii_digit).count();
    if article && figures > FIGURES_MIN { head.trim_end() } else { row }
}
