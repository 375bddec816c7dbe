//! What colleagues do with each other's cases: notes, taking over what somebody holds and does not answer, putting right what was
//! sent and reading afterwards what went out alone, handing over to another project, asking a lawyer.
//!
//! Never true of this room: a word that is meant for a colleague goes to an asker; a case changes hands without a reason, an
//! entry in the log, and a word to whoever had it.

pub mod after;
pub mod check_in;
pub mod correct;
pub mod handover;
pub mod lawyer;
pub mod notes;
pub mod takeover;

use super::claim::{over_own, renew};
use super::{allowed, button, refusal, team, tell};
use crate::dialogue::action::{ColleagueAct, DeskAct};
use crate::dialogue::turn::{Done, Turn};
use crate::domain::aside::{Aside, Whom};
use crate::domain::audit::Act;
use crate::domain::case::Case;
use crate::domain::note::CaseNote;
use crate::domain::roles::{Awaiting, Capability, authorize};
use crate::domain::{CaseId, StaffId};
use crate::messenger::{Arg, Button, MessageRef, Msg, Screen};
use crate::store::tables::Cases;

pub fn act(turn: &mut Turn, meant: ColleagueAct, tag: [u8; 16]) -> Done {
    match meant {
        ColleagueAct::AskNote(id) => notes::ask(turn, id),
        ColleagueAct::Others(page) => takeover::others(turn, page),
        ColleagueAct::TakeOver(id) => takeover::choose(turn, id),
        ColleagueAct::TakeOverFor(id, reason) => takeover::confirm(turn, id, reason),
        ColleagueAct::TakeOverYes(id, reason) => takeover::take(turn, id, reason, tag),
        ColleagueAct::Together(id) => together(turn, id),
        ColleagueAct::Correct(id) => correct::begin(turn, id),
        ColleagueAct::Hand(id, page) => handover::choose(turn, id, page),
        ColleagueAct::HandTo(id, place) => handover::reasons(turn, id, place),
        ColleagueAct::HandFor(id, place, reason) => handover::ask_note(turn, id, place, reason),
        ColleagueAct::Offer(id) => handover::show(turn, id),
        ColleagueAct::Accept(id) => handover::accept(turn, id, tag),
        ColleagueAct::AskNo(id) => handover::ask_no(turn, id),
        ColleagueAct::No(id, why) => handover::refuse(turn, id, why, tag),
        ColleagueAct::AskLawyer(id) => lawyer::ask(turn, id),
        ColleagueAct::LawyerTake(id) => lawyer::take(turn, id),
        ColleagueAct::LawyerDraft(id) => lawyer::ask_draft(turn, id),
        ColleagueAct::LawyerWord(id) => lawyer::ask_word(turn, id),
        ColleagueAct::LawyerRelease(id) => lawyer::release(turn, id, tag),
        ColleagueAct::After(id) => after::read(turn, id),
        ColleagueAct::AfterGood(id) => after::good(turn, id, tag),
        ColleagueAct::AfterSay(id) => after::ask_comment(turn, id),
        ColleagueAct::AfterSeen(id) => after::seen(turn, id, tag),
        ColleagueAct::CheckIn(id) => check_in::begin(turn, id, tag),
    }
}

/// What was typed for a colleague, whatever it was: never a draft of whoever types, and never an asker's.
pub fn typed(turn: &mut Turn, awaited: Awaiting, text: &str, message: MessageRef) -> Done {
    match awaited {
        Awaiting::Note(id) => notes::typed(turn, id, text, message),
        Awaiting::HandNote(id) => handover::typed(turn, id, text, message),
        Awaiting::LawyerAsk(id) => lawyer::asked(turn, id, text, message),
        Awaiting::LawyerDraft(id) => lawyer::typed(turn, id, true, text, message),
        Awaiting::LawyerWord(id) => lawyer::typed(turn, id, false, text, message),
        // Typed for something else: see `answer::typed`.
        Awaiting::Answer(_)
        | Awaiting::MoreInfo(_)
        | Awaiting::Comment(_)
        | Awaiting::Text { .. }
        | Awaiting::Heads { .. }
        | Awaiting::Message { .. }
        | Awaiting::Card
        | Awaiting::ForCard(_)
        | Awaiting::Police(_)
        | Awaiting::FromPolice(_)
        | Awaiting::Encounter { .. } => Ok(()),
    }
}

/// Is this a word among colleagues?
pub fn is_awaited(awaited: Awaiting) -> bool {
    matches!(
        awaited,
        Awaiting::Note(_)
            | Awaiting::HandNote(_)
            | Awaiting::LawyerAsk(_)
            | Awaiting::LawyerDraft(_)
            | Awaiting::LawyerWord(_)
    )
}

pub fn do_together(id: CaseId) -> Button {
    does("colleagues-do-together", ColleagueAct::Together(id))
}

/// What can be done with others about a case that is held.
fn together(turn: &mut Turn, id: CaseId) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::WriteDraft)? else { return Ok(()) };
    let Some(mut case) = turn.store.get::<Cases>(&id)? else { return tell(turn, "desk-closed") };
    if let Err(why) = renew(turn, &mut case, staff) {
        return tell(turn, refusal(why));
    }
    turn.keep_hold(&grant, id, &case)?;
    let mut buttons = vec![notes::do_ask(id)];
    if authorize(&member, Capability::HandOver).is_ok() {
        buttons.push(does("hand-do", ColleagueAct::Hand(id, 0)));
    }
    buttons.push(does("lawyer-do", ColleagueAct::AskLawyer(id)));
    let screen = Screen::new(Msg::new("colleagues-together").with("code", Arg::Code(case.code)));
    let screen = screen.pairs(buttons);
    let screen = screen.row(vec![button("desk-do-back", DeskAct::Show(id))]);
    let over = over_own(turn, staff, id);
    turn.to_staff_over(staff, over, screen, Some(id), false)
}

/// It waits for nobody else any more: what they saw of it leaves their chats.
pub fn taken_back(turn: &mut Turn, case: &mut Case) -> Done {
    lawyer::taken_back(turn, case)?;
    handover::taken_back(turn, case)
}

/// Whoever was asked did not answer in time: it is its own project's turn again, in front.
pub fn aside_over(turn: &mut Turn, id: CaseId, mut case: Case) -> Done {
    taken_back(turn, &mut case)?;
    let Some(aside) = case.ends_aside(turn.now) else { return Ok(()) };
    match aside.whom {
        Whom::Project { .. } => handover::lapsed(turn, id, &mut case, aside)?,
        Whom::Lawyer { .. } => lawyer::lapsed(turn, id, &mut case, aside)?,
    }
    turn.change_by_itself(Act::AsideLapsed, id, &case)
}

/// What whoever was asked read of it, or was to say, stays as a note, with whoever wrote it.
fn keep_note(turn: &mut Turn, id: CaseId, case: &mut Case, aside: Aside) -> Done {
    let text = match aside.whom {
        Whom::Project { note, .. } => note,
        Whom::Lawyer { ask, .. } => Some(ask),
    };
    match text.filter(|_| case.takes_notes()) {
        Some(text) => turn.add_note(id, case, &CaseNote { by: aside.by, day: turn.now.day(), text }),
        None => Ok(()),
    }
}

fn words(turn: &Turn, staff: StaffId) -> Arg {
    match turn.store.index.members.get(&staff) {
        Some(member) => team::words(turn, member),
        None => Arg::Msg("log-somebody"),
    }
}

fn does(label: impl Into<Msg>, act: ColleagueAct) -> Button {
    super::button(label, DeskAct::Colleague(act))
}
