//! General questions, to a liaison of the police: the words that two of the team have read, what they are about, and a day.
//!
//! Never true of this file: it looks at a case, or shows a code, an area, an hour or who asked; a liaison of another project sees
//! one; an answer goes to anybody but the team.

use super::{allowed, button, number, put};
use crate::content::utf16_units;
use crate::dialogue::action::ServiceAct;
use crate::dialogue::desk::{answer, expect, police, tell};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::limits::ANSWER_UNITS_MAX;
use crate::domain::request::{InputKind, PoliceRequest, RequestRefusal};
use crate::domain::roles::{Awaiting, Capability, Grant};
use crate::domain::{Day, RequestId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Requests;

/// On one page; with the next page and the encounters they are six buttons.
const PER_PAGE: usize = 4;

struct InHand {
    staff: StaffId,
    grant: Grant,
    request: PoliceRequest,
    due: Day,
}

fn in_hand(turn: &mut Turn, id: RequestId) -> Result<Option<InHand>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::AnswerForZone)? else { return Ok(None) };
    let found = turn.store.get::<Requests>(&id)?.filter(|request| request.project == member.project);
    match found.and_then(|request| request.due().map(|due| (request, due))) {
        Some((request, due)) => Ok(Some(InHand { staff, grant, request, due })),
        None => tell(turn, "service-request-gone").map(|()| None),
    }
}

/// `/vragen`.
pub fn list(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::AnswerForZone)? else { return Ok(()) };
    let all = turn.store.index.requests.all().filter(|(_, request)| request.project == member.project);
    let mut own: Vec<_> = all.filter_map(|(id, it)| it.due().map(|due| (due, id, it.topic))).collect();
    own.sort_by_key(|(due, id, _)| (*due, *id));
    let encounters = button("service-do-list", ServiceAct::List(0));
    if own.is_empty() {
        return put(turn, staff, Screen::new("service-requests-none").row(vec![encounters]));
    }
    let (at, pages) = paging::at(page, own.len(), PER_PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (place, (due, id, topic)) in (1..).zip(own.iter().skip(at * PER_PAGE).take(PER_PAGE)) {
        let line = Msg::new("service-request-line").with("number", number(place)).with("due", Arg::On(*due));
        let line = match turn.house.content.sort(*topic) {
            Some(sort) => line.with("topic", Arg::Both { nl: sort.name.nl.clone(), fr: sort.name.fr.clone() }),
            None => line.with("topic", Arg::Text(topic.name().to_owned())),
        };
        lines.push(turn.house.locale.text(member.language, &line));
        buttons.push(button(Msg::new("service-do-open").with("number", number(place)), ServiceAct::Request(*id)));
    }
    let screen = Screen::new("service-requests").quote(lines.join("\n"));
    let screen = screen.pairs(buttons);
    let mut last = vec![encounters];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", ServiceAct::Requests(next)));
    }
    put(turn, staff, screen.row(last))
}

pub fn show(turn: &mut Turn, id: RequestId) -> Done {
    let Some(InHand { staff, request, due, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let mut screen = Screen::new("service-request").quote(request.text);
    if let Some(sort) = turn.house.content.sort(request.topic) {
        let topic = Arg::Both { nl: sort.name.nl.clone(), fr: sort.name.fr.clone() };
        screen = screen.say(Msg::new("service-request-about").with("topic", topic).with("due", Arg::On(due)));
    }
    let screen = screen.row(vec![
        button("desk-do-answer", ServiceAct::AnswerRequest(id)),
        button("service-do-decline", ServiceAct::Decline(id)),
    ]);
    put(turn, staff, screen.row(vec![to_list()]))
}

fn to_list() -> Button {
    button("service-do-requests", ServiceAct::Requests(0))
}

/// The next text is the answer.
pub fn ask(turn: &mut Turn, id: RequestId) -> Done {
    let Some(InHand { staff, .. }) = in_hand(turn, id)? else { return Ok(()) };
    expect(turn, staff, Some(Awaiting::FromPolice(id)))?;
    let prompt = Msg::new("service-request-type").with("max", number(ANSWER_UNITS_MAX));
    turn.reply_new(Screen::new(prompt), Note::Nothing)
}

/// What was typed as an answer: it is said as something before it goes.
pub fn typed(turn: &mut Turn, id: RequestId, text: &str, message: MessageRef) -> Done {
    let Some(InHand { staff, mut request, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let text = text.trim();
    if utf16_units(text) > ANSWER_UNITS_MAX {
        return turn.reply_new(answer::longer_than(text, ANSWER_UNITS_MAX), Note::Nothing);
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    request.types(text.to_owned());
    turn.store.update::<Requests>(&id, &request)?;
    let screen = Screen::new("service-request-as")
        .quote(text)
        .row(vec![
            button("service-do-official", ServiceAct::SayAs(id, request.version, InputKind::Official)),
            button("service-do-experience", ServiceAct::SayAs(id, request.version, InputKind::Experience)),
        ])
        .row(vec![button("desk-do-rewrite", ServiceAct::AnswerRequest(id)), to_list()]);
    turn.to_staff(staff, screen, None)
}

/// What was shown, and nothing that was typed since.
pub fn say_as(turn: &mut Turn, id: RequestId, version: u32, as_what: InputKind) -> Done {
    let Some(InHand { staff, grant, mut request, .. }) = in_hand(turn, id)? else { return Ok(()) };
    match request.answer(version, as_what) {
        Ok(()) => {}
        Err(RequestRefusal::Changed) => return tell(turn, "service-request-changed"),
        Err(RequestRefusal::Own | RequestRefusal::NotNow) => return tell(turn, "service-request-gone"),
    }
    ended(turn, staff, &grant, id, &request)
}

pub fn decline(turn: &mut Turn, id: RequestId) -> Done {
    let Some(InHand { staff, grant, mut request, .. }) = in_hand(turn, id)? else { return Ok(()) };
    if request.decline().is_err() {
        return tell(turn, "service-request-gone");
    }
    ended(turn, staff, &grant, id, &request)
}

/// The log does not say which it was: a liaison's entry leads to no case.
fn ended(turn: &mut Turn, staff: StaffId, grant: &Grant, id: RequestId, request: &PoliceRequest) -> Done {
    turn.store.update::<Requests>(&id, request)?;
    turn.note_encounter(grant, Act::PoliceAnswered)?;
    police::came(turn, request)?;
    put(turn, staff, Screen::new("service-request-thanks").row(vec![to_list()]))
}
