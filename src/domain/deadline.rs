//! How far the time is used up in which an answer was promised: the rungs of a ladder, each climbed once.
//!
//! Never true of this file: a rung is climbed twice or down; the ladder goes on while a case waits for its asker; one of its
//! moments tells at what hour somebody asked (they are counted from the end of a day, see `schedule::deadlines`).

use super::case::{Case, Stage};
use super::{Day, Moment};
use serde::{Deserialize, Serialize};

/// What has been reached, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug, Serialize, Deserialize)]
pub enum Rung {
    #[default]
    Fresh,
    /// Half of the time: the desk shows it in another colour.
    Half,
    /// Four fifths: whoever has it hears so, or those who could take it.
    Most,
    /// All of it: the coordinators hear so, and whoever asked gets an apology and a new date.
    Over,
    /// Half as long again: the coordinators of the other projects hear so too.
    FarOver,
    /// The new date is over as well: whoever asked hears so once more, without another date.
    Broken,
}

/// The moments of the rungs above [`Rung::Fresh`], in order.
pub type Steps = [Moment; 5];

const RUNGS: [Rung; 5] = [Rung::Half, Rung::Most, Rung::Over, Rung::FarOver, Rung::Broken];
const NEVER: Moment = Moment(i64::MAX);

/// See the file's header.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clock {
    rung: Rung,
    steps: Steps,
    /// The day on which the asker was asked something: it stands still from the end of that day on.
    stopped: Option<Day>,
}

impl Default for Clock {
    /// One on which nothing ever happens.
    fn default() -> Self {
        Self { rung: Rung::Fresh, steps: [NEVER; 5], stopped: None }
    }
}

impl Clock {
    /// One that begins now. The last step comes with the new date.
    pub fn new([half, most, over, far]: [Moment; 4]) -> Self {
        Self { steps: [half, most, over, far, NEVER], ..Self::default() }
    }

    pub fn rung(&self) -> Rung {
        self.rung
    }

    /// When the next rung is reached. `None` when there is none left, and never asked of a case that is not worked on.
    pub fn next(&self) -> Option<Moment> {
        RUNGS.iter().zip(self.steps).find(|(rung, _)| **rung > self.rung).map(|(_, at)| at).filter(|at| *at < NEVER)
    }

    /// Goes as high as the time allows: the rung before and the rung now. `None` when it stays where it is.
    pub fn climb(&mut self, now: Moment) -> Option<(Rung, Rung)> {
        let reached = RUNGS.iter().zip(self.steps).filter(|(_, at)| *at <= now).map(|(rung, _)| *rung).max();
        let to = reached.filter(|to| *to > self.rung)?;
        Some((std::mem::replace(&mut self.rung, to), to))
    }

    /// The new date that was given for the one that is over.
    pub fn promise_again(&mut self, promised: Moment) {
        let [_, _, _, _, again] = &mut self.steps;
        *again = promised;
    }

    pub fn stop(&mut self, today: Day) {
        self.stopped = Some(today);
    }

    pub fn stopped(&self) -> Option<Day> {
        self.stopped
    }

    /// Goes on, with what lies ahead put off.
    pub fn resume(&mut self, put_off: impl Fn(Moment) -> Moment) {
        self.stopped = None;
        for (_, at) in RUNGS.iter().zip(&mut self.steps).filter(|(rung, at)| **rung > self.rung && **at < NEVER) {
            *at = put_off(*at);
        }
    }
}

impl Case {
    /// When the desk is next to hear that time runs out. `None` while it is not the desk's turn, or while what was answered is put
    /// right: nobody waits for that.
    pub fn clock_due(&self) -> Option<Moment> {
        if self.correcting.is_some() {
            return None;
        }
        match self.stage {
            Stage::Waiting | Stage::Claimed { .. } => self.clock.next(),
            Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock() -> Clock {
        Clock::new([50, 80, 100, 150].map(Moment))
    }

    #[test]
    fn each_rung_is_climbed_once_and_a_long_sleep_climbs_several() {
        let mut clock = clock();
        assert_eq!((clock.climb(Moment(49)), clock.next()), (None, Some(Moment(50))));
        assert_eq!(clock.climb(Moment(50)), Some((Rung::Fresh, Rung::Half)));
        assert_eq!((clock.climb(Moment(79)), clock.next()), (None, Some(Moment(80))));
        assert_eq!(clock.climb(Moment(149)), Some((Rung::Half, Rung::Over)));
        clock.promise_again(Moment(200));
        assert_eq!(clock.climb(Moment(150)), Some((Rung::Over, Rung::FarOver)));
        assert_eq!(clock.climb(Moment(500)), Some((Rung::FarOver, Rung::Broken)));
        assert_eq!((clock.climb(Moment(900)), clock.next()), (None, None));
    }

    #[test]
    fn what_lies_ahead_is_put_off_and_what_was_climbed_is_not_climbed_again() {
        let mut clock = clock();
        clock.climb(Moment(60));
        clock.stop(Day(1));
        assert_eq!(clock.stopped(), Some(Day(1)));
        clock.resume(|at| Moment(at.0 + 1_000));
        assert_eq!((clock.stopped(), clock.rung()), (None, Rung::Half));
        assert_eq!(clock.climb(Moment(1_000)), None);
        assert_eq!(clock.next(), Some(Moment(1_080)));
    }

    #[test]
    fn a_clock_that_was_never_set_says_nothing() {
        let mut clock = Clock::default();
        assert_eq!((clock.next(), clock.climb(Moment(i64::MAX - 1))), (None, None));
    }

    proptest! {
        #[test]
        fn it_only_goes_up(times in prop::collection::vec(0_i64..300, 1..20)) {
            let (mut clock, mut last) = (clock(), Rung::Fresh);
            for time in times {
                if let Some((from, to)) = clock.climb(Moment(time)) {
                    prop_assert!(from == last && to > from);
                    last = to;
                }
                prop_assert_eq!(clock.rung(), last);
            }
        }
    }
}
