//! What points at danger in a text: a hint that raises priority, never a judgement.
//!
//! Two ways, and either is enough. Phrases of `danger.toml` decide alone: they are what people are sure of. Beside them
//! the bot learns from examples (`danger-*.toml`) which words and letters stand in messages about danger, so that it
//! hears what nobody thought of as a phrase. All of it is content: whoever missed a message adds it, in plain words. A
//! question that a rights card surely answers must be more like the examples than another text. What tells of an arrest in
//! words of its own, and of nothing graver, keeps its cards: who sits in a police car asks how long, and is no less in the
//! front of the queue.
//!
//! Never true of this room: something is blocked, hidden or answered because of it; a text is kept. When in doubt it says
//! danger: the help lines once too often cost a glance, once too seldom perhaps a life.

mod digits;
mod examples;
mod features;
mod learnt;
mod meanings;
mod pupil;

use super::page::Fields;
use super::phrases::{Entry, Phrases};
use crate::domain::Language;
use serde::{Deserialize, Serialize};

pub(super) use examples::{FILES, Lesson, read as read_examples, twice};
pub(super) use learnt::Learnt;
pub(super) use meanings::read as read_meanings;

/// What the words point at, the gravest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Danger {
    SelfHarm,
    Abuse,
    Urgent,
    Threat,
}

pub(super) const KINDS: [(&str, Danger); 4] =
    [("self_harm", Danger::SelfHarm), ("abuse", Danger::Abuse), ("urgent", Danger::Urgent), ("threat", Danger::Threat)];

/// How sure it is that a text is about danger. Help comes first for all of them. Each is measured on messages about danger,
/// on questions about rights and on small talk: `cargo run --release --example danger_quality`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// It may well be an ordinary question: the help lines are shown, and that is all.
    Perhaps,
    /// It goes to the front of the queue as well.
    Likely,
    /// A phrase says so, or it is much like the examples: no cards stand beside the help any more. An arrest that nothing
    /// grave is told of is never certain by likeness alone.
    Certain,
}

impl Level {
    /// The gravest first, each with how much like the examples a text must be.
    const FROM: [(Self, f32); 3] = [(Self::Certain, 0.55), (Self::Likely, 0.34), (Self::Perhaps, 0.175)];
    /// The same for `Perhaps` when a card surely answers the text: it is most likely an ordinary question about rights.
    const PERHAPS_WITH_CARD: f32 = 0.225;

    fn of(sure: f32, has_card: impl FnOnce() -> bool) -> Option<Self> {
        let (level, _) = Self::FROM.into_iter().find(|(_, from)| sure >= *from)?;
        let is_heard = level > Self::Perhaps || sure >= Self::PERHAPS_WITH_CARD || !has_card();
        is_heard.then_some(level)
    }
}

/// What was heard in a text, and how surely.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Heard {
    pub danger: Danger,
    pub level: Level,
}

/// Why a text was taken for danger, for whoever edits the words.
#[derive(Clone, PartialEq, Eq)]
pub enum Why {
    /// These words of the text are a phrase.
    Phrase(String),
    /// It is like the examples, above all by these words, the weightiest first.
    Like(Vec<String>),
}

/// The phrases of `danger.toml`.
pub(super) fn read_phrases(file: &Fields<'_>) -> Phrases<Danger> {
    let mut entries = Vec::new();
    for fields in file.tables("entry") {
        // The language is for editors, to find their way: both languages are always searched.
        fields.one_of("language", &Language::ALL.map(|language| (language.code(), language)));
        let kind = fields.one_of("kind", &KINDS);
        let entry = Entry::read(&fields);
        if entry.is_empty() {
            fields.complain(fields.start(), "the entry has no phrase", "add phrases = [\"…\"]");
        }
        entries.extend(kind.map(|kind| (kind, entry)));
    }
    Phrases::new(entries)
}

pub(super) struct Matcher {
    phrases: Phrases<Danger>,
    learnt: Learnt,
}

impl Matcher {
    pub(super) fn new(phrases: Phrases<Danger>, learnt: Learnt) -> Self {
        Self { phrases, learnt }
    }

    /// `has_card` tells whether a rights card surely answers the text, `is_arrest` whether it tells of an arrest in so many
    /// words. Each is asked only when it matters.
    pub(super) fn find(
        &self,
        text: &str,
        has_card: impl FnOnce() -> bool,
        is_arrest: impl FnOnce() -> bool,
    ) -> Option<Heard> {
        let text = &digits::as_letters(text);
        if let Some((danger, _)) = self.phrases.find(text) {
            return Some(Heard { danger, level: Level::Certain });
        }
        let (danger, sure) = self.learnt.judge(text)?;
        let level = Level::of(sure, has_card)?;
        let is_arrest_alone =
            level == Level::Certain && danger == Danger::Urgent && is_arrest() && !self.learnt.is_grave(text);
        Some(Heard { danger, level: if is_arrest_alone { Level::Likely } else { level } })
    }

    pub(super) fn why(&self, text: &str) -> Option<Why> {
        let text = &digits::as_letters(text);
        match self.phrases.find(text) {
            Some((_, words)) => Some(Why::Phrase(words)),
            None => self.learnt.why(text).map(Why::Like),
        }
    }
}
