//! Notices about groups. Times are milliseconds since 1970; the version pair lets a client that stands one version
//! earlier apply the change without asking.

use crate::pb::{GroupInfo, GroupMemberFullInfo, GroupRequest, PublicUserInfo};

object! {
    /// 1501.
    pub struct GroupCreatedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub member_list: Vec<GroupMemberFullInfo> = "memberList",
        pub operation_time: i64 = "operationTime",
        pub group_owner_user: Option<GroupMemberFullInfo> = "groupOwnerUser",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1502.
    pub struct GroupInfoSetTips {
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub mute_time: i64 = "muteTime",
        pub group: Option<GroupInfo> = "group",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1503.
    pub struct JoinGroupApplicationTips {
        pub group: Option<GroupInfo> = "group",
        pub applicant: Option<PublicUserInfo> = "applicant",
        pub req_msg: String = "reqMsg",
        pub uuid: String = "uuid",
        pub request: Option<GroupRequest> = "request",
    }

    /// 1504.
    pub struct MemberQuitTips {
        pub group: Option<GroupInfo> = "group",
        pub quit_user: Option<GroupMemberFullInfo> = "quitUser",
        pub operation_time: i64 = "operationTime",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1505 accepted, 1506 rejected.
    pub struct GroupApplicationHandledTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub handle_msg: String = "handleMsg",
        /// 0 for the applicant, 1 for an admin.
        pub receiver_as: i32 = "receiverAs",
        pub uuid: String = "uuid",
        pub request: Option<GroupRequest> = "request",
    }

    /// 1507.
    pub struct OwnerTransferredTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub new_group_owner: Option<GroupMemberFullInfo> = "newGroupOwner",
        /// The former owner's user id.
        pub old_group_owner: String = "oldGroupOwner",
        pub operation_time: i64 = "operationTime",
        pub old_group_owner_info: Option<GroupMemberFullInfo> = "oldGroupOwnerInfo",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1508.
    pub struct MemberKickedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub kicked_user_list: Vec<GroupMemberFullInfo> = "kickedUserList",
        pub operation_time: i64 = "operationTime",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1509.
    pub struct MemberInvitedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub invited_user_list: Vec<GroupMemberFullInfo> = "invitedUserList",
        pub operation_time: i64 = "operationTime",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
        pub inviter_user: Option<GroupMemberFullInfo> = "inviterUser",
    }

    /// 1510.
    pub struct MemberEnterTips {
        pub group: Option<GroupInfo> = "group",
        pub entrant_user: Option<GroupMemberFullInfo> = "entrantUser",
        pub operation_time: i64 = "operationTime",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1511.
    pub struct GroupDismissedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub operation_time: i64 = "operationTime",
    }

    /// 1512.
    pub struct MemberMutedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub operation_time: i64 = "operationTime",
        pub muted_user: Option<GroupMemberFullInfo> = "mutedUser",
        pub muted_seconds: u32 = "mutedSeconds",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1513.
    pub struct MemberUnmutedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub operation_time: i64 = "operationTime",
        pub muted_user: Option<GroupMemberFullInfo> = "mutedUser",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1514 muted, 1515 no longer.
    pub struct GroupMutedTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub operation_time: i64 = "operationTime",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1516, and as a change of role 1517 and 1518.
    pub struct MemberInfoSetTips {
        pub group: Option<GroupInfo> = "group",
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub operation_time: i64 = "operationTime",
        pub changed_user: Option<GroupMemberFullInfo> = "changedUser",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
        pub group_sort_version: u64 = "groupSortVersion",
    }

    /// 1519.
    pub struct GroupAnnouncementTips {
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub group: Option<GroupInfo> = "group",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }

    /// 1520.
    pub struct GroupNameTips {
        pub op_user: Option<GroupMemberFullInfo> = "opUser",
        pub group: Option<GroupInfo> = "group",
        pub group_member_version: u64 = "groupMemberVersion",
        pub group_member_version_id: String = "groupMemberVersionID",
    }
}
