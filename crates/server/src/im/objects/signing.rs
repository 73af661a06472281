//! What makes an object's name worth something: a signature of this server over the name and a time at which it ends.
//! Knows no address.

use hmac::{Hmac, KeyInit as _, Mac as _};
use protocol::ids::hex;
use rusqlite::{Connection, Result};
use sha2::Sha256;

use crate::env::Random;
use crate::store::meta;

const NAME: &str = "object_key";
/// Bytes of a signature that stand in an address.
const LENGTH: usize = 16;

pub(crate) struct Key(String);

impl Key {
    /// Made at the first start, and kept: addresses outlive a process.
    pub(crate) fn settle(connection: &Connection, random: &dyn Random) -> Result<Self> {
        if let Some(key) = meta::get(connection, NAME)? {
            return Ok(Self(key));
        }
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        let key = hex(&bytes);
        meta::set(connection, NAME, &key)?;
        Ok(Self(key))
    }

    fn over(&self, name: &str, expires: i64) -> Option<Hmac<Sha256>> {
        let mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).ok()?;
        Some(
            mac.chain_update(expires.to_string())
                .chain_update("\n")
                .chain_update(name),
        )
    }

    pub(super) fn sign(&self, name: &str, expires: i64) -> String {
        let signed = self.over(name, expires).map(|mac| mac.finalize().into_bytes());
        let signed = signed.as_deref().and_then(|bytes| bytes.get(..LENGTH));
        hex(signed.unwrap_or_default())
    }

    pub(super) fn signed(&self, name: &str, expires: i64, signature: &str) -> bool {
        let digits = signature.as_bytes().chunks(2);
        let bytes = digits.map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
        let bytes: Option<Vec<u8>> = bytes.collect();
        match (self.over(name, expires), bytes) {
            (Some(mac), Some(bytes)) if bytes.len() == LENGTH => mac.verify_truncated_left(&bytes).is_ok(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_signature_is_for_one_name_and_one_time() {
        let (key, other) = (Key("a".into()), Key("b".into()));
        let signature = key.sign("7/x", 5);
        assert_eq!(signature.len(), 32);
        assert!(key.signed("7/x", 5, &signature));
        for (name, expires, signed) in [
            ("7/y", 5, signature.as_str()),
            ("7/x", 6, &signature),
            ("7/x", 5, ""),
            ("7/x", 5, "zz"),
            ("7/x", 5, signature.get(..30).unwrap_or_default()),
        ] {
            assert!(!key.signed(name, expires, signed), "{name} {expires} {signed}");
        }
        assert!(!other.signed("7/x", 5, &signature));
    }
}
