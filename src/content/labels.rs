//! The labels of `labels.toml`, which the desk puts on questions beside their codes.
//!
//! Never true of this list: a label stands in it twice, by its id, its name or its emoji; a name begins with a letter.

use std::collections::BTreeSet;

use super::cards::{LABEL_UNITS_MAX, at_most};
use super::page::Fields;
use super::{Content, Localised};
use crate::domain::label::LabelId;
use crate::domain::limits::LABELS_MAX;

/// What the content says of one label.
#[derive(Clone)]
pub struct Label {
    pub id: LabelId,
    /// With an emoji in front.
    pub name: Localised,
}

impl Label {
    /// For a list, where there is no room for its name.
    pub fn emoji(&self) -> &str {
        emoji(&self.name.nl)
    }
}

fn emoji(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

pub(super) fn read(file: &Fields<'_>) -> Vec<Label> {
    let (mut ids, mut shown) = (BTreeSet::new(), BTreeSet::new());
    let mut labels = Vec::new();
    for fields in file.tables("label") {
        let id = fields.text("id").and_then(|(text, at)| {
            let id = LabelId::parse(text);
            if id.is_none() {
                fields.complain(at, format!("`id` is \"{text}\""), "use small letters, digits and dashes, 12 at most");
            }
            id
        });
        let Some((name, at)) = fields.localised("name") else { continue };
        for text in [&name.nl, &name.fr] {
            at_most(&fields, "name", text, at, LABEL_UNITS_MAX);
            let is_plain = emoji(text).chars().any(char::is_alphanumeric) || emoji(text) == text.as_str();
            if is_plain {
                fields.complain(at, format!("\"{text}\" has no emoji in front"), "begin with an emoji and a space");
            }
        }
        if emoji(&name.nl) != emoji(&name.fr) {
            fields.complain(at, "the emoji is not the same in both languages", "write the same one");
        }
        let Some(id) = id else { continue };
        if !ids.insert(id) {
            fields.complain(fields.at_of("id"), "this id is there twice", "leave it once");
        }
        if !shown.insert(emoji(&name.nl).to_owned()) {
            fields.complain(at, format!("the emoji of \"{}\" is there twice", name.nl), "take another one");
        }
        labels.push(Label { id, name });
    }
    if labels.len() > LABELS_MAX {
        file.complain(file.start(), format!("{} labels, {LABELS_MAX} fit", labels.len()), "take some out");
    }
    labels
}

impl Content {
    /// Those that can be put on, in the order of the file.
    pub fn labels(&self) -> &[Label] {
        &self.files.labels
    }

    /// `None` of one that an editor took out.
    pub fn label(&self, id: LabelId) -> Option<&Label> {
        self.labels().iter().find(|label| label.id == id)
    }
}

/// A file with one label.
#[cfg(test)]
pub(super) fn enough() -> String {
    "[[label]]\nid = \"home\"\nname = { nl = \"🏠 thuis\", fr = \"🏠 maison\" }\n".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;
    use crate::content::{Complaint, Source, embedded_files};

    fn complaints(from: &str, to: &str) -> Vec<Complaint> {
        let mut files = embedded_files();
        let text = String::from_utf8(files["labels.toml"].clone()).expect("UTF-8");
        assert!(text.contains(from), "{from}");
        files.insert("labels.toml".to_owned(), text.replacen(from, to, 1).into_bytes());
        Content::load(&Source::memory(files)).err().unwrap_or_default()
    }

    #[test]
    fn a_list_that_the_desk_could_not_show_does_not_load() {
        let table = [
            ("id = \"school\"", "id = \"home\"", "this id is there twice"),
            ("id = \"school\"", "id = \"School\"", "`id` is \"School\""),
            ("nl = \"🏫 school\"", "nl = \"school\"", "has no emoji in front"),
            ("nl = \"🏫 school\"", "nl = \"een school\"", "has no emoji in front"),
            ("nl = \"🏫 school\"", "nl = \"🏫 een heel grote school\"", "24 characters, 20 fit"),
            ("nl = \"🏫 school\"", "nl = \"🎒 school\"", "not the same in both languages"),
            ("🏫", "🏠", "not the same in both languages"),
            (
                "nl = \"🏫 school\", fr = \"🏫 \u{e9}cole\"",
                "nl = \"🏠 school\", fr = \"🏠 \u{e9}cole\"",
                "is there twice",
            ),
        ];
        for (from, to, what) in table {
            let found = complaints(from, to);
            assert!(found.iter().any(|it| it.file == "labels.toml" && it.what.contains(what)), "{what}: {found:?}");
        }
        assert!(complaints("🏫 school", "🏫 op school").is_empty(), "the control");
    }

    #[test]
    fn what_is_in_the_list_is_found_and_nothing_else() {
        let content = shipped();
        let home = LabelId::parse("home").expect("an id");
        assert_eq!(content.label(home).map(Label::emoji), Some("🏠"));
        assert!(content.label(LabelId::parse("nothing").expect("an id")).is_none());
        assert!(content.labels().len() >= 10);
    }
}
