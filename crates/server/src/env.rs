//! What the server takes from outside: the time, chance, and how storage and password hashing run. Knows no rule of
//! chat. Everything else in this crate reads the clock and draws random bytes through here only, so that a test can
//! run a whole server on paused time from one seed.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::courier::{Courier, RealCourier};

/// Tells the time. Waiting is `tokio::time`'s business.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970. May jump, also backwards.
    fn now_ms(&self) -> i64;
}

/// A source of unguessable bytes.
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// Where argon2id runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hashing {
    /// On a bounded pool of threads.
    Pool,
    /// On the caller's thread, for simulation.
    Inline,
}

/// What one password hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl HashCost {
    /// OWASP's lowest recommended cost of argon2id.
    pub const SAFE: Self = Self {
        memory_kib: 19_456,
        passes: 2,
        lanes: 1,
    };
    /// The least that argon2 accepts; for tests only.
    pub const CHEAP: Self = Self {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    };
}

#[derive(Clone)]
pub struct Env {
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub db_mode: db::Mode,
    pub hashing: Hashing,
    pub hash_cost: HashCost,
    /// Takes codes to people.
    pub courier: Arc<dyn Courier>,
    /// Of people of whom nothing else is known; empty: the machine's own.
    pub time_zone: &'static str,
    /// The name of a registered SQLite VFS; tests make disks fail with it.
    pub vfs: Option<String>,
}

impl Env {
    /// The machine's own clock and random bytes, threads for storage and hashing.
    pub fn real() -> Self {
        Self {
            clock: Arc::new(MachineClock),
            random: Arc::new(MachineRandom),
            db_mode: db::Mode::Threads,
            hashing: Hashing::Pool,
            hash_cost: HashCost::SAFE,
            courier: Arc::new(RealCourier::default()),
            time_zone: "",
            vfs: None,
        }
    }
}

struct MachineClock;

#[allow(clippy::disallowed_methods, reason = "the one place where time is real")]
impl Clock for MachineClock {
    fn now_ms(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

struct MachineRandom;

#[allow(clippy::disallowed_methods, reason = "the one place where chance is real")]
impl Random for MachineRandom {
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            // A token or a secret from a broken source would be guessable: nothing may go on.
            tracing::error!(%error, "The machine gives no random bytes");
            std::process::abort();
        }
    }
}
