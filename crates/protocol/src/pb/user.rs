//! Profiles.

message! {
    /// A profile as its owner and friends see it.
    pub struct UserInfo {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(string, tag = "2")]
        pub nickname: String = "nickname",
        #[prost(string, tag = "3")]
        pub face_url: String = "faceURL",
        #[prost(string, tag = "4")]
        pub ex: String = "ex",
        /// Milliseconds since 1970.
        #[prost(int64, tag = "5")]
        pub create_time: i64 = "createTime",
        /// 1 user, 2 admin, 3 notification account, 4 robot. Spelt so by OpenIM.
        #[prost(int32, tag = "6")]
        pub app_manger_level: i32 = "appMangerLevel",
        /// 0 everything, 1 nothing, 2 no offline push.
        #[prost(int32, tag = "7")]
        pub global_recv_msg_opt: i32 = "globalRecvMsgOpt",
    }

    /// A profile as strangers see it.
    pub struct PublicUserInfo {
        #[prost(string, tag = "1")]
        pub user_id: String = "userID",
        #[prost(string, tag = "2")]
        pub nickname: String = "nickname",
        #[prost(string, tag = "3")]
        pub face_url: String = "faceURL",
        #[prost(string, tag = "4")]
        pub ex: String = "ex",
    }
}
