//! How the places of an encounter are given, and by when that is decided: whoever comes first, by lot, or first to whoever
//! has a code of a youth worker.
//!
//! Never true of this file: a lottery is drawn before the moment that was promised; a draw cannot be shown again.

use crate::domain::limits::{DRAW_BEFORE_DAYS, DRAW_LATEST_HOURS, SIGN_UP_HOURS_MIN};
use crate::domain::{Moment, SeatId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Way {
    FirstCome,
    /// Until the draw it does not matter who asked first.
    Lottery,
    /// Whoever has a code of a youth worker has a place at once. The others get theirs at the same moment at which a lottery
    /// would be drawn, in the order in which they asked.
    CodesFirst,
}

/// A part of an encounter, and lives as long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sharing {
    pub way: Way,
    /// Since it was published: when places are drawn, or given to who has no code.
    pub draw_at: Option<Moment>,
    /// Since it was drawn.
    pub seed: Option<u64>,
    /// Codes had their time: since then whoever comes first has a place.
    pub given: bool,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::FirstCome, Way::Lottery, Way::CodesFirst];
}

impl Sharing {
    pub fn new(way: Way) -> Self {
        Self { way, draw_at: None, seed: None, given: false }
    }

    /// Does whoever asks now, without a code, wait for a draw or until places are given?
    pub fn gathers(&self) -> bool {
        match self.way {
            Way::FirstCome => false,
            Way::Lottery => self.seed.is_none(),
            Way::CodesFirst => !self.given,
        }
    }

    /// Is whatever is still to be given given by chance?
    pub fn waits_for_lot(&self) -> bool {
        self.way == Way::Lottery && self.gathers()
    }

    /// When it is to be drawn; `None` when it was, or is not to be.
    pub fn draw_due(&self) -> Option<Moment> {
        self.draw_at.filter(|_| self.gathers())
    }

    /// It is published: `false` when there is no time for what was chosen.
    pub fn begin(&mut self, now: Moment, starts: Moment) -> bool {
        self.draw_at = match self.way {
            Way::FirstCome => None,
            Way::Lottery | Way::CodesFirst => draw_moment(now, starts),
        };
        // Too near for that, codes go before the others in line.
        self.given = self.way == Way::CodesFirst && self.draw_at.is_none();
        self.way != Way::Lottery || self.draw_at.is_some()
    }
}

/// A week before, but never sooner than people had two days to ask, nor later than two days before: parents must still be
/// able to say yes, and who waits to be asked.
pub fn draw_moment(now: Moment, starts: Moment) -> Option<Moment> {
    let at = starts.plus_days(-DRAW_BEFORE_DAYS).max(now.plus_hours(SIGN_UP_HOURS_MIN));
    (at <= starts.plus_hours(-DRAW_LATEST_HOURS)).then_some(at)
}

/// The number of a seat in the draw of this seed: the lower one comes first. Whoever has the seed and the seats gets the
/// same order again. (`SplitMix64`, Steele and others 2014, over both halves of the id; 48 bits, so that orders of people
/// who ask later still fit behind it.)
pub fn rank(seed: u64, seat: SeatId) -> u64 {
    let half = |from: usize| seat.0.iter().skip(from).take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    mix(mix(seed ^ half(0)) ^ half(8)) >> 16
}

fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment(1_796_634_000_000);

    #[test]
    fn the_draw_is_a_week_before_after_two_days_of_asking_and_two_days_before_at_the_latest() {
        for (days, expected) in [(30, Some(23)), (9, Some(2)), (8, Some(2)), (4, Some(2)), (3, None), (0, None)] {
            let at = draw_moment(NOW, NOW.plus_days(days));
            assert_eq!(at, expected.map(|day| NOW.plus_days(day)), "{days} days before");
        }
    }

    #[test]
    fn a_seed_gives_one_order_and_another_seed_another() {
        let ids: Vec<SeatId> = (1..=200).map(|number| SeatId([number; 16])).collect();
        let order = |seed: u64| {
            let mut order = ids.clone();
            order.sort_by_key(|id| rank(seed, *id));
            order
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
        let ranks: std::collections::BTreeSet<u64> = ids.iter().map(|id| rank(7, *id)).collect();
        assert_eq!(ranks.len(), ids.len(), "no two alike");
        // Nobody is drawn more often for their id: over 2,000 seeds each of ten is among the first five half of the time.
        for one in ids.iter().take(10) {
            let first = |seed: &u64| ids.iter().take(10).filter(|id| rank(*seed, **id) < rank(*seed, *one)).count() < 5;
            let times = (0..2_000).filter(first).count();
            assert!((900..1_100).contains(&times), "{times}");
        }
    }
}
