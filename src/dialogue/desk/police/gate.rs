//! What must be true before the police are asked about a question, and what a general question may not have in it.
//!
//! Never true of this file: a case that ever bore a code about violence by the police, a complaint or papers passes; the asker's
//! yes is presumed; a request is let through that still tells of somebody.

use crate::content::utf16_units;
use crate::dialogue::desk::answer;
use crate::dialogue::turn::Turn;
use crate::domain::Language;
use crate::domain::case::Case;
use crate::domain::request::{Betrays, betrays, is_complaint};
use crate::domain::triage::{ForLiaison, Triage};
use crate::messenger::{Arg, Msg};

/// May it ever be asked, whatever code it gets yet?
pub fn may_ever(case: &Case) -> bool {
    case.police_ok && !case.sorted.borne().any(Triage::is_never_for_liaison)
}

/// The proof that it may be asked now, or why not.
pub fn pass(turn: &Turn, case: &Case) -> Result<ForLiaison, &'static str> {
    if case.sorted.borne().any(Triage::is_never_for_liaison) {
        return Err("police-never");
    }
    if !case.police_ok {
        return Err("police-asker-no");
    }
    // A guess is nobody's word for it.
    if case.sorted.code().is_none() || case.sorted.is_guessed() {
        return Err("police-code-first");
    }
    let content = &turn.house.content;
    case.sorted.for_liaison(|code| content.allows_liaison(code)).ok_or("police-code-not")
}

/// What in it still tells of somebody, or what it must not be about; `None` when it is general.
pub fn betrayed(turn: &Turn, language: Language, reader: Language, text: &str) -> Option<Msg> {
    if is_complaint(text) {
        return Some(Msg::new("police-never"));
    }
    let mut found = betrays(text, turn.house.content.telling(language));
    if let Some(names) = turn.house.mask_names.get(&language) {
        let hints = &turn.house.redactor.redact(text, names).hints;
        found.extend((!hints.is_empty()).then_some(Betrays::Name));
    }
    found.extend(names_a_town(turn, text).then_some(Betrays::Place));
    let mut kinds: Vec<String> =
        found.into_iter().map(|one| turn.house.locale.text(reader, &Msg::new(said(one)))).collect();
    kinds.extend(answer::masked_kinds(turn, reader, text));
    if utf16_units(text) == 0 {
        return Some(Msg::new("desk-nothing-to-send"));
    }
    (!kinds.is_empty()).then(|| Msg::new("police-betrays").with("kinds", Arg::Text(kinds.join(", "))))
}

/// Does a general question look like one about violence by the police, a complaint or papers? It is a guess: its reader decides.
pub fn looks_like_never(turn: &Turn, text: &str) -> bool {
    turn.house.content.guesses(None, text).into_iter().any(Triage::is_never_for_liaison)
}

fn names_a_town(turn: &Turn, text: &str) -> bool {
    let padded = |text: &str| -> String {
        let words: Vec<&str> =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
        format!(" {} ", words.join(" ").to_lowercase())
    };
    let text = padded(text);
    turn.house
        .content
        .municipalities()
        .any(|town| [&town.name.nl, &town.name.fr].into_iter().any(|name| text.contains(&padded(name))))
}

fn said(what: Betrays) -> &'static str {
    match what {
        Betrays::Me => "police-has-me",
        Betrays::Number => "police-has-number",
        Betrays::When => "police-has-when",
        Betrays::Name => "police-has-name",
        Betrays::Place => "police-has-place",
    }
}
