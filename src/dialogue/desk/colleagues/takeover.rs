//! What colleagues hold, and taking it over from somebody who is silent.
//!
//! Never true of this file: the list shows a word of a case; somebody who wrote a moment ago loses it to anybody but a
//! coordinator; whoever had it is not told, or keeps its text.

use super::super::claim::{is_full, is_of_ours, lease, over_own};
use super::super::{allowed, button, card, home, notices, over, parked, second, tell};
use super::{does, handover, words};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::case::{Case, Stage};
use crate::domain::limits::{OTHERS_PER_PAGE, SILENT_MINUTES};
use crate::domain::moment::MINUTE_MS;
use crate::domain::queue::Place;
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::takeover::TakeOverReason;
use crate::domain::{CaseId, Moment, StaffId};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Cases;

/// A case that somebody else holds.
struct Held {
    place: Place,
    id: CaseId,
    holder: StaffId,
    until: Moment,
    stage: Stage,
}

fn held_by_others(turn: &Turn, staff: StaffId, member: &Staff) -> Vec<Held> {
    let mut held = Vec::new();
    #[expect(clippy::iter_over_hash_type, reason = "sorted below, by a key that no two cases share")]
    for (id, case) in &turn.store.index.cases {
        let Stage::Claimed { holder, until, .. } = case.stage() else { continue };
        if holder != staff && until > turn.now && home::is_ours(member, case.project()) {
            held.push(Held { place: case.place(), id: *id, holder, until, stage: case.stage() });
        }
    }
    held.sort_by_key(|held| (held.place, held.id));
    held
}

/// The way to what colleagues hold, when they hold something.
pub fn do_look(turn: &Turn, staff: StaffId, member: &Staff) -> Option<Button> {
    let may = authorize(member, Capability::TakeOver).is_ok();
    let is_something = || !held_by_others(turn, staff, member).is_empty() || !handover::lines(turn, member).is_empty();
    (may && is_something()).then(|| does("colleagues-do-others", ColleagueAct::Others(0)))
}

/// A page of what is on offer between projects, and of what others hold: a code, who, and for how long still.
pub fn others(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _grant)) = allowed(turn, Capability::TakeOver)? else { return Ok(()) };
    let mut all: Vec<(Msg, Option<Button>)> =
        handover::lines(turn, &member).into_iter().map(|(line, button)| (line, Some(button))).collect();
    let at_once = authorize(&member, Capability::TakeOverAtOnce).is_ok();
    let held = held_by_others(turn, staff, &member);
    all.extend(held.iter().filter_map(|held| held_line(turn, held, at_once)));
    let (page, pages) = paging::at(page, all.len(), OTHERS_PER_PAGE);
    let (mut lines, mut buttons) = (Vec::new(), Vec::new());
    for (line, button) in all.into_iter().skip(page * OTHERS_PER_PAGE).take(OTHERS_PER_PAGE) {
        lines.push(turn.house.locale.text(member.language, &line));
        buttons.extend(button);
    }
    let mut screen = match lines.is_empty() {
        true => Screen::new("colleagues-none"),
        false => Screen::new(Msg::new("colleagues-others").with("minutes", Arg::Number(SILENT_MINUTES)))
            .quote(lines.join("\n")),
    };
    screen = screen.pairs(buttons);
    let mut last = vec![button("desk-home", DeskAct::ShowDesk)];
    if let Some(next) = paging::next(page, pages) {
        last.insert(0, does("filter-do-page", ColleagueAct::Others(next)));
    }
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(last), None, false)
}

/// One of those: with a button when it may be taken over.
fn held_line(turn: &Turn, held: &Held, at_once: bool) -> Option<(Msg, Option<Button>)> {
    let code = Arg::Code(turn.store.index.cases.get(&held.id)?.code);
    let minutes = held.until.since_ms(turn.now).div_euclid(MINUTE_MS);
    let is_silent = held.stage.is_silent(turn.now);
    let line = Msg::new(if is_silent { "colleagues-line-silent" } else { "colleagues-line" })
        .with("code", code.clone())
        .with("who", words(turn, held.holder))
        .with("minutes", Arg::Number(minutes));
    let take = does(Msg::new("colleagues-do-one").with("code", code), ColleagueAct::TakeOver(held.id));
    Some((line, (at_once || is_silent).then_some(take)))
}

/// Why may it not be taken over now? `None` when it may.
fn why_not(turn: &Turn, case: &Case, staff: StaffId, member: &Staff) -> Option<&'static str> {
    let Some(holder) = case.holder() else { return Some("colleagues-not-held") };
    if !is_of_ours(turn, case, staff) || holder == staff {
        return Some("desk-dead-button");
    }
    let at_once = authorize(member, Capability::TakeOverAtOnce).is_ok();
    (!at_once && !case.stage.is_silent(turn.now)).then_some("colleagues-not-silent")
}

fn asked(turn: &mut Turn, id: CaseId) -> Result<Option<(StaffId, Case)>, StoreError> {
    let Some((staff, member, _grant)) = allowed(turn, Capability::TakeOver)? else { return Ok(None) };
    let Some(case) = turn.store.get::<Cases>(&id)? else {
        tell(turn, "desk-closed")?;
        return Ok(None);
    };
    if let Some(why) = why_not(turn, &case, staff, &member) {
        tell(turn, why)?;
        return Ok(None);
    }
    Ok(Some((staff, case)))
}

/// First: why?
pub fn choose(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, case)) = asked(turn, id)? else { return Ok(()) };
    let reasons: Vec<Button> = TakeOverReason::ALL
        .into_iter()
        .map(|reason| does(label(reason), ColleagueAct::TakeOverFor(id, reason)))
        .collect();
    let screen = Screen::new(Msg::new("colleagues-why").with("code", Arg::Code(case.code)));
    let screen = screen.pairs(reasons);
    let screen = screen.row(vec![does("desk-do-back", ColleagueAct::Others(0))]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Then: sure?
pub fn confirm(turn: &mut Turn, id: CaseId, reason: TakeOverReason) -> Done {
    let Some((staff, case)) = asked(turn, id)? else { return Ok(()) };
    let who = case.holder().map_or(Arg::Msg("log-somebody"), |holder| words(turn, holder));
    let msg = Msg::new("colleagues-sure").with("code", Arg::Code(case.code)).with("who", who);
    let screen = Screen::new(msg.with("reason", Arg::Msg(in_words(reason))))
        .row(vec![does("colleagues-do-yes", ColleagueAct::TakeOverYes(id, reason))])
        .row(vec![does("desk-do-back", ColleagueAct::Others(0))]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Last: whoever had it hears who has it now, and why. The draft stays.
pub fn take(turn: &mut Turn, id: CaseId, reason: TakeOverReason, tag: [u8; 16]) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::TakeOver)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Some(why) = why_not(turn, &case, staff, &member) {
        return tell(turn, why);
    }
    if is_full(turn, staff, member.role) {
        return super::super::claim::full(turn, member.role);
    }
    let (now, until) = (turn.now, lease(turn));
    // From a reader who is at it: somebody came.
    if !case.stage.is_silent(now) {
        second::let_go(turn, &mut case);
    }
    let Ok(before) = case.take_over(staff, now, until) else { return tell(turn, "colleagues-not-held") };
    case.unread = false;
    turn.spend_token(tag)?;
    turn.recall_copies(&mut case, now)?;
    notices::calls_over(turn, id, &mut case, now)?;
    turn.change_about(&grant, Act::TakenOver(reason), id, &case, before)?;
    tell_before(turn, &case, before, reason)?;
    home::expect_no_answer(turn, before, id)?;
    let over = over_own(turn, staff, id);
    card::show(turn, staff, id, &case, over)?;
    parked::remind(turn, staff, (id, case.code))
}

fn tell_before(turn: &mut Turn, case: &Case, before: StaffId, reason: TakeOverReason) -> Done {
    if !turn.store.index.is_active(before) {
        return Ok(());
    }
    let Some(by) = turn.who.and_then(|who| who.member) else { return Ok(()) };
    let msg = Msg::new("colleagues-taken-over")
        .with("code", Arg::Code(case.code))
        .with("who", words(turn, by))
        .with("reason", Arg::Msg(in_words(reason)));
    let screen = Screen::new(msg).row(vec![button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff(before, screen, None)
}

fn label(reason: TakeOverReason) -> &'static str {
    match reason {
        TakeOverReason::Silent => "colleagues-silent",
        TakeOverReason::Away => "colleagues-away",
        TakeOverReason::CannotWait => "colleagues-cannot-wait",
        TakeOverReason::Agreed => "colleagues-agreed",
    }
}

fn in_words(reason: TakeOverReason) -> &'static str {
    match reason {
        TakeOverReason::Silent => "colleagues-reason-silent",
        TakeOverReason::Away => "colleagues-reason-away",
        TakeOverReason::CannotWait => "colleagues-reason-cannot-wait",
        TakeOverReason::Agreed => "colleagues-reason-agreed",
    }
}
