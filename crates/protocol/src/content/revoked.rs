//! What stands in the place of a message that was taken back (content type 2101 in history).

object! {
    /// Who took which message back, and when.
    pub struct MessageRevokedContent {
        pub revoker_id: String = "revokerID",
        pub revoker_role: i32 = "revokerRole",
        pub client_msg_id: String = "clientMsgID",
        pub revoker_nickname: String = "revokerNickname",
        /// Milliseconds since 1970.
        pub revoke_time: i64 = "revokeTime",
        /// Milliseconds since 1970.
        pub source_message_send_time: i64 = "sourceMessageSendTime",
        pub source_message_send_id: String = "sourceMessageSendID",
        pub source_message_sender_nickname: String = "sourceMessageSenderNickname",
        pub session_type: i32 = "sessionType",
        pub seq: i64 = "seq",
        pub ex: String = "ex",
        pub is_admin_revoke: bool = "isAdminRevoke",
    }
}
