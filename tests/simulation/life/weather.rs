//! What goes wrong, and how fast time passes: drawn once for each life, so that each knows some faults well.

use super::model::{DAY_MS, HOUR_MS, MINUTE_MS, Rule};
use super::people;
use super::screens::{ANSWERED, waits_for_telegram, words_like};
use super::world::{World, YOUTH};
use crate::support::entropy::Seeded;
use rechtdoor::messenger::wire::Call;
use rechtdoor::runtime::Core;
use rechtdoor::store::engine::{Fill, Landing, MemoryDisk as StoreDisk, room};
use rechtdoor::vault::MemoryDisk as RingDisk;

/// How much time lies between the things that happen in a life.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tempo {
    Minutes,
    Hours,
    Weeks,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    PowerCut,
    Restart,
    CutInACommit,
    CutAtASend,
    CutInTheRing,
    CutInTheNight,
    CutDuringStarts,
    FullDisk,
    Offline,
    ClockByHours,
    ClockByWeeks,
    Blocks,
    Deletes,
    GroupMoves,
}

/// What room there is on the disk of the store.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    Room,
    /// Enough for what is in hand.
    Little,
    /// Not even for that.
    Nothing,
    /// A limit that no number shows: each commit fails.
    End,
}

impl Disk {
    /// As the bot is told of it.
    pub fn fill(self) -> Option<Fill> {
        let fill = |free_bytes, used_percent| Some(Fill { free_bytes, used_percent });
        match self {
            Disk::Room => fill(room::AGAIN_FREE_BYTES_MIN, 50),
            Disk::Little => fill(room::INTAKE_FREE_BYTES_MIN - 1, 97),
            Disk::Nothing => fill(room::LAST_WORDS_FREE_BYTES_MIN - 1, 100),
            Disk::End => None,
        }
    }
}

const FAULTS: [Fault; 14] = [
    Fault::PowerCut,
    Fault::Restart,
    Fault::CutInACommit,
    Fault::CutAtASend,
    Fault::CutInTheRing,
    Fault::CutInTheNight,
    Fault::CutDuringStarts,
    Fault::FullDisk,
    Fault::Offline,
    Fault::ClockByHours,
    Fault::ClockByWeeks,
    Fault::Blocks,
    Fault::Deletes,
    Fault::GroupMoves,
];

/// See the file's header.
pub struct Weather {
    tempo: Tempo,
    faults: Vec<Fault>,
    /// How wrong the bot's clock is.
    pub skew_ms: i64,
    pub disk: Disk,
}

impl Weather {
    pub fn draw(dice: &mut Seeded) -> Self {
        let tempo = match dice.below(3) {
            0 => Tempo::Minutes,
            1 => Tempo::Hours,
            _ => Tempo::Weeks,
        };
        let faults = FAULTS.into_iter().filter(|_| dice.below(2) == 0).collect();
        Self { tempo, faults, skew_ms: 0, disk: Disk::Room }
    }

    pub fn cut_during_start(&self, dice: &mut Seeded, store: &StoreDisk, ring: &RingDisk) {
        if !self.faults.contains(&Fault::CutDuringStarts) || dice.below(2) == 0 {
            return;
        }
        match dice.below(3) {
            0 => store.power_cut_at_commit(store.attempts() + 1, landing(dice)),
            _ => ring.stop_before(ring.operations() + dice.below(8) as usize),
        }
    }

    fn minutes(&self, dice: &mut Seeded) -> i64 {
        let all: &[i64] = match self.tempo {
            Tempo::Minutes => &[3, 3, 3, 3, 12, 25, 45, 600],
            Tempo::Hours => &[3, 3, 25, 120, 400, 900, 1_500],
            Tempo::Weeks => &[3, 25, 600, 1_500, 4_300, 9_000, 15_000, 32_000],
        };
        all.get(dice.below(all.len() as u64) as usize).copied().unwrap_or(3)
    }
}

fn landing(dice: &mut Seeded) -> Landing {
    if dice.below(2) == 0 { Landing::Whole } else { Landing::Nothing }
}

impl World {
    pub fn time_passes(&mut self) -> Rule {
        let minutes = self.weather.minutes(&mut self.dice);
        if minutes >= 60 {
            self.note(&format!("-- {} hours pass", minutes / 60));
        }
        self.pass(minutes * MINUTE_MS)
    }

    /// With the timers on the way, and the network at work when it is calm.
    pub fn pass(&mut self, ms: i64) -> Rule {
        let until = self.now.plus_ms(ms);
        // A long time is looked at less often: a computer that sleeps now and then.
        let step = if ms > 3 * DAY_MS { 6 * HOUR_MS } else { MINUTE_MS };
        while self.now < until {
            let before = self.now;
            let due = self.core().map_or(until, Core::next_due).plus_ms(-self.weather.skew_ms);
            self.now = due.max(self.now.plus_ms(step)).min(until);
            self.model.now = self.now;
            self.model.totals.days += u64::from(before.day() != self.now.day());
            let is_night = before.plus_hours(-2).day() != self.now.plus_hours(-2).day();
            if is_night && !self.calm && self.weather.faults.contains(&Fault::CutInTheNight) && self.dice.below(2) == 0
            {
                self.ring_disk.stop_before(self.ring_disk.operations() + self.dice.below(24) as usize);
            }
            self.handle(Vec::new(), &[])?;
            if self.calm {
                self.network_until_quiet()?;
            } else if ms > HOUR_MS {
                // Who sleeps on it still gets mail.
                self.network()?;
            }
        }
        Ok(())
    }

    fn network_until_quiet(&mut self) -> Rule {
        self.network()?;
        for _ in 0..5_000 {
            if !self.send_one()? {
                return Ok(());
            }
        }
        Err("the bot does not come to rest".to_owned())
    }

    pub fn misfortune(&mut self) -> Rule {
        let faults = &self.weather.faults;
        let Some(fault) = faults.get(self.dice.below(faults.len().max(1) as u64) as usize).copied() else {
            return Ok(());
        };
        let dice = &mut self.dice;
        match fault {
            Fault::PowerCut | Fault::CutDuringStarts => self.crash(),
            Fault::Restart => self.restart(),
            Fault::CutInACommit => {
                let attempt = self.store_disk.attempts() + 1 + dice.below(3);
                self.store_disk.power_cut_at_commit(attempt, landing(dice));
            }
            Fault::CutAtASend => {}
            Fault::CutInTheRing => self.ring_disk.stop_before(self.ring_disk.operations() + dice.below(6) as usize),
            Fault::CutInTheNight => return self.pass(12 * HOUR_MS),
            Fault::FullDisk => {
                self.weather.disk = match dice.below(3) {
                    0 => Disk::Little,
                    1 => Disk::Nothing,
                    _ => Disk::End,
                };
                self.is_full();
            }
            Fault::Offline => return self.goes_offline(),
            Fault::ClockByHours if self.weather.skew_ms != 0 => return self.clock_is_right_again(),
            Fault::ClockByHours => {
                let hours = i64::try_from(dice.below(40)).unwrap_or_default() - 20;
                self.weather.skew_ms = hours * HOUR_MS;
                self.model.clock_is_ahead = true;
                self.model.clock_moves();
                self.note(&format!("-- the clock is {} hours ahead", self.weather.skew_ms / HOUR_MS));
            }
            Fault::ClockByWeeks => return self.clock_by_weeks(),
            Fault::Blocks => people::somebody_blocks(self),
            Fault::Deletes => people::somebody_deletes(self),
            Fault::GroupMoves => super::desk::the_group_moves(self),
        }
        Ok(())
    }

    /// The power likes to go while something is being sent.
    pub fn cut_at_a_send(&mut self) {
        if !self.calm && self.weather.faults.contains(&Fault::CutAtASend) && self.dice.below(3) == 0 {
            let attempt = self.store_disk.attempts() + 1 + self.dice.below(2);
            self.store_disk.power_cut_at_commit(attempt, landing(&mut self.dice));
        }
    }

    /// What is on its way now may come in days.
    fn is_full(&mut self) {
        self.model.delayed_since.get_or_insert(self.now);
        self.note("-- the disk fills up");
    }

    /// An update of the program comes when it comes.
    pub fn restarts_after_a_wipe(&mut self) {
        let is_whole = self.core().is_some() && self.weather.disk == Disk::Room;
        if !self.calm && is_whole && self.weather.faults.contains(&Fault::Restart) && self.dice.below(2) == 0 {
            self.restart();
        }
    }

    /// The disk likes to be full when an answer has just arrived, and that is to be written down.
    pub fn full_at_an_answer(&mut self, call: &Call) {
        let Call::Send(screen) = call else { return };
        let is_answer = !words_like(&screen.text, ANSWERED).is_empty();
        if !self.calm && is_answer && self.weather.faults.contains(&Fault::FullDisk) && self.dice.below(12) == 0 {
            self.weather.disk = Disk::End;
            self.is_full();
        }
    }

    /// Whoever wrote just before everything stood still hears of it too.
    pub fn ends_in_trouble(&mut self) -> Rule {
        let has = |fault| self.weather.faults.contains(&fault);
        let (may_fill, may_be_away) = (has(Fault::FullDisk), has(Fault::Offline));
        let chat = people::pick(self, &YOUTH);
        match self.dice.below(4) {
            0 if may_fill => {
                self.weather.disk = if self.dice.below(2) == 0 { Disk::Little } else { Disk::Nothing };
                self.is_full();
                people::asks(self, chat);
                for _ in 0..4 {
                    self.receive()?;
                }
                self.weather.disk = Disk::Room;
                self.note("-- there is room again");
                for _ in 0..4 {
                    self.receive()?;
                }
                Ok(())
            }
            1 if may_be_away => {
                people::asks(self, chat);
                for _ in 0..4 {
                    self.receive()?;
                }
                self.far.offline = true;
                self.note("-- Telegram is away");
                self.pass_without(HOUR_MS)
            }
            _ => Ok(()),
        }
    }

    /// Between the keys that are destroyed first and the commit.
    pub fn cut_at_a_wipe(&mut self) {
        if !self.calm && self.weather.faults.contains(&Fault::CutInACommit) && self.dice.below(2) == 0 {
            self.store_disk.power_cut_at_commit(self.store_disk.attempts() + 1, landing(&mut self.dice));
        }
    }

    /// The power goes while Telegram has asked for patience, and whoever waits for that screen wipes everything: what
    /// is written later comes later, ✓ after ⏳, the goodbye last.
    pub fn cut_while_it_waits(&mut self, chat: i64, call: &Call) -> Rule {
        let is_status = matches!(call, Call::Edit { to, .. } if waits_for_telegram(&to.text).is_some());
        let one_in = if is_status { 2 } else { 12 };
        if self.calm || !self.weather.faults.contains(&Fault::PowerCut) || self.dice.below(one_in) > 0 {
            return Ok(());
        }
        self.crash();
        if YOUTH.contains(&chat) && self.dice.below(2) == 0 {
            people::says(self, chat, "/wis".to_owned());
            self.in_a_moment()?;
            people::press_new(self, chat, &people::SURE_TO_WIPE);
        }
        self.in_a_moment()
    }

    fn clock_by_weeks(&mut self) -> Rule {
        if self.weather.skew_ms != 0 {
            return self.clock_is_right_again();
        }
        let days = if self.dice.below(2) == 0 { 30 } else { -30 };
        self.weather.skew_ms = days * DAY_MS;
        self.model.clock_moves();
        self.note(&format!("-- the clock is {days} days ahead"));
        // A bot that is down forgets nothing.
        self.model.clock_goes_wrong(self.known_codes().unwrap_or_default(), days > 0);
        if self.dice.below(2) == 0 {
            // Nobody writes for a while, and a start comes between.
            self.handle(Vec::new(), &[])?;
            while self.send_one()? {}
            self.crash();
            self.handle(Vec::new(), &[])?;
        }
        Ok(())
    }

    pub fn clock_is_right_again(&mut self) -> Rule {
        if self.weather.skew_ms == 0 {
            return Ok(());
        }
        self.weather.skew_ms = 0;
        self.model.clock_is_ahead = false;
        self.model.clock_moves();
        self.note("-- the clock is right again");
        match self.known_codes() {
            Ok(known) if self.model.clock_is_wrong => self.model.clock_is_right_again(&known),
            Ok(_) | Err(_) => {
                self.model.clock_is_wrong = false;
                Ok(())
            }
        }
    }

    /// Nothing goes in or out, for minutes or for more than a day.
    fn goes_offline(&mut self) -> Rule {
        self.far.offline = true;
        self.model.delayed_since.get_or_insert(self.now);
        self.note("-- Telegram is away");
        let hours = [0, 2, 12, 24, 30, 30];
        let hours = hours.get(self.dice.below(hours.len() as u64) as usize).copied().unwrap_or_default();
        self.pass_without(hours * HOUR_MS)
    }

    /// Time passes and nothing gets through.
    fn pass_without(&mut self, ms: i64) -> Rule {
        let until = self.now.plus_ms(ms);
        while self.now < until {
            self.now = self.now.plus_ms(HOUR_MS).min(until);
            self.model.now = self.now;
            self.handle(Vec::new(), &[])?;
            while self.send_one()? {}
        }
        Ok(())
    }
}
