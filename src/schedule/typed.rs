//! A day and an hour as people type them: "za 12/12 14u", "samedi 12 décembre à 14h30".
//!
//! Never true of this file: something is guessed. A weekday that does not fit its date, a date that is over or an hour
//! that the clocks skip is said back, not put right.

use super::{brussels, zone};
use crate::domain::Moment;
use jiff::Span;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::AmbiguousOffset;

/// A date without a year is the next one, within a year less a month: "12 november" typed on 13 November is a slip.
const MONTHS_AHEAD_MAX: i32 = 11;

/// Why a day and an hour cannot be taken as they were typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WhenRefusal {
    /// There is no date, no hour, or a word that is neither.
    Unreadable,
    /// The 30th of February, 25 o'clock.
    NoSuchTime,
    /// That date is another day of the week.
    OtherWeekday(Weekday),
    /// It is over, or more than eleven months ahead.
    NotAhead,
    /// The clocks jump over it, or show it twice.
    ClocksChange,
}

/// Reads a date and an hour of the clocks in Brussels, in either language.
///
/// # Errors
/// See [`WhenRefusal`].
pub fn when(text: &str, now: Moment) -> Result<Moment, WhenRefusal> {
    let typed = Typed::read(text).ok_or(WhenRefusal::Unreadable)?;
    let date = typed.date(brussels(now).date())?;
    let (hour, minute) = typed.time;
    let time = Time::new(hour, minute, 0, 0).map_err(|_| WhenRefusal::NoSuchTime)?;
    let at = on_the_clock(DateTime::from_parts(date, time))?;
    if !typed.weekdays.is_empty() && !typed.weekdays.contains(&date.weekday()) {
        return Err(WhenRefusal::OtherWeekday(date.weekday()));
    }
    if is_ahead(at, DateTime::from_parts(date, time), now) { Ok(at) } else { Err(WhenRefusal::NotAhead) }
}

/// Is a moment, which is this on the clocks of Brussels, still to come, and not too far away?
pub(super) fn is_ahead(at: Moment, local: DateTime, now: Moment) -> bool {
    let latest = brussels(now).checked_add(Span::new().months(MONTHS_AHEAD_MAX));
    at > now && latest.is_ok_and(|latest| local <= latest)
}

pub(super) fn on_the_clock(local: DateTime) -> Result<Moment, WhenRefusal> {
    let at = zone().to_ambiguous_timestamp(local);
    match at.offset() {
        AmbiguousOffset::Unambiguous { .. } => {
            let at = at.unambiguous().map_err(|_| WhenRefusal::NoSuchTime)?;
            Ok(Moment(at.as_millisecond()))
        }
        AmbiguousOffset::Gap { .. } | AmbiguousOffset::Fold { .. } => Err(WhenRefusal::ClocksChange),
    }
}

/// What stands in a text, not yet held against a calendar.
struct Typed {
    /// Those that the word may mean: "di" is Tuesday in Dutch and Sunday in French.
    weekdays: Vec<Weekday>,
    day: i8,
    month: i8,
    year: Option<i16>,
    time: (i8, i8),
}

impl Typed {
    fn read(text: &str) -> Option<Self> {
        let (mut weekdays, mut day, mut time) = (Vec::new(), None, None);
        let (mut month, mut year) = (None, None);
        let words = split(text);
        let mut words = words.iter().map(String::as_str).peekable();
        while let Some(word) = words.next() {
            let number = word.parse::<i16>().ok();
            if let Some(found) = written_date(word).filter(|_| day.is_none()) {
                (day, month, year) = (Some(found.0), Some(found.1), found.2);
            } else if let Some(found) = written_time(word).filter(|_| time.is_none()) {
                // "14 h 30": the minutes may stand by themselves.
                let minutes =
                    words.peek().and_then(|next| next.parse::<i8>().ok()).filter(|_| word.ends_with(['h', 'u']));
                time = Some((found.0, minutes.unwrap_or(found.1)));
                if minutes.is_some() {
                    words.next();
                }
            } else if let ([found], None, Some(_)) = (named(word, &MONTHS).as_slice(), month, day) {
                month = i8::try_from(found + 1).ok();
            } else if let (true, None, found @ [_, ..]) = (weekdays.is_empty(), day, named(word, &WEEKDAYS).as_slice())
            {
                let of = |place: &usize| Weekday::from_monday_zero_offset(i8::try_from(*place).ok()?).ok();
                weekdays = found.iter().filter_map(of).collect();
            } else if let (Some(number), None) = (number, day) {
                day = i8::try_from(number).ok();
            } else if let (Some(number @ 2000..), Some(_), None) = (number, month, year) {
                year = Some(number);
            } else if !FILLERS.contains(&word) {
                return None;
            }
        }
        Some(Self { weekdays, day: day?, month: month?, year, time: time? })
    }

    /// The next such date when no year was typed.
    fn date(&self, today: Date) -> Result<Date, WhenRefusal> {
        let of = |year| Date::new(year, self.month, self.day).map_err(|_| WhenRefusal::NoSuchTime);
        match self.year {
            Some(year) => of(year),
            None => of(today.year()).and_then(|date| if date < today { of(today.year() + 1) } else { Ok(date) }),
        }
    }
}

const FILLERS: [&str; 9] = ["om", "a", "le", "op", "de", "uur", "heures", "van", "1er"];
pub(super) const WEEKDAYS: [[&str; 2]; 7] = [
    ["maandag", "lundi"],
    ["dinsdag", "mardi"],
    ["woensdag", "mercredi"],
    ["donderdag", "jeudi"],
    ["vrijdag", "vendredi"],
    ["zaterdag", "samedi"],
    ["zondag", "dimanche"],
];
pub(super) const MONTHS: [[&str; 2]; 12] = [
    ["januari", "janvier"],
    ["februari", "fevrier"],
    ["maart", "mars"],
    ["april", "avril"],
    ["mei", "mai"],
    ["juni", "juin"],
    ["juli", "juillet"],
    ["augustus", "aout"],
    ["september", "septembre"],
    ["oktober", "octobre"],
    ["november", "novembre"],
    ["december", "decembre"],
];

/// The words of a text in small letters without accents; an hour that was torn apart is put together again.
pub(super) fn split(text: &str) -> Vec<String> {
    let folded: String = text.to_lowercase().chars().map(plain).collect();
    let mut words: Vec<String> = Vec::new();
    for word in folded.split([' ', ',', '\n', '\u{a0}', '\u{202f}']).filter(|word| !word.is_empty()) {
        match words.last_mut() {
            // "14 h", "14 u", "14 uur".
            Some(before) if matches!(word, "h" | "u" | "uur") && before.parse::<i8>().is_ok() => before.push('h'),
            _ if word == "1er" => words.push("1".to_owned()),
            _ => words.push(word.trim_end_matches('.').to_owned()),
        }
    }
    words
}

fn plain(letter: char) -> char {
    match letter {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        'û' | 'ù' => 'u',
        other => other,
    }
}

/// The places of a word, or of what begins with it, among names.
pub(super) fn named<const COUNT: usize>(word: &str, names: &[[&str; 2]; COUNT]) -> Vec<usize> {
    let begins = |row: &[&str; 2]| word.len() >= 2 && row.iter().any(|name| name.starts_with(word));
    names.iter().enumerate().filter(|(_, row)| begins(row)).map(|(place, _)| place).collect()
}

/// `12/12`, `12-12-2026`, `12/12/26`.
pub(super) fn written_date(word: &str) -> Option<(i8, i8, Option<i16>)> {
    let mut parts = word.split(['/', '-']);
    let (day, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let year = match parts.next() {
        None => None,
        Some(year) if year.len() == 2 => Some(2000 + year.parse::<i16>().ok()?),
        Some(year) => Some(year.parse().ok().filter(|year| *year >= 2000)?),
    };
    parts.next().is_none().then_some((day, month, year))
}

/// `14u`, `14u30`, `14h30`, `14:30`, `14.30`.
pub(super) fn written_time(word: &str) -> Option<(i8, i8)> {
    let (hour, minute) = word.split_once(['u', 'h', ':', '.'])?;
    let minute = match minute {
        "" | "ur" => 0,
        _ => minute.parse().ok().filter(|_| minute.len() == 2)?,
    };
    Some((hour.parse().ok()?, minute))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{moment, shown};
    use super::*;

    /// A Monday.
    const NOW: &str = "2026-12-07T10:00";

    fn read(text: &str) -> Result<String, WhenRefusal> {
        when(text, moment(NOW)).map(shown)
    }

    #[test]
    fn days_and_hours_are_read_as_people_type_them() {
        let table = [
            ("za 12/12 14u", "2026-12-12 14:00"),
            ("samedi 12 décembre 14h", "2026-12-12 14:00"),
            ("Samedi 12 décembre à 14h30", "2026-12-12 14:30"),
            ("zaterdag 12 december om 14 uur", "2026-12-12 14:00"),
            ("zaterdag 12 december 2026, 14.30 uur", "2026-12-12 14:30"),
            ("12-12-2026 9:05", "2026-12-12 09:05"),
            ("12/12/26 14 h 30", "2026-12-12 14:30"),
            ("le 1er mars à 14 h", "2027-03-01 14:00"),
            ("ven. 5 févr. 18h", "2027-02-05 18:00"),
            ("wo 9 dec 14u30", "2026-12-09 14:30"),
            ("7/12 18u", "2026-12-07 18:00"),
            ("2 août 10h", "2027-08-02 10:00"),
            // One word for two days: the date says which.
            ("ma 14/12 14u", "2026-12-14 14:00"),
            ("ma 8/12 14h", "2026-12-08 14:00"),
            ("di 15/12 14u", "2026-12-15 14:00"),
            ("di 13/12 14h", "2026-12-13 14:00"),
        ];
        for (typed, expected) in table {
            assert_eq!(read(typed), Ok(expected.to_owned()), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_said_back() {
        let table = [
            ("", WhenRefusal::Unreadable),
            ("binnenkort", WhenRefusal::Unreadable),
            ("12/12", WhenRefusal::Unreadable),
            ("14u", WhenRefusal::Unreadable),
            ("za 12/12 14u misschien", WhenRefusal::Unreadable),
            // June or July.
            ("5 ju 14u", WhenRefusal::Unreadable),
            ("30/2 14u", WhenRefusal::NoSuchTime),
            ("12/13 14u", WhenRefusal::NoSuchTime),
            ("12/12 25u", WhenRefusal::NoSuchTime),
            ("zo 12/12 14u", WhenRefusal::OtherWeekday(Weekday::Saturday)),
            ("ma 9/12 14u", WhenRefusal::OtherWeekday(Weekday::Wednesday)),
            ("7/12 9u", WhenRefusal::NotAhead),
            ("12/12/2025 14u", WhenRefusal::NotAhead),
            ("12/12/2027 14u", WhenRefusal::NotAhead),
            ("1 december 14u", WhenRefusal::NotAhead),
            // Forward on 28 March 2027; back on 31 October 2027.
            ("28/3/2027 2u30", WhenRefusal::ClocksChange),
            ("31/10/2027 2u30", WhenRefusal::ClocksChange),
        ];
        for (typed, expected) in table {
            assert_eq!(read(typed), Err(expected), "{typed}");
        }
    }
}
