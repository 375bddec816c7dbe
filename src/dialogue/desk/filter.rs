//! What of the queue a member wants to see: by language, by whose it is, by code, by label.
//!
//! Never true of this file: a filter hides what is urgent, is written to the disk, or outlives a shift: it is forgotten
//! [`FILTER_HOURS`] after it was last used, and at a restart.

use super::{allowed, button, claim, home, over};
use crate::content::Content;
use crate::dialogue::action::DeskAct;
use crate::dialogue::turn::{Done, Turn};
use crate::domain::label::LabelId;
use crate::domain::limits::FILTER_HOURS;
use crate::domain::roles::{Capability, Staff};
use crate::domain::triage::Triage;
use crate::domain::{Language, StaffId};
use crate::messenger::{Arg, Msg, Screen};
use crate::store::CaseSummary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// All of it must fit; `None` lets everything pass.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Filter {
    pub language: Option<Language>,
    pub whose: Option<Whose>,
    pub kind: Option<Kind>,
    pub label: Option<LabelId>,
}

/// Which project's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Whose {
    Own,
    Pool,
}

/// The letter of a code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Kind {
    Danger,
    Rights,
    Themes,
    Others,
    Unsorted,
}

/// The value behind one in a row of them, and none behind the last.
fn next<T: Copy + PartialEq>(now: Option<T>, all: &[T]) -> Option<T> {
    let place = now.and_then(|now| all.iter().position(|it| *it == now)).map_or(0, |place| place + 1);
    all.get(place).copied()
}

impl Filter {
    pub fn is_open(self) -> bool {
        self == Filter::default()
    }

    /// Does a case that waits pass? What is urgent always does.
    pub fn lets(self, case: &CaseSummary, member: &Staff) -> bool {
        let is_own = case.project() == Some(member.project.as_str());
        let fits_project = self.whose.is_none_or(|whose| match whose {
            Whose::Own => is_own,
            Whose::Pool => case.project().is_none(),
        });
        let fits_kind = self.kind.is_none_or(|kind| kind == Kind::of(case.sorted.code()));
        let fits_label = self.label.is_none_or(|label| case.labels().contains(&label));
        let fits_language = self.language.is_none_or(|it| it == case.language);
        case.place().is_urgent() || (fits_language && fits_project && fits_kind && fits_label)
    }

    /// In one line, for the desk.
    pub fn in_words(self, content: &Content) -> Msg {
        Msg::new("filter-shown")
            .with("language", Arg::Msg(self.language_name()))
            .with("whose", Arg::Msg(self.whose_name()))
            .with("kind", Arg::Msg(self.kind_name()))
            .with("label", self.label_name(content))
    }

    fn language_name(self) -> &'static str {
        match self.language {
            None => "filter-all",
            Some(Language::Nl) => "desk-short-nl",
            Some(Language::Fr) => "desk-short-fr",
        }
    }

    fn whose_name(self) -> &'static str {
        match self.whose {
            None => "filter-all",
            Some(Whose::Own) => "desk-own",
            Some(Whose::Pool) => "desk-pool",
        }
    }

    fn label_name(self, content: &Content) -> Arg {
        match self.label.and_then(|id| content.label(id)) {
            Some(label) => Arg::Both { nl: label.name.nl.clone(), fr: label.name.fr.clone() },
            None => Arg::Msg("filter-all"),
        }
    }

    fn kind_name(self) -> &'static str {
        match self.kind {
            None => "filter-all",
            Some(Kind::Danger) => "filter-danger",
            Some(Kind::Rights) => "filter-rights",
            Some(Kind::Themes) => "filter-themes",
            Some(Kind::Others) => "filter-others",
            Some(Kind::Unsorted) => "filter-unsorted",
        }
    }
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Danger, Kind::Rights, Kind::Themes, Kind::Others, Kind::Unsorted];

    fn of(code: Option<Triage>) -> Self {
        match code {
            Some(Triage::X1 | Triage::X2 | Triage::X3) => Kind::Danger,
            Some(Triage::A1 | Triage::A2 | Triage::A3 | Triage::A4) => Kind::Rights,
            Some(Triage::B1 | Triage::B2 | Triage::B3) => Kind::Themes,
            Some(Triage::C1 | Triage::C2 | Triage::C3 | Triage::Z) => Kind::Others,
            None => Kind::Unsorted,
        }
    }
}

/// What this member set. A label that an editor took out of the list hides nothing.
pub fn of(turn: &mut Turn, staff: StaffId) -> Filter {
    let filter = turn.memory.filter(staff, turn.now);
    Filter { label: filter.label.filter(|label| turn.house.content.label(*label).is_some()), ..filter }
}

/// The labels of what this member sees, in the order of the list: no tap leads to an empty desk.
fn labels_in_use(turn: &Turn, staff: StaffId, member: &Staff) -> Vec<LabelId> {
    let borne: BTreeSet<LabelId> =
        claim::seen_by(turn, staff, member).flat_map(|(_, case)| case.labels().iter().copied()).collect();
    let all = turn.house.content.labels().iter().map(|label| label.id);
    all.filter(|label| borne.contains(label)).collect()
}

/// What can be set: each button shows what holds now, and a tap gives the next.
pub fn choose(turn: &mut Turn) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::SeeDesk)? else { return Ok(()) };
    let filter = of(turn, staff);
    let label = |id: &'static str, value: &'static str| Msg::new(id).with("value", Arg::Msg(value));
    let by_language = Filter { language: next(filter.language, &Language::ALL), ..filter };
    let by_project = Filter { whose: next(filter.whose, &[Whose::Own, Whose::Pool]), ..filter };
    let by_kind = Filter { kind: next(filter.kind, &Kind::ALL), ..filter };
    let by_label = Filter { label: next(filter.label, &labels_in_use(turn, staff, &member)), ..filter };
    let label_shown = Msg::new("filter-label").with("value", filter.label_name(&turn.house.content));
    let screen = Screen::new(Msg::new("filter-choose").with("hours", Arg::Number(FILTER_HOURS)))
        .row(vec![button(label("filter-language", filter.language_name()), DeskAct::Filter(by_language))])
        .row(vec![button(label("filter-whose", filter.whose_name()), DeskAct::Filter(by_project))])
        .row(vec![button(label("filter-kind", filter.kind_name()), DeskAct::Filter(by_kind))])
        .row(vec![button(label_shown, DeskAct::Filter(by_label))])
        .row(vec![
            button("filter-do-clear", DeskAct::Filter(Filter::default())),
            button("desk-home", DeskAct::ShowDesk),
        ]);
    let over = over(turn, staff);
    turn.to_staff_over(staff, over, screen, None, false)
}

/// Sets it. Nothing is written anywhere. Without one the desk itself is shown.
pub fn set(turn: &mut Turn, filter: Filter) -> Done {
    let Some((staff, member, _)) = allowed(turn, Capability::SeeDesk)? else { return Ok(()) };
    let now = turn.now;
    turn.memory.set_filter(staff, filter, now);
    if filter.is_open() { home::show(turn, staff, &member) } else { choose(turn) }
}
