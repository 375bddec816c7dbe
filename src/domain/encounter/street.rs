//! Talk in the street: on a square, without signing up, and squares that young people follow.
//!
//! Never true of this file: a square is kept that nobody plans anything on; following goes on for ever.

use crate::domain::limits::{FOLLOW_DAYS, SQUARE_DAYS};
use crate::domain::{Day, FollowId, Language, Moment, SquareId};
use serde::{Deserialize, Serialize};

/// A square as the team calls it. Public, and nobody's. Lives until a year after the last talk that was planned there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Square {
    /// Project id of `content/projects.toml`.
    pub project: String,
    /// Municipality id of `content/projects.toml`.
    pub area: String,
    pub name: String,
    pub used: Day,
}

/// Somebody hears of talks on a square. Lives for half a year, until they stop, or until /wis; the chat stands in its route.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Follow {
    pub square: SquareId,
    pub language: Language,
    pub until: Day,
}

/// What an encounter of the street knows beside its plan. Lives as long as the encounter.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Street {
    pub square: SquareId,
    /// That it is soon.
    pub day: Said,
    /// That it does not take place.
    pub off: Said,
    /// It was cancelled because of the weather.
    pub weather: bool,
}

/// How far something was said to those who follow a square, some at a time. It stands with the talk and not with them: of two
/// talks at one hour each is said once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Said {
    #[default]
    NotYet,
    /// To those up to this one, in the order of their ids.
    UpTo(FollowId),
    ToAll,
}

impl Said {
    /// Behind whom it goes on; `None` when it is over.
    pub fn behind(self) -> Option<Option<FollowId>> {
        match self {
            Said::NotYet => Some(None),
            Said::UpTo(last) => Some(Some(last)),
            Said::ToAll => None,
        }
    }
}

impl Street {
    pub fn new(square: SquareId) -> Self {
        Self { square, day: Said::NotYet, off: Said::NotYet, weather: false }
    }
}

impl Square {
    pub fn is_over(&self, today: Day) -> bool {
        i64::from(today.0) - i64::from(self.used.0) >= SQUARE_DAYS
    }

    /// Is it the same one, however it is typed?
    pub fn is_called(&self, project: &str, area: &str, name: &str) -> bool {
        self.project == project && self.area == area && self.name.to_lowercase() == name.to_lowercase()
    }
}

impl Follow {
    pub fn new(square: SquareId, language: Language, now: Moment) -> Self {
        Self { square, language, until: now.plus_days(FOLLOW_DAYS).day() }
    }

    pub fn is_over(&self, today: Day) -> bool {
        today >= self.until
    }
}
