//! Bodies of stored messages on their way out. They are kept encoded, and a list of messages has the same bytes as a
//! list of byte strings, so nothing is decoded to be sent on.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use prost::Message;
use protocol::frame;

use super::hub::Push;

/// As `PullMsgs`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct Pulled {
    #[prost(bytes = "bytes", repeated, tag = "1")]
    pub(crate) msgs: Vec<Bytes>,
    #[prost(bool, tag = "2")]
    pub(crate) is_end: bool,
    /// Said even when it is 0: an empty value would be left out of its map, and OpenIM's SDK trips over the hole.
    #[prost(int64, optional, tag = "3")]
    pub(crate) end_seq: Option<i64>,
}

impl Pulled {
    /// Nothing, said as such.
    pub(crate) fn nothing() -> Self {
        Self {
            end_seq: Some(0),
            ..Self::default()
        }
    }
}

/// As `PushMessages`, `PullMessageBySeqsResp` and `GetSeqMessageResp`, which are the same.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct ByConversation {
    #[prost(btree_map = "string, message", tag = "1")]
    pub(crate) msgs: BTreeMap<String, Pulled>,
    #[prost(btree_map = "string, message", tag = "2")]
    pub(crate) notification_msgs: BTreeMap<String, Pulled>,
}

/// As `GetLastMessageResp`.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct LastMessages {
    #[prost(btree_map = "string, bytes", tag = "1")]
    pub(crate) msgs: BTreeMap<String, Bytes>,
}

/// `isRead` set to true. Appended to a message it wins over what stands before.
pub(crate) const IS_READ: [u8; 3] = [0x90, 0x01, 0x01];

/// A push of one message.
pub(crate) fn push(operation: Option<Arc<str>>, conversation_id: String, notification: bool, body: Bytes) -> Arc<Push> {
    Arc::new(Push::new(operation, frame::PUSH, move || {
        let pulled = Pulled {
            msgs: vec![body.clone()],
            ..Pulled::nothing()
        };
        let mut all = ByConversation::default();
        let part = if notification {
            &mut all.notification_msgs
        } else {
            &mut all.msgs
        };
        part.insert(conversation_id.clone(), pulled);
        all.encode_to_vec()
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use protocol::pb::{MsgData, PushMessages};

    use super::*;

    #[test]
    fn bodies_travel_as_messages() {
        let message = MsgData {
            send_id: "a".into(),
            seq: 7,
            ..MsgData::default()
        };
        let mut body = message.encode_to_vec();
        body.extend(IS_READ);
        let pulled = Pulled {
            msgs: vec![body.into()],
            is_end: true,
            end_seq: Some(7),
        };
        let all = ByConversation {
            msgs: [("si_a_b".to_owned(), pulled)].into(),
            ..Default::default()
        };
        let read = PushMessages::decode(&*all.encode_to_vec()).unwrap();
        let read = &read.msgs["si_a_b"];
        assert_eq!(
            read.msgs,
            vec![MsgData {
                is_read: true,
                ..message
            }]
        );
        assert!(read.is_end && read.end_seq == 7);
    }

    #[test]
    fn an_empty_stretch_has_its_value_in_the_map() {
        let all = ByConversation {
            msgs: [("a".to_owned(), Pulled::nothing())].into(),
            ..Default::default()
        };
        assert_eq!(
            all.encode_to_vec(),
            [0x0a, 7, 0x0a, 1, b'a', 0x12, 2, 0x18, 0],
            "an entry with its key, and a value with a field that is 0"
        );
    }
}
