//! Two attackers. One has every table of a year (months, quarters, the year, parts and totals) and is as good at sums as can
//! be. The other also has this program, and asks of each thing that it says from which counts it would say just that.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeSet, VecDeque};

const LEAST: u32 = 5;
const MONTHS: i32 = 12;

fn periods() -> Vec<Range<i32>> {
    let every =
        |step: i32| (0..MONTHS).step_by(usize::try_from(step).expect("small")).map(move |start| start..start + step);
    every(1).chain(every(3)).chain(every(12)).collect()
}

fn parts_in(months: &Months, period: &Range<i32>) -> Vec<u32> {
    let inside: Vec<&Month> = months.range(period.clone()).map(|(_, month)| month).collect();
    joined(&inside, months.values().next().map_or(0, |month| month.parts.len()))
}

type Tell = fn(&Months, Range<i32>) -> Told;

/// What may be said, without covering anything that is large enough by itself.
fn small_ones_only(months: &Months, period: Range<i32>) -> Told {
    let said = |part: u32| if part < LEAST { Span::below(LEAST) } else { Span::exactly(part) };
    let parts = parts_in(months, &period);
    Told { total: said(sum(&parts)), parts: parts.into_iter().map(said).collect() }
}

/// Each table protected well, and by itself.
fn each_period_by_itself(months: &Months, period: Range<i32>) -> Told {
    let parts = parts_in(months, &period);
    if sum(&parts) < LEAST { Told::small(parts.len(), LEAST) } else { protect(&parts, LEAST) }
}

// --- the one who is good at sums -------------------------------------------------------------------------------------

/// Every table of the year as pipes: what a part counts in a year flows into its quarters, from there into its months, there
/// into the month's total, and so on to the year's. Whatever is said of a sum is how wide its pipe is. A flow that fits is a
/// year that is possible, so the least and the most that can flow through a pipe is exactly what can be known of its count:
/// both trees are laminar, so the matrix of these sums is totally unimodular, and fractions would tell no more than whole
/// people.
struct Pipes {
    pipes: Vec<Pipe>,
    at: BTreeMap<usize, Vec<usize>>,
}

struct Pipe {
    from: usize,
    to: usize,
    flow: u32,
    said: Span,
    /// Of which period, and of which part; `None` is the total.
    of: (Range<i32>, Option<usize>),
}

const ENTRY: usize = 0;

impl Pipes {
    fn of(months: &Months, tell: Tell) -> Self {
        let parts = months.values().next().expect("a month").parts.len();
        let periods = periods();
        // A node for each period and part, and one for each period: the first is the source, and also where all ends.
        let node = |period: &Range<i32>, part: Option<usize>| {
            let place = periods.iter().position(|known| known == period).expect("one of them");
            1 + place * (parts + 1) + part.map_or(0, |part| part + 1)
        };
        let above = |period: &Range<i32>| {
            let holds = |wider: &&Range<i32>| wider.len() > period.len() && wider.contains(&period.start);
            periods.iter().filter(holds).min_by_key(|wider| wider.len()).cloned()
        };
        let mut pipes = Vec::new();
        for period in &periods {
            let (said, counts) = (tell(months, period.clone()), parts_in(months, period));
            assert!(said.total.least <= sum(&counts) && sum(&counts) <= said.total.most, "a lie about {period:?}");
            let wider = above(period);
            for (part, count) in counts.iter().enumerate() {
                let span = said.parts[part];
                assert!(span.least <= *count && *count <= span.most, "a lie about {period:?} {counts:?}: {said:?}");
                let from = wider.as_ref().map_or(ENTRY, |wider| node(wider, Some(part)));
                let to = node(period, Some(part));
                pipes.push(Pipe { from, to, flow: *count, said: span, of: (period.clone(), Some(part)) });
                if period.len() == 1 {
                    let open = Span { least: 0, most: u32::MAX };
                    pipes.push(Pipe {
                        from: to,
                        to: node(period, None),
                        flow: *count,
                        said: open,
                        of: (0..0, Some(part)),
                    });
                }
            }
            let to = wider.as_ref().map_or(ENTRY, |wider| node(wider, None));
            let from = node(period, None);
            pipes.push(Pipe { from, to, flow: sum(&counts), said: said.total, of: (period.clone(), None) });
        }
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, pipe) in pipes.iter().enumerate() {
            at.entry(pipe.from).or_default().push(number);
            at.entry(pipe.to).or_default().push(number);
        }
        Self { pipes, at }
    }

    /// How far the count of a pipe can go up, or down, in steps of one, and not further than is asked.
    fn reach(&self, pipe: usize, up: bool, wanted: u32) -> u32 {
        let mut flow: Vec<u32> = self.pipes.iter().map(|pipe| pipe.flow).collect();
        let Pipe { from, to, said, .. } = &self.pipes[pipe];
        let room = if up { said.most - flow[pipe] } else { flow[pipe] - said.least };
        let (begin, end) = if up { (*to, *from) } else { (*from, *to) };
        let mut steps = 0;
        while steps < wanted.min(room) && self.round_trip(&mut flow, begin, end, pipe) {
            steps += 1;
        }
        steps
    }

    /// One more through all pipes but this, from here to there.
    fn round_trip(&self, flow: &mut [u32], begin: usize, end: usize, but: usize) -> bool {
        let mut came: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        let mut next = VecDeque::from([begin]);
        while let Some(node) = next.pop_front() {
            if node == end {
                break;
            }
            for number in &self.at[&node] {
                let pipe = &self.pipes[*number];
                let forward = pipe.from == node;
                let to = if forward { pipe.to } else { pipe.from };
                let fits = if forward { flow[*number] < pipe.said.most } else { flow[*number] > pipe.said.least };
                if *number != but && fits && to != begin && !came.contains_key(&to) {
                    came.insert(to, (*number, forward));
                    next.push_back(to);
                }
            }
        }
        if !came.contains_key(&end) {
            return false;
        }
        let mut node = end;
        while node != begin {
            let (number, forward) = came[&node];
            if forward {
                flow[number] += 1
            } else {
                flow[number] -= 1
            }
            node = if forward { self.pipes[number].from } else { self.pipes[number].to };
        }
        true
    }

    /// The first count that the attacker knows better than is meant: a small one of a month must be able to be anything below
    /// the least one, and whatever else is not said must be as open.
    fn broken(&self) -> Option<String> {
        for (number, pipe) in self.pipes.iter().enumerate() {
            let is_small = pipe.flow < LEAST && pipe.of.0.len() == 1;
            if pipe.of.0.is_empty() || pipe.flow >= LEAST && pipe.said.is_exact() {
                continue;
            }
            let (wants_up, wants_down) = if is_small { (LEAST - 1 - pipe.flow, pipe.flow) } else { (LEAST, LEAST) };
            let (up, down) = (self.reach(number, true, wants_up), self.reach(number, false, wants_down));
            let is_open = if is_small { (up, down) == (wants_up, wants_down) } else { up + down >= LEAST - 1 };
            if !is_open {
                let (from, to) = (pipe.flow - down, pipe.flow + up);
                return Some(format!("{:?} is {}, and known to be {from} to {to}", pipe.of, pipe.flow));
            }
        }
        None
    }
}

fn months(counts: &[Vec<u32>]) -> Months {
    (0..).zip(counts).map(|(month, parts)| (month, Month { parts: parts.clone(), least: LEAST })).collect()
}

/// A year of a project: busy or quiet, in two to five parts of which some are rare.
fn a_year() -> impl Strategy<Value = Vec<Vec<u32>>> {
    let busy = prop::sample::select(vec![1_u32, 3, 8, 20]);
    (2_usize..=5, busy).prop_flat_map(|(parts, busy)| {
        let part = prop_oneof![3 => 0..=busy, 1 => 0..=2_u32, 1 => Just(0_u32)];
        prop::collection::vec(prop::collection::vec(part, parts), 12)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whoever_is_good_at_sums_learns_no_small_count_from_a_year_of_tables(counts in a_year()) {
        let months = months(&counts);
        prop_assert_eq!(Pipes::of(&months, tell).broken(), None, "{:?}", counts);
    }

    #[test]
    fn also_in_a_project_that_began_within_the_year(counts in a_year(), first in 1_i32..12) {
        let mut months = months(&counts);
        months.retain(|month, _| *month >= first);
        // To the attacker, what was before the first month is nothing, for certain.
        let pipes = Pipes::of(&months, tell);
        let known = Pipes { pipes: pipes.pipes.into_iter().map(|mut pipe| {
            if pipe.of.0.end <= first && !pipe.of.0.is_empty() { pipe.of.0 = 0..0; }
            pipe
        }).collect(), at: pipes.at };
        prop_assert_eq!(known.broken(), None, "{:?} from {}", counts, first);
    }

    #[test]
    fn what_is_said_of_a_period_never_changes_with_what_comes_after_it(counts in a_year(), later in a_year()) {
        let before = months(&counts);
        let mut after = months(&counts);
        let parts = counts[0].len();
        for (month, mut more) in (MONTHS..).zip(later) {
            more.resize(parts, 0);
            after.insert(month, Month { parts: more, least: LEAST + 3 });
        }
        for period in periods() {
            prop_assert_eq!(tell(&before, period.clone()), tell(&after, period));
        }
    }
}

#[test]
fn the_attacker_wins_where_large_parts_are_not_covered_and_where_a_quarter_is_its_own_table() {
    // One part is small: the total gives it away.
    let told_by_total = months(&vec![vec![3, 20]; 12]);
    assert!(Pipes::of(&told_by_total, small_ones_only).broken().is_some());
    assert_eq!(Pipes::of(&told_by_total, tell).broken(), None);
    // One month is small: the quarter gives it away.
    let mut counts = vec![vec![30, 30]; 12];
    counts[4] = vec![2, 1];
    let told_by_quarter = months(&counts);
    assert!(Pipes::of(&told_by_quarter, each_period_by_itself).broken().is_some());
    assert_eq!(Pipes::of(&told_by_quarter, tell).broken(), None);
    // Each month four: the sum of twelve leaves no other way.
    let told_by_year = months(&vec![vec![4, 0]; 12]);
    assert!(Pipes::of(&told_by_year, each_period_by_itself).broken().is_some());
    assert_eq!(Pipes::of(&told_by_year, tell).broken(), None);
}

// --- the one who has the program -------------------------------------------------------------------------------------

/// Of all tables with counts up to a maximum: for each thing that is said, which values a small count can have had. Gives the
/// fewest. What is said is to be such that no larger counts could lead to it.
fn fewest_values(
    cells: usize,
    most: u32,
    say: impl Fn(&[u32]) -> Vec<Told>,
    is_hidden: fn(&[u32], usize) -> bool,
) -> usize {
    let mut seen: BTreeMap<Vec<Told>, Vec<BTreeSet<u32>>> = BTreeMap::new();
    let mut hides: BTreeMap<Vec<Told>, BTreeSet<usize>> = BTreeMap::new();
    let mut table = vec![0; cells];
    loop {
        let told = say(&table);
        let values = seen.entry(told.clone()).or_insert_with(|| vec![BTreeSet::new(); cells]);
        table.iter().zip(values).for_each(|(count, values)| _ = values.insert(*count));
        hides.entry(told).or_default().extend((0..cells).filter(|cell| is_hidden(&table, *cell)));
        let Some(next) = table.iter().position(|count| *count < most) else { break };
        table[next] += 1;
        table[..next].fill(0);
    }
    let open = hides.iter().flat_map(|(told, cells)| cells.iter().map(|cell| seen[told][*cell].len()));
    open.min().expect("something is hidden")
}

#[test]
fn whoever_has_the_program_cannot_tell_a_small_part_of_a_month_by_what_it_chose() {
    let month = |parts: &[u32]| vec![tell(&months(&[parts.to_vec()]), 0..1)];
    let is_small = |parts: &[u32], cell: usize| parts[cell] < LEAST && sum(parts) <= 20;
    assert_eq!(fewest_values(2, 20, month, is_small), 5, "two parts: each could be any of five");
    let of_three = fewest_values(3, 20, month, is_small);
    assert!(of_three >= 3, "three parts: {of_three}");
}

#[test]
fn whoever_has_the_program_cannot_tell_a_small_month_by_whether_its_quarter_is_said() {
    let quarter = |counts: &[u32]| -> Vec<Told> {
        let counts: Vec<Vec<u32>> = counts.iter().map(|count| vec![*count]).collect();
        let months = months(&counts);
        [0..1, 1..2, 2..3, 0..3].map(|period| tell(&months, period)).into()
    };
    let is_small = |counts: &[u32], cell: usize| counts[cell] < LEAST;
    let fewest = fewest_values(3, 8, quarter, is_small);
    assert!(fewest >= 4, "{fewest}");
}

#[test]
fn what_is_said_is_what_was_counted_where_nothing_is_small() {
    let all_large = months(&vec![vec![5, 9]; 12]);
    for period in periods() {
        let count = u32::try_from(period.len()).expect("small");
        let told = tell(&all_large, period);
        assert_eq!(told.total, Span::exactly(14 * count));
        assert_eq!(told.parts, [Span::exactly(5 * count), Span::exactly(9 * count)]);
    }
}

#[test]
fn what_is_covered_is_said_between_two_numbers() {
    let told = |parts: &[u32]| tell(&months(&[parts.to_vec()]), 0..1);
    let below = Span::below(LEAST);
    assert_eq!(told(&[2, 2]), Told::small(2, LEAST), "four people");
    assert_eq!(told(&[18, 2]).parts, [Span { least: 16, most: 20 }, below]);
    assert_eq!(told(&[1, 5]).parts, [Span { least: 0, most: 6 }; 2], "too few to say how they fall apart");
    let (exact, cover) = (Span::exactly, Span { least: 5, most: 10 });
    assert_eq!(told(&[7, 8, 9, 0, 0]).parts, [cover, cover, exact(9), below, below], "one would not have been enough");
    assert_eq!(told(&[30, 8, 1, 3, 2]).parts, [exact(30), exact(8), below, below, below], "they hide each other");
}

#[test]
fn small_months_are_said_together_once_that_tells_of_none_of_them() {
    let quarter = |counts: [u32; 3]| tell(&months(&counts.map(|count| vec![count])), 0..3).total;
    assert_eq!(quarter([3, 2, 2]), Span::exactly(7));
    assert_eq!(quarter([4, 4, 4]), Span { least: 0, most: 12 }, "there is only one way to make twelve of three");
    assert_eq!(quarter([1, 2, 1]), Span { least: 0, most: 12 }, "four people");
    assert_eq!(quarter([10, 3, 12]), Span { least: 22, most: 26 });
    let year = months(&vec![vec![3]; 12]);
    assert_eq!(tell(&year, 0..12).total, Span::exactly(36));
    assert_eq!(tell(&year, 0..3).total, Span { least: 0, most: 12 });
}
