//! An encounter as a coordinator plans it, step by step, and as young people see it once it is published.
//!
//! Never true of this file: something unfinished is published; it is published before the zone has said that nobody is
//! checked there; what was published changes without a new revision.

use super::change::{Changes, News};
use super::codes::Codes;
use super::door::{Door, Heads};
use super::officers::Officers;
use super::phases::After;
use super::series::Repeats;
use super::sharing::{Sharing, Way};
use super::street::{Said, Street};
use crate::domain::limits::{
    ADDRESS_FROM_HOURS, ADDRESS_UNTIL_HOURS, ENCOUNTER_DRAFT_DAYS, LINE_REMINDER_HOURS, ROOM_CODE_MINUTES,
    SEATS_LIVE_HOURS,
};
use crate::domain::{Day, Language, Moment, SeriesId, StaffId};
use serde::{Deserialize, Serialize};

/// When people are reminded of what begins then.
pub type Reminded = fn(Moment) -> Moment;

/// Lives until 48 hours after its end or its cancelling; while it is planned, 90 days after the last change.
#[derive(Clone, Serialize, Deserialize)]
pub struct Encounter {
    /// Project id of `content/projects.toml`.
    pub project: String,
    pub owner: StaffId,
    pub kind: Option<Kind>,
    pub title_nl: String,
    pub title_fr: String,
    pub starts: Option<Moment>,
    pub minutes: Option<u16>,
    /// While it is planned, all dates of a series; `starts` is the first that is not skipped.
    pub repeats: Repeats,
    /// Of a camp of several days that is published: when each later one begins.
    pub days: Vec<Moment>,
    /// Once it is published, when people are reminded of each day: the hours at which nobody is called are not known here.
    pub reminders: Vec<Moment>,
    /// Once it is published, what it has in common with the other dates of its series.
    pub series: Option<SeriesId>,
    /// A plan that changes what is published already.
    pub changes: Option<Changes>,
    pub news: Option<News>,
    /// On which day messages were last sent to those who come or wait, and how many.
    pub said: Option<(Day, u8)>,
    /// Municipality id of `content/projects.toml`.
    pub area: Option<String>,
    /// For confirmed places only, and only around the day itself.
    pub venue: String,
    pub places: Option<Places>,
    pub sharing: Sharing,
    /// What must come before, for whoever comes to this one.
    pub after: Option<After>,
    /// Once it is published.
    pub codes: Codes,
    pub officers: Officers,
    /// From and up to.
    pub ages: Option<(u8, u8)>,
    pub spoken: Option<Spoken>,
    pub access: Vec<Access>,
    /// Whoever plans has looked at the list of access.
    pub access_said: bool,
    pub dress: Option<Dress>,
    /// The zone has said that nobody's identity is checked there.
    pub no_checks: bool,
    /// A parent must say yes before a place is certain.
    pub consent: Option<bool>,
    pub stage: Stage,
    /// Once a code was shown on its day.
    pub door: Option<Door>,
    pub heads: Option<Heads>,
    /// Once a talk in the street is published.
    pub street: Option<Street>,
    /// Grows with every change of what was published.
    pub revision: u32,
    pub touched: Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Kind {
    Meeting,
    Workshop,
    Camp,
    Training,
    Consultation,
    /// On a square, without signing up.
    StreetTalk,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Places {
    pub youths: u16,
    pub officers: u16,
    /// Officers in training: a class of their own.
    pub trainees: u16,
    /// Fewer than these, and a coordinator thinks about it.
    pub least_youths: u16,
    pub least_officers: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Spoken {
    Nl,
    Fr,
    Both,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Access {
    Wheelchair,
    QuietRoom,
    NoReading,
    Food,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Dress {
    Plain,
    Uniform,
    Mixed,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    Planned,
    Published,
    Cancelled { at: Moment },
}

/// What is planned in one screen, in this order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Step {
    Kind,
    Titles,
    When,
    Where,
    Places,
    People,
    Access,
    Officers,
    Consent,
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::Meeting, Kind::Workshop, Kind::Camp, Kind::Training, Kind::Consultation, Kind::StreetTalk];
}

impl Spoken {
    pub const ALL: [Spoken; 3] = [Spoken::Nl, Spoken::Fr, Spoken::Both];
}

impl Access {
    pub const ALL: [Access; 4] = [Access::Wheelchair, Access::QuietRoom, Access::NoReading, Access::Food];
}

impl Dress {
    pub const ALL: [Dress; 3] = [Dress::Plain, Dress::Uniform, Dress::Mixed];
}

impl Step {
    pub const ALL: [Step; 9] = [
        Step::Kind,
        Step::Titles,
        Step::When,
        Step::Where,
        Step::Places,
        Step::People,
        Step::Access,
        Step::Officers,
        Step::Consent,
    ];

    /// From 1.
    pub fn number(self) -> usize {
        Step::ALL.iter().position(|step| *step == self).map_or(1, |place| place + 1)
    }
}

impl Encounter {
    pub fn new(project: String, owner: StaffId, today: Day) -> Self {
        Self {
            project,
            owner,
            kind: None,
            title_nl: String::new(),
            title_fr: String::new(),
            starts: None,
            minutes: None,
            repeats: Repeats::default(),
            days: Vec::new(),
            reminders: Vec::new(),
            series: None,
            changes: None,
            news: None,
            said: None,
            area: None,
            venue: String::new(),
            places: None,
            sharing: Sharing::new(Way::FirstCome),
            after: None,
            codes: Codes::default(),
            officers: Officers::default(),
            ages: None,
            spoken: None,
            access: Vec::new(),
            access_said: false,
            dress: None,
            no_checks: false,
            consent: None,
            stage: Stage::Planned,
            door: None,
            heads: None,
            street: None,
            revision: 0,
            touched: today,
        }
    }

    pub fn title(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.title_nl,
            Language::Fr => &self.title_fr,
        }
    }

    pub fn title_mut(&mut self, language: Language) -> &mut String {
        match language {
            Language::Nl => &mut self.title_nl,
            Language::Fr => &mut self.title_fr,
        }
    }

    /// When it begins, or when each of a series does.
    pub fn set_dates(&mut self, dates: &[Moment]) {
        self.starts = dates.first().copied();
        self.repeats = Repeats::new(dates);
    }

    /// On this date of the series there is none, or there is one after all. `false` when it would be the last one.
    pub fn skip(&mut self, at: Moment) -> bool {
        let done = self.repeats.skip(at);
        if done {
            self.starts = self.repeats.kept().next();
        }
        done
    }

    /// The plan, taken apart into one encounter for each date that is not skipped; the first stands for the plan itself.
    /// Each is reminded of in its own time.
    pub fn sessions(&self, series: SeriesId, reminded: Reminded) -> Vec<Encounter> {
        let of = |starts: Option<Moment>, series: Option<SeriesId>| {
            let mut one = Encounter { starts, series, repeats: Repeats::default(), ..self.clone() };
            one.remind(reminded);
            one
        };
        let dates: Vec<Moment> = self.repeats.kept().collect();
        match dates.as_slice() {
            [] => vec![of(self.starts, None)],
            [one] => vec![of(Some(*one), None)],
            all => all.iter().map(|at| of(Some(*at), Some(series))).collect(),
        }
    }

    fn is_done(&self, step: Step) -> bool {
        match step {
            Step::Kind => self.kind.is_some(),
            Step::Titles => !self.title_nl.is_empty() && !self.title_fr.is_empty(),
            Step::When => self.starts.is_some() && self.minutes.is_some(),
            Step::Where => self.area.is_some() && !self.venue.is_empty(),
            Step::Places | Step::People | Step::Consent if self.is_walk_in() => true,
            Step::Places => self.places.is_some(),
            Step::People => self.ages.is_some() && self.spoken.is_some(),
            Step::Access => self.access_said,
            Step::Officers => (self.dress.is_some() || !self.has_officers()) && self.no_checks,
            Step::Consent => self.consent.is_some(),
        }
    }

    /// The first step that is not done yet; `None` when it can be published.
    pub fn next_step(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| !self.is_done(*step))
    }

    /// Begins and ends, with the last day of a camp; `None` while that is not planned.
    pub fn span(&self) -> Option<(Moment, Moment)> {
        let days = self.day_spans();
        Some((days.first()?.0, days.last()?.1))
    }

    /// Young people may meet among themselves, before or after.
    pub fn has_officers(&self) -> bool {
        self.places.is_none_or(|places| places.officers > 0)
    }

    /// Nobody signs up: who comes by is there, and the venue is public.
    pub fn is_walk_in(&self) -> bool {
        self.kind == Some(Kind::StreetTalk)
    }

    /// Must whoever follows the square hear of it now, or from when on? `None` when they have, or never will.
    pub fn followers_due(&self) -> Option<Moment> {
        let street = self.street?;
        match self.stage {
            Stage::Published => self.reminder_at().filter(|_| street.day != Said::ToAll),
            Stage::Cancelled { at } => Some(at).filter(|_| street.off != Said::ToAll),
            Stage::Planned => None,
        }
    }

    pub fn is_published(&self) -> bool {
        self.stage == Stage::Published
    }

    /// Can somebody still ask for a place?
    pub fn takes_people(&self, now: Moment) -> bool {
        self.is_published() && self.span().is_some_and(|(starts, _)| now < starts)
    }

    /// Is it not over yet?
    pub fn is_ahead_or_on(&self, now: Moment) -> bool {
        self.is_published() && self.span().is_some_and(|(_, ends)| now < ends)
    }

    /// Can people be let in by a code?
    pub fn is_at_the_door(&self, now: Moment) -> bool {
        self.is_published() && self.day_at_the_door(now).is_some()
    }

    /// When the code at the door is next to be changed; `None` when none is to be shown any more.
    pub fn code_turns_at(&self) -> Option<Moment> {
        let door = self.door.filter(|door| door.shown.is_some() && self.is_published())?;
        // A code is drawn for ten minutes: it stood there before.
        let ends = self.day_at_the_door(door.until.plus_minutes(-ROOM_CODE_MINUTES));
        Some(ends.map_or(door.until, |ends| ends.min(door.until)))
    }

    /// May whoever has a place know where it is, at this moment?
    pub fn shows_address(&self, now: Moment) -> bool {
        let Some((starts, ends)) = self.span() else { return false };
        let around = starts.plus_hours(-ADDRESS_FROM_HOURS)..ends.plus_hours(ADDRESS_UNTIL_HOURS);
        self.is_published() && around.contains(&now)
    }

    /// Is whoever has a place sent there, of the bot's own accord? The address may be looked up for longer.
    pub fn tells_the_way(&self, now: Moment) -> bool {
        self.shows_address(now) && self.is_ahead_or_on(now)
    }

    /// Nothing is lacking, and it lies ahead: young people see it from now on, and are `reminded` before each day begins.
    /// `false` otherwise.
    pub fn publish(&mut self, now: Moment, reminded: Reminded) -> bool {
        let Some((starts, _)) = self.span().filter(|(starts, _)| now < *starts) else { return false };
        let is_whole = self.stage == Stage::Planned && self.changes.is_none() && self.next_step().is_none();
        if !is_whole || !self.sharing.begin(now, starts) {
            return false;
        }
        self.stage = Stage::Published;
        self.remind(reminded);
        self.revision = self.revision.wrapping_add(1);
        self.touched = now.day();
        true
    }

    /// `false` when there is nothing to cancel any more.
    pub fn cancel(&mut self, now: Moment) -> bool {
        if !self.takes_people(now) {
            return false;
        }
        self.stage = Stage::Cancelled { at: now };
        // Nothing else of it is worth hearing any more: it does not go on as people know it.
        if let Some(news) = self.news.take().filter(|news| !news.is_being_told()) {
            (self.starts, self.minutes, self.area) = (news.before.starts, news.before.minutes, news.before.area);
            self.days = news.before.days;
            self.venue = news.before.venue;
        }
        self.revision = self.revision.wrapping_add(1);
        self.touched = now.day();
        true
    }

    /// When it is forgotten, with all its places.
    pub fn forgotten_at(&self) -> Moment {
        match (self.stage, self.span()) {
            (Stage::Published, Some((_, ends))) => ends.plus_hours(SEATS_LIVE_HOURS),
            // A change goes with what it was to change, with the address.
            (Stage::Planned, Some((_, ends))) if self.changes.is_some() => ends.plus_hours(SEATS_LIVE_HOURS),
            (Stage::Cancelled { at }, _) => at.plus_hours(SEATS_LIVE_HOURS),
            (Stage::Planned, _) | (Stage::Published, None) => self.touched.start().plus_days(ENCOUNTER_DRAFT_DAYS),
        }
    }

    /// When whoever still waits in line is told so.
    pub fn line_reminder_at(&self) -> Option<Moment> {
        self.starts.map(|starts| starts.plus_hours(-LINE_REMINDER_HOURS))
    }

    /// When confirmed places hear where it is.
    pub fn address_from(&self) -> Option<Moment> {
        self.span().map(|(starts, _)| starts.plus_hours(-ADDRESS_FROM_HOURS))
    }

    /// When they are reminded of its beginning.
    pub fn reminder_at(&self) -> Option<Moment> {
        self.reminders.first().copied()
    }

    /// It was published, or begins at another time.
    pub(super) fn remind(&mut self, reminded: Reminded) {
        self.reminders = self.day_spans().into_iter().map(|(starts, _)| reminded(starts)).collect();
    }

    /// When the address leaves the screens.
    pub fn address_until(&self) -> Option<Moment> {
        self.span().map(|(_, ends)| ends.plus_hours(ADDRESS_UNTIL_HOURS))
    }
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
