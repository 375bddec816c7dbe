//! A Bot API server on loopback with people behind it, and a web page of their phones: for `demo` and the wire tests.
//!
//! Never true of this room: it knows the inside of the bot, speaks to another host than this machine, or is asked
//! to be kinder than Telegram. To add a method: a function in `api/`, one arm in `api::run`, one wire test.
//! Left out on purpose: forum topics, Markdown, inline mode, payments, polls; an unknown method is answered as one.

mod api;
mod chance;
mod clock;
mod faults;
mod handle;
mod options;
mod server;
mod text;
mod world;

pub use clock::Clock;
pub use faults::{Fault, Rule};
pub use handle::WorldHandle;
pub use options::{Limits, Options, Phone, PhoneKind};
pub use world::deeds::{Kind, Refusal};
pub use world::message::Seen;
pub use world::{Called, Toast};

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// The one lock around the world, and the bell that rings when something in it changed.
pub(crate) struct Shared {
    state: Mutex<world::State>,
    changed: watch::Sender<u64>,
    closed: watch::Sender<bool>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, world::State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something to the world and wakes those who wait, when it changed.
    fn with<T>(&self, act: impl FnOnce(&mut world::State) -> T) -> T {
        let (result, version) = {
            let mut state = self.lock();
            let result = act(&mut state);
            (result, state.version)
        };
        self.changed.send_if_modified(|known| std::mem::replace(known, version) != version);
        result
    }
}

/// A running server. It stops when it is dropped.
pub struct Simulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    token: String,
    task: tokio::task::JoinHandle<()>,
    courier: tokio::task::JoinHandle<()>,
}

impl Simulator {
    /// Binds, and serves until stopped. Errors: the address is taken, or is not loopback and was not allowed to be
    /// (`PermissionDenied`).
    pub async fn start(options: Options) -> io::Result<Self> {
        if !options.listen.ip().is_loopback() && !options.beyond_loopback {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the demo listens on loopback only"));
        }
        let listener = tokio::net::TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let retry_ms = options.webhook_retry_ms;
        let beyond = options.beyond_loopback;
        let state = world::State::new(options);
        let token = state.token.clone();
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: watch::Sender::new(0),
            closed: watch::Sender::new(false),
        });
        let task = tokio::spawn(server::serve(listener, shared.clone(), beyond));
        let courier = tokio::spawn(server::courier::deliver(shared.clone(), retry_ms));
        Ok(Self { shared, address, token, task, courier })
    }

    /// What a bot is given as its API server.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where a browser finds the phones.
    pub fn page_url(&self) -> String {
        format!("http://{}/", self.address)
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn world(&self) -> WorldHandle {
        WorldHandle::new(self.shared.clone())
    }

    /// Closes the door and every connection; polls that wait end at once.
    pub fn stop(&self) {
        self.shared.closed.send_replace(true);
        self.task.abort();
        self.courier.abort();
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.stop();
    }
}
