//! Codes for youth workers and partners: made, shown, taken back.
//!
//! Never true of this file: a screen tells who came by a code, or how many did; a code is made for an encounter that places
//! are given at in another way.

use super::{InHand, button, in_hand, keep_published, number, over, poster, say};
use crate::dialogue::action::MeetAct;
use crate::dialogue::desk::tell;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::meet;
use crate::domain::audit::Act;
use crate::domain::encounter::{CodeRefusal, Encounter, Way};
use crate::domain::limits::{CODE_USES_MAX, CODES_MAX};
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;

/// How many may come by a code that is made with one press: somebody whom a youth worker has in mind, or a small group.
const PEOPLE: [u8; 2] = [1, CODE_USES_MAX];

/// The button on an encounter at which codes go first.
pub(super) fn offered(turn: &Turn, id: EncounterId, encounter: &Encounter) -> Option<Button> {
    has_codes(turn, encounter).then(|| button("plan-do-codes", MeetAct::Codes(id)))
}

fn has_codes(turn: &Turn, encounter: &Encounter) -> bool {
    encounter.has_codes() && encounter.takes_people(turn.now)
}

/// An encounter of the own project with codes.
pub(super) fn with_codes(turn: &mut Turn, id: EncounterId) -> Result<Option<InHand>, StoreError> {
    match in_hand(turn, id)? {
        Some(found) if has_codes(turn, &found.encounter) => Ok(Some(found)),
        Some(_) => tell(turn, "plan-not-now").map(|()| None),
        None => Ok(None),
    }
}

pub(super) fn show(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = with_codes(turn, id)? else { return Ok(()) };
    put(turn, staff, id, &encounter)
}

/// All that are good, as links to be sent on.
fn put(turn: &mut Turn, staff: StaffId, id: EncounterId, encounter: &Encounter) -> Done {
    let by_code = if encounter.sharing.way == Way::CodesFirst { "plan-codes" } else { "plan-codes-phase" };
    let mut screen = Screen::new(by_code);
    for code in encounter.codes.iter() {
        let line = Msg::new("plan-code").with("number", Arg::Number(code.number.into()));
        let line = line.with("people", Arg::Number(code.people.into()));
        screen = screen.say(line).quote(meet::referral_link(turn, id, code.number));
    }
    let make = |people: u8| {
        button(Msg::new("plan-do-code").with("people", Arg::Number(people.into())), MeetAct::MakeCode(id, people))
    };
    if encounter.codes.iter().count() < CODES_MAX {
        screen = screen.row(PEOPLE.map(make).to_vec());
    }
    let end = (!encounter.codes.is_empty()).then(|| button("plan-do-end-code", MeetAct::AskEndCode(id)));
    let picture = poster::codes_offered(turn, id, encounter);
    if !encounter.codes.is_empty() {
        screen = screen.row(end.into_iter().chain(picture).collect());
    }
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::Open(id))]))
}

pub(super) fn make(turn: &mut Turn, id: EncounterId, people: u8, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = with_codes(turn, id)? else { return Ok(()) };
    match encounter.codes.make(people) {
        Ok(_) => {}
        Err(CodeRefusal::Enough | CodeRefusal::People) => {
            return turn.alert(Msg::new("plan-codes-enough").with("max", number(CODES_MAX)));
        }
    }
    keep_published(turn, &grant, Act::CodeMade, id, &encounter)?;
    turn.spend_token(tag)?;
    put(turn, staff, id, &encounter)
}

/// Which of them?
pub(super) fn ask_end(turn: &mut Turn, id: EncounterId) -> Done {
    let Some(InHand { staff, encounter, .. }) = with_codes(turn, id)? else { return Ok(()) };
    let mut screen = Screen::new("plan-code-which");
    let end = |number: u8| {
        button(Msg::new("plan-do-end-number").with("number", Arg::Number(number.into())), MeetAct::EndCode(id, number))
    };
    let buttons: Vec<Button> = encounter.codes.iter().map(|code| end(code.number)).collect();
    screen = screen.pairs(buttons);
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-back", MeetAct::Codes(id))]))
}

/// Whoever came by it keeps what they have.
pub(super) fn end(turn: &mut Turn, id: EncounterId, number: u8, tag: [u8; 16]) -> Done {
    let Some(InHand { staff, grant, mut encounter, .. }) = with_codes(turn, id)? else { return Ok(()) };
    if encounter.codes.end(number) {
        keep_published(turn, &grant, Act::CodeEnded, id, &encounter)?;
        turn.spend_token(tag)?;
    }
    put(turn, staff, id, &encounter)
}
