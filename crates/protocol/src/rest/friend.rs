//! Relations: `/friend/…`.

use super::{Empty, Pagination};
use crate::pb::{BlackInfo, FriendInfo, FriendRequest, PublicUserInfo};

/// After this long a Selkie server takes no answer to a request any more; whoever still wants it asks again. A plain
/// OpenIM's requests never end.
pub const REQUEST_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;

object! {
    /// Asks `/friend/add_friend`.
    pub struct AddFriendReq {
        pub from_user_id: String = "fromUserID",
        pub to_user_id: String = "toUserID",
        pub req_msg: String = "reqMsg",
        pub ex: String = "ex",
    }

    /// Asks `/friend/add_friend_response`.
    pub struct AddFriendResponseReq {
        /// The one who asked.
        pub from_user_id: String = "fromUserID",
        /// The one who answers: the caller.
        pub to_user_id: String = "toUserID",
        /// 1 agreed, -1 refused.
        pub handle_result: i32 = "handleResult",
        pub handle_msg: String = "handleMsg",
    }

    /// One-sided: the other keeps the caller in his list.
    pub struct DeleteFriendReq {
        pub owner_user_id: String = "ownerUserID",
        pub friend_user_id: String = "friendUserID",
    }

    /// Asks `/friend/get_friend_list`.
    pub struct GetFriendListReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/friend/get_friend_list`.
    pub struct GetFriendListResp {
        pub friends_info: Vec<FriendInfo> = "friendsInfo",
        pub total: i32 = "total",
    }

    /// Asks `/friend/get_designated_friends`.
    pub struct GetDesignatedFriendsReq {
        pub owner_user_id: String = "ownerUserID",
        pub friend_user_ids: Vec<String> = "friendUserIDs",
    }

    /// Answers `/friend/get_designated_friends`.
    pub struct GetDesignatedFriendsResp {
        pub friends_info: Vec<FriendInfo> = "friendsInfo",
    }

    /// Asks `/friend/get_specified_friends_info`.
    pub struct GetSpecifiedFriendsInfoReq {
        pub owner_user_id: String = "ownerUserID",
        pub user_id_list: Vec<String> = "userIDList",
    }

    /// Answers `/friend/get_specified_friends_info`.
    pub struct GetSpecifiedFriendsInfoResp {
        pub infos: Vec<SpecifiedFriendInfo> = "infos",
    }

    /// A person, and the relation where there is one.
    pub struct SpecifiedFriendInfo {
        pub user_info: Option<PublicUserInfo> = "userInfo",
        pub friend_info: Option<FriendInfo> = "friendInfo",
        pub black_info: Option<BlackInfo> = "blackInfo",
    }

    /// What is `None` stays as it is.
    pub struct UpdateFriendsReq {
        pub owner_user_id: String = "ownerUserID",
        pub friend_user_ids: Vec<String> = "friendUserIDs",
        pub is_pinned: Option<bool> = "isPinned",
        pub remark: Option<String> = "remark",
        pub ex: Option<String> = "ex",
    }

    /// Asks `/friend/set_friend_remark`.
    pub struct SetFriendRemarkReq {
        pub owner_user_id: String = "ownerUserID",
        pub friend_user_id: String = "friendUserID",
        pub remark: String = "remark",
    }

    /// Requests that came in.
    pub struct GetFriendApplyListReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
        /// Empty asks for all.
        pub handle_results: Vec<i32> = "handleResults",
    }

    /// The list's name begins with a capital on OpenIM's side too.
    pub struct GetFriendApplyListResp {
        pub friend_requests: Vec<FriendRequest> = "FriendRequests",
        pub total: i32 = "total",
    }

    /// Requests that went out.
    pub struct GetSelfFriendApplyListReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
        /// Empty asks for all.
        pub handle_results: Vec<i32> = "handleResults",
    }

    /// Answers `/friend/get_self_friend_apply_list`.
    pub struct GetSelfFriendApplyListResp {
        pub friend_requests: Vec<FriendRequest> = "friendRequests",
        pub total: i32 = "total",
    }

    /// Asks `/friend/get_designated_friend_apply`.
    pub struct GetDesignatedFriendApplyReq {
        pub from_user_id: String = "fromUserID",
        pub to_user_id: String = "toUserID",
    }

    /// Answers `/friend/get_designated_friend_apply`.
    pub struct GetDesignatedFriendApplyResp {
        pub friend_requests: Vec<FriendRequest> = "friendRequests",
    }

    /// Asks `/friend/get_self_unhandled_apply_count`.
    pub struct GetSelfUnhandledApplyCountReq {
        pub user_id: String = "userID",
        /// Milliseconds since 1970; older requests are not counted.
        pub time: i64 = "time",
    }

    /// Answers `/friend/get_self_unhandled_apply_count`.
    pub struct GetSelfUnhandledApplyCountResp {
        pub count: i64 = "count",
    }

    /// Asks `/friend/is_friend`.
    pub struct IsFriendReq {
        pub user_id1: String = "userID1",
        pub user_id2: String = "userID2",
    }

    /// Answers `/friend/is_friend`.
    pub struct IsFriendResp {
        /// The second one is in the first one's list.
        pub in_user1_friends: bool = "inUser1Friends",
        pub in_user2_friends: bool = "inUser2Friends",
    }

    /// Asks `/friend/get_friend_id`.
    pub struct GetFriendIdReq {
        pub user_id: String = "userID",
    }

    /// Answers `/friend/get_friend_id`.
    pub struct GetFriendIdResp {
        pub friend_ids: Vec<String> = "friendIDs",
    }

    /// Asks `/friend/add_black`.
    pub struct AddBlackReq {
        pub owner_user_id: String = "ownerUserID",
        pub black_user_id: String = "blackUserID",
        pub ex: String = "ex",
    }

    /// Asks `/friend/remove_black`.
    pub struct RemoveBlackReq {
        pub owner_user_id: String = "ownerUserID",
        pub black_user_id: String = "blackUserID",
    }

    /// Asks `/friend/get_black_list`.
    pub struct GetBlackListReq {
        pub user_id: String = "userID",
        pub pagination: Pagination = "pagination",
    }

    /// Answers `/friend/get_black_list`.
    pub struct GetBlackListResp {
        pub blacks: Vec<BlackInfo> = "blacks",
        pub total: i32 = "total",
    }

    /// Asks `/friend/get_specified_blacks`.
    pub struct GetSpecifiedBlacksReq {
        pub owner_user_id: String = "ownerUserID",
        pub user_id_list: Vec<String> = "userIDList",
    }

    /// Answers `/friend/get_specified_blacks`.
    pub struct GetSpecifiedBlacksResp {
        pub blacks: Vec<BlackInfo> = "blacks",
        pub total: i32 = "total",
    }

    /// Friendships without asking; an administrator does this.
    pub struct ImportFriendReq {
        pub owner_user_id: String = "ownerUserID",
        pub friend_user_ids: Vec<String> = "friendUserIDs",
    }
}

call! {
    "/friend/add_friend", AddFriendReq, Empty;
    "/friend/add_friend_response", AddFriendResponseReq, Empty;
    "/friend/delete_friend", DeleteFriendReq, Empty;
    "/friend/get_friend_list", GetFriendListReq, GetFriendListResp;
    "/friend/get_designated_friends", GetDesignatedFriendsReq, GetDesignatedFriendsResp;
    "/friend/get_specified_friends_info", GetSpecifiedFriendsInfoReq, GetSpecifiedFriendsInfoResp;
    "/friend/update_friends", UpdateFriendsReq, Empty;
    "/friend/set_friend_remark", SetFriendRemarkReq, Empty;
    "/friend/get_friend_apply_list", GetFriendApplyListReq, GetFriendApplyListResp;
    "/friend/get_self_friend_apply_list", GetSelfFriendApplyListReq, GetSelfFriendApplyListResp;
    "/friend/get_designated_friend_apply", GetDesignatedFriendApplyReq, GetDesignatedFriendApplyResp;
    "/friend/get_self_unhandled_apply_count", GetSelfUnhandledApplyCountReq, GetSelfUnhandledApplyCountResp;
    "/friend/is_friend", IsFriendReq, IsFriendResp;
    "/friend/get_friend_id", GetFriendIdReq, GetFriendIdResp;
    "/friend/add_black", AddBlackReq, Empty;
    "/friend/remove_black", RemoveBlackReq, Empty;
    "/friend/get_black_list", GetBlackListReq, GetBlackListResp;
    "/friend/get_specified_blacks", GetSpecifiedBlacksReq, GetSpecifiedBlacksResp;
    "/friend/import_friend", ImportFriendReq, Empty;
}
