//! A ban: until when, why, and nothing about whom. It closes asking, and leaves help, privacy and wiping open.
//!
//! Never true of this file: a ban without an end, or longer than [`Retention::ban_days_max`].

use super::audit::CaseName;
use super::limits::BAN_WEEK_DAYS;
use super::retention::Retention;
use super::roles::Capability;
use super::{CaseId, Day};
use serde::{Deserialize, Serialize};

/// Why; the person reads it in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BanReason {
    Threats,
    Insults,
    Spam,
    FakeQuestions,
}

impl BanReason {
    pub const ALL: [BanReason; 4] = [BanReason::Threats, BanReason::Insults, BanReason::Spam, BanReason::FakeQuestions];
}

/// How long.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BanSpan {
    Week,
    /// As long as a moderator may: [`Retention::ban_days`].
    Month,
    Quarter,
    /// As long as anybody may: [`Retention::ban_days_max`].
    HalfYear,
}

impl BanSpan {
    pub const ALL: [BanSpan; 4] = [BanSpan::Week, BanSpan::Month, BanSpan::Quarter, BanSpan::HalfYear];

    pub fn days(self, retention: &Retention) -> i64 {
        match self {
            BanSpan::Week => BAN_WEEK_DAYS.min(retention.ban_days),
            BanSpan::Month => retention.ban_days,
            BanSpan::Quarter => retention.ban_days_max / 2,
            BanSpan::HalfYear => retention.ban_days_max,
        }
    }

    /// Beyond a month a coordinator decides.
    pub fn needs(self) -> Capability {
        match self {
            BanSpan::Week | BanSpan::Month => Capability::Block,
            BanSpan::Quarter | BanSpan::HalfYear => Capability::BlockLong,
        }
    }

    /// The first day on which asking works again.
    pub fn until(self, today: Day, retention: &Retention) -> Day {
        Day(today.0.saturating_add(i32::try_from(self.days(retention)).unwrap_or(i32::MAX)))
    }
}

/// Lives until it ends, sealed under the key of the quarter in which it ends.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Ban {
    /// The first day on which asking works again.
    pub until: Day,
    pub reason: BanReason,
    /// For lifting it by its case, while that is known.
    pub case: CaseName,
    pub whom: Whom,
}

/// Whom it is about.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub enum Whom {
    /// Not hashed yet: the asker of this case, by its route.
    AskerOf(CaseId),
    /// A slow hash of the address, keyed with a secret of the quarter.
    Tag([u8; 16]),
}

impl Ban {
    /// Does it still close anything on this day?
    pub fn holds(&self, today: Day) -> bool {
        today < self.until
    }

    /// The quarter of its last day: with that quarter's key it is forgotten.
    pub fn quarter(&self) -> i32 {
        Day(self.until.0.saturating_sub(1)).quarter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_ban_is_longer_than_promised_and_at_most_three_quarters_live_at_once() {
        let retention = Retention::default();
        for span in BanSpan::ALL {
            let allowed = if span.needs() == Capability::Block { retention.ban_days } else { retention.ban_days_max };
            assert!((1..=allowed).contains(&span.days(&retention)), "{span:?}");
            for today in (20_000..20_800).map(Day) {
                let until = span.until(today, &retention);
                let ban = Ban { until, reason: BanReason::Spam, case: CaseName([0; 16]), whom: Whom::Tag([0; 16]) };
                assert!(ban.holds(today) && !ban.holds(until));
                assert!((0..=2).contains(&(ban.quarter() - today.quarter())), "{span:?} from {today:?}");
            }
        }
    }
}
