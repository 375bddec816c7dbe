//! Days and hours in words, in Europe/Brussels. The words themselves are messages (`time.ftl`).

use super::Locale;
use crate::domain::{Day, Language, Moment};
use crate::messenger::{Arg, Msg};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

const WEEKDAYS: [&str; 7] =
    ["time-monday", "time-tuesday", "time-wednesday", "time-thursday", "time-friday", "time-saturday", "time-sunday"];

const MONTHS: [&str; 12] = [
    "time-january",
    "time-february",
    "time-march",
    "time-april",
    "time-may",
    "time-june",
    "time-july",
    "time-august",
    "time-september",
    "time-october",
    "time-november",
    "time-december",
];

impl Locale {
    /// "woensdag 9 december, 14.00 uur" · "mercredi 9 décembre à 14 h".
    pub(super) fn when(&self, language: Language, moment: Moment) -> String {
        let date = self.date(language, &brussels(moment));
        let clock = self.clock(language, moment);
        self.text(language, &Msg::new("time-when").with("date", Arg::Text(date)).with("clock", Arg::Text(clock)))
    }

    /// "woensdag 9 december" · "mercredi 9 décembre".
    pub(super) fn day(&self, language: Language, day: Day) -> String {
        // Noon: the same calendar day in Belgium as in UTC, whatever the season.
        self.date(language, &brussels(day.start().plus_hours(12)))
    }

    /// "december 2026" · "décembre 2026".
    pub(super) fn month(&self, language: Language, day: Day) -> String {
        let at = brussels(day.start().plus_hours(12));
        let month = usize::try_from(at.month() - 1).unwrap_or_default();
        let msg = Msg::new("time-month")
            .with("month", Arg::Msg(MONTHS[month % 12]))
            .with("year", Arg::Text(at.year().to_string()));
        self.text(language, &msg)
    }

    /// "14.32 uur" · "14 h 32".
    pub(super) fn clock(&self, language: Language, moment: Moment) -> String {
        let at = brussels(moment);
        let id = if at.minute() == 0 { "time-hour" } else { "time-minutes" };
        let msg = Msg::new(id)
            .with("hour", Arg::Text(at.hour().to_string()))
            .with("minute", Arg::Text(format!("{:02}", at.minute())));
        self.text(language, &msg)
    }

    /// When somebody is there, from Monday on: "maandag tot vrijdag: 9.00–17.00 uur" · "du lundi au vendredi : 9 h–17 h". Each
    /// opening in minutes after midnight. Days in a row with the same hours are said once, closed ones not at all.
    pub fn week(&self, language: Language, week: &[Vec<(u16, u16)>; 7]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for (day, openings) in week.iter().enumerate().filter(|(_, openings)| !openings.is_empty()) {
            match runs.last_mut() {
                Some((first, last)) if *last + 1 == day && week[*first] == *openings => *last = day,
                Some(_) | None => runs.push((day, day)),
            }
        }
        let said: Vec<String> = runs
            .into_iter()
            .map(|(first, last)| {
                let days = self.days(language, first, last);
                let spans = week[first].iter().map(|(from, to)| self.span(language, *from, *to)).collect::<Vec<_>>();
                let spans = spans.join(&self.text(language, &Msg::new("time-and")));
                self.text(
                    language,
                    &Msg::new("time-open").with("days", Arg::Text(days)).with("spans", Arg::Text(spans)),
                )
            })
            .collect();
        said.join(&self.text(language, &Msg::new("time-also")))
    }

    fn days(&self, language: Language, first: usize, last: usize) -> String {
        let day = |day: usize| self.text(language, &Msg::from(WEEKDAYS[day]));
        match last - first {
            0 => day(first),
            1 => [day(first), day(last)].join(&self.text(language, &Msg::new("time-and"))),
            _ => {
                let days = Msg::new("time-days").with("from", Arg::Msg(WEEKDAYS[first]));
                self.text(language, &days.with("to", Arg::Msg(WEEKDAYS[last])))
            }
        }
    }

    fn span(&self, language: Language, from: u16, to: u16) -> String {
        let at = |minute: u16| {
            let id = if minute.is_multiple_of(60) { "time-span-hour" } else { "time-span-minutes" };
            let msg = Msg::new(id)
                .with("hour", Arg::Text((minute / 60).to_string()))
                .with("minute", Arg::Text(format!("{:02}", minute % 60)));
            Arg::Text(self.text(language, &msg))
        };
        self.text(language, &Msg::new("time-span").with("from", at(from)).with("to", at(to)))
    }

    fn date(&self, language: Language, at: &ZonedDateTime) -> String {
        let weekday = usize::try_from(at.weekday().to_monday_zero_offset()).unwrap_or_default();
        let month = usize::try_from(at.month() - 1).unwrap_or_default();
        let day = if at.day() == 1 { "time-first" } else { "time-day" };
        let msg = Msg::new(day)
            .with("weekday", Arg::Msg(WEEKDAYS[weekday % 7]))
            .with("day", Arg::Text(at.day().to_string()))
            .with("month", Arg::Msg(MONTHS[month % 12]));
        self.text(language, &msg)
    }
}

fn brussels(moment: Moment) -> ZonedDateTime {
    let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
    Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned_datetime(zone)
}
