//! Looking for words: typed, masked, found; and made a question when no card will do.
//!
//! Never true of this file: help for somebody in danger waits behind a search; what was typed is lost without a word;
//! words that were looked for go to the desk without being read again as a question.

use super::super::super::action::{DraftVerb, Look, Menu};
use super::super::super::turn::{Done, Turn};
use super::super::{ask, draft, help, home, menu};
use super::{From, button, choices};
use crate::content::Hits;
use crate::domain::DraftId;
use crate::domain::draft::{Draft, Purpose};
use crate::domain::limits::BUTTONS_MAX;
use crate::domain::redact::Redaction;
use crate::messenger::{Button, MessageRef, Screen};
use crate::store::records::Note;

/// Cards shown for one search; the sixth button asks a question.
const CARDS_MAX: usize = BUTTONS_MAX - 1;
/// How near a card must be to be shown as a guess, when none is near enough to be sure. Nonsense and small talk stay below
/// it; a single word that many cards share, or that none holds in this form, does not.
const PERHAPS: f32 = 0.7;

/// 🔎: the next text is what is looked for.
pub(super) fn open(turn: &mut Turn) -> Done {
    let Some(id) = begin(turn)? else { return Ok(()) };
    let screen =
        Screen::new("rights-search").row(vec![button("common-back", Look::Topics(0)), menu("home-help", Menu::Help)]);
    let over = turn.pressed;
    turn.reply_over(over, screen, Note::Review(id))
}

/// `/rechten woorden`: looked for at once.
pub(in crate::dialogue::youth) fn with(turn: &mut Turn, words: &str, message: MessageRef) -> Done {
    // What stands behind the command may be a cry for help, whether it can be looked for or not.
    danger_first(turn, words)?;
    let Some(id) = begin(turn)? else { return Ok(()) };
    let Some((_, waiting)) = turn.draft()? else { return Ok(()) };
    look_for(turn, id, waiting, words, message)
}

/// A text while somebody is searching.
pub(in crate::dialogue::youth) fn go_on(
    turn: &mut Turn,
    id: DraftId,
    waiting: Draft,
    words: &str,
    message: MessageRef,
) -> Done {
    danger_first(turn, words)?;
    look_for(turn, id, waiting, words, message)
}

fn danger_first(turn: &mut Turn, words: &str) -> Done {
    match turn.house.content.hears(words) {
        Some(heard) => help::danger_while_searching(turn, heard.level),
        None => Ok(()),
    }
}

/// A draft for the words. `None` when there is none, and it was said why.
fn begin(turn: &mut Turn) -> Result<Option<DraftId>, crate::store::StoreError> {
    if let Some((id, waiting)) = turn.draft()?
        && !waiting.is_empty()
        && waiting.purpose != Purpose::Search
    {
        // Something lies ready that was not sent. It is not thrown away for a search.
        let screen = Screen::new("rights-unsent")
            .row(vec![Button::menu("ask-see-review", draft::data(id, DraftVerb::Review))])
            .row(vec![Button::menu("review-stop", draft::data(id, DraftVerb::Drop)), home::button()]);
        turn.reply(screen)?;
        return Ok(None);
    }
    match draft::begin(turn, Purpose::Search)? {
        Some((id, _)) => Ok(Some(id)),
        None => ask::busy(turn).map(|()| None),
    }
}

fn look_for(turn: &mut Turn, id: DraftId, mut waiting: Draft, words: &str, message: MessageRef) -> Done {
    let masked = match draft::fitting(turn, waiting.language, 0, words) {
        Ok(masked) => masked,
        Err(over) => return ask::too_long(turn, None, over),
    };
    if masked.is_empty() {
        return turn.reply(home::with_menu("ask-empty"));
    }
    waiting.replacing = true;
    draft::push(&mut waiting, message, masked);
    ask::post_review(turn, id, waiting)
}

/// What was found, in the place of a review.
pub(in crate::dialogue::youth) fn results(turn: &Turn, id: DraftId, shown: &Redaction) -> Screen {
    let content = &turn.house.content;
    let words = shown.text.as_str();
    let in_danger = content.urgent_danger(words).is_some();
    let Hits { mut nearest, is_sure } = content.hits(words);
    // A guess is no comfort.
    nearest.retain(|found| is_sure || (!in_danger && found.score >= PERHAPS));
    let mut choices = choices(content, nearest.into_iter().filter_map(|found| content.card(&found.card)));
    choices.truncate(CARDS_MAX);
    let (title, next) = match (choices.is_empty(), is_sure, in_danger) {
        (true, _, true) => ("rights-danger", "rights-danger-next"),
        (true, _, false) => ("rights-nothing", "rights-nothing-next"),
        (false, true, _) => ("rights-found", "rights-found-next"),
        (false, false, _) => ("rights-unsure", "rights-found-next"),
    };
    let mut screen = Screen::new(title).quote(words).say(next);
    for choice in &choices {
        screen = screen.row(vec![choice.button(From::Found(id))]);
    }
    let mut last = vec![Button::menu("rights-ask", draft::data(id, DraftVerb::AskThis(String::new())))];
    if choices.len() < CARDS_MAX {
        last.push(button("common-back", Look::Topics(0)));
    }
    screen.row(last)
}

/// `/vraag` with a text behind it: a question, whatever somebody was looking for.
pub(in crate::dialogue::youth) fn end(turn: &mut Turn) -> Done {
    let Some((_, waiting)) = turn.draft()? else { return Ok(()) };
    if waiting.purpose != Purpose::Search {
        return Ok(());
    }
    draft::drop_here(turn)?;
    // Only now: what is sent under the draft's key would go with it. Of a search that was left, another screen stands there.
    match waiting.review {
        Some(results) if !is_left(&waiting) => turn.erase_here(vec![MessageRef(results)]),
        Some(_) | None => Ok(()),
    }
}

/// ❓ under what was found: the words become a question, to be read again before it goes.
pub(in crate::dialogue::youth) fn ask_this(turn: &mut Turn, id: DraftId, mut waiting: Draft, topic: &str) -> Done {
    make_question(&mut waiting);
    if let Some(topic) = crate::content::TopicId::parse(topic).and_then(|id| super::topic(&turn.house.content, &id)) {
        super::carry(&mut waiting, topic);
    }
    ask::back_to_review(turn, id, waiting)
}

pub(in crate::dialogue::youth) fn make_question(waiting: &mut Draft) {
    waiting.purpose = match waiting.purpose {
        Purpose::Search => Purpose::Question,
        own @ (Purpose::Question | Purpose::Unchosen | Purpose::Addition(_) | Purpose::Missing(_)) => own,
    };
}

/// Somebody has gone on to something else: the next text is not looked for.
pub(in crate::dialogue::youth) fn is_left(waiting: &Draft) -> bool {
    waiting.purpose == Purpose::Search && waiting.replacing
}
