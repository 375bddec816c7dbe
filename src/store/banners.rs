//! What stands above the questions of which project. RAM only, rebuilt at every start.
//!
//! Never true of this file: it holds anything of a young person.

use crate::domain::Day;
use crate::domain::banner::Banner;
use std::collections::BTreeMap;

/// By project.
#[derive(Default)]
pub struct Banners {
    all: BTreeMap<String, Banner>,
    version: u64,
}

impl Banners {
    pub fn get(&self, project: &str) -> Option<Banner> {
        self.all.get(project).copied()
    }

    /// Changes with every one that comes or goes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Which days are closed where.
    pub fn closed(&self) -> Vec<(String, (Day, Day))> {
        let closed = self.all.iter().filter_map(|(project, banner)| Some((project.clone(), banner.closed()?)));
        closed.collect()
    }

    pub fn over(&self, today: Day) -> Vec<String> {
        self.all.iter().filter(|(_, banner)| banner.is_over(today)).map(|(project, _)| project.clone()).collect()
    }

    pub(super) fn set(&mut self, project: String, banner: Option<Banner>) {
        self.version += 1;
        match banner {
            Some(banner) => self.all.insert(project, banner),
            None => self.all.remove(&project),
        };
    }
}
