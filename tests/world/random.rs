//! Seeded randomness: every machine and every link draws from its own stream, so that one more draw here does not
//! change what happens there.

use std::sync::Mutex;

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// A stream of its own for `name` in the world of `seed`.
pub fn stream(seed: u64, name: &str) -> ChaCha8Rng {
    // FNV-1a, because the standard library's hasher promises no stable result.
    let mixed = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64 ^ seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    ChaCha8Rng::seed_from_u64(mixed)
}

/// What a simulated machine takes for its operating system's randomness.
pub struct Random(Mutex<ChaCha8Rng>);

impl Random {
    pub fn new(seed: u64, name: &str) -> Self {
        Self(Mutex::new(stream(seed, name)))
    }

    fn draw(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}

impl client::random::Random for Random {
    fn fill(&self, bytes: &mut [u8]) {
        self.draw(bytes);
    }
}

impl server::Random for Random {
    fn fill(&self, bytes: &mut [u8]) {
        self.draw(bytes);
    }
}
