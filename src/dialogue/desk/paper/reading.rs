//! What lies behind the card of a question: how it stands, what was answered, and what its holder says to that.
//!
//! Never true of this file: a word of a case is shown to a member who has not typed its code a moment ago, or stays on that
//! screen; a case of somebody with a phone is read or touched; what the desk previewed is not what is read out.

use super::{allowed, asking, button, desk_button, expect, tell, who_hears};
use crate::dialogue::action::{DeskAct, PaperAct};
use crate::dialogue::desk::notices;
use crate::dialogue::ending;
use crate::dialogue::memory::Behind;
use crate::dialogue::settled;
use crate::dialogue::turn::{Done, Turn};
use crate::dialogue::youth::answer::{self, coded};
use crate::dialogue::youth::{help, mine};
use crate::domain::audit::Act;
use crate::domain::case::{By, Case, Closing, Delivery, Reply, Stage};
use crate::domain::roles::{Capability, Grant};
use crate::domain::{CaseId, Day, StaffId};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Cases;

/// A case whose code was typed here a moment ago, and the right to it. It is said when it was not.
fn behind(turn: &mut Turn, id: CaseId) -> Result<Option<(StaffId, Grant, Case)>, StoreError> {
    let Some((staff, _, grant)) = allowed(turn, Capability::HelpByCard)? else { return Ok(None) };
    let is_open = turn.memory.open_cards.is_open(staff, Behind::Case(id), turn.now);
    let is_linked = turn.store.index.people.asker_of(id).is_some();
    match turn.store.get::<Cases>(&id)?.filter(|case| case.helper.is_some() && is_open && is_linked) {
        Some(case) => Ok(Some((staff, grant, case))),
        None => tell(turn, "paper-type-again").map(|()| None),
    }
}

/// How it stands, without a word of it: over this message or in a new one.
pub(super) fn put(turn: &mut Turn, staff: StaffId, id: CaseId, over: Option<MessageRef>) -> Done {
    let Some(case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "paper-type-again") };
    let state = state(&case);
    // Its words send to help, and behind a card there is no button for it.
    let mut screen = match case.stage {
        Stage::Closed { why: Closing::Refused | Closing::Unanswered, .. } => help::beside(turn.house, state),
        Stage::Closed { .. }
        | Stage::Waiting
        | Stage::Claimed { .. }
        | Stage::WaitingForAsker { .. }
        | Stage::Sent { .. } => Screen::new(state),
    };
    if last_word(turn, id, &case)?.is_some() {
        screen = screen.say("paper-turn-it").row(vec![button("paper-do-aloud", PaperAct::Read(id))]);
    }
    let mut row = vec![button("paper-do-wipe", PaperAct::AskWipe(id))];
    if mine::takes_more(&case) {
        row.insert(0, button("answer-add", PaperAct::More(id)));
    }
    let screen = screen.row(row).row(vec![desk_button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// What whoever has a phone would have read of it without a tap.
fn state(case: &Case) -> Msg {
    match (case.stage, case.refused) {
        (Stage::Closed { why: Closing::Refused, .. }, Some(reason)) => coded(answer::refusal(reason), case),
        (Stage::Closed { why: Closing::NoReply, .. }, _) => coded("answer-closed-no-reply", case),
        (Stage::Closed { why: Closing::Unanswered, .. }, _) => coded("answer-closed-unanswered", case),
        (
            Stage::Waiting
            | Stage::Claimed { .. }
            | Stage::WaitingForAsker { .. }
            | Stage::Sent { .. }
            | Stage::Closed { .. },
            _,
        ) => mine::state(case),
    }
}

fn last_word(turn: &mut Turn, id: CaseId, case: &Case) -> Result<Option<(Reply, String)>, StoreError> {
    Ok(turn.thread(id, case)?.into_iter().rev().find_map(|entry| match entry.by {
        By::Desk(kind) => Some((kind, entry.text)),
        By::Asker => None,
    }))
}

pub(super) fn look(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, _)) = behind(turn, id)? else { return Ok(()) };
    let over = turn.pressed;
    put(turn, staff, id, over)
}

/// What the desk said last, as it previewed it. The desk sees that it was collected.
pub(super) fn read(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, grant, mut case)) = behind(turn, id)? else { return Ok(()) };
    let (Some((kind, text)), Some(over)) = (last_word(turn, id, &case)?, turn.pressed) else {
        return tell(turn, "paper-type-again");
    };
    let is_first = case.delivery == Delivery::Waiting;
    if is_first {
        case.delivery = Delivery::Sent;
    }
    turn.change(&grant, Act::CardRead, id, &case)?;
    if is_first {
        notices::delivery(turn, id, &case)?;
    }
    let theirs = answer::screen(turn, &case, kind, &text);
    let mut screen = Screen::new("paper-aloud").preview(case.language, theirs);
    let may_more = mine::takes_more(&case);
    let more = if kind == Reply::MoreInfo { "paper-do-tell" } else { "paper-do-missing" };
    let mut row = if may_more { vec![button(more, PaperAct::More(id))] } else { Vec::new() };
    if let Stage::Sent { .. } = case.stage {
        row.insert(0, button("answer-helped", PaperAct::Helped(id)));
    }
    if !row.is_empty() {
        screen = screen.row(row);
    }
    let last = vec![button("paper-do-all", PaperAct::Thread(id)), button("paper-do-shut", PaperAct::Shut)];
    turn.read_out(staff, id, over, &screen.row(last))
}

/// All that was said, the question too.
pub(super) fn thread(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, grant, case)) = behind(turn, id)? else { return Ok(()) };
    let Some(over) = turn.pressed else { return tell(turn, "paper-type-again") };
    turn.change(&grant, Act::CardRead, id, &case)?;
    let thread = mine::thread(turn, id, &case, "paper-older")?;
    let screen = Screen::new("paper-aloud").preview(case.language, thread);
    let last = vec![button("paper-do-aloud", PaperAct::Read(id)), button("paper-do-shut", PaperAct::Shut)];
    turn.read_out(staff, id, over, &screen.row(last))
}

/// 👍 closes an answered case, as it does in a chat.
pub(super) fn helped(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, grant, case)) = behind(turn, id)? else { return Ok(()) };
    match case.stage {
        Stage::Sent { .. } => {}
        Stage::Closed { .. } => return turn.toast("answer-thanks-short"),
        Stage::Waiting | Stage::Claimed { .. } | Stage::WaitingForAsker { .. } => {
            return turn.alert(coded("answer-still-open", &case));
        }
    }
    let now = turn.now;
    turn.note_card(&grant, Act::CardAnswered, id)?;
    ending::close(turn, id, Closing::Helped, now)?;
    turn.spend_token(tag)?;
    turn.memory.open_cards.hidden(staff);
    let days = Arg::Number(turn.house.settings.retention.link_days);
    let thanks = coded("paper-thanks", &case).with("days", days);
    let over = turn.pressed;
    turn.to_staff_over(staff, over, Screen::new(thanks), None, false)
}

/// Something to add, what is missing, or what the desk wants to know: typed under a message of its own.
pub(super) fn more(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, case)) = behind(turn, id)? else { return Ok(()) };
    if !mine::takes_more(&case) {
        return turn.alert("paper-no-more");
    }
    turn.memory.open_cards.hidden(staff);
    let over = turn.pressed;
    turn.to_staff_over(staff, over, Screen::new("paper-hidden"), None, false)?;
    asking::open_more(turn, staff, id, Arg::Code(case.code))
}

/// Wiping: asked once.
pub(super) fn ask_wipe(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, _, case)) = behind(turn, id)? else { return Ok(()) };
    let screen = Screen::new(coded("paper-wipe-sure", &case))
        .row(vec![button("wipe-one-yes", PaperAct::Wipe(id))])
        .row(vec![button("plan-do-back", PaperAct::Look(id))]);
    let over = turn.pressed;
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Then done at once: link, text and keys go, and whoever reads it out just now has it on their screen no more.
pub(super) fn wipe(turn: &mut Turn, id: CaseId, tag: [u8; 16]) -> Done {
    let Some((staff, grant, case)) = behind(turn, id)? else { return Ok(()) };
    let now = turn.now;
    turn.note_card(&grant, Act::CardWiped, id)?;
    turn.spend_token(tag)?;
    for (reader, message) in turn.memory.open_cards.close(id) {
        if reader != staff || turn.pressed != Some(MessageRef(message)) {
            turn.take_back(reader, vec![MessageRef(message)], now)?;
        }
    }
    if turn.draft()?.is_some_and(|(_, waiting)| waiting.purpose.case() == Some(id)) {
        asking::drop_words(turn, staff)?;
        expect(turn, staff, None)?;
    }
    let later = settled::spread(turn);
    ending::wipe_case(turn, id, later)?;
    let gone = coded("paper-wiped", &case).with("minutes", Arg::Number(settled::SPREAD_MINUTES_MAX));
    let screen = Screen::new(gone).row(vec![desk_button("desk-home", DeskAct::ShowDesk)]);
    let over = turn.pressed;
    turn.to_staff_over(staff, over, screen, None, false)
}

/// There is news of a case that a card leads to, to be collected within so many days: without a word of it, for who asked it.
/// Whoever did may have left the team; then the project's coordinators hear it.
pub fn news(turn: &mut Turn, case: &Case, helper: StaffId, days: i64) -> Done {
    // Both ends of these days are the beginning of one.
    let last = Day(turn.now.day().0 + i32::try_from(days - 1).unwrap_or_default());
    let msg = coded("paper-news-case", case).with("day", Arg::On(case.opened)).with("last", Arg::On(last));
    let screen = Screen::new(msg);
    for staff in who_hears(turn, helper, case.project.as_deref()) {
        turn.to_staff(staff, screen.clone(), None)?;
    }
    Ok(())
}
