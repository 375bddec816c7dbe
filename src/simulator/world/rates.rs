//! When Telegram says 429. Counted on the world's clock; only sending counts.

use crate::domain::moment::Moment;
use crate::simulator::options::Limits;
use std::collections::{BTreeMap, VecDeque};

pub(crate) struct Rates {
    limits: Limits,
    all: VecDeque<Moment>,
    groups: BTreeMap<i64, VecDeque<Moment>>,
    /// Tokens left (in thousandths) and when they were counted.
    private: BTreeMap<i64, (i64, Moment)>,
}

impl Rates {
    pub fn new(limits: Limits) -> Self {
        Self { limits, all: VecDeque::new(), groups: BTreeMap::new(), private: BTreeMap::new() }
    }

    /// Counts one message; `Err` gives the whole seconds to wait, at least 1.
    pub fn take(&mut self, chat: i64, group: bool, now: Moment) -> Result<(), i64> {
        wait_for(&mut self.all, self.limits.global_per_s, 1_000, now)?;
        if group {
            let times = self.groups.entry(chat).or_default();
            wait_for(times, self.limits.group_per_min, 60_000, now)?;
            remember(times, self.limits.group_per_min, now);
        } else if self.limits.private_burst < u32::MAX {
            let full = i64::from(self.limits.private_burst) * 1_000;
            let (tokens, counted) = self.private.entry(chat).or_insert((full, now));
            *tokens = tokens.saturating_add(now.since_ms(*counted).max(0)).min(full);
            *counted = now;
            if *tokens < 1_000 {
                return Err(((1_000 - *tokens) + 999) / 1_000);
            }
            *tokens -= 1_000;
        }
        remember(&mut self.all, self.limits.global_per_s, now);
        Ok(())
    }
}

fn wait_for(times: &mut VecDeque<Moment>, limit: u32, window_ms: i64, now: Moment) -> Result<(), i64> {
    while times.front().is_some_and(|first| now.since_ms(*first) >= window_ms) {
        times.pop_front();
    }
    match times.front() {
        Some(first) if times.len() >= limit as usize => Err(((window_ms - now.since_ms(*first)) + 999) / 1_000),
        Some(_) | None => Ok(()),
    }
}

fn remember(times: &mut VecDeque<Moment>, limit: u32, now: Moment) {
    if limit < u32::MAX {
        times.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_chat_takes_a_burst_and_then_one_a_second() {
        let mut rates = Rates::new(Limits::telegram());
        for _ in 0..4 {
            assert_eq!(rates.take(1, false, Moment(0)), Ok(()));
        }
        assert_eq!(rates.take(1, false, Moment(0)), Err(1));
        assert_eq!(rates.take(1, false, Moment(1_000)), Ok(()));
    }

    #[test]
    fn a_group_takes_twenty_a_minute_and_everybody_thirty_a_second() {
        let mut rates = Rates::new(Limits::telegram());
        for at in 0..20 {
            assert_eq!(rates.take(-1, true, Moment(at * 100)), Ok(()));
        }
        assert_eq!(rates.take(-1, true, Moment(2_000)), Err(58));
        for chat in 100..130 {
            assert_eq!(rates.take(chat, false, Moment(70_000)), Ok(()));
        }
        assert_eq!(rates.take(99, false, Moment(70_000)), Err(1));
    }
}
