//! What the content may not leave out, because records point at it.
//!
//! Never true of this file: something is missed here that the content has.

use super::{Complaint, Content};

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

    pub fn has_topic(&self, id: &str) -> bool {
        self.files.topics.iter().any(|topic| topic.id.as_str() == id)
    }
}
