//! Records that belong to no single flow: routes, outbox rows, screen tokens, keyed hashes, seen updates.

use crate::domain::audit::AuditEntry;
use crate::domain::person::Person;
use crate::domain::tally::Tally;
use crate::domain::{CaseId, DraftId, FarewellId, FollowId, Language, Moment, SeatId, StaffId};
use crate::messenger::{Attachment, MessageRef, Rendered};
use crate::vault::{Address, Slot};
use serde::{Deserialize, Serialize};

/// Whose route a record is. The link from a case to a chat exists in the case's route and nowhere else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Owner {
    Case(CaseId),
    Draft(DraftId),
    Staff(StaffId),
    /// A team group, linked to a project for content-free alerts.
    Group(StaffId),
    /// The last words after a wipe: chat and message ids for 48 hours at most.
    Farewell(FarewellId),
    /// Whoever has a place at an encounter, or waits for one.
    Seat(SeatId),
    /// Whoever follows a square.
    Follow(FollowId),
}

impl Owner {
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Owner::Case(id) => Some(*id),
            Owner::Draft(_)
            | Owner::Staff(_)
            | Owner::Group(_)
            | Owner::Farewell(_)
            | Owner::Seat(_)
            | Owner::Follow(_) => None,
        }
    }
}

/// How to reach somebody. Sealed under its owner's route key; never copied into a backup.
#[derive(Clone, Serialize, Deserialize)]
pub struct RouteRecord {
    pub address: Address,
    /// For a case's route: the draft that went into it last, so that a second press on it is told so.
    pub sent: Option<DraftId>,
    /// Messages of the private talk, both ways, with the hour (since 1970) they were seen: for deletion on request.
    pub messages: Vec<(i64, u32)>,
}

/// A page of the list of people: what became known of one person at one moment. Nothing is ever changed on a page; the
/// newest one that knows counts. All pages are sealed under tonight's key and written anew each night, under other keys
/// and in another order, because the store's files keep for ever what was written beside what.
#[derive(Clone, Serialize, Deserialize)]
pub struct PersonPage {
    pub address: Address,
    /// Which page is the newer one.
    pub seq: u64,
    pub person: Option<Person>,
    /// Messages of the private talk that belong to no case, as in a route.
    pub messages: Vec<(i64, u32)>,
}

/// A linked team group. The project is public; the address lies in the group's route.
#[derive(Clone, Serialize, Deserialize)]
pub struct GroupRecord {
    pub project: String,
    pub linked_by: StaffId,
}

/// One effect that must survive a power cut, rendered when it was decided.
#[derive(Clone, Serialize, Deserialize)]
pub struct OutboxRow {
    /// The order in which rows were decided.
    pub seq: u64,
    pub to: RowTo,
    pub job: Job,
    pub rank: Rank,
    pub not_before: Moment,
    /// It was written for later, on purpose.
    pub put_off: bool,
    /// Attempts that ended in weather.
    pub tries: u16,
    pub note: Note,
}

impl OutboxRow {
    /// Only what somebody of the youth's side asked to see, and can ask for again, gives way.
    pub fn gives_way(&self) -> GivesWay {
        let is_screen = matches!(self.job, Job::Send(_) | Job::Document(_) | Job::Edit(..));
        let is_youth = matches!(self.to, RowTo::Direct(_) | RowTo::Owner(Owner::Draft(_)));
        match (self.note, self.rank) {
            _ if !is_screen || !is_youth => GivesWay::Never,
            (Note::Review(_), _) => GivesWay::Review,
            (Note::IfThere, _) => GivesWay::Closing,
            (Note::Nothing, Rank::Help) => GivesWay::Help,
            (Note::Nothing, Rank::Screen) => GivesWay::Screen,
            (Note::Nothing, Rank::Person | Rank::Desk | Rank::Reminder)
            | (Note::Answer(_) | Note::Call { .. } | Note::Desk { .. } | Note::Code { .. }, _)
            | (Note::Directions(_) | Note::Until(_) | Note::Offer(_) | Note::Awaited(_), _) => GivesWay::Never,
        }
    }
}

#[derive(Clone, Serialize, Deserialize)]
pub enum RowTo {
    Owner(Owner),
    /// Somebody of whom we keep no record: sealed under tonight's key.
    Direct(Address),
}

#[derive(Clone, Serialize, Deserialize)]
pub enum Job {
    Send(Rendered),
    Document(Attachment),
    Edit(MessageRef, Rendered),
    Delete(Vec<MessageRef>),
    Unbutton(MessageRef),
    Leave,
}

/// Who goes first when the channel lets only so much through.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Rank {
    /// Numbers to call.
    Help,
    /// What a young person waits for: answers, receipts, what became of a question.
    Person,
    /// Screens of somebody who looks around or types. Of too many to one person the oldest give way.
    Screen,
    Desk,
    Reminder,
}

impl Rank {
    /// Of a word that nobody waits for: what is put off until people are awake stays so through a start.
    pub fn unasked(now: Moment, not_before: Moment) -> Self {
        if not_before > now { Rank::Reminder } else { Rank::Person }
    }

    pub const ALL: [Rank; 5] = [Rank::Help, Rank::Person, Rank::Screen, Rank::Desk, Rank::Reminder];
}

/// May a row be left unsent when too much waits for its reader? Only when a newer one of its kind waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GivesWay {
    /// A place that was looked at; the reader has gone on.
    Screen,
    Review,
    Help,
    /// What closes a text that a discreet reader opened.
    Closing,
    Never,
}

/// What to write down once the row has settled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Note {
    Nothing,
    /// Only worth saying over the message that it edits: when that is gone, nothing is said.
    IfThere,
    /// An answer: its delivery shows on the case.
    Answer(CaseId),
    /// A review screen: the live message of this draft.
    Review(DraftId),
    /// A call to an urgent case: it is edited away once somebody has it.
    Call {
        staff: StaffId,
        case: CaseId,
        token: Option<[u8; 16]>,
    },
    /// Where an encounter is: taken off the screen once it is over.
    Directions(SeatId),
    /// Not worth saying from this moment on.
    Until(Moment),
    /// The code of a new paper card: taken off the screen some minutes after it came there.
    Code {
        staff: StaffId,
        token: Option<[u8; 16]>,
    },
    /// A desk screen with buttons.
    Desk {
        staff: StaffId,
        shows: Shows,
        token: Option<[u8; 16]>,
    },
    /// That this place is offered, for who asked for it with a card: not worth saying once nobody can come any more.
    Offer(SeatId),
    /// What becomes of a question that waits for its answer: not worth saying once that came, or it is over.
    Awaited(CaseId),
}

/// What a desk screen shows of a case, and so who may still get it when it goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Shows {
    Nothing,
    /// The question, or more of it: for who has the case, or reads it.
    Case(CaseId),
    /// How the answer fares, and nothing else: also for who has it no more.
    Delivery(CaseId),
    /// That it is on offer, and not a word of the question: for who may say yes.
    Offer(CaseId),
}

/// The buttons of one desk screen. Lives 48 hours, until one of them acts, or until there are 400 newer ones of the same
/// member.
#[derive(Clone, Serialize, Deserialize)]
pub struct ScreenToken {
    pub staff: StaffId,
    pub case: Option<CaseId>,
    /// Known once the screen is delivered; a press from another message is refused from then on.
    pub message: Option<i64>,
    pub actions: Vec<Vec<u8>>,
    pub expires: Moment,
}

/// What is to be known again and tells nobody what it was: an invitation that was redeemed, or a ticket of a lottery, until it would
/// have expired; or an account that was taken off the team, as long as the member's record.
#[derive(Clone, Serialize, Deserialize)]
pub struct KeyedHash {
    pub expires: Moment,
}

/// Exact ids of updates: a page of them, of one commit or of some small ones. Lives for an hour and until there are 512
/// later pages, under a key that changes nightly.
#[derive(Clone, Serialize, Deserialize)]
pub struct SeenPage {
    pub ids: Vec<i64>,
}

/// All pages of seen ids with their places, the oldest first.
pub type SeenPages = Vec<(u64, Vec<i64>)>;

/// What a member typed at the desk while it was not clear for which case. Lives 30 minutes.
#[derive(Clone, Serialize, Deserialize)]
pub struct Parked {
    pub text: String,
    pub touched: Moment,
}

/// An entry of the audit log and the hash that ties it to all before it. Lives 180 days.
#[derive(Clone, Serialize, Deserialize)]
pub struct AuditRecord {
    pub entry: AuditEntry,
    pub hash: [u8; 32],
}

/// An end of the audit log, or where it stood when a month was over. The ends live as long as the store, a month's
/// checkpoint as long as the last entry of that month.
#[derive(Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    pub number: u64,
    pub hash: [u8; 32],
}

/// What the bans of one quarter are hashed and keyed with. Lives as long as the quarter, under its key.
#[derive(Clone, Serialize, Deserialize)]
pub struct BanQuarter {
    pub salt: [u8; 16],
    pub pepper: [u8; 32],
}

/// How rights cards served in one month: a part of that month's counts. The whole month is written anew, under a fresh
/// key, by each night that adds to it, so that no older version tells a day.
#[derive(Clone, Serialize, Deserialize)]
pub struct TallyPage {
    pub rows: Vec<TallyRow>,
}

/// One card in one language.
#[derive(Clone, Serialize, Deserialize)]
pub struct TallyRow {
    pub card: String,
    pub language: Language,
    pub tally: Tally,
}

/// The store's account of itself, written with every commit. Lives as long as the store.
#[derive(Clone, Serialize, Deserialize)]
pub struct Meta {
    pub schema: u16,
    pub commit_no: u64,
    pub at: Moment,
    /// Live records per table, by the table's letter.
    pub counts: Vec<(u8, u64)>,
    pub next_arrival: u64,
    pub next_row: u64,
    /// The slot of tonight's key.
    pub epoch: Option<Slot>,
    pub epoch_since: Moment,
    pub fresh_list: FreshList,
}

/// When the list of people is next to be written anew. The most urgent wish counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum FreshList {
    ByNight,
    /// A link was cut. What is on its way to people may arrive first: a row that is written anew under the fresh key
    /// would be read with it until the night, beside what it was first written with.
    Soon,
    /// Somebody wiped everything. All that is on its way to them lies under the key of the goodbye.
    Now,
}
