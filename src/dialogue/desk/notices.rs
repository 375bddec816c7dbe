//! What a desk hears without having asked: an urgent question, an addition, the end of a case, a delivery.
//!
//! Never true of this file: a notice quotes a question, or says more than a code.

use super::claim::{take_back, waiting_for};
use super::home::{expect_no_answer, is_ours};
use super::{button, calls, colleagues, pause, police, rungs, second, team};
use crate::dialogue::DiskNews;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::{Case, Closing, Delivery, DeskCopy, Stage};
use crate::domain::roles::{Capability, Standing, authorize};
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::schedule::offers;
use crate::store::tables::Members;

/// Calls those who may claim it, each at most once in a few minutes.
pub fn urgent(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    // Whoever lets it go now need not be told.
    let here = turn.who.and_then(|who| who.member);
    let members = turn.store.index.members.iter().filter(|(id, _)| Some(**id) != here);
    let mut called: Vec<StaffId> = members
        .filter(|(_, member)| authorize(member, Capability::Claim).is_ok())
        .filter(|(_, member)| is_ours(member, case.project.as_deref()))
        .map(|(id, _)| *id)
        .collect();
    if colleagues::handover::is_left(turn, case.project.as_deref()) {
        called.extend(rungs::responsible(turn, case));
    }
    called.sort();
    for staff in pause::at_hand(turn, called) {
        if turn.memory.may_ping(staff, turn.now) {
            // This one and no other: whoever is too late hears so, and whether another one waits.
            let screen = Screen::new("notices-urgent").row(vec![button("desk-take", DeskAct::Claim(id))]);
            turn.call_staff(staff, &screen, id)?;
        }
    }
    calls::later(turn, id, case);
    second::call_outside(turn, id, case)
}

/// Nobody has it any more: of what is urgent the team is called, and else only who may read it from outside.
pub fn waits_again(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    if case.urgent { urgent(turn, id, case) } else { second::call_outside(turn, id, case) }
}

/// A case does not wait any more: every call to it says so, but for the one over which its card comes now.
pub fn calls_over(turn: &mut Turn, id: CaseId, case: &mut Case, not_before: Moment) -> Done {
    let taker = turn.who.and_then(|who| who.member).zip(turn.pressed);
    for call in std::mem::take(&mut case.calls) {
        if taker != Some((call.staff, MessageRef(call.message))) {
            call_over(turn, id, call, not_before)?;
        }
    }
    Ok(())
}

/// One call. Several urgent questions are one call, so it goes on while another one waits.
pub fn call_over(turn: &mut Turn, id: CaseId, call: DeskCopy, not_before: Moment) -> Done {
    let Some(member) = turn.store.get::<Members>(&call.staff)? else { return Ok(()) };
    if authorize(&member, Capability::Claim).is_err() {
        return Ok(());
    }
    let next = waiting_for(turn, call.staff, &member).find(|(other, case)| *other != id && case.urgent);
    let (next, message) = (next.map(|(next, _)| next), MessageRef(call.message));
    let over = match turn.store.index.cases.get(&id) {
        Some(case) if !case.urgent && case.to_read().is_some() => "second-call-over",
        Some(case) if case.urgent => "notices-urgent-over",
        // It may have been wiped: nothing is known of it any more.
        Some(_) | None => "deadline-call-over",
    };
    let Some(next) = next else { return turn.edit_at_staff(call.staff, message, over, not_before) };
    let screen = Screen::new("notices-urgent-next").row(vec![button("desk-take", DeskAct::Claim(next))]);
    turn.to_staff_later(call.staff, Some(message), screen, None, false, not_before)
}

/// The asker added something: told to who holds the case, or else to who saw it last. With nobody to hold it, it is
/// anybody's: its text leaves the chat of who had answered it.
pub fn added(turn: &mut Turn, id: CaseId, case: &mut Case) -> Done {
    police::asker_added(turn, id, case)?;
    // Whoever takes it reads that too.
    if case.offered_to().is_some() {
        return Ok(());
    }
    if let Some(taken) = case.lawyer() {
        return colleagues::lawyer::added(turn, id, case, taken);
    }
    let code = Arg::Code(case.code);
    match case.holder() {
        Some(holder) => {
            let screen = Screen::new(Msg::new("notices-added").with("code", code))
                .row(vec![button("desk-do-read", DeskAct::Show(id))]);
            turn.to_staff(holder, screen, None)
        }
        None => {
            let is_of_ours = |staff: &StaffId| {
                let member = turn.store.index.members.get(staff);
                member.is_some_and(|member| is_ours(member, case.project.as_deref()))
            };
            // Not whoever only came to read an answer.
            let last = case.copies.iter().rev().map(|copy| copy.staff).find(is_of_ours);
            let Some(last) = last else {
                let now = turn.now;
                return turn.recall_copies(case, now);
            };
            let now = turn.now;
            turn.recall_copies(case, now)?;
            if !is_active(turn, last)? {
                return Ok(());
            }
            let screen = Screen::new(Msg::new("notices-added-front").with("code", code))
                .row(vec![button("desk-take", DeskAct::Claim(id))]);
            turn.to_staff(last, screen, None)
        }
    }
}

/// The case ended: its text leaves every desk, and who worked on it hears why. Not before a moment, so that the
/// notices of several cases do not tell that they belong together.
pub fn closed(turn: &mut Turn, id: CaseId, case: &mut Case, why: Closing, not_before: Moment) -> Done {
    let worked = match case.stage {
        Stage::Claimed { holder, .. } | Stage::WaitingForAsker { holder, .. } | Stage::Sent { holder, .. } => {
            Some(holder)
        }
        // Whoever offered it to another project still waits for their word.
        Stage::Waiting | Stage::Closed { .. } => {
            let offerer = case.aside.as_ref().filter(|_| case.offered_to().is_some()).map(|aside| aside.by);
            offerer.or(case.copies.last().map(|copy| copy.staff))
        }
    };
    turn.recall_copies(case, not_before)?;
    calls_over(turn, id, case, not_before)?;
    let Some(staff) = worked else { return Ok(()) };
    expect_no_answer(turn, staff, id)?;
    let Some(said) = ending(why) else { return Ok(()) };
    if !is_active(turn, staff)? {
        return Ok(());
    }
    let screen = Screen::new(Msg::new(said).with("code", Arg::Code(case.code)));
    turn.to_staff_later(staff, None, screen, None, false, not_before)
}

/// `None` for what the member did just now.
fn ending(why: Closing) -> Option<&'static str> {
    match why {
        Closing::Helped => Some("notices-closed-helped"),
        Closing::Silence => Some("notices-closed-silence"),
        Closing::NoReply => Some("notices-closed-no-reply"),
        Closing::Unanswered => Some("notices-closed-unanswered"),
        Closing::Gone => Some("notices-closed-gone"),
        Closing::Wiped => Some("notices-closed-wiped"),
        Closing::Refused | Closing::Blocked { .. } => None,
    }
}

/// The lease ran out: the text leaves the holder's chat, the draft stays with the case.
pub fn lapsed(turn: &mut Turn, id: CaseId, case: &mut Case, holder: StaffId) -> Done {
    let now = turn.now;
    // What the next text is for stays known: who was typing loses nothing, the text is kept until it is claimed again.
    turn.recall_copies(case, now)?;
    if !is_active(turn, holder)? {
        return Ok(());
    }
    if case.stage != Stage::Waiting {
        return colleagues::correct::dropped(turn, case, holder);
    }
    let screen = take_back(id, case);
    turn.to_staff(holder, screen, None)?;
    waits_again(turn, id, case)
}

/// The delivery of what was sent last, where the desk looks for it.
pub fn delivery(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let Some(DeskCopy { staff, message }) = case.status_at else { return Ok(()) };
    turn.to_staff_over(staff, Some(MessageRef(message)), status(case), Some(id), true)
}

/// One line: what was sent, and where it is.
pub fn status(case: &Case) -> Screen {
    let id = match case.delivery {
        Delivery::Nothing | Delivery::Waiting if case.helper.is_some() => "notices-status-card",
        Delivery::Sent if case.helper.is_some() => "notices-status-card-read",
        Delivery::Nothing | Delivery::Waiting => "notices-status-waiting",
        Delivery::Sent => "notices-status-sent",
        Delivery::Gone => "notices-status-gone",
    };
    let what = match case.stage {
        Stage::WaitingForAsker { .. } => "notices-what-more-info",
        Stage::Sent { .. } | Stage::Claimed { .. } | Stage::Waiting | Stage::Closed { .. } => "notices-what-answer",
    };
    Screen::new(Msg::new(id).with("code", Arg::Code(case.code)).with("what", Arg::Msg(what)))
        .row(vec![button("desk-home", DeskAct::ShowDesk)])
}

/// How it is with the disk, to every coordinator.
pub fn disk(turn: &mut Turn, news: DiskNews) -> Done {
    let said = match news {
        DiskNews::AlmostFull => "notices-disk-almost-full",
        DiskNews::Full => "notices-disk-full",
        DiskNews::RoomAgain => "notices-disk-again",
    };
    for coordinator in team::coordinators(turn, None) {
        turn.to_staff(coordinator, Screen::new(said), None)?;
    }
    Ok(())
}

/// Nothing came in for more than a day. A coordinator is not woken up for what is over.
pub fn was_away(turn: &mut Turn, since: Moment, until: Moment) -> Done {
    let said = Msg::new("notices-was-away").with("since", Arg::When(since)).with("until", Arg::When(until));
    for coordinator in team::coordinators(turn, None) {
        let at = offers::awake(turn.now);
        turn.to_staff_later(coordinator, None, Screen::new(said.clone()), None, false, at)?;
    }
    Ok(())
}

fn is_active(turn: &mut Turn, staff: StaffId) -> Result<bool, crate::store::StoreError> {
    Ok(turn.store.get::<Members>(&staff)?.is_some_and(|member| member.standing == Standing::Active))
}
