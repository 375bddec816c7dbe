//! What the police are asked for a question: its holder rewrites it in general words, a colleague reads that, all of a day go
//! out together, and what comes back is written anew for the asker.
//!
//! Never true of this room: something is asked of the police without the asker's yes and a code that allows it, looked at again
//! at each step; a word of the question reaches a liaison; what an officer wrote reaches a young person word for word.

mod gate;
mod going;
mod reading;

pub use going::half_hour;
pub use reading::{first_for, show as read};

use super::claim::{self, InHand, over_own};
use super::{allowed, answer, card, expect, home, team, tell, unused};
use crate::content::utf16_units;
use crate::dialogue::action::{DeskAct, PoliceAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::{Act, Doer};
use crate::domain::case::{By, Case, DeskCopy, Reply, Stage};
use crate::domain::limits::{REQUEST_UNITS_MAX, REQUESTS_MAX, REQUESTS_OF_CASE_MAX};
use crate::domain::request::{InputKind, PoliceRequest, RequestRefusal, RequestStage, is_copied};
use crate::domain::roles::{Awaiting, Capability, Grant, Role, Staff, Standing};
use crate::domain::{CaseId, RequestId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::{Cases, Requests};
use crate::store::{CaseSummary, StoreError};

/// Questions that a case rests for, until an answer is due within a day.
const RESTS_UNTIL_HOURS: i64 = 24;

pub fn act(turn: &mut Turn, meant: PoliceAct, tag: [u8; 16]) -> Done {
    match meant {
        PoliceAct::Open(case) => open(turn, case),
        PoliceAct::Write(case) => ask(turn, case),
        PoliceAct::HandIn(id, version) => hand_in(turn, id, version, tag),
        PoliceAct::Read(id) => reading::show(turn, id),
        PoliceAct::Approve(id, version) => reading::approve(turn, id, version, tag),
        PoliceAct::SendBack(id, version) => reading::send_back(turn, id, version, tag),
        PoliceAct::Drop(id) => drop_it(turn, id, tag),
    }
}

fn button(label: impl Into<Msg>, act: PoliceAct) -> Button {
    super::button(label, DeskAct::Police(act))
}

/// Behind "more", where the asker said yes and no code forbids it.
pub fn buttons(id: CaseId, case: &Case) -> Option<Button> {
    gate::may_ever(case).then(|| button("police-do", PoliceAct::Open(id)))
}

/// What its holder may do about it.
fn in_hand(turn: &mut Turn, id: CaseId) -> Result<Option<InHand>, StoreError> {
    let found = claim::in_hand(turn, id, Capability::Send)?;
    if let Some(held) = &found {
        turn.keep_hold(&held.grant, id, &held.case)?;
    }
    Ok(found)
}

/// The same by the request: whoever holds its case.
fn of_request(turn: &mut Turn, id: RequestId) -> Result<Option<(InHand, PoliceRequest)>, StoreError> {
    let found = turn.store.get::<Requests>(&id)?.filter(|request| !request.is_over());
    let Some(request) = found else { return tell(turn, "police-gone").map(|()| None) };
    Ok(in_hand(turn, request.case)?.map(|in_hand| (in_hand, request)))
}

fn open(turn: &mut Turn, id: CaseId) -> Done {
    let known = turn.store.index.requests.of(id).map(|(request_id, request)| (request_id, request.clone()));
    let Some((request_id, request)) = known else { return ask(turn, id) };
    let Some(InHand { staff, case, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let over = over_own(turn, staff, id);
    show(turn, staff, &case, (request_id, &request), over)
}

/// How it stands, for who holds the case.
fn show(
    turn: &mut Turn,
    staff: StaffId,
    case: &Case,
    (id, request): (RequestId, &PoliceRequest),
    over: Option<MessageRef>,
) -> Done {
    let stands = match &request.stage {
        RequestStage::Writing => Msg::new("police-stands-writing"),
        RequestStage::Waiting => Msg::new("police-stands-waiting"),
        RequestStage::Approved { goes_at } => Msg::new("police-stands-approved").with("at", Arg::When(*goes_at)),
        RequestStage::Out { due } => Msg::new("police-stands-out").with("due", Arg::On(*due)),
        RequestStage::Answered { .. } => Msg::new("police-stands-answered"),
        RequestStage::Declined => Msg::new("police-stands-declined"),
        RequestStage::Over => Msg::new("police-gone"),
    };
    let screen = Screen::new(Msg::new("police-title").with("code", Arg::Code(case.code)));
    let mut screen = screen.quote(request.text.clone()).say(stands);
    let mut row = Vec::new();
    if request.stage == RequestStage::Writing {
        row.push(button("police-do-hand-in", PoliceAct::HandIn(id, request.version)));
    }
    if request.is_unread() {
        row.push(button("desk-do-rewrite", PoliceAct::Write(request.case)));
    }
    if !row.is_empty() {
        screen = screen.row(row);
    }
    let back = super::button("desk-do-back", DeskAct::Show(request.case));
    let screen = screen.row(vec![button("police-do-drop", PoliceAct::Drop(id)), back]);
    turn.to_staff_over(staff, over, screen, Some(request.case), false)
}

/// The next text is the question in general words.
fn ask(turn: &mut Turn, id: CaseId) -> Done {
    let Some(InHand { staff, member, case, .. }) = in_hand(turn, id)? else { return Ok(()) };
    let known = turn.store.index.requests.of(id).map(|(_, request)| request.is_unread());
    if known == Some(false) {
        return tell(turn, "police-too-late");
    }
    if let Err(why) = gate::pass(turn, &case) {
        return tell(turn, why);
    }
    if turn.store.index.requests.whole(id).is_some_and(|(_, request)| request.said.len() >= REQUESTS_OF_CASE_MAX) {
        return tell(turn, "police-enough");
    }
    if known.is_none() && turn.store.index.requests.count() >= REQUESTS_MAX {
        return tell(turn, "police-too-many");
    }
    if liaisons(turn, &project_of(&case, &member)).is_empty() {
        return tell(turn, "police-nobody");
    }
    expect(turn, staff, Some(Awaiting::Police(id)))?;
    let msg = Msg::new("police-type")
        .with("code", Arg::Code(case.code))
        .with("language", Arg::Msg(card::language_name(case.language)))
        .with("max", Arg::Number(i64::try_from(REQUEST_UNITS_MAX).unwrap_or(i64::MAX)));
    turn.reply_new(Screen::new(msg), Note::Nothing)
}

/// Whose liaisons are asked: of the shared pool those of whoever works on it.
fn project_of(case: &Case, member: &Staff) -> String {
    case.project.clone().unwrap_or_else(|| member.project.clone())
}

fn liaisons(turn: &Turn, project: &str) -> Vec<StaffId> {
    let members = turn.store.index.members.iter();
    let own = members.filter(|(_, member)| {
        member.role == Role::Liaison && member.standing == Standing::Active && member.project == project
    });
    let mut own: Vec<StaffId> = own.map(|(id, _)| *id).collect();
    own.sort();
    own
}

/// What was typed as the general question, or an edit of it: what still tells of somebody is refused, and stays in the chat to be
/// changed.
pub fn typed(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return unused::gone(turn, message) };
    if let Err(why) = claim::renew(turn, &mut case, staff) {
        return unused::refused(turn, id, &case, why, message);
    }
    turn.keep_hold(&grant, id, &case)?;
    let text = text.trim();
    let wrong = match gate::pass(turn, &case) {
        Err(why) => Some(Screen::new(why)),
        Ok(_) if utf16_units(text) > REQUEST_UNITS_MAX => Some(answer::longer_than(text, REQUEST_UNITS_MAX)),
        Ok(_) if is_askers(turn, id, &case, text)? => Some(Screen::new("police-copies")),
        Ok(_) => gate::betrayed(turn, case.language, member.language, text).map(Screen::new),
    };
    if let Some(wrong) = wrong {
        case.remember_copy(DeskCopy { staff, message: message.0 });
        turn.keep_hold(&grant, id, &case)?;
        return turn.reply_new(wrong, Note::Nothing);
    }
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], turn.now)?;
    let Ok(may) = gate::pass(turn, &case) else { return Ok(()) };
    let known = turn.store.index.requests.of(id).map(|(request_id, request)| (request_id, request.clone()));
    let (request_id, request) = match known {
        Some((request_id, mut request)) => {
            if let Err(why) = request.rewrite(&may, text.to_owned(), staff) {
                return tell(turn, said(why));
            }
            turn.store.update::<Requests>(&request_id, &request)?;
            (request_id, request)
        }
        None => {
            let Some(under) = turn.store.key_of::<Cases>(&id)? else { return Ok(()) };
            let request_id = RequestId::random(turn.store.random());
            let mut request = PoliceRequest::new(&may, id, project_of(&case, &member), text.to_owned(), staff);
            // Another id: what a liaison has on the screen of the one before leads nowhere.
            if let Some((before, said)) = turn.store.index.requests.whole(id).map(|(id, it)| (id, it.said.clone())) {
                request.said = said;
                turn.store.remove::<Requests>(&before)?;
            }
            turn.store.put::<Requests>(&request_id, &request, under)?;
            (request_id, request)
        }
    };
    show(turn, staff, &case, (request_id, &request), None)
}

/// Is it what the asker wrote, word for word? They were promised that nobody of the police sees that.
fn is_askers(turn: &mut Turn, id: CaseId, case: &Case, text: &str) -> Result<bool, StoreError> {
    let thread = turn.thread(id, case)?;
    let asked = thread.iter().filter(|entry| entry.by == By::Asker);
    Ok(is_copied(asked.map(|entry| entry.text.as_str()), text))
}

/// A second one of the team is to read it. The case may be let go: it rests until there is an answer.
fn hand_in(turn: &mut Turn, id: RequestId, version: u32, tag: [u8; 16]) -> Done {
    let Some((InHand { staff, grant, case, .. }, mut request)) = of_request(turn, id)? else { return Ok(()) };
    if let Err(why) = gate::pass(turn, &case) {
        return tell(turn, why);
    }
    if let Err(why) = request.hand_in(version) {
        return tell(turn, said(why));
    }
    turn.store.update::<Requests>(&id, &request)?;
    note(turn, &grant, Act::PoliceAsked, request.case)?;
    turn.spend_token(tag)?;
    let readers = reading::readers(turn, &request);
    for reader in &readers {
        let screen = Screen::new("police-call").row(vec![button("police-do-read", PoliceAct::Read(id))]);
        turn.to_staff(*reader, screen, None)?;
    }
    turn.toast(if readers.is_empty() { "police-no-reader" } else { "police-handed-in" })?;
    let over = over_own(turn, staff, request.case);
    show(turn, staff, &case, (id, &request), over)
}

/// Without the police after all. What a liaison has on the screen leads to nothing any more, and what they have said stays known
/// as theirs.
fn drop_it(turn: &mut Turn, id: RequestId, tag: [u8; 16]) -> Done {
    let Some((InHand { staff, grant, case, .. }, request)) = of_request(turn, id)? else { return Ok(()) };
    let about = request.case;
    end(turn, id, request)?;
    note(turn, &grant, Act::PoliceDropped, about)?;
    turn.spend_token(tag)?;
    home::expect_no_more(turn, staff, about)?;
    turn.toast("police-dropped")?;
    let over = over_own(turn, staff, about);
    card::show(turn, staff, about, &case, over)
}

fn note(turn: &mut Turn, grant: &Grant, act: Act, case: CaseId) -> Done {
    let name = turn.store.case_name(&case)?;
    let by = turn.who.and_then(|who| who.member).map_or(Doer::Nobody, Doer::Member);
    turn.note_by(grant, by, act, name, None)
}

fn said(why: RequestRefusal) -> &'static str {
    match why {
        RequestRefusal::Own => "police-own",
        RequestRefusal::Changed => "desk-changed",
        RequestRefusal::NotNow => "police-not-now",
    }
}

/// Nothing more is asked. What was said of it stays known as theirs, as long as the text of its case is kept.
fn end(turn: &mut Turn, id: RequestId, mut request: PoliceRequest) -> Done {
    match request.end() {
        true => turn.store.update::<Requests>(&id, &request),
        false => turn.store.remove::<Requests>(&id),
    }
}

/// It was sorted: what lies with a liaison, or came from one, ends with a code that forbids it. The entry of the code says who
/// did so; what nobody of the police has seen is withdrawn at its hour, and its author told.
pub fn sorted(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let known = turn.store.index.requests.of(id).map(|(request_id, request)| (request_id, request.clone()));
    match known.filter(|(_, it)| !it.is_unread() && !gate::may_ever(case)) {
        Some((request_id, request)) => end(turn, request_id, request),
        None => Ok(()),
    }
}

/// It was answered or closed: nobody need be asked about it any more.
pub fn over(turn: &mut Turn, case: CaseId) -> Done {
    match turn.store.index.requests.of(case).map(|(id, request)| (id, request.clone())) {
        Some((id, request)) => end(turn, id, request),
        None => Ok(()),
    }
}

/// The text of the question is destroyed, and what the police said to it.
pub fn forget(turn: &mut Turn, case: CaseId) -> Done {
    match turn.store.index.requests.whole(case).map(|(id, _)| id) {
        Some(id) => turn.store.remove::<Requests>(&id),
        None => Ok(()),
    }
}

/// The asker wrote more: somebody reads that, whatever the police have been asked. What they wrote may forbid it too: then whoever
/// waits for an answer hears so.
pub fn asker_added(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let Some((request_id, mut request)) = turn.store.index.requests.of(id).map(|(id, it)| (id, it.clone())) else {
        return Ok(());
    };
    if !request.is_unread() && !gate::may_ever(case) {
        reading::tell_author(turn, &request, case, Msg::new("police-told-over"))?;
        return end(turn, request_id, request);
    }
    request.rests = false;
    turn.store.update::<Requests>(&request_id, &request)
}

/// Need nobody take it from the queue, because the police are being asked? Not when it is urgent, or promised within a day.
pub fn rests(turn: &Turn, id: CaseId, case: &CaseSummary) -> bool {
    let resting = turn.store.index.requests.of(id).is_some_and(|(_, it)| it.rests && it.is_under_way());
    resting && !case.urgent && turn.now.plus_hours(RESTS_UNTIL_HOURS) < case.promised()
}

/// What a liaison answered, for the one who writes to the asker.
pub fn input(turn: &mut Turn, case: CaseId) -> Result<Option<Screen>, StoreError> {
    let Some((id, _)) = turn.store.index.requests.of(case) else { return Ok(None) };
    // The record and not the index: it may have been left out just now.
    let Some(request) = turn.store.get::<Requests>(&id)? else { return Ok(None) };
    let Some((as_what, text)) = request.input() else { return Ok(None) };
    let head = match as_what {
        InputKind::Official => "police-input-official",
        InputKind::Experience => "police-input-experience",
    };
    Ok(Some(Screen::new(head).quote(text).say("police-input-rewrite")))
}

/// The text as the asker gets it: they read that the police were asked.
pub fn marked(turn: &Turn, id: CaseId, case: &Case, kind: Reply, text: &str) -> String {
    let is_with = kind.is_answer() && has_input(turn, id);
    if !is_with {
        return text.to_owned();
    }
    format!("{text}\n\n{}", turn.house.locale.text(case.language, &Msg::new("police-mark")))
}

pub fn has_input(turn: &Turn, case: CaseId) -> bool {
    turn.store.index.requests.of(case).is_some_and(|(_, request)| request.input().is_some())
}

/// Is it an officer's answer, word for word, to this question or another one, answered long ago perhaps?
pub fn is_theirs(turn: &Turn, text: &str) -> bool {
    is_copied(turn.store.index.requests.all().flat_map(|(_, request)| request.theirs()), text)
}

/// A liaison said something, or that there is nothing to say.
pub fn came(turn: &mut Turn, request: &PoliceRequest) -> Done {
    tell_waiting(turn, request, if request.input().is_some() { "police-came" } else { "police-came-none" })
}

/// Whoever works on the case hears it, else who asked, else those who answer for the project.
fn tell_waiting(turn: &mut Turn, request: &PoliceRequest, said: &'static str) -> Done {
    let Some(case) = turn.store.index.cases.get(&request.case) else { return Ok(()) };
    let (code, stage) = (Arg::Code(case.code), case.stage());
    let (to, act) = match stage {
        Stage::Claimed { holder, .. } => (holder, DeskAct::Show(request.case)),
        Stage::Waiting | Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => {
            (request.author, DeskAct::Claim(request.case))
        }
    };
    let told = match turn.store.index.is_active(to) {
        true => vec![to],
        false => team::deciders(turn, case.project().unwrap_or(&request.project)),
    };
    let label = if matches!(stage, Stage::Claimed { .. }) { "desk-do-read" } else { "desk-take" };
    for to in told {
        let msg = Msg::new(said).with("code", code.clone());
        turn.to_staff(to, Screen::new(msg).row(vec![super::button(label, act)]), None)?;
    }
    Ok(())
}

/// Its case is another project's now: what is asked goes along, and whoever has the case sees how it stands.
pub fn goes_along(turn: &mut Turn, case: &Case, id: CaseId, project: &str, to: StaffId) -> Done {
    let Some((request_id, mut request)) = turn.store.index.requests.of(id).map(|(id, it)| (id, it.clone())) else {
        return Ok(());
    };
    request.moves(project, to);
    turn.store.update::<Requests>(&request_id, &request)?;
    let said = if request.due().is_some() { "police-along-out" } else { "police-along" };
    let screen = Screen::new(Msg::new(said).with("code", Arg::Code(case.code)));
    turn.to_staff(to, screen.row(vec![button("police-do", PoliceAct::Open(id))]), None)
}
