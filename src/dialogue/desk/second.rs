//! The second reader at the desk: an answer that two must read goes back to the queue with its draft, and whoever takes it
//! there sends it, or sends it back with a word.
//!
//! Never true of this file: somebody is called to read their own; a comment goes anywhere but to the author's card; the rule is
//! asked anywhere but where something is sent.

use super::claim::{self, held, lease};
use super::home::{expect_no_more, is_ours};
use super::outside::{self, held_to_read, renew_to_read};
use super::{allowed, answer, button, colleagues, expect, notices, pause, police, refusal, tell, unused};
use crate::content::utf16_units;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case, Refusal, Reply};
use crate::domain::limits::{COMMENT_UNITS_MAX, HAND_URGENT_HOURS};
use crate::domain::roles::{Awaiting, Capability, Staff, Standing, authorize};
use crate::domain::second::names_law;
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::Cases;
use crate::store::{CaseSummary, StoreError};

/// Why two must read an answer, as its message id; `None` when one is enough. A question back to the asker answers nothing,
/// and is read by one, unless it names the law after all.
pub fn why(turn: &mut Turn, id: CaseId, case: &Case) -> Result<Option<&'static str>, StoreError> {
    let Some(draft) = &case.draft else { return Ok(None) };
    if draft.kind == Reply::Correction {
        return Ok(Some("correct-why"));
    }
    let is_answer = draft.kind == Reply::Answer;
    if is_answer && case.urgent {
        return Ok(Some("second-why-urgent"));
    }
    if names_law(&draft.text) {
        return Ok(Some("second-why-law"));
    }
    if !is_answer {
        return Ok(None);
    }
    if police::has_input(turn, id) {
        return Ok(Some("second-why-police"));
    }
    // Before anything is read for it: the answer lies here already.
    if turn.house.content.speaks_of_what_two_read(&draft.text) {
        return Ok(Some("second-why-topic"));
    }
    let asked = turn.thread(id, case)?.into_iter().filter(|entry| entry.by == By::Asker);
    let content = &turn.house.content;
    let is_by_two = |text: &str| content.is_read_by_two(case.topic.as_deref(), text);
    if asked.map(|entry| entry.text).any(|text| is_by_two(&text)) {
        return Ok(Some("second-why-topic"));
    }
    Ok(case.sorted.is_read_by_two(|code| content.wants_two(code)).then_some("second-why-code"))
}

/// What is still missing before this member may send the draft, as its message id.
pub fn missing(turn: &mut Turn, id: CaseId, case: &Case, staff: StaffId) -> Result<Option<&'static str>, StoreError> {
    let Some(author) = case.draft.as_ref().map(|draft| draft.author) else { return Ok(None) };
    if turn.store.index.is_same(author, staff) {
        return why(turn, id, case);
    }
    let reader = turn.store.index.members.get(&staff);
    let is_enough = !case.is_read_outside() || reader.is_some_and(|reader| outside::counts(turn, author, reader));
    Ok((!is_enough).then_some("second-outside-now"))
}

/// Can this member take a case from the queue? Nobody reads their own, and who cannot send cannot let it go.
pub fn is_for(turn: &Turn, case: &CaseSummary, staff: StaffId, member: &Staff) -> bool {
    let Some(author) = case.to_read() else { return true };
    let is_own = turn.store.index.is_same(author, staff);
    !is_own && reads(member) && (!case.is_read_outside() || outside::counts(turn, author, member))
}

/// Did this member write the draft, with this account or another one of theirs?
pub fn is_own(turn: &Turn, case: &Case, staff: StaffId) -> bool {
    case.draft.as_ref().is_some_and(|draft| turn.store.index.is_same(draft.author, staff))
}

pub fn reads(member: &Staff) -> bool {
    [Capability::Claim, Capability::Send, Capability::SecondRead].into_iter().all(|it| authorize(member, it).is_ok())
}

/// The draft goes to a colleague; its text leaves this chat.
pub fn ask(turn: &mut Turn, id: CaseId, version: u32, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    let now = turn.now;
    if let Err(why) = held(turn, &case, staff).and_then(|()| case.ask_second(staff, version, now)) {
        return tell(turn, refusal(why));
    }
    claim::remember_pressed(turn, &mut case, staff);
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::SecondAsked, id, &case)?;
    turn.spend_token(tag)?;
    expect_no_more(turn, staff, id)?;
    let called = call(turn, id, &case, staff)?;
    let asked = Screen::new(Msg::new("second-asked").with("code", Arg::Code(case.code)));
    let screen = match (case.is_read_outside(), called) {
        (_, false) => asked.say("second-nobody"),
        (true, true) if outside::somebody(turn, staff) => asked.say("second-outside"),
        (true, true) => asked.say("second-nobody-outside"),
        (false, true) => asked,
    };
    let buttons = vec![button("desk-do-take-back", DeskAct::Claim(id)), button("desk-home", DeskAct::ShowDesk)];
    turn.reply_new(screen.row(buttons), Note::Nothing)
}

/// Calls those who may read it, each at most once in a few minutes. `false` when there is nobody.
fn call(turn: &mut Turn, id: CaseId, case: &Case, author: StaffId) -> Result<bool, StoreError> {
    // Whoever lets it go now need not be told.
    let here = turn.who.and_then(|who| who.member);
    let members = turn.store.index.members.iter();
    let members = members.filter(|(id, _)| Some(**id) != here && !turn.store.index.is_same(**id, author));
    let is_outside = case.is_read_outside() && outside::somebody(turn, author);
    let are_called = members.filter(|(_, member)| match is_outside {
        true => outside::counts(turn, author, member),
        false => is_ours(member, case.project.as_deref()),
    });
    let are_called = are_called.filter(|(_, member)| member.standing == Standing::Active && reads(member));
    let mut readers: Vec<StaffId> = are_called.map(|(id, _)| *id).collect();
    readers.sort();
    let readers = pause::at_hand(turn, readers);
    for staff in &readers {
        if turn.memory.may_call_reader(*staff, turn.now) {
            let screen = Screen::new("second-call").row(vec![button("desk-take", DeskAct::Claim(id))]);
            turn.call_staff(*staff, &screen, id)?;
        }
    }
    Ok(!readers.is_empty())
}

/// It waits for a reader from outside, since it was let go or became about violence by the police only now: they are called.
pub fn call_outside(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let author = case.to_read().filter(|author| case.is_read_outside() && outside::somebody(turn, *author));
    author.map_or(Ok(()), |author| call(turn, id, case, author).map(|_| ()))
}

/// `/nalezen`: the first draft that waits for a reader.
pub fn next(turn: &mut Turn) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let first = claim::waiting_for(turn, staff, &member).find(|(_, case)| case.to_read().is_some()).map(|(id, _)| id);
    match first {
        Some(id) => claim::this(turn, id, None),
        None => match police::first_for(turn, staff, &member) {
            Some(request) => police::read(turn, request),
            None => next_after(turn, staff, &member),
        },
    }
}

/// Nothing waits: what went out without a second reader.
fn next_after(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    match colleagues::after::first_for(turn, staff, member) {
        Some(id) => colleagues::after::read(turn, id),
        None => turn.reply_new(Screen::new("second-none"), Note::Nothing),
    }
}

/// The reader does not agree: what is to be better?
pub fn ask_comment(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew_to_read(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    expect(turn, staff, Some(Awaiting::Comment(id)))?;
    let max = Arg::Number(i64::try_from(COMMENT_UNITS_MAX).unwrap_or(i64::MAX));
    let msg = Msg::new("second-type-comment").with("code", Arg::Code(case.code)).with("max", max);
    turn.reply_new(Screen::new(msg), Note::Nothing)
}

/// What a reader typed: the draft is its author's again.
pub fn comment(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    if turn.store.get::<Cases>(&id)?.is_some_and(|case| case.read_after_by() == Some(staff)) {
        return colleagues::after::typed(turn, id, text, message);
    }
    let text = text.trim();
    if utf16_units(text) > COMMENT_UNITS_MAX {
        return turn.reply_new(answer::longer_than(text, COMMENT_UNITS_MAX), Note::Nothing);
    }
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return unused::gone(turn, message) };
    let (now, until) = (turn.now, lease(turn));
    let is_theirs = if is_own(turn, &case, staff) { Err(Refusal::NothingToSend) } else { Ok(()) };
    let held = held_to_read(turn, &case, staff).and(is_theirs);
    let author = match held.and_then(|()| case.send_back(staff, text.to_owned(), now, until)) {
        Ok(author) => author,
        // Its author did not wait, or the time on this desk was over: there is another way to say it.
        Err(Refusal::AlreadySent) if case.unread_of().is_some() => {
            return unused::because(turn, "after-still-unread", &case, message);
        }
        Err(why) => return unused::refused(turn, id, &case, why, message),
    };
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], now)?;
    // Of a case that was handed over its author may be of the project that gave it away; a lawyer holds none.
    let writes = |member: &Staff| authorize(member, Capability::WriteDraft).is_ok();
    let is_there = turn.store.index.members.get(&author).is_some_and(writes) && claim::is_of_ours(turn, &case, author);
    if !is_there {
        case.release();
    }
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::SentBack, id, &case)?;
    let code = Arg::Code(case.code);
    if is_there {
        let screen = Screen::new(Msg::new("second-came-back").with("code", code.clone()))
            .row(vec![button("desk-do-read", DeskAct::Show(id))]);
        turn.to_staff(author, screen, None)?;
    } else {
        notices::waits_again(turn, id, &case)?;
    }
    let said = if is_there { "second-sent-back" } else { "desk-released" };
    let screen = Screen::new(Msg::new(said).with("code", code));
    turn.reply_new(screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), Note::Nothing)
}

/// It is urgent, and nobody came: its author hears that it may go alone.
pub fn nobody_came(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let Some(author) = case.to_read() else { return Ok(()) };
    let may_send =
        turn.store.index.members.get(&author).is_some_and(|member| authorize(member, Capability::Send).is_ok());
    if !may_send {
        return Ok(());
    }
    let screen = Screen::new(Msg::new("second-nobody-came").with("code", Arg::Code(case.code)))
        .row(vec![button("desk-do-take-back", DeskAct::Claim(id))]);
    turn.to_staff(author, screen, None)
}

/// If it is urgent only now: nobody was called to an urgent answer in the minutes before, and whoever was asked about it has an hour.
pub fn if_now_urgent(turn: &Turn, case: &mut Case, was_urgent: bool) {
    if was_urgent || !case.urgent {
        return;
    }
    let is_own = case.holder().is_some_and(|holder| is_own(turn, case, holder));
    case.waits_anew(turn.now, is_own);
    case.hurries(turn.now.plus_hours(HAND_URGENT_HOURS));
}

/// A reader lets go of it by hand: somebody came, so that nobody may say yet that nobody did.
pub fn let_go(turn: &Turn, case: &mut Case) {
    if case.holder().is_some_and(|holder| !is_own(turn, case, holder)) {
        case.waits_anew(turn.now, false);
    }
}

/// Neither its author nor whoever lets it go may send it: somebody of another organisation reads it, although nobody asked yet.
pub fn left_to_outside(turn: &Turn, case: &mut Case, staff: StaffId) {
    let author = case.draft.as_ref().map(|draft| draft.author).filter(|_| case.is_read_outside());
    let reader = turn.store.index.members.get(&staff);
    let is_theirs = |(author, reader)| turn.store.index.is_same(author, staff) || outside::counts(turn, author, reader);
    if author.zip(reader).is_some_and(|both| !is_theirs(both)) {
        case.waits_for_reader(turn.now);
    }
}

/// A colleague read it and sent it.
pub fn tell_author(turn: &mut Turn, case: &Case, author: StaffId, sender: StaffId) -> Done {
    if turn.store.index.is_same(author, sender) || !turn.store.index.is_active(author) {
        return Ok(());
    }
    turn.to_staff(author, Screen::new(Msg::new("second-sent").with("code", Arg::Code(case.code))), None)
}
