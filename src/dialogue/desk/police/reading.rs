//! The second one of the team, who reads a general question before any liaison does.
//!
//! Never true of this file: whoever wrote it lets it go; the question itself is shown; it goes out although something about the
//! case has forbidden it meanwhile.

use super::{button, gate, note, said};
use crate::dialogue::action::{DeskAct, PoliceAct};
use crate::dialogue::desk::second::reads;
use crate::dialogue::desk::{allowed, home, over, tell};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case};
use crate::domain::limits::REQUESTS_GO_AT_MINUTE;
use crate::domain::request::{PoliceRequest, RequestRefusal};
use crate::domain::roles::{Capability, Grant, Staff, Standing};
use crate::domain::{CaseId, RequestId, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::schedule;
use crate::store::StoreError;
use crate::store::tables::{Cases, Requests};

/// Who may read it: those of its project who send answers, but for whoever wrote it.
pub(super) fn readers(turn: &Turn, request: &PoliceRequest) -> Vec<StaffId> {
    let members = turn.store.index.members.iter();
    let others = members.filter(|(id, member)| !is_own(turn, request, **id) && may_read(member, request));
    let mut others: Vec<StaffId> = others.map(|(id, _)| *id).collect();
    others.sort();
    others
}

fn may_read(member: &Staff, request: &PoliceRequest) -> bool {
    member.standing == Standing::Active && reads(member) && home::is_ours(member, Some(&request.project))
}

/// Written by this member, with this account or another one of theirs?
fn is_own(turn: &Turn, request: &PoliceRequest, staff: StaffId) -> bool {
    turn.store.index.is_same(request.author, staff)
}

fn is_for(turn: &Turn, request: &PoliceRequest, staff: StaffId) -> Result<(), RequestRefusal> {
    request.is_for(staff)?;
    if is_own(turn, request, staff) { Err(RequestRefusal::Own) } else { Ok(()) }
}

/// The first that waits for this member.
pub fn first_for(turn: &Turn, staff: StaffId, member: &Staff) -> Option<RequestId> {
    let mut all = turn.store.index.requests.all();
    all.find(|(_, request)| is_for(turn, request, staff).is_ok() && may_read(member, request)).map(|(id, _)| id)
}

struct Before {
    staff: StaffId,
    grant: Grant,
    request: PoliceRequest,
    case: Case,
}

fn before(turn: &mut Turn, id: RequestId) -> Result<Option<Before>, StoreError> {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(None) };
    let found = turn.store.get::<Requests>(&id)?.filter(|request| may_read(&member, request));
    let Some(request) = found else { return tell(turn, "police-gone").map(|()| None) };
    if let Err(why) = is_for(turn, &request, staff) {
        return tell(turn, said(why)).map(|()| None);
    }
    let Some(case) = turn.store.get::<Cases>(&request.case)? else { return tell(turn, "police-gone").map(|()| None) };
    Ok(Some(Before { staff, grant, request, case }))
}

pub fn show(turn: &mut Turn, id: RequestId) -> Done {
    let Some(Before { staff, request, case, .. }) = before(turn, id)? else { return Ok(()) };
    let mut screen = Screen::new("police-read").quote(request.text.clone());
    if let Some(sort) = turn.house.content.sort(request.topic) {
        let name = Arg::Both { nl: sort.name.nl.clone(), fr: sort.name.fr.clone() };
        screen = screen.say(Msg::new("police-topic").with("topic", name));
    }
    if gate::looks_like_never(turn, &request.text) || sounds_like_a_complaint(turn, request.case, &case)? {
        screen = screen.say("police-sounds");
    }
    let screen = screen
        .row(vec![
            button("police-do-approve", PoliceAct::Approve(id, request.version)),
            button("second-do-send-back", PoliceAct::SendBack(id, request.version)),
        ])
        .row(vec![super::super::button("desk-home", DeskAct::ShowDesk)]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Do the asker's words sound like a complaint or violence? Then the one who reads the general question is told so, and clears it.
fn sounds_like_a_complaint(turn: &mut Turn, id: CaseId, case: &Case) -> Result<bool, StoreError> {
    let asked = turn.thread(id, case)?.into_iter().filter(|entry| entry.by == By::Asker);
    let content = &turn.house.content;
    Ok(asked.map(|entry| entry.text).any(|text| content.is_private(case.topic.as_deref(), &text)))
}

pub fn approve(turn: &mut Turn, id: RequestId, version: u32, tag: [u8; 16]) -> Done {
    let Some(Before { staff, grant, mut request, case }) = before(turn, id)? else { return Ok(()) };
    let may = match gate::pass(turn, &case) {
        Ok(may) if case.is_open() => may,
        Ok(_) => return tell(turn, "police-gone"),
        Err(why) => return tell(turn, why),
    };
    let goes_at = schedule::next_minute(turn.now, REQUESTS_GO_AT_MINUTE);
    if let Err(why) = request.approve(&may, staff, version, goes_at) {
        return tell(turn, said(why));
    }
    turn.store.update::<Requests>(&id, &request)?;
    note(turn, &grant, Act::PoliceApproved, request.case)?;
    turn.spend_token(tag)?;
    done(turn, staff, Msg::new("police-approved").with("at", Arg::When(goes_at)))?;
    tell_author(turn, &request, &case, Msg::new("police-told-approved").with("at", Arg::When(goes_at)))
}

pub fn send_back(turn: &mut Turn, id: RequestId, version: u32, tag: [u8; 16]) -> Done {
    let Some(Before { staff, grant, mut request, case }) = before(turn, id)? else { return Ok(()) };
    if let Err(why) = request.send_back(staff, version) {
        return tell(turn, said(why));
    }
    turn.store.update::<Requests>(&id, &request)?;
    note(turn, &grant, Act::PoliceSentBack, request.case)?;
    turn.spend_token(tag)?;
    done(turn, staff, Msg::new("police-sent-back"))?;
    tell_author(turn, &request, &case, Msg::new("police-told-back"))
}

/// In the place of the general question, which leaves this chat.
fn done(turn: &mut Turn, staff: StaffId, said: Msg) -> Done {
    let over = over(turn, staff);
    let screen = Screen::new(said).row(vec![super::super::button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

pub(super) fn tell_author(turn: &mut Turn, request: &PoliceRequest, case: &Case, said: Msg) -> Done {
    if !turn.store.index.is_active(request.author) {
        return Ok(());
    }
    let screen = Screen::new(said.with("code", Arg::Code(case.code)))
        .row(vec![super::super::button("desk-take", DeskAct::Claim(request.case))]);
    turn.to_staff(request.author, screen, None)
}
