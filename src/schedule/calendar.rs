//! An encounter as a file that calendars read (RFC 5545): one event for each day, in UTC, so that every calendar shows it at the right hour
//! on both sides of a change of the clocks without knowing our zone.
//!
//! Never true of this file: an address, a nickname or anything of whoever takes the file stands in it; two versions of one
//! encounter have another UID; the library asks a clock, or draws a number, because we left something out.

use crate::domain::{EncounterId, Moment};
use data_encoding::HEXLOWER;
use icalendar::{Calendar, Class, Component, Event, EventStatus, Property};
use jiff::Timestamp;

/// What a calendar is told.
pub struct Entry<'a> {
    /// Random, and the same for everybody who comes: it leads to no question and to no person.
    pub id: EncounterId,
    /// Grows with every change; a calendar believes the higher one.
    pub revision: u32,
    pub written: Moment,
    pub starts: Moment,
    pub ends: Moment,
    /// The later days of a camp: an event each, so that nobody's nights are taken.
    pub later: &'a [(Moment, Moment)],
    pub title: &'a str,
    /// The municipality. Never the address.
    pub area: &'a str,
    pub cancelled: bool,
}

/// The whole file. No METHOD: it is a date to keep and not an invitation that somebody could answer.
pub fn file(entry: &Entry) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Rechtdoor//Tout droit//NL"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    let id = HEXLOWER.encode(&entry.id.0);
    calendar.push(event(entry, &format!("{id}@rechtdoor"), (entry.starts, entry.ends)));
    for (day, span) in (2..).zip(entry.later) {
        calendar.push(event(entry, &format!("{id}-{day}@rechtdoor"), *span));
    }
    calendar.to_string()
}

fn event(entry: &Entry, uid: &str, (starts, ends): (Moment, Moment)) -> Event {
    let status = if entry.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed };
    let mut event = Event::new();
    event
        .uid(uid)
        .sequence(entry.revision)
        .add_property("DTSTAMP", utc(entry.written))
        .add_property("DTSTART", utc(starts))
        .add_property("DTEND", utc(ends))
        .summary(&one_line(entry.title))
        .add_property("LOCATION", one_line(entry.area))
        // Who shares a calendar with a class or a family shows them that something is on, and not what.
        .class(Class::Private)
        .status(status);
    event.done()
}

/// `20261216T130000Z`. A moment that no calendar can name is the first of all.
fn utc(moment: Moment) -> String {
    let at = Timestamp::from_millisecond(moment.0).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A control character would end the line, and what follows would be a property of its own.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
