//! Lists that are followed by version: the server names what changed since the version that the caller has, or says
//! that the whole list must be read again (`full`). `versionID` names the log and `version` counts in it.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};

use crate::pb::{BlackInfo, Conversation, FriendInfo, GroupInfo, GroupMemberFullInfo};

/// The most changes that are told one by one.
pub const MAX_CHANGES: usize = 200;

/// The most groups in one [`GetIncrementalGroupMembersBatchReq`].
pub const MAX_GROUPS: usize = 500;

object! {
    /// Asks `/friend/get_incremental_friends`.
    pub struct GetIncrementalFriendsReq {
        pub user_id: String = "userID",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/friend/get_incremental_friends`.
    pub struct GetIncrementalFriendsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// User ids.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<FriendInfo> = "insert",
        pub update: Vec<FriendInfo> = "update",
        /// Above 0 when the order changed: the list of ids is to be read again.
        pub sort_version: u64 = "sortVersion",
    }

    /// Asks `/friend/get_full_friend_user_ids`.
    pub struct GetFullFriendUserIdsReq {
        /// Of the list that the caller has; see [`id_hash`].
        pub id_hash: u64 = "idHash",
        pub user_id: String = "userID",
    }

    /// Answers `/friend/get_full_friend_user_ids` and `/group/get_full_group_member_user_ids`.
    pub struct FullUserIdsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        /// The caller's hash is right; the list is left out then.
        pub equal: bool = "equal",
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Asks `/friend/get_incremental_blacks`.
    pub struct GetIncrementalBlacksReq {
        pub user_id: String = "userID",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/friend/get_incremental_blacks`.
    pub struct GetIncrementalBlacksResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// User ids.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<BlackInfo> = "insert",
        pub update: Vec<BlackInfo> = "update",
        pub sort_version: u64 = "sortVersion",
    }

    /// Asks `/group/get_incremental_join_groups`.
    pub struct GetIncrementalJoinGroupsReq {
        pub user_id: String = "userID",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/group/get_incremental_join_groups`.
    pub struct GetIncrementalJoinGroupsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// Group ids.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<GroupInfo> = "insert",
        pub update: Vec<GroupInfo> = "update",
        pub sort_version: u64 = "sortVersion",
    }

    /// Asks `/group/get_full_join_group_ids`.
    pub struct GetFullJoinGroupIdsReq {
        pub id_hash: u64 = "idHash",
        pub user_id: String = "userID",
    }

    /// Answers `/group/get_full_join_group_ids`.
    pub struct FullGroupIdsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub equal: bool = "equal",
        pub group_ids: Vec<String> = "groupIDs",
    }

    /// Asks `/group/get_incremental_group_members`.
    pub struct GetIncrementalGroupMembersReq {
        pub group_id: String = "groupID",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/group/get_incremental_group_members`.
    pub struct GetIncrementalGroupMembersResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// User ids.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<GroupMemberFullInfo> = "insert",
        pub update: Vec<GroupMemberFullInfo> = "update",
        /// The group itself, when it changed.
        pub group: Option<GroupInfo> = "group",
        pub sort_version: u64 = "sortVersion",
    }

    /// Asks `/group/get_incremental_group_members_batch`.
    pub struct GetIncrementalGroupMembersBatchReq {
        pub user_id: String = "userID",
        pub req_list: Vec<GetIncrementalGroupMembersReq> = "reqList",
    }

    /// By group id.
    pub struct GetIncrementalGroupMembersBatchResp {
        pub resp_list: BTreeMap<String, GetIncrementalGroupMembersResp> = "respList",
    }

    /// Asks `/group/get_full_group_member_user_ids`.
    pub struct GetFullGroupMemberUserIdsReq {
        pub id_hash: u64 = "idHash",
        pub group_id: String = "groupID",
    }

    /// Asks `/conversation/get_incremental_conversations`.
    pub struct GetIncrementalConversationsReq {
        pub user_id: String = "userID",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/conversation/get_incremental_conversations`.
    pub struct GetIncrementalConversationsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// Conversation ids.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<Conversation> = "insert",
        pub update: Vec<Conversation> = "update",
    }

    /// Asks `/conversation/get_full_conversation_ids`.
    pub struct GetFullConversationIdsReq {
        pub id_hash: u64 = "idHash",
        pub user_id: String = "userID",
    }

    /// Answers `/conversation/get_full_conversation_ids`.
    pub struct FullConversationIdsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub equal: bool = "equal",
        pub conversation_ids: Vec<String> = "conversationIDs",
    }
}

call! {
    "/friend/get_incremental_friends", GetIncrementalFriendsReq, GetIncrementalFriendsResp;
    "/friend/get_full_friend_user_ids", GetFullFriendUserIdsReq, FullUserIdsResp;
    "/friend/get_incremental_blacks", GetIncrementalBlacksReq, GetIncrementalBlacksResp;
    "/group/get_incremental_join_groups", GetIncrementalJoinGroupsReq, GetIncrementalJoinGroupsResp;
    "/group/get_full_join_group_ids", GetFullJoinGroupIdsReq, FullGroupIdsResp;
    "/group/get_incremental_group_members", GetIncrementalGroupMembersReq, GetIncrementalGroupMembersResp;
    "/group/get_incremental_group_members_batch", GetIncrementalGroupMembersBatchReq,
        GetIncrementalGroupMembersBatchResp;
    "/group/get_full_group_member_user_ids", GetFullGroupMemberUserIdsReq, FullUserIdsResp;
    "/conversation/get_incremental_conversations", GetIncrementalConversationsReq, GetIncrementalConversationsResp;
    "/conversation/get_full_conversation_ids", GetFullConversationIdsReq, FullConversationIdsResp;
}

/// The `idHash` of a list: the first 8 bytes, big-endian, of the MD5 of the ids as Go writes them in a JSON array, in
/// list order; 0 for an empty list.
#[must_use]
pub fn id_hash(ids: &[String]) -> u64 {
    if ids.is_empty() {
        return 0;
    }
    // A list of texts always becomes JSON. Go escapes what HTML and JavaScript might trip over; all of it can only
    // stand inside the texts.
    let json = serde_json::to_string(ids)
        .unwrap_or_default()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    let digest: [u8; 16] = Md5::digest(json.as_bytes()).into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
