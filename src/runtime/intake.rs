//! What stands between the channel and the core: it takes in while there is room on the disk, and says "later" while
//! there is none.
//!
//! Never true of this file: something is confirmed that was not committed; an outcome is forgotten because it could not
//! be written (its message would go out twice); it asks a disk or a clock (both come in as facts).
//!
//! Two ways into an outage. The ordinary one: the disk says that little is left, and the core is asked no more than
//! what is in hand. The other: the store itself ran into the end of the disk. Then the core is given up, because
//! neither it nor the engine's handle is to be trusted after that, and another must be opened when there is room.

use super::belief::Belief;
use super::core::{Core, HashDone, HashJob, Incoming, LoadDone, LoadJob, Next};
use super::outage::{Aside, Outage};
use crate::dialogue::{DiskNews, House};
use crate::domain::audit::Act;
use crate::domain::limits::OUTAGE_GOES_ON_MINUTES;
use crate::domain::{Entropy, Moment};
use crate::messenger::wire::Toast;
use crate::store::engine::{Fill, Room};
use crate::store::{Store, StoreError};
use std::sync::Arc;

/// After the store ran into a full disk, it is left alone at least this long: there may be a limit that the disk's own
/// numbers do not show.
pub const REST_MS: i64 = 10_000;

/// Coordinators hear that the disk fills up again only after it was this much emptier, in percent of the disk.
const CALM_PERCENT: u8 = 80;

/// What became of one batch.
pub struct Taken {
    /// Only then may its updates be confirmed.
    pub committed: bool,
    pub toasts: Vec<Toast>,
    /// Fleeting: said once, never stored.
    pub asides: Vec<Aside>,
}

/// See the file's header.
pub struct Intake {
    house: Arc<House>,
    core: Option<Core>,
    outage: Option<Outage>,
    /// The last outage, and when it was over.
    last_outage: Option<(Outage, Moment)>,
    room: Room,
    /// Outcomes that are not on disk yet. At most one for each call that was handed out.
    outcomes: Vec<Incoming>,
    /// Answers for the core that it has not had yet; it asks for one at a time. Another core asks anew.
    hashes: Vec<HashDone>,
    /// Content that was read and not moved into yet; one reading is under way at a time.
    loaded: Option<LoadDone>,
    /// The operator asked for it meanwhile.
    reload: bool,
    /// What the operator did meanwhile, for the audit log. One command at a time asks the running bot.
    acts: Vec<Act>,
    /// Calls that were handed out and not heard of, by whichever core.
    abroad: usize,
    /// Not opened again before this.
    rests_until: Moment,
    /// What time it is, while there is no core to ask.
    belief: Option<Belief>,
    /// What coordinators are yet to be told, and whether they know that the disk fills up.
    untold: Option<DiskNews>,
    told_almost_full: bool,
    random: Box<dyn Entropy + Send>,
}

impl Intake {
    pub fn new(core: Core, random: Box<dyn Entropy + Send>) -> Self {
        Self {
            house: core.shared_house(),
            core: Some(core),
            outage: None,
            last_outage: None,
            room: Room::Plenty,
            outcomes: Vec::new(),
            hashes: Vec::new(),
            loaded: None,
            reload: false,
            acts: Vec::new(),
            abroad: 0,
            rests_until: Moment::default(),
            belief: None,
            untold: None,
            told_almost_full: false,
            random,
        }
    }

    /// `None` while the store is closed.
    pub fn core(&self) -> Option<&Core> {
        self.core.as_ref()
    }

    pub fn core_mut(&mut self) -> Option<&mut Core> {
        self.core.as_mut()
    }

    pub fn store(&self) -> Option<&Store> {
        self.core.as_ref().map(Core::store)
    }

    /// The house as it is now, for a core that is opened after this one.
    pub fn house(&self) -> Arc<House> {
        Arc::clone(&self.house)
    }

    /// Is nothing taken in at present?
    pub fn is_out(&self) -> bool {
        self.outage.is_some()
    }

    /// Calls that were handed out and not heard of.
    pub fn calls_under_way(&self) -> usize {
        self.abroad
    }

    /// Should the store be opened again now? Not while a call is under way: the new core would make it once more.
    pub fn wants_core(&self, fill: Option<Fill>, now: Moment) -> bool {
        let room = fill.map_or(Room::Plenty, Fill::room);
        self.core.is_none() && self.abroad == 0 && !self.rests(now) && room == Room::Plenty
    }

    /// A clock that was set back makes it no longer.
    fn rests(&self, now: Moment) -> bool {
        (1..=REST_MS).contains(&self.rests_until.since_ms(now))
    }

    /// The store is open again.
    pub fn give(&mut self, mut core: Core) {
        if let Some(belief) = self.belief.take() {
            core.clock_goes_on(belief);
        }
        self.core = Some(core);
    }

    /// It could not be opened for want of room.
    pub fn rest(&mut self, now: Moment) {
        self.rests_until = now.plus_ms(REST_MS);
    }

    /// Takes in a batch, or answers it from RAM when there is no room. `fill` is the disk as it is now; `None` when it
    /// does not say.
    ///
    /// # Errors
    /// The store failed otherwise than for want of room: nothing may be confirmed, and the process must stop.
    pub fn take(&mut self, incoming: Vec<Incoming>, fill: Option<Fill>, now: Moment) -> Result<Taken, StoreError> {
        self.room = fill.map_or(Room::Plenty, Fill::room);
        self.belief.iter_mut().for_each(|belief| belief.pass(now));
        for one in &incoming {
            match one {
                Incoming::Settled { row, outcome, moved } => {
                    self.abroad = self.abroad.saturating_sub(1);
                    self.outcomes.push(Incoming::Settled { row: *row, outcome: *outcome, moved: *moved });
                }
                Incoming::Loaded(done) => self.loaded = Some(done.clone()),
                Incoming::Reload => self.reload = true,
                Incoming::Update(_) | Incoming::Skipped | Incoming::Heard | Incoming::Hashed(_) | Incoming::Host(_) => {
                }
            }
        }
        if self.outage.is_none() && self.room < Room::Enough {
            self.begin(now);
        }
        if self.outage.is_some() && (self.core.is_none() || self.room < Room::Plenty) {
            return self.hold(incoming, now);
        }
        self.note_filling(fill);
        self.decide(incoming, now)
    }

    /// The next request that may be made now.
    pub fn next_call(&mut self, now: Moment) -> Result<Next, StoreError> {
        // What comes of a call must be written down: no room, no call.
        if self.outage.is_some() && self.room < Room::LastWords {
            return Ok(Next::Idle);
        }
        let Some(core) = &mut self.core else { return Ok(Next::Idle) };
        let next = core.next_call(now)?;
        self.abroad += usize::from(matches!(next, Next::Call(_)));
        Ok(next)
    }

    /// The next address to hash, if one may be hashed now.
    pub fn next_hash(&mut self, now: Moment) -> Result<Option<HashJob>, StoreError> {
        match &mut self.core {
            // What comes of it must be written down.
            Some(core) if self.outage.is_none() => core.next_hash(now),
            Some(_) | None => Ok(None),
        }
    }

    /// The content to be read now, if somebody asked for it.
    pub fn next_load(&mut self) -> Option<LoadJob> {
        match &mut self.core {
            // What comes of it must be written down.
            Some(core) if self.outage.is_none() => core.next_load(),
            Some(_) | None => None,
        }
    }

    fn begin(&mut self, now: Moment) {
        let goes_on = |ended: Moment| now < ended.plus_minutes(OUTAGE_GOES_ON_MINUTES);
        let last = self.last_outage.take().filter(|(_, ended)| goes_on(*ended));
        self.outage = Some(last.map_or_else(|| Outage::new(self.random.as_mut()), |(outage, _)| outage.again()));
        self.untold = Some(DiskNews::Full);
        if let Some(core) = &mut self.core {
            core.short_of_room(true);
        }
    }

    fn note_filling(&mut self, fill: Option<Fill>) {
        let Some(fill) = fill else { return };
        if fill.is_almost_full() && !std::mem::replace(&mut self.told_almost_full, true) {
            self.untold.get_or_insert(DiskNews::AlmostFull);
        }
        self.told_almost_full &= fill.used_percent >= CALM_PERCENT;
    }

    /// The ordinary way: all of it is decided and committed.
    fn decide(&mut self, incoming: Vec<Incoming>, now: Moment) -> Result<Taken, StoreError> {
        if let Some(outage) = &self.outage {
            self.untold = Some(DiskNews::RoomAgain);
            if let Some(core) = &mut self.core {
                core.short_of_room(false);
                core.answered_elsewhere(outage.settled());
            }
        }
        let is_kept = |one: &Incoming| matches!(one, Incoming::Settled { .. } | Incoming::Loaded(_) | Incoming::Reload);
        let updates = incoming.into_iter().filter(|one| !is_kept(one)).collect();
        let toasts = self.write(updates, now)?;
        if toasts.is_some() {
            self.last_outage = self.outage.take().map(|outage| (outage, now)).or(self.last_outage.take());
        }
        let committed = toasts.is_some();
        Ok(Taken { committed, toasts: toasts.unwrap_or_default(), asides: Vec::new() })
    }

    /// Nothing is taken in. People are answered from RAM, and what is in hand is written while there is room for that.
    fn hold(&mut self, incoming: Vec<Incoming>, now: Moment) -> Result<Taken, StoreError> {
        let mut asides = Vec::new();
        for one in incoming {
            match one {
                Incoming::Update(arrival) => {
                    let outage = self.outage.as_mut();
                    asides.extend(outage.into_iter().flat_map(|outage| outage.answer(&self.house, &arrival, now)));
                }
                Incoming::Hashed(done) => self.hashes.push(done),
                Incoming::Host(act) => self.acts.push(act),
                // Kept already, or to come again.
                Incoming::Settled { .. }
                | Incoming::Loaded(_)
                | Incoming::Reload
                | Incoming::Skipped
                | Incoming::Heard => {}
            }
        }
        if self.core.is_some() && self.room >= Room::LastWords {
            self.write(Vec::new(), now)?;
        }
        Ok(Taken { committed: false, toasts: Vec::new(), asides })
    }

    /// Commits these updates, all outcomes that wait, and what is due. `None` when the store ran out of room.
    fn write(&mut self, updates: Vec<Incoming>, now: Moment) -> Result<Option<Vec<Toast>>, StoreError> {
        let Some(core) = &mut self.core else { return Ok(None) };
        let mut all: Vec<Incoming> = Vec::with_capacity(self.outcomes.len() + updates.len());
        for one in &self.outcomes {
            if let Incoming::Settled { row, outcome, moved } = one {
                all.push(Incoming::Settled { row: *row, outcome: *outcome, moved: *moved });
            }
        }
        all.extend(self.acts.iter().cloned().map(Incoming::Host));
        all.extend(self.hashes.drain(..).map(Incoming::Hashed));
        all.extend(self.loaded.clone().map(Incoming::Loaded));
        all.extend(self.reload.then_some(Incoming::Reload));
        all.extend(updates);
        let news = self.untold;
        let told = news.map_or(Ok(()), |news| core.tell(news, now));
        match told.and_then(|()| core.handle(all, now)) {
            Ok(toasts) => {
                self.house = core.shared_house();
                self.outcomes.clear();
                self.acts.clear();
                self.loaded = None;
                self.reload = false;
                self.untold = None;
                Ok(Some(toasts))
            }
            Err(error) if error.is_full() => {
                self.give_up(now);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn give_up(&mut self, now: Moment) {
        if let Some(core) = self.core.take() {
            self.belief = Some(core.belief());
        }
        self.hashes.clear();
        self.rest(now);
        if self.outage.is_none() {
            self.begin(now);
        }
    }
}
