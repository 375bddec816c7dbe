//! Asking: from the first word to the review. Free text at any quiet moment is the start of a question.
//!
//! Never true of this file: a word of danger waits behind anything else; text that came too late, too long or in the
//! wrong place disappears without a word.

use super::super::action::{Menu, Press};
use super::super::turn::{Done, Turn};
use super::{ban, draft, first, help, home, menu, mine, review, rights};
use crate::content::{MunicipalityId, utf16_units};
use crate::domain::draft::{Draft, Purpose};
use crate::domain::{Code, DraftId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Drafts;

/// `/vraag`, the button: what was typed already, or an invitation to type.
pub(super) fn open(turn: &mut Turn) -> Done {
    let current = current(turn)?;
    if let Some((id, mut waiting)) = current
        && !waiting.is_empty()
        && !rights::is_left(&waiting)
    {
        waiting.replacing = false;
        rights::make_question(&mut waiting);
        return post_review(turn, id, waiting);
    }
    let has_open = !turn.open_cases().is_empty();
    let units = turn.house.settings.question_units;
    let screen = Screen::new(Msg::new("ask-type").with("units", count(units)))
        .row(vec![menu("home-help", Menu::Help), home::button()]);
    if !has_open {
        // Nothing to remember: any text is a question.
        draft::drop_here(turn)?;
        return turn.reply(screen);
    }
    // With a question open, this says that the next text is a new one.
    match draft::begin(turn, Purpose::Question)? {
        None => busy(turn),
        Some((id, _)) => {
            let over = turn.pressed;
            turn.reply_over(over, screen, Note::Review(id))
        }
    }
}

/// A text: help first if it sounds like danger, then the review.
pub(super) fn text(turn: &mut Turn, raw: &str, message: MessageRef) -> Done {
    let current = current(turn)?;
    let language = turn.language()?;
    if current.as_ref().is_none_or(|(_, waiting)| waiting.is_empty() || waiting.purpose == Purpose::Search)
        && let Some(code) = Code::parse(raw)
        && let Some((id, case)) = turn.own_case(code)?
    {
        return mine::view(turn, id, &case);
    }
    let current = match current {
        Some((id, waiting)) if waiting.purpose == Purpose::Search && !rights::is_left(&waiting) => {
            return rights::go_on(turn, id, waiting, raw, message);
        }
        // The search is over: what is typed now is a question of its own.
        Some((_, waiting)) if waiting.purpose == Purpose::Search => {
            draft::drop_here(turn)?;
            None
        }
        current => current,
    };
    let before = match &current {
        Some((_, waiting)) if !waiting.replacing => waiting.joined(),
        Some(_) | None => String::new(),
    };
    danger_first(turn, &before, &format!("{before}\n{raw}"))?;
    if ban::stops(turn)? {
        return Ok(());
    }
    let masked = match draft::fitting(turn, language, utf16_units(&before), raw) {
        Ok(masked) => masked,
        Err(over) => return too_long(turn, current.map(|(id, _)| id), over),
    };
    if masked.is_empty() {
        return match language {
            None => first::screen(turn),
            Some(_) => turn.reply(home::with_menu("ask-empty")),
        };
    }
    let (id, mut waiting) = match current {
        Some(current) => current,
        None => {
            let purpose = if turn.open_cases().is_empty() { Purpose::Question } else { Purpose::Unchosen };
            let Some(begun) = draft::begin(turn, purpose)? else { return busy(turn) };
            begun
        }
    };
    draft::push(&mut waiting, message, masked);
    draft::save(turn, id, &mut waiting)?;
    match language {
        None => first::screen(turn),
        Some(_) => post_review(turn, id, waiting),
    }
}

/// The draft here, unless its time is over: then it is gone before anything is joined to it.
fn current(turn: &mut Turn) -> Result<Option<(DraftId, Draft)>, StoreError> {
    let Some((id, waiting)) = turn.draft()? else { return Ok(None) };
    if waiting.next_due(&turn.house.settings.retention) <= turn.now {
        draft::drop_here(turn)?;
        return Ok(None);
    }
    Ok(Some((id, waiting)))
}

/// Help at once when the words may point at danger, and only the first time they do in one question.
pub(super) fn danger_first(turn: &mut Turn, before: &str, whole: &str) -> Done {
    match turn.house.content.newly_heard(before, whole) {
        Some(level) => help::danger(turn, level),
        None => Ok(()),
    }
}

/// Exactly how much to cut; what was typed before stays.
pub(super) fn too_long(turn: &mut Turn, waiting: Option<DraftId>, over: usize) -> Done {
    let units = turn.house.settings.question_units;
    let text = |id| Msg::new(id).with("over", count(over)).with("units", count(units));
    if turn.language()?.is_none() {
        let screen = Screen::default().say_in_all(text("ask-too-long-first"));
        return turn.reply_new(screen, Note::Nothing);
    }
    let kept = match turn.draft()? {
        Some((id, draft)) if !draft.is_empty() && waiting == Some(id) => Some(id),
        Some(_) | None => None,
    };
    let screen = match kept {
        Some(id) => Screen::new(text("ask-too-long-more"))
            .row(vec![Button::menu("ask-see-review", draft::data(id, super::super::action::DraftVerb::Review))]),
        None => Screen::new(text("ask-too-long")),
    };
    turn.reply_new(screen, Note::Nothing)
}

/// The house is full: nothing is taken that could be lost.
pub(super) fn busy(turn: &mut Turn) -> Done {
    match turn.language()? {
        None => turn.reply_new(Screen::default().say_in_all("ask-busy"), Note::Nothing),
        Some(_) => turn.reply_new(home::with_menu("ask-busy"), Note::Nothing),
    }
}

/// The review at the bottom; an older one goes, so that there is one.
pub(super) fn post_review(turn: &mut Turn, id: DraftId, mut waiting: Draft) -> Done {
    settle_purpose(turn, &mut waiting);
    draft::save(turn, id, &mut waiting)?;
    take_old_review_away(turn)?;
    let screen = review::screen(turn, id, &waiting)?;
    turn.reply_new(screen, Note::Review(id))
}

/// The review in the place of the message whose button was pressed.
pub(super) fn back_to_review(turn: &mut Turn, id: DraftId, mut waiting: Draft) -> Done {
    waiting.replacing = false;
    let Some(pressed) = turn.pressed else { return post_review(turn, id, waiting) };
    if waiting.review.is_some_and(|review| review != pressed.0) {
        take_old_review_away(turn)?;
    }
    waiting.review = Some(pressed.0);
    settle_purpose(turn, &mut waiting);
    draft::save(turn, id, &mut waiting)?;
    let screen = review::screen(turn, id, &waiting)?;
    turn.reply_over(Some(pressed), screen, Note::Review(id))
}

/// A case that ended while somebody was typing for it cannot take the text: then it is a question of its own.
fn settle_purpose(turn: &Turn, waiting: &mut Draft) {
    let own = turn.own_cases();
    let listed = |id| own.iter().any(|own| own.id == id);
    waiting.purpose = match waiting.purpose {
        Purpose::Unchosen if !own.iter().any(|own| own.open) => Purpose::Question,
        Purpose::Addition(id) | Purpose::Missing(id) if !listed(id) => Purpose::Question,
        settled @ (Purpose::Question
        | Purpose::Unchosen
        | Purpose::Addition(_)
        | Purpose::Missing(_)
        | Purpose::Search) => settled,
    };
}

pub(super) fn take_old_review_away(turn: &mut Turn) -> Done {
    let Some((id, mut waiting)) = turn.draft()? else { return Ok(()) };
    let Some(old) = waiting.review.take() else { return Ok(()) };
    turn.store.update::<Drafts>(&id, &waiting)?;
    turn.erase_here(vec![MessageRef(old)])
}

/// ✏️: the next text comes in the place of what stands there.
pub(super) fn rewrite(turn: &mut Turn, id: DraftId, mut waiting: Draft) -> Done {
    waiting.replacing = true;
    draft::save(turn, id, &mut waiting)?;
    let text = draft::shown(turn, &waiting).text.as_str().to_owned();
    let screen = Screen::new("ask-rewrite")
        .quote(text)
        .row(vec![Button::menu("common-back", draft::data(id, super::super::action::DraftVerb::Review))]);
    let over = turn.pressed;
    turn.reply_over(over, screen, Note::Review(id))
}

/// ✖️: nothing was sent and nothing stays.
pub(super) fn abandon(turn: &mut Turn) -> Done {
    draft::drop_here(turn)?;
    turn.reply(Screen::new("ask-dropped").row(vec![menu("common-ask-button", Menu::Ask), home::button()]))
}

pub(super) fn toggle_police(turn: &mut Turn, id: DraftId, mut waiting: Draft) -> Done {
    let shown = draft::shown(turn, &waiting);
    let may = review::may_ask_police(turn, shown.text.as_str(), waiting.topic.as_deref());
    waiting.police_ok = may && !waiting.police_ok;
    back_to_review(turn, id, waiting)
}

/// An area of the list, or elsewhere. A name that is not on the list changes nothing.
pub(super) fn choose_area(turn: &mut Turn, id: DraftId, mut waiting: Draft, area: &str) -> Done {
    if area.is_empty() {
        waiting.area = None;
    } else if MunicipalityId::parse(area).is_some_and(|town| turn.house.content.municipality(&town).is_some()) {
        waiting.area = Some(area.to_owned());
    }
    back_to_review(turn, id, waiting)
}

/// It belongs to an open case of one's own.
pub(super) fn belongs(turn: &mut Turn, id: DraftId, mut waiting: Draft, code: Code) -> Done {
    if let Some((case, _)) = turn.own_case(code)? {
        waiting.purpose = Purpose::Addition(case);
    }
    back_to_review(turn, id, waiting)
}

pub(super) fn new_question(turn: &mut Turn, id: DraftId, mut waiting: Draft) -> Done {
    waiting.purpose = Purpose::Question;
    back_to_review(turn, id, waiting)
}

pub(super) fn count(number: usize) -> Arg {
    Arg::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The way to one's own cases.
pub(super) fn mine_button() -> Button {
    Button::menu("home-mine", Press::Menu(Menu::Mine).encode())
}
