//! A message of a coordinator to those who have a place at an encounter, to those who wait, or to both.
//!
//! Never true of this file: something is sent in another version than the one that was shown; it goes out once what it is
//! about has been over for two hours; it is known whom it reached.

use super::plan::{Encounter, Spoken};
use super::seats::{Seat, SeatState};
use super::{Seats, YOUTHS};
use crate::domain::limits::CIRCULARS_PER_DAY_MAX;
use crate::domain::retention::Retention;
use crate::domain::{Day, Language, Moment, SeatId, StaffId};
use serde::{Deserialize, Serialize};

/// Lives 30 minutes while it is written; once it is sent, until everybody has been told, and never longer than two hours
/// after the encounter. One of each encounter at most, under a key of its own.
#[derive(Clone, Serialize, Deserialize)]
pub struct Circular {
    /// Who wrote it last, and hears what became of it.
    pub by: StaffId,
    pub to: Audience,
    /// In the languages of the encounter; the other one stays empty.
    pub nl: String,
    pub fr: String,
    pub stage: CircularStage,
}

/// To whom it goes: as they stand when it goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Audience {
    /// Whoever has a place, or is asked about one.
    Placed,
    Waiting,
    Both,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CircularStage {
    Writing {
        touched: Moment,
    },
    /// It was sent. `last` is the last place that has been told, in the order of their ids.
    Going {
        at: Moment,
        last: Option<SeatId>,
        told: u32,
        /// Who is not to be reached any more, and who waits and wants no more messages.
        missed: u32,
    },
}

impl Audience {
    pub const ALL: [Audience; 3] = [Audience::Placed, Audience::Waiting, Audience::Both];

    pub fn includes(self, seat: &Seat) -> bool {
        let (placed, waiting) = match seat.state {
            SeatState::Offered { .. } | SeatState::Held { .. } | SeatState::Confirmed | SeatState::Attended => {
                (true, false)
            }
            SeatState::Requested | SeatState::Waiting => (false, true),
            SeatState::Missed | SeatState::Ended(_) => (false, false),
        };
        seat.class == YOUTHS
            && match self {
                Audience::Placed => placed,
                Audience::Waiting => waiting,
                Audience::Both => placed || waiting,
            }
    }

    /// To how many it would go now.
    pub fn count(self, seats: &Seats) -> usize {
        seats.iter().filter(|(_, seat)| self.includes(seat)).count()
    }
}

impl Circular {
    pub fn new(by: StaffId, to: Audience, now: Moment) -> Self {
        Self { by, to, nl: String::new(), fr: String::new(), stage: CircularStage::Writing { touched: now } }
    }

    pub fn words(&self, language: Language) -> &str {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
        }
    }

    /// What somebody reads: in their language, or in the one in which it was written.
    pub fn words_for(&self, language: Language) -> &str {
        let other = match language {
            Language::Nl => &self.fr,
            Language::Fr => &self.nl,
        };
        Some(self.words(language)).filter(|words| !words.is_empty()).unwrap_or(other)
    }

    pub fn write(&mut self, language: Language, words: String, by: StaffId, now: Moment) {
        match language {
            Language::Nl => self.nl = words,
            Language::Fr => self.fr = words,
        }
        (self.by, self.stage) = (by, CircularStage::Writing { touched: now });
    }

    /// The first language in which it is still to be written.
    pub fn lacks(&self, encounter: &Encounter) -> Option<Language> {
        encounter.spoken_in().into_iter().find(|language| self.words(*language).is_empty())
    }

    /// A number that stands for exactly these words to these people about the encounter as it is (FNV-1a). Any other
    /// number means "look again".
    pub fn shown(&self, encounter: &Encounter) -> u32 {
        let shown = (self.to, &self.nl, &self.fr, encounter.revision);
        let bytes = postcard::to_stdvec(&shown).unwrap_or_default();
        bytes.into_iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// When something is next to be done about it by the clock.
    pub fn next_due(&self, retention: &Retention) -> Moment {
        match self.stage {
            CircularStage::Writing { touched } => touched.plus_minutes(retention.draft_minutes),
            CircularStage::Going { at, .. } => at,
        }
    }
}

impl Encounter {
    /// The languages that are spoken there.
    pub fn spoken_in(&self) -> Vec<Language> {
        match self.spoken {
            Some(Spoken::Nl) => vec![Language::Nl],
            Some(Spoken::Fr) => vec![Language::Fr],
            Some(Spoken::Both) | None => Language::ALL.to_vec(),
        }
    }

    /// Can those who come or wait be written to?
    pub fn takes_circulars(&self, now: Moment) -> bool {
        self.is_published() && !self.is_walk_in() && self.address_until().is_some_and(|until| now < until)
    }

    /// Were as many messages sent on this day as people read?
    pub fn has_said_enough(&self, today: Day) -> bool {
        self.said.is_some_and(|(day, count)| day == today && count >= CIRCULARS_PER_DAY_MAX)
    }

    /// One more was sent.
    pub fn say(&mut self, today: Day) {
        let before = self.said.filter(|(day, _)| *day == today).map_or(0, |(_, count)| count);
        self.said = Some((today, before.saturating_add(1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::encounter::Turn;
    use crate::domain::encounter::seats::{End, Standing, Terms};

    fn encounter(spoken: Spoken) -> Encounter {
        Encounter { spoken: Some(spoken), ..Encounter::new("genk".to_owned(), StaffId([1; 16]), Day(1)) }
    }

    #[test]
    fn whoever_has_a_place_and_whoever_waits_are_two_and_nobody_else_is_written_to() {
        let until = Moment(9);
        let states = [
            (SeatState::Offered { until }, Some(Audience::Placed)),
            (SeatState::Held { until }, Some(Audience::Placed)),
            (SeatState::Confirmed, Some(Audience::Placed)),
            (SeatState::Attended, Some(Audience::Placed)),
            (SeatState::Requested, Some(Audience::Waiting)),
            (SeatState::Waiting, Some(Audience::Waiting)),
            (SeatState::Missed, None),
            (SeatState::Ended(End::Left), None),
        ];
        let mut seats = Seats::new(Terms { by_lot: false, codes_first: false, consent: false }, &[8]);
        for ((state, audience), number) in states.into_iter().zip(0..) {
            let turn = Turn { standing: Standing::Ordinary, order: u64::from(number) };
            let seat = Seat::new(YOUTHS, turn, state);
            for one in Audience::ALL {
                let expected = audience.is_some_and(|audience| one == audience || one == Audience::Both);
                assert_eq!(one.includes(&seat), expected, "{one:?} {state:?}");
                assert!(!one.includes(&Seat { class: YOUTHS + 1, ..seat }), "officers hear it from the zone");
            }
            seats.restore(SeatId([number; 16]), seat);
        }
        assert_eq!(Audience::ALL.map(|audience| audience.count(&seats)), [4, 2, 6]);
    }

    #[test]
    fn it_is_written_in_the_languages_of_the_encounter_and_read_in_one_of_them() {
        let mut circular = Circular::new(StaffId([1; 16]), Audience::Both, Moment(0));
        let (both, french) = (encounter(Spoken::Both), encounter(Spoken::Fr));
        assert_eq!((circular.lacks(&both), circular.lacks(&french)), (Some(Language::Nl), Some(Language::Fr)));
        circular.write(Language::Fr, "Salut".to_owned(), StaffId([2; 16]), Moment(5));
        assert_eq!((circular.lacks(&both), circular.lacks(&french)), (Some(Language::Nl), None));
        assert_eq!(Language::ALL.map(|language| circular.words_for(language).to_owned()), ["Salut", "Salut"]);
        let before = circular.shown(&both);
        circular.write(Language::Nl, "Hoi".to_owned(), StaffId([2; 16]), Moment(6));
        assert_eq!(circular.words_for(Language::Nl), "Hoi");
        let changed = Encounter { revision: 9, ..both.clone() };
        let other = Circular { to: Audience::Waiting, ..circular.clone() };
        assert!(circular.shown(&both) != before && circular.shown(&both) != circular.shown(&changed));
        assert!(circular.shown(&both) != other.shown(&both));
    }

    #[test]
    fn a_day_has_so_many_messages_and_the_next_one_as_many_again() {
        let mut encounter = encounter(Spoken::Nl);
        for _ in 0..CIRCULARS_PER_DAY_MAX {
            assert!(!encounter.has_said_enough(Day(3)));
            encounter.say(Day(3));
        }
        assert!(encounter.has_said_enough(Day(3)) && !encounter.has_said_enough(Day(4)));
        encounter.say(Day(4));
        assert_eq!(encounter.said, Some((Day(4), 1)));
    }
}
