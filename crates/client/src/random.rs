//! Randomness, passed in so that a simulation replays. Knows nothing of what the bytes are for.

/// A source of bytes that nobody can guess.
pub trait Random: Send + Sync {
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    #[expect(clippy::disallowed_methods, reason = "the one place where randomness is made")]
    fn fill(&self, bytes: &mut [u8]) {
        rand::Rng::fill_bytes(&mut rand::rng(), bytes);
    }
}

/// A number below `bound` (1 or more), near enough to even for jitter.
pub(crate) fn below(random: &dyn Random, bound: u64) -> u64 {
    let mut bytes = [0; 8];
    random.fill(&mut bytes);
    u64::from_le_bytes(bytes) % bound.max(1)
}

/// `bytes` random bytes as lower-case hex.
pub(crate) fn hex(random: &dyn Random, bytes: usize) -> String {
    use std::fmt::Write as _;
    let mut raw = vec![0; bytes];
    random.fill(&mut raw);
    raw.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
