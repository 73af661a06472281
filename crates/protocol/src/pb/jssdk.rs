//! The two calls of `/jssdk`, which OpenIM's pure JavaScript SDK sends as protobuf and others as JSON.

use super::conversation::Conversation;
use super::friend::FriendInfoOnly;
use super::group::GroupInfo;
use super::message::MsgData;
use super::user::UserInfo;

message! {
    /// A conversation with all that a list row shows.
    pub struct ConversationMsg {
        #[prost(message, optional, tag = "1")]
        pub conversation: Option<Conversation> = "conversation",
        #[prost(message, optional, tag = "2")]
        pub last_msg: Option<MsgData> = "lastMsg",
        #[prost(message, optional, tag = "3")]
        pub user: Option<UserInfo> = "user",
        #[prost(message, optional, tag = "4")]
        pub friend: Option<FriendInfoOnly> = "friend",
        #[prost(message, optional, tag = "5")]
        pub group: Option<GroupInfo> = "group",
        #[prost(int64, tag = "6")]
        pub max_seq: i64 = "maxSeq",
        #[prost(int64, tag = "7")]
        pub read_seq: i64 = "readSeq",
    }

    /// Asks for the conversations in which something happened last.
    pub struct GetActiveConversationsReq {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        #[prost(int64, tag = "2")]
        pub count: i64 = "count",
    }

    /// The unread count over all of them, and the conversations.
    pub struct GetActiveConversationsResp {
        #[prost(int64, tag = "1")]
        pub unread_count: i64 = "unreadCount",
        #[prost(message, repeated, tag = "2")]
        pub conversations: Vec<ConversationMsg> = "conversations",
    }

    /// Asks for these conversations.
    pub struct GetConversationsReq {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        #[prost(string, repeated, tag = "2")]
        pub conversation_ids: Vec<String> = "conversationIDs",
    }

    /// The unread count over all of them, and the conversations.
    pub struct GetConversationsResp {
        #[prost(int64, tag = "1")]
        pub unread_count: i64 = "unreadCount",
        #[prost(message, repeated, tag = "2")]
        pub conversations: Vec<ConversationMsg> = "conversations",
    }
}
