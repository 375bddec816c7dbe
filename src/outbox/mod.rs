//! Effects that must survive a power cut: rows in the store, lanes in RAM, an address only at the moment of sending.
//!
//! Never true of this room: a row lies unsealed or outlives the key of what it speaks of; two rows to one address are
//! in flight at once; a screen is composed here (that is the talk's business).
//!
//! At least once, honestly: the channel has no idempotency key, so a send whose answer never came is sent again. To
//! keep doubles rare, one new message is in flight at a time unless the overall pace asks for more; edits and
//! deletions can be repeated and need no such care.

mod fair;
pub mod lanes;
mod origin;
mod pace;

pub use lanes::{Dispatch, Lanes, Waiting};
pub use origin::Origin;
pub use pace::Pace;

use crate::domain::case::DeskCopy;
use crate::domain::{CaseId, DraftId, FollowId, Moment, PersonId, RowId, SeatId, StaffId};
use crate::messenger::MessageRef;
use crate::messenger::wire::Call;
use crate::store::people::hour_of;
use crate::store::records::{Job, Note, OutboxRow, Owner, Rank, RouteRecord, RowTo, Shows};
use crate::store::tables::{Cases, Drafts, Follows, Groups, Outbox, Routes, SeatRecords};
use crate::store::{Store, StoreError};
use crate::vault::{Address, KeyRef};

/// A row as the talk asks for it.
pub struct NewRow {
    pub to: RowTo,
    pub job: Job,
    pub rank: Rank,
    pub note: Note,
    /// The case whose text the row quotes: the row is sealed under that case's key and dies with it.
    pub about: Option<CaseId>,
    pub not_before: Moment,
}

/// Stages a row. `Ok(None)` when what it speaks of has been forgotten: then there is nothing to say. Or when there is only
/// a paper card, to which nothing can be sent: whoever holds it comes to ask.
pub fn stage(store: &mut Store, row: NewRow, now: Moment) -> Result<Option<RowId>, StoreError> {
    if leads_to_a_card(store, &row.to)? {
        return Ok(None);
    }
    let Some(under) = key_for(store, &row)? else { return Ok(None) };
    let id = RowId::random(store.random());
    let seq = store.next_row_seq();
    let record = OutboxRow {
        seq,
        to: row.to,
        job: row.job,
        rank: row.rank,
        not_before: row.not_before,
        put_off: row.not_before > now,
        tries: 0,
        note: row.note,
    };
    store.put_new::<Outbox>(&id, &record, under)?;
    Ok(Some(id))
}

fn leads_to_a_card(store: &mut Store, to: &RowTo) -> Result<bool, StoreError> {
    match to {
        RowTo::Direct(address) => Ok(address.is_card()),
        RowTo::Owner(owner @ (Owner::Seat(_) | Owner::Case(_))) => {
            Ok(store.get::<Routes>(owner)?.is_some_and(|route| route.address.is_card()))
        }
        RowTo::Owner(Owner::Draft(_) | Owner::Staff(_) | Owner::Group(_) | Owner::Farewell(_) | Owner::Follow(_)) => {
            Ok(false)
        }
    }
}

fn key_for(store: &mut Store, row: &NewRow) -> Result<Option<KeyRef>, StoreError> {
    if let Some(case) = row.about {
        return store.key_of::<Cases>(&case);
    }
    match &row.to {
        RowTo::Direct(_) => Ok(store.epoch()),
        RowTo::Owner(owner) => match owner {
            Owner::Case(id) => store.key_of::<Cases>(id),
            Owner::Draft(id) => store.key_of::<Drafts>(id),
            // A desk's rows tell together what happened in one moment: they must not be readable for ever.
            Owner::Staff(_) => Ok(store.epoch()),
            Owner::Group(id) => store.key_of::<Groups>(id),
            Owner::Farewell(_) => store.key_of::<Routes>(owner),
            Owner::Seat(id) => store.key_of::<SeatRecords>(id),
            Owner::Follow(id) => store.key_of::<Follows>(id),
        },
    }
}

/// Where a row goes now. `None` when the route has been severed: the row will never be sent.
pub fn address_of(store: &mut Store, to: &RowTo) -> Result<Option<Address>, StoreError> {
    match to {
        RowTo::Direct(address) => Ok(Some(*address)),
        RowTo::Owner(owner) => Ok(store.get::<Routes>(owner)?.map(|route| route.address)),
    }
}

/// Would this row show a case to a member who does not have it any more, call to one that does not wait any more, send
/// somebody to what is over, say what nobody needs any more, or what is for a member to who was taken off the team? It was
/// decided when it was so, and is not sent.
pub fn is_void(store: &Store, row: &OutboxRow, now: Moment) -> bool {
    is_over(store, row, now) || meant_for(row).is_some_and(|staff| store.index.was_removed(staff))
}

/// The member for whom this row is as one of the team. Not what takes something off their screen, and not a word to who is
/// on it no more.
fn meant_for(row: &OutboxRow) -> Option<StaffId> {
    match (row.note, &row.to) {
        (Note::Desk { staff, .. } | Note::Call { staff, .. } | Note::Code { staff, .. }, _) => Some(staff),
        (Note::Until(_) | Note::Offer(_), RowTo::Owner(Owner::Staff(staff))) => Some(*staff),
        (
            Note::Nothing
            | Note::IfThere
            | Note::Answer(_)
            | Note::Review(_)
            | Note::Directions(_)
            | Note::Until(_)
            | Note::Offer(_)
            | Note::Awaited(_),
            _,
        ) => None,
    }
}

fn is_over(store: &Store, row: &OutboxRow, now: Moment) -> bool {
    match row.note {
        // A word on a delivery shows nothing of the case, and takes the place of the preview that does.
        Note::Desk { staff, shows: Shows::Delivery(_), .. } => !store.index.is_active(staff),
        Note::Desk { staff, shows: Shows::Case(case), .. } => !store.index.has(staff, case),
        Note::Desk { staff, shows: Shows::Offer(case), .. } => !store.index.may_accept(staff, case),
        Note::Call { staff, case, .. } => !store.index.can_take(staff, case),
        Note::Until(until) => until <= now,
        Note::Awaited(case) => !store.index.cases.get(&case).is_some_and(|case| case.is_desks()),
        Note::Offer(seat) => store.index.encounters.of_seat(seat).is_none_or(|encounter| !encounter.takes_people(now)),
        Note::Directions(seat) => store.index.encounters.of_seat(seat).is_none_or(|encounter| match row.rank {
            Rank::Screen => !encounter.shows_address(now),
            Rank::Help | Rank::Person | Rank::Desk | Rank::Reminder => !encounter.tells_the_way(now),
        }),
        Note::Nothing | Note::IfThere | Note::Answer(_) | Note::Review(_) => false,
        Note::Desk { shows: Shows::Nothing, .. } => false,
        // However late: nobody could use the card without it. For who was removed see above: the card is lost then.
        Note::Code { .. } => false,
    }
}

/// The case that this row, were it sent, would show in the place of a message that is there, and where. The power may have
/// gone while it was on its way: then it is to be taken back like one that arrived.
pub fn may_stand(row: &OutboxRow) -> Option<(CaseId, DeskCopy)> {
    let (Job::Edit(message, _), Note::Desk { staff, shows: Shows::Case(case) | Shows::Offer(case), .. }) =
        (&row.job, row.note)
    else {
        return None;
    };
    Some((case, DeskCopy { staff, message: message.0 }))
}

/// Is what it speaks of gone, although the row itself lies under another key?
pub fn is_forgotten(store: &Store, row: &OutboxRow) -> bool {
    matches!(row.note, Note::Directions(seat) if store.index.encounters.of_seat(seat).is_none())
}

/// May what is not sent any more have come there, before the power went? Then it is to be taken away all the same.
pub fn may_have_arrived(row: &OutboxRow) -> bool {
    may_stand(row).is_some() || matches!((&row.job, row.note), (Job::Edit(..), Note::Code { .. }))
}

/// The request that a row asks for.
pub fn call_of(job: Job) -> Call {
    match job {
        Job::Send(screen) => Call::Send(screen),
        Job::Document(file) => Call::Document(file),
        Job::Edit(message, to) => Call::Edit { message, to },
        Job::Delete(messages) => Call::Delete(messages),
        Job::Unbutton(message) => Call::Unbutton(message),
        Job::Leave => Call::Leave,
    }
}

/// Remembers a message of a private talk in its owner's route, so that it can be deleted on request.
pub fn remember(store: &mut Store, owner: Owner, message: MessageRef, now: Moment) -> Result<(), StoreError> {
    use crate::domain::limits::REMEMBERED_MESSAGES_MAX;
    const DELETABLE_HOURS: u32 = 48;
    let Some(mut route) = store.get::<Routes>(&owner)? else { return Ok(()) };
    let hour = hour_of(now);
    route.messages.retain(|(known, seen)| *known != message.0 && seen + DELETABLE_HOURS >= hour);
    if route.messages.len() >= REMEMBERED_MESSAGES_MAX {
        route.messages.remove(0);
    }
    route.messages.push((message.0, hour));
    store.update::<Routes>(&owner, &route)
}

/// Remembers a message that a row has just become, where a wipe will find it, if anything is kept of its reader.
pub fn remember_sent(store: &mut Store, to: &RowTo, message: MessageRef, now: Moment) -> Result<(), StoreError> {
    match to {
        RowTo::Owner(owner @ (Owner::Case(_) | Owner::Draft(_) | Owner::Seat(_) | Owner::Follow(_))) => {
            remember(store, *owner, message, now)
        }
        RowTo::Owner(Owner::Staff(_) | Owner::Group(_) | Owner::Farewell(_)) => Ok(()),
        RowTo::Direct(address) => match person_at(store, to) {
            Some(person) if store.index.people.knows(person) => {
                store.write_page(*address, None, vec![(message.0, hour_of(now))])
            }
            Some(_) | None => Ok(()),
        },
    }
}

/// The draft that went into a case last: a second press on it is told so.
pub fn note_sent(store: &mut Store, case: CaseId, draft: DraftId) -> Result<(), StoreError> {
    let owner = Owner::Case(case);
    let Some(route) = store.get::<Routes>(&owner)? else { return Ok(()) };
    store.update::<Routes>(&owner, &RouteRecord { sent: Some(draft), ..route })
}

/// To whom a row goes that names nobody's record.
pub fn person_at(store: &Store, to: &RowTo) -> Option<PersonId> {
    match to {
        RowTo::Owner(_) => None,
        RowTo::Direct(address) => Some(store.index.directory.person_at(*address)),
    }
}

/// What a member types for somebody with a card.
pub fn draft_at(store: &mut Store, staff: StaffId) -> Result<Option<DraftId>, StoreError> {
    let route = store.get::<Routes>(&Owner::Staff(staff))?;
    Ok(route.and_then(|route| store.index.directory.draft_of(route.address)))
}

/// To who writes a draft, for what must be said although the draft goes.
pub fn to_writer(store: &mut Store, draft: DraftId) -> Result<Option<RowTo>, StoreError> {
    let route = store.get::<Routes>(&Owner::Draft(draft))?;
    Ok(route.map(|route| RowTo::Direct(route.address)))
}

/// To who has a place, for what must be said although the place goes.
pub fn to_sitter(store: &mut Store, seat: SeatId) -> Result<Option<RowTo>, StoreError> {
    let route = store.get::<Routes>(&Owner::Seat(seat))?;
    Ok(route.map(|route| RowTo::Direct(route.address)))
}

/// Short hands for the talk: recipients by what they are to it.
pub fn to_asker(case: CaseId) -> RowTo {
    RowTo::Owner(Owner::Case(case))
}

pub fn to_follower(follow: FollowId) -> RowTo {
    RowTo::Owner(Owner::Follow(follow))
}

pub fn to_seat(seat: SeatId) -> RowTo {
    RowTo::Owner(Owner::Seat(seat))
}

pub fn to_staff(staff: StaffId) -> RowTo {
    RowTo::Owner(Owner::Staff(staff))
}

pub fn to_draft(draft: DraftId) -> RowTo {
    RowTo::Owner(Owner::Draft(draft))
}
