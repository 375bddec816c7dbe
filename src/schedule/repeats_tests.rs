//! Series as people type them, in both languages, across both changes of the clocks.
//!
//! Never true of this file: a date is expected that does not stand here.

use super::super::tests::{moment, shown};
use super::*;
use jiff::civil::Weekday as Day7;

/// A Monday.
const NOW: &str = "2026-12-07T10:00";

fn read_at(now: &str, text: &str) -> Result<Vec<String>, DatesRefusal> {
    dates(text, moment(now)).map(|dates| dates.into_iter().map(shown).collect())
}

/// The days alone, when all have the same hour.
fn days(text: &str, hour: &str) -> Vec<String> {
    let dates = read_at(NOW, text).unwrap_or_else(|why| panic!("{text}: {why:?}"));
    let day = |date: &String| date.strip_suffix(hour).unwrap_or_else(|| panic!("{text}: {date}")).trim().to_owned();
    dates.iter().map(day).collect()
}

#[test]
fn a_rule_is_read_as_people_type_it_in_both_languages() {
    let monthly = ["2026-12-09", "2027-01-13", "2027-02-10"];
    for typed in [
        "elke 2e woensdag 14u",
        "Elke tweede woensdag van de maand om 14 uur",
        "iedere 2de wo 14:00",
        "maandelijks, 2e woensdag, 14u",
        "chaque 2e mercredi à 14h",
        "tous les deuxièmes mercredis à 14h",
        "le deuxième mercredi de chaque mois à 14 h",
        "tous les 2èmes mercredis du mois, 14h00",
        "elke 2e woensdag 14u, 3 keer",
        "chaque 2e mercredi à 14h, 3 fois",
        "elke 2e woensdag 14u tot 28/2",
        "tous les deuxièmes mercredis à 14h jusqu'au 28 février",
        "elke 2e woensdag 14u tot februari",
        "tous les deuxièmes mercredis à 14h jusqu’en février",
        "9/12, 13/1 en 10/2 om 14u",
        "wo 9/12, wo 13/1, wo 10/2 14u",
        "me 9 décembre, 13 janvier et 10 février à 14h",
    ] {
        assert_eq!(days(typed, "14:00"), monthly, "{typed}");
    }
    let two_weeks = ["2026-12-09", "2026-12-23", "2027-01-06"];
    for typed in [
        "elke twee weken woensdag 18u30 tot 6/1",
        "om de 2 weken op wo 18u30 t/m 6 januari",
        "elke 2e week op woensdag, 18u30, 3x",
        "elke 2 weken vanaf wo 9/12 18u30 tot 19 januari",
        "toutes les deux semaines le mercredi à 18h30 jusqu'au 19/1",
        "un mercredi sur deux à 18 h 30, 3 fois",
        "toutes les 2 semaines à partir du 9 décembre, 18h30, jusqu'au 6 janvier",
    ] {
        assert_eq!(days(typed, "18:30"), two_weeks, "{typed}");
    }
    for typed in
        ["elke week op di 16u tot 22/12", "elke di 16u, 3 keer", "chaque mar 16h, 3 fois", "wekelijks di 16u, 3x"]
    {
        assert_eq!(days(typed, "16:00"), ["2026-12-08", "2026-12-15", "2026-12-22"], "{typed}");
    }
    // "di" is a Sunday in French.
    assert_eq!(days("chaque di 16h, 2 fois", "16:00"), ["2026-12-13", "2026-12-20"]);
    assert_eq!(days("elke laatste vrijdag 18u, 2 keer", "18:00"), ["2026-12-25", "2027-01-29"]);
    assert_eq!(days("chaque dernier vendredi à 18h, 2 fois", "18:00"), ["2026-12-25", "2027-01-29"]);
    assert_eq!(days("9, 16 en 23 december 14u", "14:00"), ["2026-12-09", "2026-12-16", "2026-12-23"]);
    // Today, and its hour is over or not.
    assert_eq!(days("elke maandag 9u, 2 keer", "09:00"), ["2026-12-14", "2026-12-21"]);
    assert_eq!(days("elke maandag 11u, 2 keer", "11:00"), ["2026-12-07", "2026-12-14"]);
    // One date alone is read as it always was.
    assert_eq!(days("za 12/12 14u", "14:00"), ["2026-12-12"]);
}

#[test]
fn a_month_as_the_end_is_whole_and_august_is_off() {
    let until_june = days("elke 2e woensdag 14u tot juni", "14:00");
    assert_eq!(until_june.len(), 7);
    assert_eq!(until_june.last().map(String::as_str), Some("2027-06-09"));
    assert_eq!(days("tous les deuxièmes mercredis à 14h jusqu'en juin", "14:00"), until_june);
    let months = |typed: &str| days(typed, "14:00").iter().map(|day| day[5..7].to_owned()).collect::<Vec<_>>();
    assert_eq!(months("elke 1e ma 14u tot oktober"), ["12", "01", "02", "03", "04", "05", "06", "07", "09", "10"]);
    for typed in
        ["elke 1e ma 14u tot september, ook in augustus", "chaque 1er lundi 14h jusqu'en septembre, août compris"]
    {
        assert_eq!(months(typed), ["12", "01", "02", "03", "04", "05", "06", "07", "08", "09"], "{typed}");
    }
}

#[test]
fn the_clocks_change_and_the_hour_stays() {
    // Back on 25 October 2026, forward on 28 March 2027.
    let autumn = read_at("2026-09-01T10:00", "elke laatste zondag 14u, 3 keer");
    assert_eq!(autumn, Ok(["2026-09-27 14:00", "2026-10-25 14:00", "2026-11-29 14:00"].map(str::to_owned).to_vec()));
    let spring = read_at("2027-02-01T10:00", "chaque dernier dimanche à 14h, 3 fois");
    assert_eq!(spring, Ok(["2027-02-28 14:00", "2027-03-28 14:00", "2027-04-25 14:00"].map(str::to_owned).to_vec()));
    let whole = read_at("2026-09-01T10:00", "elke 2e woensdag 14u tot juni").expect("dates");
    assert!(whole.iter().all(|date| date.ends_with(" 14:00")), "{whole:?}");
    assert_eq!(whole.len(), 10);
    // An hour that one of the days has twice, or not at all.
    let skipped = read_at("2027-02-01T10:00", "elke laatste zondag 2u30, 3 keer");
    assert_eq!(skipped, Err(DatesRefusal::When(WhenRefusal::ClocksChange)));
}

#[test]
fn what_cannot_be_meant_is_said_back() {
    for (typed, why) in [
        ("elke woensdag", DatesRefusal::When(WhenRefusal::Unreadable)),
        ("elke dag 14u", DatesRefusal::Unreadable),
        ("elke 5e woensdag 14u", DatesRefusal::Unreadable),
        ("elke maand op woensdag 14u", DatesRefusal::Unreadable),
        ("elke woensdag 14u misschien", DatesRefusal::Unreadable),
        ("elke ma of di 14u", DatesRefusal::Unreadable),
        ("chaque 14h", DatesRefusal::Unreadable),
        ("elke woensdag 14u tot juni", DatesRefusal::TooMany(30)),
        ("elke woensdag 14u, 40 keer", DatesRefusal::TooMany(40)),
        ("elke woensdag 25u", DatesRefusal::When(WhenRefusal::NoSuchTime)),
        ("elke 2e woensdag 14u tot 30/2", DatesRefusal::When(WhenRefusal::NoSuchTime)),
        ("do 9/12, 13/1 14u", DatesRefusal::When(WhenRefusal::OtherWeekday(Day7::Wednesday))),
        ("elke 2e woensdag 14u tot 8/12", DatesRefusal::When(WhenRefusal::NotAhead)),
        ("elke 2e woensdag 14u tot 30/11/2025", DatesRefusal::When(WhenRefusal::NotAhead)),
        ("elke 2e woensdag 14u tot 30/6/2028", DatesRefusal::TooMany(18)),
        ("30/11, 13/1 14u", DatesRefusal::When(WhenRefusal::NotAhead)),
        ("binnenkort", DatesRefusal::When(WhenRefusal::Unreadable)),
    ] {
        assert_eq!(read_at(NOW, typed), Err(why), "{typed}");
    }
}

#[test]
fn a_day_is_moved_with_its_hour_on_the_clock() {
    let (from, to) = (moment("2026-10-21T14:00"), moment("2026-10-22T15:30"));
    let (days, clock) = shift(from, to);
    assert_eq!((days, clock), (1, (15, 30)));
    assert_eq!(moved(moment("2026-10-28T14:00"), days, clock).map(shown), Some("2026-10-29 15:30".to_owned()));
    assert_eq!(moved(moment("2027-03-27T14:00"), 1, (2, 30)), None);
}
