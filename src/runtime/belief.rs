//! What time it is, as far as this can be known: as the clock of the machine says, unless Telegram's newest message says
//! otherwise.
//!
//! Never true of this file: time goes back beyond what was sure, unless a message says so; a clock that jumped by more
//! than a day is trusted before a message has confirmed it.
//!
//! A message carries the second in which Telegram took it in. Nobody but Telegram sets it, so it is never ahead of the
//! truth; after an outage it is old, but not by more than the day for which Telegram keeps it. Presses carry no time.

use crate::domain::Moment;
use crate::domain::limits::CLOCK_WRONG_MS;
use crate::domain::moment::DAY_MS;

/// Times that no message of a sane channel can carry are outside: 2020 and 2100.
const SANE: std::ops::Range<Moment> = Moment(1_577_836_800_000)..Moment(4_102_444_800_000);

/// See the file's header. All moments that go in are the machine's; [`Belief::now`] is what is believed.
#[derive(Clone, Copy)]
pub struct Belief {
    now: Moment,
    /// What time it is at least: when the clock was last not doubted.
    sure: Moment,
    /// How far the clock of the machine is ahead of what is believed.
    ahead_ms: i64,
    /// It jumped, and no message has confirmed it since.
    doubted: bool,
}

impl Belief {
    /// At a start. `sure` is the last time that the store was sure of.
    pub fn new(sure: Moment, host: Moment) -> Self {
        let mut belief = Self { now: sure, sure, ahead_ms: 0, doubted: false };
        belief.pass(host);
        belief
    }

    pub fn now(&self) -> Moment {
        self.now
    }

    pub fn is_doubted(&self) -> bool {
        self.doubted
    }

    /// What time it is at least.
    pub fn sure(&self) -> Moment {
        self.sure
    }

    /// 0 when the clock is right.
    pub fn ahead_ms(&self) -> i64 {
        self.ahead_ms
    }

    /// What the clock of the machine will say at a moment.
    pub fn on_host(&self, at: Moment) -> Moment {
        at.plus_ms(self.ahead_ms)
    }

    fn believed(&self, host: Moment) -> Moment {
        host.plus_ms(self.ahead_ms.saturating_neg())
    }

    /// The clock may stand still or go back a little. When it jumps by more than a day, it is believed that time went on,
    /// but not that it went back beyond what was sure; either is doubted.
    pub fn pass(&mut self, host: Moment) {
        if host.since_ms(self.now).abs() <= DAY_MS {
            // It was known to be wrong, and agrees again: somebody put it right.
            self.ahead_ms = 0;
        }
        if self.believed(host).since_ms(self.now).abs() > DAY_MS {
            // Who doubts already has only guessed how wrong it is.
            let says = if self.doubted { host } else { self.believed(host) };
            self.doubted = true;
            self.now = says.max(self.sure);
            self.ahead_ms = host.since_ms(self.now);
        }
        self.now = self.now.max(self.believed(host));
        self.keep_sure();
    }

    /// When the messages of a batch were taken in: the newest confirms the time, or says what it is. Is the clock found to
    /// be wrong?
    pub fn hear(&mut self, said: impl IntoIterator<Item = Moment>) -> bool {
        let Some(said) = said.into_iter().filter(|at| SANE.contains(at)).max() else { return false };
        let off = self.now.since_ms(said);
        let is_wrong = off.abs() > CLOCK_WRONG_MS;
        let is_news = self.doubted || is_wrong;
        if is_wrong {
            self.ahead_ms = self.ahead_ms.saturating_add(off);
            self.now = said;
        }
        self.doubted = false;
        self.keep_sure();
        is_news && self.ahead_ms != 0
    }

    /// The operator says that the clock of the machine is right.
    pub fn trust(&mut self) {
        *self = Self { now: self.on_host(self.now), ahead_ms: 0, doubted: false, ..*self };
        self.keep_sure();
    }

    fn keep_sure(&mut self) {
        if !self.doubted {
            self.sure = self.now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUTH: Moment = Moment(1_796_634_000_000);
    const MONTH_MS: i64 = 30 * DAY_MS;

    #[test]
    fn a_jump_is_doubted_and_never_goes_back_beyond_what_was_sure() {
        let mut belief = Belief::new(TRUTH, TRUTH);
        belief.pass(TRUTH.plus_ms(-MONTH_MS));
        assert!(belief.is_doubted() && belief.now() == TRUTH);
        belief.pass(TRUTH.plus_ms(-MONTH_MS + 5));
        assert_eq!(belief.now(), TRUTH.plus_ms(5), "time goes on");
        belief.pass(TRUTH.plus_ms(MONTH_MS));
        assert_eq!(belief.now(), TRUTH.plus_ms(MONTH_MS), "it may have slept");
        belief.pass(TRUTH.plus_ms(10));
        assert!(belief.is_doubted() && belief.now() == TRUTH.plus_ms(10), "or not: that was not sure");
        assert!(belief.hear([TRUTH.plus_ms(3 * MONTH_MS)]) && !belief.is_doubted());
        assert_eq!(belief.now(), TRUTH.plus_ms(3 * MONTH_MS));
    }

    #[test]
    fn a_clock_that_is_put_right_is_believed_at_once() {
        for month in [MONTH_MS, -MONTH_MS] {
            let mut belief = Belief::new(TRUTH, TRUTH);
            belief.pass(TRUTH.plus_ms(month));
            assert!(belief.hear([TRUTH.plus_hours(-20), TRUTH, TRUTH.plus_hours(-3)]));
            assert_eq!((belief.now(), belief.ahead_ms()), (TRUTH, month));
            assert_eq!(belief.on_host(TRUTH.plus_ms(7)), TRUTH.plus_ms(month + 7));
            belief.pass(TRUTH.plus_ms(9));
            assert_eq!((belief.now(), belief.ahead_ms(), belief.is_doubted()), (TRUTH.plus_ms(9), 0, false));
        }
    }

    #[test]
    fn what_lay_at_telegram_for_a_day_confirms_and_what_is_absurd_says_nothing() {
        let mut belief = Belief::new(TRUTH.plus_ms(-MONTH_MS), TRUTH);
        assert!(belief.is_doubted());
        for absurd in [0, -1, i64::MIN, i64::MAX, SANE.start.0 - 1, SANE.end.0] {
            assert!(!belief.hear([Moment(absurd)]) && belief.is_doubted());
        }
        assert!(!belief.hear([TRUTH.plus_ms(-CLOCK_WRONG_MS), Moment(i64::MAX)]) && !belief.is_doubted());
        assert_eq!((belief.now(), belief.ahead_ms()), (TRUTH, 0));
    }

    #[test]
    fn an_operator_can_say_that_the_clock_is_right() {
        let mut belief = Belief::new(TRUTH.plus_ms(MONTH_MS), TRUTH);
        assert!(belief.is_doubted() && belief.now() == TRUTH.plus_ms(MONTH_MS));
        belief.trust();
        assert_eq!((belief.now(), belief.ahead_ms(), belief.is_doubted()), (TRUTH, 0, false));
    }
}
