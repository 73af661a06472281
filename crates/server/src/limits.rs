//! How often a stranger may try: delays that grow with wrong tries, and counts in a stretch of time. Takes the time
//! from its caller, keeps a bounded number of rows, and knows nothing of what is tried.

pub(crate) mod rows;

use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rows::Rows;

/// Rows kept by each limit; beyond it the one that was touched longest ago is forgotten.
const MOST_ROWS: usize = 20_000;
/// The first delay after the free tries, doubled with each further one.
const FIRST_DELAY_MS: i64 = 1_000;
/// Wrong tries are forgotten after this long without one.
const FORGET_MS: i64 = 3_600_000;

/// Too early; the next try may come after this many milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    pub ms: i64,
}

/// Wrong tries by key, each beyond the free ones followed by a longer wait.
pub struct Tries {
    free: u32,
    longest_ms: i64,
    rows: Mutex<Rows<Wrong>>,
}

#[derive(Default, Clone, Copy)]
struct Wrong {
    count: u32,
    until_ms: i64,
    last_ms: i64,
}

impl Tries {
    pub fn new(free: u32, longest_ms: i64) -> Self {
        Self {
            free,
            longest_ms,
            rows: Mutex::new(Rows::new(MOST_ROWS)),
        }
    }

    /// Counts a try as wrong before it is known to be, so that many at once do not slip through together. A right one
    /// is taken back with `forgive`. One that comes too early changes nothing.
    pub fn begin(&self, key: &str, now_ms: i64) -> Result<(), Wait> {
        let mut rows = lock(&self.rows);
        let row = rows.touch(key);
        // A clock set back may not lengthen a wait.
        row.last_ms = row.last_ms.min(now_ms);
        row.until_ms = row.until_ms.min(now_ms.saturating_add(self.longest_ms));
        if now_ms < row.until_ms {
            return Err(Wait {
                ms: row.until_ms - now_ms,
            });
        }
        if now_ms - row.last_ms > FORGET_MS {
            row.count = 0;
        }
        row.count = row.count.saturating_add(1);
        row.last_ms = now_ms;
        if let Some(beyond) = row.count.checked_sub(self.free) {
            let delay = FIRST_DELAY_MS
                .checked_shl(beyond.min(30))
                .unwrap_or(i64::MAX)
                .min(self.longest_ms);
            row.until_ms = now_ms.saturating_add(delay);
        }
        Ok(())
    }

    /// Forgets the wrong tries of a key after a right one.
    pub fn forgive(&self, key: &str) {
        lock(&self.rows).remove(key);
    }

    /// Takes back a single try that turned out right, without forgetting the others.
    pub fn take_back(&self, key: &str) {
        let mut rows = lock(&self.rows);
        let row = rows.touch(key);
        row.count = row.count.saturating_sub(1);
        // It was let through, so no wait held before it.
        row.until_ms = 0;
    }
}

/// At most so many by key in a stretch of time.
pub struct Rate {
    count: u32,
    stretch_ms: i64,
    rows: Mutex<Rows<Stretch>>,
}

#[derive(Default, Clone, Copy)]
struct Stretch {
    started_ms: i64,
    taken: u32,
}

impl Rate {
    pub fn new(count: u32, stretch_ms: i64) -> Self {
        Self {
            count,
            stretch_ms,
            rows: Mutex::new(Rows::new(MOST_ROWS)),
        }
    }

    pub fn take(&self, key: &str, now_ms: i64) -> Result<(), Wait> {
        let mut rows = lock(&self.rows);
        let row = rows.touch(key);
        let passed = now_ms - row.started_ms;
        if row.taken == 0 || passed < 0 || passed >= self.stretch_ms {
            *row = Stretch {
                started_ms: now_ms,
                taken: 0,
            };
        }
        if row.taken >= self.count {
            return Err(Wait {
                ms: row.started_ms + self.stretch_ms - now_ms,
            });
        }
        row.taken += 1;
        Ok(())
    }
}

/// The key of an address. Whoever has one IPv6 address has a whole /64 of them.
pub fn address_key(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
    }
}

fn lock<T>(rows: &Mutex<Rows<T>>) -> MutexGuard<'_, Rows<T>> {
    // A panic elsewhere leaves whole rows; counting on is safe.
    rows.lock().unwrap_or_else(PoisonError::into_inner)
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
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_the_longest() {
        let tries = Tries::new(3, 10_000);
        let mut now = 1_000_000;
        for _ in 0..3 {
            assert_eq!(tries.begin("a", now), Ok(()));
        }
        for wait in [1_000, 2_000, 4_000, 8_000, 10_000, 10_000] {
            assert_eq!(tries.begin("a", now), Err(Wait { ms: wait }));
            assert_eq!(
                tries.begin("a", now + wait - 1),
                Err(Wait { ms: 1 }),
                "a try too early changes nothing"
            );
            now += wait;
            assert_eq!(tries.begin("a", now), Ok(()));
        }
        assert_eq!(tries.begin("b", now), Ok(()), "another key is free");
    }

    #[test]
    fn a_right_try_and_an_hour_of_rest_forget() {
        let tries = Tries::new(2, 60_000);
        assert!(tries.begin("a", 0).is_ok() && tries.begin("a", 0).is_ok());
        assert!(tries.begin("a", 0).is_err());
        tries.forgive("a");
        assert!(tries.begin("a", 0).is_ok());
        tries.take_back("a");
        assert!(tries.begin("a", 0).is_ok() && tries.begin("a", 0).is_ok());
        assert!(tries.begin("a", 0).is_err());
        assert!(tries.begin("a", 2_000 + FORGET_MS).is_ok());
        assert!(
            tries.begin("a", 2_000 + FORGET_MS).is_ok(),
            "counted from the start again"
        );
    }

    #[test]
    fn a_clock_set_back_does_not_lengthen_a_wait() {
        let tries = Tries::new(1, 5_000);
        assert!(tries.begin("a", 10_000_000).is_ok());
        let wait = tries.begin("a", 10_000_000 - 3_600_000).unwrap_err();
        assert!(wait.ms <= 5_000, "{wait:?}");
        let rate = Rate::new(1, 1_000);
        assert!(rate.take("a", 10_000_000).is_ok());
        assert!(rate.take("a", 5_000_000).is_ok());
        assert_eq!(rate.take("a", 5_000_000), Err(Wait { ms: 1_000 }));
        assert!(rate.take("a", 5_001_000).is_ok());
    }

    #[test]
    fn memory_is_bounded() {
        let tries = Tries::new(1, 1_000);
        for key in 0..(MOST_ROWS + 500) {
            assert!(tries.begin(&key.to_string(), 0).is_ok());
        }
        assert_eq!(lock(&tries.rows).len(), MOST_ROWS);
        assert!(tries.begin("0", 0).is_ok(), "the oldest was forgotten");
        assert!(tries.begin(&MOST_ROWS.to_string(), 0).is_err(), "the newest were not");
    }

    #[test]
    fn an_ipv6_network_counts_as_one() {
        let key = |address: &str| address_key(address.parse().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:10.0.0.1"), "10.0.0.1");
    }
}
