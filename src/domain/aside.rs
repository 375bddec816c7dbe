//! A case that waits for somebody else than the next in line: another project that was asked to take it, or a lawyer who was
//! asked to look at it. Nobody's turn, and still its own project's: whoever of it takes it back ends that.
//!
//! Never true of this file: a case is another project's before somebody there has said yes; two are asked at once.

use super::case::{Case, Refusal, Reply, Stage};
use super::{Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Why a case is offered to another project. A closed list, for the log too.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum HandReason {
    /// It is about their part of the country.
    Theirs,
    Language,
    TheyKnow,
    TooMuch,
}

impl HandReason {
    pub const ALL: [HandReason; 4] =
        [HandReason::Theirs, HandReason::Language, HandReason::TheyKnow, HandReason::TooMuch];
}

/// Why another project says no.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum HandRefusal {
    NotOurs,
    NoTime,
    NotOurLanguage,
}

impl HandRefusal {
    pub const ALL: [HandRefusal; 3] = [HandRefusal::NotOurs, HandRefusal::NoTime, HandRefusal::NotOurLanguage];
}

/// For whom it waits.
#[derive(Clone, Serialize, Deserialize)]
pub struct Aside {
    pub by: StaffId,
    pub until: Moment,
    pub whom: Whom,
}

#[derive(Clone, Serialize, Deserialize)]
pub enum Whom {
    /// A project. `note` is missing while it is written.
    Project { to: String, reason: HandReason, note: Option<String> },
    /// A lawyer, and what is to be known.
    Lawyer { ask: String, taken: Option<StaffId> },
}

impl Aside {
    /// Has everything been said that whoever is asked must know?
    pub fn is_whole(&self) -> bool {
        !matches!(self.whom, Whom::Project { note: None, .. })
    }
}

impl Case {
    /// Does it wait for somebody else now?
    pub fn is_aside(&self) -> bool {
        self.stage == Stage::Waiting && self.aside.is_some()
    }

    /// The project that was asked to take it.
    pub fn offered_to(&self) -> Option<&str> {
        match &self.aside.as_ref().filter(|_| self.is_aside())?.whom {
            Whom::Project { to, note: Some(_), .. } => Some(to),
            Whom::Project { .. } | Whom::Lawyer { .. } => None,
        }
    }

    /// Does it wait for a lawyer, and who looks at it?
    pub fn lawyer(&self) -> Option<Option<StaffId>> {
        match self.aside.as_ref().filter(|_| self.is_aside())?.whom {
            Whom::Lawyer { taken, .. } => Some(taken),
            Whom::Project { .. } => None,
        }
    }

    /// Where it is to go, and why; the note is asked for next.
    pub fn chooses_project(&mut self, by: StaffId, to: String, reason: HandReason) -> Result<(), Refusal> {
        self.held_by(by)?;
        self.aside = Some(Aside { by, until: Moment(0), whom: Whom::Project { to, reason, note: None } });
        Ok(())
    }

    /// With the note it is offered. Gives to whom.
    pub fn offer(&mut self, by: StaffId, text: String, until: Moment) -> Result<String, Refusal> {
        self.held_by(by)?;
        let Some(aside) = &mut self.aside else { return Err(Refusal::Changed) };
        let Whom::Project { to, note, .. } = &mut aside.whom else { return Err(Refusal::Changed) };
        let to = to.clone();
        (*note, aside.until, aside.by) = (Some(text), until, by);
        self.put_back();
        Ok(to)
    }

    /// It is urgent only now: whoever was asked has until then at most.
    pub fn hurries(&mut self, until: Moment) {
        if let Some(aside) = &mut self.aside {
            aside.until = aside.until.min(until);
        }
    }

    /// Another project said yes: it is theirs, and with whoever said so.
    pub fn accept(&mut self, project: String, by: StaffId, now: Moment, lease: Moment) -> Result<Aside, Refusal> {
        if self.offered_to() != Some(project.as_str()) {
            return Err(Refusal::Changed);
        }
        let aside = self.aside.take().ok_or(Refusal::Changed)?;
        self.changes_project(project, by, now, lease)?;
        Ok(aside)
    }

    /// It is another project's, and with whoever took it there.
    pub fn changes_project(&mut self, project: String, by: StaffId, now: Moment, lease: Moment) -> Result<(), Refusal> {
        self.claim(by, now, lease)?;
        self.project = Some(project);
        Ok(())
    }

    /// A lawyer is asked.
    pub fn ask_lawyer(&mut self, by: StaffId, ask: String, until: Moment) -> Result<(), Refusal> {
        self.held_by(by)?;
        self.aside = Some(Aside { by, until, whom: Whom::Lawyer { ask, taken: None } });
        self.put_back();
        Ok(())
    }

    /// The first lawyer who looks at it has it, until they let it go.
    pub fn lawyer_takes(&mut self, staff: StaffId) -> Result<(), Refusal> {
        if self.lawyer().is_none() {
            return Err(Refusal::Changed);
        }
        match self.aside.as_mut().map(|aside| &mut aside.whom) {
            Some(Whom::Lawyer { taken, .. }) if taken.is_none_or(|by| by == staff) => {
                *taken = Some(staff);
                Ok(())
            }
            Some(_) | None => Err(Refusal::HeldByOther),
        }
    }

    pub fn lawyer_lets_go(&mut self) {
        if let Some(Whom::Lawyer { taken, .. }) = self.aside.as_mut().map(|aside| &mut aside.whom) {
            *taken = None;
        }
    }

    /// What a lawyer proposes is a draft like any other: whoever sends it is its second reader.
    pub fn lawyer_writes(&mut self, staff: StaffId, text: String) -> Result<Aside, Refusal> {
        if self.lawyer() != Some(Some(staff)) {
            return Err(Refusal::Changed);
        }
        self.write(text, staff, Reply::Answer);
        self.aside.take().ok_or(Refusal::Changed)
    }

    /// A lawyer has said what there is to say.
    pub fn lawyer_is_done(&mut self, staff: StaffId, now: Moment) -> Result<Aside, Refusal> {
        if self.lawyer() != Some(Some(staff)) {
            return Err(Refusal::Changed);
        }
        self.ends_aside(now).ok_or(Refusal::Changed)
    }

    /// Nobody else is asked any more. While they were, no colleague could take a draft to read: its wait for one begins anew.
    pub fn ends_aside(&mut self, now: Moment) -> Option<Aside> {
        let aside = self.aside.take()?;
        self.waits_anew(now, false);
        Some(aside)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Day, Language};
    use super::*;

    const SAM: StaffId = StaffId([1; 16]);
    const GERD: StaffId = StaffId([2; 16]);

    fn held() -> Case {
        let code = Code::parse("K7Q4MN").expect("a code");
        let stage = Stage::Claimed { holder: SAM, since: Moment(0), until: Moment(9) };
        let case = Case::new(code, Language::Nl, Day(20_000), 1, Moment(0));
        Case { stage, project: Some("genk".to_owned()), ..case }
    }

    #[test]
    fn it_is_another_projects_only_with_their_yes() {
        let mut case = held();
        case.chooses_project(SAM, "gent".to_owned(), HandReason::Theirs).expect("held");
        assert_eq!(case.offered_to(), None, "not without a note");
        assert_eq!(case.offer(SAM, "Over Gent.".to_owned(), Moment(9)).ok().as_deref(), Some("gent"));
        assert_eq!((case.offered_to(), case.project.as_deref()), (Some("gent"), Some("genk")));
        assert!(case.accept("aalst".to_owned(), GERD, Moment(1), Moment(2)).is_err());
        let mut taken_back = case.clone();
        taken_back.claim(SAM, Moment(1), Moment(2)).expect("its own project takes it back");
        assert!(taken_back.accept("gent".to_owned(), GERD, Moment(1), Moment(2)).is_err());
        case.accept("gent".to_owned(), GERD, Moment(1), Moment(2)).expect("offered to them");
        assert_eq!((case.holder(), case.project.as_deref()), (Some(GERD), Some("gent")));
    }

    #[test]
    fn one_lawyer_looks_at_it_and_writes_a_draft_that_somebody_else_sends() {
        let mut case = held();
        case.ask_lawyer(SAM, "Mag dat?".to_owned(), Moment(9)).expect("held");
        assert_eq!(case.lawyer(), Some(None));
        case.lawyer_takes(GERD).expect("free");
        assert_eq!(case.lawyer_takes(SAM), Err(Refusal::HeldByOther));
        assert!(case.lawyer_writes(SAM, "Ja.".to_owned()).is_err(), "not whoever did not take it");
        case.lawyer_writes(GERD, "Ja.".to_owned()).expect("taken");
        assert_eq!((case.stage, case.draft.map(|draft| draft.author)), (Stage::Waiting, Some(GERD)));
    }
}
