//! The bot between people and a network that fails by seed: its disks, its starts, and the one door into it.

use super::model::{Model, Rule};
use super::process::Stop;
use super::weather::Weather;
use crate::support::entropy::Seeded;
use crate::support::far_side::FarSide;
use rechtdoor::domain::case::Stage;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{Moment, StaffId};
use rechtdoor::messenger::Input;
use rechtdoor::messenger::wire::{Call, Place};
use rechtdoor::runtime::Intake;
use rechtdoor::store::engine::MemoryDisk as StoreDisk;
use rechtdoor::vault::{MemoryDisk as RingDisk, Sizes};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::rc::Rc;

/// Young people. The last one speaks French, the one before is discreet.
pub const YOUTH: [i64; 5] = [5_000_000_001, 5_000_000_002, 5_000_000_003, 5_000_000_004, 5_000_000_005];
/// Young people who only come to encounters. The second one speaks French.
pub const SITTERS: [i64; 5] = [7_000_000_001, 7_000_000_002, 7_000_000_003, 7_000_000_004, 7_000_000_005];
/// Two moderators and a coordinator.
pub const DESK: [i64; 3] = [6_000_000_001, 6_000_000_002, 6_000_000_003];
pub const COORDINATOR: i64 = DESK[2];
/// The second account of the first of them.
pub const SPARE: i64 = 6_000_000_004;
/// Two moderators of another project.
pub const OTHERS: [i64; 2] = [6_000_000_005, 6_000_000_006];
/// Coordinates the project whose hours hold for what is asked elsewhere, and answers nothing in these lives.
pub const DEFAULT_COORDINATOR: i64 = 6_000_000_007;
/// An officer whom the team may ask.
pub const LIAISON: i64 = 6_000_000_009;
/// The team's group, before and after it moves.
pub const GROUP: [i64; 2] = [-4_000_001, -1_000_000_004_001];
/// Of the team, and of the others.
pub const PROJECT: &str = "genk";
pub const OTHER_PROJECT: &str = "aalst-gent";
pub const DEFAULT_PROJECT: &str = "brussel-zuid";
/// A ring of this step grows within a life, and is read at a start in no time.
pub const RING: Sizes = Sizes { slots_max: 4_096, slots_step: 32 };
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

/// Whose member writes from this chat.
pub fn project_of(chat: i64) -> &'static str {
    match chat {
        DEFAULT_COORDINATOR => DEFAULT_PROJECT,
        _ if OTHERS.contains(&chat) => OTHER_PROJECT,
        _ => PROJECT,
    }
}

/// Everybody who answers questions.
pub fn all_desks() -> impl Iterator<Item = i64> {
    DESK.into_iter().chain([SPARE]).chain(OTHERS)
}

/// A question that waits.
#[derive(Clone, PartialEq, Eq)]
pub struct Waits {
    urgent: bool,
    /// A draft that waits for a second reader is not for who wrote it; what was offered to another project waits for that.
    for_anybody: bool,
    /// `None` in the shared pool.
    project: Option<String>,
}

/// See the file's header.
pub struct World {
    pub seed: u64,
    pub dice: Seeded,
    pub intake: Option<Intake>,
    /// What arrived while its outcome could not be written down.
    pub unwritten: Vec<(i64, Call)>,
    pub store_disk: StoreDisk,
    pub ring_disk: RingDisk,
    pub boots: u64,
    pub far: FarSide,
    pub model: Model,
    pub weather: Weather,
    /// The true time. The bot's clock may be wrong by `weather.skew_ms`.
    pub now: Moment,
    pub next_update: i64,
    /// Where the numbers of updates ever started anew: a life has fewer than ten thousand.
    number_starts: BTreeSet<i64>,
    /// At Telegram, not yet confirmed.
    pub waiting: VecDeque<Update>,
    pub last_confirmed: Option<Update>,
    pub calm: bool,
    /// Which moderator writes from which chat.
    pub desk_of: BTreeMap<StaffId, i64>,
    /// How the team calls each of its members.
    pub words_of: BTreeMap<String, i64>,
    /// Where the team's group is now.
    pub group: i64,
    pub answered_presses: BTreeSet<String>,
    /// What the next start follows.
    pub stop: Stop,
    /// A start found what should never be found: said at the next look.
    pub ruin: Option<String>,
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
            intake: None,
            unwritten: Vec::new(),
            store_disk: StoreDisk::new(),
            ring_disk: RingDisk::new(),
            boots: 0,
            far: FarSide::default(),
            model: Model::begins_at(BEGIN),
            weather,
            now: BEGIN,
            next_update: 800_000_000,
            number_starts: BTreeSet::new(),
            waiting: VecDeque::new(),
            last_confirmed: None,
            calm: true,
            desk_of: BTreeMap::new(),
            words_of: BTreeMap::new(),
            group: GROUP[0],
            answered_presses: BTreeSet::new(),
            stop: Stop::Cut,
            ruin: None,
            said: String::new(),
            counter: 0,
        };
        world.far.chats.entry(GROUP[0]).or_default().group = true;
        world.boot();
        world.enrol().expect("the team joins in calm");
        world.plans_an_encounter();
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

    /// Of the day, in winter: a life begins at ten.
    pub fn hour(&self) -> i64 {
        (self.now.since_ms(BEGIN) / super::model::HOUR_MS + 10) % 24
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
        // After a silent week the numbers start anywhere, lower too, but not among those that were there.
        if self.dice.below(400) == 0 {
            let start = 1_000 + 10_000 * i64::try_from(self.dice.below(50_000)).unwrap_or_default();
            if self.number_starts.insert(start) {
                self.next_update = start;
            }
        }
        self.next_update += 1;
        let (id, at, label) = (self.next_update, self.now, label.to_owned());
        self.waiting.push_back(Update { id, chat, sender, input: Rc::new(input), at, label, moved_from: None });
    }

    /// Codes that wait where there is a team in this life.
    pub fn queue(&self) -> BTreeMap<String, Waits> {
        let Some(core) = self.core() else { return BTreeMap::new() };
        let here = |project: Option<&str>| project.is_none_or(|project| [PROJECT, OTHER_PROJECT].contains(&project));
        let cases = core.store().index.cases.values();
        let waiting = cases.filter(|case| case.stage() == Stage::Waiting && here(case.project()));
        let as_it_waits = waiting.map(|case| {
            let for_anybody = case.to_read().is_none() && !case.is_aside();
            let project = case.project().map(str::to_owned);
            (case.code.to_string(), Waits { urgent: case.urgent, for_anybody, project })
        });
        as_it_waits.collect()
    }

    /// Who takes the next question takes an urgent one while there is one.
    pub fn urgent_ones_go_first(&mut self, before: &BTreeMap<String, Waits>, given: &[Update]) -> Rule {
        let takes_next = |update: &Update| ["/volgende", "/suivant"].contains(&update.label.as_str());
        let Some(taker) = given.iter().find(|update| takes_next(update)) else { return Ok(()) };
        let after = self.queue();
        let taken = before.iter().find(|(code, _)| !after.contains_key(*code) && self.was_taken(code));
        let Some((code, was)) = taken else { return Ok(()) };
        self.model.totals.claims += 1;
        let sees = |project: &Option<String>| project.as_deref().is_none_or(|it| it == project_of(taker.chat));
        let is_first = |now: &Waits| now.urgent && now.for_anybody && sees(&now.project);
        if !was.urgent && after.iter().any(|(code, now)| is_first(now) && before.get(code) == Some(now)) {
            return Err(format!("{code} was taken before an urgent one"));
        }
        Ok(())
    }

    fn was_taken(&self, code: &str) -> bool {
        let Some(core) = self.core() else { return false };
        let mut cases = core.store().index.cases.values();
        cases.any(|case| matches!(case.stage(), Stage::Claimed { .. }) && case.code.to_string() == code)
    }

    pub fn note_holders(&mut self) {
        self.note_team();
        let Some(core) = self.intake.as_ref().and_then(Intake::core) else { return };
        let before = std::mem::take(&mut self.model.holds);
        let mut offers = BTreeMap::new();
        let coordinates = |staff: &Staff| staff.role == Role::Coordinator && staff.standing == Standing::Active;
        let members = &core.store().index.members;
        let is_alone = |project: &str| !members.values().any(|it| it.project == project && coordinates(it));
        for case in core.store().index.cases.values() {
            let offer = [PROJECT, OTHER_PROJECT].into_iter().find(|project| case.offered_to() == Some(project));
            offers.extend(offer.map(|to| (case.code.to_string(), to)));
            if case.urgent {
                self.model.were_urgent.insert(case.code.to_string());
            }
            let holder = match case.stage() {
                Stage::Claimed { holder, .. } | Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } => {
                    Some(holder)
                }
                Stage::Waiting | Stage::Closed { .. } => None,
            };
            let chat = holder.and_then(|holder| self.desk_of.get(&holder)).copied().unwrap_or_default();
            let by_coordinator = holder.and_then(|holder| members.get(&holder)).is_some_and(coordinates);
            let (project, by) = (case.project(), by_coordinator.then_some(chat));
            self.model.handing.lies(&case.code.to_string(), project, project.is_some_and(is_alone), by);
            if holder.is_none() {
                continue;
            }
            if matches!(case.stage(), Stage::Claimed { .. }) {
                self.model.holds.insert(case.code.to_string(), chat);
            }
            self.model.holders.entry(case.code.to_string()).or_default().insert(chat);
        }
        self.model.handing.stands(offers, &before);
    }

    /// Questions that the team may take.
    pub fn waiting_here(&self) -> usize {
        self.queue().len()
    }

    // --- the team ------------------------------------------------------------------------------------------------

    /// The team joins by links from the host, and the coordinator links the group.
    fn enrol(&mut self) -> Rule {
        for chat in all_desks().filter(|chat| *chat != SPARE).chain([DEFAULT_COORDINATOR, LIAISON]) {
            let role = match chat {
                COORDINATOR | DEFAULT_COORDINATOR => Role::Coordinator,
                LIAISON => Role::Liaison,
                _ => Role::Moderator,
            };
            super::leaving::invites(self, chat, role);
            self.pass(super::model::MINUTE_MS)?;
        }
        super::accounts::makes_a_second_one(self)?;
        if self.desk_of.len() <= all_desks().count() {
            return Err("nobody joined".to_owned());
        }
        super::desk::in_the_group(self, "/koppel");
        self.pass(super::model::MINUTE_MS)
    }

    /// Is this the team's group, or one of its earlier addresses?
    pub fn place_of(&self, chat: i64) -> Place {
        if chat < 0 { Place::Group } else { Place::Private }
    }
}
