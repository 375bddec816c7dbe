//! The first contact, in both languages at once, and the choice of a language.
//!
//! Never true of this file: a newcomer's first message is lost; a language tap alone leaves a record on the disk.

use super::super::action::{DraftVerb, Menu, Press};
use super::super::turn::{Done, Turn};
use super::{ask, draft, home, menu};
use crate::domain::{DraftId, Language};
use crate::messenger::{Button, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Drafts;

const CHOICES: [(&str, Language); 2] = [("first-language-nl", Language::Nl), ("first-language-fr", Language::Fr)];

/// Both languages, the truth in short, and one tap to choose. A text that waits keeps waiting behind the tap.
pub(super) fn screen(turn: &mut Turn) -> Done {
    let waiting = waiting(turn)?;
    let buttons = choice(turn)?;
    let text = if waiting.is_some() { "first-kept" } else { "first-welcome" };
    let screen = Screen::default().say_in_all(text).row(buttons).row(vec![menu("first-help", Menu::Help)]);
    match waiting {
        Some(id) => {
            ask::take_old_review_away(turn)?;
            turn.reply_new(screen, Note::Review(id))
        }
        None => turn.reply(screen),
    }
}

/// The two languages as buttons; with a text that waits, they lead to its review.
pub(super) fn choice(turn: &mut Turn) -> Result<Vec<Button>, StoreError> {
    let waiting = waiting(turn)?;
    let button = |(label, language)| match waiting {
        Some(id) => Button::menu(label, draft::data(id, DraftVerb::Language(language))),
        None => Button::menu(label, Press::Language(language).encode()),
    };
    Ok(CHOICES.map(button).to_vec())
}

/// The two languages as buttons, with nothing that waits behind them.
pub(super) fn languages() -> Vec<Button> {
    CHOICES.map(|(label, language)| Button::menu(label, Press::Language(language).encode())).to_vec()
}

fn waiting(turn: &mut Turn) -> Result<Option<DraftId>, StoreError> {
    Ok(turn.draft()?.filter(|(_, draft)| !draft.is_empty()).map(|(id, _)| id))
}

/// A language was tapped: on to the review when a text waits, else home.
pub(super) fn chosen(turn: &mut Turn, language: Language) -> Done {
    set_language(turn, language)?;
    match turn.draft()? {
        Some((id, waiting)) if !waiting.is_empty() => ask::back_to_review(turn, id, waiting),
        Some(_) | None => home::enter(turn),
    }
}

/// `/taal`, `/langue`: the other one.
pub(super) fn switch(turn: &mut Turn) -> Done {
    match turn.language()? {
        None => screen(turn),
        Some(language) => {
            set_language(turn, language.other())?;
            home::enter(turn)
        }
    }
}

/// Notes the language wherever this conversation is known: in a record if there is one, else in memory.
pub(super) fn set_language(turn: &mut Turn, language: Language) -> Done {
    let Some(who) = turn.who else { return Ok(()) };
    turn.memory.set_language(who.conversation, language);
    if let Some(mut person) = turn.person()? {
        person.language = language;
        turn.keep_person(person)?;
    }
    if let Some((id, mut waiting)) = turn.draft()? {
        waiting.language = Some(language);
        draft::rename_masks(turn, &mut waiting, language);
        turn.store.update::<Drafts>(&id, &waiting)?;
    }
    Ok(())
}
