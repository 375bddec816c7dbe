//! What every turn stands in: content, sentences, masks and the operator's numbers.
//!
//! Never true of this file: something in it changes while a turn is decided. Edited content is a whole new house, moved
//! into between two turns (`runtime/core/reload.rs`).

use crate::content::{Card, Content};
use crate::domain::limits;
use crate::domain::redact::{MaskNames, Redactor};
use crate::domain::retention::Retention;
use crate::domain::{Day, Language};
use crate::locale::Locale;
use std::collections::BTreeMap;
use std::sync::Arc;

/// See the file's header.
pub struct House {
    pub content: Arc<Content>,
    pub locale: Arc<Locale>,
    pub redactor: Arc<Redactor>,
    pub mask_names: BTreeMap<Language, MaskNames>,
    pub settings: Settings,
}

impl House {
    pub fn new(content: impl Into<Arc<Content>>, locale: Locale, settings: Settings) -> Self {
        let names_in = |language| MaskNames::new(|kind| locale.named(language, &format!("mask-{}", kind.key())));
        let mask_names = Language::ALL.map(|language| (language, names_in(language))).into();
        Self::of(content.into(), Arc::new(locale), mask_names, settings)
    }

    /// The same house with edited content, and with everything that follows from content.
    pub fn with(&self, content: Content) -> Self {
        Self::of(Arc::new(content), Arc::clone(&self.locale), self.mask_names.clone(), self.settings.clone())
    }

    fn of(
        content: Arc<Content>,
        locale: Arc<Locale>,
        mask_names: BTreeMap<Language, MaskNames>,
        settings: Settings,
    ) -> Self {
        let redactor = Arc::new(Redactor::new(&content.allowed_numbers(), &content.allowed_hosts()));
        Self { content, locale, redactor, mask_names, settings }
    }

    /// The same house with these texts of the team on the shelf, and no others; and with these days closed, by project. Nothing that is dear to make is made anew
    /// but the search: a text names only hosts that the content names.
    #[must_use]
    pub fn with_shelf(&self, published: impl IntoIterator<Item = Card>, closed: Vec<(String, (Day, Day))>) -> Self {
        let mut content = self.content.shelve(published);
        content.close(closed);
        Self {
            content: Arc::new(content),
            locale: Arc::clone(&self.locale),
            redactor: Arc::clone(&self.redactor),
            mask_names: self.mask_names.clone(),
            settings: self.settings.clone(),
        }
    }
}

/// Numbers that the operator may set.
#[derive(Clone, Debug)]
pub struct Settings {
    pub question_units: usize,
    pub lease_minutes: i64,
    /// The least count of people that figures show.
    pub figures_from: u32,
    pub answer_within_working_days: u32,
    pub retention: Retention,
    pub capacity: Capacity,
    /// The bot's own name, once it is known: for links that lead here.
    pub bot_name: Option<String>,
}

/// How much the house holds before it kindly says no. The operator does not set it; tests make it small, to reach it.
#[derive(Clone, Copy, Debug)]
pub struct Capacity {
    pub choosers: usize,
    pub drafts: usize,
    pub strangers_drafts: usize,
    pub waiting_cases: usize,
    pub cases: usize,
    pub outbox_rows: usize,
    pub encounters: usize,
    pub seats_per_encounter: usize,
    pub cards: usize,
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            choosers: limits::CHOOSERS_MAX,
            drafts: limits::DRAFTS_MAX,
            strangers_drafts: limits::STRANGERS_DRAFTS_MAX,
            waiting_cases: limits::WAITING_CASES_MAX,
            cases: limits::CASES_MAX,
            outbox_rows: limits::OUTBOX_ROWS_MAX,
            encounters: limits::ENCOUNTERS_MAX,
            seats_per_encounter: limits::SEATS_PER_ENCOUNTER_MAX,
            cards: limits::PAPER_CARDS_MAX,
        }
    }
}

impl Settings {
    /// A link that opens the talk with the bot and says `payload` there. `None` while its own name is not known.
    pub fn link(&self, payload: &str) -> Option<String> {
        self.bot_name.as_ref().map(|bot| format!("https://t.me/{bot}?start={payload}"))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            question_units: limits::QUESTION_UNITS_MAX,
            lease_minutes: 20,
            figures_from: limits::FIGURE_LEAST_MIN,
            answer_within_working_days: 2,
            retention: Retention::default(),
            capacity: Capacity::default(),
            bot_name: None,
        }
    }
}
