//! Notices about conversations, mostly to the own other devices.

object! {
    /// 1300: settings of these conversations changed.
    pub struct ConversationUpdateTips {
        pub user_id: String = "userID",
        pub conversation_id_list: Vec<String> = "conversationIDList",
    }

    /// 1701: burning after reading was switched.
    pub struct ConversationSetPrivateTips {
        pub recv_id: String = "recvID",
        pub send_id: String = "sendID",
        pub is_private: bool = "isPrivate",
        pub conversation_id: String = "conversationID",
    }

    /// 1702: the person has read up to here.
    pub struct UnreadTips {
        pub user_id: String = "userID",
        pub conversation_id: String = "conversationID",
        pub has_read_seq: i64 = "hasReadSeq",
        /// Milliseconds since 1970.
        pub unread_count_time: i64 = "unreadCountTime",
    }

    /// 1703: these were emptied. 1704: these were deleted.
    pub struct ClearConversationTips {
        pub user_id: String = "userID",
        pub conversation_ids: Vec<String> = "conversationIDs",
    }
}
