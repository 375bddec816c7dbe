//! The documents, held against the code: tables, numbers, promises, commands and links.
//!
//! Never true of these tests: a document is read so loosely that a wrong one passes.

use rechtdoor::domain::retention::Retention;
use rechtdoor::store::tables;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(name: &str) -> String {
    fs::read_to_string(home().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The cells of the table whose head is this line, row by row.
fn table(text: &str, head: &str) -> Vec<Vec<String>> {
    let mut lines = text.lines().skip_while(|line| *line != head);
    assert!(lines.next().is_some(), "there is no table under {head}");
    let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// Files with this ending, without what is built, fetched or hidden.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if !name.starts_with('.') && name != "target" {
                files(&path, ending, found);
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
}

#[test]
fn the_privacy_page_lists_every_table_with_its_lifetime() {
    let told: Vec<(String, String)> = table(&document("PRIVACY.md"), "| table | what it holds | lifetime |")
        .into_iter()
        .map(|row| {
            assert!(row.len() == 3 && !row[1].is_empty(), "{row:?} does not say what is held");
            (row[0].clone(), row[2].clone())
        })
        .collect();
    let kept: Vec<(String, String)> =
        tables::ALL.iter().map(|(_, name, lifetime)| ((*name).to_owned(), (*lifetime).to_owned())).collect();
    assert_eq!(told, kept);
}

#[test]
fn the_privacy_page_says_how_long_everything_lives() {
    let told: Vec<(String, String)> = table(&document("PRIVACY.md"), "| what | how long |")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let Retention {
        draft_minutes,
        person_days,
        unanswered_days,
        silent_days,
        waiting_days,
        link_days,
        text_days,
        farewell_hours,
        token_hours,
        ban_days,
        ban_days_max,
        audit_days,
    } = Retention::default();
    let kept = [
        ("draft_minutes", draft_minutes, "minutes"),
        ("person_days", person_days, "days"),
        ("unanswered_days", unanswered_days, "days"),
        ("silent_days", silent_days, "days"),
        ("waiting_days", waiting_days, "days"),
        ("link_days", link_days, "days"),
        ("text_days", text_days, "days"),
        ("farewell_hours", farewell_hours, "hours"),
        ("token_hours", token_hours, "hours"),
        ("ban_days", ban_days, "days"),
        ("ban_days_max", ban_days_max, "days"),
        ("audit_days", audit_days, "days"),
    ];
    assert_eq!(told.len(), kept.len());
    for ((name, sentence), (kept_name, number, unit)) in told.iter().zip(kept) {
        assert_eq!(name, kept_name);
        assert!(sentence.ends_with(&format!(" {number} {unit}")), "`{name}` lives {number} {unit}, not: {sentence}");
    }
}

#[test]
fn every_promise_names_tests_that_exist() {
    let proofs = Proofs::read();
    let rows = table(&document("SECURITY.md"), "| id | promise | how it is kept | tests |");
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let wanted: Vec<String> = (1..=14).map(|number| format!("P{number}")).collect();
    assert_eq!(ids, wanted);
    for row in &rows {
        assert!(proofs.check(&row[0], &row[3]) > 0, "{} names no test", row[0]);
    }
    assert!(!is_test("fn helper() {}", "helper") && is_test("#[test]\nfn real() {}", "real"));
}

#[test]
fn what_a_thief_gets_is_the_same_on_both_pages_and_was_tried() {
    let proofs = Proofs::read();
    let told = table(&document("PRIVACY.md"), "| who holds | gets | does not get |");
    let tried = table(&document("SECURITY.md"), "| who holds | gets | does not get | tests |");
    let holders = |rows: &[Vec<String>]| rows.iter().map(|row| row[0].clone()).collect::<Vec<_>>();
    assert_eq!(holders(&told), holders(&tried));
    let named: usize = tried.iter().map(|row| proofs.check(&row[0], &row[3])).sum();
    assert!(named >= tried.len(), "the table names only {named} tests");
}

#[test]
fn every_acceptance_scenario_is_played_or_says_that_it_is_not_built() {
    let proofs = Proofs::read();
    let rows = table(&document("docs/acceptance.md"), "| no. | what happens, and what must come of it | played by |");
    let numbers: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let wanted: Vec<String> = (1..=20).map(|number: u8| number.to_string()).collect();
    assert_eq!(numbers, wanted);
    for row in &rows {
        let played = proofs.check(&row[0], &row[2]);
        assert!(played > 0 || row[2].starts_with("Not built:"), "nobody plays {}", row[0]);
    }
}

#[test]
fn every_rule_of_the_desk_is_kept_in_one_talk_and_tried_in_another() {
    const HEAD: &str = "| rule | works | refused |";
    let (proofs, text) = (Proofs::read(), document("docs/desk.md"));
    let parts: Vec<&str> = text.split("\n## ").skip(1).collect();
    let mut rules = 0;
    for part in parts.iter().filter(|part| part.contains(HEAD)) {
        for row in table(part, HEAD) {
            assert_eq!(row.len(), 3, "{}", row[0]);
            for cell in &row[1..] {
                assert!(proofs.check(&row[0], cell) > 0, "nobody plays {}: {cell}", row[0]);
            }
            rules += 1;
        }
    }
    assert!(rules > 40, "only {rules} rules of the desk were read");
}

/// Where tests may be: the source of program and tests, and the talks.
struct Proofs {
    code: String,
}

impl Proofs {
    fn read() -> Self {
        let mut sources = Vec::new();
        for folder in ["src", "tests"] {
            files(&home().join(folder), ".rs", &mut sources);
        }
        Self { code: sources.iter().map(|path| fs::read_to_string(path).expect("a readable file")).collect() }
    }

    /// Every test that a cell names exists; says how many those are.
    fn check(&self, row: &str, cell: &str) -> usize {
        let names: BTreeSet<&str> = cell.split('`').skip(1).step_by(2).collect();
        for name in &names {
            if name.ends_with(".chat") {
                assert!(home().join("tests/scenarios").join(name).exists(), "{row}: there is no talk {name}");
            } else {
                assert!(is_test(&self.code, name), "{row}: there is no test `{name}`");
            }
        }
        names.len()
    }
}

/// A function of this name, with a test's attribute not far above it.
fn is_test(code: &str, name: &str) -> bool {
    code.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let before = &code[..at];
        let item = before.rfind("\n}").or_else(|| before.rfind("    }\n")).unwrap_or_default();
        before[item..].contains("test]") || before[item..].contains("test(")
    })
}

#[test]
fn the_commands_of_the_readme_work() {
    let readme = document("README.md");
    let commands: Vec<&str> = readme.lines().filter(|line| line.starts_with("cargo ")).collect();
    assert!(commands.contains(&"cargo run --release -- demo") && commands.contains(&"cargo test"), "{commands:?}");
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_rechtdoor")).arg("--help").output().expect("it starts");
    assert!(String::from_utf8_lossy(&help.stdout).lines().any(|line| line.trim_start().starts_with("demo ")));
}

#[test]
fn every_relative_link_leads_somewhere() {
    let mut pages = Vec::new();
    files(home(), ".md", &mut pages);
    assert!(pages.len() >= 3, "only {} pages were found", pages.len());
    for page in pages {
        let text = fs::read_to_string(&page).expect("a readable page");
        for link in links(&text).filter(|link| !link.contains("://") && !link.starts_with(['#', '<'])) {
            let file = link.split('#').next().unwrap_or_default();
            let folder = page.parent().unwrap_or(home());
            assert!(folder.join(file).exists(), "{}: {link} leads nowhere", page.display());
        }
    }
    assert_eq!(links("[a](b.md) and ![c](d.png#e)").collect::<Vec<_>>(), ["b.md", "d.png#e"]);
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link)
}

#[test]
fn the_changelog_begins_with_what_is_not_yet_released() {
    let changelog = document("CHANGELOG.md");
    let first = changelog.lines().find(|line| line.starts_with("## ")).expect("a section");
    assert!(first.to_lowercase().contains("unreleased"), "the first section is {first}");
}

#[test]
fn the_guide_for_editors_names_every_file_and_its_examples_can_be_read() {
    let guide = document("CONTENT.md");
    let told: BTreeSet<String> =
        table(&guide, "| file | what it holds |").into_iter().map(|row| row[0].clone()).collect();
    let files = rechtdoor::content::embedded_files().into_keys().filter(|name| name.ends_with(".toml"));
    let kept =
        files.map(|name| if name.starts_with("cards/") { "`cards/<id>.toml`".to_owned() } else { format!("`{name}`") });
    assert_eq!(told, kept.collect());
    let examples: Vec<&str> =
        guide.split("```toml\n").skip(1).filter_map(|rest| rest.split_once("```")).map(|(toml, _)| toml).collect();
    assert!(examples.len() >= 5, "{} examples", examples.len());
    for example in examples {
        assert!(example.parse::<toml::Table>().is_ok(), "{example}");
    }
}
