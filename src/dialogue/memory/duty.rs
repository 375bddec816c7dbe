//! Who of the team is on duty: in RAM only, because how long somebody works is nobody's log.
//!
//! Never true of this file: a duty goes on for hours without a sign of whoever is on it; it outlives the process (until it is
//! switched on again nobody is said to read, which is the mistake that harms nobody).

use crate::domain::limits::DUTY_HOURS;
use crate::domain::moment::HOUR_MS;
use crate::domain::{Moment, StaffId};
use std::collections::BTreeMap;

/// When whoever is on duty last did something. Bounded by the roster.
#[derive(Default)]
pub struct Duty(BTreeMap<StaffId, Moment>);

impl Duty {
    pub fn begin(&mut self, staff: StaffId, now: Moment) {
        self.0.insert(staff, now);
    }

    pub fn end(&mut self, staff: StaffId) {
        self.0.remove(&staff);
    }

    /// Whoever is on duty did something at the desk. It begins none.
    pub fn at_work(&mut self, staff: StaffId, now: Moment) {
        if self.is_on(staff, now)
            && let Some(at) = self.0.get_mut(&staff)
        {
            *at = now;
        }
    }

    pub fn is_on(&self, staff: StaffId, now: Moment) -> bool {
        self.0.get(&staff).is_some_and(|at| now.since_ms(*at) < DUTY_HOURS * HOUR_MS)
    }

    /// Everybody who is on duty.
    pub fn on(&self, now: Moment) -> impl Iterator<Item = StaffId> {
        self.0.keys().copied().filter(move |staff| self.is_on(*staff, now))
    }

    /// Those whose duty ended by itself since this was last asked.
    pub fn take_over(&mut self, now: Moment) -> Vec<StaffId> {
        let over: Vec<StaffId> = self.0.keys().copied().filter(|staff| !self.is_on(*staff, now)).collect();
        for staff in &over {
            self.end(*staff);
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);

    #[test]
    fn it_ends_by_itself_when_nothing_is_done_and_what_is_done_begins_none() {
        let (mut duty, hours) = (Duty::default(), DUTY_HOURS * HOUR_MS);
        duty.at_work(SAM, Moment(0));
        assert!(!duty.is_on(SAM, Moment(0)));
        duty.begin(SAM, Moment(0));
        duty.at_work(SAM, Moment(hours - 1));
        assert!(duty.is_on(SAM, Moment(2 * hours - 2)) && duty.take_over(Moment(2 * hours - 2)).is_empty());
        duty.at_work(SAM, Moment(2 * hours - 1));
        assert!(!duty.is_on(SAM, Moment(2 * hours - 1)), "it was over");
        assert_eq!(duty.take_over(Moment(2 * hours - 1)), [SAM]);
        assert!(duty.take_over(Moment(2 * hours)).is_empty(), "said once");
        duty.begin(SAM, Moment(0));
        duty.end(SAM);
        assert_eq!(duty.on(Moment(1)).count(), 0);
    }
}
