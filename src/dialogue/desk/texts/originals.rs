//! Closed questions whose askers said that others may read them, rewritten: read here, for a while, and then written
//! about in a text of its own.
//!
//! Never true of this file: a question is read before nobody can be reached about it any more, by two at once, or without
//! an entry in the log; the text that is begun stands in one commit with the question, or says from which day it is; what
//! was read here is shown in an older text before its day.

use super::{button, is_draft, number, put, reply};
use crate::dialogue::action::TextAct;
use crate::dialogue::desk::{allowed, card, home, refusal, tell};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case, Reply};
use crate::domain::limits::{ORIGINAL_MINUTES, TEAM_TEXTS_MAX, TEAM_TEXTS_PER_MEMBER_MAX};
use crate::domain::roles::{Capability, Staff};
use crate::domain::team_text::{TeamText, TextKind, first_day};
use crate::domain::{CaseId, Day, StaffId, TextId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::tables::{Cases, Members};
use crate::store::{CaseSummary, StoreError};

const PER_PAGE: usize = 4;

/// Those of the own project and the pool, whose text is forgotten first in front.
fn open_ones<'a>(turn: &'a Turn<'_>, member: &Staff) -> Vec<(CaseId, &'a CaseSummary)> {
    let all = turn.store.index.cases.iter();
    let mut open: Vec<_> = all
        .filter(|(_, case)| case.may_be_taken_up && home::is_ours(member, case.project()))
        .map(|(id, case)| (*id, case))
        .collect();
    open.sort_by_key(|(id, case)| (case.due, *id));
    open
}

pub(super) fn count(turn: &Turn, member: &Staff) -> usize {
    open_ones(turn, member).len()
}

pub(super) fn page(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::WriteText)? else { return Ok(()) };
    let open = open_ones(turn, &member);
    let (at, pages) = paging::at(page, open.len(), PER_PAGE);
    let mut screen = Screen::new(Msg::new("texts-originals").with("all", number(open.len())));
    let shown = open.iter().skip(at * PER_PAGE).take(PER_PAGE);
    let buttons: Vec<_> = shown
        .map(|(id, case)| {
            let label = if case.taken_up { "texts-original-begun" } else { "texts-original-new" };
            button(Msg::new(label).with("code", Arg::Code(case.code)), TextAct::Original(*id))
        })
        .collect();
    screen = screen.pairs(buttons);
    let mut last = vec![button("desk-do-back", TextAct::List(TextKind::Library, 0))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", TextAct::Originals(next)));
    }
    reply(turn, staff, screen.row(last))
}

/// The question with its answers, on this desk and no other, for two hours.
pub(super) fn read(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteText)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "texts-original-gone") };
    if !home::is_ours(&member, case.project.as_deref()) {
        return tell(turn, "desk-dead-button");
    }
    let until = turn.now.plus_minutes(ORIGINAL_MINUTES);
    if let Err(why) = case.take_up(staff, until) {
        return tell(turn, refusal(why));
    }
    let Some(first_day) = first_day_of(turn, id, &case)? else { return tell(turn, "texts-original-gone") };
    turn.change(&grant, Act::OriginalRead, id, &case)?;
    remember(turn, staff, first_day)?;
    let head =
        Screen::new(Msg::new("texts-original").with("code", Arg::Code(case.code)).with("until", Arg::Clock(until)));
    let mut parts = card::parts(turn, id, &case, head)?;
    let last = parts.pop().unwrap_or_default();
    let over = if parts.is_empty() { turn.pressed } else { None };
    for part in parts {
        turn.to_staff(staff, part, Some(id))?;
    }
    let last = last
        .row(vec![button("texts-do-begin", TextAct::Begin(id))])
        .row(vec![button("texts-do-put-back", TextAct::PutBack(id))]);
    turn.to_staff_over(staff, over, last, Some(id), false)
}

/// It leaves the desk before its time.
pub(super) fn put_back(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteText)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "texts-original-gone") };
    if !is_on_desk(turn, &member, staff, &case) {
        return tell(turn, "texts-original-over");
    }
    case.reading = None;
    crate::dialogue::desk::claim::remember_pressed(turn, &mut case, staff);
    let now = turn.now;
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::OriginalPutBack, id, &case)?;
    turn.spend_token(tag)?;
    let back = Screen::new("texts-put-back").row(vec![button("texts-do-list", TextAct::List(TextKind::Library, 0))]);
    turn.to_staff(staff, back, None)
}

fn is_on_desk(turn: &Turn, member: &Staff, staff: StaffId, case: &Case) -> bool {
    let mine = case.reading.is_some_and(|reading| reading.by == staff && reading.until > turn.now);
    mine && home::is_ours(member, case.project.as_deref())
}

/// A text of its own. Nothing is written to the question here: the two are tied by nothing but the writer's memory.
pub(super) fn begin(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::WriteText)? else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "texts-original-gone") };
    if !is_on_desk(turn, &member, staff, &case) {
        return tell(turn, "texts-original-over");
    }
    let Some(first_day) = first_day_of(turn, id, &case)? else { return tell(turn, "texts-original-gone") };
    begin_text(turn, TextKind::Library, first_day, None)
}

/// The first day on which something may be shown that was made of this question. `None` when no answer is left of it.
fn first_day_of(turn: &mut Turn, id: CaseId, case: &Case) -> Result<Option<Day>, StoreError> {
    let thread = turn.thread(id, case)?;
    let answer = thread.iter().rev().find(|entry| matches!(entry.by, By::Desk(Reply::Answer | Reply::Correction)));
    Ok(answer.map(|entry| first_day(entry.day)))
}

/// Whoever has read it may write of it in any text of theirs, with any account.
fn remember(turn: &mut Turn, staff: StaffId, first_day: Day) -> Done {
    for account in turn.store.index.other_accounts(staff).into_iter().chain([staff]) {
        let Some(mut member) = turn.store.get::<Members>(&account)? else { continue };
        if member.fresh_until.is_none_or(|known| known < first_day) {
            member.fresh_until = Some(first_day);
            turn.store.update::<Members>(&account, &member)?;
        }
    }
    Ok(())
}

/// A text of the desk's own comes from nobody's question, and waits for no day.
pub(super) fn begin_own(turn: &mut Turn, tag: [u8; 16]) -> Done {
    begin_text(turn, TextKind::Canned, turn.now.day(), Some(tag))
}

/// A draft with nothing in it yet, in a message of its own.
fn begin_text(turn: &mut Turn, kind: TextKind, not_before: Day, tag: Option<[u8; 16]>) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteText)? else { return Ok(()) };
    let texts = &turn.store.index.texts;
    let mine = texts.all().filter(|(_, text)| text.owner == staff && is_draft(text)).count();
    if texts.count() >= TEAM_TEXTS_MAX {
        return tell(turn, "texts-full");
    }
    if mine >= TEAM_TEXTS_PER_MEMBER_MAX {
        return tell(turn, Msg::new("texts-hands-full").with("max", number(TEAM_TEXTS_PER_MEMBER_MAX)));
    }
    if let Some(tag) = tag {
        turn.spend_token(tag)?;
    }
    let id = TextId::random(turn.store.random());
    let text = TeamText::new(kind, staff, member.project.clone(), not_before, turn.now.day());
    turn.keep_text(&grant, id, &text)?;
    turn.note_text(&grant, Act::TextBegun, None)?;
    put(turn, staff, id, &text, None)
}
