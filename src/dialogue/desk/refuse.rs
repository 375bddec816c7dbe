//! Saying no to a question, with a reason that the asker reads in words.
//!
//! Never true of this file: a question is refused in one tap, or while the asker's last words are unread.

use super::claim::{held, over_own, remember_pressed, renew};
use super::{allowed, button, home, refusal, tell};
use crate::dialogue::action::{DeskAct, RefusalReason};
use crate::dialogue::ending;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth;
use crate::domain::CaseId;
use crate::domain::audit::Act;
use crate::domain::case::{Case, Closing, Refusal};
use crate::domain::roles::{Capability, Grant};
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::records::Note;
use crate::store::tables::Cases;

/// First: which reason?
pub fn choose(turn: &mut Turn, id: CaseId) -> Done {
    let ask = |case: &Case| {
        let reasons: Vec<Button> = RefusalReason::ALL
            .into_iter()
            .map(|reason| button(label(reason), DeskAct::RefuseFor(id, reason)))
            .collect();
        let screen = Screen::new(Msg::new("desk-refuse-why").with("code", Arg::Code(case.code)));
        let screen = screen.pairs(reasons);
        screen.row(vec![button("block-do", DeskAct::AskBlock(id)), button("desk-do-back", DeskAct::Show(id))])
    };
    step(turn, id, ask)
}

/// Then: sure?
pub fn confirm(turn: &mut Turn, id: CaseId, reason: RefusalReason) -> Done {
    let ask = |case: &Case| {
        Screen::new(
            Msg::new("desk-refuse-sure").with("code", Arg::Code(case.code)).with("reason", Arg::Msg(words(reason))),
        )
        .row(vec![button("desk-do-refuse-yes", DeskAct::Refuse(id, reason))])
        .row(vec![button("desk-do-back", DeskAct::Show(id))])
    };
    step(turn, id, ask)
}

fn step(turn: &mut Turn, id: CaseId, ask: impl FnOnce(&Case) -> Screen) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    if case.correcting.is_some() {
        return tell(turn, "hand-not-corrected");
    }
    turn.keep_hold(&grant, id, &case)?;
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, ask(&case), Some(id), false)
}

/// Last: the asker is told, the case is closed.
pub fn refuse(turn: &mut Turn, id: CaseId, reason: RefusalReason, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant)) = allowed(turn, Capability::Send)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = may_refuse(&grant, held(turn, &case, staff), &case) {
        return tell(turn, refusal(why));
    }
    if case.correcting.is_some() {
        return tell(turn, "hand-not-corrected");
    }
    turn.spend_token(tag)?;
    remember_pressed(turn, &mut case, staff);
    case.refused = Some(reason);
    turn.change(&grant, Act::Refused, id, &case)?;
    home::expect_no_more(turn, staff, id)?;
    youth::answer::refused(turn, id, &case, reason)?;
    let now = turn.now;
    ending::close(turn, id, Closing::Refused, now)?;
    let screen = Screen::new(Msg::new("desk-refused").with("code", Arg::Code(case.code)))
        .row(vec![button("desk-home", DeskAct::ShowDesk)]);
    turn.reply_new(screen, Note::Nothing)
}

fn may_refuse(grant: &Grant, held: Result<(), Refusal>, case: &Case) -> Result<(), Refusal> {
    debug_assert!(grant.capability() == Capability::Send, "a refusal needs the grant for it");
    held?;
    if case.unread { Err(Refusal::UnreadAddition) } else { Ok(()) }
}

fn label(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::OffTopic => "desk-refuse-off-topic",
        RefusalReason::OtherService => "desk-refuse-other-service",
        RefusalReason::NotAQuestion => "desk-refuse-no-question",
        RefusalReason::Insult => "desk-refuse-insult",
    }
}

fn words(reason: RefusalReason) -> &'static str {
    match reason {
        RefusalReason::OffTopic => "desk-reason-off-topic",
        RefusalReason::OtherService => "desk-reason-other-service",
        RefusalReason::NotAQuestion => "desk-reason-no-question",
        RefusalReason::Insult => "desk-reason-insult",
    }
}
