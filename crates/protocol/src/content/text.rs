//! Plain text: `{"content":"…"}`.

use serde::Deserialize;

/// Content that is not what its type says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The content is not what its type says")]
pub struct Error;

#[derive(Deserialize)]
struct Text {
    content: String,
}

/// The content of a text message (101).
#[must_use]
pub fn encode_text(text: &str) -> Vec<u8> {
    serde_json::json!({ "content": text }).to_string().into_bytes()
}

/// The text of a text message (101) or markdown message (118).
///
/// # Errors
/// Bytes that are not such an object.
pub fn decode_text(content: &[u8]) -> Result<String, Error> {
    serde_json::from_slice::<Text>(content)
        .map(|text| text.content)
        .map_err(|_| Error)
}
