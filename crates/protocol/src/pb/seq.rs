//! Seqs: asking how far conversations have come, and pulling what lies between.

use std::collections::BTreeMap;

use super::message::PullMsgs;
use crate::lenient::is_zero;

/// `order` of a pull: oldest first.
pub const ORDER_ASCENDING: i32 = 0;
/// `order` of a pull: newest first.
pub const ORDER_DESCENDING: i32 = 1;

message! {
    /// Asks for the newest seq of every conversation of a user.
    pub struct GetMaxSeqReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
    }

    /// Newest seqs by conversation id, `n_` conversations included; those without a message are left out.
    pub struct GetMaxSeqResp {
        #[prost(btree_map = "string, int64", tag = "1")]
        pub max_seqs: BTreeMap<String, i64> = "maxSeqs",
        /// Never filled by OpenIM's server.
        #[prost(btree_map = "string, int64", tag = "2")]
        pub min_seqs: BTreeMap<String, i64> = "minSeqs",
    }

    /// Seqs from `begin` to `end`, both included; the last `num` of them.
    pub struct SeqRange {
        #[prost(string, tag = "1")]
        pub conversation_id: String = "conversationID",
        #[prost(int64, tag = "2")]
        pub begin: i64 = "begin",
        #[prost(int64, tag = "3")]
        pub end: i64 = "end",
        #[prost(int64, tag = "4")]
        pub num: i64 = "num",
    }

    /// Asks for messages by ranges of seqs.
    pub struct PullMessageBySeqsReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(message, repeated, tag = "2")]
        pub seq_ranges: Vec<SeqRange> = "seqRanges",
        #[prost(int32, tag = "3")]
        pub order: i32 = "order",
    }

    /// Messages by conversation id, chats and `n_` conversations apart.
    pub struct PullMessageBySeqsResp {
        #[prost(btree_map = "string, message", tag = "1")]
        pub msgs: BTreeMap<String, PullMsgs> = "msgs",
        #[prost(btree_map = "string, message", tag = "2")]
        pub notification_msgs: BTreeMap<String, PullMsgs> = "notificationMsgs",
    }

    /// Its numbers begin at 2: so does OpenIM's file.
    pub struct ConversationSeqs {
        #[prost(string, tag = "2")]
        pub conversation_id: String = "conversationID",
        #[prost(int64, repeated, tag = "3")]
        pub seqs: Vec<i64> = "seqs",
    }

    /// Asks for messages by lists of seqs.
    pub struct GetSeqMessageReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(message, repeated, tag = "2")]
        pub conversations: Vec<ConversationSeqs> = "conversations",
        #[prost(int32, tag = "3")]
        pub order: i32 = "order",
    }

    /// Messages by conversation id, chats and `n_` conversations apart.
    pub struct GetSeqMessageResp {
        #[prost(btree_map = "string, message", tag = "1")]
        pub msgs: BTreeMap<String, PullMsgs> = "msgs",
        #[prost(btree_map = "string, message", tag = "2")]
        pub notification_msgs: BTreeMap<String, PullMsgs> = "notificationMsgs",
    }

    /// Asks how far conversations have come and how far the user has read.
    pub struct GetConversationsHasReadAndMaxSeqReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        /// Empty asks for all.
        #[prost(string, repeated, tag = "2")]
        pub conversation_ids: Vec<String> = "conversationIDs",
        #[prost(bool, tag = "3")]
        pub return_pinned: bool = "returnPinned",
    }

    /// [`Seqs`] by conversation id.
    pub struct GetConversationsHasReadAndMaxSeqResp {
        #[prost(btree_map = "string, message", tag = "1")]
        pub seqs: BTreeMap<String, Seqs> = "seqs",
        #[prost(string, repeated, tag = "2")]
        pub pinned_conversation_ids: Vec<String> = "pinnedConversationIDs",
    }

    /// How far a conversation has come and how far its reader has.
    pub struct Seqs {
        #[prost(int64, tag = "1")]
        pub max_seq: i64 = "maxSeq",
        /// From a Selkie server: `max_seq` minus the unread count, so that the difference that OpenIM's clients take
        /// comes out right; the true one is `read_seq`.
        #[prost(int64, tag = "2")]
        pub has_read_seq: i64 = "hasReadSeq",
        /// Milliseconds since 1970 of the message at `max_seq`.
        #[prost(int64, tag = "3")]
        pub max_seq_time: i64 = "maxSeqTime",
        /// Selkie: the running count ([`MsgData::count`](super::MsgData::count)) at `max_seq`. Unread is `count` less
        /// `read_count`.
        #[prost(int64, tag = "100")]
        #[serde(skip_serializing_if = "is_zero")]
        pub count: i64 = "count",
        /// Selkie: the running count at `read_seq`.
        #[prost(int64, tag = "101")]
        #[serde(skip_serializing_if = "is_zero")]
        pub read_count: i64 = "readCount",
        /// Selkie: the seq up to which the asking person has read.
        #[prost(int64, tag = "102")]
        #[serde(skip_serializing_if = "is_zero")]
        pub read_seq: i64 = "readSeq",
        /// Selkie: the seq up to which the other one of a single conversation has read.
        #[prost(int64, tag = "103")]
        #[serde(skip_serializing_if = "is_zero")]
        pub peer_read_seq: i64 = "peerReadSeq",
    }
}
