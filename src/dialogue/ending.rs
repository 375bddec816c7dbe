//! How things end: a case closes, its link is cut, its text is destroyed; a draft is dropped; a person is forgotten.
//!
//! Never true of this file: a key outlives what it was made for, or two halves of one link are cut side by side in
//! one commit (the store's files keep neighbours for ever; see `domain::person`).

use super::desk::notices;
use super::turn::{Done, Turn};
use crate::domain::case::{Case, Closing};
use crate::domain::person::Person;
use crate::domain::{CaseId, DraftId, Moment, PersonId};
use crate::outbox;
use crate::store::StoreError;
use crate::store::records::{OutboxRow, Owner, RouteRecord, RowTo};
use crate::store::tables::{Cases, Drafts, Entries, Outbox, Persons, Routes};
use crate::vault::{KeyClass, KeyRef};

/// Closes an open case: the desk is told and its copies of the text are taken back, not before a moment. The asker's
/// own list is kept right; what the asker is told is the caller's business.
pub fn close(turn: &mut Turn, id: CaseId, why: Closing, not_before: Moment) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    if !case.is_open() {
        return Ok(());
    }
    let today = turn.now.day();
    // The holder is read from the stage, so the desk is told first.
    notices::closed(turn, id, &mut case, why, not_before)?;
    case.close(today, why);
    turn.store.update::<Cases>(&id, &case)?;
    if let Some(person_id) = outbox::asker_of(turn.store, id)?
        && let Some(mut person) = turn.store.get::<Persons>(&person_id)?
    {
        person.mark(id, Some(today));
        turn.store.update::<Persons>(&person_id, &person)?;
    }
    Ok(())
}

/// Cuts the link between a closed case and its asker: nobody can reply or find the chat any more.
pub fn sever(turn: &mut Turn, id: CaseId) -> Done {
    let owner = Owner::Case(id);
    if let Some(key) = turn.store.key_of::<Routes>(&owner)? {
        turn.store.remove::<Routes>(&owner)?;
        turn.store.forget(key);
    }
    if let Some(mut case) = turn.store.get::<Cases>(&id)? {
        case.severed = true;
        turn.store.update::<Cases>(&id, &case)?;
    }
    Ok(())
}

/// Destroys a case's text, and the case with it.
pub fn shred(turn: &mut Turn, id: CaseId) -> Done {
    sever(turn, id)?;
    let Some(case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    let key = turn.store.key_of::<Cases>(&id)?;
    for number in 0..case.entries {
        turn.store.remove::<Entries>(&(id, number))?;
    }
    turn.store.remove::<Cases>(&id)?;
    key.into_iter().for_each(|key| turn.store.forget(key));
    Ok(())
}

/// The asker wants a case gone: closed, severed and destroyed at once. Desks learn of it not before a moment, so that
/// several cases of one person do not fall in the same second. The asker's own list is the caller's business.
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

/// Forgets a person's record and route. Their cases have ended before.
pub fn forget_person(turn: &mut Turn, id: PersonId) -> Done {
    let Some(key) = turn.store.key_of::<Persons>(&id)? else { return Ok(()) };
    turn.store.remove::<Routes>(&Owner::Person(id))?;
    turn.store.remove::<Persons>(&id)?;
    turn.store.forget(key);
    Ok(())
}

/// A person's record loses cases: it gets a new random id and a new key, and so do the routes of the cases that stay,
/// or older versions in the store's files would still tell whose the lost ones were.
pub fn renew_person(turn: &mut Turn, old_id: PersonId, mut person: Person, lost: &[CaseId]) -> Done {
    person.cases.retain(|case| !lost.contains(&case.id));
    if person.last_sent.is_some_and(|(_, code)| !person.cases.iter().any(|case| case.code == code)) {
        person.last_sent = None;
    }
    let Some(route) = turn.store.get::<Routes>(&Owner::Person(old_id))? else { return Ok(()) };
    let Some(old_key) = turn.store.key_of::<Persons>(&old_id)? else { return Ok(()) };
    let new_id = PersonId::random(turn.store.random());
    let new_key = turn.store.new_key(KeyClass::Person)?;
    turn.store.remove::<Routes>(&Owner::Person(old_id))?;
    turn.store.remove::<Persons>(&old_id)?;
    turn.store.put::<Persons>(&new_id, &person, new_key)?;
    turn.store.put::<Routes>(&Owner::Person(new_id), &RouteRecord { person: None, ..route }, new_key)?;
    turn.store.forget_after(old_key);
    // Who talks in this very turn is now known under the new id.
    if let Some(who) = turn.who.as_mut().filter(|who| who.person == Some(old_id)) {
        who.person = Some(new_id);
    }
    // What is still on its way to this person goes along.
    for row_id in turn.store.index.rows_to(&Owner::Person(old_id)) {
        let Some(row) = turn.store.get::<Outbox>(&row_id)? else { continue };
        let moved = OutboxRow { to: RowTo::Owner(Owner::Person(new_id)), ..row };
        turn.store.put::<Outbox>(&row_id, &moved, new_key)?;
    }
    for case in person.cases {
        let owner = Owner::Case(case.id);
        let Some(route) = turn.store.get::<Routes>(&owner)? else { continue };
        let Some(old) = turn.store.key_of::<Routes>(&owner)? else { continue };
        let fresh = turn.store.new_key(KeyClass::Route)?;
        turn.store.put::<Routes>(&owner, &RouteRecord { person: Some(new_id), ..route }, fresh)?;
        turn.store.forget_after(old);
    }
    Ok(())
}

/// Whether the asker can still be reached about a case, and so may add to it.
pub fn can_reopen(case: &Case) -> bool {
    case.is_open() || !case.severed
}
