//! Taking a case and letting it go: exactly one member holds it, for as long as the lease is renewed by work.
//!
//! Never true of this file: two members read one waiting question, or a case that is let go leaves its text behind.

use super::filter::Filter;
use super::outside::{self, held_to_read, renew_to_read};
use super::{allowed, button, card, colleagues, home, notices, parked, pause, police, refusal, second, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::deadlines;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{Case, DeskCopy, Refusal, Stage};
use crate::domain::limits::{CLAIMS_PER_MODERATOR_MAX, CLAIMS_PER_TRAINEE_MAX};
use crate::domain::roles::{Capability, Grant, Role, Staff};
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::Cases;
use crate::store::{CaseSummary, StoreError};

/// Until when a case is held by who works on it now.
pub fn lease(turn: &Turn) -> Moment {
    turn.now.plus_minutes(turn.house.settings.lease_minutes)
}

/// May this member work on the case now? A lease that ran out a moment ago counts as over, and a case of another
/// project is another's, whoever was written down as its holder.
pub fn held(turn: &Turn, case: &Case, staff: StaffId) -> Result<(), Refusal> {
    if is_of_ours(turn, case, staff) { held_in_time(turn, case, staff) } else { Err(Refusal::HeldByOther) }
}

/// The same, whosever project the case is of.
pub fn held_in_time(turn: &Turn, case: &Case, staff: StaffId) -> Result<(), Refusal> {
    match case.stage {
        Stage::Claimed { holder, until, .. } if holder == staff && until <= turn.now => Err(Refusal::LeaseOver),
        Stage::Claimed { .. }
        | Stage::Waiting
        | Stage::WaitingForAsker { .. }
        | Stage::Sent { .. }
        | Stage::Closed { .. } => case.held_by(staff),
    }
}

pub fn is_of_ours(turn: &Turn, case: &Case, staff: StaffId) -> bool {
    let member = turn.store.index.members.get(&staff);
    member.is_some_and(|member| home::is_ours(member, case.project.as_deref()))
}

/// The holder is at it: the lease goes on for a while. Only for a case that is held.
pub fn renew(turn: &Turn, case: &mut Case, staff: StaffId) -> Result<(), Refusal> {
    held(turn, case, staff)?;
    case.renew(staff, lease(turn))
}

/// A case with whoever is here, for whom it goes on, and what they may do about it.
pub struct InHand {
    pub staff: StaffId,
    pub member: Staff,
    pub grant: Grant,
    pub case: Case,
}

/// The lease goes on; the caller saves that. `None` when it was said why it is not theirs.
pub fn in_hand(turn: &mut Turn, id: CaseId, capability: Capability) -> Result<Option<InHand>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, capability)? else { return Ok(None) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed").map(|()| None) };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why)).map(|()| None);
    }
    Ok(Some(InHand { staff, member, grant, case }))
}

/// Claims the next in line.
pub fn next(turn: &mut Turn, token: Option<[u8; 16]>) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    if pause::stops(turn, staff)? {
        return Ok(());
    }
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    match first_waiting(turn, staff, &member) {
        Some(id) => {
            if let Some(tag) = token {
                turn.spend_token(tag)?;
            }
            take(turn, &grant, staff, &member, id)
        }
        None if turn.press.is_some() => {
            turn.alert("desk-none-left")?;
            home::show(turn, staff, &member)
        }
        None => turn.reply_new(Screen::new("desk-empty"), Note::Nothing),
    }
}

/// Claims the first that the member's filter shows.
pub fn shown(turn: &mut Turn, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    if pause::stops(turn, staff)? {
        return Ok(());
    }
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    let filter = super::filter::of(turn, staff);
    match first_shown(turn, staff, &member, filter) {
        Some(id) => {
            turn.spend_token(tag)?;
            take(turn, &grant, staff, &member, id)
        }
        None => {
            turn.alert("desk-none-left")?;
            home::show(turn, staff, &member)
        }
    }
}

/// Claims one case by its button.
pub fn this(turn: &mut Turn, id: CaseId, token: Option<[u8; 16]>) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-gone") };
    let steps_in = colleagues::handover::may_step_in(turn, &case, staff, &member);
    if !steps_in && !is_of_ours(turn, &case, staff) && !outside::is_guest(turn, &case, staff, &member) {
        return tell(turn, "desk-not-for-you");
    }
    // The shared pool is everybody's, but who was asked for a yes gives that first.
    if colleagues::handover::is_asked(&case, staff, &member) {
        return colleagues::handover::show(turn, id);
    }
    let is_mine = case.holder() == Some(staff);
    if !is_mine && pause::stops(turn, staff)? {
        return Ok(());
    }
    if !is_mine && is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    if let Some(tag) = token {
        turn.spend_token(tag)?;
    }
    take(turn, &grant, staff, &member, id)
}

fn take(turn: &mut Turn, grant: &Grant, staff: StaffId, member: &Staff, id: CaseId) -> Done {
    debug_assert!(grant.capability() == Capability::Claim, "a claim needs the grant for it");
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if colleagues::handover::may_step_in(turn, &case, staff, member) {
        return colleagues::handover::take_left(turn, id);
    }
    if !home::is_ours(member, case.project.as_deref()) && !outside::is_guest(turn, &case, staff, member) {
        return tell(turn, "desk-dead-button");
    }
    if colleagues::handover::is_asked_by_nobody(turn, &case) {
        case.release();
    }
    // Among what is urgent and what came back, each may go first.
    let is_fresh = case.stage == Stage::Waiting && !case.front && !case.place().is_urgent();
    let is_picked = is_fresh && first_waiting(turn, staff, member) != Some(id);
    if case.is_aside() {
        colleagues::handover::tell_who_takes_back(turn, &case, staff)?;
        colleagues::taken_back(turn, &mut case)?;
        case.ends_aside(turn.now);
    }
    let was_own = second::is_own(turn, &case, staff);
    let by_author = case.draft.as_ref().map(|draft| draft.author).filter(|_| was_own && case.stage == Stage::Waiting);
    if let Some(author) = by_author {
        case.ends_look(author, turn.now);
    }
    match case.claim(staff, turn.now, lease(turn)) {
        Ok(()) => {}
        Err(Refusal::HeldByOther) => return too_late(turn, staff, member),
        Err(why) => return tell(turn, refusal(why)),
    }
    deadlines::resume(turn, &mut case);
    // The card shows the whole thread, so nothing is unread any more.
    case.unread = false;
    let now = turn.now;
    notices::calls_over(turn, id, &mut case, now)?;
    case.picked |= is_picked;
    turn.change(grant, if is_picked { Act::Picked } else { Act::Claimed }, id, &case)?;
    no_text(turn, staff, member)?;
    let over = super::over(turn, staff);
    card::show(turn, staff, id, &case, over)?;
    parked::remind(turn, staff, (id, case.code))
}

/// Somebody else was first: told kindly, with the next one offered.
fn too_late(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    let mut screen = Screen::new("desk-taken");
    if first_waiting(turn, staff, member).is_some() {
        screen = screen.say("desk-next-waits").row(vec![button("desk-take", DeskAct::ClaimNext)]);
    }
    let over = super::over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// The first in line that this member may take.
pub fn first_waiting(turn: &Turn, staff: StaffId, member: &Staff) -> Option<CaseId> {
    to_take(turn, staff, member).next().map(|(id, _)| id)
}

/// The first that they may take of what a filter shows.
pub fn first_shown(turn: &Turn, staff: StaffId, member: &Staff, filter: Filter) -> Option<CaseId> {
    to_take(turn, staff, member).find(|(_, case)| filter.lets(case, member)).map(|(id, _)| id)
}

/// Of what they may take, what does not rest while the police are being asked.
fn to_take<'a>(turn: &'a Turn, staff: StaffId, member: &'a Staff) -> impl Iterator<Item = (CaseId, &'a CaseSummary)> {
    waiting_for(turn, staff, member).filter(|(id, case)| !police::rests(turn, *id, case))
}

/// What waits and may be taken by this member, in the order of the queue.
pub fn waiting_for<'a>(
    turn: &'a Turn,
    staff: StaffId,
    member: &'a Staff,
) -> impl Iterator<Item = (CaseId, &'a CaseSummary)> {
    seen_by(turn, staff, member).filter(move |(_, case)| !case.is_aside() && second::is_for(turn, case, staff, member))
}

/// What waits of the own project and of the shared pool, of a project that is left alone, and for this member as a reader from
/// outside.
pub fn seen_by<'a>(
    turn: &'a Turn,
    staff: StaffId,
    member: &'a Staff,
) -> impl Iterator<Item = (CaseId, &'a CaseSummary)> {
    let is_seen = move |case: &CaseSummary| {
        home::is_ours(member, case.project())
            || colleagues::handover::is_left_to(turn, case.project(), member)
            || outside::waits_for(turn, case, staff, member)
    };
    turn.store.index.waiting().filter(move |(_, case)| is_seen(case))
}

/// How many cases a member of this role may hold at once.
fn most(role: Role) -> usize {
    match role {
        Role::Trainee => CLAIMS_PER_TRAINEE_MAX,
        Role::Moderator | Role::Expert | Role::Coordinator | Role::Liaison => CLAIMS_PER_MODERATOR_MAX,
    }
}

pub fn is_full(turn: &Turn, staff: StaffId, role: Role) -> bool {
    let accounts = turn.store.index.other_accounts(staff).into_iter().chain([staff]);
    accounts.map(|account| turn.store.index.held_by(account).len()).sum::<usize>() >= most(role)
}

pub fn full(turn: &mut Turn, role: Role) -> Done {
    let max = i64::try_from(most(role)).unwrap_or_default();
    tell(turn, Msg::new("desk-hands-full").with("max", Arg::Number(max)))
}

/// The card again: for the holder, and to look at for who sent or asked something.
pub fn show(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    match case.stage {
        Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. }
            if holder == staff && is_of_ours(turn, &case, staff) => {}
        Stage::Claimed { .. }
        | Stage::Waiting
        | Stage::WaitingForAsker { .. }
        | Stage::Sent { .. }
        | Stage::Closed { .. } => match renew_to_read(turn, &mut case, staff) {
            Ok(()) => case.unread = false,
            Err(why) => return tell(turn, refusal(why)),
        },
    }
    turn.change(&grant, Act::Read, id, &case)?;
    no_text(turn, staff, &member)?;
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, &case, over)
}

/// What is typed under a question is no part of what was being written before for everybody.
fn no_text(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    match member.awaiting {
        Some(awaited) if awaited.case().is_none() => super::expect(turn, staff, None),
        Some(_) | None => Ok(()),
    }
}

/// The pressed message, when it shows this very case or nothing of any.
pub fn over_own(turn: &Turn, staff: StaffId, id: CaseId) -> Option<crate::messenger::MessageRef> {
    turn.pressed.filter(|message| turn.store.index.case_at(staff, message.0).is_none_or(|case| case == id))
}

/// Content-free: the case went back to the queue, the draft is kept.
pub fn take_back(id: CaseId, case: &Case) -> Screen {
    Screen::new(Msg::new("notices-lapsed").with("code", Arg::Code(case.code)))
        .row(vec![button("desk-do-take-back", DeskAct::Claim(id))])
}

pub fn toggle_urgent(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Triage)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    let was_urgent = case.urgent;
    if let Err(why) = set_urgent(&grant, &mut case) {
        return tell(turn, refusal(why));
    }
    second::if_now_urgent(turn, &mut case, was_urgent);
    case.unread = false;
    let act = if case.urgent { Act::MarkedUrgent } else { Act::MarkedPlain };
    turn.change(&grant, act, id, &case)?;
    turn.spend_token(tag)?;
    turn.toast(if case.urgent { "desk-now-urgent" } else { "desk-now-plain" })?;
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, &case, over)
}

fn set_urgent(grant: &Grant, case: &mut Case) -> Result<(), Refusal> {
    debug_assert!(grant.capability() == Capability::Triage, "triage needs the grant for it");
    case.toggle_urgent()
}

/// Back to the front of the queue, by hand. The draft stays; the text leaves this chat.
pub fn release(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Claim)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = held_to_read(turn, &case, staff) {
        return tell(turn, refusal(why));
    }
    second::let_go(turn, &mut case);
    second::left_to_outside(turn, &mut case, staff);
    case.release();
    remember_pressed(turn, &mut case, staff);
    let now = turn.now;
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::Released, id, &case)?;
    turn.spend_token(tag)?;
    home::expect_no_more(turn, staff, id)?;
    notices::waits_again(turn, id, &case)?;
    let rests = turn.store.index.cases.get(&id).is_some_and(|case| police::rests(turn, id, case));
    let said = match (case.stage == Stage::Waiting, rests) {
        (true, true) => "police-released",
        (true, false) => "desk-released",
        (false, _) => "correct-dropped",
    };
    let screen = Screen::new(Msg::new(said).with("code", Arg::Code(case.code)))
        .row(vec![button("desk-home", DeskAct::ShowDesk)]);
    turn.reply_new(screen, Note::Nothing)
}

/// The pressed message shows the case, even if the word of its delivery has not come yet.
pub fn remember_pressed(turn: &Turn, case: &mut Case, staff: StaffId) {
    if let Some(message) = turn.pressed {
        case.remember_copy(DeskCopy { staff, message: message.0 });
    }
}
