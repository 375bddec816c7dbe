//! `/tekst`: what two members have read goes into the draft of an answer, with what each project has its own of.
//!
//! Never true of this file: such a text goes out by itself; one is offered that is overdue, or that stands in one language
//! only; a variable reaches the asker.

use super::{button, list, raw_button, reply};
use crate::content::{ProjectId, utf16_units};
use crate::dialogue::action::{DeskAct, TextAct};
use crate::dialogue::desk::claim::held;
use crate::dialogue::desk::{allowed, answer, card, refusal, tell};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::{Case, Reply};
use crate::domain::limits::ANSWER_UNITS_MAX;
use crate::domain::roles::{Awaiting, Capability, Staff};
use crate::domain::team_text::{TeamText, TextKind, VARIABLES};
use crate::domain::{CaseId, StaffId, TextId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::{Cases, TeamTexts};

/// Texts on one page; with the way to all, on and back they are six buttons.
const PER_PAGE: usize = 3;

/// The command: for the answer that is being written, or else the list of all.
pub fn open(turn: &mut Turn, staff: StaffId, member: &Staff) -> Done {
    let held = turn.store.index.held_by(staff);
    let asked = match member.awaiting {
        Some(Awaiting::Answer(id) | Awaiting::MoreInfo(id)) => Some(id),
        Some(
            Awaiting::Comment(_)
            | Awaiting::Note(_)
            | Awaiting::Police(_)
            | Awaiting::FromPolice(_)
            | Awaiting::HandNote(_)
            | Awaiting::LawyerAsk(_)
            | Awaiting::LawyerDraft(_)
            | Awaiting::LawyerWord(_)
            | Awaiting::Text { .. }
            | Awaiting::Encounter { .. }
            | Awaiting::Heads { .. }
            | Awaiting::Card
            | Awaiting::ForCard(_)
            | Awaiting::Message { .. },
        )
        | None => None,
    };
    let only = if let [(id, _)] = held.as_slice() { Some(*id) } else { None };
    match asked.filter(|id| held.iter().any(|(held, _)| held == id)).or(only) {
        Some(id) => choose(turn, id, 0),
        None => list::open(turn, TextKind::Canned),
    }
}

/// Is there any that may be taken over now?
pub fn has_any(turn: &Turn) -> bool {
    !good_ones(turn).is_empty()
}

fn good_ones<'a>(turn: &'a Turn<'_>) -> Vec<(TextId, &'a TeamText)> {
    let today = turn.now.day();
    let texts = turn.store.index.texts.all();
    let mut good: Vec<_> = texts.filter(|(_, text)| text.kind == TextKind::Canned && text.is_good_on(today)).collect();
    good.sort_by(|(id, text), (other_id, other)| (&text.nl.label, id).cmp(&(&other.nl.label, other_id)));
    good
}

/// The texts in the language of the case, a button each.
pub(super) fn choose(turn: &mut Turn, id: CaseId, page: u8) -> Done {
    let Some((staff, _, _grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = held(turn, &case, staff) {
        return tell(turn, refusal(why));
    }
    let good = good_ones(turn);
    let (at, pages) = paging::at(page, good.len(), PER_PAGE);
    let mut screen = if good.is_empty() {
        Screen::new("texts-choose-none")
    } else {
        let language = Arg::Msg(card::language_name(case.language));
        Screen::new(Msg::new("texts-choose").with("code", Arg::Code(case.code)).with("language", language))
    };
    for (text_id, text) in good.iter().skip(at * PER_PAGE).take(PER_PAGE) {
        let label = text.words(case.language).label.clone();
        screen = screen.row(vec![raw_button(label, TextAct::Use(id, *text_id))]);
    }
    let mut last = vec![button("texts-do-manage", TextAct::List(TextKind::Canned, 0))];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", TextAct::Choose(id, next)));
    }
    last.push(super::super::button("desk-do-back", DeskAct::Show(id)));
    reply(turn, staff, screen.row(last))
}

/// Into the draft: what its author has there already stays in front of it.
pub(super) fn take_over(turn: &mut Turn, id: CaseId, text: TextId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = held(turn, &case, staff) {
        return tell(turn, refusal(why));
    }
    let today = turn.now.day();
    let good = turn.store.get::<TeamTexts>(&text)?;
    let good = good.filter(|text| text.kind == TextKind::Canned && text.is_good_on(today));
    let Some(text) = good else { return tell(turn, "texts-not-good") };
    let filled = filled(turn, &case, &text.words(case.language).body);
    let (kind, whole) = match &case.draft {
        Some(draft) if draft.author == staff => (draft.kind, format!("{}\n\n{filled}", draft.text)),
        Some(_) | None if member.awaiting == Some(Awaiting::MoreInfo(id)) => (Reply::MoreInfo, filled),
        Some(_) | None => (Reply::Answer, filled),
    };
    if utf16_units(&whole) > ANSWER_UNITS_MAX {
        return turn.reply_new(answer::too_long(&whole), Note::Nothing);
    }
    let over = super::super::over(turn, staff);
    super::super::expect(turn, staff, None)?;
    answer::write(turn, &grant, staff, id, case, kind, whole, over)
}

/// With the name and the hours of the case's project, in the case's language. The pool has the service's own name, and the
/// hours of the project that answers for it.
fn filled(turn: &Turn, case: &Case, body: &str) -> String {
    let content = &turn.house.content;
    let own = case.project.as_deref().and_then(ProjectId::parse).and_then(|id| content.project(&id));
    let name = match own {
        Some(project) => project.name.get(case.language).to_owned(),
        None => turn.house.locale.text(case.language, &Msg::new("texts-service")),
    };
    let hours = own.or_else(|| content.project(content.default_project()));
    let hours = hours.map(|project| {
        let week = project.opening_hours.week();
        let minutes = week.each_ref().map(|openings| {
            openings.iter().map(|opening| (opening.from_minute, opening.to_minute)).collect::<Vec<_>>()
        });
        turn.house.locale.week(case.language, &minutes)
    });
    let [service, open] = VARIABLES;
    body.replace(service, &name).replace(open, &hours.unwrap_or_default())
}

/// The words without what is filled in later.
pub(super) fn without_variables(words: &str) -> String {
    VARIABLES.iter().fold(words.to_owned(), |words, variable| words.replace(variable, ""))
}

/// Does something stand between braces that nothing would fill?
pub(super) fn has_strange_variable(body: &str) -> bool {
    without_variables(body).contains(['{', '}'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_filled_may_stand_between_braces() {
        assert!(!has_strange_variable("Bel {naam_dienst}: {uren}."));
        for strange in ["{naam}", "{uren", "uren}", "{ uren }", "{}"] {
            assert!(has_strange_variable(strange), "{strange}");
        }
    }
}
