//! `/oefen`: invented questions, an answer of one's own beside one that would do, and how far one has come.
//!
//! Never true of this file: something that is typed here is stored, quoted back or sent; an exercise is a case, waits in the queue
//! or is counted; it reads or writes a record. What it keeps is in memory alone (`memory::practice`).

use super::{allowed, button, over, raw_button, tell};
use crate::content::Exercise;
use crate::content::utf16_units;
use crate::dialogue::action::{DeskAct, PracticeAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::StaffId;
use crate::domain::limits::ANSWER_UNITS_MAX;
use crate::domain::roles::{Capability, Staff};
use crate::domain::second::names_law;
use crate::domain::triage::Triage;
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};

/// Codes to choose from.
const CHOICES: usize = 3;

pub fn act(turn: &mut Turn, meant: PracticeAct) -> Done {
    match meant {
        PracticeAct::Home => open(turn),
        PracticeAct::Show(at) => show(turn, usize::from(at)),
        PracticeAct::Guess(at, code) => guess(turn, usize::from(at), code),
        PracticeAct::Model(at) => model(turn, usize::from(at)),
        PracticeAct::Done(at) => done(turn, usize::from(at)),
    }
}

fn practice(label: impl Into<Msg>, act: PracticeAct) -> Button {
    button(label, DeskAct::Practice(act))
}

fn place(at: usize) -> u8 {
    u8::try_from(at).unwrap_or(u8::MAX)
}

fn number(count: usize) -> Arg {
    Arg::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn member(turn: &mut Turn) -> Result<Option<(StaffId, Staff)>, crate::store::StoreError> {
    Ok(allowed(turn, Capability::WriteDraft)?.map(|(staff, member, _)| (staff, member)))
}

/// `/oefen`: how far one has come, and on.
pub fn open(turn: &mut Turn) -> Done {
    let Some((staff, _)) = member(turn)? else { return Ok(()) };
    let over = over(turn, staff);
    home(turn, staff, over)
}

fn home(turn: &mut Turn, staff: StaffId, over: Option<MessageRef>) -> Done {
    turn.memory.practice.close(staff);
    let all = turn.house.content.exercises().len();
    let done = turn.memory.practice.done(staff, all, turn.now);
    let next = (0..all).find(|at| !done.contains(at));
    let mut screen = Screen::new("practice-home");
    let bar: String = (0..all).map(|at| if done.contains(&at) { "🟩" } else { "⬜" }).collect();
    screen =
        screen.quote(bar).say(Msg::new("practice-progress").with("done", number(done.len())).with("all", number(all)));
    let on = match next {
        Some(at) => practice("practice-do-next", PracticeAct::Show(place(at))),
        None => practice("practice-do-again", PracticeAct::Show(0)),
    };
    if next.is_none() {
        screen = screen.say("practice-all-done");
    }
    let screen = screen.row(vec![on, button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// One of them, open for an answer.
fn show(turn: &mut Turn, at: usize) -> Done {
    let Some((staff, member)) = member(turn)? else { return Ok(()) };
    let Some(exercise) = turn.house.content.exercises().get(at).cloned() else { return open(turn) };
    super::expect(turn, staff, None)?;
    turn.memory.practice.open(staff, at, turn.now);
    let screen = Screen::new(Msg::new("practice-question").with("number", number(at + 1)))
        .quote(exercise.question.get(member.language))
        .say("practice-how")
        .row(choices(&exercise).into_iter().map(|code| code_button(at, code)).collect())
        .row(vec![practice("practice-do-model", PracticeAct::Model(place(at)))])
        .row(vec![practice("practice-do-home", PracticeAct::Home)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// The right code and some others, in the order of the codes.
fn choices(exercise: &Exercise) -> Vec<Triage> {
    let right = exercise.code as usize;
    let mut found: Vec<usize> = [0, 5, 9].into_iter().map(|step| (right + step) % Triage::ALL.len()).collect();
    found.sort_unstable();
    found.into_iter().take(CHOICES).filter_map(|at| Triage::ALL.get(at).copied()).collect()
}

fn code_button(at: usize, code: Triage) -> Button {
    raw_button(format!("🏷️ {}", code.name()), DeskAct::Practice(PracticeAct::Guess(place(at), code)))
}

/// Is it that code? Said over the button; the question stays open.
fn guess(turn: &mut Turn, at: usize, code: Triage) -> Done {
    let Some((staff, _)) = member(turn)? else { return Ok(()) };
    let Some(exercise) = turn.house.content.exercises().get(at).cloned() else { return open(turn) };
    turn.memory.practice.open(staff, at, turn.now);
    let id = if exercise.code == code { "practice-right" } else { "practice-wrong" };
    let Some(sort) = turn.house.content.sort(exercise.code) else { return Ok(()) };
    let name = Arg::Both { nl: sort.name.nl.clone(), fr: sort.name.fr.clone() };
    turn.alert(Msg::new(id).with("code", Arg::Text(exercise.code.name().to_owned())).with("name", name))
}

/// What was typed as an answer. It stays where it was typed, for its author to compare, and is kept nowhere.
pub fn typed(turn: &mut Turn, staff: StaffId, at: usize, text: &str) -> Done {
    let Some((_, member)) = member(turn)? else { return Ok(()) };
    let mut seen: Vec<Msg> = Vec::new();
    let units = utf16_units(text);
    if units > ANSWER_UNITS_MAX {
        seen.push(Msg::new("practice-too-long").with("cut", number(units - ANSWER_UNITS_MAX)));
    }
    if names_law(text) {
        seen.push(Msg::new("practice-law"));
    } else if turn.house.content.speaks_of_what_two_read(text) {
        seen.push(Msg::new("practice-arrest"));
    }
    if let Some(kinds) = super::answer::masked_kinds(turn, member.language, text) {
        seen.push(Msg::new("practice-masks").with("kinds", Arg::Text(kinds)));
    }
    compare(turn, staff, &member, at, seen, None)
}

fn model(turn: &mut Turn, at: usize) -> Done {
    let Some((staff, member)) = member(turn)? else { return Ok(()) };
    let over = over(turn, staff);
    compare(turn, staff, &member, at, Vec::new(), over)
}

/// An answer that would do, where it comes from, and what to look out for.
fn compare(
    turn: &mut Turn,
    staff: StaffId,
    member: &Staff,
    at: usize,
    seen: Vec<Msg>,
    over: Option<MessageRef>,
) -> Done {
    let Some(exercise) = turn.house.content.exercises().get(at).cloned() else { return tell(turn, "practice-gone") };
    turn.memory.practice.open(staff, at, turn.now);
    let content = &turn.house.content;
    let answer = content.model_answer(&exercise, member.language);
    let mut screen = Screen::new(Msg::new("practice-model").with("number", number(at + 1))).quote(answer);
    if let Some(card) = exercise.card.as_ref().and_then(|id| content.card(id)) {
        let title = Arg::Both { nl: card.title.nl.clone(), fr: card.title.fr.clone() };
        screen = screen.say(Msg::new("practice-card").with("title", title));
    }
    screen = screen.quote(format!("👀 {}", exercise.watch.get(member.language)));
    screen = seen.into_iter().fold(screen, Screen::say);
    let screen = screen
        .row(vec![
            practice("practice-do-done", PracticeAct::Done(place(at))),
            practice("practice-do-retry", PracticeAct::Show(place(at))),
        ])
        .row(vec![practice("practice-do-home", PracticeAct::Home)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// It went well: the next one that is not done.
fn done(turn: &mut Turn, at: usize) -> Done {
    let Some((staff, _)) = member(turn)? else { return Ok(()) };
    let all = turn.house.content.exercises().len();
    if at < all {
        turn.memory.practice.is_done(staff, at, turn.now);
    }
    let done = turn.memory.practice.done(staff, all, turn.now);
    let behind = (at + 1..all).chain(0..at).find(|next| !done.contains(next));
    let over = over(turn, staff);
    match behind {
        Some(next) => show(turn, next),
        None => home(turn, staff, over),
    }
}
