//! Text in its kinds. Selkie writes plain text; of the others it reads the words.

use serde::Deserialize;

use super::kinds::{ADVANCED_TEXT, AT_TEXT, MARKDOWN, QUOTE, TEXT};
use crate::lenient::{nullable, object};

/// Content that is not what its type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The content is not what its type says")]
pub struct Error;

#[derive(Deserialize)]
struct Content {
    #[serde(deserialize_with = "nullable")]
    content: String,
}

#[derive(Deserialize)]
struct Text {
    #[serde(deserialize_with = "nullable")]
    text: String,
}

/// The content of a text message (101): `{"content":"…"}`.
#[must_use]
pub fn encode_text(text: &str) -> Vec<u8> {
    serde_json::json!({ "content": text }).to_string().into_bytes()
}

/// The text of a text message (101).
///
/// # Errors
/// Bytes that are not such an object.
pub fn decode_text(content: &[u8]) -> Result<String, Error> {
    object::<Content>(content).map(|form| form.content).map_err(|_| Error)
}

/// The words of whatever kind of text: plain, markdown, with mentions, quoting, or with entities. `None` for other
/// kinds and for content that is not what its type says.
#[must_use]
pub fn words(content_type: i32, content: &[u8]) -> Option<String> {
    match content_type {
        TEXT | MARKDOWN => decode_text(content).ok(),
        AT_TEXT | QUOTE | ADVANCED_TEXT => object::<Text>(content).ok().map(|form| form.text),
        _ => None,
    }
}
