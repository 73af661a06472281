//! The parameters of an address: finding, escaping, unescaping. Knows no parameter by name.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::Packed;
use crate::lenient::object;

/// The first value of a parameter, unescaped. A pair that is escaped wrongly counts as absent, as with Go's reader.
pub(super) fn value(query: &str, name: &str) -> Option<String> {
    query.split('&').find_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (unescape(key)? == name).then(|| unescape(value)).flatten()
    })
}

/// A truth value in the spellings that Go's `ParseBool` takes.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

pub(super) fn unpack(text: &str) -> Option<Packed> {
    object(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

pub(super) fn pack(packed: &Packed) -> String {
    // A struct of texts, numbers and flags always becomes JSON.
    BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(packed).unwrap_or_default())
}

/// Joins parameters.
#[derive(Default)]
pub(super) struct Builder(String);

impl Builder {
    pub(super) fn add(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(name);
        self.0.push('=');
        escape(value, &mut self.0);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

fn escape(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let digit = |nibble: u8| {
                char::from_digit(u32::from(nibble), 16)
                    .unwrap_or('0')
                    .to_ascii_uppercase()
            };
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => hex_digit(bytes.next()?)? << 4 | hex_digit(bytes.next()?)?,
            b'+' => b' ',
            other => other,
        });
    }
    String::from_utf8(out).ok()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16)?.try_into().ok()
}
