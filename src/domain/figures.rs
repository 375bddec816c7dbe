//! What is counted of a project, month by month, and of nobody; and of a member, for that member alone.
//!
//! Never true of this file: a count says who, which case, or when within the month; a month that may be shown is added to; a
//! number of people is shown that [`suppress`] did not let through.

use super::limits::{FIGURE_LEAST_MIN, FIGURE_MONTHS, FIGURES_SHOWN_FROM_DAY};
use super::suppress::{self, Told};
use super::tally::Reaction;
use super::triage::Triage;
use super::{Day, Language, StaffId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Whose figures.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whose {
    /// Of a project, by its id.
    Project(String),
    /// Of the shared pool, and what has no project.
    Shared,
    /// A member's own, which nobody else is shown.
    Member(StaffId),
}

/// Whose, and in which month (counted from January 1970).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FigureOf {
    pub month: i32,
    pub whose: Whose,
}

/// What is counted. Each falls apart into parts that add up. The order is the disk's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// Questions that were sent: in Dutch, in French.
    Asked,
    /// First answers: within the promise, later.
    Answered,
    /// The same, by what the question is about: see [`Topic`].
    About,
    /// What was said of answers: helps, not really, not understood.
    Rated,
    /// Questions that a rights card made needless.
    Deflected,
    /// Encounters that were held, and that were cancelled.
    Encounters,
    /// Young people who were there.
    Present,
    /// Of a member: answers sent, those of them that helped, and drafts that a colleague sent.
    Sent,
    Helped,
    Drafted,
}

/// The letters of the desk's codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Topic {
    /// X: danger and violence.
    Danger,
    /// A: rights with the police.
    Rights,
    /// B: school, going out, papers.
    Life,
    /// C: how the police works, encounters, ideas.
    Police,
    /// Z, and no code.
    Other,
}

/// One of those moments at which something is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happened {
    Asked(Language),
    Answered {
        in_time: bool,
        about: Option<Triage>,
    },
    /// Of an answer; of a card only that it made a question needless.
    Rated(Reaction),
    Held,
    Cancelled,
    /// So many young people were at an encounter.
    Present(u32),
    Sent,
    Helped,
    Drafted,
}

const PARTS_MAX: usize = 5;

impl Figure {
    pub const ALL: [Figure; 10] = [
        Figure::Asked,
        Figure::Answered,
        Figure::About,
        Figure::Rated,
        Figure::Deflected,
        Figure::Encounters,
        Figure::Present,
        Figure::Sent,
        Figure::Helped,
        Figure::Drafted,
    ];

    pub fn parts(self) -> usize {
        match self {
            Figure::Asked | Figure::Answered | Figure::Encounters => 2,
            Figure::About => PARTS_MAX,
            Figure::Rated => 3,
            Figure::Deflected | Figure::Present | Figure::Sent | Figure::Helped | Figure::Drafted => 1,
        }
    }
}

impl Topic {
    fn of(code: Option<Triage>) -> Self {
        match code {
            Some(Triage::X1 | Triage::X2 | Triage::X3) => Topic::Danger,
            Some(Triage::A1 | Triage::A2 | Triage::A3 | Triage::A4) => Topic::Rights,
            Some(Triage::B1 | Triage::B2 | Triage::B3) => Topic::Life,
            Some(Triage::C1 | Triage::C2 | Triage::C3) => Topic::Police,
            Some(Triage::Z) | None => Topic::Other,
        }
    }
}

/// How often.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts([[u32; PARTS_MAX]; Figure::ALL.len()]);

impl Counts {
    pub fn add(&mut self, happened: Happened) {
        match happened {
            Happened::Asked(Language::Nl) => self.more(Figure::Asked, 0, 1),
            Happened::Asked(Language::Fr) => self.more(Figure::Asked, 1, 1),
            Happened::Answered { in_time, about } => {
                self.more(Figure::Answered, usize::from(!in_time), 1);
                self.more(Figure::About, Topic::of(about) as usize, 1);
            }
            Happened::Rated(Reaction::Helped) => self.more(Figure::Rated, 0, 1),
            Happened::Rated(Reaction::NotReally) => self.more(Figure::Rated, 1, 1),
            Happened::Rated(Reaction::Unclear) => self.more(Figure::Rated, 2, 1),
            Happened::Rated(Reaction::Deflected) => self.more(Figure::Deflected, 0, 1),
            Happened::Held => self.more(Figure::Encounters, 0, 1),
            Happened::Cancelled => self.more(Figure::Encounters, 1, 1),
            Happened::Present(young) => self.more(Figure::Present, 0, young),
            Happened::Sent => self.more(Figure::Sent, 0, 1),
            Happened::Helped => self.more(Figure::Helped, 0, 1),
            Happened::Drafted => self.more(Figure::Drafted, 0, 1),
        }
    }

    fn more(&mut self, figure: Figure, part: usize, by: u32) {
        if let Some(count) = self.0.get_mut(figure as usize).and_then(|counts| counts.get_mut(part)) {
            *count = count.saturating_add(by);
        }
    }

    pub fn join(&mut self, more: &Counts) {
        for (mine, theirs) in self.0.iter_mut().flatten().zip(more.0.iter().flatten()) {
            *mine = mine.saturating_add(*theirs);
        }
    }

    /// The parts of a figure, as they were counted: what is shown of people goes through [`Book::tell`].
    pub fn parts(&self, figure: Figure) -> &[u32] {
        self.0.get(figure as usize).and_then(|counts| counts.get(..figure.parts())).unwrap_or_default()
    }
}

/// The counts of a month on the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MonthOf {
    /// The first month in which anything was counted here: it is known of longer than it is kept.
    pub since: i32,
    /// The least count of people that was shown while this month went on.
    pub least: u32,
    pub counts: Counts,
}

/// All months that are kept of a project, or of a member.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Book(pub BTreeMap<i32, MonthOf>);

/// How long a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Span {
    Month,
    Quarter,
    Year,
}

impl Span {
    pub fn months(self) -> i32 {
        match self {
            Span::Month => 1,
            Span::Quarter => 3,
            Span::Year => 12,
        }
    }
}

/// The last month that may be shown: over, and long enough for the night to have written it down.
pub fn last_shown(today: Day) -> i32 {
    let began = today.0 - Day::first_of(today.month()).0;
    today.month() - if began + 1 >= FIGURES_SHOWN_FROM_DAY { 1 } else { 2 }
}

/// The first month that is kept.
pub fn first_kept(today: Day) -> i32 {
    today.month() - FIGURE_MONTHS
}

impl Book {
    /// The months that may be shown, in spans of a length, the newest last: whole ones of the calendar, all of which are over
    /// and kept, beginning with the one in which the first count lies.
    pub fn spans(&self, span: Span, today: Day) -> Vec<Range<i32>> {
        let Some(since) = self.since() else { return Vec::new() };
        let length = span.months();
        let whole = |month: i32| month.div_euclid(length) * length;
        let first = whole(since).max(whole(first_kept(today) + length - 1));
        let starts = (first..=last_shown(today)).step_by(usize::try_from(length).unwrap_or(1));
        starts.map(|start| start..start + length).filter(|months| months.end - 1 <= last_shown(today)).collect()
    }

    fn since(&self) -> Option<i32> {
        self.0.values().map(|month| month.since).min()
    }

    /// What may be said of a figure in one of its [`Book::spans`].
    pub fn tell(&self, figure: Figure, months: Range<i32>) -> Told {
        let Some(since) = self.since() else { return suppress::tell(&suppress::Months::new(), months) };
        let month = |number: i32| {
            let known = self.0.get(&number);
            let parts = known.map_or_else(|| vec![0; figure.parts()], |month| month.counts.parts(figure).to_vec());
            suppress::Month { parts, least: known.map_or(FIGURE_LEAST_MIN, |month| month.least) }
        };
        let all = (months.start.max(since)..months.end).map(|number| (number, month(number)));
        suppress::tell(&all.collect(), months)
    }

    /// The same of all that may be shown: whole years, and what lies before and behind them.
    pub fn tell_all(&self, figure: Figure, today: Day) -> suppress::Span {
        let mut all = suppress::Span::exactly(0);
        let mut told: Vec<Range<i32>> = Vec::new();
        for span in [Span::Year, Span::Quarter, Span::Month] {
            for months in self.spans(span, today) {
                if !told.iter().any(|known| known.contains(&months.start)) {
                    all.add(self.tell(figure, months.clone()).total);
                    told.push(months);
                }
            }
        }
        all
    }

    /// The sum of what is no number of people: encounters, which stand in everybody's list; a member's own acts.
    pub fn sum(&self, figure: Figure, months: Range<i32>) -> Vec<u32> {
        let mut all = Counts::default();
        self.0.range(months).for_each(|(_, month)| all.join(&month.counts));
        all.parts(figure).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::suppress::Span as Between;

    // 2026-11-01 and later.
    const NOVEMBER: i32 = (2026 - 1970) * 12 + 10;

    fn day(month: i32, day: i32) -> Day {
        Day(Day::first_of(month).0 + day - 1)
    }

    fn book(months: &[(i32, u32)]) -> Book {
        let since = months.iter().map(|(month, _)| *month).min().expect("there is one");
        let of = |asked: u32| {
            let mut counts = Counts::default();
            (0..asked).for_each(|_| counts.add(Happened::Asked(Language::Nl)));
            MonthOf { since, least: FIGURE_LEAST_MIN, counts }
        };
        Book(months.iter().map(|(month, asked)| (*month, of(*asked))).collect())
    }

    fn only(months: Range<i32>) -> Vec<Range<i32>> {
        std::iter::once(months).collect()
    }

    #[test]
    fn a_month_is_shown_once_the_night_has_written_its_last_day() {
        assert_eq!(last_shown(day(NOVEMBER, 1)), NOVEMBER - 2);
        assert_eq!(last_shown(day(NOVEMBER, FIGURES_SHOWN_FROM_DAY - 1)), NOVEMBER - 2);
        assert_eq!(last_shown(day(NOVEMBER, FIGURES_SHOWN_FROM_DAY)), NOVEMBER - 1);
        assert_eq!(last_shown(day(NOVEMBER, 30)), NOVEMBER - 1);
    }

    #[test]
    fn only_whole_spans_that_are_over_are_shown() {
        // September to November; today is in December.
        let book = book(&[(NOVEMBER - 2, 9), (NOVEMBER, 7)]);
        let today = day(NOVEMBER + 1, 10);
        assert_eq!(book.spans(Span::Month, today), [-2, -1, 0].map(|at| NOVEMBER + at..NOVEMBER + at + 1));
        assert_eq!(book.spans(Span::Quarter, today), only(NOVEMBER - 4..NOVEMBER - 1));
        assert_eq!(book.spans(Span::Year, today), []);
        let january = day(NOVEMBER + 2, FIGURES_SHOWN_FROM_DAY);
        assert_eq!(book.spans(Span::Year, january), only(NOVEMBER - 10..NOVEMBER + 2));
        assert_eq!(Book::default().spans(Span::Month, today), []);
    }

    #[test]
    fn a_span_of_which_a_month_is_gone_is_not_shown() {
        let book = book(&[(NOVEMBER - 40, 9), (NOVEMBER, 7)]);
        let today = day(NOVEMBER + 1, 10);
        let months = book.spans(Span::Month, today);
        assert_eq!(months.first().map(|months| months.start), Some(first_kept(today)));
        assert_eq!(book.spans(Span::Year, today), only(NOVEMBER - 22..NOVEMBER - 10));
    }

    #[test]
    fn before_the_first_month_everybody_knows_that_there_was_nothing() {
        // Two small months of a year: to lay them together would tell both.
        let book = book(&[(NOVEMBER, 4), (NOVEMBER + 1, 4)]);
        let year = NOVEMBER - 10..NOVEMBER + 2;
        assert_eq!(book.tell(Figure::Asked, year).total, Between { least: 0, most: 8 });
    }

    #[test]
    fn each_thing_that_happens_is_counted_in_its_place() {
        let mut counts = Counts::default();
        for happened in [
            Happened::Asked(Language::Fr),
            Happened::Answered { in_time: false, about: Some(Triage::B2) },
            Happened::Answered { in_time: true, about: None },
            Happened::Rated(Reaction::Unclear),
            Happened::Rated(Reaction::Deflected),
            Happened::Held,
            Happened::Present(11),
            Happened::Cancelled,
            Happened::Helped,
        ] {
            counts.add(happened);
        }
        let seen = Figure::ALL.map(|figure| counts.parts(figure).to_vec());
        let wanted: [&[u32]; 10] =
            [&[0, 1], &[1, 1], &[0, 0, 1, 0, 1], &[0, 0, 1], &[1], &[1, 1], &[11], &[0], &[1], &[0]];
        assert_eq!(seen, wanted.map(<[u32]>::to_vec));
        for triage in Triage::ALL {
            let letter = triage.name().chars().next();
            let wanted = match Topic::of(Some(triage)) {
                Topic::Danger => 'X',
                Topic::Rights => 'A',
                Topic::Life => 'B',
                Topic::Police => 'C',
                Topic::Other => 'Z',
            };
            assert_eq!(letter, Some(wanted));
        }
    }
}
