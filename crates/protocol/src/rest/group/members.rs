//! Who is in a group, and as what.

use crate::pb::GroupMemberFullInfo;
use crate::rest::{Empty, Pagination};

object! {
    /// Fewer than 1,000 ids a call.
    pub struct InviteUserToGroupReq {
        pub group_id: String = "groupID",
        pub invited_user_ids: Vec<String> = "invitedUserIDs",
        pub reason: String = "reason",
        pub send_message: Option<bool> = "sendMessage",
    }

    /// Asks `/group/kick_group`.
    pub struct KickGroupReq {
        pub group_id: String = "groupID",
        pub kicked_user_ids: Vec<String> = "kickedUserIDs",
        pub reason: String = "reason",
        pub send_message: Option<bool> = "sendMessage",
    }

    /// The owner may not quit.
    pub struct QuitGroupReq {
        pub group_id: String = "groupID",
        pub user_id: String = "userID",
    }

    /// Asks `/group/mute_group_member`.
    pub struct MuteGroupMemberReq {
        pub group_id: String = "groupID",
        pub user_id: String = "userID",
        pub muted_seconds: u32 = "mutedSeconds",
    }

    /// Asks `/group/cancel_mute_group_member`.
    pub struct CancelMuteGroupMemberReq {
        pub group_id: String = "groupID",
        pub user_id: String = "userID",
    }

    /// Asks `/group/set_group_member_info`.
    pub struct SetGroupMemberInfoReq {
        pub members: Vec<MemberInfoUpdate> = "members",
    }

    /// What is `None` stays as it is.
    pub struct MemberInfoUpdate {
        pub group_id: String = "groupID",
        pub user_id: String = "userID",
        pub nickname: Option<String> = "nickname",
        pub face_url: Option<String> = "faceURL",
        pub role_level: Option<i32> = "roleLevel",
        pub ex: Option<String> = "ex",
    }

    /// Asks `/group/get_group_member_list`.
    pub struct GetGroupMemberListReq {
        pub group_id: String = "groupID",
        pub pagination: Pagination = "pagination",
        /// 0 all, 1 owner, 2 admins, 3 ordinary, 4 admins and ordinary, 5 owner and admins.
        pub filter: i32 = "filter",
        pub keyword: String = "keyword",
    }

    /// Answers `/group/get_group_member_list`.
    pub struct GetGroupMemberListResp {
        pub members: Vec<GroupMemberFullInfo> = "members",
        pub total: u32 = "total",
    }

    /// Asks `/group/get_group_member_user_id`.
    pub struct GetGroupMemberUserIdReq {
        pub group_id: String = "groupID",
    }

    /// Answers `/group/get_group_member_user_id`.
    pub struct GetGroupMemberUserIdResp {
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Asks `/group/get_group_members_info`.
    pub struct GetGroupMembersInfoReq {
        pub group_id: String = "groupID",
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Answers `/group/get_group_members_info`.
    pub struct GetGroupMembersInfoResp {
        pub members: Vec<GroupMemberFullInfo> = "members",
    }
}

call! {
    "/group/invite_user_to_group", InviteUserToGroupReq, Empty;
    "/group/kick_group", KickGroupReq, Empty;
    "/group/quit_group", QuitGroupReq, Empty;
    "/group/mute_group_member", MuteGroupMemberReq, Empty;
    "/group/cancel_mute_group_member", CancelMuteGroupMemberReq, Empty;
    "/group/set_group_member_info", SetGroupMemberInfoReq, Empty;
    "/group/get_group_member_list", GetGroupMemberListReq, GetGroupMemberListResp;
    "/group/get_group_member_user_id", GetGroupMemberUserIdReq, GetGroupMemberUserIdResp;
    "/group/get_group_members_info", GetGroupMembersInfoReq, GetGroupMembersInfoResp;
}
