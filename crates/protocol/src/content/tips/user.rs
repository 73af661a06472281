//! Notices about people.

object! {
    /// 1303: the own profile changed. 1209: a friend's did.
    pub struct UserInfoUpdatedTips {
        pub user_id: String = "userID",
    }

    /// 1304.
    pub struct UserStatusChangeTips {
        pub from_user_id: String = "fromUserID",
        pub to_user_id: String = "toUserID",
        pub status: i32 = "status",
        pub platform_id: i32 = "platformID",
    }

    /// 1305 to 1307: a favourite was added, deleted or changed.
    pub struct UserCommandTips {
        pub from_user_id: String = "fromUserID",
        pub to_user_id: String = "toUserID",
    }
}
