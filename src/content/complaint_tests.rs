//! Every kind of mistake an editor makes is named with its file, its line and a mend; never more than was wrong.

use super::*;
use std::{fs, path::Path};

const CARD: &str = r#"id = "silence"
topic = "arrest"
region = "be"
reviewed = "not yet reviewed by a lawyer"
confidence = "verified_1"
legal_basis = ["Sv. art. 47bis"]
sources = ["https://www.example.be/zwijgen"]

[nl]
label = "🤐 Zwijgen"
title = "Mag ik zwijgen?"
body = "Ja, dat mag."

[fr]
label = "🤐 Me taire"
title = "Puis-je me taire ?"
body = "Oui, tu peux."
"#;
const TOPICS: &str = r#"[[topic]]
id = "arrest"
label = { nl = "⏳ Aangehouden", fr = "⏳ Arrestation" }
"#;
const LINES: &str = r#"[categories]
emergency = { nl = "🆘 Gevaar", fr = "🆘 Danger" }
listen = { nl = "💬 Praten", fr = "💬 Parler" }
violence = { nl = "🛟 Geweld", fr = "🛟 Violence" }
legal = { nl = "⚖️ Rechten", fr = "⚖️ Droits" }
complaint = { nl = "📮 Klacht", fr = "📮 Plainte" }
practical = { nl = "🧰 Andere", fr = "🧰 Autre" }

[[line]]
id = "112"
name = { nl = "Noodnummer", fr = "Urgences" }
number = "112"
number_from = "verified"
sites = ["https://www.112.be"]
languages = ["nl", "fr"]
category = "emergency"
region = "be"
help_screen = { nl = 1, fr = 1 }
for_what = { nl = "Levensgevaar.", fr = "Danger de mort." }
confidence = "verified_2plus"
sources = ["https://www.112.be"]
"#;
const PROJECTS: &str = r#"default_project = "gent"

[[project]]
id = "gent"
name = { nl = "Team Gent", fr = "Équipe Gand" }
organisations = ["Lejo"]
languages = ["nl", "fr"]
municipalities = [
    { id = "gent", nl = "Gent", fr = "Gand" },
    { id = "aalst", nl = "Aalst", fr = "Alost" },
]
secrecy = "none"
allocation = "first_come"
signature = { nl = "— team Gent", fr = "— l'équipe de Gand" }

[project.opening_hours]
monday = ["09:00-12:30", "13:00-17:00"]
"#;
const HOLIDAYS: &str = r#"[[holiday]]
date = 2026-05-01
name = { nl = "Dag van de Arbeid", fr = "Fête du Travail" }

[[holiday]]
date = 2026-12-25
name = { nl = "Kerstmis", fr = "Noël" }
"#;
const DANGER: &str = r#"[[entry]]
language = "nl"
kind = "threat"
phrases = ["ik word bedreigd"]
"#;

const SEARCH: &str = r#"[[meaning]]
id = "police"
nl = ["politie", "flik*"]
fr = ["keuf*", "forces de l ordre"]

[filler]
nl = ["mag", "ik"]
fr = ["est", "ce", "que"]
"#;
const NOWHERE: &str = r#"nl = ["hoe laat is het"]
fr = ["tu fais quoi"]
"#;

fn words() -> String {
    let words = (0..WORDS as u8).map(|n| format!("    \"w{}{}\",\n", (b'a' + n / 26) as char, (b'a' + n % 26) as char));
    format!("words = [\n{}]\n", words.collect::<String>())
}

fn whole() -> Vec<(&'static str, String)> {
    let tip = "[[tip]]\ntext = { nl = \"t\", fr = \"t\" }\nsource = { nl = \"s\", fr = \"s\" }\n";
    let files = [
        ("cards/silence.toml", CARD),
        ("topics.toml", TOPICS),
        ("helplines.toml", LINES),
        ("projects.toml", PROJECTS),
        ("holidays.toml", HOLIDAYS),
        ("danger.toml", DANGER),
        ("search.toml", SEARCH),
        ("elsewhere.toml", NOWHERE),
        ("danger-meanings.toml", "[[meaning]]\nid = \"hit\"\nnl = [\"slaat\", \"klop*\"]\nfr = [\"frappe\"]\n"),
        ("danger-self-harm.toml", "nl = [\"ik wil dood\"]\nfr = [\"je veux mourir\"]\n"),
        ("danger-abuse.toml", "nl = [\"mijn vader slaat mij\"]\n"),
        ("danger-urgent.toml", "fr = [\"il saigne\"]\n"),
        ("danger-threat.toml", "nl = []\nfr = []\n"),
        ("danger-harmless.toml", "nl = [\"ik ga dood van het lachen\"]\n"),
    ];
    let drawn = [nicknames(), super::paper::enough(), words(), tip.repeat(5)];
    let names = ["nicknames.toml", "paper.toml", "words.toml", "briefing.toml"].into_iter().zip(drawn);
    files.map(|(name, text)| (name, text.to_owned())).into_iter().chain(names).chain(super::practice::rest()).collect()
}

fn nicknames() -> String {
    let both = |name: String| format!("    {{ nl = \"{name}\", fr = \"{name}\" }},\n");
    let part = |name: char| (0..8).map(|n| both(format!("{name}{n}"))).collect::<String>();
    format!("colours = [\n{}]\nanimals = [\n{}]\n", part('c'), part('a'))
}

fn write(folder: &Path, files: &[(&str, String)]) {
    fs::create_dir_all(folder.join("cards")).expect("a folder");
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a file");
    }
}

fn complaints_of(files: &[(&str, String)]) -> Vec<Complaint> {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), files);
    Content::load(&Source::folder(folder.path())).err().unwrap_or_default()
}

/// File, what the editor changes into what, the text whose line is to be named, what is said, and how to mend it.
type Mistake = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CARD_FILE: &str = "cards/silence.toml";

const IN_CARDS: &[Mistake] = &[
    (CARD_FILE, "title = \"Puis-je me taire ?\"\n", "", "[fr]", "`title` is missing", "add title = "),
    (CARD_FILE, "body = \"Oui, tu peux.\"", "body = \" \"", "body = \" \"", "`body` is empty", "write the text"),
    (
        CARD_FILE,
        "id = \"silence\"",
        "id = \"zwijgen\"",
        "id = \"zwijgen\"",
        "in the file silence.toml",
        "id = \"silence\"",
    ),
    (CARD_FILE, "id = \"silence\"", "id = \"Silence!\"", "id = \"Silence!\"", "`id` is \"Silence!\"", "small letters"),
    (CARD_FILE, "Zwijgen\"", "Zwijgen bij de politie\"", "label = \"🤐 Z", "25 characters, 20 fit", "take out 5"),
    (CARD_FILE, "topic = \"arrest\"", "topic = \"arest\"", "topic = ", "no topic has the id \"arest\"", "topics.toml"),
    (CARD_FILE, "\"be\"", "\"belgium\"", "region = ", "`region` is \"belgium\"", "be, fl, fwb, bxl"),
    (CARD_FILE, "verified_1", "sure", "confidence = ", "`confidence` is \"sure\"", "general_knowledge"),
    (
        CARD_FILE,
        "\"not yet reviewed by a lawyer\"",
        "\"1/12/2026\"",
        "reviewed = ",
        "`reviewed` is not a day",
        "2026-12-01",
    ),
    (
        CARD_FILE,
        "\"not yet reviewed by a lawyer\"",
        "\"2026-02-30\"",
        "reviewed = ",
        "`reviewed` is not a day",
        "2026-12-01",
    ),
    (CARD_FILE, "legal_basis", "legal_base", "legal_base", "unknown key `legal_base`", "legal_basis"),
    (CARD_FILE, "[\"Sv. art. 47bis\"]", "\"Sv.\"", "legal_basis", "`legal_basis` is a text", "write legal_basis = ["),
    (CARD_FILE, "[\"Sv. art. 47bis\"]", "[{ nl = \"Sv.\" }]", "legal_basis", "`fr` is missing", "add fr = "),
    (CARD_FILE, "[\"Sv. art. 47bis\"]", "[47]", "legal_basis", "`legal_basis` is a number", "write legal_basis = "),
    (CARD_FILE, "[\"https://www.example.be/zwijgen\"]", "[]", "id = ", "the card has no source", "add sources"),
    (CARD_FILE, "https://www.example", "www.example", "sources = ", "is not a web address", "https://"),
    (CARD_FILE, "title = \"Mag ik zwijgen?\"", "title = 3", "title = 3", "`title` is a number", "write title = \"…\""),
    (
        CARD_FILE,
        "title = \"Mag ik zwijgen?\"",
        "title = \"Mag ik?",
        "title = \"Mag ik?",
        "a quote is missing behind",
        "put a \"",
    ),
    (
        CARD_FILE,
        "region = \"be\"",
        "region = \"be\"\nnew_cc = \"yes\"",
        "new_cc",
        "`new_cc` is a text",
        "new_cc = true",
    ),
    ("topics.toml", ", fr = \"⏳ Arrestation\"", "", "label = ", "`fr` is missing", "add fr = "),
    ("topics.toml", "Aangehouden", "Aangehouden of opgepakt", "label = ", "characters, 20 fit", "emoji counts"),
];

/// What is no TOML, as it happens to somebody who types it for the first time.
const BROKEN: &[Mistake] = &[
    (CARD_FILE, "topic = \"arrest\"", "topic = arrest", "topic", "without quotes", "write topic = \"your text\""),
    (CARD_FILE, "topic = \"arrest\"", "topic = arrest\"", "topic", "missing before", "write topic = \"your text\""),
    (CARD_FILE, "topic = \"arrest\"", "topic = “arrest”", "topic", "curly ones", "straight quotes"),
    (CARD_FILE, "topic = \"arrest\"", "topic: \"arrest\"", "topic", "no name = value", "write topic = \"your text\""),
    (CARD_FILE, "topic = \"arrest\"", "topic \"arrest\"", "topic", "no name = value", "write topic = \"your text\""),
    (CARD_FILE, "topic = \"arrest\"", "topic\u{a0}= \"arrest\"", "topic", "only looks like one", "type them anew"),
    (CARD_FILE, "\"arrest\"", "\"ar\"re\"st\"", "topic", "behind the end of a text", "a quote inside a text"),
    (CARD_FILE, "\"arrest\"", "\"arrest\\nacht\\x\"", "topic", "a meaning of its own", "\\\\"),
    (CARD_FILE, "region", "topic = \"two\"\nregion", "two", "second time", "take one of"),
    (CARD_FILE, "[nl]", "[nl", "[nl", "heading is not closed", "put a ]"),
    (CARD_FILE, "[nl]", "nl", "nl", "no name = value", "write nl ="),
    (
        CARD_FILE,
        "body = \"Ja, dat mag.\"",
        "body = \"\"\nJa, dat mag.\n\"\"\"",
        "Ja, dat mag.",
        "no name = value",
        "\"\"\"",
    ),
    ("danger.toml", "\"ik word bedreigd\"", "\"ik word\" \"bedreigd\"", "phrases", "a comma is missing", "put a ,"),
    ("holidays.toml", "2026-12-25", "25/12/2026", "25/12", "this is not a day", "2026-12-01"),
    ("topics.toml", ", fr = ", " fr = ", "label", "a comma is missing", "{ nl = "),
];

#[test]
fn a_line_that_is_no_toml_is_explained_in_plain_words() {
    assert_named(BROKEN);
}

#[test]
fn a_forgotten_bracket_is_one_mistake_and_not_one_for_every_line_below_it() {
    let mut files = whole();
    let danger = &mut files.iter_mut().find(|(name, _)| *name == "danger.toml").expect("the file").1;
    let entry = danger.clone();
    *danger = entry.replace("[\"ik word bedreigd\"]", "[\"ik word bedreigd\"") + &entry.repeat(9);
    let complaints = complaints_of(&files);
    assert_eq!(complaints.len(), 1, "{}", listed(&complaints));
    assert!(complaints[0].mend.contains("looked at afterwards") && complaints[0].line == 5, "{}", listed(&complaints));
}

#[test]
fn files_of_windows_are_read_and_other_encodings_are_named_with_their_line() {
    let load = |name: &str, change: &dyn Fn(&str) -> Vec<u8>| {
        let files = whole().into_iter().map(|(file, text)| {
            let bytes = if file == name { change(&text) } else { text.into_bytes() };
            (file.to_owned(), bytes)
        });
        Content::load(&Source::memory(files.collect()))
    };
    assert!(load(CARD_FILE, &|text| text.replace('\n', "\r\n").into_bytes()).is_ok());
    assert!(load(CARD_FILE, &|text| format!("\u{feff}{text}").into_bytes()).is_ok());
    let latin = |text: &str| text.chars().map(|letter| u8::try_from(letter).unwrap_or(b'?')).collect();
    let complaints = load("projects.toml", &latin).err().expect("a mistake");
    assert_eq!(complaints.len(), 1, "{}", listed(&complaints));
    assert!(complaints[0].line == 5 && complaints[0].mend.contains("UTF-8"), "{}", listed(&complaints));
}

const ELSEWHERE: &[Mistake] = &[
    ("topics.toml", "[[topic]]", "[[topics]]", "[[topics]]", "`topic` is missing", "add topic = "),
    (
        "helplines.toml",
        "\"emergency\"",
        "\"noodgeval\"",
        "category = ",
        "`category` is \"noodgeval\"",
        "emergency, listen",
    ),
    ("helplines.toml", "\"verified\"", "\"seen\"", "number_from", "`number_from` is \"seen\"", "before_2015"),
    (
        "helplines.toml",
        "number_from = \"verified\"",
        "number_from = \"before_2015\"",
        "help_screen",
        "may not be shown",
        "called_on",
    ),
    ("helplines.toml", "fr = 1", "fr = 12", "help_screen", "not a number from 1 to 8", "write fr = 1"),
    (
        "helplines.toml",
        "region = \"be\"",
        "region = \"be\"\ncalled_on = 2026-13-01",
        "called_on",
        "this is not a day",
        "2026-12-01",
    ),
    ("projects.toml", "\"09:00-12:30\"", "\"9u-12u30\"", "monday", "\"9u-12u30\" are no hours", "09:00-12:30"),
    ("projects.toml", "\"13:00-17:00\"", "\"12:00-17:00\"", "monday", "starts before the hours", "sort the hours"),
    ("projects.toml", "\"13:00-17:00\"", "\"17:00-13:00\"", "monday", "are no hours", "earlier hour first"),
    (
        "projects.toml",
        "monday = [\"09:00-12:30\", \"13:00-17:00\"]",
        "",
        "[project.opening_hours]",
        "never open",
        "monday =",
    ),
    ("projects.toml", "monday", "maandag", "[project.opening_hours]", "never open", "monday ="),
    ("projects.toml", "\"aalst\"", "\"gent\"", "Aalst", "\"gent\" is there twice", "one project"),
    ("projects.toml", "Aalst\"", "Sint-Lievens-Houtem\"", "Sint-Lievens", "19 characters, 17 fit", "take out 2"),
    ("projects.toml", "id = \"aalst\"", "id = \"sint-lievens-houtem-1\"", "Aalst", "`id` has 21", "shorten it to 20"),
    (
        "projects.toml",
        "default_project = \"gent\"",
        "default_project = \"gant\"",
        "default_",
        "no project has the id",
        "name one",
    ),
    (
        "projects.toml",
        "[\"nl\", \"fr\"]",
        "[\"nl\", \"en\"]",
        "languages",
        "`languages` is \"en\"",
        "use one of: nl, fr",
    ),
    (
        "projects.toml",
        "secrecy = \"none\"",
        "secrecy = 458",
        "secrecy",
        "`secrecy` is a number",
        "write secrecy = \"…\"",
    ),
    ("projects.toml", "first_come", "first-come", "allocation", "`allocation` is \"first-come\"", "lottery"),
    ("projects.toml", "id = \"aalst\"", "zone = \"A!\", id = \"aalst\"", "A!", "`zone` is \"A!\"", "small letters"),
    ("holidays.toml", "2026-12-25", "2026-04-25", "2026-04-25", "is not after the holiday above", "sort the days"),
    ("holidays.toml", "2026-12-25", "\"25 dec\"", "\"25 dec\"", "`date` is not a day", "year-month-day"),
    ("danger.toml", "\"threat\"", "\"danger\"", "kind = ", "`kind` is \"danger\"", "self_harm, abuse"),
    ("danger.toml", "ik word bedreigd", "ik (word", "phrases = ", "is not a phrase", "word*"),
    ("danger.toml", "ik word bedreigd", "a … b … c … d … e … f", "phrases = ", "has 5 times …", "4 at most"),
    (
        "search.toml",
        "\"mag\"",
        "\"politie\"",
        "nl = [\"politie\", \"ik\"]",
        "stands in a meaning",
        "take it out of [filler]",
    ),
    ("search.toml", "\"politie\"", "\"?!\"", "\"?!\"", "nothing is left of it", "one meaning"),
    ("search.toml", "\"police\"", "\"Police\"", "\"Police\"", "`id` is \"Police\"", "small letters"),
    ("elsewhere.toml", "\"tu fais quoi\"", "\"\"", "fr = ", "`fr` is empty", "write the text"),
    ("danger-harmless.toml", "ik ga dood van het lachen", "Ik wil DOOD!", "nl", "in danger-self-harm.toml", "leave it"),
    ("danger-meanings.toml", "klop*", "kl*", "nl = ", "\"kl*\" is too short a beginning", "three letters"),
    ("danger-meanings.toml", "frappe", "!", "fr = ", "\"!\" has no letters", "write a word"),
    ("danger-meanings.toml", "\"hit\"", "\"Hit\"", "\"Hit\"", "`id` is \"Hit\"", "small letters"),
    ("danger-abuse.toml", "mijn vader slaat mij", "?!", "nl", "has no letters", "what somebody typed"),
    ("danger-urgent.toml", "fr = ", "en = ", "en", "unknown key `en`", "fr, nl"),
    ("briefing.toml", "source = { nl = \"s\", fr = \"s\" }\n", "", "[[tip]]", "`source` is missing", "add source"),
    ("nicknames.toml", "    { nl = \"c0\", fr = \"c0\" },\n", "", "colours = ", "`colours` has 7 names", "8 to 32"),
    ("words.toml", "    \"waa\",\n", "", "words = ", "`words` has 63 words", "exactly 64"),
    ("words.toml", "\"wac\",", "\"wab\", # again", "# again", "\"wab\" is there twice", "another word"),
    ("words.toml", "\"waa\"", "\"café\"", "\"café\"", "no word for this list", "no accent"),
];

fn assert_named(mistakes: &[Mistake]) {
    for (file, from, to, marker, what, mend) in mistakes {
        let mut files = whole();
        let text = &mut files.iter_mut().find(|(name, _)| name == file).expect("a file of the folder").1;
        assert!(text.contains(from), "{file} has {from:?}");
        *text = text.replacen(from, to, 1);
        let line = 1 + text.lines().position(|line| line.contains(marker)).expect("the marker is in the file");
        let complaints = complaints_of(&files);
        let named = complaints.iter().any(|complaint| {
            let place = (complaint.file.as_str(), complaint.line) == (*file, line);
            place && complaint.what.contains(what) && complaint.mend.contains(mend)
        });
        assert!(named, "{file}:{line} {what} is not among:\n{}", listed(&complaints));
        assert!(complaints.iter().all(|complaint| complaint.file == *file), "others too:\n{}", listed(&complaints));
        assert!(complaints.len() <= 2, "one mistake, many complaints:\n{}", listed(&complaints));
    }
}

fn listed(complaints: &[Complaint]) -> String {
    complaints.iter().map(|complaint| format!("{complaint}\n")).collect()
}

#[test]
fn law_and_sources_that_do_not_fit_on_one_screen_are_named() {
    let mut files = whole();
    let card = &mut files.iter_mut().find(|(name, _)| *name == CARD_FILE).expect("a card").1;
    *card = card.replacen("Sv. art. 47bis", &"x".repeat(2_999), 1);
    let complaints = complaints_of(&files);
    let what = "`legal_basis` and `sources` have 3029 characters together, 3000 fit";
    assert!(
        !complaints.is_empty() && complaints.iter().all(|complaint| complaint.what == what),
        "{}",
        listed(&complaints)
    );
}

#[test]
fn more_cards_by_region_than_one_screen_holds_are_named() {
    let mut files = whole();
    let card = files.iter().find(|(name, _)| *name == CARD_FILE).expect("a card").1.replacen("\"be\"", "\"fl\"", 1);
    let names = ["cards/a.toml", "cards/b.toml", "cards/c.toml", "cards/d.toml", "cards/e.toml", "cards/f.toml"];
    for (number, name) in names.iter().enumerate() {
        let id = name.trim_start_matches("cards/").trim_end_matches(".toml");
        files.push((name, card.replacen("id = \"silence\"", &format!("id = \"{id}\""), 1)));
        let complaints = complaints_of(&files);
        let all = listed(&complaints);
        assert_eq!(complaints.len(), usize::from(number >= super::REGIONAL_CARDS_MAX), "{all}");
        assert!(complaints.iter().all(|complaint| complaint.what.contains("are for a region, 5 fit")), "{all}");
    }
}

#[test]
fn a_small_whole_folder_loads() {
    assert_eq!(complaints_of(&whole()), []);
}

#[test]
fn mistakes_in_cards_and_topics_are_named() {
    assert_named(IN_CARDS);
}

#[test]
fn mistakes_in_the_other_files_are_named() {
    assert_named(ELSEWHERE);
}

#[test]
fn files_that_are_missing_or_misnamed_are_named() {
    for gone in super::FILES {
        let files: Vec<_> = whole().into_iter().filter(|(name, _)| *name != gone).collect();
        let complaints = complaints_of(&files);
        let named = complaints.iter().any(|complaint| complaint.file == gone && complaint.what.contains("missing"));
        assert!(named && complaints.len() == 1, "{gone}:\n{}", listed(&complaints));
    }
    let mut files = whole();
    files.push(("holiday.toml", HOLIDAYS.to_owned()));
    files.push(("cards/notes.txt", "to do".to_owned()));
    let unread: Vec<String> = complaints_of(&files).into_iter().map(|complaint| complaint.file).collect();
    assert_eq!(unread, ["cards/notes.txt", "holiday.toml"]);
}

#[test]
fn what_is_no_file_or_too_big_is_named_and_not_read_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &whole());
    let at = |name: &str| folder.path().join(name);
    fs::remove_file(at("holidays.toml")).expect("it is there");
    std::os::unix::fs::symlink("/dev/zero", at("holidays.toml")).expect("a link");
    // Longer than any memory. Of letters with two bytes one is cut in two: that is not what is wrong with it.
    fs::write(at("search.toml"), format!("# {}", "é".repeat(300_000))).expect("a file");
    let danger = fs::File::create(at("danger.toml")).expect("a file");
    danger.set_len(1 << 40).expect("a file with holes");
    let complaints = Content::load(&Source::folder(folder.path())).err().expect("mistakes");
    let said: Vec<(&str, &str)> = complaints.iter().map(|one| (one.file.as_str(), one.what.as_str())).collect();
    let (big, other) = ("the file is too big", "this is no file");
    assert_eq!(said, [("danger.toml", big), ("holidays.toml", other), ("search.toml", big)], "{}", listed(&complaints));
    // A link to a file is a file.
    fs::remove_file(at("holidays.toml")).expect("it is there");
    fs::write(at("elsewhere"), HOLIDAYS).expect("a file");
    std::os::unix::fs::symlink(at("elsewhere"), at("holidays.toml")).expect("a link");
    let complaints = Content::load(&Source::folder(folder.path())).err().expect("mistakes");
    assert_eq!(complaints.len(), 2, "{}", listed(&complaints));
}

#[test]
fn ids_that_are_there_twice_are_named_and_so_is_a_topic_without_cards() {
    let twice = [("topics.toml", TOPICS), ("projects.toml", ""), ("helplines.toml", "")];
    for (file, block) in twice {
        let mut files = whole();
        let text = &mut files.iter_mut().find(|(name, _)| *name == file).expect("a file").1;
        let start = text.find("[[").expect("a block");
        let block = if block.is_empty() { text[start..].to_owned() } else { block.to_owned() };
        text.push_str(&block);
        let complaints = complaints_of(&files);
        let named =
            complaints.iter().any(|complaint| complaint.file == file && complaint.what.contains("is there twice"));
        assert!(named, "{file}:\n{}", listed(&complaints));
    }
    let mut files = whole();
    files[1].1.push_str("[[topic]]\nid = \"empty\"\nlabel = { nl = \"📦 Leeg\", fr = \"📦 Vide\" }\n");
    let complaints = complaints_of(&files);
    assert_eq!(complaints.len(), 1, "{}", listed(&complaints));
    assert_eq!((complaints[0].file.as_str(), complaints[0].line), ("topics.toml", 5));
    assert!(complaints[0].what.contains("no card has the topic \"empty\""));
}

#[test]
fn every_mistake_of_every_file_is_named_at_once() {
    let mut files = whole();
    files[0].1 = CARD.replace("be\"\n", "xx\"\n").replace("🤐 Me taire", "");
    files[3].1 = PROJECTS.replace("09:00", "9");
    let files_named: Vec<String> = complaints_of(&files).into_iter().map(|complaint| complaint.file).collect();
    assert_eq!(files_named, ["cards/silence.toml", "cards/silence.toml", "projects.toml"]);
}
