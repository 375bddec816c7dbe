//! What the bot must find fast, kept in RAM only and rebuilt at every start from the records themselves.
//!
//! Never true of this file: it holds something that the records do not say, or writes anything to disk. Who sits at
//! which address is known here alone; the disk has no pseudonym of anybody to look up.

mod case;
mod desk;
mod timer;

pub use case::CaseSummary;
pub use timer::Timer;

use super::banners::Banners;
use super::encounters::Encounters;
use super::people::{PageHead, People};
use super::records::{GivesWay, Job, OutboxRow, Owner, Rank, RouteRecord, RowTo};
use super::requests::Requests;
use super::streets::Streets;
use super::texts::Texts;
use crate::domain::ban::Ban;
use crate::domain::banner::Banner;
use crate::domain::case::{Case, Stage};
use crate::domain::encounter::{Encounter, Follow, SeatRecord, Square};
use crate::domain::limits::CASES_MAX;
use crate::domain::moment::DAY_MS;
use crate::domain::queue::Place;
use crate::domain::request::PoliceRequest;
use crate::domain::retention::Retention;
use crate::domain::roles::{Staff, Standing};
use crate::domain::team_text::TeamText;
use crate::domain::{
    BanId, CaseId, Code, DraftId, EncounterId, Entropy, FarewellId, FollowId, Moment, PageId, PersonId, RequestId,
    RowId, SeatId, SquareId, StaffId, TextId,
};
use crate::vault::{Address, Directory, Tag};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What the index learns from a route.
#[derive(Clone, Copy)]
pub struct RouteHead {
    address: Address,
    sent: Option<DraftId>,
}

impl RouteHead {
    pub fn of(route: &RouteRecord) -> Self {
        Self { address: route.address, sent: route.sent }
    }
}

/// Whom an unsettled row is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowFor {
    Owner(Owner),
    Person(PersonId),
}

/// What delivery must know of an outbox row without opening it again.
#[derive(Clone)]
pub struct RowHead {
    pub to: RowTo,
    pub rank: Rank,
    pub seq: u64,
    pub not_before: Moment,
    /// It was written for later.
    pub put_off: bool,
    /// It went out before and waits to go again.
    pub tried: bool,
    /// A new message: sent twice it would be seen twice.
    pub fresh: bool,
    pub gives_way: GivesWay,
}

impl RowHead {
    /// Is it late by its own wish? A clock that was set back puts everything off that was written before: that holds up
    /// nobody's screen, and no newer one goes before it.
    pub fn waits_on_purpose(&self) -> bool {
        self.tried || self.put_off
    }

    pub fn of(row: &OutboxRow) -> Self {
        Self {
            to: row.to.clone(),
            rank: row.rank,
            seq: row.seq,
            not_before: row.not_before,
            put_off: row.put_off,
            tried: row.tries > 0,
            fresh: matches!(row.job, Job::Send(_) | Job::Document(_)),
            gives_way: row.gives_way(),
        }
    }
}

/// See the file's header.
pub struct Index {
    pub(super) retention: Retention,
    pub directory: Directory,
    pub people: People,
    pub cases: HashMap<CaseId, CaseSummary>,
    /// Bounded by the projects of the content that cases were ever sent to.
    projects: BTreeMap<Box<str>, Arc<Box<str>>>,
    pub codes: HashMap<Code, CaseId>,
    pub members: HashMap<StaffId, Staff>,
    pub groups: HashMap<StaffId, String>,
    pub bans: HashMap<BanId, Ban>,
    pub texts: Texts,
    pub encounters: Encounters,
    pub streets: Streets,
    pub requests: Requests,
    pub banners: Banners,
    pub drafts: usize,
    /// Outbox rows that are not settled, with whom they are for.
    rows: HashMap<RowId, RowFor>,
    /// Last words after a wipe that are still under way, and whether a night has passed over them.
    pub farewells: HashMap<FarewellId, bool>,
    /// Rows that were staged since delivery last asked.
    new_rows: Vec<(RowId, RowHead)>,
    pending: HashMap<Owner, u32>,
    groups_at: HashMap<Tag, StaffId>,
    /// Of each member the screens whose buttons work, the oldest first.
    screens: HashMap<StaffId, BTreeSet<(Moment, [u8; 16])>>,
    screen_of: HashMap<[u8; 16], (StaffId, Moment)>,
    roster_version: u64,
    /// Members who were removed or whose role became a lesser one, until what they held was asked for.
    left: BTreeSet<StaffId>,
    /// While the records are read at a start.
    booting: bool,
    waiting: BTreeSet<(Place, CaseId)>,
    /// Cases to which a paper card leads.
    by_card: usize,
    copies: HashMap<(StaffId, i64), CaseId>,
    due: BTreeSet<(Moment, Timer)>,
    /// When drafts and parked texts fall due; a case's summary says it of a case.
    due_of: HashMap<Timer, Moment>,
}

/// A change of the index that a turn has staged.
pub enum Change {
    Case(CaseId, Option<Box<Case>>),
    Draft(DraftId, Option<Moment>, bool),
    Page(PageId, Option<PageHead>),
    Parked(StaffId, Option<Moment>),
    Member(StaffId, Option<Box<Staff>>),
    Group(StaffId, Option<String>),
    Route(Owner, Option<Address>, Option<RouteHead>),
    Row(RowId, Option<RowHead>),
    Ban(BanId, Option<Ban>),
    Banner(String, Option<Banner>),
    Text(TextId, Option<Box<TeamText>>),
    Encounter(EncounterId, Option<Box<Encounter>>),
    Seat(SeatId, Option<Box<SeatRecord>>),
    Circular(EncounterId, Option<Moment>),
    Square(SquareId, Option<Box<Square>>),
    Follow(FollowId, Option<Follow>),
    Request(RequestId, Option<Box<PoliceRequest>>),
    /// A desk screen's token, whose it is and until when it is good.
    Screen([u8; 16], Option<(StaffId, Moment)>),
}

impl Index {
    pub fn new(retention: Retention, entropy: &mut dyn Entropy) -> Self {
        Self {
            retention,
            directory: Directory::new(entropy),
            people: People::default(),
            cases: HashMap::new(),
            projects: BTreeMap::new(),
            codes: HashMap::new(),
            members: HashMap::new(),
            groups: HashMap::new(),
            bans: HashMap::new(),
            texts: Texts::default(),
            encounters: Encounters::default(),
            streets: Streets::default(),
            requests: Requests::default(),
            banners: Banners::default(),
            drafts: 0,
            rows: HashMap::new(),
            farewells: HashMap::new(),
            new_rows: Vec::new(),
            pending: HashMap::new(),
            groups_at: HashMap::new(),
            screens: HashMap::new(),
            screen_of: HashMap::new(),
            roster_version: 0,
            left: BTreeSet::new(),
            booting: false,
            waiting: BTreeSet::new(),
            by_card: 0,
            copies: HashMap::new(),
            due: BTreeSet::new(),
            due_of: HashMap::new(),
        }
    }

    /// The records are about to come, so many cases, links and pages, as the last commit counted them. What is kept in
    /// an order is put in order once they are there: built one by one it would take half as much memory again.
    pub(super) fn boot(&mut self, cases: u64, linked: u64, pages: u64) {
        self.booting = true;
        let bounded = |count: u64| usize::try_from(count).unwrap_or(CASES_MAX).min(CASES_MAX);
        self.cases.reserve(bounded(cases));
        self.codes.reserve(bounded(cases));
        self.people.expect(bounded(linked), bounded(pages));
    }

    /// All records have come.
    pub(super) fn booted(&mut self) {
        self.booting = false;
        // The places came after their encounters: only now is it known who is still to hear that one was cancelled.
        for (id, at) in self.encounters.dues() {
            self.due_of.insert(Timer::Encounter(id), at);
        }
        let of_cases = self.cases.iter().map(|(id, case)| (case.due, Timer::Case(*id)));
        let others = self.due_of.iter().map(|(timer, at)| (*at, *timer));
        self.due = of_cases.chain(others).collect();
        let waiting = self.cases.iter().filter(|(_, case)| case.stage() == Stage::Waiting);
        self.waiting = waiting.map(|(id, case)| (case.place(), *id)).collect();
    }

    /// Cases that wait for a moderator, in the order of [`Place`].
    pub fn waiting(&self) -> impl Iterator<Item = (CaseId, &CaseSummary)> {
        self.waiting.iter().filter_map(|(_, id)| self.cases.get(id).map(|case| (*id, case)))
    }

    /// How many of them there are.
    pub fn waiting_count(&self) -> usize {
        self.waiting.len()
    }

    /// The linked group at an address.
    pub fn group_at(&self, address: Address) -> Option<StaffId> {
        self.groups_at.get(&self.directory.tag(address)).copied()
    }

    /// Rows that were staged since the last call, in the order of staging.
    pub fn take_new_rows(&mut self) -> Vec<(RowId, RowHead)> {
        std::mem::take(&mut self.new_rows)
    }

    /// All unsettled rows.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// A person's cases whose link still stands, in the order in which they were asked.
    pub fn cases_of(&self, person: PersonId) -> Vec<(CaseId, &CaseSummary)> {
        let own = self.people.cases_of(person);
        let mut own: Vec<_> = own.filter_map(|id| self.cases.get(&id).map(|case| (id, case))).collect();
        own.sort_by_key(|(_, case)| case.place().arrival_no);
        own
    }

    /// Cases whose link is gone although they do not say so, and cases of which nothing but the link is left: what a
    /// power cut in the middle of destroying their keys leaves behind.
    pub fn half_gone(&self) -> (Vec<CaseId>, Vec<CaseId>) {
        let unlinked = self.cases.iter().filter(|(id, case)| !case.severed && self.people.asker_of(**id).is_none());
        let alone = self.people.linked().filter(|id| !self.cases.contains_key(id));
        (unlinked.map(|(id, _)| *id).collect(), alone.collect())
    }

    /// The unsettled rows that go to a person and belong to no case.
    pub(super) fn rows_straight_to(&self, person: PersonId) -> Vec<RowId> {
        let straight = self.rows.iter().filter(|(_, to)| **to == RowFor::Person(person));
        straight.map(|(id, _)| *id).collect()
    }

    /// The unsettled rows that go by the route of a record.
    pub(super) fn rows_by(&self, owner: Owner) -> Vec<RowId> {
        let own = self.rows.iter().filter(|(_, to)| **to == RowFor::Owner(owner));
        own.map(|(id, _)| *id).collect()
    }

    /// Whose record an unsettled row names.
    pub(super) fn owner_of_row(&self, row: RowId) -> Option<Owner> {
        match self.rows.get(&row)? {
            RowFor::Owner(owner) => Some(*owner),
            RowFor::Person(_) => None,
        }
    }

    /// Grows whenever the roster changes.
    pub fn roster_version(&self) -> u64 {
        self.roster_version
    }

    /// How many unsettled rows there are to this owner.
    pub fn pending_to(&self, owner: &Owner) -> u32 {
        self.pending.get(owner).copied().unwrap_or_default()
    }

    pub fn next_due(&self) -> Option<Moment> {
        self.due.first().map(|(at, _)| *at)
    }

    /// At most `max` timers that are due at `now`, the oldest first.
    pub fn due(&self, now: Moment, max: usize) -> Vec<Timer> {
        self.due.iter().take_while(|(at, _)| *at <= now).take(max).map(|(_, timer)| *timer).collect()
    }

    /// What falls due more than a day later than if it had all happened today: it was dated by a clock that was ahead.
    pub fn dated_ahead(&self, now: Moment, lease_until: Moment) -> Vec<Timer> {
        let latest = |timer: &Timer| match timer {
            Timer::Case(id) => self.cases.get(id).map(|case| {
                let stage = case.stage().not_later(now.day(), lease_until);
                stage.next_due(now.day(), case.severed, &self.retention)
            }),
            Timer::Draft(_) | Timer::Parked(_) | Timer::Circular(_) => {
                Some(now.plus_minutes(self.retention.draft_minutes))
            }
            Timer::Text(id) => self.texts.latest_due(*id, now.day()),
            // Their moments are those that a coordinator typed, or end before those; a promise is dated by its case.
            Timer::Encounter(_) | Timer::Seat(_) | Timer::Promise(_) => None,
        };
        let is_ahead = |timer: &Timer, at: Moment| latest(timer).is_some_and(|latest| at.since_ms(latest) > DAY_MS);
        self.due.iter().filter(|(at, timer)| is_ahead(timer, *at)).map(|(_, timer)| *timer).collect()
    }

    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::Case(id, case) => self.set_case(id, case.as_deref()),
            Change::Draft(id, due, added) => {
                match (due, added) {
                    (Some(_), true) => self.drafts += 1,
                    (None, _) => self.drafts = self.drafts.saturating_sub(1),
                    (Some(_), false) => {}
                }
                self.note_due(Timer::Draft(id), due);
            }
            Change::Page(id, head) => {
                let page = head.map(|head| (self.directory.person_at(head.address()), head));
                self.people.set_page(id, page);
            }
            Change::Parked(id, due) => self.note_due(Timer::Parked(id), due),
            Change::Member(id, Some(member)) => {
                self.roster_version += 1;
                if member.standing == Standing::Removed || member.to_take_back {
                    self.left.insert(id);
                }
                self.members.insert(id, *member);
            }
            Change::Member(id, None) => {
                self.roster_version += 1;
                self.members.remove(&id);
            }
            Change::Group(id, Some(project)) => {
                self.groups.insert(id, project);
            }
            Change::Group(id, None) => {
                self.groups.remove(&id);
            }
            Change::Route(owner, old, new) => self.set_route(owner, old, new),
            Change::Row(id, row) => self.set_row(id, row),
            Change::Ban(id, Some(ban)) => {
                self.bans.insert(id, ban);
            }
            Change::Ban(id, None) => {
                self.bans.remove(&id);
            }
            Change::Text(id, text) => {
                self.note_due(Timer::Text(id), text.as_ref().map(|text| text.next_due()));
                self.texts.set(id, text.map(|text| *text));
            }
            Change::Encounter(id, encounter) => {
                let due = encounter.as_ref().map(|encounter| self.encounters.due(id, encounter));
                self.note_due(Timer::Encounter(id), due);
                self.encounters.set(id, encounter.map(|encounter| *encounter));
            }
            Change::Circular(id, due) => self.note_due(Timer::Circular(id), due),
            Change::Square(id, square) => self.streets.set_square(id, square.map(|square| *square)),
            Change::Banner(project, banner) => self.banners.set(project, banner),
            Change::Request(id, request) => self.requests.set(id, request.map(|request| *request)),
            Change::Follow(id, follow) => self.streets.set_follow(id, follow),
            Change::Seat(id, seat) => {
                self.note_due(Timer::Seat(id), seat.as_ref().and_then(|seat| seat.due));
                self.encounters.set_seat(id, seat.as_deref());
            }
            Change::Screen(tag, screen) => self.set_screen(tag, screen),
        }
    }

    fn set_row(&mut self, id: RowId, row: Option<RowHead>) {
        let known = self.rows.remove(&id);
        if let Some(RowFor::Owner(owner)) = known
            && let Some(count) = self.pending.get_mut(&owner)
        {
            *count -= 1;
            if *count == 0 {
                self.pending.remove(&owner);
            }
        }
        let Some(row) = row else { return };
        let whose = match row.to {
            RowTo::Owner(owner) => RowFor::Owner(owner),
            RowTo::Direct(address) => RowFor::Person(self.directory.person_at(address)),
        };
        if let RowFor::Owner(owner) = whose {
            *self.pending.entry(owner).or_default() += 1;
        }
        self.rows.insert(id, whose);
        // A row that is already known keeps its place in its lane.
        if known.is_none() {
            self.new_rows.push((id, row));
        }
    }

    fn set_case(&mut self, id: CaseId, case: Option<&Case>) {
        if let Some(old) = self.cases.remove(&id) {
            self.set_due(Timer::Case(id), Some(old.due), None);
            self.waiting.remove(&(old.place(), id));
            self.codes.remove(&old.code);
            self.by_card -= usize::from(old.by_card);
            for copy in old.copies() {
                self.copies.remove(copy);
            }
        }
        self.note_due(Timer::Promise(id), case.and_then(Case::clock_due));
        let Some(case) = case else { return };
        let project = case.project.as_deref().map(|project| named(&mut self.projects, project));
        let new = CaseSummary::of(case, case.next_due(&self.retention), project);
        self.set_due(Timer::Case(id), None, Some(new.due));
        for copy in new.copies() {
            self.copies.insert(*copy, id);
        }
        if case.stage == Stage::Waiting && !self.booting {
            self.waiting.insert((new.place(), id));
        }
        self.codes.insert(new.code, id);
        self.by_card += usize::from(new.by_card);
        self.cases.insert(id, new);
    }

    fn note_due(&mut self, timer: Timer, at: Option<Moment>) {
        let old = match at {
            Some(at) => self.due_of.insert(timer, at),
            None => self.due_of.remove(&timer),
        };
        self.set_due(timer, old, at);
    }

    fn set_due(&mut self, timer: Timer, old: Option<Moment>, at: Option<Moment>) {
        if let Some(old) = old {
            self.due.remove(&(old, timer));
        }
        if let Some(at) = at.filter(|_| !self.booting) {
            self.due.insert((at, timer));
        }
    }

    fn set_route(&mut self, owner: Owner, old: Option<Address>, route: Option<RouteHead>) {
        let directory = &mut self.directory;
        let new = route.map(|route| route.address);
        match owner {
            Owner::Staff(id) => {
                old.and_then(|address| directory.remove_staff(address));
                new.and_then(|address| directory.insert_staff(address, id));
            }
            Owner::Draft(id) => {
                old.and_then(|address| directory.remove_draft(address));
                // A full directory means that this draft is not found by its chat: its buttons still work.
                new.map(|address| directory.insert_draft(address, id));
            }
            Owner::Group(id) => {
                old.and_then(|address| self.groups_at.remove(&directory.tag(address)));
                new.map(|address| self.groups_at.insert(directory.tag(address), id));
            }
            Owner::Farewell(id) => {
                match new {
                    // A start cannot know how old it is: it counts as a night, so that 48 hours are never exceeded.
                    Some(_) => self.farewells.insert(id, self.booting),
                    None => self.farewells.remove(&id),
                };
            }
            Owner::Follow(id) => {
                let person = new.map(|address| directory.person_at(address));
                self.streets.set_whose(id, person);
            }
            Owner::Seat(id) => {
                let person = new.map(|address| directory.person_at(address));
                self.encounters.set_whose(id, person);
            }
            Owner::Case(id) => {
                let asker = new.map(|address| directory.person_at(address));
                self.people.set_case(id, asker, route.and_then(|route| route.sent));
            }
        }
    }
}

fn named(known: &mut BTreeMap<Box<str>, Arc<Box<str>>>, name: &str) -> Arc<Box<str>> {
    if let Some(name) = known.get(name) {
        return Arc::clone(name);
    }
    let shared: Arc<Box<str>> = Arc::new(name.into());
    known.insert(name.into(), Arc::clone(&shared));
    shared
}
