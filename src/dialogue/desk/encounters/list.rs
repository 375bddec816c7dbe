//! `/nieuw` and `/reeks`: a plan is begun or taken up again; what the project has planned.
//!
//! Never true of this file: an encounter of another project is listed; a plan that was begun is lost from sight.

use super::{button, name, number, over, put, say, when};
use crate::content::{Allocation, ProjectId};
use crate::dialogue::action::{DeskAct, MeetAct};
use crate::dialogue::desk::{allowed, tell};
use crate::dialogue::paging;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::encounter::{Encounter, Sharing, Stage, Way};
use crate::domain::limits::ENCOUNTERS_MAX;
use crate::domain::roles::{Capability, Staff};
use crate::domain::{EncounterId, StaffId};
use crate::messenger::{Arg, Msg, Screen};

/// Encounters on one page; with a new one and the next page they are six buttons.
const PER_PAGE: usize = 4;

/// `/nieuw`: what lies unfinished, or a plan with nothing in it yet.
pub fn begin(turn: &mut Turn) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let Some((id, encounter)) = unfinished(turn, staff, &member) else { return plan(turn, None) };
    let text = Msg::new("plan-unfinished").with("title", name(&encounter)).with("when", when(&encounter));
    let screen = Screen::new(text)
        .row(vec![button("plan-do-go-on", MeetAct::Open(id))])
        .row(vec![button("plan-do-new", MeetAct::New), button("plan-do-list", MeetAct::List(0))]);
    say(turn, staff, None, screen)
}

/// The newest plan of one's own that is not published.
fn unfinished(turn: &Turn, staff: StaffId, member: &Staff) -> Option<(EncounterId, Encounter)> {
    let mine = |encounter: &Encounter| {
        encounter.owner == staff
            && encounter.project == member.project
            && encounter.stage == Stage::Planned
            && encounter.changes.is_none()
    };
    let all = turn.store.index.encounters.all().filter(|(_, encounter)| mine(encounter));
    all.max_by_key(|(id, encounter)| (encounter.touched, *id)).map(|(id, encounter)| (id, encounter.clone()))
}

pub(super) fn begin_anew(turn: &mut Turn, tag: [u8; 16]) -> Done {
    plan(turn, Some(tag))
}

/// A plan with nothing in it yet.
fn plan(turn: &mut Turn, tag: Option<[u8; 16]>) -> Done {
    let Some((staff, member, grant)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    if turn.store.index.encounters.count() >= ENCOUNTERS_MAX {
        return tell(turn, Msg::new("plan-full").with("max", number(ENCOUNTERS_MAX)));
    }
    if let Some(tag) = tag {
        turn.spend_token(tag)?;
    }
    let id = EncounterId::random(turn.store.random());
    let mut encounter = Encounter::new(member.project, staff, turn.now.day());
    encounter.sharing = sharing(turn, &encounter.project);
    super::keep(turn, &grant, id, &mut encounter)?;
    let over = over(turn, staff);
    put(turn, staff, id, &encounter, over)
}

/// As the project has it, until the plan says otherwise.
fn sharing(turn: &Turn, project: &str) -> Sharing {
    let project = ProjectId::parse(project).and_then(|id| turn.house.content.project(&id));
    Sharing::new(match project.map(|project| project.allocation) {
        Some(Allocation::Lottery) => Way::Lottery,
        Some(Allocation::ReferralFirst) => Way::CodesFirst,
        Some(Allocation::FirstCome) | None => Way::FirstCome,
    })
}

/// `/reeks`.
pub fn open(turn: &mut Turn) -> Done {
    page(turn, 0)
}

/// One page: plans first, then what comes, then what was cancelled.
pub(super) fn page(turn: &mut Turn, page: u8) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::PlanEncounter)? else { return Ok(()) };
    let all = turn.store.index.encounters.all().filter(|(_, encounter)| encounter.project == member.project);
    let mut all: Vec<(EncounterId, Encounter)> = all.map(|(id, encounter)| (id, encounter.clone())).collect();
    all.sort_by_key(|(id, encounter)| (rank(encounter.stage), encounter.starts, *id));
    let count = all.iter().filter(|(_, encounter)| encounter.changes.is_none()).count();
    let all = by_series(turn, all);
    let (at, pages) = paging::at(page, all.len(), PER_PAGE);
    let shown: Vec<_> = all.iter().skip(at * PER_PAGE).take(PER_PAGE).collect();
    let mut screen = Screen::new(Msg::new("plan-list").with("all", number(count)));
    let line = |(place, Shown { encounter, dates, .. }): (usize, &&Shown)| {
        let line = Msg::new(if *dates > 1 { "plan-line-series" } else { "plan-line" }).with("dates", number(*dates));
        let line = line.with("number", number(place)).with(
            "mark",
            Arg::Msg(if encounter.changes.is_some() { "plan-mark-change" } else { mark(encounter.stage) }),
        );
        turn.house.locale.text(member.language, &line.with("title", name(encounter)).with("when", when(encounter)))
    };
    let lines: Vec<String> = (1..).zip(&shown).map(line).collect();
    if !lines.is_empty() {
        screen = screen.quote(lines.join("\n"));
    }
    let open = |(place, Shown { id, encounter, dates }): (usize, &&Shown)| {
        let is_series = *dates > 1 && encounter.series.is_some();
        let act = if is_series { MeetAct::Dates(*id, 0) } else { MeetAct::Open(*id) };
        button(Msg::new("plan-do-open").with("number", number(place)), act)
    };
    let buttons: Vec<_> = (1..).zip(&shown).map(open).collect();
    screen = screen.pairs(buttons);
    let last = match paging::next(at, pages) {
        None => crate::dialogue::desk::button("desk-home", DeskAct::ShowDesk),
        Some(next) => button("rights-next", MeetAct::List(next)),
    };
    let over = over(turn, staff);
    say(turn, staff, over, screen.row(vec![button("plan-do-new", MeetAct::New), last]))
}

/// A line of the list: an encounter, or the next of a series for all its dates.
struct Shown {
    id: EncounterId,
    encounter: Encounter,
    dates: usize,
}

/// The dates of a series are one line, where the next of them would be.
fn by_series(turn: &Turn, all: Vec<(EncounterId, Encounter)>) -> Vec<Shown> {
    let is_over = |encounter: &Encounter| encounter.is_published() && !encounter.is_ahead_or_on(turn.now);
    let mut shown: Vec<Shown> = Vec::new();
    for (id, encounter) in all {
        let known =
            encounter.series.and_then(|series| shown.iter_mut().find(|known| known.encounter.series == Some(series)));
        match known {
            Some(known) => {
                known.dates += 1;
                if is_over(&known.encounter) && !is_over(&encounter) {
                    (known.id, known.encounter) = (id, encounter);
                }
            }
            None => {
                let dates = if encounter.is_one_camp() { 1 } else { encounter.repeats.kept().count().max(1) };
                shown.push(Shown { id, encounter, dates });
            }
        }
    }
    shown
}

fn rank(stage: Stage) -> u8 {
    match stage {
        Stage::Planned => 0,
        Stage::Published => 1,
        Stage::Cancelled { .. } => 2,
    }
}

pub(super) fn mark(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "plan-mark-planned",
        Stage::Published => "plan-mark-published",
        Stage::Cancelled { .. } => "plan-mark-cancelled",
    }
}
