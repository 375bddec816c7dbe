//! What a rule makes, and what is left of a series when dates are skipped.
//!
//! Never true of this file: a day is expected that was read off what the rule made.

use super::*;
use proptest::prelude::*;

/// 1 December 2026, a Tuesday.
const FROM: Day = Day(20_788);

fn monthly(which: Which, weekday: u8) -> Rule {
    Rule::Monthly { which, weekday: Weekday(weekday), in_august: false }
}

/// Days after [`FROM`].
fn after(rule: Rule, end: End) -> Result<Vec<i32>, TooMany> {
    rule.days(FROM, end).map(|days| days.into_iter().map(|day| day.0 - FROM.0).collect())
}

#[test]
fn a_weekday_of_the_month_and_of_some_weeks() {
    assert_eq!(Weekday::of(FROM), Weekday(1));
    let second_wednesday = monthly(Which::Nth(2), 2);
    // 9 December, 13 January, 10 February: three months end on 1 March.
    assert_eq!(after(second_wednesday, End::Open), Ok(vec![8, 43, 71]));
    // 25 December, 29 January.
    assert_eq!(after(monthly(Which::Last, 4), End::After(2)), Ok(vec![24, 59]));
    // 1 December itself.
    assert_eq!(after(monthly(Which::Nth(1), 1), End::After(1)), Ok(vec![0]));
    let weeks = |every, weekday| Rule::Weeks { every, weekday: Weekday(weekday) };
    assert_eq!(after(weeks(2, 2), End::After(3)), Ok(vec![1, 15, 29]));
    assert_eq!(after(weeks(1, 1), End::On(Day(FROM.0 + 14))), Ok(vec![0, 7, 14]));
}

#[test]
fn nobody_is_there_in_august_unless_somebody_says_so() {
    let in_months = |in_august| {
        let rule = Rule::Monthly { which: Which::Nth(1), weekday: Weekday(0), in_august };
        let days = rule.days(FROM, End::After(10)).expect("few enough");
        days.iter().map(|day| day.month().rem_euclid(12)).collect::<Vec<_>>()
    };
    assert_eq!(in_months(false), [11, 0, 1, 2, 3, 4, 5, 6, 8, 9]);
    assert_eq!(in_months(true), [11, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
}

#[test]
fn there_are_only_so_many_and_whoever_asks_for_more_hears_how_many_it_would_be() {
    let weekly = Rule::Weeks { every: 1, weekday: Weekday(2) };
    let half_a_year = End::On(Day(FROM.0 + 181));
    assert_eq!(after(weekly, half_a_year), Err(TooMany(26)));
    assert_eq!(after(weekly, End::After(SERIES_SESSIONS_MAX + 1)), Err(TooMany(SERIES_SESSIONS_MAX + 1)));
    assert_eq!(after(weekly, End::Open).map(|days| days.len()), Ok(SERIES_SESSIONS_MAX));
    assert_eq!(after(weekly, End::On(Day(FROM.0 - 1))), Ok(vec![]));
}

#[test]
fn the_last_date_that_is_left_cannot_be_skipped() {
    let (one, other) = (Moment(1_000), Moment(2_000));
    assert!(Repeats::new(&[one]).is_empty(), "one date alone is no series");
    let mut dates = Repeats::new(&[other, one, one]);
    assert_eq!(dates.kept().collect::<Vec<_>>(), [one, other]);
    assert!(dates.skip(one));
    assert_eq!(dates.kept().collect::<Vec<_>>(), [other]);
    assert!(!dates.skip(other) && !dates.skip(Moment(3_000)));
    assert!(dates.skip(one), "and it is there again");
    assert_eq!(dates.kept().count(), 2);
    let many: Vec<Moment> = (0..40).map(Moment).collect();
    assert_eq!(Repeats::new(&many).all().len(), SERIES_SESSIONS_MAX);
}

proptest! {
    /// Whatever is asked: in order, on its weekday, within its bounds, each day once, and none left out.
    #[test]
    fn a_rule_makes_its_days_and_no_others(
        from in 15_000..40_000_i32,
        weekday in 0..7_u8,
        kind in 0..6_u8,
        every in 1..5_u8,
        august in any::<bool>(),
        last in 0..500_i32,
    ) {
        let weekday = Weekday(weekday);
        let which = if kind == 4 { Which::Last } else { Which::Nth(kind + 1) };
        let rule = match kind {
            5 => Rule::Weeks { every, weekday },
            _ => Rule::Monthly { which, weekday, in_august: august },
        };
        let (from, last) = (Day(from), Day(from + last));
        let Ok(days) = rule.days(from, End::On(last)) else {
            prop_assert!(last.0 - from.0 > 7 * i32::try_from(SERIES_SESSIONS_MAX).expect("small"));
            return Ok(());
        };
        prop_assert!(days.len() <= SERIES_SESSIONS_MAX);
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(days.iter().all(|day| from <= *day && *day <= last && Weekday::of(*day) == weekday));
        let is_meant = |day: Day| match rule {
            Rule::Weeks { every, .. } => (day.0 - weekday.on_or_after(from).0) % (7 * i32::from(every)) == 0,
            Rule::Monthly { which, in_august, .. } => {
                let of_month = day.0 - Day::first_of(day.month()).0;
                let fits = match which {
                    Which::Nth(nth) => of_month / 7 == i32::from(nth) - 1,
                    Which::Last => Day(day.0 + 7).month() != day.month(),
                };
                fits && (in_august || day.month().rem_euclid(12) != 7)
            }
        };
        let meant = (from.0..=last.0).map(Day).filter(|day| Weekday::of(*day) == weekday && is_meant(*day));
        prop_assert_eq!(meant.collect::<Vec<_>>(), days);
    }
}
