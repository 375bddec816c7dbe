//! What is written down once a row of the outbox has settled: where a message stands, that an answer arrived, that
//! somebody is gone.
//!
//! Never true of this file: "sent" is shown before the channel said so, or a row to somebody who is gone is tried on.

use super::desk::notices;
use super::turn::{Done, Turn};
use super::{ending, seating, street};
use crate::domain::audit::{Act, Doer};
use crate::domain::case::{Closing, Delivery, DeskCopy, Stage};
use crate::domain::moment::MINUTE_MS;
use crate::domain::{CaseId, DraftId, Moment, PersonId, RowId, StaffId};
use crate::messenger::MessageRef;
use crate::messenger::wire::Outcome;
use crate::outbox::{self, NewRow};
use crate::store::records::{Job, Note, OutboxRow, Owner, RowTo, Shows};
use crate::store::tables::{Cases, Drafts, Groups, Outbox, Routes, Tokens};

/// A row that waits after weather is tried again after one second, two, four …, at most an hour.
const RETRY_FIRST_MS: i64 = 1_000;
const RETRY_MAX_MS: i64 = 60 * MINUTE_MS;

pub fn handle(turn: &mut Turn, id: RowId, row: &OutboxRow, outcome: Outcome) -> Done {
    match outcome {
        Outcome::Delivered(message) => {
            turn.store.remove::<Outbox>(&id)?;
            delivered(turn, row, message)
        }
        Outcome::Retry { after_ms, .. } => {
            let mut row = row.clone();
            row.not_before = turn.now.plus_ms(patience_ms(row.tries, after_ms));
            row.tries = row.tries.saturating_add(1);
            turn.store.update::<Outbox>(&id, &row)?;
            may_stand_there(turn, &row)
        }
        Outcome::Refused => refused(turn, id, row),
        Outcome::Gone => {
            turn.store.remove::<Outbox>(&id)?;
            gone(turn, row)
        }
    }
}

/// How long to wait before the next attempt: what the channel asked for, or longer after many attempts.
pub fn patience_ms(tries: u16, asked_ms: i64) -> i64 {
    let own = RETRY_FIRST_MS.saturating_mul(1 << tries.min(12));
    asked_ms.max(own.min(RETRY_MAX_MS))
}

fn delivered(turn: &mut Turn, row: &OutboxRow, message: Option<MessageRef>) -> Done {
    let over = match &row.job {
        Job::Edit(message, _) => Some(*message),
        Job::Send(_) | Job::Document(_) | Job::Delete(_) | Job::Unbutton(_) | Job::Leave => None,
    };
    if let (Some(message), Job::Send(_) | Job::Document(_)) = (message, &row.job) {
        outbox::remember_sent(turn.store, &row.to, message, turn.now)?;
    }
    if let Some(message) = message.or(over) {
        match row.note {
            Note::Nothing | Note::IfThere | Note::Answer(_) | Note::Until(_) | Note::Offer(_) | Note::Awaited(_) => {}
            Note::Review(draft) => review_stands_at(turn, draft, message)?,
            Note::Directions(seat) => seating::address_stands_at(turn, seat, message)?,
            Note::Call { staff, case, token } => {
                token_stands_at(turn, token, message)?;
                call_stands_at(turn, DeskCopy { staff, message: message.0 }, case)?;
            }
            Note::Code { staff, token } => {
                token_stands_at(turn, token, message)?;
                turn.hides_soon(staff, message, "paper-written")?;
            }
            Note::Desk { staff, shows, token } => {
                token_stands_at(turn, token, message)?;
                desk_screen_stands_at(turn, DeskCopy { staff, message: message.0 }, shows)?;
                // What is typed at a desk for somebody with a card goes by the draft's own route.
                if let RowTo::Owner(Owner::Draft(draft)) = row.to {
                    review_stands_at(turn, draft, message)?;
                }
            }
        }
    }
    if let Note::Answer(case) = row.note {
        note_delivery(turn, case, Delivery::Sent)?;
    }
    last_words_said(turn, row)
}

/// One review at a time: when a second one was on its way already, the upper one goes.
fn review_stands_at(turn: &mut Turn, id: DraftId, message: MessageRef) -> Done {
    let Some(mut draft) = turn.store.get::<Drafts>(&id)? else { return Ok(()) };
    let older = draft.review.filter(|known| *known != message.0).map(|known| known.min(message.0));
    draft.review = Some(draft.review.map_or(message.0, |known| known.max(message.0)));
    turn.store.update::<Drafts>(&id, &draft)?;
    let Some(older) = older else { return Ok(()) };
    turn.stage(NewRow {
        to: outbox::to_draft(id),
        job: Job::Delete(vec![MessageRef(older)]),
        rank: crate::store::records::Rank::Person,
        note: Note::Nothing,
        about: None,
        not_before: turn.now,
    })
}

fn token_stands_at(turn: &mut Turn, token: Option<[u8; 16]>, message: MessageRef) -> Done {
    let Some(tag) = token else { return Ok(()) };
    let Some(mut screen) = turn.store.get::<Tokens>(&tag)? else { return Ok(()) };
    screen.message = Some(message.0);
    turn.store.update::<Tokens>(&tag, &screen)
}

/// It was taken while the call was on its way: the call says so at once.
fn call_stands_at(turn: &mut Turn, call: DeskCopy, id: CaseId) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return notices::call_over(turn, id, call, turn.now) };
    if case.stage != Stage::Waiting {
        return notices::call_over(turn, id, call, turn.now);
    }
    case.remember_call(call);
    turn.store.update::<Cases>(&id, &case)
}

fn desk_screen_stands_at(turn: &mut Turn, copy: DeskCopy, shows: Shows) -> Done {
    let (id, may_stay) = match shows {
        Shows::Nothing => return Ok(()),
        Shows::Case(id) | Shows::Delivery(id) => (id, turn.store.index.has(copy.staff, id)),
        Shows::Offer(id) => (id, turn.store.index.may_accept(copy.staff, id)),
    };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    // It closed, or went back to the queue, while this was on its way: what quotes it must not stay.
    if !may_stay {
        return turn.take_back(copy.staff, vec![MessageRef(copy.message)], turn.now);
    }
    case.remember_copy(copy);
    if matches!(shows, Shows::Delivery(_)) {
        case.status_at = Some(copy);
    }
    turn.store.update::<Cases>(&id, &case)
}

/// The answer was lost, and the card may stand where it was to come: from now on it goes with the others.
fn may_stand_there(turn: &mut Turn, row: &OutboxRow) -> Done {
    let Some((id, copy)) = outbox::may_stand(row) else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    if outbox::is_void(turn.store, row, turn.now) {
        // It is not sent again: see `Core::next_call`.
        return Ok(());
    }
    case.remember_copy(copy);
    turn.store.update::<Cases>(&id, &case)
}

fn note_delivery(turn: &mut Turn, id: CaseId, delivery: Delivery) -> Done {
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return Ok(()) };
    case.delivery = delivery;
    turn.store.update::<Cases>(&id, &case)?;
    notices::delivery(turn, id, &case)
}

/// After the last row to somebody who wiped everything, the address is forgotten.
fn last_words_said(turn: &mut Turn, row: &OutboxRow) -> Done {
    let RowTo::Owner(owner @ Owner::Farewell(_)) = row.to else { return Ok(()) };
    // The row at hand is removed in this turn and counted until the turn is kept.
    if turn.store.index.pending_to(&owner) > 1 {
        return Ok(());
    }
    forget_farewell(turn, owner)
}

/// Forgets the address kept for a goodbye.
pub fn forget_farewell(turn: &mut Turn, owner: Owner) -> Done {
    if let Some(key) = turn.store.key_of::<Routes>(&owner)? {
        turn.store.remove::<Routes>(&owner)?;
        turn.store.forget(key);
    }
    Ok(())
}

/// A request that can never succeed. An edit whose message is gone becomes a new message: the screen must be seen. It
/// keeps its place: what was written after it, a goodbye above all, comes after it.
fn refused(turn: &mut Turn, id: RowId, row: &OutboxRow) -> Done {
    // What is good for a while, in one place, is not put where nothing takes it away.
    let stays_away = matches!(row.note, Note::IfThere | Note::Until(_));
    if let (Job::Edit(_, screen), false) = (&row.job, stays_away) {
        return turn.store.update::<Outbox>(&id, &OutboxRow { job: Job::Send(screen.clone()), ..row.clone() });
    }
    turn.store.remove::<Outbox>(&id)?;
    if row.note == Note::IfThere { Ok(()) } else { last_words_said(turn, row) }
}

fn gone(turn: &mut Turn, row: &OutboxRow) -> Done {
    let RowTo::Owner(owner) = row.to else {
        return match outbox::person_at(turn.store, &row.to) {
            Some(person) => person_gone(turn, person),
            None => Ok(()),
        };
    };
    match owner {
        Owner::Case(case) => {
            if let Note::Answer(case) = row.note {
                note_delivery(turn, case, Delivery::Gone)?;
            }
            match turn.store.index.people.asker_of(case) {
                Some(person) => person_gone(turn, person),
                None => ending::close(turn, case, Closing::Gone, turn.now),
            }
        }
        Owner::Draft(draft) => ending::drop_draft(turn, draft),
        Owner::Seat(seat) => match turn.store.index.encounters.whose(seat) {
            Some(person) => person_gone(turn, person),
            None => Ok(()),
        },
        Owner::Follow(follow) => match turn.store.index.streets.whose(follow) {
            Some(person) => person_gone(turn, person),
            None => Ok(()),
        },
        Owner::Farewell(_) => forget_farewell(turn, owner),
        Owner::Group(group) => unlink_group(turn, group),
        // A member who blocked the bot keeps the role; the leases run out by themselves.
        Owner::Staff(_) => Ok(()),
    }
}

/// A young person blocked the bot or deleted the account: what is open ends, one case after the other, and places
/// are looked after.
pub fn person_gone(turn: &mut Turn, id: PersonId) -> Done {
    let own: Vec<CaseId> = turn.store.index.people.cases_of(id).collect();
    for case in own {
        let not_before = spread(turn);
        ending::close(turn, case, Closing::Gone, not_before)?;
    }
    street::person_gone(turn, id)?;
    seating::person_gone(turn, id)
}

/// A desk learns of a wipe or a block within so many minutes.
pub const SPREAD_MINUTES_MAX: i64 = 10;

/// A moment some minutes from now, each drawn on its own: notices about one person's cases must not fall together.
pub fn spread(turn: &mut Turn) -> Moment {
    let mut bytes = [0; 4];
    turn.store.random().fill(&mut bytes);
    let span = SPREAD_MINUTES_MAX * MINUTE_MS - MINUTE_MS;
    turn.now.plus_ms(MINUTE_MS + i64::from(u32::from_le_bytes(bytes)) % span)
}

/// A group that is not there any more is no longer told anything.
pub fn unlink_group(turn: &mut Turn, id: StaffId) -> Done {
    let owner = Owner::Group(id);
    let keys = [turn.store.key_of::<Groups>(&id)?, turn.store.key_of::<Routes>(&owner)?];
    turn.store.remove::<Routes>(&owner)?;
    turn.store.remove::<Groups>(&id)?;
    if keys.iter().all(Option::is_none) {
        return Ok(());
    }
    keys.into_iter().flatten().for_each(|key| turn.store.forget(key));
    turn.note(Doer::Nobody, Act::GroupUnlinked, None)
}
