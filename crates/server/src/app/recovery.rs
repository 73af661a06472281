//! Codes that people write down and read aloud: recovery codes and invitations. Four groups of five characters of
//! Crockford's alphabet (digits, and letters without I, L, O and U) make 100 bits: too many to guess even against a
//! stolen table, so that one fast hash is enough to store them, and half as long to dictate as the 32 digits of a UUID.

use protocol::ids::hex;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::env::Random;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 20;
const GROUP: usize = 5;

/// A new code as it is shown: `8F3QK-0ZT5W-9RVB2-HC7MX`.
pub fn make(random: &dyn Random) -> String {
    let mut bytes = [0; LENGTH];
    random.fill(&mut bytes);
    let mut code = String::with_capacity(LENGTH + LENGTH / GROUP);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % GROUP == 0 {
            code.push('-');
        }
        // 32 divides 256: every character is as likely as the others.
        let character = ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
        code.push(char::from(character));
    }
    code
}

/// What is stored of a code; none for what cannot be one. Case, spaces and dashes do not count, and letters that are
/// easily taken for digits count as those.
pub fn hash(written: &str) -> Option<String> {
    if written.len() > LENGTH * 8 {
        return None;
    }
    let mut plain = Vec::with_capacity(LENGTH);
    for character in written.chars() {
        let character = match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            '-' | '\u{2010}'..='\u{2015}' | '_' | '.' => continue,
            space if space.is_whitespace() => continue,
            other => other,
        };
        let byte = u8::try_from(character).ok().filter(|byte| ALPHABET.contains(byte))?;
        plain.push(byte);
    }
    (plain.len() == LENGTH).then(|| hex(&Sha256::digest(&plain)))
}

/// Whether a written code is the one of which `stored` is the hash.
pub fn is(written: &str, stored: &str) -> bool {
    hash(written).is_some_and(|hash| bool::from(hash.as_bytes().ct_eq(stored.as_bytes())))
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
                *byte = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        }
    }

    #[test]
    fn a_code_is_known_however_it_is_written() {
        let random = Counting(std::sync::atomic::AtomicU8::new(0));
        let code = make(&random);
        assert_eq!(code, "01234-56789-ABCDE-FGHJK");
        let stored = hash(&code).unwrap();
        for same in [
            "0123456789abcdefghjk",
            " O1234 56789 abcde fghjk ",
            "oi234-56789–abcde.fghjk",
            "0l234_56789ABCDEFGHJK",
        ] {
            assert!(is(same, &stored), "{same}");
        }
        for other in [
            "",
            "01234-56789-ABCDE-FGHJ",
            "01234-56789-ABCDE-FGHJKK",
            "01234-56789-ABCDE-FGHJU",
            "💥",
            &"0".repeat(9_999),
        ] {
            assert!(!is(other, &stored), "{other}");
        }
        assert!(!is(&code, ""), "an account without a code has none to guess");
        assert!(!is("", ""));
        assert!(!is(&make(&random), &stored));
    }
}
