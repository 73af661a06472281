//! Several messages forwarded as one (107). Knows nothing of where they came from.

use serde_json::Value;

use super::nested::NestedMessage;
use super::text::Error;
use crate::lenient::object;

object! {
    /// 107.
    pub struct MergedContent {
        pub title: String = "title",
        /// The first of them, a line each, for whoever does not open it.
        pub abstract_list: Vec<String> = "abstractList",
        /// Left raw; see [`messages`](Self::messages).
        pub multi_message: Vec<Value> = "multiMessage",
    }
}

impl MergedContent {
    /// Several messages as one.
    #[must_use]
    pub fn of(title: String, abstract_list: Vec<String>, messages: &[NestedMessage]) -> Self {
        Self {
            title,
            abstract_list,
            multi_message: messages.iter().map(NestedMessage::write).collect(),
        }
    }

    /// Reads the content of a 107.
    ///
    /// # Errors
    /// Bytes that are not such an object.
    pub fn decode(content: &[u8]) -> Result<Self, Error> {
        object(content).map_err(|_| Error)
    }

    /// The content of a 107.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        serde_json::json!(self).to_string().into_bytes()
    }

    /// The messages, without what cannot be read as one.
    #[must_use]
    pub fn messages(&self) -> Vec<NestedMessage> {
        self.multi_message.iter().filter_map(NestedMessage::read).collect()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::content::{MERGED, TEXT};

    #[test]
    fn what_was_merged_is_read_again_one_in_another_too() {
        let line = NestedMessage {
            content_type: TEXT,
            content: r#"{"content":"hello"}"#.into(),
            send_time: 7,
            ..NestedMessage::default()
        };
        let inner = MergedContent::of("inner".into(), vec!["a: hello".into()], std::slice::from_ref(&line));
        let nested = NestedMessage {
            content_type: MERGED,
            content: String::from_utf8(inner.encode()).unwrap(),
            ..NestedMessage::default()
        };
        let outer = MergedContent::of("outer".into(), Vec::new(), &[line.clone(), nested]);
        let read = MergedContent::decode(&outer.encode()).unwrap().messages();
        assert_eq!(read.first(), Some(&line));
        let again = MergedContent::decode(read.last().unwrap().content.as_bytes()).unwrap();
        assert_eq!(again.messages(), [line]);
    }

    #[test]
    fn what_is_no_message_among_them_is_passed_over() {
        let read = MergedContent::decode(br#"{"title":null,"multiMessage":[1,{"contentType":101},null]}"#).unwrap();
        assert_eq!(read.messages().len(), 1);
        assert!(MergedContent::decode(br#"{"multiMessage":7}"#).is_err());
    }
}
