//! The file is read back by a parser that shares nothing with what wrote it.

use super::*;
use ical::parser::ical::component::IcalEvent;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn entry<'a>(title: &'a str, area: &'a str) -> Entry<'a> {
    let starts = Moment(1_797_426_000_000);
    Entry {
        id: EncounterId([0xa7; 16]),
        revision: 3,
        written: Moment(1_796_634_000_000),
        starts,
        ends: starts.plus_hours(2),
        later: &[],
        title,
        area,
        cancelled: false,
    }
}

/// The one event of the only calendar in a file.
fn read(file: &str) -> IcalEvent {
    let mut calendars = ical::IcalParser::new(file.as_bytes());
    let mut calendar = calendars.next().expect("a calendar").expect("that can be read");
    assert!(calendars.next().is_none(), "and no other");
    assert_eq!(calendar.events.len(), 1);
    assert!(calendar.todos.is_empty() && calendar.alarms.is_empty() && calendar.timezones.is_empty());
    calendar.events.pop().expect("one")
}

fn value(event: &IcalEvent, name: &str) -> String {
    let mut found = event.properties.iter().filter(|property| property.name == name);
    let value = found.next().and_then(|property| property.value.clone()).unwrap_or_default();
    assert!(found.next().is_none(), "{name} stands there once");
    value
}

/// What RFC 5545 (3.3.11) makes of a text, undone.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut out = String::new();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => out.extend(letters.next().map(|next| if next == 'n' { '\n' } else { next })),
            (letter, false) => out.push(letter),
        }
    }
    out
}

#[test]
fn a_calendar_reads_back_what_was_planned() {
    let event = read(&file(&entry("Foot et discussion; à 14 h, comme d'habitude", "Alost")));
    assert_eq!(value(&event, "UID"), format!("{}@rechtdoor", "a7".repeat(16)));
    assert_eq!(value(&event, "SEQUENCE"), "3");
    assert_eq!(value(&event, "STATUS"), "CONFIRMED");
    assert_eq!(value(&event, "CLASS"), "PRIVATE");
    assert_eq!(unescaped(&value(&event, "SUMMARY")), "Foot et discussion; à 14 h, comme d'habitude");
    assert_eq!(value(&event, "LOCATION"), "Alost");
    assert_eq!(value(&event, "DTSTART"), "20261216T130000Z");
    assert_eq!(value(&event, "DTEND"), "20261216T150000Z");
    assert_eq!(value(&event, "DTSTAMP"), "20261207T090000Z");
    assert_eq!(event.properties.len(), 9, "and nothing else");
}

#[test]
fn what_was_cancelled_is_the_same_event_with_a_higher_number() {
    let before = read(&file(&entry("Samen voetballen", "Aalst")));
    let after = read(&file(&Entry { revision: 4, cancelled: true, ..entry("Samen voetballen", "Aalst") }));
    assert_eq!(value(&before, "UID"), value(&after, "UID"));
    assert_eq!((value(&before, "SEQUENCE"), value(&after, "SEQUENCE")), ("3".to_owned(), "4".to_owned()));
    assert_eq!(value(&after, "STATUS"), "CANCELLED");
}

#[test]
fn two_in_the_afternoon_stays_so_on_both_sides_of_both_changes_of_the_clocks() {
    let zone = TimeZone::get("Europe/Brussels").expect("a zone");
    for (local, utc) in [
        ("2026-10-24T14:00:00", "20261024T120000Z"),
        ("2026-10-25T14:00:00", "20261025T130000Z"),
        ("2027-03-27T14:00:00", "20270327T130000Z"),
        ("2027-03-28T14:00:00", "20270328T120000Z"),
    ] {
        let at: DateTime = local.parse().expect("a time");
        let starts = Moment(zone.to_timestamp(at).expect("that there is").as_millisecond());
        let event = read(&file(&Entry { starts, ends: starts.plus_hours(2), ..entry("Samen", "Gent") }));
        assert_eq!(value(&event, "DTSTART"), utc, "{local}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a coordinator types as a title, it stays one value of one event, in lines as the format wants them.
    #[test]
    fn no_title_breaks_out_of_its_line(title in any::<String>(), area in "[a-zà-ü ;,:\\\"\n-]{0,90}") {
        // The parser takes a colon at the very beginning of a value for another separator.
        let (title, area) = (format!("a{title}"), format!("b{area}"));
        let text = file(&entry(&title, &area));
        for line in text.split("\r\n") {
            prop_assert!(line.len() <= 75, "{} octets", line.len());
            prop_assert!(!line.contains(['\r', '\n']));
        }
        let event = read(&text);
        prop_assert_eq!(event.properties.len(), 9);
        // It also loses blanks where a line is folded; those are looked at without it.
        let packed = |text: &str| text.split_whitespace().collect::<String>();
        let unfolded = text.replace("\r\n ", "");
        for (name, typed) in [("SUMMARY", &title), ("LOCATION", &area)] {
            prop_assert_eq!(packed(&unescaped(&value(&event, name))), packed(&one_line(typed)));
            let line = unfolded.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            prop_assert_eq!(unescaped(line.unwrap_or_default()), one_line(typed));
        }
    }
}

#[test]
fn each_day_of_a_camp_is_an_event_of_its_own_and_nobody_s_nights_are_taken() {
    let first = entry("Mediakamp", "Genk");
    let later =
        [(first.starts.plus_days(1), first.ends.plus_days(1)), (first.starts.plus_days(3), first.ends.plus_days(3))];
    let written = file(&Entry { later: &later, ..first });
    let of = |name: &str| -> Vec<String> {
        written.lines().filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
    };
    let (starts, ends, ids) = (of("DTSTART:"), of("DTEND:"), of("UID:"));
    assert_eq!((starts.len(), ends.len()), (3, 3));
    assert!(starts.iter().zip(&ends).all(|(starts, ends)| starts[..8] == ends[..8]), "{starts:?} {ends:?}");
    assert_eq!(std::collections::BTreeSet::from_iter(&ids).len(), 3, "{ids:?}");
}
