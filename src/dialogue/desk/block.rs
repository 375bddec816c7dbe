//! Closing the bot for somebody who threatens, insults or floods it: by a case, for a reason, until a day.
//!
//! Never true of this file: somebody is blocked in one tap, without an end, or by who does not hold the case; the desk
//! learns who it is. Lifting works by the case's code, while the case is known; then the ban ends by its day.

use super::claim::{held, over_own, remember_pressed, renew};
use super::{allowed, button, home, refusal, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::ending;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth;
use crate::domain::audit::Act;
use crate::domain::ban::{BanReason, BanSpan};
use crate::domain::case::{Case, Closing, Refusal};
use crate::domain::roles::{Capability, Grant, authorize};
use crate::domain::{CaseId, Code};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::bans::Banned;
use crate::store::records::Note;
use crate::store::tables::{Cases, Members};

/// First: why?
pub fn choose(turn: &mut Turn, id: CaseId) -> Done {
    if is_by_card(turn, id)? {
        return tell(turn, "block-no-card");
    }
    step(turn, id, Capability::Block, |_, case| {
        let reasons: Vec<Button> =
            BanReason::ALL.into_iter().map(|reason| button(label(reason), DeskAct::BlockFor(id, reason))).collect();
        let screen = Screen::new(Msg::new("block-why").with("code", Arg::Code(case.code)));
        screen.pairs(reasons)
    })
}

/// Behind a card there is no account to which anything could be closed: the next question comes with another card.
fn is_by_card(turn: &mut Turn, id: CaseId) -> Result<bool, StoreError> {
    Ok(turn.store.get::<Cases>(&id)?.is_some_and(|case| case.helper.is_some()))
}

/// Then: until when? Longer than a month is a coordinator's.
pub fn span(turn: &mut Turn, id: CaseId, reason: BanReason) -> Done {
    step(turn, id, Capability::Block, |turn, case| {
        let member = turn.who.and_then(|who| who.member).and_then(|staff| turn.store.index.members.get(&staff));
        let may = |span: &BanSpan| member.is_some_and(|member| authorize(member, span.needs()).is_ok());
        let spans: Vec<Button> = BanSpan::ALL
            .into_iter()
            .filter(may)
            .map(|span| {
                let days = span.days(&turn.house.settings.retention);
                button(Msg::new("block-days").with("days", Arg::Number(days)), DeskAct::BlockUntil(id, reason, span))
            })
            .collect();
        let screen = Screen::new(Msg::new("block-until").with("code", Arg::Code(case.code)));
        screen.pairs(spans)
    })
}

/// Then: sure?
pub fn confirm(turn: &mut Turn, id: CaseId, reason: BanReason, span: BanSpan) -> Done {
    step(turn, id, span.needs(), |turn, case| {
        let until = span.until(turn.now.day(), &turn.house.settings.retention);
        Screen::new(
            Msg::new("block-sure")
                .with("code", Arg::Code(case.code))
                .with("reason", Arg::Msg(words(reason)))
                .with("day", Arg::On(until)),
        )
        .row(vec![button("block-do-yes", DeskAct::Block(id, reason, span))])
    })
}

fn step(turn: &mut Turn, id: CaseId, capability: Capability, ask: impl FnOnce(&Turn, &Case) -> Screen) -> Done {
    let Some((staff, _, grant)) = allowed(turn, capability)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    let screen = ask(turn, &case).row(vec![button("desk-do-back", DeskAct::Show(id))]);
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

/// Last: the case is closed, its asker is told, and asking is closed to them.
pub fn block(turn: &mut Turn, id: CaseId, reason: BanReason, span: BanSpan, tag: [u8; 16]) -> Done {
    let Some((staff, _, long)) = allowed(turn, span.needs())? else { return Ok(()) };
    let Some((_, _, grant)) = allowed(turn, Capability::Block)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = may_block((&long, span), held(turn, &case, staff), &case) {
        return tell(turn, refusal(why));
    }
    if case.helper.is_some() {
        return tell(turn, "block-no-card");
    }
    let until = span.until(turn.now.day(), &turn.house.settings.retention);
    match turn.store.ban(id, reason, until)? {
        Banned::Done => {}
        Banned::Full => return tell(turn, "block-full"),
        Banned::NobodyThere => return tell(turn, "desk-closed"),
    }
    turn.spend_token(tag)?;
    remember_pressed(turn, &mut case, staff);
    turn.change(&grant, Act::Blocked, id, &case)?;
    home::expect_no_more(turn, staff, id)?;
    let (now, why) = (turn.now, Closing::Blocked { until, reason });
    ending::close(turn, id, why, now)?;
    youth::answer::blocked(turn, id)?;
    let said = Msg::new("block-done").with("code", Arg::Code(case.code)).with("day", Arg::On(until));
    turn.reply_new(Screen::new(said).row(vec![button("desk-home", DeskAct::ShowDesk)]), Note::Nothing)
}

fn may_block((grant, span): (&Grant, BanSpan), held: Result<(), Refusal>, case: &Case) -> Result<(), Refusal> {
    debug_assert!(grant.capability() == span.needs(), "a ban needs the grant for its length");
    held?;
    if case.unread { Err(Refusal::UnreadAddition) } else { Ok(()) }
}

/// `/deblokkeer CODE`: a coordinator ends what a case of the own project, or of the pool, led to.
pub fn lift(turn: &mut Turn, typed: &str) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Unblock)? else { return Ok(()) };
    let Some(code) = Code::parse(typed) else { return tell(turn, "block-lift-how") };
    let Some(member) = turn.store.get::<Members>(&staff)? else { return Ok(()) };
    let known = turn.store.index.codes.get(&code).copied();
    let found = match known {
        Some(id) => turn.store.get::<Cases>(&id)?.map(|case| (id, case)),
        None => None,
    };
    let code = Arg::Code(code);
    let Some((id, case)) = found.filter(|(_, case)| home::is_ours(&member, case.project.as_deref())) else {
        return tell(turn, Msg::new("block-lift-none").with("code", code));
    };
    if turn.store.lift_bans(&id)? == 0 {
        return tell(turn, Msg::new("block-lift-none").with("code", code));
    }
    turn.change(&grant, Act::Unblocked, id, &case)?;
    youth::answer::unblocked(turn, id, &case)?;
    tell(turn, Msg::new("block-lifted").with("code", code))
}

fn label(reason: BanReason) -> &'static str {
    match reason {
        BanReason::Threats => "block-threats",
        BanReason::Insults => "block-insults",
        BanReason::Spam => "block-spam",
        BanReason::FakeQuestions => "block-fake",
    }
}

fn words(reason: BanReason) -> &'static str {
    match reason {
        BanReason::Threats => "block-reason-threats",
        BanReason::Insults => "block-reason-insults",
        BanReason::Spam => "block-reason-spam",
        BanReason::FakeQuestions => "block-reason-fake",
    }
}
