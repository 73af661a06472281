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
        /// Where it stood inside of another one: that one, as it was called there.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub within: Option<Within> = "within",
    }

    /// A message that holds others.
    pub struct Within {
        pub send_id: String = "sendID",
        pub client_msg_id: String = "clientMsgID",
        pub seq: i64 = "seq",
    }
}

impl KeptMessage {
    #[must_use]
    pub fn of(conversation_id: String, place: String, message: &NestedMessage) -> Self {
        Self {
            conversation_id,
            place,
            message: message.write(),
            within: None,
        }
    }

    /// The same of a message that stands inside of this one.
    #[must_use]
    pub fn inside(self, message: &NestedMessage) -> Self {
        let outer = self.message().unwrap_or_default();
        Self {
            message: message.write(),
            within: self.within.or(Some(Within {
                send_id: outer.send_id,
                client_msg_id: outer.client_msg_id,
                seq: outer.seq,
            })),
            ..self
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
    fn what_stands_inside_of_another_one_tells_of_the_outermost() {
        let message = |id: &str, seq: i64| NestedMessage {
            client_msg_id: id.into(),
            send_id: "ann".into(),
            seq,
            ..NestedMessage::default()
        };
        let kept = KeptMessage::of("si_ann_bob".into(), "Ann".into(), &message("outer", 7));
        assert!(!kept.encode().contains("within"));
        let kept = kept.inside(&message("inner", 3)).inside(&message("innermost", 4));
        let read = KeptMessage::decode(&kept.encode()).unwrap();
        assert_eq!(read.message(), Some(message("innermost", 4)));
        let within = read.within.unwrap();
        assert_eq!((within.client_msg_id.as_str(), within.seq), ("outer", 7));
    }

    #[test]
    fn what_is_no_such_thing_is_none() {
        for value in ["", "7", "[]", r#"{"message":"#, r#"{"place":7}"#, r#"{"within":[]}"#] {
            assert!(KeptMessage::decode(value).is_err(), "{value}");
        }
        for value in ["{}", r#"{"message":null}"#, r#"{"message":{"contentType":"x"}}"#] {
            assert_eq!(KeptMessage::decode(value).unwrap().message(), None, "{value}");
        }
    }
}
