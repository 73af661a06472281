//! Notices about messages.

object! {
    /// 2101: a message was taken back.
    pub struct RevokeMsgTips {
        pub revoker_user_id: String = "revokerUserID",
        pub client_msg_id: String = "clientMsgID",
        /// Milliseconds since 1970.
        pub revoke_time: i64 = "revokeTime",
        /// Spelt so by OpenIM.
        pub session_type: i32 = "sesstionType",
        pub seq: i64 = "seq",
        pub conversation_id: String = "conversationID",
        pub is_admin_revoke: bool = "isAdminRevoke",
    }

    /// 2102.
    pub struct DeleteMsgsTips {
        pub user_id: String = "userID",
        pub conversation_id: String = "conversationID",
        pub seqs: Vec<i64> = "seqs",
    }

    /// 2200: the person has read these, and everything up to `has_read_seq`.
    pub struct MarkAsReadTips {
        pub mark_as_read_user_id: String = "markAsReadUserID",
        pub conversation_id: String = "conversationID",
        pub seqs: Vec<i64> = "seqs",
        pub has_read_seq: i64 = "hasReadSeq",
    }

    /// 2001: free words of an App Server.
    pub struct BusinessTips {
        pub key: String = "key",
        pub data: String = "data",
    }
}
