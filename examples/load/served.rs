//! The bot as a process of its own: the measuring program, started again with `--serve` and [`Served::start`]'s words.
//!
//! Never true here: it outlives who measures it.

use super::process;
use rechtdoor::content::{Content, Source};
use rechtdoor::dialogue::{House, Settings};
use rechtdoor::locale::Locale;
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::{Clock, OsEntropy};
use rechtdoor::runtime::open::{self, Places};
use rechtdoor::runtime::{Door, Parts, bot};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::telegram::{Telegram, Timeouts};
use rechtdoor::vault::Master;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;

/// The bot itself, until it is killed. Says in milliseconds how long opening took.
pub fn serve(folder: &Path, api_url: &str, token: &str, is_polite: bool) {
    let began = Instant::now();
    let content = Content::load(&Source::embedded()).ok().unwrap();
    let house = Arc::new(House::new(content, Locale::embedded().unwrap(), Settings::default()));
    let (store, ring, key) = (folder.join("data"), folder.join("keys"), folder.join("master.key"));
    let places = Places { store: &store, master_file: &key, ring: &ring };
    let (clock, polite) = (Clock::default(), Pace::default());
    // With the polite sixteen under way no commit would hold more than those.
    let hasty = Pace { per_second: 100_000, chat_burst: 1_000, group_per_minute: 1_000, in_flight_max: 256 };
    let pace = if is_polite { polite } else { hasty };
    let opened = open::open(&places, house, pace, clock.now(), OnLoss::Refuse).unwrap();
    println!("{}", began.elapsed().as_millis());
    let parts = Parts {
        core: opened.core,
        telegram: Telegram::new(token, api_url, Timeouts::default()).unwrap(),
        door: Door::Polling,
        health: None,
        checkpoint: Some(opened.checkpoint),
        clock,
        operator_pause: bot::OPERATOR_PAUSE,
        disks: None,
        reopen: None,
        content: None,
        reload: Arc::default(),
    };
    let runtime = bot::runtime().unwrap();
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    runtime.block_on(bot::run(parts, stopped)).unwrap();
}

/// A folder with a key, and nothing else yet.
pub fn place(folder: Option<&Path>) -> TempDir {
    let place = folder.map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    Master::create(&place.path().join("master.key"), &[], &mut OsEntropy).unwrap();
    place
}

/// A bot of its own process. Killed when it is dropped.
pub struct Served {
    child: Child,
    pub opened_ms: u64,
}

impl Served {
    pub fn start(folder: &Path, api_url: &str, token: &str, pace: &str) -> Self {
        let mut command = process::as_the_service();
        command.arg("--serve").arg(folder).args([api_url, token, pace]);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, opened_ms: line.trim().parse().unwrap() }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
