//! A break: after something hard, or just so. Whoever has one is given no new question and called to none, and the team sees it.
//!
//! Never true of this file: it says why somebody has a break, or for what question; it takes a question from who holds one; nobody is called
//! because everybody has one; it
//! outlives a restart.

use super::{allowed, button, over, tell};
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::case::Case;
use crate::domain::limits::PAUSE_MINUTES;
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::{Moment, StaffId};
use crate::messenger::{Arg, Msg, Screen};

/// `/pauze`: half an hour from now.
pub fn begin(turn: &mut Turn) -> Done {
    let Some((staff, _, _)) = allowed(turn, Capability::SeeDesk)? else { return Ok(()) };
    let until = turn.now.plus_minutes(PAUSE_MINUTES);
    turn.memory.pauses.begin(staff, until);
    let held = i64::try_from(turn.store.index.held_by(staff).len()).unwrap_or_default();
    let mut screen = Screen::new(Msg::new("pause-begun").with("until", Arg::Clock(until)));
    if held > 0 {
        screen = screen.say(Msg::new("pause-holds").with("count", Arg::Number(held)));
    }
    let mut row = vec![button("pause-do-end", DeskAct::EndPause)];
    if held > 0 {
        row.push(button("desk-dossiers", DeskAct::Dossiers));
    }
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen.row(row), None, false)
}

pub fn end(turn: &mut Turn) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::SeeDesk)? else { return Ok(()) };
    for account in turn.store.index.other_accounts(staff).into_iter().chain([staff]) {
        turn.memory.pauses.end(account);
    }
    super::home::show(turn, staff, &member)
}

/// Has this member a break now? Then it is said, with the way out of it.
pub fn stops(turn: &mut Turn, staff: StaffId) -> Result<bool, crate::store::StoreError> {
    let Some(until) = until(turn, staff) else { return Ok(false) };
    let said = Msg::new("pause-lasts").with("until", Arg::Clock(until));
    match turn.press {
        Some(_) => tell(turn, said)?,
        None => {
            let screen = Screen::new(said).row(vec![button("pause-do-end", DeskAct::EndPause)]);
            turn.to_staff(staff, screen, None)?;
        }
    }
    Ok(true)
}

/// Until when this person has one, with whichever account it was begun.
pub fn until(turn: &Turn, staff: StaffId) -> Option<Moment> {
    let accounts = turn.store.index.other_accounts(staff).into_iter().chain([staff]);
    accounts.filter_map(|account| turn.memory.pauses.until(account, turn.now)).max()
}

/// Those of them who have no break; all of them when everybody has one: somebody is always called.
pub fn at_hand(turn: &Turn, called: Vec<StaffId>) -> Vec<StaffId> {
    let awake: Vec<StaffId> = called.iter().copied().filter(|id| until(turn, *id).is_none()).collect();
    if awake.is_empty() { called } else { awake }
}

/// Colleagues of the own project who have one now, as the team calls them.
pub fn others(turn: &Turn, staff: StaffId, member: &Staff) -> Option<Msg> {
    let members = turn.store.index.members.iter();
    let is_colleague = |id: StaffId| !turn.store.index.is_same(id, staff);
    let paused = members.filter(|(id, other)| is_colleague(**id) && other.project == member.project);
    let paused = paused.filter(|(id, _)| turn.memory.pauses.until(**id, turn.now).is_some());
    let mut words: Vec<String> =
        paused.map(|(_, other)| other.words.map(|word| turn.house.content.word(word)).join(" ")).collect();
    words.sort();
    (!words.is_empty()).then(|| Msg::new("pause-others").with("who", Arg::Text(words.join(" · "))))
}

/// What was hard is over: whoever wrote it is asked how it goes, for themselves alone.
pub fn after(turn: &mut Turn, case: &Case, staff: StaffId) -> Done {
    let is_hard = case.urgent || case.sorted.is_grave();
    if !is_hard || !turn.store.index.is_active(staff) {
        return Ok(());
    }
    // A lawyer has no queue to be called to, and so nothing to have a break from.
    let member = turn.store.index.members.get(&staff);
    if member.is_some_and(|member| authorize(member, Capability::SeeDesk).is_err()) {
        return turn.to_staff(staff, Screen::new("pause-after-lawyer"), None);
    }
    let screen = Screen::new("pause-after")
        .row(vec![button("pause-do-begin", DeskAct::Pause), button("desk-home", DeskAct::ShowDesk)]);
    turn.to_staff(staff, screen, None)
}
