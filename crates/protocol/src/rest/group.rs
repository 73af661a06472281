//! Groups: `/group/…`.

mod members;
mod requests;

pub use members::{
    CancelMuteGroupMemberReq, GetGroupMemberListReq, GetGroupMemberListResp, GetGroupMemberUserIdReq,
    GetGroupMemberUserIdResp, GetGroupMembersInfoReq, GetGroupMembersInfoResp, InviteUserToGroupReq, KickGroupReq,
    MemberInfoUpdate, MuteGroupMemberReq, QuitGroupReq, SetGroupMemberInfoReq,
};
pub use requests::{
    GetGroupApplicationUnhandledCountReq, GetGroupApplicationUnhandledCountResp, GetGroupUsersReqApplicationListReq,
    GetRecvGroupApplicationListReq, GetSpecifiedUserGroupRequestInfoReq, GetUserReqGroupApplicationListReq,
    GroupApplicationResponseReq, GroupRequestsResp, JoinGroupReq,
};

use super::{Empty, Pagination};
use crate::pb::GroupInfo;

object! {
    /// Fewer than 1,000 members a call, no id twice, all of them users.
    pub struct CreateGroupReq {
        pub member_user_ids: Vec<String> = "memberUserIDs",
        pub admin_user_ids: Vec<String> = "adminUserIDs",
        pub owner_user_id: String = "ownerUserID",
        /// An empty `groupID` lets the server choose one.
        pub group_info: GroupInfo = "groupInfo",
        pub send_message: Option<bool> = "sendMessage",
    }

    /// Answers `/group/create_group`.
    pub struct CreateGroupResp {
        pub group_info: GroupInfo = "groupInfo",
    }

    /// Asks `/group/dismiss_group`.
    pub struct DismissGroupReq {
        pub group_id: String = "groupID",
        pub delete_member: bool = "deleteMember",
        pub send_message: Option<bool> = "sendMessage",
    }

    /// Asks `/group/transfer_group`.
    pub struct TransferGroupReq {
        pub group_id: String = "groupID",
        pub old_owner_user_id: String = "oldOwnerUserID",
        pub new_owner_user_id: String = "newOwnerUserID",
    }

    /// Asks `/group/mute_group`.
    pub struct MuteGroupReq {
        pub group_id: String = "groupID",
    }

    /// Asks `/group/cancel_mute_group`.
    pub struct CancelMuteGroupReq {
        pub group_id: String = "groupID",
    }

    /// The older form of [`SetGroupInfoExReq`], in which an empty text leaves what is there.
    pub struct SetGroupInfoReq {
        pub group_info_for_set: GroupInfoForSet = "groupInfoForSet",
    }

    /// Inside [`SetGroupInfoReq`].
    pub struct GroupInfoForSet {
        pub group_id: String = "groupID",
        pub group_name: String = "groupName",
        pub notification: String = "notification",
        pub introduction: String = "introduction",
        pub face_url: String = "faceURL",
        pub ex: Option<String> = "ex",
        pub need_verification: Option<i32> = "needVerification",
        pub look_member_info: Option<i32> = "lookMemberInfo",
        pub apply_member_friend: Option<i32> = "applyMemberFriend",
    }

    /// What is `None` stays as it is.
    pub struct SetGroupInfoExReq {
        pub group_id: String = "groupID",
        pub group_name: Option<String> = "groupName",
        pub notification: Option<String> = "notification",
        pub introduction: Option<String> = "introduction",
        pub face_url: Option<String> = "faceURL",
        pub ex: Option<String> = "ex",
        pub need_verification: Option<i32> = "needVerification",
        pub look_member_info: Option<i32> = "lookMemberInfo",
        pub apply_member_friend: Option<i32> = "applyMemberFriend",
    }

    /// Asks `/group/get_groups_info`.
    pub struct GetGroupsInfoReq {
        pub group_ids: Vec<String> = "groupIDs",
    }

    /// Answers `/group/get_groups_info`.
    pub struct GetGroupsInfoResp {
        pub group_infos: Vec<GroupInfo> = "groupInfos",
    }

    /// Asks `/group/get_groups`: an administrator's list of all groups that are not dismissed, or the one group of this id.
    pub struct GetGroupsReq {
        pub pagination: Pagination = "pagination",
        /// A part of the name; empty: every name.
        pub group_name: String = "groupName",
        pub group_id: String = "groupID",
    }

    /// Answers `/group/get_groups`.
    pub struct GetGroupsResp {
        pub total: u32 = "total",
        pub groups: Vec<OwnedGroup> = "groups",
    }

    /// A group beside its owner.
    pub struct OwnedGroup {
        pub group_info: GroupInfo = "groupInfo",
        pub group_owner_user_name: String = "groupOwnerUserName",
        pub group_owner_user_id: String = "groupOwnerUserID",
    }

    /// Asks `/group/get_group_abstract_info`.
    pub struct GetGroupAbstractInfoReq {
        pub group_ids: Vec<String> = "groupIDs",
    }

    /// Answers `/group/get_group_abstract_info`.
    pub struct GetGroupAbstractInfoResp {
        pub group_abstract_infos: Vec<GroupAbstractInfo> = "groupAbstractInfos",
    }

    /// By which somebody knows whether his copy of a group's members is still right.
    pub struct GroupAbstractInfo {
        pub group_id: String = "groupID",
        pub group_member_number: u32 = "groupMemberNumber",
        /// Another number after any change to the members.
        pub group_member_list_hash: u64 = "groupMemberListHash",
    }

    /// Asks `/group/get_joined_group_list`.
    pub struct GetJoinedGroupListReq {
        pub from_user_id: String = "fromUserID",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/group/get_joined_group_list`.
    pub struct GetJoinedGroupListResp {
        pub groups: Vec<GroupInfo> = "groups",
        pub total: u32 = "total",
    }
}

call! {
    "/group/create_group", CreateGroupReq, CreateGroupResp;
    "/group/dismiss_group", DismissGroupReq, Empty;
    "/group/transfer_group", TransferGroupReq, Empty;
    "/group/mute_group", MuteGroupReq, Empty;
    "/group/cancel_mute_group", CancelMuteGroupReq, Empty;
    "/group/set_group_info", SetGroupInfoReq, Empty;
    "/group/set_group_info_ex", SetGroupInfoExReq, Empty;
    "/group/get_groups", GetGroupsReq, GetGroupsResp;
    "/group/get_group_abstract_info", GetGroupAbstractInfoReq, GetGroupAbstractInfoResp;
    "/group/get_groups_info", GetGroupsInfoReq, GetGroupsInfoResp;
    "/group/get_joined_group_list", GetJoinedGroupListReq, GetJoinedGroupListResp;
}
