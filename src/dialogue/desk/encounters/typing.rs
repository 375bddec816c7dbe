//! What is typed for a plan: titles, day and hour, a length, the address, places, ages. It leaves the chat as it is taken
//! in, and the plan stays in its one message.
//!
//! Never true of this file: something is guessed; what cannot be taken is cut, or lost, without a word.

use super::{InHand, expect, keep, number, plan_in_hand, wizard};
use crate::content::utf16_units;
use crate::dialogue::desk::texts::one_line;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, Places};
use crate::domain::limits::SERIES_SESSIONS_MAX;
use crate::domain::limits::{AGE_MAX, AGE_MIN, ENCOUNTER_ADDRESS_UNITS_MAX, ENCOUNTER_TITLE_UNITS_MAX, PLACES_MAX};
use crate::domain::roles::AwaitedEncounter;
use crate::domain::{EncounterId, Moment};
use crate::messenger::{Arg, MessageRef, Msg};
use crate::schedule::repeats::{self, DatesRefusal, dates};
use crate::schedule::typed::WhenRefusal;
use std::ops::RangeInclusive;

/// Minutes that an encounter may last: a day at most, camps have one encounter a day.
const LENGTH_MINUTES: RangeInclusive<u16> = 15..=24 * 60;

/// What was typed while a plan asked for something, or an edit of it.
pub fn typed(
    turn: &mut Turn,
    id: EncounterId,
    what: AwaitedEncounter,
    screen: i64,
    typed: &str,
    message: MessageRef,
) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = plan_in_hand(turn, id)? else {
        // It was published, or thrown away, by a colleague: nothing is asked any more.
        return match turn.who.and_then(|who| who.member) {
            Some(staff) => expect(turn, staff, None),
            None => Ok(()),
        };
    };
    let (page, over) = (wizard::page_of(what), MessageRef(screen));
    if let Err(why) = take_in(turn, &mut encounter, what, typed) {
        return wizard::put_again(turn, staff, id, &encounter, page, (why, Some(over)));
    }
    keep(turn, &grant, id, &mut encounter)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    wizard::go_on(turn, staff, id, &encounter, page, Some(over))
}

/// Into the plan, or why not.
fn take_in(turn: &Turn, encounter: &mut Encounter, what: AwaitedEncounter, typed: &str) -> Result<(), Msg> {
    match what {
        AwaitedEncounter::Title(language) => {
            let title = words(typed, ENCOUNTER_TITLE_UNITS_MAX)?;
            *encounter.title_mut(language) = title;
        }
        AwaitedEncounter::Starts => match dates(typed, turn.now).map_err(not_these)?.as_slice() {
            [_, _, ..] if encounter.changes.is_some() => return Err(Msg::new("plan-wrong-one-day")),
            all => {
                let days = moved_days(encounter, all)?;
                encounter.set_dates(all);
                encounter.days = days;
            }
        },
        AwaitedEncounter::Length => {
            encounter.minutes = Some(length(typed).ok_or_else(|| Msg::new("plan-wrong-length"))?)
        }
        AwaitedEncounter::Venue => {
            let max = if encounter.is_walk_in() { ENCOUNTER_TITLE_UNITS_MAX } else { ENCOUNTER_ADDRESS_UNITS_MAX };
            encounter.venue = words(typed, max)?;
            wizard::settle_town(turn, encounter);
        }
        AwaitedEncounter::Places => encounter.places = Some(places(typed)?),
        AwaitedEncounter::Ages => {
            let (min, max) = (Arg::Number(AGE_MIN.into()), Arg::Number(AGE_MAX.into()));
            let why = || Msg::new("plan-wrong-ages").with("from", min).with("to", max);
            encounter.ages = Some(ages(typed).ok_or_else(why)?);
        }
    }
    Ok(())
}

/// One line without letters that nobody sees.
fn words(typed: &str, max: usize) -> Result<String, Msg> {
    let words = one_line(typed);
    if !words.chars().any(char::is_alphanumeric) {
        return Err(Msg::new("plan-wrong-words"));
    }
    match utf16_units(&words).checked_sub(max) {
        Some(cut @ 1..) => Err(Msg::new("desk-too-long").with("max", number(max)).with("cut", number(cut))),
        Some(0) | None => Ok(words),
    }
}

fn not_these(why: DatesRefusal) -> Msg {
    match why {
        DatesRefusal::When(why) => not_then(why),
        DatesRefusal::Unreadable => Msg::new("plan-wrong-series"),
        DatesRefusal::TooMany(count) => {
            Msg::new("plan-wrong-too-many").with("count", number(count)).with("max", number(SERIES_SESSIONS_MAX))
        }
    }
}

fn not_then(why: WhenRefusal) -> Msg {
    match why {
        WhenRefusal::Unreadable => Msg::new("plan-wrong-when"),
        WhenRefusal::NoSuchTime => Msg::new("plan-wrong-no-such-time"),
        WhenRefusal::OtherWeekday(day) => {
            const DAYS: [&str; 7] = [
                "time-monday",
                "time-tuesday",
                "time-wednesday",
                "time-thursday",
                "time-friday",
                "time-saturday",
                "time-sunday",
            ];
            let day =
                DAYS.get(usize::from(day.to_monday_zero_offset().unsigned_abs())).copied().unwrap_or("time-monday");
            Msg::new("plan-wrong-weekday").with("weekday", Arg::Msg(day))
        }
        WhenRefusal::NotAhead => Msg::new("plan-wrong-not-ahead"),
        WhenRefusal::ClocksChange => Msg::new("plan-wrong-clocks"),
    }
}

/// `2u`, `2u30`, `2 h 30`, `1:30`, `2 uur`: in minutes.
fn length(typed: &str) -> Option<u16> {
    let packed: String = typed.to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let packed = packed.replace("uur", "u").replace("heures", "h").replace("heure", "h");
    let (hours, minutes) = packed.split_once(['u', 'h', ':'])?;
    let hours: u16 = hours.parse().ok()?;
    let minutes: u16 = match minutes {
        "" => 0,
        _ => minutes.parse().ok().filter(|number| *number < 60 && minutes.len() == 2)?,
    };
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    LENGTH_MINUTES.contains(&all).then_some(all)
}

/// `8 4`, or with the fewest with which it goes on `8 4 4 2`. Half of each when nothing is said of it. `+ 4` behind it: officers
/// in training.
fn places(typed: &str) -> Result<Places, Msg> {
    let (typed, trainees) = match typed.split_once('+') {
        Some((typed, trainees)) => (typed, self::numbers::<u16>(trainees)),
        None => (typed, Some(vec![0])),
    };
    let Some(&[trainees]) = trainees.as_deref() else { return Err(Msg::new("plan-wrong-places")) };
    let numbers: Option<Vec<u16>> = numbers(typed);
    let (youths, officers, least_youths, least_officers) = match numbers.as_deref() {
        Some([youths, officers]) => (*youths, *officers, youths.div_ceil(2), officers.div_ceil(2)),
        Some([youths, officers, least, fewest]) => (*youths, *officers, *least, *fewest),
        Some(_) | None => return Err(Msg::new("plan-wrong-places")),
    };
    // Young people may prepare among themselves; nobody in training comes without the others.
    let has_bounds = (1..=PLACES_MAX).contains(&youths) && officers.max(trainees) <= PLACES_MAX;
    if !has_bounds || (officers == 0 && trainees > 0) {
        return Err(Msg::new("plan-wrong-places-bounds").with("max", Arg::Number(PLACES_MAX.into())));
    }
    let fits = (1..=youths).contains(&least_youths) && (officers.min(1)..=officers).contains(&least_officers);
    if fits {
        Ok(Places { youths, officers, trainees, least_youths, least_officers })
    } else {
        Err(Msg::new("plan-wrong-places-least"))
    }
}

/// The later days of a published camp, moved with its first one.
fn moved_days(encounter: &Encounter, dates: &[Moment]) -> Result<Vec<Moment>, Msg> {
    let Some((old, new)) = encounter.starts.zip(dates.first()) else { return Ok(Vec::new()) };
    let (by, clock) = repeats::shift(old, *new);
    let days = encounter.days.iter().map(|day| repeats::moved(*day, by, clock));
    days.collect::<Option<Vec<Moment>>>().ok_or_else(|| Msg::new("plan-change-clocks"))
}

/// `13-17`, `13 tot 17`: within what the projects are for.
fn ages(typed: &str) -> Option<(u8, u8)> {
    let &[from, to] = numbers::<u8>(typed)?.as_slice() else { return None };
    (AGE_MIN <= from && from <= to && to <= AGE_MAX).then_some((from, to))
}

/// The numbers in a text; `None` when one is too long to be meant.
fn numbers<T: std::str::FromStr>(typed: &str) -> Option<Vec<T>> {
    let words = typed.split(|letter: char| !letter.is_ascii_digit()).filter(|word| !word.is_empty());
    words.map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_type_them() {
        for (typed, minutes) in [
            ("2u", 120),
            ("2u30", 150),
            ("1 h 30", 90),
            ("0:45", 45),
            ("2 uur", 120),
            ("8 heures", 480),
            ("24u", 1_440),
        ] {
            assert_eq!(length(typed), Some(minutes), "{typed}");
        }
        for typed in ["", "2", "lang", "2u5", "2u60", "0u10", "25u", "70000u", "2u30u", "-2u"] {
            assert_eq!(length(typed), None, "{typed}");
        }
    }

    #[test]
    fn places_are_two_numbers_or_four_and_within_bounds() {
        let read = |typed: &str| {
            places(typed).map_err(|why| why.id).map(|it| (it.youths, it.officers, it.least_youths, it.least_officers))
        };
        for (typed, expected) in [
            ("8 4", (8, 4, 4, 2)),
            ("7, 3", (7, 3, 4, 2)),
            ("8 jongeren, 4 agenten", (8, 4, 4, 2)),
            ("8 4 4 2", (8, 4, 4, 2)),
            ("200 1 1 1", (200, 1, 1, 1)),
            ("25 0", (25, 0, 13, 0)),
            ("25 0 8 0", (25, 0, 8, 0)),
        ] {
            assert_eq!(read(typed), Ok(expected), "{typed}");
        }
        let trainees = |typed: &str| places(typed).map(|it| it.trainees).ok();
        for (typed, expected) in [
            ("25 8", Some(0)),
            ("25 8 + 6", Some(6)),
            ("25 8 12 2 +6", Some(6)),
            ("25 8 +", None),
            ("25 8 + 6 2", None),
            ("25 8 +201", None),
        ] {
            assert_eq!(trainees(typed), expected, "{typed}");
        }
        for (typed, why) in [
            ("", "plan-wrong-places"),
            ("veel", "plan-wrong-places"),
            ("8", "plan-wrong-places"),
            ("8 4 4", "plan-wrong-places"),
            ("70000 4", "plan-wrong-places"),
            ("0 4", "plan-wrong-places-bounds"),
            ("201 4", "plan-wrong-places-bounds"),
            ("8 0 +2", "plan-wrong-places-bounds"),
            ("8 0 4 1", "plan-wrong-places-least"),
            ("8 4 9 2", "plan-wrong-places-least"),
            ("8 4 4 0", "plan-wrong-places-least"),
        ] {
            assert_eq!(read(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn ages_are_those_of_the_projects() {
        for (typed, expected) in [("13-17", (13, 17)), ("12 – 25", (12, 25)), ("van 14 tot 14", (14, 14))] {
            assert_eq!(ages(typed), Some(expected), "{typed}");
        }
        for typed in ["", "13", "11-14", "12-26", "17-13", "12 14 16", "13-300"] {
            assert_eq!(ages(typed), None, "{typed}");
        }
    }
}
