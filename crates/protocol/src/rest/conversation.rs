//! Conversation rows: `/conversation/…`.

use super::{Empty, Pagination};
use crate::pb::{Conversation, ConversationReq};

object! {
    /// Asks `/conversation/get_all_conversations`.
    pub struct GetAllConversationsReq {
        pub owner_user_id: String = "ownerUserID",
    }

    /// Asks `/jssdk/get_conversations`.
    pub struct GetConversationsReq {
        pub owner_user_id: String = "ownerUserID",
        pub conversation_ids: Vec<String> = "conversationIDs",
    }

    /// Answers `/conversation/get_all_conversations` and `/conversation/get_conversations`.
    pub struct ConversationsResp {
        pub conversations: Vec<Conversation> = "conversations",
    }

    /// Asks `/conversation/get_conversation`.
    pub struct GetConversationReq {
        pub owner_user_id: String = "ownerUserID",
        pub conversation_id: String = "conversationID",
    }

    /// Answers `/conversation/get_conversation`.
    pub struct GetConversationResp {
        pub conversation: Option<Conversation> = "conversation",
    }

    /// Asks `/conversation/get_owner_conversation`.
    pub struct GetOwnerConversationReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/conversation/get_owner_conversation`.
    pub struct GetOwnerConversationResp {
        pub conversations: Vec<Conversation> = "conversations",
        pub total: i64 = "total",
    }

    /// Makes the row where it is missing.
    pub struct SetConversationsReq {
        pub user_ids: Vec<String> = "userIDs",
        pub conversation: ConversationReq = "conversation",
    }

    /// Asks `/conversation/get_not_notify_conversation_ids`.
    pub struct GetNotNotifyConversationIdsReq {
        pub user_id: String = "userID",
    }

    /// Asks `/conversation/get_pinned_conversation_ids`.
    pub struct GetPinnedConversationIdsReq {
        pub user_id: String = "userID",
    }

    /// Answers `/conversation/get_not_notify_conversation_ids` and `/conversation/get_pinned_conversation_ids`.
    pub struct ConversationIdsResp {
        pub conversation_ids: Vec<String> = "conversationIDs",
    }

    /// Asks `/conversation/get_sorted_conversation_list`.
    pub struct GetSortedConversationListReq {
        pub user_id: String = "userID",
        pub conversation_ids: Vec<String> = "conversationIDs",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/conversation/get_sorted_conversation_list`.
    pub struct GetSortedConversationListResp {
        pub conversation_total: i64 = "conversationTotal",
        pub unread_total: i64 = "unreadTotal",
        pub conversation_elems: Vec<ConversationElem> = "conversationElems",
    }

    /// A row of the sorted list.
    pub struct ConversationElem {
        pub conversation_id: String = "conversationID",
        pub recv_msg_opt: i32 = "recvMsgOpt",
        pub unread_count: i64 = "unreadCount",
        /// Its name begins with a capital on OpenIM's side too.
        pub is_pinned: bool = "IsPinned",
        pub msg_info: Option<MsgInfo> = "msgInfo",
    }

    /// The last message of a row of the sorted list.
    pub struct MsgInfo {
        pub server_msg_id: String = "serverMsgID",
        pub client_msg_id: String = "clientMsgID",
        pub session_type: i32 = "sessionType",
        pub send_id: String = "sendID",
        pub recv_id: String = "recvID",
        pub sender_name: String = "senderName",
        pub face_url: String = "faceURL",
        pub group_id: String = "groupID",
        pub group_name: String = "groupName",
        pub group_face_url: String = "groupFaceURL",
        pub group_type: i32 = "groupType",
        pub group_member_count: u32 = "groupMemberCount",
        /// Milliseconds since 1970, spelt so by OpenIM.
        pub latest_msg_recv_time: i64 = "LatestMsgRecvTime",
        pub msg_from: i32 = "msgFrom",
        pub content_type: i32 = "contentType",
        pub content: String = "content",
        pub ex: String = "ex",
    }

    /// Asks `/conversation/delete_conversations`.
    pub struct DeleteConversationsReq {
        pub owner_user_id: String = "ownerUserID",
        pub conversation_ids: Vec<String> = "conversationIDs",
        /// Milliseconds since 1970.
        pub need_delete_time: i64 = "needDeleteTime",
    }
}

call! {
    "/conversation/get_all_conversations", GetAllConversationsReq, ConversationsResp;
    "/conversation/get_conversations", GetConversationsReq, ConversationsResp;
    "/conversation/get_conversation", GetConversationReq, GetConversationResp;
    "/conversation/get_owner_conversation", GetOwnerConversationReq, GetOwnerConversationResp;
    "/conversation/set_conversations", SetConversationsReq, Empty;
    "/conversation/get_not_notify_conversation_ids", GetNotNotifyConversationIdsReq, ConversationIdsResp;
    "/conversation/get_pinned_conversation_ids", GetPinnedConversationIdsReq, ConversationIdsResp;
    "/conversation/get_sorted_conversation_list", GetSortedConversationListReq, GetSortedConversationListResp;
    "/conversation/delete_conversations", DeleteConversationsReq, Empty;
}
