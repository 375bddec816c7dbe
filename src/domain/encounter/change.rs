//! What was published changes: which facts people with a place go by, what they have not heard yet, and when they do.
//!
//! Never true of this file: a change is taken from a plan that was begun before another change; people hear of what was
//! changed back; they hear three times of three changes within ten minutes.

use super::codes::Codes;
use super::officers::{Officers, ZoneSays};
use super::plan::{Access, Dress, Encounter, Reminded};
use super::record::{SeatRecord, Told};
use super::seats::SeatState;
use super::street::Said;
use crate::domain::limits::TOLD_AGAIN_HOURS;
use crate::domain::{EncounterId, FollowId, Moment, SeatId};
use serde::{Deserialize, Serialize};

/// What a plan is to change once it is looked through: the plan itself is a copy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Changes {
    pub of: EncounterId,
    /// The revision that was copied.
    pub revision: u32,
    /// All later dates of the series too.
    pub following: bool,
}

/// What somebody with a place goes by.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub starts: Option<Moment>,
    pub minutes: Option<u16>,
    /// The later days of a camp.
    pub days: Vec<Moment>,
    pub area: Option<String>,
    /// Told to those alone who may know it.
    pub venue: String,
    pub dress: Option<Dress>,
    pub ages: Option<(u8, u8)>,
    pub access: Vec<Access>,
}

/// What people with a place have not heard yet.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// As they know it.
    pub before: Facts,
    /// Of the newest change.
    pub since: Moment,
    /// When they hear of it.
    pub tell_at: Moment,
    pub step: NewsStep,
}

/// What is done about it, some places at a time; the place is the last one that is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NewsStep {
    /// Places that came free are offered, and what would run out too late runs out earlier.
    Places,
    /// Addresses and reminders move.
    Moments(Option<SeatId>),
    /// More changes may follow.
    Gathering,
    Telling(Option<SeatId>),
    /// The same to those who follow the square of a talk in the street.
    TellingFollowers(Option<FollowId>),
}

impl News {
    /// When something is next to be done about it.
    pub fn due(&self) -> Moment {
        match self.step {
            NewsStep::Places | NewsStep::Moments(_) => self.since,
            NewsStep::Gathering | NewsStep::Telling(_) | NewsStep::TellingFollowers(_) => self.tell_at,
        }
    }

    pub fn is_being_told(&self) -> bool {
        match self.step {
            NewsStep::Telling(_) | NewsStep::TellingFollowers(_) => true,
            NewsStep::Places | NewsStep::Moments(_) | NewsStep::Gathering => false,
        }
    }
}

impl Encounter {
    pub fn facts(&self) -> Facts {
        Facts {
            starts: self.starts,
            minutes: self.minutes,
            days: self.days.clone(),
            area: self.area.clone(),
            venue: self.venue.clone(),
            dress: self.dress,
            ages: self.ages,
            access: self.access.clone(),
        }
    }

    /// A copy in which a change is planned.
    pub fn to_change(&self, id: EncounterId, following: bool) -> Encounter {
        Encounter {
            stage: super::plan::Stage::Planned,
            changes: Some(Changes { of: id, revision: self.revision, following }),
            news: None,
            said: None,
            series: None,
            codes: Codes::default(),
            door: None,
            heads: None,
            ..self.clone()
        }
    }

    /// Does it say something else than `base`, from which it was copied?
    pub fn differs(&self, base: &Encounter) -> bool {
        self.facts() != base.facts()
            || self.places != base.places
            || self.spoken != base.spoken
            || (&self.title_nl, &self.title_fr) != (&base.title_nl, &base.title_fr)
    }

    /// Takes over what a plan says otherwise than the encounter that it was copied from, and begins at `starts`, of which
    /// people are `reminded`. Whoever has a place hears of it at `tell_at`, or when the first of several changes said so.
    pub fn change(
        &mut self,
        (plan, base): (&Encounter, &Encounter),
        (starts, reminded): (Moment, Reminded),
        now: Moment,
        tell_at: Moment,
    ) {
        fn take<T: PartialEq + Clone>(own: &mut T, plan: &T, base: &T) {
            if plan != base {
                own.clone_from(plan);
            }
        }
        let before = self.facts();
        if self.starts != Some(starts) {
            // What the zone said was said of another hour.
            self.officers = Officers { says: ZoneSays::Nothing, checked: false, ..self.officers };
        }
        self.starts = Some(starts);
        take(&mut self.title_nl, &plan.title_nl, &base.title_nl);
        take(&mut self.title_fr, &plan.title_fr, &base.title_fr);
        take(&mut self.minutes, &plan.minutes, &base.minutes);
        take(&mut self.days, &plan.days, &base.days);
        take(&mut self.area, &plan.area, &base.area);
        take(&mut self.venue, &plan.venue, &base.venue);
        take(&mut self.places, &plan.places, &base.places);
        take(&mut self.ages, &plan.ages, &base.ages);
        take(&mut self.spoken, &plan.spoken, &base.spoken);
        take(&mut self.access, &plan.access, &base.access);
        take(&mut self.dress, &plan.dress, &base.dress);
        self.remind(reminded);
        // Who hears of the change on the day itself has heard of the day.
        let is_far = self.reminder_at().is_some_and(|at| at >= now.plus_hours(TOLD_AGAIN_HOURS));
        if let Some(street) = self.street.as_mut().filter(|_| is_far) {
            street.day = Said::NotYet;
        }
        self.revision = self.revision.wrapping_add(1);
        self.touched = now.day();
        let (before, tell_at) = match self.news.take() {
            Some(known) => (known.before, known.tell_at),
            None => (before, tell_at),
        };
        self.news = Some(News { before, since: now, tell_at, step: NewsStep::Places });
    }

    /// Have people with a place not heard yet how it is, and is it being said right now?
    pub fn is_telling(&self) -> bool {
        self.news.as_ref().is_some_and(News::is_being_told)
    }

    /// Is what they know no longer true? Of the address nobody knows before its day, but of a square in the street.
    pub fn is_news(&self, before: &Facts, now: Moment) -> bool {
        let now_known = self.facts();
        let known = |facts: Facts| Facts { venue: String::new(), ..facts };
        let may_know = self.is_walk_in() || self.shows_address(now);
        let moved = now_known.venue != before.venue && may_know;
        moved || known(now_known) != known(before.clone())
    }
}

impl SeatRecord {
    /// The encounter is at another time now: what was told of the old one is to be told again in its time.
    pub fn move_with(&mut self, encounter: &Encounter, now: Moment) {
        if self.seat.state == SeatState::Confirmed
            && let Some(reminded) = encounter.reminder_at()
        {
            let is_address_told = encounter.shows_address(now);
            let is_near = reminded <= now;
            if self.told != Told::Soon || !is_near {
                self.days_told = 0;
            }
            // It was said of another time.
            self.comes = false;
            self.told = match self.told {
                Told::DayBefore | Told::Soon if !is_address_told => Told::Nothing,
                Told::Soon if !is_near => Told::DayBefore,
                known @ (Told::Nothing | Told::InLine | Told::DayBefore | Told::Soon | Told::Over) => known,
            };
        }
        let is_line_said_later = encounter.line_reminder_at().is_some_and(|at| at > now);
        if (self.seat.state, self.told) == (SeatState::Waiting, Told::InLine) && is_line_said_later {
            self.told = Told::Nothing;
        }
        self.set_due(encounter);
    }
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
