//! How long to wait before dialling again: 1, 2, 4, 8, 16 seconds and over again, as OpenIM's clients do, each a quarter
//! shorter or longer so that a server that comes back is not met by everybody at once.

use std::time::Duration;

use crate::random::{Random, below};

const STEPS: u32 = 5;

pub(super) fn wait(tries: u32, random: &dyn Random) -> Duration {
    let base = 1000_u64 << (tries % STEPS);
    Duration::from_millis(base - base / 4 + below(random, base / 2 + 1))
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Fixed(u8);

    impl Random for Fixed {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(self.0);
        }
    }

    proptest! {
        #[test]
        fn waits_double_and_begin_again(tries in 0u32..1000, byte: u8) {
            let wait = wait(tries, &Fixed(byte)).as_millis();
            let base = [1000, 2000, 4000, 8000, 16_000][(tries % 5) as usize];
            prop_assert!(wait >= base * 3 / 4 && wait <= base * 5 / 4);
        }
    }
}
