//! The real program as an operator meets it: exit codes, what it says, and what it never says.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::vault::{FolderDisk, Master, Ring};

const TOKEN: &str = "123456:MARKER-of-a-token";

struct Said {
    code: i32,
    out: String,
    err: String,
}

fn rechtdoor(folder: &Path, arguments: &[&str], variables: &[(&str, &str)], input: &[u8]) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rechtdoor"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input closes it: no failure of this test.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn plain(folder: &Path, arguments: &[&str]) -> Said {
    rechtdoor(folder, arguments, &[], b"")
}

/// A folder in which `init` ran.
fn prepared() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let said = plain(folder.path(), &["init"]);
    assert_eq!(said.code, 0, "{}", said.err);
    folder
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn help_lists_what_works_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let said = plain(folder.path(), &["--help"]);
    assert_eq!(said.code, 0);
    for command in ["init", "check", "explain"] {
        assert!(said.out.contains(command), "{command}");
    }
    for arguments in [&[][..], &["nonsense"], &["explain", "--lang", "de", "x"]] {
        let said = plain(folder.path(), arguments);
        assert_eq!(said.code, 2, "{arguments:?}");
        assert!(said.out.is_empty() && !said.err.is_empty());
    }
}

#[test]
fn init_writes_a_folder_that_check_finds_good() {
    let folder = prepared();
    let written = std::fs::read_to_string(folder.path().join("rechtdoor.toml")).unwrap();
    assert_eq!(written, include_str!("../deploy/rechtdoor.toml"));
    assert_eq!(mode(&folder.path().join("secrets/master.key")), 0o600);
    for private in ["secrets", "keys", "data"] {
        assert_eq!(mode(&folder.path().join(private)), 0o700, "{private}");
    }
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("secrets/token"), "a token that is still missing is told");
    assert!(said.out.ends_with("once it has a token.\n"));
    assert!(said.out.contains("same device"), "key, ring and store on one disk are told");
    assert!(std::fs::read_dir(folder.path().join("keys")).unwrap().next().is_none(), "check makes nothing");
    let key = std::fs::read_to_string(folder.path().join("secrets/master.key")).unwrap();
    assert!(!said.out.contains(key.trim()) && !said.err.contains(key.trim()));
}

#[test]
fn init_never_overwrites() {
    let folder = prepared();
    let key = std::fs::read(folder.path().join("secrets/master.key")).unwrap();
    let said = plain(folder.path(), &["init"]);
    assert_eq!(said.code, 2);
    for name in ["rechtdoor.toml", "master.key", "content"] {
        assert!(said.err.contains(name), "all at once: {}", said.err);
    }
    assert_eq!(std::fs::read(folder.path().join("secrets/master.key")).unwrap(), key);

    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::create_dir(elsewhere.path().join("data")).unwrap();
    std::fs::write(elsewhere.path().join("data/old"), "x").unwrap();
    assert_eq!(plain(elsewhere.path(), &["init", "."]).code, 2);
    assert!(!elsewhere.path().join("rechtdoor.toml").exists(), "nothing is half written");
    assert_eq!(plain(elsewhere.path(), &["init", "new/place"]).code, 0);
    assert!(elsewhere.path().join("new/place/rechtdoor.toml").exists());
}

#[test]
fn check_names_the_line_of_each_broken_configuration() {
    let folder = prepared();
    for (text, place) in [
        ("[telegram]\nmode = \"poling\"\n", "broken.toml:2"),
        ("[http]\nlisten = \"0.0.0.0:1\"\n", "broken.toml:2"),
        ("\n[telegram]\napi_url = \"http://example.org\"\n", "broken.toml:3"),
        ("[store]\npaht = \"data\"\n", "broken.toml:2"),
        ("[keys]\nmaster_file = \"data/master.key\"\n", "broken.toml:2"),
        ("[keys\n", "broken.toml:1"),
        ("[content]\npath = \"nowhere\"\n", "topics.toml"),
        ("[keys]\nmaster_file = \"secrets/nowhere\"\n", "secrets/nowhere"),
    ] {
        std::fs::write(folder.path().join("broken.toml"), text).unwrap();
        let said = plain(folder.path(), &["check", "--config", "broken.toml"]);
        assert_eq!(said.code, 2, "{text}: {}", said.err);
        assert!(said.err.contains(place) && said.err.contains("mend: "), "{text}: {}", said.err);
    }
    let said = plain(folder.path(), &["check", "--config", "nowhere.toml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("rechtdoor init"));
}

#[test]
fn check_refuses_a_key_that_others_can_read() {
    let folder = prepared();
    let key = folder.path().join("secrets/master.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("0644") && said.err.contains("chmod 600"), "{}", said.err);
}

/// Makes a ring under the folder's own master key, as the first start of the bot does.
fn make_ring(folder: &Path) -> Ring {
    let master = Master::load(&folder.join("secrets/master.key"), &[]).unwrap();
    Ring::open(FolderDisk::open(&folder.join("keys")).unwrap(), &master, &mut OsEntropy).unwrap()
}

#[test]
fn check_leaves_ring_and_store_alone_while_the_bot_runs() {
    let folder = prepared();
    let running = make_ring(folder.path());
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("the bot is running"));
    drop(running);
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("the master key opens it"));
}

#[test]
fn check_tells_a_ring_of_another_key_and_a_store_without_its_ring() {
    let folder = prepared();
    drop(make_ring(folder.path()));
    let key = folder.path().join("secrets/master.key");
    std::fs::remove_file(&key).unwrap();
    Master::create(&key, &[], &mut OsEntropy).unwrap();
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("another master key"), "{}", said.err);

    std::fs::remove_dir_all(folder.path().join("keys")).unwrap();
    std::fs::create_dir(folder.path().join("data/live")).unwrap();
    let said = plain(folder.path(), &["check"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("its ring is gone"), "{}", said.err);
}

#[test]
fn check_never_says_a_token() {
    // A port of this machine on which nobody listens: no test asks a stranger.
    let nobody = ("RECHTDOOR__TELEGRAM__API_URL", "http://127.0.0.1:9");
    let folder = prepared();
    let file = folder.path().join("secrets/token");
    for (content, code) in [(TOKEN.to_owned(), 0), (format!("{TOKEN}!"), 2)] {
        std::fs::write(&file, content).unwrap();
        let said = rechtdoor(folder.path(), &["check"], &[nobody], b"");
        assert_eq!(said.code, code, "{}", said.err);
        assert!(!said.out.contains("MARKER") && !said.err.contains("MARKER"));
    }
    std::fs::remove_file(&file).unwrap();
    let said = rechtdoor(folder.path(), &["check"], &[nobody, ("TELOXIDE_TOKEN", TOKEN)], b"");
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("TELOXIDE_TOKEN"), "it works, with a warning");
    assert!(!said.out.contains("MARKER") && !said.err.contains("MARKER"));
}

#[test]
fn explain_answers_each_line_with_one_object() {
    let folder = tempfile::tempdir().unwrap();
    let input =
        "Mag de politie mij fouilleren? Bel 0470 12 34 56\r\n\nJe suis mineur, est-ce que la police peut me fouiller ?";
    let said = rechtdoor(folder.path(), &["explain", "--json"], &[], input.as_bytes());
    assert_eq!(said.code, 0, "{}", said.err);
    let lines: Vec<serde_json::Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    let names: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(names.len(), 5, "{names:?}");
    assert_eq!(lines[0]["lang"], "nl");
    assert_eq!(lines[0]["masks"], serde_json::json!([{ "kind": "phone" }]));
    assert!(!said.out.contains("0470 12 34 56"));
    let cards = lines[0]["cards"].as_array().unwrap();
    assert!((1..=3).contains(&cards.len()), "{cards:?}");
    assert!(
        cards.iter().any(|card| card["id"] == "security-search" && card["score"].as_f64() > Some(0.0)),
        "{cards:?}"
    );
    assert_eq!(lines[1]["cards"], serde_json::json!([]));
    assert_eq!(lines[0]["danger"], serde_json::Value::Null);
    assert_eq!(lines[1]["masked"], "");
    assert_eq!(lines[2]["lang"], "fr");
}

#[test]
fn explain_takes_a_text_as_argument_and_a_given_language() {
    let folder = tempfile::tempdir().unwrap();
    let said = plain(folder.path(), &["explain", "--lang", "fr", "je veux mourir"]);
    let line: serde_json::Value = serde_json::from_str(said.out.trim()).unwrap();
    assert_eq!((&line["lang"], &line["danger"]), (&"fr".into(), &"self_harm".into()));
}

#[test]
fn explain_bounds_its_lines_and_never_repeats_them_in_errors() {
    let folder = tempfile::tempdir().unwrap();
    let long = "MARKER".repeat(20_000);
    let broken = b"fine\nMARKER \xff\n";
    for (input, line) in [(long.as_bytes(), "line 1"), (broken, "line 2")] {
        let said = rechtdoor(folder.path(), &["explain"], &[], input);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(line) && !said.err.contains("MARKER"), "{}", said.err);
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rechtdoor"))
        .args(["explain", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let _ = input.write_all("ik heb een vraag\n".repeat(50).as_bytes());
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
