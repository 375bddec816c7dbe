//! Reading afterwards what went out urgent with nobody but its author having read it, while it can still be put right.
//!
//! Never true of this file: an author finds their own answer good; it stays on a desk after it was read, or for longer than
//! half an hour; a comment on it goes anywhere but to its author.

use super::super::home::{expect_no_more, is_ours};
use super::super::second::reads;
use super::super::{allowed, answer, button, card, claim, expect, rungs, tell, unused};
use super::{correct, does};
use crate::content::utf16_units;
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::after::{AfterRefusal, Alone};
use crate::domain::audit::Act;
use crate::domain::case::Case;
use crate::domain::limits::{COMMENT_UNITS_MAX, READ_AFTER_MINUTES, READ_AFTER_WORKING_DAYS};
use crate::domain::roles::{Awaiting, Capability, Staff, authorize};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::schedule;
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Cases;

/// An answer goes out with only its author having read it: somebody is to read it afterwards.
pub fn mark(turn: &Turn, case: &mut Case, author: StaffId) {
    let tell_at = schedule::promise(&turn.house.content, case.project.as_deref(), turn.now, READ_AFTER_WORKING_DAYS);
    case.alone = Some(Alone::new(author, tell_at));
}

/// The first that this member can read, the oldest question in front.
pub fn first_for(turn: &Turn, staff: StaffId, member: &Staff) -> Option<CaseId> {
    let all = turn.store.index.cases.iter();
    let theirs = all.filter(|(_, case)| {
        let author = case.unread_of().filter(|author| !turn.store.index.is_same(*author, staff));
        author.is_some() && case.is_free_to_read(staff) && reads(member) && is_ours(member, case.project())
    });
    theirs.min_by_key(|(id, case)| (case.place().arrival_no, **id)).map(|(id, _)| *id)
}

fn of_ours(turn: &mut Turn, id: CaseId, member: &Staff) -> Result<Option<Case>, StoreError> {
    Ok(turn.store.get::<Cases>(&id)?.filter(|case| is_ours(member, case.project.as_deref())))
}

/// The thread on this desk and no other, for a while: for a colleague, or with the comment for its author.
pub fn read(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = of_ours(turn, id, &member)? else { return tell(turn, "after-over") };
    let until = turn.now.plus_minutes(READ_AFTER_MINUTES);
    // Not with another account of whoever wrote it either.
    let is_twin = case.unread_of().is_some_and(|author| author != staff && turn.store.index.is_same(author, staff));
    if is_twin && case.alone.as_ref().is_some_and(|alone| alone.comment.is_none()) {
        return tell(turn, said(AfterRefusal::Own));
    }
    if let Err(why) = case.read_after(staff, until) {
        return tell(turn, said(why));
    }
    turn.change(&grant, Act::ReadAfter, id, &case)?;
    let comment = case.alone.as_ref().and_then(|alone| alone.comment.clone());
    let title = if comment.is_some() { "after-came-back" } else { "after-read" };
    let head = Screen::new(Msg::new(title).with("code", Arg::Code(case.code)).with("until", Arg::Clock(until)));
    let mut parts = card::parts(turn, id, &case, head)?;
    let last = parts.pop().unwrap_or_default();
    let over = if parts.is_empty() { claim::over_own(turn, staff, id) } else { None };
    for part in parts {
        turn.to_staff(staff, part, Some(id))?;
    }
    let last = match comment {
        Some(comment) => {
            let seen = does("after-do-seen", ColleagueAct::AfterSeen(id));
            last.say("after-comment").quote(comment).row(vec![seen, correct::do_begin(id)])
        }
        None => last
            .row(vec![does("after-do-good", ColleagueAct::AfterGood(id))])
            .row(vec![does("after-do-say", ColleagueAct::AfterSay(id)), correct::do_begin(id)]),
    };
    turn.to_staff_over(staff, over, last, Some(id), false)
}

/// It is as it should be.
pub fn good(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = of_ours(turn, id, &member)? else { return tell(turn, "after-over") };
    let author = match case.is_read_after_by(staff) {
        Ok(alone) if alone.comment.is_none() => alone.author,
        Ok(_) => return tell(turn, "after-over"),
        Err(why) => return tell(turn, said(why)),
    };
    case.alone = None;
    leaves(turn, staff, &mut case)?;
    turn.change_about(&grant, Act::FoundGood, id, &case, author)?;
    turn.spend_token(tag)?;
    expect_no_more(turn, staff, id)?;
    done(turn, "after-good", &case)?;
    if turn.store.index.is_active(author) {
        turn.to_staff(author, Screen::new(Msg::new("after-told-good").with("code", Arg::Code(case.code))), None)?;
    }
    Ok(())
}

/// The next text is what its author is to read.
pub fn ask_comment(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = of_ours(turn, id, &member)? else { return tell(turn, "after-over") };
    let author = match case.is_read_after_by(staff) {
        Ok(alone) => alone.author,
        Err(why) => return tell(turn, said(why)),
    };
    if who_hears(turn, author).is_none() {
        return tell(turn, Msg::new("after-author-gone").with("code", Arg::Code(case.code)));
    }
    expect(turn, staff, Some(Awaiting::Comment(id)))?;
    let max = Arg::Number(i64::try_from(COMMENT_UNITS_MAX).unwrap_or(i64::MAX));
    turn.reply_new(
        Screen::new(Msg::new("after-type").with("code", Arg::Code(case.code)).with("max", max)),
        Note::Nothing,
    )
}

/// Whoever wrote it, with an account that they still have and that may read it.
fn who_hears(turn: &Turn, author: StaffId) -> Option<StaffId> {
    let index = &turn.store.index;
    let reads_it =
        |id: &StaffId| index.members.get(id).is_some_and(|member| authorize(member, Capability::Send).is_ok());
    std::iter::once(author).chain(index.other_accounts(author)).find(reads_it)
}

/// What was typed. Its author is called, and reads it beside the answer.
pub fn typed(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let text = text.trim();
    if utf16_units(text) > COMMENT_UNITS_MAX {
        return turn.reply_new(answer::longer_than(text, COMMENT_UNITS_MAX), Note::Nothing);
    }
    let Some(mut case) = of_ours(turn, id, &member)? else { return unused::gone(turn, message) };
    let author = match case.is_read_after_by(staff) {
        Ok(alone) => alone.author,
        Err(why) => return unused::because(turn, said(why), &case, message),
    };
    let Some(author) = who_hears(turn, author) else {
        let why = Msg::new("after-author-gone").with("code", Arg::Code(case.code));
        return unused::because(turn, why, &case, message);
    };
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    if let Some(alone) = case.alone.as_mut() {
        (alone.author, alone.comment, alone.reading) = (author, Some(text.to_owned()), None);
    }
    leaves(turn, staff, &mut case)?;
    turn.change_about(&grant, Act::CommentedAfter, id, &case, author)?;
    done(turn, "after-said", &case)?;
    let screen = Screen::new(Msg::new("after-told-comment").with("code", Arg::Code(case.code)));
    turn.to_staff(author, screen.row(vec![does("desk-do-read", ColleagueAct::After(id))]), None)
}

/// Its author has read the comment, or a colleague in their place: there is nothing more to do.
pub fn seen(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = of_ours(turn, id, &member)? else { return tell(turn, "after-over") };
    match case.is_read_after_by(staff) {
        Ok(alone) if alone.comment.is_some() => {}
        Ok(_) => return tell(turn, "after-over"),
        Err(why) => return tell(turn, said(why)),
    }
    case.alone = None;
    leaves(turn, staff, &mut case)?;
    turn.keep_hold(&grant, id, &case)?;
    turn.spend_token(tag)?;
    done(turn, "after-seen", &case)
}

/// Its time on a desk is over, or its coordinators are to hear that nobody came. The case is saved by the caller.
pub fn due(turn: &mut Turn, id: CaseId, case: &mut Case) -> Done {
    let now = turn.now;
    let reader = case.alone.as_mut().and_then(|alone| alone.reading.take_if(|reading| reading.until <= now));
    if let Some(reader) = reader {
        return leaves(turn, reader.by, case);
    }
    let said = match case.alone.as_mut() {
        Some(alone) => {
            alone.told = true;
            if alone.comment.is_some() { "after-unseen" } else { "after-nobody" }
        }
        None => return Ok(()),
    };
    let Some(author) = case.unread_of() else { return Ok(()) };
    let is_colleague = |staff: &StaffId| !turn.store.index.is_same(*staff, author);
    for coordinator in rungs::responsible(turn, case).into_iter().filter(is_colleague).collect::<Vec<_>>() {
        let screen = Screen::new(Msg::new(said).with("code", Arg::Code(case.code)));
        turn.to_staff(coordinator, screen.row(vec![does("desk-do-read", ColleagueAct::After(id))]), None)?;
    }
    Ok(())
}

/// The text leaves this chat.
fn leaves(turn: &mut Turn, staff: StaffId, case: &mut Case) -> Done {
    if turn.who.and_then(|who| who.member) == Some(staff) {
        claim::remember_pressed(turn, case, staff);
    }
    turn.recall_from(case, staff)
}

fn done(turn: &mut Turn, what: &'static str, case: &Case) -> Done {
    let screen = Screen::new(Msg::new(what).with("code", Arg::Code(case.code)));
    turn.reply_new(screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), Note::Nothing)
}

fn said(why: AfterRefusal) -> &'static str {
    match why {
        AfterRefusal::Own => "after-own",
        AfterRefusal::ByOther => "after-by-other",
        AfterRefusal::Over => "after-over",
    }
}
