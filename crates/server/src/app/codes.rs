//! The codes that are on their way to people or were sent lately: six digits that prove an address. They live here alone,
//! as hashes under a key that is drawn at each start, so that a restart voids them and no table holds them. Knows no
//! account and no courier.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use protocol::Code as Wire;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use super::store::accounts::Name;
use crate::env::Random;
use crate::im::{Failure, UserId};
use crate::limits::rows::Rows;

pub(crate) const VALID_MS: i64 = 5 * 60 * 1000;
const TRIES: u32 = 5;
/// Codes that are kept at one time; beyond it the oldest is void.
const MOST: usize = 20_000;

const WRONG: Failure = Failure::new(Wire::CODE_MISMATCH, "the code is wrong");
const VOID: Failure = Failure::new(Wire::CODE_MAX_COUNT, "the code was tried too often; ask for another");
/// Also for one that was never asked for, was used, or was asked for before a restart.
const EXPIRED: Failure = Failure::new(Wire::CODE_EXPIRED, "no such code is valid; ask for another");

/// What a code is good for; it is good for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Purpose {
    Register,
    SignIn,
    Reset,
    /// This person's alone.
    Prove(UserId),
}

impl Purpose {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::SignIn => "signIn",
            Self::Reset => "reset",
            Self::Prove(_) => "prove",
        }
    }
}

pub(crate) struct Codes {
    key: [u8; 32],
    random: Arc<dyn Random>,
    rows: Mutex<Rows<Sent>>,
}

type Hash = [u8; 32];

#[derive(Default)]
struct Sent {
    hash: Hash,
    made_ms: i64,
    tries: u32,
    /// Somebody has shown it, and what he wants is being done.
    held: bool,
}

/// A code that was right. Unless it is spent, because what it was for came about, it stays good.
pub(crate) struct Proof<'a> {
    codes: &'a Codes,
    place: String,
    hash: Hash,
}

fn place(to: &Name, purpose: &Purpose) -> String {
    let whose = match purpose {
        Purpose::Prove(user) => user.0.as_str(),
        _ => "",
    };
    format!("{} {} {whose}", to.counted(), purpose.word())
}

impl Codes {
    pub(crate) fn new(random: Arc<dyn Random>) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self {
            key,
            random,
            rows: Mutex::new(Rows::new(MOST)),
        }
    }

    fn rows(&self) -> MutexGuard<'_, Rows<Sent>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hash(&self, place: &str, code: &str) -> Hash {
        let mut hash = Sha256::new_with_prefix(self.key);
        hash.update(place.as_bytes());
        hash.update(b"\n");
        hash.update(code.as_bytes());
        hash.finalize().into()
    }

    /// Makes a code, in the place of the one before.
    pub(crate) fn make(&self, to: &Name, purpose: &Purpose, now_ms: i64) -> String {
        let code = self.draw();
        let place = place(to, purpose);
        let hash = self.hash(&place, &code);
        let mut rows = self.rows();
        // Whoever holds the one before holds nothing any more.
        rows.remove(&place);
        *rows.touch(&place) = Sent {
            hash,
            made_ms: now_ms,
            tries: 0,
            held: false,
        };
        code
    }

    /// Nobody is to get the code, so that nobody shall guess it either. To whoever tries it looks like any other.
    pub(crate) fn blind(&self, to: &Name, purpose: &Purpose, code: &str) {
        let place = place(to, purpose);
        let hash = self.hash(&place, code);
        if let Some(sent) = self.rows().get(&place).filter(|sent| sent.hash == hash) {
            self.random.fill(&mut sent.hash);
        }
    }

    /// Whether it is the code that was sent. A wrong one is counted.
    pub(crate) fn check(&self, to: &Name, purpose: &Purpose, written: &str, now_ms: i64) -> Result<Proof<'_>, Failure> {
        let place = place(to, purpose);
        let hash = self.hash(&place, &plain(written));
        let mut rows = self.rows();
        let Some(sent) = rows.get(&place) else {
            return Err(EXPIRED);
        };
        // A clock set back would lengthen its life.
        if !(0..VALID_MS).contains(&(now_ms - sent.made_ms)) {
            rows.remove(&place);
            return Err(EXPIRED);
        }
        if sent.tries >= TRIES {
            return Err(VOID);
        }
        let right = bool::from(sent.hash.ct_eq(&hash));
        if right && sent.held {
            return Err(EXPIRED);
        }
        if right {
            sent.held = true;
            drop(rows);
            return Ok(Proof {
                codes: self,
                place,
                hash,
            });
        }
        sent.tries += 1;
        Err(if sent.tries < TRIES { WRONG } else { VOID })
    }

    /// Six digits, each number as likely as the others.
    fn draw(&self) -> String {
        const NUMBERS: u32 = 1_000_000;
        loop {
            let mut bytes = [0; 4];
            self.random.fill(&mut bytes);
            let drawn = u32::from_le_bytes(bytes);
            if drawn < u32::MAX - u32::MAX % NUMBERS {
                return format!("{:06}", drawn % NUMBERS);
            }
        }
    }
}

impl Proof<'_> {
    /// It is good for nothing more.
    pub(crate) fn spend(self) {
        let mut rows = self.codes.rows();
        if rows.get(&self.place).is_some_and(|sent| sent.hash == self.hash) {
            rows.remove(&self.place);
        }
    }
}

impl Drop for Proof<'_> {
    fn drop(&mut self) {
        if let Some(sent) = self.codes.rows().get(&self.place)
            && sent.hash == self.hash
        {
            sent.held = false;
        }
    }
}

/// As a code was sent: people copy spaces along, and Chinese keyboards write wide digits.
fn plain(written: &str) -> String {
    written
        .chars()
        .filter(|character| !character.is_whitespace() && *character != '-')
        .take(16)
        .map(|character| match character {
            '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(character) - 0xff10 + u32::from('0')).unwrap_or('0'),
            other => other,
        })
        .collect()
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

    struct Counting(std::sync::atomic::AtomicU8);

    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(7, std::sync::atomic::Ordering::Relaxed);
            }
        }
    }

    fn codes() -> (Codes, Name) {
        let random = Arc::new(Counting(std::sync::atomic::AtomicU8::new(1)));
        (Codes::new(random), Name::Email("a@b.cn".into()))
    }

    fn other(than: &str) -> String {
        let number: u32 = than.parse().unwrap();
        format!("{:06}", (number + 1) % 1_000_000)
    }

    #[test]
    fn a_code_is_good_once_and_only_for_what_it_was_made() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::Reset, 0);
        assert!(
            code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()),
            "{code}"
        );
        let refused =
            |to: &Name, purpose: &Purpose| codes.check(to, purpose, &code, 0).err().map(|failure| failure.code);
        assert_eq!(refused(&to, &Purpose::SignIn), Some(Wire::CODE_EXPIRED));
        assert_eq!(
            refused(&Name::Email("b@b.cn".into()), &Purpose::Reset),
            Some(Wire::CODE_EXPIRED)
        );
        codes.check(&to, &Purpose::Reset, &code, 0).unwrap().spend();
        assert_eq!(refused(&to, &Purpose::Reset), Some(Wire::CODE_EXPIRED));
    }

    #[test]
    fn a_code_to_prove_is_the_person_s_own() {
        let (codes, to) = codes();
        let alice = Purpose::Prove(UserId("1".into()));
        let code = codes.make(&to, &alice, 0);
        assert!(codes.check(&to, &Purpose::Prove(UserId("2".into())), &code, 0).is_err());
        assert!(codes.check(&to, &alice, &code, 0).is_ok());
    }

    #[test]
    fn what_fails_for_another_reason_leaves_the_code_good() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::Register, 0);
        let proof = codes.check(&to, &Purpose::Register, &code, 0).unwrap();
        let second = codes.check(&to, &Purpose::Register, &code, 0).err().unwrap();
        assert_eq!(second.code, Wire::CODE_EXPIRED, "nobody uses it beside");
        drop(proof);
        codes.check(&to, &Purpose::Register, &code, 0).unwrap().spend();
    }

    #[test]
    fn five_wrong_tries_void_it() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::SignIn, 0);
        let wrong = other(&code);
        let mut said = Vec::new();
        for _ in 0..6 {
            said.push(codes.check(&to, &Purpose::SignIn, &wrong, 0).err().unwrap().code.0);
        }
        assert_eq!(said, [20006, 20006, 20006, 20006, 20008, 20008]);
        let late = codes.check(&to, &Purpose::SignIn, &code, 0).err().unwrap();
        assert_eq!(late.code, Wire::CODE_MAX_COUNT, "also the right one");
        let next = codes.make(&to, &Purpose::SignIn, 0);
        assert!(codes.check(&to, &Purpose::SignIn, &next, 0).is_ok());
    }

    #[test]
    fn it_lives_for_five_minutes_whatever_the_clock_does() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::SignIn, 1_000);
        assert!(codes.check(&to, &Purpose::SignIn, &code, 1_000 + VALID_MS - 1).is_ok());
        assert!(codes.check(&to, &Purpose::SignIn, &code, 1_000 + VALID_MS).is_err());
        let code = codes.make(&to, &Purpose::SignIn, 1_000_000);
        assert!(codes.check(&to, &Purpose::SignIn, &code, 0).is_err());
    }

    #[test]
    fn a_blind_code_looks_like_another_and_is_never_right() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::SignIn, 0);
        codes.blind(&to, &Purpose::SignIn, &code);
        let mut said = Vec::new();
        for _ in 0..6 {
            said.push(codes.check(&to, &Purpose::SignIn, &code, 0).err().unwrap().code.0);
        }
        assert_eq!(said, [20006, 20006, 20006, 20006, 20008, 20008]);
        // One that was asked for meanwhile is another's business.
        let next = codes.make(&to, &Purpose::SignIn, 0);
        codes.blind(&to, &Purpose::SignIn, &code);
        assert!(codes.check(&to, &Purpose::SignIn, &next, 0).is_ok());
    }

    #[test]
    fn spaces_and_wide_digits_do_not_count() {
        let (codes, to) = codes();
        let code = codes.make(&to, &Purpose::SignIn, 0);
        let wide: String = code
            .chars()
            .map(|digit| char::from_u32(u32::from(digit) - u32::from('0') + 0xff10).unwrap())
            .collect();
        let (first, last) = code.split_at(3);
        for written in [format!(" {first} {last}\n"), format!("{first}-{last}"), wide] {
            assert!(codes.check(&to, &Purpose::SignIn, &written, 0).is_ok(), "{written}");
        }
        for bad in ["", "💥", &"1".repeat(100_000)] {
            assert!(codes.check(&to, &Purpose::SignIn, bad, 0).is_err());
        }
    }
}
