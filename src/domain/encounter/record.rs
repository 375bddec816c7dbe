//! A place at an encounter as it lies on the disk: whose it is stands in its route, and nowhere else.

use super::phases::Nonce;
use super::plan::Encounter;
use super::seats::{Seat, SeatState};
use crate::domain::limits::{ADDRESS_MESSAGES_MAX, PAIR_WAITS_HOURS};
use crate::domain::{EncounterId, Language, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Lives until the place is given back, or 48 hours after the encounter.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatRecord {
    pub encounter: EncounterId,
    pub seat: Seat,
    /// A colour and an animal of `content/nicknames.toml`, by their numbers.
    pub name: [u8; 2],
    pub language: Language,
    /// The channel says that nobody is there any more: a coordinator decides what becomes of the place.
    pub gone: bool,
    pub told: Told,
    /// Of how many later days of a camp they were reminded.
    pub days_told: u8,
    /// They said the day before that they come: they are not asked again.
    pub comes: bool,
    /// The file for a calendar was taken: who hears of a cancelling is offered one that takes it out again.
    pub in_calendar: bool,
    /// Which question of the review comes next: 0 before they are asked, one more than there are when it is done. What was
    /// answered is not written here, nor beside it.
    pub review: u8,
    /// Wrong codes that were typed at the door.
    pub guesses: u8,
    /// Messages in which the address stands, the newest last, at most [`ADDRESS_MESSAGES_MAX`].
    pub address_at: Vec<i64>,
    /// What stands in the link for a friend, while one is asked along.
    pub link: Option<FriendLink>,
    /// Of the pass by which they came, where one encounter comes after another. Nobody else comes by it meanwhile.
    pub pass: Option<Nonce>,
    /// How often a friend was asked, at most [`FRIENDS_ASKED_MAX`](crate::domain::limits::FRIENDS_ASKED_MAX) times.
    pub asked_along: u8,
    /// The encounter's revision when they asked for the place: who came after a change hears nothing of it.
    pub revision: u32,
    /// Who asked for it in the place of somebody who has only a paper card, and hears when they should come and look.
    pub helper: Option<StaffId>,
    /// When something is next to be done about it by the clock alone.
    pub due: Option<Moment>,
}

/// The random part of a link for one friend. Good once, until the seat says.
pub type FriendLink = [u8; 16];

/// What somebody with a place has heard by the clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Told {
    Nothing,
    /// That they still wait, two days before.
    InLine,
    /// The address, the day before.
    DayBefore,
    /// The last reminder.
    Soon,
    /// It is over, and the address is taken off the screens.
    Over,
}

impl SeatRecord {
    /// A place that was just taken. It is due for nothing yet, see [`SeatRecord::set_due`].
    pub fn new(encounter: EncounterId, seat: Seat, name: [u8; 2], language: Language, revision: u32) -> Self {
        Self {
            encounter,
            seat,
            name,
            language,
            gone: false,
            told: Told::Nothing,
            days_told: 0,
            comes: false,
            in_calendar: false,
            review: 0,
            guesses: 0,
            address_at: Vec::new(),
            link: None,
            pass: None,
            asked_along: 0,
            revision,
            helper: None,
            due: None,
        }
    }

    /// The place went while nobody could be told. Nothing of it is due, and its link and pass are nobody's.
    #[must_use]
    pub fn lost(self, seat: Seat) -> Self {
        Self { seat, link: None, pass: None, due: None, ..self }
    }

    /// The address stands in this message now. What is beyond the maximum is not remembered any more, and is given back to be
    /// taken away.
    #[must_use]
    pub fn address_stands_at(&mut self, message: i64) -> Vec<i64> {
        self.address_at.retain(|known| *known != message);
        self.address_at.push(message);
        let beyond = self.address_at.len().saturating_sub(ADDRESS_MESSAGES_MAX);
        self.address_at.drain(..beyond).collect()
    }

    pub fn set_due(&mut self, encounter: &Encounter) {
        let (friend, kept) = (self.seat.friend, self.seat.kept_since);
        let parts = kept.map(|since| since.plus_hours(PAIR_WAITS_HOURS));
        let own = match (self.seat.state, self.told) {
            (_, Told::Over) | (SeatState::Ended(_), _) => None,
            (SeatState::Offered { until } | SeatState::Held { until }, _) => Some(until),
            (SeatState::Waiting, Told::Nothing) => encounter.line_reminder_at(),
            (SeatState::Requested | SeatState::Waiting, _) => encounter.starts,
            (_, Told::Nothing | Told::InLine) => encounter.address_from(),
            (_, Told::DayBefore) => encounter.reminder_at(),
            (_, Told::Soon) => encounter.day_reminder_at(self.days_told).or_else(|| encounter.address_until()),
        };
        self.due = if self.told == Told::Over { None } else { [own, friend, parts].into_iter().flatten().min() };
    }
}
