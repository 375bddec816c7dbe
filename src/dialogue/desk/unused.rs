//! What was typed about a case for colleagues, or as an answer that somebody else has to give now: it is not used.
//!
//! Never true of this file: such a text is kept where it could become an answer, or leaves the chat before it can be copied and
//! without a word; somebody reads the code of a case that is another project's.

use super::claim::is_of_ours;
use super::{button, expect, outside, refusal};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::CaseId;
use crate::domain::case::{Case, Refusal};
use crate::messenger::{Arg, MessageRef, Msg, Screen};
use crate::store::records::Note;

/// The case slipped away while it was typed.
pub fn refused(turn: &mut Turn, id: CaseId, case: &Case, why: Refusal, message: MessageRef) -> Done {
    if why != Refusal::LeaseOver {
        return because(turn, refusal(why), case, message);
    }
    let Some(screen) = not_used(turn, "desk-unused-lease-over", case) else { return gone(turn, message) };
    stays(turn, message, screen.row(vec![button("desk-do-take-back", DeskAct::Claim(id))]))
}

/// For another reason.
pub fn because(turn: &mut Turn, why: impl Into<Msg>, case: &Case, message: MessageRef) -> Done {
    match not_used(turn, why, case) {
        Some(screen) => stays(turn, message, screen),
        None => gone(turn, message),
    }
}

/// The case is nobody's any more, or not this member's.
pub fn gone(turn: &mut Turn, message: MessageRef) -> Done {
    let screen = Screen::new(Msg::new("desk-unused-gone").with("minutes", minutes(turn)));
    stays(turn, message, screen)
}

/// Whose it is not any more reads nothing of it, not even its code.
fn not_used(turn: &Turn, why: impl Into<Msg>, case: &Case) -> Option<Screen> {
    let staff = turn.who.and_then(|who| who.member)?;
    let member = turn.store.index.members.get(&staff)?;
    if !is_of_ours(turn, case, staff) && !outside::is_guest(turn, case, staff, member) {
        return None;
    }
    let msg = Msg::new("desk-unused").with("code", Arg::Code(case.code)).with("minutes", minutes(turn));
    Some(Screen::new(why).say(msg))
}

/// As long as what waits for its case is kept.
fn minutes(turn: &Turn) -> Arg {
    Arg::Number(turn.house.settings.retention.draft_minutes)
}

fn stays(turn: &mut Turn, message: MessageRef, screen: Screen) -> Done {
    let Some(staff) = turn.who.and_then(|who| who.member) else { return Ok(()) };
    expect(turn, staff, None)?;
    let until = turn.now.plus_minutes(turn.house.settings.retention.draft_minutes);
    turn.erase_at_staff(staff, vec![message], until)?;
    turn.reply_new(screen, Note::Nothing)
}
