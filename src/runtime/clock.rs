//! The only file that asks for the time or for randomness. Everything else is told.

use crate::domain::{Entropy, Moment};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use zeroize::{Zeroize, Zeroizing};

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

/// The same randomness, fetched some at a time: a question takes about fifty small pieces of it, and to ask the system
/// for each costs more than what they are for. What was handed out is wiped here: a copy of the memory says nothing of
/// the keys that came before it.
pub struct PooledEntropy {
    pool: Zeroizing<Box<[u8]>>,
    /// Bytes at the end of the pool that nobody has had.
    left: usize,
}

const POOL_BYTES: usize = 4 * 1024;

impl Default for PooledEntropy {
    fn default() -> Self {
        Self { pool: Zeroizing::new(vec![0; POOL_BYTES].into_boxed_slice()), left: 0 }
    }
}

impl Entropy for PooledEntropy {
    fn fill(&mut self, bytes: &mut [u8]) {
        if bytes.len() > POOL_BYTES / 4 {
            return OsEntropy.fill(bytes);
        }
        if bytes.len() > self.left {
            OsEntropy.fill(&mut self.pool);
            self.left = POOL_BYTES;
        }
        let (_, fresh) = self.pool.split_at_mut(POOL_BYTES - self.left);
        let (piece, _) = fresh.split_at_mut(bytes.len());
        bytes.copy_from_slice(piece);
        piece.zeroize();
        self.left -= bytes.len();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_handed_out_twice_and_nothing_of_it_stays() {
        let mut entropy = PooledEntropy::default();
        let mut seen = std::collections::HashSet::new();
        for round in 0..3 * POOL_BYTES / 16 {
            let mut piece = [0; 16];
            entropy.fill(&mut piece);
            assert!(seen.insert(piece), "round {round}: sixteen random bytes do not come twice");
            let handed_out = &entropy.pool[..POOL_BYTES - entropy.left];
            assert!(handed_out.iter().all(|byte| *byte == 0), "round {round}: a copy stays behind");
        }
    }

    #[test]
    fn every_length_is_filled_to_its_end() {
        let mut entropy = PooledEntropy::default();
        for length in [0, 1, 31, POOL_BYTES / 4, POOL_BYTES / 4 + 1, POOL_BYTES, 3 * POOL_BYTES] {
            let mut bytes = vec![0; length + 64];
            entropy.fill(&mut bytes[..length]);
            // Sixteen zeros in a row are not random, whatever the seed: one in 2^128.
            assert!(bytes[..length].chunks_exact(16).all(|piece| piece != [0; 16]), "{length}");
            assert!(bytes[length..].iter().all(|byte| *byte == 0), "{length}: and not beyond");
        }
    }
}
