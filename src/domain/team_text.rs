//! A text that the team wrote for more than one person: an answer for everybody in the library of rights, or one that is
//! said again and again at the desk. Written in both languages, read by a second member, good for a year at most.
//!
//! Never true of this file: a text is shown that its author alone has read, that was changed after it was read, or whose
//! day is over; a text says from which question it came, or from whose.

use super::limits::{
    TEXT_BODY_UNITS_MAX, TEXT_DAYS_BEFORE_LIVE, TEXT_DRAFT_DAYS, TEXT_REMIND_DAYS, TEXT_SOURCES_MAX,
    TEXT_TITLE_UNITS_MAX,
};
use super::{Day, Language, Moment, StaffId};
use serde::{Deserialize, Serialize};

/// Lives 90 days after the last change while nobody is shown it; while it is shown, until its day, a year at most, and
/// 90 days more. Sealed under a key of its own, a fresh one for each change: what was corrected is gone.
#[derive(Clone, Serialize, Deserialize)]
pub struct TeamText {
    pub kind: TextKind,
    /// The project of who began it: when the owner is gone, its coordinators own it.
    pub project: String,
    pub owner: StaffId,
    /// Who changed it last, or asked that it may stay longer.
    pub author: StaffId,
    pub nl: Words,
    pub fr: Words,
    /// A topic id of `content/topics.toml`. Of the library only.
    pub topic: Option<String>,
    /// Web addresses. Of the library only.
    pub sources: Vec<String>,
    /// How long it is to be good for, once it is approved.
    pub months: Months,
    /// What a reader said when it was sent back.
    pub comment: Option<String>,
    /// Grows with every change: what is approved is what was read.
    pub version: u32,
    /// The first day on which it may be shown: a Monday, so that it does not tell on which day something was answered.
    pub not_before: Day,
    pub stage: TextStage,
    /// The day of the last change.
    pub touched: Day,
    /// The owner was told that its day comes near.
    pub reminded: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum TextKind {
    /// For everybody, among the rights cards.
    Library,
    /// For the desk: fills the draft of an answer.
    Canned,
}

impl TextKind {
    /// What is written of it in each language, in the order in which it is asked for.
    pub fn pieces(self) -> &'static [Piece] {
        match self {
            TextKind::Library => &[Piece::Title, Piece::Label, Piece::Body],
            // The asker is shown the body alone, and the desk chooses by the button.
            TextKind::Canned => &[Piece::Label, Piece::Body],
        }
    }
}

/// What stands in a canned text for something that each project has its own of: the name of the service, its hours. The
/// same in both languages, so that a translation does not break one.
pub const VARIABLES: [&str; 2] = ["{naam_dienst}", "{uren}"];

/// A text in one language.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub title: String,
    /// The button.
    pub label: String,
    pub body: String,
}

/// A part of the words in one language.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Piece {
    Title,
    Label,
    Body,
}

/// For how long a text is good before somebody must look at it again.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Months {
    Three,
    Six,
    Twelve,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TextStage {
    Writing,
    /// For a second reader.
    Waiting,
    /// Read, and shown from its first day on.
    Approved,
    /// Shown, up to and without this day. `longer` when a reader is asked whether it may stay.
    Live {
        until: Day,
        longer: bool,
    },
    Withdrawn,
}

/// What is still lacking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lacking {
    Words(Language, Piece),
    Topic,
    Source,
}

/// The domain says no.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextRefusal {
    /// Something is lacking.
    Unfinished,
    /// Whoever wrote it does not read it as the second one.
    OwnText,
    /// It was changed since it was shown to the reader.
    Changed,
    /// It does not wait for a reader, or is not shown: somebody was faster.
    NotNow,
}

impl Piece {
    pub const ALL: [Piece; 3] = [Piece::Title, Piece::Label, Piece::Body];

    /// UTF-16 units that fit.
    pub fn units_max(self) -> usize {
        match self {
            Piece::Title => TEXT_TITLE_UNITS_MAX,
            Piece::Label => super::limits::LABEL_UNITS_MAX,
            Piece::Body => TEXT_BODY_UNITS_MAX,
        }
    }
}

impl Months {
    pub const ALL: [Months; 3] = [Months::Three, Months::Six, Months::Twelve];

    /// Twelve are a year and never more.
    pub fn days(self) -> i32 {
        match self {
            Months::Three => 91,
            Months::Six => 182,
            Months::Twelve => 365,
        }
    }

    pub fn number(self) -> i64 {
        match self {
            Months::Three => 3,
            Months::Six => 6,
            Months::Twelve => 12,
        }
    }

    fn from(self, day: Day) -> Day {
        Day(day.0.saturating_add(self.days()))
    }
}

impl Words {
    pub fn get(&self, part: Piece) -> &str {
        match part {
            Piece::Title => &self.title,
            Piece::Label => &self.label,
            Piece::Body => &self.body,
        }
    }

    fn set(&mut self, part: Piece, text: String) {
        match part {
            Piece::Title => self.title = text,
            Piece::Label => self.label = text,
            Piece::Body => self.body = text,
        }
    }
}

/// The first day on which something may be shown that was answered on `answered`: the Monday after so many days, or that
/// day itself when it is one.
pub fn first_day(answered: Day) -> Day {
    let earliest = answered.0.saturating_add(TEXT_DAYS_BEFORE_LIVE);
    // 1970-01-01 was a Thursday, so the first Monday was day 4.
    Day(earliest + (4 - earliest).rem_euclid(7))
}

impl TeamText {
    pub fn new(kind: TextKind, owner: StaffId, project: String, not_before: Day, today: Day) -> Self {
        Self {
            kind,
            project,
            owner,
            author: owner,
            nl: Words::default(),
            fr: Words::default(),
            topic: None,
            sources: Vec::new(),
            months: Months::Twelve,
            comment: None,
            version: 1,
            not_before,
            stage: TextStage::Writing,
            touched: today,
            reminded: false,
        }
    }

    pub fn words(&self, language: Language) -> &Words {
        match language {
            Language::Nl => &self.nl,
            Language::Fr => &self.fr,
        }
    }

    /// Is it shown on this day? The clock may be late with taking it away.
    pub fn is_good_on(&self, today: Day) -> bool {
        matches!(self.stage, TextStage::Live { until, .. } if today < until)
    }

    pub fn is_live(&self) -> bool {
        matches!(self.stage, TextStage::Live { .. })
    }

    /// Has a second reader said yes to it as it is? It is shown, or will be.
    pub fn is_read(&self) -> bool {
        matches!(self.stage, TextStage::Approved | TextStage::Live { .. })
    }

    /// Does it wait for the word of a second reader?
    pub fn is_read_next(&self) -> bool {
        matches!(self.stage, TextStage::Waiting | TextStage::Live { longer: true, .. })
    }

    /// In the order in which it is asked for; empty when it is finished.
    pub fn lacking(&self) -> Vec<Lacking> {
        let pieces = self.kind.pieces();
        let parts = Language::ALL.into_iter().flat_map(|language| pieces.iter().map(move |part| (language, *part)));
        let empty = parts.filter(|(language, part)| self.words(*language).get(*part).is_empty());
        let mut lacking: Vec<Lacking> = empty.map(|(language, part)| Lacking::Words(language, part)).collect();
        match self.kind {
            TextKind::Library => {
                lacking.extend(self.topic.is_none().then_some(Lacking::Topic));
                lacking.extend(self.sources.is_empty().then_some(Lacking::Source));
            }
            TextKind::Canned => {}
        }
        lacking
    }

    /// Every change makes it a draft again, whatever was approved.
    fn change(&mut self, by: StaffId, today: Day) {
        self.author = by;
        self.stage = TextStage::Writing;
        self.version = self.version.wrapping_add(1);
        self.touched = today;
        self.reminded = false;
    }

    pub fn write(&mut self, language: Language, part: Piece, text: String, by: StaffId, today: Day) {
        match language {
            Language::Nl => self.nl.set(part, text),
            Language::Fr => self.fr.set(part, text),
        }
        self.change(by, today);
    }

    /// Not on the shelf before this day: its words may come from a question that was answered not long ago.
    pub fn hold_until(&mut self, day: Day) {
        self.not_before = self.not_before.max(day);
    }

    pub fn choose_topic(&mut self, topic: String, by: StaffId, today: Day) {
        self.topic = Some(topic);
        self.change(by, today);
    }

    /// Sources replace those that were there; beyond the maximum the first ones count.
    pub fn name_sources(&mut self, mut sources: Vec<String>, by: StaffId, today: Day) {
        sources.truncate(TEXT_SOURCES_MAX);
        self.sources = sources;
        self.change(by, today);
    }

    /// Off the shelf, or back from the reader, to be worked on.
    pub fn take_up(&mut self, by: StaffId, today: Day) {
        self.change(by, today);
    }

    /// For a second reader.
    pub fn submit(&mut self, months: Months, today: Day) -> Result<(), TextRefusal> {
        match self.stage {
            TextStage::Writing => {}
            TextStage::Waiting | TextStage::Approved | TextStage::Live { .. } | TextStage::Withdrawn => {
                return Err(TextRefusal::NotNow);
            }
        }
        if !self.lacking().is_empty() {
            return Err(TextRefusal::Unfinished);
        }
        // A reader says yes to the months as well: who still has it on screen with others is not heard.
        self.version = self.version.wrapping_add(1);
        self.months = months;
        self.comment = None;
        self.stage = TextStage::Waiting;
        self.touched = today;
        Ok(())
    }

    /// May this member read it as the second one, in the version that was shown?
    pub fn read_by(&self, reader: StaffId, version: u32) -> Result<(), TextRefusal> {
        if reader == self.author || reader == self.owner {
            return Err(TextRefusal::OwnText);
        }
        if version != self.version {
            return Err(TextRefusal::Changed);
        }
        if self.is_read_next() { Ok(()) } else { Err(TextRefusal::NotNow) }
    }

    /// A second reader says yes. It is shown at once, or from its first day on.
    pub fn approve(&mut self, reader: StaffId, version: u32, today: Day) -> Result<(), TextRefusal> {
        self.read_by(reader, version)?;
        self.stage = TextStage::Approved;
        self.touched = today;
        self.reminded = false;
        self.go_live(today);
        Ok(())
    }

    /// Onto the shelf, if it is approved and its first day has come. Gives whether it is shown now.
    pub fn go_live(&mut self, today: Day) -> bool {
        if self.stage == TextStage::Approved && self.not_before <= today {
            self.stage = TextStage::Live { until: self.months.from(today), longer: false };
            self.touched = today;
        }
        self.is_live()
    }

    /// A second reader says no, and why. What is shown stays until its day.
    pub fn send_back(&mut self, reader: StaffId, version: u32, comment: String, today: Day) -> Result<(), TextRefusal> {
        self.read_by(reader, version)?;
        self.comment = Some(comment);
        self.stage = match self.stage {
            TextStage::Live { until, .. } => TextStage::Live { until, longer: false },
            TextStage::Writing | TextStage::Waiting | TextStage::Approved | TextStage::Withdrawn => TextStage::Writing,
        };
        self.touched = today;
        Ok(())
    }

    /// Asks a second reader whether it may stay on the shelf, from the day of the reading on.
    pub fn ask_longer(&mut self, months: Months, by: StaffId) -> Result<(), TextRefusal> {
        let TextStage::Live { until, .. } = self.stage else { return Err(TextRefusal::NotNow) };
        self.stage = TextStage::Live { until, longer: true };
        self.months = months;
        self.author = by;
        self.version = self.version.wrapping_add(1);
        self.comment = None;
        Ok(())
    }

    pub fn withdraw(&mut self, today: Day) -> Result<(), TextRefusal> {
        match self.stage {
            TextStage::Live { .. } | TextStage::Approved | TextStage::Waiting => {}
            TextStage::Writing | TextStage::Withdrawn => return Err(TextRefusal::NotNow),
        }
        self.stage = TextStage::Withdrawn;
        self.version = self.version.wrapping_add(1);
        self.touched = today;
        Ok(())
    }

    /// When something is next to be done about it by the clock alone.
    pub fn next_due(&self) -> Moment {
        let forgotten = self.touched.start().plus_days(TEXT_DRAFT_DAYS);
        match self.stage {
            TextStage::Writing | TextStage::Waiting | TextStage::Withdrawn => forgotten,
            TextStage::Approved => self.not_before.start(),
            TextStage::Live { until, .. } if self.reminded => until.start(),
            TextStage::Live { until, .. } => until.start().plus_days(-TEXT_REMIND_DAYS),
        }
    }

    /// No date of it lies further away than if it all happened today.
    pub fn put_dates_right(&mut self, today: Day) {
        self.touched = self.touched.min(today);
        self.not_before = self.not_before.min(first_day(today));
        if let TextStage::Live { until, .. } = &mut self.stage {
            *until = (*until).min(Months::Twelve.from(today));
        }
    }
}

#[cfg(test)]
#[path = "team_text_tests.rs"]
mod tests;
