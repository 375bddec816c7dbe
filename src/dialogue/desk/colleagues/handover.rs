//! Handing a case over to another project: to which, why, a line about it, and their yes.
//!
//! Never true of this file: another project reads a word of the question before it has said yes; a case is lost between two
//! projects; whoever offered it does not hear what became of that; the line about it stands in a chat when it is on offer no more.

use super::super::claim::{InHand, full, held, in_hand, is_full, lease, over_own, remember_pressed};
use super::super::{
    allowed, answer, button, card, expect, home, notices, outside, police, refusal, rungs, second, sort, tell, unused,
};
use super::{does, keep_note};
use crate::content::{Project, ProjectId, utf16_units};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::banner;
use crate::dialogue::deadlines;
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth;
use crate::domain::aside::{Aside, HandReason, HandRefusal, Whom};
use crate::domain::audit::Act;
use crate::domain::banner::BannerKind;
use crate::domain::case::{Case, Stage};
use crate::domain::deadline::Rung;
use crate::domain::limits::{HAND_HOURS, HAND_NOTE_UNITS_MAX, HAND_URGENT_HOURS};
use crate::domain::roles::{Awaiting, Capability, Grant, Role, Staff};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::records::Note;
use crate::store::tables::Cases;

/// Projects of one page; the other two buttons turn it and go back.
const PER_PAGE: usize = 4;

fn name(project: &Project) -> Arg {
    Arg::Both { nl: project.name.nl.clone(), fr: project.name.fr.clone() }
}

fn named(turn: &Turn, id: Option<&str>) -> Arg {
    let id = id.and_then(ProjectId::parse);
    id.and_then(|id| turn.house.content.project(&id)).map_or(Arg::Msg("hand-pool"), name)
}

/// Who of a project could say yes.
pub fn takers(turn: &Turn, project: &str) -> Vec<StaffId> {
    let mut takers: Vec<StaffId> = turn.store.index.takers(project).collect();
    takers.sort();
    takers
}

fn held_now(turn: &mut Turn, id: CaseId) -> Result<Option<(StaffId, Case)>, StoreError> {
    let Some(InHand { staff, grant, case, .. }) = in_hand(turn, id, Capability::HandOver)? else { return Ok(None) };
    if case.correcting.is_some() {
        tell(turn, "hand-not-corrected")?;
        return Ok(None);
    }
    turn.keep_hold(&grant, id, &case)?;
    Ok(Some((staff, case)))
}

/// First: to whom?
pub fn choose(turn: &mut Turn, id: CaseId, page: u8) -> Done {
    let Some((staff, case)) = held_now(turn, id)? else { return Ok(()) };
    let projects = turn.house.content.projects();
    let others = projects.iter().enumerate().filter(|(_, it)| case.project.as_deref() != Some(it.id.as_str()));
    let others: Vec<_> = others.filter_map(|(at, it)| u8::try_from(at).ok().map(|at| (at, name(it)))).collect();
    let (page, pages) = paging::at(page, others.len(), PER_PAGE);
    let shown = others.into_iter().skip(page * PER_PAGE).take(PER_PAGE);
    let buttons: Vec<Button> = shown
        .map(|(at, name)| does(Msg::new("hand-do-project").with("project", name), ColleagueAct::HandTo(id, at)))
        .collect();
    let screen = Screen::new(Msg::new("hand-which").with("code", Arg::Code(case.code)));
    let screen = screen.pairs(buttons);
    let mut last = vec![button("desk-do-back", DeskAct::Show(id))];
    if let Some(next) = paging::next(page, pages) {
        last.insert(0, does("filter-do-page", ColleagueAct::Hand(id, next)));
    }
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen.row(last), Some(id), false)
}

fn at(turn: &Turn, place: u8) -> Option<Project> {
    turn.house.content.projects().get(usize::from(place)).cloned()
}

/// Then: why? Somebody there must be able to say yes.
pub fn reasons(turn: &mut Turn, id: CaseId, place: u8) -> Done {
    let Some((staff, case)) = held_now(turn, id)? else { return Ok(()) };
    let Some(project) = at(turn, place) else { return tell(turn, "desk-dead-button") };
    if takers(turn, project.id.as_str()).is_empty() {
        return tell(turn, Msg::new("hand-nobody").with("project", name(&project)));
    }
    let msg = Msg::new("hand-why").with("code", Arg::Code(case.code)).with("project", name(&project));
    let mut screen = Screen::new(msg);
    if !project.languages.contains(&case.language) {
        let language = Arg::Msg(card::language_name(case.language));
        screen = screen.say(Msg::new("hand-language").with("language", language));
    }
    if let Some(banner) = banner::of_project(turn, project.id.as_str()) {
        let said = match banner.kind {
            BannerKind::Busy => "hand-busy",
            BannerKind::Closed => "hand-closed",
        };
        screen = screen.say(Msg::new(said).with("until", Arg::On(banner.until)));
    }
    let reasons: Vec<Button> = HandReason::ALL
        .into_iter()
        .map(|reason| does(reason_label(reason), ColleagueAct::HandFor(id, place, reason)))
        .collect();
    let screen = screen.pairs(reasons);
    let screen = screen.row(vec![button("desk-do-back", DeskAct::Show(id))]);
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

/// Then: a line about it, which is all that they read.
pub fn ask_note(turn: &mut Turn, id: CaseId, place: u8, reason: HandReason) -> Done {
    let Some((staff, mut case)) = held_now(turn, id)? else { return Ok(()) };
    let Some((_, _, grant)) = allowed(turn, Capability::HandOver)? else { return Ok(()) };
    let Some(project) = at(turn, place) else { return tell(turn, "desk-dead-button") };
    if let Err(why) = case.chooses_project(staff, project.id.as_str().to_owned(), reason) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    expect(turn, staff, Some(Awaiting::HandNote(id)))?;
    let max = Arg::Number(i64::try_from(HAND_NOTE_UNITS_MAX).unwrap_or(i64::MAX));
    let msg = Msg::new("hand-type-note").with("code", Arg::Code(case.code)).with("project", name(&project));
    turn.reply_new(Screen::new(msg.with("max", max)), Note::Nothing)
}

/// With that it is offered. Its text leaves this chat; until they say yes it stays its own project's.
pub fn typed(turn: &mut Turn, id: CaseId, text: &str, message: MessageRef) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::HandOver)? else { return Ok(()) };
    let text = text.trim();
    if utf16_units(text) > HAND_NOTE_UNITS_MAX {
        return turn.reply_new(answer::longer_than(text, HAND_NOTE_UNITS_MAX), Note::Nothing);
    }
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return unused::gone(turn, message) };
    if let Err(why) = held(turn, &case, staff) {
        return unused::refused(turn, id, &case, why, message);
    }
    let now = turn.now;
    let until = now.plus_hours(if case.urgent { HAND_URGENT_HOURS } else { HAND_HOURS });
    let reason = match case.aside.as_ref().map(|aside| &aside.whom) {
        Some(Whom::Project { reason, .. }) => *reason,
        // Whoever took it in hand again has chosen none.
        Some(Whom::Lawyer { .. }) | None => return unused::because(turn, "hand-choose-again", &case, message),
    };
    second::let_go(turn, &mut case);
    let to = match case.offer(staff, text.to_owned(), until) {
        Ok(to) => to,
        Err(why) => return unused::refused(turn, id, &case, why, message),
    };
    expect(turn, staff, None)?;
    turn.erase_at_staff(staff, vec![message], now)?;
    turn.recall_copies(&mut case, now)?;
    turn.change(&grant, Act::Offered(reason), id, &case)?;
    let call = if case.project.is_some() { "hand-call" } else { "hand-call-pool" };
    for taker in takers(turn, &to) {
        let screen = Screen::new(Msg::new(call).with("project", named(turn, Some(&member.project))))
            .row(vec![does("hand-do-look", ColleagueAct::Offer(id))]);
        turn.to_staff(taker, screen, None)?;
    }
    let msg = Msg::new("hand-offered").with("code", Arg::Code(case.code)).with("project", named(turn, Some(&to)));
    let screen = Screen::new(msg.with("until", Arg::When(until)));
    let back = vec![button("desk-do-take-back", DeskAct::Claim(id)), button("desk-home", DeskAct::ShowDesk)];
    turn.reply_new(screen.row(back), Note::Nothing)
}

/// Is it this member's project that was asked, and not they who asked? Out of the shared pool one may ask one's own.
pub fn is_asked(case: &Case, staff: StaffId, member: &Staff) -> bool {
    let is_offerer = case.aside.as_ref().is_some_and(|aside| aside.by == staff);
    !is_offerer && case.offered_to() == Some(member.project.as_str())
}

/// What was offered to this member's project, if it still is.
fn offered(turn: &mut Turn, id: CaseId) -> Result<Option<(StaffId, Staff, Case)>, StoreError> {
    let Some((staff, member, _grant)) = allowed(turn, Capability::HandOver)? else { return Ok(None) };
    let case = turn.store.get::<Cases>(&id)?.filter(|case| case.offered_to() == Some(member.project.as_str()));
    if case.is_none() {
        tell(turn, "hand-gone")?;
    }
    Ok(case.map(|case| (staff, member, case)))
}

/// What they are asked to take: everything but the question.
pub fn show(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, case)) = offered(turn, id)? else { return Ok(()) };
    let Some(Whom::Project { reason, note, .. }) = case.aside.as_ref().map(|aside| &aside.whom) else { return Ok(()) };
    let msg = Msg::new("hand-offer")
        .with("code", Arg::Code(case.code))
        .with("project", named(turn, case.project.as_deref()))
        .with("sort", sort::short(case.sorted.shown()))
        .with("language", Arg::Msg(card::language_name(case.language)))
        .with("promised", Arg::When(case.promised))
        .with("reason", Arg::Msg(reason_words(*reason)));
    let mut screen = Screen::new(msg).quote(note.clone().unwrap_or_default());
    if case.urgent {
        screen = screen.say("desk-card-urgent");
    }
    // Their closed days put off no date that was promised.
    if let Some((_, until)) = banner::of_project(turn, &member.project).and_then(|banner| banner.closed()) {
        screen = screen.say(Msg::new("hand-you-are-closed").with("until", Arg::On(until)));
    }
    let screen = screen
        .row(vec![does("hand-do-accept", ColleagueAct::Accept(id)), does("hand-do-refuse", ColleagueAct::AskNo(id))])
        .row(vec![button("desk-home", DeskAct::ShowDesk)]);
    let over = over_own(turn, staff, id);
    turn.offer_at_staff(staff, over, &screen, id)
}

/// Yes: it is theirs, and with whoever said so. The promise stays; whoever asked hears once who answers now.
pub fn accept(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, member, mut case)) = offered(turn, id)? else { return Ok(()) };
    let Some((_, _, grant)) = allowed(turn, Capability::HandOver)? else { return Ok(()) };
    if is_full(turn, staff, member.role) {
        return full(turn, member.role);
    }
    let (now, until) = (turn.now, lease(turn));
    let aside = match case.accept(member.project.clone(), staff, now, until) {
        Ok(aside) => aside,
        Err(why) => return tell(turn, refusal(why)),
    };
    let by = aside.by;
    keep_note(turn, id, &mut case, aside)?;
    turn.spend_token(tag)?;
    is_theirs(turn, &grant, staff, id, &mut case)?;
    let project = named(turn, Some(&member.project));
    tell_offerer(
        turn,
        by,
        Msg::new("hand-accepted").with("code", Arg::Code(case.code)).with("project", project),
        None,
    )?;
    announce(turn, (staff, &member), id, &case)
}

fn is_theirs(turn: &mut Turn, grant: &Grant, staff: StaffId, id: CaseId, case: &mut Case) -> Done {
    debug_assert!(grant.capability() == Capability::HandOver, "another project's case needs the grant for it");
    case.unread = false;
    leaves_chats(turn, staff, case)?;
    turn.change(grant, Act::OfferTaken, id, case)
}

fn announce(turn: &mut Turn, (staff, member): (StaffId, &Staff), id: CaseId, case: &Case) -> Done {
    youth::answer::handed_over(turn, id, case)?;
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, case, over)?;
    police::goes_along(turn, case, id, &member.project, staff)
}

/// Is nobody in this project who could answer, or offer anything to others?
pub fn is_left(turn: &Turn, project: Option<&str>) -> bool {
    project.is_some_and(|project| turn.store.index.takers(project).next().is_none())
}

/// Then what waits there is for the coordinators of the others, see `rungs::responsible`.
pub fn is_left_to(turn: &Turn, project: Option<&str>, member: &Staff) -> bool {
    member.role == Role::Coordinator && is_left(turn, project)
}

/// Is it of another project, and may this coordinator take it all the same? A project without one of its own has those of the
/// others: whoever was called to what lies there, or hears that its time is over, need not look on.
pub fn may_step_in(turn: &Turn, case: &Case, staff: StaffId, member: &Staff) -> bool {
    let project = case.project.as_deref();
    let waits = case.stage == Stage::Waiting || is_asked_by_nobody(turn, case);
    if home::is_ours(member, project) || !waits || case.is_aside() {
        return false;
    }
    let is_called = case.calls.iter().any(|call| call.staff == staff) || case.clock.rung() >= Rung::Over;
    let may = is_left_to(turn, project, member) || (is_called && rungs::responsible(turn, case).contains(&staff));
    may && !outside::is_guest(turn, case, staff, member)
}

/// Whoever asked something back is on the team no more: a colleague need not wait for the word that was to come.
pub fn is_asked_by_nobody(turn: &Turn, case: &Case) -> bool {
    matches!(case.stage, Stage::WaitingForAsker { holder, .. } if !turn.store.index.is_active(holder))
}

/// It is this coordinator's project's, as if it had been offered.
pub fn take_left(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::HandOver)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    let (now, until) = (turn.now, lease(turn));
    if is_asked_by_nobody(turn, &case) {
        case.release();
    }
    if let Err(why) = case.changes_project(member.project.clone(), staff, now, until) {
        return tell(turn, refusal(why));
    }
    deadlines::resume(turn, &mut case);
    notices::calls_over(turn, id, &mut case, now)?;
    is_theirs(turn, &grant, staff, id, &mut case)?;
    announce(turn, (staff, &member), id, &case)
}

/// What colleagues saw of the offer goes; the card comes in the place of the one that was pressed.
fn leaves_chats(turn: &mut Turn, staff: StaffId, case: &mut Case) -> Done {
    let (pressed, now) = (turn.pressed, turn.now);
    case.copies.retain(|copy| copy.staff != staff || pressed != Some(MessageRef(copy.message)));
    turn.recall_copies(case, now)
}

/// Its own project takes back what it offered.
pub fn taken_back(turn: &mut Turn, case: &mut Case) -> Done {
    let now = turn.now;
    if case.offered_to().is_some() { turn.recall_copies(case, now) } else { Ok(()) }
}

/// Whoever offered it waits for nobody's yes any more: a colleague has it.
pub fn tell_who_takes_back(turn: &mut Turn, case: &Case, staff: StaffId) -> Done {
    match case.aside.as_ref().filter(|aside| case.offered_to().is_some() && aside.by != staff) {
        Some(aside) => {
            let by = aside.by;
            tell_offerer(turn, by, Msg::new("hand-taken-back").with("code", Arg::Code(case.code)), None)
        }
        None => Ok(()),
    }
}

fn tell_offerer(turn: &mut Turn, by: StaffId, msg: Msg, take: Option<CaseId>) -> Done {
    if !turn.store.index.is_active(by) {
        return Ok(());
    }
    let screen = match take {
        Some(id) => Screen::new(msg).row(vec![button("desk-do-take-back", DeskAct::Claim(id))]),
        None => Screen::new(msg),
    };
    turn.to_staff(by, screen, None)
}

/// No: why?
pub fn ask_no(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, case)) = offered(turn, id)? else { return Ok(()) };
    let reasons: Vec<Button> =
        HandRefusal::ALL.into_iter().map(|why| does(no_label(why), ColleagueAct::No(id, why))).collect();
    let screen = Screen::new(Msg::new("hand-no-why").with("code", Arg::Code(case.code)));
    let screen = screen.pairs(reasons);
    let over = over_own(turn, staff, id);
    turn.offer_at_staff(staff, over, &screen.row(vec![does("desk-do-back", ColleagueAct::Offer(id))]), id)
}

/// It is in the queue of its own project again, in front, and whoever offered it hears why; of what is urgent all do.
pub fn refuse(turn: &mut Turn, id: CaseId, why: HandRefusal, tag: [u8; 16]) -> Done {
    let Some((staff, member, mut case)) = offered(turn, id)? else { return Ok(()) };
    let Some((_, _, grant)) = allowed(turn, Capability::HandOver)? else { return Ok(()) };
    let now = turn.now;
    remember_pressed(turn, &mut case, staff);
    turn.recall_copies(&mut case, now)?;
    let Some(aside) = case.ends_aside(now) else { return Ok(()) };
    let by = aside.by;
    keep_note(turn, id, &mut case, aside)?;
    turn.spend_token(tag)?;
    turn.change(&grant, Act::OfferRefused(why), id, &case)?;
    let msg = Msg::new("hand-refused")
        .with("code", Arg::Code(case.code))
        .with("project", named(turn, Some(&member.project)))
        .with("reason", Arg::Msg(no_words(why)));
    tell_offerer(turn, by, msg, Some(id))?;
    notices::waits_again(turn, id, &case)?;
    let screen = Screen::new(Msg::new("hand-no-said").with("code", Arg::Code(case.code)));
    turn.reply_new(screen.row(vec![button("desk-home", DeskAct::ShowDesk)]), Note::Nothing)
}

/// Nobody is left there who could say yes: the last one is not on the team any more, or may do less.
pub fn has_no_taker(turn: &Turn, case: &Case) -> bool {
    case.offered_to().is_some_and(|to| takers(turn, to).is_empty())
}

/// Nobody there said anything in time, or nobody is left who could.
pub fn lapsed(turn: &mut Turn, id: CaseId, case: &mut Case, aside: Aside) -> Done {
    let Whom::Project { to, .. } = &aside.whom else { return Ok(()) };
    let said = if takers(turn, to).is_empty() { "hand-nobody-left" } else { "hand-lapsed" };
    let msg = Msg::new(said).with("code", Arg::Code(case.code)).with("project", named(turn, Some(to)));
    let by = aside.by;
    keep_note(turn, id, case, aside)?;
    tell_offerer(turn, by, msg, Some(id))?;
    notices::waits_again(turn, id, case)
}

/// What is on offer: to this member's project, and by it.
pub fn lines(turn: &Turn, member: &Staff) -> Vec<(Msg, Button)> {
    let mut found = Vec::new();
    #[expect(clippy::iter_over_hash_type, reason = "sorted below, by a key that no two cases share")]
    for (id, case) in &turn.store.index.cases {
        let Some(to) = case.offered_to() else { continue };
        let code = Arg::Code(case.code);
        let item = if to == member.project {
            let line = Msg::new("hand-line-in").with("project", named(turn, case.project()));
            Some((line, does(Msg::new("hand-do-one").with("code", code.clone()), ColleagueAct::Offer(*id))))
        } else if home::is_ours(member, case.project()) {
            let line = Msg::new("hand-line-out").with("project", named(turn, Some(to)));
            Some((line, button(Msg::new("hand-do-back").with("code", code.clone()), DeskAct::Claim(*id))))
        } else {
            None
        };
        found.extend(item.map(|(line, button)| (case.place(), line.with("code", code), button)));
    }
    found.sort_by_key(|(place, _, _)| *place);
    found.into_iter().map(|(_, line, button)| (line, button)).collect()
}

fn reason_label(reason: HandReason) -> &'static str {
    match reason {
        HandReason::Theirs => "hand-theirs",
        HandReason::Language => "hand-their-language",
        HandReason::TheyKnow => "hand-they-know",
        HandReason::TooMuch => "hand-too-much",
    }
}

fn reason_words(reason: HandReason) -> &'static str {
    match reason {
        HandReason::Theirs => "hand-reason-theirs",
        HandReason::Language => "hand-reason-their-language",
        HandReason::TheyKnow => "hand-reason-they-know",
        HandReason::TooMuch => "hand-reason-too-much",
    }
}

fn no_label(why: HandRefusal) -> &'static str {
    match why {
        HandRefusal::NotOurs => "hand-not-ours",
        HandRefusal::NoTime => "hand-no-time",
        HandRefusal::NotOurLanguage => "hand-not-our-language",
    }
}

fn no_words(why: HandRefusal) -> &'static str {
    match why {
        HandRefusal::NotOurs => "hand-reason-not-ours",
        HandRefusal::NoTime => "hand-reason-no-time",
        HandRefusal::NotOurLanguage => "hand-reason-not-our-language",
    }
}
