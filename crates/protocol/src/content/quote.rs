//! A text that answers another message (114). Knows nothing of where that message is.

use serde_json::Value;

use super::nested::NestedMessage;
use super::text::Error;
use crate::lenient::object;

object! {
    /// 114.
    pub struct QuoteContent {
        pub text: String = "text",
        /// Left raw, as whatever another app wrote into it is kept; see [`quoted`](Self::quoted).
        pub quote_message: Value = "quoteMessage",
    }
}

impl QuoteContent {
    /// Reads the content of a 114.
    ///
    /// # Errors
    /// Bytes that are not such an object.
    pub fn decode(content: &[u8]) -> Result<Self, Error> {
        object(content).map_err(|_| Error)
    }

    /// The content of a 114.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        serde_json::json!(self).to_string().into_bytes()
    }

    /// The message that is quoted.
    #[must_use]
    pub fn quoted(&self) -> Option<NestedMessage> {
        NestedMessage::read(&self.quote_message)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_quote_without_a_message_is_still_a_text() {
        for content in [
            r#"{"text":"a"}"#,
            r#"{"text":"a","quoteMessage":null}"#,
            r#"{"text":"a","quoteMessage":7}"#,
        ] {
            let read = QuoteContent::decode(content.as_bytes()).unwrap();
            assert_eq!((read.text.as_str(), read.quoted()), ("a", None));
        }
        assert!(QuoteContent::decode(b"[]").is_err());
    }
}
