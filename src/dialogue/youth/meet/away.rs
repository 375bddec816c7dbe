//! Who blocked the bot and came back: which places went meanwhile, said once.
//!
//! Never true of this file: an old "you wait" is the last word to somebody who does not wait any more; the same is said
//! twice; it is kept whose place it was once that was said.

use super::super::super::action::{Meet, Party};
use super::super::super::seating;
use super::super::super::turn::{Done, Turn};
use super::super::{first, home};
use super::button;
use crate::domain::encounter::Stage;
use crate::messenger::Screen;
use crate::store::records::Note;
use crate::store::tables::SeatRecords;

/// Before anything else is said to whoever is here again.
pub(in crate::dialogue::youth) fn tell(turn: &mut Turn) -> Done {
    for (seat, id) in turn.lost_seats() {
        let Some(record) = turn.store.get::<SeatRecords>(&seat)? else { continue };
        let Some(encounter) = turn.store.index.encounters.get(id).cloned() else { continue };
        if turn.language()?.is_none() {
            first::set_language(turn, record.language)?;
        }
        let again = encounter.takes_people(turn.now);
        let head = match encounter.stage {
            Stage::Cancelled { .. } => "seat-cancelled",
            Stage::Planned | Stage::Published if again => "seat-while-away",
            Stage::Planned | Stage::Published => "seat-while-away-over",
        };
        let screen = seating::about(Screen::new(head), turn, &encounter);
        let join = again.then(|| button("seat-again", Meet::Join(id, Party::Alone)));
        turn.reply_new(screen.row(join.into_iter().chain([home::button()]).collect()), Note::Nothing)?;
        seating::addresses_off(turn, seat, None)?.into_iter().try_for_each(|row| turn.stage(row))?;
        turn.store.forget_seat(seat)?;
    }
    Ok(())
}
