//! Keeps passwords: brings what arrives into one form, and makes and compares argon2id hashes of it on a bounded
//! number of threads. Knows no account.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use md5::{Digest, Md5};
use protocol::ids::hex;
use tokio::sync::Semaphore;

use crate::env::{Env, HashCost, Hashing, Random};

/// Each hash takes 19 MiB while it is made: more at a time, or a longer queue, would let strangers fill the memory.
const MOST_AT_ONCE: usize = 4;
const MOST_WAITING: usize = 64;

/// What clients send instead of an empty password.
const EMPTY: &str = "d41d8cd98f00b204e9800998ecf8427e";
const SHORTEST: usize = 8;
const LONGEST: usize = 128;

/// A password as it is compared: the lower-case MD5 hex that OpenIM's clients send. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// From what arrived. Clients send the MD5 already; anything else is a password in clear and is brought into that
    /// form, if it is 8 to 128 characters long.
    pub fn new(arrived: &str) -> Option<Self> {
        if is_md5(arrived) {
            return (arrived != EMPTY).then(|| Self(arrived.to_owned()));
        }
        form_of_clear(arrived).map(Self)
    }

    /// From what arrived at a sign-in, where only the comparison says whether it is right.
    pub fn tried(arrived: &str) -> Self {
        if is_md5(arrived) {
            Self(arrived.to_owned())
        } else {
            Self::of_clear(arrived)
        }
    }

    fn of_clear(clear: &str) -> Self {
        Self(hex(&Md5::digest(clear.as_bytes())))
    }
}

/// What clients would send for a password in clear; none if it has not 8 to 128 characters.
pub fn form_of_clear(clear: &str) -> Option<String> {
    (SHORTEST..=LONGEST)
        .contains(&clear.chars().count())
        .then(|| Password::of_clear(clear).0)
}

fn is_md5(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Too many wait already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Busy;

/// Makes and compares hashes, at the cost and in the place that the environment says.
#[derive(Clone)]
pub struct Hasher {
    cost: HashCost,
    random: Arc<dyn Random>,
    pool: Option<Arc<Pool>>,
}

struct Pool {
    /// Whoever may wait or run.
    queue: Arc<Semaphore>,
    /// Whoever may run.
    running: Arc<Semaphore>,
}

impl Hasher {
    pub fn new(env: &Env) -> Self {
        let at_once = std::thread::available_parallelism()
            .map_or(1, usize::from)
            .min(MOST_AT_ONCE);
        let pool = || Pool {
            queue: Arc::new(Semaphore::new(at_once + MOST_WAITING)),
            running: Arc::new(Semaphore::new(at_once)),
        };
        Self {
            cost: env.hash_cost,
            random: Arc::clone(&env.random),
            pool: (env.hashing == Hashing::Pool).then(|| Arc::new(pool())),
        }
    }

    /// The hash to store, as a PHC string with salt and cost.
    pub async fn hash(&self, password: &Password) -> Result<String, Busy> {
        let mut salt = [0; 16];
        self.random.fill(&mut salt);
        let (cost, password) = (self.cost, password.clone());
        self.run(move || hash(cost, &salt, &password)).await?.ok_or(Busy)
    }

    /// Whether the password is the one of which `stored` is the hash. Where nothing is stored it takes as long, so that
    /// the time does not tell who has an account.
    pub async fn is(&self, password: &Password, stored: Option<&str>) -> Result<bool, Busy> {
        let (cost, password) = (self.cost, password.clone());
        let stored = stored.filter(|stored| !stored.is_empty()).map(str::to_owned);
        let compared = self.run(move || match stored {
            Some(stored) => PasswordHash::new(&stored).is_ok_and(|stored| {
                Argon2::default()
                    .verify_password(password.0.as_bytes(), &stored)
                    .is_ok()
            }),
            None => {
                std::hint::black_box(hash(cost, &[0; 16], &password));
                false
            }
        });
        compared.await
    }

    #[expect(clippy::disallowed_methods, reason = "the pool itself; simulation hashes inline")]
    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Busy> {
        let Some(pool) = &self.pool else {
            return Ok(work());
        };
        let place = Arc::clone(&pool.queue).try_acquire_owned().map_err(|_| Busy)?;
        let turn = Arc::clone(&pool.running).acquire_owned().await.map_err(|_| Busy)?;
        let worked = tokio::task::spawn_blocking(move || {
            let result = work();
            // Given back here and not by the waiting side, which may be gone while the memory is still used.
            drop((turn, place));
            result
        });
        worked.await.map_err(|_| Busy)
    }
}

fn hash(cost: HashCost, salt: &[u8], password: &Password) -> Option<String> {
    let hashed = Params::new(cost.memory_kib, cost.passes, cost.lanes, None)
        .map_err(Into::into)
        .and_then(|params| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_with_salt(password.0.as_bytes(), salt)
        });
    match hashed {
        Ok(hash) => Some(hash.to_string()),
        Err(error) => {
            tracing::error!(%error, "A password could not be hashed");
            None
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

    fn hasher(hashing: Hashing, cost: HashCost) -> Hasher {
        Hasher::new(&Env {
            hashing,
            hash_cost: cost,
            ..Env::real()
        })
    }

    #[test]
    fn what_arrives_is_brought_into_one_form() {
        let md5 = "5f4dcc3b5aa765d61d8327deb882cf99";
        assert!(Password::new(md5).unwrap() == Password::new("password").unwrap());
        assert!(Password::tried(md5) == Password::tried("password"));
        assert!(Password::new(&md5.to_uppercase()).unwrap() != Password::new(md5).unwrap());
        assert!(Password::new(EMPTY).is_none(), "the MD5 of nothing");
        assert!(Password::new("").is_none());
        assert!(Password::new("short12").is_none());
        assert!(Password::new("八个汉字也算八个").is_some());
        assert!(Password::new(&"x".repeat(128)).is_some());
        assert!(Password::new(&"x".repeat(129)).is_none());
        assert!(Password::tried("") != Password::tried("x"));
    }

    #[tokio::test]
    async fn hashes_are_salted_argon2id_of_the_said_cost() {
        let password = Password::new("correct horse").unwrap();
        for hashing in [Hashing::Inline, Hashing::Pool] {
            let hasher = hasher(hashing, HashCost::CHEAP);
            let (one, two) = (
                hasher.hash(&password).await.unwrap(),
                hasher.hash(&password).await.unwrap(),
            );
            assert_ne!(one, two);
            assert!(one.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{one}");
            assert!(hasher.is(&password, Some(&one)).await.unwrap());
            assert!(!hasher.is(&Password::tried("wrong"), Some(&one)).await.unwrap());
            for nothing in [
                None,
                Some(""),
                Some("nonsense"),
                Some("5f4dcc3b5aa765d61d8327deb882cf99"),
            ] {
                assert!(!hasher.is(&password, nothing).await.unwrap(), "{nothing:?}");
            }
        }
        let safe = hasher(Hashing::Inline, HashCost::SAFE).hash(&password).await.unwrap();
        assert!(safe.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{safe}");
        // A changed cost leaves older hashes valid: each says its own.
        assert!(
            hasher(Hashing::Inline, HashCost::CHEAP)
                .is(&password, Some(&safe))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn the_queue_is_bounded() {
        let hasher = hasher(Hashing::Pool, HashCost::CHEAP);
        let pool = hasher.pool.as_ref().unwrap();
        let places = pool.queue.available_permits();
        let held = pool
            .queue
            .clone()
            .try_acquire_many_owned(u32::try_from(places).unwrap())
            .unwrap();
        let password = Password::new("correct horse").unwrap();
        assert_eq!(hasher.hash(&password).await, Err(Busy));
        drop(held);
        assert!(hasher.hash(&password).await.is_ok());
        assert_eq!(pool.queue.available_permits(), places);
    }
}
