//! A folder that `rechtdoor init` made, a store in it with somebody's question, and the real program beside it.

use crate::support::entropy::Seeded;
use rechtdoor::domain::case::{By, Case, Entry};
use rechtdoor::domain::retention::Retention;
use rechtdoor::domain::roles::{Role, Staff, Standing};
use rechtdoor::domain::{CaseId, Code, Day, Language, Moment, StaffId};
use rechtdoor::runtime::open::checkpoint_of;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Checkpoint, Options, SledEngine};
use rechtdoor::store::records::{Owner, RouteRecord};
use rechtdoor::store::tables::{Cases, Entries, Members, Routes};
use rechtdoor::store::{CONFIG, Store};
use rechtdoor::vault::{Address, FolderDisk, KeyClass, Master, Ring};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub const NOW: Moment = Moment(1_800_000_000_000);
/// Words of a question, which no command may ever say.
pub const WORDS: &str = "MERKWAARDIG mag de politie dat zomaar";
/// The chat of somebody who asked, and of a member of the team.
pub const ASKER: i64 = 7_123_456_789;
pub const MEMBER: i64 = 7_223_456_789;

pub struct Place {
    pub folder: tempfile::TempDir,
    boots: std::cell::Cell<u64>,
}

pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Both streams.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

impl Place {
    /// A folder in which nothing is yet.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), boots: std::cell::Cell::new(0) }
    }

    pub fn new() -> Self {
        let place = Self::empty();
        assert_eq!(place.says(&["init"]).code, 0);
        place
    }

    /// With a member of the team and one question in the store.
    pub fn with_a_question() -> Self {
        let place = Self::new();
        let mut store = place.open();
        enlist(&mut store, StaffId([1; 16]), Role::Coordinator, MEMBER);
        ask(&mut store, CaseId([1; 16]), "AAAAAA");
        place.close(store);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn says(&self, arguments: &[&str]) -> Said {
        self.says_with(arguments, &[])
    }

    pub fn says_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_rechtdoor"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(variables.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Said {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn master(&self) -> Master {
        Master::load(&self.path("secrets/master.key"), &[]).unwrap()
    }

    pub fn engine(&self) -> SledEngine {
        SledEngine::open(&self.path("data"), Options::default()).unwrap()
    }

    pub fn open(&self) -> Store {
        self.boots.set(self.boots.get() + 1);
        let mut entropy = Seeded::new(self.boots.get());
        let master = self.master();
        let ring = Ring::open(FolderDisk::open(&self.path("keys")).unwrap(), &master, &mut entropy).unwrap();
        let (retention, random) = (Retention::default(), Box::new(entropy));
        Store::open(Box::new(self.engine()), ring, master, retention, random, NOW, OnLoss::Refuse).unwrap().0
    }

    /// As a bot that stops.
    pub fn close(&self, store: Store) {
        self.note(store.meta().commit_no);
    }

    /// Writes the checkpoint.
    pub fn note(&self, commit_no: u64) {
        Checkpoint::store(&checkpoint_of(&self.path("keys")), commit_no, NOW).unwrap();
    }

    /// Every file below, with its bytes.
    pub fn contents(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(self.folder.path(), &mut files);
        files
    }
}

fn gather(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.is_file() {
            files.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
}

pub fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o777
}

pub fn enlist(store: &mut Store, id: StaffId, role: Role, chat: i64) {
    let staff = Staff {
        role,
        project: "genk".to_owned(),
        language: Language::Nl,
        standing: Standing::Active,
        words: [0, 1],
        awaiting: None,
        zone: None,
        fresh_until: None,
        others: Vec::new(),
        to_take_back: false,
        since: NOW,
    };
    store.put::<Members>(&id, &staff, CONFIG).unwrap();
    let route = RouteRecord { address: Address::new(chat), sent: None, messages: Vec::new() };
    store.put::<Routes>(&Owner::Staff(id), &route, CONFIG).unwrap();
    store.keep_turn();
    store.commit(NOW).unwrap();
}

pub fn ask(store: &mut Store, id: CaseId, code: &str) {
    let case =
        Case { entries: 1, ..Case::new(Code::parse(code).unwrap(), Language::Nl, Day(20_000), 1, NOW.plus_days(2)) };
    let text = store.new_key(KeyClass::Text).unwrap();
    let route = store.new_key(KeyClass::Route).unwrap();
    store.put::<Cases>(&id, &case, text).unwrap();
    let entry = Entry { by: By::Asker, text: WORDS.to_owned(), day: Day(20_000) };
    store.put::<Entries>(&(id, 0), &entry, text).unwrap();
    let record = RouteRecord { address: Address::new(ASKER), sent: None, messages: Vec::new() };
    store.put::<Routes>(&Owner::Case(id), &record, route).unwrap();
    store.keep_turn();
    store.commit(NOW).unwrap();
}
