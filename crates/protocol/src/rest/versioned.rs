//! Lists that are followed by version: the server names what changed since the version that the caller has, or says
//! that the whole list must be read again (`full`). `versionID` names the log and `version` counts in it.

use std::collections::BTreeMap;

use md5::{Digest as _, Md5};

use super::user::UserCommand;
use crate::pb::{BlackInfo, Conversation, FriendInfo, GroupInfo, GroupMemberFullInfo};

/// The most changes that are told one by one.
pub const MAX_CHANGES: usize = 200;

/// The most groups in one [`GetIncrementalGroupMembersBatchReq`].
pub const MAX_GROUPS: usize = 500;

/// How far somebody knows a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Of the log; empty: nothing is known.
    pub version_id: String,
    pub version: u64,
}

/// What every answer about a list says, whatever stands in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Followed<T> {
    pub version_id: String,
    pub version: u64,
    /// The whole list is to be read again.
    pub full: bool,
    pub deleted: Vec<String>,
    pub inserted: Vec<T>,
    pub updated: Vec<T>,
    /// Above 0 when the order changed.
    pub sorted: u64,
}

impl<T> Default for Followed<T> {
    fn default() -> Self {
        Self {
            version_id: String::new(),
            version: 0,
            full: false,
            deleted: Vec::new(),
            inserted: Vec::new(),
            updated: Vec::new(),
            sorted: 0,
        }
    }
}

impl<T> Followed<T> {
    /// How far the list is known with this.
    #[must_use]
    pub fn known(&self) -> Known {
        Known {
            version_id: self.version_id.clone(),
            version: self.version,
        }
    }
}

/// The ids of a list in its order, unless the asker has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ids {
    pub version_id: String,
    pub version: u64,
    pub equal: bool,
    pub ids: Vec<String>,
}

/// The answers of the wire say the same under their own names.
macro_rules! answers {
    ($($answer:ident: $row:ty $(, $sorted:ident)?;)*) => {$(
        #[allow(clippy::needless_update, reason = "one of them says more")]
        impl From<Followed<$row>> for $answer {
            fn from(followed: Followed<$row>) -> Self {
                Self {
                    version_id: followed.version_id,
                    version: followed.version,
                    full: followed.full,
                    delete: followed.deleted,
                    insert: followed.inserted,
                    update: followed.updated,
                    $($sorted: followed.sorted,)?
                    ..Self::default()
                }
            }
        }

        #[allow(clippy::needless_update, reason = "one of them says less")]
        impl From<$answer> for Followed<$row> {
            fn from(answer: $answer) -> Self {
                Self {
                    version_id: answer.version_id,
                    version: answer.version,
                    full: answer.full,
                    deleted: answer.delete,
                    inserted: answer.insert,
                    updated: answer.update,
                    $(sorted: answer.$sorted,)?
                    ..Self::default()
                }
            }
        }
    )*};
}

macro_rules! ids {
    ($($answer:ident, $ids:ident;)*) => {$(
        impl From<Ids> for $answer {
            fn from(ids: Ids) -> Self {
                Self {
                    version_id: ids.version_id,
                    version: ids.version,
                    equal: ids.equal,
                    $ids: ids.ids,
                }
            }
        }
    )*};
}

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

    /// Asks `/ext/user/get_incremental_commands`, which OpenIM does not have:
    /// [`KEPT_VERSIONS`](super::ext::feature::KEPT_VERSIONS).
    pub struct GetIncrementalCommandsReq {
        pub user_id: String = "userID",
        pub kind: i32 = "type",
        pub version_id: String = "versionID",
        pub version: u64 = "version",
    }

    /// Answers `/ext/user/get_incremental_commands`.
    pub struct GetIncrementalCommandsResp {
        pub version: u64 = "version",
        pub version_id: String = "versionID",
        pub full: bool = "full",
        /// What each is called among those of its type.
        pub delete: Vec<String> = "delete",
        pub insert: Vec<UserCommand> = "insert",
        pub update: Vec<UserCommand> = "update",
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
    "/ext/user/get_incremental_commands", GetIncrementalCommandsReq, GetIncrementalCommandsResp;
    "/conversation/get_full_conversation_ids", GetFullConversationIdsReq, FullConversationIdsResp;
}

answers! {
    GetIncrementalFriendsResp: FriendInfo, sort_version;
    GetIncrementalBlacksResp: BlackInfo, sort_version;
    GetIncrementalJoinGroupsResp: GroupInfo, sort_version;
    GetIncrementalGroupMembersResp: GroupMemberFullInfo, sort_version;
    GetIncrementalConversationsResp: Conversation;
    GetIncrementalCommandsResp: UserCommand;
}

ids! {
    FullUserIdsResp, user_ids;
    FullGroupIdsResp, group_ids;
    FullConversationIdsResp, conversation_ids;
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
