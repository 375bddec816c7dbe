//! The whole bot against the server, over real HTTP, on a real store and a real ring. Helpers are below the list.

mod burst;
mod fetching;
mod talk;
mod weather;
mod webhook;

use crate::support::bot::house;
use crate::support::people;
use rechtdoor::domain::roles::Role;
use rechtdoor::outbox::Pace;
use rechtdoor::runtime::clock::{Clock as BotClock, OsEntropy};
use rechtdoor::runtime::open::{self, OpenError, Places};
use rechtdoor::runtime::{Door, Health, Parts, RunError, bot};
use rechtdoor::simulator::{Clock, Limits, Options, Simulator, WorldHandle};
use rechtdoor::store::boot::OnLoss;
use rechtdoor::telegram::{Telegram, Timeouts};
use rechtdoor::vault::Master;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long polling rests after a conflict: short, so that the tests are.
const OPERATOR_PAUSE: Duration = Duration::from_millis(50);

/// A server with its world, and the place where a bot lives.
pub struct Stage {
    pub simulator: Simulator,
    pub world: WorldHandle,
    pub http: reqwest::Client,
    folder: tempfile::TempDir,
}

/// A bot that runs, with threads of its own.
pub struct Running {
    runtime: tokio::runtime::Runtime,
    stop: watch::Sender<bool>,
    task: JoinHandle<Result<(), RunError>>,
    health: SocketAddr,
    pub clock: BotClock,
    http: reqwest::Client,
}

/// A port that is free now.
pub fn free_address() -> SocketAddr {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap()
}

impl Stage {
    pub async fn new() -> Self {
        Self::with(|options| options.limits = Limits::none()).await
    }

    pub async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let mut options = Options::new(Clock::Live, 42);
        options.webhook_retry_ms = 20;
        change(&mut options);
        let simulator = Simulator::start(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let stage = Self {
            world: simulator.world(),
            simulator,
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            folder,
        };
        Master::create(&stage.key(), &[], &mut OsEntropy).unwrap();
        stage
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("master.key")
    }

    pub fn master(&self) -> Master {
        Master::load(&self.key(), &[]).unwrap()
    }

    pub async fn moderator(&self) -> i64 {
        people::joins(&self.world, &self.master(), Role::Moderator).await
    }

    pub async fn start(&self) -> Running {
        self.start_at(Door::Polling).await
    }

    pub async fn start_at(&self, door: Door) -> Running {
        let (store, ring, key) = (self.folder.path().join("data"), self.folder.path().join("keys"), self.key());
        let places = Places { store: &store, master_file: &key, ring: &ring };
        let clock = BotClock::default();
        let until = Instant::now() + people::PATIENCE;
        let opened = loop {
            match open::open(&places, house(), Pace::default(), clock.now(), OnLoss::Refuse) {
                Ok(opened) => break opened,
                // The thread of the run before is still putting its things away.
                Err(OpenError::Locked { .. }) if Instant::now() < until => {
                    tokio::task::yield_now().await;
                }
                Err(error) => panic!("{error}"),
            }
        };
        let telegram = Telegram::new(self.simulator.token(), &self.simulator.api_url(), Timeouts::default()).unwrap();
        let health = free_address();
        let parts = Parts {
            core: opened.core,
            telegram,
            door,
            health: Some(Health { listen: health }),
            checkpoint: Some(opened.checkpoint),
            disks: None,
            reopen: None,
            content: None,
            reload: std::sync::Arc::default(),
            clock: clock.clone(),
            operator_pause: OPERATOR_PAUSE,
        };
        let (stop, stopped) = watch::channel(false);
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let task = runtime.spawn(bot::run(parts, stopped));
        Running { runtime, stop, task, health, clock, http: self.http.clone() }
    }
}

impl Running {
    /// Asks it to stop, and waits.
    pub async fn stop(self) {
        self.stop.send(true).unwrap();
        self.task.await.unwrap().unwrap();
        self.runtime.shutdown_background();
    }

    /// It is gone from one moment to the next: no poll ends, no call is waited for, nothing is said.
    pub fn vanish(self) {
        self.runtime.shutdown_background();
    }

    pub fn is_running(&self) -> bool {
        !self.task.is_finished()
    }

    async fn page(&self, path: &str) -> Option<String> {
        let response = self.http.get(format!("http://{}{path}", self.health)).send().await.ok()?;
        response.text().await.ok()
    }

    /// Waits until what `/healthz` says contains `snippet`.
    pub async fn health_says(&self, snippet: &str) {
        let until = Instant::now() + people::PATIENCE;
        loop {
            let said = self.page("/healthz").await.unwrap_or_default();
            if said.contains(snippet) {
                return;
            }
            assert!(Instant::now() < until, "health never says {snippet}, but {said}");
        }
    }

    /// One number of `/metrics`, as soon as the page is there.
    pub async fn metric(&self, name: &str) -> i64 {
        let until = Instant::now() + people::PATIENCE;
        loop {
            let page = self.page("/metrics").await.unwrap_or_default();
            let line = page.lines().find_map(|line| line.strip_prefix(&format!("rechtdoor_{name} ")));
            match line {
                Some(line) => return line.parse().unwrap(),
                None => assert!(Instant::now() < until, "there is no {name}"),
            }
        }
    }

    /// Waits until a number of `/metrics` is what is expected.
    pub async fn metric_is(&self, name: &str, expected: i64) {
        let until = Instant::now() + people::PATIENCE;
        loop {
            let found = self.metric(name).await;
            if found == expected {
                return;
            }
            assert!(Instant::now() < until, "{name} stays {found}, expected {expected}");
        }
    }
}
