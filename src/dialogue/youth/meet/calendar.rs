//! An encounter for the calendar on somebody's phone: a file in the chat, and one that takes it out again.
//!
//! Never true of this file: an address or a nickname goes into a calendar, where others read along; who only waits gets a
//! date to keep.

use super::super::super::action::SeatVerb;
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::over;
use super::{list, places};
use crate::domain::encounter::{Encounter, SeatState, Stage};
use crate::domain::{EncounterId, Language, SeatId};
use crate::messenger::{Attachment, Button, FileKind, Msg};
use crate::outbox::{self, NewRow};
use crate::schedule::calendar::{Entry, file};
use crate::store::records::{Job, Note, Owner, Rank, RowTo};
use crate::store::tables::SeatRecords;

pub(in crate::dialogue) fn button(seat: SeatId) -> Button {
    seating::verb("calendar-get", seat, SeatVerb::Calendar)
}

/// The file for a place that is certain, as the encounter stands now.
pub(super) fn send(turn: &mut Turn, seat: SeatId) -> Done {
    let Some(mut record) = turn.store.get::<SeatRecords>(&seat)? else { return over(turn) };
    let Some(encounter) = turn.store.index.encounters.get(record.encounter).cloned() else { return over(turn) };
    if record.seat.state != SeatState::Confirmed || !encounter.is_ahead_or_on(turn.now) {
        return places::show(turn, seat);
    }
    turn.toast("calendar-sent")?;
    // One is on its way: an impatient thumb gets no second one.
    if turn.store.index.pending_to(&Owner::Seat(seat)) > 0 && record.in_calendar {
        return Ok(());
    }
    record.in_calendar = true;
    let (id, language) = (record.encounter, record.language);
    turn.store.update::<SeatRecords>(&seat, &record)?;
    stage(turn, outbox::to_seat(seat), id, &encounter, language)
}

/// The same encounter once more, as cancelled. Whoever has the button may have it: it says what everybody was told.
pub(super) fn take_out(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(encounter) = turn.store.index.encounters.get(id).cloned() else { return list::gone(turn) };
    let Stage::Cancelled { .. } = encounter.stage else { return list::gone(turn) };
    turn.toast("calendar-sent")?;
    let (to, language) = (turn.here(), turn.language()?.unwrap_or(Language::Nl));
    stage(turn, to, id, &encounter, language)
}

fn stage(turn: &mut Turn, to: RowTo, id: EncounterId, encounter: &Encounter, language: Language) -> Done {
    let days = encounter.day_spans();
    let Some((&(starts, ends), later)) = days.split_first() else { return Ok(()) };
    let cancelled = matches!(encounter.stage, Stage::Cancelled { .. });
    let locale = &turn.house.locale;
    let area = locale.text(language, &Msg::new("calendar-area").with("area", seating::area(turn, encounter)));
    let entry = Entry {
        id,
        revision: encounter.revision,
        written: turn.now,
        starts,
        ends,
        later,
        title: encounter.title(language),
        area: &area,
        cancelled,
    };
    let caption = Msg::new(if cancelled { "calendar-open-cancelled" } else { "calendar-open" });
    let job = Job::Document(Attachment {
        name: locale.text(language, &Msg::new("calendar-file")),
        kind: FileKind::Calendar,
        bytes: file(&entry).into_bytes(),
        caption: locale.text(language, &caption),
    });
    let now = turn.now;
    turn.stage(NewRow { to, job, rank: Rank::Screen, note: Note::Nothing, about: None, not_before: now })
}
