//! From what a moderator types to what the asker gets: draft, preview, and one sending.
//!
//! Never true of this file: something is sent that was not previewed in this very version; a typed answer stays in the
//! chat once it was taken in; an addition of the asker is answered unread.

use super::claim::{held, lease, over_own, renew};
use super::outside::{self, held_to_read, renew_to_read};
use super::{
    allowed, button, colleagues, encounters, expect, home, kindly, notices, paper, parked, pause, police, practice,
    refusal, second, service, tell, texts, unused,
};
use crate::content::utf16_units;
use crate::dialogue::action::{DeskAct, TextAct};
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth;
use crate::domain::audit::Act;
use crate::domain::case::{AnswerDraft, By, Case, DeskCopy, Entry, Refusal, Reply};
use crate::domain::deadline::Rung;
use crate::domain::figures::Happened;
use crate::domain::limits::ANSWER_UNITS_MAX;
use crate::domain::roles::{Awaiting, Capability, Grant, Staff, authorize};
use crate::domain::{CaseId, Language, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::CaseSummary;
use crate::store::records::Note;
use crate::store::tables::{Cases, Members};

/// A button asked for a text: the next one typed here is it.
pub fn ask_for(turn: &mut Turn, id: CaseId, kind: Reply) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    let prompt = match kind {
        Reply::Answer if case.correcting.is_some() => "correct-type",
        Reply::Answer | Reply::Correction => "desk-type-answer",
        Reply::MoreInfo => "desk-type-more-info",
    };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    expect(turn, staff, Some(awaited(id, kind)))?;
    let msg = Msg::new(prompt)
        .with("code", Arg::Code(case.code))
        .with("language", Arg::Msg(super::card::language_name(case.language)))
        .with("max", units(ANSWER_UNITS_MAX));
    let mut screen = Screen::new(msg);
    if texts::has_canned(turn) {
        screen = screen.row(vec![button("texts-do-choose", DeskAct::Text(TextAct::Choose(id, 0)))]);
    }
    turn.reply_new(screen, Note::Nothing)
}

fn awaited(id: CaseId, kind: Reply) -> Awaiting {
    match kind {
        Reply::Answer | Reply::Correction => Awaiting::Answer(id),
        Reply::MoreInfo => Awaiting::MoreInfo(id),
    }
}

/// Free text at the desk. It belongs to the open case it replies to, to a text of the team or an encounter that is being
/// written, or to the case that a button asked for; else it is parked and never goes anywhere by itself. What is said to somebody never becomes
/// a part of what everybody reads.
pub fn typed(
    turn: &mut Turn,
    staff: StaffId,
    member: &Staff,
    text: &str,
    message: MessageRef,
    reply_to: Option<MessageRef>,
) -> Done {
    let replied = reply_to.and_then(|message| turn.store.index.case_at(staff, message.0));
    // One that is over stands here only to be written about.
    let is_open = |id| turn.store.index.cases.get(&id).is_some_and(CaseSummary::is_open);
    let is_for_it = |awaited: &Awaiting| replied.is_none() || replied == awaited.case();
    if let Some(awaited) = member.awaiting.filter(|awaited| colleagues::is_awaited(*awaited) && is_for_it(awaited)) {
        return colleagues::typed(turn, awaited, text, message);
    }
    match (replied, member.awaiting) {
        (Some(id), Some(awaited)) if awaited.case().is_none() && is_open(id) => {
            take_in(turn, id, Reply::Answer, text, message)
        }
        (_, Some(Awaiting::Text { id, what, screen })) => texts::typed(turn, id, what, screen, text, message),
        (_, Some(Awaiting::Heads { id, screen })) => encounters::room::heads(turn, id, screen, text, message),
        (_, Some(Awaiting::Message { id, language, screen })) => {
            encounters::message_typed(turn, id, language, screen, text, message)
        }
        (_, Some(Awaiting::Card)) => paper::typed(turn, text, message),
        (_, Some(Awaiting::ForCard(more))) => paper::asked(turn, more, text, message),
        (_, Some(Awaiting::FromPolice(id))) => service::answered(turn, id, text, message),
        (Some(id), Some(Awaiting::Police(asked))) if asked == id => police::typed(turn, id, text, message),
        (None, Some(Awaiting::Police(id))) => police::typed(turn, id, text, message),
        (_, Some(Awaiting::Encounter { id, what, screen })) => encounters::typed(turn, id, what, screen, text, message),
        (Some(id), Some(Awaiting::Comment(asked))) if asked == id => second::comment(turn, id, text, message),
        (None, Some(Awaiting::Comment(id))) => second::comment(turn, id, text, message),
        (Some(id), Some(Awaiting::MoreInfo(asked))) if asked == id => take_in(turn, id, Reply::MoreInfo, text, message),
        (Some(id), _) | (None, Some(Awaiting::Answer(id))) => take_in(turn, id, Reply::Answer, text, message),
        (None, Some(Awaiting::MoreInfo(id))) => take_in(turn, id, Reply::MoreInfo, text, message),
        (
            None,
            Some(
                Awaiting::Note(_)
                | Awaiting::HandNote(_)
                | Awaiting::LawyerAsk(_)
                | Awaiting::LawyerDraft(_)
                | Awaiting::LawyerWord(_),
            ),
        ) => parked::park(turn, staff, member, text, message),
        (None, None) => match turn.memory.practice.open_at(staff) {
            Some(exercise) => practice::typed(turn, staff, exercise, text),
            None => match turn.memory.only_buttons.of(staff) {
                Some(at) => encounters::only_buttons(turn, at),
                None => parked::park(turn, staff, member, text, message),
            },
        },
    }
}

/// An edited message counts while a text is expected: somebody shortened what was too long. Otherwise it was taken
/// in long ago and the chat's copy means nothing.
pub fn edited(turn: &mut Turn, staff: StaffId, member: &Staff, text: &str, message: MessageRef) -> Done {
    match member.awaiting {
        Some(Awaiting::Answer(id)) => take_in(turn, id, Reply::Answer, text, message),
        Some(Awaiting::MoreInfo(id)) => take_in(turn, id, Reply::MoreInfo, text, message),
        Some(
            awaited @ (Awaiting::Note(_)
            | Awaiting::HandNote(_)
            | Awaiting::LawyerAsk(_)
            | Awaiting::LawyerDraft(_)
            | Awaiting::LawyerWord(_)),
        ) => colleagues::typed(turn, awaited, text, message),
        Some(Awaiting::Comment(id)) => second::comment(turn, id, text, message),
        Some(Awaiting::Text { id, what, screen }) => texts::typed(turn, id, what, screen, text, message),
        Some(Awaiting::Heads { id, screen }) => encounters::room::heads(turn, id, screen, text, message),
        Some(Awaiting::Police(id)) => police::typed(turn, id, text, message),
        Some(Awaiting::FromPolice(id)) => service::answered(turn, id, text, message),
        Some(Awaiting::Card) => paper::typed(turn, text, message),
        Some(Awaiting::ForCard(more)) => paper::asked(turn, more, text, message),
        Some(Awaiting::Message { id, language, screen }) => {
            encounters::message_typed(turn, id, language, screen, text, message)
        }
        Some(Awaiting::Encounter { id, what, screen }) => encounters::typed(turn, id, what, screen, text, message),
        None => match turn.memory.only_buttons.of(staff) {
            Some(at) => encounters::only_buttons(turn, at),
            None => {
                turn.erase_at_staff(staff, vec![message], turn.now)?;
                kindly(turn, "desk-edited")
            }
        },
    }
}

fn take_in(turn: &mut Turn, id: CaseId, kind: Reply, text: &str, message: MessageRef) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else {
        return unused::gone(turn, message);
    };
    if outside::is_guest(turn, &case, staff, &member) {
        return tell(turn, "second-outside-reads");
    }
    if let Err(why) = held(turn, &case, staff) {
        return not_held(turn, staff, id, &case, why, text, message);
    }
    let text = text.trim();
    if utf16_units(text) > ANSWER_UNITS_MAX {
        // It stays in the chat, so that nothing typed is lost; an edit of it is taken in like a new text. With the case
        // it goes.
        case.remember_copy(DeskCopy { staff, message: message.0 });
        turn.keep_hold(&grant, id, &case)?;
        expect(turn, staff, Some(awaited(id, kind)))?;
        return turn.reply_new(too_long(text), Note::Nothing);
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    write(turn, &grant, staff, id, case, kind, text.to_owned(), None)
}

/// The case slipped away while the text was typed: the text is kept for half an hour.
fn not_held(
    turn: &mut Turn,
    staff: StaffId,
    id: CaseId,
    case: &Case,
    why: Refusal,
    text: &str,
    message: MessageRef,
) -> Done {
    if why != Refusal::LeaseOver {
        return unused::refused(turn, id, case, why, message);
    }
    expect(turn, staff, None)?;
    parked::keep(turn, staff, text, message)?;
    turn.to_staff(staff, super::claim::take_back(id, case), None)
}

pub fn too_long(text: &str) -> Screen {
    longer_than(text, ANSWER_UNITS_MAX)
}

pub fn longer_than(text: &str, max: usize) -> Screen {
    Screen::new(
        Msg::new("desk-too-long").with("max", units(max)).with("cut", units(utf16_units(text).saturating_sub(max))),
    )
}

/// Writes the draft down and shows it. The case must be held.
#[expect(clippy::too_many_arguments, reason = "what a draft is made of, each once")]
pub fn write(
    turn: &mut Turn,
    grant: &Grant,
    staff: StaffId,
    id: CaseId,
    mut case: Case,
    kind: Reply,
    text: String,
    over: Option<MessageRef>,
) -> Done {
    debug_assert!(grant.capability() == Capability::WriteDraft, "writing needs the grant for it");
    let now = turn.now;
    if let Err(why) = held(turn, &case, staff).and_then(|()| case.worked(staff, now, lease(turn))) {
        return tell(turn, refusal(why));
    }
    case.write(text, staff, kind);
    turn.change(grant, Act::Drafted, id, &case)?;
    show_preview(turn, staff, id, &case, over)
}

/// The preview again, by its button.
pub fn preview(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew_to_read(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    show_preview(turn, staff, id, &case, None)
}

/// Exactly what the asker gets, and what may be wrong with it.
fn show_preview(turn: &mut Turn, staff: StaffId, id: CaseId, case: &Case, over: Option<MessageRef>) -> Done {
    let Some(draft) = &case.draft else { return tell(turn, "desk-nothing-to-send") };
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    let is_own = second::is_own(turn, case, staff);
    let why = if case.waited_for_reader(turn.now) { None } else { second::missing(turn, id, case, staff)? };
    let text = police::marked(turn, id, case, draft.kind, &draft.text);
    let theirs = youth::answer::screen(turn, case, draft.kind, &text);
    let is_theirs = police::is_theirs(turn, &draft.text);
    let head = match draft.kind {
        Reply::Answer | Reply::Correction if !is_own => "second-preview",
        Reply::Answer | Reply::Correction => "desk-preview",
        Reply::MoreInfo => "desk-preview-more-info",
    };
    let mut screen = Screen::new(Msg::new(head).with("code", Arg::Code(case.code))).preview(case.language, theirs);
    if let Some(kinds) = masked_kinds(turn, member.language, &draft.text) {
        screen = screen.say(Msg::new("desk-preview-masks").with("kinds", Arg::Text(kinds)));
    }
    if case.unread {
        screen = screen.say("desk-unread");
    }
    if is_theirs {
        screen = screen.say("police-copied");
    }
    let may_send = authorize(&member, Capability::Send).is_ok() && !is_theirs;
    if why.is_some() && !is_own {
        screen = screen.say("second-outside-now");
    } else if let Some(why) = why {
        screen = screen.say(Msg::new("second-needed").with("why", Arg::Msg(why)));
    } else if !may_send && !is_theirs {
        screen = screen.say("desk-preview-trainee");
    }
    let is_guest = outside::is_guest(turn, case, staff, &member);
    // A trainee reads nobody's draft as the second one: what a lawyer proposed they have read, like their own.
    let asks = is_own || authorize(&member, Capability::Send).is_err();
    let screen = preview_rows(screen, id, draft, (asks, is_guest), may_send && why.is_none());
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

/// Whoever may send it can; its author can always have it read; its reader can send it back.
fn preview_rows(
    screen: Screen,
    id: CaseId,
    draft: &AnswerDraft,
    (asks, is_guest): (bool, bool),
    may_send: bool,
) -> Screen {
    let rewrite = button("desk-do-rewrite", DeskAct::Rewrite(id));
    let mut last = vec![button("desk-do-back", DeskAct::Show(id))];
    match (asks, draft.kind) {
        (false, _) => last.insert(0, button("second-do-send-back", DeskAct::AskComment(id))),
        // A question back is sent by whoever wrote it, if they may.
        (true, Reply::MoreInfo) if may_send => {}
        (true, _) => last.insert(0, button("second-do-ask", DeskAct::AskSecond(id, draft.version))),
    }
    let mut first = Vec::new();
    if may_send {
        first.push(button("desk-do-send", DeskAct::Send(id, draft.version)));
    }
    if !is_guest {
        first.push(rewrite);
    }
    let screen = if first.is_empty() { screen } else { screen.row(first) };
    screen.row(last)
}

/// What in an answer looks like a number or an address of somebody. The desk may have good reasons: it is only asked.
pub fn masked_kinds(turn: &Turn, language: Language, text: &str) -> Option<String> {
    let names = turn.house.mask_names.get(&language)?;
    let mut kinds: Vec<&str> = Vec::new();
    for mask in turn.house.redactor.redact(text, names).masks {
        let name = names.name(mask.kind);
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    (!kinds.is_empty()).then(|| kinds.join(", "))
}

/// Asks for a new text. The preview stays where it is, to copy from.
pub fn rewrite(turn: &mut Turn, id: CaseId) -> Done {
    let Some((_, _, _grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    match case.draft.as_ref().map(|draft| draft.kind) {
        Some(Reply::MoreInfo) => ask_for(turn, id, Reply::MoreInfo),
        Some(Reply::Answer | Reply::Correction) | None => ask_for(turn, id, Reply::Answer),
    }
}

/// Sends the draft of this version, once.
pub fn send(turn: &mut Turn, id: CaseId, version: u32, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    debug_assert!(grant.capability() == Capability::Send, "sending needs the grant for it");
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    let is_own = second::is_own(turn, &case, staff);
    let is_missing = second::missing(turn, id, &case, staff)?.is_some();
    let waited = case.waited_for_reader(turn.now);
    let is_inside = case.is_read_outside() && !is_own && !outside::is_by_stranger(turn, &case, staff);
    let is_unread = is_missing && is_own;
    let is_guest = outside::is_guest(turn, &case, staff, &member);
    let alone = !is_missing || waited;
    let held = held_to_read(turn, &case, staff);
    if held.is_ok() && !alone {
        return tell(turn, if is_own { refusal(Refusal::NeedsReader) } else { "second-outside-now" });
    }
    if case.draft.as_ref().is_some_and(|draft| police::is_theirs(turn, &draft.text)) {
        return tell(turn, "police-copied");
    }
    let draft = match held.and_then(|()| case.send(staff, version, alone, turn.now.day())) {
        Ok(draft) => draft,
        Err(why) => return tell(turn, refusal(why)),
    };
    let text = police::marked(turn, id, &case, draft.kind, &draft.text);
    if draft.kind == Reply::Answer {
        count(turn, id, &case, draft.author, staff)?;
    }
    if draft.kind.is_answer() {
        police::over(turn, id)?;
    }
    let entry = Entry { by: By::Desk(draft.kind), text: text.clone(), day: turn.now.day() };
    turn.append(id, &mut case, &entry)?;
    let over = over_own(turn, staff, id);
    // Known at once, so that a delivery that is faster than this screen still finds where to show.
    case.status_at = over.map(|message| DeskCopy { staff, message: message.0 });
    super::claim::remember_pressed(turn, &mut case, staff);
    if is_guest {
        outside::goes_home(turn, &mut case, draft.author)?;
    }
    if is_unread && draft.kind.is_answer() {
        colleagues::after::mark(turn, &mut case, staff);
    } else if draft.kind.is_answer() && !is_own {
        // Whoever reads the newer answer sees the older one above it.
        case.alone = None;
    }
    case.check_in = colleagues::check_in::day(turn, id, &case, draft.kind)?;
    let act = match draft.kind {
        Reply::Answer | Reply::Correction if is_unread => Act::SentUnread,
        Reply::Answer | Reply::Correction if is_inside => Act::SentInside,
        Reply::Correction => Act::Corrected,
        Reply::Answer => Act::Sent,
        Reply::MoreInfo => Act::AskedBack,
    };
    turn.change(&grant, act, id, &case)?;
    turn.spend_token(tag)?;
    home::expect_no_more(turn, staff, id)?;
    youth::answer::deliver(turn, id, &case, draft.kind, &text)?;
    second::tell_author(turn, &case, draft.author, staff)?;
    if draft.kind == Reply::Answer {
        pause::after(turn, &case, draft.author)?;
    }
    if is_guest {
        return turn
            .reply_new(Screen::new(Msg::new("second-outside-sent").with("code", Arg::Code(case.code))), Note::Nothing);
    }
    let screen = notices::status(&case);
    turn.to_staff_over(staff, over, screen, Some(id), true)
}

/// An answer goes out: of a question the first is counted, of members each.
fn count(turn: &mut Turn, id: CaseId, case: &Case, author: StaffId, sender: StaffId) -> Done {
    let is_answer = |entry: &Entry| entry.by == By::Desk(Reply::Answer);
    if !turn.thread(id, case)?.iter().any(is_answer) {
        let in_time = case.clock.rung() < Rung::Over && turn.now <= case.promised;
        turn.count(case.project.as_deref(), Happened::Answered { in_time, about: case.sorted.code() });
    }
    turn.count_own(sender, Happened::Sent);
    if !turn.store.index.is_same(author, sender) {
        turn.count_own(author, Happened::Drafted);
    }
    Ok(())
}

fn units(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
