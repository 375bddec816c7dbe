//! The bot between people and a network that fails by seed: its disks, its starts, and the one door into it.

use super::model::{Model, Rule};
use super::weather::Weather;
use crate::support::bot::house;
use crate::support::entropy::Seeded;
use crate::support::far_side::FarSide;
use rechtdoor::dialogue::desk::enrol;
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::roles::Role;
use rechtdoor::domain::{Moment, StaffId};
use rechtdoor::messenger::Input;
use rechtdoor::messenger::wire::Place;
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Core, Incoming};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{EngineError, MemoryDisk as StoreDisk, MemoryEngine};
use rechtdoor::store::{Store, StoreError};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{Address, Master, MemoryDisk as RingDisk, Ring, Sizes};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::rc::Rc;

/// Young people. The last one speaks French, the one before is discreet.
pub const YOUTH: [i64; 5] = [5_000_000_001, 5_000_000_002, 5_000_000_003, 5_000_000_004, 5_000_000_005];
/// Two moderators and a coordinator.
pub const DESK: [i64; 3] = [6_000_000_001, 6_000_000_002, 6_000_000_003];
pub const COORDINATOR: i64 = DESK[2];
/// The team's group, before and after it moves.
pub const GROUP: [i64; 2] = [-4_000_001, -1_000_000_004_001];
/// Of the whole team.
pub const PROJECT: &str = "genk";
/// A ring of this step grows within a life, and is read at a start in no time.
const RING: Sizes = Sizes { slots_max: 4_096, slots_step: 32 };
/// A Monday at ten.
const BEGIN: Moment = Moment(1_796_634_000_000);

/// Something that somebody did, as Telegram keeps it until it is confirmed.
#[derive(Clone)]
pub struct Update {
    pub id: i64,
    pub chat: i64,
    pub sender: i64,
    pub input: Rc<dyn Fn() -> Input>,
    pub at: Moment,
    /// What was typed or pressed, for the model.
    pub label: String,
    pub moved_from: Option<i64>,
}

/// See the file's header.
pub struct World {
    seed: u64,
    pub dice: Seeded,
    pub core: Option<Core>,
    pub store_disk: StoreDisk,
    pub ring_disk: RingDisk,
    pub boots: u64,
    pub far: FarSide,
    pub model: Model,
    pub weather: Weather,
    /// The true time. The bot's clock may be wrong by `weather.skew_ms`.
    pub now: Moment,
    pub next_update: i64,
    /// At Telegram, not yet confirmed.
    pub waiting: VecDeque<Update>,
    pub last_confirmed: Option<Update>,
    pub calm: bool,
    /// Which moderator writes from which chat.
    pub desk_of: BTreeMap<StaffId, i64>,
    /// Where the team's group is now.
    pub group: i64,
    answered_presses: BTreeSet<String>,
    /// The next start follows a clean stop.
    pub stopped_well: bool,
    said: String,
    pub counter: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut dice = Seeded::new(seed);
        let weather = Weather::draw(&mut dice);
        let mut world = Self {
            seed,
            dice,
            core: None,
            store_disk: StoreDisk::new(),
            ring_disk: RingDisk::new(),
            boots: 0,
            far: FarSide::default(),
            model: Model::begins_at(BEGIN),
            weather,
            now: BEGIN,
            next_update: 800_000_000,
            waiting: VecDeque::new(),
            last_confirmed: None,
            calm: true,
            desk_of: BTreeMap::new(),
            group: GROUP[0],
            answered_presses: BTreeSet::new(),
            stopped_well: false,
            said: String::new(),
            counter: 0,
        };
        world.far.chats.entry(GROUP[0]).or_default().group = true;
        world.boot();
        world.enrol().expect("the team joins in calm");
        world.calm = false;
        world
    }

    pub fn transcript(&self) -> &str {
        &self.said
    }

    /// One line of the transcript: when, and what.
    pub fn note(&mut self, line: &str) {
        let minutes = self.now.since_ms(BEGIN) / super::model::MINUTE_MS + 600;
        _ = writeln!(self.said, "{:>3}d {:02}:{:02}  {line}", minutes / 1_440, minutes / 60 % 24, minutes % 60);
    }

    /// The bot's own idea of the time.
    pub fn bot_now(&self) -> Moment {
        self.now.plus_ms(self.weather.skew_ms)
    }

    // --- what people do ------------------------------------------------------------------------------------------

    /// Telegram takes in what somebody did in a private chat.
    pub fn happens(&mut self, chat: i64, label: &str, input: impl Fn() -> Input + 'static) {
        self.happens_in(chat, chat, label, input);
    }

    pub fn happens_in(&mut self, chat: i64, sender: i64, label: &str, input: impl Fn() -> Input + 'static) {
        // After a silent week the numbers start anywhere, lower too.
        if self.dice.below(400) == 0 {
            self.next_update = 1_000 + i64::try_from(self.dice.below(1_000_000)).unwrap_or_default();
        }
        self.next_update += 1;
        let (id, at, label) = (self.next_update, self.now, label.to_owned());
        self.waiting.push_back(Update { id, chat, sender, input: Rc::new(input), at, label, moved_from: None });
    }

    // --- the one door --------------------------------------------------------------------------------------------

    /// Gives the bot what came in. `false` when it went down over it: it was started again, and nothing of this is
    /// confirmed.
    pub fn handle(&mut self, incoming: Vec<Incoming>, given: &[Update]) -> Result<bool, String> {
        let now = self.bot_now();
        if self.weather.full {
            self.store_disk.fail_next_commit(EngineError::Full);
        }
        let queue = self.queue();
        let Some(core) = self.core.as_mut() else { return Ok(false) };
        let flooded = core.counts.flooded;
        let presses: Vec<String> =
            given.iter().filter_map(|update| (update.input)().press().map(|it| it.0.clone())).collect();
        for update in given {
            self.model.takes_in(update.chat, &update.label);
        }
        let handled = core.handle(incoming, now);
        let Ok(toasts) = handled else {
            // Whoever pressed sees a wheel turn for a while: it is not known whether the press was decided.
            self.answered_presses.extend(presses);
            self.goes_down()?;
            return Ok(false);
        };
        let is_flood = core.counts.flooded > flooded;
        let said: BTreeSet<String> = toasts.into_iter().map(|toast| toast.press.0).collect();
        for press in presses {
            let is_first = self.answered_presses.insert(press.clone());
            if is_first && !is_flood && !said.contains(&press) {
                return Err(format!("{press} was not acknowledged"));
            }
            self.model.totals.presses += u64::from(is_first);
        }
        self.note_holders();
        self.urgent_ones_go_first(&queue, given)?;
        Ok(true)
    }

    /// Codes that wait here, and whether they are urgent.
    fn queue(&self) -> BTreeMap<String, bool> {
        let Some(core) = &self.core else { return BTreeMap::new() };
        let here = |project: Option<&str>| project.is_none_or(|project| project == PROJECT);
        let cases = core.store().index.cases.values();
        let waiting = cases.filter(|case| case.stage == Stage::Waiting && here(case.project.as_deref()));
        waiting.map(|case| (case.code.to_string(), case.urgent)).collect()
    }

    /// Who takes the next question takes an urgent one while there is one.
    fn urgent_ones_go_first(&mut self, before: &BTreeMap<String, bool>, given: &[Update]) -> Rule {
        let takes_next = |update: &Update| ["/volgende", "/suivant"].contains(&update.label.as_str());
        if !given.iter().any(takes_next) {
            return Ok(());
        }
        let after = self.queue();
        let taken = before.iter().find(|(code, _)| !after.contains_key(*code) && self.was_taken(code));
        let Some((code, urgent)) = taken else { return Ok(()) };
        self.model.totals.claims += 1;
        if !urgent && after.iter().any(|(code, urgent)| *urgent && before.get(code) == Some(&true)) {
            return Err(format!("{code} was taken before an urgent one"));
        }
        Ok(())
    }

    fn was_taken(&self, code: &str) -> bool {
        let Some(core) = &self.core else { return false };
        let mut cases = core.store().index.cases.values();
        cases.any(|case| matches!(case.stage, Stage::Claimed { .. }) && case.code.to_string() == code)
    }

    fn note_holders(&mut self) {
        let Some(core) = &self.core else { return };
        for case in core.store().index.cases.values() {
            let holder = match case.stage {
                Stage::Claimed { holder, .. } | Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } => {
                    holder
                }
                Stage::Waiting | Stage::Closed { .. } => continue,
            };
            let chat = self.desk_of.get(&holder).copied().unwrap_or_default();
            self.model.holders.entry(case.code.to_string()).or_default().insert(chat);
        }
    }

    /// Questions that the team may take.
    pub fn waiting_here(&self) -> usize {
        self.queue().len()
    }

    // --- going down and starting ---------------------------------------------------------------------------------

    /// A commit or the ring failed. The power goes; or the disk is full, and the process ends by itself.
    fn goes_down(&mut self) -> Rule {
        if self.weather.full {
            self.note("-- the disk is full, the process ends");
            self.core = None;
            self.ring_disk.restart();
            return Ok(());
        }
        self.crash();
        Ok(())
    }

    /// After a full disk somebody starts it again now and then, and at last there is room.
    pub fn is_started_again(&mut self) {
        if self.weather.full && (self.calm || self.dice.below(12) == 0) {
            self.weather.full = false;
            self.note("-- there is room again");
        }
        if self.core.is_none() && (!self.weather.full || self.dice.below(12) == 0) {
            self.boot();
        }
    }

    /// The power goes; what was not synced meets its fate; the bot starts again.
    pub fn crash(&mut self) {
        self.note("-- the power goes");
        self.core = None;
        self.power_cut();
        self.boot();
    }

    fn power_cut(&mut self) {
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
            match self.try_boot() {
                Ok(core) => {
                    self.core = Some(core);
                    self.note_holders();
                    return;
                }
                Err(error @ (StoreError::Missing { .. } | StoreError::Damaged { .. } | StoreError::RingLost)) => {
                    panic!("a start: {error}")
                }
                Err(_) => {
                    self.note("-- the power goes during a start");
                    self.power_cut();
                }
            }
        }
        panic!("the bot does not start");
    }

    fn try_boot(&mut self) -> Result<Core, StoreError> {
        let (store, seen) = self.open()?;
        Core::new(house(), store, seen, Pace::default(), self.bot_now())
    }

    pub fn open(&mut self) -> Result<(Store, Vec<i64>), StoreError> {
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
        let is_clean = std::mem::take(&mut self.stopped_well);
        assert!(!is_clean || report.orphans + report.purged == 0, "a clean stop left {report:?}");
        Ok((store, seen))
    }

    pub fn open_ring(&self, entropy: &mut Seeded) -> Result<Ring, StoreError> {
        let disk = Box::new(self.ring_disk.clone());
        Ok(Ring::open_sized(disk, &self.master(), RING, entropy)?)
    }

    pub fn master(&self) -> Master {
        Master::ephemeral(&mut Seeded::new(self.seed ^ 0x6b65_7973))
    }

    // --- the team ------------------------------------------------------------------------------------------------

    /// The team joins by links from the host, and the coordinator links the group.
    fn enrol(&mut self) -> Rule {
        let expires = self.now.plus_hours(48);
        for chat in DESK {
            let role = if chat == COORDINATOR { Role::Coordinator } else { Role::Moderator };
            let master = self.master();
            let token = enrol::mint(master.tokens(), &mut self.dice, role, PROJECT, true, expires);
            super::people::says(self, chat, format!("/start i_{token}"));
            self.pass(super::model::MINUTE_MS)?;
            let core = self.core.as_ref().ok_or("the bot is down")?;
            let id = core.store().index.directory.staff_of(Address::new(chat)).ok_or("nobody joined")?;
            self.desk_of.insert(id, chat);
        }
        super::desk::in_the_group(self, "/koppel");
        self.pass(super::model::MINUTE_MS)
    }

    /// Is this the team's group, or one of its earlier addresses?
    pub fn place_of(&self, chat: i64) -> Place {
        if chat < 0 { Place::Group } else { Place::Private }
    }
}
