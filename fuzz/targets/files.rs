//! What an operator or an editor writes by hand: the configuration and the content folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rechtdoor::config::{Config, Place};
use rechtdoor::content::{CARD_BODY_UNITS_MAX, Content, LABEL_UNITS_MAX, SUGGESTIONS_MAX, Source, WORDS, utf16_units};
use rechtdoor::domain::Language;
use toml::de::DeTable;

/// Stands in the corpus where a secret may slip in: as a value, or where a colon or its length betrays it.
const SECRET: &str = "KOEKOEKSJONG";

fn lines(text: &str) -> usize {
    1 + text.bytes().filter(|byte| *byte == b'\n').count()
}

/// A configuration is whole and within its ranges, or every mistake of it has a place and a mend and shows no value.
pub fn config(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let file = Path::new("/etc/rechtdoor/rechtdoor.toml");
    let mistakes = match Config::read(file, text, []) {
        Ok(config) => return within_ranges(&config),
        Err(mistakes) => mistakes,
    };
    assert!(!mistakes.is_empty());
    let as_a_name = names_hold_the_secret(text);
    for mistake in &mistakes {
        assert!(!mistake.what.is_empty() && !mistake.mend.is_empty());
        match &mistake.place {
            Place::Line(named, line) => assert!(named == file && (1..=lines(text)).contains(line)),
            Place::File(named) => assert!(named == file),
            Place::Variable(_) => panic!("there are no variables"),
        }
        assert!(as_a_name || !mistake.to_string().contains(SECRET), "a value is shown");
    }
}

/// A short word left of the equals sign is a name that somebody misspelt, and may be shown.
fn names_hold_the_secret(text: &str) -> bool {
    fn within(table: &DeTable<'_>) -> bool {
        table
            .iter()
            .any(|(name, value)| name.get_ref().contains(SECRET) || value.get_ref().as_table().is_some_and(within))
    }
    text.contains(SECRET) && DeTable::parse(text).is_ok_and(|table| within(table.get_ref()))
}

fn within_ranges(config: &Config) {
    assert!(config.http_listen.ip().is_loopback());
    assert!((100..=1_000).contains(&config.question_units_max));
    assert!((1..=10).contains(&config.answer_within_working_days));
    assert!((5..=120).contains(&config.lease_minutes));
    assert!((1..=7).contains(&config.link_days_after_close));
    assert!((1..=30).contains(&config.text_days_after_close));
    let paths = [&config.store_path, &config.master_file, &config.ring_path, &config.content_path];
    assert!(paths.iter().all(|path| path.is_absolute()));
    assert!(!config.master_file.starts_with(&config.store_path) && !config.master_file.starts_with(&config.ring_path));
    assert!(!config.ring_path.starts_with(&config.store_path) && !config.store_path.starts_with(&config.ring_path));
}

/// Without an example of danger nothing is learnt, which is most of the time that a whole folder takes.
const NO_EXAMPLES: &str = "nl = []\nfr = []\n";

const FILES: [(&str, &str); 22] = [
    ("cards/silence.toml", include_str!("content/silence.toml")),
    ("danger.toml", include_str!("content/danger.toml")),
    ("elsewhere.toml", include_str!("content/elsewhere.toml")),
    ("helplines.toml", include_str!("content/helplines.toml")),
    ("holidays.toml", include_str!("content/holidays.toml")),
    ("projects.toml", include_str!("content/projects.toml")),
    ("search.toml", include_str!("content/search.toml")),
    ("topics.toml", include_str!("content/topics.toml")),
    ("words.toml", include_str!("content/words.toml")),
    ("danger-meanings.toml", include_str!("content/danger-meanings.toml")),
    ("danger-self-harm.toml", NO_EXAMPLES),
    ("danger-abuse.toml", NO_EXAMPLES),
    ("danger-urgent.toml", NO_EXAMPLES),
    ("danger-threat.toml", NO_EXAMPLES),
    ("danger-harmless.toml", NO_EXAMPLES),
    ("nicknames.toml", include_str!("content/nicknames.toml")),
    ("paper.toml", include_str!("../../content/paper.toml")),
    ("briefing.toml", include_str!("content/briefing.toml")),
    ("general.toml", include_str!("content/general.toml")),
    ("labels.toml", include_str!("content/labels.toml")),
    ("triage.toml", include_str!("content/triage.toml")),
    ("practice.toml", include_str!("content/practice.toml")),
];

/// A small whole folder with one file put in the place of another: it loads and keeps its bounds, or every complaint
/// names a file that is there, a line of it, what is wrong and how to mend it.
///
/// The first byte chooses the file.
pub fn content(bytes: &[u8]) {
    let Some((choice, rest)) = bytes.split_first() else { return };
    let (replaced, _) = FILES[usize::from(*choice) % FILES.len()];
    let mut files: BTreeMap<String, Vec<u8>> =
        FILES.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect();
    files.insert(replaced.to_owned(), rest.to_vec());
    let complaints = match Content::load(&Source::memory(files.clone())) {
        Ok(content) => return within_bounds(&content),
        Err(complaints) => complaints,
    };
    assert!(!complaints.is_empty());
    for complaint in &complaints {
        let text =
            files.get(&complaint.file).map(|bytes| String::from_utf8_lossy(bytes)).expect("a file that is there");
        assert!((1..=lines(&text)).contains(&complaint.line));
        assert!(!complaint.what.is_empty() && !complaint.mend.is_empty());
    }
    // A card is blamed for a topic that is gone.
    // Of two files with one message the later is blamed.
    let blamed = |file: &str| {
        let is_example = file.starts_with("danger-") && replaced.starts_with("danger-");
        file == replaced || is_example || (replaced == "topics.toml" && file.starts_with("cards/"))
    };
    assert!(complaints.iter().all(|complaint| blamed(&complaint.file)), "the others are whole");
}

fn within_bounds(content: &Content) {
    assert_eq!(content.words().len(), WORDS);
    assert!(content.words().iter().collect::<BTreeSet<_>>().len() == WORDS);
    assert!(content.nicknames().into_iter().all(|count| (8..=32).contains(&count)));
    assert!(content.project(content.default_project()).is_some());
    assert!(content.projects().iter().all(|project| !project.languages.is_empty()));
    let found = content.suggestions("mag ik zwijgen bij de politie");
    assert!(found.len() <= SUGGESTIONS_MAX && found.iter().all(|found| content.card(&found.card).is_some()));
    for language in Language::ALL {
        for card in content.cards() {
            assert!(utf16_units(card.label.get(language)) <= LABEL_UNITS_MAX);
            assert!(utf16_units(card.body.get(language)) <= CARD_BODY_UNITS_MAX);
        }
        assert!(content.acute_lines(language).iter().all(|line| line.number().is_some()));
        assert!(content.help_lines(language).iter().all(|line| line.shown()));
    }
}
