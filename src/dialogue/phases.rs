//! The second part after the first: who was there gets a button for it, when the first is over.
//!
//! Never true of this file: a pass is given to somebody who was not there, while that was looked at; a pass is good for
//! another encounter, or for two people; a place says at which place of the earlier one its holder was.

use super::action::{CodeVerb, Meet, Press};
use super::seating::{about, tell};
use super::turn::{Done, Turn};
use crate::domain::encounter::phases::{Nonce, Pass, Phase, Proof};
use crate::domain::encounter::{Encounter, SeatRecord, SeatState};
use crate::domain::limits::PHASE_ANSWER_HOURS;
use crate::domain::{EncounterId, SeatId};
use crate::messenger::{Button, Screen};
use crate::schedule::offers;
use crate::store::records::Note;
use crate::vault::MacKey;

/// A pass for this encounter.
pub fn mint(tokens: &MacKey, encounter: EncounterId, nonce: Nonce) -> Pass {
    let whole = tokens.tag(&Pass::signed(encounter, nonce));
    let mut tag = [0; Pass::TAG_BYTES];
    tag.copy_from_slice(&whole[..Pass::TAG_BYTES]);
    Pass { nonce, tag }
}

/// Did we make it, for this encounter?
pub fn is_for(tokens: &MacKey, pass: &Pass, encounter: EncounterId) -> bool {
    tokens.verify(&Pass::signed(encounter, pass.nonce), &pass.tag)
}

/// To which encounter a pass leads.
pub fn target(turn: &Turn, pass: &Pass) -> Option<EncounterId> {
    let mut later = turn.store.index.encounters.all().filter(|(_, encounter)| encounter.after.is_some());
    later.find(|(id, _)| is_for(turn.store.tokens(), pass, *id)).map(|(id, _)| id)
}

/// Is the other so much later that whoever was at this one has the button, and time to press it? It is handed on when the
/// address is taken away, and nobody is woken up for it.
pub fn is_in_time(earlier: &Encounter, later: &Encounter) -> bool {
    let from = earlier.address_until().map(|over| offers::awake(over).plus_hours(PHASE_ANSWER_HOURS));
    from.zip(later.starts).is_some_and(|(from, starts)| from <= starts)
}

/// What comes after this one and can still be asked for, the earliest first.
fn later(turn: &Turn, phase: Phase) -> Vec<(EncounterId, Encounter)> {
    let all = turn.store.index.encounters.all();
    let comes_after = |encounter: &Encounter| encounter.after.as_ref().is_some_and(|after| after.of == phase);
    let open = all.filter(|(_, encounter)| comes_after(encounter) && encounter.takes_people(turn.now));
    let mut open: Vec<_> = open.map(|(id, encounter)| (id, encounter.clone())).collect();
    open.sort_by_key(|(id, encounter)| (encounter.starts, *id));
    open
}

/// It is over. Whoever was there hears of each part that follows, with a button; where nobody looked who was there, whoever
/// had a certain place.
pub fn hand_on(turn: &mut Turn, seat: SeatId, record: &SeatRecord, encounter: &Encounter, looked: bool) -> Done {
    let was_there = match record.seat.state {
        SeatState::Attended => true,
        SeatState::Confirmed => !looked,
        SeatState::Requested
        | SeatState::Waiting
        | SeatState::Offered { .. }
        | SeatState::Held { .. }
        | SeatState::Missed
        | SeatState::Ended(_) => false,
    };
    if !was_there || record.gone {
        return Ok(());
    }
    for (id, next) in later(turn, encounter.phase(record.encounter)) {
        let mut nonce = Nonce::default();
        turn.store.random().fill(&mut nonce);
        let pass = Proof::Pass(mint(turn.store.tokens(), id, nonce));
        let on = Button::menu("phase-go-on", Press::Meet(Meet::Code(pass, CodeVerb::View)).encode());
        let screen = about(Screen::new("phase-next"), turn, &next).row(vec![on]);
        let at = offers::awake(turn.now);
        tell(turn, seat, &screen, Note::Nothing, at)?;
    }
    Ok(())
}

/// The earlier one has another title now.
pub fn rename(turn: &mut Turn, phase: Phase, earlier: &Encounter) -> Done {
    for (id, mut one) in later(turn, phase) {
        if let Some(after) = &mut one.after {
            (after.title_nl, after.title_fr) = (earlier.title_nl.clone(), earlier.title_fr.clone());
        }
        turn.store.save_encounter(id, &one)?;
    }
    Ok(())
}

/// These do not take place. Where no date of them is left, what was to come after is for everybody.
pub fn open_what_follows(turn: &mut Turn, phase: Phase, cancelled: &[EncounterId]) -> Done {
    let is_left = |(id, one): (EncounterId, &Encounter)| {
        // Of one that is over, whoever was there has a pass.
        one.phase(id) == phase && one.is_published() && !cancelled.contains(&id)
    };
    if turn.store.index.encounters.all().any(is_left) {
        return Ok(());
    }
    for (later, mut one) in later(turn, phase) {
        one.after = None;
        turn.store.save_encounter(later, &one)?;
    }
    Ok(())
}
