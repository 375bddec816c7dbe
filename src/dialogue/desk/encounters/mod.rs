//! Encounters at the desk of a coordinator: planned in one message, published, looked after, cancelled.
//!
//! Never true of this room: an encounter of another project is shown or changed; something is published that was not shown
//! in both languages before, in this very version; a coordinator learns more of a young person than a nickname and where it
//! stands.

mod change;
mod circular;
mod codes;
mod list;
pub mod lookback;
mod people;
mod person;
mod phases;
mod pick;
mod poster;
mod preview;
pub mod room;
mod series;
mod session;
mod typing;
mod wizard;

pub use circular::typed as message_typed;
pub use list::{begin, open};
pub use pick::{message as open_message, people as open_people, shift as open_shift};
pub use preview::shown;
pub use typing::typed;
pub use wizard::only_buttons;

use super::{allowed, expect, tell};
use crate::content::{Municipality, ProjectId};
use crate::dialogue::action::{DeskAct, MeetAct, Page};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::encounter::{Encounter, Stage};
use crate::domain::roles::{Capability, Grant, Staff};
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Encounters;

/// What each button does.
pub fn act(turn: &mut Turn, meant: MeetAct, tag: [u8; 16]) -> Done {
    match meant {
        MeetAct::List(page) => list::page(turn, page),
        MeetAct::New => list::begin_anew(turn, tag),
        MeetAct::Open(id) => show(turn, id),
        MeetAct::Ask(id, page) => wizard::ask(turn, id, page),
        MeetAct::Towns(id, page) => wizard::towns(turn, id, page),
        MeetAct::Kind(id, kind) => wizard::kind(turn, id, kind),
        MeetAct::Length(id, minutes) => wizard::length(turn, id, minutes),
        MeetAct::Town(id, town) => wizard::town(turn, id, town),
        MeetAct::Ages(id, from, to) => wizard::ages(turn, id, (from, to)),
        MeetAct::Way(id, way) => wizard::way(turn, id, way),
        MeetAct::Spoken(id, spoken) => wizard::spoken(turn, id, spoken),
        MeetAct::Access(id, access) => wizard::toggle(turn, id, access),
        MeetAct::AccessDone(id) => wizard::access_said(turn, id),
        MeetAct::Dress(id, dress) => wizard::dress(turn, id, dress),
        MeetAct::NoChecks(id) => wizard::no_checks(turn, id),
        MeetAct::Consent(id, needed) => wizard::consent(turn, id, needed),
        MeetAct::AskZone(id) => super::service::ask_zone(turn, id),
        MeetAct::LeaveSo(id) => super::service::leave_so(turn, id, tag),
        MeetAct::Steps(id, page) => preview::steps(turn, id, page),
        MeetAct::Publish(id, shown) => preview::publish(turn, id, shown, tag),
        MeetAct::Skips(id, page) => series::skips(turn, id, page),
        MeetAct::Skip(id, place) => series::skip(turn, id, place),
        MeetAct::AskChange(id) => change::ask(turn, id),
        MeetAct::Change(id, all) => change::begin(turn, id, all, None),
        MeetAct::CancelFollowing(id) => change::cancel_following(turn, id, tag),
        MeetAct::AskMove(id, seat) => person::ask_move(turn, id, seat),
        MeetAct::MoveUp(id, seat, reason) => person::move_up(turn, id, seat, reason, tag),
        MeetAct::AskFree(id, seat) => person::ask_free(turn, id, seat),
        MeetAct::Free(id, seat) => person::free(turn, id, seat, tag),
        MeetAct::Dates(id, page) => series::dates(turn, id, page),
        MeetAct::AskDrop(id) => preview::ask_drop(turn, id),
        MeetAct::Drop(id) => preview::drop_it(turn, id, tag),
        MeetAct::People(id, page) => people::page(turn, id, page),
        MeetAct::AskCancel(id) => session::ask_cancel(turn, id),
        MeetAct::Cancel(id) => session::cancel(turn, id, false, tag),
        MeetAct::CancelForWeather(id) => session::cancel(turn, id, true, tag),
        MeetAct::AskAfter(id, page) => phases::ask(turn, id, page),
        MeetAct::After(id, first) => phases::set(turn, id, first),
        MeetAct::Codes(id) => codes::show(turn, id),
        MeetAct::MakeCode(id, people) => codes::make(turn, id, people, tag),
        MeetAct::AskEndCode(id) => codes::ask_end(turn, id),
        MeetAct::EndCode(id, number) => codes::end(turn, id, number, tag),
        MeetAct::Consented(id, seat) => people::consented(turn, id, seat),
        MeetAct::AskMessage(id) => circular::ask(turn, id),
        MeetAct::MessageTo(id, audience) => circular::to(turn, id, audience),
        MeetAct::MessageWords(id, language) => circular::words(turn, id, language),
        MeetAct::SendMessage(id, shown) => circular::send(turn, id, shown, tag),
        MeetAct::AskShift(id) => change::ask_shift(turn, id),
        MeetAct::Shift(id, all) => change::begin(turn, id, all, Some(Page::Starts)),
        MeetAct::Picture(id) => poster::send(turn, id),
        MeetAct::CodePictures(id) => poster::send_codes(turn, id),
        MeetAct::DropMessage(id) => circular::drop_it(turn, id, tag),
    }
}

/// What a member may do with an encounter of the own project.
struct InHand {
    staff: StaffId,
    member: Staff,
    grant: Grant,
    encounter: Encounter,
}

/// An encounter and the right to plan it. One of another project is as good as none.
fn in_hand(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(None) };
    match turn.store.get::<Encounters>(&id)? {
        Some(encounter) if encounter.project == member.project => Ok(Some(InHand { staff, member, grant, encounter })),
        Some(_) | None => tell(turn, "plan-gone").map(|()| None),
    }
}

/// The same for one that is not published yet.
fn plan_in_hand(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    match in_hand(turn, id)? {
        Some(found) if found.encounter.stage == Stage::Planned => Ok(Some(found)),
        Some(_) => tell(turn, "plan-not-now").map(|()| None),
        None => Ok(None),
    }
}

/// Writes down what was planned.
fn keep(turn: &mut Turn, _grant: &Grant, id: EncounterId, encounter: &mut Encounter) -> Done {
    encounter.touched = turn.now.day();
    turn.store.save_encounter(id, encounter)
}

/// Writes down what young people hear of, with its entry in the log.
fn keep_published(turn: &mut Turn, grant: &Grant, act: Act, id: EncounterId, encounter: &Encounter) -> Done {
    turn.store.save_encounter(id, encounter)?;
    turn.note_encounter(grant, act)
}

/// As it is: a plan at what it lacks, or its preview; what is published as it stands.
fn show(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, over)
}

fn put(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter, over: Option<MessageRef>) -> Done {
    match encounter.stage {
        Stage::Planned => match wizard::lacking(turn, encounter) {
            Some(page) => wizard::put(turn, staff, id, encounter, page, over),
            None => preview::put(turn, staff, id, encounter, over),
        },
        Stage::Published | Stage::Cancelled { .. } => session::put(turn, staff, id, encounter, over),
    }
}

/// A screen that expects nothing typed.
fn say(turn: &mut Turn, staff: StaffId, over: Option<MessageRef>, screen: Screen) -> Done {
    expect(turn, staff, None)?;
    turn.to_staff_over(staff, over, screen, None, false)
}

fn over(turn: &Turn, staff: StaffId) -> Option<MessageRef> {
    super::over(turn, staff)
}

/// The municipalities of the encounter's project.
fn towns(turn: &Turn, encounter: &Encounter) -> Vec<Municipality> {
    let project = ProjectId::parse(&encounter.project).and_then(|id| turn.house.content.project(&id));
    project.map(|project| project.municipalities.clone()).unwrap_or_default()
}

/// What it is called, and when.
pub(super) fn name(encounter: &Encounter) -> Arg {
    let of = |title: &str| if title.is_empty() { "…".to_owned() } else { title.to_owned() };
    Arg::Both { nl: of(&encounter.title_nl), fr: of(&encounter.title_fr) }
}

pub(super) fn when(encounter: &Encounter) -> Arg {
    encounter.starts.map_or(Arg::Msg("plan-no-day"), Arg::When)
}

pub(in crate::dialogue) fn button(label: impl Into<Msg>, act: MeetAct) -> Button {
    super::button(label, DeskAct::Meet(act))
}

fn raw_button(label: String, act: MeetAct) -> Button {
    super::raw_button(label, DeskAct::Meet(act))
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
