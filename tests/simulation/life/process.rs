//! The running bot: the one door into it, its slow hashes, its full disk, its ends and its starts.

use super::model::Rule;
use super::weather::Disk;
use super::world::{RING, Update, World};
use crate::support::bot::house;
use crate::support::entropy::Seeded;
use rechtdoor::messenger::wire::{Call, Outcome};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Aside, Core, Incoming, Intake, Taken};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{EngineError, MemoryEngine};
use rechtdoor::store::records::SeenPages;
use rechtdoor::store::{Store, StoreError};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::slow::SlowCost;
use rechtdoor::vault::{Master, Ring};
use std::collections::BTreeSet;

/// What became of what was given to the bot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Given {
    Committed,
    /// There is no room: nothing of it is confirmed, and whoever wrote was told.
    Held,
    /// The bot went down over it and was started again: nothing of it is confirmed.
    Down,
}

/// How the process before this one ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    Cut,
    /// By a clean stop, while things were under way.
    InTheMidst,
    /// By a clean stop, when all had settled.
    InCalm,
}

impl World {
    /// The bot's mind, when it runs and its store is open.
    pub fn core(&self) -> Option<&Core> {
        self.intake.as_ref().and_then(Intake::core)
    }

    /// Gives the bot what came in.
    pub fn handle(&mut self, incoming: Vec<Incoming>, given: &[Update]) -> Result<Given, String> {
        self.stands()?;
        self.opens_again()?;
        self.disk_fails();
        let now = self.bot_now();
        let queue = self.queue();
        let flooded = self.flooded();
        let Some(intake) = self.intake.as_mut() else { return Ok(Given::Down) };
        let taken = intake.take(incoming, self.weather.disk.fill(), now);
        let presses: Vec<String> =
            given.iter().filter_map(|update| (update.input)().press().map(|it| it.0.clone())).collect();
        let Ok(taken) = taken else {
            // Whoever pressed sees a wheel turn for a while: it is not known whether the press was decided.
            self.answered_presses.extend(presses);
            self.model.are_taken_in(given, true);
            self.crash();
            return Ok(Given::Down);
        };
        let is_flood = self.flooded() != flooded;
        if !taken.committed {
            self.is_held(given, taken)?;
            return Ok(Given::Held);
        }
        self.unwritten.clear();
        // What comes again is known: nothing is decided about it, and nobody is looked up for it.
        let fresh: Vec<Update> = given.iter().filter(|it| !self.model.given.contains(&it.id)).cloned().collect();
        self.model.are_taken_in(given, !is_flood);
        self.note_holders();
        self.model.offers_go_on()?;
        self.presses_are_acknowledged(presses, &taken, is_flood)?;
        self.urgent_ones_go_first(&queue, given)?;
        self.hashes(&fresh)?;
        self.reads_content()?;
        self.stands()?;
        Ok(Given::Committed)
    }

    fn flooded(&self) -> u64 {
        self.core().map_or(0, |core| core.counts.flooded)
    }

    fn presses_are_acknowledged(&mut self, presses: Vec<String>, taken: &Taken, is_flood: bool) -> Rule {
        for toast in &taken.toasts {
            self.model.desk_toast(&toast.press.0, toast.text.as_deref().unwrap_or_default())?;
        }
        let said: BTreeSet<&str> = taken.toasts.iter().map(|toast| toast.press.0.as_str()).collect();
        for press in presses {
            let is_first = self.answered_presses.insert(press.clone());
            if is_first && !is_flood && !said.contains(press.as_str()) {
                return Err(format!("{press} was not acknowledged"));
            }
            self.model.totals.presses += u64::from(is_first);
        }
        Ok(())
    }

    /// Does what a thread of the running bot does: the slow hashes, cheaply.
    fn hashes(&mut self, given: &[Update]) -> Rule {
        let now = self.bot_now();
        loop {
            let Some(intake) = self.intake.as_mut() else { return Ok(()) };
            let Ok(job) = intake.next_hash(now) else {
                self.crash();
                return Ok(());
            };
            let Some(job) = job else { break };
            self.disk_fails();
            let done = Incoming::Hashed(job.perform(SlowCost::CHEAP));
            let Some(intake) = self.intake.as_mut() else { return Ok(()) };
            match intake.take(vec![done], self.weather.disk.fill(), now) {
                Ok(taken) if taken.committed => {}
                // It has no room for the answer, and asks again.
                Ok(_) => return Ok(()),
                Err(_) => {
                    self.crash();
                    return Ok(());
                }
            }
        }
        self.model.are_recognised(given);
        Ok(())
    }

    // --- a disk without room -------------------------------------------------------------------------------------

    /// A limit that the disk's own numbers do not show: whatever is written next fails.
    pub fn disk_fails(&self) {
        if self.weather.disk == Disk::End {
            self.store_disk.fail_next_commit(EngineError::Full);
        }
    }

    /// What waits at Telegram, and what people are told meanwhile.
    fn is_held(&mut self, given: &[Update], taken: Taken) -> Rule {
        self.model.are_held(given);
        for aside in taken.asides {
            match aside {
                Aside::Say(to, screen) => drop(self.far.perform(to.reveal(), &Call::Send(screen))),
                Aside::Toast(toast) => drop(self.answered_presses.insert(toast.press.0)),
            }
        }
        // Now, not later: it is no word on what is taken in when there is room.
        self.look()
    }

    /// A store that ran into the end of its disk is opened again when there is room.
    fn opens_again(&mut self) -> Rule {
        let (fill, now) = (self.weather.disk.fill(), self.bot_now());
        if !self.intake.as_ref().is_some_and(|intake| intake.wants_core(fill, now)) {
            return Ok(());
        }
        self.ring_disk.restart();
        self.disk_fails();
        let opened = self.try_boot();
        let Some(intake) = self.intake.as_mut() else { return Ok(()) };
        match opened {
            Ok(core) => {
                intake.give(core);
                self.note("-- the store is open again");
                self.note_holders();
            }
            Err(error) if error.is_full() => intake.rest(now),
            Err(StoreError::Missing { .. } | StoreError::Damaged { .. } | StoreError::RingLost) => {
                return Err("a store that ran out of room was damaged by it".to_owned());
            }
            Err(_) => self.crash(),
        }
        Ok(())
    }

    /// At last somebody makes room; whoever ended for want of it is started again now and then.
    pub fn is_helped(&mut self) {
        if self.weather.disk != Disk::Room && (self.calm || self.dice.below(12) == 0) {
            self.weather.disk = Disk::Room;
            self.note("-- there is room again");
        }
        if self.intake.is_none() && (self.weather.disk == Disk::Room || self.dice.below(12) == 0) {
            self.boot();
        }
    }

    // --- going down and starting ---------------------------------------------------------------------------------

    /// The power goes; what was not synced meets its fate; the bot starts again.
    pub fn crash(&mut self) {
        self.note("-- the power goes");
        self.intake = None;
        for (chat, call) in std::mem::take(&mut self.unwritten) {
            self.excuse(chat, &call);
        }
        self.power_cut();
        self.boot();
    }

    /// Stopped as for an update, in the midst of everything, and started again. What a stop leaves must lie whole: a
    /// record whose key is gone would be taken for another's once its slot of the ring is drawn again.
    pub fn restart(&mut self) {
        self.note("-- it is stopped and started again");
        self.stop = if self.core().is_some() { Stop::InTheMidst } else { Stop::Cut };
        self.intake = None;
        for (chat, call) in std::mem::take(&mut self.unwritten) {
            self.excuse(chat, &call);
        }
        self.boot();
    }

    fn power_cut(&mut self) {
        self.stop = Stop::Cut;
        self.store_disk.power_cut();
        let dice = &mut self.dice;
        self.ring_disk.power_cut(|_| match dice.below(3) {
            0 => Fate::Kept,
            1 => Fate::Dropped,
            _ => Fate::Torn(usize::try_from(dice.below(160)).unwrap_or_default()),
        });
    }

    /// The power may go again while the bot starts.
    pub fn boot(&mut self) {
        const TRIES: u32 = 12;
        for attempt in 0..TRIES {
            if !self.calm && attempt < 2 {
                self.weather.cut_during_start(&mut self.dice, &self.store_disk, &self.ring_disk);
            }
            self.disk_fails();
            match self.try_boot() {
                Ok(core) => {
                    let random = Seeded::new(self.seed ^ self.boots.rotate_left(32));
                    self.intake = Some(Intake::new(core, Box::new(random)));
                    self.note_holders();
                    return;
                }
                Err(error @ (StoreError::Missing { .. } | StoreError::Damaged { .. } | StoreError::RingLost)) => {
                    return self.is_ruined("a start finds", &error);
                }
                Err(error) if error.is_full() && self.weather.disk == Disk::End => {
                    self.note("-- there is no room to start in");
                    self.ring_disk.restart();
                    return;
                }
                Err(error) if attempt + 1 == TRIES => self.is_ruined("the bot does not start", &error),
                Err(_) => {
                    self.note("-- the power goes during a start");
                    self.power_cut();
                }
            }
        }
    }

    /// What is wrong, without what an operator could do about it.
    fn is_ruined(&mut self, what: &str, error: &StoreError) {
        let error = error.to_string();
        self.ruin = Some(format!("{what}: {}", error.split(". ").next().unwrap_or_default()));
    }

    pub fn why_down(&self) -> String {
        self.ruin.clone().unwrap_or_else(|| "the bot is down".to_owned())
    }

    /// Did every start find what it should?
    pub fn stands(&self) -> Rule {
        self.ruin.clone().map_or(Ok(()), Err)
    }

    fn try_boot(&mut self) -> Result<Core, StoreError> {
        let (store, seen) = self.open()?;
        self.model.knows_nobody_yet();
        Core::new(house(), store, seen, Pace::default(), self.bot_now())
    }

    fn open(&mut self) -> Result<(Store, SeenPages), StoreError> {
        self.boots += 1;
        self.model.totals.starts += 1;
        let mut entropy = Seeded::new(self.seed.wrapping_mul(1_009).wrapping_add(self.boots));
        let master = self.master();
        let ring = self.open_ring(&mut entropy)?;
        let engine = MemoryEngine::open(&self.store_disk)?;
        let retention = house().settings.retention;
        let now = self.bot_now();
        let (store, report, seen) =
            Store::open(Box::new(engine), ring, master, retention, Box::new(entropy), now, OnLoss::Refuse)?;
        let is_whole = match std::mem::replace(&mut self.stop, Stop::Cut) {
            Stop::Cut => true,
            // Keys of what found no room may wait for the next commit.
            Stop::InTheMidst => report.purged == 0,
            Stop::InCalm => report.orphans + report.purged == 0,
        };
        if !is_whole {
            let (orphans, purged) = (report.orphans, report.purged);
            self.ruin =
                Some(format!("a clean stop left {orphans} keys without a record, {purged} records without a key"));
        }
        Ok((store, seen))
    }

    pub fn open_ring(&self, entropy: &mut Seeded) -> Result<Ring, StoreError> {
        let disk = Box::new(self.ring_disk.clone());
        Ok(Ring::open_sized(disk, &self.master(), RING, entropy)?)
    }

    pub fn master(&self) -> Master {
        Master::ephemeral(&mut Seeded::new(self.seed ^ 0x6b65_7973))
    }

    /// It arrived, and that is not on disk yet.
    pub fn is_unwritten(&mut self, chat: i64, call: Call, outcome: Outcome) {
        if matches!(outcome, Outcome::Delivered(_)) {
            self.unwritten.push((chat, call));
        }
    }
}
