//! Relations between people.

use super::user::{PublicUserInfo, UserInfo};

message! {
    /// A friend, as the list of `owner_user_id` shows him.
    pub struct FriendInfo {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        #[prost(string, tag = "2")]
        pub remark: String = "remark",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "3")]
        pub create_time: i64 = "createTime",
        #[prost(message, optional, tag = "4")]
        pub friend_user: Option<UserInfo> = "friendUser",
        /// 1 import, 2 request.
        #[prost(int32, tag = "5")]
        pub add_source: i32 = "addSource",
        #[prost(string, tag = "6")]
        pub operator_user_id: String = "operatorUserID",
        #[prost(string, tag = "7")]
        pub ex: String = "ex",
        #[prost(bool, tag = "8")]
        pub is_pinned: bool = "isPinned",
    }

    /// A relation without the friend's profile.
    pub struct FriendInfoOnly {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        #[prost(string, tag = "2")]
        pub friend_user_id: String = "friendUserID",
        #[prost(string, tag = "3")]
        pub remark: String = "remark",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "4")]
        pub create_time: i64 = "createTime",
        /// 1 import, 2 request.
        #[prost(int32, tag = "5")]
        pub add_source: i32 = "addSource",
        #[prost(string, tag = "6")]
        pub operator_user_id: String = "operatorUserID",
        #[prost(string, tag = "7")]
        pub ex: String = "ex",
        #[prost(bool, tag = "8")]
        pub is_pinned: bool = "isPinned",
    }

    /// Someone from whom `owner_user_id` takes no messages.
    pub struct BlackInfo {
        #[prost(string, tag = "1")]
        pub owner_user_id: String = "ownerUserID",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "2")]
        pub create_time: i64 = "createTime",
        #[prost(message, optional, tag = "3")]
        pub black_user_info: Option<PublicUserInfo> = "blackUserInfo",
        #[prost(int32, tag = "4")]
        pub add_source: i32 = "addSource",
        #[prost(string, tag = "5")]
        pub operator_user_id: String = "operatorUserID",
        #[prost(string, tag = "6")]
        pub ex: String = "ex",
    }

    /// A request to become friends, open or handled.
    pub struct FriendRequest {
        #[prost(string, tag = "1")]
        pub from_user_id: String = "fromUserID",
        #[prost(string, tag = "2")]
        pub from_nickname: String = "fromNickname",
        #[prost(string, tag = "3")]
        pub from_face_url: String = "fromFaceURL",
        #[prost(string, tag = "4")]
        pub to_user_id: String = "toUserID",
        #[prost(string, tag = "5")]
        pub to_nickname: String = "toNickname",
        #[prost(string, tag = "6")]
        pub to_face_url: String = "toFaceURL",
        /// 0 open, 1 agreed, -1 refused.
        #[prost(int32, tag = "7")]
        pub handle_result: i32 = "handleResult",
        #[prost(string, tag = "8")]
        pub req_msg: String = "reqMsg",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "9")]
        pub create_time: i64 = "createTime",
        #[prost(string, tag = "10")]
        pub handler_user_id: String = "handlerUserID",
        #[prost(string, tag = "11")]
        pub handle_msg: String = "handleMsg",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "12")]
        pub handle_time: i64 = "handleTime",
        #[prost(string, tag = "13")]
        pub ex: String = "ex",
    }
}
