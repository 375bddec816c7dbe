//! Edited content in a running bot: read beside the writer, judged against the records, moved into between two turns.
//!
//! Never true of this file: half of a folder is used; the writer waits for a disk; a project goes away to which members
//! or questions still belong, a topic under which a text of the team stands, or a site to which one sends people.

use super::Core;
use crate::content::{Complaint, Content, Source};
use crate::dialogue::{Event, House, Reading};
use crate::domain::audit::Act;
use crate::domain::roles::Standing;
use crate::domain::{Moment, StaffId};
use crate::store::StoreError;
use crate::store::index::Index;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Mistakes that the log names at most; `rechtdoor check` names all.
const LOGGED_MAX: usize = 10;

/// The content is to be read, off the writer's thread.
pub struct LoadJob {
    house: Arc<House>,
    askers: Vec<StaffId>,
    by_host: bool,
}

/// What came of a [`LoadJob`].
#[derive(Clone)]
pub struct LoadDone {
    askers: Vec<StaffId>,
    by_host: bool,
    read: Read,
}

#[derive(Clone)]
enum Read {
    Fresh(Arc<House>),
    Wrong(Vec<Complaint>),
    BuiltIn,
}

impl LoadJob {
    /// Reads the whole folder, and takes a tenth of a second for it. `None` when the content is built into the program.
    pub fn perform(self, source: Option<&Source>) -> LoadDone {
        let Self { house, askers, by_host } = self;
        let read = source.map_or(Read::BuiltIn, |source| {
            // A bug in the reading costs one reload, and whoever asked hears of it.
            let read = catch_unwind(AssertUnwindSafe(|| Content::load(source).map(|content| house.with(content))));
            match read {
                Ok(Ok(house)) => Read::Fresh(Arc::new(house)),
                Ok(Err(complaints)) => Read::Wrong(complaints),
                Err(_) => Read::Wrong(vec![Complaint::bug()]),
            }
        });
        LoadDone { askers, by_host, read }
    }
}

/// Who waits for the content to be read. RAM only: a start reads it anyway.
#[derive(Default)]
pub(super) struct Reload {
    host_asks: bool,
    is_under_way: bool,
}

impl Core {
    /// The operator wants the content read anew.
    pub(super) fn host_wants_reload(&mut self) {
        self.reload.host_asks = true;
    }

    /// The content to be read now, if somebody asked for it: one reading at a time, and one for all who asked.
    pub fn next_load(&mut self) -> Option<LoadJob> {
        if self.reload.is_under_way {
            return None;
        }
        let askers = self.memory.take_reload_wishes();
        let by_host = std::mem::take(&mut self.reload.host_asks);
        if askers.is_empty() && !by_host {
            return None;
        }
        self.reload.is_under_way = true;
        Some(LoadJob { house: Arc::clone(&self.house), askers, by_host })
    }

    /// The content was read. Its entry in the log and what is told stand in one turn; only then is it moved into.
    pub(super) fn loaded(&mut self, done: LoadDone, now: Moment) -> Result<(), StoreError> {
        self.reload.is_under_way = false;
        let LoadDone { askers, by_host, read } = done;
        let read = match read {
            Read::Fresh(house) => match vanished(&house.content, &self.store.index) {
                complaints if complaints.is_empty() => Read::Fresh(house),
                complaints => Read::Wrong(complaints),
            },
            Read::Wrong(complaints) => Read::Wrong(complaints),
            Read::BuiltIn => Read::BuiltIn,
        };
        let reading = reading(&read);
        log(&reading);
        let is_told = self.fenced(None, now, Event::Reloaded { askers, reading })?.is_some();
        if let (Read::Fresh(house), true) = (read, is_told) {
            if by_host {
                self.note(Act::ContentReloaded)?;
            }
            self.move_into(house);
        }
        Ok(())
    }

    /// From here on every turn is decided in another house. Whatever is kept beside the content is made anew here.
    fn move_into(&mut self, house: Arc<House>) {
        self.house = house;
        self.shelve();
    }
}

/// What the content may not leave out, as mistakes of its files: a project to which members of the team, groups, questions
/// or encounters belong, because nobody would look after those any more; the topic of a text that is shown or on its way
/// there, because nobody who looks around would find it; and the site of its sources, because nobody vouches for it any more.
pub(in crate::runtime) fn vanished(content: &Content, index: &Index) -> Vec<Complaint> {
    let members = index.members.values().filter(|member| member.standing != Standing::Removed);
    let of_members = members.map(|member| member.project.as_str());
    let of_groups = index.groups.values().map(String::as_str);
    // Also of the closed ones: until they are forgotten, an addition can open them again.
    let of_cases = index.cases.values().filter_map(|case| case.project());
    let of_encounters = index.encounters.all().map(|(_, encounter)| encounter.project.as_str());
    let in_use: BTreeSet<&str> = of_members.chain(of_groups).chain(of_cases).chain(of_encounters).collect();
    let texts = || index.texts.all().map(|(_, text)| text).filter(|text| text.is_read_next() || text.is_read());
    let topics: BTreeSet<&str> = texts().filter_map(|text| text.topic.as_deref()).collect();
    let sites = texts().flat_map(|text| text.sources.iter().map(String::as_str));
    [content.lacking(in_use), content.lacking_topics(topics), content.lacking_sites(sites)].concat()
}

fn reading(read: &Read) -> Reading {
    match read {
        Read::Fresh(house) => Reading::Fresh {
            cards: house.content.cards().len(),
            lines: house.content.all_help_lines().len(),
            projects: house.content.projects().len(),
        },
        Read::Wrong(complaints) => Reading::Wrong(complaints.clone()),
        Read::BuiltIn => Reading::BuiltIn,
    }
}

fn log(reading: &Reading) {
    match reading {
        Reading::Fresh { cards, lines, projects } => {
            tracing::info!(cards, lines, projects, "the content was reloaded");
        }
        Reading::Wrong(complaints) => {
            for complaint in complaints.iter().take(LOGGED_MAX) {
                tracing::warn!(mistake = %complaint, "a mistake in the content");
            }
            let mistakes = complaints.len();
            tracing::warn!(
                mistakes,
                "the content was not reloaded, the old one stays; `rechtdoor check` names every mistake"
            );
        }
        Reading::BuiltIn => tracing::info!("the content is built into the program: there is nothing to reload"),
    }
}
