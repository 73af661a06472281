//! Notices about relations. The version pair lets a client that stands one version earlier apply the change without
//! asking.

use crate::pb::{FriendInfo, FriendRequest, PublicUserInfo};

object! {
    /// Whose act it was, and whom it concerns.
    pub struct FromToUserId {
        pub from_user_id: String = "fromUserID",
        pub to_user_id: String = "toUserID",
    }

    /// 1201.
    pub struct FriendApplicationApprovedTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub handle_msg: String = "handleMsg",
        pub friend_version: u64 = "friendVersion",
        pub friend_version_id: String = "friendVersionID",
        pub request: Option<FriendRequest> = "request",
    }

    /// 1202.
    pub struct FriendApplicationRejectedTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub handle_msg: String = "handleMsg",
        pub request: Option<FriendRequest> = "request",
    }

    /// 1203.
    pub struct FriendApplicationTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub request: Option<FriendRequest> = "request",
    }

    /// 1204.
    pub struct FriendAddedTips {
        pub friend: Option<FriendInfo> = "friend",
        /// Milliseconds since 1970.
        pub operation_time: i64 = "operationTime",
        pub op_user: Option<PublicUserInfo> = "opUser",
        pub friend_version: u64 = "friendVersion",
        pub friend_version_id: String = "friendVersionID",
    }

    /// 1205.
    pub struct FriendDeletedTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub friend_version: u64 = "friendVersion",
        pub friend_version_id: String = "friendVersionID",
    }

    /// 1206.
    pub struct FriendInfoChangedTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub friend_version: u64 = "friendVersion",
        pub friend_version_id: String = "friendVersionID",
        pub friend_sort_version: u64 = "friendSortVersion",
    }

    /// 1207 and 1208.
    pub struct BlackTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
    }

    /// 1210.
    pub struct FriendsInfoUpdateTips {
        pub from_to_user_id: Option<FromToUserId> = "fromToUserID",
        pub friend_ids: Vec<String> = "friendIDs",
        pub friend_version: u64 = "friendVersion",
        pub friend_version_id: String = "friendVersionID",
    }
}
