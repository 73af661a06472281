//! A person's row for a conversation. Name, picture, unread count and last message are not in it: clients derive them.

message! {
    /// The settings that a person has for a conversation.
    pub struct Conversation {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        #[prost(string, tag = "2")]
        pub conversation_id: String = "conversationID",
        /// 0 everything, 1 nothing, 2 without being told.
        #[prost(int32, tag = "3")]
        pub recv_msg_opt: i32 = "recvMsgOpt",
        /// A session type; see [`content::session`](crate::content::session).
        #[prost(int32, tag = "4")]
        pub conversation_type: i32 = "conversationType",
        #[prost(string, tag = "5")]
        pub user_id: String = "userID",
        #[prost(string, tag = "6")]
        pub group_id: String = "groupID",
        #[prost(bool, tag = "7")]
        pub is_pinned: bool = "isPinned",
        #[prost(string, tag = "8")]
        pub attached_info: String = "attachedInfo",
        #[prost(bool, tag = "9")]
        pub is_private_chat: bool = "isPrivateChat",
        /// 0 none, 1 me, 2 all, 3 all and me, 4 announcement.
        #[prost(int32, tag = "10")]
        pub group_at_type: i32 = "groupAtType",
        /// Free JSON; what Selkie adds stands under its key `selkie`.
        #[prost(string, tag = "11")]
        pub ex: String = "ex",
        /// Seconds.
        #[prost(int32, tag = "12")]
        pub burn_duration: i32 = "burnDuration",
        /// The first seq that the owner may see; 0 for no limit.
        #[prost(int64, tag = "13")]
        pub min_seq: i64 = "minSeq",
        /// The last seq that the owner may see; 0 for no limit.
        #[prost(int64, tag = "14")]
        pub max_seq: i64 = "maxSeq",
        /// Seconds.
        #[prost(int64, tag = "15")]
        pub msg_destruct_time: i64 = "msgDestructTime",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "16")]
        pub latest_msg_destruct_time: i64 = "latestMsgDestructTime",
        #[prost(bool, tag = "17")]
        pub is_msg_destruct: bool = "isMsgDestruct",
    }

    /// Settings to change; what is `None` stays as it is.
    pub struct ConversationReq {
        #[prost(string, tag = "1")]
        pub conversation_id: String = "conversationID",
        #[prost(int32, tag = "2")]
        pub conversation_type: i32 = "conversationType",
        #[prost(string, tag = "3")]
        pub user_id: String = "userID",
        #[prost(string, tag = "4")]
        pub group_id: String = "groupID",
        #[prost(message, optional, tag = "5")]
        pub recv_msg_opt: Option<i32> = "recvMsgOpt",
        #[prost(message, optional, tag = "6")]
        pub is_pinned: Option<bool> = "isPinned",
        #[prost(message, optional, tag = "7")]
        pub attached_info: Option<String> = "attachedInfo",
        #[prost(message, optional, tag = "8")]
        pub is_private_chat: Option<bool> = "isPrivateChat",
        #[prost(message, optional, tag = "9")]
        pub ex: Option<String> = "ex",
        #[prost(message, optional, tag = "10")]
        pub burn_duration: Option<i32> = "burnDuration",
        #[prost(message, optional, tag = "11")]
        pub min_seq: Option<i64> = "minSeq",
        #[prost(message, optional, tag = "12")]
        pub max_seq: Option<i64> = "maxSeq",
        #[prost(message, optional, tag = "13")]
        pub group_at_type: Option<i32> = "groupAtType",
        #[prost(message, optional, tag = "14")]
        pub msg_destruct_time: Option<i64> = "msgDestructTime",
        #[prost(message, optional, tag = "15")]
        pub is_msg_destruct: Option<bool> = "isMsgDestruct",
    }
}
