//! SHR-9, RAW-10, RAW-11: where and how a start refuses, what it warns of, and that whatever it makes is closed.

use crate::place::{Place, Said, mode};
use rechtdoor::config::ACCEPTABLE;
use rechtdoor::runtime::clock::OsEntropy;
use rechtdoor::vault::Master;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A start that goes as far as the store and the ring, and then finds its port taken.
struct Start {
    place: Place,
    port: TcpListener,
}

const TAKEN: &str = "cannot listen on";

impl Start {
    fn new(place: Place) -> Self {
        fs::write(place.path("secrets/token"), "123456:not-a-token-of-anybody").unwrap();
        fs::set_permissions(place.path("secrets/token"), fs::Permissions::from_mode(0o600)).unwrap();
        let start = Self { place, port: TcpListener::bind("127.0.0.1:0").unwrap() };
        start.configure("");
        start
    }

    fn configure(&self, more: &str) {
        let text = format!(
            "[telegram]\napi_url = \"http://127.0.0.1:9\"\n[http]\nlisten = \"{}\"\n{more}\n",
            self.port.local_addr().unwrap()
        );
        fs::write(self.place.path("rechtdoor.toml"), text).unwrap();
    }

    fn runs(&self, variables: &[(&str, &str)]) -> Said {
        let said = self.place.says_with(&["run"], variables);
        assert_eq!(said.code, 2, "{}", said.all());
        said
    }

    /// Refused with these words, and nothing was made.
    fn is_refused(&self, variables: &[(&str, &str)], words: &[&str]) {
        let before = self.place.contents();
        let said = self.runs(variables);
        for word in words {
            assert!(said.err.contains(word), "{word}: {}", said.err);
        }
        assert!(!said.err.contains(TAKEN), "{}", said.err);
        assert!(self.place.contents() == before, "nothing is made or changed");
    }

    fn key(&self) -> PathBuf {
        self.place.path("secrets/master.key")
    }
}

/// SHR-9, KEY-3.
#[test]
fn a_start_refuses_every_unsafe_place_of_the_key() {
    let start = Start::new(Place::new());
    let (key, aside) = (start.key(), start.place.path("aside"));
    for folder in ["data", "keys"] {
        let inside = start.place.path(folder).join("master.key");
        fs::rename(&key, &inside).unwrap();
        start.configure(&format!("[keys]\nmaster_file = \"{folder}/master.key\""));
        start.is_refused(&[], &["lies inside", "; mend: "]);
        fs::rename(&inside, &key).unwrap();
    }
    start.configure("");
    for wrong in [0o644, 0o640, 0o604, 0o666] {
        fs::set_permissions(&key, fs::Permissions::from_mode(wrong)).unwrap();
        start.is_refused(&[], &[&format!("{wrong:04o}"), "only 0400 and 0600"]);
    }
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::rename(&key, &aside).unwrap();
    start.is_refused(&[], &["does not exist", "rechtdoor init"]);
    symlink(&aside, &key).unwrap();
    start.is_refused(&[], &["symbolic link"]);
    fs::remove_file(&key).unwrap();
    fs::create_dir(&key).unwrap();
    start.is_refused(&[], &["not a regular file"]);
    fs::remove_dir(&key).unwrap();
    start.configure("[keys]\nmaster_file = \"$CREDENTIALS_DIRECTORY/master.key\"");
    start.is_refused(&[], &["systemd credential"]);
    fs::rename(&aside, &key).unwrap();
    start.configure("");
    assert!(start.runs(&[]).err.contains(TAKEN), "control: a good key is let through");
}

/// SHR-9, KEY-5.
#[test]
fn a_start_refuses_a_key_in_its_environment() {
    let start = Start::new(Place::new());
    let key = fs::read_to_string(start.key()).unwrap();
    let key = key.trim();
    for (name, value) in [
        ("ANYTHING", key.to_owned()),
        ("ANYTHING", key.to_uppercase()),
        ("RECHTDOOR__KEYS__MASTER_KEY", key.to_owned()),
        ("RECHTDOOR__KEYS__MASTER_FILE", key.to_owned()),
    ] {
        start.is_refused(&[(name, &value)], &["; mend: "]);
        let said = start.runs(&[(name, &value)]);
        assert!(!said.all().to_lowercase().contains(key), "{name}");
        let said = start.place.says_with(&["check"], &[(name, &value)]);
        assert_eq!(said.code, 2, "{name}: {}", said.all());
    }
    assert!(start.runs(&[("ANYTHING", &"ab".repeat(32))]).err.contains(TAKEN), "control: another value is no key");
}

#[test]
fn what_weakens_the_promises_is_said_aloud_until_it_is_accepted() {
    let start = Start::new(Place::new());
    let said = start.runs(&[]);
    let loud = |said: &Said| said.err.lines().filter(|line| line.contains("WARN") && line.contains("[keys]")).count();
    assert!(loud(&said) >= 2, "key, ring and store lie on one device here: {}", said.err);
    assert!(said.err.contains("add \"one-device\" to `accepted`"), "{}", said.err);
    assert!(loud(&start.runs(&[])) >= 2, "at every start");

    let words = ACCEPTABLE.map(|word| format!("\"{word}\"")).join(", ");
    start.configure(&format!("[keys]\naccepted = [{words}]"));
    let said = start.runs(&[]);
    assert_eq!(loud(&said), 0, "{}", said.err);
    let quiet: Vec<&str> = said.err.lines().filter(|line| line.contains("accepted by keys.accepted")).collect();
    assert!(quiet.len() == 1 && quiet[0].contains("one-device"), "{}", said.err);
    let said = start.place.says(&["check"]);
    assert!(said.out.contains("ok       accepted by keys.accepted"), "{}", said.all());

    start.configure("[keys]\naccepted = [\"all\"]");
    start.is_refused(&[], &["rechtdoor.toml:6", "none of its words", "one-device"]);
}

/// RAW-10.
#[test]
fn a_wrong_master_key_changes_no_byte() {
    let place = Place::with_a_question();
    fs::remove_file(place.path("secrets/master.key")).unwrap();
    Master::create(&place.path("secrets/master.key"), &[], &mut OsEntropy).unwrap();
    Start::new(place).is_refused(&[], &["another master key"]);
}

/// RAW-11: with a umask that closes nothing.
#[test]
fn whatever_it_makes_is_its_users_alone() {
    let place = Place::empty();
    assert_eq!(open_in(&place, &["init"]), Some(0));
    let content = place.path("content/projects.toml");
    assert_eq!(mode(&content), 0o666, "control: the umask closes nothing");
    let start = Start::new(place);
    assert_eq!(open_in(&start.place, &["run"]), Some(2));
    assert_eq!(open_in(&start.place, &["verify"]), Some(0));
    assert_eq!(open_in(&start.place, &["keys", "rotate"]), Some(0));
    let mut seen = 0;
    for folder in ["data", "keys", "secrets"] {
        seen += closed(&start.place.path(folder));
    }
    assert!(seen >= 10, "only {seen} files and folders");
}

fn open_in(place: &Place, arguments: &[&str]) -> Option<i32> {
    let script = "umask 000; exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_rechtdoor")]).args(arguments);
    command.current_dir(place.folder.path()).env_clear().output().unwrap().status.code()
}

/// How many files and folders there are; all of them closed.
fn closed(folder: &Path) -> usize {
    assert_eq!(mode(folder), 0o700, "{}", folder.display());
    let mut seen = 1;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            seen += closed(&path);
        } else {
            assert_eq!(mode(&path), 0o600, "{}", path.display());
            seen += 1;
        }
    }
    seen
}
