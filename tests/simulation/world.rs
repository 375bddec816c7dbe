//! The bot between people and a network that fails by seed.
//!
//! Telegram is the journal here as there: updates that were not confirmed are delivered again.

use crate::model::{Model, Totals, code_after, words_like};
use crate::support::bot::house;
use crate::support::entropy::Seeded;
use crate::support::far_side::{FarSide, Sight};
use crate::{aftermath, people};
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Language, Moment, StaffId};
use rechtdoor::messenger::Input;
use rechtdoor::messenger::wire::{Arrival, Call, Outcome, Place};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Core, Incoming, Next};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Engine, Landing, MemoryDisk as StoreDisk, MemoryEngine};
use rechtdoor::store::records::{Owner, RouteRecord};
use rechtdoor::store::tables::{Members, Routes};
use rechtdoor::store::{CONFIG, Store, StoreError};
use rechtdoor::vault::ring::Fate;
use rechtdoor::vault::{Address, Master, MemoryDisk as RingDisk, Ring};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::rc::Rc;

const STEPS: usize = 600;
pub const YOUTH: [i64; 4] = [5_000_000_001, 5_000_000_002, 5_000_000_003, 5_000_000_004];
/// Of both moderators.
const PROJECT: &str = "genk";
pub const DESK: [i64; 2] = [6_000_000_001, 6_000_000_002];

type Update = (i64, Rc<dyn Fn() -> Input>, i64);

/// See the file's header.
pub struct World {
    seed: u64,
    pub dice: Seeded,
    core: Option<Core>,
    store_disk: StoreDisk,
    ring_disk: RingDisk,
    boots: u64,
    pub far: FarSide,
    pub model: Model,
    pub now: Moment,
    next_update: i64,
    /// At Telegram, not yet confirmed: number, what, chat.
    waiting: VecDeque<Update>,
    last_confirmed: Option<Update>,
    calm: bool,
    /// Which moderator writes from which chat.
    desk_of: BTreeMap<StaffId, i64>,
    said: String,
    pub counter: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut world = Self {
            seed,
            dice: Seeded::new(seed),
            core: None,
            store_disk: StoreDisk::new(),
            ring_disk: RingDisk::new(),
            boots: 0,
            far: FarSide::default(),
            model: Model::default(),
            // A Monday at ten.
            now: Moment(1_796_634_000_000),
            next_update: 800_000_000,
            waiting: VecDeque::new(),
            last_confirmed: None,
            calm: false,
            desk_of: BTreeMap::new(),
            said: String::new(),
            counter: 0,
        };
        world.boot();
        world.enrol();
        world
    }

    pub fn transcript(&self) -> &str {
        &self.said
    }

    /// One life: many things at once, then calm, then the reckoning.
    pub fn live(&mut self) -> Result<Totals, String> {
        for _ in 0..STEPS {
            match self.dice.below(120) {
                0..=27 => people::young_person_acts(self),
                28..=51 => people::moderator_acts(self),
                52..=115 => self.network()?,
                116 | 117 => self.time_passes()?,
                _ => self.misfortune()?,
            }
        }
        self.calm = true;
        self.far.offline = false;
        for _ in 0..6 {
            self.pass(3_600_000)?;
        }
        self.reckon()
    }

    fn reckon(&mut self) -> Result<Totals, String> {
        let core = self.core.as_mut().ok_or("the bot is down")?;
        if core.outbox_len() > 0 {
            return Err(format!("{} rows still wait after hours of calm", core.outbox_len()));
        }
        if core.counts.panics > 0 {
            return Err("a turn panicked".to_owned());
        }
        let codes: BTreeSet<String> = core.store().index.codes.keys().map(ToString::to_string).collect();
        self.model.judge(&codes)?;
        aftermath::all_that_waits_is_answered(self)?;
        aftermath::what_was_wiped_cannot_be_read(self)?;
        Ok(self.model.totals.clone())
    }

    // --- what people do ------------------------------------------------------------------------------------------

    pub fn note(&mut self, line: &str) {
        _ = writeln!(self.said, "{line}");
    }

    /// Telegram takes in what somebody did.
    pub fn happens(&mut self, chat: i64, input: impl Fn() -> Input + 'static) {
        // After a silent week the numbers start anywhere, lower too.
        if self.dice.below(400) == 0 {
            self.next_update = 1_000 + i64::try_from(self.dice.below(1_000_000)).unwrap_or_default();
        }
        self.next_update += 1;
        self.waiting.push_back((self.next_update, Rc::new(input), chat));
    }

    // --- the network ---------------------------------------------------------------------------------------------

    fn network(&mut self) -> Result<(), String> {
        if self.dice.below(5) == 0 {
            self.far.offline = false;
        }
        self.receive()?;
        for _ in 0..self.dice.below(12) {
            if !self.send_one()? {
                break;
            }
        }
        Ok(())
    }

    /// A fetch: some of what waits is decided in one batch, committed, and perhaps confirmed.
    fn receive(&mut self) -> Result<(), String> {
        let count = if self.calm { self.waiting.len() } else { self.waiting.len().min(self.dice.below(5) as usize) };
        let mut batch: Vec<Update> = self.waiting.iter().take(count).cloned().collect();
        if !self.calm && self.dice.below(10) == 0 {
            batch.extend(self.last_confirmed.clone());
        }
        // Who held a case is read between two commits: no desk may take and release within one.
        let desks = batch.iter().filter(|update| DESK.contains(&update.2)).count();
        let size = if desks > 1 { 1 } else { batch.len().max(1) };
        for part in batch.chunks(size).chain(batch.is_empty().then_some(&batch[..])) {
            let incoming = part.iter().map(|update| Incoming::Update(Box::new(self.arrival(update)))).collect();
            if !self.handle(incoming)? {
                return Ok(());
            }
        }
        let is_lost = !self.calm && self.dice.below(8) == 0;
        if !is_lost {
            for _ in 0..count {
                self.last_confirmed = self.waiting.pop_front();
            }
        }
        Ok(())
    }

    fn arrival(&self, (id, input, chat): &Update) -> Arrival {
        Arrival {
            id: *id,
            chat: Address::new(*chat),
            sender: Some(Address::new(*chat)),
            place: Place::Private,
            input: input(),
            said_at: Some(self.now),
            moved_from: None,
        }
    }

    /// `false` when the power went: the bot was started again and nothing of this batch is confirmed.
    fn handle(&mut self, incoming: Vec<Incoming>) -> Result<bool, String> {
        let now = self.now;
        let Some(core) = self.core.as_mut() else { return Ok(false) };
        match core.handle(incoming, now) {
            Ok(_) => {
                self.note_holders();
                Ok(true)
            }
            Err(_) => {
                self.crash()?;
                Ok(false)
            }
        }
    }

    /// One call, with what the seed makes of it. `false` when there is none to make now.
    fn send_one(&mut self) -> Result<bool, String> {
        let now = self.now;
        let Some(core) = self.core.as_mut() else { return Ok(false) };
        let next = match core.next_call(now) {
            Ok(next) => next,
            Err(_) => {
                self.crash()?;
                return Ok(false);
            }
        };
        let outgoing = match next {
            Next::Call(outgoing) => outgoing,
            Next::Wait(at) if self.calm || self.dice.below(2) == 0 => {
                self.now = self.now.max(at.min(now.plus_ms(2_000)));
                return Ok(at <= now.plus_ms(2_000));
            }
            Next::Wait(_) | Next::Idle => return Ok(false),
        };
        let chat = outgoing.to.reveal();
        let fate = if self.calm { 99 } else { self.dice.below(20) };
        let outcome = match fate {
            0 => Outcome::Retry { after_ms: 1_000, everyone: false },
            1 => Outcome::Retry { after_ms: 30_000, everyone: true },
            2 => {
                let outcome = self.far.perform(chat, &outgoing.call);
                if matches!(outcome, Outcome::Delivered(_)) {
                    self.excuse(&outgoing.call);
                }
                Outcome::Retry { after_ms: 500, everyone: false }
            }
            _ => self.far.perform(chat, &outgoing.call),
        };
        self.look()?;
        let is_written = self.handle(vec![Incoming::Settled { row: outgoing.row, outcome, moved: None }])?;
        if !is_written && matches!(outcome, Outcome::Delivered(_)) {
            // It arrived, and the power went before that was written down.
            self.excuse(&outgoing.call);
        }
        Ok(true)
    }

    /// Arrived, and the answer was lost: one more of the same is excused.
    fn excuse(&mut self, call: &Call) {
        self.model.totals.lost += 1;
        if let Call::Send(screen) = call {
            for word in words_like(&screen.text, "antwoord-") {
                *self.model.doubled.entry(word).or_default() += 1;
            }
        }
    }

    /// What everybody saw since the last look.
    fn look(&mut self) -> Result<(), String> {
        for (chat, sight) in std::mem::take(&mut self.far.sights) {
            let (screen, is_new) = match sight {
                Sight::New(_, screen) => (screen, true),
                Sight::Edited(_, screen) => (screen, false),
                Sight::Deleted(_) | Sight::Toast { .. } | Sight::Left => continue,
            };
            self.note(&format!("{chat} sees {:?}", screen.text));
            if YOUTH.contains(&chat) {
                self.model.youth_sees(chat, &screen.text, is_new)?;
                continue;
            }
            self.model.desk_sees(chat, &screen.text)?;
            if let Some(code) = code_after(&screen.text, "✓ ") {
                self.model.told.insert(code);
            }
        }
        Ok(())
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

    /// Questions that a moderator of this desk may take.
    pub fn waiting_here(&self) -> usize {
        let Some(core) = &self.core else { return 0 };
        let here = |project: Option<&str>| project.is_none_or(|project| project == PROJECT);
        core.store().index.waiting().filter(|(_, case)| here(case.project.as_deref())).count()
    }

    /// Every record that opens with the keys that are left. The bot is stopped for it, and starts again.
    pub fn readable_records(&mut self) -> Result<Vec<Vec<u8>>, String> {
        self.core = None;
        let master = self.master();
        let ring =
            Ring::open(self.ring_disk.clone(), &master, &mut Seeded::new(1)).map_err(|error| error.to_string())?;
        let engine = MemoryEngine::open(&self.store_disk).map_err(|error| error.to_string())?;
        let mut readable = Vec::new();
        let mut each = |record: &[u8], sealed: &[u8]| {
            readable.extend(aftermath::open(&ring, &master, record, sealed));
            ControlFlow::Continue(())
        };
        engine.scan(&[], &mut each).map_err(|error| error.to_string())?;
        drop(engine);
        self.boot();
        Ok(readable)
    }

    fn master(&self) -> Master {
        Master::ephemeral(&mut Seeded::new(self.seed ^ 0x6b65_7973))
    }

    // --- time and misfortune -------------------------------------------------------------------------------------

    fn time_passes(&mut self) -> Result<(), String> {
        let minutes = match self.dice.below(10) {
            0 => 600,
            1 => 45,
            _ => 3,
        };
        self.pass(minutes * 60_000)
    }

    /// With the timers on the way, and the network at work when it is calm.
    pub fn pass(&mut self, ms: i64) -> Result<(), String> {
        let until = self.now.plus_ms(ms);
        while self.now < until {
            let due = self.core.as_ref().map_or(until, Core::next_due).max(self.now.plus_ms(60_000));
            self.now = due.min(until);
            self.handle(Vec::new())?;
            self.receive_all_when_calm()?;
        }
        Ok(())
    }

    fn receive_all_when_calm(&mut self) -> Result<(), String> {
        if !self.calm {
            return Ok(());
        }
        self.receive()?;
        for _ in 0..5_000 {
            if !self.send_one()? {
                return Ok(());
            }
        }
        Err("the bot does not come to rest".to_owned())
    }

    fn misfortune(&mut self) -> Result<(), String> {
        match self.dice.below(5) {
            0 => self.crash(),
            1 => {
                let attempt = self.store_disk.attempts() + 1 + self.dice.below(3);
                let landing = if self.dice.below(2) == 0 { Landing::Whole } else { Landing::Nothing };
                self.store_disk.power_cut_at_commit(attempt, landing);
                Ok(())
            }
            2 => {
                let operation = self.ring_disk.operations() + self.dice.below(6) as usize;
                self.ring_disk.stop_before(operation);
                Ok(())
            }
            3 => {
                self.far.offline = !self.far.offline;
                Ok(())
            }
            _ => {
                people::somebody_blocks(self);
                Ok(())
            }
        }
    }

    /// The power goes; what was not synced meets its fate; the bot starts again.
    fn crash(&mut self) -> Result<(), String> {
        self.model.totals.crashes += 1;
        self.note("-- the power goes");
        self.core = None;
        self.power_cut();
        self.boot();
        Ok(())
    }

    fn power_cut(&mut self) {
        self.store_disk.power_cut();
        let mut dice = Seeded::new(self.seed ^ self.boots.wrapping_mul(0x9e37_79b9));
        self.ring_disk.power_cut(|_| match dice.below(3) {
            0 => Fate::Kept,
            1 => Fate::Dropped,
            _ => Fate::Torn(40),
        });
    }

    /// The power may go again while the bot starts.
    fn boot(&mut self) {
        const TRIES: u32 = 8;
        for _ in 0..TRIES {
            match self.try_boot() {
                Ok(core) => {
                    self.core = Some(core);
                    self.note_holders();
                    return;
                }
                Err(error @ (StoreError::Missing { .. } | StoreError::Damaged { .. })) => panic!("a start: {error}"),
                Err(_) => {
                    self.note("-- the power goes during a start");
                    self.power_cut();
                }
            }
        }
        panic!("the bot does not start");
    }

    fn try_boot(&mut self) -> Result<Core, StoreError> {
        self.boots += 1;
        let mut entropy = Seeded::new(self.seed.wrapping_mul(1_009).wrapping_add(self.boots));
        let master = self.master();
        let ring = Ring::open(self.ring_disk.clone(), &master, &mut entropy)?;
        let engine = MemoryEngine::open(&self.store_disk)?;
        let retention = house().settings.retention;
        let (store, _, seen) =
            Store::open(Box::new(engine), ring, master, retention, Box::new(entropy), self.now, OnLoss::Refuse)?;
        Core::new(house(), store, seen, Pace::default(), self.now)
    }

    fn enrol(&mut self) {
        let now = self.now;
        for (place, chat) in DESK.into_iter().enumerate() {
            let id = StaffId::random(&mut self.dice);
            self.desk_of.insert(id, chat);
            let place = u8::try_from(place).unwrap_or_default();
            let member = Staff {
                role: Role::Moderator,
                project: PROJECT.to_owned(),
                language: Language::Nl,
                standing: Standing::Active,
                words: [place, place + 10],
                awaiting: None,
                since: now,
            };
            let route = RouteRecord { address: Address::new(chat), sent: None, messages: Vec::new() };
            let store = self.core.as_mut().expect("the bot runs").store_mut();
            store.put::<Members>(&id, &member, CONFIG).expect("staged");
            store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).expect("staged");
            store.keep_turn();
        }
        self.handle(Vec::new()).expect("the first commit lands");
    }
}
