//! What happens by the clock alone: leases that run out, cases that close, links and texts that are destroyed.
//!
//! Never true of this file: something is destroyed earlier than promised, or because a clock was wrong (the runtime
//! stops the timers when the clock jumps).

use super::desk::{self, notices};
use super::turn::{Done, Turn};
use super::{circular, deadlines, ending, seating, settled, street, youth};
use crate::domain::audit::Act;
use crate::domain::case::{Case, Closing, Stage};
use crate::domain::limits::NIGHT_EXPIRED_MAX;
use crate::domain::roles::{Capability, Standing, authorize};
use crate::domain::{CaseId, Day, FarewellId, Moment, StaffId};
use crate::store::records::Owner;
use crate::store::tables::{
    Banners, Cases, Drafts, KeyedHashes, Members, ParkedTexts, Routes, Table, TeamTexts, Tokens,
};
use crate::store::{StoreError, Timer};

pub fn handle(turn: &mut Turn, timer: Timer) -> Done {
    match timer {
        Timer::Case(id) => match turn.store.get::<Cases>(&id)? {
            Some(case) => case_due(turn, id, case),
            None => Ok(()),
        },
        Timer::Promise(id) => deadlines::due(turn, id),
        Timer::Draft(id) => {
            let over = match turn.store.get::<Drafts>(&id)? {
                Some(draft) => draft.next_due(&turn.house.settings.retention) <= turn.now,
                None => false,
            };
            if over { ending::lapse_draft(turn, id) } else { Ok(()) }
        }
        Timer::Parked(id) => parked_due(turn, id),
        Timer::Text(id) => desk::texts::due(turn, id),
        Timer::Encounter(id) => seating::encounter_due(turn, id),
        Timer::Seat(id) => seating::seat_due(turn, id),
        Timer::Circular(id) => circular::due(turn, id),
    }
}

fn case_due(turn: &mut Turn, id: CaseId, mut case: Case) -> Done {
    // Asked again here: the event may be older than the record.
    if case.next_due(&turn.house.settings.retention) > turn.now {
        return Ok(());
    }
    if case.reading.take().is_some() {
        // Off the desk first: who works it up has had the time for it.
        let now = turn.now;
        turn.recall_copies(&mut case, now)?;
        return turn.store.update::<Cases>(&id, &case);
    }
    if case.look_due().is_some_and(|at| at <= turn.now) {
        case.nobody_came();
        turn.store.update::<Cases>(&id, &case)?;
        return desk::second::nobody_came(turn, id, &case);
    }
    if case.alone_due().is_some_and(|at| at <= turn.now) {
        desk::colleagues::after::due(turn, id, &mut case)?;
        return turn.store.update::<Cases>(&id, &case);
    }
    if case.check_in_due().is_some_and(|at| at <= turn.now) {
        desk::colleagues::check_in::due(turn, id, &mut case)?;
        return turn.store.update::<Cases>(&id, &case);
    }
    let is_over = |until: Moment| until <= turn.now;
    if case.is_aside() && case.aside.as_ref().is_some_and(|aside| is_over(aside.until)) {
        return desk::colleagues::aside_over(turn, id, case);
    }
    if case.stage == Stage::Waiting && case.correcting.is_some_and(|correcting| is_over(correcting.until)) {
        return desk::colleagues::correct::over(turn, id, case);
    }
    match case.stage {
        Stage::Claimed { holder, .. } => {
            case.release();
            notices::lapsed(turn, id, &mut case, holder)?;
            turn.change_by_itself(Act::LeaseLapsed, id, &case)
        }
        Stage::Waiting => end_with_word(turn, id, &case, Closing::Unanswered),
        Stage::WaitingForAsker { .. } => end_with_word(turn, id, &case, Closing::NoReply),
        Stage::Sent { .. } => ending::close(turn, id, Closing::Silence, turn.now),
        Stage::Closed { .. } if case.severed => ending::shred(turn, id),
        Stage::Closed { .. } => ending::sever(turn, id),
    }
}

/// An urgent question that nobody took is called out again. The step and the rows of its calls are one commit.
pub fn call_again(turn: &mut Turn, id: CaseId) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    let Some(step) = desk::calls::step(turn, id, &mut case) else { return Ok(()) };
    turn.store.update::<Cases>(&id, &case)?;
    desk::calls::again(turn, id, &case, step)
}

/// A case was with a member who is not on the team any more, or may do less: its text leaves that chat, and what was being
/// worked on goes back to the front of the queue with its draft. What waits for the asker, or was sent, stays so. What is on offer to
/// a project where nobody is left to take it, was with them as a lawyer, or waits for one when none is left, is its own project's again.
pub fn left_behind(turn: &mut Turn, id: CaseId) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    let advises = |lawyer: StaffId| {
        let member = turn.store.index.members.get(&lawyer);
        member.is_some_and(|member| authorize(member, Capability::AnswerLegal).is_ok())
    };
    let has_no_lawyer = case.lawyer().flatten().is_some_and(|lawyer| !advises(lawyer));
    let is_nobodys = desk::colleagues::lawyer::is_nobodys(turn, &case);
    if has_no_lawyer || is_nobodys || desk::colleagues::handover::has_no_taker(turn, &case) {
        desk::colleagues::aside_over(turn, id, case)?;
        return desk::role::taken_back(turn, id);
    }
    let now = turn.now;
    turn.recall_copies(&mut case, now)?;
    case.reading = None;
    if let Some(alone) = case.alone.as_mut() {
        alone.reading = None;
    }
    let was_held = case.holder().is_some();
    if was_held {
        case.release();
    }
    turn.change_by_itself(Act::TakenBack, id, &case)?;
    desk::role::taken_back(turn, id)?;
    if was_held && case.urgent { notices::urgent(turn, id, &case) } else { Ok(()) }
}

fn end_with_word(turn: &mut Turn, id: CaseId, case: &Case, why: Closing) -> Done {
    youth::answer::closing(turn, id, case, why)?;
    ending::close(turn, id, why, turn.now)
}

/// Finishes what a power cut interrupted: keys are destroyed one by one before the commit, so a case can be left whose
/// link is gone and whose text is not, or the other way round. Whoever wiped it cannot find it any more to wipe it again.
pub fn finish(turn: &mut Turn) -> Done {
    let (unlinked, alone) = turn.store.index.half_gone();
    for id in alone {
        ending::sever(turn, id)?;
    }
    for id in unlinked {
        let Some(case) = turn.store.get::<Cases>(&id)? else { continue };
        let was_due = !case.is_open() && case.next_due(&turn.house.settings.retention) <= turn.now;
        if was_due {
            ending::sever(turn, id)?;
        } else {
            let later = settled::spread(turn);
            ending::wipe_case(turn, id, later)?;
        }
    }
    Ok(())
}

/// A clock that was ahead has dated this: it would live until that clock's time. It counts from today on, now that it
/// is known what day it is.
pub fn misdated(turn: &mut Turn, timer: Timer) -> Done {
    match timer {
        Timer::Case(id) => {
            let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
            let (today, lease_until) = (turn.now.day(), desk::claim::lease(turn));
            if case.opened > today {
                deadlines::promise(turn, &mut case);
                case.look_by = youth::send::look_by(turn, &case);
            }
            case.put_dates_right(today, lease_until);
            turn.store.update::<Cases>(&id, &case)
        }
        Timer::Draft(id) => {
            let Some(mut draft) = turn.store.get::<Drafts>(&id)? else { return Ok(()) };
            draft.touched = turn.now;
            turn.store.update::<Drafts>(&id, &draft)
        }
        Timer::Parked(id) => {
            let Some(mut parked) = turn.store.get::<ParkedTexts>(&id)? else { return Ok(()) };
            parked.touched = turn.now;
            turn.store.update::<ParkedTexts>(&id, &parked)
        }
        Timer::Text(id) => {
            let Some(mut text) = turn.store.get::<TeamTexts>(&id)? else { return Ok(()) };
            text.put_dates_right(turn.now.day());
            turn.store.save_text(id, &text)
        }
        // Nobody has heard a word of it yet, or they hear nothing more of it: the coordinator is told.
        Timer::Circular(id) => circular::drop_it(turn, id),
        // Never asked about: see `Index::dated_ahead`.
        Timer::Encounter(_) | Timer::Seat(_) | Timer::Promise(_) => Ok(()),
    }
}

fn parked_due(turn: &mut Turn, id: StaffId) -> Done {
    let Some(key) = turn.store.key_of::<ParkedTexts>(&id)? else { return Ok(()) };
    turn.store.remove::<ParkedTexts>(&id)?;
    turn.store.forget(key);
    Ok(())
}

/// Once a night: tokens, links, bans and entries of the log that have run out, members removed long ago, addresses kept for a goodbye.
pub fn nightly(turn: &mut Turn) -> Done {
    let now = turn.now;
    let latest = now.plus_hours(turn.house.settings.retention.token_hours).plus_days(1);
    // One that would outlive any that is made now was dated by a clock that was ahead.
    for key in expired::<Tokens>(turn, |token| token.expires <= now || token.expires > latest)? {
        turn.store.remove::<Tokens>(&key)?;
    }
    for key in expired::<KeyedHashes>(turn, |spent| spent.expires <= now)? {
        turn.store.remove::<KeyedHashes>(&key)?;
    }
    for id in removed_long_ago(turn, now.day()) {
        turn.store.remove::<Routes>(&Owner::Staff(id))?;
        turn.store.remove::<Members>(&id)?;
    }
    turn.store.forget_old_audit(now)?;
    turn.store.forget_old_bans(now)?;
    for project in turn.store.index.banners.over(now.day()) {
        turn.store.remove::<Banners>(&project)?;
    }
    street::nightly(turn)?;
    farewells(turn)
}

fn expired<T>(turn: &mut Turn, is_over: impl Fn(&T::Value) -> bool) -> Result<Vec<[u8; 16]>, StoreError>
where
    T: Table<Key = [u8; 16]>,
{
    let mut over = Vec::new();
    turn.store.scan::<T>(&mut |key, value| {
        if over.len() < NIGHT_EXPIRED_MAX
            && is_over(&value)
            && let Some(id) = key.split_first().and_then(|(_, id)| id.try_into().ok())
        {
            over.push(id);
        }
    })?;
    Ok(over)
}

fn removed_long_ago(turn: &Turn, today: Day) -> Vec<StaffId> {
    let days = i32::try_from(turn.house.settings.retention.person_days).unwrap_or(i32::MAX);
    let is_over = |removed: Moment| today.0 - removed.day().0 >= days;
    let members = turn.store.index.members.iter();
    members
        .filter(|(_, staff)| staff.standing == Standing::Removed && is_over(staff.since))
        .map(|(id, _)| *id)
        .collect()
}

/// A goodbye that could not be said within two nights is given up, and its address with it.
fn farewells(turn: &mut Turn) -> Done {
    let known: Vec<(FarewellId, bool)> = turn.store.index.farewells.iter().map(|(id, old)| (*id, *old)).collect();
    for (id, a_night_old) in known {
        if a_night_old {
            settled::forget_farewell(turn, Owner::Farewell(id))?;
        } else {
            turn.store.index.farewells.insert(id, true);
        }
    }
    Ok(())
}
