//! Asking a lawyer: they read the case masked once more, and write a proposal or a word. Nothing of theirs goes out by itself.
//!
//! Never true of this file: a lawyer reads a case that nobody asked them about, or sends anything; two look at one; a case is
//! lost because nobody answered.

use super::super::claim::{held, renew};
use super::super::{allowed, answer, button, card, expect, notices, outside, over, refusal, sort, tell, unused};
use super::{does, keep_note};
use crate::content::{Localised, utf16_units};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::aside::{Aside, Whom};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case};
use crate::domain::limits::{ANSWER_UNITS_MAX, HAND_URGENT_HOURS, LAWYER_DAYS, NOTE_UNITS_MAX};
use crate::domain::note::CaseNote;
use crate::domain::roles::{Awaiting, Capability, Staff, authorize};
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::{Cases, Members};
use crate::store::{CaseSummary, StoreError};
use std::collections::BTreeSet;

/// The lawyers of a project, or all of them where it has none: what they read is masked and without a place, they are bound to
/// silence, and a question that only a lawyer may answer would stay without an answer. Whoever asks is told whose they are.
fn lawyers(turn: &Turn, project: Option<&str>) -> Vec<StaffId> {
    lawyers_but(turn, project, &BTreeSet::new())
}

fn lawyers_but(turn: &Turn, project: Option<&str>, gone: &BTreeSet<StaffId>) -> Vec<StaffId> {
    let members = turn.store.index.members.iter().filter(|(id, _)| !gone.contains(id));
    let all: Vec<_> = members.filter(|(_, member)| authorize(member, Capability::AnswerLegal).is_ok()).collect();
    let own = all.iter().filter(|(_, member)| project == Some(member.project.as_str()));
    let mut lawyers: Vec<StaffId> = own.map(|(id, _)| **id).collect();
    if lawyers.is_empty() {
        lawyers = all.iter().map(|(id, _)| **id).collect();
    }
    lawyers.sort();
    lawyers
}

/// Where the project has no lawyer of its own: of which projects those are who are asked instead.
fn elsewhere(turn: &Turn, project: Option<&str>) -> Option<Msg> {
    whose(turn, project, &lawyers(turn, project))
}

fn whose(turn: &Turn, project: Option<&str>, asked: &[StaffId]) -> Option<Msg> {
    let asked = asked.iter().filter_map(|id| turn.store.index.members.get(id));
    let of: BTreeSet<&str> = asked.map(|lawyer| lawyer.project.as_str()).collect();
    if of.is_empty() || project.is_some_and(|project| of.contains(project)) {
        return None;
    }
    let projects = turn.house.content.projects().iter().filter(|project| of.contains(project.id.as_str()));
    let names: Vec<_> = projects.map(|project| &project.name).collect();
    let joined = |of: fn(&Localised) -> &str| names.iter().map(|name| of(name)).collect::<Vec<_>>().join(", ");
    let names = Arg::Both { nl: joined(|name| &name.nl), fr: joined(|name| &name.fr) };
    let said = if project.is_some() { "lawyer-elsewhere" } else { "lawyer-of-pool" };
    Some(Msg::new(said).with("projects", names))
}

fn number(max: usize) -> Arg {
    Arg::Number(i64::try_from(max).unwrap_or(i64::MAX))
}

/// What is to be known?
pub fn ask(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if outside::is_guest(turn, &case, staff, &member) {
        return tell(turn, "second-outside-reads");
    }
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    if case.correcting.is_some() {
        return tell(turn, "hand-not-corrected");
    }
    if lawyers(turn, case.project.as_deref()).is_empty() {
        return tell(turn, "lawyer-nobody");
    }
    turn.keep_hold(&grant, id, &case)?;
    expect(turn, staff, Some(Awaiting::LawyerAsk(id)))?;
    let msg = Msg::new("lawyer-type-ask").with("code", Arg::Code(case.code)).with("max", number(NOTE_UNITS_MAX));
    let screen = elsewhere(turn, case.project.as_deref()).into_iter().fold(Screen::new(msg), Screen::say);
    turn.reply_new(screen, Note::Nothing)
}

/// With that it waits for one; its text leaves this chat.
pub fn asked(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let text = text.trim();
    if utf16_units(text) > NOTE_UNITS_MAX {
        return turn.reply_new(answer::longer_than(text, NOTE_UNITS_MAX), Note::Nothing);
    }
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return unused::gone(turn, message) };
    let now = turn.now;
    let until = if case.urgent { now.plus_hours(HAND_URGENT_HOURS) } else { now.plus_days(LAWYER_DAYS) };
    let done = held(turn, &case, staff).and_then(|()| case.ask_lawyer(staff, text.to_owned(), until));
    if let Err(why) = done {
        return unused::refused(turn, id, &case, why, message);
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], now)?;
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::LawyerAsked, id, &case)?;
    let called = lawyers(turn, case.project.as_deref());
    call(turn, id, &case, until, called)?;
    let msg = Msg::new("lawyer-asked").with("code", Arg::Code(case.code)).with("until", Arg::When(until));
    let screen = Screen::new(msg);
    let screen = elsewhere(turn, case.project.as_deref()).into_iter().fold(screen, Screen::say);
    let back = vec![button("desk-do-take-back", DeskAct::Claim(id)), button("desk-home", DeskAct::ShowDesk)];
    turn.reply_new(screen.row(back), Note::Nothing)
}

fn call(turn: &mut Turn, id: CaseId, case: &Case, until: Moment, called: Vec<StaffId>) -> Done {
    let said = if case.urgent { "lawyer-call-urgent" } else { "lawyer-call" };
    for lawyer in called {
        let screen = Screen::new(Msg::new(said).with("until", Arg::When(until)))
            .row(vec![does("lawyer-do-take", ColleagueAct::LawyerTake(id))]);
        turn.to_staff(lawyer, screen, None)?;
    }
    Ok(())
}

/// Somebody is a lawyer no more. What was asked of the last one of a project, and at which nobody looks yet, those of the others
/// are called to, and whoever asked hears whose they are. `true` when nobody is left for something: that is over, see
/// `housekeeping::left_behind`.
pub fn leaves(turn: &mut Turn, leaver: StaffId) -> Result<bool, StoreError> {
    let waiting = turn.store.index.waiting().filter(|(_, case)| case.lawyer() == Some(None));
    let asked: Vec<CaseId> =
        waiting.filter(|(_, case)| lawyers(turn, case.project()).contains(&leaver)).map(|(id, _)| id).collect();
    if asked.is_empty() {
        return Ok(false);
    }
    // The index knows who was one before this turn, the records who still is.
    let mut gone = BTreeSet::new();
    for lawyer in lawyers(turn, None) {
        let member = turn.store.get::<Members>(&lawyer)?;
        if member.is_none_or(|member| authorize(&member, Capability::AnswerLegal).is_err()) {
            gone.insert(lawyer);
        }
    }
    if lawyers_but(turn, None, &gone).is_empty() {
        return Ok(true);
    }
    for id in asked {
        let Some(case) = turn.store.get::<Cases>(&id)? else { continue };
        let Some((by, until)) = case.aside.as_ref().map(|aside| (aside.by, aside.until)) else { continue };
        let project = case.project.as_deref();
        let (before, now) = (lawyers(turn, project), lawyers_but(turn, project, &gone));
        if now.iter().any(|lawyer| before.contains(lawyer)) {
            continue;
        }
        let msg = Msg::new("lawyer-left").with("code", Arg::Code(case.code)).with("until", Arg::When(until));
        let screen = whose(turn, project, &now).into_iter().fold(Screen::new(msg), Screen::say);
        tell_asker_of_it(turn, id, by, screen)?;
        call(turn, id, &case, until, now)?;
    }
    Ok(false)
}

/// Nobody looks at it, and nobody is left who could.
pub fn is_nobodys(turn: &Turn, case: &Case) -> bool {
    case.lawyer() == Some(None) && lawyers(turn, None).is_empty()
}

/// Was this lawyer asked about it?
fn is_asked(turn: &Turn, case: &Case, staff: StaffId) -> bool {
    case.lawyer().is_some() && lawyers(turn, case.project.as_deref()).contains(&staff)
}

/// The way to what waits for this lawyer: the first of them.
pub fn waiting(turn: &Turn, staff: StaffId, member: &Staff) -> Option<Button> {
    authorize(member, Capability::AnswerLegal).ok()?;
    let is_theirs = |case: &CaseSummary| {
        let taken = case.lawyer().is_some_and(|taken| taken.is_none_or(|by| by == staff));
        taken && lawyers(turn, case.project()).contains(&staff)
    };
    let (id, _) = turn.store.index.waiting().find(|(_, case)| is_theirs(case))?;
    Some(does("lawyer-do-take", ColleagueAct::LawyerTake(id)))
}

/// A lawyer looks at it: the first one has it.
pub fn take(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::AnswerLegal)? else { return Ok(()) };
    let case = turn.store.get::<Cases>(&id)?.filter(|case| is_asked(turn, case, staff));
    let Some(mut case) = case else { return tell(turn, "lawyer-gone") };
    if case.lawyer_takes(staff).is_err() {
        return tell(turn, "lawyer-taken");
    }
    turn.change(&grant, Act::LawyerRead, id, &case)?;
    show(turn, staff, id, &case)
}

/// Masked once more, without where it is from, and nothing of what colleagues wrote to each other.
fn show(turn: &mut Turn, staff: StaffId, id: CaseId, case: &Case) -> Done {
    let Some(aside) = &case.aside else { return Ok(()) };
    let Whom::Lawyer { ask, .. } = &aside.whom else { return Ok(()) };
    let (ask, until) = (ask.clone(), aside.until);
    let mut words = Vec::new();
    for entry in turn.thread(id, case)? {
        let head = match entry.by {
            By::Asker => "lawyer-by-asker",
            By::Desk(_) => "lawyer-by-desk",
        };
        words.push((Msg::new(head), masked(turn, case, &entry.text)));
    }
    if let Some(draft) = &case.draft {
        words.push((Msg::new("desk-draft"), masked(turn, case, &draft.text)));
    }
    words.push((Msg::new("lawyer-question"), ask));
    let head = Screen::new(
        Msg::new("lawyer-card")
            .with("code", Arg::Code(case.code))
            .with("sort", sort::short(case.sorted.shown()))
            .with("language", Arg::Msg(card::language_name(case.language)))
            .with("until", Arg::When(until)),
    );
    let head = if case.urgent { head.say("desk-card-urgent") } else { head };
    let mut parts = card::cut(case, head, words);
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        turn.to_staff(staff, part, Some(id))?;
    }
    let last = last
        .row(vec![
            does("lawyer-do-draft", ColleagueAct::LawyerDraft(id)),
            does("lawyer-do-word", ColleagueAct::LawyerWord(id)),
        ])
        .row(vec![does("desk-do-release", ColleagueAct::LawyerRelease(id))]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, last, Some(id), false)
}

fn masked(turn: &Turn, case: &Case, text: &str) -> String {
    match turn.house.mask_names.get(&case.language) {
        Some(names) => turn.house.redactor.redact(text, names).text.as_str().to_owned(),
        None => String::new(),
    }
}

fn theirs(turn: &mut Turn, id: CaseId) -> Result<Option<(StaffId, Case)>, StoreError> {
    let Some((staff, _, _grant)) = allowed(turn, Capability::AnswerLegal)? else { return Ok(None) };
    let case = turn.store.get::<Cases>(&id)?.filter(|case| case.lawyer() == Some(Some(staff)));
    if case.is_none() {
        tell(turn, "lawyer-gone")?;
    }
    Ok(case.map(|case| (staff, case)))
}

pub fn ask_draft(turn: &mut Turn, id: CaseId) -> Done {
    ask_text(turn, id, Awaiting::LawyerDraft(id), "lawyer-type-draft", ANSWER_UNITS_MAX)
}

pub fn ask_word(turn: &mut Turn, id: CaseId) -> Done {
    ask_text(turn, id, Awaiting::LawyerWord(id), "lawyer-type-word", NOTE_UNITS_MAX)
}

fn ask_text(turn: &mut Turn, id: CaseId, awaiting: Awaiting, prompt: &'static str, max: usize) -> Done {
    let Some((staff, case)) = theirs(turn, id)? else { return Ok(()) };
    expect(turn, staff, Some(awaiting))?;
    let language = Arg::Msg(card::language_name(case.language));
    let msg = Msg::new(prompt).with("code", Arg::Code(case.code)).with("max", number(max)).with("language", language);
    turn.reply_new(Screen::new(msg), Note::Nothing)
}

/// What a lawyer typed: a proposal, which somebody of the project sends or does not, or a word about it.
pub fn typed(turn: &mut Turn, id: CaseId, is_draft: bool, text: &str, message: MessageRef) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::AnswerLegal)? else { return Ok(()) };
    let found = turn.store.get::<Cases>(&id)?.filter(|case| case.lawyer() == Some(Some(staff)));
    let Some(mut case) = found else { return unused::gone(turn, message) };
    let text = text.trim();
    let max = if is_draft { ANSWER_UNITS_MAX } else { NOTE_UNITS_MAX };
    if utf16_units(text) > max {
        return turn.reply_new(answer::longer_than(text, max), Note::Nothing);
    }
    let now = turn.now;
    let done = if is_draft {
        case.lawyer_writes(staff, text.to_owned())
    } else {
        let note = CaseNote { by: staff, day: now.day(), text: text.to_owned() };
        match case.takes_notes() {
            true => turn.add_note(id, &mut case, &note)?,
            false => return unused::because(turn, "colleagues-notes-full", &case, message),
        }
        case.lawyer_is_done(staff, now)
    };
    let aside = match done {
        Ok(aside) => aside,
        Err(why) => return unused::refused(turn, id, &case, why, message),
    };
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], now)?;
    turn.recall_copies(&mut case, now)?;
    let act = if is_draft { Act::LawyerDrafted } else { Act::LawyerCommented };
    turn.change(&grant, act, id, &case)?;
    let answered = Screen::new(Msg::new("lawyer-answered").with("code", Arg::Code(case.code)));
    tell_asker_of_it(turn, id, aside.by, answered)?;
    let screen = Screen::new(Msg::new("lawyer-thanks").with("code", Arg::Code(case.code)));
    turn.reply_new(screen, Note::Nothing)
}

fn tell_asker_of_it(turn: &mut Turn, id: CaseId, by: StaffId, screen: Screen) -> Done {
    match turn.store.index.is_active(by) {
        true => turn.to_staff(by, screen.row(vec![button("desk-do-take-back", DeskAct::Claim(id))]), None),
        false => Ok(()),
    }
}

/// The asker wrote more: whoever is at it is told. Whoever takes it later reads that too.
pub fn added(turn: &mut Turn, id: CaseId, case: &Case, taken: Option<StaffId>) -> Done {
    let Some(lawyer) = taken else { return Ok(()) };
    let screen = Screen::new(Msg::new("notices-added").with("code", Arg::Code(case.code)));
    turn.to_staff(lawyer, screen.row(vec![does("lawyer-do-take", ColleagueAct::LawyerTake(id))]), None)
}

/// Another lawyer may look at it.
pub fn release(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, mut case)) = theirs(turn, id)? else { return Ok(()) };
    let Some((_, _, grant)) = allowed(turn, Capability::AnswerLegal)? else { return Ok(()) };
    case.lawyer_lets_go();
    super::super::claim::remember_pressed(turn, &mut case, staff);
    let now = turn.now;
    turn.recall_copies(&mut case, now)?;
    turn.spend_token(tag)?;
    expect(turn, staff, None)?;
    turn.change(&grant, Act::LawyerReleased, id, &case)?;
    turn.reply_new(Screen::new(Msg::new("lawyer-released").with("code", Arg::Code(case.code))), Note::Nothing)
}

/// Its project takes it back, or it ends: whoever was at it hears that, and its text leaves their chat.
pub fn taken_back(turn: &mut Turn, case: &mut Case) -> Done {
    let Some(Some(lawyer)) = case.lawyer() else { return Ok(()) };
    let now = turn.now;
    turn.recall_copies(case, now)?;
    if !turn.store.index.is_active(lawyer) {
        return Ok(());
    }
    turn.to_staff(lawyer, Screen::new(Msg::new("lawyer-over").with("code", Arg::Code(case.code))), None)
}

/// No lawyer answered in time, or nobody is left who could: it is in front of the queue again.
pub fn lapsed(turn: &mut Turn, id: CaseId, case: &mut Case, aside: Aside) -> Done {
    let said = if lawyers(turn, None).is_empty() { "lawyer-nobody-left" } else { "lawyer-lapsed" };
    let (by, screen) = (aside.by, Screen::new(Msg::new(said).with("code", Arg::Code(case.code))));
    keep_note(turn, id, case, aside)?;
    tell_asker_of_it(turn, id, by, screen)?;
    notices::waits_again(turn, id, case)
}
