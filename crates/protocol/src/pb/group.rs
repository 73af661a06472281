//! Groups, their members and requests to join them.

use super::user::PublicUserInfo;
use crate::lenient::is_false;

message! {
    /// A group.
    pub struct GroupInfo {
        #[prost(string, tag = "1")]
        pub group_id: String = "groupID",
        #[prost(string, tag = "2")]
        pub group_name: String = "groupName",
        /// The announcement.
        #[prost(string, tag = "3")]
        pub notification: String = "notification",
        #[prost(string, tag = "4")]
        pub introduction: String = "introduction",
        #[prost(string, tag = "5")]
        pub face_url: String = "faceURL",
        #[prost(string, tag = "6")]
        pub owner_user_id: String = "ownerUserID",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "7")]
        pub create_time: i64 = "createTime",
        #[prost(uint32, tag = "8")]
        pub member_count: u32 = "memberCount",
        #[prost(string, tag = "9")]
        pub ex: String = "ex",
        /// 0 open, 1 banned, 2 dismissed, 3 muted.
        #[prost(int32, tag = "10")]
        pub status: i32 = "status",
        #[prost(string, tag = "11")]
        pub creator_user_id: String = "creatorUserID",
        /// Only 2 (working group) can be made.
        #[prost(int32, tag = "12")]
        pub group_type: i32 = "groupType",
        /// 0 requests need approval and invitations do not, 1 both do unless an owner or admin invites, 2 neither does.
        #[prost(int32, tag = "13")]
        pub need_verification: i32 = "needVerification",
        #[prost(int32, tag = "14")]
        pub look_member_info: i32 = "lookMemberInfo",
        /// 0 members may add each other as friends, 1 not.
        #[prost(int32, tag = "15")]
        pub apply_member_friend: i32 = "applyMemberFriend",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "16")]
        pub notification_update_time: i64 = "notificationUpdateTime",
        #[prost(string, tag = "17")]
        pub notification_user_id: String = "notificationUserID",
    }

    /// A member. The server fills an empty nickname or face from the profile.
    pub struct GroupMemberFullInfo {
        #[prost(string, tag = "1")]
        pub group_id: String = "groupID",
        #[prost(string, tag = "2")]
        pub user_id: String = "userID",
        /// 100 owner, 60 admin, 20 member.
        #[prost(int32, tag = "3")]
        pub role_level: i32 = "roleLevel",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "4")]
        pub join_time: i64 = "joinTime",
        #[prost(string, tag = "5")]
        pub nickname: String = "nickname",
        #[prost(string, tag = "6")]
        pub face_url: String = "faceURL",
        /// Spelt so by OpenIM.
        #[prost(int32, tag = "7")]
        pub app_manger_level: i32 = "appMangerLevel",
        /// 1 admin, 2 invitation, 3 search, 4 QR code.
        #[prost(int32, tag = "8")]
        pub join_source: i32 = "joinSource",
        #[prost(string, tag = "9")]
        pub operator_user_id: String = "operatorUserID",
        #[prost(string, tag = "10")]
        pub ex: String = "ex",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "11")]
        pub mute_end_time: i64 = "muteEndTime",
        #[prost(string, tag = "12")]
        pub inviter_user_id: String = "inviterUserID",
        /// Selkie: he writes also while the group is muted.
        #[prost(bool, tag = "100")]
        #[serde(skip_serializing_if = "is_false")]
        pub exempt: bool = "exempt",
    }

    /// A request to join a group, open or handled.
    pub struct GroupRequest {
        #[prost(message, optional, tag = "1")]
        pub user_info: Option<PublicUserInfo> = "userInfo",
        #[prost(message, optional, tag = "2")]
        pub group_info: Option<GroupInfo> = "groupInfo",
        /// 0 open, 1 agreed, -1 refused.
        #[prost(int32, tag = "3")]
        pub handle_result: i32 = "handleResult",
        #[prost(string, tag = "4")]
        pub req_msg: String = "reqMsg",
        #[prost(string, tag = "5")]
        pub handle_msg: String = "handleMsg",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "6")]
        pub req_time: i64 = "reqTime",
        #[prost(string, tag = "7")]
        pub handle_user_id: String = "handleUserID",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "8")]
        pub handle_time: i64 = "handleTime",
        #[prost(string, tag = "9")]
        pub ex: String = "ex",
        #[prost(int32, tag = "10")]
        pub join_source: i32 = "joinSource",
        #[prost(string, tag = "11")]
        pub inviter_user_id: String = "inviterUserID",
    }
}
