//! What is said to whom: one file a flow, youth and desk apart.
//!
//! Never true of this room: it names a channel's chat (anonymity is an absent arrow: `vault::routes` and the wire
//! are not to be found here), waits for anything, or holds a sentence. A flow that refuses says so with a screen.
//!
//! To add a flow: one file in `youth/` or `desk/`, its `.ftl` in both languages, scenarios of the same name, and an
//! arm where inputs are handed out.

mod absence;
pub mod action;
pub mod banner;
mod circular;
pub mod commands;
pub mod deadlines;
pub mod desk;
pub mod drawing;
pub mod ending;
pub mod house;
pub mod housekeeping;
pub mod memory;
mod news;
pub mod outage;
mod paging;
pub mod phases;
pub mod referring;
pub mod seating;
pub mod settled;
pub mod street;
pub mod turn;
pub mod youth;

pub use house::{Capacity, House, Settings};
pub use memory::{Conversation, Memory, Verdict};
pub use turn::{ToastRow, Turn, Who};

use crate::content::Complaint;
use crate::domain::{CaseId, Moment, RowId, StaffId};
use crate::messenger::Input;
use crate::messenger::wire::Outcome;
use crate::outbox::Origin;
use crate::store::records::OutboxRow;
use crate::store::{Store, StoreError, Timer};

/// Everything that can happen to the talk. Closed: whoever adds one is asked everywhere what it means.
pub enum Event {
    /// Somebody did something in a private chat.
    Talk { who: Who, input: Input },
    /// Something happened in a group. `group` when it is linked, `by` when a member of the team did it.
    Group { origin: Origin, group: Option<StaffId>, by: Option<StaffId>, input: Input },
    /// A row of the outbox has settled.
    Settled { id: RowId, row: Box<OutboxRow>, outcome: Outcome },
    /// A record is due.
    Due(Timer),
    /// The half hour: content-free alerts.
    HalfHour,
    /// An urgent question is to be called out again.
    CallAgain(CaseId),
    /// The case was with a member who is not on the team any more.
    LeftBehind(CaseId),
    /// Once a night: what has run out is removed.
    Night,
    /// The program has just started.
    Started,
    /// A record was dated by a clock that was ahead.
    Misdated(Timer),
    /// The channel was heard; `back` is when it was for the first time after a start or a silence. Comes once an hour.
    Heard { back: Option<Moment> },
    /// Some more of those whose word may be lost are told so.
    TellAbsence,
    /// The room on the disk: coordinators hear of it, because they know whom to call.
    Disk(DiskNews),
    /// The content was read anew, because coordinators asked for it. Nothing stands in the new one yet.
    Reloaded { askers: Vec<StaffId>, reading: Reading },
}

/// What came of reading the content anew.
#[derive(Clone, PartialEq, Eq)]
pub enum Reading {
    Fresh {
        cards: usize,
        lines: usize,
        projects: usize,
    },
    /// The old content stays.
    Wrong(Vec<Complaint>),
    /// It is built into the program: there is nothing to read.
    BuiltIn,
}

/// What coordinators are told of the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DiskNews {
    AlmostFull,
    /// Nothing is taken in.
    Full,
    /// What had to wait is taken in.
    RoomAgain,
}

/// Decides one event. The caller keeps the turn when this returns, and drops it when it fails or panics.
pub fn handle(
    house: &House,
    store: &mut Store,
    memory: &mut Memory,
    now: Moment,
    event: Event,
) -> Result<Vec<ToastRow>, StoreError> {
    let who = if let Event::Talk { who, .. } = &event { Some(*who) } else { None };
    let mut turn = Turn::new(house, store, memory, now, who);
    match event {
        Event::Talk { who, input } => {
            turn.note_input(&input);
            match who.member {
                Some(staff) => desk::handle(&mut turn, staff, input)?,
                None => youth::handle(&mut turn, input)?,
            }
            turn.finish()?;
        }
        Event::Group { origin, group, by, input } => desk::group::handle(&mut turn, origin, group, by, input)?,
        Event::Settled { id, row, outcome } => settled::handle(&mut turn, id, &row, outcome)?,
        Event::Due(timer) => housekeeping::handle(&mut turn, timer)?,
        Event::HalfHour => {
            desk::group::half_hour(&mut turn)?;
            desk::police::half_hour(&mut turn)?;
            desk::calls::find(&mut turn)?;
            desk::duty::half_hour(&mut turn)?;
        }
        Event::CallAgain(id) => housekeeping::call_again(&mut turn, id)?,
        Event::LeftBehind(id) => housekeeping::left_behind(&mut turn, id)?,
        Event::Started => {
            housekeeping::finish(&mut turn)?;
            desk::calls::find(&mut turn)?;
        }
        Event::Misdated(timer) => housekeeping::misdated(&mut turn, timer)?,
        Event::Night => housekeeping::nightly(&mut turn)?,
        Event::Heard { back } => absence::heard(&mut turn, back)?,
        Event::TellAbsence => absence::tell_some(&mut turn)?,
        Event::Disk(news) => desk::notices::disk(&mut turn, news)?,
        Event::Reloaded { askers, reading } => desk::reload::tell(&mut turn, &askers, &reading)?,
    }
    Ok(turn.toasts)
}
