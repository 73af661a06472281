//! A message that somebody keeps for himself, as it lies with the small things that OpenIM keeps for each user. Knows no
//! server and no other device.

use serde_json::Value;

use super::nested::NestedMessage;
use super::text::Error;
use crate::lenient::object;

/// Under which number these lie there: one that no other program is known to use.
pub const FAVOURITES: i32 = 73_002;

object! {
    /// The value of one of them: a copy, and from where it is.
    pub struct KeptMessage {
        pub conversation_id: String = "conversationID",
        /// What that conversation was called when it was kept.
        pub place: String = "place",
        /// Left raw; see [`message`](Self::message).
        pub message: Value = "message",
    }
}

impl KeptMessage {
    #[must_use]
    pub fn of(conversation_id: String, place: String, message: &NestedMessage) -> Self {
        Self {
            conversation_id,
            place,
            message: message.write(),
        }
    }

    /// Reads the value of one.
    ///
    /// # Errors
    /// A text that is not such an object.
    pub fn decode(value: &str) -> Result<Self, Error> {
        object(value.as_bytes()).map_err(|_| Error)
    }

    /// The value of one.
    #[must_use]
    pub fn encode(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// `None`: it is none.
    #[must_use]
    pub fn message(&self) -> Option<NestedMessage> {
        NestedMessage::read(&self.message)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::content::TEXT;

    #[test]
    fn what_is_kept_is_read_again_and_stands_there_as_in_a_merged_message() {
        let message = NestedMessage {
            client_msg_id: "m1".into(),
            send_id: "ann".into(),
            content_type: TEXT,
            content: r#"{"content":"hello"}"#.into(),
            ..NestedMessage::default()
        };
        let kept = KeptMessage::of("si_ann_bob".into(), "Ann".into(), &message);
        let value: Value = serde_json::from_str(&kept.encode()).unwrap();
        assert_eq!(value.get("conversationID"), Some(&Value::from("si_ann_bob")));
        assert_eq!(value.get("place"), Some(&Value::from("Ann")));
        assert_eq!(value.pointer("/message/textElem/content"), Some(&Value::from("hello")));
        let read = KeptMessage::decode(&kept.encode()).unwrap();
        assert_eq!(read.message(), Some(message));
    }

    #[test]
    fn what_is_no_such_thing_is_none() {
        for value in ["", "7", "[]", r#"{"message":"#, r#"{"place":7}"#] {
            assert!(KeptMessage::decode(value).is_err(), "{value}");
        }
        for value in ["{}", r#"{"message":null}"#, r#"{"message":{"contentType":"x"}}"#] {
            assert_eq!(KeptMessage::decode(value).unwrap().message(), None, "{value}");
        }
    }
}
