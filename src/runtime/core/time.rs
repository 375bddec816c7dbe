//! How the core lives with a clock that may be wrong: ahead by a month, or behind, and right again.
//!
//! Never true of this file: something is destroyed by a clock that is doubted; a question or a lease is dated by a clock
//! of which Telegram has just said that it is wrong; what a wrong clock put off or dated stays so once the time is known.
//!
//! Moments come in and go out as the clock of the machine says them; in between they are as is believed.

use super::{Core, Incoming};
use crate::dialogue::{Event, Memory};
use crate::domain::Moment;
use crate::domain::case::Stage;
use crate::domain::moment::MINUTE_MS;
use crate::runtime::belief::Belief;
use crate::store::{StoreError, Timer};

impl Core {
    /// Does something keep the timers from destroying anything?
    pub fn clock_is_doubted(&self) -> bool {
        self.time.is_doubted()
    }

    /// How far the clock of the machine is ahead of what Telegram's messages say, in milliseconds; 0 when it is right.
    pub fn clock_is_ahead_ms(&self) -> i64 {
        self.time.ahead_ms()
    }

    pub(in crate::runtime) fn belief(&self) -> Belief {
        self.time
    }

    /// This process never stopped looking at the clock: an old last commit says nothing against what it believes.
    pub(in crate::runtime) fn clock_goes_on(&mut self, belief: Belief) {
        self.change_time(|time| *time = belief);
    }

    pub(super) fn clock_is_right(&mut self) {
        self.change_time(Belief::trust);
    }

    /// When the core next wants to be asked without anything coming in.
    pub fn next_due(&self) -> Moment {
        let half_hour = Moment((self.half_hours + 1) * 30 * MINUTE_MS);
        let night = self.next_fresh_key(self.time.now());
        if self.hearing.is_telling {
            return self.time.on_host(self.time.now());
        }
        let timer = self.store.index.next_due().filter(|_| !self.time.is_doubted());
        self.time.on_host(
            timer
                .into_iter()
                .chain(self.memory.calls.next())
                .chain(night)
                .chain([half_hour])
                .min()
                .unwrap_or(half_hour),
        )
    }

    pub(super) fn pass_time(&mut self, host: Moment) -> Moment {
        self.steady.tell(host);
        if self.steady.take_set_back() {
            // What is believed stands still until the clock has caught up. Nobody waits so long for a goodbye.
            self.store.list_may_be_renewed();
        }
        self.change_time(|time| time.pass(host));
        self.time.now()
    }

    /// What time it is when the clock of the machine says this, without deciding anything by it.
    pub(super) fn believes(&self, host: Moment) -> Moment {
        let mut time = self.time;
        time.pass(host);
        time.now()
    }

    /// Before anything is decided: what the newest message says of the time.
    pub(super) fn hear_time(&mut self, incoming: &[Incoming]) -> Moment {
        let said = incoming.iter().filter_map(|one| match one {
            Incoming::Update(arrival) => arrival.said_at,
            Incoming::Skipped
            | Incoming::Heard
            | Incoming::Settled { .. }
            | Incoming::Hashed(_)
            | Incoming::Loaded(_)
            | Incoming::Reload
            | Incoming::Host(_) => None,
        });
        if self.change_time(|time| time.hear(said)) {
            tracing::error!("the clock of this machine is wrong: the times of Telegram's messages count instead");
        }
        self.time.now()
    }

    /// Back in time, whatever counts in RAM begins anew: by a clock that was ahead it would wait for weeks.
    fn change_time<T>(&mut self, change: impl FnOnce(&mut Belief) -> T) -> T {
        let before = self.time.now();
        let result = change(&mut self.time);
        if self.time.now() < before {
            self.memory = Memory::default();
            self.half_hours = half_hours(self.time.now());
            self.dates_checked = false;
        }
        result
    }

    /// After a start, and when it turned out that the clock had been ahead: what it dated is put right, once.
    pub(super) fn check_dates(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.time.is_doubted() || std::mem::replace(&mut self.dates_checked, true) {
            return Ok(());
        }
        let lease_until = now.plus_minutes(self.house.settings.lease_minutes);
        for timer in self.store.index.dated_ahead(now, lease_until) {
            self.fenced(None, now, Event::Misdated(timer))?;
        }
        Ok(())
    }

    /// Before anything is destroyed because its day has come: that day is on disk. A start tells by it a link that was
    /// due from one that somebody wiped, when the power went between the link and the text.
    pub(super) fn date_is_on_disk(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.time.is_doubted() || self.store.meta().at.day() >= now.day() {
            return Ok(());
        }
        self.commit(now)?;
        if self.store.meta().at.day() < now.day() { self.write(now) } else { Ok(()) }
    }

    /// A lease that runs out destroys nothing.
    pub(super) fn is_lease(&self, timer: Timer) -> bool {
        match timer {
            Timer::Case(id) => {
                self.store.index.cases.get(&id).is_some_and(|case| matches!(case.stage(), Stage::Claimed { .. }))
            }
            Timer::Promise(_)
            | Timer::Draft(_)
            | Timer::Parked(_)
            | Timer::Text(_)
            | Timer::Encounter(_)
            | Timer::Seat(_)
            | Timer::Circular(_) => false,
        }
    }

    /// Is it the first look in a half hour?
    pub(super) fn is_half_hour(&mut self, now: Moment) -> bool {
        let before = std::mem::replace(&mut self.half_hours, half_hours(now));
        before < self.half_hours
    }
}

/// Half hours since 1970.
pub(super) fn half_hours(now: Moment) -> i64 {
    now.0.div_euclid(30 * MINUTE_MS)
}
