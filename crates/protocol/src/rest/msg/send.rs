//! Sending as anyone, for administrators. Here `content` is the object itself, not base64.

use crate::pb::OfflinePushInfo;

object! {
    /// Asks `/msg/send_msg`.
    pub struct SendMsgReq {
        pub send_id: String = "sendID",
        pub recv_id: String = "recvID",
        pub group_id: String = "groupID",
        pub sender_nickname: String = "senderNickname",
        pub sender_face_url: String = "senderFaceURL",
        pub sender_platform_id: i32 = "senderPlatformID",
        /// An object by content type.
        pub content: serde_json::Value = "content",
        pub content_type: i32 = "contentType",
        pub session_type: i32 = "sessionType",
        pub is_online_only: bool = "isOnlineOnly",
        pub not_offline_push: bool = "notOfflinePush",
        /// Milliseconds since 1970; 0 lets the server stamp it.
        pub send_time: i64 = "sendTime",
        pub offline_push_info: Option<OfflinePushInfo> = "offlinePushInfo",
        pub ex: String = "ex",
    }

    /// One message to many.
    pub struct BatchSendMsgReq {
        pub send_id: String = "sendID",
        pub recv_ids: Vec<String> = "recvIDs",
        pub is_send_all: bool = "isSendAll",
        pub group_id: String = "groupID",
        pub sender_nickname: String = "senderNickname",
        pub sender_face_url: String = "senderFaceURL",
        pub sender_platform_id: i32 = "senderPlatformID",
        /// An object by content type.
        pub content: serde_json::Value = "content",
        pub content_type: i32 = "contentType",
        pub session_type: i32 = "sessionType",
        pub is_online_only: bool = "isOnlineOnly",
        pub not_offline_push: bool = "notOfflinePush",
        /// Milliseconds since 1970; 0 lets the server stamp it.
        pub send_time: i64 = "sendTime",
        pub offline_push_info: Option<OfflinePushInfo> = "offlinePushInfo",
        pub ex: String = "ex",
    }

    /// Answers `/msg/batch_send_msg`.
    pub struct BatchSendMsgResp {
        pub results: Vec<SendResult> = "results",
        pub failed_user_ids: Vec<String> = "failedUserIDs",
    }

    /// One message that was sent.
    pub struct SendResult {
        pub server_msg_id: String = "serverMsgID",
        pub client_msg_id: String = "clientMsgID",
        /// Milliseconds since 1970.
        pub send_time: i64 = "sendTime",
        pub recv_id: String = "recvID",
    }
}
