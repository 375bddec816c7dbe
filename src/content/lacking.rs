//! What the content may not leave out, because records point at it.
//!
//! Never true of this file: something is missed here that the content has.

use super::text::host;
use super::{Complaint, Content};
use std::collections::BTreeSet;

impl Content {
    /// Which of these projects are not here, as mistakes of their file: somebody still belongs to them.
    pub fn lacking<'a>(&self, in_use: impl IntoIterator<Item = &'a str>) -> Vec<Complaint> {
        let gone =
            in_use.into_iter().filter(|id| !self.files.projects.iter().any(|project| project.id.as_str() == *id));
        let complaint = |id: &str| Complaint {
            file: "projects.toml".to_owned(),
            line: 1,
            what: format!(
                "the project \"{id}\" is gone, but members of the team, a group, questions or encounters belong to it"
            ),
            mend: format!("put its entry back with id = \"{id}\"; its name and its hours may change"),
        };
        gone.map(complaint).collect()
    }

    /// The same of topics, under which texts of the team stand.
    pub fn lacking_topics<'a>(&self, in_use: impl IntoIterator<Item = &'a str>) -> Vec<Complaint> {
        let gone = in_use.into_iter().filter(|id| !self.has_topic(id));
        let complaint = |id: &str| Complaint {
            file: "topics.toml".to_owned(),
            line: 1,
            what: format!("the topic \"{id}\" is gone, but texts that the team has published stand under it"),
            mend: format!("put its entry back with id = \"{id}\", or take those texts off the shelf first (/bib)"),
        };
        gone.map(complaint).collect()
    }

    /// The same of sites, by the addresses at which texts of the team name their sources.
    pub fn lacking_sites<'a>(&self, in_use: impl IntoIterator<Item = &'a str>) -> Vec<Complaint> {
        let named = self.allowed_hosts();
        let gone: BTreeSet<String> = in_use.into_iter().filter_map(host).filter(|host| !named.contains(host)).collect();
        // Never the whole address: somebody typed it.
        let complaint = |host: String| Complaint {
            file: "cards".to_owned(),
            line: 1,
            what: format!(
                "no card names the site \"{host}\" any more, but texts that the team has published send people there"
            ),
            mend: "name it among the sources of a card again, or take those texts off the shelf first (/bib)"
                .to_owned(),
        };
        gone.into_iter().map(complaint).collect()
    }

    pub fn has_topic(&self, id: &str) -> bool {
        self.files.topics.iter().any(|topic| topic.id.as_str() == id)
    }
}
