//! Telephone, register and account numbers, found in rows of digit groups.
//!
//! Never true of this file: a number of a help line is masked because someone wrote it with other dots.

use std::collections::BTreeSet;

use regex::Regex;

use super::groups::{Group, Link, groups};
use super::{Found, MaskKind, pattern};

/// A row longer than this is no single number: the longest read here is a payment card.
const DIGITS_MAX: usize = 16;
/// A row shorter than this has no trunk nought: "0101" is not the help line 101.
const HOME_DIGITS_MIN: usize = 8;

/// How many digits follow `+`, country included, where a country has one length (ITU-T E.164, national plans).
const PLANS: [(&str, usize); 16] = [
    ("31", 11),
    ("33", 11),
    ("34", 11),
    ("39", 12),
    ("40", 11),
    ("44", 12),
    ("48", 11),
    ("90", 12),
    ("212", 12),
    ("213", 12),
    ("216", 11),
    ("243", 12),
    ("250", 12),
    ("257", 11),
    ("380", 12),
    ("800", 11),
];

pub(super) struct Numbers {
    allowed: BTreeSet<String>,
    dates: Regex,
}

/// A number read from some groups.
struct Hit {
    kind: MaskKind,
    /// Nothing inside a sure hit is looked at again; a doubtful one may overlap a better one.
    sure: bool,
}

impl Numbers {
    pub(super) fn new(allowed: &[String]) -> Self {
        let digits = |number: &String| number.chars().filter(char::is_ascii_digit).collect::<String>();
        Self {
            allowed: allowed.iter().map(|number| significant(&digits(number), number.starts_with('+'))).collect(),
            dates: pattern(
                r"\b(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:19|20)\d\d|(?:19|20)\d\d[/\-]\d{1,2}[/\-]\d{1,2}|[0-3]?\d/[01]?\d/\d\d)\b",
            ),
        }
    }

    pub(super) fn find(&self, text: &str, found: &mut Vec<Found>) {
        let groups = groups(text);
        let dated = self.dated(text, &groups);
        let mut first = 0;
        while first < groups.len() {
            match self.best(text, &groups, &dated, first) {
                None => first += 1,
                Some((last, None)) => first = last + 1,
                Some((last, Some(hit))) => {
                    let start = start_of(text, &groups[first], hit.kind);
                    found.push(Found { start, end: groups[last].end, kind: hit.kind });
                    first = if hit.sure { last + 1 } else { first + 1 };
                }
            }
        }
    }

    /// Which groups are part of a calendar date.
    fn dated(&self, text: &str, groups: &[Group]) -> Vec<bool> {
        let mut dated = vec![false; groups.len()];
        let mut next = 0;
        for date in self.dates.find_iter(text) {
            let goes_on = text.get(date.end()..).is_some_and(|rest| {
                let mut tail = rest.chars();
                matches!(tail.next(), Some('/' | '.' | '-')) && tail.next().is_some_and(|c| c.is_ascii_digit())
            });
            while next < groups.len() && groups[next].start < date.end() {
                dated[next] = groups[next].start >= date.start() && !goes_on;
                next += 1;
            }
        }
        dated
    }

    /// The number that starts with group `first`: its last group, and what it is (`None`: a help line).
    fn best(&self, text: &str, groups: &[Group], dated: &[bool], first: usize) -> Option<(usize, Option<Hit>)> {
        let mut digits = String::new();
        let mut best: Option<(usize, Hit)> = None;
        let mut helped = None;
        for last in first..groups.len() {
            if last > first && groups[last].link == Link::Break {
                break;
            }
            digits.push_str(&groups[last].digits);
            let row = Row { text, groups: &groups[first..=last], digits: &digits };
            if row.digits.len() >= 3 && self.allowed.contains(&significant(&digits, groups[first].plus)) {
                if last == first || digits.len() >= HOME_DIGITS_MIN {
                    return Some((last, None));
                }
                // "1 0 1" may also be how a longer number begins that is written digit by digit.
                helped = Some(last);
            }
            if digits.len() > DIGITS_MAX {
                if last == first {
                    return Some((last, Some(Hit { kind: MaskKind::Iban, sure: true })));
                }
                break;
            }
            let in_date = dated[first..=last].contains(&true);
            // "0470 12/03/24" holds a date's shape and is a telephone number.
            let phone = |row: Row<'_>| row.phone().filter(|hit| !in_date || (hit.sure && !dated[first]));
            let hit = row.account().or_else(|| row.register()).or_else(|| phone(row));
            if let Some(hit) = hit {
                let better = best.as_ref().is_none_or(|(_, held)| hit.sure || !held.sure);
                if better {
                    best = Some((last, hit));
                }
            }
        }
        match (helped, best) {
            (Some(last), best) if !best.as_ref().is_some_and(|(_, hit)| hit.sure) => Some((last, None)),
            (_, best) => best.map(|(last, hit)| (last, Some(hit))),
        }
    }
}

/// What is left of a telephone number without its country, trunk nought and the ways to write them.
fn significant(digits: &str, plus: bool) -> String {
    let abroad = if plus { Some(digits) } else { digits.strip_prefix("00") };
    let home = match abroad {
        Some(abroad) => abroad.strip_prefix("32").unwrap_or(abroad),
        None if digits.len() >= 10 => digits.strip_prefix("32").unwrap_or(digits),
        None if digits.len() < HOME_DIGITS_MIN => return digits.to_owned(),
        None => digits,
    };
    home.trim_start_matches('0').to_owned()
}

/// A number's first byte: with the plus, the bracket or the country letters before its first digit.
fn start_of(text: &str, group: &Group, kind: MaskKind) -> usize {
    let before = text.get(..group.start).unwrap_or_default();
    if kind == MaskKind::Iban {
        return country_at(before).unwrap_or(group.start);
    }
    match group.plus {
        true => before.rfind('+').unwrap_or(group.start),
        false if before.ends_with('(') => group.start - 1,
        false => group.start,
    }
}

/// Where "BE", or what looks like it, stands at the end of `before`.
fn country_at(before: &str) -> Option<usize> {
    let trimmed = before.trim_end_matches([' ', '.', '-', ':', '\n']);
    let mut letters = trimmed.char_indices().rev();
    let is_e = matches!(letters.next(), Some((_, 'E' | 'e' | 'Е' | 'е')));
    let (mut at, mut b) = letters.next()?;
    if matches!(b, ' ' | '.' | '-') {
        (at, b) = letters.next()?;
    }
    let free = letters.next().is_none_or(|(_, c)| !c.is_alphanumeric());
    (is_e && matches!(b, 'B' | 'b' | 'В' | 'в') && free).then_some(at)
}

/// Some groups in a row, and all their digits.
struct Row<'a> {
    text: &'a str,
    groups: &'a [Group],
    digits: &'a str,
}

impl Row<'_> {
    /// Whether the groups end only at these places, or every digit stands alone.
    fn cut_at(&self, places: &[usize]) -> bool {
        let mut sum = 0;
        let inner = self.groups.len() - 1;
        let cut = self.groups.iter().take(inner).all(|group| {
            sum += group.digits.len();
            places.contains(&sum)
        });
        cut || self.single_digits()
    }

    fn single_digits(&self) -> bool {
        self.groups.iter().all(|group| group.digits.len() == 1)
    }

    fn tight(&self) -> bool {
        self.groups.iter().skip(1).all(|group| group.link == Link::Tight)
    }

    /// The same character between all groups.
    fn even(&self) -> bool {
        self.tight() && self.groups.iter().skip(1).all(|group| group.mark == self.groups[1].mark)
    }

    /// Belgian IBAN with or without its letters, the old form 3-7-2, and payment cards.
    fn account(&self) -> Option<Hit> {
        let hit = Some(Hit { kind: MaskKind::Iban, sure: true });
        let before = self.text.get(..self.groups[0].start).unwrap_or_default();
        match self.digits.len() {
            14 if country_at(before).is_some() => hit,
            14 if self.tight() && iban_holds(&format!("BE{}", self.digits)) => hit,
            12 if self.tight() && self.cut_at(&[3, 10]) && self.groups.len() != 1 => hit,
            12 if self.tight() && old_account_holds(self.digits) => hit,
            16 if self.tight() && self.cut_at(&[4, 8, 12]) => hit,
            _ => None,
        }
    }

    /// The number of the National Register or a bis number, with two or four figures for the year.
    fn register(&self) -> Option<Hit> {
        let sure = Some(Hit { kind: MaskKind::RegisterNumber, sure: true });
        if self.groups[0].plus {
            return None;
        }
        match self.digits.len() {
            11 if register_holds(self.digits) => sure,
            11 if self.tight() && self.cut_at(&[2, 4, 6, 9]) && !is_belgian_mobile_abroad(self.digits) => sure,
            12 if self.groups.len() == 1 => sure,
            13 if self.century() && self.tight() && self.cut_at(&[4, 6, 8, 11]) => sure,
            _ => None,
        }
    }

    fn century(&self) -> bool {
        self.digits.starts_with("19") || self.digits.starts_with("20")
    }

    fn phone(&self) -> Option<Hit> {
        let (sure, digits) = (self.groups[0].plus, self.digits);
        let hit = |sure| Some(Hit { kind: MaskKind::Phone, sure });
        if sure || digits.starts_with("00") {
            return if self.abroad(digits.strip_prefix("00").unwrap_or(digits)) { hit(true) } else { None };
        }
        let mobile =
            digits.starts_with("04") && digits.as_bytes().get(2).is_some_and(|third| matches!(third, b'5'..=b'9'));
        let lengths: Vec<usize> = self.groups.iter().map(|group| group.digits.len()).collect();
        let whole = lengths.len() == 1;
        let stray_end = lengths.last() == Some(&1) && !self.single_digits();
        match digits.len() {
            10 if mobile => hit(true),
            8 | 9 if mobile && lengths[0] == 4 && !stray_end => hit(false),
            9 if digits.starts_with('0') => {
                if stray_end {
                    None
                } else {
                    hit(false)
                }
            }
            10 if digits.starts_with('0') => {
                if lengths.len() <= 3 || self.even() {
                    hit(false)
                } else {
                    None
                }
            }
            11 if is_belgian_mobile_abroad(digits) => hit(true),
            10 if lengths[0] == 2 && digits.starts_with("32") && self.tight() && !stray_end => hit(false),
            9 if self.mobile_without_nought(&lengths) => hit(false),
            9.. if whole => hit(false),
            11 if digits.starts_with('0') && lengths.len() == 2 && self.tight() => hit(false),
            _ => None,
        }
    }

    /// `470 12 34 56`; not `470.123.456`, which is an amount.
    fn mobile_without_nought(&self, lengths: &[usize]) -> bool {
        let begins = matches!(self.digits.as_bytes(), [b'4', b'5'..=b'9', ..]);
        begins && self.tight() && matches!(lengths, [3, 2, 2, 2] | [3, 6] | [3, 2, 4] | [3, 4, 2])
    }

    /// After the plus or the two noughts: a country and a number as long as that country's are.
    fn abroad(&self, digits: &str) -> bool {
        let length = digits.len();
        if let Some(home) = digits.strip_prefix("32") {
            let number = home.trim_start_matches('0');
            let mobile = matches!(number.as_bytes(), [b'4', b'5'..=b'9', ..]);
            let full = if mobile { 11 } else { 10 } + home.len() - number.len();
            return (8..=full).contains(&length);
        }
        match PLANS.iter().find(|(country, _)| digits.starts_with(country)) {
            Some((_, full)) => (8..=*full).contains(&length),
            None => (8..=13).contains(&length) && !digits.starts_with('0') && (self.tight() || self.groups.len() <= 6),
        }
    }
}

fn is_belgian_mobile_abroad(digits: &str) -> bool {
    digits.len() == 11 && matches!(digits.as_bytes(), [b'3', b'2', b'4', b'5'..=b'9', ..])
}

/// The check of the National Register: 97 less the rest of the first nine figures, with a 2 before them from 2000 on.
/// Source: royal decree of 3 April 1984; the month may be 00, or 20 or 40 higher in a bis number.
pub(super) fn register_holds(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u64>().ok());
    let (Some(month), Some(day), Some(body), Some(check)) = (number(2..4), number(4..6), number(0..9), number(9..11))
    else {
        return false;
    };
    let holds = |body: u64| 97 - body % 97 == check;
    month % 20 <= 12 && month < 60 && day <= 31 && (holds(body) || holds(body + 2_000_000_000))
}

/// The first ten figures modulo 97 are the last two, 97 standing for 0.
fn old_account_holds(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range).and_then(|part| part.parse::<u64>().ok());
    let (Some(body), Some(check)) = (number(0..10), number(10..12)) else { return false };
    check == if body % 97 == 0 { 97 } else { body % 97 }
}

/// ISO 13616: the first four characters moved to the end, letters as 10 to 35, the whole modulo 97 is 1.
pub(super) fn iban_holds(iban: &str) -> bool {
    let Some((head, tail)) = iban.split_at_checked(4) else { return false };
    let mut rest: u32 = 0;
    for c in tail.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        rest = if value < 10 { rest * 10 + value } else { rest * 100 + value } % 97;
    }
    rest == 1
}
