//! A text that is read and approved: how it stands on the shelf, how it leaves it, and what the clock does with it.
//!
//! Never true of this file: a text stays on the shelf beyond its day; its owner did not hear of it before.

use super::{
    button, editor, hand_in, in_hand, is_draft, is_in_charge, keep, list, looks, put, reading, refusal, reply,
    tell_owners, to_list,
};
use crate::dialogue::action::TextAct;
use crate::dialogue::desk::tell;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::audit::Act;
use crate::domain::roles::Staff;
use crate::domain::team_text::{Months, TeamText, TextStage};
use crate::domain::{StaffId, TextId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::tables::TeamTexts;

/// The text whole, its state, and what can be done with it.
pub(super) fn view(turn: &Turn, member: &Staff, staff: StaffId, id: TextId, text: &TeamText) -> Screen {
    let mut screen = reading::whole(turn, Screen::new(list::state(turn, text)), text);
    if let Some(comment) = &text.comment {
        screen = screen.say("texts-comment").quote(comment.clone());
    }
    if let Some(kinds) = looks(turn, member.language, text) {
        screen = screen.say(Msg::new("texts-masks").with("kinds", Arg::Text(kinds)));
    }
    if is_in_charge(turn, member, staff, text) {
        let take_up = button("texts-do-take-up", TextAct::TakeUp(id));
        let withdraw = button("texts-do-withdraw", TextAct::Withdraw(id));
        screen = match text.stage {
            TextStage::Live { .. } => {
                screen.row(vec![take_up, withdraw]).row(vec![button("texts-do-longer", TextAct::AskLonger(id))])
            }
            TextStage::Waiting | TextStage::Approved => screen.row(vec![take_up, withdraw]),
            TextStage::Withdrawn => screen.row(vec![take_up, button("texts-do-drop", TextAct::AskDrop(id))]),
            TextStage::Writing => screen,
        };
    }
    screen.row(vec![button("desk-do-back", TextAct::List(text.kind, 0))])
}

/// Back to work: what was approved is approved no more, and what was shown is shown no more.
pub(super) fn take_up(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, _, grant, mut text)) = in_hand(turn, id)? else { return Ok(()) };
    let was_live = text.is_live();
    text.take_up(staff, turn.now.day());
    keep(turn, &grant, staff, id, &mut text)?;
    if was_live {
        turn.note_text(&grant, Act::TextWithdrawn, Some(id))?;
        turn.toast("texts-off-the-shelf")?;
    }
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

pub(super) fn withdraw(turn: &mut Turn, id: TextId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant, mut text)) = in_hand(turn, id)? else { return Ok(()) };
    if let Err(why) = text.withdraw(turn.now.day()) {
        return tell(turn, refusal(why));
    }
    keep(turn, &grant, staff, id, &mut text)?;
    turn.note_text(&grant, Act::TextWithdrawn, Some(id))?;
    turn.spend_token(tag)?;
    let over = turn.pressed;
    put(turn, staff, id, &text, over)
}

/// How much longer may it stay?
pub(super) fn ask_months(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, ..)) = in_hand(turn, id)? else { return Ok(()) };
    let screen = editor::months(Screen::new("texts-months-longer"), id, TextAct::Longer);
    reply(turn, staff, screen)
}

/// It stays, once a second reader has looked at it again.
pub(super) fn longer(turn: &mut Turn, id: TextId, months: Months, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant, mut text)) = in_hand(turn, id)? else { return Ok(()) };
    if let Err(why) = text.ask_longer(months, staff) {
        return tell(turn, refusal(why));
    }
    hand_in(turn, &grant, staff, (id, text), tag)
}

pub(super) fn ask_drop(turn: &mut Turn, id: TextId) -> Done {
    let Some((staff, ..)) = in_hand(turn, id)? else { return Ok(()) };
    let screen = Screen::new("texts-drop-sure")
        .row(vec![button("texts-do-drop-yes", TextAct::Drop(id))])
        .row(vec![button("desk-do-back", TextAct::Open(id))]);
    reply(turn, staff, screen)
}

pub(super) fn drop_it(turn: &mut Turn, id: TextId, tag: [u8; 16]) -> Done {
    let Some((staff, _, grant, text)) = in_hand(turn, id)? else { return Ok(()) };
    if !is_draft(&text) && text.stage != TextStage::Withdrawn {
        return tell(turn, "texts-not-now");
    }
    turn.store.forget_text(id)?;
    turn.note_text(&grant, Act::TextDropped, Some(id))?;
    turn.spend_token(tag)?;
    reply(turn, staff, Screen::new("texts-dropped").row(vec![to_list(&text)]))
}

/// By the clock: its first day has come, its last one comes near or is over, or nobody has touched it for long.
pub fn due(turn: &mut Turn, id: TextId) -> Done {
    let Some(mut text) = turn.store.get::<TeamTexts>(&id)? else { return Ok(()) };
    // Asked again here: the event may be older than the record.
    if text.next_due() > turn.now {
        return Ok(());
    }
    let today = turn.now.day();
    match text.stage {
        TextStage::Writing | TextStage::Waiting | TextStage::Withdrawn => turn.store.forget_text(id),
        TextStage::Approved => {
            text.go_live(today);
            turn.store.save_text(id, &text)?;
            turn.note_text_by_itself(Act::TextLive, id)?;
            tell_owners(turn, id, &text, &Msg::new("texts-told-live"))
        }
        TextStage::Live { until, .. } if today < until => {
            text.reminded = true;
            turn.store.save_text(id, &text)?;
            tell_owners(turn, id, &text, &Msg::new("texts-told-soon").with("day", Arg::On(until)))
        }
        TextStage::Live { .. } => {
            // It is live: to be withdrawn is all that can become of it.
            _ = text.withdraw(today);
            turn.store.save_text(id, &text)?;
            turn.note_text_by_itself(Act::TextOverdue, id)?;
            tell_owners(turn, id, &text, &Msg::new("texts-told-overdue"))
        }
    }
}
