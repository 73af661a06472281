//! A message and what carries messages.

use std::collections::BTreeMap;

use crate::lenient::{base64_bytes, is_zero, nullable};

/// One message, as it is sent, pushed and pulled. In JSON `content` is base64.
#[derive(Clone, PartialEq, prost::Message, serde::Serialize, serde::Deserialize)]
#[serde(default, remote = "Self")]
pub struct MsgData {
    #[prost(string, tag = "1")]
    #[serde(rename = "sendID", deserialize_with = "nullable")]
    pub send_id: String,
    /// The other person; empty in a group.
    #[prost(string, tag = "2")]
    #[serde(rename = "recvID", deserialize_with = "nullable")]
    pub recv_id: String,
    #[prost(string, tag = "3")]
    #[serde(rename = "groupID", deserialize_with = "nullable")]
    pub group_id: String,
    /// Made by the sender, the same on every resend.
    #[prost(string, tag = "4")]
    #[serde(rename = "clientMsgID", deserialize_with = "nullable")]
    pub client_msg_id: String,
    #[prost(string, tag = "5")]
    #[serde(rename = "serverMsgID", deserialize_with = "nullable")]
    pub server_msg_id: String,
    #[prost(int32, tag = "6")]
    #[serde(rename = "senderPlatformID", deserialize_with = "nullable")]
    pub sender_platform_id: i32,
    #[prost(string, tag = "7")]
    #[serde(rename = "senderNickname", deserialize_with = "nullable")]
    pub sender_nickname: String,
    #[prost(string, tag = "8")]
    #[serde(rename = "senderFaceURL", deserialize_with = "nullable")]
    pub sender_face_url: String,
    /// See [`content::session`](crate::content::session).
    #[prost(int32, tag = "9")]
    #[serde(rename = "sessionType", deserialize_with = "nullable")]
    pub session_type: i32,
    /// See [`content::from`](crate::content::from).
    #[prost(int32, tag = "10")]
    #[serde(rename = "msgFrom", deserialize_with = "nullable")]
    pub msg_from: i32,
    #[prost(int32, tag = "11")]
    #[serde(rename = "contentType", deserialize_with = "nullable")]
    pub content_type: i32,
    /// UTF-8 JSON by content type.
    #[prost(bytes = "vec", tag = "12")]
    #[serde(rename = "content", with = "base64_bytes")]
    pub content: Vec<u8>,
    /// Position in the conversation from 1; 0 for what is not stored.
    #[prost(int64, tag = "14")]
    #[serde(rename = "seq", deserialize_with = "nullable")]
    pub seq: i64,
    /// Milliseconds since 1970, by the server.
    #[prost(int64, tag = "15")]
    #[serde(rename = "sendTime", deserialize_with = "nullable")]
    pub send_time: i64,
    /// Milliseconds since 1970, by the sender's clock.
    #[prost(int64, tag = "16")]
    #[serde(rename = "createTime", deserialize_with = "nullable")]
    pub create_time: i64,
    /// See [`content::status`](crate::content::status).
    #[prost(int32, tag = "17")]
    #[serde(rename = "status", deserialize_with = "nullable")]
    pub status: i32,
    #[prost(bool, tag = "18")]
    #[serde(rename = "isRead", deserialize_with = "nullable")]
    pub is_read: bool,
    /// An absent key means true; see [`options`](crate::options).
    #[prost(btree_map = "string, bool", tag = "19")]
    #[serde(rename = "options", deserialize_with = "nullable")]
    pub options: BTreeMap<String, bool>,
    #[prost(message, optional, tag = "20")]
    #[serde(rename = "offlinePushInfo", deserialize_with = "nullable")]
    pub offline_push_info: Option<OfflinePushInfo>,
    #[prost(string, repeated, tag = "21")]
    #[serde(rename = "atUserIDList", deserialize_with = "nullable")]
    pub at_user_id_list: Vec<String>,
    /// JSON, or the word `null`; kept as received.
    #[prost(string, tag = "22")]
    #[serde(rename = "attachedInfo", deserialize_with = "nullable")]
    pub attached_info: String,
    /// Free; kept as received.
    #[prost(string, tag = "23")]
    #[serde(rename = "ex", deserialize_with = "nullable")]
    pub ex: String,
    /// Selkie: how many messages of the conversation count as unread for those who have not read them, up to and
    /// including this one. Zero from a plain OpenIM.
    #[prost(int64, tag = "100")]
    #[serde(rename = "count", deserialize_with = "nullable", skip_serializing_if = "is_zero")]
    pub count: i64,
}

json_object!(MsgData);

message! {
    /// What a device that is offline is told through its maker's push.
    pub struct OfflinePushInfo {
        #[prost(string, tag = "1")]
        pub title: String = "title",
        #[prost(string, tag = "2")]
        pub desc: String = "desc",
        #[prost(string, tag = "3")]
        pub ex: String = "ex",
        #[prost(string, tag = "4")]
        pub ios_push_sound: String = "iOSPushSound",
        #[prost(bool, tag = "5")]
        pub ios_badge_count: bool = "iOSBadgeCount",
        #[prost(string, tag = "6")]
        pub signal_info: String = "signalInfo",
    }

    /// Messages of one conversation. The JSON name begins with a capital on OpenIM's side too.
    pub struct PullMsgs {
        #[prost(message, repeated, tag = "1")]
        pub msgs: Vec<MsgData> = "Msgs",
        #[prost(bool, tag = "2")]
        pub is_end: bool = "isEnd",
        #[prost(int64, tag = "3")]
        pub end_seq: i64 = "endSeq",
    }

    /// A push: messages by conversation id, chats and `n_` conversations apart.
    pub struct PushMessages {
        #[prost(btree_map = "string, message", tag = "1")]
        pub msgs: BTreeMap<String, PullMsgs> = "msgs",
        #[prost(btree_map = "string, message", tag = "2")]
        pub notification_msgs: BTreeMap<String, PullMsgs> = "notificationMsgs",
    }

    /// The answer to a sent message. It has no seq: the sender learns that from the push to its own devices.
    pub struct SendMsgResp {
        #[prost(string, tag = "1")]
        pub server_msg_id: String = "serverMsgID",
        #[prost(string, tag = "2")]
        pub client_msg_id: String = "clientMsgID",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "3")]
        pub send_time: i64 = "sendTime",
        /// Only when a webhook changed the message.
        #[prost(message, optional, tag = "4")]
        pub modify: Option<MsgData> = "modify",
    }

    /// Asks for the last messages worth showing of these conversations.
    pub struct GetLastMessageReq {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(string, repeated, tag = "2")]
        pub conversation_ids: Vec<String> = "conversationIDs",
    }

    /// The last message by conversation id that is neither deleted nor revoked.
    pub struct GetLastMessageResp {
        #[prost(btree_map = "string, message", tag = "1")]
        pub msgs: BTreeMap<String, MsgData> = "msgs",
    }
}
