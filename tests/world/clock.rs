//! Simulated time: the wall clock of each machine, tied to tokio's paused time plus an offset that a test may move.
//! Knows nothing of who reads it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use tokio::time::Instant;

/// 2026-01-01 00:00:00 UTC: where every simulated world begins.
const BEGINNING_MS: i64 = 1_767_225_600_000;

/// One machine's wall clock.
#[derive(Clone)]
pub struct Clock {
    beginning: Instant,
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// `beginning` is the moment at which the world was made.
    pub fn new(beginning: Instant) -> Self {
        Self {
            beginning,
            offset_ms: Arc::new(AtomicI64::new(0)),
        }
    }

    /// Moves this clock by so many milliseconds, as a person or a time server might.
    pub fn jump(&self, ms: i64) {
        self.offset_ms.fetch_add(ms, Ordering::Relaxed);
    }

    pub fn now_ms(&self) -> i64 {
        let passed = i64::try_from(self.beginning.elapsed().as_millis()).unwrap_or(i64::MAX);
        BEGINNING_MS + passed + self.offset_ms.load(Ordering::Relaxed)
    }
}

impl client::clock::Clock for Clock {
    fn now_ms(&self) -> i64 {
        Clock::now_ms(self)
    }
}

impl server::Clock for Clock {
    fn now_ms(&self) -> i64 {
        Clock::now_ms(self)
    }
}
