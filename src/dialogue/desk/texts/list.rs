//! `/bib`: what there is, what is in work, and what waits for a second reader.
//!
//! Never true of this file: a draft is listed for anybody but its writer and the coordinators of its project.

use super::{button, is_draft, is_in_charge, number, originals, raw_button, reading, reply};
use crate::dialogue::action::{DeskAct, TextAct};
use crate::dialogue::desk::{allowed, expect, team};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::roles::{Capability, Staff, authorize};
use crate::domain::team_text::{TeamText, TextKind, TextStage};
use crate::domain::{Day, StaffId, TextId};
use crate::messenger::{Arg, Msg, Screen};

/// Texts on one page; with the questions, the way on and the way out they are six buttons.
const PER_PAGE: usize = 3;

/// The command.
pub fn open(turn: &mut Turn, kind: TextKind) -> Done {
    page(turn, kind, 0)
}

/// One page of the list, those that wait for this reader first.
pub(super) fn page(turn: &mut Turn, kind: TextKind, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::SeeTexts)? else { return Ok(()) };
    expect(turn, staff, None)?;
    let screen = screen(turn, staff, &member, kind, page);
    reply(turn, staff, screen)
}

pub(super) fn screen(turn: &Turn, staff: StaffId, member: &Staff, kind: TextKind, page: u8) -> Screen {
    let mut listed: Vec<(u8, Day, TextId, &TeamText)> = Vec::new();
    for (id, text) in turn.store.index.texts.all().filter(|(_, text)| text.kind == kind) {
        if !is_draft(text) || is_in_charge(turn, member, staff, text) {
            let (rank, day) = rank(text, reading::is_for(turn, member, staff, text));
            listed.push((rank, day, id, text));
        }
    }
    listed.sort_by_key(|(rank, day, id, _)| (*rank, *day, *id));
    let (at, pages) = paging::at(page, listed.len(), PER_PAGE);
    let to_read = listed.iter().filter(|(rank, ..)| *rank == 0).count();
    let title = match kind {
        TextKind::Library => "texts-library",
        TextKind::Canned => "texts-canned",
    };
    let title = Msg::new(title).with("all", number(listed.len())).with("read", number(to_read));
    let mut screen = Screen::new(title);
    let shown: Vec<_> = listed.into_iter().skip(at * PER_PAGE).take(PER_PAGE).collect();
    let lines: Vec<String> = shown.iter().map(|(_, _, _, text)| line(turn, member, text)).collect();
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    for (_, _, id, text) in &shown {
        let called = turn.house.locale.text(member.language, &Msg::new("texts-name").with("label", super::label(text)));
        screen = screen.row(vec![raw_button(called, TextAct::Open(*id))]);
    }
    if authorize(member, Capability::WriteText).is_ok() {
        screen = screen.row(vec![match kind {
            TextKind::Library => {
                let label = Msg::new("texts-do-originals").with("number", number(originals::count(turn, member)));
                button(label, TextAct::Originals(0))
            }
            TextKind::Canned => button("texts-do-new", TextAct::New),
        }]);
    }
    let mut last = vec![super::super::button("desk-home", DeskAct::ShowDesk)];
    if let Some(next) = paging::next(at, pages) {
        last.push(button("rights-next", TextAct::List(kind, next)));
    }
    screen.row(last)
}

/// What waits for me first, then what is in work, then what is shown, the next to be looked at first.
fn rank(text: &TeamText, is_for_me: bool) -> (u8, Day) {
    match text.stage {
        TextStage::Waiting | TextStage::Live { longer: true, .. } if is_for_me => (0, text.touched),
        TextStage::Writing => (1, text.touched),
        TextStage::Waiting => (2, text.touched),
        TextStage::Approved => (3, text.not_before),
        TextStage::Live { until, .. } => (4, until),
        TextStage::Withdrawn => (5, text.touched),
    }
}

fn line(turn: &Turn, member: &Staff, text: &TeamText) -> String {
    let msg = Msg::new("texts-line").with("label", super::label(text)).with("state", state_in(turn, member, text));
    turn.house.locale.text(member.language, &msg)
}

fn state_in(turn: &Turn, member: &Staff, text: &TeamText) -> Arg {
    Arg::Text(turn.house.locale.text(member.language, &state(turn, text)))
}

/// The state of a text in words, with its owner.
pub(super) fn state(turn: &Turn, text: &TeamText) -> Msg {
    let (id, day) = match text.stage {
        TextStage::Writing => ("texts-state-writing", None),
        TextStage::Waiting => ("texts-state-waiting", None),
        TextStage::Approved => ("texts-state-approved", Some(Arg::On(text.not_before))),
        TextStage::Live { until, longer: false } => ("texts-state-live", Some(Arg::Month(until))),
        TextStage::Live { until, longer: true } => ("texts-state-longer", Some(Arg::Month(until))),
        TextStage::Withdrawn => ("texts-state-withdrawn", None),
    };
    let owner = turn.store.index.members.get(&text.owner);
    let owner = owner.map_or_else(|| Arg::Text("…".to_owned()), |owner| team::words(turn, owner));
    let msg = Msg::new(id).with("owner", owner);
    match day {
        Some(day) => msg.with("day", day),
        None => msg,
    }
}
