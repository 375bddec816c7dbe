//! A panic tells its place and not a word of what it was about: in a turn, in a task, in a thread.
//!
//! The hook is one for a whole process, so the panics happen in a process of their own: this program, run once more.

// A test that cannot go on says so by ending there.
#![allow(clippy::unwrap_used)]

#[path = "support/entropy.rs"]
#[allow(dead_code, reason = "each test program uses its own part")]
mod entropy;

use entropy::Seeded;
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::domain::Moment;
use rechtdoor::locale::Locale;
use rechtdoor::messenger::wire::{Arrival, Place};
use rechtdoor::messenger::{Input, MessageRef, UserText};
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::{Core, Incoming};
use rechtdoor::store::Store;
use rechtdoor::store::boot::OnLoss;
use rechtdoor::store::engine::{Batch, Each, Engine, EngineError, MemoryDisk, MemoryEngine};
use rechtdoor::vault::{Address, Master, MemoryDisk as RingDisk, Ring};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const START: Moment = Moment(1_796_637_600_000);
const ASKER: i64 = 7_316_004_211;
const WORDS: &str = "zevenslaper wordt bedreigd";
const CHILD: &str = "the_process_with_the_panics";

/// A store that comes to a bad end once, over a record, as a bug of ours would: with the record in its message.
struct Broken {
    inner: MemoryEngine,
    is_broken: Arc<AtomicBool>,
}

impl Engine for Broken {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, EngineError> {
        assert!(!self.is_broken.swap(false, Ordering::SeqCst), "a record that says: {WORDS}");
        self.inner.get(key)
    }

    fn scan(&self, prefix: &[u8], each: &mut Each<'_>) -> Result<(), EngineError> {
        self.inner.scan(prefix, each)
    }

    fn commit(&mut self, batch: Batch) -> Result<(), EngineError> {
        self.inner.commit(batch)
    }

    fn disk_bytes(&self) -> u64 {
        self.inner.disk_bytes()
    }
}

fn says(id: i64) -> Incoming {
    Incoming::Update(Box::new(Arrival {
        id,
        chat: Address::new(ASKER),
        sender: Some(Address::new(ASKER)),
        place: Place::Private,
        input: Input::Text { text: UserText::new(WORDS.to_owned()), message: MessageRef(id), reply_to: None },
        said_at: Some(START),
        moved_from: None,
    }))
}

fn panic_in_a_turn() {
    let is_broken = Arc::new(AtomicBool::new(false));
    let inner = MemoryEngine::open(&MemoryDisk::new()).unwrap();
    let engine = Broken { inner, is_broken: Arc::clone(&is_broken) };
    let mut entropy = Seeded::new(1);
    let master = Master::ephemeral(&mut entropy);
    let ring = Ring::open(RingDisk::new(), &master, &mut entropy).unwrap();
    let content = Content::load(&Source::embedded()).ok().unwrap();
    let house = Arc::new(House::new(content, Locale::embedded().ok().unwrap(), Settings::default()));
    let retention = house.settings.retention;
    let opened = Store::open(Box::new(engine), ring, master, retention, Box::new(entropy), START, OnLoss::Refuse);
    let (store, _, seen) = opened.unwrap();
    let mut core = Core::new(house, store, seen, Pace::default(), START).unwrap();
    core.handle(vec![says(1)], START).unwrap();
    is_broken.store(true, Ordering::SeqCst);
    core.handle(vec![says(2)], START).unwrap();
    assert_eq!(core.counts.panics, 1, "the turn was dropped");
}

fn panic_in_a_task() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let task = runtime.spawn(async { panic!("a call that says: {WORDS}") });
    assert!(runtime.block_on(task).is_err());
}

fn panic_in_a_thread() {
    // The standard library quotes what it could not cut.
    let thread = std::thread::spawn(|| format!("é{WORDS}").split_at(1).1.len());
    assert!(thread.join().is_err());
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn the_process_with_the_panics() {
    rechtdoor::cli::log::start();
    rechtdoor::cli::log::quiet_panics();
    panic_in_a_turn();
    panic_in_a_task();
    panic_in_a_thread();
}

#[test]
fn a_panic_tells_its_place_and_nothing_else() {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args([CHILD, "--exact", "--ignored", "--nocapture", "--test-threads=1"]).env_clear();
    let output = again.env("RECHTDOOR_LOG", "trace").env("RUST_BACKTRACE", "full").output().unwrap();
    let (out, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}\n{log}");
    for word in ["zevenslaper", "bedreigd", "7316004211", "record that says", "call that says", "boundary"] {
        assert!(!log.contains(word), "{log}");
    }
    let told: Vec<&str> = log.lines().filter(|line| line.contains("a bug: something of ours")).collect();
    assert_eq!(told.len(), 3, "{log}");
    assert!(told[..2].iter().all(|line| line.contains("tests/panics.rs:")), "{log}");
    assert_eq!(log.lines().count(), 4, "each panic is one line, and the turn's end is another:\n{log}");
}
