//! How things end: a case closes, its link is cut, its text is destroyed; a draft is dropped.
//!
//! Never true of this file: a key outlives what it was made for, or a link is cut in two places: the case's route is
//! the only one, and what lies beside it lives for a night (see `store::people`).

use super::absence;
use super::desk::{notices, paper, police};
use super::turn::{Done, Turn};
use super::youth;
use crate::domain::case::{Case, Closing, Stage};
use crate::domain::draft::Purpose;
use crate::domain::figures::Happened;
use crate::domain::tally::Reaction;
use crate::domain::{CaseId, DraftId, Language, Moment};
use crate::messenger::{MessageRef, Screen};
use crate::outbox::{self, NewRow};
use crate::store::StoreError;
use crate::store::records::{FreshList, Job, Note, Owner, Rank};
use crate::store::tables::{CaseNotes, Cases, Drafts, Entries, Routes};
use crate::vault::KeyRef;

/// Closes an open case: the desk is told and its copies of the text are taken back, not before a moment. What the asker
/// is told is the caller's business.
pub fn close(turn: &mut Turn, id: CaseId, why: Closing, not_before: Moment) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    if !case.is_open() {
        return Ok(());
    }
    let today = turn.now.day();
    // The holder is read from the stage, so the desk is told first.
    notices::closed(turn, id, &mut case, why, not_before)?;
    police::over(turn, id)?;
    if let (Closing::Helped, Stage::Sent { holder, .. }) = (why, case.stage) {
        turn.count(case.project.as_deref(), Happened::Rated(Reaction::Helped));
        turn.count_own(holder, Happened::Helped);
    }
    case.close(today, why);
    turn.store.update::<Cases>(&id, &case)
}

/// Cuts the link between a closed case and its asker: nobody can reply or find the chat any more. What was written
/// beside it goes with a fresh list of people, and so does whoever has no case left.
pub fn sever(turn: &mut Turn, id: CaseId) -> Done {
    let owner = Owner::Case(id);
    if let Some(key) = turn.store.key_of::<Routes>(&owner)? {
        turn.store.remove::<Routes>(&owner)?;
        turn.store.forget(key);
        turn.store.want_fresh_list(FreshList::Soon);
    }
    if let Some(mut case) = turn.store.get::<Cases>(&id)? {
        case.severed = true;
        turn.store.update::<Cases>(&id, &case)?;
    }
    Ok(())
}

/// Destroys a case's text, and the case with it. The text's key goes only after the commit: the record alone knows on
/// which desks the text stands, and a power cut after the key and before the commit would leave it standing there.
pub fn shred(turn: &mut Turn, id: CaseId) -> Done {
    sever(turn, id)?;
    let Some(case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    let key = turn.store.key_of::<Cases>(&id)?;
    police::forget(turn, id)?;
    for number in 0..case.entries {
        turn.store.remove::<Entries>(&(id, number))?;
    }
    for number in 0..case.notes {
        turn.store.remove::<CaseNotes>(&(id, number))?;
    }
    turn.store.remove::<Cases>(&id)?;
    key.into_iter().for_each(|key| turn.store.forget_after(key));
    Ok(())
}

/// The asker wants a case gone: closed, severed and destroyed at once. Desks learn of it not before a moment, so that
/// several cases of one person do not fall in the same second.
pub fn wipe_case(turn: &mut Turn, id: CaseId, not_before: Moment) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    if case.is_open() {
        notices::closed(turn, id, &mut case, Closing::Wiped, not_before)?;
    } else {
        turn.recall_copies(&mut case, not_before)?;
    }
    shred(turn, id)
}

/// Drops an unsent draft with its key and its route: nobody wants it any more.
pub fn drop_draft(turn: &mut Turn, id: DraftId) -> Done {
    remove_draft(turn, id)?.into_iter().for_each(|key| turn.store.forget(key));
    Ok(())
}

/// A draft's time is over. Its review says so, and offers no ✅ any more. What was still to be shown of it goes with its
/// key: then whoever typed hears that much, and does not wait for an answer to something that is gone.
pub fn lapse_draft(turn: &mut Turn, id: DraftId) -> Done {
    let unseen = turn.store.index.pending_to(&Owner::Draft(id)) > 0;
    let told = absence::tell_writer(turn, id)?;
    let draft = turn.store.get::<Drafts>(&id)?.filter(|draft| !draft.is_empty());
    if let Some(worker) = draft.as_ref().and_then(|draft| draft.worker) {
        paper::words_lapsed(turn, worker, draft.and_then(|draft| draft.review).map(MessageRef))?;
        return spend_draft(turn, id);
    }
    let (Some(draft), Some(to)) = (draft, outbox::to_writer(turn.store, id)?) else {
        return if told { spend_draft(turn, id) } else { drop_draft(turn, id) };
    };
    let language = draft.language.unwrap_or(Language::Nl);
    let (rank, not_before) = (Rank::Person, turn.now);
    // Under the thumb at this moment, what is said to the press comes in its place. Cards that were found still open.
    let is_over = |review: &MessageRef| turn.pressed != Some(*review) && draft.purpose != Purpose::Search;
    if let Some(review) = draft.review.map(MessageRef).filter(is_over) {
        let screen = youth::draft::lapsed(turn.house.settings.retention.draft_minutes, draft.language);
        let job = Job::Edit(review, turn.render_for_youth(&screen, language));
        turn.stage(NewRow { to: to.clone(), job, rank, note: Note::IfThere, about: None, not_before })?;
    }
    if unseen && !told {
        let screen = match draft.language {
            Some(_) => Screen::new("ask-lapsed"),
            None => Screen::default().say_in_all("ask-lapsed"),
        };
        let job = Job::Send(turn.render_for_youth(&screen, language));
        turn.stage(NewRow { to, job, rank, note: Note::Nothing, about: None, not_before })?;
    }
    // Destroyed before the commit, the key could go in a power cut that this word does not outlive.
    spend_draft(turn, id)
}

/// Takes a draft away whose text moves into a case in the same turn. Its key goes only after the commit: destroyed
/// before, a power cut between the two would lose a question that somebody has just sent.
pub fn spend_draft(turn: &mut Turn, id: DraftId) -> Done {
    remove_draft(turn, id)?.into_iter().for_each(|key| turn.store.forget_after(key));
    Ok(())
}

fn remove_draft(turn: &mut Turn, id: DraftId) -> Result<Option<KeyRef>, StoreError> {
    let key = turn.store.key_of::<Drafts>(&id)?;
    turn.store.remove::<Routes>(&Owner::Draft(id))?;
    turn.store.remove::<Drafts>(&id)?;
    Ok(key)
}

/// Whether the asker can still be reached about a case, and so may add to it.
pub fn can_reopen(case: &Case) -> bool {
    case.is_open() || !case.severed
}
