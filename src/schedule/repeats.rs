//! A series as people type it: "elke 2e woensdag 14u tot juni", "tous les deux mercredis", "9/12, 13/1 en 10/2 om 14u".
//!
//! Never true of this file: a date has another hour of the clock than the others, whatever the clocks do between them; a
//! word that is not understood is passed over; more dates are made than somebody reads through.
//!
//! A month as the end is meant whole: whoever types "tot juni" reads all dates before they are published.

use super::typed::{self, MONTHS, WEEKDAYS, WhenRefusal, named, on_the_clock, split, written_date, written_time};
use super::{brussels, days_after};
use crate::domain::encounter::series::{End, Rule, TooMany, Weekday, Which};
use crate::domain::limits::SERIES_SESSIONS_MAX;
use crate::domain::{Day, Language, Moment};
use jiff::civil::{Date, DateTime, Time};

/// Why the dates cannot be taken as they were typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DatesRefusal {
    /// One of them, or the hour of all.
    When(WhenRefusal),
    /// It begins like a series, and it is not clear of what.
    Unreadable,
    /// It would be so many.
    TooMany(usize),
}

impl From<WhenRefusal> for DatesRefusal {
    fn from(why: WhenRefusal) -> Self {
        DatesRefusal::When(why)
    }
}

impl From<TooMany> for DatesRefusal {
    fn from(TooMany(count): TooMany) -> Self {
        DatesRefusal::TooMany(count)
    }
}

/// One date, some dates, or those of a rule, each with its hour of the clocks in Brussels; the earliest first.
///
/// # Errors
/// See [`DatesRefusal`].
pub fn dates(text: &str, now: Moment) -> Result<Vec<Moment>, DatesRefusal> {
    let words = words(text);
    let read = Reader::all(&words);
    let read = match read {
        Some(read) if read.is_rule() || read.dates.len() > 1 => read,
        // A word for "every" was typed, and something else that is not understood.
        None if words.iter().any(|word| every_of(word).is_some()) => return Err(DatesRefusal::Unreadable),
        Some(_) | None => return Ok(vec![typed::when(text, now)?]),
    };
    let (hour, minute) = read.time.ok_or(WhenRefusal::Unreadable)?;
    let time = Time::new(hour, minute, 0, 0).map_err(|_| WhenRefusal::NoSuchTime)?;
    let days = if read.is_rule() { read.rule_days(time, now)? } else { read.listed(brussels(now).date())? };
    let mut dates = Vec::with_capacity(days.len());
    for day in days {
        let local = DateTime::from_parts(day, time);
        let at = on_the_clock(local)?;
        if !typed::is_ahead(at, local, now) {
            return Err(WhenRefusal::NotAhead.into());
        }
        dates.push(at);
    }
    dates.sort_unstable();
    dates.dedup();
    match dates.len() {
        0 => Err(WhenRefusal::NotAhead.into()),
        count if count > SERIES_SESSIONS_MAX => Err(DatesRefusal::TooMany(count)),
        _ => Ok(dates),
    }
}

/// The same hour of the clock on another day, so many days from the one at hand; `None` where the clocks skip it.
pub fn moved(at: Moment, days: i32, to: (i8, i8)) -> Option<Moment> {
    let date = days_after(brussels(at).date(), days)?;
    on_the_clock(DateTime::from_parts(date, Time::new(to.0, to.1, 0, 0).ok()?)).ok()
}

/// Days of the calendar from one moment to another, and the hour of the clock at the other: what [`moved`] takes.
pub fn shift(from: Moment, to: Moment) -> (i32, (i8, i8)) {
    let (from, to) = (brussels(from), brussels(to));
    (day_of(to.date()).0 - day_of(from.date()).0, (to.hour(), to.minute()))
}

/// A date, the year of which was perhaps not typed.
#[derive(Clone, Copy)]
struct Written {
    /// The whole month when there is none.
    day: Option<i8>,
    month: i8,
    year: Option<i16>,
    /// Those that the word before it may mean.
    weekdays: [bool; 7],
}

impl Written {
    /// The next such day, from another on; of a month the last.
    fn date(&self, from: Date) -> Result<Date, WhenRefusal> {
        let of = |year| {
            let first = Date::new(year, self.month, 1).map_err(|_| WhenRefusal::NoSuchTime)?;
            let day = self.day.unwrap_or(first.days_in_month());
            Date::new(year, self.month, day).map_err(|_| WhenRefusal::NoSuchTime)
        };
        let date = match self.year {
            Some(year) => of(year),
            None => of(from.year()).and_then(|date| if date < from { of(from.year() + 1) } else { Ok(date) }),
        }?;
        let fits = self.weekdays == [false; 7] || self.weekdays.get(usize::from(weekday_of(date).0)) == Some(&true);
        if fits { Ok(date) } else { Err(WhenRefusal::OtherWeekday(date.weekday())) }
    }
}

/// What stands in a text.
#[derive(Default)]
struct Read {
    /// The language of the word for "every": "ma" is Monday in one and Tuesday in the other.
    language: Option<Language>,
    weekdays: [bool; 7],
    which: Option<Which>,
    every: Option<u8>,
    monthly: bool,
    august: bool,
    time: Option<(i8, i8)>,
    /// Days of a month that is not named yet.
    loose: Vec<i8>,
    dates: Vec<Written>,
    from: Option<Written>,
    until: Option<Written>,
    times: Option<usize>,
}

impl Read {
    fn is_rule(&self) -> bool {
        self.language.is_some() || self.every.is_some() || self.monthly || self.which.is_some()
    }

    /// The days of a list, each with the weekday that was typed before it.
    fn listed(&self, today: Date) -> Result<Vec<Date>, DatesRefusal> {
        if self.from.is_some() || self.until.is_some() || self.times.is_some() || self.august {
            return Err(DatesRefusal::Unreadable);
        }
        Ok(self.dates.iter().map(|written| written.date(today)).collect::<Result<_, _>>()?)
    }

    fn rule_days(&self, time: Time, now: Moment) -> Result<Vec<Date>, DatesRefusal> {
        let local = brussels(now);
        let first = match (local.time() < time, days_after(local.date(), 1)) {
            (false, Some(tomorrow)) => tomorrow,
            (true, _) | (false, None) => local.date(),
        };
        let begins = match (self.from, self.dates.as_slice()) {
            (from, []) => from,
            (None, [from]) => Some(*from),
            _ => return Err(DatesRefusal::Unreadable),
        };
        let from = match begins {
            Some(from) => {
                let from = from.date(first)?;
                if from < first {
                    return Err(WhenRefusal::NotAhead.into());
                }
                Some(from)
            }
            None => None,
        };
        let weekday = match (self.weekdays.iter().filter(|meant| **meant).count(), from) {
            (1, _) => self.weekdays.iter().position(|meant| *meant).and_then(|place| u8::try_from(place).ok()),
            // "Elke twee weken vanaf 9/12": the day says which.
            (0, Some(from)) => Some(weekday_of(from).0),
            _ => None,
        };
        let weekday = Weekday(weekday.ok_or(DatesRefusal::Unreadable)?);
        let rule = match (self.which, self.every, self.monthly) {
            (Some(which), None, _) => Rule::Monthly { which, weekday, in_august: self.august },
            (None, every, false) => Rule::Weeks { every: every.unwrap_or(1), weekday },
            (None, _, true) | (Some(_), Some(_), _) => return Err(DatesRefusal::Unreadable),
        };
        let from = from.unwrap_or(first);
        let end = match (self.until, self.times) {
            (None, None) => End::Open,
            (Some(until), None) => End::On(day_of(until.date(from)?)),
            (None, Some(times)) => End::After(times),
            (Some(_), Some(_)) => return Err(DatesRefusal::Unreadable),
        };
        let days = rule.days(day_of(from), end)?;
        Ok(days.into_iter().filter_map(|day| days_after(Date::new(1970, 1, 1).ok()?, day.0)).collect())
    }
}

/// Where a reader is: what a day that is found there means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Main,
    From,
    Until,
}

/// Walks over the words.
struct Reader<'a> {
    words: &'a [String],
    at: usize,
    part: Part,
    /// A weekday that no date has followed yet.
    weekday: Option<&'a str>,
    read: Read,
}

impl<'a> Reader<'a> {
    /// `None` when a word is not understood.
    fn all(words: &'a [String]) -> Option<Read> {
        let mut reader = Self { words, at: 0, part: Part::Main, weekday: None, read: Read::default() };
        while let Some(word) = reader.word(0) {
            let taken = reader.take(word)?;
            reader.at += taken;
        }
        if let Some(word) = reader.weekday {
            reader.read.weekdays = weekdays(word, reader.read.language);
        }
        reader.read.loose.is_empty().then_some(reader.read)
    }

    /// The word so many ahead.
    fn word(&self, ahead: usize) -> Option<&'a str> {
        self.words.get(self.at + ahead).map(String::as_str)
    }

    /// How many words are understood here.
    fn take(&mut self, word: &'a str) -> Option<usize> {
        let next = self.word(1).unwrap_or_default();
        let every = every_of(word);
        self.read.language = every.or(self.read.language);
        if let Some(part) = part_of(word) {
            self.part = part;
            return Some(1);
        }
        if let Some(taken) = self.rhythm(word, next) {
            return Some(taken);
        }
        if every.is_some() {
            return Some(1);
        }
        if let Some((hour, minute)) = written_time(word).filter(|_| self.read.time.is_none()) {
            // "14 h 30": the minutes may stand by themselves; "14 h, 10 fois" has none.
            let is_counted = self.word(2).is_some_and(|word| TIMES.contains(&word));
            let are_minutes = word.ends_with(['h', 'u']) && next.len() == 2 && !is_counted;
            let minutes = next.parse::<i8>().ok().filter(|_| are_minutes);
            self.read.time = Some((hour, minutes.unwrap_or(minute)));
            return Some(1 + usize::from(minutes.is_some()));
        }
        // Before the months: "au" is how one of them begins.
        if FILLERS.contains(&word) {
            return Some(1);
        }
        if let Some((written, taken)) = self.date(word, next) {
            self.found(written)?;
            return Some(taken);
        }
        if let Some(day) = day_of_month(word).filter(|_| self.part == Part::Main) {
            self.read.loose.push(day);
            return Some(1);
        }
        if self.weekday.is_none() && weekdays(word, None) != [false; 7] {
            self.weekday = Some(word);
            return Some(1);
        }
        None
    }

    /// Every so many weeks, which of a month's, how often.
    fn rhythm(&mut self, word: &str, next: &str) -> Option<usize> {
        let read = &mut self.read;
        let number = number_of(word);
        if let (Some(times), true) = (number, TIMES.contains(&next)) {
            read.times = Some(usize::from(times));
            return Some(2);
        }
        if let Some(times) = word.strip_suffix('x').and_then(|times| times.parse().ok()) {
            read.times = Some(times);
            return Some(1);
        }
        let which = which_of(word);
        if WEEKS.contains(&next) && (number.is_some() || which.is_some()) {
            read.language = every_of(next).or(read.language);
            read.every = match (number, which) {
                (Some(weeks), _) => Some(weeks),
                (None, Some(Which::Nth(weeks))) => Some(weeks),
                (None, _) => return None,
            };
            return read.every.is_some_and(|weeks| (1..=4).contains(&weeks)).then_some(2);
        }
        if word == "sur" && next == "deux" {
            read.every = Some(2);
            return Some(2);
        }
        // "1er lundi" comes here as "1": a bare number is that, a day, or a count of something.
        if word == "1" && read.which.is_none() && weekdays(next, None) != [false; 7] {
            read.which = Some(Which::Nth(1));
            return Some(1);
        }
        let is_bare = word.parse::<u8>().is_ok();
        if let (Some(which), false) = (which.filter(|_| !is_bare), read.which.is_some()) {
            read.which = Some(which);
            return Some(1);
        }
        if WEEKS.contains(&word) || matches!(word, "wekelijks" | "hebdomadaire") {
            read.every = Some(read.every.unwrap_or(1));
            return Some(1);
        }
        if matches!(word, "tweewekelijks" | "bimensuel") {
            read.every = Some(2);
            return Some(1);
        }
        if matches!(word, "maand" | "mois" | "maandelijks" | "mensuel") {
            read.monthly = true;
            return Some(1);
        }
        self.august(word, next)
    }

    /// "ook in augustus", "août compris".
    fn august(&mut self, word: &str, next: &str) -> Option<usize> {
        let is_august = |word: &str| word.len() >= 3 && named(word, &MONTHS) == [7];
        if matches!(word, "ook" | "aussi") {
            let behind = self.word(2).unwrap_or_default();
            let taken = if is_august(next) { 2 } else { 3 };
            self.read.august = is_august(next) || (matches!(next, "in" | "en") && is_august(behind));
            return self.read.august.then_some(taken);
        }
        if is_august(word) && matches!(next, "compris" | "inclus" | "aussi" | "inbegrepen" | "ook") {
            self.read.august = true;
            return Some(2);
        }
        None
    }

    /// A date, and how many words it has.
    fn date(&mut self, word: &str, next: &str) -> Option<(Written, usize)> {
        let weekdays = match self.part {
            Part::Main => self.weekday.map_or([false; 7], |word| weekdays(word, None)),
            Part::From | Part::Until => [false; 7],
        };
        if let Some((day, month, year)) = written_date(word) {
            return Some((Written { day: Some(day), month, year, weekdays }, 1));
        }
        let year = |word: Option<&str>| word.and_then(|word| word.parse::<i16>().ok()).filter(|year| *year >= 2000);
        if let (Some(day), Some(month)) = (day_of_month(word), month_of(next)) {
            let year = year(self.word(2));
            return Some((Written { day: Some(day), month, year, weekdays }, 2 + usize::from(year.is_some())));
        }
        let month = month_of(word).filter(|_| self.part != Part::Main)?;
        let year = year(Some(next));
        Some((Written { day: None, month, year, weekdays }, 1 + usize::from(year.is_some())))
    }

    fn found(&mut self, written: Written) -> Option<()> {
        match std::mem::replace(&mut self.part, Part::Main) {
            Part::Main => {
                self.weekday = None;
                // "9, 16 en 23 december".
                let loose = std::mem::take(&mut self.read.loose);
                self.read.dates.extend(loose.into_iter().map(|day| Written {
                    day: Some(day),
                    weekdays: [false; 7],
                    ..written
                }));
                self.read.dates.push(written);
            }
            Part::From => {
                written.day?;
                self.read.from = Some(written);
            }
            Part::Until => self.read.until = Some(written),
        }
        // More than this nobody means.
        (self.read.dates.len() <= 2 * SERIES_SESSIONS_MAX).then_some(())
    }
}

const FILLERS: [&str; 24] = [
    "om", "a", "le", "les", "la", "op", "de", "du", "van", "en", "et", "in", "un", "une", "met", "au", "eind", "eerst",
    "uur", "telkens", "l", "partir", "compris", "y",
];
const TIMES: [&str; 4] = ["keer", "maal", "fois", "x"];
const WEEKS: [&str; 4] = ["week", "weken", "semaine", "semaines"];

/// The words in small letters; what joins two words parts them.
fn words(text: &str) -> Vec<String> {
    split(&text.replace(['\'', '’', ';', '&', '+'], " "))
}

/// The word for "every", in its language.
fn every_of(word: &str) -> Option<Language> {
    match word {
        "elke" | "elk" | "iedere" | "ieder" | "wekelijks" | "maandelijks" | "tweewekelijks" | "week" | "weken" => {
            Some(Language::Nl)
        }
        "chaque" | "tous" | "toutes" | "tout" | "hebdomadaire" | "mensuel" | "sur" | "bimensuel" | "semaine"
        | "semaines" => Some(Language::Fr),
        _ => None,
    }
}

fn part_of(word: &str) -> Option<Part> {
    match word {
        "tot" | "t/m" | "tem" | "jusqu" | "jusque" => Some(Part::Until),
        "vanaf" | "partir" | "des" => Some(Part::From),
        _ => None,
    }
}

fn which_of(word: &str) -> Option<Which> {
    let nth = match word.trim_end_matches('s') {
        "1e" | "1ste" | "eerste" | "premier" | "premiere" | "1er" | "1ere" => 1,
        "2e" | "2de" | "tweede" | "deuxieme" | "2eme" | "second" | "seconde" => 2,
        "3e" | "3de" | "derde" | "troisieme" | "3eme" => 3,
        "4e" | "4de" | "vierde" | "quatrieme" | "4eme" => 4,
        "laatste" | "dernier" | "derniere" => return Some(Which::Last),
        _ => return None,
    };
    Some(Which::Nth(nth))
}

/// From 1 to 99.
fn number_of(word: &str) -> Option<u8> {
    match word {
        "een" => Some(1),
        "twee" | "deux" => Some(2),
        "drie" | "trois" => Some(3),
        "vier" | "quatre" => Some(4),
        "vijf" | "cinq" => Some(5),
        "zes" | "six" => Some(6),
        _ => word.parse().ok().filter(|number| (1..=99).contains(number)),
    }
}

fn day_of_month(word: &str) -> Option<i8> {
    word.parse().ok().filter(|day| (1..=31).contains(day))
}

fn month_of(word: &str) -> Option<i8> {
    match named(word, &MONTHS).as_slice() {
        [found] => i8::try_from(found + 1).ok(),
        _ => None,
    }
}

/// The days of the week that a word may mean, in one language or in both; "mercredis" too.
fn weekdays(word: &str, language: Option<Language>) -> [bool; 7] {
    let word = if word.len() > 3 { word.trim_end_matches('s') } else { word };
    WEEKDAYS.map(|[nl, fr]| {
        let begins = |name: &str| word.len() >= 2 && name.starts_with(word);
        match language {
            Some(Language::Nl) => begins(nl),
            Some(Language::Fr) => begins(fr),
            None => begins(nl) || begins(fr),
        }
    })
}

fn weekday_of(date: Date) -> Weekday {
    Weekday(date.weekday().to_monday_zero_offset().unsigned_abs())
}

fn day_of(date: Date) -> Day {
    let first = Date::new(1970, 1, 1).unwrap_or(date);
    Day(date.since(first).map_or(0, |span| span.get_days()))
}

#[cfg(test)]
#[path = "repeats_tests.rs"]
mod tests;
