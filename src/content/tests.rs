//! The shipped content loads whole; broken content is explained, every mistake at once; the danger words hold.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use super::*;
use crate::domain::Day;

/// Read once for all tests of the library: it takes longer than most of them.
pub(crate) fn shipped() -> Arc<Content> {
    static SHIPPED: OnceLock<Arc<Content>> = OnceLock::new();
    // The folder, not the embedded copy: an edit of content needs no new build to be tested.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let load = || match Content::load(&Source::folder(folder)) {
        Ok(content) => Arc::new(content),
        Err(complaints) => panic!("{}", listed(&complaints)),
    };
    Arc::clone(SHIPPED.get_or_init(load))
}

fn listed(complaints: &[Complaint]) -> String {
    complaints.iter().map(|complaint| format!("{complaint}\n")).collect()
}

/// The lines of a corpus: a label and a text.
fn corpus(file: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora").join(file);
    let text = fs::read_to_string(path).expect("the corpus is there");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let split = lines.map(|line| line.split_once('\t').expect("a label, a tab, a text"));
    split.map(|(label, text)| (label.to_owned(), text.to_owned())).collect()
}

/// How many of these are, in thousandths, among all. `cargo run --release --example danger_quality` prints such figures.
fn per_mille(of: usize, all: usize) -> usize {
    of * 1_000 / all.max(1)
}

#[test]
fn danger_words_find_danger_and_let_everyday_life_be() {
    let content = shipped();
    for file in ["danger_nl.txt", "danger_fr.txt"] {
        let (mut danger, mut found, mut right, mut everyday, mut alarms, mut perhaps) = (0, 0, 0, 0, 0, 0);
        let mut wrong = String::new();
        for (kind, text) in corpus(file) {
            let answer = content.danger(&text).map(word);
            if kind == "none" {
                everyday += 1;
                perhaps += usize::from(answer.is_some());
                alarms += usize::from(content.urgent_danger(&text).is_some());
            } else {
                danger += 1;
                found += usize::from(answer.is_some());
                right += usize::from(answer == Some(kind.as_str()));
            }
            if answer.unwrap_or("none") != kind {
                wrong.push_str(&format!("{kind} heard as {answer:?}: {text}\n"));
            }
        }
        assert!(danger >= 60 && everyday >= 60, "{file} has {danger} and {everyday} lines");
        assert!(per_mille(found, danger) >= 980, "{file}: {found} of {danger} found\n{wrong}");
        assert!(per_mille(right, danger) >= 970, "{file}: {right} of {danger} of the right kind\n{wrong}");
        // They were chosen because they sound like danger.
        assert!(per_mille(perhaps, everyday) <= 290, "{file}: help for {perhaps} of {everyday}\n{wrong}");
        assert!(per_mille(alarms, everyday) <= 130, "{file}: {alarms} of {everyday} false alarms\n{wrong}");
    }
}

/// What phrases and examples are worth on words that nobody here chose. Who makes the figures better does not look at the
/// lines. A missed danger weighs more than an alarm, which costs a glance.
#[test]
fn danger_in_words_that_nobody_here_chose_is_found_no_less_than_before() {
    let content = shipped();
    for file in ["danger_fresh_nl.txt", "danger_fresh_fr.txt", "danger_sealed_nl.txt", "danger_sealed_fr.txt"] {
        let lines = corpus(file).into_iter();
        let judged: Vec<(bool, bool)> =
            lines.map(|(kind, text)| (kind != "none", content.danger(&text).is_some())).collect();
        let count = |danger, found| judged.iter().filter(|judged| **judged == (danger, found)).count();
        let (missed, found) = (count(true, false), count(true, true));
        let (alarms, quiet) = (count(false, true), count(false, false));
        assert!(per_mille(found, found + missed) >= 960, "{file}: {found} found, {missed} missed");
        // Help that was not needed: the lines were chosen because they sound like danger.
        assert!(per_mille(alarms, alarms + quiet) <= 290, "{file}: {alarms} false alarms, {quiet} let be");
    }
}

/// What an arrest and nothing graver costs a young person: seldom the cards, which say how long it may last.
#[test]
fn an_arrest_alone_seldom_loses_its_cards() {
    let content = shipped();
    for (file, likely_most, certain_most) in [("arrest_nl.txt", 200, 60), ("arrest_fr.txt", 415, 130)] {
        let lines = corpus(file);
        let arrests: Vec<Option<Level>> = lines
            .iter()
            .filter(|(kind, _)| kind == "+")
            .map(|(_, text)| content.hears(text).map(|heard| heard.level))
            .collect();
        let at_least = |level| arrests.iter().filter(|heard| **heard >= Some(level)).count();
        let (likely, certain) = (at_least(Level::Likely), at_least(Level::Certain));
        assert!(arrests.len() >= 70, "{file}: {}", arrests.len());
        assert!(per_mille(likely, arrests.len()) <= likely_most, "{file}: {likely} of {} likely", arrests.len());
        assert!(per_mille(certain, arrests.len()) <= certain_most, "{file}: {certain} of {} certain", arrests.len());
    }
    for text in [
        "ik zit nu in de combi en ze zeggen ni waarom",
        "ze hebben mij net opgepakt, ik zit in de politiewagen",
        "jsuis en gav la reponds vite",
        "je suis dans le combi là ils m'emmènent",
    ] {
        // No less in the front of the queue.
        assert_eq!(content.hears(text).map(|heard| heard.level), Some(Level::Likely), "{text}");
        assert!(content.near_unless_danger(text).is_some(), "{text}");
    }
}

/// Whoever is hurt, hunted or wants to die is no less heard because an arrest is told of as well.
#[test]
fn an_arrest_hides_no_danger() {
    let content = shipped();
    for file in ["arrest_danger_nl.txt", "arrest_danger_fr.txt"] {
        let lines = corpus(file);
        let levels: Vec<Option<Level>> =
            lines.iter().map(|(_, text)| content.hears(text).map(|heard| heard.level)).collect();
        let at_least = |level| levels.iter().filter(|heard| **heard >= Some(level)).count();
        let [heard, likely, certain] = [Level::Perhaps, Level::Likely, Level::Certain].map(at_least);
        assert!(levels.len() >= 40, "{file}: {}", levels.len());
        assert_eq!(heard, levels.len(), "{file}");
        assert!(per_mille(likely, levels.len()) >= 950, "{file}: {likely} of {} likely", levels.len());
        assert!(per_mille(certain, levels.len()) >= 825, "{file}: {certain} of {} certain", levels.len());
    }
}

/// Help costs a glance, an alarm the place of others in the queue: not for every question that names the police.
#[test]
fn most_questions_about_rights_and_almost_all_small_talk_are_no_danger() {
    let content = shipped();
    for file in ["search_nl.txt", "search_fr.txt"] {
        let (mut rights, mut talk, mut likely, mut certain) = ((0, 0), (0, 0), 0, 0);
        for (cards, text) in corpus(file) {
            let card = cards.split(',').next().and_then(CardId::parse).and_then(|id| content.card(&id));
            let counted = match card {
                // What is asked of these may be danger itself.
                Some(card) if card.may_be_danger => continue,
                Some(_) => &mut rights,
                None => &mut talk,
            };
            let heard = content.hears(&text);
            counted.0 += usize::from(heard.is_some());
            counted.1 += 1;
            likely += usize::from(heard.is_some_and(|heard| heard.level >= Level::Likely));
            certain += usize::from(heard.is_some_and(|heard| heard.level == Level::Certain));
        }
        assert!(rights.1 >= 150 && talk.1 >= 60, "{file}: {} and {} lines", rights.1, talk.1);
        assert!(per_mille(rights.0, rights.1) <= 200, "{file}: {} of {} questions about rights", rights.0, rights.1);
        // These go to the front of the queue, and are not asked about police input.
        let all = rights.1 + talk.1;
        assert!(per_mille(likely, all) <= 85, "{file}: {likely} of {all} likely");
        // These lose their cards as well.
        assert!(per_mille(certain, all) <= 30, "{file}: {certain} of {all} certainly");
        assert!(per_mille(talk.0, talk.1) <= 160, "{file}: {} of {} other messages", talk.0, talk.1);
    }
}

#[test]
fn sayings_and_games_are_no_danger() {
    let content = shipped();
    for saying in [
        "ik ga dood van het lachen",
        "hahaha ik sterf",
        "ik verveel mij dood",
        "ik schrok mij dood",
        "dat is dodelijk saai",
        "ik heb hem gekild in fortnite",
        "mijn moeder gaat mij vermoorden als ze die boete ziet haha",
        "jsuis mort de rire",
        "je me tue à te le dire",
        "je meurs de faim",
        "je suis mort de fatigue",
        "c'est mortel ce concert",
        "je l'ai tué trois fois sur fortnite",
    ] {
        assert!(content.danger(saying).is_none(), "{saying}: {:?}", content.danger(saying));
    }
}

#[test]
fn a_word_stands_for_every_byte_and_no_two_are_alike() {
    let content = shipped();
    assert_eq!(content.words().len(), WORDS);
    for byte in 0..=u8::MAX {
        assert_eq!(content.word(byte), content.words()[usize::from(byte) % WORDS]);
    }
    for (at, one) in content.words().iter().enumerate() {
        for other in &content.words()[..at] {
            assert!(
                rapidfuzz::distance::levenshtein::distance(one.bytes(), other.bytes()) >= 3,
                "{one} and {other} sound alike"
            );
        }
    }
}

#[test]
fn the_copy_inside_is_the_folder_and_is_never_written_over_anything() {
    let folder = tempfile::tempdir().expect("a folder");
    write_embedded(folder.path()).expect("an empty folder takes it");
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let files = all_files(&ours);
    assert_eq!(files, all_files(folder.path()), "build again: the folder has changed");
    for name in files {
        // The guide for editors goes along in the place of the page that leads to it.
        let original = if name == "README.md" { ours.join("../CONTENT.md") } else { ours.join(&name) };
        let (one, other) = (fs::read(original), fs::read(folder.path().join(&name)));
        assert!(one.expect("a file") == other.expect("a file"), "{name}: build again");
    }
    assert!(Content::load(&Source::embedded()).is_ok());

    let edited = folder.path().join("topics.toml");
    fs::write(&edited, "mine").expect("an edit");
    fs::remove_file(folder.path().join("words.toml")).expect("a file is gone");
    let refused = write_embedded(folder.path()).expect_err("files are there");
    assert_eq!(refused.kind(), std::io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_to_string(edited).expect("the edit"), "mine");
    assert!(!folder.path().join("words.toml").exists(), "nothing is written when anything is there");
}

fn all_files(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for under in ["", "cards"] {
        for entry in fs::read_dir(folder.join(under)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                names.push(path.strip_prefix(folder).expect("inside").display().to_string());
            }
        }
    }
    names.sort();
    names
}

#[test]
fn nobody_sees_a_number_that_was_not_verified_or_called() {
    let content = shipped();
    let hidden = |line: &&HelpLine| line.called_on.is_none() && line.confidence == Confidence::GeneralKnowledge;
    assert!(content.all_help_lines().iter().filter(hidden).count() >= 3);
    for language in Language::ALL {
        assert!(content.help_lines(language).iter().all(|line| !hidden(line)));
        assert!(content.acute_lines(language).iter().all(|line| line.number().is_some()));
    }
    for id in ["jac", "dgde"] {
        let line = content.all_help_lines().iter().find(|line| line.id.as_str() == id).expect("the line is there");
        assert!(line.shown() && (line.number().is_none() || line.called_on.is_some()), "{id}");
    }
}

#[test]
fn a_text_of_the_team_vouches_for_no_site() {
    let content = shipped();
    let mut card = content.cards().first().expect("a card").clone();
    card.by_team = Some(Day(30_000));
    let known = card.sources.first().expect("a source").clone();
    card.sources = vec!["https://elders.example/stuk".to_owned()];
    let shelved = content.shelve([card]);
    assert!(shelved.has_team_cards() && shelved.names_host(&known), "the control");
    assert!(!shelved.names_host("https://elders.example/stuk"), "named by the text alone");
    assert!(!shelved.allowed_hosts().contains(&"elders.example".to_owned()));
}

#[test]
fn a_card_that_could_pass_for_a_text_of_the_team_is_named() {
    let mut files = embedded_files();
    let card = String::from_utf8(files["cards/phone-look.toml"].clone()).expect("UTF-8");
    let card = card.replacen("id = \"phone-look\"", "id = \"t-look\"", 1);
    files.insert("cards/t-look.toml".to_owned(), card.into_bytes());
    let Err(complaints) = Content::load(&Source::memory(files)) else { panic!("it loads") };
    let of_card = complaints.iter().find(|it| it.file == "cards/t-look.toml" && it.what.contains("begins with t-"));
    assert_eq!(of_card.map(|it| (it.line, it.mend.as_str())), Some((1, "give the card and its file another name")));
}

#[test]
fn the_holidays_of_three_years_and_six_projects_are_there() {
    let content = shipped();
    for year in 2026..=2028 {
        assert_eq!(content.holidays().iter().filter(|holiday| holiday.date.year() == year).count(), 10, "{year}");
    }
    assert!(content.projects().len() >= 6);
    assert!(content.project(content.default_project()).is_some());
    assert!(content.cards().len() >= 48);
}

fn word(danger: Danger) -> &'static str {
    match danger {
        Danger::SelfHarm => "self_harm",
        Danger::Abuse => "abuse",
        Danger::Urgent => "urgent",
        Danger::Threat => "threat",
    }
}

/// "Wet op het politieambt, artikel 34", not "WPA/LFP art. 34": whoever reads it is fourteen.
#[test]
fn the_law_behind_a_card_is_said_in_words_of_each_language() {
    let content = shipped();
    let mut laws = content.cards().iter().flat_map(|card| &card.legal_basis).peekable();
    assert!(laws.peek().is_some());
    for law in laws {
        let short = ["art.", "WPA", "LFP", "Sv.", "CIC", "Sw.", "CP ", "KB/", "/AR", "EVRM", "CEDH", "e.v.", "/Loi"];
        for text in [&law.nl, &law.fr] {
            assert!(!short.iter().any(|short| text.contains(short)), "{text}");
        }
        assert!(law.nl != law.fr, "{}", law.nl);
    }
}

#[test]
fn complaints_and_violence_are_never_put_to_an_officer() {
    let content = shipped();
    for text in [
        "Ik wil een klacht indienen tegen de politie",
        "hoe dien ik klacht in tegen een agent?",
        "De flik heeft mij geslagen, mag dat?",
        "mag een agent mij duwen",
        "Je veux porter plainte contre un policier",
        "un policier m'a frappé, il a le droit ?",
    ] {
        assert!(content.is_against_police(None, &content.hits(text)), "{text}");
    }
    for text in
        ["Mag een agent mij filmen?", "Mag de politie mij zomaar fouilleren?", "La police peut fouiller mon sac ?"]
    {
        assert!(!content.is_against_police(None, &content.hits(text)), "the control: {text}");
        assert!(
            content.is_against_police(Some("complaint"), &content.hits(text)),
            "asked from a card about complaints: {text}"
        );
    }
}
