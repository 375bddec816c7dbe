//! What may be said of counts of people, so that nobody is singled out: neither by a number, nor by what numbers add up to,
//! nor by what changed between two of them.
//!
//! Never true of this file: a count below the least one is said, zero included (that nobody asked is also something about
//! those few who could have); two numbers that are said give such a count, or less than all of what it could be; what is said
//! of a month depends on a later one, so that looking again tells more.
//!
//! **Pieces.** A month that is large enough is a table of its own. Months that are not are laid together, first those of a
//! quarter, then those that are left of a year, and their sum is a table of its own where it lets each of them be anything
//! below the least count. No month is in two pieces, and each piece is protected by itself. A longer period says what its
//! pieces add up to and nothing of its own: so there is no difference between two periods that was not said already.
//!
//! **Within a piece** the total is said, and a part that is too small is not. Where the total would give it away, parts that
//! are large enough are covered too, in their fixed order: choosing by size would tell something about the size. What is
//! covered is said as the two numbers between which everybody can see that it lies.

use std::collections::BTreeMap;
use std::ops::Range;

/// A count, as exactly as it may be said: it lies between these two.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Span {
    pub least: u32,
    pub most: u32,
}

/// A figure of one month. The parts have a fixed order and add up to the total.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Month {
    pub parts: Vec<u32>,
    /// The least count that was said of this month when it was over, at least 2. It stays so: what was said with a smaller one
    /// cannot be taken back, and together with what is said with a larger one it would say more than either.
    pub least: u32,
}

/// What is said of a figure.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Told {
    pub total: Span,
    pub parts: Vec<Span>,
}

/// Every month of a figure from the first in which anything was counted, by its number. One that is not there counted nothing
/// for certain, as everybody knows.
pub type Months = BTreeMap<i32, Month>;

impl Span {
    pub fn exactly(count: u32) -> Self {
        Self { least: count, most: count }
    }

    /// Something, or nothing, below this.
    pub fn below(least: u32) -> Self {
        Self { least: 0, most: least.saturating_sub(1) }
    }

    pub fn is_exact(self) -> bool {
        self.least == self.most
    }

    pub(super) fn add(&mut self, more: Span) {
        self.least = self.least.saturating_add(more.least);
        self.most = self.most.saturating_add(more.most);
    }
}

impl Month {
    pub fn total(&self) -> u32 {
        sum(&self.parts)
    }

    fn is_large(&self) -> bool {
        self.total() >= self.least
    }

    /// The most that it counts if it is not large.
    fn cap(&self) -> u32 {
        self.least.saturating_sub(1)
    }
}

impl Told {
    fn nothing(parts: usize) -> Self {
        Self { total: Span::exactly(0), parts: vec![Span::exactly(0); parts] }
    }

    fn small(parts: usize, least: u32) -> Self {
        Self { total: Span::below(least), parts: vec![Span::below(least); parts] }
    }

    fn add(&mut self, more: &Told) {
        self.total.add(more.total);
        self.parts.iter_mut().zip(&more.parts).for_each(|(mine, theirs)| mine.add(*theirs));
    }
}

/// What is said of a month, a quarter or a year: all of its months are over, and it begins where such a period does.
pub fn tell(months: &Months, period: Range<i32>) -> Told {
    let (mut told, hidden) = add_up(months, period);
    for month in hidden {
        told.add(&Told::small(month.parts.len(), month.least));
    }
    told
}

/// What its pieces add up to, and the months that are in none.
fn add_up(months: &Months, period: Range<i32>) -> (Told, Vec<&Month>) {
    let parts = months.values().next().map_or(0, |month| month.parts.len());
    let mut told = Told::nothing(parts);
    let step = match period.end.saturating_sub(period.start) {
        ..=1 => {
            return match months.get(&period.start) {
                Some(month) if month.is_large() => (protect(&month.parts, month.least), Vec::new()),
                Some(month) => (told, vec![month]),
                None => (told, Vec::new()),
            };
        }
        2..=3 => 1,
        4.. => 3,
    };
    let mut hidden = Vec::new();
    for start in period.step_by(step) {
        let end = start.saturating_add(i32::try_from(step).unwrap_or(1));
        let (inner, left) = add_up(months, start..end);
        told.add(&inner);
        hidden.extend(left);
    }
    if let Some(least) = may_be_joined(&hidden) {
        told.add(&protect(&joined(&hidden, parts), least));
        hidden.clear();
    }
    (told, hidden)
}

/// May the sum of these small months be said? It must be no small count itself, and leave each of them any value below the
/// least one, also if all the others are as large as they can be, or empty. Gives the least count for what it falls apart into.
fn may_be_joined(hidden: &[&Month]) -> Option<u32> {
    let all: u32 = hidden.iter().map(|month| month.total()).sum();
    let caps: u32 = hidden.iter().map(|month| month.cap()).sum();
    let largest = hidden.iter().map(|month| month.cap()).max()?;
    (all > largest && all <= caps.saturating_sub(largest)).then(|| largest.saturating_add(1))
}

fn joined(hidden: &[&Month], parts: usize) -> Vec<u32> {
    let part = |at: usize| hidden.iter().filter_map(|month| month.parts.get(at)).sum();
    (0..parts).map(part).collect()
}

/// One table: its total is at least the least count.
fn protect(parts: &[u32], least: u32) -> Told {
    let total = sum(parts);
    let only_total = || Told { total: Span::exactly(total), parts: vec![Span { least: 0, most: total }; parts.len()] };
    let small = parts.iter().filter(|part| **part < least).count();
    // Whatever it falls apart into, so that it does not show where all are alike.
    if small > 0 && total < least.saturating_mul(2).saturating_sub(1) {
        return only_total();
    }
    let mut hidden: u32 = parts.iter().filter(|part| **part < least).sum();
    let mut covered = Vec::new();
    let mut large = parts.iter().enumerate().filter(|(_, part)| **part >= least);
    while !keeps_all_open(hidden, count(small), count(covered.len()), least) {
        // There is nothing left to cover: then it is not said how the total falls apart.
        let Some((at, part)) = large.next() else { return only_total() };
        covered.push(at);
        hidden = hidden.saturating_add(*part);
    }
    let cover = between(hidden, count(small), count(covered.len()), least);
    let said = |(at, part): (usize, &u32)| match *part {
        part if part < least => Span::below(least),
        _ if covered.contains(&at) => cover,
        part => Span::exactly(part),
    };
    Told { total: Span::exactly(total), parts: parts.iter().enumerate().map(said).collect() }
}

/// Can each of the small parts be anything below the least count, although everybody knows what all hidden ones add up to?
fn keeps_all_open(hidden: u32, small: u32, covered: u32, least: u32) -> bool {
    let cap = least.saturating_sub(1);
    match (small, covered) {
        (0, _) => true,
        (_, 0) => hidden >= cap && hidden <= (small - 1).saturating_mul(cap),
        (_, _) => hidden >= covered.saturating_mul(least).saturating_add(cap),
    }
}

/// What everybody can work out of one that is covered.
fn between(hidden: u32, small: u32, covered: u32, least: u32) -> Span {
    let others = covered.saturating_sub(1);
    let alone = hidden.saturating_sub(small.saturating_mul(least.saturating_sub(1)));
    Span {
        least: if others == 0 { alone.max(least) } else { least },
        most: hidden.saturating_sub(others.saturating_mul(least)),
    }
}

fn sum(parts: &[u32]) -> u32 {
    parts.iter().fold(0, |all, part| all.saturating_add(*part))
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "suppress_tests.rs"]
mod tests;
