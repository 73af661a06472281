//! Messages: `/msg/…`. Pulling and asking for seqs have the same bodies as on the socket.

mod send;

pub use send::{BatchSendMsgReq, BatchSendMsgResp, SendMsgReq, SendResult};

use super::{Empty, Pagination};
use crate::pb::{
    GetConversationsHasReadAndMaxSeqReq, GetConversationsHasReadAndMaxSeqResp, GetMaxSeqReq, GetMaxSeqResp,
    PullMessageBySeqsReq, PullMessageBySeqsResp, SendMsgResp,
};

object! {
    /// Asks `/msg/mark_conversation_as_read`.
    pub struct MarkConversationAsReadReq {
        pub conversation_id: String = "conversationID",
        pub user_id: String = "userID",
        /// From 1.
        pub has_read_seq: i64 = "hasReadSeq",
        /// The other's messages in a single chat that were read.
        pub seqs: Vec<i64> = "seqs",
    }

    /// Asks `/msg/mark_msgs_as_read`.
    pub struct MarkMsgsAsReadReq {
        pub conversation_id: String = "conversationID",
        pub user_id: String = "userID",
        pub seqs: Vec<i64> = "seqs",
    }

    /// Asks `/msg/set_conversation_has_read_seq`.
    pub struct SetConversationHasReadSeqReq {
        pub conversation_id: String = "conversationID",
        pub user_id: String = "userID",
        pub has_read_seq: i64 = "hasReadSeq",
        pub no_notification: bool = "noNotification",
    }

    /// Asks `/msg/revoke_msg`.
    pub struct RevokeMsgReq {
        pub conversation_id: String = "conversationID",
        pub seq: i64 = "seq",
        pub user_id: String = "userID",
    }

    /// Whose other copies go too. The names begin with a capital on OpenIM's side too.
    pub struct DeleteSyncOpt {
        pub is_sync_self: bool = "IsSyncSelf",
        pub is_sync_other: bool = "IsSyncOther",
    }

    /// Asks `/msg/delete_msgs`.
    pub struct DeleteMsgsReq {
        pub conversation_id: String = "conversationID",
        pub seqs: Vec<i64> = "seqs",
        pub user_id: String = "userID",
        pub delete_sync_opt: Option<DeleteSyncOpt> = "deleteSyncOpt",
    }

    /// Asks `/msg/clear_conversation_msg`.
    pub struct ClearConversationMsgReq {
        pub conversation_ids: Vec<String> = "conversationIDs",
        pub user_id: String = "userID",
        pub delete_sync_opt: Option<DeleteSyncOpt> = "deleteSyncOpt",
    }

    /// Asks `/msg/user_clear_all_msg`.
    pub struct UserClearAllMsgReq {
        pub user_id: String = "userID",
        pub delete_sync_opt: Option<DeleteSyncOpt> = "deleteSyncOpt",
    }

    /// Asks `/msg/get_server_time`.
    pub struct GetServerTimeReq {}

    /// Answers `/msg/get_server_time`.
    pub struct GetServerTimeResp {
        /// Milliseconds since 1970.
        pub server_time: i64 = "serverTime",
    }

    /// The administrator's list of messages; no search by words.
    pub struct SearchMsgReq {
        pub send_id: String = "sendID",
        pub recv_id: String = "recvID",
        pub content_type: i32 = "contentType",
        /// A day, `YYYY-MM-DD`.
        pub send_time: String = "sendTime",
        pub session_type: i32 = "sessionType",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/msg/search_msg`.
    pub struct SearchMsgResp {
        /// Left raw: its rows are for OpenIM's console.
        pub chat_logs: Vec<serde_json::Value> = "chatLogs",
        pub chat_logs_num: i32 = "chatLogsNum",
    }
}

call! {
    "/msg/newest_seq", GetMaxSeqReq, GetMaxSeqResp;
    "/msg/get_conversations_has_read_and_max_seq", GetConversationsHasReadAndMaxSeqReq,
        GetConversationsHasReadAndMaxSeqResp;
    "/msg/pull_msg_by_seq", PullMessageBySeqsReq, PullMessageBySeqsResp;
    "/msg/mark_conversation_as_read", MarkConversationAsReadReq, Empty;
    "/msg/mark_msgs_as_read", MarkMsgsAsReadReq, Empty;
    "/msg/set_conversation_has_read_seq", SetConversationHasReadSeqReq, Empty;
    "/msg/revoke_msg", RevokeMsgReq, Empty;
    "/msg/delete_msgs", DeleteMsgsReq, Empty;
    "/msg/clear_conversation_msg", ClearConversationMsgReq, Empty;
    "/msg/user_clear_all_msg", UserClearAllMsgReq, Empty;
    "/msg/get_server_time", GetServerTimeReq, GetServerTimeResp;
    "/msg/search_msg", SearchMsgReq, SearchMsgResp;
    "/msg/send_msg", SendMsgReq, SendMsgResp;
    "/msg/batch_send_msg", BatchSendMsgReq, BatchSendMsgResp;
}
