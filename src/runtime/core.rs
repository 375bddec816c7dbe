//! The one writer's mind: what came in is decided, committed once, and only then confirmed, said and sent.
//!
//! Never true of this file: it waits, asks the time, or lets one bad update stop the others. Everything that goes in
//! or out is a parameter, so that the tests and the simulation drive the very same program.

mod absence;
mod bans;
mod beside;
mod host;
pub(in crate::runtime) mod reload;
mod rows;
mod shelf;
mod short;
mod tallies;
mod time;
mod under_way;

pub use bans::{HashDone, HashJob};
pub use reload::{LoadDone, LoadJob};

use super::belief::Belief;
use super::counts::Counts;
use super::gate::{self, Gate, Verdict};
use super::seen::Seen;
use super::steady::Steady;
use crate::dialogue::{self, Conversation, Event, House, Memory, ToastRow, Who, settled};
use crate::domain::audit::Act;
use crate::domain::limits::{BATCH_EVENTS_MAX, LEFT_BEHIND_PER_COMMIT};
use crate::domain::{Language, Moment, PersonId, RowId};
use crate::messenger::Input;
use crate::messenger::screen::Screen;
use crate::messenger::wire::{Arrival, Call, Moved, Outcome, Place, Toast};
use crate::outbox::{self, Dispatch, Lanes, NewRow, Origin, Pace};
use crate::store::records::{Job, Note, Owner, Rank, RowTo, SeenPage, SeenPages};
use crate::store::tables::{Outbox, Routes, Seen as SeenTable};
use crate::store::{RowHead, Store, StoreError};
use crate::vault::Address;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What the writer takes in.
pub enum Incoming {
    Update(Box<Arrival>),
    /// An update that could not be read, or that means nothing to us: it is counted, and nothing of it is kept.
    Skipped,
    /// The channel answered; all that it had has come in, or comes in with this.
    Heard,
    Settled {
        row: RowId,
        outcome: Outcome,
        moved: Option<Moved>,
    },
    Hashed(HashDone),
    Loaded(LoadDone),
    /// The operator wants the content read anew.
    Reload,
    /// The operator did this beside the running bot.
    Host(Act),
}

/// One request that may be made now.
pub struct Outgoing {
    pub row: RowId,
    pub to: Address,
    pub call: Call,
}

/// What delivery may do now.
pub enum Next {
    Call(Box<Outgoing>),
    /// Nothing before this moment.
    Wait(Moment),
    Idle,
}

/// See the file's header.
pub struct Core {
    house: Arc<House>,
    store: Store,
    memory: Memory,
    lanes: Lanes,
    gate: Gate,
    seen: Seen,
    /// Goodbyes that wait for the list of people.
    goodbyes: Vec<(RowId, RowHead)>,
    under_way: under_way::UnderWay,
    /// Whose things the commit at hand holds.
    beside: HashSet<PersonId>,
    time: Belief,
    steady: Steady,
    hearing: absence::Hearing,
    half_hours: i64,
    dates_checked: bool,
    short_of_room: bool,
    watch: bans::Watch,
    reload: reload::Reload,
    /// The version of the shelf that the house shows.
    shelved: (u64, u64),
    pub counts: Counts,
}

impl Core {
    /// Takes over an opened store. `remembered` are the update ids it knew; the clock is doubted when it differs from
    /// the store's last commit by more than a day, until the channel's own times agree with it.
    pub fn new(
        house: Arc<House>,
        mut store: Store,
        remembered: SeenPages,
        pace: Pace,
        host: Moment,
    ) -> Result<Self, StoreError> {
        let rows = store.index.take_new_rows();
        let sure = if store.meta().commit_no > 1 { store.meta().at } else { host };
        let time = Belief::new(sure, host);
        let mut core = Self {
            house,
            store,
            memory: Memory::default(),
            lanes: Lanes::new(pace, host),
            gate: Gate::default(),
            seen: Seen::new(remembered, host),
            goodbyes: Vec::new(),
            under_way: under_way::UnderWay::default(),
            beside: HashSet::new(),
            time,
            steady: Steady::new(host),
            hearing: absence::Hearing::default(),
            half_hours: time::half_hours(time.now()),
            dates_checked: false,
            short_of_room: false,
            watch: bans::Watch::default(),
            reload: reload::Reload::default(),
            shelved: (0, 0),
            counts: Counts::default(),
        };
        core.shelve();
        core.recall_hearing()?;
        core.add_rows(rows)?;
        // A clock that is ahead would take an interrupted wipe for a link that was due to go, and leave the text.
        core.fenced(None, time.sure(), Event::Started)?;
        core.commit(time.now())?;
        Ok(core)
    }

    pub fn store(&self) -> &Store {
        &self.store
    }

    pub fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    pub fn house(&self) -> &House {
        &self.house
    }

    /// Calls that were handed out and have not settled.
    pub fn calls_under_way(&self) -> usize {
        self.lanes.under_way()
    }

    /// Decides what came in and what is due, and commits it. When this returns, the updates may be confirmed and the
    /// toasts said.
    ///
    /// # Errors
    /// The store failed: nothing may be confirmed, and the process must stop.
    pub fn handle(&mut self, incoming: Vec<Incoming>, now: Moment) -> Result<Vec<Toast>, StoreError> {
        self.pass_time(now);
        let now = self.hear_time(&incoming);
        self.hear_channel(&incoming, now)?;
        let mut toasts = Vec::new();
        for one in self.in_rounds(incoming) {
            match one {
                Incoming::Update(arrival) => self.update(*arrival, now, &mut toasts)?,
                Incoming::Skipped => self.counts.skipped += 1,
                Incoming::Heard => {}
                Incoming::Settled { row, outcome, moved } => self.settle(row, outcome, moved, now)?,
                Incoming::Hashed(done) => self.hashed(&done, now)?,
                Incoming::Loaded(done) => self.loaded(done, now)?,
                Incoming::Reload => self.host_wants_reload(),
                Incoming::Host(act) => self.note(act)?,
            }
        }
        self.timers(now)?;
        self.commit(now)?;
        self.counts.wrong_links = self.memory.wrong_invites();
        if self.memory.take_guessing_alarm() {
            tracing::warn!("many wrong invitation links within an hour: somebody is guessing");
        }
        Ok(toasts)
    }

    /// The next request that may be made now. Rows whose recipient or content was forgotten are dropped on the way.
    pub fn next_call(&mut self, now: Moment) -> Result<Next, StoreError> {
        let believed = self.believes(now);
        let now = self.steady.tell(now);
        loop {
            let id = match self.lanes.next(now) {
                Dispatch::Send(id) => id,
                Dispatch::Wait(until) => return Ok(Next::Wait(self.steady.on_the_wall(until))),
                Dispatch::Idle => return Ok(Next::Idle),
            };
            let row = self.store.get::<Outbox>(&id)?;
            let to = match &row {
                Some(row) => outbox::address_of(&mut self.store, &row.to)?,
                None => None,
            };
            if let (Some(row), Some(_)) = (&row, to)
                && outbox::is_void(&self.store, row, believed)
                && outbox::may_have_arrived(row)
            {
                let event = Event::Settled { id, row: Box::new(row.clone()), outcome: Outcome::Delivered(None) };
                self.fenced(None, self.time.now(), event)?;
            }
            let row = row.filter(|row| !outbox::is_void(&self.store, row, believed));
            let (Some(row), Some(to)) = (row, to) else {
                self.store.remove::<Outbox>(&id)?;
                self.store.keep_turn();
                self.lanes.done(id, now);
                continue;
            };
            self.under_way.goes(id, &row, to);
            return Ok(Next::Call(Box::new(Outgoing { row: id, to, call: outbox::call_of(row.job) })));
        }
    }

    // --- time ----------------------------------------------------------------------------------------------------

    fn timers(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.hearing.is_telling {
            // A link that is cut first would let somebody be told at another question once more.
            return Ok(());
        }
        self.check_dates(now)?;
        for some in self.store.index.take_left_behind().chunks(LEFT_BEHIND_PER_COMMIT) {
            self.commit(now)?;
            for case in some {
                self.fenced(None, now, Event::LeftBehind(*case))?;
            }
        }
        let due = self.store.index.due(now, BATCH_EVENTS_MAX);
        if !due.is_empty() {
            self.date_is_on_disk(now)?;
        }
        for timer in due {
            if self.time.is_doubted() && !self.is_lease(timer) {
                continue;
            }
            self.fenced(None, now, Event::Due(timer))?;
        }
        for case in self.memory.calls.take_due(now) {
            self.fenced(None, now, Event::CallAgain(case))?;
        }
        if self.is_half_hour(now) {
            self.fenced(None, now, Event::HalfHour)?;
        }
        self.fresh_key_if_due(now)
    }

    // --- what came in --------------------------------------------------------------------------------------------

    fn update(&mut self, arrival: Arrival, now: Moment, toasts: &mut Vec<Toast>) -> Result<(), StoreError> {
        self.counts.updates += 1;
        if self.seen.contains(arrival.id) {
            self.counts.redelivered += 1;
            return Ok(());
        }
        let id = arrival.id;
        // What is dropped is not remembered: a flood pushes out nobody's update.
        if self.decide(arrival, now, toasts)? {
            // Not before: a commit on the way would remember an update of which nothing is kept yet.
            self.seen.add(id);
        }
        Ok(())
    }

    /// `false` when it was dropped, and nothing decided.
    fn decide(&mut self, arrival: Arrival, now: Moment, toasts: &mut Vec<Toast>) -> Result<bool, StoreError> {
        let person = self.store.index.directory.person_at(arrival.chat);
        let origin = Origin::new(arrival.chat);
        let conversation = Conversation(person.0);
        match self.gate.judge(conversation, self.steady.now()) {
            Verdict::Admit => {}
            Verdict::SayOnce => {
                self.counts.flooded += 1;
                self.say(person, origin, "common-slow", now)?;
                return Ok(true);
            }
            Verdict::Drop => {
                self.counts.flooded += 1;
                return Ok(false);
            }
        }
        if !gate::has_room(self.knows(arrival.chat), self.outbox_len(), &self.house.settings.capacity) {
            self.counts.flooded += 1;
            return Ok(false);
        }
        let press = arrival.input.press().cloned();
        let event = match arrival.place {
            Place::Private => {
                self.look_at(arrival.chat, conversation);
                Event::Talk { who: self.who(arrival.chat, origin, conversation), input: arrival.input }
            }
            Place::Group => self.group_event(&arrival, origin)?.with(arrival.input),
        };
        match self.fenced(Some(person), now, event)? {
            Some(rows) => toasts.extend(rows.into_iter().map(toast)),
            None => {
                toasts.extend(press.map(|press| Toast { press, text: None, alert: false }));
                self.say(person, origin, "common-bug", now)?;
            }
        }
        Ok(true)
    }

    /// Is there a record of this conversation?
    fn knows(&self, chat: Address) -> bool {
        let who = self.who(chat, Origin::new(chat), Conversation([0; 16]));
        who.member.is_some() || who.person.is_some() || who.draft.is_some() || self.store.index.group_at(chat).is_some()
    }

    fn who(&self, chat: Address, origin: Origin, conversation: Conversation) -> Who {
        let index = &self.store.index;
        let person = index.directory.person_at(chat);
        // Someone removed from the team is an ordinary person again; the roster decides, at every press.
        Who {
            origin,
            conversation,
            member: index.directory.staff_of(chat),
            person: index.people.knows(person).then_some(person),
            draft: index.directory.draft_of(chat),
        }
    }

    /// Who did what in which group; a group that moved is followed first.
    fn group_event(&mut self, arrival: &Arrival, origin: Origin) -> Result<GroupEvent, StoreError> {
        if let Some(old) = arrival.moved_from
            && let Some(group) = self.store.index.group_at(old)
        {
            self.follow(Owner::Group(group), arrival.chat)?;
        }
        Ok(GroupEvent {
            origin,
            group: self.store.index.group_at(arrival.chat),
            by: arrival.sender.and_then(|sender| self.store.index.directory.staff_of(sender)),
        })
    }

    fn follow(&mut self, owner: Owner, to: Address) -> Result<(), StoreError> {
        if let Some(mut route) = self.store.get::<Routes>(&owner)? {
            route.address = to;
            self.store.update::<Routes>(&owner, &route)?;
        }
        self.store.keep_turn();
        Ok(())
    }

    /// One sentence in a turn of its own, in all languages: whose it is may be what just failed.
    fn say(&mut self, to: PersonId, origin: Origin, id: &'static str, now: Moment) -> Result<(), StoreError> {
        let screen = Screen::default().say_in_all(id);
        let rendered = self.house.locale.render(&screen, Language::Nl, &mut |_| String::new());
        let row = NewRow {
            to: origin.direct(),
            job: Job::Send(rendered),
            rank: Rank::Screen,
            note: Note::Nothing,
            about: None,
            not_before: now,
        };
        outbox::stage(&mut self.store, row, now)?;
        self.keep(Some(to), now)
    }

    // --- what went out -------------------------------------------------------------------------------------------

    fn settle(&mut self, id: RowId, outcome: Outcome, moved: Option<Moved>, now: Moment) -> Result<(), StoreError> {
        let went = self.under_way.came(id);
        // Already here: the turn that takes the row away looks at it again.
        self.store.begin_turn();
        let row = self.store.get::<Outbox>(&id)?.filter(|row| !outbox::is_forgotten(&self.store, row));
        let Some(row) = row else { return self.arrived_too_late(id, went, outcome, now) };
        let reader = self.lanes.lane_of(id).map(|lane| PersonId(lane.bytes()));
        if let (Some(moved), RowTo::Owner(owner)) = (moved, &row.to) {
            self.follow(*owner, moved.to)?;
        }
        let beside = if outcome == Outcome::Gone { self.lanes.rows_beside(id) } else { Vec::new() };
        let patience = settled::patience_ms(row.tries, 0);
        let event = Event::Settled { id, row: Box::new(row), outcome };
        if self.fenced(reader, now, event)?.is_none() {
            // Whatever went wrong, the same row must not come again and again.
            self.store.remove::<Outbox>(&id)?;
            self.keep(reader, now)?;
            self.lanes.done(id, self.steady.now());
            return Ok(());
        }
        match outcome {
            Outcome::Retry { after_ms, everyone } => {
                self.counts.retried += 1;
                let now = self.steady.now();
                self.lanes.retry(id, now.plus_ms(after_ms.max(patience)), everyone, now);
            }
            Outcome::Gone => {
                self.counts.gone += 1;
                for other in beside {
                    self.store.remove::<Outbox>(&other)?;
                    self.keep(None, now)?;
                    self.lanes.done(other, self.steady.now());
                }
                self.lanes.done(id, self.steady.now());
            }
            Outcome::Delivered(_) => {
                self.counts.sent += 1;
                self.lanes.done(id, self.steady.now());
            }
            Outcome::Refused => {
                self.counts.refused += 1;
                let now = self.steady.now();
                // What is left of it goes at once, as a new message.
                match self.store.get::<Outbox>(&id)? {
                    Some(_) => self.lanes.retry(id, now, false, now),
                    None => self.lanes.done(id, now),
                }
            }
        }
        Ok(())
    }

    // --- the fence and the commit --------------------------------------------------------------------------------

    /// Decides one event in its own savepoint; `by` is who said it or reads it. `Ok(None)` when that came to a bad end:
    /// nothing of it remains.
    pub(super) fn fenced(
        &mut self,
        by: Option<PersonId>,
        now: Moment,
        event: Event,
    ) -> Result<Option<Vec<ToastRow>>, StoreError> {
        let Self { house, store, memory, .. } = self;
        store.begin_turn();
        let outcome = catch_unwind(AssertUnwindSafe(|| dialogue::handle(house, store, memory, now, event)));
        match outcome {
            Ok(Ok(toasts)) => {
                self.keep(by, now)?;
                Ok(Some(toasts))
            }
            // A record that does not fit is our mistake, like a panic, and no reason to stop everybody's bot.
            Ok(Err(StoreError::TooLong { .. })) | Err(_) => {
                self.store.drop_turn();
                self.counts.panics += 1;
                tracing::error!("a turn came to a bad end and was dropped");
                Ok(None)
            }
            Ok(Err(error)) => {
                self.store.drop_turn();
                Err(error)
            }
        }
    }

    pub(super) fn commit(&mut self, now: Moment) -> Result<(), StoreError> {
        self.beside.clear();
        self.store.doubt_clock(self.time.is_doubted());
        if let (Some(turned), Some(epoch)) = (self.seen.turn(self.steady.now()), self.store.epoch()) {
            for (place, ids) in turned.written {
                self.store.put::<SeenTable>(&place, &SeenPage { ids }, epoch)?;
            }
            for place in turned.forgotten {
                self.store.remove::<SeenTable>(&place)?;
            }
            self.store.keep_turn();
        }
        if self.store.is_clean() { Ok(()) } else { self.write(now) }
    }

    fn write(&mut self, now: Moment) -> Result<(), StoreError> {
        self.store.commit(now)?;
        self.counts.commits += 1;
        self.shelve_if_changed();
        let rows = self.store.index.take_new_rows();
        self.add_rows(rows)
    }
}

struct GroupEvent {
    origin: Origin,
    group: Option<crate::domain::StaffId>,
    by: Option<crate::domain::StaffId>,
}

impl GroupEvent {
    fn with(self, input: Input) -> Event {
        Event::Group { origin: self.origin, group: self.group, by: self.by, input }
    }
}

fn toast(row: ToastRow) -> Toast {
    Toast { press: row.press, text: row.text, alert: row.alert }
}
