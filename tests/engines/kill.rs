//! A process that commits is killed with SIGKILL again and again: what it said was committed must be there.
//!
//! The process is this very test, started once more with [`STORE`] set: then it commits numbered batches and tells
//! each number once `commit` has returned, until somebody ends it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rechtdoor::store::engine::{Batch, Engine, Options, SledEngine};

use crate::{Records, everything};

const STORE: &str = "RECHTDOOR_TEST_KILLED_STORE";
const TEST: &str = "kill::what_was_acknowledged_survives_kill_9";

/// The child's words, each on a line of its own.
const OPENING: &str = "opening";
const COMMITTED: &str = "committed ";

/// A batch removes the one that was written this many batches before.
const KEPT: u64 = 40;
const LAST: &[u8] = b"last";
/// The lengths of sealed values.
const LENGTHS: [usize; 4] = [256, 1024, 4096, 8192];

fn part(number: u64, part: usize) -> (Vec<u8>, Vec<u8>) {
    let key = [b"n".as_slice(), &number.to_be_bytes(), &[part as u8]].concat();
    let length = LENGTHS[(number as usize + part) % LENGTHS.len()];
    let value = (0..length).map(|at| (number as usize * 31 + part * 7 + at) as u8).collect();
    (key, value)
}

fn batch(number: u64) -> Batch {
    let mut batch = Batch::new();
    for place in 0..LENGTHS.len() {
        let (key, value) = part(number, place);
        batch.put(key, value);
        if let Some(old) = number.checked_sub(KEPT) {
            batch.delete(part(old, place).0);
        }
    }
    batch.put(LAST, number.to_be_bytes());
    batch
}

/// What a store holds after batch `last`, and nothing else.
fn after(last: u64) -> Records {
    let mut records = Records::new();
    if last > 0 {
        records.insert(LAST.to_vec(), last.to_be_bytes().to_vec());
    }
    for number in (1..=last).rev().take(KEPT as usize) {
        records.extend((0..LENGTHS.len()).map(|place| part(number, place)));
    }
    records
}

fn last_in(engine: &SledEngine) -> u64 {
    let found = engine.get(LAST).expect("get");
    found.map_or(0, |bytes| u64::from_be_bytes(bytes.try_into().expect("eight bytes")))
}

/// The child's part: never comes back.
fn commit_until_killed(store: &Path) -> ! {
    let mut out = std::io::stdout();
    // The test harness may have left half a line.
    let mut say = |word: String| out.write_all(format!("\n{word}\n").as_bytes()).and_then(|()| out.flush());
    say(OPENING.to_owned()).expect("someone listens");
    let mut engine = SledEngine::open(store, Options::default()).expect("open");
    let mut number = last_in(&engine);
    loop {
        number += 1;
        engine.commit(batch(number)).expect("commit");
        say(format!("{COMMITTED}{number}")).expect("someone listens");
    }
}

fn start(store: &Path) -> Child {
    Command::new(std::env::current_exe().expect("our own path"))
        .args(["--exact", TEST, "--nocapture", "--test-threads=1"])
        .env(STORE, store)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("start")
}

/// Starts the child, kills it when it has acknowledged `commits` batches, and returns the last number it told.
fn run_and_kill(store: &Path, commits: usize) -> u64 {
    let mut child = start(store);
    let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let (mut told, mut last, mut opening) = (0, 0, false);
    let mut hear = |line: &str| {
        opening |= line == OPENING;
        if let Some(number) = line.strip_prefix(COMMITTED) {
            last = number.parse().expect("a whole number");
            told += 1;
        }
        opening && told >= commits
    };
    while !hear(&lines.next().expect("the child ended by itself").expect("read")) {}
    child.kill().expect("kill");
    // What it told until it was dead counts as well. A line cut short by the kill was not told.
    for line in lines.map_while(Result::ok) {
        hear(&line);
    }
    child.wait().expect("reap");
    last
}

/// Opens the store as the next start would, and holds it against what was told. Returns its last batch.
fn check(store: &Path, told: u64, kill: usize) -> u64 {
    let engine = SledEngine::open(store, Options::default()).unwrap_or_else(|error| panic!("kill {kill}: {error}"));
    let last = last_in(&engine);
    assert!(last >= told, "kill {kill}: batch {told} was acknowledged and the store ends at {last}");
    assert!(last <= told + 1, "kill {kill}: only one batch can have been under way");
    assert!(everything(&engine) == after(last), "kill {kill}: a batch is there by half");
    last
}

#[test]
fn what_was_acknowledged_survives_kill_9() {
    if let Some(store) = std::env::var_os(STORE) {
        commit_until_killed(Path::new(&store));
    }
    let home = tempfile::tempdir().expect("a folder");
    let store = home.path().join("store");
    let mut last = 0;
    for kill in 0..20 {
        let told = run_and_kill(&store, 1 + kill * 7 % 23);
        assert!(told > last, "the child went on where the store ended");
        last = check(&store, told, kill);
    }
    assert!(last > 200, "the control: there was something to lose");
}

#[test]
fn a_store_killed_while_it_is_first_made_opens_again() {
    let home = tempfile::tempdir().expect("a folder");
    for kill in 0..6 {
        let store = home.path().join(kill.to_string());
        // Killed at once, and again: the second time in the middle of what the first one left.
        let told = run_and_kill(&store, 0).max(run_and_kill(&store, 0));
        let last = SledEngine::open(&store, Options::default()).map(|engine| last_in(&engine));
        let last = last.unwrap_or_else(|error| panic!("kill {kill}: {error}"));
        assert!(last >= told, "kill {kill}");
        let engine = SledEngine::open(&store, Options::default()).expect("open");
        assert!(everything(&engine) == after(last), "kill {kill}");
    }
}
