//! The wall clock, passed in so that a simulation owns it. Waiting is tokio's; nothing else reads a clock.

/// Tells the time of day.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970. It may jump; nothing that must not go wrong depends on its growing.
    fn now_ms(&self) -> i64;
}

/// The clock of this computer.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now_ms(&self) -> i64 {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    }
}
