//! My questions: their states in words, one with its thread.
//!
//! Never true of this file: a question of somebody else is shown.

use super::super::action::{CaseVerb, DraftVerb, Menu, Press};
use super::super::desk::duty;
use super::super::turn::{Done, Turn};
use super::{draft, home, menu, share};
use crate::content::utf16_units;
use crate::domain::CaseId;
use crate::domain::case::{By, Case, Closing, Reply, Sharing, Stage};
use crate::domain::deadline::Rung;
use crate::domain::draft::Purpose;
use crate::domain::limits::MESSAGE_BYTES_MAX;
use crate::messenger::{Arg, Button, Msg, Screen};
use crate::store::StoreError;
use crate::store::tables::Cases;

/// Cases that get a button; the others open by their code, typed.
const BUTTONS_MAX: usize = 5;
/// UTF-16 units of a thread on one screen: beyond them the oldest entries stay out.
const THREAD_UNITS_MAX: usize = 2_800;

/// The list, open ones first.
pub(super) fn list(turn: &mut Turn) -> Done {
    let mut cases: Vec<Case> = Vec::new();
    for own in turn.own_cases().into_iter().rev() {
        cases.extend(turn.store.get::<Cases>(&own.id)?);
    }
    let unsent = unsent(turn)?;
    if let (true, Some(unsent)) = (cases.is_empty(), &unsent) {
        return turn.reply(Screen::new("mine-title").say("mine-unsent").row(vec![unsent.clone(), home::button()]));
    }
    if cases.is_empty() {
        return turn.reply(Screen::new("mine-none").row(vec![menu("home-ask", Menu::Ask)]).row(vec![home::button()]));
    }
    cases.sort_by_key(|case| !case.is_open());
    let mut screen = Screen::new("mine-title");
    for case in &cases {
        screen = screen.say(state(case));
    }
    if let Some(waiting) = cases.iter().find(|case| is_with_desk(case)) {
        screen = screen.say(duty::for_asker(turn, waiting.project.as_deref(), waiting.promised));
    }
    let room = BUTTONS_MAX - usize::from(unsent.is_some());
    if cases.len() > room {
        screen = screen.say("mine-by-code");
    }
    screen = screen.pairs(cases.iter().take(room).map(view_button));
    if unsent.is_some() {
        screen = screen.say("mine-unsent");
    }
    turn.reply(screen.row(unsent.into_iter().chain([home::button()]).collect()))
}

/// The way back to a text that waits for its ✅, if there is one.
fn unsent(turn: &mut Turn) -> Result<Option<Button>, StoreError> {
    let waiting = turn.draft()?.filter(|(_, draft)| !draft.is_empty() && draft.purpose != Purpose::Search);
    Ok(waiting.map(|(id, _)| Button::menu("ask-see-review", draft::data(id, DraftVerb::Review))))
}

/// One case with what was said in it.
pub(super) fn view(turn: &mut Turn, id: CaseId, case: &Case) -> Done {
    let mut screen = thread(turn, id, case, "mine-older")?;
    if is_with_desk(case) {
        screen = screen.say(duty::for_asker(turn, case.project.as_deref(), case.promised));
    }
    let mut row = Vec::new();
    if takes_more(case) {
        row.push(Button::menu("answer-add", Press::Case(case.code, CaseVerb::Add).encode()));
    }
    row.push(Button::menu("mine-wipe-one", Press::Case(case.code, CaseVerb::Wipe).encode()));
    if case.is_helped() && case.sharing == Sharing::Yes && !case.severed {
        screen = screen.say("mine-shared").row(vec![share::back_out(case)]);
    }
    turn.reply(screen.row(row).row(vec![menu("home-mine", Menu::Mine), home::button()]))
}

fn is_with_desk(case: &Case) -> bool {
    case.stage_for_asker().is_desks()
}

/// Can its asker add something, whatever its stage?
pub(in crate::dialogue) fn takes_more(case: &Case) -> bool {
    let is_shut =
        matches!(case.stage, Stage::Closed { why: Closing::Refused | Closing::Wiped | Closing::Blocked { .. }, .. });
    !is_shut && !case.severed
}

/// How it stands, and as much of what was said as one screen holds, the newest for certain; with `older` where that is not all.
pub(in crate::dialogue) fn thread(
    turn: &mut Turn,
    id: CaseId,
    case: &Case,
    older: &'static str,
) -> Result<Screen, StoreError> {
    let mut shown = Vec::new();
    let (mut units, mut bytes) = (0, 0);
    let thread = turn.thread(id, case)?;
    let all = thread.len();
    for entry in thread.into_iter().rev() {
        units += utf16_units(&entry.text);
        bytes += entry.text.len();
        if !shown.is_empty() && (units > THREAD_UNITS_MAX || bytes > MESSAGE_BYTES_MAX) {
            break;
        }
        shown.push(entry);
    }
    let mut screen = Screen::new(state(case));
    if shown.len() < all {
        screen = screen.say(older);
    }
    for entry in shown.into_iter().rev() {
        let who = match entry.by {
            By::Asker => "mine-by-me",
            By::Desk(Reply::Answer) => "mine-by-desk",
            By::Desk(Reply::Correction) => "correct-in-thread",
            By::Desk(Reply::MoreInfo) => "mine-by-desk-asks",
        };
        screen = screen.say(Msg::new(who).with("day", Arg::On(entry.day))).quote(entry.text);
    }
    Ok(screen)
}

/// The state of a case in words.
pub(in crate::dialogue) fn state(case: &Case) -> Msg {
    let stage = case.stage_for_asker();
    let id = match stage {
        Stage::Waiting | Stage::Claimed { .. } => match case.clock.rung() {
            Rung::Fresh | Rung::Half | Rung::Most => "mine-waiting",
            Rung::Over | Rung::FarOver => "deadline-mine-late",
            Rung::Broken => "deadline-mine-broken",
        },
        Stage::WaitingForAsker { .. } => "mine-asked-back",
        Stage::Sent { .. } => "mine-answered",
        Stage::Closed { why: Closing::Helped, .. } => "mine-closed-helped",
        Stage::Closed { why: Closing::Refused | Closing::Blocked { .. }, .. } => "mine-closed-refused",
        Stage::Closed { why: Closing::Unanswered, .. } => "mine-closed-unanswered",
        Stage::Closed { why: Closing::Silence | Closing::NoReply | Closing::Gone | Closing::Wiped, .. } => {
            "mine-closed"
        }
    };
    let msg = Msg::new(id).with("code", Arg::Code(case.code));
    match stage {
        Stage::Waiting | Stage::Claimed { .. } => msg.with("promised", Arg::When(case.promised)),
        Stage::WaitingForAsker { .. } | Stage::Sent { .. } | Stage::Closed { .. } => msg,
    }
}

fn view_button(case: &Case) -> Button {
    let label = Msg::new("mine-view").with("code", Arg::Code(case.code));
    Button::menu(label, Press::Case(case.code, CaseVerb::View).encode())
}
