//! "Mogen anderen dit ook lezen, zonder jou?": asked once, after an answer that helped, and free.
//!
//! Never true of this file: somebody is asked who was in danger, or whose question is about violence or a complaint; a
//! yes is taken from anybody but the asker, kept after a wipe, or kept for another answer than the one it was given about.

use super::super::action::{CaseVerb, Menu};
use super::super::turn::{Done, Turn};
use super::{answer, home, menu};
use crate::domain::CaseId;
use crate::domain::case::{By, Case, Sharing};
use crate::domain::limits::TEXT_DAYS_BEFORE_LIVE;
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Cases;

/// Adds the question to the thanks for a 👍, if it may be asked, and notes that it was.
pub(super) fn asked_with(turn: &mut Turn, id: CaseId, thanks: Screen) -> Result<Screen, StoreError> {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(thanks) };
    if case.sharing != Sharing::NotAsked || !may_be_asked(turn, id, &case)? {
        return Ok(thanks);
    }
    case.sharing = Sharing::Asked;
    turn.store.update::<Cases>(&id, &case)?;
    let days = Arg::Number(i64::from(TEXT_DAYS_BEFORE_LIVE));
    Ok(thanks.say(Msg::new("share-ask").with("days", days)).row(vec![
        answer::verb("share-yes", &case, CaseVerb::Share),
        answer::verb("share-no", &case, CaseVerb::KeepPrivate),
    ]))
}

fn may_be_asked(turn: &mut Turn, id: CaseId, case: &Case) -> Result<bool, StoreError> {
    // What only sounded like danger may be asked about once the desk has taken the mark off.
    if case.urgent || case.sorted.is_grave() || case.severed {
        return Ok(false);
    }
    let thread = turn.thread(id, case)?;
    let content = &turn.house.content;
    Ok(thread.iter().all(|entry| match entry.by {
        By::Asker => !content.is_private(case.topic.as_deref(), &entry.text),
        By::Desk(_) => true,
    }))
}

/// A yes counts for a case that is closed because it helped, and that was asked about.
pub(super) fn yes(turn: &mut Turn, id: CaseId, mut case: Case) -> Done {
    if !case.is_helped() || case.sharing == Sharing::NotAsked {
        return turn.toast("common-button-over");
    }
    case.sharing = Sharing::Yes;
    turn.store.update::<Cases>(&id, &case)?;
    let days = turn.house.settings.retention.link_days;
    let screen = Screen::new(Msg::new("share-thanks").with("days", Arg::Number(days)))
        .row(vec![back_out(&case)])
        .row(vec![menu("home-mine", Menu::Mine), home::button()]);
    turn.reply(screen)
}

pub(super) fn no(turn: &mut Turn, id: CaseId, mut case: Case) -> Done {
    if case.sharing == Sharing::Yes {
        case.sharing = Sharing::Asked;
        turn.store.update::<Cases>(&id, &case)?;
    }
    turn.reply(home::with_menu("share-private"))
}

/// The way back, for as long as it can still be found whose it is.
pub(super) fn back_out(case: &Case) -> Button {
    answer::verb("share-take-back", case, CaseVerb::KeepPrivate)
}
