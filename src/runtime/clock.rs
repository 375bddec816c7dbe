//! The only file that asks for the time or for randomness. Everything else is told.

use crate::domain::{Entropy, Moment};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Randomness of the operating system.
#[derive(Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the file that asks")]
    fn fill(&mut self, bytes: &mut [u8]) {
        // Without randomness there are no keys: going on would be worse than stopping.
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// The wall clock.
pub fn now() -> Moment {
    Moment(jiff::Timestamp::now().as_millisecond())
}

/// The wall clock, or the demo's, which people may let run ahead to see what time does.
#[derive(Clone, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
    bell: Arc<tokio::sync::Notify>,
}

impl Clock {
    pub fn now(&self) -> Moment {
        now().plus_ms(self.ahead_ms.load(Ordering::Relaxed))
    }

    /// Until somebody moves it; the wall clock never does.
    pub async fn moved(&self) {
        self.bell.notified().await;
    }

    /// Milliseconds ahead of the wall clock.
    pub fn ahead_ms(&self) -> i64 {
        self.ahead_ms.load(Ordering::Relaxed)
    }

    pub fn set_ahead_ms(&self, ms: i64) {
        self.ahead_ms.store(ms, Ordering::Relaxed);
        self.bell.notify_one();
    }
}
