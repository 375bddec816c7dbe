//! What editors own: rights cards, help lines, projects, holidays and the words that point at danger.
//!
//! Never true of this room: it holds anything about a person, or hands out half of a broken folder. A folder loads
//! whole or not at all, and then every mistake of every file is named with its line and its mend.
//!
//! One more card, line, project or word is an edit in `content/`, not here. One more *kind* of content is a file in
//! `content/`, a sibling of `cards.rs` that reads it with [`page::Fields`], and one line in [`Content::load`].

mod alarm;
mod briefing;
mod broken;
mod cards;
mod danger;
mod fold;
mod general;
mod helplines;
mod labels;
mod lacking;
mod nicknames;
mod page;
mod paper;
mod phrases;
mod practice;
mod private;
mod projects;
mod recent;
mod search;
mod shelf;
mod source;
mod text;
mod triage;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::{Day, Language};
use page::{At, Fields, Page};

pub use briefing::Tip;
pub use cards::{CARD_BODY_UNITS_MAX, Card, Confidence, LABEL_UNITS_MAX, Region, Review, Topic};
pub use danger::{Danger, Heard, Level, Why};
pub use helplines::{HelpCategory, HelpLine};
pub use labels::Label;
pub use practice::Exercise;
pub use projects::{Allocation, Holiday, Municipality, Opening, OpeningHours, Project, Secrecy};
pub use search::{Found, Hits, SUGGESTIONS_MAX};
pub use shelf::team_card;
use source::Unread;
pub use source::{Source, embedded_files, write_embedded};
pub use text::{Localised, utf16_units};
pub use triage::{FirstLook, Sort};
pub use words::WORDS;

macro_rules! content_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        pub struct $name(String);

        impl $name {
            /// `None` unless it is small letters, digits and dashes, at most 32 of them.
            pub fn parse(text: &str) -> Option<Self> {
                page::is_id(text).then(|| Self(text.to_owned()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
    };
}

content_id!(
    /// A project of `projects.toml`.
    ProjectId
);
content_id!(
    /// A municipality of `projects.toml`: the area of a question.
    MunicipalityId
);
content_id!(
    /// A rights card: the name of its file.
    CardId
);
content_id!(
    /// A topic of `topics.toml`.
    TopicId
);
content_id!(
    /// A help line of `helplines.toml`.
    HelpLineId
);

/// One mistake in the content folder, for the editor who has to mend it. English, as all of the command line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Complaint {
    /// Relative to the content folder.
    pub file: String,
    /// From 1.
    pub line: usize,
    pub what: String,
    pub mend: String,
}

impl Complaint {
    /// The reader itself failed.
    pub fn bug() -> Self {
        let what = "a mistake in the program itself kept the content from being read".to_owned();
        let mend = "undo your last change, and tell the maintainers what it was".to_owned();
        Self { file: "projects.toml".to_owned(), line: 1, what, mend }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "content/{}:{}: {}; mend: {}", self.file, self.line, self.what, self.mend)
    }
}

/// The whole of `content/`, checked, and among its rights cards what the team has published.
pub struct Content {
    /// Those of the files, in the order of their ids, then the team's.
    cards: Vec<Card>,
    search: search::Search,
    heard: recent::Recent<Option<Heard>>,
    /// By project: days on which nobody is there, the first and the last.
    closed: Vec<(String, (Day, Day))>,
    files: Arc<Files>,
}

/// What stays the same whatever the team publishes.
struct Files {
    /// Cards that come from files.
    own_cards: usize,
    topics: Vec<Topic>,
    lines: Vec<HelpLine>,
    category_labels: BTreeMap<HelpCategory, Localised>,
    projects: Vec<Project>,
    default_project: ProjectId,
    holidays: Vec<Holiday>,
    danger: danger::Matcher,
    words: Vec<String>,
    nicknames: nicknames::Nicknames,
    paper: paper::Paper,
    briefing: Vec<Tip>,
    exercises: Vec<Exercise>,
    sorts: triage::Sorts,
    labels: Vec<Label>,
    general: general::General,
}

/// Cards of one topic that differ by region: one screen asks which, with a button for the way back.
const REGIONAL_CARDS_MAX: usize = 5;

const FILES: [&str; 21] = [
    "briefing.toml",
    danger::FILES[0].0,
    danger::FILES[1].0,
    danger::FILES[2].0,
    danger::FILES[3].0,
    danger::FILES[4].0,
    "danger-meanings.toml",
    "danger.toml",
    "elsewhere.toml",
    "general.toml",
    "helplines.toml",
    "holidays.toml",
    "labels.toml",
    "nicknames.toml",
    "paper.toml",
    "practice.toml",
    "projects.toml",
    "search.toml",
    "topics.toml",
    "triage.toml",
    "words.toml",
];

impl Content {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// Every mistake of every file, sorted by file and line.
    pub fn load(source: &Source) -> Result<Content, Vec<Complaint>> {
        let mut complaints = strangers(source);
        let topics = read(source, "topics.toml", &mut complaints, cards::read_topics);
        // A topic that does not load is complaint enough: it is not held against the cards that name it.
        let topics_fine = !complaints.iter().any(|complaint| complaint.file == "topics.toml");
        let (cards, asks) = read_cards(source, topics.as_ref().filter(|_| topics_fine), &mut complaints);
        let help = read(source, "helplines.toml", &mut complaints, helplines::read);
        let projects = read(source, "projects.toml", &mut complaints, projects::read);
        let holidays = read(source, "holidays.toml", &mut complaints, projects::read_holidays);
        let phrases = read(source, "danger.toml", &mut complaints, danger::read_phrases);
        let meanings = read(source, "danger-meanings.toml", &mut complaints, danger::read_meanings);
        let examples = read_examples(source, &mut complaints);
        let words = read(source, "words.toml", &mut complaints, words::read);
        let nicknames = read(source, "nicknames.toml", &mut complaints, nicknames::read);
        let paper = read(source, "paper.toml", &mut complaints, paper::read);
        let briefing = read(source, "briefing.toml", &mut complaints, briefing::read);
        let lexicon = read(source, "search.toml", &mut complaints, search::read_words);
        let elsewhere = read(source, "elsewhere.toml", &mut complaints, search::read_elsewhere);
        let sorts = read(source, "triage.toml", &mut complaints, triage::read);
        let labels = read(source, "labels.toml", &mut complaints, labels::read).unwrap_or_default();
        let general = read(source, "general.toml", &mut complaints, general::read).unwrap_or_default();
        let exercises = read(source, "practice.toml", &mut complaints, practice::read).unwrap_or_default();
        let exercises = practice::held_against(exercises, &cards);
        complaints.sort();
        complaints.dedup();
        let (Some(topics), Some(help), Some(projects), Some(holidays), Some(phrases), Some(words), true) =
            (topics, help, projects, holidays, phrases, words, complaints.is_empty())
        else {
            return Err(complaints);
        };
        let (Some(lexicon), Some(elsewhere), Some(nicknames), Some(paper), Some(briefing), Some(sorts), Some(meanings)) =
            (lexicon, elsewhere, nicknames, paper, briefing, sorts, meanings)
        else {
            return Err(complaints);
        };
        let Some(default_project) = projects.default_project else { return Err(complaints) };
        let mut topics: Vec<_> = topics.into_values().collect();
        topics.sort_by_key(|(order, _, _)| *order);
        let lessons = lessons(&phrases, &examples, cards.iter().zip(&asks), &elsewhere);
        let (learnt, search) = std::thread::scope(|scope| {
            let search = scope.spawn(|| search::Search::new(lexicon, &cards, &asks, &elsewhere));
            let learnt = danger::Learnt::from(&lessons, meanings);
            (learnt, search.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        let files = Arc::new(Files {
            own_cards: cards.len(),
            topics: topics.into_iter().map(|(_, _, topic)| topic).collect(),
            lines: help.lines,
            category_labels: help.labels,
            projects: projects.projects,
            default_project,
            holidays,
            danger: danger::Matcher::new(phrases, learnt),
            words,
            nicknames,
            paper,
            briefing,
            exercises,
            sorts,
            labels,
            general,
        });
        Ok(Content { search, heard: recent::Recent::default(), cards, closed: Vec::new(), files })
    }

    /// In the order of the file.
    pub fn projects(&self) -> &[Project] {
        &self.files.projects
    }

    pub fn project(&self, id: &ProjectId) -> Option<&Project> {
        self.files.projects.iter().find(|project| project.id == *id)
    }

    pub fn project_of(&self, municipality: &MunicipalityId) -> Option<&Project> {
        let town = self.municipalities().find(|town| town.id == *municipality)?;
        self.project(&town.project)
    }

    /// All areas a young person may choose, project by project; "elsewhere" is not among them.
    pub fn municipalities(&self) -> impl Iterator<Item = &Municipality> {
        self.files.projects.iter().flat_map(|project| &project.municipalities)
    }

    pub fn municipality(&self, id: &MunicipalityId) -> Option<&Municipality> {
        self.municipalities().find(|town| town.id == *id)
    }

    /// Whose hours and promise hold for questions from "elders / ailleurs".
    pub fn default_project(&self) -> &ProjectId {
        &self.files.default_project
    }

    /// Sorted by day.
    pub fn holidays(&self) -> &[Holiday] {
        &self.files.holidays
    }

    /// What the first help screen shows, in its order. Every one of them has a number that may be shown.
    pub fn acute_lines(&self, language: Language) -> Vec<&HelpLine> {
        helplines::acute(&self.files.lines, language)
    }

    /// The lines of one button of the help screen, for someone who reads `language`.
    pub fn help_lines_in(&self, language: Language, category: HelpCategory) -> Vec<&HelpLine> {
        helplines::in_category(&self.files.lines, language, category)
    }

    /// Every line that may be shown to someone who reads `language`, those that speak it first.
    pub fn help_lines(&self, language: Language) -> Vec<&HelpLine> {
        helplines::for_readers(&self.files.lines, language)
    }

    /// Every line, also those nobody may see until they are called: for `check`, not for screens.
    pub fn all_help_lines(&self) -> &[HelpLine] {
        &self.files.lines
    }

    /// The button of a category.
    pub fn help_category_label(&self, category: HelpCategory, language: Language) -> &str {
        self.files.category_labels.get(&category).map_or(category.word(), |label| label.get(language))
    }

    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == *id)
    }

    /// The cards nearest to a text, in either language and however it is typed.
    pub fn hits(&self, text: &str) -> Hits {
        self.search.hits(text)
    }

    /// See [`Hits::unasked`].
    pub fn suggestions(&self, text: &str) -> Vec<Found> {
        self.hits(text).unasked()
    }

    /// In the order of the file, which is that of the buttons.
    pub fn topics(&self) -> &[Topic] {
        &self.files.topics
    }

    /// Every host the content names, in small letters and without `www.`: redaction leaves links to these readable.
    pub fn allowed_hosts(&self) -> Vec<String> {
        let of_lines = self.files.lines.iter().flat_map(|line| &line.sites);
        // Not of the team's texts: a host that the content names no more must not be vouched for by a text.
        let own_cards = self.cards.get(..self.files.own_cards).unwrap_or_default();
        let of_cards = own_cards.iter().flat_map(|card| &card.sources);
        let hosts: BTreeSet<String> = of_lines.chain(of_cards).filter_map(|site| text::host(site)).collect();
        hosts.into_iter().collect()
    }

    /// Is this a web address at a host that the content names?
    pub fn names_host(&self, address: &str) -> bool {
        text::host(address).is_some_and(|host| self.allowed_hosts().contains(&host))
    }
}

/// Reads one file. `None` when it could not be read at all, so that nothing is held against other files for it.
fn read<T>(
    source: &Source,
    name: &str,
    complaints: &mut Vec<Complaint>,
    reader: impl FnOnce(&Fields<'_>) -> T,
) -> Option<T> {
    let text = match source.read(name) {
        Ok(text) => text,
        Err(Unread { line, what, mend }) => {
            complaints.push(Complaint { file: name.to_owned(), line, what, mend: mend.to_owned() });
            return None;
        }
    };
    let page = Page::new(name, &text);
    let value = page.parse().map(|tree| reader(&Fields::of(&page, &tree)));
    complaints.extend(page.into_complaints());
    value
}

/// The messages of each file of [`danger::FILES`].
fn read_examples(source: &Source, complaints: &mut Vec<Complaint>) -> Vec<Vec<(String, At)>> {
    let files = danger::FILES.map(|(name, _)| read(source, name, complaints, danger::read_examples));
    let examples: Vec<_> = files.into_iter().map(Option::unwrap_or_default).collect();
    for (name, at, before) in danger::twice(&examples) {
        let text = source.read(name).unwrap_or_default();
        let page = Page::new(name, &text);
        page.complain(at, format!("this message stands in {before} as well"), "leave it in one of them");
        complaints.extend(page.into_complaints());
    }
    examples
}

/// What danger is learnt from: the examples, and what people ask of cards and elsewhere as harmless; but not of cards
/// about danger, nor what a phrase takes for it.
fn lessons<'a>(
    phrases: &phrases::Phrases<danger::Danger>,
    examples: &'a [Vec<(String, At)>],
    asks: impl Iterator<Item = (&'a Card, &'a Vec<String>)>,
    elsewhere: &'a [String],
) -> Vec<danger::Lesson<'a>> {
    let mut lessons = Vec::new();
    for ((_, kind), messages) in danger::FILES.into_iter().zip(examples) {
        lessons.extend(messages.iter().map(|(text, _)| danger::Lesson { text, kind }));
    }
    let asks = asks.filter(|(card, _)| !card.may_be_danger).flat_map(|(_, asks)| asks);
    let harmless = asks.filter(|ask| phrases.find(ask).is_none()).chain(elsewhere);
    lessons.extend(harmless.map(|text| danger::Lesson { text, kind: None }));
    lessons
}

type Topics = BTreeMap<TopicId, (usize, At, Topic)>;

/// The cards in the order of their ids, and for each the ways in which people ask for it.
fn read_cards(
    source: &Source,
    topics: Option<&Topics>,
    complaints: &mut Vec<Complaint>,
) -> (Vec<Card>, Vec<Vec<String>>) {
    let mut names = source.list("cards").unwrap_or_else(|what| {
        complaints.push(missing("cards", what));
        Vec::new()
    });
    if names.len() > source::CARDS_MAX {
        complaints.push(missing("cards", format!("{} files, {} are read", names.len(), source::CARDS_MAX)));
        names.truncate(source::CARDS_MAX);
    }
    let (mut cards, mut asks) = (Vec::new(), Vec::new());
    let mut all_read = true;
    for name in names {
        let file = format!("cards/{name}");
        let Some(stem) = name.strip_suffix(".toml") else {
            complaints.push(stranger(file, "name it <id>.toml, or move it out of the folder"));
            continue;
        };
        let mut topic_known = true;
        let card = read(source, &file, complaints, |fields| {
            let read = cards::read_card(stem, fields)?;
            if topics.is_some_and(|topics| !topics.contains_key(&read.card.topic)) {
                topic_known = false;
                let what = format!("no topic has the id \"{}\"", read.card.topic.as_str());
                fields.complain(read.topic_at, what, "name one of topics.toml, or add it there");
            }
            Some(read)
        });
        let card = card.flatten();
        all_read &= card.is_some() && topic_known;
        if let Some(read) = card {
            cards.push(read.card);
            asks.push(read.asks);
        }
    }
    // A topic without cards is a button to an empty page; but a card that does not load is complaint enough.
    if all_read {
        complaints.extend(odd_topics(source, topics, &cards));
    }
    (cards, asks)
}

/// Topics whose page of buttons would be empty, or too full.
fn odd_topics(source: &Source, topics: Option<&Topics>, cards: &[Card]) -> Vec<Complaint> {
    let text = source.read("topics.toml").unwrap_or_default();
    let page = Page::new("topics.toml", &text);
    for (id, (_, at, _)) in topics.into_iter().flatten() {
        if !cards.iter().any(|card| card.topic == *id) {
            page.complain(*at, format!("no card has the topic \"{}\"", id.as_str()), "write a card, or take it out");
        }
        let regional = cards.iter().filter(|card| card.topic == *id && card.region != Region::Belgium).count();
        if regional > REGIONAL_CARDS_MAX {
            let what = format!("{regional} cards of \"{}\" are for a region, {REGIONAL_CARDS_MAX} fit", id.as_str());
            page.complain(*at, what, "join two of them, or give them a topic of their own");
        }
    }
    page.into_complaints()
}

/// Files nobody reads: most often a misspelt name.
fn strangers(source: &Source) -> Vec<Complaint> {
    let names = source.list("").unwrap_or_default();
    let unread = names.into_iter().filter(|name| name.ends_with(".toml") && !FILES.contains(&name.as_str()));
    unread.map(|name| stranger(name, &format!("the files here are {}", FILES.join(", ")))).collect()
}

fn stranger(file: String, mend: &str) -> Complaint {
    Complaint { file, line: 1, what: "nothing reads this file".to_owned(), mend: mend.to_owned() }
}

fn missing(file: &str, what: String) -> Complaint {
    let mend = "copy it from the folder that `rechtdoor init` writes".to_owned();
    Complaint { file: file.to_owned(), line: 1, what, mend }
}

#[cfg(test)]
mod complaint_tests;
#[cfg(test)]
pub(crate) mod tests;
