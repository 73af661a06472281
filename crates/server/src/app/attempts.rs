//! Slows down who guesses passwords and codes. Three counts run together: one person at one address, one address over
//! all accounts, and one account over all addresses. The last is lenient, because it is the one with which a stranger
//! could lock somebody out. Knows no table.

use std::net::IpAddr;

use crate::config;
use crate::im::Failure;
use crate::limits::{Rate, Tries, Wait, address_key};

const QUARTER_HOUR_MS: i64 = 15 * 60 * 1000;
const HOUR_MS: i64 = 60 * 60 * 1000;
const MINUTE_MS: i64 = 60 * 1000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// As at OpenIM. With five guesses at each, nobody guesses one in years.
const CODES_A_DAY: u32 = 10;
/// The account's own count begins at this many times the free tries of one address.
const LENIENT: u32 = 10;

pub(crate) struct Attempts {
    pair: Tries,
    address: Tries,
    account: Tries,
    registrations: Rate,
    searches: Rate,
    codes: Rate,
    codes_here: Rate,
    codes_here_today: Rate,
}

/// A guess that has begun and counts as wrong until it is said to be right.
pub(crate) struct Attempt<'a> {
    attempts: &'a Attempts,
    pair: String,
    account: String,
    address: Option<String>,
}

impl From<Wait> for Failure {
    fn from(wait: Wait) -> Self {
        Self::early("too many tries; wait before the next", wait.ms)
    }
}

impl Attempts {
    pub(crate) fn new(limits: &config::Limits) -> Self {
        let free = limits.wrong_tries_per_account;
        Self {
            pair: Tries::new(free, QUARTER_HOUR_MS),
            address: Tries::new(limits.wrong_tries_per_address, QUARTER_HOUR_MS),
            account: Tries::new(free.saturating_mul(LENIENT), MINUTE_MS),
            registrations: Rate::new(limits.registrations_per_hour, HOUR_MS),
            searches: Rate::new(limits.searches_per_minute, MINUTE_MS),
            codes: Rate::new(limits.codes_per_hour, HOUR_MS),
            codes_here: Rate::new(1, MINUTE_MS),
            codes_here_today: Rate::new(CODES_A_DAY, DAY_MS),
        }
    }

    /// Begins a guess at an account.
    pub(crate) fn begin(&self, account: &str, from: Option<IpAddr>, now_ms: i64) -> Result<Attempt<'_>, Wait> {
        let address = from.map(address_key);
        let pair = format!("{account} {}", address.as_deref().unwrap_or_default());
        if let Some(address) = &address {
            self.address.begin(address, now_ms)?;
        }
        let begun = self.pair.begin(&pair, now_ms).and_then(|()| {
            self.account
                .begin(account, now_ms)
                .inspect_err(|_| self.pair.take_back(&pair))
        });
        if let Err(wait) = begun {
            // It was not let through, so it was no guess.
            if let Some(address) = &address {
                self.address.take_back(address);
            }
            return Err(wait);
        }
        Ok(Attempt {
            attempts: self,
            pair,
            account: account.to_owned(),
            address,
        })
    }

    /// Begins a guess at something that is nobody's, as an invitation.
    pub(crate) fn begin_at_address(&self, from: Option<IpAddr>, now_ms: i64) -> Result<(), Wait> {
        from.map_or(Ok(()), |from| self.address.begin(&address_key(from), now_ms))
    }

    pub(crate) fn right_at_address(&self, from: Option<IpAddr>) {
        if let Some(from) = from {
            self.address.take_back(&address_key(from));
        }
    }

    /// Counts a new account. This machine itself is not a stranger.
    pub(crate) fn register(&self, from: Option<IpAddr>, now_ms: i64) -> Result<(), Wait> {
        match from {
            Some(from) if !from.to_canonical().is_loopback() => self.registrations.take(&address_key(from), now_ms),
            _ => Ok(()),
        }
    }

    /// Counts a code that is to go to `to`. The caller's own limit is looked at first: who is beyond it must not use up
    /// what others may ask for.
    pub(crate) fn send_code(&self, to: &str, from: Option<IpAddr>, now_ms: i64) -> Result<(), Wait> {
        if let Some(from) = from.filter(|from| !from.to_canonical().is_loopback()) {
            self.codes.take(&address_key(from), now_ms)?;
        }
        self.codes_here.take(to, now_ms)?;
        self.codes_here_today.take(to, now_ms)
    }

    pub(crate) fn search(&self, user_id: &str, now_ms: i64) -> Result<(), Wait> {
        self.searches.take(user_id, now_ms)
    }
}

impl Attempt<'_> {
    pub(crate) fn right(self) {
        self.attempts.pair.forgive(&self.pair);
        self.attempts.account.take_back(&self.account);
        if let Some(address) = &self.address {
            self.attempts.address.take_back(address);
        }
    }

    /// It was not decided: the server was at fault.
    pub(crate) fn take_back(self) {
        self.attempts.pair.take_back(&self.pair);
        self.attempts.account.take_back(&self.account);
        if let Some(address) = &self.address {
            self.attempts.address.take_back(address);
        }
    }
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

    fn limits() -> config::Limits {
        config::Limits {
            wrong_tries_per_account: 3,
            wrong_tries_per_address: 8,
            ..config::Limits::default()
        }
    }

    #[test]
    fn a_stranger_is_slowed_and_the_owner_elsewhere_is_not() {
        let attempts = Attempts::new(&limits());
        let (stranger, owner) = ("203.0.113.1".parse().ok(), "198.51.100.1".parse().ok());
        for _ in 0..3 {
            assert!(attempts.begin("alice", stranger, 0).is_ok());
        }
        for _ in 0..100 {
            assert!(attempts.begin("alice", stranger, 0).is_err());
        }
        attempts.begin("alice", owner, 0).unwrap().right();
        assert!(
            attempts.begin("alice", stranger, 0).is_err(),
            "the owner's success frees nobody else"
        );
        assert!(attempts.begin("bob", stranger, 0).is_ok());
    }

    #[test]
    fn one_address_may_not_go_through_many_accounts() {
        let attempts = Attempts::new(&limits());
        let from = "203.0.113.1".parse().ok();
        for name in 0..8 {
            assert!(attempts.begin(&name.to_string(), from, 0).is_ok());
        }
        assert!(attempts.begin("9", from, 0).is_err());
        assert!(attempts.begin("9", "203.0.113.2".parse().ok(), 0).is_ok());
    }

    #[test]
    fn many_addresses_together_slow_down_at_one_account_but_never_for_long() {
        let attempts = Attempts::new(&limits());
        let mut now = 0;
        for last in 0..200 {
            let from = format!("2001:db8:0:{last}::1").parse().ok();
            while let Err(wait) = attempts.begin("alice", from, now).map(drop) {
                assert!(wait.ms <= MINUTE_MS);
                now += wait.ms;
            }
        }
        assert!(now > 150 * MINUTE_MS, "{now}");
    }

    #[test]
    fn right_guesses_cost_nothing() {
        let attempts = Attempts::new(&limits());
        let from = "203.0.113.1".parse().ok();
        for _ in 0..100 {
            attempts.begin("alice", from, 0).unwrap().right();
        }
    }

    #[test]
    fn codes_go_to_one_place_once_a_minute_and_ten_times_a_day() {
        let attempts = Attempts::new(&limits());
        let from = |last: i64| format!("203.0.113.{last}").parse().ok();
        assert_eq!(attempts.send_code("a@b.c", from(1), 0), Ok(()));
        assert_eq!(attempts.send_code("a@b.c", from(2), 20_000), Err(Wait { ms: 40_000 }));
        assert_eq!(
            attempts.send_code("b@b.c", from(2), 20_000),
            Ok(()),
            "elsewhere is free"
        );
        for minute in 1..10 {
            assert_eq!(attempts.send_code("a@b.c", from(minute), minute * MINUTE_MS), Ok(()));
        }
        assert!(attempts.send_code("a@b.c", from(1), HOUR_MS).is_err());
        assert_eq!(attempts.send_code("a@b.c", from(1), DAY_MS), Ok(()));
    }

    #[test]
    fn one_caller_has_so_many_codes_sent_in_an_hour() {
        let attempts = Attempts::new(&config::Limits {
            codes_per_hour: 2,
            ..limits()
        });
        let from = "203.0.113.1".parse().ok();
        assert!(attempts.send_code("a", from, 0).is_ok() && attempts.send_code("b", from, 0).is_ok());
        assert_eq!(attempts.send_code("c", from, 0), Err(Wait { ms: HOUR_MS }));
        assert_eq!(
            attempts.send_code("c", "203.0.113.2".parse().ok(), 0),
            Ok(()),
            "who is refused uses up nothing of others"
        );
        let here = "127.0.0.1".parse().ok();
        assert!((0..50).all(|to| attempts.send_code(&format!("{to}"), here, 0).is_ok()));
    }

    #[test]
    fn registrations_count_by_address_but_not_for_this_machine() {
        let attempts = Attempts::new(&config::Limits {
            registrations_per_hour: 2,
            ..limits()
        });
        let from = "203.0.113.1".parse().ok();
        assert!(attempts.register(from, 0).is_ok() && attempts.register(from, 0).is_ok());
        assert!(attempts.register(from, HOUR_MS - 1).is_err());
        assert!(attempts.register(from, HOUR_MS).is_ok());
        for here in ["127.0.0.1".parse().ok(), "::ffff:127.0.0.1".parse().ok(), None] {
            assert!((0..50).all(|_| attempts.register(here, 0).is_ok()));
        }
    }
}
