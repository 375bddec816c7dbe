//! The codes of `triage.toml`: their names, routes and times, and which of them a question points at.
//!
//! Never true of this file: the content takes away what a code decides by itself (`domain::triage`); a code is missing, so
//! that a case could bear one without a name; a guess is anything but a hint.

use std::collections::BTreeMap;

use super::cards::at_most;
use super::danger::{Danger, KINDS};
use super::page::Fields;
use super::phrases::{Entry, Phrases};
use super::{Card, Content, Hits, Localised};
use crate::domain::triage::Triage;

/// UTF-16 units of a code's name and of its route: four of each stand on one screen.
const NAME_UNITS_MAX: usize = 40;
/// Hours in the opening hours, and working days, that a code may be left unseen at most.
const FIRST_LOOK_HOURS_MAX: u16 = 8;
const FIRST_LOOK_DAYS_MAX: u8 = 10;

/// How soon somebody looks at a question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FirstLook {
    /// Of opening hours.
    Minutes(u16),
    WorkingDays(u8),
    /// Nobody waits for it.
    Never,
}

/// What the content says of one code.
#[derive(Clone, Debug)]
pub struct Sort {
    pub code: Triage,
    pub name: Localised,
    /// Who is to answer it.
    pub route: Localised,
    pub first_look: FirstLook,
    pub read_by_two: bool,
    pub liaison: bool,
    danger: Vec<Danger>,
}

/// Everything of `triage.toml`.
pub(super) struct Sorts {
    all: Vec<Sort>,
    phrases: Phrases<Triage>,
    unsorted: FirstLook,
}

pub(super) fn read(file: &Fields<'_>) -> Sorts {
    let unsorted = first_look(file, "unsorted_first_look");
    let mut found: BTreeMap<Triage, Sort> = BTreeMap::new();
    let codes = Triage::ALL.map(|code| (code.name(), code));
    let mut entries = Vec::new();
    let mut all_read = true;
    for fields in file.tables("code") {
        let code = fields.one_of("id", &codes);
        let entry = Entry::read(&fields);
        entries.extend(code.map(|code| (code, entry)));
        let Some(sort) = sort(&fields, code) else {
            all_read = false;
            continue;
        };
        if let Some(before) = found.insert(sort.code, sort) {
            let what = format!("the code \"{}\" is there twice", before.code.name());
            fields.complain(fields.at_of("id"), what, "leave it once");
        }
    }
    let missing = Triage::ALL.into_iter().filter(|code| !found.contains_key(code));
    // One that does not load is complaint enough.
    for code in missing.filter(|_| all_read) {
        let what = format!("the code \"{}\" is missing", code.name());
        file.complain(file.start(), what, "copy its [[code]] from the folder that `rechtdoor init` writes");
    }
    let all = found.into_values().collect();
    Sorts { all, phrases: Phrases::new(entries), unsorted: unsorted.unwrap_or(FirstLook::WorkingDays(1)) }
}

fn sort(fields: &Fields<'_>, code: Option<Triage>) -> Option<Sort> {
    let (name, route) = (short(fields, "name"), short(fields, "route"));
    let first_look = first_look(fields, "first_look");
    let (read_by_two, liaison) = (fields.flag("read_by_two"), fields.flag("liaison"));
    let danger = fields.texts("danger").into_iter();
    let danger = danger.filter_map(|(word, at)| fields.pick("danger", word, at, &KINDS)).collect();
    let code = code?;
    if code.is_always_read_by_two() && !read_by_two {
        let what = format!("answers to {} are read by one", code.name());
        fields.complain(fields.at_of("read_by_two"), what, "write read_by_two = true: this code cannot do without");
    }
    if code.is_never_for_liaison() && liaison {
        let what = format!("{} may be put to a liaison", code.name());
        fields.complain(fields.at_of("liaison"), what, "take the line out: this code never reaches the police");
    }
    Some(Sort { code, name: name?, route: route?, first_look: first_look?, read_by_two, liaison, danger })
}

fn short(fields: &Fields<'_>, key: &'static str) -> Option<Localised> {
    let (text, at) = fields.localised(key)?;
    at_most(fields, key, &text.nl, at, NAME_UNITS_MAX);
    at_most(fields, key, &text.fr, at, NAME_UNITS_MAX);
    Some(text)
}

fn first_look(fields: &Fields<'_>, key: &'static str) -> Option<FirstLook> {
    let (text, at) = fields.text(key)?;
    let read = duration(text);
    if read.is_none() {
        let mend = format!(
            "write \"15m\" or \"4h\" ({FIRST_LOOK_HOURS_MAX} hours at most), \"1d\" ({FIRST_LOOK_DAYS_MAX} days at most), or \"none\""
        );
        fields.complain(at, format!("`{key}` is \"{text}\""), mend);
    }
    read
}

fn duration(text: &str) -> Option<FirstLook> {
    if text == "none" {
        return Some(FirstLook::Never);
    }
    let (number, unit) = text.split_at(text.len().checked_sub(1).filter(|at| text.is_char_boundary(*at))?);
    let number: u16 = number.parse().ok().filter(|number| *number > 0)?;
    match unit {
        "m" if number <= FIRST_LOOK_HOURS_MAX * 60 => Some(FirstLook::Minutes(number)),
        "h" if number <= FIRST_LOOK_HOURS_MAX => Some(FirstLook::Minutes(number * 60)),
        "d" => u8::try_from(number).ok().filter(|days| *days <= FIRST_LOOK_DAYS_MAX).map(FirstLook::WorkingDays),
        _ => None,
    }
}

impl Sorts {
    fn get(&self, code: Triage) -> Option<&Sort> {
        self.all.iter().find(|sort| sort.code == code)
    }

    /// Are words in this those of an arrest?
    pub(super) fn is_arrest(&self, text: &str) -> bool {
        self.phrases.all(text).contains(&Triage::A2)
    }
}

impl Content {
    /// What the content says of a code; every one is there.
    pub fn sort(&self, code: Triage) -> Option<&Sort> {
        self.files.sorts.get(code)
    }

    /// How soon somebody looks at a question with this code, or without one.
    pub fn first_look(&self, code: Option<Triage>) -> FirstLook {
        let sorts = &self.files.sorts;
        code.and_then(|code| sorts.get(code)).map_or(sorts.unsorted, |sort| sort.first_look)
    }

    /// Does the content say that two read answers to this code? Beside those that never can do without.
    pub fn wants_two(&self, code: Triage) -> bool {
        self.sort(code).is_some_and(|sort| sort.read_by_two)
    }

    /// Are words in this a code's own, to which two read the answer? To be asked of an answer as well: it says plainly what
    /// somebody may have asked in words that nobody foresaw.
    pub fn speaks_of_what_two_read(&self, text: &str) -> bool {
        self.files.sorts.phrases.all(text).into_iter().any(|code| self.wants_two(code))
    }

    /// Does the content allow that a liaison is asked about this code?
    pub fn allows_liaison(&self, code: Triage) -> bool {
        self.sort(code).is_some_and(|sort| sort.liaison)
    }

    /// What a question points at: its words when they sound like danger or are a code's own, the topic that it was asked
    /// from, and the card that surely answers it. Hints, in no order.
    pub fn guesses(&self, topic: Option<&str>, question: &str) -> Vec<Triage> {
        let danger = self.urgent_danger(question);
        let by_danger = self.files.sorts.all.iter().filter(|sort| danger.is_some_and(|it| sort.danger.contains(&it)));
        let by_phrase = self.files.sorts.phrases.all(question);
        let near = self.hits(question).unasked();
        let card = near.first().and_then(|found| self.card(&found.card));
        let by_card = card.into_iter().flat_map(|card| self.codes_of(card));
        let hints = [topic.and_then(|id| self.code_of_topic(id))].into_iter().chain(by_card);
        by_danger.map(|sort| sort.code).chain(by_phrase).chain(hints.flatten()).collect()
    }

    /// The same cards, and first those of what a text says in a code's own words: by its other words another card may be a hair
    /// nearer.
    pub fn meant_first(&self, text: &str, mut near: Hits) -> Hits {
        let said = self.files.sorts.phrases.all(text);
        let is_meant = |card: &Card| self.codes_of(card).into_iter().flatten().any(|code| said.contains(&code));
        near.nearest.sort_by_key(|found| !self.card(&found.card).is_some_and(is_meant));
        near
    }

    fn codes_of(&self, card: &Card) -> [Option<Triage>; 2] {
        [card.code, self.code_of_topic(card.topic.as_str())]
    }

    fn code_of_topic(&self, id: &str) -> Option<Triage> {
        self.topics().iter().find(|topic| topic.id.as_str() == id).and_then(|topic| topic.code)
    }
}

/// A file with every code and no more than it needs.
#[cfg(test)]
pub(super) fn enough() -> String {
    let code = |code: Triage| {
        let two = if code.is_always_read_by_two() { "read_by_two = true\n" } else { "" };
        let name = code.name();
        format!("[[code]]\nid = \"{name}\"\nname = \"naam\"\nroute = \"weg\"\nfirst_look = \"1d\"\n{two}")
    };
    format!("unsorted_first_look = \"1d\"\n{}", Triage::ALL.map(code).concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::tests::shipped;
    use crate::content::{Complaint, Source, embedded_files};
    use crate::domain::triage::gravest;

    fn complaints(from: &str, to: &str) -> Vec<Complaint> {
        let mut files = embedded_files();
        let text = String::from_utf8(files["triage.toml"].clone()).expect("UTF-8");
        assert!(text.contains(from), "{from}");
        files.insert("triage.toml".to_owned(), text.replacen(from, to, 1).into_bytes());
        Content::load(&Source::memory(files)).err().unwrap_or_default()
    }

    #[test]
    fn an_editor_cannot_take_away_what_a_code_decides_by_itself() {
        let table = [
            ("first_look = \"15m\"\nread_by_two = true", "first_look = \"15m\"", "answers to X1 are read by one"),
            ("first_look = \"2h\"", "first_look = \"2h\"\nliaison = true", "X3 may be put to a liaison"),
            ("id = \"C3\"", "id = \"C2\"", "the code \"C2\" is there twice"),
            ("id = \"C3\"", "id = \"C4\"", "`id` is \"C4\""),
            ("first_look = \"7d\"", "first_look = \"7w\"", "`first_look` is \"7w\""),
            ("\"een jurist\"", "\"een jurist die heel veel van jonge mensen weet\"", "46 characters, 40 fit"),
            ("\"abuse\"", "\"abused\"", "`danger` is \"abused\""),
            ("\"na (24u", "\"na (24u … (", "is not a phrase"),
        ];
        for (from, to, what) in table {
            let found = complaints(from, to);
            assert!(found.iter().any(|it| it.file == "triage.toml" && it.what.contains(what)), "{what}");
        }
        assert!(complaints("een jurist", "een advocaat").is_empty(), "the control");
    }

    #[test]
    fn every_code_has_a_name_a_route_and_a_time() {
        let content = shipped();
        for code in Triage::ALL {
            let sort = content.sort(code).expect("a code");
            assert_eq!(sort.read_by_two, code.is_always_read_by_two(), "{}", code.name());
            assert!(!(sort.liaison && code.is_never_for_liaison()), "{}", code.name());
            assert_eq!(sort.first_look == FirstLook::Never, code == Triage::Z, "{}", code.name());
        }
        let times = [Triage::X1, Triage::X3, Triage::A2, Triage::C1].map(|code| content.first_look(Some(code)));
        let [x1, x3, a2, c1] = times;
        assert_eq!([x1, x3, a2], [15, 120, 240].map(FirstLook::Minutes));
        assert_eq!([c1, content.first_look(None)], [7, 1].map(FirstLook::WorkingDays));
    }

    #[test]
    fn a_question_points_at_its_code() {
        let content = shipped();
        let table = [
            (None, "Ik wil niet meer leven", Some(Triage::X1)),
            (None, "mon père me frappe tous les jours", Some(Triage::X2)),
            (None, "Mag de politie in mijn gsm kijken?", Some(Triage::A1)),
            (None, "Ik ben opgepakt, hoelang mogen ze mij vasthouden?", Some(Triage::A2)),
            (None, "La police m'a arrêté, combien de temps on peut me garder ?", Some(Triage::A2)),
            // By its own words: the card that is nearest is about something else, or there is none.
            (None, "zit in den amigo", Some(Triage::A2)),
            (None, "ben opgepakt en mijn gsm is meegenomen", Some(Triage::A2)),
            (None, "on m'a embarqué avec mon sac", Some(Triage::A2)),
            // A thing was taken, and nobody.
            (None, "mijn fatbike is meegenomen door de politie", Some(Triage::B2)),
            (None, "ils ont embarqué mon scooter", Some(Triage::B2)),
            (None, "j'ai arrêté de fumer hier", Some(Triage::B2)),
            (None, "Comment porter plainte contre un policier ?", Some(Triage::A3)),
            (Some("victim"), "Wat nu?", Some(Triage::A4)),
            (Some("drugs"), "Et maintenant ?", Some(Triage::B2)),
            (None, "Wie wint de match?", None),
        ];
        for (topic, question, code) in table {
            assert_eq!(gravest(content.guesses(topic, question)), code, "{question}");
        }
        // What points at two things is both: the graver one leads, and no liaison sees it.
        let both = content.guesses(Some("complaint"), "Mag de politie in mijn gsm kijken?");
        assert!(both.contains(&Triage::A1) && gravest(both) == Some(Triage::A3));
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        let table = [
            ("15m", Some(FirstLook::Minutes(15))),
            ("2h", Some(FirstLook::Minutes(120))),
            ("7d", Some(FirstLook::WorkingDays(7))),
            ("none", Some(FirstLook::Never)),
        ];
        for (text, read) in table {
            assert_eq!(duration(text), read, "{text}");
        }
        for text in ["", "0m", "h", "9h", "11d", "2w", "1é", "-1d", "481m"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }
}
