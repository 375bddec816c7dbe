//! What stands above the questions of a project for a while: that answers take longer, or that nobody is there until a day.
//!
//! Never true of this file: somebody writes such a word freely; one lasts longer than six weeks, or ends by hand alone.

use super::Day;
use super::limits::BANNER_DAYS_MAX;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BannerKind {
    /// Many ask: an answer comes late, and still in time.
    Busy,
    /// Nobody is there: these days count like holidays for what is promised from then on.
    Closed,
}

impl BannerKind {
    pub const ALL: [BannerKind; 2] = [BannerKind::Busy, BannerKind::Closed];
}

/// Lives until its last day is over, or until a coordinator takes it away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Banner {
    pub kind: BannerKind,
    pub from: Day,
    /// The last day.
    pub until: Day,
}

impl Banner {
    /// `None` when it would be over already, or last too long.
    pub fn new(kind: BannerKind, today: Day, until: Day) -> Option<Self> {
        let days = until.0 - today.0;
        (1..=BANNER_DAYS_MAX).contains(&days).then_some(Self { kind, from: today, until })
    }

    pub fn is_over(&self, today: Day) -> bool {
        self.until < today
    }

    /// The days on which nobody is there, the first and the last of them.
    pub fn closed(&self) -> Option<(Day, Day)> {
        (self.kind == BannerKind::Closed).then_some((self.from, self.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_today_lasts_six_weeks_at_most_and_is_shown_on_its_last_day() {
        let today = Day(20_000);
        for days in [-1, 0, BANNER_DAYS_MAX + 1] {
            assert_eq!(Banner::new(BannerKind::Busy, today, Day(today.0 + days)), None, "{days}");
        }
        let banner = Banner::new(BannerKind::Closed, today, Day(today.0 + BANNER_DAYS_MAX)).expect("six weeks");
        assert!(!banner.is_over(banner.until) && banner.is_over(Day(banner.until.0 + 1)));
        assert_eq!(banner.closed(), Some((today, banner.until)));
        assert_eq!(Banner { kind: BannerKind::Busy, ..banner }.closed(), None);
    }
}
