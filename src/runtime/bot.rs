//! Puts the running bot together: the writer's thread, the channel's tasks, the health page; and takes it apart.
//!
//! Crash-only: starting is the same after a clean stop and after a power cut, and stopping finishes the batch in hand.

use super::channel::{self, Ended};
use super::clock::Clock;
use super::core::{Core, HashJob, LoadJob};
use super::door as operator_door;
use super::menus::{self, Menus};
use super::open::OpenError;
use super::status::Status;
use super::writer::{self, Letter, Outlets, Reopen};
use crate::content::Source;
use crate::store::StoreError;
use crate::store::engine::Disks;
use crate::telegram::{Failure, Secret, Telegram, webhook};
use crate::vault::slow::SlowCost;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, watch};

/// How updates come in.
pub enum Door {
    Polling,
    /// Telegram calls us at `listen`, under `url`; the word in the path is added here.
    Webhook {
        listen: SocketAddr,
        url: String,
        path: Secret,
        secret: Secret,
    },
}

/// What a bot is made of.
pub struct Parts {
    pub core: Core,
    pub telegram: Telegram,
    pub door: Door,
    /// `/healthz` and `/metrics`, on this machine only; `None` in the demo.
    pub health: Option<Health>,
    /// Beside the ring; `None` when the store is thrown away.
    pub checkpoint: Option<PathBuf>,
    /// The disks of store and ring; `None` when the store is thrown away.
    pub disks: Option<Disks>,
    /// Opens the store once more after it ran into a full disk; without it, that ends the process.
    pub reopen: Option<Reopen>,
    /// Where the content is read from anew; `None` when it is built into the program.
    pub content: Option<Source>,
    /// The operator wants that now.
    pub reload: Arc<Notify>,
    pub clock: Clock,
    /// How long polling rests after something that only an operator can mend; [`OPERATOR_PAUSE`] in real life.
    pub operator_pause: Duration,
}

/// Where the health page listens.
pub struct Health {
    pub listen: SocketAddr,
}

/// See [`Parts::operator_pause`].
pub const OPERATOR_PAUSE: Duration = Duration::from_secs(30);

/// Why a running bot came to an end that nobody asked for.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
    #[error("after a full disk the store could not be opened again: {0}")]
    Reopen(#[from] OpenError),
    #[error("cannot listen on {address}: {source}. Is another rechtdoor running?")]
    Listen { address: SocketAddr, source: std::io::Error },
    #[error("Telegram does not know this token (401): check telegram.token_file, or ask @BotFather for a new one")]
    Token,
    #[error("Telegram did not take the webhook: check telegram.webhook.url")]
    Webhook,
    #[error("a thread of the bot ended in a bug")]
    Bug,
}

/// How long a commit may take before the channel is asked to come again.
const COMMIT_PATIENCE: Duration = Duration::from_secs(20);
const WEBHOOK_CONNECTIONS_MAX: u8 = 40;
const INBOX_MAX: usize = 1_024;

/// The threads that talk to the channel: what they do is wait, and the writer has a thread of its own.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

/// Runs until `stop` becomes true or something fails.
pub async fn run(parts: Parts, mut stop: watch::Receiver<bool>) -> Result<(), RunError> {
    let Parts { core, telegram, door, health, checkpoint, disks, reopen, content, reload, clock, operator_pause } =
        parts;
    let status = Arc::new(Status::default());
    status.begins(clock.now());
    let menus = Menus::new(&core.house().locale);
    if let Some(Health { listen }) = health {
        serve(listen, health_page(Arc::clone(&status), clock.clone())).await?;
    }
    let (letters, inbox) = std::sync::mpsc::channel();
    tokio::spawn(wake_when_moved(clock.clone(), letters.clone()));
    tokio::spawn(reload_when_told(reload, letters.clone()));
    if let Some(disks) = &disks {
        open_to_operator(&disks.ring, letters.clone());
    }
    let (calls, calls_out) = mpsc::unbounded_channel();
    let (toasts, toasts_out) = mpsc::unbounded_channel();
    let (teams, teams_out) = mpsc::unbounded_channel();
    let (asides, asides_out) = mpsc::unbounded_channel();
    let (loads, loads_out) = mpsc::unbounded_channel();
    tokio::spawn(load_beside(content.map(Arc::new), loads_out, letters.clone()));
    let hashes = hash_beside(letters.clone())?;
    let (seen, time) = (Arc::clone(&status), clock.clone());
    let outlets = Outlets { calls, toasts, asides, hashes, loads, teams, status: seen, checkpoint, disks, clock: time };
    let (done, mut writer_done) = mpsc::channel(1);
    let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || {
        let result = writer::run(core, &inbox, &outlets, reopen);
        _ = done.blocking_send(());
        result
    });
    let thread = thread.map_err(|_| RunError::Bug)?;
    tokio::spawn(channel::perform(telegram.clone(), calls_out, letters.clone(), clock.clone()));
    tokio::spawn(channel::say_toasts(telegram.clone(), toasts_out));
    tokio::spawn(channel::say_asides(telegram.clone(), asides_out));
    tokio::spawn(menus::keep(telegram.clone(), menus, teams_out));
    let intake = open_door(door, &telegram, letters.clone(), (&status, &clock, operator_pause), stop.clone()).await?;
    let ended = tokio::select! {
        ended = intake => ended.unwrap_or(Ended::NoWriter),
        _ = stop.wait_for(|stop| *stop) => Ended::Stopped,
        _ = writer_done.recv() => Ended::NoWriter,
    };
    _ = letters.send(Letter::Stop);
    let result = tokio::task::spawn_blocking(move || thread.join()).await.map_err(|_| RunError::Bug)?;
    result.map_err(|_| RunError::Bug)??;
    match ended {
        Ended::Stopped | Ended::NoWriter => Ok(()),
        Ended::Token => Err(RunError::Token),
    }
}

/// A thread of its own for what is slow on purpose. It ends when the writer does, and does not keep the writer waiting
/// for letters: those go by a task, which ends with the runtime.
fn hash_beside(letters: std::sync::mpsc::Sender<Letter>) -> Result<std::sync::mpsc::Sender<HashJob>, RunError> {
    let (jobs, waiting) = std::sync::mpsc::channel::<HashJob>();
    let (done, mut hashed) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(one) = hashed.recv().await {
            if letters.send(Letter::Hashed(one)).is_err() {
                return;
            }
        }
    });
    let work = move || {
        for job in waiting {
            if done.send(job.perform(SlowCost::EARNEST)).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("hasher".to_owned()).spawn(work).map_err(|_| RunError::Bug)?;
    Ok(jobs)
}

/// Reads content on a thread that is there only for so long.
async fn load_beside(
    content: Option<Arc<Source>>,
    mut jobs: mpsc::UnboundedReceiver<LoadJob>,
    letters: std::sync::mpsc::Sender<Letter>,
) {
    while let Some(job) = jobs.recv().await {
        let content = content.clone();
        let Ok(done) = tokio::task::spawn_blocking(move || job.perform(content.as_deref())).await else { return };
        if letters.send(Letter::Loaded(done)).is_err() {
            return;
        }
    }
}

async fn open_door(
    door: Door,
    telegram: &Telegram,
    letters: std::sync::mpsc::Sender<Letter>,
    (status, clock, operator_pause): (&Arc<Status>, &Clock, Duration),
    stop: watch::Receiver<bool>,
) -> Result<tokio::task::JoinHandle<Ended>, RunError> {
    match door {
        Door::Polling => {
            let seen = (Arc::clone(status), clock.clone());
            Ok(tokio::spawn(channel::poll(telegram.clone(), letters, seen, operator_pause, stop)))
        }
        Door::Webhook { listen, url, path, secret } => {
            let (inbox, arrivals) = mpsc::channel(INBOX_MAX);
            let whole = format!("{}/{}", url.trim_end_matches('/'), path.reveal());
            serve(listen, webhook::router(path, secret.clone(), inbox, COMMIT_PATIENCE)).await?;
            match telegram.set_webhook(&whole, &secret, WEBHOOK_CONNECTIONS_MAX).await {
                Ok(()) => {}
                Err(Failure::Token) => return Err(RunError::Token),
                Err(_) => return Err(RunError::Webhook),
            }
            tokio::spawn(channel::ask_what_waits(telegram.clone(), letters.clone()));
            Ok(tokio::spawn(channel::take_in(arrivals, letters, (Arc::clone(status), clock.clone()))))
        }
    }
}

/// Without its socket the bot does all it does for people; only a backup has to wait until it is stopped.
fn open_to_operator(ring: &Path, letters: std::sync::mpsc::Sender<Letter>) {
    match operator_door::bind(ring) {
        Ok(listener) => drop(tokio::spawn(operator_door::serve(listener, letters))),
        Err(_) => tracing::warn!("no socket can be made beside the ring: stop the bot for a backup"),
    }
}

async fn serve(address: SocketAddr, router: Router) -> Result<(), RunError> {
    let listener = TcpListener::bind(address).await.map_err(|source| RunError::Listen { address, source })?;
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

fn health_page(status: Arc<Status>, clock: Clock) -> Router {
    let (metrics, metrics_clock) = (Arc::clone(&status), clock.clone());
    let health = move || async move {
        let wrong = status.health(clock.now());
        match wrong.as_slice() {
            [] => (StatusCode::OK, "ok\n".to_owned()),
            _ => (StatusCode::SERVICE_UNAVAILABLE, wrong.join("\n") + "\n"),
        }
    };
    Router::new()
        .route("/healthz", get(health))
        .route("/metrics", get(move || async move { metrics.metrics(metrics_clock.now()) }))
}

async fn reload_when_told(reload: Arc<Notify>, letters: std::sync::mpsc::Sender<Letter>) {
    reload.notified().await;
    while letters.send(Letter::Reload).is_ok() {
        reload.notified().await;
    }
}

/// In the demo, somebody may move the clock while the writer waits.
async fn wake_when_moved(clock: Clock, letters: std::sync::mpsc::Sender<Letter>) {
    clock.moved().await;
    while letters.send(Letter::Heard).is_ok() {
        clock.moved().await;
    }
}
