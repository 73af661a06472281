//! People as the account server knows them.

use crate::rest::{Empty, Pagination};

object! {
    /// What is `None` stays as it is.
    pub struct UpdateUserReq {
        pub user_id: String = "userID",
        pub account: Option<String> = "account",
        pub phone_number: Option<String> = "phoneNumber",
        pub area_code: Option<String> = "areaCode",
        pub email: Option<String> = "email",
        pub nickname: Option<String> = "nickname",
        pub face_url: Option<String> = "faceURL",
        pub gender: Option<i32> = "gender",
        pub level: Option<i32> = "level",
        /// Milliseconds since 1970.
        pub birth: Option<i64> = "birth",
        pub allow_add_friend: Option<i32> = "allowAddFriend",
        pub allow_beep: Option<i32> = "allowBeep",
        pub allow_vibration: Option<i32> = "allowVibration",
        pub global_recv_msg_opt: Option<i32> = "globalRecvMsgOpt",
        /// Its name begins with a capital on OpenIM's side too.
        pub register_type: Option<i32> = "RegisterType",
    }

    /// What strangers see.
    pub struct UserPublicInfo {
        pub user_id: String = "userID",
        pub account: String = "account",
        pub email: String = "email",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        pub gender: i32 = "gender",
        pub level: i32 = "level",
    }

    /// What the person sees, and whoever may search.
    pub struct UserFullInfo {
        pub user_id: String = "userID",
        /// Always empty.
        pub password: String = "password",
        pub account: String = "account",
        pub phone_number: String = "phoneNumber",
        pub area_code: String = "areaCode",
        pub email: String = "email",
        pub nickname: String = "nickname",
        pub face_url: String = "faceURL",
        pub gender: i32 = "gender",
        pub level: i32 = "level",
        /// Milliseconds since 1970.
        pub birth: i64 = "birth",
        /// 1 yes, 2 no; so are the next two.
        pub allow_add_friend: i32 = "allowAddFriend",
        pub allow_beep: i32 = "allowBeep",
        pub allow_vibration: i32 = "allowVibration",
        pub global_recv_msg_opt: i32 = "globalRecvMsgOpt",
        pub register_type: i32 = "registerType",
    }

    /// Asks `/user/find/public`.
    pub struct FindUserPublicReq {
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Answers `/user/find/public`.
    pub struct UsersPublicResp {
        pub users: Vec<UserPublicInfo> = "users",
    }

    /// Asks `/user/find/full`.
    pub struct FindUserFullReq {
        pub user_ids: Vec<String> = "userIDs",
    }

    /// Answers `/user/find/full`.
    pub struct UsersFullResp {
        pub users: Vec<UserFullInfo> = "users",
    }

    /// Asks `/user/search/public`.
    pub struct SearchUserPublicReq {
        pub keyword: String = "keyword",
        pub pagination: Pagination = "pagination",
        /// Empty asks for all.
        pub genders: Vec<i32> = "genders",
        pub normal: i32 = "normal",
    }

    /// Answers `/user/search/public`.
    pub struct UsersPublicPageResp {
        pub total: u32 = "total",
        pub users: Vec<UserPublicInfo> = "users",
    }

    /// Asks `/user/search/full`.
    pub struct SearchUserFullReq {
        pub keyword: String = "keyword",
        pub pagination: Pagination = "pagination",
        /// Empty asks for all.
        pub genders: Vec<i32> = "genders",
        pub normal: i32 = "normal",
    }

    /// Answers `/user/search/full` and `/friend/search`.
    pub struct UsersFullPageResp {
        pub total: u32 = "total",
        pub users: Vec<UserFullInfo> = "users",
    }

    /// Among the caller's own friends.
    pub struct FriendSearchReq {
        pub user_id: String = "userID",
        pub keyword: String = "keyword",
        pub pagination: Pagination = "pagination",
        /// Empty asks for all.
        pub genders: Vec<i32> = "genders",
    }
}

call! {
    "/user/update", UpdateUserReq, Empty;
    "/user/find/public", FindUserPublicReq, UsersPublicResp;
    "/user/find/full", FindUserFullReq, UsersFullResp;
    "/user/search/public", SearchUserPublicReq, UsersPublicPageResp;
    "/user/search/full", SearchUserFullReq, UsersFullPageResp;
    "/friend/search", FriendSearchReq, UsersFullPageResp;
}
