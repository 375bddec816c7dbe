//! Sending: the one moment in which a text becomes the desk's. What was shown is what goes, once.
//!
//! Never true of this file: a question is acknowledged and not in the same commit as its case and its route; a limit
//! swallows a text; a record says whose a case is, but for the case's own route.

use super::super::action::{CaseVerb, Menu, Press};
use super::super::banner;
use super::super::deadlines;
use super::super::desk::{duty, notices, second};
use super::super::turn::{Done, Turn};
use super::{ask, draft, menu, review};
use crate::content::{MunicipalityId, ProjectId};
use crate::domain::case::{By, Case, Entry, Refusal, Stage};
use crate::domain::draft::{Draft, Purpose};
use crate::domain::figures::Happened;
use crate::domain::limits::{CASES_PER_PERSON_MAX, NEW_CASES_PER_HOUR, OPEN_CASES_PER_PERSON_MAX};
use crate::domain::person::Person;
use crate::domain::{CaseId, Code, DraftId, Language, Moment};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::outbox::{self, Origin};
use crate::schedule;
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Cases;
use crate::vault::KeyClass;

/// ✅: sends what the pressed review shows. If more was typed since, that is shown first.
pub(super) fn send(turn: &mut Turn, id: DraftId, waiting: Draft, seen: u32) -> Done {
    let text = draft::shown(turn, &waiting).text.as_str().to_owned();
    if waiting.is_empty() || draft::fingerprint(&waiting, &text) != seen {
        turn.toast("send-changed")?;
        return ask::back_to_review(turn, id, waiting);
    }
    match waiting.purpose {
        Purpose::Question => question(turn, id, waiting, text),
        Purpose::Addition(case) | Purpose::Missing(case) => addition(turn, id, waiting, case, text),
        // Their screens have no such button; whoever made one sees that screen again.
        Purpose::Unchosen | Purpose::Search => ask::back_to_review(turn, id, waiting),
    }
}

fn question(turn: &mut Turn, id: DraftId, waiting: Draft, text: String) -> Done {
    if turn.open_cases().len() >= OPEN_CASES_PER_PERSON_MAX {
        return later(turn, id, waiting, at_most("send-too-many-open", OPEN_CASES_PER_PERSON_MAX));
    }
    if turn.own_cases().len() >= CASES_PER_PERSON_MAX {
        return later(turn, id, waiting, at_most("send-too-many", CASES_PER_PERSON_MAX));
    }
    if asked_enough(turn) {
        let max = usize::try_from(NEW_CASES_PER_HOUR).unwrap_or_default();
        return later(turn, id, waiting, at_most("send-too-many-hour", max));
    }
    if draft::is_full(turn) {
        return later(turn, id, waiting, Msg::new("send-full"));
    }
    if draft::too_busy(turn) {
        turn.alert("send-busy")?;
        return ask::back_to_review(turn, id, waiting);
    }
    let language = waiting.language.unwrap_or(Language::Nl);
    let Some(who) = turn.who else { return Ok(()) };
    let (case_id, case) = open_case(turn, who.origin, id, &waiting, language, text)?;
    turn.memory.asked(who.conversation, turn.now);
    settle(turn, id, language)?;
    if case.urgent {
        notices::urgent(turn, case_id, &case)?;
    }
    let receipt = if case.urgent { "send-receipt-urgent" } else { "send-receipt" };
    let receipt = Msg::new(receipt).with("code", Arg::Code(case.code)).with("promised", Arg::When(case.promised));
    let receipt = with_who_reads(turn, Screen::new(receipt), &case);
    turn.reply_to_deed(receipt.row(vec![ask::mine_button(), menu("home-help", Menu::Help)]))
}

/// A wipe makes room in the list, and costs the disk like a question: only so many go together in an hour.
fn asked_enough(turn: &Turn) -> bool {
    turn.who.is_some_and(|who| turn.memory.has_asked_enough(who.conversation, turn.now))
}

/// A case with its text key, its separate route key, its first entry.
pub(in crate::dialogue) fn open_case(
    turn: &mut Turn,
    asker: Origin,
    sent: DraftId,
    waiting: &Draft,
    language: Language,
    text: String,
) -> Result<(CaseId, Case), StoreError> {
    let text_key = turn.store.new_key(KeyClass::Text)?;
    let route_key = turn.store.new_key(KeyClass::Route)?;
    let id = CaseId::random(turn.store.random());
    let project = project_of(turn, waiting.area.as_deref());
    let promised = promise(turn, project.as_deref());
    let mut case = Case {
        foreign: review::is_foreign(&text),
        area: waiting.area.clone(),
        topic: waiting.topic.clone(),
        project,
        police_ok: waiting.police_ok && review::may_ask_police(turn, &text, waiting.topic.as_deref()),
        urgent: turn.house.content.urgent_danger(&text).is_some(),
        helper: waiting.worker,
        ..Case::new(fresh_code(turn), language, turn.now.day(), turn.store.next_arrival(), promised)
    };
    case.guess(turn.house.content.guesses(case.topic.as_deref(), &text));
    case.look_by = look_by(turn, &case);
    deadlines::promise(turn, &mut case);
    turn.store.put_new::<Cases>(&id, &case, text_key)?;
    let entry = Entry { by: By::Asker, text, day: turn.now.day() };
    turn.append(id, &mut case, &entry)?;
    turn.store.update::<Cases>(&id, &case)?;
    asker.bind_case(turn.store, id, sent, route_key)?;
    turn.count(case.project.as_deref(), Happened::Asked(language));
    Ok((id, case))
}

/// Beside the date that was promised: whether the team is busy or closed, and whether somebody reads now.
fn with_who_reads(turn: &Turn, screen: Screen, case: &Case) -> Screen {
    let (project, promised) = (case.project.as_deref(), case.promised);
    let banner = banner::on_receipt(turn, project, promised);
    banner.into_iter().chain(duty::on_receipt(turn, project, promised)).fold(screen, Screen::say)
}

fn addition(turn: &mut Turn, id: DraftId, mut waiting: Draft, case_id: CaseId, text: String) -> Done {
    let is_own = turn.own_cases().iter().any(|own| own.id == case_id);
    let (true, Some(mut case)) = (is_own, turn.store.get::<Cases>(&case_id)?) else {
        // It was wiped in the meantime: the text is not lost, it is shown again as a question of its own.
        waiting.purpose = Purpose::Question;
        return ask::back_to_review(turn, id, waiting);
    };
    let added = match add(turn, case_id, &mut case, text)? {
        Ok(added) => added,
        Err(why) => return as_question(turn, id, waiting, why),
    };
    turn.store.update::<Cases>(&case_id, &case)?;
    outbox::note_sent(turn.store, case_id, id)?;
    settle(turn, id, case.language)?;
    if added.calls {
        notices::urgent(turn, case_id, &case)?;
    }
    // A date that is over is no promise: somebody is looked for.
    let is_late = case.promised <= turn.now;
    let done = match added.reopened {
        true => "send-reopened",
        false if is_late => "send-added-late",
        false => "send-added",
    };
    let done = Msg::new(done).with("code", Arg::Code(case.code)).with("promised", Arg::When(case.promised));
    let view = Button::menu("send-view", Press::Case(case.code, CaseVerb::View).encode());
    let done = with_who_reads(turn, Screen::new(done), &case);
    turn.reply_to_deed(done.row(vec![view, menu("home-help", Menu::Help)]))
}

/// What an addition did to its case.
pub(in crate::dialogue) struct Added {
    /// Something had been said to the asker, and the case waits anew.
    pub reopened: bool,
    /// It sounds like danger, and nobody has it: who may take it is to be called, once the case is saved. Whoever has one in
    /// their hands is told of every addition.
    pub calls: bool,
}

/// Puts more at the end of a case, which the caller saves. Gives the sentence for why it cannot be there.
pub(in crate::dialogue) fn add(
    turn: &mut Turn,
    id: CaseId,
    case: &mut Case,
    text: String,
) -> Result<Result<Added, &'static str>, StoreError> {
    let reopened = !case.stage.is_desks();
    match case.add(turn.now.day()) {
        Ok(()) => {}
        Err(Refusal::Full) => return Ok(Err("send-thread-full")),
        Err(_) => return Ok(Err("send-case-over")),
    }
    if reopened {
        renew_promise(turn, case);
    }
    let (danger, was_urgent) = (turn.house.content.urgent_danger(&text).is_some(), case.urgent);
    case.urgent |= danger;
    case.guess(turn.house.content.guesses(None, &text));
    second::if_now_urgent(turn, case, was_urgent);
    // What is waited for already is not put off by writing more.
    let by = look_by(turn, case);
    case.look_by = if reopened { by } else { by.min(case.look_by) };
    turn.append(id, case, &Entry { by: By::Asker, text, day: turn.now.day() })?;
    notices::added(turn, id, case)?;
    Ok(Ok(Added { reopened, calls: danger && case.stage == Stage::Waiting }))
}

/// What was asked back is answered: the clock goes on. After an answer a new time begins.
fn renew_promise(turn: &Turn, case: &mut Case) {
    match case.clock.stopped() {
        Some(_) => deadlines::resume(turn, case),
        None => deadlines::promise(turn, case),
    }
}

/// The text cannot go where it was meant to: it is shown again as a new question, and nothing is lost.
fn as_question(turn: &mut Turn, id: DraftId, mut waiting: Draft, why: &'static str) -> Done {
    waiting.purpose = Purpose::Question;
    turn.alert(why)?;
    ask::back_to_review(turn, id, waiting)
}

/// A limit: said kindly, the text stays a draft.
fn later(turn: &mut Turn, id: DraftId, mut waiting: Draft, why: Msg) -> Done {
    draft::save(turn, id, &mut waiting)?;
    let screen = Screen::new(why)
        .row(vec![ask::mine_button()])
        .row(vec![Button::menu("ask-see-review", draft::data(id, super::super::action::DraftVerb::Review))])
        .row(vec![menu("home-help", Menu::Help)]);
    let over = turn.pressed;
    turn.reply_over(over, screen, Note::Review(id))
}

fn at_most(why: &'static str, max: usize) -> Msg {
    Msg::new(why).with("max", ask::count(max))
}

/// After sending: the draft and its key go, and its messages are kept for a wipe.
fn settle(turn: &mut Turn, id: DraftId, language: Language) -> Done {
    let mut person = person_here(turn, language)?;
    person.quiet = false;
    person.asked = true;
    person.touch(turn.now);
    turn.keep_person(person)?;
    draft::hand_over_messages(turn, id)?;
    if let Some((_, waiting)) = turn.draft()?
        && let Some(review) = waiting.review
        && turn.pressed.is_some_and(|pressed| pressed.0 != review)
    {
        turn.erase_here(vec![crate::messenger::MessageRef(review)])?;
    }
    draft::spend_here(turn)
}

/// What is known of who talks here, or the beginning of it.
pub(super) fn person_here(turn: &mut Turn, language: Language) -> Result<Person, StoreError> {
    let now = turn.now;
    Ok(turn.person()?.unwrap_or_else(|| Person::new(language, now)))
}

/// A code that no live case has.
fn fresh_code(turn: &mut Turn) -> Code {
    loop {
        let code = Code::random(turn.store.random());
        if !turn.store.index.codes.contains_key(&code) {
            return code;
        }
    }
}

pub(super) fn project_of(turn: &Turn, area: Option<&str>) -> Option<String> {
    let town = area.and_then(MunicipalityId::parse)?;
    turn.house.content.project_of(&town).map(|project| project.id.as_str().to_owned())
}

/// By when somebody looks at it, by its code.
pub fn look_by(turn: &Turn, case: &Case) -> Moment {
    let content = &turn.house.content;
    let first = content.first_look(case.sorted.code());
    schedule::first_look::look_by(content, case.project.as_deref(), turn.now, first)
}

/// By when a person answers, in the project's hours and by its promise.
pub fn promise(turn: &Turn, project: Option<&str>) -> Moment {
    let content = &turn.house.content;
    let own = project.and_then(ProjectId::parse).unwrap_or_else(|| content.default_project().clone());
    let days = content.project(&own).and_then(|project| project.answer_within_working_days).map(u32::from);
    let days = days.unwrap_or(turn.house.settings.answer_within_working_days);
    schedule::promise(content, project, turn.now, days)
}
