//! More for a case: an addition, or what was missing in an answer. Sending it is `send`'s.
//!
//! Never true of this file: a text that was already typed for something else is thrown away.

use super::super::action::{CaseVerb, Menu};
use super::super::turn::{Done, Turn};
use super::{ask, draft, home, menu, mine};
use crate::domain::CaseId;
use crate::domain::case::{Case, Stage};
use crate::domain::draft::Purpose;
use crate::domain::figures::Happened;
use crate::domain::tally::Reaction;
use crate::messenger::{Arg, Msg, Screen};
use crate::store::records::Note;

/// 💬: the next text belongs to this case.
pub(super) fn add(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    begin(turn, case, Purpose::Addition(id), "addition-type")
}

/// 🤷 and ❓: what is missing? Sending it opens the case again.
pub(super) fn missing(turn: &mut Turn, id: CaseId, case: &Case, verb: CaseVerb) -> Done {
    let (text, reaction) = if verb == CaseVerb::Unclear {
        ("addition-unclear", Reaction::Unclear)
    } else {
        ("addition-not-really", Reaction::NotReally)
    };
    let here = turn.who.zip(turn.pressed).filter(|_| matches!(case.stage, Stage::Sent { .. }));
    if here.is_some_and(|(who, pressed)| turn.memory.may_judge(who.conversation, pressed.0)) {
        turn.count(case.project.as_deref(), Happened::Rated(reaction));
    }
    begin(turn, case, Purpose::Missing(id), text)
}

fn begin(turn: &mut Turn, case: &Case, purpose: Purpose, text: &'static str) -> Done {
    if !mine::takes_more(case) {
        return turn.reply_new(
            Screen::new("addition-over").row(vec![menu("common-ask-button", Menu::Ask), home::button()]),
            Note::Nothing,
        );
    }
    if let Some((draft_id, mut waiting)) = turn.draft()? {
        if waiting.purpose == purpose && waiting.is_empty() {
            // Pressed twice: the invitation stands there already.
            return turn.toast("addition-go-on");
        }
        if !waiting.is_empty() {
            waiting.purpose = purpose;
            waiting.replacing = false;
            return ask::post_review(turn, draft_id, waiting);
        }
        ask::take_old_review_away(turn)?;
    }
    let Some((draft_id, _)) = draft::begin(turn, purpose)? else { return ask::busy(turn) };
    let screen =
        Screen::new(Msg::new(text).with("code", Arg::Code(case.code))).row(vec![crate::messenger::Button::menu(
            "review-stop",
            draft::data(draft_id, super::super::action::DraftVerb::Drop),
        )]);
    turn.reply_new(screen, Note::Review(draft_id))
}
